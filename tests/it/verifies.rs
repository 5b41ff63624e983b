//! `humnaam verify`: fresh results verify, and whatever was changed since is refused by name.

use crate::command::{Desk, SMALL};
use serde_json::{Value, json};

/// A folder with the results of a quick run.
fn ran() -> Desk {
    let desk = Desk::with(SMALL);
    let ended = desk.run(&["run", "a.toml", "--no-charts", "--set", "confusion.rate=0.05"]);
    assert_eq!(ended.code, Some(0), "{}", ended.err);
    desk
}

fn manifest(desk: &Desk) -> Value {
    serde_json::from_slice(&desk.read("results/a/manifest.json")).expect("the manifest is JSON")
}

/// What verify says of a manifest with some keys changed.
fn forged(code: i32, keys: &Value) -> String {
    let desk = ran();
    let mut manifest = manifest(&desk);
    for (key, value) in keys.as_object().expect("keys") {
        manifest[key] = value.clone();
    }
    desk.put("results/a/manifest.json", manifest.to_string());
    desk.refused(code, &["verify", "results/a"])
}

#[test]
fn fresh_results_verify() {
    let desk = ran();
    let before = desk.everything();
    for threads in ["1", "3"] {
        let ended = desk.run(&["verify", "results/a", "--threads", threads]);
        assert_eq!((ended.code, ended.err.as_str()), (Some(0), ""));
        assert_eq!(ended.out, "results/a: 3 files reproduced, 64 simulations, seed 1\n");
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
        let path = format!("results/a/{name}");
        let bytes = desk.read(&path);
        let mut changed = bytes.clone();
        changed[10] ^= 1;
        desk.put(&path, changed);
        let errors = desk.refused(70, &["verify", "results/a"]);
        assert_eq!(errors, format!("error: {name} was changed after it was written\n"));
        desk.put(&path, bytes);
    }
    assert_eq!(desk.run(&["verify", "results/a"]).code, Some(0));
}

#[test]
fn files_that_are_missing() {
    let desk = ran();
    std::fs::remove_file(desk.path("results/a/segments.csv")).unwrap();
    let errors = desk.refused(66, &["verify", "results/a"]);
    assert_eq!(errors, "error: results/a/segments.csv cannot be read: No such file or directory (os error 2)\n");
    let errors = desk.refused(66, &["verify", "nowhere"]);
    assert_eq!(errors, "error: nowhere/manifest.json cannot be read: No such file or directory (os error 2)\n");
    std::fs::remove_file(desk.path("a.toml")).unwrap();
    let errors = desk.refused(66, &["verify", "results/a"]);
    assert!(errors.starts_with("error: a.toml cannot be read: "), "{errors}");
    assert!(errors.contains("note: results/a/manifest.json names this scenario; run verify where the run was started"));
}

#[test]
fn a_changed_scenario() {
    let desk = ran();
    desk.put("a.toml", format!("{SMALL}# a comment\n"));
    let errors = desk.refused(70, &["verify", "results/a"]);
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
        desk.put("results/a/manifest.json", text);
        let errors = desk.refused(65, &["verify", "results/a"]);
        assert!(errors.starts_with(&format!("results/a/manifest.json:{place}: error: ")), "{text:?}: {errors}");
    }
    desk.put("results/a/manifest.json", "[".repeat(100_000));
    desk.refused(65, &["verify", "results/a"]);
}
