//! The answer at a glance: what a page says that asks again with every move of a slider.

use super::{Account, bound_in_question, brief, called, names, totals, verdict, warnings};
use crate::bounds::{Bound, Verdict as Arithmetic};
use crate::engine::Summary;
use crate::engine::law::GroupLaw;
use crate::scenario::{Mode, Scenario};
use crate::stats::RateLaw;
use crate::study::Outcome;
use crate::wording::{Term, WhatIf, WhatIfTerm, Wording};
use serde::Serialize;

/// Bars of the picture, where the law gives them and where they are simulated.
const BARS: u64 = 90;
const DRAWN_BARS: u64 = 24;

/// The part of the probability that the picture shows.
const SHOWN: (f64, f64) = (0.003, 0.997);

/// The answer of [`crate::study::Study::glance`] in words, with its picture.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Glance {
    /// The question, as the scenario has it.
    pub title: String,
    /// Seat and election.
    pub contest: String,
    /// The question that is asked: at a stated rate, or that of the scenario.
    pub question: String,
    /// The verdict of arithmetic in a word or two.
    pub word: &'static str,
    /// What ends a sentence in the language.
    #[serde(skip)]
    full_stop: &'static str,
    /// Why.
    pub because: Vec<String>,
    /// How often the principal wins, or loses; nothing where arithmetic has settled that.
    pub odds: Option<String>,
    /// The probability that who won would have been another.
    pub chance: Option<String>,
    /// How many votes went astray.
    pub diverted: Option<String>,
    /// The other question.
    pub without: Vec<String>,
    /// What makes the numbers less certain than they look.
    pub warnings: Vec<String>,
    /// What it rests on.
    pub rests_on: String,
    /// The flip probability.
    pub flip: f64,
    /// What bounds its error.
    pub error: f64,
    /// Whether arithmetic alone shows that it is 0.
    pub proved: bool,
    /// How the margin is spread, where that is known.
    pub margin: Option<MarginPicture>,
}

impl Glance {
    /// What is said in large letters, and what behind it.
    #[must_use]
    pub fn lead(&self) -> (String, String) {
        match &self.odds {
            Some(odds) => (odds.clone(), self.diverted.clone().unwrap_or_default()),
            None => (format!("{}{}", self.word, self.full_stop), self.because.join(" ")),
        }
    }

    /// What is said below: whichever of arithmetic and diverted votes the lead has left.
    #[must_use]
    pub fn below(&self) -> String {
        if self.odds.is_some() { self.because.join(" ") } else { self.diverted.clone().unwrap_or_default() }
    }

    /// The answer as one paragraph, to be quoted.
    #[must_use]
    pub fn sentence(&self) -> String {
        let (large, small) = self.lead();
        format!("{} {large} {small}", self.question).trim_end().to_owned()
    }
}

/// How the principal's margin is spread, as bars.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MarginPicture {
    /// From where to where the axis reaches.
    pub range: [f64; 2],
    /// Half a vote below the first value of every bar, and above that of the last.
    pub edges: Vec<f64>,
    /// The probability of each bar.
    pub heights: Vec<f64>,
    /// The margin as it is known.
    pub known: i64,
    /// What the known margin is called.
    pub known_words: String,
    /// Whether what is asked for lies where the margin is above 0.
    pub asks_above: bool,
    /// Words at the left and at the right of 0.
    pub sides: [String; 2],
    /// The axis.
    pub axis: String,
    /// The picture in words.
    pub alt: String,
    /// So many simulations stand behind it; none where it is the law.
    pub drawn: Option<String>,
}

