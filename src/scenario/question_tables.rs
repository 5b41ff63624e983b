//! What was said of a contest, as written: claims, explanations, and the numbers they are held against.
//!
//! The doc comments of these tables are what `humnaam schema` tells an editor.

use super::Base;
use super::problem::Problem;
use super::questions::{Effect, Per};
use super::rate_value::{RateValue, rate, words};
use super::table::{Placed, Table, whole};
#[cfg(feature = "schema")]
use schemars::JsonSchema;

/// How the votes were counted.
#[derive(Debug, Clone, Default)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub(super) struct CountingTable {
    /// Rounds of the count; of the segment that took most.
    pub rounds: Option<Placed<u32>>,
    /// Tables at which each segment was counted.
    pub tables_per_segment: Option<Placed<u32>>,
    /// The most electors a booth may have; the Indian rule of the year when left out.
    pub most_electors_per_booth: Option<Placed<u32>>,
}

/// What was counted here in another election, for comparison; nothing is computed from it but differences.
#[derive(Debug, Clone)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub(super) struct CompareTable {
    /// Which election.
    pub election: Placed<String>,
    /// Where the numbers come from.
    pub source: Option<Placed<String>>,
    /// A segment's id; the whole contest when left out.
    pub segment: Option<Placed<String>>,
    /// Votes by candidate id: those of the candidate's party then.
    #[cfg_attr(feature = "schema", schemars(with = "std::collections::BTreeMap<String, u64>"))]
    pub votes: Vec<(Placed<String>, Placed<u64>)>,
    /// Other figures that were printed for the same votes.
    #[cfg_attr(feature = "schema", schemars(with = "std::collections::BTreeMap<String, u64>"))]
    #[cfg_attr(feature = "schema", schemars(default))]
    pub also: Vec<(Placed<String>, Placed<u64>)>,
}

/// A sentence to be tested.
#[derive(Debug, Clone)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub(super) struct ClaimTable {
    /// The sentence as it was said.
    pub text: Placed<String>,
    /// Who said it, and when.
    pub source: Option<Placed<String>>,
    /// A candidate's id.
    pub candidate: Placed<String>,
    /// The fewest votes claimed.
    pub low: Option<Placed<u64>>,
    /// The most votes claimed.
    pub high: Option<Placed<u64>>,
    /// The unit the votes are claimed for.
    #[cfg_attr(feature = "schema", schemars(with = "Option<PerWord>"))]
    pub per: Option<Placed<Per>>,
    /// In place of a unit: what the namesake is said to have done. "would_have_won": without the namesake the
    /// principal would have won; "cost_votes": the namesake took low to high votes from the principal.
    #[cfg_attr(feature = "schema", schemars(with = "Option<EffectWord>"))]
    pub effect: Option<Placed<Effect>>,
    /// Where the table stands.
    #[cfg_attr(feature = "schema", schemars(skip))]
    pub span: std::ops::Range<usize>,
}

/// A rival story.
#[derive(Debug, Clone)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub(super) struct ExplanationTable {
    /// What it is called.
    pub name: Placed<String>,
    /// The same in the local language.
    pub name_local: Option<Placed<String>>,
    /// Who offers it.
    pub source: Option<Placed<String>>,
    /// Its flows.
    pub flow: Vec<FlowTable>,
}

/// Votes that would have gone elsewhere.
#[derive(Debug, Clone)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub(super) struct FlowTable {
    /// A candidate's id, or "home".
    pub from: Placed<String>,
    /// A candidate's id, or "home".
    pub to: Placed<String>,
    /// Segment ids; all when left out.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub segments: Vec<Placed<String>>,
    /// Which share; left out from a namesake to the principal, where the diverted votes are the law.
    pub share: Option<Placed<RateValue>>,
    /// What the share is a share of: the votes that leave ("from", the default) or those the receiver has ("to").
    #[cfg_attr(feature = "schema", schemars(with = "Option<BaseWord>"))]
    pub of: Option<Placed<Base>>,
}

