//! Contests at the edge of what the sampler's arithmetic can hold: a right answer or a named refusal, never a
//! hang, a NaN or a wrap.

use crate::contests::{count, exact, race, scenario};
use humnaam::engine::{self, Plan, Summary, law};
use humnaam::evidence::Evidence;
use humnaam::model::Model;
use humnaam::scenario::{self as reading, Sources};

fn model(sizes: &[Vec<u32>], lead: i64, confusion: &str) -> Model {
    let (text, table) = race(sizes, lead, confusion, 0);
    Model::new(&scenario(&text, Some(table)), &Evidence::builtin()).unwrap()
}

fn run(model: &Model, draws: u64) -> Summary {
    engine::run(model, &Plan::new(draws), &mut |_| true)
}

fn whole(text: &str) -> Model {
    Model::new(&scenario(text, None), &Evidence::builtin()).unwrap()
}

#[test]
fn cells_past_the_tables_are_drawn_without_them() {
    // No booth is larger than a table; postal votes are, and are drawn by other means of the same law.
    for n in [8_191_u32, 8_192, 8_193, 40_000] {
        let model = whole(&format!(
            "title = \"t\"\nmode = \"prospective\"\n[contest]\nname = \"s\"\nbooths = 20\n\
             [[candidate]]\nid = \"a\"\nname = \"Asha Rao\"\nvotes = {{ evm = 1, postal = {n} }}\n\
             [[candidate]]\nid = \"b\"\nname = \"Bimal Sen\"\nvotes = {{ evm = 1, postal = {} }}\n\
             [[candidate]]\nid = \"a2\"\nname = \"Asha Rao\"\nnamesake_of = \"a\"\n\
             [confusion]\nrate = 0.01\nsegment_sd = 0.0\n",
            n - 100
        ));
        let summary = run(&model, 8_000);
        let all = &summary.groups[0].all;
        let n = f64::from(n);
        let (p, rho) = (0.01, 0.01 * 0.36 / 0.99);
        let sd = (n * p * (1.0 - p) * (1.0 + (n - 1.0) * rho)).sqrt();
        assert!((all.mean() - (n + 1.0) * p).abs() < 4.5 * sd / 8_000_f64.sqrt(), "{n}: {}", all.mean());
        assert!((all.sd() / sd - 1.0).abs() < 0.05, "{n}: {} is not {sd}", all.sd());
    }
}

#[test]
fn rates_of_nothing_and_everything_are_what_they_say() {
    let none = model(&[vec![100; 20]], 50, "rate = 0.0");
    assert_eq!((run(&none, 100).groups[0].all.quantile(1.0), exact(&none)), (0, 0.0));
    // Everything cannot be asked for, and the refusal says what can.
    let refused = |confusion: &str| {
        let (text, table) = race(&[vec![100; 20]], 50, confusion, 0);
        let refused = reading::parse(&Sources::new("t", &text)).and_then(|file| file.build(Some(table)));
        refused.err().map(|problems| problems[0].what.clone()).unwrap_or_default()
    };
    assert!(refused("rate = 1.0").contains("outside 0 to 0.999999"));
    // Nearly everything cannot vary between booths, and is refused with what it can carry; without variation it is taken.
    assert!(refused("rate = 0.999").contains("booth_cv"), "{}", refused("rate = 0.999"));
    let nearly = model(&[vec![100; 20]], 50, "rate = 0.999999\nbooth_cv = 0.0\nsegment_sd = 0.0");
    assert!(run(&nearly, 1_000).groups[0].all.mean() > 1_999.9);
    let tail = law::diverted_at_least(&nearly, 2_000).unwrap();
    assert!((tail - 0.999_999_f64.powi(2_000)).abs() < 1e-9, "{tail}");
}

#[test]
fn a_concentration_that_underflows_diverts_nobody() {
    for (median, p95) in [("1e-18", "1e-17"), ("1e-100", "1e-99"), ("1e-300", "1e-299")] {
        let tiny = model(&[vec![100; 20]], 50, &format!("rate = {{ median = {median}, p95 = {p95} }}"));
        assert_eq!(run(&tiny, 500).groups[0].all.quantile(1.0), 0, "{median}");
        assert!(exact(&tiny) < 1e-12, "{median}");
    }
    // A drawn rate near 1, which cannot carry the variation, is counted as clipped.
    let high = model(&[vec![50; 20]], 5, "rate = { low = 0.9, high = 0.9999 }\nsegment_sd = 0.0");
    let summary = run(&high, 500);
    assert!(summary.clipped == 500 && summary.flips().point.is_finite());
    assert!(summary.groups[0].all.mean() > 800.0 && summary.groups[0].all.quantile(1.0) <= 1_000);
}

