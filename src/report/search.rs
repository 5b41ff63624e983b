//! What a scan of whole elections found, in words and as a table.

use super::states;
use crate::bounds::Verdict;
use crate::figure::{Cell, Columns};
use crate::format::{counted, figures, nine_figures, percent, votes};
use crate::names::SIMILAR;
use crate::scan::{Findings, PairRow, Placebo, Spread};

/// A scan, put into words.
#[derive(Debug, Clone, PartialEq)]
pub struct Search {
    /// What was searched.
    pub title: String,
    /// What was found, a sentence each.
    pub sentences: Vec<String>,
    /// `pairs.csv`: every pair, ranked.
    pub pairs: Columns,
    /// What of it fits a terminal; the principal is called as the namesake is.
    pub table: Columns,
    /// Which columns of that hold numbers.
    pub numbers: Vec<usize>,
    /// The same state by state, where there are several; all columns but the first hold numbers.
    pub states: Columns,
}

impl Search {
    /// Puts findings into words.
    #[must_use]
    pub fn new(title: &str, findings: &Findings) -> Self {
        let mut pairs = Columns::new(PAIRS);
        let mut table = Columns::new(["seat", "namesake", "polled", "forecast", "short by", "P(flip)"]);
        for row in &findings.rows {
            pairs.push(pair(row));
            table.push(line(row));
        }
        let (sentences, states) = (sentences(findings), states::table(findings));
        Search { title: title.to_owned(), sentences, pairs, table, numbers: vec![2, 3, 4, 5], states }
    }
}

/// What should be known of the contests that could not be worked out, a note each; `table` is the file they stand in.
pub fn left_out<'f>(table: &'f str, findings: &'f Findings) -> impl Iterator<Item = String> + use<'f> {
    let left_out = findings.left_out.iter();
    left_out.map(move |(row, why)| format!("{table}:{row}: note: the contest that begins here is left out: {why}"))
}

/// The same, with the names that could not be compared before them.
#[must_use]
pub fn search_notes(table: &str, findings: &Findings) -> Vec<String> {
    let mut notes = Vec::new();
    if findings.counts.not_comparable > 0 {
        let names = counted(findings.counts.not_comparable, "name is", "names are");
        notes.push(format!(
            "{table}: note: {names} in a script that cannot be compared with the others of the contest; write them in Latin, \
             Cyrillic or one of nine Indian scripts"
        ));
    }
    notes.extend(left_out(table, findings));
    notes
}

/// The columns of `pairs.csv`; scripts depend on them.
const PAIRS: [&str; 33] = [
    "state",
    "year",
    "contest",
    "principal",
    "principal_party",
    "principal_votes",
    "principal_rank",
    "namesake",
    "namesake_party",
    "namesake_votes",
    "similarity",
    "match",
    "margin",
    "verdict",
    "share_needed",
    "typical_independent",
    "forecast_p05",
    "forecast_p25",
    "forecast_p50",
    "forecast_p75",
    "forecast_p95",
    "diverted_p05",
    "diverted_p50",
    "diverted_p95",
    "flip_probability",
    "standard_error",
    "namesakes",
    "namesakes_votes",
    "forecast_sum_p05",
    "forecast_sum_p25",
    "forecast_sum_p50",
    "forecast_sum_p75",
    "forecast_sum_p95",
];

fn number(number: f64) -> Cell {
    Cell::Number(nine_figures(number))
}

fn pair(row: &PairRow) -> Vec<Cell> {
    let mut cells = vec![
        row.state.as_str().into(),
        row.year.map_or(Cell::Empty, |year| u64::from(year).into()),
        row.contest.as_str().into(),
        row.principal.name.as_str().into(),
        row.principal.party.as_str().into(),
        row.principal.votes.into(),
        (row.principal_rank as u64).into(),
        row.namesake.name.as_str().into(),
        row.namesake.party.as_str().into(),
        row.namesake.votes.into(),
        number(row.similarity),
        row.matched.word().into(),
        row.margin.into(),
        row.verdict.word().into(),
        row.share_needed.map_or(Cell::Empty, number),
        row.typical_independent.map_or(Cell::Empty, number),
    ];
    // Whole votes: more would be a pretence.
    cells.extend(row.forecast.iter().map(|votes| number(libm::round(*votes))));
    cells.extend(row.diverted.iter().map(|&votes| votes.into()));
    cells.extend([number(row.flip.probability), number(row.flip.standard_error)]);
    cells.extend([(row.outlook.namesakes as u64).into(), row.namesakes_votes.into()]);
    cells.extend(row.forecast_sum.iter().map(|votes| number(libm::round(*votes))));
    cells
}

