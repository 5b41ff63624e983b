//! The house rules of `ARCHITECTURE.md`, read off the source: a room looks only down, files stay
//! short, and only `cli` touches the clock, the environment and the terminal, and the disk with `disk` below it.

use std::path::{Path, PathBuf};

/// The floor of every room. `main` is the door of the command and stands on `cli`.
const FLOORS: &[(&str, u8)] = &[
    ("stats", 0),
    ("election", 1),
    ("format", 1),
    ("names", 1),
    ("visible", 1),
    ("returns", 2),
    ("evidence", 2),
    ("bounds", 2),
    ("scenario", 3),
    ("model", 4),
    ("engine", 5),
    ("inference", 5),
    ("sweep", 6),
    ("scan", 6),
    ("calibrate", 6),
    ("claims", 6),
    ("explain", 6),
    ("figure", 7),
    ("study", 7),
    ("wording", 7),
    ("report", 8),
    ("archive", 9),
    ("disk", 9),
    ("render", 9),
    ("cli", 10),
    ("main", 11),
];

/// No source file is longer.
const MOST_LINES: usize = 400;

/// Names that say nothing of what is inside.
const EMPTY_NAMES: &[&str] = &["utils", "util", "helpers", "helper", "common", "manager", "managers"];

/// What only `cli` may touch.
const OUTSIDE_WORLD: &[&str] = &[
    "std::fs",
    "std::env",
    "std::net",
    "std::process",
    "std::time::Instant",
    "std::time::SystemTime",
    "std::io::stdin",
    "std::io::stdout",
    "std::io::stderr",
];

/// The one file below `cli` that reads the disk, so that the library can open a scenario by its path.
const READING_DOOR: &str = "study/disk.rs";

fn floor(room: &str) -> Option<u8> {
    FLOORS.iter().find(|(name, _)| *name == room).map(|&(_, floor)| floor)
}

// ---- Reading Rust just well enough: no comments, no strings, no test modules.

/// The code of a text: comments and literals become spaces, lines keep their numbers.
fn code_of(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let at = |i: usize| chars.get(i).copied().unwrap_or('\0');
    let word = |c: char| c.is_alphanumeric() || c == '_';
    let mut code = String::with_capacity(text.len());
    let mut i = 0;
    let skip_to = |code: &mut String, from: usize, to: usize| {
        code.extend(chars[from..to.min(chars.len())].iter().map(|&c| if c == '\n' { '\n' } else { ' ' }));
        to
    };
    while i < chars.len() {
        let hashes = chars[i + 1..].iter().take_while(|&&c| c == '#').count();
        let raw = at(i) == 'r' && at(i + 1 + hashes) == '"' && (i == 0 || !word(at(i - 1)) || at(i - 1) == 'b');
        if at(i) == '/' && at(i + 1) == '/' {
            let end = chars[i..].iter().position(|&c| c == '\n').map_or(chars.len(), |n| i + n);
            i = skip_to(&mut code, i, end);
        } else if at(i) == '/' && at(i + 1) == '*' {
            let (mut depth, mut end) = (1, i + 2);
            while depth > 0 && end < chars.len() {
                match (at(end), at(end + 1)) {
                    ('/', '*') => (depth, end) = (depth + 1, end + 2),
                    ('*', '/') => (depth, end) = (depth - 1, end + 2),
                    _ => end += 1,
                }
            }
            i = skip_to(&mut code, i, end);
        } else if raw {
            let mut end = i + 2 + hashes;
            let closes = |end: usize| at(end) == '"' && (1..=hashes).all(|n| at(end + n) == '#');
            while end < chars.len() && !closes(end) {
                end += 1;
            }
            i = skip_to(&mut code, i, end + 1 + hashes);
        } else if at(i) == '"' {
            let mut end = i + 1;
            while end < chars.len() && at(end) != '"' {
                end += if at(end) == '\\' { 2 } else { 1 };
            }
            i = skip_to(&mut code, i, end + 1);
        } else if at(i) == '\'' && (at(i + 1) == '\\' || at(i + 2) == '\'') {
            // A character, not a lifetime.
            let mut end = i + if at(i + 1) == '\\' { 3 } else { 2 };
            while end < chars.len() && at(end) != '\'' {
                end += 1;
            }
            i = skip_to(&mut code, i, end + 1);
        } else {
            code.push(at(i));
            i += 1;
        }
    }
    code
}

