//! Claims and explanations that cannot be: each is refused at its place, with the number that is missing.

use crate::command::{Desk, SMALL, heads};

/// The errors of the small scenario with some more tables.
fn refused(more: &str) -> String {
    let text = format!("{}\n{more}", SMALL.replace("mode = \"prospective\"", "mode = \"retrospective\""));
    Desk::with(&text).refused(65, &["check", "a.toml"])
}

/// What is wrong, one problem a line, without its place.
fn said(errors: &str) -> Vec<String> {
    heads(errors).iter().map(|head| head.splitn(5, ':').last().unwrap_or_default().trim().to_owned()).collect()
}

fn claim(lines: &str) -> String {
    format!("[[claim]]\ntext = \"so many\"\n{lines}\n")
}

#[test]
fn a_claim_about_somebody_who_is_not_there() {
    let errors = refused(&claim("candidate = \"asha3\"\nlow = 500\nhigh = 700\nper = \"contest\""));
    assert_eq!(said(&errors), ["no candidate has the id \"asha3\""]);
    assert!(errors.contains("help: did you mean \"asha"), "{errors}");
}

#[test]
fn low_above_high() {
    let errors = refused(&claim("candidate = \"asha2\"\nlow = 700\nhigh = 500\nper = \"contest\""));
    assert_eq!(said(&errors), ["low = 700 is above high = 500"]);
}

#[test]
fn units_whose_number_the_scenario_lacks() {
    for (per, what, add) in [
        ("round", "number of rounds", "rounds = .. to [counting]"),
        ("table_round", "number of rounds", "rounds = .. to [counting]"),
        ("segment", "segments", "a table [[segment]] for each"),
    ] {
        let errors = refused(&claim(&format!("candidate = \"asha2\"\nlow = 5\nhigh = 7\nper = \"{per}\"")));
        assert_eq!(said(&errors), [format!("this claim needs the {what}, which the scenario does not say")]);
        assert!(errors.contains(&format!("help: add {add}")), "{errors}");
    }
    let tables = claim("candidate = \"asha2\"\nlow = 5\nhigh = 7\nper = \"table_round\"") + "[counting]\nrounds = 3\n";
    assert_eq!(said(&refused(&tables)), ["this claim needs the number of tables, which the scenario does not say"]);
    let nothing = claim("candidate = \"asha2\"\nlow = 5\nhigh = 7\nper = \"contest\"") + "[counting]\nrounds = 0\n";
    assert_eq!(said(&refused(&nothing)), ["rounds = 0, but there is at least one"]);
}

#[test]
fn effects_that_cannot_be_claimed() {
    let errors = refused(&claim("candidate = \"asha\"\neffect = \"would_have_won\""));
    assert_eq!(said(&errors), ["asha is nobody's namesake, so there is nobody to have lost by it"]);
    let errors = refused(&claim("candidate = \"asha2\"\neffect = \"cost_votes\"\nlow = 3"));
    assert_eq!(said(&errors), ["\"cost_votes\" has no \"high\""]);
    let errors = refused(&claim("candidate = \"asha2\"\neffect = \"would_have_won\"\nlow = 3\nper = \"contest\""));
    assert_eq!(said(&errors), ["\"would_have_won\" takes no number of votes", "a claim of effect has no unit"]);
}

#[test]
fn a_scenario_without_claims_has_nothing_to_judge() {
    let errors = Desk::with(SMALL).refused(2, &["claim", "a.toml"]);
    assert_eq!(errors, "error: a.toml: no claim to judge: add a table [[claim]]\n");
}

fn story(name: &str, flows: &[(&str, &str, &str)]) -> String {
    let flow = |(from, to, share): &(&str, &str, &str)| {
        format!("[[explanation.flow]]\nfrom = \"{from}\"\nto = \"{to}\"\n{share}\n")
    };
    format!("[[explanation]]\nname = \"{name}\"\n{}", flows.iter().map(flow).collect::<String>())
}

