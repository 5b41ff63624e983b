//! The exposure against moments and densities come by otherwise.

use super::*;

fn exposure(segments: &[Vec<u32>], segment_sd: f64, booth_cv: f64) -> Exposure {
    Exposure::new(Booths { segments, segment_sd, booth_cv }, &[], 64)
}

/// Counts so large that they pull the exposure to a part of all the votes, however improbable that is.
fn toward(part: f64, all: f64) -> Pull {
    Pull { odds: 1e9 / all, votes: 1e9 * part }
}

#[test]
fn booths_that_are_alike_are_a_gamma_variate() {
    let exposure = exposure(&[vec![50; 8]], 0.0, 0.6);
    let r = 8.0 / 0.36;
    for v in [120.0, 350.0, 400.0, 520.0, 900.0] {
        let (x, scale) = (v, 400.0 / r);
        let expected = exp(r * log(x / scale) - x / scale - libm::lgamma(r));
        let found = exposure.density(log(v));
        assert!((found - expected).abs() < 1e-12, "{v}: {found} is not {expected}");
    }
}

#[test]
fn booths_that_hardly_vary_are_a_gamma_variate_too() {
    // Its spread is a ten-thousandth of its mean: a series from zero on would have a hundred thousand terms.
    let exposure = exposure(&[vec![50; 900]], 0.0, 0.003);
    assert!(exposure.has_density());
    let r = 900.0 / 9e-6;
    let log_gamma = |x: f64| r * log(x * r) - x * r - (r * log(r) - r + 0.5 * log(2.0 * PI / r) + 1.0 / (12.0 * r));
    for z in [-5.0, -1.0, 0.0, 2.0, 5.0] {
        let x = 1.0 + z / sqrt(r);
        let expected = exp(log_gamma(x));
        let found = exposure.density(log(45_000.0 * x));
        assert!((found / expected - 1.0).abs() < 1e-6, "{z}: {found} is not {expected}");
    }
}

#[test]
fn one_segment_whose_booths_do_not_vary_is_log_normal() {
    let nodes = exposure(&[vec![100, 300, 50]], 0.3, 0.0).nodes(0.7);
    let mean = |f: &dyn Fn(f64) -> f64| nodes.iter().map(|node| node.weight * f(node.ln - log(450.0))).sum::<f64>();
    assert!((mean(&|_| 1.0) - 1.0).abs() < 1e-12 && mean(&|x| x).abs() < 1e-12);
    assert!((mean(&|x| x * x) - 0.09).abs() < 1e-12 && (mean(&|x| exp(2.0 * x)) / exp(0.18) - 1.0).abs() < 1e-12);
}

#[test]
fn moments_are_those_of_segments_and_booths() {
    let segments: Vec<Vec<u32>> = (0..4).map(|s| (0..90).map(|b| 100 + 37 * s + b * 3).collect()).collect();
    let exposure = exposure(&segments, 0.2, 0.6);
    let nodes = exposure.nodes(0.7);
    let mean = |f: &dyn Fn(f64) -> f64| nodes.iter().map(|node| node.weight * f(exp(node.ln))).sum::<f64>();
    let (mut first, mut variance) = (0.0, 0.0);
    for sizes in &segments {
        let sum: f64 = sizes.iter().map(|&n| f64::from(n)).sum();
        let squares: f64 = sizes.iter().map(|&n| f64::from(n) * f64::from(n)).sum();
        let (one, two) = (exp(0.02), exp(0.08));
        first += sum * one;
        variance += two * (sum * sum + 0.36 * squares) - sum * sum * one * one;
    }
    assert!((mean(&|_| 1.0) - 1.0).abs() < 1e-12);
    assert!((mean(&|v| v) / first - 1.0).abs() < 1e-11, "{}", mean(&|v| v) / first);
    assert!((mean(&|v| (v - first) * (v - first)) / variance - 1.0).abs() < 1e-9);
}