#[test]
fn one_booth_of_one_vote() {
    let single = model(&[vec![1]], 1, "rate = 0.25\nbooth_cv = 0.0\nsegment_sd = 0.0");
    let flips = run(&single, 20_000).flips();
    // The namesake is then first itself: what decides is more than one number of diverted votes, and a bound says how near
    // the answer is.
    let answer = law::answer(&single).flip;
    assert!((answer.probability - 0.25).abs() < 0.02, "{answer:?}");
    assert!((law::diverted_at_least(&single, 1).unwrap() - 0.25).abs() < 1e-14);
    assert!((flips.point - 0.25).abs() < 4.0 * flips.standard_error);
}

#[test]
fn a_segment_without_booths_is_empty_and_harmless() {
    let text = "title = \"t\"\nmode = \"prospective\"\n[contest]\nname = \"s\"\nbooths = 40\n\
        [[candidate]]\nid = \"a\"\nname = \"Asha Rao\"\nvotes = 9_000\n\
        [[candidate]]\nid = \"b\"\nname = \"Bimal Sen\"\nvotes = 8_900\n\
        [[candidate]]\nid = \"a2\"\nname = \"Asha Rao\"\nnamesake_of = \"a\"\n\
        [[segment]]\nid = \"all\"\nbooths = 40\n[[segment]]\nid = \"none\"\nbooths = 0\n";
    match reading::parse(&Sources::new("t", text)).and_then(|file| file.build(None)) {
        Ok(scenario) => {
            let model = Model::new(&scenario, &Evidence::builtin()).unwrap();
            let summary = run(&model, 500);
            assert!(summary.flips().point.is_finite() && summary.groups[0].segments[1].quantile(1.0) == 0);
        }
        Err(problems) => assert!(problems[0].what.contains("has no booth"), "{problems:?}"),
    }
}

#[test]
fn a_million_booths_of_one_vote() {
    let text = "title = \"t\"\nmode = \"prospective\"\n[contest]\nname = \"s\"\nbooths = 1_000_000\n\
        [[candidate]]\nid = \"a\"\nname = \"Asha Rao\"\nvotes = 1_000_000\n\
        [[candidate]]\nid = \"b\"\nname = \"Bimal Sen\"\nvotes = 990_000\n\
        [[candidate]]\nid = \"a2\"\nname = \"Asha Rao\"\nnamesake_of = \"a\"\n\
        [confusion]\nrate = 0.01\nsegment_sd = 0.0\nbooth_cv = 0.0\n";
    let model = whole(text);
    let summary = run(&model, 64);
    // Without variation the seat is binomial: 10,000 votes, give or take 100.
    assert!((summary.groups[0].all.mean() - 10_000.0).abs() < 5.0 * 100.0 / 8.0);
    let tail = law::diverted_at_least(&model, 10_000).unwrap();
    assert!((tail - 0.5).abs() < 0.01, "{tail}");
}

#[test]
fn a_rate_that_no_count_bears_out_is_answered_all_the_same() {
    // Half of all votes are said to go astray, and two namesakes polled three and five: no exposure gives that any probability.
    for confusion in ["rate = 0.5\nsegment_sd = 0.0\nbooth_cv = 0.0", "rate = 0.5\nsegment_sd = 0.0"] {
        let model = whole(&format!(
            "title = \"t\"\nmode = \"retrospective\"\n[contest]\nname = \"s\"\nbooths = 200\n\
             [[candidate]]\nid = \"a\"\nname = \"Asha Rao\"\nvotes = 80_000\n\
             [[candidate]]\nid = \"b\"\nname = \"Bimal Sen\"\nvotes = 80_003\n\
             [[candidate]]\nid = \"a2\"\nname = \"Asha Rao\"\nnamesake_of = \"a\"\nvotes = 3\n\
             [[candidate]]\nid = \"a3\"\nname = \"Asha Rao\"\nnamesake_of = \"a\"\nvotes = 5\n\
             [own_support]\ntypical_votes = 4\n[confusion]\n{confusion}\n"
        ));
        let (exact, summary) = (exact(&model), run(&model, 400));
        assert!((0.0..=1.0).contains(&exact), "{exact}");
        assert!((summary.flips().point - exact).abs() <= 4.5 * summary.flips().cautious_standard_error, "{exact}");
    }
}

