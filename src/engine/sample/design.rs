//! Where importance sampling looks: the likeliest combination of shared effects that just flips the
//! result.
//!
//! Every effect that is a normal score can be shifted. The likeliest point of the region where
//! enough votes are diverted is its point nearest to the origin (the design point of structural
//! reliability; Hasofer and Lind 1974), found by following the gradient outward and back. A
//! bad shift cannot bias the answer, because every draw is weighted by its true density; it can only
//! cost precision, and half of the draws are plain in any case.

use crate::model::{Group, Model};
use crate::scenario::Method;
use crate::stats::RateLaw;
use crate::stats::special::{bisect, hazard, probability};
use std::sync::Arc;

/// What one number of the shared effects is.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Effect {
    /// The centre of a route's rate.
    Rate(RateLaw),
    /// A segment's effect.
    Segment(usize),
    /// How far the booths together stray from what the shared effects make likely. It is no number
    /// that is drawn, so it is not shifted; but it may do part of the way, and the shift is the less.
    Booths,
    /// Anything that is not shifted.
    Other,
}

/// Beyond this many deviations a 64-bit number has no more scores.
const FURTHEST: f64 = 8.0;

/// The shift of every number that a simulation of this model draws for its shared effects, in the
/// order in which they are drawn; empty where nothing is shifted.
pub(super) fn shift(model: &Model) -> Arc<[f64]> {
    if model.method != Method::Importance {
        return Arc::from([]);
    }
    let drawn = effects(model);
    // Segments alone reach the flip by several ways that are as likely (any one of them far out, or all
    // of them less); a shift to one of these would leave the others unseen and unmissed.
    if !drawn.iter().any(|effect| matches!(effect, Effect::Rate(_))) {
        return Arc::from([]);
    }
    let mut effects = drawn.clone();
    effects.push(Effect::Booths);
    let free: Vec<usize> = (0..effects.len()).filter(|&place| effects[place] != Effect::Other).collect();
    let focus = model.focus();
    let lead = model.known[focus.principal] - model.known[focus.rival];
    let needed = lead as f64;
    let diverted = |scores: &[f64]| expected(model, focus, &effects, scores);
    let mut shift = vec![0.0; effects.len()];
    if needed > 0.0 && diverted(&shift) < needed {
        let mut direction: Vec<f64> = free.iter().map(|_| 1.0).collect();
        for _ in 0..ROUNDS {
            let length = libm::sqrt(direction.iter().map(|d| d * d).sum());
            if length <= 0.0 {
                return Arc::from([]);
            }
            let along = |distance: f64| {
                let mut scores = vec![0.0; effects.len()];
                free.iter().zip(&direction).for_each(|(&place, d)| scores[place] = distance * d / length);
                scores
            };
            let distance = bisect(0.0, FURTHEST, |distance| diverted(&along(distance)) < needed);
            shift = along(distance);
            let here = shift.clone();
            direction = free
                .iter()
                .map(|&place| {
                    let mut there = here.clone();
                    there[place] += STEP;
                    let ahead = diverted(&there);
                    there[place] -= 2.0 * STEP;
                    (ahead - diverted(&there)).max(0.0)
                })
                .collect();
        }
    }
    shift.truncate(drawn.len());
    shift.into()
}

/// Rounds of following the gradient; it settles in a few.
const ROUNDS: u32 = 12;

/// Half the span over which a gradient is taken: wide enough for counts of whole votes.
const STEP: f64 = 0.05;

/// What every number of the shared effects is, in the order in which the sampler draws them.
fn effects(model: &Model) -> Vec<Effect> {
    let mut effects = Vec::new();
    for (place, group) in model.groups.iter().enumerate() {
        let ours = place == model.focus;
        let segments = (0..model.world.segments()).map(|s| if ours { Effect::Segment(s) } else { Effect::Other });
        for namesake in &group.namesakes {
            for route in &namesake.routes {
                effects.push(Effect::Other);
                let shiftable = ours && !matches!(route.rate, RateLaw::Beta { .. });
                let numbers = route.rate.numbers();
                let rate = if shiftable { Effect::Rate(route.rate) } else { Effect::Other };
                effects.extend(std::iter::once(rate).take(numbers));
                effects.extend(std::iter::repeat_n(Effect::Other, numbers.saturating_sub(1)));
            }
            effects.push(Effect::Other);
        }
        effects.extend(segments);
    }
    effects
}

