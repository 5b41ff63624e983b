//! The shipped scenarios against the arithmetic of the official figures.

use crate::contests::scenario;
use humnaam::bounds::{self, Bound, Verdict};
use humnaam::scenario::{Mode, Scenario};

fn shipped(stem: &str) -> Scenario {
    let path = format!("{}/scenarios/{stem}.toml", env!("CARGO_MANIFEST_DIR"));
    scenario(&std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{path}: {e}")), None)
}

/// The bound of the principal with this id.
fn bound(scenario: &Scenario, principal: &str) -> Bound {
    let all = bounds::recorded(&scenario.contest, scenario.contest.booths, None);
    let is = |bound: &Bound| scenario.contest.candidates()[bound.principal].id == principal;
    all.into_iter().find(is).unwrap_or_else(|| panic!("no bound for {principal}"))
}

/// The bound of the principal whose seat is in question.
fn question(scenario: &Scenario) -> Bound {
    let focus = scenario.contest.focus(true).unwrap();
    let id = scenario.contest.candidates()[focus].id.clone();
    bound(scenario, &id)
}

/// Contest, principal's votes, the namesakes', margin, verdict, share needed in per cent.
type Case = (&'static str, u64, u64, u64, Verdict, Option<f64>);

#[test]
fn the_bounds_of_eleven_contests_are_those_of_the_official_figures() {
    let cases: [Case; 10] = [
        ("kanpur-2024", 422_087, 1_198, 20_968, Verdict::Impossible, Some(1_750.333_9)),
        ("raigad-2014", 394_068, 9_849, 2_110, Verdict::Possible, Some(21.4)),
        ("hingoli-2014", 465_765, 6_157 + 6_284, 1_632, Verdict::Possible, Some(13.1)),
        ("vadakara-2014", 413_173, 3_485, 3_306, Verdict::Possible, Some(94.9)),
        ("kannur-2014", 421_056, 4_240 + 2_745, 6_566, Verdict::Possible, Some(94.0)),
        ("alappuzha-2004", 334_485, 8_282, 1_009, Verdict::Possible, Some(12.2)),
        ("satara-2024", 538_363, 37_062, 32_771, Verdict::Possible, Some(88.4)),
        ("manjeshwaram-2016", 56_781, 467, 89, Verdict::Possible, Some(19.3)),
        ("devon-1994", 74_253, 10_203, 700, Verdict::Possible, Some(6.9)),
        ("kyiv-223-2013", 31_358, 1_451, 3_326, Verdict::Impossible, None),
    ];
    for (stem, votes, namesakes, margin, verdict, share) in cases {
        let bound = question(&shipped(stem));
        assert_eq!((bound.principal_votes, bound.margin, bound.verdict), (votes, margin, verdict), "{stem}");
        assert_eq!(bound.namesake_votes, Some(namesakes), "{stem}");
        assert_eq!(bound.votes_needed, Some(margin + 1), "{stem}");
        if let Some(share) = share {
            let ours = 100.0 * bound.share_needed.unwrap();
            assert!((ours - share).abs() < 0.05, "{stem}: {ours} is not {share}");
        }
    }
}

#[test]
fn kanpur_has_the_published_rates() {
    let scenario = shipped("kanpur-2024");
    let bound = question(&scenario);
    let near = |ours: Option<f64>, published: f64, digits: f64| {
        assert!((ours.unwrap() - published).abs() < digits, "{ours:?}");
    };
    near(bound.share_needed, 17.503_339, 5e-7);
    near(bound.break_even_rate, 0.047_328, 5e-7);
    near(bound.max_rate, 0.002_830, 5e-7);
    near(bound.votes_needed_per_booth, 12.4519, 5e-5);
    near(bound.typical_independent, 672.0, 1e-12);
    assert_eq!((bound.slack_in_independents, bound.proved), (None, true));
    assert_eq!((scenario.contest.valid_votes(), scenario.contest.votes_polled()), (883_279, 887_396));
}

#[test]
fn kannur_turns_only_if_few_votes_return_to_the_winner() {
    let scenario = shipped("kannur-2014");
    let bound = question(&scenario);
    assert_eq!(bound.rival_namesake_votes, 1_500);
    assert_eq!((bound.net_namesake_votes(), bound.net_verdict()), (Some(5_485), Some(Verdict::Impossible)));
    // 6,985 less the 6,567 that are needed: more than "none of them", as is sometimes said.
    assert_eq!(bound.rival_may_regain, Some(418));
    assert!(!bound.proved);
}

#[test]
fn mahasamund_was_won_and_has_a_cushion() {
    let scenario = shipped("mahasamund-2014");
    let bound = question(&scenario);
    assert_eq!((bound.verdict, bound.margin, bound.votes_needed), (Verdict::NotApplicable, 1_217, None));
    assert_eq!((bound.namesakes.len(), bound.namesake_votes), (10, Some(70_461)));
}

#[test]
fn every_shipped_scenario_reads_and_tells_its_sources() {
    let folder = format!("{}/scenarios", env!("CARGO_MANIFEST_DIR"));
    let mut stems: Vec<String> = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|kind| kind != "toml") {
            continue;
        }
        let text = std::fs::read_to_string(&path).unwrap();
        assert!(text.starts_with('#') && text.contains("Sources"), "{} tells no sources", path.display());
        let scenario = scenario(&text, None);
        assert!(scenario.title.ends_with('?'), "{} asks nothing", path.display());
        if scenario.mode == Mode::Prospective {
            assert!(
                text.contains("made-up") || text.contains("MADE-UP"),
                "{} does not say it is made up",
                path.display()
            );
        }
        stems.push(path.file_stem().unwrap().to_string_lossy().into_owned());
    }
    assert!(stems.len() >= 13, "only {stems:?}");
}

