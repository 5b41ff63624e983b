//! What many simulations brought, in integers only: merging is addition.

use super::cells::BoothCounts;
use super::sample::{Draw, Scratch, scramble_of};
use super::walk::LANES;
use crate::election::{Outcome, outcome};
use crate::model::{Direction, Group, Model, Without};
use crate::scenario::Method;
use crate::stats::estimate::SCRAMBLES;
use crate::stats::{Estimate, Histogram, Proportion, WeightedHits};
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// Booths beyond which only means are kept: a quantile per booth takes room per booth.
pub const MOST_BOOTHS_WITH_QUANTILES: usize = 20_000;

/// Everything counted over a run of simulations.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Summary {
    /// Simulations counted; under importance sampling the plain half of them, to which everything
    /// but [`Summary::flips()`] belongs.
    pub draws: u64,
    /// Those in which somebody who does not win as recorded wins once every misdirected vote is counted where it was
    /// meant.
    pub flips: u64,
    /// The same of every group's principal.
    pub flips_each: Vec<u64>,
    /// Those in which somebody who does not win as recorded wins where the namesakes do not stand, by statement of
    /// where their own voters go ([`Without::ALL`]).
    pub without: [u64; 5],
    /// Those in which one of the two tallies ends level at the top.
    pub ties: u64,
    /// Wins as recorded, by candidate.
    pub wins_recorded: Vec<u64>,
    /// Wins once every misdirected vote is counted where it was meant, by candidate.
    pub wins_intended: Vec<u64>,
    /// Diverted votes by namesake, as a candidate's index; empty for others.
    pub diverted: Vec<Histogram>,
    /// The margin of the principal in question over the rival once every misdirected vote is counted where it was meant,
    /// less [`Summary::margin_base`].
    pub margin_shift: Histogram,
    /// The same margin as recorded, less the same base.
    pub recorded_shift: Histogram,
    /// Diverted votes per million votes meant for the principal in question.
    pub rate_per_million: Histogram,
    /// One per group.
    pub groups: Vec<GroupSummary>,
    /// Flips among the simulations up to each of [`trace_boundaries`], not cumulated.
    pub trace: Vec<u64>,
    /// Segments, over all simulations, whose drawn rate could not carry the variation of booths.
    pub clipped: u64,
    /// What the method of sampling needs beside the flips to know its error.
    pub method: MethodCounts,
}

/// The flips once more, as the method of sampling needs them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum MethodCounts {
    /// Independent draws need nothing more.
    Plain,
    /// Flips and draws of every scramble.
    Sobol(Vec<(u64, u64)>),
    /// Weighted flips of the plain and of the shifted draws.
    Importance([WeightedHits; 2]),
}

impl MethodCounts {
    fn new(method: Method) -> Self {
        match method {
            Method::Plain => MethodCounts::Plain,
            Method::Sobol => MethodCounts::Sobol(vec![(0, 0); SCRAMBLES]),
            Method::Importance => MethodCounts::Importance([WeightedHits::default(); 2]),
        }
    }

    fn record(&mut self, index: u64, flip: bool, weight: f64, shifted: bool) {
        match self {
            MethodCounts::Plain => {}
            MethodCounts::Sobol(scrambles) => {
                let (hits, draws) = &mut scrambles[scramble_of(index)];
                *hits += u64::from(flip);
                *draws += 1;
            }
            MethodCounts::Importance(strata) => strata[usize::from(shifted)].record(flip, weight),
        }
    }

    fn merge(&mut self, other: &MethodCounts) {
        match (self, other) {
            (MethodCounts::Sobol(ours), MethodCounts::Sobol(theirs)) => {
                ours.iter_mut().zip(theirs).for_each(|(a, b)| *a = (a.0 + b.0, a.1 + b.1));
            }
            (MethodCounts::Importance(ours), MethodCounts::Importance(theirs)) => {
                ours.iter_mut().zip(theirs).for_each(|(a, b)| a.merge(b));
            }
            _ => {}
        }
    }
}

/// What was counted of one group by place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GroupSummary {
    /// Diverted votes of all the group's namesakes together.
    pub all: Histogram,
    /// The same by segment.
    pub segments: Vec<Histogram>,
    /// The same by cell.
    pub booths: BoothCounts,
}

