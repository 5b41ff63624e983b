//! The commands that the documentation shows: each of them runs, and what is shown of their answers is what they print.

use crate::command::{Desk, SMALL};
use std::path::Path;

/// The pages whose commands are run. A page that shows commands and is not here fails the test below.
const PAGES: [&str; 8] = [
    "README.md",
    "docs/reading.md",
    "docs/guide/booths.md",
    "docs/guide/claims.md",
    "docs/guide/commands.md",
    "docs/guide/my-seat.md",
    "docs/guide/sweeps.md",
    "docs/guide/whole-elections.md",
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every line of a page that calls the command, with the lines it goes on in, in the order of the page.
fn commands(page: &str) -> Vec<String> {
    let text = std::fs::read_to_string(root().join(page)).unwrap();
    let mut commands = Vec::new();
    for block in text.split("```").skip(1).step_by(2) {
        let joined = block.replace("\\\n", " ");
        commands.extend(joined.lines().filter(|line| line.starts_with("humnaam ")).map(str::to_owned));
    }
    commands
}

/// The files that the pages speak of.
fn desk() -> Desk {
    let desk = Desk::new();
    std::fs::create_dir(desk.path("scenarios")).unwrap();
    for entry in std::fs::read_dir(root().join("scenarios")).unwrap() {
        let entry = entry.unwrap();
        std::fs::copy(entry.path(), desk.path("scenarios").join(entry.file_name())).unwrap();
    }
    desk.put("seat.toml", SMALL);
    let page = std::fs::read_to_string(root().join("docs/guide/my-seat.md")).unwrap();
    let scenario = page.split("```toml\n").nth(1).unwrap().split("```").next().unwrap();
    desk.put("my-seat.toml", scenario);
    let form = |add: u64| {
        let mut form = "Part No,1 - ASHA RAO,2 - BIMAL SEN,NOTA,Total\n".to_owned();
        for booth in 1..=20_u64 {
            let (asha, bimal) = (100 + booth * 7 % 50 + add, 200 + booth * 13 % 60);
            form.push_str(&format!("{booth},{asha},{bimal},{},{}\n", booth % 5, asha + bimal + booth % 5));
        }
        form
    };
    for (name, add) in [("ac081.csv", 0), ("ac082.csv", 11), ("ac083.csv", 23)] {
        desk.put(name, form(add));
    }
    let mut table = "State,Year,Seat,Candidate,Party,Total Votes\n".to_owned();
    for seat in 1..=300_u64 {
        for (name, party, votes) in [
            ("ASHA RAO", "AAA", 41_000 + seat * 7),
            ("BIMAL SEN", "BBB", 40_000 + seat * 31),
            ("BIMAL SEN", "IND", 400 + seat * 9),
            ("GOPAL DAS", "IND", 300 + seat * 17 % 211),
            ("FARID KHAN", "IND", 500 + seat * 23 % 307),
        ] {
            table.push_str(&format!("Here,2014,Seat {seat},{name},{party},{votes}\n"));
        }
    }
    for name in ["candidates.csv", "my-table.csv"] {
        desk.put(name, table.as_str());
    }
    desk
}

#[test]
fn every_command_that_is_shown_runs() {
    let mut run = 0;
    for page in PAGES {
        let desk = desk();
        // What an earlier page left is there for somebody who reads on.
        for before in ["run scenarios/kanpur-2024.toml --draws 500 --quiet", "import ac081.csv --out booths.csv"] {
            assert_eq!(desk.shell(&format!("\"$1\" {before}"), &[]).code, Some(0), "{before}");
        }
        for command in commands(page) {
            // Fewer draws and points answer the same question in a moment.
            let shorter =
                command.replace("--draws 20000", "--draws 64").replace("sobol:1000", "sobol:64").replace("/21", "/3");
            let line = shorter.replacen("humnaam ", "exec \"$1\" ", 1);
            let ended = desk.shell(&line, &[]);
            assert_eq!(ended.code, Some(0), "{page}: {command}\n{}", ended.err);
            run += 1;
        }
    }
    assert!(run > 25, "only {run} commands were found");
}

#[test]
fn no_page_shows_commands_that_are_not_run() {
    let mut pages: Vec<String> = vec!["README.md".to_owned()];
    for folder in ["docs", "docs/guide"] {
        for entry in std::fs::read_dir(root().join(folder)).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|kind| kind == "md") {
                pages.push(format!("{folder}/{}", path.file_name().unwrap().to_string_lossy()));
            }
        }
    }
    // Clusters need their engines: .ci/run cluster runs what docs/scale.md shows. The others show how their tables were made
    // from data that is not in the repository.
    let elsewhere = [
        "docs/scale.md",
        "docs/methods.md",
        "docs/validation.md",
        "docs/validation-elections.md",
        "docs/performance.md",
    ];
    for page in pages {
        let known = PAGES.contains(&&*page) || elsewhere.contains(&&*page);
        assert!(known || commands(&page).is_empty(), "{page} shows commands that nothing runs");
    }
}

#[test]
fn the_readme_is_short_and_shows_what_is_printed() {
    let readme = std::fs::read_to_string(root().join("README.md")).unwrap();
    let words = readme.split_whitespace().count();
    assert!(readme.lines().count() <= 150 && words <= 1_200, "{} lines, {words} words", readme.lines().count());
    let desk = desk();
    let printed = desk.run(&["run", "scenarios/kanpur-2024.toml", "--charts", "verdict"]);
    let (_, after) = readme.split_once("what the first command prints").unwrap();
    let shown = after.split("```").nth(1).unwrap().trim_start_matches('\n');
    assert_eq!(shown, printed.out);
}
