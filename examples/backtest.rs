//! Runs every real scenario and writes one table of them: `cargo run --release --example backtest -- scenarios docs/cases.md`.
//!
//! What courts or commissions said and where sources disagree is read from the comments at the head of each
//! scenario, so that it stands in one place alone.

#![expect(
    clippy::disallowed_methods,
    clippy::expect_used,
    reason = "an example reads its scenarios and writes its page"
)]

use humnaam::evidence::Evidence;
use humnaam::format::{figures, percent, votes};
use humnaam::report::Report;
use humnaam::scenario::{self, Scenario, Sources};
use humnaam::study::{Plan, Study};
use humnaam::wording::Wording;
use std::fmt::Write;

/// One contest, run.
struct Case {
    stem: String,
    report: Report,
    courts: String,
    conflicts: Vec<String>,
    totals_only: bool,
}

fn main() {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments.next().expect("the folder of the scenarios");
    let page = arguments.next().expect("the page to write");
    let mut paths: Vec<_> = std::fs::read_dir(folder)
        .expect("the folder is there")
        .map(|entry| entry.expect("it can be listed").path())
        .collect();
    paths.retain(|path| path.extension().is_some_and(|kind| kind == "toml"));
    paths.sort();
    let mut cases = Vec::new();
    for path in paths {
        let text = std::fs::read_to_string(&path).expect("a scenario is text");
        // A made-up contest says so in its first line.
        if !text.lines().next().unwrap_or("").to_lowercase().contains("made-up") {
            let stem = path.file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned());
            cases.push(case(stem, &text));
        }
    }
    std::fs::write(&page, written(&cases)).expect("the page can be written");
}

fn case(stem: String, text: &str) -> Case {
    // Where the booths are not part of the repository, the totals alone are run.
    let totals_only = text.lines().any(|line| line.starts_with("booth_file"));
    let kept: Vec<&str> = text.lines().filter(|line| !line.starts_with("booth_file")).collect();
    let study = Study::new(&*stem, built(&stem, &kept.join("\n")), Evidence::builtin());
    let outcome = study.run(&Plan::default()).expect("a shipped scenario runs and passes its self-check");
    let courts = paragraph(text, "What courts or commissions said:").join(" ");
    Case {
        stem,
        report: Report::new(&outcome, Wording::default()),
        courts,
        conflicts: bullets(text, "Where sources disagree:"),
        totals_only,
    }
}

/// The break-even of the first explanation, for a contest in which nobody is a namesake.
fn of_explanation(report: &Report) -> String {
    let first = report.numbers.explanations.first().filter(|_| report.numbers.bounds.is_empty());
    let share = first.and_then(|story| story.break_even).map(|needed| needed.share);
    share.map_or_else(|| "–".to_owned(), |share| format!("{:.2} % of the votes it is about", 100.0 * share))
}

fn built(stem: &str, text: &str) -> Scenario {
    let file = scenario::parse(&Sources::new(stem, text)).expect("a shipped scenario reads");
    file.build(None).expect("a shipped scenario is valid")
}

/// The lines of a paragraph of the comments at the head, from the words that begin it to the next empty line.
fn paragraph<'t>(text: &'t str, begins: &str) -> Vec<&'t str> {
    let head = text.lines().take_while(|line| line.starts_with('#')).map(|line| line.trim_start_matches('#').trim());
    let mut lines: Vec<&str> =
        head.skip_while(|line| !line.starts_with(begins)).take_while(|line| !line.is_empty()).collect();
    if let Some(first) = lines.first_mut() {
        *first = first.trim_start_matches(begins).trim();
    }
    lines.retain(|line| !line.is_empty());
    lines
}

/// The points of such a paragraph, each put together from its lines.
fn bullets(text: &str, begins: &str) -> Vec<String> {
    let mut points: Vec<String> = Vec::new();
    for line in paragraph(text, begins) {
        match (line.strip_prefix("- "), points.last_mut()) {
            (Some(point), _) => points.push(point.to_owned()),
            (None, Some(last)) => *last = format!("{last} {line}"),
            (None, None) => points.push(line.to_owned()),
        }
    }
    points
}

