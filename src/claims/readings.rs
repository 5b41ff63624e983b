//! The readings of a claim of votes, each against everything that was counted.

use super::UNITS;
use super::spread::{self, LEAST_PLAUSIBLE};
use super::units::units;
use crate::evidence::{Evidence, country};
use crate::scenario::{Per, Scenario};

/// What arithmetic says of a reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReadingVerdict {
    /// Something that was counted, or a rule, is broken.
    Impossible,
    /// Nothing is broken, but votes would have to lie more evenly over the units than they ever do: the chance
    /// that every unit falls into the range is below [`LEAST_PLAUSIBLE`].
    Implausible,
    /// Nothing that was counted contradicts it.
    Feasible,
}

impl ReadingVerdict {
    /// The word used in files.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            ReadingVerdict::Impossible => "impossible",
            ReadingVerdict::Implausible => "implausible",
            ReadingVerdict::Feasible => "feasible",
        }
    }
}

/// What sets a limit to a reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The candidate's declared votes, as far as they lie where the units are: booths hold no postal votes.
    CandidateTotal,
    /// The votes of everybody together that lie there.
    VotesCast,
    /// The electors of the contest.
    Electors,
    /// The most electors a booth may have.
    BoothCap,
    /// The candidate's votes in the units themselves, where they were counted.
    OwnRows,
}

impl Kind {
    /// The word used in files.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Kind::CandidateTotal => "candidate_total",
            Kind::VotesCast => "votes_cast",
            Kind::Electors => "electors",
            Kind::BoothCap => "booth_cap",
            Kind::OwnRows => "own_row",
        }
    }
}

/// How a limit is broken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Broken {
    /// Even the low end of the claim is too many.
    TooMany,
    /// Even the high end of the claim is too few.
    TooFew,
}

/// A limit, and the claim against it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Limit {
    /// What sets it.
    pub kind: Kind,
    /// The limit, in votes.
    pub limit: u64,
    /// The end of the claim that comes nearest to fitting, in the same unit.
    pub claimed: u64,
    /// How it is broken; `None` where it holds.
    pub broken: Option<Broken>,
    /// Units in which it is broken, of those counted; only for [`Kind::OwnRows`].
    pub rows: Option<(u64, u64)>,
}

impl Limit {
    /// How many times too large or too small the claim is; below 1 where the limit holds. Infinite where nothing
    /// at all was counted.
    #[must_use]
    pub fn factor(&self) -> f64 {
        let (claimed, limit) = (self.claimed as f64, self.limit as f64);
        let factor = match self.broken {
            Some(Broken::TooFew) => limit / claimed,
            _ => claimed / limit,
        };
        if factor.is_nan() { 0.0 } else { factor }
    }
}

/// One way to read a claim.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    /// The unit.
    pub per: Per,
    /// How many such units there were.
    pub units: u64,
    /// The fewest votes the claim then comes to.
    pub low: u64,
    /// The most.
    pub high: u64,
    /// Everything it was held against.
    pub limits: Vec<Limit>,
    /// The chance that every unit falls into the range, where it was asked.
    pub chance: Option<f64>,
    /// What came of it.
    pub verdict: ReadingVerdict,
}

impl Reading {
    /// The tightest limit that is broken: the one broken by the largest factor.
    #[must_use]
    pub fn tightest(&self) -> Option<&Limit> {
        self.limits.iter().filter(|limit| limit.broken.is_some()).max_by(|a, b| {
            // Of two that are equal the first, so the order of the limits decides.
            a.factor().total_cmp(&b.factor()).then(std::cmp::Ordering::Greater)
        })
    }
}

/// A reading that could not be tested.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Missing {
    /// The unit.
    pub per: Per,
    /// The key of the scenario that would tell how many there were.
    pub key: &'static str,
}

/// Every reading of a claim, and those that could not be tested.
pub(super) fn readings(
    scenario: &Scenario,
    evidence: &Evidence,
    candidate: usize,
    claimed: (u64, u64),
) -> (Vec<Reading>, Vec<Missing>) {
    let (mut readings, mut missing) = (Vec::new(), Vec::new());
    for per in UNITS {
        match units(scenario, per) {
            Ok(units) => readings.push(reading(scenario, evidence, candidate, claimed, (per, units))),
            Err(key) => missing.push(Missing { per, key }),
        }
    }
    (readings, missing)
}

