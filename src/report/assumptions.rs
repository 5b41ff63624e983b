//! What the numbers rest on: every assumption, its value, and where it comes from.

use super::Account;
use crate::election::{SharedName, SymbolStatus};
use crate::evidence::country;
use crate::format::nine_figures;
use crate::model::lines_alike;
use crate::scenario::Mode;
use crate::stats::RateLaw;
use crate::wording::Basis;
use serde::Serialize;

/// One assumption.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Assumption {
    /// What it is about: a scenario key where there is one.
    pub name: String,
    /// Its number: the median where it is a distribution; absent where it is no single number.
    pub value: Option<f64>,
    /// What the number counts.
    pub unit: Option<&'static str>,
    /// From here on, with the probability that `level` says; absent where it is one number.
    pub low: Option<f64>,
    /// Up to here.
    pub high: Option<f64>,
    /// The probability between `low` and `high`, as it is believed before this contest was looked at.
    pub level: Option<f64>,
    /// "scenario", "the contest's own figures", or the evidence with its sources.
    pub source: String,
    /// What is assumed, in words.
    pub sentence: String,
}

/// A number with its unit and, where it is a distribution, what it lies between.
struct Quantity {
    value: f64,
    unit: &'static str,
    between: Option<(f64, f64)>,
}

/// How probable it is that a quantity lies between its ends.
const LEVEL: f64 = 0.9;

/// The number of an assumption; none where it has several or none.
fn quantity(basis: &Basis<'_>) -> Option<Quantity> {
    let of_law = |law: &RateLaw, unit: &'static str| {
        let at = |share: f64| nine_figures(law.quantile(share));
        let between = (!matches!(law, RateLaw::Fixed(_))).then(|| (at(0.5 - LEVEL / 2.0), at(0.5 + LEVEL / 2.0)));
        Some(Quantity { value: at(0.5), unit, between })
    };
    let one = |value: f64, unit: &'static str| Some(Quantity { value, unit, between: None });
    match *basis {
        Basis::SegmentSpread { sd } => one(sd, "standard deviation of the log of the rate between segments"),
        Basis::BoothSpread { cv } => one(cv, "coefficient of variation of the rate between booths"),
        Basis::Law { law } => of_law(law, "share"),
        Basis::LawOfAll { law } | Basis::ByName { law, .. } | Basis::BySymbol { law, .. } => {
            of_law(law, "share of the votes meant for the principal")
        }
        Basis::Slope { scale } => one(scale, "log-odds per unit of similarity"),
        Basis::Booths { mean, sd, .. } => Some(Quantity {
            value: mean,
            unit: "votes in a booth",
            between: Some((nine_figures(mean - NORMAL_95 * sd), nine_figures(mean + NORMAL_95 * sd))),
        }),
        Basis::BoothShares { sd } => one(sd, "coefficient of variation of a share between booths"),
        Basis::TypicalVotes { votes } => one(nine_figures(votes), "votes"),
        Basis::OwnSupport { low, middle, high, .. } | Basis::Control { low, middle, high, .. } => {
            Some(Quantity { value: middle as f64, unit: "votes", between: Some((low as f64, high as f64)) })
        }
        Basis::Stated
        | Basis::Set
        | Basis::ByDefinition
        | Basis::OfIndia { .. }
        | Basis::MeanOfKinds { .. }
        | Basis::MedianOfIndependents { .. }
        | Basis::SupportFixed
        | Basis::SupportVaries { .. }
        | Basis::Tilt { .. }
        | Basis::Counts { .. }
        | Basis::GoesTo { .. } => None,
    }
}

/// The 95 % point of a standard normal variate.
pub(super) const NORMAL_95: f64 = 1.644_853_626_951_472_2;

