use super::*;
use crate::evidence::Evidence;
use crate::model::FlowLaw;
use crate::scenario::{self, End, Sources};
use proptest::prelude::*;

/// A seat of four, who poll these votes; the second is in question where they lost. 400 stayed at home.
fn model_of(votes: [u64; 4], stories: &str) -> Model {
    let namesake = if stories.contains("from = \"n\"") { "namesake_of = \"t\"\n" } else { "" };
    let electors = votes.iter().sum::<u64>() + 400;
    let text = format!(
        "title = \"t\"\nmode = \"retrospective\"\n[contest]\nname = \"s\"\nbooths = 5\nelectors = {electors}\n\
         [[candidate]]\nid = \"w\"\nname = \"Bimal Sen\"\nvotes = {}\n\
         [[candidate]]\nid = \"t\"\nname = \"Asha Rao\"\nvotes = {}\n\
         [[candidate]]\nid = \"b\"\nname = \"Gopal Das\"\nvotes = {}\n\
         [[candidate]]\nid = \"n\"\nname = \"Asha Rao\"\nparty = \"IND\"\nvotes = {}\n{namesake}\
         [own_support]\ntypical_votes = 20\n{stories}\n",
        votes[0], votes[1], votes[2], votes[3]
    );
    let file = scenario::parse(&Sources::new("a.toml", &text)).unwrap_or_else(|p| panic!("{p:#?}\n{text}"));
    let scenario = file.build(None).unwrap_or_else(|p| panic!("{p:#?}\n{text}"));
    Model::new(&scenario, &Evidence::builtin()).unwrap()
}

fn story(name: &str, flows: &[(&str, &str, String)]) -> String {
    let flow = |(from, to, share): &(&str, &str, String)| {
        format!("[[explanation.flow]]\nfrom = \"{from}\"\nto = \"{to}\"\n{share}\n")
    };
    format!("[[explanation]]\nname = \"{name}\"\n{}", flows.iter().map(flow).collect::<String>())
}

fn share(share: f64) -> String {
    format!("share = {share:?}")
}

fn range(low: f64, high: f64) -> String {
    format!("share = {{ low = {low:?}, high = {high:?} }}")
}

fn weigh(model: &Model, draws: u64) -> Explained {
    explain(model, draws, &mut |_| true).unwrap()
}

#[test]
fn what_arithmetic_decides_is_exact() {
    // 1,000 against 900: 101 votes from the third, or 51 from the winner.
    let one = |from: &str, flow: &str| {
        let model = model_of([1_000, 900, 300, 40], &story("a", &[(from, "t", flow.to_owned())]));
        weigh(&model, 1).stories.swap_remove(0)
    };
    let third = one("b", "share = 0.1");
    assert_eq!(third.break_even, Some(BreakEven { votes: 101, base: 300 }));
    assert_eq!((third.alone, third.reach, third.sufficiency.probability), (Possible::Never, (30, 30), 0.0));
    assert_eq!(one("w", "share = 0.1").break_even, Some(BreakEven { votes: 51, base: 1_000 }));
    assert_eq!(one("w", "share = 0.1").alone, Possible::Always);
    assert_eq!(one("home", "share = 0.5").break_even, Some(BreakEven { votes: 101, base: 400 }));
    // A share of what the receiver has: 101 of 900.
    assert_eq!(one("home", "share = 0.1\nof = \"to\"").break_even, Some(BreakEven { votes: 101, base: 900 }));
    assert_eq!(one("b", "share = { low = 0.0, high = 1.0 }").alone, Possible::Sometimes);
}

#[test]
fn a_flow_to_somebody_else_makes_nobody_win() {
    let model = model_of([1_000, 900, 300, 40], &story("a", &[("home", "b", share(0.5))]));
    let weighed = weigh(&model, 1);
    assert_eq!((weighed.stories[0].break_even, weighed.stories[0].alone), (None, Possible::Never));
    assert!(weighed.stories[0].sufficiency.proved && weighed.together.proved && weighed.together.probability == 0.0);
}

