//! From a run to the numbers of `summary.json`.

use super::numbers::{
    BoundNumbers, ByName, ContestNumbers, ControlNumbers, CreditedNumbers, FlipNumbers, MedianVotes, Numbers,
    RateSpread, SCHEMA, SegmentNumbers, Spread, StratumNumbers, WinNumbers, WithoutNumber, WithoutNumbers,
};
use super::{Account, Assumption, names};
use crate::bounds::Bound;
use crate::engine::Summary;
use crate::engine::law::Exact;
use crate::format::nine_figures;
use crate::model::{Model, Namesake, Without};
use crate::scenario::{Control, Scenario, Stratum};
use crate::stats::Estimate;
use crate::stats::interval::LEVEL;
use crate::stats::{Histogram, STREAMS_VERSION};

pub(super) fn numbers(account: &Account<'_>, assumptions: Vec<Assumption>, warnings: Vec<String>) -> Numbers {
    let summary = &account.summary;
    let id = |c: usize| account.scenario.contest.candidates()[c].id.clone();
    let namesakes = account.model.groups.iter().flat_map(|group| &group.namesakes);
    let diverted = namesakes.map(|namesake| (id(namesake.candidate), spread(&summary.diverted[namesake.candidate], 0)));
    Numbers {
        schema: SCHEMA,
        title: account.scenario.title.clone(),
        mode: account.scenario.mode.word(),
        seed: account.model.seed,
        draws: summary.simulations(),
        streams_version: STREAMS_VERSION,
        contest: contest(account),
        bounds: account.bounds.iter().map(|bound| judged(account, bound)).collect(),
        principal: id(account.model.focus().principal),
        flip: flip(account),
        without_namesakes: without(account),
        credited: credited(account),
        controls: controls(account),
        ties: summary.ties,
        wins: WinNumbers {
            recorded: wins(account, &summary.wins_recorded),
            intended: wins(account, &summary.wins_intended),
        },
        diverted: diverted.collect(),
        counterfactual_margin: spread(&summary.margin_shift, Summary::margin_base(&account.model)),
        recorded_margin: spread(&summary.recorded_shift, Summary::margin_base(&account.model)),
        confusion_rate: rate(&summary.rate_per_million),
        segments: segments(account),
        claims: Vec::new(),
        explanations: Vec::new(),
        explanations_together: None,
        placebo: super::booths::numbers(account),
        assumptions,
        warnings,
    }
}

fn controls(account: &Account<'_>) -> Vec<ControlNumbers> {
    let of = |control: &Control| {
        let namesakes = account.model.groups.iter().flat_map(|group| &group.namesakes);
        let law = namesakes.filter(|one| one.candidate == control.candidate).find_map(|one| one.own_support.control)?;
        Some(ControlNumbers {
            candidate: account.scenario.contest.candidates()[control.candidate].id.clone(),
            kind: control.kind.word(),
            name: control.name.clone(),
            expected: nine_figures(control.strata.iter().map(Stratum::expected).sum()),
            spread: law.spread,
            p05: law.quantile(0.05),
            p50: law.quantile(0.5),
            p95: law.quantile(0.95),
            strata: control.strata.iter().map(stratum).collect(),
        })
    };
    account.scenario.controls.iter().filter_map(of).collect()
}

fn stratum(stratum: &Stratum) -> StratumNumbers {
    StratumNumbers {
        name: stratum.name.clone(),
        votes: stratum.votes,
        of: stratum.of,
        here: stratum.here,
        recorded: stratum.recorded,
        expected: nine_figures(stratum.expected()),
    }
}

fn credited(account: &Account<'_>) -> Option<CreditedNumbers> {
    let contest = &account.scenario.contest;
    let count = account.scenario.rule.credits_votes.then(|| crate::bounds::credited(contest)).flatten()?;
    let id = |c: usize| contest.candidates()[c].id.clone();
    let [first, second] = count.leading.map(|c| count.votes[c]);
    Some(CreditedNumbers {
        rule: "credits_votes",
        winner: count.winner.map(id),
        changes: count.changes(),
        margin: first - second,
        votes: count.votes.iter().enumerate().map(|(c, &votes)| (id(c), votes)).collect(),
    })
}

fn contest(account: &Account<'_>) -> ContestNumbers {
    let contest = &account.scenario.contest;
    let ranking = contest.ranking();
    let votes = |place: usize| ranking.get(place).map_or(0, |&c| contest.candidates()[c].total_votes());
    let margin = votes(0) - votes(1);
    let id = |place: usize| ranking.get(place).map(|&c| contest.candidates()[c].id.clone());
    ContestNumbers {
        winner: id(0).filter(|_| margin > 0),
        runner_up: id(1),
        margin,
        valid_votes: contest.valid_votes(),
        booths: account.model.world.booths,
        booths_synthetic: account.model.world.synthetic,
    }
}

/// What arithmetic says of a principal, in the numbers of `summary.json`; the flip, which is none of arithmetic's, is left
/// open.
#[must_use]
pub fn bound_numbers(scenario: &Scenario, bound: &Bound) -> BoundNumbers {
    let id = |c: usize| scenario.contest.candidates()[c].id.clone();
    BoundNumbers {
        principal: id(bound.principal),
        namesakes: bound.namesakes.iter().map(|&c| id(c)).collect(),
        verdict: bound.verdict.word(),
        flip: None,
        namesake_votes: bound.namesake_votes,
        margin: bound.margin,
        votes_needed: bound.votes_needed,
        share_needed: bound.share_needed.map(nine_figures),
        break_even_rate: bound.break_even_rate.map(nine_figures),
        max_rate: bound.max_rate.map(nine_figures),
        votes_needed_per_booth: bound.votes_needed_per_booth.map(nine_figures),
        typical_independent: bound.typical_independent.map(MedianVotes),
        slack_in_independents: bound.slack_in_independents.map(nine_figures),
        rival_namesake_votes: bound.rival_namesake_votes,
        net_namesake_votes: bound.net_namesake_votes(),
        net_verdict: bound.net_verdict().map(crate::bounds::Verdict::word),
        rival_may_regain: bound.rival_may_regain,
    }
}

