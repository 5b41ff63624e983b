//! `humnaam verify`: fresh results verify, and whatever was changed since is refused by name.

use crate::command::{Desk, SMALL};
use serde_json::{Value, json};
use sha2::Digest;

/// A folder with the results of a quick run.
fn ran() -> Desk {
    let desk = Desk::with(SMALL);
    let ended = desk.run(&["run", "a.toml", "--no-charts", "--set", "confusion.rate=0.05"]);
    assert_eq!(ended.code, Some(0), "{}", ended.err);
    // A shorter name: a folder may be moved.
    std::fs::rename(desk.path("results/a+confusion.rate=0.05"), desk.path("results/rate")).unwrap();
    desk
}

fn manifest(desk: &Desk) -> Value {
    serde_json::from_slice(&desk.read("results/rate/manifest.json")).expect("the manifest is JSON")
}

/// A manifest under a digest of its own, as the program seals it.
pub fn sealed(mut manifest: Value) -> String {
    manifest.as_object_mut().expect("keys").remove("sha256");
    let text = format!("{}\n", serde_json::to_string_pretty(&manifest).unwrap());
    let sum: String = sha2::Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect();
    manifest["sha256"] = sum.into();
    manifest.to_string()
}

/// What verify says of a manifest with some keys changed, by somebody who knows how it is sealed.
fn forged(code: i32, keys: &Value) -> String {
    let desk = ran();
    let mut manifest = manifest(&desk);
    for (key, value) in keys.as_object().expect("keys") {
        manifest[key] = value.clone();
    }
    desk.put("results/rate/manifest.json", sealed(manifest));
    desk.refused(code, &["verify", "results/rate"])
}

#[test]
fn a_manifest_that_was_edited() {
    let desk = ran();
    let text = String::from_utf8(desk.read("results/rate/manifest.json")).unwrap();
    for (from, to) in [
        ("\"version\": \"0.1.0\"", "\"version\": \"0.1.1\""),
        ("\"file\": \"a.toml\"", "\"file\": \"b.toml\""),
        ("\"charts\": false", "\"charts\": false, \"theme\": \"dark\""),
        ("\"charts\": false", "\"charts\": false, \"lang\": \"hi\""),
        ("\"charts\": false", "\"charts\": false, \"size\": \"640x400\""),
        ("\"until\": null", "\"until\": 0.4"),
        ("\"seed\": 1", "\"seed\": 2"),
    ] {
        assert!(text.contains(from), "{from}");
        desk.put("results/rate/manifest.json", text.replacen(from, to, 1));
        let errors = desk.refused(70, &["verify", "results/rate"]);
        assert!(errors.contains("results/rate/manifest.json was changed after it was written"), "{to}: {errors}");
        assert!(errors.contains("help: run the scenario again"), "{errors}");
    }
    for (from, to, said) in [
        ("\"charts\": false", "\"charts\": false, \"theme\": \"pink\"", "unknown variant `pink`"),
        ("\"charts\": false", "\"charts\": false, \"lang\": \"xx\"", "unknown variant `xx`"),
    ] {
        desk.put("results/rate/manifest.json", text.replacen(from, to, 1));
        let errors = desk.refused(65, &["verify", "results/rate"]);
        assert!(errors.contains(said), "{errors}");
    }
    desk.put("results/rate/manifest.json", &text);
    // What an own tool lays out anew says the same.
    let whole: Value = serde_json::from_str(&text).unwrap();
    desk.put("results/rate/manifest.json", whole.to_string());
    assert_eq!(desk.run(&["verify", "results/rate"]).code, Some(0));
}

