//! What the numbers rest on: every assumption, its value, and where it comes from.

use super::Study;
use super::format::{figures, percent, whole};
use crate::election::SymbolStatus;
use crate::scenario::Mode;
use crate::stats::RateLaw;
use serde::Serialize;

/// One assumption.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Assumption {
    /// What it is about: a scenario key where there is one.
    pub name: String,
    /// What is assumed.
    pub value: String,
    /// "scenario", "the contest's own figures", or the evidence with its sources.
    pub source: String,
}

const STATED: &str = "stated in the scenario";

/// Every assumption that carries the numbers of a run.
pub(super) fn assumptions(study: &Study<'_>) -> Vec<Assumption> {
    let mut list: Vec<Assumption> = Vec::new();
    let mut add = |name: &str, value: String, source: &str| {
        // Ten namesakes of one name rest on one assumption, not ten.
        match list.iter_mut().find(|known| known.value == value && known.source == source) {
            Some(known) if known.name == name => {}
            Some(known) => known.name = format!("{}, {name}", known.name),
            None => list.push(Assumption { name: name.to_owned(), value, source: source.to_owned() }),
        }
    };
    let (scenario, evidence) = (study.scenario, study.evidence);
    if study.model.focus().namesakes.is_empty() {
        // Where nobody is a namesake nothing is believed of confusion.
        return list;
    }
    rates(study, &mut add);
    let confusion = &scenario.confusion;
    let source = |stated: bool, other: &str| if stated { STATED.to_owned() } else { other.to_owned() };
    add(
        "confusion.segment_sd",
        format!("{} on the log of the rate, between segments", study.model.segment_sd),
        &source(confusion.segment_sd.is_some(), &evidence.segment_sd.source),
    );
    let learned = |namesake: &crate::model::Namesake| namesake.thinning.is_some();
    let namesakes = || study.model.groups.iter().flat_map(|group| &group.namesakes);
    if namesakes().next().is_some() && namesakes().all(learned) {
        booth_model(study, &mut add);
    } else {
        add(
            "confusion.booth_cv",
            format!("{} between the booths of a segment", study.model.booth_cv),
            &source(confusion.booth_cv.is_some(), &evidence.booth_cv.source),
        );
    }
    add(
        "confusion.return_share",
        law(&confusion.return_share),
        "diverted votes return to the principal by definition, unless stated",
    );
    own_support(study, &mut add);
    if scenario.mode == Mode::Prospective {
        let support = scenario.support;
        let value = if support.is_fixed() {
            "the intended votes are taken as given".to_owned()
        } else {
            format!(
                "contest {}, segment {}, booth {} (log ratios)",
                support.contest_sd, support.segment_sd, support.booth_sd
            )
        };
        add("support", value, STATED);
    }
    if study.model.world.synthetic {
        let size = &evidence.booth_size;
        let value = format!(
            "booths are synthetic: sizes Normal({}, {}), {} to {}, reconciled to the known totals",
            size.mean, size.sd, size.least, size.most
        );
        add("booths", value, &size.source);
        add(
            "booth shares",
            format!("a major candidate's share varies by {} between booths", evidence.booth_share.major_sd),
            &evidence.booth_share.source,
        );
    }
    list
}

/// What the model of booths rests on besides the booths.
fn booth_model(study: &Study<'_>, add: &mut impl FnMut(&str, String, &str)) {
    let (tilt, cluster) = (&study.evidence.booth_tilt, &study.evidence.booth_cluster);
    let value = format!(
        "how ordinary support leans to the principal's voters: Student t (df {}) on the log, its centre around {} (sd {}) and its scale around {} (sd {} on the log) before the seat's other minor candidates were looked at",
        tilt.degrees, tilt.location, tilt.location_sd, tilt.scale, tilt.scale_sd
    );
    add("booth tilt", value, &tilt.source);
    let value = format!(
        "own support varies between segments by {} on the log among the others and by {} among the principal's voters; the variance of a booth's count is mean + mean^2 / size, ln size {} (sd {}); who has less than {} of the votes is minor",
        cluster.segment_sd,
        tilt.segment_sd,
        cluster.ln_size,
        cluster.ln_size_sd,
        percent(cluster.minor_share)
    );
    add("booth counts", value, &cluster.source);
}

