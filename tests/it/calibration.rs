//! What is learned from booths against the truth: simulation-based calibration (Talts et al. 2018) on
//! seats made by the model, and ordinary candidates taken for namesakes, made up and real.

#![expect(clippy::print_stdout, reason = "shares and ranks are for people to read, and stand in docs/validation.md")]

use crate::made_seats::made;
use crate::shared_data::files;
use humnaam::evidence::Evidence;
use humnaam::inference::{Effort, Inference, Shown, infer};
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

/// The booths of a shared contest.
fn contest(files: &[(String, Vec<u8>)]) -> BoothTable {
    let files: Vec<SourceFile> = files.iter().map(|(name, bytes)| SourceFile { name, bytes }).collect();
    import(&files, None, true).table.unwrap()
}

/// Ordinary candidates put to the question whether the booths show confusion.
#[derive(Default)]
struct Tried {
    all: usize,
    /// Whose 95 % interval of the diverted votes leaves out 0.
    excluded: Vec<String>,
    /// Of whom the booths are said to show confusion.
    shown: Vec<String>,
}

impl Tried {
    fn add(&mut self, other: Tried) {
        self.all += other.all;
        self.excluded.extend(other.excluded);
        self.shown.extend(other.shown);
    }

    fn share(&self, of: &[String]) -> f64 {
        of.len() as f64 / self.all.max(1) as f64
    }

    fn say(&self, name: &str) {
        println!(
            "{name}: of {} ordinary candidates the 95 % interval leaves out 0 for {} ({:.1} %), and the booths are said to show confusion for {} ({:.1} %): {:?}",
            self.all,
            self.excluded.len(),
            100.0 * self.share(&self.excluded),
            self.shown.len(),
            100.0 * self.share(&self.shown),
            self.shown
        );
    }
}

/// Every ordinary minor candidate of a contest against its `most` strongest major ones.
fn real_placebos(table: &BoothTable, most: usize, without: &[&str]) -> Tried {
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
    let found: Vec<(String, bool, bool)> = pairs
        .par_iter()
        .map(|&(t, c)| {
            // With the effort of a run, because its users see no other; four times as much finds the same candidates.
            let (weights, inference) = learned(&pretending(table, t, c), Effort::default());
            let name = format!("{} for {} ({:.3})", table.candidates[c], table.candidates[t], weights[0]);
            (name, excludes_zero(&weights), inference.findings[0].shown() == Shown::Confusion)
        })
        .collect();
    let named = |which: fn(&(String, bool, bool)) -> bool| -> Vec<String> {
        found.iter().filter(|one| which(one)).map(|one| one.0.clone()).collect()
    };
    Tried { all: pairs.len(), excluded: named(|one| one.1), shown: named(|one| one.2) }
}

#[test]
fn ordinary_candidates_of_kanpur_2014_are_not_taken_for_confusion() {
    let Some(files) = files("booths/kanpur-2014") else { return };
    let tried = real_placebos(&contest(&files), 1, &[]);
    tried.say("Kanpur 2014");
    assert!(tried.all >= 17 && tried.excluded.len() * 20 <= tried.all && tried.shown.len() * 20 <= tried.all);
}

#[test]
#[ignore = "takes 40 seconds of two cores: a hundred fits of real seats; eighteen of Kanpur always run, all of them by: just slow"]
fn slow_ordinary_candidates_of_every_shared_contest_are_hardly_ever_taken_for_confusion() {
    let (Some(kanpur), Some(mathura)) = (files("booths/kanpur-2014"), files("booths/mathura-2014")) else { return };
    let mut tried = real_placebos(&contest(&kanpur), 3, &[]);
    // The second Hema Malini is no ordinary candidate.
    tried.add(real_placebos(&contest(&mathura), 3, &["hema_malini_20"]));
    tried.say("Kanpur and Mathura 2014");
    assert!(tried.excluded.len() * 20 <= tried.all && tried.shown.len() * 20 <= tried.all);
}

#[test]
#[ignore = "takes fifteen minutes of two cores: seven hundred fits of thirty seats; those of Kanpur always run, all of them by: just slow"]
fn slow_ordinary_candidates_of_thirty_seats_are_hardly_ever_said_to_show_confusion() {
    let Some(files) = files("booths/uttar-pradesh-2014") else { return };
    let list = files.iter().find(|(name, _)| name.ends_with("seats.csv")).unwrap();
    let mut tried = Tried::default();
    for line in String::from_utf8_lossy(&list.1).lines().skip(1) {
        let (seat, names) = line.split_once(',').unwrap();
        let names: Vec<&str> = names.split_whitespace().collect();
        let is_one = |file: &&(String, Vec<u8>)| names.iter().any(|name| file.0.ends_with(&format!("/{name}")));
        let forms: Vec<(String, Vec<u8>)> = files.iter().filter(is_one).cloned().collect();
        let one = real_placebos(&contest(&forms), 2, &[]);
        one.say(&format!("Uttar Pradesh 2014, seat {seat}"));
        tried.add(one);
    }
    tried.say("thirty seats of Uttar Pradesh 2014");
    assert!(tried.all >= 400 && tried.shown.len() * 20 <= tried.all);
}
