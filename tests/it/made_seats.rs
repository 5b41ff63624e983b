//! Seats made up by the model of booths itself, with every truth known.

#![expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "votes of one booth")]

use crate::contests::scenario;
use humnaam::evidence::Evidence;
use humnaam::returns::BoothTable;
use humnaam::scenario::Scenario;
use humnaam::stats::{Purpose, Stream, stream};
use rand::RngExt;
use rand_distr::{ChiSquared, Distribution, Gamma, Normal, Poisson, StandardNormal};

/// A seat, and what is true of it.
pub struct Made {
    pub scenario: Scenario,
    /// Votes diverted to the namesake in booths.
    pub diverted: u64,
}

/// How large the seats are.
const SEGMENTS: usize = 3;
const BOOTHS: usize = 36;
const PLACEBOS: usize = 8;
const TYPICAL: f64 = 160.0;

fn student(degrees: f64, random: &mut Stream) -> f64 {
    let z: f64 = StandardNormal.sample(random);
    z / (ChiSquared::new(degrees).unwrap().sample(random) / degrees).sqrt()
}

fn normal(mean: f64, sd: f64, random: &mut Stream) -> f64 {
    Normal::new(mean, sd).unwrap().sample(random)
}

fn poisson(mean: f64, random: &mut Stream) -> u32 {
    if mean < 1e-12 { 0 } else { Poisson::new(mean).unwrap().sample(random) as u32 }
}

/// Own support and confusion of one candidate, booth by booth: (votes, diverted among them).
fn counts(
    evidence: &Evidence,
    tilts: (f64, f64),
    odds: f64,
    principal: &[f64],
    others: &[f64],
    random: &mut Stream,
) -> Vec<(u32, u32)> {
    let (tilt, cluster) = (&evidence.booth_tilt, &evidence.booth_cluster);
    let lean = (tilts.0 + tilts.1 * student(tilt.degrees, random)).exp();
    let own = &evidence.own_support;
    let support = TYPICAL * (own.location + own.scale * student(own.degrees, random)).exp();
    let rate = support / (others.iter().sum::<f64>() + lean * principal.iter().sum::<f64>());
    let size = normal(cluster.ln_size, cluster.ln_size_sd, random).exp();
    let gamma = Gamma::new(size, 1.0 / size).unwrap();
    let mut counted = Vec::new();
    for segment in 0..SEGMENTS {
        let leaning = rate * lean * (tilt.segment_sd * normal(0.0, 1.0, random)).exp();
        let here = rate * (cluster.segment_sd * normal(0.0, 1.0, random)).exp();
        let astray = odds * (evidence.segment_sd.value * normal(0.0, 1.0, random)).exp();
        for booth in segment * BOOTHS..(segment + 1) * BOOTHS {
            let factor = gamma.sample(random);
            let kept = poisson(factor * (here * others[booth] + leaning * principal[booth]), random);
            let diverted = poisson(factor * astray * principal[booth], random);
            counted.push((kept + diverted, diverted));
        }
    }
    counted
}

/// The seat of that number. `placebo` makes the namesake an ordinary candidate, whom nobody confuses.
pub fn made(number: u64, placebo: bool) -> Made {
    let mut random = stream(77, Purpose::Support, number);
    // Whether a seat is taken depends on its counts alone, so the posterior given the counts is untouched.
    std::iter::from_fn(|| Some(attempt(number, placebo, &mut random))).flatten().next().unwrap()
}

/// One seat; `None` where its counts are such as no form has.
fn attempt(number: u64, placebo: bool, random: &mut Stream) -> Option<Made> {
    let evidence = Evidence::builtin();
    let mut principal = Vec::new();
    let mut others = Vec::new();
    for _ in 0..SEGMENTS {
        let level = normal(-0.1, 0.6, random);
        for _ in 0..BOOTHS {
            let polled = normal(565.0, 175.0, random).clamp(60.0, 1_400.0).round();
            let share = 1.0 / (1.0 + (-(level + normal(0.0, 0.8, random))).exp());
            principal.push((polled * share).round());
            others.push(polled - (polled * share).round());
        }
    }
    let tilt = &evidence.booth_tilt;
    let tilts =
        (normal(tilt.location, tilt.location_sd, random), tilt.scale * normal(0.0, tilt.scale_sd, random).exp());
    let mut minor: Vec<Vec<u32>> = Vec::new();
    for _ in 0..PLACEBOS {
        let counted = counts(&evidence, tilts, 0.0, &principal, &others, random);
        minor.push(counted.into_iter().map(|(votes, _)| votes).collect());
    }
    let open = !placebo && random.random::<f64>() < evidence.confusable.mean;
    let rate = normal(evidence.name_route.location, evidence.name_route.scale, random).exp();
    let odds = if open { rate } else { 0.0 };
    let counted = counts(&evidence, tilts, odds, &principal, &others, random);
    let mut table = String::from("segment,booth,electors,t,w,d");
    (0..PLACEBOS).for_each(|j| table.push_str(&format!(",p{j}")));
    let mut totals = [0_u64; 3 + PLACEBOS];
    for booth in 0..SEGMENTS * BOOTHS {
        // The minor candidates' votes are part of the others'.
        let small: u32 = minor.iter().map(|votes| votes[booth]).sum();
        let rival = (others[booth] as u32).checked_sub(small)?;
        let mut row = vec![principal[booth] as u32, rival, counted[booth].0];
        row.extend(minor.iter().map(|votes| votes[booth]));
        table.push_str(&format!("\ns{},{booth},", booth / BOOTHS));
        for (total, votes) in totals.iter_mut().zip(&row) {
            *total += u64::from(*votes);
            table.push_str(&format!(",{votes}"));
        }
    }
    table.push('\n');
    // A namesake ahead of everybody is no namesake, and no booth polls thousands for one.
    let ordinary = totals[2] > 0 && totals[2] < totals[0].min(totals[1]) && counted.iter().all(|&(x, _)| x < 3_000);
    if !ordinary {
        return None;
    }
    let mut text = format!(
        "title = \"made\"\nmode = \"retrospective\"\n[contest]\nname = \"made\"\nbooth_file = \"b.csv\"\n\
         [own_support]\ntypical_votes = {TYPICAL}\n[simulation]\nseed = {number}\n\
         [[candidate]]\nid = \"t\"\nname = \"Asha Rao\"\nvotes = {{ evm = {}, postal = 0 }}\n\
         [[candidate]]\nid = \"w\"\nname = \"Bimal Sen\"\nvotes = {{ evm = {}, postal = 0 }}\n\
         [[candidate]]\nid = \"d\"\nname = \"Asha Rao\"\nparty = \"IND\"\nnamesake_of = \"t\"\nvotes = {{ evm = {}, postal = 0 }}\n",
        totals[0], totals[1], totals[2]
    );
    for (j, votes) in totals[3..].iter().enumerate() {
        text.push_str(&format!(
            "[[candidate]]\nid = \"p{j}\"\nname = \"Minor {j}\"\nparty = \"IND\"\nvotes = {{ evm = {votes}, postal = 0 }}\n"
        ));
    }
    for segment in 0..SEGMENTS {
        text.push_str(&format!("[[segment]]\nid = \"s{segment}\"\n"));
    }
    let booths = BoothTable::from_tidy_csv(&table).unwrap_or_else(|flaws| panic!("{flaws:?}"));
    Some(Made {
        scenario: scenario(&text, Some(booths)),
        diverted: counted.iter().map(|&(_, diverted)| u64::from(diverted)).sum(),
    })
}