#[test]
fn a_winner_can_be_made_to_lose() {
    // The one in question won by 100: level is no longer won.
    let text = story("a", &[("t", "home", range(0.0, 0.2))]) + &story("n", &[("n", "t", String::new())]);
    let model = model_of([900, 1_000, 300, 40], &text);
    let weighed = weigh(&model, 4_000);
    assert!(weighed.won);
    assert_eq!(weighed.stories[0].break_even, Some(BreakEven { votes: 100, base: 1_000 }));
    assert_eq!((weighed.stories[1].break_even, weighed.stories[1].alone), (None, Possible::Never));
    // Alone it is 0.1 and more of 0 to 0.2.
    let away = (weighed.stories[0].sufficiency.probability - 0.5).abs();
    assert!(away < 4.5 * weighed.stories[0].sufficiency.standard_error, "{away}");
}

#[test]
fn one_uncertain_share_is_weighed_without_a_draw_and_as_the_draws_have_it() {
    for flow in [
        range(0.0, 0.6),
        "share = { mean = 0.3, concentration = 6.0 }".into(),
        "share = { median = 0.3, p95 = 0.8 }".into(),
    ] {
        let text = story("a", &[("b", "t", flow)]) + &story("c", &[("home", "t", share(0.1))]);
        let model = model_of([1_000, 900, 300, 40], &text);
        let exact = weigh(&model, 1);
        assert_eq!(exact.basis, Basis::Exact);
        let counts = draws::run(&model, 20_000, &mut |_| true).unwrap();
        let worth = Worth::of_counts(&counts);
        for (set, one) in exact::worth(&model).unwrap().flip.iter().enumerate() {
            let error = (one * (1.0 - one) / 20_000.0).sqrt().max(1e-9);
            assert!((worth.flip[set] - one).abs() < 4.5 * error, "{set}: {} is not {one}", worth.flip[set]);
        }
        for (set, one) in exact::worth(&model).unwrap().margin.iter().enumerate() {
            // A share of 300 votes has a standard deviation below 100 votes, so the mean one of 0.7.
            assert!((worth.margin[set] - one).abs() < 3.5, "{set}: {} is not {one}", worth.margin[set]);
        }
    }
}

#[test]
fn a_namesakes_flow_is_that_of_the_model() {
    let text = story("namesake", &[("n", "t", String::new())]) + &story("c", &[("home", "t", share(0.15))]);
    let model = model_of([1_000, 900, 300, 90], &text);
    let weighed = weigh(&model, 1);
    assert_eq!(weighed.basis, Basis::Exact);
    let law = crate::engine::law::GroupLaw::new(&model, model.focus());
    // Alone it needs 101 of 90; with 60 from home the result turns on 41 of them or more.
    assert_eq!(weighed.stories[0].break_even, Some(BreakEven { votes: 101, base: 90 }));
    assert_eq!(weighed.stories[0].alone, Possible::Never);
    let enough: f64 = law.total[41..].iter().sum();
    assert!((weighed.together.probability - enough).abs() < 1e-12);
    assert!((weighed.stories[0].necessity.probability - enough).abs() < 1e-12);
    assert!((weighed.stories[1].necessity.probability - enough).abs() < 1e-12);
    let counts = draws::run(&model, 20_000, &mut |_| true).unwrap();
    let away = (counts.flips[3] as f64 / 20_000.0 - enough).abs();
    assert!(away < 4.5 * (enough * (1.0 - enough) / 20_000.0).sqrt(), "{away}");
}

#[test]
fn two_uncertain_shares_are_drawn() {
    // 0 to 200 votes each, alike and independent: P(a + b >= 101) = 1 - (101/200)^2 / 2, and each alone 1/2.
    let text = story("a", &[("b", "t", range(0.0, 0.5))]) + &story("c", &[("home", "t", range(0.0, 0.5))]);
    let model = model_of([1_000, 900, 400, 40], &text);
    let weighed = weigh(&model, 40_000);
    assert_eq!(weighed.basis, Basis::Draws(40_000));
    let expected = 1.0 - (100.5_f64 / 200.0).powi(2) / 2.0;
    let near = |one: f64, other: f64| assert!((one - other).abs() < 0.011, "{one} is not {other}");
    near(weighed.together.probability, expected);
    for story in &weighed.stories {
        near(story.sufficiency.probability, 0.4975);
        near(story.necessity.probability, expected - 0.4975);
        near(story.shapley_flip, expected / 2.0);
        assert!((story.shapley_margin - 100.0).abs() < 1.5, "{}", story.shapley_margin);
    }
}

