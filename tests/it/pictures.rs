//! Which pictures a run draws, how they look, and what the terminal shows of them.

use crate::command::{Desk, SMALL};

fn names(desk: &Desk, ending: &str) -> Vec<String> {
    let mut names: Vec<String> = desk
        .everything()
        .into_iter()
        .filter_map(|(path, _)| Some(path.file_name()?.to_str()?.to_owned()))
        .filter(|name| name.ends_with(ending))
        .collect();
    names.sort();
    names
}

#[test]
fn charts_are_chosen_by_name() {
    let desk = Desk::with(SMALL);
    let ended = desk.run(&["run", "a.toml", "--charts", "margin,diverted", "--quiet"]);
    assert_eq!((ended.code, ended.err.as_str()), (Some(0), ""));
    assert_eq!(names(&desk, ".png"), ["diverted.png", "margin.png"]);
    let figures = |page: &str| String::from_utf8(desk.read(page)).unwrap().matches("<figure").count();
    assert_eq!((figures("results/a/report.html"), figures("results/a/audit.html")), (1, 1));
    assert_eq!(desk.run(&["verify", "results/a"]).code, Some(0));
    let errors = desk.refused(2, &["run", "a.toml", "--charts", "margn"]);
    assert!(errors.contains("margin"), "{errors}");
    // A chart of booth returns does not apply where there are none.
    let ended = desk.run(&["run", "a.toml", "--charts", "scatter,margin", "--quiet"]);
    assert_eq!(ended.code, Some(0));
    assert!(ended.err.contains("scatter does not apply"), "{}", ended.err);
}

#[test]
fn charts_have_the_colours_and_the_size_that_are_asked_for() {
    let desk = Desk::with(SMALL);
    let arguments = ["run", "a.toml", "--theme", "dark", "--size", "600x400", "--charts", "margin", "--quiet"];
    assert_eq!(desk.run(&arguments).code, Some(0));
    let drawing = String::from_utf8(desk.read("results/a/margin.svg")).unwrap();
    assert!(drawing.contains("width=\"600\" height=\"400\"") && drawing.contains("#14191E"));
    assert!(!drawing.contains("#FFFFFF"));
    let png = desk.read("results/a/margin.png");
    assert_eq!(png[16..24], [0, 0, 0x04, 0xB0, 0, 0, 0x03, 0x20], "1,200 by 800 pixels");
    assert_eq!(desk.run(&["verify", "results/a"]).code, Some(0));
    for bad in ["600", "0x0", "600x", "99999x99999", "-1x400", "600x400x2", ""] {
        let errors = desk.refused(2, &["run", "a.toml", "--size", bad]);
        assert!(errors.contains("--size"), "{bad}: {errors}");
    }
}

#[test]
fn without_charts_there_is_no_page() {
    let desk = Desk::with(SMALL);
    assert_eq!(desk.run(&["run", "a.toml", "--no-charts", "--quiet"]).code, Some(0));
    assert!(names(&desk, ".html").is_empty() && names(&desk, ".png").is_empty());
    desk.refused(2, &["run", "a.toml", "--no-charts", "--charts", "margin"]);
}

#[test]
fn the_page_is_named_in_the_manifest_and_names_the_other_files() {
    let desk = Desk::with(SMALL);
    assert_eq!(desk.run(&["run", "a.toml", "--quiet"]).code, Some(0));
    let manifest = String::from_utf8(desk.read("results/a/manifest.json")).unwrap();
    for page in ["report.html", "audit.html", "embed.html", "card.png"] {
        assert!(manifest.contains(&format!("\"{page}\"")), "{page}");
    }
    let page = String::from_utf8(desk.read("results/a/audit.html")).unwrap();
    for file in ["a.toml", "summary.json", "margin.png", "booths.csv"] {
        assert!(page.contains(file), "{file}");
    }
}

#[test]
fn the_terminal_has_a_sketch_and_a_pipe_has_no_colour() {
    let desk = Desk::with(SMALL);
    let ended = desk.run(&["run", "a.toml", "--no-charts"]);
    assert!(ended.out.contains('█') && !ended.out.contains('\u{1b}'), "{}", ended.out);
    if cfg!(target_os = "linux") && std::path::Path::new("/usr/bin/script").exists() {
        // `script` gives the command a terminal.
        let on_terminal = |colour: &str| {
            let line = format!(
                "export HUMNAAM=\"$1\" TERM=xterm; {colour}; script -qec '\"$HUMNAAM\" run a.toml --no-charts' /dev/null"
            );
            desk.shell(&line, &[]).out
        };
        assert!(on_terminal("unset NO_COLOR").contains("\u{1b}["), "colour on a terminal");
        assert!(!on_terminal("export NO_COLOR=1").contains("\u{1b}[1m"), "no colour where it is not wanted");
    }
}

#[test]
fn letters_without_a_face_are_warned_of() {
    let desk = Desk::with(&SMALL.replace("Asha Rao", "آشا راؤ"));
    let ended = desk.run(&["run", "a.toml", "--quiet"]);
    assert_eq!(ended.code, Some(0), "{}", ended.err);
    assert!(ended.err.contains("warning: the charts have no letters for"), "{}", ended.err);
}
