//! A valid scenario: the contest, and what is believed of it.

use super::{Claim, Comparison, Control, Counting, Explanation, Returns, Rule, Sweep};
use crate::election::Contest;
use crate::returns::BoothTable;
use crate::stats::RateLaw;

/// Which way the model runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// The contest is over and the votes are recorded: what was meant?
    Retrospective,
    /// The contest is to come and the votes are intended: what will be recorded?
    Prospective,
}

impl Mode {
    /// The word used in files.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Mode::Retrospective => "retrospective",
            Mode::Prospective => "prospective",
        }
    }
}

/// What is believed of confusion. `None` means: as the evidence has it.
#[derive(Debug, Clone, PartialEq)]
pub struct Confusion {
    /// The rate of each pair, per vote intended for the principal. A stated rate is the rate: names,
    /// photographs and the chance of not being confusable at all are then already in it.
    pub rate: Option<RateLaw>,
    /// Spread of the log rate between segments.
    pub segment_sd: Option<f64>,
    /// Coefficient of variation of a booth's rate within its segment.
    pub booth_cv: Option<f64>,
    /// The share of diverted voters who return to the principal.
    pub return_share: RateLaw,
}

/// Where a namesake's own supporters go when they do not stand: shares that add up to 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct GoesTo {
    /// To their principal.
    pub principal: f64,
    /// To the principal's strongest rival.
    pub winner: f64,
    /// To the other candidates, in proportion to their votes.
    pub others: f64,
    /// To NOTA.
    pub nota: f64,
    /// Nowhere.
    pub home: f64,
}

/// What is believed of a namesake's own support. `None` means: as the evidence has it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct OwnSupport {
    /// Votes of a typical independent.
    pub typical_votes: Option<f64>,
    /// Where own supporters go.
    pub goes_to: Option<GoesTo>,
}

/// How uncertain intended votes are: standard deviations of log ratios; 0 takes them as given.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Support {
    /// Over the whole contest.
    pub contest_sd: f64,
    /// Between segments.
    pub segment_sd: f64,
    /// Between booths.
    pub booth_sd: f64,
}

impl Support {
    /// Whether the intended votes are taken as given.
    #[must_use]
    pub fn is_fixed(&self) -> bool {
        self.contest_sd == 0.0 && self.segment_sd == 0.0 && self.booth_sd == 0.0
    }
}

/// Where the effects that all booths of a simulation share come from.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Method {
    /// Independent draws.
    #[default]
    Plain,
    /// Scrambled Sobol' points: fewer draws for the same error.
    Sobol,
    /// Half of the draws plain, half shifted to where the result flips: for rare flips.
    Importance,
}

impl Method {
    /// The word used in files.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Method::Plain => "plain",
            Method::Sobol => "sobol",
            Method::Importance => "importance",
        }
    }
}

/// How to simulate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Simulation {
    /// How many simulations.
    pub draws: u64,
    /// The seed of every stream.
    pub seed: u64,
    /// Where the shared effects come from.
    pub method: Method,
}

/// A scenario that reads, adds up and can be run. Made by [`super::File::build`].
#[derive(Debug, Clone, PartialEq)]
pub struct Scenario {
    /// The question.
    pub title: String,
    /// The same in the local language, where the scenario has it.
    pub title_local: Option<String>,
    /// Which way the model runs.
    pub mode: Mode,
    /// The contest.
    pub contest: Contest,
    /// The booths as counted, where a booth file was given.
    pub booths: Option<BoothTable>,
    /// What is believed of confusion.
    pub confusion: Confusion,
    /// What is believed of own support.
    pub own_support: OwnSupport,
    /// Rules that move votes by themselves.
    pub rule: Rule,
    /// Votes for the same candidates where the cause could not act.
    pub controls: Vec<Control>,
    /// How uncertain intended votes are.
    pub support: Support,
    /// How to simulate.
    pub simulation: Simulation,
    /// How the votes were counted.
    pub counting: Counting,
    /// What was counted here in other elections.
    pub comparisons: Vec<Comparison>,
    /// Sentences to be tested.
    pub claims: Vec<Claim>,
    /// Rival stories.
    pub explanations: Vec<Explanation>,
    /// Parameters to run over.
    pub sweeps: Vec<Sweep>,
    /// Raw returns to be read.
    pub returns: Option<Returns>,
    /// The paths of values that were laid over what is written, such as `confusion.rate`.
    pub set: Vec<String>,
}

impl Scenario {
    /// Whether a value, or a table it is in, or a part of it, was laid over what is written.
    #[must_use]
    pub fn is_set(&self, path: &str) -> bool {
        let within = |one: &str, other: &str| {
            one.strip_prefix(other).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        };
        self.set.iter().any(|set| within(path, set) || within(set, path))
    }
}
