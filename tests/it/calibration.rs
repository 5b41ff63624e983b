//! What is learned from booths against the truth: simulation-based calibration (Talts et al. 2018) on
//! seats made by the model, and ordinary candidates taken for namesakes, made up and real.

#![expect(clippy::print_stdout, reason = "shares and ranks are for people to read, and stand in docs/validation.md")]

use crate::made_seats::made;
use crate::shared_data::files;
use humnaam::evidence::Evidence;
use humnaam::inference::{Effort, Inference, infer};
use humnaam::model::Model;
use humnaam::returns::{BoothTable, SourceFile, import};
use humnaam::scenario::Scenario;
use humnaam::stats::{Purpose, stream};
use rand::RngExt;
use rayon::prelude::*;

const SMALL: Effort = Effort { weighted: 2_048, cases: 1_024 };

/// The weights of the diverted votes of the only namesake, and what else was learned.
fn learned(scenario: &Scenario, effort: Effort) -> (Vec<f64>, Inference) {
    let evidence = Evidence::builtin();
    let mut model = Model::new(scenario, &evidence).unwrap();
    let inference = infer(scenario, &evidence, &mut model, effort);
    assert_eq!(inference.findings.len(), 1, "{:?}", inference.declined);
    (model.focus().namesakes[0].thinned.as_ref().unwrap().law.clone(), inference)
}

/// The place of the truth in the posterior: uniform where the posterior is right. Where several votes
/// share a number a coin decides, drawn from a stream of its own.
pub fn place(weights: &[f64], truth: u64, number: u64) -> f64 {
    let truth = usize::try_from(truth).unwrap();
    let below: f64 = weights[..truth].iter().sum();
    below + weights[truth] * stream(5, Purpose::Aside, number).random::<f64>()
}

/// Chi-squared of ten equal bins, and the share of places within the middle nine tenths.
pub fn judged(places: &[f64]) -> (f64, f64) {
    let mut bins = [0_u32; 10];
    for place in places {
        let bin = (1..10).take_while(|tenth| *place >= f64::from(*tenth) / 10.0).count();
        bins[bin] += 1;
    }
    let expected = places.len() as f64 / 10.0;
    let chi: f64 = bins.iter().map(|&n| (f64::from(n) - expected).powi(2) / expected).sum();
    let covered = places.iter().filter(|p| (0.05..=0.95).contains(*p)).count() as f64 / places.len() as f64;
    println!(
        "places by tenths: {bins:?}; chi-squared {chi:.1} on 9 degrees; 90 % intervals cover {:.1} %",
        100.0 * covered
    );
    (chi, covered)
}

/// The 0.999 point of chi-squared with nine degrees of freedom.
pub const CHI_9: f64 = 27.877;

fn calibrate(fits: u64) -> (f64, f64) {
    let found: Vec<(f64, f64, f64, f64, f64)> = (0..fits)
        .into_par_iter()
        .map(|number| {
            let seat = made(number, false);
            let (weights, inference) = learned(&seat.scenario, SMALL);
            let finding = &inference.findings[0];
            let nobody = if seat.diverted == 0 { 1.0 } else { 0.0 };
            (place(&weights, seat.diverted, number), weights[0], nobody, finding.k_hat, finding.effective)
        })
        .collect();
    let mean = |of: fn(&(f64, f64, f64, f64, f64)) -> f64| found.iter().map(of).sum::<f64>() / fits as f64;
    println!(
        "{fits} fits: no vote diverted with probability {:.3} on average, in truth {:.3}; Pareto k above 0.7 in {:.1} %; {:.0} effective draws on average",
        mean(|f| f.1),
        mean(|f| f.2),
        100.0 * mean(|f| f64::from(u8::from(f.3 > 0.7))),
        mean(|f| f.4)
    );
    judged(&found.iter().map(|f| f.0).collect::<Vec<_>>())
}

#[test]
fn a_hundred_fits_know_how_much_they_know() {
    let (chi, covered) = calibrate(100);
    assert!(chi < CHI_9, "{chi}");
    // Binomial(100, 0.9) lies within 81 to 98 but for one time in a thousand.
    assert!((0.81..=0.98).contains(&covered), "{covered}");
}

// The three slow tests take over a minute of both cores of a free machine, and several of a busy one. Each stands for a quicker
// one above it that always runs; the long run that docs/validation.md reports is made by `just slow`.
#[test]
#[ignore = "takes half a minute of two cores: a thousand fits; a hundred of them always run, all of them by: just slow"]
fn slow_a_thousand_fits_know_how_much_they_know() {
    let (chi, covered) = calibrate(1_000);
    assert!(chi < CHI_9, "{chi}");
    assert!((0.87..=0.93).contains(&covered), "{covered}");
}

/// Whether the 95 % interval of the diverted votes leaves out 0.
fn excludes_zero(weights: &[f64]) -> bool {
    weights[0] < 0.025
}

fn made_placebos(fits: u64) -> f64 {
    let excluded: u64 = (0..fits)
        .into_par_iter()
        .map(|number| u64::from(excludes_zero(&learned(&made(1_000_000 + number, true).scenario, SMALL).0)))
        .sum();
    let share = excluded as f64 / fits as f64;
    println!("made-up placebos: the 95 % interval leaves out 0 for {excluded} of {fits}, {:.1} %", 100.0 * share);
    share
}

