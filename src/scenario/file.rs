//! The scenario file as written: every value with its place, nothing judged yet.
//!
//! The doc comments of these tables are what `humnaam schema` tells an editor.

use super::beside::{ControlTable, RuleTable};
use super::problem::Problem;
use super::question_tables::{ClaimTable, CompareTable, CountingTable, ExplanationTable};
use super::rate_value::{RateValue, words};
use super::table::Placed;
use super::{Method, Mode, Values};
use crate::election::{Ballot, Role, SharedName, SymbolStatus};
#[cfg(feature = "schema")]
use schemars::JsonSchema;
#[cfg(feature = "schema")]
use std::borrow::Cow;

#[cfg(feature = "schema")]
impl<T: JsonSchema> JsonSchema for Placed<T> {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        T::schema_name()
    }
    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        generator.subschema_for::<T>()
    }
}

/// A scenario as written in TOML.
#[derive(Debug, Clone)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[cfg_attr(feature = "schema", schemars(title = "humnaam scenario", deny_unknown_fields))]
pub struct File {
    /// The question the scenario asks.
    pub(super) title: Placed<String>,
    /// The same in the local language.
    pub(super) title_local: Option<Placed<String>>,
    /// "retrospective": votes are recorded; "prospective": votes are intended.
    #[cfg_attr(feature = "schema", schemars(with = "ModeWord"))]
    pub(super) mode: Placed<Mode>,
    /// The seat and the election.
    pub(super) contest: ContestTable,
    /// Everybody on the ballot.
    pub(super) candidate: Vec<CandidateTable>,
    /// Parts of the contest counted by themselves.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub(super) segment: Vec<SegmentTable>,
    /// Raw booth returns.
    pub(super) returns: Option<ReturnsTable>,
    /// How the votes were counted.
    #[cfg_attr(feature = "schema", schemars(with = "Option<CountingTable>"))]
    pub(super) counting: CountingTable,
    /// What was counted here in other elections.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub(super) compare: Vec<CompareTable>,
    /// What is believed of confusion; left out, the evidence speaks.
    #[cfg_attr(feature = "schema", schemars(with = "Option<ConfusionTable>"))]
    pub(super) confusion: ConfusionTable,
    /// What is believed of a namesake's own support.
    #[cfg_attr(feature = "schema", schemars(with = "Option<OwnSupportTable>"))]
    pub(super) own_support: OwnSupportTable,
    /// Rules of this election that move votes by themselves.
    #[cfg_attr(feature = "schema", schemars(with = "Option<RuleTable>"))]
    pub(super) rule: RuleTable,
    /// Votes for the same candidates where the cause could not act.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub(super) control: Vec<ControlTable>,
    /// Prospective only: how uncertain the intended votes are.
    #[cfg_attr(feature = "schema", schemars(with = "Option<SupportTable>"))]
    pub(super) support: SupportTable,
    /// How to simulate.
    #[cfg_attr(feature = "schema", schemars(with = "Option<SimulationTable>"))]
    pub(super) simulation: SimulationTable,
    /// Sentences to be tested against the arithmetic.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub(super) claim: Vec<ClaimTable>,
    /// Rival stories.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub(super) explanation: Vec<ExplanationTable>,
    /// Parameters to run over.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub(super) sweep: Vec<SweepTable>,
    #[cfg_attr(feature = "schema", schemars(skip))]
    pub(super) problems: Vec<Problem>,
}

/// The seat and the election.
#[derive(Debug, Clone, Default)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub(super) struct ContestTable {
    /// The seat.
    pub name: Option<Placed<String>>,
    /// The seat in the local script.
    pub name_local: Option<Placed<String>>,
    /// Which election.
    pub election: Option<Placed<String>>,
    /// The same in the local language.
    pub election_local: Option<Placed<String>>,
    /// The day of the poll, as a TOML date.
    pub date: Option<Placed<String>>,
    /// Registered voters.
    pub electors: Option<Placed<u64>>,
    /// Polling booths; left out, they are estimated from the votes and said to be.
    pub booths: Option<Placed<u32>>,
    /// A tidy booths CSV, relative to the scenario.
    pub booth_file: Option<Placed<String>>,
    /// Whether the ballot shows the candidates' photographs; `ballot` says more.
    pub photos_on_ballot: Option<Placed<bool>>,
    /// What the voter saw: the kind of ballot.
    #[cfg_attr(feature = "schema", schemars(with = "Option<BallotWord>"))]
    pub ballot: Option<Placed<Ballot>>,
    /// The country's code, such as "IN": it chooses words, the size of booths and caps.
    pub country: Option<Placed<String>>,
    /// How many are elected together: 1. More are not supported.
    pub seats: Option<Placed<u32>>,
    #[cfg_attr(feature = "schema", schemars(skip))]
    pub span: std::ops::Range<usize>,
}

