//! Shards, points and manifests in memory: joined, told apart, and held to what they were.

use super::*;
use crate::engine::{self, Plan, Summary};
use crate::scenario::Values;
use crate::study::{Answer, Study};
use crate::sweep::{Axis, Design, Sampling};
use std::io::Cursor;

const SMALL: &str = "title = 't'\nmode = 'retrospective'\n[contest]\nname = 'Seat'\nbooths = 4\n[simulation]\ndraws = 300\n\
    [[candidate]]\nid = 'a'\nname = 'Asha Rao'\nvotes = 9_000\n[[candidate]]\nid = 'b'\nname = 'Bimal Sen'\nvotes = 9_050\n\
    [[candidate]]\nid = 'a2'\nname = 'Asha Rao'\nparty = 'IND'\nvotes = 150\nnamesake_of = 'a'\n";

fn recipe() -> Recipe {
    Recipe { scenario: "a.toml".to_owned(), ..Recipe::default() }
}

/// The shards of a run, and the summary of the whole.
fn shards(study: &Study, count: u32) -> (Vec<Shard>, Summary) {
    let model = study.prepare().unwrap().model;
    let draws = study.scenario.simulation.draws;
    let shard = |index: u32| {
        let summary = engine::run(&model, &Plan::shard(draws, index, count), &mut |_| true);
        Shard::new(Run::new(&recipe(), study), Part { index, count }, summary)
    };
    ((0..count).map(shard).collect(), engine::run(&model, &Plan::new(draws), &mut |_| true))
}

#[test]
fn shards_read_back_from_their_bytes_add_up_to_the_whole() {
    let study = Study::from_text(SMALL).unwrap();
    let (shards, whole) = shards(&study, 3);
    let model = study.prepare().unwrap().model;
    let mut join = RunJoin::new(Run::new(&recipe(), &study), &model, 3, 3);
    for (at, shard) in shards.iter().enumerate() {
        join.take(&at.to_string(), Shard::from_bytes("s", &shard.to_bytes()));
    }
    assert_eq!(join.end().unwrap(), whole);
}

#[test]
fn shards_that_are_no_set_are_refused_by_name() {
    let study = Study::from_text(SMALL).unwrap();
    let (shards, _) = shards(&study, 3);
    let model = study.prepare().unwrap().model;
    let mut join = RunJoin::new(Run::new(&recipe(), &study), &model, 3, 4);
    join.take("first", Ok(shards[0].clone()));
    join.take("again", Ok(shards[0].clone()));
    let mut bytes = shards[1].to_bytes();
    bytes[40] ^= 1;
    join.take("bent", Shard::from_bytes("bent", &bytes));
    let mut other = shards[2].clone();
    other.run.seed += 1;
    join.take("other", Ok(other));
    let said = join.end().unwrap_err().join("\n");
    for part in [
        "again and first are both shard 0 of 3",
        "bent is damaged",
        "other belongs to another seed",
        "1, 2 of 3 are missing",
    ] {
        assert!(said.contains(part), "{part}: {said}");
    }
}

fn design() -> Design {
    let axis = Axis { path: "confusion.rate".to_owned(), values: Values::parse("0,0.01,0.02,0.03,0.04").unwrap() };
    Design::new(vec![axis], Sampling::Grid, 1).unwrap()
}

fn identity(vary: &str, shard: Part) -> Identity {
    Identity::new(recipe(), Vec::new(), vec![vary.to_owned()], false, 5, shard)
}

fn record(point: u64) -> Record {
    let answer = Answer {
        flip_probability: point as f64 / 10.0,
        standard_error: 0.0,
        interval: [0.0, 1.0],
        exact: None,
        diverted: [0, 1, 2],
        flips: 0,
        draws: 10,
    };
    Record { point, answer: Some(answer), problem: None }
}

