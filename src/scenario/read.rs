//! TOML text to a [`File`]: the shape of every table, with every problem noted.

use super::Values;
use super::file::{
    CandidateTable, ClaimTable, ConfusionTable, ContestTable, ExplanationTable, File, FlowTable, GoesToTable, LAYOUTS,
    MODES, OwnSupportTable, ROLES, RateValue, ReturnsTable, STATUSES, SegmentTable, SimulationTable, SupportTable,
    SweepTable, UNITS, VotesValue,
};
use super::problem::Problem;
use super::setting::{Written, apply};
use super::sources::Sources;
use super::table::{Placed, Table, whole, wrong_type};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A broken text can have as many errors as lines; a reader mends the first and looks again.
const MOST_SYNTAX_ERRORS: usize = 20;

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
            let end = sources.text().len();
            Problem::new(error.span().unwrap_or(end..end), error.message().trim().replace('\n', ", "), "")
        })
        .collect();
    if !problems.is_empty() {
        return Err(problems);
    }
    for setting in &settings {
        apply(document.get_mut(), setting, &mut problems);
    }
    let span = 0..sources.text().lines().next().map_or(0, str::len);
    let file = file(Table::new(document.get_ref(), span, "the scenario"), &mut problems);
    match file {
        Some(mut file) => {
            file.problems = problems;
            Ok(file)
        }
        None => Err(problems),
    }
}

fn file(mut root: Table<'_, '_>, problems: &mut Vec<Problem>) -> Option<File> {
    let p = problems;
    let title = root.text("title", p);
    let mode = root.word("mode", MODES, p);
    if title.is_none() && !p.iter().any(|problem| problem.what.starts_with("title")) {
        root.missing("title", "title = \"the question this scenario asks\"", p);
    }
    if mode.is_none() && !p.iter().any(|problem| problem.what.starts_with("mode")) {
        root.missing(
            "mode",
            "mode = \"retrospective\" (votes are recorded) or \"prospective\" (votes are intended)",
            p,
        );
    }
    let contest = root.table("contest", p).map(|table| contest(table, p));
    if contest.is_none() {
        root.missing("contest", "a table [contest] with name = \"...\"", p);
    }
    let candidates: Vec<_> = root.tables("candidate", p).into_iter().map(|table| candidate(table, p)).collect();
    let segments: Vec<_> = root.tables("segment", p).into_iter().map(|table| segment(table, p)).collect();
    let returns = root.table("returns", p).map(|table| returns(table, p));
    let confusion = root.table("confusion", p).map(|table| confusion(table, p));
    let own_support = root.table("own_support", p).map(|table| own_support(table, p));
    let support = root.table("support", p).map(|table| support(table, p));
    let simulation = root.table("simulation", p).map(|table| simulation(table, p));
    let claim = root.tables("claim", p).into_iter().filter_map(|table| claim(table, p)).collect();
    let explanation = root.tables("explanation", p).into_iter().filter_map(|table| explanation(table, p)).collect();
    let sweep = root.tables("sweep", p).into_iter().filter_map(|table| sweep(table, p)).collect();
    root.finish(p);
    Some(File {
        title: title?,
        mode: mode?,
        contest: contest?,
        // Were one left out because it does not read, every mention of its id would read as wrong too.
        candidate: candidates.into_iter().collect::<Option<_>>()?,
        segment: segments.into_iter().collect::<Option<_>>()?,
        returns,
        confusion: confusion.unwrap_or_default(),
        own_support: own_support.unwrap_or_default(),
        support: support.unwrap_or_default(),
        simulation: simulation.unwrap_or_default(),
        claim,
        explanation,
        sweep,
        problems: Vec::new(),
    })
}

fn contest(mut t: Table<'_, '_>, p: &mut Vec<Problem>) -> ContestTable {
    let table = ContestTable {
        name: t.text("name", p),
        name_local: t.text("name_local", p),
        election: t.text("election", p),
        date: date(&mut t, p),
        electors: t.whole("electors", p),
        booths: t.count("booths", p),
        booth_file: t.text("booth_file", p),
        photos_on_ballot: t.truth("photos_on_ballot", p),
        span: t.span.clone(),
    };
    t.finish(p);
    table
}