#[test]
fn a_precinct_of_absentees_beside_many_small_booths() {
    // One booth far larger than all others: the points that stand for the booths' sizes once counted it twice.
    for large in [150, 4_900, 60_000] {
        let small = (0..120).map(|booth| 5 + booth * booth % 16);
        let sizes: Vec<u32> = small.chain([large]).collect();
        let recorded: u32 = sizes.iter().sum();
        let (text, table) = count(&[sizes], &[110], 0, "[confusion]\nrate = 0.004\n");
        let close = text.replace(&format!("votes = {}\n", recorded + 110), &format!("votes = {}\n", recorded + 15));
        assert_ne!(text, close);
        let model = Model::new(&scenario(&close, Some(table)), &Evidence::builtin()).unwrap();
        let flips = run(&model, 20_000).flips();
        let law = exact(&model);
        let error = (law * (1.0 - law) / 20_000.0).sqrt();
        assert!((flips.point - law).abs() < 4.5 * error, "{large}: {} is not {law}", flips.point);
    }
}

#[test]
fn hundreds_of_namesakes_of_one_candidate_have_a_law() {
    // So many totals together are less probable than any number can be; what they say together is no less certain.
    let mut shares = Vec::new();
    for namesakes in [290, 300, 400] {
        let mut text = "title = \"Many\"\nmode = \"retrospective\"\n[contest]\nname = \"Seat\"\nelectors = 5_000_000\nbooths = 400\n\
            [[candidate]]\nid = \"a\"\nname = \"Asha Rao\"\nvotes = 400_000\n[[candidate]]\nid = \"b\"\nname = \"Bimal Sen\"\nvotes = 410_000\n\
            [own_support]\ntypical_votes = 20\n"
            .to_owned();
        for k in 0..namesakes {
            let votes = 10 + k % 50;
            text +=
                &format!("[[candidate]]\nid = \"n{k}\"\nname = \"Asha Rao\"\nvotes = {votes}\nnamesake_of = \"a\"\n");
        }
        let model = whole(&text);
        let answer = law::answer(&model);
        let law = &answer.groups[0];
        let drawn = &run(&model, 64).groups[0].all;
        assert!(answer.flip.probability < 1e-6, "{namesakes}: {:?}", answer.flip);
        for share in [0.25, 0.5, 0.75] {
            let (law, drawn) = (law.quantile(share) as f64, drawn.quantile(share) as f64);
            assert!((law / drawn - 1.0).abs() < 0.06, "{namesakes} at {share}: {law} by the law, {drawn} by draws");
        }
        shares.push(law.quantile(0.5) as f64 / (law.total.len() - 1) as f64);
    }
    assert!(shares.windows(2).all(|pair| (pair[1] / pair[0] - 1.0).abs() < 0.2), "{shares:?}");
}

/// Two candidates in so many booths, and a swing between them that is a few votes of a booth, or a small part of one.
fn swinging(votes: u32, lead: u32, booths: u32, contest_sd: f64, rate: f64) -> Model {
    whole(&format!(
        "title = \"t\"\nmode = \"prospective\"\n[contest]\nname = \"s\"\nbooths = {booths}\n\
         [[candidate]]\nid = \"a\"\nname = \"Asha Rao\"\nvotes = {votes}\n\
         [[candidate]]\nid = \"b\"\nname = \"Bimal Sen\"\nvotes = {}\n\
         [[candidate]]\nid = \"n\"\nname = \"Asha Rao\"\nnamesake_of = \"a\"\n\
         [confusion]\nrate = {rate}\nsegment_sd = 0\nbooth_cv = 0\n[own_support]\ntypical_votes = 10\n\
         [support]\ncontest_sd = {contest_sd}\n",
        votes - lead
    ))
}

#[test]
fn swings_of_any_size_have_a_law() {
    // Making votes whole adds much to a small swing, and in the first three seats most of what is uncertain.
    for (votes, lead, booths, contest_sd, rate, most) in [
        (40_200, 6, 165, 0.0005, 0.0003, 0.01),
        (1_200, 4, 300, 0.01, 0.004, 0.01),
        (300, 0, 250, 0.01, 0.01, 0.02),
        (402_000, 2_400, 1_650, 0.01, 0.006, 3e-5),
    ] {
        let model = swinging(votes, lead, booths, contest_sd, rate);
        let flip = law::answer(&model).flip;
        let drawn = run(&model, if booths > 1_000 { 16_384 } else { 131_072 }).flips();
        let away = (drawn.point - flip.probability).abs();
        assert!(away <= flip.error + 4.5 * drawn.cautious_standard_error, "{votes} {lead}: {flip:?}, {}", drawn.point);
        assert!(flip.error <= most, "{votes} {lead}: {flip:?}");
    }
}