#[test]
fn the_points_of_two_shards_become_those_of_the_whole() {
    let (design, vary) = (design(), "confusion.rate=0..0.04/5");
    let mut files = Vec::new();
    for index in 0..2 {
        let mut points =
            Points::resume(Cursor::new(Vec::new()), "s", identity(vary, Part { index, count: 2 })).unwrap();
        for step in 0..points.identity.slots() {
            let point = design.visited(u64::from(index) + 2 * step);
            points.write(step, &record(point)).unwrap();
        }
        files.push(points.file().get_ref().clone());
    }
    let open = |bytes: &[u8]| Points::open(Cursor::new(bytes.to_vec()), "s");
    let mut join = SweepJoin::new(identity(vary, Part { index: 0, count: 2 }), &design, 2);
    files.iter().for_each(|bytes| join.look(open(bytes)));
    join.end().unwrap();
    let mut whole = Points::resume(Cursor::new(Vec::new()), "w", identity(vary, Part::WHOLE)).unwrap();
    for bytes in &files {
        SweepJoin::copy(&design, &mut open(bytes).unwrap(), &mut whole).unwrap();
    }
    for point in 0..5 {
        assert_eq!(whole.read(point).unwrap(), Slot::Whole(record(point)));
    }
    assert!(whole.is_as_long_as_it_should());
    // One shard alone, one bit of it bent, and points of another sweep.
    let mut join = SweepJoin::new(identity(vary, Part { index: 0, count: 2 }), &design, 1);
    let mut bent = files[0].clone();
    let last = bent.len() - 100;
    bent[last] ^= 1;
    join.look(open(&bent));
    let said = join.end().unwrap_err().join("\n");
    assert!(said.contains("is damaged at point") && said.contains("shard 1 of 2 is missing"), "{said}");
    let other = identity("confusion.rate=0..0.5/5", Part { index: 0, count: 2 });
    let error = Points::resume(Cursor::new(files[0].clone()), "folder/p", other).unwrap_err().to_string();
    assert!(error.contains("holds the points of other values") && error.contains("remove folder"), "{error}");
}

/// Changes of a folder whose files have these digests.
fn changed(manifest: &Manifest, fresh: &Manifest, kept: &[FileDigest]) -> String {
    let names = kept.iter().map(|file| file.file.clone()).collect();
    let digest =
        &mut |name: &str| kept.iter().find(|one| one.file == name).cloned().ok_or_else(|| format!("{name} is gone"));
    format!("{:?}", changes(manifest, fresh, &mut Kept { names, digest }))
}

fn file(name: &str, bytes: &str) -> FileDigest {
    FileDigest::of(name, bytes.as_bytes())
}

fn manifest_of(outputs: Vec<FileDigest>) -> Manifest {
    Manifest::new(&recipe(), 7, 300, vec![file("a.toml", "text")], outputs)
}

#[test]
fn a_manifest_leads_back_to_its_recipe_and_knows_what_changed() {
    let outputs = vec![file("summary.json", "1"), file("booths.csv", "2")];
    let manifest = manifest_of(outputs.clone());
    assert_eq!(Manifest::from_bytes("m", &manifest.to_bytes()).unwrap(), manifest);
    assert_eq!(manifest.recipe(), recipe());
    assert_eq!(changed_inputs(&manifest, &[file("a.toml", "text")]), [""; 0]);
    assert_eq!(changed_inputs(&manifest, &[file("a.toml", "other")]).len(), 1);
    assert!(
        changed_inputs(&manifest, &[file("b.toml", "text")])[0]
            .contains("names the input a.toml, the run reads b.toml")
    );
    assert_eq!(changed(&manifest, &manifest, &outputs), "[]");
    // Made otherwise now; changed after it was written; gone; made besides; there besides.
    let fresh = manifest_of(vec![file("summary.json", "3"), file("booths.csv", "2"), file("new.csv", "4")]);
    let said = changed(&manifest, &fresh, &[file("booths.csv", "5"), file("extra.png", "6")]);
    for part in [
        "summary.json comes out differently",
        "summary.json is gone",
        "booths.csv was changed",
        "does not name new.csv",
        "extra.png lies in the folder",
    ] {
        assert!(said.contains(part), "{part}: {said}");
    }
    let twice = manifest_of([outputs.clone(), vec![file("summary.json", "false")]].concat());
    assert!(changed(&twice, &manifest, &outputs).contains("names summary.json twice"));
    let strange = manifest_of([outputs.clone(), vec![file("../a", "x")]].concat());
    assert!(changed(&strange, &manifest, &outputs).contains("names ../a, which this run does not write"));
}

