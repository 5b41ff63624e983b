//! Claims in words, in numbers and as a table.

use super::names;
use super::numbers::{
    ClaimNumbers, EffectNumbers, GroundNumbers, JudgedNumbers, LimitNumbers, MattersNumbers, NotTested, ReadingNumbers,
};
use crate::bounds::Verdict;
use crate::claims::{
    Broken, EffectVerdict, Finding, Ground, Judged, Judgement, Kind, Limit, Matters, Reading, ReadingVerdict,
};
use crate::figure::{Cell, Columns};
use crate::format::{nine_figures, probability};
use crate::scenario::{Claim, Per, Said, Scenario};
use crate::wording::{Sentence, Term, Wording};

/// A claim as a page shows it.
#[derive(Debug, Clone, PartialEq)]
pub struct ClaimReport {
    /// The sentence, with its source.
    pub quoted: String,
    /// The verdict on the claim as it was said, in the report's language.
    pub verdict: String,
    /// One sentence a reading, then what survives and whether it matters.
    pub lines: Vec<String>,
    /// One row a reading; empty for a claim of effect.
    pub readings: Columns,
    /// The readings themselves, for a figure.
    pub bars: Vec<Bar>,
}

/// One reading as a bar: what it claims against what was possible.
#[derive(Debug, Clone, PartialEq)]
pub struct Bar {
    /// The reading, in the report's language.
    pub name: String,
    /// The fewest votes claimed.
    pub low: u64,
    /// The most votes claimed.
    pub high: u64,
    /// Whether the claim fails by this reading.
    pub fails: bool,
    /// Every limit: its name and votes.
    pub limits: Vec<(String, u64)>,
}

/// Every claim of a scenario, told.
#[must_use]
pub fn claims(scenario: &Scenario, findings: &[Finding], wording: Wording) -> Vec<ClaimReport> {
    findings.iter().map(|finding| tell(scenario, finding, wording)).collect()
}

fn tell(scenario: &Scenario, finding: &Finding, wording: Wording) -> ClaimReport {
    let claim = &scenario.claims[finding.claim];
    let quoted = wording.say(&Sentence::Quoted { text: &claim.text, source: claim.source.as_deref() });
    let candidate = &names::candidate_in(scenario, wording, claim.candidate);
    let principal = scenario.contest.pairs().iter().find(|pair| pair.namesake == claim.candidate);
    let principal = &principal.map_or_else(String::new, |pair| names::candidate_in(scenario, wording, pair.principal));
    let verdict = verdict_word(&finding.judgement, wording);
    let mut lines = vec![wording.say(&match claim.said {
        Said::Counted { low, high, per } => {
            let unit = wording.term(unit(per));
            Sentence::SaysVotes { candidate, low, high, unit, verdict }
        }
        Said::WouldHaveWon => Sentence::SaysWouldHaveWon { candidate, principal, verdict },
        Said::CostVotes { low, high } => Sentence::SaysCost { candidate, principal, low, high, verdict },
    })];
    let mut bars = Vec::new();
    match &finding.judgement {
        Judgement::Counted { readings, missing, .. } => {
            let all = scenario.contest.candidates()[claim.candidate].total_votes();
            lines.extend(readings.iter().map(|reading| read(reading, all, wording)));
            lines.extend(missing.iter().map(|missing| {
                wording.say(&Sentence::NotTested { unit: wording.term(unit(missing.per)), key: missing.key })
            }));
            lines.push(survivors(readings, wording));
            bars.extend(readings.iter().map(|reading| bar(reading, wording)));
        }
        Judgement::Effect(judged) => lines.push(effect(judged.as_ref(), principal, wording)),
    }
    lines.extend(finding.matters.map(|matters| matter(&matters, scenario, wording)));
    ClaimReport { quoted, verdict: verdict.to_owned(), lines, readings: table(&finding.judgement), bars }
}

/// The verdict on a claim as it was said, as a word of the language.
fn verdict_word(judgement: &Judgement, wording: Wording) -> &'static str {
    wording.term(match judgement {
        Judgement::Counted { .. } => match judgement.as_said().map(|reading| reading.verdict) {
            Some(ReadingVerdict::Impossible) => Term::Impossible,
            Some(ReadingVerdict::Implausible) => Term::Implausible,
            Some(ReadingVerdict::Feasible) => Term::Feasible,
            None => Term::Undecided,
        },
        Judgement::Effect(judged) => match judged.as_ref().map(|judged| judged.verdict) {
            Some(EffectVerdict::Supported) => Term::Supported,
            Some(EffectVerdict::Refuted) => Term::Refuted,
            Some(EffectVerdict::Undecided) | None => Term::Undecided,
        },
    })
}