fn date(t: &mut Table<'_, '_>, p: &mut Vec<Problem>) -> Option<Placed<String>> {
    let value = t.get("date")?;
    match value.get_ref().as_datetime() {
        Some(date) if date.date.is_some() => Some(Placed::new(date.to_string(), value.span())),
        _ => {
            wrong_type(value, "date", "a date without quotes, such as 2024-05-13", p);
            None
        }
    }
}

fn candidate(mut t: Table<'_, '_>, p: &mut Vec<Problem>) -> Option<CandidateTable> {
    let before = p.len();
    let id = identifier(&mut t, p);
    let name = t.text("name", p);
    let votes = t.get("votes").and_then(|value| votes(value, p));
    let table = CandidateTable {
        name_local: t.text("name_local", p),
        party: t.text("party", p),
        role: t.word("role", ROLES, p),
        votes,
        namesake_of: t.text("namesake_of", p),
        ballot_position: t.count("ballot_position", p),
        name_similarity: t.within("name_similarity", 0.0, 1.0, p),
        symbol_similarity: t.within("symbol_similarity", 0.0, 1.0, p),
        symbol_status: t.word("symbol_status", STATUSES, p),
        column: t.text("column", p),
        id: id.unwrap_or_else(|| Placed::new(String::new(), 0..0)),
        name: name.unwrap_or_else(|| Placed::new(String::new(), 0..0)),
    };
    if p.len() == before && table.name.value.is_empty() {
        t.missing("name", "name = \"as on the ballot\"", p);
    }
    t.finish(p);
    (!table.id.value.is_empty() && !table.name.value.is_empty()).then_some(table)
}

/// An id: it becomes a key and a column, so it keeps to letters, digits, - and _.
fn identifier(t: &mut Table<'_, '_>, p: &mut Vec<Problem>) -> Option<Placed<String>> {
    let before = p.len();
    let id = t.text("id", p);
    if id.is_none() && p.len() == before {
        t.missing("id", "id = \"short_name\"", p);
    }
    let id = id?;
    let plain = id.value.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-');
    if !plain || id.value.len() > 64 || id.value == "home" {
        p.push(Problem::new(
            id.span,
            format!("\"{}\" is no id", id.value),
            "use up to 64 letters, digits, _ and -; \"home\" means abstention",
        ));
        return None;
    }
    Some(id)
}

fn votes(value: &Spanned<DeValue<'_>>, p: &mut Vec<Problem>) -> Option<Placed<VotesValue>> {
    let Some(entries) = value.get_ref().as_table() else {
        return whole(value, "votes", p).map(|total| Placed::new(VotesValue::Total(total.value), total.span));
    };
    let mut t = Table::new(entries, value.span(), "votes");
    let before = p.len();
    let (evm, postal) = (t.whole("evm", p), t.whole("postal", p));
    if p.len() == before {
        for (key, part) in [("evm", &evm), ("postal", &postal)] {
            if part.is_none() {
                t.missing(key, "both: { evm = .., postal = .. }", p);
            }
        }
    }
    t.finish(p);
    Some(Placed::new(VotesValue::Split { evm: evm?.value, postal: postal?.value }, value.span()))
}

fn segment(mut t: Table<'_, '_>, p: &mut Vec<Problem>) -> Option<SegmentTable> {
    let id = identifier(&mut t, p);
    let name = t.text("name", p);
    let name_local = t.text("name_local", p);
    let booths = t.count("booths", p);
    let votes = t.table("votes", p).map_or_else(Vec::new, |table| {
        table.own_keys().filter_map(|(key, value)| whole(value, &key.value, p).map(|votes| (key, votes))).collect()
    });
    t.finish(p);
    Some(SegmentTable { id: id?, name, name_local, booths, votes })
}

