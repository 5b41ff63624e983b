//! How long the charts of a run take, one by one and together, and how large its page is.
//!
//! One chart is to take at most 60 ms on one core, all charts of a run at most a second, and the page of
//! 2,000 booths is to stay below 2 MB: the bench fails where they do not. HUMNAAM_SLOW=1 only prints.

#![expect(clippy::disallowed_methods, clippy::print_stdout, reason = "a bench looks at the clock and says what it saw")]

use humnaam::evidence::Evidence;
use humnaam::figure::Figure;
use humnaam::render::chart::{Theme, png_of, svg};
use humnaam::render::page;
use humnaam::report::Report;
use humnaam::returns::BoothTable;
use humnaam::scenario::{self, Sources};
use humnaam::study::{Plan, Study};
use humnaam::wording::Wording;
use std::time::Instant;

/// Milliseconds that one chart may take, and all charts of a run.
const LIMITS: (f64, f64) = (60.0, 1_000.0);

/// Bytes of the page of 2,000 booths.
const LARGEST_PAGE: usize = 2_000_000;

/// Times each chart is drawn; the fastest counts, since only this machine's other work makes one slower.
const TIMES: u32 = 5;

/// A seat of 2,000 booths in five segments with the namesake and a dozen ordinary candidates.
fn seat() -> (String, String) {
    let mut table = "segment,booth,electors,w,p,d".to_owned();
    (0..12).for_each(|c| table.push_str(&format!(",o{c}")));
    table.push('\n');
    let mut totals = [0_u64; 15];
    for booth in 0..2_000_u64 {
        let p = 60 + (booth * 37) % 400;
        let mut votes = vec![470 - (booth * 37) % 400 + booth % 11, p, p / 70 + (booth * 7_919) % 3];
        votes.extend((0..12_u64).map(|c| (booth * 7_919 + c * 104_729) % 1_009 % (2 + c % 5)));
        votes.iter().zip(&mut totals).for_each(|(votes, total)| *total += votes);
        let cells: Vec<String> = votes.iter().map(u64::to_string).collect();
        table.push_str(&format!("s{},{},1100,{}\n", booth % 5, booth + 1, cells.join(",")));
    }
    let mut text =
        "title = 'A seat of 2,000 booths'\nmode = 'retrospective'\n[contest]\nname = 'Seat'\nbooth_file = 'b.csv'\n[simulation]\ndraws = 20_000\n".to_owned();
    (0..5).for_each(|s| text.push_str(&format!("[[segment]]\nid = 's{s}'\nname = 'Segment {s}'\n")));
    for (c, total) in totals.iter().enumerate() {
        let (id, rest) = match c {
            0 => ("w".to_owned(), "name = 'Bimal Sen'\nname_local = 'बिमल सेन'\nparty = 'A'".to_owned()),
            1 => ("p".to_owned(), "name = 'Alok Misra'\nname_local = 'आलोक मिश्रा'\nparty = 'B'".to_owned()),
            2 => ("d".to_owned(), "name = 'Alok Misra'\nparty = 'IND'\nnamesake_of = 'p'".to_owned()),
            _ => (format!("o{}", c - 3), format!("name = 'Candidate {c}'\nparty = 'IND'")),
        };
        text.push_str(&format!("[[candidate]]\nid = '{id}'\n{rest}\nvotes = {total}\n"));
    }
    (text, table)
}

fn report(text: &str, booths: Option<BoothTable>) -> Option<Report> {
    let scenario = scenario::parse(&Sources::new("b.toml", text)).ok()?.build(booths).ok()?;
    let outcome = Study::new("bench", scenario, Evidence::builtin()).run(&Plan::default()).ok()?;
    let begun = Instant::now();
    let report = Report::new(&outcome, Wording::default());
    println!("words, tables and figures: {:.0} ms", 1e3 * begun.elapsed().as_secs_f64());
    Some(report)
}

/// The fastest of some times, in milliseconds.
fn fastest(mut work: impl FnMut() -> usize) -> (f64, usize) {
    let mut best = (f64::INFINITY, 0);
    for _ in 0..TIMES {
        let begun = Instant::now();
        let bytes = work();
        best = (best.0.min(1e3 * begun.elapsed().as_secs_f64()), bytes);
    }
    best
}

fn main() {
    let (text, table) = seat();
    let booths = BoothTable::from_tidy_csv(&table).ok();
    let Some(report) = report(&text, booths) else {
        println!("the seat of the bench is not valid");
        std::process::exit(1);
    };
    let (mut all, mut slow) = (0.0, Vec::new());
    for figure in &report.figures {
        let (drawing, svg_bytes) = fastest(|| svg(figure, Theme::Light).len());
        let drawn = svg(figure, Theme::Light);
        let (picture, png_bytes) = fastest(|| png_of(&drawn).map_or(0, |bytes| bytes.len()));
        let both = drawing + picture;
        all += both;
        println!(
            "{:16} {both:6.1} ms  (SVG {drawing:.1} ms, {svg_bytes} bytes; PNG {picture:.1} ms, {png_bytes} bytes)",
            figure.stem
        );
        if both > LIMITS.0 {
            slow.push(figure.stem.clone());
        }
    }
    let figures: Vec<&Figure> = report.figures.iter().collect();
    let (page, bytes) = fastest(|| {
        let mut out = Vec::new();
        let written = page::write_story(&report, &figures, &|figure| figure.stem.clone(), &mut out);
        written.map_or(usize::MAX, |()| out.len())
    });
    println!("{} charts {all:.0} ms; report.html {page:.0} ms, {bytes} bytes", report.figures.len());
    let fine = slow.is_empty() && all <= LIMITS.1 && bytes <= LARGEST_PAGE;
    if !fine {
        println!("over the limits: {slow:?}");
    }
    if !fine && std::env::var_os("HUMNAAM_SLOW").is_none() {
        std::process::exit(1);
    }
}
