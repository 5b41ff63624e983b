//! `report.html`: the story, and `embed.html`: its picture alone.

use super::drawing::{Drawing, tells};
use super::style::{Style, dressed};
use crate::figure::Figure;
use crate::report::{ClaimReport, Report};
use crate::wording::Term;
use askama::Template;

/// Words under a heading.
struct Section<'a> {
    heading: &'static str,
    lines: Vec<&'a String>,
}

/// What was said, with its verdict; the readings stand behind a fold.
struct Said<'a> {
    quoted: &'a str,
    judged: &'a str,
    lines: &'a [String],
}

struct Words {
    said: &'static str,
    how_we_know: &'static str,
    reading: &'static str,
    data: &'static str,
    more_rows: &'static str,
    audit: &'static str,
    embed: &'static str,
    stop: &'static str,
}

#[derive(Template)]
#[template(path = "report.html")]
struct Story<'a> {
    lang: &'static str,
    style: Style,
    report: &'a Report,
    because: String,
    words: &'a Words,
    verdict: &'a Option<Drawing<'a>>,
    answers: &'a [Section<'a>],
    said: &'a [Said<'a>],
    sections: &'a [Section<'a>],
    charts: &'a [Drawing<'a>],
}

#[derive(Template)]
#[template(path = "embed.html")]
struct Embedded<'a> {
    lang: &'static str,
    style: Style,
    title: &'a str,
    chart: &'a Drawing<'a>,
}

pub(super) fn page(report: &Report, figures: &[&Figure], file: &dyn Fn(&Figure) -> String) -> std::io::Result<Vec<u8>> {
    let term = |term: Term| report.wording.term(term);
    let words = Words {
        said: term(Term::WhatWasSaid),
        how_we_know: term(Term::HowWeKnow),
        reading: term(Term::Reading),
        data: term(Term::DataBehind),
        more_rows: term(Term::MoreRows),
        audit: term(Term::Audit),
        embed: term(Term::Embed),
        stop: term(Term::FullStop),
    };
    let of_verdict = |figure: &&&Figure| figure.is_chart("verdict");
    let verdict = figures.iter().find(of_verdict).map(|figure| Drawing::new(figure, file(figure)));
    let others = figures.iter().filter(|figure| tells(figure) && !of_verdict(figure));
    let charts: Vec<Drawing<'_>> = others.map(|figure| Drawing::new(figure, file(figure))).collect();
    let said: Vec<Said<'_>> = report.claims.iter().map(said).collect();
    let (answers, sections) = (answers(report), sections(report));
    let mut because = report.verdict.because.clone();
    because.extend(report.verdict.others.iter().cloned());
    dressed(&|style| {
        Story {
            lang: report.wording.language.code(),
            style,
            report,
            because: because.join(" "),
            words: &words,
            verdict: &verdict,
            answers: &answers,
            said: &said,
            sections: &sections,
            charts: &charts,
        }
        .render()
    })
}

fn said(claim: &ClaimReport) -> Said<'_> {
    let (judged, lines) =
        claim.lines.split_first().map_or((claim.verdict.as_str(), &[][..]), |(first, rest)| (first, rest));
    Said { quoted: &claim.quoted, judged, lines }
}

/// What it took, what probably happened, how sure that is: one screen.
fn answers(report: &Report) -> Vec<Section<'_>> {
    let (verdict, brief) = (&report.verdict, &report.brief);
    let sure = [&brief.rests_on].into_iter().chain(&brief.without).chain(&brief.warnings);
    let answers = [
        (Term::WhatItTook, verdict.needed.iter().collect::<Vec<_>>()),
        (
            Term::WhatHappened,
            brief
                .chance
                .iter()
                .chain(&verdict.diverted)
                .chain(&brief.credited)
                .chain(brief.controls.iter().filter_map(|lines| lines.first()))
                .collect(),
        ),
        (Term::HowSure, sure.collect()),
    ];
    filled(report, answers)
}

/// How all of it is known.
fn sections(report: &Report) -> Vec<Section<'_>> {
    let mut explained: Vec<&String> = Vec::new();
    let mut compared: Vec<&String> = Vec::new();
    if let Some(explanations) = &report.explanations {
        for story in &explanations.stories {
            explained.extend([&story.name, &story.needs].into_iter().chain(&story.lines));
        }
        explained.extend(&explanations.together);
        compared.extend(&explanations.compared);
    }
    let sections = [
        (Term::FlipProbability, report.verdict.probability.iter().collect::<Vec<_>>()),
        (Term::Explanations, explained),
        (Term::OtherElections, compared),
        (Term::WhatBoothsShow, report.booths_show.iter().collect()),
        (Term::WhatItRestsOn, report.verdict.belief.iter().chain(report.brief.controls.iter().flatten()).collect()),
        (Term::ReadWithCare, report.warnings.iter().collect()),
    ];
    filled(report, sections)
}

fn filled<'a>(report: &Report, sections: impl IntoIterator<Item = (Term, Vec<&'a String>)>) -> Vec<Section<'a>> {
    let filled = sections.into_iter().filter(|(_, lines)| !lines.is_empty());
    filled.map(|(heading, lines)| Section { heading: report.wording.term(heading), lines }).collect()
}

pub(super) fn embedded(report: &Report, figure: &Figure) -> std::io::Result<Vec<u8>> {
    let chart = Drawing::new(figure, String::new());
    dressed(&|style| {
        Embedded { lang: report.wording.language.code(), style, title: &report.title, chart: &chart }.render()
    })
}
