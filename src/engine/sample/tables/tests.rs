//! The bodies against each other, and against the law they sample.

use super::*;
use crate::engine::lanes::divert;
use crate::engine::uniforms::Streams;
use crate::stats::Purpose;
use crate::stats::streams::state;

fn streams(seed: u64) -> Streams {
    Streams::new(std::array::from_fn(|lane| state(seed, Purpose::Ballots, lane as u64)))
}

fn laws(probabilities: [f64; LANES], cv: f64) -> Laws {
    if cv == 0.0 {
        return Laws::Binomial(Lane(probabilities));
    }
    let phi = probabilities.map(|p| ((1.0 - p) / (p * cv * cv) - 1.0).max(1e-3));
    let part = |of: fn(f64) -> f64| Lane(std::array::from_fn(|i| of(probabilities[i]) * phi[i]));
    Laws::BetaBinomial(part(|p| p), part(|p| 1.0 - p))
}

#[test]
fn every_body_gives_the_portable_bits() {
    let sizes: Vec<u32> = (0..700).step_by(7).flat_map(|n| [n, n, n + 1]).collect();
    let largest = *sizes.iter().max().unwrap();
    let rates = [
        [0.0, 1e-9, 1e-4, 0.0025, 0.01, 0.05, 0.2, 0.45],
        [0.3, 0.3, 0.3, 0.3, 0.3, 0.3, 0.3, 0.3],
        [0.001, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.4],
    ];
    for cv in [0.0, 0.1, 0.6, 1.5] {
        for rates in rates {
            let rates = if cv > 0.0 { rates.map(|p: f64| p.max(1e-12)) } else { rates };
            let run = |body: Body| {
                let (mut tables, mut streams) = (Tables::default(), streams(7));
                tables.fill(body, laws(rates, cv), largest);
                let mut out = vec![[0; LANES]; sizes.len()];
                divert(body, &sizes, &mut tables, &mut streams, &mut out);
                let none: Vec<u64> = (0..=largest).flat_map(|n| tables.none(n).map(f64::to_bits)).collect();
                (out, none, streams)
            };
            let portable = run(Body::Portable);
            for body in Body::available() {
                assert!(run(body) == portable, "{body:?} differs at cv {cv}, rates {rates:?}");
            }
        }
    }
}

#[test]
fn ten_million_draws_follow_the_law() {
    // Chi-square of counts against the exact pmf by logarithms of gamma functions, in all lanes.
    let (n, cv) = (300_u32, 0.6);
    let rates = [0.001, 0.002, 0.005, 0.01, 0.02, 0.03, 0.05, 0.08];
    let (mut tables, mut streams) = (Tables::default(), streams(99));
    let law = laws(rates, cv);
    tables.fill(Body::widest(), law, n);
    let sizes = vec![n; 12_500];
    let mut out = vec![[0; LANES]; sizes.len()];
    let mut seen = vec![[0_u64; LANES]; n as usize + 1];
    let draws = 100 * sizes.len() as u64;
    for _ in 0..100 {
        divert(Body::widest(), &sizes, &mut tables, &mut streams, &mut out);
        for counts in &out {
            counts.iter().enumerate().for_each(|(lane, &k)| seen[k as usize][lane] += 1);
        }
    }
    let Laws::BetaBinomial(a, b) = law else { panic!("the law is beta-binomial") };
    for lane in 0..LANES {
        let (a, b) = (a.0[lane], b.0[lane]);
        let ln_beta = |x: f64, y: f64| libm::lgamma(x) + libm::lgamma(y) - libm::lgamma(x + y);
        let pmf = |k: f64| {
            let n = f64::from(n);
            (crate::stats::special::ln_choose(n, k) + ln_beta(a + k, b + n - k) - ln_beta(a, b)).exp()
        };
        // Kolmogorov and Smirnov's distance, whose bound is the wider for a law of whole numbers: one in
        // ten thousand per lane lies beyond 2.23 / sqrt(n).
        let (mut reached, mut law, mut distance) = (0.0, 0.0, 0.0_f64);
        for (k, seen) in seen.iter().enumerate() {
            reached += seen[lane] as f64 / draws as f64;
            law += pmf(k as f64);
            distance = distance.max((reached - law).abs());
        }
        assert!(distance < 2.23 / (draws as f64).sqrt(), "lane {lane}: {distance}");
        let (mut chi, mut cells, mut rest_seen, mut rest) = (0.0, 0.0, draws as f64, 1.0);
        for (k, seen) in seen.iter().enumerate() {
            let expected = pmf(k as f64) * draws as f64;
            if expected < 20.0 {
                break;
            }
            chi += (seen[lane] as f64 - expected).powi(2) / expected;
            cells += 1.0;
            rest_seen -= seen[lane] as f64;
            rest -= pmf(k as f64);
        }
        let expected = rest * draws as f64;
        if expected > 20.0 {
            chi += (rest_seen - expected).powi(2) / expected;
            cells += 1.0;
        }
        // Wilson and Hilferty: the cube root of chi-square over its degrees is nearly normal; one in
        // 20,000 per lane lies beyond 4.
        let degrees: f64 = cells - 1.0;
        let z = ((chi / degrees).cbrt() - (1.0 - 2.0 / (9.0 * degrees))) / (2.0 / (9.0 * degrees)).sqrt();
        assert!(z < 4.0, "lane {lane}: chi-square {chi} on {degrees} degrees");
    }
}