impl Summary {
    /// An empty summary of a model.
    #[must_use]
    pub fn new(model: &Model) -> Self {
        let candidates = model.known.len();
        // Of a contest that is over the law says what lies in each booth.
        let forward = matches!(model.direction, Direction::Prospective(_));
        let cells = if forward { model.world.cells.len() } else { 0 };
        let quantiles = cells * model.groups.len() <= MOST_BOOTHS_WITH_QUANTILES;
        let group = |group: &Group| GroupSummary {
            all: Histogram::new(),
            segments: vec![Histogram::new(); model.world.segments()],
            booths: BoothCounts::new(cells, group.votes.iter().copied().max().unwrap_or(0), quantiles),
        };
        Summary {
            draws: 0,
            flips: 0,
            flips_each: vec![0; model.groups.len()],
            without: [0; 5],
            ties: 0,
            wins_recorded: vec![0; candidates],
            wins_intended: vec![0; candidates],
            diverted: vec![Histogram::new(); candidates],
            margin_shift: Histogram::new(),
            recorded_shift: Histogram::new(),
            rate_per_million: Histogram::new(),
            groups: model.groups.iter().map(group).collect(),
            trace: vec![0; trace_boundaries().len()],
            clipped: 0,
            method: MethodCounts::new(model.method),
        }
    }

    /// An empty summary that counts the seat as a whole and nothing by place.
    #[must_use]
    pub fn of_seat(model: &Model) -> Self {
        let mut summary = Summary::new(model);
        for group in &mut summary.groups {
            group.segments.clear();
            group.booths = BoothCounts::new(0, 0, false);
        }
        summary
    }

    /// What [`Summary::margin_shift`] is counted from: the known margin between principal and rival.
    #[must_use]
    pub fn margin_base(model: &Model) -> i64 {
        let focus = model.focus();
        model.known[focus.principal] - model.known[focus.rival]
    }

    /// Counts the first `lanes` of the eight simulations.
    pub fn record(&mut self, model: &Model, lanes: usize, scratch: &Scratch) {
        let lanes = lanes.min(LANES);
        // Shifted draws tell of flips alone; they come last, or first among neighbours.
        let mut counted = 0..0;
        for lane in 0..lanes {
            let (weight, shifted) = scratch.weight(model.method, lane);
            let (index, draw) = (scratch.indices[lane], &scratch.draws[lane]);
            let flip = Flip::of(model, draw).anybody();
            self.method.record(index, flip, weight, shifted);
            if !shifted {
                counted = if counted.is_empty() { lane } else { counted.start }..lane + 1;
                self.record_tallies(model, index, draw, flip);
            }
        }
        self.record_places(counted, scratch);
    }

    fn record_places(&mut self, lanes: Range<usize>, scratch: &Scratch) {
        if lanes.is_empty() {
            return;
        }
        for (place, counted) in self.groups.iter_mut().enumerate() {
            if counted.segments.is_empty() {
                continue;
            }
            if scratch.by_segment[place].iter().any(|sums| sums[lanes.clone()].iter().any(|&sum| sum > 0)) {
                counted.booths.record(&scratch.by_cell[place], lanes.clone());
            }
            for (histogram, sums) in counted.segments.iter_mut().zip(&scratch.by_segment[place]) {
                sums[lanes.clone()].iter().for_each(|&sum| histogram.record(i64::try_from(sum).unwrap_or(i64::MAX)));
            }
        }
    }

    fn record_tallies(&mut self, model: &Model, index: u64, draw: &Draw, flip: bool) {
        let focus = model.focus();
        let both = Flip::of(model, draw);
        self.draws += 1;
        self.flips += u64::from(flip);
        for (group, count) in model.groups.iter().zip(&mut self.flips_each) {
            *count += u64::from(both.of_candidate(group.principal));
        }
        for (rule, count) in Without::ALL.into_iter().zip(&mut self.without) {
            *count += u64::from(model.onward.says(rule) && without(model, draw, rule, both.recorded));
        }
        self.ties += u64::from(both.recorded == Outcome::Tie || both.intended == Outcome::Tie);
        for (counts, result) in [(&mut self.wins_recorded, both.recorded), (&mut self.wins_intended, both.intended)] {
            if let Outcome::Winner(candidate) = result {
                counts[candidate] += 1;
            }
        }
        let shift = |tally: &[i64]| tally[focus.principal] - tally[focus.rival] - Self::margin_base(model);
        self.margin_shift.record(shift(&draw.intended));
        self.recorded_shift.record(shift(&draw.recorded));
        for (place, (group, counted)) in model.groups.iter().zip(&mut self.groups).enumerate() {
            let mut all = 0;
            for namesake in &group.namesakes {
                let votes = draw.diverted[namesake.candidate];
                self.diverted[namesake.candidate].record(votes);
                all += votes;
            }
            counted.all.record(all);
            if place == model.focus {
                let meant = draw.meant[place].max(1);
                self.rate_per_million.record((all * 1_000_000 + meant / 2) / meant);
            }
        }
        self.trace[trace_boundaries().partition_point(|&end| end <= index)] += u64::from(flip);
        self.clipped += u64::from(draw.clipped);
    }