words!(
    PerWord,
    UNITS,
    Per,
    [
        ("booth", Per::Booth),
        ("segment", Per::Segment),
        ("round", Per::Round),
        ("table_round", Per::TableRound),
        ("contest", Per::Contest),
        ("running_total", Per::RunningTotal)
    ]
);
words!(EffectWord, EFFECTS, Effect, [("would_have_won", Effect::WouldHaveWon), ("cost_votes", Effect::CostVotes)]);
words!(BaseWord, BASES, Base, [("from", Base::From), ("to", Base::To)]);

pub(super) fn counting(mut t: Table<'_, '_>, p: &mut Vec<Problem>) -> CountingTable {
    let mut number = |key: &'static str, p: &mut Vec<Problem>| {
        let number = t.count(key, p)?;
        if number.value == 0 {
            p.push(Problem::new(
                number.span,
                format!("{key} = 0, but there is at least one"),
                "leave it out where it is not known",
            ));
            return None;
        }
        Some(number)
    };
    let table = CountingTable {
        rounds: number("rounds", p),
        tables_per_segment: number("tables_per_segment", p),
        most_electors_per_booth: number("most_electors_per_booth", p),
    };
    t.finish(p);
    table
}

pub(super) fn compare(mut t: Table<'_, '_>, p: &mut Vec<Problem>) -> Option<CompareTable> {
    let (election, source, segment) = (t.text("election", p), t.text("source", p), t.text("segment", p));
    let mut by_candidate = |key: &'static str, p: &mut Vec<Problem>| {
        t.table(key, p).map_or_else(Vec::new, |table| {
            table.own_keys().filter_map(|(id, value)| whole(value, &id.value, p).map(|votes| (id, votes))).collect()
        })
    };
    let (votes, also) = (by_candidate("votes", p), by_candidate("also", p));
    t.require("election", "election = \"which, and when\"", p);
    t.require("votes", "votes = { ID = 12345 }", p);
    t.finish(p);
    Some(CompareTable { election: election?, source, segment, votes, also })
}

pub(super) fn claim(mut t: Table<'_, '_>, p: &mut Vec<Problem>) -> Option<ClaimTable> {
    let (text, source, candidate) = (t.text("text", p), t.text("source", p), t.text("candidate", p));
    let (low, high, per) = (t.whole("low", p), t.whole("high", p), t.word("per", UNITS, p));
    let effect = t.word("effect", EFFECTS, p);
    // What a claim of votes needs, unless it is one of effect; what that needs is judged with its word.
    let words = [("text", "\"what was said\""), ("candidate", "\"ID\"")];
    let numbers = [("low", "500"), ("high", "700"), ("per", "\"booth\"")];
    let needed = if t.has("effect") { &numbers[..0] } else { &numbers[..] };
    for (key, example) in words.iter().chain(needed) {
        t.require(key, &format!("{key} = {example}"), p);
    }
    let span = t.span.clone();
    t.finish(p);
    Some(ClaimTable { text: text?, source, candidate: candidate?, low, high, per, effect, span })
}

pub(super) fn explanation(mut t: Table<'_, '_>, p: &mut Vec<Problem>) -> Option<ExplanationTable> {
    let (name, name_local, source) = (t.text("name", p), t.text("name_local", p), t.text("source", p));
    let flow: Vec<FlowTable> = t.tables("flow", p).into_iter().filter_map(|table| self::flow(table, p)).collect();
    t.require("name", "name = \"what the story says\"", p);
    t.require("flow", "a table [[explanation.flow]]", p);
    t.finish(p);
    Some(ExplanationTable { name: name?, name_local, source, flow })
}

fn flow(mut t: Table<'_, '_>, p: &mut Vec<Problem>) -> Option<FlowTable> {
    let (from, to) = (t.text("from", p), t.text("to", p));
    let segments = t.texts("segments", p).unwrap_or_default();
    let share = t.get("share").and_then(|value| rate(value, "share", p));
    let of = t.word("of", BASES, p);
    for (key, example) in [("from", "\"home\", or a candidate's id"), ("to", "\"home\", or a candidate's id")] {
        t.require(key, &format!("{key} = {example}"), p);
    }
    t.finish(p);
    Some(FlowTable { from: from?, to: to?, segments, share, of })
}