#[test]
fn ordinary_candidates_made_up_are_hardly_ever_taken_for_confusion() {
    // Below 5 % in the long run (the slow test); 100 fits of 3 % exceed 10 % once in a thousand times.
    assert!(made_placebos(100) <= 0.10);
}

#[test]
#[ignore = "takes 18 seconds of two cores: six hundred fits; a hundred of them always run, all of them by: just slow"]
fn slow_ordinary_candidates_made_up_are_hardly_ever_taken_for_confusion() {
    assert!(made_placebos(600) <= 0.05);
}

/// A shared contest with one of its ordinary candidates taken for a namesake of one of its major ones.
fn pretending(table: &BoothTable, principal: usize, placebo: usize) -> Scenario {
    let totals = table.totals();
    let votes = |c: usize| totals[table.candidates[c].as_str()];
    let mut minor: Vec<u64> =
        (0..table.candidates.len()).map(votes).filter(|&v| v * 20 < totals.values().sum::<u64>()).collect();
    minor.sort_unstable();
    let mut text = format!(
        "title = \"p\"\nmode = \"retrospective\"\n[contest]\nname = \"p\"\nbooth_file = \"b.csv\"\n[own_support]\ntypical_votes = {}\n",
        minor[minor.len() / 2]
    );
    let segments: std::collections::BTreeSet<&str> = table.rows.iter().map(|row| row.segment.as_str()).collect();
    segments.iter().for_each(|id| text.push_str(&format!("[[segment]]\nid = \"{id}\"\n")));
    for (c, id) in table.candidates.iter().enumerate() {
        let namesake = if c == placebo {
            format!("namesake_of = \"{}\"\nname_similarity = 1.0\n", table.candidates[principal])
        } else {
            String::new()
        };
        let role = if id == "nota" { "role = \"nota\"\n" } else { "" };
        text.push_str(&format!(
            "[[candidate]]\nid = \"{id}\"\nname = \"{id}\"\nparty = \"IND\"\nvotes = {{ evm = {}, postal = 0 }}\n{role}{namesake}",
            votes(c)
        ));
    }
    crate::contests::scenario(&text, Some(table.clone()))
}

/// Every ordinary minor candidate of a shared contest against its major ones; `most` of those.
/// Returns how many were tried and who was taken for confusion.
fn real_placebos(folder: &str, most: usize, without: &[&str]) -> Option<(usize, Vec<String>)> {
    let files = files(folder)?;
    let files: Vec<SourceFile> = files.iter().map(|(name, bytes)| SourceFile { name, bytes }).collect();
    let table = import(&files, None, true).table.unwrap();
    let totals = table.totals();
    let all: u64 = totals.values().sum();
    let votes = |c: usize| totals[table.candidates[c].as_str()];
    let mut major: Vec<usize> = (0..table.candidates.len()).filter(|&c| votes(c) * 20 >= all).collect();
    major.sort_by_key(|&c| std::cmp::Reverse(votes(c)));
    let pairs: Vec<(usize, usize)> = major
        .iter()
        .take(most)
        .flat_map(|&t| (0..table.candidates.len()).map(move |c| (t, c)))
        .filter(|&(_, c)| {
            let id = table.candidates[c].as_str();
            id != "nota" && !without.contains(&id) && votes(c) >= 20 && votes(c) * 20 < all
        })
        .collect();
    let taken: Vec<String> = pairs
        .par_iter()
        .filter_map(|&(t, c)| {
            // With the effort of a run, because its users see no other; four times as much finds the same candidates.
            let (weights, _) = learned(&pretending(&table, t, c), Effort::default());
            excludes_zero(&weights)
                .then(|| format!("{} for {} ({:.3})", table.candidates[c], table.candidates[t], weights[0]))
        })
        .collect();
    println!(
        "{folder}: the 95 % interval leaves out 0 for {} of {} ordinary candidates, {:.1} %: {taken:?}",
        taken.len(),
        pairs.len(),
        100.0 * taken.len() as f64 / pairs.len() as f64
    );
    Some((pairs.len(), taken))
}

#[test]
fn ordinary_candidates_of_kanpur_2014_are_not_taken_for_confusion() {
    let Some((tried, taken)) = real_placebos("booths/kanpur-2014", 1, &[]) else { return };
    assert!(tried >= 17 && taken.len() * 20 <= tried, "{taken:?} of {tried}");
}

#[test]
#[ignore = "takes 40 seconds of two cores: a hundred fits of real seats; eighteen of Kanpur always run, all of them by: just slow"]
fn slow_ordinary_candidates_of_every_shared_contest_are_hardly_ever_taken_for_confusion() {
    let Some(kanpur) = real_placebos("booths/kanpur-2014", 3, &[]) else { return };
    // The second Hema Malini is no ordinary candidate.
    let Some(mathura) = real_placebos("booths/mathura-2014", 3, &["hema_malini_20"]) else { return };
    let (tried, taken) = (kanpur.0 + mathura.0, kanpur.1.len() + mathura.1.len());
    println!("in all {taken} of {tried}, {:.1} %", 100.0 * taken as f64 / tried as f64);
    assert!(taken * 20 <= tried, "{taken} of {tried}");
}
