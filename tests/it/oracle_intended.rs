//! A contest to come against `tests/oracle/intended.py`, which recomputes it from the statement of the model alone.

use crate::contests::scenario;
use crate::oracle_recorded::{list, number, routes, text};
use humnaam::engine::law::{self, Answer};
use humnaam::evidence::Evidence;
use humnaam::model::{Cell, Model};
use serde_json::Value;

/// The model of one contest: candidates through a scenario, booths and beliefs laid over it.
fn model(contest: &Value) -> Model {
    let mut scenario_text = format!(
        "title = \"t\"\nmode = \"prospective\"\n[contest]\nname = \"s\"\nbooths = 900\n[own_support]\ntypical_votes = 5\n\
         [confusion]\nsegment_sd = {}\nbooth_cv = {}\n",
        contest["segment_sd"], contest["cv"]
    );
    let principals = list(&contest["principals"]);
    for candidate in list(&contest["candidates"]) {
        let id = text(&candidate["id"]);
        scenario_text += &format!("[[candidate]]\nid = \"{id}\"\nname = \"N {id}\"\n");
        scenario_text += &match text(&candidate["role"]) {
            "namesake" => format!("name_similarity = 1.0\nnamesake_of = \"{}\"\n", text(&candidate["principal"])),
            "nota" => format!("role = \"nota\"\nvotes = {}\n", candidate["votes"]),
            _ => format!("votes = {}\n", candidate["votes"]),
        };
    }
    let mut model = Model::new(&scenario(&scenario_text, None), &Evidence::builtin()).unwrap();
    let segments = principals.iter().map(|principal| list(&principal["cells"]).len()).max().unwrap();
    let mut votes: Vec<Vec<u32>> = vec![Vec::new(); principals.len()];
    (model.world.cells, model.world.starts) = (Vec::new(), vec![0]);
    for segment in 0..segments {
        for (at, principal) in principals.iter().enumerate() {
            for cell in list(&principal["cells"]).get(segment).map_or(&[][..], list) {
                let number = u32::try_from(model.world.cells.len()).unwrap();
                model.world.cells.push(Cell { segment: u32::try_from(segment).unwrap(), number });
                let here = u32::try_from(cell.as_u64().unwrap()).unwrap();
                votes.iter_mut().enumerate().for_each(|(other, votes)| votes.push(if other == at { here } else { 0 }));
            }
        }
        model.world.starts.push(model.world.cells.len());
    }
    model.world.has_postal = false;
    let place = |id: &Value| list(&contest["candidates"]).iter().position(|c| c["id"] == *id).unwrap();
    for (principal, votes) in principals.iter().zip(votes) {
        let candidate = place(&principal["id"]);
        let group = model.groups.iter_mut().find(|group| group.principal == candidate).unwrap();
        group.votes = votes;
        let ids: Vec<&Value> = list(&contest["candidates"])
            .iter()
            .filter(|c| c["principal"] == principal["id"])
            .map(|c| &c["id"])
            .collect();
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
    model
}

#[test]
fn the_law_agrees_with_the_oracle() {
    let oracle: Value = serde_json::from_str(include_str!("../oracle/intended.json")).expect("the oracle is JSON");
    let contests = list(&oracle["contests"]);
    assert!(contests.len() >= 60);
    let mut worst: Vec<(f64, String)> = Vec::new();
    for contest in contests {
        let model = model(contest);
        let Answer { flip, each, .. } = law::answer(&model);
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
    assert!(worst[0].0 < 1e-9, "{:#?}", worst.iter().filter(|one| one.0 > 1e-9).collect::<Vec<_>>());
}