/// The code without what `#[cfg(test)]` keeps to tests, and the names of the test modules that lie
/// in files of their own.
fn without_tests(code: &str) -> (String, Vec<String>) {
    const MARK: &str = "#[cfg(test)]";
    let mut kept = String::new();
    let mut files = Vec::new();
    let mut rest = code;
    while let Some(start) = rest.find(MARK) {
        kept.push_str(&rest[..start]);
        let item = &rest[start + MARK.len()..];
        let words: Vec<&str> = item.split(|c: char| c.is_whitespace() || c == ';').filter(|w| !w.is_empty()).collect();
        let semicolon = item.find(';').unwrap_or(item.len());
        let brace = item.find('{').unwrap_or(item.len());
        let end = if words.first() == Some(&"use") || semicolon < brace {
            if words.first() == Some(&"mod") {
                files.extend(words.get(1).map(|name| (*name).to_owned()));
            }
            (semicolon + 1).min(item.len())
        } else {
            let mut depth = 0_i32;
            let closing = item.char_indices().skip_while(|&(at, _)| at < brace).find(|&(_, c)| {
                depth += i32::from(c == '{') - i32::from(c == '}');
                depth == 0
            });
            closing.map_or(item.len(), |(at, _)| at + 1)
        };
        kept.push_str(&item[..end].chars().filter(|&c| c == '\n').collect::<String>());
        rest = &item[end..];
    }
    kept.push_str(rest);
    (kept, files)
}

/// Every path in the code that begins at `root`, groups taken apart: `use std::{fs, io::Write}`
/// gives `std::fs` and `std::io::Write`. With the line of each.
fn paths(code: &str, root: &str) -> Vec<(usize, String)> {
    let word = |c: char| c.is_alphanumeric() || c == '_';
    let mut found = Vec::new();
    for (at, _) in code.match_indices(root) {
        let before = code[..at].trim_end();
        let inner = code[..at].ends_with(word) || (before.ends_with("::") && before.len() > 2);
        let after = code[at + root.len()..].trim_start();
        if !inner && let Some(tree) = after.strip_prefix("::") {
            let line = code[..at].matches('\n').count() + 1;
            branches(root, tree, &mut |path| found.push((line, path)));
        }
    }
    found
}

/// Walks one `use` tree and returns what comes behind it.
fn branches<'c>(stem: &str, tree: &'c str, found: &mut dyn FnMut(String)) -> &'c str {
    let tree = tree.trim_start();
    if let Some(mut group) = tree.strip_prefix('{') {
        loop {
            group = group.trim_start_matches(|c: char| c.is_whitespace() || c == ',');
            match group.strip_prefix('}') {
                Some(behind) => return behind,
                None if group.is_empty() => return group,
                None => group = branches(stem, group, found),
            }
        }
    }
    let length = tree.find(|c: char| !(c.is_alphanumeric() || c == '_' || c == '*')).unwrap_or(tree.len());
    if length == 0 {
        // No path at all: step over the sign, so that a group always comes to its end.
        return tree.get(tree.chars().next().map_or(0, char::len_utf8)..).unwrap_or("");
    }
    let (path, behind) = (format!("{stem}::{}", &tree[..length]), &tree[length..]);
    if let Some(further) = behind.trim_start().strip_prefix("::") {
        return branches(&path, further, found);
    }
    found(path);
    // `as other` names it anew and leads nowhere else.
    let rename = behind.trim_start().strip_prefix("as ").map(str::trim_start);
    rename.map_or(behind, |new| new.trim_start_matches(|c: char| c.is_alphanumeric() || c == '_'))
}