#[test]
fn many_booths_damp_nothing_that_a_segment_does() {
    // Two thousand booths of one segment spread the seat by a hundredth, and the segment by a fifth and more.
    let segments = [(0..2_000).map(|b| 60 + b * b % 450).collect::<Vec<u32>>()];
    let all: f64 = segments[0].iter().map(|&n| f64::from(n)).sum();
    let squares: f64 = segments[0].iter().map(|&n| (f64::from(n) / all).powi(2)).sum();
    for sd in [0.1, 0.2, 0.5, 0.8] {
        let nodes = exposure(&segments, sd, 0.6).nodes(0.7);
        let moment = |p: f64| nodes.iter().map(|n| n.weight * exp(p * (n.ln - log(all)))).sum::<f64>();
        let effect = |p: f64| exp(0.5 * p * p * sd * sd);
        assert!((moment(0.0) - 1.0).abs() < 1e-11, "{sd}: {}", moment(0.0));
        assert!((moment(1.0) / effect(1.0) - 1.0).abs() < 1e-10, "{sd}: {}", moment(1.0) / effect(1.0));
        let second = effect(2.0) * (1.0 + 0.36 * squares);
        assert!((moment(2.0) / second - 1.0).abs() < 1e-9, "{sd}: {}", moment(2.0) / second);
    }
    // A tilt shows the same density where both have digits.
    let booths = Booths { segments: &segments, segment_sd: 0.2, booth_cv: 0.6 };
    let (plain, tilted) = (Exposure::new(booths, &[], 64), Exposure::new(booths, &[toward(exp(-0.9), all)], 64));
    for z in [-5.0, -4.0, -3.0, -2.0] {
        let ln = log(all) + 0.2 * z;
        let ratio = tilted.density(ln) * exp(tilted.ln_scale()) / plain.density(ln);
        assert!((ratio - 1.0).abs() < 1e-8, "{z}: {ratio}");
    }
}

#[test]
fn a_tilt_shows_the_lower_tail() {
    // A log-normal variate of sd 0.3 at 13 deviations below its middle: 1e-37.
    let segments = [vec![100, 300, 50]];
    let booths = Booths { segments: &segments, segment_sd: 0.3, booth_cv: 0.0 };
    let tilted = Exposure::new(booths, &[toward(exp(-13.0 * 0.3), 450.0)], 64);
    let ratio = tilted.density(log(450.0) - 13.0 * 0.3) / tilted.density(log(450.0) - 12.0 * 0.3);
    assert!((ratio / exp(0.5 * (144.0 - 169.0)) - 1.0).abs() < 1e-8, "{ratio}");
}

/// E[V^k exp(-pull V)] for k = 0, 1, ... up to a factor, V in the principal's votes: the booths' moments follow from the
/// cumulants of gamma variates, and the effect of the one segment is integrated over.
fn moments_of_one(sizes: &[u32], sd: f64, cv: f64, pull: f64) -> [f64; 9] {
    let all: f64 = sizes.iter().map(|&n| f64::from(n)).sum();
    let parts: Vec<f64> = sizes.iter().map(|&n| f64::from(n) / all).collect();
    let at = |z: f64| {
        let factor = exp(sd * z);
        let scaled = |x: f64| factor * x * cv * cv;
        let ln = if cv > 0.0 {
            parts.iter().map(|&x| -libm::log1p(pull * scaled(x)) / (cv * cv)).sum()
        } else {
            -pull * factor
        };
        let cumulant = |m: usize| -> f64 {
            if cv <= 0.0 {
                return if m == 1 { factor } else { 0.0 };
            }
            let power = |x: f64| (scaled(x) / (1.0 + pull * scaled(x))).powi(i32::try_from(m).unwrap());
            (1..m as u64).product::<u64>() as f64 / (cv * cv) * parts.iter().map(|&x| power(x)).sum::<f64>()
        };
        let cumulants: Vec<f64> = (0..9).map(|m| if m == 0 { 0.0 } else { cumulant(m) }).collect();
        let mut moments = [1.0; 9];
        for n in 1..9 {
            let mut choose = 1.0;
            moments[n] = 0.0;
            for m in 1..=n {
                moments[n] += choose * cumulants[m] * moments[n - m];
                choose *= (n - m) as f64 / m as f64;
            }
        }
        (ln - 0.5 * z * z, moments)
    };
    let nodes: Vec<(f64, [f64; 9])> = (-8_000..450).map(|k| at(0.02 * f64::from(k))).collect();
    let largest = nodes.iter().map(|node| node.0).fold(f64::NEG_INFINITY, f64::max);
    let mut sums = [0.0; 9];
    for (ln, moments) in nodes {
        sums.iter_mut().zip(moments).for_each(|(sum, moment)| *sum += exp(ln - largest) * moment);
    }
    sums.map(|sum| sum / sums[0])
}