/// The answer of a glance in words.
#[must_use]
pub fn glance(outcome: &Outcome, wording: Wording) -> Glance {
    let wording = called(&outcome.scenario, wording);
    let account = &Account { outcome, wording };
    let title = names::local(wording, &account.scenario.title, account.scenario.title_local.as_ref());
    let contest = names::contest(account);
    let (word, because) = verdict::arithmetic(account);
    let flip = account.law.flip;
    let mut glance = Glance {
        question: title.clone(),
        title,
        contest,
        word: wording.headline(word),
        full_stop: wording.term(Term::FullStop),
        because,
        odds: None,
        chance: None,
        diverted: None,
        without: Vec::new(),
        // The question says itself that a rate is set.
        warnings: warnings::grave_beside_settings(account),
        rests_on: brief::rests_on(account),
        flip: flip.probability,
        error: flip.error,
        proved: totals::is_proved(account),
        margin: None,
    };
    let Some(bound) = bound_in_question(account) else { return glance };
    let recorded = account.scenario.mode == Mode::Retrospective;
    let principal = &names::short(account, bound.principal);
    if let Some(rate) = rate_set(&account.scenario) {
        glance.question = wording.what_if(&WhatIf::Question { rate, principal, recorded });
    }
    glance.chance = Some(brief::chance(account, glance.proved));
    let asked = bound.verdict != Arithmetic::NotApplicable;
    if !glance.proved && asked {
        let probability = account.law.each.get(account.model.focus).map_or(0.0, |exact| exact.probability);
        glance.odds = Some(wording.what_if(&WhatIf::Odds { probability, principal, recorded }));
    }
    if let Some([low, middle, high]) = diverted(account) {
        let (polled, needed, namesakes) = (bound.namesake_votes, bound.votes_needed, bound.namesakes.len());
        glance.diverted = Some(wording.what_if(&WhatIf::Diverted { middle, low, high, polled, needed, namesakes }));
    }
    glance.without = brief::without_by_law(account);
    glance.margin = margin(account, bound, principal, recorded);
    glance
}

/// The confusion rate, where one number is laid over what is written.
#[must_use]
pub fn rate_set(scenario: &Scenario) -> Option<f64> {
    match scenario.confusion.rate {
        Some(RateLaw::Fixed(rate)) if scenario.is_set("confusion.rate") => Some(rate),
        _ => None,
    }
}

/// The diverted votes of the principal in question: 5, 50 and 95 %.
fn diverted(account: &Account<'_>) -> Option<[i64; 3]> {
    let shares = [0.05, 0.5, 0.95];
    let whole = |votes: u64| i64::try_from(votes).unwrap_or(i64::MAX);
    let all = &account.summary.groups[account.model.focus].all;
    match account.law.groups.get(account.model.focus) {
        Some(law) => Some(shares.map(|share| whole(law.quantile(share)))),
        None if all.count() > 0 => Some(shares.map(|share| all.quantile(share))),
        None => None,
    }
}

/// Values with their probabilities.
type Weighed = Vec<(i64, f64)>;

/// How the margin is spread: by the law where the diverted votes of the principal in question alone move it, and by draws where
/// there are any.
fn margin(account: &Account<'_>, bound: &Bound, principal: &str, recorded: bool) -> Option<MarginPicture> {
    let base = Summary::margin_base(&account.model);
    let wording = account.wording;
    let focus = account.model.focus();
    let alone =
        account.model.groups.iter().all(|group| group.principal == focus.principal || group.principal != focus.rival);
    let law = account.law.groups.get(account.model.focus);
    let returned = focus.return_share == RateLaw::Fixed(1.0);
    let (values, drawn) = if let Some(law) = law.filter(|_| alone && returned) {
        (by_law(law, base), None)
    } else {
        let histogram = if recorded { &account.summary.margin_shift } else { &account.summary.recorded_shift };
        if histogram.count() == 0 {
            return None;
        }
        let drawn = wording.what_if(&WhatIf::Drawn { draws: account.summary.simulations() });
        (by_draws(histogram, base), Some(drawn))
    };
    let at = |share: f64| quantile(&values, share);
    let (first, last) = (at(SHOWN.0), at(SHOWN.1));
    let bars = if drawn.is_some() { DRAWN_BARS } else { BARS };
    let (edges, heights) = bars_of(&values, first, last, bars);
    let (low, high) = (first.min(base).min(0) as f64, last.max(base).max(1) as f64);
    let air = 0.03 * (high - low);
    let rival = &names::short(account, bound.rival);
    let won = recorded && bound.verdict == Arithmetic::NotApplicable;
    let side = |term: WhatIfTerm| wording.what_if_term(term);
    Some(MarginPicture {
        range: [low - air, high + air],
        edges,
        heights,
        known: base,
        known_words: wording.term(if recorded { Term::DeclaredMargin } else { Term::IntendedMargin }).to_owned(),
        asks_above: recorded && !won,
        sides: [format!("← {}", side(WhatIfTerm::Loses)), format!("{} →", side(WhatIfTerm::Wins))],
        axis: wording.what_if(&WhatIf::MarginAxis { principal, rival, recorded, margin: base }),
        alt: wording.what_if(&WhatIf::MarginAlt { middle: at(0.5), low: at(0.05), high: at(0.95), principal }),
        drawn,
    })
}