// ---- The rules.

/// The room of a file below `src`, and how many modules deep its own module lies.
fn room_of(file: &str) -> (String, usize) {
    let parts: Vec<&str> = file.trim_end_matches(".rs").split('/').filter(|part| *part != "mod").collect();
    (parts.first().copied().unwrap_or("").to_owned(), parts.len())
}

/// What a source file below `src` does against the rules; `file` is its path below `src`.
fn problems_of_source(file: &str, text: &str) -> Vec<String> {
    let all = code_of(text);
    let (code, _) = without_tests(&all);
    let (room, depth) = room_of(file);
    let mut problems = Vec::new();
    let mut report = |line: usize, what: String| problems.push(format!("src/{file}:{line}: {what}"));
    for word in ["HashMap", "HashSet"] {
        for (at, _) in all.match_indices(word) {
            report(all[..at].matches('\n').count() + 1, format!("{word}: its order changes from run to run"));
        }
    }
    if room != "lib" {
        let up = "super::".repeat(depth);
        let mut mentioned = paths(&code, "crate");
        mentioned.extend(paths(&code, "humnaam"));
        // `super` once per module leads to the top of the house as well.
        mentioned.extend(paths(&code, up.trim_end_matches(':')));
        for (line, path) in mentioned {
            let target = path.replace(&up, "crate::");
            let target = target.split("::").nth(1).unwrap_or("").to_owned();
            match (floor(&room), floor(&target)) {
                _ if target == room => {}
                (Some(ours), Some(theirs)) if theirs < ours => {}
                (Some(ours), Some(theirs)) => {
                    report(line, format!("`{room}` (floor {ours}) may not import `{target}` (floor {theirs})"));
                }
                (None, _) => report(line, format!("`{room}` has no floor: give it one in tests/it/architecture.rs")),
                (_, None) => report(line, format!("`{target}` has no floor: give it one in tests/it/architecture.rs")),
            }
        }
    }
    if room != "cli" && room != "main" && room != "disk" && file != READING_DOOR {
        for (line, path) in paths(&code, "std") {
            let touched = |outside: &&&str| path == **outside || path.starts_with(&format!("{outside}::"));
            if let Some(outside) = OUTSIDE_WORLD.iter().find(touched) {
                report(line, format!("`{room}` may not touch {outside}: that belongs to `cli`"));
            }
            if path == "std::time" || path == "std::time::*" || path == "std::*" || path == "std::io::*" {
                report(line, format!("`{room}` imports {path} whole: name what it takes"));
            }
        }
    }
    problems.dedup();
    problems
}

/// What is wrong with the name or the length of a file.
fn problems_of_file(file: &str, text: &str) -> Vec<String> {
    let mut problems = Vec::new();
    let lines = text.lines().count();
    if lines > MOST_LINES {
        problems.push(format!("{file}: {lines} lines, {MOST_LINES} at the most: split it by thought"));
    }
    let code = code_of(text);
    let inner = code.split_whitespace().collect::<Vec<_>>();
    let declared = inner.windows(2).filter(|w| w[0] == "mod").map(|w| w[1].trim_end_matches(['{', ';']));
    let own = file.trim_end_matches(".rs").split('/');
    for name in own.chain(declared).filter(|name| EMPTY_NAMES.contains(name)) {
        problems.push(format!("{file}: `{name}` says nothing of what is inside: name it by its thought"));
    }
    problems
}

/// What `lib.rs` lists out of the order of the floors.
fn problems_of_order(lib: &str) -> Vec<String> {
    let code = code_of(lib);
    let rooms = code.lines().filter_map(|line| line.trim().strip_prefix("pub mod ")?.strip_suffix(';'));
    let mut reached = ("", 0);
    let mut problems = Vec::new();
    for room in rooms {
        match floor(room) {
            None => problems.push(format!("src/lib.rs: `{room}` has no floor")),
            Some(floor) if floor < reached.1 => {
                problems.push(format!("src/lib.rs: `{room}` (floor {floor}) stands above `{}`", reached.0));
            }
            Some(floor) => reached = (room, floor),
        }
    }
    problems
}