#[test]
fn noorpur_has_no_namesake_and_a_margin_of_12736() {
    let scenario = shipped("noorpur-2017");
    assert!(bounds::recorded(&scenario.contest, None, None).is_empty());
    let ranking = scenario.contest.ranking();
    let votes = |place: usize| scenario.contest.candidates()[ranking[place]].total_votes();
    assert_eq!((votes(0), votes(1), votes(2), votes(0) - votes(1)), (79_172, 66_436, 45_902, 12_736));
}

#[test]
fn the_page_of_cases_has_every_real_contest_with_its_arithmetic() {
    let page = std::fs::read_to_string(format!("{}/docs/cases.md", env!("CARGO_MANIFEST_DIR"))).unwrap();
    let mut contests = 0;
    for entry in std::fs::read_dir(format!("{}/scenarios", env!("CARGO_MANIFEST_DIR"))).unwrap() {
        let path = entry.unwrap().path();
        let text = std::fs::read_to_string(&path).unwrap();
        let made_up = text.lines().next().unwrap_or("").to_lowercase().contains("made-up");
        if path.extension().is_none_or(|kind| kind != "toml") || made_up {
            continue;
        }
        let stem = path.file_stem().unwrap().to_str().unwrap();
        let row = page.lines().find(|line| line.contains(&format!("(../scenarios/{stem}.toml)")));
        let row = row.unwrap_or_else(|| panic!("{stem} is not in docs/cases.md: run `just backtest`"));
        let kept: Vec<&str> = text.lines().filter(|line| !line.starts_with("booth_file")).collect();
        let scenario = scenario(&kept.join("\n"), None);
        if scenario.contest.focus(true).is_some() {
            let bound = question(&scenario);
            let votes = |number: u64| humnaam::format::votes(number);
            let arithmetic = format!("| {} | {} |", votes(bound.namesake_votes.unwrap()), votes(bound.margin));
            assert!(row.contains(&arithmetic), "{stem}: {arithmetic} is not in {row}");
        }
        contests += 1;
    }
    assert!(contests >= 13, "only {contests} contests were looked at");
}
