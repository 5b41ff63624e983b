//! Everything worth saying about a run, as plain data: sentences, numbers, tables and figures.
//!
//! Nothing here draws or writes, and every number in a sentence or a title is computed.

mod assumptions;
mod booths;
mod brief;
mod calibration;
mod claims;
mod comparisons;
mod dials;
mod draws;
mod explanations;
mod figures;
mod glance;
mod key_numbers;
mod likeness;
mod names;
mod numbers;
mod places;
mod search;
mod states;
pub mod sweep;
mod tables;
mod totals;
mod verdict;
mod warnings;

pub use assumptions::Assumption;
pub use brief::{Brief, Known, Measure};
pub use calibration::{calibration, calibration_head};
pub use claims::{Bar, ClaimReport, claim_numbers, claims};
pub use dials::{CurvePicture, Dial, Mark, Stop, curve, dials};
pub use draws::{draw_columns, draw_row};
pub use explanations::{Explanations, StoryReport};
pub use figures::CHARTS;
pub use glance::{Glance, MarginPicture, glance, rate_set};
pub use likeness::{Likeness, NameParts, WordPair};
pub use numbers::*;
pub use search::{Search, left_out, search_notes};
pub use tables::overview;
pub use totals::bound_numbers;
pub use verdict::Verdict;

use crate::bounds::Bound;
use crate::figure::{Columns, Figure};
use crate::scenario::Scenario;
use crate::study::Outcome;
use crate::wording::Wording;

/// An outcome as it is told: in one language, with numbers written one way.
#[derive(Debug, Clone, Copy)]
struct Account<'a> {
    outcome: &'a Outcome,
    wording: Wording,
}

/// Whatever the outcome has, its account has.
impl std::ops::Deref for Account<'_> {
    type Target = Outcome;

    fn deref(&self) -> &Outcome {
        self.outcome
    }
}

/// Everything worth saying about a run.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    /// The question.
    pub title: String,
    /// Seat and election.
    pub contest: String,
    /// The language of the report, and how it writes numbers.
    pub wording: Wording,
    /// The answer in words.
    pub verdict: Verdict,
    /// The answer as one screen has it.
    pub brief: Brief,
    /// What was said, judged; empty where the scenario has no claim.
    pub claims: Vec<ClaimReport>,
    /// The rival explanations, where there are any.
    pub explanations: Option<Explanations>,
    /// What booth returns show; empty where there are none.
    pub booths_show: Vec<String>,
    /// The answer in numbers.
    pub numbers: Numbers,
    /// Every assumption that carries the numbers, in the report's language.
    pub assumptions: Vec<Assumption>,
    /// What a reader must know before relying on the numbers, in the report's language.
    pub warnings: Vec<String>,
    /// The numbers in short, with what each is.
    pub key_numbers: Vec<(String, String)>,
    /// One row per segment.
    pub segments: Columns,
    /// One row per booth.
    pub booths: Columns,
    /// The pictures.
    pub figures: Vec<Figure>,
}

impl Report {
    /// Puts an outcome into words, numbers, tables and figures.
    #[must_use]
    pub fn new(outcome: &Outcome, wording: Wording) -> Report {
        let wording = called(&outcome.scenario, wording);
        let account = &Account { outcome, wording };
        // Scripts read the same words whatever language the report is in.
        let plain = &Account { outcome, wording: called(&outcome.scenario, Wording::default()) };
        let mut numbers = totals::numbers(account, assumptions::assumptions(plain), warnings::warnings(plain));
        numbers.claims = claim_numbers(&account.scenario, &account.claims);
        (numbers.explanations, numbers.explanations_together) = explanations::numbers(account);
        let told = claims(&account.scenario, &account.claims, wording);
        let places: Vec<Vec<places::Booth>> =
            (0..account.model.groups.len()).map(|at| places::booths(account, at)).collect();
        let brief = brief::brief(account, &numbers, &told);
        let mut figures = figures::figures(account, &numbers, &brief.measures, &places[account.model.focus]);
        figures.extend(figures::claims::figures(account, &told));
        figures.iter_mut().for_each(|figure| figure.grouping = wording.grouping);
        let verdict = verdict::verdict(account, &numbers);
        Report {
            title: names::local(wording, &account.scenario.title, account.scenario.title_local.as_ref()),
            contest: names::contest(account),
            wording: account.wording,
            brief,
            claims: told,
            explanations: explanations::explanations(account),
            booths_show: booths::lines(account),
            assumptions: assumptions::assumptions(account),
            warnings: warnings::warnings(account),
            key_numbers: key_numbers::numbers(account, &numbers),
            segments: tables::segments(account),
            booths: tables::booths(account, &places),
            figures,
            numbers,
            verdict,
        }
    }
}

/// The wording with the words of the contest's country.
fn called(scenario: &Scenario, wording: Wording) -> Wording {
    let abroad = scenario.contest.abroad.as_deref().and_then(crate::evidence::country);
    abroad.map_or(wording, |country| wording.calling(&country.place, &country.places))
}

/// The bound of the principal whose seat is in question.
fn bound_in_question<'a>(account: &Account<'a>) -> Option<&'a Bound> {
    account.outcome.bounds.iter().find(|bound| bound.principal == account.model.focus().principal)
}
