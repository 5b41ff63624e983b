//! TOML text to a [`File`]: the shape of every table, with every problem noted.

use super::beside::{control, rule};
use super::file::{
    BALLOTS, CandidateTable, ConfusionTable, ContestTable, File, GoesToTable, METHODS, MODES, OwnSupportTable, ROLES,
    ReturnsTable, SHARED, STATUSES, SegmentTable, SimulationTable, SupportTable, SweepTable, VotesValue,
};
use super::problem::Problem;
use super::question_tables::{claim, compare, counting, explanation};
use super::rate_value::rate;
use super::setting::{Written, apply};
use super::sources::Sources;
use super::syntax::syntax;
use super::table::{Placed, Table, whole, wrong_type};
use super::{Mode, Values};
use crate::returns::LAYOUTS;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A broken text can have as many errors as lines; a reader mends the first and looks again.
const MOST_SYNTAX_ERRORS: usize = 20;

/// How the day of the poll is written.
const DATE: &str = "a date without quotes, such as 2024-05-13";

/// No election of which booths are known is older.
const FIRST_YEAR: u16 = 1800;

/// Reads a scenario's text and the settings over it.
///
/// # Errors
/// The problems that leave nothing to build from: broken TOML, or a missing title, mode or
/// `[contest]`, with whatever else was found on the way.
pub fn parse(sources: &Sources) -> Result<File, Vec<Problem>> {
    let settings: Vec<Written> = sources.settings().iter().map(Written::new).collect();
    let (mut document, errors) = DeTable::parse_recoverable(sources.text());
    let mut problems: Vec<Problem> = errors
        .iter()
        .take(MOST_SYNTAX_ERRORS)
        .map(|error| {
            let (what, help) = syntax(error, sources.text());
            Problem::new(error.span().unwrap_or_else(|| deepest(sources.text())), what, help)
        })
        .collect();
    // Brackets that were never closed all end at the same place.
    problems.dedup();
    if !problems.is_empty() {
        return Err(problems);
    }
    for setting in &settings {
        apply(document.get_mut(), setting, &mut problems);
    }
    let span = 0..sources.text().lines().next().map_or(0, str::len);
    if document.get_ref().is_empty() && problems.is_empty() {
        let what = "there is nothing here but blanks and comments";
        return Err(vec![Problem::new(span, what, "write title, mode, [contest] and a [[candidate]] for each")]);
    }
    let mut file = file(Table::new(document.get_ref(), span, "the scenario"), &mut problems);
    file.problems = problems;
    Ok(file)
}

/// Where a text of too many dots has most of them, as far as can be told: the parser does not say.
fn deepest(text: &str) -> std::ops::Range<usize> {
    let dots = |line: &str| line.bytes().filter(|&byte| byte == b'.').count();
    let mut start = 0;
    let mut deepest = (0, text.len()..text.len());
    for line in text.split_inclusive('\n') {
        if dots(line) > deepest.0 {
            deepest = (dots(line), start..start + line.trim_end().len());
        }
        start += line.len();
    }
    deepest.1
}

/// Reads everything there is. What is missing or does not read is noted and stood in for, so that
/// the rest can be judged all the same; a file with problems never becomes a scenario.
fn file(mut root: Table<'_, '_>, problems: &mut Vec<Problem>) -> File {
    let p = problems;
    let (title, title_local) = (root.text("title", p), root.text("title_local", p));
    let mode = root.word("mode", MODES, p);
    root.require("title", "title = \"the question this scenario asks\"", p);
    root.require("mode", "mode = \"retrospective\" (votes are recorded) or \"prospective\" (votes are intended)", p);
    root.require("contest", "a table [contest] with name = \"...\"", p);
    root.require("candidate", "a table [[candidate]] for everybody on the ballot", p);
    let contest = root.table("contest", p).map(|table| contest(table, p));
    let start = root.span.clone();
    let candidates: Vec<_> = root.tables("candidate", p).into_iter().map(|table| candidate(table, p)).collect();
    let segments: Vec<_> = root.tables("segment", p).into_iter().map(|table| segment(table, p)).collect();
    let returns = root.table("returns", p).map(|table| returns(table, p));
    let counting = root.table("counting", p).map(|table| counting(table, p));
    let compare = root.tables("compare", p).into_iter().filter_map(|table| compare(table, p)).collect();
    let confusion = root.table("confusion", p).map(|table| confusion(table, p));
    let own_support = root.table("own_support", p).map(|table| own_support(table, p));
    let rule = root.table("rule", p).map(|table| rule(table, p));
    let control: Vec<_> = root.tables("control", p).into_iter().filter_map(|table| control(table, p)).collect();
    let support = root.table("support", p).map(|table| support(table, p));
    let simulation = root.table("simulation", p).map(|table| simulation(table, p));
    let claim = root.tables("claim", p).into_iter().filter_map(|table| claim(table, p)).collect();
    let explanation = root.tables("explanation", p).into_iter().filter_map(|table| explanation(table, p)).collect();
    let sweep = root.tables("sweep", p).into_iter().filter_map(|table| sweep(table, p)).collect();
    root.finish(p);
    File {
        title: title.unwrap_or_else(|| Placed::new(String::new(), start.clone())),
        title_local,
        // The mode that asks for less.
        mode: mode.unwrap_or_else(|| Placed::new(Mode::Prospective, start.clone())),
        contest: contest.unwrap_or_else(|| ContestTable { span: start, ..ContestTable::default() }),
        candidate: candidates,
        segment: segments,
        returns,
        counting: counting.unwrap_or_default(),
        compare,
        confusion: confusion.unwrap_or_default(),
        own_support: own_support.unwrap_or_default(),
        rule: rule.unwrap_or_default(),
        control,
        support: support.unwrap_or_default(),
        simulation: simulation.unwrap_or_default(),
        claim,
        explanation,
        sweep,
        problems: Vec::new(),
    }
}

