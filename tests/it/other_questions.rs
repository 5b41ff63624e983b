//! Another question than the scenario's never takes the place of its answer, and says what it is.

use crate::command::{Desk, SMALL};
use crate::sweeps::{good, results};

fn text(desk: &Desk, name: &str) -> String {
    String::from_utf8(desk.read(name)).unwrap()
}

#[test]
fn a_setting_has_a_folder_a_title_and_a_source() {
    let desk = Desk::with(SMALL);
    good(&desk, &["run", "a.toml", "--quiet"]);
    let before = results(&desk, "results/a");
    let out = good(&desk, &["run", "a.toml", "--set", "confusion.rate=0.01"]);
    assert!(results(&desk, "results/a") == before);
    let folder = "results/a+confusion.rate=0.01";
    assert!(out.contains("A small seat [confusion.rate=0.01]") && out.contains(folder), "{out}");
    let summary: serde_json::Value = serde_json::from_slice(&desk.read(&format!("{folder}/summary.json"))).unwrap();
    assert_eq!(summary["title"], "A small seat [confusion.rate=0.01]");
    let page = text(&desk, &format!("{folder}/report.html"));
    assert!(page.contains("A small seat [confusion.rate=0.01]"));
    let page = text(&desk, &format!("{folder}/audit.html"));
    assert!(page.contains("A small seat [confusion.rate=0.01]") && page.contains("set on the command line"));
    assert!(!page.contains("The confusion rate is stated in the scenario"), "the scenario says nothing of it");
    assert!(page.contains("stated in the scenario"), "typical_votes is");
    good(&desk, &["verify", folder]);
    // How it is simulated is no other question.
    good(&desk, &["run", "a.toml", "--quiet", "--no-charts", "--draws", "70", "--seed", "3", "--out", "other"]);
    good(&desk, &["run", "a.toml", "--quiet", "--no-charts", "--set", "simulation.draws=70", "--out", "other"]);
    assert_eq!(std::fs::read_dir(desk.path("other")).unwrap().count(), 1);
    // Typed in another way it is the same one; other priors are another.
    good(&desk, &["run", "a.toml", "--quiet", "--set", "confusion.rate=0.5", "--set", " confusion.rate = 0.01"]);
    let priors = std::fs::read(format!("{}/src/evidence/builtin.toml", env!("CARGO_MANIFEST_DIR"))).unwrap();
    desk.put("p.toml", priors);
    good(&desk, &["run", "a.toml", "--quiet", "--no-charts", "--evidence", "p.toml"]);
    let mut names: Vec<String> = std::fs::read_dir(desk.path("results"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert_eq!(names, ["a", "a+confusion.rate=0.01", "a+evidence=p.toml"]);
    assert!(results(&desk, "results/a") == before);
    let hindi =
        good(&desk, &["run", "a.toml", "--lang", "hi", "--full", "--no-charts", "--set", "confusion.rate=0.02"]);
    assert!(hindi.contains("कमांड लाइन पर दिया गया") && hindi.contains("[confusion.rate=0.02]"), "{hindi}");
}

#[test]
fn shards_of_another_question_lie_with_it() {
    let desk = Desk::with(SMALL);
    for shard in ["0/2", "1/2"] {
        good(&desk, &["run", "a.toml", "--quiet", "--no-charts", "--set", "confusion.rate=0.01", "--shard", shard]);
    }
    good(&desk, &["run", "a.toml", "--quiet", "--no-charts", "--set", "confusion.rate=0.01", "--out", "whole"]);
    good(&desk, &["merge", "results/a+confusion.rate=0.01", "--quiet"]);
    let folder = "a+confusion.rate=0.01";
    assert!(results(&desk, &format!("results/{folder}")) == results(&desk, &format!("whole/{folder}")));
}

#[test]
fn fewer_pictures_of_the_same_leave_what_is_there() {
    let desk = Desk::with(SMALL);
    good(&desk, &["run", "a.toml", "--quiet", "--draws-file"]);
    let before = results(&desk, "results/a");
    for more in [
        &["--no-charts"][..],
        &["--charts", "margin"],
        &["--no-charts", "--lang", "hi"],
        &["--draws-file", "--no-charts"],
    ] {
        let ended = desk.run(&[&["run", "a.toml", "--quiet"][..], more].concat());
        assert_eq!((ended.code, ended.err.as_str()), (Some(0), ""), "{more:?}");
        assert!(results(&desk, "results/a") == before, "{more:?}");
    }
    good(&desk, &["verify", "results/a"]);
    let out = good(&desk, &["run", "a.toml", "--full", "--no-charts"]);
    assert!(out.contains(&format!("{} files in results/a", before.len())), "{out}");
    // A table that was changed is made again; a picture that was is of no use, and what goes is said.
    let table = desk.read("results/a/booths.csv");
    desk.put("results/a/booths.csv", "x");
    good(&desk, &["run", "a.toml", "--quiet", "--no-charts"]);
    assert!(desk.read("results/a/booths.csv") == table);
    desk.put("results/a/margin.png", "x");
    let ended = desk.run(&["run", "a.toml", "--quiet", "--no-charts"]);
    assert!(
        ended.err.starts_with("note: ") && ended.err.contains("of an earlier run in results/a went"),
        "{}",
        ended.err
    );
    assert!(!desk.path("results/a/margin.png").exists() && !desk.path("results/a/report.html").exists());
    // So it is with pictures of other numbers.
    good(&desk, &["run", "a.toml", "--quiet"]);
    let ended = desk.run(&["run", "a.toml", "--quiet", "--no-charts", "--seed", "4"]);
    assert!(ended.err.contains("of an earlier run in results/a went"), "{}", ended.err);
    assert!(!desk.path("results/a/margin.png").exists());
    good(&desk, &["verify", "results/a"]);
}
