//! Charts and pages: sound for every contest a user may bring, the same bytes every time, and as data what
//! they are as pictures.

use crate::contests::scenario;
use base64::Engine as _;
use humnaam::evidence::Evidence;
use humnaam::figure::{Axis, Dots, Figure, Points, Stack, Ticks};
use humnaam::inference::Effort;
use humnaam::render::chart::{Theme, png, svg, svg_with_text, unknown_letters};
use humnaam::render::{chart, page};
use humnaam::report::{CHARTS, Report};
use humnaam::returns::BoothTable;
use humnaam::study::{Plan, Study};
use humnaam::wording::{Language, Wording};
use sha2::{Digest, Sha256};

fn report_of(text: &str, booths: Option<BoothTable>, draws: u64) -> Report {
    report_in(Wording::default(), text, booths, draws)
}

fn report_in(wording: Wording, text: &str, booths: Option<BoothTable>, draws: u64) -> Report {
    let mut scenario = scenario(text, booths);
    scenario.simulation.draws = draws;
    let mut study = Study::new("t", scenario, Evidence::builtin());
    study.effort = Effort { weighted: 512, cases: 256 };
    Report::new(&study.run(&Plan::default()).unwrap(), wording)
}

fn shipped(stem: &str, draws: u64) -> Report {
    shipped_in(Wording::default(), stem, draws)
}