fn contest(mut t: Table<'_, '_>, p: &mut Vec<Problem>) -> ContestTable {
    t.require("name", "name = \"the seat\"", p);
    let table = ContestTable {
        name: t.text("name", p),
        name_local: t.text("name_local", p),
        election: t.text("election", p),
        election_local: t.text("election_local", p),
        date: date(&mut t, p),
        electors: t.whole("electors", p),
        booths: t.count("booths", p),
        booth_file: t.text("booth_file", p),
        photos_on_ballot: t.truth("photos_on_ballot", p),
        ballot: t.word("ballot", BALLOTS, p),
        country: t.text("country", p),
        seats: t.count("seats", p),
        span: t.span.clone(),
    };
    t.finish(p);
    table
}

fn date(t: &mut Table<'_, '_>, p: &mut Vec<Problem>) -> Option<Placed<String>> {
    let value = t.get("date")?;
    let Some(written) = value.get_ref().as_datetime() else {
        wrong_type(value, "date", DATE, p);
        return None;
    };
    // The day of the poll: no hour of it, and no year before there were elections to count.
    match written.date {
        Some(day) if written.time.is_none() && written.offset.is_none() && day.year >= FIRST_YEAR => {
            return Some(Placed::new(day.to_string(), value.span()));
        }
        Some(day) if day.year < FIRST_YEAR => {
            let what = format!("date = {written} is in a year without elections");
            p.push(Problem::new(value.span(), what, format!("write a day from {FIRST_YEAR} on, such as 2024-05-13")));
        }
        _ => p.push(Problem::new(value.span(), format!("date = {written} is no day"), format!("write {DATE}"))),
    }
    None
}

fn candidate(mut t: Table<'_, '_>, p: &mut Vec<Problem>) -> CandidateTable {
    let id = identifier(&mut t, p);
    let name = t.text("name", p);
    t.require("name", "name = \"as on the ballot\"", p);
    let votes =
        t.get("votes").map(|value| votes(value, p).unwrap_or_else(|| Placed::new(VotesValue::Unread, value.span())));
    let mut table = CandidateTable {
        name_local: t.text("name_local", p),
        party: t.text("party", p),
        role: t.word("role", ROLES, p),
        votes,
        namesake_of: t.text("namesake_of", p),
        namesake_by: t.word("namesake_by", SHARED, p),
        same_person_as: t.text("same_person_as", p),
        ballot_position: position(&mut t, p),
        name_similarity: t.within("name_similarity", 0.0, 1.0, p),
        symbol_similarity: t.within("symbol_similarity", 0.0, 1.0, p),
        symbol_status: t.word("symbol_status", STATUSES, p),
        column: t.text("column", p),
        name: name.unwrap_or_else(|| Placed::new("this candidate".to_owned(), t.span.clone())),
        id,
    };
    // What stands under a misspelt key is there, and one problem says what is wrong with it.
    if let (None, Some((span, _))) = (&table.votes, t.misspelt("votes")) {
        table.votes = Some(Placed::new(VotesValue::Unread, span));
    }
    if let (None, Some((_, value))) = (&table.namesake_of, t.misspelt("namesake_of")) {
        table.namesake_of = value.get_ref().as_str().map(|id| Placed::new(id.to_owned(), value.span()));
    }
    t.finish(p);
    table
}

/// A place on the ballot, from 1.
fn position(t: &mut Table<'_, '_>, p: &mut Vec<Problem>) -> Option<Placed<u32>> {
    let place = t.count("ballot_position", p)?;
    if place.value == 0 {
        p.push(Problem::new(place.span, "ballot_position = 0, but the first place is 1", "count from 1"));
        return None;
    }
    Some(place)
}

/// An id: it becomes a key and a column, so it keeps to letters, digits, - and _. One that is no id
/// is noted and kept, or every mention of it would read as wrong too.
fn identifier(t: &mut Table<'_, '_>, p: &mut Vec<Problem>) -> Placed<String> {
    t.require("id", "id = \"short_name\"", p);
    let Some(id) = t.text("id", p) else {
        // The count of problems makes it unlike any other; no mention of it can be meant.
        return Placed::new(format!("#{}", p.len()), t.span.clone());
    };
    let plain = id.value.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-');
    if !plain || id.value.len() > 64 || ["home", "postal"].contains(&id.value.as_str()) {
        p.push(Problem::new(
            id.span.clone(),
            format!("\"{}\" is no id", id.value),
            "use up to 64 letters, digits, _ and -; \"home\" means abstention, \"postal\" the votes outside the booths",
        ));
    }
    id
}

