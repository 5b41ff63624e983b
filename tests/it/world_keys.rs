//! Keys of contests elsewhere: what they refuse, where, and with which cure.

use crate::command::Desk;
use crate::contests::scenario;
use crate::shared_data::shared;
use crate::world::{refused, text};
use humnaam::election::Candidate;
use serde_json::Value;

#[test]
fn new_keys_are_refused_at_their_place_with_a_cure() {
    let negros = text("negros-oriental-2022");
    let palm = text("palm-beach-2000");
    let cases = [
        (negros.replace("\"PH\"", "\"ph\""), "\"ph\"", "country cannot be", "did you mean \"PH\"?"),
        (negros.replace("\"PH\"", "\"XX\""), "\"XX\"", "country cannot be", "known here: IN, GB"),
        (
            negros.replace("\"optical_scan\"", "\"optical\""),
            "\"optical\"",
            "ballot cannot be",
            "did you mean \"optical_scan\"?",
        ),
        (negros.replace("ballot =", "ballots ="), "ballots", "no key \"ballots\"", "did you mean \"ballot\"?"),
        (negros.replace("country =", "seats = 6\ncountry ="), "6", "several seats", "last seat"),
        (negros.replace("country =", "seats = 0\ncountry ="), "0", "somebody is elected", "seats = 1"),
        (negros.replace("credits_votes", "credit_votes"), "credit_votes", "no key", "did you mean \"credits_votes\"?"),
        (negros.replace("mode = \"retrospective\"", "mode = \"prospective\""), "true", "intended", "retrospective"),
        (
            negros.replace("of = \"roel\"", "of = \"roel\"\nnamesake_by = \"familyname\""),
            "\"familyname\"",
            "namesake_by cannot be",
            "did you mean \"family_name\"?",
        ),
        (
            negros
                .replace("name = \"Ruel Degamo\"", "name = \"Ruel Cruz\"")
                .replace("of = \"roel\"", "of = \"roel\"\nnamesake_by = \"family_name\""),
            "\"roel\"",
            "no family name in common",
            "name_similarity",
        ),
        (
            negros.replace("party = \"NPC\"", "namesake_by = \"family_name\""),
            "\"family_name\"",
            "nobody's namesake",
            "add namesake_of",
        ),
        (
            palm.replace("kind = \"channel\"", "kind = \"channels\""),
            "\"channels\"",
            "kind cannot be",
            "did you mean \"channel\"?",
        ),
        (
            palm.replace("kind = \"channel\"", "kind = \"placebo\""),
            "\"placebo\"",
            "not known from any election",
            "spread",
        ),
        (
            palm.replace("candidate = \"buchanan\"", "candidate = \"nader\""),
            "\"nader\"",
            "nobody's namesake",
            "namesake_of",
        ),
        (
            palm.replace("recorded = 2_350", "recorded = 2_351"),
            "12",
            "3262 recorded votes together, the candidate 3261",
            "agree",
        ),
        (palm.replace("recorded = 2_350\n", ""), "12", "some of the strata alone", "for all"),
        (palm.replace("of = 18_154", "of = 18"), "18", "32 votes of 18 ballots", "every ballot"),
        (palm.replace("votes = 0\nof = 280", "votes = 0\nof = 0"), "0", "no ballot in the control", "another stratum"),
        (palm.replace("of = 18_154\n", ""), "", "", "of so many ballots"),
    ];
    for (text, place, what, help) in cases {
        let problems = refused(&text);
        let found = problems
            .iter()
            .any(|(at, said, cure)| (place.is_empty() || at == place) && said.contains(what) && cure.contains(help));
        assert!(found, "{place}: {what}: {help} is not among {problems:#?}");
    }
}