/// The same with the flip of its principal.
fn judged(account: &Account<'_>, bound: &Bound) -> BoundNumbers {
    BoundNumbers { flip: flip_of(account, bound), ..bound_numbers(&account.scenario, bound) }
}

fn flip(account: &Account<'_>) -> FlipNumbers {
    flip_numbers(account, &account.summary.flips(), account.law.flip, is_proved(account))
}

/// Whether arithmetic alone shows that there is no flip.
pub(super) fn is_proved(account: &Account<'_>) -> bool {
    account.bounds.iter().all(|bound| bound.proved) && (is_counted(account) || no_namesake_comes_first(&account.model))
}

fn is_counted(account: &Account<'_>) -> bool {
    account.bounds.iter().all(|bound| bound.namesake_votes.is_some())
}

/// Whether in a contest to come no namesake, with all of its principal's votes besides its own, reaches the leader.
fn no_namesake_comes_first(model: &Model) -> bool {
    let leader = (0..model.known.len()).filter(|&c| model.may_win_alone[c]).map(|c| model.known[c]).max();
    model.groups.iter().all(|group| {
        let own =
            |namesake: &Namesake| namesake.votes.map_or(model.room, |votes| i64::try_from(votes).unwrap_or(i64::MAX));
        group.namesakes.iter().all(|one| Some(own(one).saturating_add(model.known[group.principal])) < leader)
    })
}

fn flip_numbers(account: &Account<'_>, flips: &Estimate, exact: Exact, proved: bool) -> FlipNumbers {
    FlipNumbers {
        probability: nine_figures(flips.point),
        standard_error: nine_figures(flips.standard_error),
        method: account.model.method.word(),
        effective_sample_size: flips.effective_hits.map(nine_figures),
        monte_carlo_interval: [nine_figures(flips.interval.low), nine_figures(flips.interval.high)],
        level: LEVEL,
        exact: nine_figures(exact.probability),
        exact_error: nine_figures(exact.error),
        proved,
    }
}

/// The flip of one principal.
fn flip_of(account: &Account<'_>, bound: &Bound) -> Option<FlipNumbers> {
    let place = account.model.groups.iter().position(|group| group.principal == bound.principal)?;
    let flips = account.summary.flips_of_each().nth(place)?;
    Some(flip_numbers(account, &flips, account.law.each[place], bound.proved))
}

fn without(account: &Account<'_>) -> WithoutNumbers {
    let estimates = account.summary.without();
    let one = |rule: Without| {
        let place = Without::ALL.iter().position(|&other| other == rule)?;
        account.model.onward.says(rule).then(|| WithoutNumber {
            probability: nine_figures(estimates[place].point),
            standard_error: nine_figures(estimates[place].standard_error),
            exact: account.law.without[place].map(nine_figures),
        })
    };
    WithoutNumbers {
        stay_home: one(Without::StayHome),
        as_others: one(Without::AsOthers),
        all_to_principal: one(Without::AllToPrincipal),
        all_to_rival: one(Without::AllToRival),
        as_stated: one(Without::AsStated),
    }
}

fn wins(account: &Account<'_>, counts: &[u64]) -> ByName<f64> {
    let draws = account.summary.draws.max(1) as f64;
    let candidates = account.scenario.contest.candidates();
    let won = counts.iter().zip(candidates).filter(|&(&count, _)| count > 0);
    won.map(|(&count, candidate)| (candidate.id.clone(), nine_figures(count as f64 / draws))).collect()
}

fn spread(histogram: &Histogram, base: i64) -> Spread {
    let at = |share: f64| if histogram.count() == 0 { 0 } else { base + histogram.quantile(share) };
    Spread {
        mean: nine_figures(histogram.mean() + if histogram.count() == 0 { 0.0 } else { base as f64 }),
        sd: nine_figures(histogram.sd()),
        p05: at(0.05),
        p25: at(0.25),
        p50: at(0.5),
        p75: at(0.75),
        p95: at(0.95),
    }
}

fn rate(per_million: &Histogram) -> RateSpread {
    let at = |share: f64| nine_figures(per_million.quantile(share) as f64 / 1e6);
    RateSpread { p05: at(0.05), p50: at(0.5), p95: at(0.95) }
}

fn segments(account: &Account<'_>) -> Vec<SegmentNumbers> {
    let world = &account.model.world;
    let mut rows = Vec::new();
    for (group, counted) in account.model.groups.iter().zip(&account.summary.groups) {
        for segment in 0..world.segments() {
            let cells = world.starts[segment]..world.starts[segment + 1];
            rows.push(SegmentNumbers {
                principal: account.scenario.contest.candidates()[group.principal].id.clone(),
                segment: names::segment_id(account, segment),
                booths: cells.len(),
                votes: group.votes[cells].iter().map(|&v| u64::from(v)).sum(),
                diverted: spread(&counted.segments[segment], 0),
            });
        }
    }
    rows
}