fn reading(
    scenario: &Scenario,
    evidence: &Evidence,
    candidate: usize,
    (low, high): (u64, u64),
    (per, units): (Per, u64),
) -> Reading {
    let total = |each: u64| each.saturating_mul(units);
    let mut reading = Reading {
        per,
        units,
        low: total(low),
        high: total(high),
        limits: limits(scenario, evidence, candidate, (low, high), (per, units)),
        chance: None,
        verdict: ReadingVerdict::Feasible,
    };
    if reading.limits.iter().any(|limit| limit.broken.is_some()) {
        reading.verdict = ReadingVerdict::Impossible;
    } else if units > 1 && !reading.limits.iter().any(|limit| limit.kind == Kind::OwnRows) {
        let chance = spread::every_unit_within(scenario, evidence, candidate, (low, high), (per, units));
        reading.chance = Some(chance);
        if chance < LEAST_PLAUSIBLE {
            reading.verdict = ReadingVerdict::Implausible;
        }
    }
    reading
}

/// Everything that sets a limit to a reading, the candidate's own total first.
fn limits(
    scenario: &Scenario,
    evidence: &Evidence,
    candidate: usize,
    (low, high): (u64, u64),
    (per, units): (Per, u64),
) -> Vec<Limit> {
    let contest = &scenario.contest;
    let in_booths = !matches!(per, Per::Contest | Per::RunningTotal);
    let of = |c: usize| {
        let candidate = &contest.candidates()[c];
        if in_booths { candidate.booth_votes() } else { candidate.total_votes() }
    };
    let everybody = (0..contest.candidates().len()).map(of).sum();
    let (least, most) = (low.saturating_mul(units), high.saturating_mul(units));
    let at_most = |kind: Kind, limit: u64, claimed: u64| Limit {
        kind,
        limit,
        claimed,
        broken: (claimed > limit).then_some(Broken::TooMany),
        rows: None,
    };
    let own = of(candidate);
    let mut limits = vec![if most < own && per != Per::RunningTotal {
        // The units together are all there is, so the claim can fall short as well.
        Limit { kind: Kind::CandidateTotal, limit: own, claimed: most, broken: Some(Broken::TooFew), rows: None }
    } else {
        at_most(Kind::CandidateTotal, own, least)
    }];
    limits.extend(own_rows(scenario, candidate, (low, high), per));
    limits.push(at_most(Kind::VotesCast, everybody, least));
    limits.extend(contest.electors.map(|electors| at_most(Kind::Electors, electors, least)));
    if matches!(per, Per::Booth | Per::TableRound) {
        limits.extend(most_electors(scenario, evidence).map(|most| at_most(Kind::BoothCap, most, low)));
    }
    limits
}

/// The most electors a booth may have: as stated, or by the law of its country; in India the Election Commission's rule of the
/// year, 1,500 and from 2025 on 1,200. `None` where no law is known.
pub(super) fn most_electors(scenario: &Scenario, evidence: &Evidence) -> Option<u64> {
    const FROM_2025: u64 = 1_200;
    let year = scenario.contest.date.as_deref().and_then(|date| date.get(..4)?.parse::<u32>().ok());
    match (scenario.counting.most_electors_per_booth, scenario.contest.abroad.as_deref()) {
        (Some(stated), _) => Some(u64::from(stated)),
        (None, Some(abroad)) => country(abroad)?.most_electors.map(u64::from),
        (None, None) if year.is_some_and(|year| year >= 2025) => Some(FROM_2025),
        (None, None) => Some(u64::from(evidence.booth_size.most)),
    }
}

/// The candidate's own counts unit by unit, where they are known: each has to lie in the range.
fn own_rows(scenario: &Scenario, candidate: usize, (low, high): (u64, u64), per: Per) -> Option<Limit> {
    let contest = &scenario.contest;
    let rows: Vec<u64> = match per {
        Per::Booth | Per::TableRound => {
            let table = scenario.booths.as_ref()?;
            let column = table.candidates.iter().position(|id| *id == contest.candidates()[candidate].id)?;
            table.rows.iter().map(|row| u64::from(row.votes[column])).collect()
        }
        Per::Segment => contest.segments().iter().filter_map(|s| s.votes.get(&candidate).copied()).collect(),
        _ => Vec::new(),
    };
    let (&least, &most) = (rows.iter().min()?, rows.iter().max()?);
    let outside = rows.iter().filter(|votes| !(low..=high).contains(votes)).count() as u64;
    let (limit, claimed, broken) = if least < low {
        (least, low, Some(Broken::TooMany))
    } else if most > high {
        (most, high, Some(Broken::TooFew))
    } else {
        (least, low, None)
    };
    Some(Limit { kind: Kind::OwnRows, limit, claimed, broken, rows: Some((outside, rows.len() as u64)) })
}