/// What a unit is called.
pub(super) fn unit(per: Per) -> Term {
    match per {
        Per::Booth => Term::EveryBooth,
        Per::Segment => Term::EverySegment,
        Per::Round => Term::EveryRound,
        Per::TableRound => Term::EveryTableRound,
        Per::Contest => Term::WholeContest,
        Per::RunningTotal => Term::RunningTotal,
    }
}

fn read(reading: &Reading, all: u64, wording: Wording) -> String {
    let unit = wording.term(unit(reading.per));
    let read = Sentence::ReadAs { unit, units: reading.units, low: reading.low, high: reading.high };
    let because = match (reading.verdict, reading.tightest(), reading.chance) {
        (ReadingVerdict::Impossible, Some(limit), _) => broken(limit, all),
        (ReadingVerdict::Implausible, _, Some(chance)) => Sentence::TooEven { chance },
        _ => Sentence::NothingAgainst,
    };
    format!("{} {}", wording.say(&read), wording.say(&because))
}

fn broken(limit: &Limit, all: u64) -> Sentence<'static> {
    let (votes, factor) = (limit.limit, limit.factor());
    match (limit.kind, limit.broken) {
        (Kind::CandidateTotal, Some(Broken::TooFew)) => Sentence::TotalTooLarge { polled: votes, factor },
        (Kind::CandidateTotal, _) => {
            Sentence::TotalTooSmall { polled: votes, all: (all != votes).then_some(all), factor }
        }
        (Kind::VotesCast, _) => Sentence::CastTooFew { cast: votes, factor },
        (Kind::Electors, _) => Sentence::ElectorsTooFew { electors: votes, factor },
        (Kind::BoothCap, _) => Sentence::BoothTooSmall { most: votes, factor },
        (Kind::OwnRows, _) => {
            let (outside, rows) = limit.rows.unwrap_or((1, 1));
            Sentence::RowsOutside { outside, rows, farthest: votes }
        }
    }
}

fn survivors(readings: &[Reading], wording: Wording) -> String {
    let feasible = readings.iter().filter(|reading| reading.verdict == ReadingVerdict::Feasible);
    let names: Vec<String> = feasible.map(|reading| wording.term(unit(reading.per)).to_owned()).collect();
    if names.is_empty() {
        return wording.say(&Sentence::NoneSurvives);
    }
    wording.say(&Sentence::Survives { readings: &wording.listed(&names) })
}

fn effect(judged: Option<&Judged>, principal: &str, wording: Wording) -> String {
    let Some(judged) = judged else { return wording.say(&Sentence::NotSimulated) };
    match judged.ground {
        Ground::TooFew { polled, needed } => wording.say(&Sentence::PolledFewer { polled, needed }),
        Ground::WonAnyway { margin } => wording.say(&Sentence::WonAnyway { principal, margin }),
        Ground::Probability { probability: share, standard_error, draws } => {
            let error = 100.0 * standard_error;
            wording.say(&Sentence::SoIn { probability: &probability(share, standard_error), draws, error })
        }
    }
}

fn matter(matters: &Matters, scenario: &Scenario, wording: Wording) -> String {
    let (votes, needed) = (matters.votes, matters.needed);
    wording.say(&match matters.verdict {
        Verdict::Impossible => Sentence::DoesNotMatter { votes, needed },
        Verdict::TieAtMost => Sentence::MattersForTie { votes, needed },
        Verdict::Possible => Sentence::CouldMatter { votes, needed },
        Verdict::NotApplicable => {
            return wording
                .say(&Sentence::NoSeatLost { principal: &names::candidate_in(scenario, wording, matters.whose) });
        }
    })
}

fn bar(reading: &Reading, wording: Wording) -> Bar {
    let total = |limit: &Limit| match limit.kind {
        // What one booth may hold, over all of them.
        Kind::BoothCap => limit.limit.saturating_mul(reading.units),
        _ => limit.limit,
    };
    let named = |limit: &&Limit| limit.kind != Kind::OwnRows;
    Bar {
        name: wording.term(unit(reading.per)).to_owned(),
        low: reading.low,
        high: reading.high,
        fails: reading.verdict != ReadingVerdict::Feasible,
        limits: reading
            .limits
            .iter()
            .filter(named)
            .map(|limit| match limit.kind {
                Kind::BoothCap => (wording.term(Term::AllBoothsFull).to_owned(), total(limit)),
                kind => (wording.term(limit_name(kind)).to_owned(), total(limit)),
            })
            .collect(),
    }
}

/// What a limit is called.
fn limit_name(kind: Kind) -> Term {
    match kind {
        Kind::CandidateTotal => Term::CandidateTotal,
        Kind::VotesCast => Term::VotesCast,
        Kind::Electors => Term::Electors,
        Kind::BoothCap => Term::BoothCap,
        Kind::OwnRows => Term::OwnRows,
    }
}

