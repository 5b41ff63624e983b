//! What booth returns show, in words: the slope, the placebos, before and after, and where the
//! counts do not look like the model.

use super::numbers::{BeforeAfter, FindingNumbers, Nine, PlaceNumbers, PlaceboNumbers, PostalNumbers, SlopeNumbers};
use super::{Account, names};
use crate::format::nine_figures as nine;
use crate::inference::{Finding, Placebo, Shown, Slope, Spread};
use crate::wording::{BoothSentence, Caution, Lean};

/// The sentences, namesake by namesake.
pub(super) fn lines(account: &Account<'_>) -> Vec<String> {
    account.inference.findings.iter().flat_map(|finding| finding_lines(account, finding)).collect()
}

fn finding_lines(account: &Account<'_>, finding: &Finding) -> Vec<String> {
    let namesake = &names::candidate(account, finding.namesake);
    let principal = &names::short(account, finding.principal);
    let say = |sentence: BoothSentence<'_>| account.wording.booth(&sentence);
    let hundredfold = |slope: crate::inference::Slope| (100.0 * slope.slope, (100.0 * slope.low, 100.0 * slope.high));
    let (none, more, others) = (finding.none_diverted, finding.leaning_more as u64, finding.placebos.len() as u64);
    let shown = BoothSentence::Shown { shown: finding.shown(), whose: principal, none, more, others };
    let mut lines = vec![follows(account, finding), say(shown)];
    let (per, range) = hundredfold(finding.slope);
    let (votes, booths) = (finding.votes.0, finding.booths as u64);
    lines.push(say(BoothSentence::Slope { namesake, principal, votes, booths, per, range }));
    if let Some((per, range)) = finding.slope_on_rival.map(hundredfold) {
        lines.push(say(BoothSentence::SlopeOnRival { principal, per, range }));
    }
    lines.push(say(placebos(finding)));
    lines.push(say(BoothSentence::DivertedShare {
        middle: finding.diverted_share.middle,
        range: range_of(finding.diverted_share),
        closed: finding.closed,
    }));
    lines.push(say(BoothSentence::RatesAndSupport {
        rate: (range_of(finding.rate.0), range_of(finding.rate.1)),
        own: (counts(finding.own_support.0), counts(finding.own_support.1)),
    }));
    if finding.segments.len() > 1 {
        let parts: Vec<String> = finding
            .segments
            .iter()
            .map(|segment| {
                let name = &names::segment_id(account, segment.segment);
                say(BoothSentence::SegmentPart { name, share: segment.share, rate: range_of(segment.rate) })
            })
            .collect();
        lines.push(say(BoothSentence::SegmentBySegment { segments: &parts.join(", ") }));
    }
    lines.push(fit(account, finding));
    if let Some((postal, booths)) = finding.postal {
        lines.push(say(BoothSentence::Postal { postal, booths }));
    }
    lines.push(say(BoothSentence::SlopeIsNoProof));
    lines
}

/// The sentence that leads, as the evidence has it.
fn follows(account: &Account<'_>, finding: &Finding) -> String {
    let (who, whose) = (&names::candidate(account, finding.namesake), &names::short(account, finding.principal));
    let say = |sentence: BoothSentence<'_>| account.wording.booth(&sentence);
    let others = finding.placebos.len() as u64;
    if finding.slope.high <= 0.0 {
        return say(BoothSentence::FollowsNot { who, whose });
    }
    if finding.slope.low <= 0.0 {
        return say(BoothSentence::FollowsOpen { who, whose });
    }
    let near: Vec<String> = finding
        .placebos
        .iter()
        .filter(|placebo| placebo.tilt.high > finding.tilt.low)
        .map(|placebo| names::short(account, placebo.candidate))
        .collect();
    let lean = match (others, finding.leaning_more as u64) {
        (0, _) => Lean::Alone,
        (_, 0) if near.is_empty() => Lean::Most,
        (_, 0) => Lean::MostNearly { near: &near[..near.len().min(3)], more: near.len() > 3 },
        (_, more) if more * 5 <= others => Lean::AllBut { more, others },
        (_, more) => Lean::AsMuch { more, others },
    };
    say(BoothSentence::Follows { who, whose, lean })
}

/// A tilt whose nine of ten cases span more than this on the log, a factor of twenty, is not told.
const WIDEST_TOLD: f64 = 3.0;

fn placebos(finding: &Finding) -> BoothSentence<'static> {
    // A tilt is said as how many times as many votes there are among the principal's voters.
    let times = |tilt: f64| libm::exp(tilt);
    let coming = (times(finding.tilt_law.low), times(finding.tilt_law.high));
    if finding.placebos.is_empty() {
        return BoothSentence::NoPlacebos { range: coming };
    }
    // Whose votes are too few to tell would stretch the range to what nobody knows.
    let told = |placebo: &&crate::inference::Placebo| placebo.tilt.high - placebo.tilt.low < WIDEST_TOLD;
    let mut tilts: Vec<f64> = finding.placebos.iter().filter(told).map(|placebo| placebo.tilt.middle).collect();
    tilts.sort_by(f64::total_cmp);
    let untold = (finding.placebos.len() - tilts.len()) as u64;
    let (Some(&least), Some(&most)) = (tilts.first(), tilts.last()) else { return BoothSentence::PlacebosUntold };
    BoothSentence::Placebos {
        count: finding.placebos.len() as u64,
        untold,
        tilts: (times(least), times(most)),
        middle: times(tilts[(tilts.len() - 1) / 2]),
        namesake: times(finding.tilt.middle),
        coming,
    }
}