fn votes(value: &Spanned<DeValue<'_>>, p: &mut Vec<Problem>) -> Option<Placed<VotesValue>> {
    let Some(entries) = value.get_ref().as_table() else {
        return whole(value, "votes", p).map(|total| Placed::new(VotesValue::Total(total.value), total.span));
    };
    let mut t = Table::new(entries, value.span(), "votes");
    let (evm, postal) = (t.whole("evm", p), t.whole("postal", p));
    for key in ["evm", "postal"] {
        t.require(key, "it: votes = { evm = .., postal = .. }", p);
    }
    t.finish(p);
    Some(Placed::new(VotesValue::Split { evm: evm?.value, postal: postal?.value }, value.span()))
}

fn segment(mut t: Table<'_, '_>, p: &mut Vec<Problem>) -> SegmentTable {
    let id = identifier(&mut t, p);
    let name = t.text("name", p);
    let name_local = t.text("name_local", p);
    let booths = t.count("booths", p);
    let (electors, polled) = (t.whole("electors", p), t.whole("polled", p));
    let votes = t.table("votes", p).map_or_else(Vec::new, |table| {
        table.own_keys().filter_map(|(key, value)| whole(value, &key.value, p).map(|votes| (key, votes))).collect()
    });
    t.finish(p);
    SegmentTable { id, name, name_local, booths, electors, polled, votes }
}

fn returns(mut t: Table<'_, '_>, p: &mut Vec<Problem>) -> ReturnsTable {
    let files = t.texts("files", p).unwrap_or_default();
    t.require("files", "files = [\"booths.csv\"]", p);
    let layouts: Vec<_> = LAYOUTS.iter().map(|&(word, ..)| (word, word)).collect();
    let layout = t.word("layout", &layouts, p).map(|word| Placed::new(word.value.to_owned(), word.span));
    let (candidates, ignore) = (t.texts("candidates", p), t.texts("ignore", p));
    let (candidates, ignore) = (candidates.unwrap_or_default(), ignore.unwrap_or_default());
    let office = t.text("office", p);
    t.finish(p);
    ReturnsTable { files, layout, candidates, ignore, office }
}

fn confusion(mut t: Table<'_, '_>, p: &mut Vec<Problem>) -> ConfusionTable {
    let table = ConfusionTable {
        rate: t.get("rate").and_then(|value| rate(value, "rate", p)),
        segment_sd: t.within("segment_sd", 0.0, 3.0, p),
        booth_cv: t.within("booth_cv", 0.0, 10.0, p),
        return_share: t.get("return_share").and_then(|value| rate(value, "return_share", p)),
    };
    t.finish(p);
    table
}

fn own_support(mut t: Table<'_, '_>, p: &mut Vec<Problem>) -> OwnSupportTable {
    let typical_votes = t.within("typical_votes", 0.5, 1e9, p);
    let goes_to = t.table("goes_to", p).map(|mut goes| {
        let mut share = |key: &'static str| goes.within(key, 0.0, 1.0, p).map_or(0.0, |n| n.value);
        let shares = GoesToTable {
            principal: share("principal"),
            winner: share("winner"),
            others: share("others"),
            nota: share("nota"),
            home: share("home"),
        };
        let span = goes.span.clone();
        goes.finish(p);
        Placed::new(shares, span)
    });
    t.finish(p);
    OwnSupportTable { typical_votes, goes_to }
}

fn support(mut t: Table<'_, '_>, p: &mut Vec<Problem>) -> SupportTable {
    let table = SupportTable {
        contest_sd: t.within("contest_sd", 0.0, 3.0, p),
        segment_sd: t.within("segment_sd", 0.0, 3.0, p),
        booth_sd: t.within("booth_sd", 0.0, 3.0, p),
    };
    t.finish(p);
    table
}

fn simulation(mut t: Table<'_, '_>, p: &mut Vec<Problem>) -> SimulationTable {
    let table =
        SimulationTable { draws: t.whole("draws", p), seed: t.whole("seed", p), method: t.word("method", METHODS, p) };
    t.finish(p);
    table
}

fn sweep(mut t: Table<'_, '_>, p: &mut Vec<Problem>) -> Option<SweepTable> {
    let (parameter, written) = (t.text("parameter", p), t.text("values", p));
    for (key, example) in [("parameter", "confusion.rate"), ("values", "0..0.1/11")] {
        t.require(key, &format!("{key} = \"{example}\""), p);
    }
    t.finish(p);
    let written = written?;
    match Values::parse(&written.value) {
        Ok(values) => Some(SweepTable { parameter: parameter?, values: Placed::new(values, written.span) }),
        Err(what) => {
            p.push(Problem::new(written.span, what, "write a,b,c or FROM..TO/COUNT or FROM..TO/COUNT:log"));
            None
        }
    }
}
