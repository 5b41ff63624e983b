//! No circles of files: what a file imports, directly or through others, never imports that file.
//!
//! A `mod.rs` is the door of its room: that it lists and re-exports its own files is no import of theirs, so a file may
//! take from the door what the room shares. A name that a door re-exports belongs to the file that defines it.

use super::{code_of, sources, test_files, without_tests};
use std::collections::{BTreeMap, BTreeSet};

type Module = Vec<String>;

/// The module of a file, by its path from `src`.
fn module_of(file: &str) -> Module {
    let parts = file.trim_start_matches("src/").trim_end_matches(".rs").split('/').map(str::to_owned);
    let mut module: Module = parts.collect();
    if module.last().is_some_and(|last| ["mod", "lib"].contains(&last.as_str())) {
        module.pop();
    }
    module
}

/// The paths of a `use`, groups taken apart and renamings left out.
fn leaves(before: &[String], text: &str) -> Vec<Module> {
    let text = text.trim();
    if let Some((base, group)) = text.split_once('{').filter(|_| text.ends_with('}')) {
        let mut path = before.to_vec();
        path.extend(base.split("::").map(|part| part.trim().to_owned()).filter(|part| !part.is_empty()));
        let (mut all, mut depth, mut one) = (Vec::new(), 0, String::new());
        for c in group[..group.len() - 1].chars().chain([',']) {
            depth += i32::from(c == '{') - i32::from(c == '}');
            if c == ',' && depth == 0 {
                if !one.trim().is_empty() {
                    all.extend(leaves(&path, &one));
                }
                one.clear();
            } else {
                one.push(c);
            }
        }
        return all;
    }
    let plain = text.split(" as ").next().unwrap_or(text);
    let mut path = before.to_vec();
    path.extend(plain.split("::").map(|part| part.trim().to_owned()));
    vec![path]
}

/// Every path in some code: what it uses, and whether it passes it on.
fn paths(code: &str) -> Vec<(Module, bool)> {
    let mut found = Vec::new();
    for (at, _) in code.match_indices("use ") {
        let before = code[..at].trim_end();
        let (end, starts) =
            (code[at..].find(';').map_or(code.len(), |n| at + n), code[..at].ends_with(char::is_whitespace));
        if starts || at == 0 {
            let passes_on = before.ends_with("pub") || before.ends_with(')');
            found.extend(leaves(&[], &code[at + 4..end]).into_iter().map(|path| (path, passes_on)));
        }
    }
    let word = |c: char| c.is_alphanumeric() || c == '_' || c == ':';
    for piece in code.split(|c: char| !word(c)).filter(|piece| piece.contains("::")) {
        found.push((piece.split("::").map(str::to_owned).filter(|part| !part.is_empty()).collect(), false));
    }
    found
}

/// A path as seen from a module, from the root of the crate; `None` where it leads out of it.
fn absolute(module: &Module, path: &Module, modules: &BTreeMap<Module, String>) -> Option<Module> {
    let first = path.first()?.as_str();
    let mut base = module.clone();
    let mut rest = path.as_slice();
    match first {
        "crate" => return Some(path[1..].to_vec()),
        "self" => rest = &path[1..],
        "super" => {
            while rest.first().is_some_and(|part| part == "super") {
                base.pop();
                rest = &rest[1..];
            }
        }
        _ => {
            base.push(first.to_owned());
            return modules.contains_key(&base).then(|| [module.as_slice(), path].concat());
        }
    }
    Some([base.as_slice(), rest].concat())
}

/// The circles among some files, each as the names of its files.
fn circles(files: &[(String, String)]) -> Vec<Vec<String>> {
    let modules: BTreeMap<Module, String> =
        files.iter().map(|(file, text)| (module_of(file), without_tests(&code_of(text)).0)).collect();
    let mut passed_on: BTreeMap<Module, Module> = BTreeMap::new();
    let mut used: BTreeMap<&Module, Vec<Module>> = BTreeMap::new();
    for (module, code) in &modules {
        for (path, passes_on) in paths(code) {
            let Some(path) = absolute(module, &path, &modules) else { continue };
            if let Some(name) = path.last().filter(|_| passes_on) {
                passed_on.insert([module.as_slice(), std::slice::from_ref(name)].concat(), path.clone());
            }
            used.entry(module).or_default().push(path);
        }
    }
    // The file a path leads to, through as many doors as it takes.
    let target = |path: &Module| {
        let mut path = path.clone();
        for _ in 0..8 {
            let length = (0..=path.len()).rev().find(|&n| modules.contains_key(&path[..n]))?;
            let named = path.get(..=length).and_then(|name| passed_on.get(name));
            match named {
                Some(onward) => path = [onward.as_slice(), &path[length + 1..]].concat(),
                None => return Some(path[..length].to_vec()),
            }
        }
        None
    };
    let edges: BTreeMap<&Module, BTreeSet<Module>> = used
        .iter()
        .map(|(&module, paths)| {
            let targets = paths.iter().filter_map(target);
            // A door and its own files.
            (module, targets.filter(|to| !to.is_empty() && !to.starts_with(module)).collect())
        })
        .collect();
    let reached = |from: &Module| {
        let mut seen: BTreeSet<Module> = BTreeSet::new();
        let mut next: Vec<Module> = edges.get(from).into_iter().flatten().cloned().collect();
        while let Some(one) = next.pop() {
            if seen.insert(one.clone()) {
                next.extend(edges.get(&one).into_iter().flatten().cloned());
            }
        }
        seen
    };
    let all: BTreeMap<&Module, BTreeSet<Module>> = modules.keys().map(|module| (module, reached(module))).collect();
    let mut circles: BTreeSet<Vec<String>> = BTreeSet::new();
    for (&module, reached) in all.iter().filter(|(module, reached)| reached.contains(**module)) {
        let with = reached.iter().filter(|other| all.get(other).is_some_and(|back| back.contains(module)));
        circles.insert(with.map(|module| module.join("/")).collect());
    }
    circles.into_iter().collect()
}

#[test]
fn no_files_import_each_other_in_a_circle() {
    let mut files = sources("src");
    let tests = test_files(&files);
    files.retain(|(file, _)| !tests.contains(file));
    let found = circles(&files);
    assert!(found.is_empty(), "circles of files: {found:#?}");
}

#[test]
fn a_circle_is_found_through_doors_and_a_door_is_none() {
    let file = |name: &str, text: &str| (format!("src/{name}.rs"), text.to_owned());
    let door = file("room/mod", "mod a;\nmod b;\npub use a::{One, Two as Three};\npub struct Shared;");
    let takes = file("room/b", "use super::{One, Shared};\npub struct Four;");
    assert_eq!(
        circles(&[door.clone(), file("room/a", "pub struct One; pub struct Two;"), takes.clone()]),
        [[""; 0]; 0]
    );
    let back = file("room/a", "pub struct One; fn f() -> super::b::Four { todo!() }");
    assert_eq!(circles(&[door.clone(), back, takes.clone()]), [["room/a", "room/b"]]);
    let tested = file("room/a", "pub struct One;\n#[cfg(test)]\nmod tests { use crate::room::b::Four; }");
    assert_eq!(circles(&[door, tested, takes]), [[""; 0]; 0]);
}
