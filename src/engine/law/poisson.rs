//! The distribution of a number of votes that is Poisson around an uncertain mean.

use super::exposure::Exposure;
use super::odds::{Odds, Part};
use super::panel_nodes;
use super::points::Node;
use crate::stats::panels::{Panels, SINGLE, over_whole};
use libm::{exp, expm1, lgamma, log, sqrt};
use std::f64::consts::PI;

/// Deviations of a Poisson count beyond which its probability is below 10^-17 of its largest.
const REACH: f64 = 9.0;

/// So many probabilities follow from one another.
const AFRESH: usize = 32;

/// Below this a number has lost digits.
const LEAST: f64 = 1e-280;

/// What is nothing, against the most probable number.
const NOTHING: f64 = 1e-260;

/// P(C = 0), ..., P(C = last) for diverted votes C before the namesake's own total is looked at, over all exposures.
pub(super) fn masses(odds: &Odds, exposure: &Exposure, nodes: &[Node], last: usize) -> Vec<f64> {
    if let Some(votes) = exposure.fixed() {
        return masses_given(odds, log(votes), last);
    }
    let mut sum = vec![0.0; last + 1];
    if !exposure.has_density() {
        nodes.iter().for_each(|node| add(&mut sum, node.weight, masses_given(odds, node.ln, last)));
        return sum;
    }
    let (Some(first), Some(end)) = (nodes.first(), nodes.last()) else { return sum };
    for &(value, weight) in &odds.atoms {
        if value <= 0.0 {
            sum[0] += weight;
        } else {
            let at = log(value);
            let density = |y: f64| exposure.density(y - at);
            add(&mut sum, weight, mixed(&density, at + first.ln, at + end.ln, exposure.spread(), last));
        }
    }
    for part in &odds.parts {
        let (low, high) = (part.low + first.ln, part.high + end.ln);
        let blurred = |y: f64| {
            if part.smooth > 0.0 {
                nodes.iter().map(|node| node.weight * part.at(y - node.ln)).sum()
            } else {
                blurred(part, exposure, y, first.ln, end.ln)
            }
        };
        let smooth = part.smooth.max(exposure.spread());
        let panels = Panels::new(low, high, smooth, blurred);
        let density = |y: f64| if y < low || y > high { 0.0 } else { panels.at(y).max(0.0) };
        add(&mut sum, part.weight, mixed(&density, low, high, smooth, last));
    }
    sum
}

/// A density that ends in a step, averaged over the exposure: integrated over its own reach.
fn blurred(part: &Part, exposure: &Exposure, y: f64, first: f64, end: f64) -> f64 {
    let (from, to) = (part.low.max(y - end), part.high.min(y - first));
    pieces(from, to, 0.8 * exposure.spread()).map(|(x, w)| w * part.at(x) * exposure.density(y - x)).sum()
}

/// The same as [`masses`] at one exposure.
pub(super) fn masses_given(odds: &Odds, ln_votes: f64, last: usize) -> Vec<f64> {
    let mut sum = vec![0.0; last + 1];
    for &(value, weight) in &odds.atoms {
        if value <= 0.0 || !ln_votes.is_finite() {
            sum[0] += weight;
        } else {
            add(&mut sum, weight, poisson(log(value) + ln_votes, last));
        }
    }
    for part in &odds.parts {
        if !ln_votes.is_finite() {
            sum[0] += part.weight;
            continue;
        }
        let density = |y: f64| part.at(y - ln_votes);
        let (low, high) = (part.low + ln_votes, part.high + ln_votes);
        let values = if part.smooth > 0.0 {
            mixed(&density, low, high, part.smooth, last)
        } else {
            let mut values = few(&density, low, high, 0.2, last);
            values.extend(between_steps(&density, low, high, last));
            values
        };
        add(&mut sum, part.weight, values);
    }
    sum
}

fn add(sum: &mut [f64], weight: f64, values: Vec<f64>) {
    sum.iter_mut().zip(values).for_each(|(sum, value)| *sum += weight * value);
}