/// One line of the ballot.
#[derive(Debug, Clone)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub(super) struct CandidateTable {
    /// A short name for use in files.
    pub id: Placed<String>,
    /// The name on the ballot.
    pub name: Placed<String>,
    /// The name in the local script.
    pub name_local: Option<Placed<String>>,
    /// The party; IND for independents.
    pub party: Option<Placed<String>>,
    /// "nota" for None of the Above.
    #[cfg_attr(feature = "schema", schemars(with = "Option<RoleWord>"))]
    pub role: Option<Placed<Role>>,
    /// A total, or { evm = .., postal = .. }.
    pub votes: Option<Placed<VotesValue>>,
    /// The id of the candidate whose name this one shares.
    pub namesake_of: Option<Placed<String>>,
    /// What is shared: the "name", or the "family_name" alone.
    #[cfg_attr(feature = "schema", schemars(with = "Option<SharedWord>"))]
    pub namesake_by: Option<Placed<SharedName>>,
    /// The id of another line of the ballot on which this very person stands too; the votes are added up.
    pub same_person_as: Option<Placed<String>>,
    /// The place on the ballot, from 1.
    pub ballot_position: Option<Placed<u32>>,
    /// How alike the names are, 0 to 1; computed when left out.
    pub name_similarity: Option<Placed<f64>>,
    /// How alike the symbols or the labels as spoken are, 0 to 1.
    pub symbol_similarity: Option<Placed<f64>>,
    /// Whether the symbol was new to the voters.
    #[cfg_attr(feature = "schema", schemars(with = "Option<StatusWord>"))]
    pub symbol_status: Option<Placed<SymbolStatus>>,
    /// The header of this candidate's column in raw returns.
    pub column: Option<Placed<String>>,
}

/// Votes as a total, or machine and postal votes apart.
#[derive(Debug, Clone, Copy)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[cfg_attr(feature = "schema", schemars(untagged))]
pub(super) enum VotesValue {
    Total(u64),
    Split {
        evm: u64,
        postal: u64,
    },
    /// Something stands there, and what is wrong with it has been said.
    #[cfg_attr(feature = "schema", schemars(skip))]
    Unread,
}

/// One assembly segment.
#[derive(Debug, Clone)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub(super) struct SegmentTable {
    /// A short name for use in files.
    pub id: Placed<String>,
    /// The name.
    pub name: Option<Placed<String>>,
    /// The name in the local script.
    pub name_local: Option<Placed<String>>,
    /// Polling booths.
    pub booths: Option<Placed<u32>>,
    /// Registered voters.
    pub electors: Option<Placed<u64>>,
    /// Votes polled by everybody together, NOTA included.
    pub polled: Option<Placed<u64>>,
    /// Booth votes by candidate id, as far as they are known.
    #[cfg_attr(feature = "schema", schemars(with = "std::collections::BTreeMap<String, u64>"))]
    pub votes: Vec<(Placed<String>, Placed<u64>)>,
}

/// Raw booth returns.
#[derive(Debug, Clone)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub(super) struct ReturnsTable {
    /// Files, relative to the scenario.
    pub files: Vec<Placed<String>>,
    /// `form20_wide`, `long` or `tidy`; found out when left out.
    pub layout: Option<Placed<String>>,
    /// Headings of columns that hold a candidate's votes, whatever they look like.
    pub candidates: Vec<Placed<String>>,
    /// Headings of columns that are left out.
    pub ignore: Vec<Placed<String>>,
    /// The office, where a file holds several contests.
    pub office: Option<Placed<String>>,
}

/// What is believed of confusion.
#[derive(Debug, Clone, Default)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub(super) struct ConfusionTable {
    /// Share of the votes meant for the principal that go to one namesake.
    pub rate: Option<Placed<RateValue>>,
    /// Spread of the log rate between segments.
    pub segment_sd: Option<Placed<f64>>,
    /// Coefficient of variation of a booth's rate within its segment.
    pub booth_cv: Option<Placed<f64>>,
    /// Share of the diverted voters who return to the principal.
    pub return_share: Option<Placed<RateValue>>,
}

