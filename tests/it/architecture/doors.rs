//! What has one door: the pen, the arguments, and what people read.

use super::{code_of, paths, sources};

#[test]
fn plotters_is_known_to_one_file() {
    let files = sources("src");
    let knowing: Vec<&str> = files
        .iter()
        .filter(|(_, text)| ["plotters", "plotters_backend"].iter().any(|pen| !paths(&code_of(text), pen).is_empty()))
        .map(|(file, _)| file.as_str())
        .collect();
    assert_eq!(knowing, ["src/render/chart/pen.rs"]);
}

#[test]
fn only_the_command_knows_its_arguments() {
    let files = sources("src");
    let knowing =
        files.iter().filter(|(file, text)| !file.starts_with("src/cli/") && !paths(&code_of(text), "clap").is_empty());
    assert_eq!(knowing.map(|(file, _)| file.as_str()).collect::<Vec<_>>(), [""; 0]);
}

/// What people read goes through one file, where nothing acts on a terminal; what asks whether there is one writes nothing.
#[test]
fn one_file_writes_to_the_terminal() {
    let writes = |text: &str| {
        let code = code_of(text).replace("terminal_size_of(std::io::stdout())", "");
        let uses = ["io::stdout()", "io::stderr()"].iter().flat_map(|door| code.split(door).skip(1));
        uses.filter(|after| !after.starts_with(".is_terminal()")).count() > 0
    };
    let files = sources("src");
    let writing = files.iter().filter(|(_, text)| writes(text)).map(|(file, _)| file.as_str());
    assert_eq!(writing.collect::<Vec<_>>(), ["src/cli/terminal.rs"]);
    assert!(writes("let _ = writeln!(std::io::stderr().lock(), \"x\");") && !writes("std::io::stderr().is_terminal()"));
}

/// The command hands its options down and computes nothing: no model, no draw and no law is known to it.
#[test]
fn the_command_knows_no_mathematics() {
    const ROOMS: [&str; 7] = ["stats", "bounds", "model", "engine", "inference", "claims", "explain"];
    let files = sources("src");
    let mut knowing = Vec::new();
    for (file, text) in files.iter().filter(|(file, _)| file.starts_with("src/cli/")) {
        let mathematics = |path: &str| path.split("::").nth(1).is_some_and(|room| ROOMS.contains(&room));
        let known = paths(&code_of(text), "crate").into_iter().filter(|(_, path)| mathematics(path));
        knowing.extend(known.map(|(line, path)| format!("{file}:{line}: {path}")));
    }
    assert_eq!(knowing, [""; 0]);
}