/// P(C = c) of a Poisson variate whose mean has this logarithm.
pub(super) fn poisson(ln_mean: f64, last: usize) -> Vec<f64> {
    let mean = exp(ln_mean);
    let at = |c: usize| match c {
        0 => exp(-mean),
        c => peak(c as f64) * exp(-away(c as f64, ln_mean - log(c as f64))),
    };
    let mut values = Vec::with_capacity(last + 1);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "no more than the last")]
    let top = mean.min(last as f64) as usize;
    let least = at(top) * NOTHING;
    // From each to the next by a product, and afresh after so many, before rounding adds up.
    for start in (0..=last).step_by(AFRESH) {
        let end = (start + AFRESH).min(last + 1);
        let mut value = at(start);
        // Far from the most probable number there is nothing: above it from here on, and below it up to the end.
        if start > top && value <= least {
            values.resize(last + 1, 0.0);
            break;
        }
        if end <= top && at(end) <= least {
            values.resize(end, 0.0);
            continue;
        }
        if value < LEAST {
            values.extend((start..end).map(at));
            continue;
        }
        for c in start + 1..=end {
            values.push(value);
            value *= mean / c as f64;
        }
    }
    values
}

/// P(C = c) at the mean c: 1 / sqrt(2 pi c) but for Stirling's correction.
fn peak(c: f64) -> f64 {
    if c < 16.0 {
        return exp(c * log(c) - c - lgamma(c + 1.0));
    }
    let (s, square) = (1.0 / c, 1.0 / (c * c));
    let stirling = s * (1.0 / 12.0 - square * (1.0 / 360.0 - square * (1.0 / 1_260.0 - square / 1_680.0)));
    exp(-stirling) / sqrt(2.0 * PI * c)
}

/// How far the logarithm of P(C = c) falls where the mean is c exp(delta): c (exp(delta) - 1 - delta), without the loss
/// of digits that large c would bring.
fn away(c: f64, delta: f64) -> f64 {
    if delta.abs() < 0.01 {
        let d = delta;
        c * d * d * (0.5 + d * (1.0 / 6.0 + d * (1.0 / 24.0 + d * (1.0 / 120.0 + d * (1.0 / 720.0 + d / 5_040.0)))))
    } else {
        c * (expm1(delta) - delta)
    }
}

/// P(C = 0), ..., P(C = last) where the logarithm of the mean has a density that is smooth over `smooth`.
fn mixed(density: &dyn Fn(f64) -> f64, low: f64, high: f64, smooth: f64, last: usize) -> Vec<f64> {
    let mut values = few(density, low, high, smooth, last);
    if last >= SINGLE {
        let bend = smooth.min(1.0);
        let many =
            over_whole(last, bend, |c| if c < SINGLE as f64 - 0.5 { 0.0 } else { trapezoid(density, smooth, c) });
        values.extend(many.into_iter().skip(SINGLE));
    }
    values
}

/// The first probabilities, below [`SINGLE`], by panels over all means that matter to them.
fn few(density: &dyn Fn(f64) -> f64, low: f64, high: f64, smooth: f64, last: usize) -> Vec<f64> {
    let mut values = vec![0.0; last.min(SINGLE - 1) + 1];
    // A mean of 140 leaves 31 votes a probability below 10^-25.
    for (y, w) in pieces(low, high.min(log(140.0)), smooth.min(0.35)) {
        let (mean, w) = (exp(y), w * density(y));
        let mut term = exp(-mean);
        for (c, value) in (1_u32..).zip(&mut values) {
            *value += w * term;
            term *= mean / f64::from(c);
        }
    }
    values
}

/// P(C = c): the trapezoid over the logarithm of the mean, which converges at once because the count is nearly normal there.
fn trapezoid(density: &dyn Fn(f64) -> f64, smooth: f64, c: f64) -> f64 {
    let deviation = 1.0 / sqrt(c);
    let step = 0.7 / sqrt(c + 1.0 / (smooth * smooth));
    let at = log(c);
    let mut sum = density(at);
    for direction in [1.0, -1.0] {
        for k in 1_u32.. {
            let delta = direction * step * f64::from(k);
            let fall = away(c, delta);
            if fall > 0.5 * REACH * REACH || delta.abs() > 4.0 * REACH * deviation {
                break;
            }
            sum += exp(-fall) * density(at + delta);
        }
    }
    step * peak(c) * sum
}