/// The word of a unit in files.
fn per_word(per: Per) -> &'static str {
    match per {
        Per::Booth => "booth",
        Per::Segment => "segment",
        Per::Round => "round",
        Per::TableRound => "table_round",
        Per::Contest => "contest",
        Per::RunningTotal => "running_total",
    }
}

fn table(judgement: &Judgement) -> Columns {
    let mut table = Columns::new(["per", "units", "low", "high", "verdict", "bound", "limit", "factor"]);
    let Judgement::Counted { readings, .. } = judgement else { return table };
    let whole = |number: u64| Cell::from(number);
    for reading in readings {
        let broken = reading.tightest();
        table.push(vec![
            per_word(reading.per).into(),
            whole(reading.units),
            whole(reading.low),
            whole(reading.high),
            reading.verdict.word().into(),
            broken.map_or(Cell::Empty, |limit| limit.kind.word().into()),
            broken.map_or(Cell::Empty, |limit| whole(limit.limit)),
            broken.and_then(finite).map_or(Cell::Empty, Cell::Number),
        ]);
    }
    table
}

fn finite(limit: &Limit) -> Option<f64> {
    Some(limit.factor()).filter(|factor| factor.is_finite()).map(nine_figures)
}

/// The `claims` of summary.json.
#[must_use]
pub fn claim_numbers(scenario: &Scenario, findings: &[Finding]) -> Vec<ClaimNumbers> {
    findings.iter().map(|finding| numbers(scenario, finding)).collect()
}

fn numbers(scenario: &Scenario, finding: &Finding) -> ClaimNumbers {
    let claim: &Claim = &scenario.claims[finding.claim];
    let id = |c: usize| scenario.contest.candidates()[c].id.clone();
    let judged = match (&finding.judgement, claim.said) {
        (Judgement::Counted { per, readings, missing }, _) => {
            let feasible = readings.iter().filter(|reading| reading.verdict == ReadingVerdict::Feasible);
            JudgedNumbers::Counted {
                per: per_word(*per),
                readings: readings.iter().map(reading_numbers).collect(),
                not_tested: missing.iter().map(|one| NotTested { per: per_word(one.per), needs: one.key }).collect(),
                survive: feasible.map(|reading| per_word(reading.per)).collect(),
            }
        }
        (Judgement::Effect(judged), said) => JudgedNumbers::Effect {
            effect: match said {
                Said::CostVotes { low, high } => EffectNumbers { word: "cost_votes", low: Some(low), high: Some(high) },
                _ => EffectNumbers { word: "would_have_won", low: None, high: None },
            },
            ground: judged.as_ref().map(|judged| match judged.ground {
                Ground::TooFew { polled, needed } => GroundNumbers::TooFew { by: "arithmetic", polled, needed },
                Ground::WonAnyway { margin } => GroundNumbers::WonAnyway { by: "arithmetic", won_by: margin },
                Ground::Probability { probability, standard_error, draws } => GroundNumbers::Probability {
                    by: "draws",
                    probability: nine_figures(probability),
                    standard_error: nine_figures(standard_error),
                    draws,
                },
            }),
        },
    };
    let matters = finding.matters.map(|matters| MattersNumbers {
        verdict: match matters.verdict {
            Verdict::Impossible => "does_not_matter",
            Verdict::TieAtMost => "tie_at_most",
            Verdict::Possible => "could_matter",
            Verdict::NotApplicable => "won_anyway",
        },
        candidate_votes: matters.votes,
        votes_needed: matters.needed,
        principal: id(matters.whose),
    });
    ClaimNumbers {
        text: claim.text.clone(),
        source: claim.source.clone(),
        candidate: id(claim.candidate),
        verdict: finding.judgement.word(),
        judged,
        matters,
    }
}

fn reading_numbers(reading: &Reading) -> ReadingNumbers {
    let limit = |limit: &Limit| LimitNumbers {
        bound: limit.kind.word(),
        limit: limit.limit,
        claimed: limit.claimed,
        broken: limit.broken.map(|broken| match broken {
            Broken::TooMany => "too_many",
            Broken::TooFew => "too_few",
        }),
        factor: finite(limit),
    };
    let tightest = reading.tightest();
    ReadingNumbers {
        per: per_word(reading.per),
        units: reading.units,
        low: reading.low,
        high: reading.high,
        verdict: reading.verdict.word(),
        bound: tightest.map(|limit| limit.kind.word()),
        limit: tightest.map(|limit| limit.limit),
        factor: tightest.and_then(finite),
        chance: reading.chance.map(nine_figures),
        limits: reading.limits.iter().map(limit).collect(),
    }
}
