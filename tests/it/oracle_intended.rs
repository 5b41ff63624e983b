//! A contest to come against `tests/oracle/intended.py`, which recomputes it from the statement of the model alone.

use crate::contests::scenario;
use crate::oracle_recorded::{booths, list, number, place, routes, text};
use humnaam::engine::law::{self, Answer};
use humnaam::evidence::Evidence;
use humnaam::model::Model;
use humnaam::returns::BoothTable;
use serde_json::Value;

/// Lays what is believed of one principal's namesakes over a model.
fn believe(model: &mut Model, contest: &Value, principal: &Value) {
    let candidate = place(contest, &principal["id"]);
    let group = model.groups.iter_mut().find(|group| group.principal == candidate).unwrap();
    let ids: Vec<&Value> =
        list(&contest["candidates"]).iter().filter(|c| c["principal"] == principal["id"]).map(|c| &c["id"]).collect();
    for namesake in &mut group.namesakes {
        let id = &contest["candidates"][namesake.candidate]["id"];
        let at = ids.iter().position(|other| *other == id).unwrap();
        let said = &list(&principal["namesakes"])[at];
        namesake.routes = routes(&said["routes"]);
        let own = &said["own"];
        namesake.votes = own["stated"].as_u64();
        if own["stated"].is_null() {
            namesake.own_support.typical = number(&own["m"]);
            namesake.own_support.degrees = number(&own["degrees"]);
            namesake.own_support.location = number(&own["location"]);
            namesake.own_support.scale = number(&own["scale"]);
            model.room = own["room"].as_i64().unwrap();
        }
    }
}

/// The candidates of a contest; the namesakes' votes are not stated.
fn ballot(contest: &Value) -> String {
    let line = |candidate: &Value| {
        let id = text(&candidate["id"]);
        let more = match text(&candidate["role"]) {
            "namesake" => format!("name_similarity = 1.0\nnamesake_of = \"{}\"\n", text(&candidate["principal"])),
            "nota" => format!("role = \"nota\"\nvotes = {}\n", candidate["votes"]),
            _ => format!("votes = {}\n", candidate["votes"]),
        };
        format!("[[candidate]]\nid = \"{id}\"\nname = \"N {id}\"\n{more}")
    };
    list(&contest["candidates"]).iter().map(line).collect()
}

/// The model of one contest: candidates through a scenario, booths and beliefs laid over it.
fn model(contest: &Value) -> Model {
    let mut scenario_text = format!(
        "title = \"t\"\nmode = \"prospective\"\n[contest]\nname = \"s\"\nbooths = 900\n[own_support]\ntypical_votes = 5\n\
         [confusion]\nsegment_sd = {}\nbooth_cv = {}\n",
        contest["segment_sd"], contest["cv"]
    );
    let principals = list(&contest["principals"]);
    scenario_text += &ballot(contest);
    let mut model = Model::new(&scenario(&scenario_text, None), &Evidence::builtin()).unwrap();
    booths(&mut model, contest);
    for principal in principals {
        believe(&mut model, contest, principal);
    }
    model
}

#[test]
fn the_law_agrees_with_the_oracle() {
    let oracle: Value = serde_json::from_str(include_str!("../oracle/intended.json")).expect("the oracle is JSON");
    let contests = list(&oracle["contests"]);
    assert!(contests.len() >= 60);
    let mut worst: Vec<(f64, String)> = Vec::new();
    let mut sums = 0;
    for contest in contests {
        let model = model(contest);
        let Answer { flip, each, .. } = law::answer(&model);
        sums += usize::from(flip.error <= 1e-5);
        let results = &contest["results"];
        let mut hold = |what: &str, found: law::Exact, expected: &Value| {
            let away = (found.probability - number(expected)).abs();
            worst.push((away - found.error, format!("{} {what}: {found:?} is not {expected}", contest["name"])));
        };
        hold("flip", flip, &results["flip"]);
        for (group, one) in model.groups.iter().zip(each) {
            let id = text(&contest["candidates"][group.principal]["id"]);
            hold(id, one, &results["flip_of"][id]);
        }
    }
    worst.sort_by(|a, b| b.0.total_cmp(&a.0));
    assert_eq!(sums, contests.len(), "so many contests have an answer that is right but for 1e-5");
    assert!(worst[0].0 < 1e-9, "{:#?}", worst.iter().filter(|one| one.0 > 1e-9).collect::<Vec<_>>());
}

/// The model of a contest whose support is uncertain: all lines booth by booth.
fn uncertain(contest: &Value) -> Model {
    let principals = list(&contest["principals"]);
    let said = |key: &str| &contest["support"][key];
    let mut text = format!(
        "title = \"t\"\nmode = \"prospective\"\n[contest]\nname = \"s\"\nbooth_file = \"b.csv\"\n[own_support]\ntypical_votes = 5\n\
         [confusion]\nsegment_sd = {}\nbooth_cv = {}\n[support]\ncontest_sd = {}\nsegment_sd = {}\nbooth_sd = {}\n",
        contest["segment_sd"],
        contest["cv"],
        said("contest_sd"),
        said("segment_sd"),
        said("booth_sd")
    );
    text += &ballot(contest);
    let lines = list(&contest["candidates"]).iter().filter(|candidate| candidate["role"] != "namesake");
    let first = lines.map(|candidate| self::text(&candidate["id"])).next().expect("somebody stands");
    let columns = list(&contest["candidates"]).iter().map(|candidate| self::text(&candidate["id"]));
    let columns: Vec<&str> = columns.collect();
    let mut table = format!("segment,booth,electors,{}\n", columns.join(","));
    for (segment, booths) in list(&contest["cells"][first]).iter().enumerate() {
        for booth in 0..list(booths).len() {
            let votes = columns.iter().map(|line| match &contest["cells"][*line] {
                Value::Null => "0".to_owned(),
                cells => cells[segment][booth].to_string(),
            });
            let votes: Vec<String> = votes.collect();
            table += &format!("s{segment},{booth},,{}\n", votes.join(","));
        }
    }
    let table = BoothTable::from_tidy_csv(&table).unwrap_or_else(|faults| panic!("{faults:?}"));
    let mut model = Model::new(&scenario(&text, Some(table)), &Evidence::builtin()).unwrap();
    for principal in principals {
        believe(&mut model, contest, principal);
    }
    model
}

#[test]
fn uncertain_support_is_within_the_error_that_is_printed() {
    let oracle: Value = serde_json::from_str(include_str!("../oracle/intended.json")).expect("the oracle is JSON");
    let contests = list(&oracle["support"]);
    assert!(contests.len() >= 14);
    for contest in contests {
        let (found, expected) = (law::answer(&uncertain(contest)).flip, number(&contest["results"]["flip"]));
        let away = (found.probability - expected).abs();
        assert!(away <= found.error + number(&contest["error"]), "{}: {found:?} is not {expected}", contest["name"]);
        assert!(found.error <= 0.005, "{}: {found:?}", contest["name"]);
    }
}