fn returns(mut t: Table<'_, '_>, p: &mut Vec<Problem>) -> ReturnsTable {
    let files = t.texts("files", p).unwrap_or_default();
    if files.is_empty() {
        t.missing("files", "files = [\"booths.csv\"]", p);
    }
    let layout = t.word("layout", LAYOUTS, p).map(|word| Placed::new(word.value.to_owned(), word.span));
    t.finish(p);
    ReturnsTable { files, layout }
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

/// A rate in one of its four notations; its limits are judged when the scenario is built.
fn rate(value: &Spanned<DeValue<'_>>, key: &str, p: &mut Vec<Problem>) -> Option<Placed<RateValue>> {
    let Some(entries) = value.get_ref().as_table() else {
        return super::table::number(value, key, p).map(|n| Placed::new(RateValue::Fixed(n.value), n.span));
    };
    let mut t = Table::new(entries, value.span(), key);
    let before = p.len();
    let mut part = |key: &'static str| t.number(key, p).map(|n| n.value);
    let parts = (part("median"), part("p95"), part("low"), part("high"), part("mean"), part("concentration"));
    t.finish(p);
    let rate = match parts {
        (Some(median), Some(p95), None, None, None, None) => RateValue::MedianAndP95 { median, p95 },
        (None, None, Some(low), Some(high), None, None) => RateValue::Range { low, high },
        (None, None, None, None, Some(mean), Some(concentration)) => RateValue::Beta { mean, concentration },
        _ => {
            if p.len() == before {
                let help = "write a number, { median, p95 }, { low, high } or { mean, concentration }";
                p.push(Problem::new(value.span(), format!("{key} is written in none of its four ways"), help));
            }
            return None;
        }
    };
    Some(Placed::new(rate, value.span()))
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
    let table = SimulationTable { draws: t.whole("draws", p), seed: t.whole("seed", p) };
    t.finish(p);
    table
}

fn claim(mut t: Table<'_, '_>, p: &mut Vec<Problem>) -> Option<ClaimTable> {
    let before = p.len();
    let (text, source, candidate) = (t.text("text", p), t.text("source", p), t.text("candidate", p));
    let (low, high, per) = (t.whole("low", p), t.whole("high", p), t.word("per", UNITS, p));
    let parts = [
        ("text", text.is_none()),
        ("candidate", candidate.is_none()),
        ("low", low.is_none()),
        ("high", high.is_none()),
        ("per", per.is_none()),
    ];
    for (key, absent) in parts {
        if absent && p.len() == before {
            t.missing(key, &format!("{key} = ..."), p);
        }
    }
    t.finish(p);
    Some(ClaimTable { text: text?, source, candidate: candidate?, low: low?, high: high?, per: per? })
}

fn explanation(mut t: Table<'_, '_>, p: &mut Vec<Problem>) -> Option<ExplanationTable> {
    let before = p.len();
    let (name, source) = (t.text("name", p), t.text("source", p));
    let flow: Vec<FlowTable> = t.tables("flow", p).into_iter().filter_map(|table| self::flow(table, p)).collect();
    if p.len() == before {
        if name.is_none() {
            t.missing("name", "name = \"what the story says\"", p);
        }
        if flow.is_empty() {
            t.missing("flow", "a table [[explanation.flow]]", p);
        }
    }
    t.finish(p);
    Some(ExplanationTable { name: name?, source, flow })
}

fn flow(mut t: Table<'_, '_>, p: &mut Vec<Problem>) -> Option<FlowTable> {
    let before = p.len();
    let (from, to) = (t.text("from", p), t.text("to", p));
    let segments = t.texts("segments", p).unwrap_or_default();
    let share = t.get("share").and_then(|value| rate(value, "share", p));
    for (key, absent) in [("from", from.is_none()), ("to", to.is_none()), ("share", share.is_none())] {
        if absent && p.len() == before {
            t.missing(key, &format!("{key} = ..."), p);
        }
    }
    t.finish(p);
    Some(FlowTable { from: from?, to: to?, segments, share: share? })
}

fn sweep(mut t: Table<'_, '_>, p: &mut Vec<Problem>) -> Option<SweepTable> {
    let before = p.len();
    let (parameter, written) = (t.text("parameter", p), t.text("values", p));
    for (key, absent) in [("parameter", parameter.is_none()), ("values", written.is_none())] {
        if absent && p.len() == before {
            t.missing(key, &format!("{key} = \"...\""), p);
        }
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