#[test]
fn flows_that_take_more_votes_than_there_are() {
    // 150 votes for the namesake, 1,000 for the rival, and 2,950 who stayed at home.
    let errors = refused(&story("a", &[("bimal", "asha", "share = 0.7"), ("bimal", "asha2", "share = 0.6")]));
    assert_eq!(
        said(&errors),
        ["the flows from bimal take up to 1300 votes together, but there are 1000: 300 too many"]
    );
    // Each fits, and all together do not.
    let both = story("a", &[("home", "asha", "share = { low = 0.0, high = 0.8 }")])
        + &story("b", &[("home", "asha", "share = 0.3")]);
    assert_eq!(
        said(&refused(&both)),
        ["the flows from home take up to 3245 votes together, but there are 2950: 295 too many"]
    );
    // A share of the receiver's own votes has to come from somebody too.
    let errors = refused(&story("a", &[("asha2", "bimal", "share = 0.5\nof = \"to\"")]));
    assert_eq!(said(&errors), ["the flows from asha2 take up to 500 votes, but there are 150: 350 too many"]);
    assert!(errors.contains("help: lower the shares"), "{errors}");
}

#[test]
fn flows_in_a_circle() {
    let there_and_back = story("a", &[("bimal", "asha", "share = 0.1"), ("asha", "bimal", "share = 0.1")]);
    assert_eq!(said(&refused(&there_and_back)), ["the flows of this explanation go in a circle"]);
    let round = story(
        "a",
        &[("bimal", "asha", "share = 0.1"), ("asha", "home", "share = 0.1"), ("home", "bimal", "share = 0.1")],
    );
    assert_eq!(said(&refused(&round)), ["the flows of this explanation go in a circle"]);
    let apart = story("a", &[("bimal", "asha", "share = 0.1")]) + &story("b", &[("asha", "bimal", "share = 0.1")]);
    let ended = Desk::with(&format!("{SMALL}\n{apart}")).run(&["check", "a.toml"]);
    assert_eq!((ended.code, ended.err.as_str()), (Some(0), ""));
}

#[test]
fn eleven_explanations_are_one_too_many() {
    let eleven: String = (0..11).map(|n| story(&format!("s{n}"), &[("home", "asha", "share = 0.01")])).collect();
    let errors = refused(&eleven);
    assert_eq!(said(&errors), ["there are 11 explanations, and at most 10 can be weighed"]);
    assert!(errors.contains("help: leave some out: 11 have 2048 combinations"), "{errors}");
    let twice = story("same", &[("home", "asha", "share = 0.1")]).repeat(2);
    assert_eq!(said(&refused(&twice)), ["there are two explanations \"same\""]);
}

#[test]
fn flows_that_need_a_number_the_scenario_lacks() {
    let segments =
        "[[segment]]\nid = \"s1\"\nbooths = 2\nvotes = { asha = 400 }\n[[segment]]\nid = \"s2\"\nbooths = 2\n";
    let one = |from: &str, to: &str, rest: &str| {
        said(&refused(
            &(segments.to_owned() + &story("a", &[(from, to, &format!("share = 0.1\nsegments = [\"s1\"]\n{rest}"))])),
        ))
    };
    assert_eq!(one("bimal", "asha", ""), ["this flow needs the votes of bimal in s1, which the scenario does not say"]);
    assert_eq!(
        one("home", "asha", ""),
        ["this flow needs the electors and the votes polled in s1, which the scenario does not say"]
    );
    let own = segments.to_owned() + &story("a", &[("home", "asha", "share = 0.1\nsegments = [\"s1\"]\nof = \"to\"")]);
    let ended = Desk::with(&format!("{SMALL}\n{own}")).run(&["check", "a.toml"]);
    assert_eq!((ended.code, ended.err.as_str()), (Some(0), ""));
    let nobody = SMALL.replace("electors = 5_000\n", "") + &story("a", &[("home", "asha", "share = 0.1")]);
    let errors = Desk::with(&nobody).refused(65, &["check", "a.toml"]);
    assert_eq!(said(&errors), ["this flow needs the number of electors, which the scenario does not say"]);
    let none = refused(&story("a", &[("home", "asha", "")]));
    assert_eq!(said(&none), ["this flow has no share"]);
    let home = refused(&story("a", &[("asha", "home", "share = 0.1\nof = \"to\"")]));
    assert_eq!(said(&home), ["those who stay at home have no votes to take a share of"]);
}
