//! The exact law against plain convolution, and against itself on finer grids.

use crate::contests::{race, scenario};
use humnaam::engine::law::{self, Booths};
use humnaam::engine::{Body, Plan, run};
use humnaam::evidence::Evidence;
use humnaam::model::Model;
use humnaam::stats::{Purpose, Stream, stream};
use rand::RngExt;

fn model(sizes: &[Vec<u32>], lead: i64, confusion: &str) -> Model {
    let (text, table) = race(sizes, lead, confusion, 0);
    Model::new(&scenario(&text, Some(table)), &Evidence::builtin()).unwrap()
}

fn pick(random: &mut Stream, low: u32, high: u32) -> u32 {
    random.random_range(low..=high)
}

/// The pmf of a booth's diverted votes as a Polya urn fills: every vote goes astray with odds that rise
/// with those that did before. Nothing is taken from the law's recurrence or the sampler's.
fn booth(n: u32, p: f64, cv: f64) -> Vec<f64> {
    let mut pmf = vec![1.0];
    for vote in 0..n {
        let phi = (1.0 - p) / (p * cv * cv) - 1.0;
        let astray = |k: usize| if cv == 0.0 { p } else { (p * phi + k as f64) / (phi + f64::from(vote)) };
        let mut next = vec![0.0; pmf.len() + 1];
        for (k, mass) in pmf.iter().enumerate() {
            next[k] += mass * (1.0 - astray(k));
            next[k + 1] += mass * astray(k);
        }
        pmf = next;
    }
    pmf
}

#[test]
fn one_hundred_random_contests_agree_with_convolution() {
    let mut random = stream(7, Purpose::Shared, 0);
    let mut compared = 0;
    for _ in 0..100 {
        let sizes: Vec<Vec<u32>> = (0..pick(&mut random, 1, 4))
            .map(|_| (0..pick(&mut random, 1, 8)).map(|_| pick(&mut random, 1, 90)).collect())
            .collect();
        let cv = [0.0, 0.2, 0.6, 1.0][pick(&mut random, 0, 3) as usize];
        let rate = 0.001 + 0.25 * random.random::<f64>().powi(2);
        let model = model(&sizes, 5, &format!("rate = {rate}\nbooth_cv = {cv}\nsegment_sd = 0.0"));
        let booths = Booths::new(&model, model.focus());
        let mut law = vec![1.0];
        for &n in sizes.iter().flatten() {
            let booth = booth(n, rate, cv);
            let mut next = vec![0.0; law.len() + booth.len() - 1];
            for (i, a) in law.iter().enumerate() {
                booth.iter().enumerate().for_each(|(k, b)| next[i + k] += a * b);
            }
            law = next;
        }
        let mut tail = 1.0;
        let hazard = humnaam::stats::special::hazard(rate);
        for (votes, mass) in law.iter().enumerate() {
            let exact = booths.tail(hazard, votes as u64).unwrap();
            assert!((exact - tail).abs() < 1e-12, "{votes} of {sizes:?} at {rate}, {cv}: {exact} is not {tail}");
            tail -= mass;
            compared += 1;
        }
    }
    assert!(compared > 10_000);
}

#[test]
fn the_body_changes_no_bit_of_the_law() {
    let sizes = vec![(60..200).collect::<Vec<u32>>(), vec![150; 30]];
    for confusion in ["rate = 0.01\nsegment_sd = 0.3", "rate = 0.01\nbooth_cv = 0.0"] {
        let model = model(&sizes, 50, confusion);
        let tails = |body| {
            let booths = Booths::with(&model, model.focus(), body, 1.0);
            (0..60).map(|k| booths.tail(0.001 * f64::from(k), 200).unwrap().to_bits()).collect::<Vec<u64>>()
        };
        let portable = tails(Body::Portable);
        for body in Body::available() {
            assert!(portable == tails(body), "{body:?} differs");
        }
    }
}