#[test]
fn counts_far_below_what_was_believed_weigh_the_tail_they_are_in() {
    let sizes: Vec<u32> = (0..60).map(|b| 60 + b * 7 % 450).collect();
    let all: f64 = sizes.iter().map(|&n| f64::from(n)).sum();
    let mut tried = 0;
    // The odds of two namesakes together as a share, and the most votes they polled; from there to a thousandth of it.
    for (pull, votes) in [(160.0, 8.0), (480.0, 8.0), (3_200.0, 8.0), (8_400.0, 0.0), (160_000.0, 8.0)] {
        for (sd, cv) in [(0.2, 0.6), (0.35, 0.6), (0.6, 0.6), (0.2, 0.0), (0.6, 0.0), (0.05, 0.3)] {
            let booths = Booths { segments: std::slice::from_ref(&sizes), segment_sd: sd, booth_cv: cv };
            let exposure = Exposure::new(booths, &[Pull { odds: pull / all, votes }], 64);
            assert!(exposure.has_density(), "{pull} {votes} {sd} {cv}");
            let nodes = exposure.nodes(0.35);
            let part = |node: &Node| exp(node.ln - log(all));
            // What lies where is as large as the tilt makes it: the weight first, in logarithms.
            let weight = |node: &Node| log(node.weight) - pull * part(node);
            let largest = nodes.iter().map(weight).fold(f64::NEG_INFINITY, f64::max);
            let sum = |k: i32| nodes.iter().map(|n| exp(weight(n) - largest) * part(n).powi(k)).sum::<f64>();
            let expected = moments_of_one(&sizes, sd, cv, pull);
            let top = if votes > 0.0 { 8 } else { 3 };
            for (k, expected) in (0..=top).zip(expected).skip(1) {
                let found = sum(k) / sum(0);
                let off = (found / expected - 1.0).abs();
                assert!(off < 1e-9, "{pull} {votes}, {sd} {cv}: moment {k} is off by {off}");
            }
            tried += 1;
        }
    }
    assert_eq!(tried, 30);
}

#[test]
fn many_booths_at_once_are_what_they_are_one_after_the_other() {
    let segments: Vec<Vec<u32>> = vec![(0..70).map(|b| 60 + b * b % 450).collect(), vec![300, 20, 5]];
    for (segment_sd, booth_cv) in [(0.3, 0.6), (1.5, 0.6), (1.5, 1.2), (0.0, 0.6)] {
        let booths = Booths { segments: &segments, segment_sd, booth_cv };
        let by_one = super::super::points::exposure(booths, 96, |_| None);
        let at_once = super::super::points::exposure(booths, 96, |sizes| Exposure::many(sizes, booths));
        assert!(Exposure::many(&segments[0], booths).is_some() && Exposure::many(&segments[1], booths).is_none());
        let mean = |nodes: &[Node], f: &dyn Fn(f64) -> f64| nodes.iter().map(|n| n.weight * f(n.ln)).sum::<f64>();
        for (name, f) in [
            ("one", (|_| 1.0) as fn(f64) -> f64),
            ("logarithm", |ln| ln),
            ("square", |ln| ln * ln),
            ("mean", exp),
            ("no vote of a thousandth", |ln| exp(-0.001 * exp(ln))),
            ("no vote of a hundredth", |ln| exp(-0.01 * exp(ln))),
            ("inverse", |ln| exp(-ln)),
        ] {
            let (one, all) = (mean(&by_one, &f), mean(&at_once, &f));
            // Tails below that are for the sum taken at once alone.
            let near = (one - all).abs() < 1e-6 * all.abs() + 1e-12;
            assert!(near, "{name} of {segment_sd}, {booth_cv}: {one} is not {all}");
        }
    }
}

#[test]
fn one_segment_whose_booths_hardly_vary_has_a_density() {
    let sizes: Vec<u32> = (0..900).map(|b| 60 + b * 7 % 450).collect();
    let all: f64 = sizes.iter().map(|&n| f64::from(n)).sum();
    for (sd, cv) in [(0.2, 0.0), (0.2, 0.002), (0.2, 0.05), (0.2, 0.12), (0.6, 0.05)] {
        let exposure = exposure(std::slice::from_ref(&sizes), sd, cv);
        assert!(exposure.has_density(), "{sd} {cv}");
        let nodes = exposure.nodes(0.35);
        let moment = |k: i32| nodes.iter().map(|n| n.weight * exp(f64::from(k) * (n.ln - log(all)))).sum::<f64>();
        for (k, expected) in (0..=4).zip(moments_of_one(&sizes, sd, cv, 0.0)) {
            let off = (moment(k) / expected - 1.0).abs();
            assert!(off < 1e-9, "{sd} {cv}: moment {k} is off by {off}");
        }
    }
}