#[test]
fn a_file_that_nobody_wrote() {
    let desk = ran();
    desk.put("results/rate/margin.png", "not a picture");
    let errors = desk.refused(70, &["verify", "results/rate"]);
    assert_eq!(errors, "error: margin.png lies in the folder and is no part of these results\n");
    std::fs::remove_file(desk.path("results/rate/margin.png")).unwrap();
    // What nobody takes for one is named and no harm.
    desk.put("results/rate/notes.txt", "mine");
    let ended = desk.run(&["verify", "results/rate"]);
    assert_eq!(ended.code, Some(0), "{}", ended.err);
    assert_eq!(ended.err, "note: notes.txt lies in the folder and is no part of these results\n");
    std::fs::remove_file(desk.path("results/rate/notes.txt")).unwrap();
    // What a system hides there, and the shards a run was joined from, are no results.
    desk.put("results/rate/.DS_Store", "");
    desk.put("results/rate/shards/0-of-1.summary", "");
    assert_eq!(desk.run(&["verify", "results/rate"]).code, Some(0));
}

#[test]
fn a_sweep_and_its_points() {
    let desk = Desk::with(SMALL);
    let folder = "results/a-sweep";
    let arguments = ["sweep", "a.toml", "--vary", "confusion.rate=0.01,0.1", "--no-charts", "--quiet", "--draws", "50"];
    assert_eq!(desk.run(&arguments).code, Some(0));
    let ended = desk.run(&["verify", folder]);
    assert_eq!(ended.out, "results/a-sweep: 3 files reproduced, 2 points, seed 1\n", "{}", ended.err);
    let manifest: Value = serde_json::from_slice(&desk.read("results/a-sweep/manifest.json")).unwrap();
    let kept = desk.read("results/a-sweep/points.records");
    let mut bent = kept.clone();
    let last = bent.len() - 300;
    bent[last] ^= 1;
    desk.put("results/a-sweep/points.records", &bent);
    let errors = desk.refused(70, &["verify", folder]);
    assert_eq!(errors, "error: points.records was changed after it was written\n");
    desk.put("results/a-sweep/points.records", &kept);
    for (key, value, said) in [
        ("seed", json!(7), "says seed = 7, but the run has 1"),
        ("draws", json!(7), "says draws = 7, but the run has 50"),
        ("until", json!(0.25), "points.records comes out differently"),
        (
            "outputs",
            json!([&manifest["outputs"][0], &manifest["outputs"][1], &manifest["outputs"][2], { "file": "sweep.json", "sha256": "0" }]),
            "names sweep.json twice",
        ),
    ] {
        let mut forged = manifest.clone();
        forged[key] = value;
        desk.put("results/a-sweep/manifest.json", sealed(forged));
        let errors = desk.refused(70, &["verify", folder]);
        assert!(errors.contains(said), "{key}: {errors}");
    }
    // Gone on with by a command that draws pictures, it is what that command alone would have made.
    desk.put("results/a-sweep/manifest.json", sealed(manifest));
    let drawn: Vec<&str> = arguments.into_iter().filter(|word| *word != "--no-charts").collect();
    assert_eq!(desk.run(&drawn).code, Some(0));
    let alone: Vec<&str> = drawn.iter().copied().chain(["--out", "alone"]).collect();
    assert_eq!(desk.run(&alone).code, Some(0));
    assert!(desk.read("alone/a-sweep/points.records") == desk.read("results/a-sweep/points.records"));
    assert_eq!(desk.run(&["verify", folder]).code, Some(0));
}

#[test]
fn fresh_results_verify() {
    let desk = ran();
    let before = desk.everything();
    for threads in ["1", "3"] {
        let ended = desk.run(&["verify", "results/rate", "--threads", threads]);
        assert_eq!((ended.code, ended.err.as_str()), (Some(0), ""));
        assert_eq!(ended.out, "results/rate: 3 files reproduced, 64 simulations, seed 1\n");
    }
    assert!(before == desk.everything(), "verify wrote something");
}

#[test]
fn fresh_charts_verify() {
    let desk = Desk::with(SMALL);
    assert_eq!(desk.run(&["run", "a.toml", "--quiet"]).code, Some(0));
    let ended = desk.run(&["verify", "results/a"]);
    assert_eq!((ended.code, ended.err.as_str()), (Some(0), ""));
}