/// Small stories of every kind, some of them with two flows.
fn stories() -> impl Strategy<Value = Vec<Vec<(&'static str, &'static str, String)>>> {
    let ends = prop::sample::select(vec![
        ("b", "t"),
        ("w", "t"),
        ("home", "t"),
        ("b", "w"),
        ("home", "w"),
        ("t", "home"),
        ("b", "home"),
    ]);
    let law = prop_oneof![
        (0.0..0.12_f64).prop_map(share),
        (0.0..0.06_f64, 0.0..0.06_f64).prop_map(|(low, more)| range(low, low + more + 0.001)),
    ];
    let flow = (ends, law).prop_map(|((from, to), law)| (from, to, law));
    // One flow a source and target of a story, so that none goes in a circle.
    prop::collection::vec(prop::collection::vec(flow, 1..3), 1..4).prop_filter("circles", |stories| {
        stories.iter().all(|flows| !flows.iter().any(|a| flows.iter().any(|b| a.0 == b.1)))
    })
}

fn told(stories: &[Vec<(&str, &str, String)>]) -> String {
    stories.iter().enumerate().map(|(place, flows)| story(&format!("story {place}"), flows)).collect()
}

fn close(one: f64, other: f64) -> bool {
    (one - other).abs() <= 1e-12 * one.abs().max(1.0)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn flows_conserve_votes(stories in stories(), draw in 0_u64..1_000) {
        let model = model_of([1_000, 950, 400, 40], &told(&stories));
        for flow in model.stories.iter().flat_map(|story| &story.flows) {
            let (low, high) = flow.reach();
            let FlowLaw::Share(law) = flow.law else { unreachable!("no namesake here") };
            let votes = flow.votes(law.sample(&mut crate::stats::streams::stream_at(1, crate::stats::Purpose::Flows, flow.key, draw)));
            prop_assert!((low..=high).contains(&votes));
            let mut tally = model.known.clone();
            flow.apply(votes, &mut tally);
            let home = i64::from(flow.to == End::Home) - i64::from(flow.from == End::Home);
            prop_assert_eq!(tally.iter().sum::<i64>() + home * votes, model.known.iter().sum::<i64>());
            prop_assert!(tally.iter().all(|&votes| votes >= 0));
        }
    }

    #[test]
    fn their_order_changes_nothing(stories in stories(), turn in 0_usize..4) {
        let one = weigh(&model_of([1_000, 950, 400, 40], &told(&stories)), 300);
        let mut tables: Vec<String> =
            stories.iter().enumerate().map(|(place, flows)| story(&format!("story {place}"), flows)).collect();
        let shift = turn % tables.len();
        tables.rotate_left(shift);
        let other = weigh(&model_of([1_000, 950, 400, 40], &tables.concat()), 300);
        prop_assert_eq!(one.together, other.together);
        prop_assert_eq!(one.basis, other.basis);
        for (place, story) in one.stories.iter().enumerate() {
            let there = &other.stories[(place + tables.len() - shift) % tables.len()];
            prop_assert_eq!((story.sufficiency, story.necessity), (there.sufficiency, there.necessity));
            prop_assert_eq!((story.break_even, story.alone, story.reach), (there.break_even, there.alone, there.reach));
            prop_assert!(close(story.shapley_flip, there.shapley_flip) && close(story.shapley_margin, there.shapley_margin));
        }
    }

    #[test]
    fn shares_add_up_to_the_whole_change(stories in stories()) {
        let weighed = weigh(&model_of([1_000, 950, 400, 40], &told(&stories)), 200);
        let sum = |of: fn(&Weighed) -> f64| weighed.stories.iter().map(of).sum::<f64>();
        prop_assert!(close(sum(|story| story.shapley_flip), weighed.together.probability));
        prop_assert!((sum(|story| story.shapley_margin) - weighed.margin_change).abs() < 1e-9);
    }

    #[test]
    fn a_story_cut_in_two_has_the_same_total(stories in stories()) {
        let whole = weigh(&model_of([1_000, 950, 400, 40], &told(&stories)), 300);
        let cut: Vec<Vec<_>> = stories.iter().flatten().map(|flow| vec![flow.clone()]).collect();
        let parts = weigh(&model_of([1_000, 950, 400, 40], &told(&cut)), 300);
        // Flows alike in everything are told apart by the story they are in, so their draws are others then.
        let mut flows: Vec<_> = stories.iter().flatten().collect();
        flows.sort();
        let alike = flows.windows(2).any(|pair| pair[0] == pair[1]);
        if !alike || whole.basis == Basis::Exact {
            prop_assert!(close(whole.together.probability, parts.together.probability));
            prop_assert!((whole.margin_change - parts.margin_change).abs() < 1e-9);
        }
        // The margin moves by each flow alone, so the parts of a story add up to it.
        if !alike {
            let mut next = parts.stories.iter();
            for (flows, story) in stories.iter().zip(&whole.stories) {
                let sum: f64 = next.by_ref().take(flows.len()).map(|part| part.shapley_margin).sum();
                prop_assert!((sum - story.shapley_margin).abs() < 1e-9);
            }
        }
    }

    #[test]
    fn what_arithmetic_rules_out_no_draw_shows(stories in stories()) {
        let model = model_of([1_000, 950, 400, 40], &told(&stories));
        let counts = draws::run(&model, 300, &mut |_| true).unwrap();
        let weighed = weigh(&model, 300);
        for set in 0..counts.flips.len() {
            match arithmetic::possible(&model, set) {
                Possible::Never => prop_assert_eq!(counts.flips[set], 0),
                Possible::Always => prop_assert_eq!(counts.flips[set], counts.draws),
                Possible::Sometimes => {}
            }
        }
        for (place, story) in weighed.stories.iter().enumerate() {
            if !story.pivotal {
                let same = (0..counts.flips.len()).all(|set| counts.flips[set] == counts.flips[set | 1 << place]);
                prop_assert!(same && counts.lost[place] == (0, 0));
                prop_assert!(story.necessity.probability == 0.0 && story.shapley_flip == 0.0);
            }
        }
        if weighed.together.proved && weighed.together.probability == 0.0 {
            // Where even all of them together cannot, nothing is lost by switching one off, unless it held the others back.
            let held_back = (0..counts.flips.len()).any(|set| counts.flips[set] > 0);
            prop_assert!(held_back || weighed.stories.iter().all(|story| story.necessity.probability == 0.0));
        }
    }

    #[test]
    fn a_break_even_is_the_first_number_that_does(votes in prop::array::uniform4(20_u64..120), flow in 0_usize..5) {
        let (from, to) = [("b", "t"), ("w", "t"), ("home", "t"), ("t", "w"), ("b", "w")][flow];
        let mut votes = votes;
        // Somebody wins, and it is one of the first two.
        votes[2] = votes[2].min(votes[0].min(votes[1]) - 1);
        votes[3] = 1;
        if votes[0] == votes[1] {
            votes[0] += 1;
        }
        let model = model_of(votes, &story("a", &[(from, to, share(0.5))]));
        let flow = model.stories[0].flows[0];
        let won = arithmetic::wins(&model, &model.known);
        // Votes beyond those there are cannot be moved, but the first number that would do is sought all the same.
        let first = (0..=4_000_i64).find(|&moved| {
            let mut tally = model.known.clone();
            flow.apply(moved, &mut tally);
            arithmetic::wins(&model, &tally) != won
        });
        let found = weigh(&model, 1).stories[0].break_even;
        prop_assert_eq!(found.map(|found| i64::try_from(found.votes).unwrap()), first);
    }
}

#[test]
fn ten_stories_are_weighed_in_every_combination() {
    let ten: String = (0..10).map(|place| story(&format!("s{place}"), &[("home", "t", range(0.0, 0.05))])).collect();
    let weighed = weigh(&model_of([1_000, 900, 300, 40], &ten), 2_000);
    let sum: f64 = weighed.stories.iter().map(|story| story.shapley_flip).sum();
    assert!((sum - weighed.together.probability).abs() < 1e-12, "{sum}");
    // Ten flows that are alike in everything but their names do alike, to within the draws.
    let least = weighed.stories.iter().map(|story| story.shapley_margin).fold(f64::MAX, f64::min);
    let most = weighed.stories.iter().map(|story| story.shapley_margin).fold(0.0, f64::max);
    assert!(most - least < 1.2 && least > 9.0, "{least} to {most}");
}
