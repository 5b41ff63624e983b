//! What stands beside the ballot: controls, which are votes for the same candidates where the cause could not act, and rules
//! that move votes by themselves.
//!
//! The doc comments of these tables are what `humnaam schema` tells an editor.

use super::problem::Problem;
use super::rate_value::words;
use super::table::{Placed, Table};
#[cfg(feature = "schema")]
use schemars::JsonSchema;
use std::ops::Range;

/// What was counted where the cause could not act.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ControlKind {
    /// Another channel: absentee or postal ballots, or another form of ballot.
    Channel,
    /// Another office of the same day.
    Office,
    /// A candidate whom the cause could not favour.
    Placebo,
}

impl ControlKind {
    /// The word that files have for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        KINDS.iter().find(|(_, kind)| *kind == self).map_or("", |(word, _)| word)
    }
}

words!(
    KindWord,
    KINDS,
    ControlKind,
    [("channel", ControlKind::Channel), ("office", ControlKind::Office), ("placebo", ControlKind::Placebo)]
);

/// Votes for the same candidates where the cause could not act.
#[derive(Debug, Clone)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub(super) struct ControlTable {
    /// The namesake whose own support it says.
    pub candidate: Placed<String>,
    /// What it is: "channel", "office" or "placebo".
    #[cfg_attr(feature = "schema", schemars(with = "KindWord"))]
    pub kind: Placed<ControlKind>,
    /// What it is called.
    pub name: Option<Placed<String>>,
    /// The votes counted there.
    pub votes: Option<Placed<u64>>,
    /// Of so many ballots there.
    pub of: Option<Placed<u64>>,
    /// So many ballots are in question here.
    pub here: Option<Placed<u64>>,
    /// In place of these a table of ballots, relative to the scenario: precinct, choice, choice for another office, count. Or
    /// cast-vote records (NIST SP 1500-103, JSON).
    pub file: Option<Placed<String>>,
    /// How the names of the precincts begin that are the control.
    pub there: Option<Placed<String>>,
    /// In place of all these: the contest's own postal ballots, where every candidate's are written apart.
    pub postal: Option<Placed<bool>>,
    /// What the table calls the candidate; the id when left out.
    pub choice: Option<Placed<String>>,
    /// Of cast-vote records: the contest in which the candidate stands.
    pub office: Option<Placed<String>>,
    /// Of cast-vote records: the contest that ballots are told apart by.
    pub other_office: Option<Placed<String>>,
    /// How far own support may differ between there and here: a standard deviation of the logarithm.
    pub spread: Option<Placed<f64>>,
    /// Where the numbers come from.
    pub source: Option<Placed<String>>,
    /// The same by groups of ballots, where those differ.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub stratum: Vec<StratumTable>,
    #[cfg_attr(feature = "schema", schemars(skip))]
    pub span: Range<usize>,
}

/// One group of ballots.
#[derive(Debug, Clone)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub(super) struct StratumTable {
    /// What they have in common.
    pub name: Option<Placed<String>>,
    /// The votes counted there.
    pub votes: Placed<u64>,
    /// Of so many ballots there.
    pub of: Placed<u64>,
    /// So many ballots are in question here.
    pub here: Placed<u64>,
    /// The namesake's votes among those, where known.
    pub recorded: Option<Placed<u64>>,
}

/// What a control says of one namesake's own support.
#[derive(Debug, Clone, PartialEq)]
pub struct Control {
    /// The namesake, as an index.
    pub candidate: usize,
    /// What it is.
    pub kind: ControlKind,
    /// What it is called.
    pub name: String,
    /// Where its numbers come from.
    pub source: Option<String>,
    /// How far own support may differ between there and here, where stated.
    pub spread: Option<f64>,
    /// Groups of ballots; one where they are not told apart.
    pub strata: Vec<Stratum>,
}

/// Ballots that have something in common.
#[derive(Debug, Clone, PartialEq)]
pub struct Stratum {
    /// What they have in common.
    pub name: String,
    /// The votes counted where the cause could not act.
    pub votes: u64,
    /// Of so many ballots there.
    pub of: u64,
    /// So many ballots are in question here.
    pub here: u64,
    /// The namesake's votes among those, where known.
    pub recorded: Option<u64>,
}

impl Stratum {
    /// The votes that the rate there gives here.
    #[must_use]
    pub fn expected(&self) -> f64 {
        if self.of == 0 { 0.0 } else { self.votes as f64 / self.of as f64 * self.here as f64 }
    }
}

pub(super) fn control(mut t: Table<'_, '_>, p: &mut Vec<Problem>) -> Option<ControlTable> {
    let (candidate, kind) = (t.text("candidate", p), t.word("kind", KINDS, p));
    t.require("candidate", "candidate = \"the id of a namesake\"", p);
    t.require("kind", "kind = \"channel\", \"office\" or \"placebo\"", p);
    let (name, source) = (t.text("name", p), t.text("source", p));
    let [votes, of, here] = ["votes", "of", "here"].map(|key| t.whole(key, p));
    let spread = t.within("spread", 0.0, 3.0, p);
    let stratum: Vec<_> = t.tables("stratum", p).into_iter().filter_map(|table| self::stratum(table, p)).collect();
    let [file, there, choice] = ["file", "there", "choice"].map(|key| t.text(key, p));
    let [office, other_office] = ["office", "other_office"].map(|key| t.text(key, p));
    let postal = t.truth("postal", p);
    if t.has("file") {
        t.require("there", "there = \"a\": how the names of the precincts begin that are the control", p);
    } else if !t.has("stratum") && !postal.as_ref().is_some_and(|postal| postal.value) {
        for key in ["votes", "of", "here"] {
            t.require(key, "votes, of and here: votes counted there, of so many ballots, and the ballots here", p);
        }
    }
    let span = t.span.clone();
    t.finish(p);
    Some(ControlTable {
        candidate: candidate?,
        kind: kind?,
        name,
        votes,
        of,
        here,
        file,
        there,
        postal,
        choice,
        office,
        other_office,
        spread,
        source,
        stratum,
        span,
    })
}

fn stratum(mut t: Table<'_, '_>, p: &mut Vec<Problem>) -> Option<StratumTable> {
    let name = t.text("name", p);
    let [votes, of, here] = ["votes", "of", "here"].map(|key| {
        t.require(key, "votes, of and here: votes counted there, of so many ballots, and the ballots here", p);
        t.whole(key, p)
    });
    let recorded = t.whole("recorded", p);
    t.finish(p);
    Some(StratumTable { name, votes: votes?, of: of?, here: here?, recorded })
}

/// Rules of this election that move votes by themselves.
#[derive(Debug, Clone, Default)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub(super) struct RuleTable {
    /// Whether the votes of a namesake who was declared a nuisance candidate are the principal's by law.
    pub credits_votes: Option<Placed<bool>>,
}

/// Rules of an election that move votes by themselves, whatever any voter meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Rule {
    /// The votes of namesakes are credited to their principals.
    pub credits_votes: bool,
}

pub(super) fn rule(mut t: Table<'_, '_>, p: &mut Vec<Problem>) -> RuleTable {
    let table = RuleTable { credits_votes: t.truth("credits_votes", p) };
    t.finish(p);
    table
}