fn line(row: &PairRow) -> Vec<Cell> {
    let flip = match row.verdict {
        Verdict::NotApplicable => "-".to_owned(),
        // What arithmetic rules out is no small probability.
        Verdict::Impossible | Verdict::TieAtMost => row.verdict.word().replace('_', " "),
        Verdict::Possible if row.flip.probability < 0.0005 => "< 0.05 %".to_owned(),
        Verdict::Possible => percent(row.flip.probability),
    };
    let seat = row.year.map_or_else(|| row.contest.clone(), |year| format!("{} {year}", row.contest));
    vec![
        seat.into(),
        row.namesake.name.as_str().into(),
        votes(row.namesake.votes).into(),
        votes(round(row.forecast[2])).into(),
        if row.verdict == Verdict::NotApplicable { "(won)".into() } else { votes(row.margin).into() },
        flip.into(),
    ]
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "votes, which are no fewer than 0")]
fn round(number: f64) -> u64 {
    libm::round(number.max(0.0)) as u64
}

/// What the same search finds where nobody is a namesake.
fn placebo(placebo: &Placebo) -> Option<String> {
    let of = counted(placebo.contests, "contest with namesakes", "contests with namesakes");
    let none = || {
        let without = counted(placebo.without, "contest has", "contests have");
        (placebo.without > 0).then(|| {
            format!(
                " {without} too few ordinary independents and {} left out here.",
                if placebo.without == 1 { "is" } else { "are" }
            )
        })
    };
    if placebo.contests == 0 {
        return none().map(|none| format!("By chance alone:{none}"));
    }
    let by_chance = |spread: &Spread| {
        format!("{} ({} to {} in nine of ten)", figures(spread.mean), figures(spread.low), figures(spread.high))
    };
    Some(format!(
        "By chance alone: in {of} each namesake changed places with an ordinary independent of the same seat, {} times over. Then {} could have flipped by arithmetic, against {} with the namesakes as they are; and the flip probabilities add up to {}, against {}.{}",
        Placebo::TIMES,
        by_chance(&placebo.possible_by_chance),
        votes(placebo.possible),
        by_chance(&placebo.flips_by_chance),
        figures(placebo.expected_flips),
        none().unwrap_or_default(),
    ))
}

/// What a search of many seats can honestly say.
fn sentences(findings: &Findings) -> Vec<String> {
    let counts = &findings.counts;
    let contests = counted(counts.contests, "contest", "contests");
    let mut said = vec![format!(
        "{contests} with {} searched. In {} a leading candidate has a namesake ({} in all); in {} of them it is the runner-up.",
        counted(counts.candidates, "candidate", "candidates"),
        votes(findings.with_namesakes),
        counted(findings.rows.len() as u64, "pair", "pairs"),
        votes(findings.runner_up),
    )];
    if findings.least_similarity != SIMILAR {
        let least = figures(findings.least_similarity);
        said.push(format!("Names alike to {least} or more were taken for a pair, where {SIMILAR} is usual."));
    }
    if let (several, Some((seat, most))) = states::clusters(findings) {
        let principals = counted(several, "principal has", "principals have");
        said.push(format!("{principals} several namesakes; most are in {seat}, {most} of one principal."));
    }
    if findings.possible == 0 {
        said.push(
            "By arithmetic no result could have been another: no loser's namesakes polled more than the margin."
                .to_owned(),
        );
    } else {
        said.push(format!(
            "Of {contests}, {} could have flipped by arithmetic: there a loser's namesakes polled more than the margin.",
            votes(findings.possible),
        ));
        said.push(format!(
            "Added up, the flip probabilities come to {} seats. Which seats those are, votes alone cannot show: whoever searches many seats finds large votes by chance, and no probability is proof.",
            figures(findings.expected_flips)
        ));
    }
    said.extend(placebo(&findings.placebo));
    if counts.alone > 0 {
        said.push(format!(
            "In {} a candidate stood alone; nothing was searched there.",
            counted(counts.alone, "contest", "contests")
        ));
    }
    if counts.without_year > 0 {
        said.push(format!(
            "The table names no year for {}; their ballots were taken to show photographs (--photos no for those before May 2015).",
            counted(counts.without_year, "contest with namesakes", "contests with namesakes")
        ));
    }
    if !findings.left_out.is_empty() {
        said.push(format!(
            "{} could not be worked out.",
            counted(findings.left_out.len() as u64, "contest", "contests")
        ));
    }
    said.push("The forecast is of the namesake's votes, from everything but those votes themselves: own support and what confusion usually adds (its middle; pairs.csv has what an ordinary independent polls there); a namesake is a fact about names and says nothing of why anybody stood.".to_owned());
    said
}