fn shipped_in(wording: Wording, stem: &str, draws: u64) -> Report {
    let folder = format!("{}/scenarios", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(format!("{folder}/{stem}.toml")).unwrap();
    let booths = std::fs::read_to_string(format!("{folder}/{stem}.csv"));
    report_in(wording, &text, booths.ok().map(|table| BoothTable::from_tidy_csv(&table).unwrap()), draws)
}

/// The boxes of the words of a drawing: left, top, right, bottom, and the words.
fn words(svg: &str) -> Vec<([f64; 4], String)> {
    let value = |line: &str, name: &str| -> f64 {
        let start = line.find(&format!(" {name}=\"")).unwrap() + name.len() + 3;
        let end = line[start..].find('"').unwrap();
        line[start..start + end].parse().unwrap()
    };
    svg.lines()
        .filter(|line| line.starts_with("<text"))
        .map(|line| {
            let (x, y) = (value(line, "x"), value(line, "y"));
            let (size, length) = (value(line, "font-size"), value(line, "textLength"));
            let said = line[line.find('>').unwrap() + 1..].trim_end_matches("</text>").to_owned();
            ([x, y - 0.72 * size, x + length, y + 0.18 * size], said)
        })
        .collect()
}

/// The upright strokes of a drawing's rules, broken or not: where, from and to.
fn uprights(svg: &str) -> Vec<[f64; 3]> {
    let rules =
        svg.lines().filter(|line| ["\"11\"", "\"13\""].iter().any(|w| line.contains(&format!("stroke-width={w}"))));
    rules
        .filter_map(|line| {
            let path = line.split_once(" d=\"M")?.1.split_once('"')?.0;
            let (from, to) = path.split_once('L').filter(|(_, to)| !to.contains('L'))?;
            let pair = |words: &str| -> Option<(f64, f64)> {
                let (x, y) = words.split_once(' ')?;
                Some((x.parse().ok()?, y.parse().ok()?))
            };
            let ((x, top), (other, bottom)) = (pair(from)?, pair(to)?);
            (x == other).then_some([x, f64::min(top, bottom), f64::max(top, bottom)])
        })
        .collect()
}

/// Every chart has a finding, data and words for those who cannot see it; on a sheet, a column of a page and a
/// phone its words stay on the sheet and off each other.
fn sound(figures: &[Figure]) {
    for figure in figures {
        let stem = &figure.stem;
        assert!(!figure.title.is_empty() && !figure.alt.is_empty() && !figure.caption.is_empty(), "{stem}");
        assert!(!figure.data.rows().is_empty(), "{stem} has no data");
        let kind = |name: &str| stem == name || stem.starts_with(&format!("{name}-"));
        assert!(CHARTS.iter().any(|name| kind(name)), "--charts cannot name {stem}");
        for width in [720, 600, 380] {
            let sized = figure.clone().size(width, figure.height);
            let drawing = svg_with_text(&sized, Theme::Light);
            assert!(!drawing.contains("NaN") && !drawing.contains("inf"), "{stem}");
            let placed = words(&drawing);
            if ["margin", "dots"].contains(&stem.as_str()) {
                // The margin as it is known and zero, where the seat changes hands, are on the canvas wherever the data are.
                let mut places: Vec<f64> = uprights(&drawing).into_iter().map(|[x, ..]| x).collect();
                places.dedup();
                assert!(places.len() >= 2, "{stem} at {width}: rules at {places:?}");
            }
            assert!(placed.len() >= 3, "{stem} is next to empty");
            let (right, bottom) = (f64::from(sized.width) * 10.0, f64::from(sized.height) * 10.0);
            for (place, (a, said)) in placed.iter().enumerate() {
                let inside = a[0] >= 0.0 && a[1] >= 0.0 && a[2] <= right && a[3] <= bottom;
                assert!(inside, "{stem} at {width}: {said:?} leaves the sheet");
                // On a sheet no rule strikes words out.
                for [x, top, end] in uprights(&drawing).into_iter().filter(|_| width >= 600) {
                    let struck = a[0] + 5.0 < x && x < a[2] - 5.0 && top < a[3] - 5.0 && end > a[1] + 5.0;
                    assert!(!struck, "{stem} at {width}: a rule strikes out {said:?}");
                }
                for (b, other) in &placed[..place] {
                    let (across, down) = (a[2].min(b[2]) - a[0].max(b[0]), a[3].min(b[3]) - a[1].max(b[1]));
                    assert!(across <= 0.5 || down <= 0.5, "{stem} at {width}: {said:?} upon {other:?}");
                }
            }
        }
        assert!(png(figure, Theme::Dark).unwrap().starts_with(b"\x89PNG"), "{stem}");
    }
}

#[test]
fn charts_are_sound_and_the_same_bytes_every_time() {
    let mut digests = String::new();
    for stem in ["kanpur-2024", "close-race", "synthetic-booths", "raigad-2014", "alappuzha-2004", "noorpur-2017"] {
        let report = shipped(stem, 2_000);
        sound(&report.figures);
        for figure in &report.figures {
            let digest = Sha256::digest(svg(figure, Theme::Light));
            let hex: String = digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect();
            digests.push_str(&format!("{stem} {} {hex}: {}\n", figure.stem, figure.title));
        }
    }
    insta::assert_snapshot!(digests);
}

#[test]
fn a_hindi_report_speaks_hindi_and_its_numbers_are_the_same() {
    let hindi = |words: &str| words.chars().any(|letter| ('\u{900}'..='\u{97f}').contains(&letter));
    for stem in ["kanpur-2024", "close-race", "synthetic-booths", "alappuzha-2004", "mahasamund-2014", "noorpur-2017"] {
        let report = shipped_in(Wording::usual(Language::Hindi), stem, 1_000);
        sound(&report.figures);
        let mut said: Vec<&String> = report.warnings.iter().chain(&report.booths_show).collect();
        said.extend(report.assumptions.iter().map(|assumption| &assumption.sentence));
        for figure in &report.figures {
            said.extend([&figure.title, &figure.subtitle]);
            // A quoted claim stays as it was said, and so do the names that a scenario gives its explanations.
            said.extend([&figure.alt].into_iter().filter(|_| figure.stem != "explanations"));
            said.extend([&figure.caption].into_iter().filter(|caption| !caption.contains('“')));
            said.extend([&figure.x.label, &figure.y.label].into_iter().filter(|label| !label.is_empty()));
        }
        for words in said {
            let words = words.replace(&report.contest, "");
            let english =
                [" the ", " of ", " is ", " votes", "margin", "median"].iter().find(|word| words.contains(*word));
            assert!(hindi(&words) && english.is_none(), "{stem}: {words}");
        }
        let json = |report: &Report| {
            let mut bytes = Vec::new();
            humnaam::render::json::write(&report.numbers, &mut bytes).unwrap();
            String::from_utf8(bytes).unwrap()
        };
        assert_eq!(json(&report), json(&shipped(stem, 1_000)), "{stem}");
    }
}

#[test]
fn the_margin_of_kanpur_as_svg() {
    let report = shipped("kanpur-2024", 2_000);
    let margin = report.figures.iter().find(|figure| figure.stem == "margin").unwrap();
    let drawing = svg_with_text(margin, Theme::Light);
    assert!(drawing.contains("आलोक मिश्रा") && drawing.contains("रमेश अवस्थी"));
    insta::assert_snapshot!(drawing);
}

#[test]
fn a_picture_is_the_one_that_was_looked_at() {
    // The picture beside this test was looked at; processors may round a pixel otherwise, and no more.
    let report = shipped("kanpur-2024", 2_000);
    let margin = report.figures.iter().find(|figure| figure.stem == "margin").unwrap();
    let fresh = png(&margin.clone().size(600, 340), Theme::Light).unwrap();
    let path = format!("{}/tests/it/pictures/margin.png", env!("CARGO_MANIFEST_DIR"));
    if std::env::var_os("HUMNAAM_NEW_PICTURES").is_some() {
        std::fs::write(&path, &fresh).unwrap();
    }
    let decode = |bytes: &[u8]| resvg::tiny_skia::Pixmap::decode_png(bytes).unwrap();
    let (fresh, kept) = (decode(&fresh), decode(&std::fs::read(path).unwrap()));
    assert_eq!((fresh.width(), fresh.height()), (kept.width(), kept.height()));
    let apart = fresh.data().iter().zip(kept.data()).map(|(a, b)| u64::from(a.abs_diff(*b)));
    let (sum, far) = apart.fold((0, 0), |(sum, far), d| (sum + d, far + u64::from(d > 40)));
    let bytes = fresh.data().len() as u64;
    assert!(sum * 50 < bytes && far * 2_000 < bytes, "{sum} and {far} of {bytes}");
}

/// A seat with whatever a test puts in.
fn seat(head: &str, first: &str, namesake_votes: u64, lead: u64, more: &str) -> String {
    format!(
        "title = \"A seat\"\nmode = \"retrospective\"\n[contest]\nname = \"Seat\"\n{head}\n\
         [[candidate]]\nid = \"w\"\nname = \"Bimal Sen\"\nvotes = {}\n\
         [[candidate]]\nid = \"p\"\nname = \"{first}\"\nvotes = 40_000\n\
         [[candidate]]\nid = \"d\"\nname = \"{first}\"\nparty = \"IND\"\nvotes = {namesake_votes}\nnamesake_of = \"p\"\n\
         [[candidate]]\nid = \"o\"\nname = \"Gopal Das\"\nparty = \"IND\"\nvotes = 300\n{more}",
        40_000 + lead
    )
}

#[test]
fn odd_contests_have_sound_charts() {
    // One draw; all draws equal; a flip that is certain and one that cannot be.
    sound(&report_of(&seat("booths = 90", "Asha Rao", 640, 300, ""), None, 1).figures);
    sound(&report_of(&seat("booths = 90", "Asha Rao", 0, 300, ""), None, 500).figures);
    let certain = "[confusion]\nrate = 0.02\nsegment_sd = 0.0\n[own_support]\ngoes_to = { principal = 1, winner = 0, others = 0, nota = 0, home = 0 }\n";
    sound(&report_of(&seat("booths = 90", "Asha Rao", 900, 5, certain), None, 500).figures);
    sound(&report_of(&seat("booths = 90", "Asha Rao", 200, 9_000, ""), None, 500).figures);
    // Forty segments.
    let segments: String =
        (0..40).map(|i| format!("[[segment]]\nid = \"s{i}\"\nname = \"Segment number {i}\"\n")).collect();
    sound(&report_of(&seat("booths = 800", "Asha Rao", 640, 300, &segments), None, 200).figures);
}

#[test]
fn long_names_and_names_without_letters_have_sound_charts() {
    let long = "Sri Venkatanarasimharajuvaripeta ".repeat(7);
    let long: String = long.chars().take(199).collect::<String>() + "a";
    assert_eq!(long.chars().count(), 200);
    sound(&report_of(&seat("booths = 90", &long, 640, 300, ""), None, 200).figures);
    let devanagari = "श्रीवेङ्कटनरसिंहराजुवारिपेट".repeat(7);
    sound(&report_of(&seat("booths = 90", &devanagari, 640, 300, ""), None, 200).figures);
    // Urdu and Santali have no face here: their names are written in Latin letters.
    for name in ["آلوک مشرا", "ᱟᱞᱳᱠ ᱢᱤᱥᱨᱟ"] {
        let report = report_of(&seat("booths = 90", name, 640, 300, ""), None, 200);
        sound(&report.figures);
        assert!(report.figures.iter().any(|figure| !unknown_letters(&figure.title).is_empty()));
        for figure in &report.figures {
            for (_, said) in words(&svg_with_text(figure, Theme::Light)) {
                assert!(unknown_letters(&said).is_empty(), "{said}");
            }
        }
    }
}

#[test]
fn a_hundred_thousand_booths_are_counted_and_not_drawn() {
    let value = |i: u32| f64::from(i.wrapping_mul(2_654_435_761) % 10_007) / 100.0;
    let figure = || Figure::new("segments", "Many booths").alt("Many.").x(Axis::linear(Ticks::Plain));
    let many: Vec<f64> = (0..100_000).map(value).collect();
    let pairs = many.iter().zip(many.iter().skip(7)).map(|(a, b)| (*a, *b));
    for figure in [
        figure().mark(Points::at(pairs)),
        figure().y(Axis::rows(["all"])).mark(Dots::in_row(0, many.clone())),
        figure().y(Axis::hidden()).mark(Stack::of(many.iter().take(100).copied(), 40.0)),
    ] {
        let drawing = svg(&figure, Theme::Light);
        let marks = drawing.matches("<circle").count() + drawing.matches("<rect").count();
        assert!((20..20_000).contains(&marks), "{marks} marks");
        assert!(drawing.len() < 1_500_000, "{} bytes", drawing.len());
    }
}

/// The story and the audit.
fn pages(report: &Report) -> [String; 2] {
    let figures: Vec<&Figure> = report.figures.iter().collect();
    let provenance = [("seed".to_owned(), "1 <b>".to_owned())];
    let file = |figure: &Figure| format!("{}.csv", figure.stem);
    let (mut story, mut audit) = (Vec::new(), Vec::new());
    page::write_story(report, &figures, &file, &mut story).unwrap();
    page::write_audit(report, &figures, &provenance, &file, &mut audit).unwrap();
    [story, audit].map(|page| String::from_utf8(page).unwrap())
}

#[test]
fn pages_hold_everything_and_ask_for_nothing() {
    let report = shipped("kanpur-2024", 500);
    let pages = pages(&report);
    for page in &pages {
        assert!(page.starts_with("<!DOCTYPE html>\n<html lang=\"en\">"));
        assert!(page.contains("default-src 'none'; style-src 'sha256-"));
        for forbidden in ["<script", "http://", "https://", " style=\"", "onload", "@import", "<iframe", "<img"] {
            let found = page.matches(forbidden).count();
            // The name space of SVG is an address that nobody asks for.
            let allowed = if forbidden == "http://" { page.matches("http://www.w3.org/2000/svg").count() } else { 0 };
            // Sources of the evidence may name addresses, as text.
            let named = report.numbers.assumptions.iter().map(|a| a.source.matches(forbidden).count()).sum::<usize>();
            assert!((allowed..=allowed + named).contains(&found), "{forbidden}");
        }
        // The digest in the policy is that of the style.
        let style = &page[page.find("<style>").unwrap() + 7..page.find("</style>").unwrap()];
        let digest = Sha256::digest(style.as_bytes());
        let digest = base64::engine::general_purpose::STANDARD.encode(digest);
        assert!(page.contains(&format!("'sha256-{digest}'")));
    }
    let [story, audit] = &pages;
    // Every picture stands in one of them, and the verdict first.
    for figure in &report.figures {
        let holds = |page: &String| page.contains(&format!("<figure id=\"{}\">", figure.stem));
        assert!(holds(story) != holds(audit), "{}", figure.stem);
    }
    assert_eq!(story.find("<figure"), story.find("<figure id=\"verdict\">"));
    for assumption in &report.numbers.assumptions {
        assert!(audit.contains(&assumption.name.replace('&', "&amp;")), "{}", assumption.name);
    }
    assert!(audit.contains("1 &#60;b&#62;"), "what stands in the provenance is text");
    assert!(story.len() < 400_000 && audit.len() < 2_000_000, "{} and {} bytes", story.len(), audit.len());
}

/// A seat of 2,000 booths in five segments, with the namesake and six ordinary candidates.
fn two_thousand_booths() -> (String, BoothTable) {
    let ids = ["w", "p", "d", "o1", "o2", "o3", "o4", "o5", "o6"];
    let mut table = format!("segment,booth,electors,{}\n", ids.join(","));
    let mut totals = [0_u64; 9];
    for booth in 0..2_000_u64 {
        let mut votes = vec![470 - (booth * 37) % 400, 60 + (booth * 37) % 400];
        votes.push(votes[1] / 70 + (booth * 7_919) % 3);
        votes.extend((0..6).map(|c| (booth * 7_919 + c * 104_729) % 1_009 % (2 + c % 5)));
        votes.iter().zip(&mut totals).for_each(|(votes, total)| *total += votes);
        let cells: Vec<String> = votes.iter().map(u64::to_string).collect();
        table.push_str(&format!("s{},{},1100,{}\n", booth % 5, booth + 1, cells.join(",")));
    }
    let mut text =
        "title = \"Many booths\"\nmode = \"retrospective\"\n[contest]\nname = \"Seat\"\nbooth_file = \"b.csv\"\n"
            .to_owned();
    (0..5).for_each(|s| text.push_str(&format!("[[segment]]\nid = \"s{s}\"\nname = \"Segment {s}\"\n")));
    for (id, total) in ids.iter().zip(totals) {
        let more = if *id == "d" { "namesake_of = \"p\"\n" } else { "" };
        let name = if *id == "d" { "Candidate p" } else { &format!("Candidate {id}") };
        text.push_str(&format!(
            "[[candidate]]\nid = \"{id}\"\nname = \"{name}\"\nparty = \"IND\"\nvotes = {total}\n{more}"
        ));
    }
    (text, BoothTable::from_tidy_csv(&table).unwrap())
}

#[test]
fn a_page_of_two_thousand_booths_is_below_two_megabytes() {
    let (text, booths) = two_thousand_booths();
    let report = report_of(&text, Some(booths), 500);
    for stem in ["scatter", "placebos", "rates", "predictive", "residuals"] {
        assert!(report.figures.iter().any(|figure| figure.stem == stem), "no {stem}");
    }
    sound(&report.figures);
    let [story, audit] = pages(&report);
    assert!(story.len() < 400_000 && audit.len() < 2_000_000, "{} and {} bytes", story.len(), audit.len());
}

#[test]
fn names_of_a_scenario_are_text_in_a_page() {
    let hostile =
        std::fs::read_to_string(format!("{}/tests/browser/hostile.toml", env!("CARGO_MANIFEST_DIR"))).unwrap();
    let report = report_of(&hostile, None, 200);
    for page in pages(&report) {
        for bad in ["<script", "<svg onload", "<img", "<i>", "<b>"] {
            assert!(!page.contains(bad), "{bad}");
        }
    }
    assert!(pages(&report).concat().contains("{{ 7 * 7 }}"));
    assert_eq!(chart::clean("a\u{202e}b"), "ab");
}