/// Every assumption that carries the numbers of a run.
pub(super) fn assumptions(account: &Account<'_>) -> Vec<Assumption> {
    let mut list: Vec<Assumption> = Vec::new();
    let mut add = |name: &str, value: Basis<'_>, source: &str| {
        let sentence = account.wording.basis(&value);
        // Ten namesakes of one name rest on one assumption, not ten.
        match list.iter_mut().find(|known| known.sentence == sentence && known.source == source) {
            Some(known) if known.name == name => {}
            Some(known) => known.name = format!("{}, {name}", known.name),
            None => {
                let number = quantity(&value);
                let between = number.as_ref().and_then(|number| number.between);
                list.push(Assumption {
                    name: name.to_owned(),
                    value: number.as_ref().map(|number| number.value),
                    unit: number.as_ref().map(|number| number.unit),
                    low: between.map(|(low, _)| low),
                    high: between.map(|(_, high)| high),
                    level: between.map(|_| LEVEL),
                    source: source.to_owned(),
                    sentence,
                });
            }
        }
    };
    let (scenario, evidence) = (&account.scenario, &account.evidence);
    if account.model.focus().namesakes.is_empty() {
        // Where nobody is a namesake nothing is believed of confusion.
        return list;
    }
    rates(account, &mut add);
    let confusion = &scenario.confusion;
    let source =
        |key: &str, stated: bool, other: &str| if stated { self::stated(account, key) } else { other.to_owned() };
    add(
        "confusion.segment_sd",
        Basis::SegmentSpread { sd: account.model.segment_sd },
        &source("confusion.segment_sd", confusion.segment_sd.is_some(), &taken(account, &evidence.segment_sd.source)),
    );
    let learned = |namesake: &crate::model::Namesake| namesake.thinned.is_some();
    let namesakes = || account.model.groups.iter().flat_map(|group| &group.namesakes);
    if namesakes().next().is_some() && namesakes().all(learned) {
        booth_model(account, &mut add);
    } else {
        add(
            "confusion.booth_cv",
            Basis::BoothSpread { cv: account.model.booth_cv },
            &source("confusion.booth_cv", confusion.booth_cv.is_some(), &taken(account, &evidence.booth_cv.source)),
        );
    }
    add(
        "confusion.return_share",
        Basis::Law { law: &confusion.return_share },
        &account.wording.basis(&Basis::ByDefinition),
    );
    own_support(account, &mut add);
    if scenario.mode == Mode::Prospective {
        let support = scenario.support;
        let value = if support.is_fixed() {
            Basis::SupportFixed
        } else {
            Basis::SupportVaries { contest: support.contest_sd, segment: support.segment_sd, booth: support.booth_sd }
        };
        add("support", value, &stated(account, "support"));
    }
    if account.model.world.synthetic {
        let abroad = scenario.contest.abroad.as_deref();
        let size = evidence.booth_size_in(abroad);
        let measured = size.source != evidence.booth_size.source;
        let source = if measured { size.source.clone() } else { taken(account, &size.source) };
        let value = Basis::Booths { mean: size.mean, sd: size.sd, least: size.least, most: size.most };
        add("booths", value, &source);
        let share = &evidence.booth_share;
        add("booth shares", Basis::BoothShares { sd: share.major_sd }, &taken(account, &share.source));
    }
    list
}

/// The source of what the scenario says under a key, or what was set there in its place.
fn stated(account: &Account<'_>, key: &str) -> String {
    account.wording.basis(if account.scenario.is_set(key) { &Basis::Set } else { &Basis::Stated })
}

/// A source of the evidence, as it stands under a contest: abroad, that it is India's, and no Indian place by name.
fn taken(account: &Account<'_>, source: &str) -> String {
    let abroad = account.scenario.contest.abroad.as_deref().and_then(country);
    abroad.map_or_else(|| source.to_owned(), |abroad| account.wording.basis(&Basis::OfIndia { country: &abroad.name }))
}

/// What the model of booths rests on besides the booths.
fn booth_model(account: &Account<'_>, add: &mut impl FnMut(&str, Basis<'_>, &str)) {
    let (tilt, cluster) = (&account.evidence.booth_tilt, &account.evidence.booth_cluster);
    let value = Basis::Tilt {
        degrees: tilt.degrees,
        location: tilt.location,
        location_sd: tilt.location_sd,
        scale: tilt.scale,
        scale_sd: tilt.scale_sd,
    };
    add("booth tilt", value, &taken(account, &tilt.source));
    let value = Basis::Counts {
        others_sd: cluster.segment_sd,
        principal_sd: tilt.segment_sd,
        ln_size: cluster.ln_size,
        ln_size_sd: cluster.ln_size_sd,
        minor: cluster.minor_share,
    };
    add("booth counts", value, &taken(account, &cluster.source));
}