#[test]
fn tables_agree_with_rational_arithmetic() {
    // Total variation of the tabled pmf against exact products, over sizes, rates and variations. The
    // products are taken to 32 digits, which is rational arithmetic as far as the 14th can tell.
    let mut checked = 0;
    for n in [1_u32, 2, 7, 60, 249, 565, 1_500] {
        for cv in [0.0, 0.03, 0.1, 0.6, 1.0, 2.0] {
            let rates = [1e-4, 0.0025, 0.01, 0.03, 0.06, 0.09, 0.12, 0.15];
            let mut tables = Tables::default();
            let law = laws(rates, cv);
            tables.fill(Body::widest(), law, n);
            while tables.upto <= n as usize {
                tables.lengthen();
            }
            for (lane, rate) in rates.iter().enumerate() {
                let mut term = tables.none(n)[lane];
                let mut exact = compensated_first(&law, lane, n);
                let mut distance = (term - exact.value()).abs();
                for k in 0..n as usize {
                    term *= tables.up[k].0[lane] * tables.rest[n as usize - k].0[lane];
                    exact = exact.next(&law, lane, n, k);
                    distance += (term - exact.value()).abs();
                }
                // Beyond some hundred steps, constant roundings of a + b + k begin to tell.
                let tolerance = if f64::from(n) * rate <= 150.0 { 1e-14 } else { 1.5e-14 };
                let variation = 0.5 * distance;
                assert!(variation <= tolerance, "{variation:e} at n {n}, cv {cv}, rate {rate}");
                checked += 1;
            }
        }
    }
    assert_eq!(checked, 336);
}

/// A positive number as an unevaluated sum of two, about 32 digits: enough to stand in for a
/// rational number where the question is the 14th.
#[derive(Clone, Copy)]
struct Pair(f64, f64);

impl Pair {
    fn value(self) -> f64 {
        self.0 + self.1
    }

    fn times(self, by: Pair) -> Pair {
        let high = self.0 * by.0;
        let low = self.0.mul_add(by.0, -high) + (self.0 * by.1 + self.1 * by.0);
        Pair(high + low, low - ((high + low) - high))
    }

    fn over(self, by: Pair) -> Pair {
        let high = self.0 / by.0;
        let low = ((-high).mul_add(by.0, self.0) + self.1 - high * by.1) / by.0;
        Pair(high + low, low - ((high + low) - high))
    }

    fn sum(a: f64, b: f64) -> Pair {
        let high = a + b;
        let part = high - a;
        Pair(high, (a - (high - part)) + (b - part))
    }

    fn next(self, law: &Laws, lane: usize, n: u32, k: usize) -> Pair {
        let (done, rest) = (k as f64, f64::from(n) - k as f64);
        let choose = Pair(rest, 0.0).over(Pair(done + 1.0, 0.0));
        let odds = match law {
            Laws::Binomial(p) => Pair(p.0[lane], 0.0).over(Pair::sum(1.0, -p.0[lane])),
            Laws::BetaBinomial(a, b) => Pair::sum(a.0[lane], done).over(Pair::sum(b.0[lane], rest - 1.0)),
        };
        self.times(choose.times(odds))
    }
}

fn compensated_first(law: &Laws, lane: usize, n: u32) -> Pair {
    (0..n).fold(Pair(1.0, 0.0), |none, size| {
        let done = f64::from(size);
        none.times(match law {
            Laws::Binomial(p) => Pair::sum(1.0, -p.0[lane]),
            Laws::BetaBinomial(a, b) => {
                let x = Pair::sum(b.0[lane], done);
                let all = Pair::sum(a.0[lane], x.0);
                x.over(Pair(all.0, all.1 + x.1))
            }
        })
    })
}
