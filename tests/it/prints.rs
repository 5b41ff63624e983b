//! What the command prints, in every format, and that it does not depend on the threads.

use crate::command::{Desk, SMALL, small_with};
use serde_json::Value;

#[test]
fn the_schema_knows_every_key_of_every_shipped_scenario() {
    let schema: Value = serde_json::from_str(&Desk::new().run(&["schema"]).out).expect("the schema is JSON");
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios");
    let mut scenarios = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|kind| kind == "toml") {
            let text = std::fs::read_to_string(&path).unwrap();
            let scenario: toml::Value = toml::from_str(&text).unwrap();
            known(&scenario, &schema, &schema, &path.display().to_string());
            scenarios += 1;
        }
    }
    assert!(scenarios > 10, "only {scenarios} scenarios were found");
}

/// Holds every key of a value to the schema of its table.
fn known(value: &toml::Value, schema: &Value, root: &Value, place: &str) {
    let schema = resolved(schema, root);
    match value {
        toml::Value::Table(table) => {
            // A table of the user's own ids names the schema of its values instead.
            let own = schema.get("additionalProperties").filter(|own| own.is_object());
            for (key, value) in table {
                let place = format!("{place}: {key}");
                let alternatives = alternatives(schema, root);
                let inner = alternatives.iter().find_map(|schema| schema["properties"].get(key)).or(own);
                known(value, inner.unwrap_or_else(|| panic!("{place} is not in the schema")), root, &place);
            }
        }
        toml::Value::Array(list) => {
            let items = alternatives(schema, root).into_iter().find_map(|schema| schema.get("items"));
            let items = items.unwrap_or_else(|| panic!("{place} is no list in the schema"));
            for value in list {
                known(value, items, root, place);
            }
        }
        _ => {}
    }
}

fn resolved<'s>(schema: &'s Value, root: &'s Value) -> &'s Value {
    let reference = schema["$ref"].as_str().and_then(|reference| reference.strip_prefix('#'));
    reference.map_or(schema, |pointer| root.pointer(pointer).expect("the reference leads somewhere"))
}

fn alternatives<'s>(schema: &'s Value, root: &'s Value) -> Vec<&'s Value> {
    let listed = schema["anyOf"].as_array().map_or(&[][..], Vec::as_slice);
    listed.iter().flat_map(|inner| alternatives(resolved(inner, root), root)).chain([schema]).collect()
}

#[test]
fn completions_and_the_manual() {
    for (arguments, holds) in [
        (&["completions", "bash"][..], "complete -F _humnaam"),
        (&["completions", "zsh"], "#compdef humnaam"),
        (&["completions", "fish"], "complete -c humnaam"),
        (&["man"], ".TH humnaam 1"),
        (&["--help"], "Usage: humnaam <COMMAND>"),
        (&["--version"], concat!("humnaam ", env!("CARGO_PKG_VERSION"))),
    ] {
        let ended = Desk::new().run(arguments);
        assert_eq!((ended.code, ended.err.as_str()), (Some(0), ""));
        assert!(ended.out.contains(holds), "{arguments:?}: {}", ended.out);
    }
}

fn run(desk: &Desk, arguments: &[&str]) -> String {
    let ended = desk.run(&[&["run", "--no-charts"], arguments].concat());
    assert_eq!((ended.code, ended.err.as_str()), (Some(0), ""), "{arguments:?}");
    ended.out
}

#[test]
fn standard_input_is_a_scenario() {
    let desk = Desk::with(SMALL);
    let mut command = desk.command(&["run", "-", "--no-charts", "--format", "json"]);
    command.stdin(std::fs::File::open(desk.path("a.toml")).unwrap());
    let ended = crate::command::Ended::from(command.output().unwrap());
    assert_eq!((ended.code, ended.err.as_str()), (Some(0), ""));
    assert_eq!(ended.out.as_bytes(), desk.read("results/stdin/summary.json"));
}

