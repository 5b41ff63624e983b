//! `audit.html`: every number, assumption and file behind a report.

use super::Provenance;
use super::drawing::{Drawing, tells};
use super::style::{Style, dressed};
use crate::figure::Figure;
use crate::report::Report;
use crate::wording::Term;
use askama::Template;

struct Words {
    audit: &'static str,
    numbers: &'static str,
    charts: &'static str,
    data: &'static str,
    more_rows: &'static str,
    assumptions: &'static str,
    assumption_columns: [&'static str; 3],
    provenance: &'static str,
}

#[derive(Template)]
#[template(path = "audit.html")]
struct Audit<'a> {
    lang: &'static str,
    style: Style,
    report: &'a Report,
    words: &'a Words,
    charts: &'a [Drawing<'a>],
    provenance: &'a Provenance,
}

pub(super) fn page(
    report: &Report,
    figures: &[&Figure],
    provenance: &Provenance,
    file: &dyn Fn(&Figure) -> String,
) -> std::io::Result<Vec<u8>> {
    let term = |term: Term| report.wording.term(term);
    let words = Words {
        audit: term(Term::Audit),
        numbers: term(Term::TheNumbers),
        charts: term(Term::Charts),
        data: term(Term::DataBehind),
        more_rows: term(Term::MoreRows),
        assumptions: term(Term::Assumptions),
        assumption_columns: [term(Term::Assumption), term(Term::Value), term(Term::Source)],
        provenance: term(Term::Provenance),
    };
    let charts: Vec<Drawing<'_>> =
        figures.iter().filter(|figure| !tells(figure)).map(|figure| Drawing::new(figure, file(figure))).collect();
    dressed(&|style| {
        Audit { lang: report.wording.language.code(), style, report, words: &words, charts: &charts, provenance }
            .render()
    })
}
