use super::*;
use crate::engine::{self, Plan};
use crate::returns::BoothTable;
use crate::scenario::{self, Sources};
use proptest::prelude::*;

fn built(text: &str, table: Option<&str>) -> Scenario {
    let table = table.map(|csv| BoothTable::from_tidy_csv(csv).unwrap());
    scenario::parse(&Sources::new("a.toml", text)).unwrap().build(table).unwrap()
}

fn kanpur() -> Scenario {
    built(include_str!("../../scenarios/kanpur-2024.toml"), None)
}

/// A seat of four: the namesake has `votes`, 400 fewer than it takes where that is 100.
fn seat(votes: u64, head: &str, claim: &str) -> String {
    format!(
        "title = \"t\"\nmode = \"retrospective\"\n[contest]\nname = \"s\"\n{head}\n\
         [[candidate]]\nid = \"w\"\nname = \"Bimal Sen\"\nvotes = 4_000\n\
         [[candidate]]\nid = \"t\"\nname = \"Asha Rao\"\nvotes = 3_500\n\
         [[candidate]]\nid = \"n\"\nname = \"Asha Rao\"\nparty = \"IND\"\nvotes = {votes}\nnamesake_of = \"t\"\n\
         [[candidate]]\nid = \"i\"\nname = \"Gopal Das\"\nparty = \"IND\"\nvotes = 60\n\
         [[claim]]\ntext = \"said\"\ncandidate = \"n\"\n{claim}\n"
    )
}

fn first(text: &str, table: Option<&str>) -> Finding {
    let scenario = built(text, table);
    judge(&scenario, &Evidence::builtin(), None).swap_remove(0)
}

fn reading(finding: &Finding, per: Per) -> &Reading {
    let Judgement::Counted { readings, .. } = &finding.judgement else { panic!("a claim of votes") };
    readings.iter().find(|reading| reading.per == per).unwrap()
}

#[test]
fn kanpurs_claim_fails_by_every_reading_but_one() {
    // The published figures: 842,000 of 882,042 machine votes against 1,186; segments 2,500 to 3,500; rounds
    // 13,000 to 18,200; and 20,969 votes were needed.
    let findings = judge(&kanpur(), &Evidence::builtin(), None);
    let claim = &findings[0];
    for (per, low, high, factor) in [
        (Per::Booth, 842_000, 1_178_800, 842_000.0 / 1_186.0),
        (Per::TableRound, 842_000, 1_178_800, 842_000.0 / 1_186.0),
        (Per::Round, 13_000, 18_200, 13_000.0 / 1_186.0),
        (Per::Segment, 2_500, 3_500, 2_500.0 / 1_186.0),
    ] {
        let reading = reading(claim, per);
        assert_eq!((reading.low, reading.high, reading.verdict), (low, high, ReadingVerdict::Impossible));
        let tightest = reading.tightest().unwrap();
        assert_eq!((tightest.kind, tightest.limit), (Kind::CandidateTotal, 1_186));
        assert!((tightest.factor() - factor).abs() < 1e-9);
    }
    let booths = reading(claim, Per::Booth);
    let cast = booths.limits.iter().find(|limit| limit.kind == Kind::VotesCast).unwrap();
    assert_eq!((cast.limit, cast.broken), (882_042, None));
    let whole = reading(claim, Per::Contest).tightest().unwrap();
    assert_eq!((whole.limit, whole.claimed, whole.broken), (1_198, 700, Some(Broken::TooFew)));
    assert_eq!(reading(claim, Per::RunningTotal).verdict, ReadingVerdict::Feasible);
    let matters = claim.matters.unwrap();
    assert_eq!((matters.votes, matters.needed, matters.verdict), (1_198, 20_969, Verdict::Impossible));
    let Judgement::Effect(Some(judged)) = &findings[1].judgement else { panic!("a claim of effect") };
    assert_eq!(judged.verdict, EffectVerdict::Refuted);
    assert_eq!(judged.ground, Ground::TooFew { polled: 1_198, needed: 20_969 });
}

#[test]
fn booths_as_counted_have_the_last_word() {
    let table = "segment,booth,electors,w,t,n,i\nall,1,,2000,1750,40,30\nall,2,,2000,1750,60,30\n";
    let claim = |low: u64, high: u64| {
        first(
            &seat(100, "booth_file = \"b.csv\"", &format!("low = {low}\nhigh = {high}\nper = \"booth\"")),
            Some(table),
        )
    };
    assert_eq!(reading(&claim(40, 60), Per::Booth).verdict, ReadingVerdict::Feasible);
    let fails = claim(45, 60);
    let row = reading(&fails, Per::Booth).tightest().unwrap();
    assert_eq!((row.kind, row.limit, row.broken, row.rows), (Kind::OwnRows, 40, Some(Broken::TooMany), Some((1, 2))));
    let fails = claim(30, 55);
    let row = reading(&fails, Per::Booth).tightest().unwrap();
    assert_eq!((row.limit, row.claimed, row.broken), (60, 55, Some(Broken::TooFew)));
}

