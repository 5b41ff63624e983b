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
