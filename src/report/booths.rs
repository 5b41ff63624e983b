//! What booth returns show, in words: the slope, the placebos, before and after, and where the
//! counts do not look like the model.

use super::Study;
use super::format::{counted, figures, percent, votes};
use super::names;
use crate::inference::{Finding, Spread};
use serde_json::{Value, json};

/// The sentences, namesake by namesake.
pub(super) fn lines(study: &Study<'_>) -> Vec<String> {
    study.inference.findings.iter().flat_map(|finding| finding_lines(study, finding)).collect()
}

fn finding_lines(study: &Study<'_>, finding: &Finding) -> Vec<String> {
    let namesake = names::candidate(study, finding.namesake);
    let principal = names::short(study, finding.principal);
    let mut lines = vec![follows(study, finding)];
    let slope = finding.slope;
    lines.push(format!(
        "{namesake} polled {} votes in {} booths. Where {principal} has 100 votes more and the others 100 fewer, the namesake has {} more (95 %: {} to {}).",
        votes(finding.votes.0),
        votes(finding.booths as u64),
        figures(100.0 * slope.slope),
        figures(100.0 * slope.low),
        figures(100.0 * slope.high)
    ));
    if let Some(on_rival) = finding.slope_on_rival {
        lines.push(format!(
            "The same against the strongest rival's votes: {} (95 %: {} to {}); confusion with {principal} adds nothing there.",
            figures(100.0 * on_rival.slope),
            figures(100.0 * on_rival.low),
            figures(100.0 * on_rival.high)
        ));
    }
    lines.push(placebos(finding));
    lines.push(format!(
        "Diverted, of the namesake's booth votes: {} in nine of ten cases, {} in the middle one. Nobody confused at all: probability {} before, {} after.",
        percents(finding.diverted_share),
        percent(finding.diverted_share.middle),
        percent(finding.closed.0),
        percent(finding.closed.1)
    ));
    lines.push(format!(
        "Confusion rate over all booths: {} in nine of ten before the booths were looked at, {} after. Own support: {} votes before, {} after.",
        percents(finding.rate.0),
        percents(finding.rate.1),
        counts(finding.own_support.0),
        counts(finding.own_support.1)
    ));
    if finding.segments.len() > 1 {
        let parts: Vec<String> = finding
            .segments
            .iter()
            .map(|segment| {
                let name = names::segment_id(study, segment.segment);
                format!("{name} {} ({})", percent(segment.share), percents(segment.rate))
            })
            .collect();
        lines.push(format!(
            "Segment by segment, the namesake's share of both candidates' votes, and in brackets the confusion rate: {}.",
            parts.join(", ")
        ));
    }
    lines.push(fit(study, finding));
    if let Some((postal, booths)) = finding.postal {
        lines.push(format!(
            "Of both candidates' postal votes the namesake has {}, of those in booths {}.",
            percent(postal),
            percent(booths)
        ));
    }
    lines.push(
        "A slope is evidence of confusion, not proof: supporters who live where the principal's do make one too."
            .to_owned(),
    );
    lines
}

/// The sentence that leads, as the evidence has it.
fn follows(study: &Study<'_>, finding: &Finding) -> String {
    let (who, whose) = (names::candidate(study, finding.namesake), names::short(study, finding.principal));
    let others = finding.placebos.len();
    if finding.slope.high <= 0.0 {
        return format!("The votes of the namesake {who} do not follow those of {whose}, booth by booth.");
    }
    if finding.slope.low <= 0.0 {
        return format!("The booths do not show whether the votes of the namesake {who} follow those of {whose}.");
    }
    let near: Vec<String> = finding
        .placebos
        .iter()
        .filter(|placebo| placebo.tilt.high > finding.tilt.low)
        .map(|placebo| names::short(study, placebo.candidate))
        .collect();
    let than = match (others, finding.leaning_more) {
        (0, _) => "; there is no other minor candidate to compare with".to_owned(),
        (_, 0) if near.is_empty() => ", more than any other minor candidate's do".to_owned(),
        (_, 0) => {
            let whose = super::format::listed(&near[..near.len().min(3)]);
            let more = if near.len() > 3 { " and others" } else { "" };
            format!(", more than any other minor candidate's do, though those of {whose}{more} come near")
        }
        (_, more) if more * 5 <= others => {
            format!(", more than those of all but {} of {others} other minor candidates", figures(more as f64))
        }
        (_, more) => {
            format!(", but so do those of {} of {others} other minor candidates at least as much", votes(more as u64))
        }
    };
    format!("The votes of the namesake {who} follow those of {whose}, booth by booth{than}.")
}

/// A tilt whose nine of ten cases span more than this on the log, a factor of twenty, is not told.
const WIDEST_TOLD: f64 = 3.0;