#[test]
fn several_seats_at_once_are_refused_by_name() {
    let text = "title = \"t\"\nmode = \"retrospective\"\n[contest]\nname = \"Two seats elected\"\nphotos_on_ballot = true\nseats = 6\n\
                [[candidate]]\nid = \"a\"\nname = \"A Rao\"\nvotes = 10\n[[candidate]]\nid = \"b\"\nname = \"B Rao\"\nvotes = 9\n\
                [[candidate]]\nid = \"c\"\nname = \"B Rao\"\nvotes = 3\nnamesake_of = \"b\"\n";
    let problems = refused(text);
    assert_eq!(problems.len(), 1, "{problems:?}");
    assert_eq!(
        (problems[0].0.as_str(), problems[0].1.as_str()),
        ("6", "seats = 6, but several seats elected at once are not supported")
    );
    assert!(include_str!("../../README.md").contains("several seats"));
    scenario(&text.replace("seats = 6", "seats = 1"), None);
}

#[test]
fn one_person_on_two_lines_is_one_candidate_and_nobodys_namesake() {
    let fusion = |extra: &str| {
        format!(
            "title='t'\nmode='retrospective'\n[contest]\nname='s'\nphotos_on_ballot=false\n[[candidate]]\nid='a'\nname='A Rao'\nvotes=900\n\
             [[candidate]]\nid='a2'\nname='A Rao'\nparty='Other'\nvotes=70\nsame_person_as='a'\n{extra}\
             [[candidate]]\nid='b'\nname='B Sen'\nvotes=1000\n[[candidate]]\nid='c'\nname='A Rao'\nvotes=150\nnamesake_of='a2'\n"
        )
    };
    let one = scenario(&fusion(""), None);
    let votes: Vec<(&str, u64)> = one.contest.candidates().iter().map(|c| (c.id.as_str(), c.total_votes())).collect();
    assert_eq!(votes, [("a", 970), ("b", 1_000), ("c", 150)]);
    assert_eq!((one.contest.pairs().len(), one.contest.principals()), (1, vec![0]));
    for (extra, what) in [
        ("namesake_of='b'\n", "cannot be the same person and a namesake"),
        ("[[candidate]]\nid='x'\nname='X'\nvotes=1\nsame_person_as='q'\n", "no candidate has the id \"q\""),
        ("[[candidate]]\nid='x'\nname='X'\nvotes=1\nsame_person_as='a2'\n", "is itself the same person"),
        ("[[candidate]]\nid='x'\nname='X'\nsame_person_as='a'\n", "need votes to be added up"),
        (
            "[[candidate]]\nid='x'\nname='X'\nvotes={evm=1,postal=1}\nsame_person_as='a'\n",
            "a total on one line and split on the other",
        ),
    ] {
        let problems = refused(&fusion(extra));
        assert!(problems.iter().any(|problem| problem.1.contains(what)), "{what}: {problems:?}");
    }
}

/// Palm Beach with its strata made of a table of ballots.
fn by_table(extra: &str) -> String {
    let text = text("palm-beach-2000");
    let (before, from) = text.split_once("[[control.stratum]]").unwrap();
    let (_, after) = from.split_once("[simulation]").unwrap();
    format!("{before}{extra}\n[simulation]{after}")
}