/// P(C = c) where the density ends in steps: panels between them, or along the nearer of them where the count is far from both,
/// so that what is next to impossible keeps its digits.
fn stepped(density: &dyn Fn(f64) -> f64, low: f64, high: f64, c: f64) -> f64 {
    let (at, deviation) = (log(c), 1.0 / sqrt(c));
    // From a step on it falls by `slope` and faster.
    let fall = |step: f64| {
        let (slope, bend) = (c * expm1(step - at).abs(), REACH * deviation * exp(0.5 * (at - step)));
        bend.min(0.5 * REACH * REACH / slope.max(LEAST))
    };
    let (from, to) = if at < low {
        (low, high.min(low + fall(low)))
    } else if at > high {
        (low.max(high - 1.4 * fall(high)), high)
    } else {
        (low.max(at - 1.4 * REACH * deviation), high.min(at + REACH * deviation))
    };
    let width = (1.6 * deviation).min((to - from) / 6.0);
    peak(c) * pieces(from, to, width).map(|(y, w)| w * density(y) * exp(-away(c, y - at))).sum::<f64>()
}

/// How far from a step, in deviations of the count, it is still seen between the steps; how far beyond them any number is left;
/// and how wide panels are there.
const SEEN: f64 = 1.5 * REACH;
const BEYOND: f64 = 38.0;
const NEAR_A_STEP: f64 = 1.5;

/// The same away from all steps, on the logarithm of the count.
const AWAY_FROM_STEPS: f64 = 0.3;

/// P(C = [`SINGLE`]), ..., P(C = last) where the density ends in steps. On twice the root of the count, whose deviation is 1
/// whatever the count, the steps are bends as wide as a deviation, and between them all is as smooth as the density.
fn between_steps(density: &dyn Fn(f64) -> f64, low: f64, high: f64, last: usize) -> Vec<f64> {
    let root = |c: f64| 2.0 * sqrt(c);
    let (first, end) = (root(SINGLE as f64), root(last as f64));
    let [low_step, high_step] = [low, high].map(|ln_mean| root(exp(ln_mean)));
    let near = [(low_step - BEYOND, low_step + SEEN), (high_step - SEEN, high_step + BEYOND)];
    let mut ends: Vec<f64> = near.iter().flat_map(|&(from, to)| [from, to]).chain([first, end]).collect();
    ends.retain(|place| (first..=end).contains(place));
    ends.sort_by(f64::total_cmp);
    let mut values = Vec::new();
    for ends in ends.windows(2) {
        let (from, to) = (ends[0], ends[1]);
        let middle = 0.5 * (from + to);
        let is_near = near.iter().any(|&(from, to)| from < middle && middle < to);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a count of votes")]
        let within = SINGLE + values.len()..=((0.25 * to * to + 1e-6).floor() as usize).min(last);
        let width = if is_near { NEAR_A_STEP } else { 0.5 * AWAY_FROM_STEPS * from };
        if within.clone().count() as f64 <= Panels::NODES as f64 * ((to - from) / width).ceil().max(1.0) {
            values.extend(within.map(|c| stepped(density, low, high, c as f64)));
            continue;
        }
        let panels =
            Panels::new(from, to, width, |root| log(stepped(density, low, high, 0.25 * root * root).max(LEAST)));
        values.extend(within.map(|c| exp(panels.at(root(c as f64)))));
    }
    values
}

/// Nodes of panels no wider than `width` from one place to another; none where there is nothing between.
fn pieces(from: f64, to: f64, width: f64) -> impl Iterator<Item = (f64, f64)> {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "there are a few hundred panels")]
    let panels = ((to - from) / width).ceil().max(0.0) as u32;
    let step = (to - from) / f64::from(panels.max(1));
    (0..panels).flat_map(move |k| panel_nodes(from + step * f64::from(k), from + step * f64::from(k + 1)))
}

#[cfg(test)]
mod tests {
    use super::super::segment::Booths;
    use super::*;
    use crate::stats::RateLaw;
    use crate::stats::rates::Route;
    use crate::stats::special::logit;

    #[test]
    fn probabilities_of_a_poisson_variate_keep_their_digits() {
        for mean in [0.3, 20.0, 5_000.0] {
            let values = poisson(log(mean), 6_000);
            let sum: f64 = values.iter().sum();
            assert!((sum - 1.0).abs() < 1e-13, "{mean}: {sum}");
        }
        // Steps of the recurrence P(c + 1) = P(c) mean / (c + 1).
        let values = poisson(log(700.0), 1_500);
        for c in [1, 15, 16, 400, 699, 1_100] {
            assert!((values[c + 1] / values[c] * (c + 1) as f64 / 700.0 - 1.0).abs() < 1e-12, "{c}");
        }
    }

