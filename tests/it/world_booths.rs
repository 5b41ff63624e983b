//! Booth returns abroad, and controls beside booth returns.

use crate::command::Desk;
use crate::shared_data::shared;
use crate::world::text;
use serde_json::Value;

/// The summary of a scenario that a desk holds.
fn summary(desk: &Desk, name: &str) -> Value {
    let ended = desk.run(&["run", name, "--draws", "4000", "--no-charts", "--quiet", "--format", "json"]);
    assert_eq!(ended.code, Some(0), "{}", ended.err);
    serde_json::from_str(&ended.out).unwrap()
}

#[test]
fn polling_stations_of_st_petersburg_show_a_slope_that_other_candidates_have_too() {
    let Some(table) = shared("precincts/st-petersburg-2021-duma-216.csv") else { return };
    let desk = Desk::new();
    let heads = std::fs::read_to_string(&table).unwrap();
    desk.put("stations.csv", &heads);
    let heads: Vec<&str> = heads.lines().next().unwrap().split(',').collect();
    let mut scenario = String::new();
    for line in text("st-petersburg-duma-2021").lines().filter(|line| !line.starts_with("booths = ")) {
        scenario += &format!("{line}\n");
        if let Some(name) = line.strip_prefix("name_local = \"").and_then(|rest| rest.strip_suffix('"')) {
            let column = heads.iter().find(|head| head.starts_with(name)).unwrap();
            scenario += &format!("column = \"{column}\"\n");
        }
    }
    desk.put("duma.toml", scenario.replace("[simulation]", "[returns]\nfiles = [\"stations.csv\"]\n\n[simulation]"));
    let summary = summary(&desk, "duma.toml");
    let found = &summary["placebo"][0];
    let number = |value: &Value| value.as_f64().unwrap();
    // Worked out apart from this program, by least squares with errors that hold for any spread.
    for (key, expected) in [("slope", 0.0509), ("low", 0.0406), ("high", 0.0612)] {
        let away = number(&found["slope"][key]) - expected;
        assert!(away.abs() < 0.00015, "{key}: {}", found["slope"]);
    }
    // As many times among the principal's voters as among others; other small candidates lean that way too.
    let times = |slope: &Value| (number(&slope["slope"]) + number(&slope["base"])) / number(&slope["base"]);
    let placebos = found["placebos"].as_array().unwrap();
    let mut leaning: Vec<f64> =
        placebos.iter().filter(|one| number(&one["slope"]["low"]) > 0.0).map(|one| times(&one["slope"])).collect();
    leaning.sort_by(f64::total_cmp);
    assert!((times(&found["slope"]) - 6.29).abs() < 0.1, "{}", found["slope"]);
    assert!(leaning.len() >= 5 && leaning[0] < 3.0 && leaning.last().is_some_and(|most| *most > 5.4), "{leaning:?}");
    assert_eq!(found["shows_confusion"], false);
    assert_eq!(summary["bounds"][0]["verdict"], "impossible");
}

#[test]
fn a_control_joins_what_booths_show() {
    let desk = Desk::new();
    desk.put("synthetic-booths.csv", std::fs::read_to_string("scenarios/synthetic-booths.csv").unwrap());
    let plain = text("synthetic-booths");
    // 267 of the 467 votes are the namesake's own there, and 200 went astray.
    let with = |votes: u64| {
        let control = format!(
            "[[control]]\ncandidate = \"sundara\"\nkind = \"channel\"\nspread = 0.1\n\n[[control.stratum]]\nvotes = {votes}\nof = 157_000\nhere = 157_000\n\n"
        );
        let (before, after) = plain.split_once("[simulation]").unwrap();
        let name = format!("with-{votes}.toml");
        desk.put(&name, format!("{before}{control}[simulation]{after}"));
        summary(&desk, &name)
    };
    desk.put("plain.toml", &plain);
    let diverted = |summary: &Value| {
        let law = &summary["diverted"]["sundara"];
        ["p05", "p50", "p95"].map(|key| law[key].as_f64().unwrap())
    };
    let alone = diverted(&summary(&desk, "plain.toml"));
    let [low, middle, high] = diverted(&with(267));
    assert!(low <= 200.0 && 200.0 <= high, "{low} to {high}");
    assert!((middle - 200.0).abs() < 45.0, "{middle}");
    // Booths alone leave it open whether a single vote went astray; with the control they do not.
    assert!(alone[0] < 10.0 && low > 100.0, "{low} with a control, {} without", alone[0]);
    // The fewer of its own the control gives it, the more went astray.
    let (few, many) = (diverted(&with(60)), diverted(&with(450)));
    assert!(few[1] > middle + 60.0 && middle > many[1] + 60.0, "{few:?}, {middle}, {many:?}");
    let told = with(267);
    assert_eq!(told["controls"][0]["candidate"], "sundara");
    assert!(told["placebo"][0]["own_support"]["before"]["p50"].as_f64().is_some_and(|own| (own - 267.0).abs() < 8.0));
}
