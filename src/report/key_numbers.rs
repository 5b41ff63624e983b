//! The numbers of a run in short, for the head of a page.

use super::{Account, Numbers, bound_in_question, names};
use crate::format::{figures, percent, probability};
use crate::wording::Term;

/// Every number with what it is, in the language of the report.
pub(super) fn numbers(account: &Account<'_>, numbers: &Numbers) -> Vec<(String, String)> {
    let wording = account.wording;
    let votes = |number: u64| wording.grouping.votes(number);
    let mut list: Vec<(String, String)> = Vec::new();
    let mut add = |term: Term, value: String| list.push((capital(wording.term(term)), value));
    let candidates = account.scenario.contest.candidates();
    let named = |id: &Option<String>| {
        let place = candidates.iter().position(|candidate| Some(&candidate.id) == id.as_ref())?;
        Some(names::candidate(account, place))
    };
    for (term, id) in [(Term::Winner, &numbers.contest.winner), (Term::RunnerUp, &numbers.contest.runner_up)] {
        if let Some(name) = named(id) {
            add(term, name);
        }
    }
    add(Term::Margin, votes(numbers.contest.margin));
    if let Some(bound) = bound_in_question(account) {
        if let Some(polled) = bound.namesake_votes {
            add(Term::NamesakeVotes, votes(polled));
        }
        if let Some(needed) = bound.votes_needed {
            add(Term::VotesNeeded, votes(needed));
        }
        if let Some(rate) = bound.break_even_rate {
            add(Term::BreakEvenRate, percent(rate));
        }
        if let Some(rate) = bound.max_rate {
            add(Term::MostRate, percent(rate));
        }
    }
    let flip = &numbers.flip;
    let shown = if flip.proved {
        "0".to_owned()
    } else if flip.probability == 0.0 {
        format!("< {}", percent(flip.monte_carlo_interval[1]))
    } else {
        probability(flip.probability, flip.standard_error)
    };
    add(Term::FlipProbability, shown);
    add(Term::StandardError, format!("{} %", figures(100.0 * flip.standard_error)));
    add(Term::ExactLaw, percent(flip.exact));
    add(Term::Booths, votes(u64::from(numbers.contest.booths)));
    add(Term::Simulations, votes(numbers.draws));
    add(Term::Seed, numbers.seed.to_string());
    list
}

/// Words with a capital letter, where the script has any.
fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