fn rates(account: &Account<'_>, add: &mut impl FnMut(&str, Basis<'_>, &str)) {
    let (scenario, evidence) = (&account.scenario, &account.evidence);
    if let Some(rate) = &scenario.confusion.rate {
        add("confusion.rate", Basis::LawOfAll { law: rate }, &stated(account, "confusion.rate"));
        return;
    }
    for pair in scenario.contest.pairs() {
        let id = &scenario.contest.candidates()[pair.namesake].id;
        let photos = scenario.contest.photos_on_ballot;
        let ballot = evidence.on(scenario.contest.kind_of_ballot());
        let among = lines_alike(&scenario.contest, pair);
        if let Some(route) = evidence.by_name_on(pair.name_similarity, &ballot, among) {
            let (similarity, open) = (pair.name_similarity, route.open);
            let value = Basis::ByName {
                similarity,
                photos,
                family: pair.shared == SharedName::Family,
                among: among as u64,
                law: &route.rate,
                open,
            };
            let photo = if photos { format!("; photographs: {}", evidence.photo.source) } else { String::new() };
            let fitted = format!("{}{photo}; open: {}", evidence.name_route.source, evidence.confusable.source);
            add(&format!("confusion.rate of {id}"), value, &by_kind(account, ballot.between, &fitted));
        }
        let new = pair.symbol_status == SymbolStatus::New;
        if let Some(route) = evidence.by_symbol_on(pair.symbol_similarity, new, ballot.between) {
            let route_of = if new { &evidence.symbol_route_new } else { &evidence.symbol_route_established };
            let value = Basis::BySymbol { similarity: pair.symbol_similarity, new, law: &route.rate };
            add(&format!("confusion.rate of {id}"), value, &by_kind(account, ballot.between, &route_of.source));
        }
        if pair.name_similarity < 1.0 && pair.name_similarity > 0.0
            || pair.symbol_similarity > 0.0 && pair.symbol_similarity < 1.0
        {
            let slope = &evidence.similarity_slope;
            add("similarity slope", Basis::Slope { scale: slope.scale }, &taken(account, &slope.source));
        }
    }
}

/// The source of a rate: where no elections with the kind of ballot were fitted, the kinds that were.
fn by_kind(account: &Account<'_>, between: Option<f64>, fitted: &str) -> String {
    match between {
        Some(between) => account.wording.basis(&Basis::MeanOfKinds { between }),
        None => taken(account, fitted),
    }
}

fn own_support(account: &Account<'_>, add: &mut impl FnMut(&str, Basis<'_>, &str)) {
    let (scenario, evidence) = (&account.scenario, &account.evidence);
    let Some(own) = account.model.focus().namesakes.first().map(|namesake| namesake.own_support) else { return };
    if by_control(account, add) {
        return;
    }
    let source = if scenario.own_support.typical_votes.is_some() {
        stated(account, "own_support.typical_votes")
    } else if own.guessed {
        taken(account, &evidence.typical_share.source)
    } else {
        let count = scenario.contest.ordinary_independents().count() as u64;
        account.wording.basis(&Basis::MedianOfIndependents { count })
    };
    add("own_support.typical_votes", Basis::TypicalVotes { votes: own.typical }, &source);
    let value = Basis::OwnSupport {
        degrees: own.degrees,
        location: own.location,
        scale: own.scale,
        low: rounded(own.quantile(0.05)),
        middle: rounded(own.quantile(0.5)),
        high: rounded(own.quantile(0.95)),
    };
    add("own support", value, &taken(account, &evidence.own_support.source));
    if let Some(to) = &scenario.own_support.goes_to {
        let shares = [to.principal, to.winner, to.others, to.nota, to.home];
        add("own_support.goes_to", Basis::GoesTo { shares }, &stated(account, "own_support.goes_to"));
    }
}

/// The laws of own support that controls give; whether every namesake has one.
fn by_control(account: &Account<'_>, add: &mut impl FnMut(&str, Basis<'_>, &str)) -> bool {
    let mut all = true;
    for namesake in account.model.groups.iter().flat_map(|group| &group.namesakes) {
        let Some(law) = &namesake.own_support.control else {
            all = false;
            continue;
        };
        let said = account.scenario.controls.iter().find(|control| control.candidate == namesake.candidate);
        let mut source = said.and_then(|said| said.source.clone()).unwrap_or_else(|| stated(account, "control"));
        if said.is_some_and(|said| said.spread.is_none()) {
            source = format!("{source}; spread: {}", account.evidence.between_channels().source);
        }
        let [low, middle, high] = [0.05, 0.5, 0.95].map(|share| rounded(law.quantile(share)));
        let value = Basis::Control { mean: law.mean, shape: law.shape, spread: law.spread, low, middle, high };
        let id = &account.scenario.contest.candidates()[namesake.candidate].id;
        add(&format!("own support of {id}"), value, &source);
    }
    all
}

#[expect(clippy::cast_possible_truncation, reason = "a number of votes")]
fn rounded(votes: f64) -> i64 {
    libm::round(votes) as i64
}
