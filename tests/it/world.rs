//! Contests outside India, and what totals alone do not tell: kinds of ballots, controls, rules of law.

use crate::contests::scenario;
use humnaam::bounds;
use humnaam::election::Ballot;
use humnaam::evidence::{Evidence, countries};
use humnaam::report::{Numbers, Report};
use humnaam::scenario::{Place, Problem, Scenario, Sources, parse};
use humnaam::study::{Plan, Study};
use humnaam::wording::{Language, Wording};

pub fn text(stem: &str) -> String {
    let path = format!("{}/scenarios/{stem}.toml", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(&path).unwrap_or_else(|why| panic!("{path}: {why}"))
}

fn reported(scenario: Scenario, wording: Wording) -> Report {
    Report::new(&Study::new("t", scenario, Evidence::builtin()).run(&Plan::default()).unwrap(), wording)
}

fn report_of(text: &str, draws: u64) -> Report {
    let mut scenario = scenario(text, None);
    scenario.simulation.draws = draws;
    reported(scenario, Wording::default())
}

fn numbers(text: &str) -> Numbers {
    report_of(text, 20_000).numbers
}

/// The problems of a scenario that must be refused, each with the text it points at.
pub fn refused(text: &str) -> Vec<(String, String, String)> {
    let problems = match parse(&Sources::new("t.toml", text)) {
        Ok(file) => file.build(None).expect_err(text),
        Err(problems) => problems,
    };
    let place = |problem: &Problem| match &problem.place {
        Place::Text(span) => text[span.clone()].to_owned(),
        Place::Table { file, .. } => file.clone(),
    };
    problems.iter().map(|problem| (place(problem), problem.what.clone(), problem.help.clone())).collect()
}

/// Places of India that sources of the evidence name.
const INDIAN_PLACES: [&str; 6] = ["Mathura", "Kanpur", "Uttar Pradesh", "Gujarat", "Delhi", "tutari"];

const ABROAD: [&str; 7] = [
    "devon-1994",
    "kyiv-223-2013",
    "florida-sd37-2020",
    "palm-beach-2000",
    "negros-oriental-2022",
    "st-petersburg-2021",
    "st-petersburg-duma-2021",
];

#[test]
fn a_contest_outside_india_prints_no_indian_assumption_without_saying_so() {
    for stem in ABROAD {
        for language in Language::ALL {
            let mut scenario = scenario(&text(stem), None);
            scenario.simulation.draws = 200;
            let report = reported(scenario, Wording::usual(language));
            let mut told = 0;
            for assumption in &report.assumptions {
                let line = format!("{}: {} [{}]", assumption.name, assumption.sentence, assumption.source);
                assert!(!INDIAN_PLACES.iter().any(|place| line.contains(place)), "{stem}: {line}");
                let india = ["India", "भारत"].iter().any(|word| assumption.source.contains(word));
                told += u32::from(india);
                // What is from nowhere in India is stated, by definition, of the contest itself, of a control, or measured there.
                let own = [
                    "stated",
                    "परिदृश्य",
                    "definition",
                    "परिभाषा",
                    "independents",
                    "निर्दलीय",
                    "polling stations",
                    "precincts",
                    "OpenElections",
                    "butterfly",
                ];
                assert!(india || own.iter().any(|word| assumption.source.contains(word)), "{stem}: {line}");
            }
            assert!(told >= 3, "{stem}: only {told} assumptions say that they are India's");
            let warned = report.warnings.iter().any(|line| line.contains("India") || line.contains("भारत"));
            assert!(warned, "{stem}: {:?}", report.warnings);
        }
    }
    // The same under an Indian contest names its places: the test above is not empty.
    let here = report_of(&text("kanpur-2024"), 200);
    assert!(here.assumptions.iter().any(|assumption| assumption.source.contains("Mathura")));
}

#[test]
fn a_ballot_that_was_never_fitted_says_so_on_the_first_screen_and_in_the_summary() {
    let sentence = "No elections with this kind of ballot were fitted; the rate is known within a factor of 22.";
    for stem in ["kyiv-223-2013", "florida-sd37-2020", "negros-oriental-2022", "st-petersburg-2021"] {
        let report = report_of(&text(stem), 200);
        assert!(report.brief.warnings.iter().any(|line| line == sentence), "{stem}: {:?}", report.brief.warnings);
        assert!(report.numbers.warnings.iter().any(|line| line == sentence), "{stem}");
    }
    for stem in ["kanpur-2024", "hingoli-2014", "attingal-2024"] {
        let report = report_of(&text(stem), 200);
        assert!(!report.numbers.warnings.iter().any(|line| line.contains("fitted")), "{stem}");
    }
}

#[test]
fn without_a_country_the_first_screen_says_where_the_namesakes_were() {
    let plain = text("negros-oriental-2022").replace("country = \"PH\"\nballot = \"optical_scan\"\n", "");
    assert!(!plain.contains("PH") && plain.contains("Degamo"));
    let report = report_of(&plain, 200);
    assert!(report.brief.rests_on.contains("earlier namesakes in India"), "{}", report.brief.rests_on);
    let hindi = reported(scenario(&plain, None), Wording::usual(Language::Hindi));
    assert!(hindi.brief.rests_on.contains("भारत"), "{}", hindi.brief.rests_on);
}

#[test]
fn a_country_chooses_words_and_sizes_and_no_rate() {
    for (code, word) in [("US", "precincts"), ("RU", "polling stations"), ("IN", "booths")] {
        let changed = text("negros-oriental-2022").replace("\"PH\"", &format!("\"{code}\""));
        let report = report_of(&changed, 200);
        assert!(report.brief.rests_on.contains(word), "{code}: {}", report.brief.rests_on);
        let median = |report: &Report| {
            report.numbers.assumptions.iter().find(|one| one.name == "confusion.rate of ruel").unwrap().value.unwrap()
        };
        assert_eq!(median(&report), median(&report_of(&text("negros-oriental-2022"), 200)), "{code}");
    }
    // Whoever stands for no party is known by the country's word.
    let seat = |code: &str, party: &str| {
        format!(
            "title='t'\nmode='retrospective'\n[contest]\nname='s'\nballot='paper_party'\ncountry='{code}'\n[[candidate]]\nid='a'\nname='A Rao'\nvotes=900\n\
             [[candidate]]\nid='b'\nname='B Sen'\nvotes=1000\n[[candidate]]\nid='c'\nname='A Rao'\nvotes=150\nnamesake_of='a'\n\
             [[candidate]]\nid='d'\nname='C Das'\nparty='{party}'\nvotes=40\n"
        )
    };
    for (code, party, known) in
        [("US", "NPA", true), ("RU", "Самовыдвижение", true), ("US", "NPD", false), ("IN", "NPA", false)]
    {
        let median = scenario(&seat(code, party), None).contest.median_ordinary_independent();
        assert_eq!(median, known.then_some(40.0), "{code} {party}");
    }
}

#[test]
fn photographs_and_the_kinds_of_ballots_are_one_question() {
    let kind = |line: &str| {
        let text = text("raigad-2014").replace("photos_on_ballot = false", line);
        scenario(&text, None).contest.kind_of_ballot()
    };
    assert_eq!(kind("photos_on_ballot = false"), Some(Ballot::Evm));
    assert_eq!(kind("photos_on_ballot = true"), Some(Ballot::EvmPhoto));
    for (word, ballot) in Ballot::ALL {
        assert_eq!(kind(&format!("ballot = \"{word}\"")), Some(ballot));
        let both = |photos: bool| {
            text("raigad-2014")
                .replace("photos_on_ballot = false", &format!("ballot = \"{word}\"\nphotos_on_ballot = {photos}"))
        };
        scenario(&both(ballot.photos()), None);
        let problems = refused(&both(!ballot.photos()));
        assert_eq!(problems.len(), 1, "{problems:?}");
        assert_eq!(problems[0].0, (!ballot.photos()).to_string());
        assert!(problems[0].1.contains(word), "{problems:?}");
    }
    // Abroad nothing is known of a ballot that is not stated.
    assert_eq!(kind("country = \"GB\""), None);
    // The kinds of India keep the answer of before there were kinds.
    let flip = |line: &str| numbers(&text("raigad-2014").replace("photos_on_ballot = false", line)).flip.exact;
    let before = flip("photos_on_ballot = false");
    assert!((before - 0.141_158_772).abs() < 5e-10, "{before}");
    assert_eq!((before, before), (flip("ballot = \"evm\""), flip("ballot = \"paper_symbols\"\ncountry = \"IN\"")));
}

#[test]
fn a_rule_of_law_credits_votes_beside_the_probability_and_never_in_it() {
    let negros = text("negros-oriental-2022");
    let with = report_of(&negros, 2_000);
    let credited = with.numbers.credited.as_ref().unwrap();
    assert_eq!(
        (credited.winner.as_deref(), credited.changes, credited.margin),
        (Some("roel"), true, 331_726 - 301_319)
    );
    assert_eq!(
        (credited.votes.get("roel"), credited.votes.get("teves"), credited.votes.get("ruel")),
        (Some(&331_726), Some(&301_319), Some(&0))
    );
    let sentence = with.brief.credited.as_deref().unwrap();
    assert!(
        sentence.contains("331,726") && sentence.contains("301,319") && sentence.ends_with("the result changes."),
        "{sentence}"
    );
    let without = report_of(&negros.replace("credits_votes = true", "credits_votes = false"), 2_000);
    assert_eq!((without.numbers.credited.as_ref(), without.brief.credited.as_ref()), (None, None));
    assert_eq!(with.numbers.flip, without.numbers.flip);
    assert!(!serde_json::to_string(&without.numbers).unwrap().contains("credited"));
    let contest = &scenario(&negros.replace("votes = 49_953", "votes = 19_546"), None).contest;
    let tie = bounds::credited(contest).unwrap();
    assert_eq!((tie.winner, tie.changes()), (None, true));
}

#[test]
fn palm_beach_from_its_control_is_what_was_published_and_without_it_hardly_anything() {
    let with = numbers(&text("palm-beach-2000"));
    let diverted = with.diverted.get("buchanan").unwrap();
    assert!(diverted.p05 >= 1_700 && diverted.p95 <= 2_700, "{diverted:?}");
    let control = &with.controls[0];
    assert_eq!((control.kind, control.spread), ("channel", 0.2));
    let excess = |stratum: &humnaam::report::StratumNumbers| stratum.recorded.unwrap() as f64 - stratum.expected;
    let all: f64 = control.strata.iter().map(excess).sum();
    let nelson = control.strata.iter().find(|stratum| stratum.name.contains("Nelson")).map(excess).unwrap();
    assert_eq!((all.round(), nelson.round()), (2_372.0, 1_921.0));
    // The strata add up to the whole.
    assert_eq!(control.strata.iter().filter_map(|stratum| stratum.recorded).sum::<u64>(), 3_261);
    assert_eq!(
        control.strata.iter().map(|stratum| (stratum.of, stratum.here)).fold((0, 0), |(a, b), (c, d)| (a + c, b + d)),
        (37_628, 409_042)
    );
    let bare: String = text("palm-beach-2000").split("[[control]]").next().unwrap().to_owned();
    let bare = numbers(&bare);
    let wide = bare.diverted.get("buchanan").unwrap();
    assert!(bare.controls.is_empty() && wide.p05 < 783 && wide.p95 - wide.p05 > 3_265 - 783, "{wide:?}");
}

#[derive(serde::Deserialize)]
struct Case {
    principal: u64,
    namesake: u64,
    needed: u64,
    rate: [f64; 2],
    segment_sd: f64,
    spread: f64,
    strata: Vec<[u64; 3]>,
    results: Results,
}

#[derive(serde::Deserialize)]
struct Results {
    kept: u64,
    p05: f64,
    p50: f64,
    p95: f64,
    flip: f64,
    flip_error: f64,
}

#[test]
fn a_control_gives_what_brute_force_gives() {
    let cases: std::collections::BTreeMap<String, Case> =
        serde_json::from_str(include_str!("../oracle/controls.json")).unwrap();
    assert_eq!(cases.len(), 2);
    for (name, case) in cases {
        let mut text = format!(
            "title='t'\nmode='retrospective'\n[contest]\nname='s'\nbooths=100\ncountry='US'\nballot='punch_card'\n\
             [[candidate]]\nid='t'\nname='A Rao'\nvotes={}\n[[candidate]]\nid='w'\nname='B Sen'\nvotes={}\n\
             [[candidate]]\nid='d'\nname='A Rao'\nvotes={}\nnamesake_of='t'\n\
             [confusion]\nrate={{low={:?},high={:?}}}\nsegment_sd={}\nbooth_cv=0.0\n[[control]]\ncandidate='d'\nkind='channel'\nspread={}\n",
            case.principal,
            case.principal + case.needed.min(1_000_000) - 1,
            case.namesake,
            case.rate[0],
            case.rate[1],
            case.segment_sd,
            case.spread
        );
        text = text.replace("booths=100", &format!("booths={}", 1 + case.principal / 500));
        for [votes, of, here] in &case.strata {
            text.push_str(&format!("[[control.stratum]]\nvotes={votes}\nof={of}\nhere={here}\n"));
        }
        let numbers = report_of(&text, 20_000).numbers;
        let (found, wanted) = (numbers.diverted.get("d").unwrap(), &case.results);
        assert!(wanted.kept > 3_000, "{name}: {} kept", wanted.kept);
        // Sampling error on both sides; the quantiles of the brute force are worth a few votes of the width.
        let width = (wanted.p95 - wanted.p05) * 4.0 / libm::sqrt((wanted.kept as f64).min(20_000.0)) + 1.5;
        for (ours, theirs) in [(found.p05, wanted.p05), (found.p50, wanted.p50), (found.p95, wanted.p95)] {
            assert!((ours as f64 - theirs).abs() < 1.5 * width, "{name}: {ours} is not {theirs}, within {width}");
        }
        if case.needed < 1_000_000 {
            let off = (numbers.flip.exact - wanted.flip).abs();
            assert!(off < 4.0 * wanted.flip_error + 0.003, "{name}: {} is not {}", numbers.flip.exact, wanted.flip);
        }
    }
}

#[test]
fn the_cases_abroad_have_the_bounds_of_their_figures() {
    for (stem, namesakes, margin, verdict) in [
        ("florida-sd37-2020", 6_377, 31, "possible"),
        ("negros-oriental-2022", 49_953, 19_546, "possible"),
        ("st-petersburg-2021", 1_118, 1_350, "impossible"),
        ("st-petersburg-duma-2021", 3_352, 17_834, "impossible"),
        ("palm-beach-2000", 3_261, 110_881, "not_applicable"),
        ("attingal-2024", 2_625, 684, "not_applicable"),
        ("tikamgarh-2024", 10_158, 403_312, "impossible"),
    ] {
        let numbers = report_of(&text(stem), 200).numbers;
        let bound = &numbers.bounds[0];
        assert_eq!((bound.namesake_votes, bound.margin, bound.verdict), (Some(namesakes), margin, verdict), "{stem}");
    }
}

#[test]
fn who_shares_the_family_name_alone_is_halfway_alike_and_the_screen_says_so() {
    let florida = text("florida-sd37-2020");
    let pair = |text: &str| scenario(text, None).contest.pairs()[0].name_similarity;
    let (family, whole) = (pair(&florida), pair(&florida.replace("namesake_by = \"family_name\"\n", "")));
    assert!(whole < 0.5 && (family - 0.5 * (1.0 + whole)).abs() < 1e-12, "{family} {whole}");
    let report = report_of(&florida, 200);
    assert!(report.brief.warnings.iter().any(|line| line.contains("family name alone")), "{:?}", report.brief.warnings);
    assert!(report.assumptions.iter().any(|one| one.sentence.contains("by the family name alone")));
}

#[test]
fn every_country_of_the_table_can_be_written() {
    assert!(countries().len() >= 6);
    for country in countries() {
        let text = text("negros-oriental-2022").replace("\"PH\"", &format!("\"{}\"", country.code));
        assert_eq!(
            scenario(&text, None).contest.abroad.as_deref(),
            (country.code != "IN").then_some(country.code.as_str())
        );
    }
}