/// What is believed of a namesake's own support.
#[derive(Debug, Clone, Default)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub(super) struct OwnSupportTable {
    /// Votes of a typical independent; the median of the contest's when left out.
    pub typical_votes: Option<Placed<f64>>,
    /// Where a namesake's own supporters go when they do not stand.
    pub goes_to: Option<Placed<GoesToTable>>,
}

/// Shares that add up to 1; what is left out is 0.
#[derive(Debug, Clone, Copy, Default)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub(super) struct GoesToTable {
    pub principal: f64,
    pub winner: f64,
    pub others: f64,
    pub nota: f64,
    pub home: f64,
}

/// How uncertain intended votes are, as standard deviations of log ratios.
#[derive(Debug, Clone, Default)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
#[expect(clippy::struct_field_names, reason = "they are the keys of the file")]
pub(super) struct SupportTable {
    pub contest_sd: Option<Placed<f64>>,
    pub segment_sd: Option<Placed<f64>>,
    pub booth_sd: Option<Placed<f64>>,
}

/// How to simulate.
#[derive(Debug, Clone, Default)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub(super) struct SimulationTable {
    /// How many simulations.
    pub draws: Option<Placed<u64>>,
    /// The seed.
    pub seed: Option<Placed<u64>>,
    /// plain, sobol or importance.
    #[cfg_attr(feature = "schema", schemars(with = "Option<MethodWord>"))]
    pub method: Option<Placed<Method>>,
}

/// A parameter to run over.
#[derive(Debug, Clone)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub(super) struct SweepTable {
    /// A path such as confusion.rate.
    pub parameter: Placed<String>,
    /// a,b,c or FROM..TO/COUNT or FROM..TO/COUNT:log
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub values: Placed<Values>,
}

words!(
    MethodWord,
    METHODS,
    Method,
    [("plain", Method::Plain), ("sobol", Method::Sobol), ("importance", Method::Importance)]
);
words!(
    BallotWord,
    BALLOTS,
    Ballot,
    [
        ("evm_colour_photo", Ballot::EvmColourPhoto),
        ("evm_photo", Ballot::EvmPhoto),
        ("evm", Ballot::Evm),
        ("paper_symbols", Ballot::PaperSymbols),
        ("paper_names", Ballot::PaperNames),
        ("paper_party", Ballot::PaperParty),
        ("optical_scan", Ballot::OpticalScan),
        ("punch_card", Ballot::PunchCard)
    ]
);
words!(SharedWord, SHARED, SharedName, [("name", SharedName::Whole), ("family_name", SharedName::Family)]);
words!(ModeWord, MODES, Mode, [("retrospective", Mode::Retrospective), ("prospective", Mode::Prospective)]);
words!(RoleWord, ROLES, Role, [("candidate", Role::Contender), ("nota", Role::Nota)]);
words!(StatusWord, STATUSES, SymbolStatus, [("established", SymbolStatus::Established), ("new", SymbolStatus::New)]);
/// The JSON Schema of a scenario, for editors.
#[cfg(feature = "schema")]
#[must_use]
pub fn schema() -> serde_json::Value {
    let mut schema = schemars::schema_for!(File);
    schema.insert("$id".to_owned(), "humnaam.scenario/1".into());
    schema.to_value()
}

impl File {
    /// The booth file the scenario names, relative to the scenario.
    #[must_use]
    pub fn booth_file(&self) -> Option<&str> {
        self.contest.booth_file.as_ref().map(|file| file.value.as_str())
    }

    /// Notes that the booth file could not be read, at the place where it is named.
    pub fn booth_file_unread(&mut self, why: String) {
        let span = self.contest.booth_file.as_ref().map_or(0..0, |file| file.span.clone());
        self.problems.push(Problem::new(span, why, "the path is relative to the scenario"));
    }

    /// What the booths were read from, as the scenario names it.
    pub(super) fn booths_from(&self) -> Option<String> {
        let raw = self.returns.as_ref().map(|returns| {
            let names: Vec<&str> = returns.files.iter().map(|file| file.value.as_str()).collect();
            names.join(", ")
        });
        self.booth_file().map(str::to_owned).or(raw)
    }
}