#[test]
fn json_is_the_summary() {
    let desk = Desk::with(SMALL);
    let out = run(&desk, &["a.toml", "--format", "json"]);
    assert_eq!(out.as_bytes(), desk.read("results/a/summary.json"));
    let summary: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(summary["schema"], "humnaam.summary/2");
    let line = run(&desk, &["a.toml", "--format", "ndjson"]);
    assert_eq!(line.lines().count(), 1);
    assert_eq!(serde_json::from_str::<Value>(&line).unwrap(), summary);
}

#[test]
fn several_scenarios_give_one_table() {
    let desk = Desk::with(SMALL);
    desk.put("b.toml", small_with("1_000", "1_040"));
    let csv = run(&desk, &["a.toml", "b.toml", "--format", "csv"]);
    let rows: Vec<&str> = csv.lines().collect();
    assert_eq!(rows.len(), 3, "{csv}");
    assert!(rows[0].starts_with("scenario,principal,verdict,"), "{csv}");
    assert!(rows[1].starts_with("a,asha,possible,") && rows[2].starts_with("b,asha,possible,"), "{csv}");
    assert_eq!(run(&desk, &["a.toml", "b.toml", "--format", "ndjson"]).lines().count(), 2);
    let text = run(&desk, &["a.toml", "b.toml"]);
    assert!(text.lines().any(|line| line.trim_start().starts_with("a ")), "{text}");
    assert!(text.lines().any(|line| line.trim_start().starts_with("b ")), "{text}");
    assert_eq!(run(&desk, &["a.toml", "b.toml", "--quiet"]), "");
}

#[test]
fn quiet_is_quiet() {
    let desk = Desk::with(SMALL);
    assert_eq!(run(&desk, &["a.toml", "--quiet"]), "");
    assert!(!desk.read("results/a/summary.json").is_empty());
    assert!(run(&desk, &["a.toml", "--quiet", "--format", "csv"]).starts_with("scenario,"));
    assert!(run(&desk, &["a.toml"]).contains("Look at results/a."));
    assert!(run(&desk, &["a.toml", "--full"]).contains("4 files in results/a\n"));
}

#[test]
fn options_reach_the_summary() {
    let desk = Desk::with(SMALL);
    let summary = |arguments: &[&str]| -> Value {
        serde_json::from_str(&run(&desk, &[&["a.toml", "--format", "json"], arguments].concat())).unwrap()
    };
    let base = summary(&[]);
    assert_eq!((&base["draws"], &base["seed"]), (&64.into(), &1.into()));
    let other = summary(&["--draws", "1_000", "--seed", "7"]);
    assert_eq!((&other["draws"], &other["seed"]), (&1_000.into(), &7.into()));
    // The last word is that of --set.
    assert_eq!(summary(&["--draws", "1000", "--set", "simulation.draws=70"])["draws"], 70);
    let until = summary(&["--draws", "500_000", "--until", "0.01"]);
    assert_eq!(until["draws"], 8_192);
    assert!(until["flip"]["standard_error"].as_f64().unwrap() <= 0.01);
}