fn placebos(finding: &Finding) -> String {
    // A tilt is said as how many times as many votes there are among the principal's voters.
    let times = |tilt: f64| figures(libm::exp(tilt));
    if finding.placebos.is_empty() {
        return format!(
            "No other minor candidate stands in these returns, so how far ordinary support leans is taken from past contests, and widely: {} to {} times as many votes among the principal's voters as among others.",
            times(finding.tilt_law.low),
            times(finding.tilt_law.high)
        );
    }
    // Whose votes are too few to tell would stretch the range to what nobody knows.
    let told = |placebo: &&crate::inference::Placebo| placebo.tilt.high - placebo.tilt.low < WIDEST_TOLD;
    let mut tilts: Vec<f64> = finding.placebos.iter().filter(told).map(|placebo| placebo.tilt.middle).collect();
    tilts.sort_by(f64::total_cmp);
    let untold = finding.placebos.len() - tilts.len();
    let (Some(&least), Some(&most)) = (tilts.first(), tilts.last()) else {
        return "No other minor candidate has votes enough to tell how ordinary support leans here.".to_owned();
    };
    let aside =
        if untold > 0 { format!(" ({untold} of them with too few to tell, and left out here)") } else { String::new() };
    format!(
        "{} as placebos{aside}: by these booths they polled {} to {} times as often among the principal's voters as among others, the middle one {}; the namesake {} times. An ordinary candidate to come: {} to {} times in nine of ten.",
        counted(finding.placebos.len() as u64, "other minor candidate", "other minor candidates"),
        times(least),
        times(most),
        times(tilts[(tilts.len() - 1) / 2]),
        times(finding.tilt.middle),
        times(finding.tilt_law.low),
        times(finding.tilt_law.high)
    )
}

fn fit(study: &Study<'_>, finding: &Finding) -> String {
    let outside = percent(finding.fit.outside);
    let mut line = format!(
        "Counts outside the range the model gives nine of ten booths: {outside}, where at most 10 % are expected."
    );
    let table = study.scenario.booths.as_ref();
    let shown: Vec<String> = finding
        .fit
        .outliers
        .iter()
        .take(5)
        .filter_map(|outlier| {
            let row = table?.rows.get(outlier.row)?;
            let expected = figures(outlier.expected);
            Some(format!("{} of {} ({} votes, {expected} expected)", row.booth, row.segment, outlier.votes))
        })
        .collect();
    if shown.is_empty() {
        line.push_str(" No booth stands out.");
    } else {
        line.push_str(&format!(" Booths that stand out, as a home would: {}.", shown.join(", ")));
    }
    line
}

fn percents(spread: Spread) -> String {
    format!("{} to {}", percent(spread.low), percent(spread.high))
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a number of votes")]
fn counts(spread: Spread) -> String {
    format!("{} to {}", votes(spread.low as u64), votes(spread.high as u64))
}

/// What a reader must know of the inference before relying on it.
pub(super) fn warnings(study: &Study<'_>) -> Vec<String> {
    let mut warnings: Vec<String> =
        study.inference.declined.iter().map(|why| format!("The booth returns were not learned from: {why}.")).collect();
    for finding in &study.inference.findings {
        if finding.k_hat > RELIABLE {
            warnings.push(format!(
                "The draws behind the booth model are uneven (Pareto k {}, above 0.7): take its intervals as rough.",
                figures(finding.k_hat)
            ));
        }
        if finding.placebos.len() < FEW_PLACEBOS {
            warnings.push(format!(
                "Only {} showed how far ordinary support leans, so the intervals are wide.",
                counted(finding.placebos.len() as u64, "other minor candidate", "other minor candidates")
            ));
        }
    }
    warnings
}

/// Above this Pareto shape weighted draws cannot be relied on (Vehtari et al. 2024).
const RELIABLE: f64 = 0.7;

/// Fewer placebos hardly narrow what past contests say.
const FEW_PLACEBOS: usize = 5;

/// The placebos and diagnostics for `summary.json`; `None` where no booths were learned from.
pub(super) fn numbers(study: &Study<'_>) -> Option<Value> {
    let id = |candidate: usize| study.scenario.contest.candidates()[candidate].id.clone();
    let nine = super::format::nine_figures;
    let spread =
        |spread: Spread| json!({ "p05": nine(spread.low), "p50": nine(spread.middle), "p95": nine(spread.high) });
    let findings: Vec<Value> = study
        .inference
        .findings
        .iter()
        .map(|finding| {
            let slope = |slope: crate::inference::Slope| json!({ "slope": nine(slope.slope), "low": nine(slope.low), "high": nine(slope.high), "base": nine(slope.base) });
            let placebos: Vec<Value> = finding
                .placebos
                .iter()
                .map(|placebo| {
                    json!({ "candidate": id(placebo.candidate), "votes": placebo.votes, "tilt": spread(placebo.tilt), "slope": slope(placebo.slope) })
                })
                .collect();
            let segments: Vec<Value> = finding
                .segments
                .iter()
                .map(|segment| json!({ "segment": names::segment_id(study, segment.segment), "share_of_both": nine(segment.share), "confusion_rate": spread(segment.rate) }))
                .collect();
            json!({
                "namesake": id(finding.namesake),
                "principal": id(finding.principal),
                "booths": finding.booths,
                "slope": slope(finding.slope),
                "slope_on_rival": finding.slope_on_rival.map(slope),
                "tilt_as_own_support": spread(finding.tilt),
                "tilt_law": spread(finding.tilt_law),
                "leaning_at_least_as_much": finding.leaning_more,
                "placebos": placebos,
                "diverted_share": spread(finding.diverted_share),
                "confusion_rate": { "before": spread(finding.rate.0), "after": spread(finding.rate.1) },
                "nobody_confused": { "before": nine(finding.closed.0), "after": nine(finding.closed.1) },
                "own_support": { "before": spread(finding.own_support.0), "after": spread(finding.own_support.1) },
                "segments": segments,
                "outside_nine_of_ten": nine(finding.fit.outside),
                "postal_share_of_both": finding.postal.map(|(postal, booths)| json!({ "postal": nine(postal), "booths": nine(booths) })),
                "pareto_k": nine(finding.k_hat),
                "effective_draws": nine(finding.effective),
                "cases": finding.cases
            })
        })
        .collect();
    (!findings.is_empty()).then_some(Value::Array(findings))
}