#[test]
fn a_booth_takes_no_more_than_its_electors() {
    let low = |head: &str, extra: &str| {
        let text = seat(100, head, "low = 1_300\nhigh = 1_400\nper = \"booth\"") + extra;
        let finding = first(&text, None);
        let cap = *reading(&finding, Per::Booth).limits.iter().find(|limit| limit.kind == Kind::BoothCap).unwrap();
        (cap.limit, cap.broken.is_some())
    };
    assert_eq!(low("booths = 10", ""), (1_500, false));
    assert_eq!(low("booths = 10\ndate = 2025-11-06", ""), (1_200, true));
    assert_eq!(low("booths = 10", "[counting]\nmost_electors_per_booth = 1_000\n"), (1_000, true));
}

#[test]
fn votes_never_lie_as_evenly_as_some_claims() {
    let verdict = |claim: &str| {
        let finding = first(&seat(100, "booths = 100", claim), None);
        let reading = reading(&finding, Per::Booth);
        (reading.verdict, reading.chance.unwrap())
    };
    // One vote in every one of a hundred booths adds up to the hundred the candidate has, and never happened anywhere.
    let (even, chance) = verdict("low = 1\nhigh = 1\nper = \"booth\"");
    assert!(even == ReadingVerdict::Implausible && chance < 1e-40, "{chance}");
    let (wide, chance) = verdict("low = 0\nhigh = 40\nper = \"booth\"");
    assert!(wide == ReadingVerdict::Feasible && chance > 0.99, "{chance}");
}

#[test]
fn effects_are_judged_by_arithmetic_and_then_by_draws() {
    let judged = |votes: u64, claim: &str, rate: &str| {
        let text = seat(votes, "booths = 20", claim)
            + &format!("[confusion]\nrate = {rate}\n[own_support]\ntypical_votes = 10\n");
        let scenario = built(&text, None);
        let evidence = Evidence::builtin();
        let model = Model::new(&scenario, &evidence).unwrap();
        let summary = engine::run(&model, &Plan::new(2_000), &mut |_| true);
        let findings = judge(&scenario, &evidence, Some((&model, &summary)));
        let Judgement::Effect(Some(judged)) = findings[0].judgement else { panic!("a claim of effect") };
        judged
    };
    let won = "effect = \"would_have_won\"";
    assert_eq!(judged(500, won, "0.1").ground, Ground::TooFew { polled: 500, needed: 501 });
    // 1,000 votes of somebody whose kind polls ten: nearly all of them were diverted.
    assert_eq!(judged(1_000, won, "{ low = 0.0, high = 0.5 }").verdict, EffectVerdict::Supported);
    assert_eq!(judged(1_000, won, "0.000001").verdict, EffectVerdict::Refuted);
    assert_eq!(judged(520, "effect = \"cost_votes\"\nlow = 521\nhigh = 600", "0.1").verdict, EffectVerdict::Refuted);
    let cost = "effect = \"cost_votes\"\nlow = 0\nhigh = 1_000";
    assert_eq!(judged(1_000, cost, "0.1").verdict, EffectVerdict::Supported);
    let open = judged(1_000, "effect = \"cost_votes\"\nlow = 0\nhigh = 985", "{ low = 0.0, high = 0.5 }");
    let Ground::Probability { probability, draws, .. } = open.ground else { panic!("{open:?}") };
    assert!(open.verdict == EffectVerdict::Undecided && draws == 2_000 && probability > 0.05, "{probability}");
}

#[test]
fn who_is_nobodys_namesake_can_matter_too() {
    let text = seat(600, "booths = 20", "low = 1\nhigh = 2\nper = \"contest\"")
        .replace("candidate = \"n\"", "candidate = \"i\"");
    let matters = first(&text, None).matters.unwrap();
    assert_eq!((matters.votes, matters.needed, matters.verdict), (60, 501, Verdict::Impossible));
    let text = text.replace("candidate = \"i\"", "candidate = \"w\"");
    assert_eq!(first(&text, None).matters, None);
}

proptest! {
    /// A total can be made of so many units within the range exactly where no limit says otherwise: by trying
    /// every way to fill them.
    #[test]
    fn totals_are_impossible_where_no_filling_exists(units in 1_u32..4, low in 0_u64..5, more in 0_u64..4, own in 0_u64..24) {
        let claim = format!("low = {low}\nhigh = {}\nper = \"booth\"", low + more);
        let finding = first(&seat(own, &format!("booths = {units}"), &claim).replace("_000", "0").replace("3_500", "35"), None);
        let reading = reading(&finding, Per::Booth);
        let mut sums = std::collections::BTreeSet::from([0]);
        for _ in 0..units {
            sums = sums.iter().flat_map(|sum| (low..=low + more).map(move |each| sum + each)).collect();
        }
        prop_assert_eq!(reading.verdict == ReadingVerdict::Impossible, !sums.contains(&own));
    }
}