#[test]
fn charts_come_unless_they_are_left_out() {
    let desk = Desk::with(SMALL);
    let names = || -> Vec<String> {
        let mut names: Vec<String> = desk
            .everything()
            .iter()
            .map(|(path, _)| path.file_name().unwrap().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    };
    run(&desk, &["a.toml"]);
    assert_eq!(names(), ["a", "a.toml", "booths.csv", "manifest.json", "results", "segments.csv", "summary.json"]);
    assert_eq!(desk.run(&["run", "a.toml", "-q"]).code, Some(0));
    for name in ["margin", "diverted", "convergence"] {
        for kind in ["csv", "svg", "png"] {
            assert!(names().contains(&format!("{name}.{kind}")), "{name}.{kind} is not among {:?}", names());
        }
    }
    assert!(desk.read("results/a/margin.png").starts_with(b"\x89PNG"));
}

#[test]
fn the_number_of_threads_changes_nothing() {
    // Enough draws that every thread has some, in two rounds.
    let desk = Desk::with(&small_with("draws = 64", "draws = 9_000"));
    let mut first = None;
    for threads in ["1", "2", "7"] {
        let ended = desk.run(&["run", "a.toml", "--threads", threads, "--out", "results"]);
        assert_eq!((ended.code, ended.err.as_str()), (Some(0), ""));
        let all = (ended.out, desk.everything());
        std::fs::remove_dir_all(desk.path("results")).unwrap();
        assert!(all.1.len() > 14, "charts and all");
        match &first {
            None => first = Some(all),
            Some(first) => assert!(*first == all, "{threads} threads give other results"),
        }
    }
}

#[cfg(unix)]
#[test]
fn results_can_be_read_by_others() {
    use std::os::unix::fs::PermissionsExt;
    let desk = Desk::with(SMALL);
    let ended = desk.shell("umask 022; exec \"$@\"", &["run", "a.toml", "--no-charts"]);
    assert_eq!(ended.code, Some(0));
    for (path, _) in desk.everything().iter().filter(|(path, _)| path.ends_with("summary.json")) {
        assert_eq!(path.metadata().unwrap().permissions().mode() & 0o777, 0o644);
    }
}

#[test]
fn pictures_of_an_earlier_run_do_not_stay_beside_new_numbers() {
    let desk = Desk::with(SMALL);
    let run = |arguments: &[&str]| assert_eq!(desk.run(arguments).code, Some(0), "{arguments:?}");
    run(&["run", "a.toml", "--draws", "50", "--quiet"]);
    desk.put("results/a/notes.txt", "mine");
    assert!(desk.path("results/a/margin.png").exists());
    run(&["run", "a.toml", "--draws", "60", "--quiet", "--no-charts"]);
    assert!(!desk.path("results/a/margin.png").exists() && !desk.path("results/a/margin.csv").exists());
    assert_eq!(desk.read("results/a/notes.txt"), b"mine");
    run(&["verify", "results/a"]);
}

#[test]
fn claims_and_explanations_are_told_and_drawn() {
    let stories = "[[claim]]\ntext = \"They say so\"\ncandidate = \"asha2\"\nlow = 500\nhigh = 700\nper = \"booth\"\n\
        [[explanation]]\nname = \"One\"\n[[explanation.flow]]\nfrom = \"asha2\"\nto = \"asha\"\n\
        [[explanation]]\nname = \"Other\"\n[[explanation.flow]]\nfrom = \"home\"\nto = \"asha\"\nshare = { low = 0.0, high = 0.1 }\n";
    let desk = Desk::with(&format!("{SMALL}\n{stories}"));
    let ended = desk.run(&["run", "a.toml", "--quiet"]);
    assert_eq!((ended.code, ended.err.as_str()), (Some(0), ""));
    for name in ["claims.png", "claims.csv", "explanations.png", "explanations.csv"] {
        assert!(desk.path("results/a").join(name).exists(), "{name} is not written");
    }
    let summary: Value = serde_json::from_slice(&desk.read("results/a/summary.json")).unwrap();
    assert_eq!(summary["claims"][0]["verdict"], "impossible");
    assert_eq!(summary["claims"][0]["readings"][0]["bound"], "candidate_total");
    assert_eq!(summary["explanations"][1]["break_even"]["votes"], 101);
    let told = desk.run(&["claim", "a.toml"]);
    assert!(told.out.contains("What survives: a running total seen once") || told.out.contains("No reading survives"));
    let hindi = desk.run(&["claim", "a.toml", "--lang", "hi"]);
    assert_eq!((hindi.code, hindi.err.as_str()), (Some(0), ""));
    assert!(hindi.out.contains("असंभव"), "{}", hindi.out);
    let json = desk.run(&["claim", "a.toml", "--format", "json"]);
    let claims: Value = serde_json::from_str(&json.out).unwrap();
    assert_eq!(claims["claims"], summary["claims"]);
}

/// Whether a schema allows a value, as far as the schema of `summary.json` goes: references, alternatives, types, required
/// and known keys, elements.
fn allows(root: &Value, schema: &Value, value: &Value) -> bool {
    allows_beside(root, schema, value, &Value::Null)
}

/// The same of one of several alternatives, beside keys that all of them share.
fn allows_beside(root: &Value, schema: &Value, value: &Value, shared: &Value) -> bool {
    let Some(schema) = schema.as_object() else { return schema != &Value::Bool(false) };
    if let Some(name) = schema.get("$ref").and_then(Value::as_str) {
        return allows_beside(root, &root["$defs"][name.trim_start_matches("#/$defs/")], value, shared);
    }
    let is = |kind: &str| match kind {
        "null" => value.is_null(),
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "array" => value.is_array(),
        _ => value.is_object(),
    };
    let typed = match schema.get("type") {
        Some(Value::String(kind)) => is(kind),
        Some(Value::Array(kinds)) => kinds.iter().filter_map(Value::as_str).any(is),
        _ => true,
    };
    let properties = schema.get("properties").cloned().unwrap_or_default();
    let alternatives = schema.get("anyOf").or(schema.get("oneOf")).and_then(Value::as_array);
    let chosen = alternatives.is_none_or(|all| all.iter().any(|one| allows_beside(root, one, value, &properties)));
    let required = schema.get("required").and_then(Value::as_array);
    let complete = required
        .is_none_or(|keys| !value.is_object() || keys.iter().all(|key| value.get(key.as_str().unwrap()).is_some()));
    let elements = value
        .as_array()
        .is_none_or(|all| schema.get("items").is_none_or(|items| all.iter().all(|one| allows(root, items, one))));
    let parts = value.as_object().is_none_or(|object| {
        object.iter().all(|(key, part)| match schema.get("properties").and_then(|known| known.get(key)) {
            Some(known) => allows(root, known, part),
            // Where a part of the keys is one of several alternatives, those are looked at above.
            None if alternatives.is_some() || schema.get("properties").is_none() => {
                schema.get("additionalProperties").is_none_or(|rest| allows(root, rest, part))
            }
            None => shared.get(key).is_some(),
        })
    });
    typed && chosen && complete && elements && parts
}

#[test]
fn the_schema_of_summary_json_allows_what_is_written_and_little_else() {
    let desk = Desk::new();
    let schema: Value = serde_json::from_str(&desk.run(&["schema", "summary"]).out).expect("the schema is JSON");
    let root = env!("CARGO_MANIFEST_DIR");
    for stem in ["kanpur-2024", "noorpur-2017", "close-race", "synthetic-booths"] {
        let scenario = format!("{root}/scenarios/{stem}.toml");
        let run = desk.run(&["run", &scenario, "--draws", "500", "--no-charts", "--format", "json", "--quiet"]);
        let summary: Value = serde_json::from_str(&run.out).expect("it is JSON");
        for (key, part) in summary.as_object().unwrap() {
            assert!(allows(&schema, &schema["properties"][key], part), "{stem}: {key}: {part}");
        }
        assert!(allows(&schema, &schema, &summary), "{stem}");
        for (pointer, wrong) in [
            ("/flip/exact", Value::Null),
            ("/bounds/0/margin", Value::from("many")),
            ("/contest/colour", Value::from(1)),
        ] {
            let mut other = summary.clone();
            let (parent, key) = pointer.rsplit_once('/').unwrap();
            if let Some(Value::Object(object)) = other.pointer_mut(parent) {
                object.insert(key.to_owned(), wrong);
                assert!(!allows(&schema, &schema, &other), "{stem}: {pointer}");
            }
        }
    }
}