fn fit(account: &Account<'_>, finding: &Finding) -> String {
    let table = account.scenario.booths.as_ref();
    let shown: Vec<String> = finding
        .fit
        .outliers
        .iter()
        .take(5)
        .filter_map(|outlier| {
            let row = table?.rows.get(outlier.row)?;
            let (booth, segment) = (row.booth.as_str(), row.segment.as_str());
            let (votes, expected) = (u64::from(outlier.votes), outlier.expected);
            Some(account.wording.booth(&BoothSentence::OutlierPart { booth, segment, votes, expected }))
        })
        .collect();
    account.wording.booth(&BoothSentence::Outside { outside: finding.fit.outside, booths: &shown })
}

fn range_of(spread: Spread) -> (f64, f64) {
    (spread.low, spread.high)
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a number of votes")]
fn counts(spread: Spread) -> (u64, u64) {
    (spread.low as u64, spread.high as u64)
}

/// What a reader must know of the inference before relying on it.
pub(super) fn warnings(account: &Account<'_>, warn: &mut impl FnMut(Caution<'_>)) {
    account.inference.declined.iter().for_each(|why| warn(Caution::NotLearned { why }));
    for finding in &account.inference.findings {
        if finding.k_hat > RELIABLE {
            warn(Caution::Uneven { pareto: finding.k_hat });
        }
        if finding.placebos.len() < FEW_PLACEBOS {
            warn(Caution::FewPlacebos { count: finding.placebos.len() as u64 });
        }
    }
}

/// Above this Pareto shape weighted draws cannot be relied on (Vehtari et al. 2024).
const RELIABLE: f64 = 0.7;

/// Fewer placebos hardly narrow what past contests say.
const FEW_PLACEBOS: usize = 5;

/// The placebos and diagnostics for `summary.json`; `None` where no booths were learned from.
pub(super) fn numbers(account: &Account<'_>) -> Option<Vec<FindingNumbers>> {
    let findings = &account.inference.findings;
    (!findings.is_empty()).then(|| findings.iter().map(|finding| finding_numbers(account, finding)).collect())
}

fn finding_numbers(account: &Account<'_>, finding: &Finding) -> FindingNumbers {
    let id = |candidate: usize| account.scenario.contest.candidates()[candidate].id.clone();
    let spread = |spread: Spread| Nine { p05: nine(spread.low), p50: nine(spread.middle), p95: nine(spread.high) };
    let slope = |slope: Slope| SlopeNumbers {
        slope: nine(slope.slope),
        low: nine(slope.low),
        high: nine(slope.high),
        base: nine(slope.base),
    };
    let placebo = |placebo: &Placebo| PlaceboNumbers {
        candidate: id(placebo.candidate),
        votes: placebo.votes,
        tilt: spread(placebo.tilt),
        slope: slope(placebo.slope),
    };
    let segments = finding.segments.iter().map(|segment| PlaceNumbers {
        segment: names::segment_id(account, segment.segment),
        share_of_both: nine(segment.share),
        confusion_rate: spread(segment.rate),
    });
    let both = |(before, after): (Spread, Spread)| BeforeAfter { before: spread(before), after: spread(after) };
    FindingNumbers {
        namesake: id(finding.namesake),
        principal: id(finding.principal),
        booths: finding.booths,
        slope: slope(finding.slope),
        slope_on_rival: finding.slope_on_rival.map(slope),
        tilt_as_own_support: spread(finding.tilt),
        tilt_law: spread(finding.tilt_law),
        leaning_at_least_as_much: finding.leaning_more,
        placebos: finding.placebos.iter().map(placebo).collect(),
        diverted_share: spread(finding.diverted_share),
        no_vote_diverted: nine(finding.none_diverted),
        placebo_rank: nine(finding.placebo_rank()),
        shows_confusion: finding.shown() == Shown::Confusion,
        confusion_rate: both(finding.rate),
        nobody_confused: BeforeAfter { before: nine(finding.closed.0), after: nine(finding.closed.1) },
        own_support: both(finding.own_support),
        segments: segments.collect(),
        outside_nine_of_ten: nine(finding.fit.outside),
        postal_share_of_both: finding
            .postal
            .map(|(postal, booths)| PostalNumbers { postal: nine(postal), booths: nine(booths) }),
        pareto_k: nine(finding.k_hat),
        effective_draws: nine(finding.effective),
        cases: finding.cases.len(),
    }
}