    /// Adds another summary of the same model.
    pub fn merge(&mut self, other: &Summary) {
        self.draws += other.draws;
        self.flips += other.flips;
        self.without.iter_mut().zip(other.without).for_each(|(a, b)| *a += b);
        self.ties += other.ties;
        self.clipped += other.clipped;
        self.method.merge(&other.method);
        let pairs = [
            (&mut self.wins_recorded, &other.wins_recorded),
            (&mut self.wins_intended, &other.wins_intended),
            (&mut self.trace, &other.trace),
            (&mut self.flips_each, &other.flips_each),
        ];
        for (ours, theirs) in pairs {
            ours.iter_mut().zip(theirs).for_each(|(a, b)| *a += b);
        }
        self.diverted.iter_mut().zip(&other.diverted).for_each(|(a, b)| a.merge(b));
        self.margin_shift.merge(&other.margin_shift);
        self.recorded_shift.merge(&other.recorded_shift);
        self.rate_per_million.merge(&other.rate_per_million);
        for (ours, theirs) in self.groups.iter_mut().zip(&other.groups) {
            ours.all.merge(&theirs.all);
            ours.segments.iter_mut().zip(&theirs.segments).for_each(|(a, b)| a.merge(b));
            ours.booths.merge(&theirs.booths);
        }
    }

    /// The flip probability, with the error of the method by which it was sampled.
    #[must_use]
    pub fn flips(&self) -> Estimate {
        match &self.method {
            MethodCounts::Plain => Proportion { hits: self.flips, draws: self.draws }.into(),
            MethodCounts::Sobol(scrambles) => Estimate::from_scrambles(scrambles),
            MethodCounts::Importance(strata) => Estimate::from_mixture(strata),
        }
    }

    /// The flip probability of every group's principal, from the draws that are counted in full; where every flip is one
    /// principal's, it is that of the contest.
    pub fn flips_of_each(&self) -> impl Iterator<Item = Estimate> + '_ {
        let of =
            |hits: u64| if hits == self.flips { self.flips() } else { Proportion { hits, draws: self.draws }.into() };
        self.flips_each.iter().map(move |&hits| of(hits))
    }

    /// The probability that somebody who did not win as recorded wins without namesakes, by statement.
    #[must_use]
    pub fn without(&self) -> [Estimate; 5] {
        self.without.map(|hits| Proportion { hits, draws: self.draws }.into())
    }

    /// All simulations, shifted ones included.
    #[must_use]
    pub fn simulations(&self) -> u64 {
        match &self.method {
            MethodCounts::Importance(strata) => strata.iter().map(|stratum| stratum.draws).sum(),
            _ => self.draws,
        }
    }
}

/// How one simulation ends, as recorded and once every misdirected vote is counted where it was meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Flip {
    pub recorded: Outcome,
    pub intended: Outcome,
}

impl Flip {
    pub fn of(model: &Model, draw: &Draw) -> Self {
        Flip { recorded: outcome(&draw.recorded, &model.may_win), intended: outcome(&draw.intended, &model.may_win) }
    }

    /// Whether somebody who does not win as recorded wins otherwise.
    pub fn anybody(self) -> bool {
        matches!(self.intended, Outcome::Winner(_)) && self.intended != self.recorded
    }

    /// Whether this candidate does.
    pub fn of_candidate(self, candidate: usize) -> bool {
        self.intended == Outcome::Winner(candidate) && self.anybody()
    }
}

/// Whether somebody who does not win as recorded wins where the namesakes do not stand.
fn without(model: &Model, draw: &Draw, rule: Without, recorded: Outcome) -> bool {
    let mut tally = draw.intended.clone();
    for (group, &own) in model.groups.iter().zip(&draw.own) {
        model.onward.apply(rule, group, own, &mut tally);
    }
    let ends = outcome(&tally, &model.may_win_alone);
    matches!(ends, Outcome::Winner(_)) && ends != recorded
}

/// The draws at which the running flip probability is kept: sixteen to every power of ten, so that
/// the trace is as long for a billion simulations as for a thousand.
#[must_use]
pub fn trace_boundaries() -> &'static [u64] {
    static BOUNDARIES: std::sync::LazyLock<Vec<u64>> = std::sync::LazyLock::new(|| {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the last boundary is 1e9")]
        let mut ends: Vec<u64> = (0..=144).map(|k| libm::round(libm::exp10(f64::from(k) / 16.0)) as u64).collect();
        ends.dedup();
        ends.push(u64::MAX);
        ends
    });
    &BOUNDARIES
}