#[test]
fn a_changed_byte_in_any_file() {
    let desk = ran();
    for name in ["summary.json", "segments.csv", "booths.csv"] {
        let path = format!("results/rate/{name}");
        let bytes = desk.read(&path);
        let mut changed = bytes.clone();
        changed[10] ^= 1;
        desk.put(&path, changed);
        let errors = desk.refused(70, &["verify", "results/rate"]);
        assert_eq!(errors, format!("error: {name} was changed after it was written\n"));
        desk.put(&path, bytes);
    }
    assert_eq!(desk.run(&["verify", "results/rate"]).code, Some(0));
}

#[test]
fn files_that_are_missing() {
    let desk = ran();
    std::fs::remove_file(desk.path("results/rate/segments.csv")).unwrap();
    let errors = desk.refused(66, &["verify", "results/rate"]);
    assert_eq!(errors, "error: results/rate/segments.csv cannot be read: No such file or directory (os error 2)\n");
    let errors = desk.refused(66, &["verify", "nowhere"]);
    assert_eq!(errors, "error: nowhere/manifest.json cannot be read: No such file or directory (os error 2)\n");
    std::fs::remove_file(desk.path("a.toml")).unwrap();
    let errors = desk.refused(66, &["verify", "results/rate"]);
    assert!(errors.starts_with("error: a.toml cannot be read: "), "{errors}");
    assert!(
        errors.contains("note: results/rate/manifest.json names this scenario; run verify where the run was started")
    );
}

#[test]
fn a_changed_scenario() {
    let desk = ran();
    desk.put("a.toml", format!("{SMALL}# a comment\n"));
    let errors = desk.refused(70, &["verify", "results/rate"]);
    assert_eq!(errors, "error: a.toml is not the file these results were made from\n");
}

#[test]
fn manifests_that_are_forged() {
    let none: [u8; 0] = [];
    for (code, keys, what) in [
        (
            65,
            json!({ "schema": "humnaam.manifest/2", "more": 1 }),
            "schema \"humnaam.manifest/2\" is not \"humnaam.manifest/1\"",
        ),
        (65, json!({ "schema": "humnaam.manifest/2" }), "schema \"humnaam.manifest/2\" is not \"humnaam.manifest/1\""),
        (65, json!({ "more": 1 }), "error: unknown field `more`"),
        (65, json!({ "draws": "many" }), "error: invalid type: string \"many\", expected u64"),
        (70, json!({ "streams_version": 77 }), "made with random numbers of version 77"),
        (70, json!({ "inputs": none }), "the manifest names 0 inputs, the run reads 1"),
        (70, json!({ "charts": true }), "the manifest does not name margin.png"),
        (70, json!({ "outputs": none }), "the manifest does not name summary.json"),
        (
            70,
            json!({ "outputs": [{ "file": "../../a.toml", "sha256": "0" }] }),
            "the manifest names ../../a.toml, which this run does not write",
        ),
        (70, json!({ "seed": 5 }), "says seed = 5, but the run has 1"),
        (70, json!({ "draws": 5 }), "says draws = 5, but the run has 64"),
        (
            70,
            json!({ "settings": ["confusion.rate=0.06"] }),
            "summary.json comes out differently from what the manifest says",
        ),
        (2, json!({ "settings": ["nonsense"] }), "\"nonsense\" sets nothing"),
        (65, json!({ "settings": ["confusion.rat=1"] }), "[confusion] has no key \"rat\""),
    ] {
        let errors = forged(code, &keys);
        assert!(errors.contains(what), "{keys}: {errors}");
    }
}

#[test]
fn manifests_that_are_no_manifests() {
    let desk = ran();
    for (text, place) in [("", "1:0"), ("{", "1:1"), ("[]", "1:2"), ("{\n\"schema\": 5}", "2:11")] {
        desk.put("results/rate/manifest.json", text);
        let errors = desk.refused(65, &["verify", "results/rate"]);
        assert!(errors.starts_with(&format!("results/rate/manifest.json:{place}: error: ")), "{text:?}: {errors}");
    }
    desk.put("results/rate/manifest.json", "[".repeat(100_000));
    desk.refused(65, &["verify", "results/rate"]);
}