#[test]
fn strata_are_made_of_a_table_of_ballots() {
    let desk = Desk::new();
    // A table of the sums that the scenario has, as far as the control needs them.
    let mut table = String::from("precinct,president,senate,count\n");
    for stratum in &scenario(&text("palm-beach-2000"), None).controls[0].strata {
        let (name, here) = (stratum.name.replace(' ', "_"), stratum.recorded.unwrap());
        for (precinct, choice, count) in [
            ("a1", "buchanan", stratum.votes),
            ("a1", "gore", stratum.of - stratum.votes),
            ("01", "Buchanan", here),
            ("01", "gore", stratum.here - here),
        ] {
            table.push_str(&format!("{precinct},{choice},{name},{count}\n"));
        }
    }
    desk.put("ballots.csv", &table);
    let run = |name: &str, text: &str| {
        desk.put(name, text);
        desk.run(&["run", name, "--draws", "2000", "--no-charts", "--quiet", "--format", "json"])
    };
    let (made, stated) =
        (run("a.toml", &by_table("file = \"ballots.csv\"\nthere = \"a\"")), run("b.toml", &text("palm-beach-2000")));
    assert_eq!((made.code, made.err.as_str()), (Some(0), ""));
    let [made, stated]: [serde_json::Value; 2] = [made, stated].map(|ended| serde_json::from_str(&ended.out).unwrap());
    for key in ["p05", "p50", "p95", "expected"] {
        assert_eq!(made["controls"][0][key], stated["controls"][0][key], "{key}");
    }
    assert_eq!(made["diverted"], stated["diverted"]);
    assert_eq!(made["controls"][0]["strata"].as_array().unwrap().len(), 9);
    for (extra, place, what) in [
        ("file = \"ballot.csv\"\nthere = \"a\"", "8:", "ballot.csv"),
        ("file = \"ballots.csv\"", "", "[[control]] has no \"there\""),
        ("there = \"a\"", "9:", "[[control]] has no \"votes\""),
        ("file = \"ballots.csv\"\nthere = \"z\"", "9:", "no precinct of ballots.csv begins with \"z\""),
        (
            "file = \"ballots.csv\"\nthere = \"a\"\nchoice = \"buchanen\"",
            "10:",
            "no ballot of ballots.csv is for \"buchanen\"",
        ),
    ] {
        desk.put("c.toml", by_table(extra));
        let ended = desk.run(&["check", "c.toml"]);
        assert!(matches!(ended.code, Some(65 | 66)), "{extra}: {:?}", ended.code);
        assert!(ended.err.contains(what), "{place} {extra}: {}", ended.err);
    }
    desk.put("ballots.csv", "a1,buchanan,nelson,2\na1,buchanan,nelson,two\n");
    let ended = desk.refused(65, &["check", "a.toml"]);
    assert!(
        ended.contains("ballots.csv, line 2: \"two\" is no number of ballots") || ended.contains("line 2"),
        "{ended}"
    );
}

/// One record a ballot, in the common data format.
fn records(ballots: &[(&str, &str, &str, u64)]) -> String {
    let marked = |contest: &str, chosen: &str| {
        format!(
            "{{\"ContestId\":\"{contest}\",\"CVRContestSelection\":[{{\"ContestSelectionId\":\"{chosen}\",\"SelectionPosition\":[{{\"HasIndication\":\"yes\",\"NumberVotes\":1}}]}}]}}"
        )
    };
    let record = |(precinct, own, other, _): &(&str, &str, &str, u64)| {
        format!(
            "{{\"BallotStyleUnitId\":\"{precinct}\",\"CurrentSnapshotId\":\"s\",\"CVRSnapshot\":[{{\"@id\":\"s\",\"CVRContest\":[{},{}]}}]}}",
            marked("p", own),
            marked("s", other)
        )
    };
    let each = |row: &(&str, &str, &str, u64)| std::iter::repeat_n(record(row), usize::try_from(row.3).unwrap());
    let all: Vec<String> = ballots.iter().flat_map(each).collect();
    format!(
        "{{\"CVR\":[{}],\"Election\":[{{\"Contest\":[{{\"@id\":\"p\",\"Name\":\"President\"}},{{\"@id\":\"s\",\"Name\":\"Senator\"}}]}}]}}",
        all.join(",\n")
    )
}