fn rust_files(folder: &Path, found: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            rust_files(&path, found);
        } else if path.extension().is_some_and(|kind| kind == "rs") {
            found.push(path);
        }
    }
}

/// Every Rust file of a folder of the package: its path within the package, and its text.
fn sources(folder: &str) -> Vec<(String, String)> {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    rust_files(&package.join(folder), &mut found);
    let name = |path: &Path| path.strip_prefix(package).unwrap().to_str().unwrap().replace('\\', "/");
    found.iter().map(|path| (name(path), std::fs::read_to_string(path).unwrap())).collect()
}

/// Files below `src` that hold nothing but tests: `#[cfg(test)] mod tests;` beside them says so.
fn test_files(sources: &[(String, String)]) -> Vec<String> {
    let declared = |(file, text): &(String, String)| {
        let folder = file.trim_end_matches(".rs").trim_end_matches("/mod").to_owned();
        without_tests(&code_of(text)).1.into_iter().map(move |name| format!("{folder}/{name}.rs"))
    };
    sources.iter().flat_map(declared).collect()
}

#[test]
fn a_room_looks_only_down_and_only_cli_looks_out() {
    let sources = sources("src");
    assert!(sources.len() > 50, "only {} files were read", sources.len());
    let tests = test_files(&sources);
    let code = sources.iter().filter(|(file, _)| !tests.contains(file));
    let mut problems: Vec<String> =
        code.flat_map(|(file, text)| problems_of_source(file.trim_start_matches("src/"), text)).collect();
    let lib = sources.iter().find(|(file, _)| file == "src/lib.rs").unwrap();
    problems.extend(problems_of_order(&lib.1));
    assert!(problems.is_empty(), "\n{}\n", problems.join("\n"));
}

#[test]
fn files_are_short_and_named_by_thought() {
    let files = [sources("src"), sources("tests")].concat();
    let problems: Vec<String> = files.iter().flat_map(|(file, text)| problems_of_file(file, text)).collect();
    assert!(problems.is_empty(), "\n{}\n", problems.join("\n"));
}

/// A model that is made elsewhere for a report lacks a step sooner or later. A scan makes one to ask the law of a single seat, and
/// nothing else outside the study does.
#[test]
fn a_model_is_made_in_the_study_alone() {
    let files = sources("src");
    let tests = test_files(&files);
    let makes = |text: &str| {
        let code = without_tests(&code_of(text)).0;
        code.contains("Model::new(") || code.contains("Model::counted(")
    };
    let allowed = |file: &str| ["src/study/", "src/model/", "src/engine/"].iter().any(|room| file.starts_with(room));
    let elsewhere = files.iter().filter(|(file, text)| !allowed(file) && !tests.contains(file) && makes(text));
    assert_eq!(elsewhere.map(|(file, _)| file.as_str()).collect::<Vec<_>>(), ["src/scan/seats.rs"]);
}

/// A model that is made, taught and simulated is a study; code that does so elsewhere leaves something out.
#[test]
fn the_steps_of_a_study_stand_in_one_room() {
    let both = |text: &str| {
        let code = code_of(text);
        (code.contains("Model::new(") || code.contains("Model::counted(")) && code.contains("infer(")
    };
    let files = [sources("src"), sources("benches"), sources("examples")].concat();
    let elsewhere = files.iter().filter(|(file, text)| {
        !file.starts_with("src/study/") && both(&without_tests(text).0) && !MEASURED_APART.contains(&file.as_str())
    });
    assert_eq!(elsewhere.map(|(file, _)| file.as_str()).collect::<Vec<_>>(), [""; 0]);
}

/// Benches and validations of the inference alone.
const MEASURED_APART: &[&str] = &["benches/booths.rs"];

mod circles;
mod doors;

// The rules can fail: made-up sources against each of them.
mod made_up;