/// Votes diverted looking forward at these scores, on average over booths or as far from it as
/// [`Effect::Booths`] says. Routes whose rate is not shifted have their mean.
fn expected(model: &Model, focus: &Group, effects: &[Effect], scores: &[f64]) -> f64 {
    let steady: f64 = focus
        .namesakes
        .iter()
        .flat_map(|namesake| &namesake.routes)
        .map(|route| match route.rate {
            RateLaw::Fixed(rate) => hazard(rate),
            RateLaw::Beta { mean, .. } => hazard(mean),
            _ => 0.0,
        })
        .sum();
    let moved: f64 = effects
        .iter()
        .zip(scores)
        .map(|(effect, &z)| if let Effect::Rate(law) = effect { hazard(law.at_score(z)) } else { 0.0 })
        .sum();
    let (mut mean, mut variance, mut astray) = (0.0, 0.0, 0.0);
    for (effect, &z) in effects.iter().zip(scores) {
        match *effect {
            Effect::Segment(s) => {
                let p = probability((steady + moved) * libm::exp(model.segment_sd * z));
                for &n in &focus.votes[model.world.starts[s]..model.world.starts[s + 1]] {
                    let n = f64::from(n);
                    mean += n * p;
                    // The variance of a booth's rate is (cv P)^2, and no more than a share can have.
                    let spread = (model.booth_cv * p).min(libm::sqrt(p * (1.0 - p)));
                    variance += n * p * (1.0 - p) + n * n * spread * spread;
                }
            }
            Effect::Booths => astray = z,
            _ => {}
        }
    }
    mean + astray * libm::sqrt(variance)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::{LANES, Scratch, draw, neighbours};
    use crate::evidence::Evidence;
    use crate::scenario;

    fn model(text: &str, method: &str) -> Model {
        let text = format!("{text}\n[simulation]\nmethod = \"{method}\"\n");
        let file = scenario::parse(&scenario::Sources::new("t", &text)).unwrap();
        Model::new(&file.build(None).unwrap(), &Evidence::builtin()).unwrap()
    }

    fn contests() -> [String; 2] {
        // What was said of it afterwards can be said of no contest to come.
        let kanpur = include_str!("../../../scenarios/kanpur-2024.toml");
        let kanpur = kanpur.split("[counting]").next().unwrap_or_default().to_owned();
        let forward = kanpur
            .replace("mode = \"retrospective\"", "mode = \"prospective\"")
            .replace("votes = { evm = 1_186, postal = 12 }", "ballot_position = 2\nsymbol_similarity = 0.5");
        let two = "title = \"t\"\nmode = \"prospective\"\n[contest]\nname = \"s\"\nbooths = 40\n\
            [[candidate]]\nid = \"a\"\nname = \"Asha Rao\"\nvotes = 9_000\n\
            [[candidate]]\nid = \"b\"\nname = \"Bimal Sen\"\nvotes = 8_000\n\
            [[candidate]]\nid = \"a2\"\nname = \"Asha Roy\"\nnamesake_of = \"a\"\n\
            [[candidate]]\nid = \"b2\"\nname = \"Bimal Sen\"\nnamesake_of = \"b\"\n\
            [confusion]\nrate = { mean = 0.01, concentration = 50 }\nreturn_share = { mean = 0.9, concentration = 20 }";
        [forward, two.to_owned()]
    }

    #[test]
    fn the_effects_are_as_many_as_are_drawn() {
        for text in contests() {
            let model = model(&text, "importance");
            let mut scratch = Scratch::new(&model);
            draw(&model, &neighbours(0), &mut scratch, &mut |_, _| ());
            for lane in 0..LANES {
                assert_eq!(scratch.lanes[lane].shared.taken(), effects(&model).len(), "{text}");
            }
        }
    }

    #[test]
    fn the_shift_lies_where_just_enough_votes_are_diverted() {
        let ahead = contests()[1].replace("votes = 8_000", "votes = 8_200").replace(
            "rate = { mean = 0.01, concentration = 50 }",
            "rate = { median = 0.01, p95 = 0.03 }\nsegment_sd = 0.4",
        );
        let model = model(&ahead, "importance");
        let (shift, effects, focus) = (shift(&model), effects(&model), model.focus());
        let lead = (model.known[focus.principal] - model.known[focus.rival]) as f64;
        // The booths' own straying does a part of the way.
        let there = expected(&model, focus, &effects, &shift);
        assert!((0.7..=1.0).contains(&(there / lead)), "{there} of {lead}");
        // No single effect does it nearer to the middle.
        let length = |v: &[f64]| v.iter().map(|z| z * z).sum::<f64>().sqrt();
        for place in (0..effects.len()).filter(|&p| effects[p] != Effect::Other) {
            let mut alone = vec![0.0; effects.len()];
            alone[place] = length(&shift);
            assert!(expected(&model, focus, &effects, &alone) <= there * (1.0 + 1e-3));
        }
    }

    #[test]
    fn plain_runs_are_not_shifted() {
        assert!(shift(&model(&contests()[0], "plain")).is_empty());
    }
}