fn rates(study: &Study<'_>, add: &mut impl FnMut(&str, String, &str)) {
    let (scenario, evidence) = (study.scenario, study.evidence);
    if let Some(rate) = &scenario.confusion.rate {
        add("confusion.rate", format!("{}, of every namesake", law(rate)), STATED);
        return;
    }
    for pair in scenario.contest.pairs() {
        let id = &scenario.contest.candidates()[pair.namesake].id;
        let photos = scenario.contest.photos_on_ballot;
        if let Some(route) = evidence.by_name(pair.name_similarity, photos) {
            let value = format!(
                "by name (similarity {}{}): {}; open with probability {}",
                figures(pair.name_similarity),
                if photos { ", photographs on the ballot" } else { "" },
                law(&route.rate),
                figures(route.open)
            );
            let photo = if photos { format!("; photographs: {}", evidence.photo.source) } else { String::new() };
            add(
                &format!("confusion.rate of {id}"),
                value,
                &format!("{}{photo}; open: {}", evidence.name_route.source, evidence.confusable.source),
            );
        }
        let new = pair.symbol_status == SymbolStatus::New;
        if let Some(route) = evidence.by_symbol(pair.symbol_similarity, new) {
            let (word, source) = if new {
                ("new", &evidence.symbol_route_new.source)
            } else {
                ("long known", &evidence.symbol_route_established.source)
            };
            let value = format!(
                "by symbol or label (similarity {}, {word}): {}",
                figures(pair.symbol_similarity),
                law(&route.rate)
            );
            add(&format!("confusion.rate of {id}"), value, source);
        }
        if pair.name_similarity < 1.0 && pair.name_similarity > 0.0
            || pair.symbol_similarity > 0.0 && pair.symbol_similarity < 1.0
        {
            let value = format!(
                "half-normal, scale {} on the log-odds per unit of similarity",
                evidence.similarity_slope.scale
            );
            add("similarity slope", value, &evidence.similarity_slope.source);
        }
    }
}

fn own_support(study: &Study<'_>, add: &mut impl FnMut(&str, String, &str)) {
    let (scenario, evidence) = (study.scenario, study.evidence);
    let Some(own) = study.model.focus().namesakes.first().map(|namesake| namesake.own_support) else { return };
    let source = if scenario.own_support.typical_votes.is_some() {
        STATED.to_owned()
    } else if own.guessed {
        evidence.typical_share.source.clone()
    } else {
        let count = scenario.contest.ordinary_independents().count();
        format!("median of this contest's {count} ordinary independents")
    };
    add("own_support.typical_votes", format!("{} votes", figures(own.typical)), &source);
    let value = format!(
        "own support is a typical independent's times exp of Student t (df {}, {}, {}): 90 % between {} and {} votes",
        own.degrees,
        own.location,
        figures(own.scale),
        rounded(own.quantile(0.05)),
        rounded(own.quantile(0.95))
    );
    add("own support", value, &evidence.own_support.source);
    let [principal, winner, others, nota, home] =
        study.model.focus().onward.alpha.map(|a| a / evidence.goes_to.concentration);
    let value = format!(
        "without the namesake, own supporters go: principal {}, rival {}, others {}, NOTA {}, home {} (Dirichlet, concentration {})",
        percent(principal),
        percent(winner),
        percent(others),
        percent(nota),
        percent(home),
        evidence.goes_to.concentration
    );
    let source = if scenario.own_support.goes_to.is_some() { STATED } else { &evidence.goes_to.source };
    add("own_support.goes_to", value, source);
}

#[expect(clippy::cast_possible_truncation, reason = "a number of votes")]
fn rounded(votes: f64) -> String {
    whole(libm::round(votes) as i64)
}

/// A rate's law in words.
fn law(law: &RateLaw) -> String {
    match *law {
        RateLaw::Fixed(rate) => format!("fixed at {}", percent(rate)),
        RateLaw::Uniform { low, high } => format!("anything from {} to {}", percent(low), percent(high)),
        RateLaw::Logit { .. } | RateLaw::Beta { .. } => format!(
            "median {}, 90 % between {} and {}",
            percent(law.quantile(0.5)),
            percent(law.quantile(0.05)),
            percent(law.quantile(0.95))
        ),
    }
}
