//! Everything worth saying about a run, as plain data: sentences, numbers, tables and figures.
//!
//! Nothing here draws or writes, and every number in a sentence or a title is computed.

mod assumptions;
mod booths;
mod claims;
mod compared;
mod draws;
mod explanations;
mod figures;
mod key;
mod likeness;
mod names;
mod numbers;
mod places;
mod search;
pub mod sweep;
mod tables;
mod totals;
mod verdict;
mod warnings;

pub use assumptions::Assumption;
pub use claims::{Bar, ClaimReport, claim_numbers, claims};
pub use draws::{draw_columns, draw_row};
pub use explanations::{Explanations, StoryReport};
pub use figures::CHARTS;
pub use likeness::{Likeness, NameParts, WordPair};
pub use numbers::{
    BoundNumbers, ContestNumbers, FlipNumbers, Numbers, RateSpread, SCHEMA, SegmentNumbers, Spread, WinNumbers,
    WithoutNumber, WithoutNumbers,
};
pub use search::Search;
pub use tables::overview;
pub use verdict::Verdict;

use crate::bounds::{self, Bound};
use crate::engine::{Summary, law};
use crate::evidence::Evidence;
use crate::explain::Explained;
use crate::figure::{Columns, Figure};
use crate::inference::Inference;
use crate::model::Model;
use crate::scenario::{Mode, Scenario};
use crate::wording::Wording;

/// A run and what it was made from: all a report is told.
#[derive(Debug, Clone, Copy)]
pub struct Study<'a> {
    /// What was asked.
    pub scenario: &'a Scenario,
    /// What was believed.
    pub evidence: &'a Evidence,
    /// What was run.
    pub model: &'a Model,
    /// What came out.
    pub summary: &'a Summary,
    /// What booth returns taught, where there are any.
    pub inference: &'a Inference,
    /// The explanations, weighed, where there are any.
    pub explained: Option<&'a Explained>,
    /// What the law says, without a draw.
    pub law: &'a law::Answer,
    /// The standard error at which the run was to stop, where one was asked for.
    pub until: Option<f64>,
    /// The language of the report, and how it writes numbers.
    pub wording: Wording,
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
    /// Puts a run into words, numbers, tables and figures.
    #[must_use]
    pub fn new(study: &Study<'_>) -> Report {
        let bounds = bounds_of(study);
        // Scripts read the same words whatever language the report is in.
        let plain = &Study { wording: Wording::default(), ..*study };
        let (assumptions, warnings) = (assumptions::assumptions(plain), warnings::warnings(plain, &bounds));
        let said = crate::claims::judge(study.scenario, study.evidence, Some((study.model, study.summary)));
        let mut numbers = totals::numbers(study, &bounds, assumptions, warnings);
        numbers.claims = claim_numbers(study.scenario, &said);
        (numbers.explanations, numbers.explanations_together) = explanations::numbers(study);
        let told = claims(study.scenario, &said, study.wording);
        let places: Vec<Vec<places::Booth>> =
            (0..study.model.groups.len()).map(|at| places::booths(study, at)).collect();
        let mut figures = figures::figures(study, &bounds, &numbers, &places[study.model.focus]);
        figures.extend(figures::said::figures(study, &said, &told));
        figures.iter_mut().for_each(|figure| figure.grouping = study.wording.grouping);
        let verdict = verdict::verdict(study, &bounds, &numbers);
        Report {
            title: study.scenario.title.clone(),
            contest: names::contest(study),
            wording: study.wording,
            claims: told,
            explanations: explanations::explanations(study),
            booths_show: booths::lines(study),
            assumptions: assumptions::assumptions(study),
            warnings: warnings::warnings(study, &bounds),
            key_numbers: key::numbers(study, &bounds, &numbers),
            segments: tables::segments(study),
            booths: tables::booths(study, &places),
            figures,
            numbers,
            verdict,
        }
    }

    /// By how many standard errors a simulated flip probability, of the contest or of a principal, misses the exact one
    /// at the most. Beyond 5 the run has failed its own check.
    #[must_use]
    pub fn deviation(study: &Study<'_>) -> f64 {
        let all = law::deviation(&study.summary.flips(), study.law.flip);
        let each = study.law.each.iter().zip(study.summary.flips_of_each());
        each.map(|(&exact, flips)| law::deviation(&flips, exact)).fold(all, f64::max)
    }
}

/// The bounds of every principal of the contest.
fn bounds_of(study: &Study<'_>) -> Vec<Bound> {
    let typical = study.scenario.own_support.typical_votes;
    let booths = Some(study.model.world.booths);
    match study.scenario.mode {
        Mode::Retrospective => bounds::recorded(&study.scenario.contest, booths, typical),
        Mode::Prospective => bounds::intended(&study.scenario.contest, booths, typical),
    }
}

/// The bound of the principal whose seat is in question.
fn bound_in_question<'b>(study: &Study<'_>, bounds: &'b [Bound]) -> Option<&'b Bound> {
    bounds.iter().find(|bound| bound.principal == study.model.focus().principal)
}