#[test]
fn finer_grids_change_nothing() {
    let sizes: Vec<Vec<u32>> = (0..3).map(|s| (0..8).map(|b| 40 + 10 * s + 5 * b).collect()).collect();
    let away = |confusion: &str, votes: u64, fineness: f64| {
        let model = model(&sizes, 50, confusion);
        let usual = law::diverted_at_least(&model, votes).unwrap();
        let finer = law::diverted_at_least_with(&model, votes, fineness).unwrap();
        // Where a drawn rate cannot carry the variation any more, the law has a kink, and only a spread as
        // wide as 0.8 reaches it.
        let tolerance = if confusion.ends_with("0.8") { 1e-8 } else { 1e-10 };
        assert!((usual - finer).abs() < tolerance, "{votes} at {confusion:?}: {usual} and {finer}");
    };
    // The defaults on grids eight times finer, and what is harder on grids twice as fine.
    away("", 30, 8.0);
    for confusion in [
        "segment_sd = 0.0",
        "segment_sd = 0.0\nbooth_cv = 0.0",
        "segment_sd = 0.5",
        "segment_sd = 0.8",
        "rate = { low = 0.001, high = 0.02 }",
        "rate = { low = 0.0, high = 0.9 }\nsegment_sd = 0.0\nbooth_cv = 0.0",
        "rate = { mean = 0.01, concentration = 500 }",
        "rate = { mean = 0.01, concentration = 20 }",
        "rate = { median = 0.01, p95 = 0.011 }",
    ] {
        for votes in [1, 30, 300] {
            away(confusion, votes, 2.0);
        }
    }
}

#[test]
fn one_segment_of_many_booths_is_averaged_over_its_effect() {
    // A stated rate, and next to no chance beside the segment's effect: the plain integral over the effect, in small steps.
    let sizes = vec![(0..400).map(|b| 100 + b % 200).collect::<Vec<u32>>()];
    for (cv, sd) in [(0.6, 0.2), (0.0, 0.2), (0.6, 0.3)] {
        let of = |sd: f64| model(&sizes, 50, &format!("rate = 0.01\nbooth_cv = {cv}\nsegment_sd = {sd}"));
        let (varies, alike) = (of(sd), of(0.0));
        let booths = Booths::new(&alike, alike.focus());
        for votes in [500, 800, 1_200] {
            let exact = law::diverted_at_least(&varies, votes).unwrap();
            let at = |k: i32| {
                let z = 0.01 * f64::from(k);
                let hazard = humnaam::stats::special::hazard(0.01) * (sd * z).exp();
                0.01 * humnaam::stats::special::normal_density(z) * booths.tail(hazard, votes).unwrap()
            };
            let plain: f64 = (-800..=800).map(at).sum();
            assert!((exact - plain).abs() < 1e-9, "{cv} {sd} {votes}: {exact} is not {plain}");
        }
    }
}

#[test]
fn several_routes_are_taken_off_one_at_a_time() {
    // Two namesakes, one of whom is alike by name and by symbol and stands beside the principal.
    let text = |rate: &str| {
        format!(
            "title = \"t\"\nmode = \"prospective\"\n[contest]\nname = \"s\"\nbooths = 10\n\
             [[candidate]]\nid = \"a\"\nname = \"Asha Rao\"\nvotes = 3_000\nballot_position = 3\n\
             [[candidate]]\nid = \"b\"\nname = \"Bimal Sen\"\nvotes = 2_900\n\
             [[candidate]]\nid = \"a2\"\nname = \"Asha Rao\"\nnamesake_of = \"a\"\nballot_position = 4\nsymbol_similarity = 0.8\nvotes = 5\n\
             [[candidate]]\nid = \"a3\"\nname = \"Asha Roy\"\nnamesake_of = \"a\"\nvotes = 5\n[confusion]\n{rate}"
        )
    };
    for rate in ["", "rate = { median = 0.004, p95 = 0.02 }", "rate = { mean = 0.01, concentration = 80 }"] {
        let model = Model::new(&scenario(&text(rate), None), &Evidence::builtin()).unwrap();
        let exact = law::diverted_at_least(&model, 50).unwrap();
        let finer = law::diverted_at_least_with(&model, 50, 1.5).unwrap();
        assert!((exact - finer).abs() < 1e-9, "{rate:?}: {exact} and {finer}");
        let summary = run(&model, &Plan::new(40_000), &mut |_| true);
        let drawn = 1.0 - share_below(&summary.groups[0].all, 50);
        let error = (exact * (1.0 - exact) / 40_000.0).sqrt();
        assert!((drawn - exact).abs() < 4.0 * error, "{rate:?}: {drawn} is not {exact}");
    }
}

fn share_below(histogram: &humnaam::stats::Histogram, votes: i64) -> f64 {
    let below: u64 = histogram.cells().filter(|&(value, ..)| value < votes).map(|(.., count)| count).sum();
    below as f64 / histogram.count() as f64
}
