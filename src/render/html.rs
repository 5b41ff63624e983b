//! The report as one page that needs nothing but itself: no script, no network, no font of the machine.
//!
//! The template escapes whatever it is given; only the style and the drawings, which escape their own
//! words, pass as they are. A policy in the page forbids everything that is not in it.

use crate::figure::{Cell, Figure};
use crate::render::chart::{self, Theme, faces_of, svg_with_text};
use crate::report::Report;
use crate::wording::Term;
use askama::Template;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use std::io::Write;

/// Rows of a table behind a picture; a longer one says where the rest is.
const MOST_ROWS: usize = 2_000;

/// The width of a drawing on a phone, in logical pixels.
const PHONE: u32 = 380;

/// The style of the page; that of the faces and of the night is put behind it.
const STYLE: &str = include_str!("../../assets/report/report.css");

/// Where a report comes from: names and values, such as the seed and digests of the files beside it.
pub type Provenance = [(String, String)];

struct Section<'a> {
    heading: &'static str,
    lines: Vec<&'a String>,
}

struct Chart<'a> {
    stem: &'a str,
    title: &'a str,
    alt: &'a str,
    file: String,
    wide: String,
    narrow: String,
    header: &'a [String],
    rows: Vec<Vec<String>>,
    left_out: usize,
}

struct Words {
    numbers: &'static str,
    charts: &'static str,
    data: &'static str,
    more_rows: &'static str,
    assumptions: &'static str,
    assumption_columns: [&'static str; 3],
    provenance: &'static str,
}

#[derive(Template)]
#[template(path = "report.html")]
struct Page<'a> {
    lang: &'static str,
    style: String,
    style_digest: String,
    report: &'a Report,
    words: Words,
    sections: Vec<Section<'a>>,
    numbers: &'a [(String, String)],
    charts: Vec<Chart<'a>>,
    provenance: &'a Provenance,
}

/// Writes `report.html` with the drawings of `figures`, which are those of the report or some of them.
/// `file` gives the name of the table beside a figure.
///
/// # Errors
/// Whatever the writer refuses.
pub fn write(
    report: &Report,
    figures: &[&Figure],
    provenance: &Provenance,
    file: &dyn Fn(&Figure) -> String,
    out: &mut dyn Write,
) -> std::io::Result<()> {
    let wording = report.wording;
    let term = |term: Term| wording.term(term);
    let verdict = &report.verdict;
    let claims: Vec<&String> =
        report.claims.iter().flat_map(|claim| std::iter::once(&claim.quoted).chain(&claim.lines)).collect();
    let mut explained: Vec<&String> = Vec::new();
    if let Some(explanations) = &report.explanations {
        for story in &explanations.stories {
            explained.extend([&story.name, &story.needs].into_iter().chain(&story.lines));
        }
        explained.extend(explanations.together.iter().chain(&explanations.compared));
    }
    let sections = [
        (Term::WhatItTook, verdict.needed.iter().collect()),
        (Term::FlipProbability, verdict.probability.iter().collect()),
        (Term::WhatWasSaid, claims),
        (Term::Explanations, explained),
        (Term::WhatBoothsShow, report.booths_show.iter().collect()),
        (Term::WhatItRestsOn, verdict.belief.iter().collect()),
        (Term::ReadWithCare, report.warnings.iter().collect::<Vec<_>>()),
    ];
    let sections: Vec<Section<'_>> = sections
        .into_iter()
        .filter(|(_, lines)| !lines.is_empty())
        .map(|(heading, lines)| Section { heading: term(heading), lines })
        .collect();
    let charts: Vec<Chart<'_>> = figures.iter().map(|figure| drawn(figure, file(figure))).collect();
    let mut page = Page {
        lang: wording.language.code(),
        style: String::new(),
        style_digest: String::new(),
        report,
        words: Words {
            numbers: term(Term::TheNumbers),
            charts: term(Term::Charts),
            data: term(Term::DataBehind),
            more_rows: term(Term::MoreRows),
            assumptions: term(Term::Assumptions),
            assumption_columns: [term(Term::Assumption), term(Term::Value), term(Term::Source)],
            provenance: term(Term::Provenance),
        },
        sections,
        numbers: &report.key_numbers,
        charts,
        provenance,
    };
    // The faces depend on the letters, and the letters are known when the page is.
    let letters = page.render().map_err(std::io::Error::other)?;
    page.style = format!("{STYLE}{}{}", faces(&letters), night());
    page.style_digest = STANDARD.encode(Sha256::digest(page.style.as_bytes()));
    let page = page.render().map_err(std::io::Error::other)?;
    // A name from a file must not turn the words around it; no markup is made of such characters.
    let shown: String = page.chars().filter(|&letter| letter == '\n' || !chart::is_hidden(letter)).collect();
    out.write_all(shown.as_bytes())
}