#[test]
fn every_key_of_a_manifest_is_held_against_the_run() {
    let manifest = manifest_of(vec![]);
    for (other, key) in [
        (Manifest { seed: 8, ..manifest.clone() }, "seed = 8, but the run has 7"),
        (Manifest { draws: 9, ..manifest.clone() }, "draws = 9"),
        (Manifest { until: Some(0.1), ..manifest.clone() }, "until = 0.1"),
        (Manifest { charts: !manifest.charts, ..manifest.clone() }, "charts"),
        (Manifest { draws_file: Some("draws.csv".to_owned()), ..manifest.clone() }, "draws_file"),
        (Manifest { settings: vec!["a=1".to_owned()], ..manifest.clone() }, "settings"),
        (Manifest { inputs: vec![], ..manifest.clone() }, "inputs"),
    ] {
        let said = changed(&other, &manifest, &[]);
        assert!(said.contains(&format!("the manifest says {key}")), "{key}: {said}");
    }
    // Another version may come to the same files.
    assert_eq!(changed(&Manifest { version: "0.0.9".to_owned(), ..manifest.clone() }, &manifest, &[]), "[]");
}

#[test]
fn no_value_of_a_manifest_can_be_changed_without_its_digest() {
    let manifest = Manifest { theme: Some(crate::figure::Theme::Dark), ..manifest_of(vec![file("summary.json", "1")]) };
    let text = String::from_utf8(manifest.to_bytes()).unwrap();
    for (from, to) in [
        ("\"version\": \"0", "\"version\": \"9"),
        ("\"seed\": 7", "\"seed\": 8"),
        ("\"draws\": 300", "\"draws\": 301"),
        ("\"until\": null", "\"until\": 0.5"),
        ("\"theme\": \"dark\"", "\"theme\": \"light\""),
        ("\"theme\": \"dark\"", "\"size\": \"900x500\""),
        ("\"file\": \"a.toml\"", "\"file\": \"b.toml\""),
        ("summary.json", "summary.jsom"),
    ] {
        let changed = text.replacen(from, to, 1);
        assert_ne!(changed, text);
        let error = Manifest::from_bytes("m", changed.as_bytes()).unwrap_err();
        assert!(matches!(error, ArchiveError::Changed(_)), "{from}: {error}");
        assert!(error.to_string().contains("its own sha256 is another"), "{error}");
    }
    let bare = text.replacen(&text[text.rfind(",\n  \"sha256\"").unwrap()..], "\n}\n", 1);
    assert!(Manifest::from_bytes("m", bare.as_bytes()).unwrap_err().to_string().contains("it lacks its own sha256"));
    // How it is laid out is no part of what it says.
    let whole: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(Manifest::from_bytes("m", whole.to_string().as_bytes()).unwrap(), manifest);
    for (key, bad) in [("theme", "\"pink\""), ("lang", "\"xx\""), ("size", "\"0x0\""), ("grouping", "\"none\"")] {
        let bad = text.replacen("\"charts\": true,", &format!("\"charts\": true, \"{key}\": {bad},"), 1);
        let bad = if key == "theme" { bad.replacen("\"theme\": \"dark\",", "", 1) } else { bad };
        let error = Manifest::from_bytes("m", bad.as_bytes()).unwrap_err();
        assert!(matches!(error, ArchiveError::Located(_)), "{key}: {error}");
    }
}

#[test]
fn a_folder_holds_what_fewer_pictures_of_the_same_would_be() {
    let tables = [file("summary.json", "1"), file("booths.csv", "2")];
    let charts = [file("margin.png", "3"), file("report.html", "4")];
    let whole = manifest_of([&tables[..], &charts].concat());
    let bare = Manifest { charts: false, ..manifest_of(tables.to_vec()) };
    assert!(whole.holds(&bare) && !bare.holds(&whole));
    let one = Manifest {
        drawn: vec!["margin".to_owned()],
        ..manifest_of([&tables[..], &[file("margin.png", "3"), file("report.html", "5")]].concat())
    };
    assert!(whole.holds(&one));
    let dark = manifest_of([&tables[..], &[file("margin.png", "6")]].concat());
    assert!(!whole.holds(&dark));
    assert!(!whole.holds(&Manifest { seed: 8, ..bare.clone() }));
    assert!(!whole.holds(&Manifest { outputs: vec![file("summary.json", "9")], ..bare.clone() }));
    let hindi = Some(crate::wording::Language::Hindi);
    assert!(whole.holds(&Manifest { lang: hindi, ..bare }) && !whole.holds(&Manifest { lang: hindi, ..one }));
}