    #[test]
    fn a_density_between_steps_keeps_its_digits_however_far_from_them() {
        let law = RateLaw::Uniform { low: 0.06, high: 0.2 };
        let odds = Odds::new(&[Route { open: 1.0, rate: law }]);
        let exposed = 9_000.0;
        let values = masses_given(&odds, log(exposed), 6_000);
        // Every count by itself, and by Simpson's rule over many equal steps of the rate.
        let direct = |c: f64| {
            let at = |p: f64| exp(-away(c, log(exposed * p / (1.0 - p)) - log(c))) * peak(c);
            let steps = 200_000_u32;
            let width = 0.14 / f64::from(steps);
            let three = |k: u32| {
                let low = 0.06 + width * f64::from(k);
                at(low) + 4.0 * at(low + 0.5 * width) + at(low + width)
            };
            (0..steps).map(three).sum::<f64>() * width / 6.0 / 0.14
        };
        for c in [60_usize, 250, 480, 560, 600, 1_100, 1_900, 2_240, 2_290, 2_600, 3_100] {
            let expected = direct(c as f64);
            assert!(expected > 1e-200, "{c}: {expected}");
            assert!((values[c] / expected - 1.0).abs() < 1e-9, "{c}: {} is not {expected}", values[c]);
        }
        assert!((values.iter().sum::<f64>() - 1.0).abs() < 1e-11);
    }

    #[test]
    fn a_single_rate_gives_the_convolution_of_negative_binomials() {
        // One segment, four booths, by hand: probabilities by recurrence, convolved.
        let sizes = vec![120, 300, 300, 80];
        let rate = 0.03;
        let odds = rate / (1.0 - rate);
        let mut law = vec![1.0];
        for &n in &sizes {
            let (r, mean) = (1.0 / 0.36, odds * f64::from(n));
            let mut booth = vec![exp(-r * libm::log1p(mean / r))];
            for k in 0..250 {
                let last = booth[k];
                booth.push(last * (r + k as f64) / (k as f64 + 1.0) * mean / (mean + r));
            }
            let mut next = vec![0.0; law.len() + 250];
            for (i, a) in law.iter().enumerate() {
                booth.iter().enumerate().for_each(|(j, b)| next[i + j] += a * b);
            }
            law = next;
        }
        let segments = [sizes];
        let exposure = Exposure::new(Booths { segments: &segments, segment_sd: 0.0, booth_cv: 0.6 }, &[], 64);
        let routes = [Route { open: 1.0, rate: RateLaw::Fixed(rate) }];
        let found = masses(&Odds::new(&routes), &exposure, &exposure.nodes(0.5), 120);
        for (c, (found, exact)) in found.iter().zip(&law).enumerate() {
            assert!((found - exact).abs() < 1e-11, "{c}: {found} is not {exact}");
        }
    }

    #[test]
    fn uncertain_rates_give_probabilities_that_add_up_and_averages_over_the_exposure_agree() {
        let segments: Vec<Vec<u32>> = (0..3).map(|s| (0..40).map(|b| 90 + 30 * s + 5 * b).collect()).collect();
        let exposure = Exposure::new(Booths { segments: &segments, segment_sd: 0.2, booth_cv: 0.6 }, &[], 64);
        for rate in [
            RateLaw::Logit { location: -6.0, scale: 1.4, drop: 0.0 },
            RateLaw::Logit { location: -5.0, scale: 0.7, drop: 1.5 },
            RateLaw::Uniform { low: 0.001, high: 0.02 },
            RateLaw::Beta { mean: 0.01, concentration: 60.0 },
            RateLaw::Logit { location: logit(0.01), scale: 0.05, drop: 0.0 },
        ] {
            let odds = Odds::new(&[Route { open: 0.7, rate }]);
            let nodes = exposure.nodes(0.3);
            let all = masses(&odds, &exposure, &nodes, 2_000);
            let mut apart = vec![0.0; 2_001];
            for node in &nodes {
                add(&mut apart, node.weight, masses_given(&odds, node.ln, 2_000));
            }
            for (c, (one, two)) in all.iter().zip(&apart).enumerate() {
                assert!((one - two).abs() < 2e-11, "{rate:?} {c}: {one} is not {two}");
            }
            if matches!(rate, RateLaw::Uniform { .. }) {
                assert!((all.iter().sum::<f64>() - 1.0).abs() < 1e-10, "{}", all.iter().sum::<f64>());
            }
        }
    }
}