/// A figure as the page shows it: wide, narrow, and as a table.
fn drawn(figure: &Figure, file: String) -> Chart<'_> {
    // A phone shows fewer words in a line and more of them beneath each other.
    let narrow = (*figure).clone().size(PHONE, figure.height.clamp(420, 900));
    let text = |cell: &Cell| match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) => chart::clean(text),
        Cell::Integer(number) => number.to_string(),
        Cell::Number(number) => number.to_string(),
    };
    let rows = figure.data.rows();
    Chart {
        stem: &figure.stem,
        title: &figure.title,
        alt: &figure.alt,
        file,
        wide: svg_with_text(figure, Theme::Light),
        narrow: svg_with_text(&narrow, Theme::Light),
        header: figure.data.header(),
        rows: rows.iter().take(MOST_ROWS).map(|row| row.iter().map(text).collect()).collect(),
        left_out: rows.len().saturating_sub(MOST_ROWS),
    }
}

/// The rules that embed the faces a text needs, the later having precedence where two have a letter.
fn faces(text: &str) -> String {
    let letters: BTreeSet<char> = text.chars().collect();
    let mut rules = String::new();
    for face in faces_of(&letters) {
        rules.push_str(&format!(
            "@font-face{{font-family:\"Noto Sans\";font-weight:{};src:url(data:font/woff2;base64,{}) format(\"woff2\");unicode-range:{}}}\n",
            if face.bold { 700 } else { 400 },
            STANDARD.encode(face.bytes),
            face.range
        ));
    }
    rules
}

/// The rules of a dark screen. The drawings are made in the colours of day; each colour is exchanged for
/// its counterpart, so that a page carries no drawing twice.
fn night() -> String {
    let mut rules = String::from(
        "@media screen and (prefers-color-scheme:dark){:root{--paper:#14191e;--ink:#e6ebf0;--muted:#a3b0bd;--line:#36424d;--accent:#ff9a4d;--soft:#1d242b}\n",
    );
    for (day, night) in chart::pairs() {
        rules.push_str(&format!("svg [fill=\"{day}\"]{{fill:{night}}}svg [stroke=\"{day}\"]{{stroke:{night}}}\n"));
    }
    rules.push('}');
    rules
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_faces_that_letters_need_are_embedded() {
        let latin = faces("Kanpur 2024");
        assert_eq!(latin.matches("@font-face").count(), 2);
        let both = faces("Kanpur कानपुर → −");
        assert_eq!(both.matches("@font-face").count(), 5);
        assert!(faces("തൃശൂർ").contains("U+0D00-0D7F"));
    }

    #[test]
    fn every_colour_of_day_has_one_of_night() {
        let rules = night();
        for (day, _) in chart::pairs() {
            assert!(rules.contains(&format!("[fill=\"{day}\"]")), "{day}");
        }
        assert!(rules.starts_with("@media screen") && rules.ends_with('}'));
    }
}
