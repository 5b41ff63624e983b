//! Keys of contests elsewhere: what they refuse, where, and with which cure.

use crate::contests::scenario;
use crate::world::text;
use humnaam::scenario::{Place, Problem, Sources, parse};

/// The problems of a scenario that must be refused, each with the text it points at.
pub fn refused(text: &str) -> Vec<(String, String, String)> {
    let problems = match parse(&Sources::new("t.toml", text)) {
        Ok(file) => file.build(None).expect_err(text),
        Err(problems) => problems,
    };
    let place = |problem: &Problem| match &problem.place {
        Place::Text(span) => text[span.clone()].to_owned(),
        Place::Table { file, .. } => file.clone(),
    };
    problems.iter().map(|problem| (place(problem), problem.what.clone(), problem.help.clone())).collect()
}

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