#[test]
fn strata_are_made_of_cast_vote_records() {
    let desk = Desk::new();
    let strata: Vec<(String, [u64; 4])> = scenario(&text("palm-beach-2000"), None).controls[0]
        .strata
        .iter()
        .map(|s| {
            (s.name.replace(' ', "_"), [s.votes, s.of - s.votes, s.recorded.unwrap(), s.here - s.recorded.unwrap()])
        })
        .collect();
    let rows = strata.iter().flat_map(|(name, [votes, of, recorded, here])| {
        let name = name.as_str();
        [("a1", "buchanan", *votes), ("a1", "gore", *of), ("01", "buchanan", *recorded), ("01", "gore", *here)]
            .map(|(precinct, choice, count)| (precinct, choice, name, count))
    });
    desk.put("cvr.json", records(&rows.collect::<Vec<_>>()));
    let run = |name: &str, text: &str| {
        desk.put(name, text);
        desk.run(&["run", name, "--draws", "2000", "--no-charts", "--quiet", "--format", "json"])
    };
    let by_records = "file = \"cvr.json\"\nthere = \"a\"\noffice = \"President\"\nother_office = \"Senator\"";
    let (made, stated) = (run("a.toml", &by_table(by_records)), run("b.toml", &text("palm-beach-2000")));
    assert_eq!((made.code, made.err.as_str()), (Some(0), ""));
    let [made, stated]: [serde_json::Value; 2] = [made, stated].map(|ended| serde_json::from_str(&ended.out).unwrap());
    assert_eq!(made["diverted"], stated["diverted"]);
    desk.put("few.json", records(&[("a1", "buchanan", "nelson", 2)]));
    desk.put("c.toml", by_table("file = \"few.json\"\nthere = \"a\""));
    let ended = desk.refused(65, &["check", "c.toml"]);
    assert!(ended.contains("office does not say which of their contests is meant: President, Senator"), "{ended}");
}

#[test]
fn palm_beach_from_the_raw_ballots_is_palm_beach_from_its_sums() {
    let Some(ballots) = shared("precincts/palm-beach-2000-ballots.csv.gz") else { return };
    let desk = Desk::new();
    let file = ballots.display().to_string();
    desk.put("a.toml", by_table(&format!("file = {file:?}\nthere = \"a\"")));
    let ended = desk.run(&["run", "a.toml", "--draws", "20000", "--no-charts", "--quiet", "--format", "json"]);
    assert_eq!((ended.code, ended.err.as_str()), (Some(0), ""));
    let summary: serde_json::Value = serde_json::from_str(&ended.out).unwrap();
    let strata = summary["controls"][0]["strata"].as_array().unwrap();
    let sum = |key: &str| strata.iter().map(|stratum| stratum[key].as_u64().unwrap()).sum::<u64>();
    assert_eq!(["votes", "of", "here", "recorded"].map(sum), [81, 37_628, 409_042, 3_261]);
    let [low, high] = ["p05", "p95"].map(|key| summary["diverted"]["buchanan"][key].as_u64().unwrap());
    assert!(low >= 1_700 && high <= 2_700, "{low} to {high}");
}

#[test]
fn postal_ballots_are_a_control() {
    let desk = Desk::new();
    let with = |extra: &str| {
        let text = text("kanpur-2024");
        let contest = scenario(&text, None).contest;
        let namesake = (0..contest.candidates().len()).find(|&one| contest.is_namesake(one)).unwrap();
        let namesake = &contest.candidates()[namesake].id;
        format!("{text}\n[[control]]\ncandidate = \"{namesake}\"\nkind = \"channel\"\n{extra}")
    };
    desk.put("a.toml", with("postal = true\n"));
    let ended = desk.run(&["run", "a.toml", "--draws", "2000", "--no-charts", "--quiet", "--format", "json"]);
    assert_eq!((ended.code, ended.err.as_str()), (Some(0), ""));
    let summary: Value = serde_json::from_str(&ended.out).unwrap();
    let control = &summary["controls"][0]["strata"][0];
    let contest = scenario(&text("kanpur-2024"), None).contest;
    let sum = |votes: fn(&Candidate) -> u64| contest.candidates().iter().map(votes).sum::<u64>();
    assert_eq!(control["votes"], 12);
    assert_eq!(control["of"], sum(Candidate::postal_votes));
    assert_eq!(control["here"], sum(Candidate::total_votes));
    for (text, what) in [
        (with("postal = true\nvotes = 5\nof = 10\nhere = 20\n"), "another is written besides"),
        (with("postal = true\n").replace("{ evm = 776, postal = 2 }", "778"), "the postal votes of"),
        (with("postal = false\n"), "[[control]] has no \"votes\""),
    ] {
        desk.put("b.toml", text);
        let ended = desk.refused(65, &["check", "b.toml"]);
        assert!(ended.contains(what), "{what}: {ended}");
    }
}