fn written(cases: &[Case]) -> String {
    let mut page = String::from(
        "# The cases\n\n\
         Every real contest among the scenarios, run as it stands: `just backtest` makes this page again. The sources of every \
         figure are at the head of each scenario.\n\n\
         | contest | namesake votes | margin | verdict | break-even | P(flip) | exact | courts or commissions | sources disagree |\n\
         |---|--:|--:|---|--:|--:|--:|---|--:|\n",
    );
    for case in cases {
        let numbers = &case.report.numbers;
        let bound = numbers.bounds.iter().find(|bound| bound.principal == numbers.principal);
        let dash = || "–".to_owned();
        let flip = &numbers.flip;
        let shown = match (flip.proved, flip.probability == 0.0) {
            // Nobody is a namesake, so there is nothing to take off the ballot.
            _ if bound.is_none() => dash(),
            (true, _) => "0 (proved)".to_owned(),
            (false, true) => format!("< {}", percent(flip.monte_carlo_interval[1])),
            (false, false) => format!("{} ± {}", percent(flip.probability), figures(100.0 * flip.standard_error)),
        };
        let _ = writeln!(
            page,
            "| [{}](../scenarios/{}.toml) | {} | {} | {} | {} | {shown} | {} | {} | {} |",
            case.report.contest,
            case.stem,
            bound.and_then(|bound| bound.namesake_votes).map_or_else(dash, votes),
            votes(bound.map_or(numbers.contest.margin, |bound| bound.margin)),
            case.report.verdict.word,
            bound.and_then(|bound| bound.break_even_rate).map_or_else(|| of_explanation(&case.report), percent),
            if flip.proved { dash() } else { percent(flip.exact) },
            if case.courts.is_empty() { "nothing known" } else { "see below" },
            if case.conflicts.iter().any(|point| !point.contains("they do not")) {
                case.conflicts.len().to_string()
            } else {
                dash()
            },
        );
    }
    page.push_str(
        "\nThe break-even is the smallest confusion rate, per vote meant for the principal, that changes who won; P(flip) is followed by its \
         Monte Carlo standard error in points. A probability is not proof. Indian courts ask for proof that a result was \"materially \
         affected\": Vashist Narain Sharma (1954), and Santosh Yadav (2001), where the margin was 334.\n",
    );
    for case in cases {
        let _ = writeln!(page, "\n## {}\n", case.report.contest);
        let verdict = &case.report.verdict;
        let because: Vec<&str> = verdict.because.iter().chain(&verdict.others).map(String::as_str).collect();
        let _ = writeln!(page, "**{}.** {}", verdict.word, because.join(" "));
        if case.totals_only {
            page.push_str("\nRun from the totals alone: its booths are not part of the repository.\n");
        }
        for claim in &case.report.claims {
            let _ = writeln!(page, "\n{}\n", claim.quoted);
            claim.lines.iter().for_each(|line| page.push_str(&format!("- {line}\n")));
        }
        if let Some(explanations) = &case.report.explanations {
            page.push_str("\nRival explanations, and what would have had to be true:\n\n");
            for story in &explanations.stories {
                let _ = writeln!(page, "- {}: {} {}", story.name, story.needs, story.lines.join(" "));
            }
            let _ = writeln!(page, "\n{}", explanations.together.join(" "));
            if !explanations.compared.is_empty() {
                page.push_str("\nIn other elections:\n\n");
                explanations.compared.iter().for_each(|line| page.push_str(&format!("- {line}\n")));
            }
        }
        if !case.courts.is_empty() {
            let _ = writeln!(page, "\nCourts or commissions: {}", case.courts);
        }
        if !case.conflicts.is_empty() {
            page.push_str("\nWhere sources disagree:\n\n");
            case.conflicts.iter().for_each(|point| page.push_str(&format!("- {point}\n")));
        }
    }
    page
}