fn by_law(law: &GroupLaw, base: i64) -> Weighed {
    (base..).zip(law.total.iter().copied()).collect()
}

fn by_draws(histogram: &crate::stats::Histogram, base: i64) -> Weighed {
    let all = histogram.count().max(1) as f64;
    let mut values = Weighed::new();
    for (middle, span, counted) in histogram.cells() {
        // A cell of many values is shared out over what it spans.
        let parts = span.clamp(1, 16);
        let half = i64::try_from(span / 2).unwrap_or(0);
        for part in 0..parts {
            let (part, of) = (i64::try_from(part).unwrap_or(0), i64::try_from(parts).unwrap_or(1));
            values.push((base + middle - half + (2 * part + 1) * half / of, counted as f64 / all / of as f64));
        }
    }
    values.sort_by_key(|&(value, _)| value);
    values
}

fn quantile(values: &Weighed, share: f64) -> i64 {
    let mut reached = 0.0;
    let found = values.iter().find(|(_, weight)| {
        reached += weight;
        reached >= share
    });
    found.or(values.last()).map_or(0, |&(value, _)| value)
}

/// Bars of equal width, none of which holds both a tie and a win; what lies beyond the ends is left out.
fn bars_of(values: &Weighed, low: i64, high: i64, bars: u64) -> (Vec<f64>, Vec<f64>) {
    const FIRST_WINNING: i64 = 1;
    let step = i64::try_from(low.abs_diff(high) / bars).unwrap_or(1).max(1);
    let bar = |value: i64| (value - FIRST_WINNING).div_euclid(step);
    let (first, last) = (bar(low) - 1, bar(high) + 1);
    let left = (first * step + FIRST_WINNING) as f64 - 0.5;
    let count = usize::try_from(last - first + 1).unwrap_or(1);
    let edges = (0..=count).map(|i| left + i as f64 * step as f64).collect();
    let mut heights = vec![0.0; count];
    for &(value, weight) in values {
        let place = usize::try_from(bar(value) - first).ok();
        if let Some(height) = place.and_then(|place| heights.get_mut(place)) {
            *height += weight;
        }
    }
    (edges, heights)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::study::Study;

    fn of(file: &str, settings: &[&str], draws: u64) -> Glance {
        let settings: Vec<String> = settings.iter().map(|&setting| setting.to_owned()).collect();
        let path = format!("scenarios/{file}.toml");
        let study = crate::study::Written::open(&path, None, &crate::study::Disk).unwrap().study(&settings).unwrap();
        glance(&Study::glance(&study, draws).unwrap(), Wording::default())
    }

    #[test]
    fn a_glance_says_what_the_law_says() {
        let raigad = of("raigad-2014", &["confusion.rate=0.008"], 0);
        assert_eq!(raigad.question, "What if 8 in 1,000 of Tatkare Sunil Dattatrey's voters voted for the wrong name?");
        let picture = raigad.margin.unwrap();
        assert!(picture.edges.contains(&0.5) && picture.drawn.is_none(), "{picture:?}");
        let won: f64 =
            picture.edges.iter().zip(&picture.heights).filter(|(edge, _)| **edge > 0.0).map(|(_, h)| h).sum();
        assert!((won - raigad.flip).abs() < 0.02, "{won} {}", raigad.flip);
        let kanpur = of("kanpur-2024", &[], 0);
        assert!(kanpur.proved && kanpur.odds.is_none() && kanpur.flip == 0.0);
    }

    #[test]
    fn a_contest_to_come_has_a_picture_where_it_is_drawn() {
        let settings = ["confusion.rate=0.006"];
        assert!(of("close-race", &settings, 0).margin.is_none());
        let drawn = of("close-race", &settings, 512);
        assert!(!drawn.margin.unwrap().asks_above && drawn.odds.unwrap().contains("loses the seat"));
    }
}
