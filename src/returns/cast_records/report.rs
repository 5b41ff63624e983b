//! A report of cast-vote records, walked twice: for the names, which stand after the records or before them, and for the
//! ballots, of which none is kept.

use super::Offices;
use crate::returns::cast::{CastProblem, CastVotes};
use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

/// What a ballot holds that has no vote for an office, and one that has several.
const NONE: &str = "no vote";
const SEVERAL: &str = "more than one";

/// Adds up the ballots of a report by precinct and by what they hold for two offices.
pub(super) fn read(bytes: &[u8], offices: Offices<'_>) -> Result<CastVotes, CastProblem> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let wrong = |what: String| CastProblem { line: 1, what };
    let names: Names<'_> = serde_json::from_slice(bytes).map_err(unread)?;
    let contests = || names.elections.iter().flat_map(|election| &election.contests);
    let find = |asked: Option<&str>, key: &str| {
        let known = || contests().map(|contest| contest.name.as_ref()).collect::<Vec<_>>().join(", ");
        let Some(asked) = asked else {
            return Err(wrong(format!(
                "these are records of whole ballots, and {key} does not say which of their contests is meant: {}",
                known()
            )));
        };
        let is = |contest: &&Contest<'_>| contest.id == asked || contest.name.eq_ignore_ascii_case(asked);
        contests().find(is).ok_or_else(|| wrong(format!("no contest is called \"{asked}\", but {}", known())))
    };
    let pair = [find(offices.own, "office")?, find(offices.other, "other_office")?];
    let people: BTreeMap<&str, &str> = names
        .elections
        .iter()
        .flat_map(|election| &election.candidates)
        .map(|one| (one.id.as_ref(), one.name.as_ref()))
        .collect();
    let mut ballots = Ballots { contests: pair.map(|contest| contest.id.as_ref()), counts: BTreeMap::new(), at: 0 };
    let mut source = serde_json::Deserializer::from_slice(bytes);
    Report(&mut ballots).deserialize(&mut source).map_err(unread)?;
    let precincts: BTreeMap<&str, &str> =
        names.units.iter().filter_map(|unit| Some((unit.id.as_ref(), unit.name.as_deref()?))).collect();
    let choice = |of: usize, held: &Held| match held {
        Held::None => NONE.to_owned(),
        Held::Several => SEVERAL.to_owned(),
        Held::One(id) => {
            let selection = pair[of].selections.iter().find(|one| one.id == id.as_str());
            selection.map_or_else(|| id.clone(), |one| one.called(&people))
        }
    };
    let rows = ballots.counts.iter().map(|((precinct, held), &count)| {
        let precinct = precincts.get(precinct.as_str()).map_or(precinct.as_str(), |name| name);
        (precinct.to_owned(), choice(0, &held[0]), choice(1, &held[1]), count)
    });
    let votes = CastVotes::of(rows);
    votes.ok_or_else(|| wrong(format!("none of {} records holds both contests", ballots.at)))
}

#[expect(clippy::needless_pass_by_value, reason = "it is what map_err hands over")]
fn unread(error: serde_json::Error) -> CastProblem {
    CastProblem { line: error.line() as u64, what: format!("no report of cast-vote records: {error}") }
}

#[derive(Deserialize)]
struct Names<'r> {
    #[serde(rename = "Election", borrow, default)]
    elections: Vec<Election<'r>>,
    #[serde(rename = "GpUnit", borrow, default)]
    units: Vec<Unit<'r>>,
}

#[derive(Deserialize)]
struct Election<'r> {
    #[serde(rename = "Contest", borrow, default)]
    contests: Vec<Contest<'r>>,
    #[serde(rename = "Candidate", borrow, default)]
    candidates: Vec<Candidate<'r>>,
}

#[derive(Deserialize)]
struct Contest<'r> {
    #[serde(rename = "@id", borrow)]
    id: Cow<'r, str>,
    #[serde(rename = "Name", borrow)]
    name: Cow<'r, str>,
    #[serde(rename = "ContestSelection", borrow, default)]
    selections: Vec<Selection<'r>>,
}

#[derive(Deserialize)]
struct Selection<'r> {
    #[serde(rename = "@id", borrow)]
    id: Cow<'r, str>,
    #[serde(rename = "CandidateIds", borrow, default)]
    candidates: Vec<Cow<'r, str>>,
    /// Of a measure: "Yes" and "No".
    #[serde(rename = "Selection", borrow, default)]
    answer: Option<Cow<'r, str>>,
}

impl Selection<'_> {
    fn called(&self, people: &BTreeMap<&str, &str>) -> String {
        let names: Vec<&str> = self.candidates.iter().filter_map(|id| people.get(id.as_ref()).copied()).collect();
        match (names.is_empty(), &self.answer) {
            (false, _) => names.join(" and "),
            (true, Some(answer)) => answer.to_string(),
            (true, None) => self.id.to_string(),
        }
    }
}

#[derive(Deserialize)]
struct Candidate<'r> {
    #[serde(rename = "@id", borrow)]
    id: Cow<'r, str>,
    #[serde(rename = "Name", borrow, default)]
    name: Cow<'r, str>,
}

#[derive(Deserialize)]
struct Unit<'r> {
    #[serde(rename = "@id", borrow)]
    id: Cow<'r, str>,
    #[serde(rename = "Name", borrow, default)]
    name: Option<Cow<'r, str>>,
}

#[derive(Deserialize)]
struct Record<'r> {
    #[serde(rename = "BallotStyleUnitId", borrow, default)]
    unit: Option<Cow<'r, str>>,
    #[serde(rename = "CurrentSnapshotId", borrow)]
    current: Cow<'r, str>,
    #[serde(rename = "CVRSnapshot", borrow)]
    snapshots: Vec<Snapshot<'r>>,
}

#[derive(Deserialize)]
struct Snapshot<'r> {
    #[serde(rename = "@id", borrow)]
    id: Cow<'r, str>,
    #[serde(rename = "CVRContest", borrow, default)]
    contests: Vec<Marked<'r>>,
}

#[derive(Deserialize)]
struct Marked<'r> {
    #[serde(rename = "ContestId", borrow)]
    contest: Cow<'r, str>,
    #[serde(rename = "CVRContestSelection", borrow, default)]
    selections: Vec<MarkedSelection<'r>>,
}

#[derive(Deserialize)]
struct MarkedSelection<'r> {
    #[serde(rename = "ContestSelectionId", borrow, default)]
    id: Option<Cow<'r, str>>,
    #[serde(rename = "SelectionPosition", borrow, default)]
    positions: Vec<Position<'r>>,
}

#[derive(Deserialize)]
struct Position<'r> {
    #[serde(rename = "HasIndication", borrow, default)]
    marked: Option<Cow<'r, str>>,
    #[serde(rename = "IsAllocable", borrow, default)]
    counts: Option<Cow<'r, str>>,
}

/// What a ballot holds for one office.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Held {
    None,
    One(String),
    Several,
}

impl Marked<'_> {
    /// A mark counts unless it is none, or must not be counted.
    fn held(&self) -> Held {
        let is = |word: &Option<Cow<'_, str>>, known: &str| word.as_deref() == Some(known);
        let counts = |position: &Position<'_>| !is(&position.marked, "no") && !is(&position.counts, "no");
        let mut chosen = self.selections.iter().filter(|one| one.positions.iter().any(counts));
        match (chosen.next(), chosen.next()) {
            (None, _) => Held::None,
            (Some(one), None) => Held::One(one.id.as_deref().unwrap_or("a written-in name").to_owned()),
            _ => Held::Several,
        }
    }
}

/// Ballots that hold two contests, by precinct and choices.
struct Ballots<'n> {
    contests: [&'n str; 2],
    counts: BTreeMap<(String, [Held; 2]), u64>,
    at: u64,
}

impl Ballots<'_> {
    /// Counts one ballot. The snapshot that is valid now is what it holds.
    fn count(&mut self, record: &Record<'_>) {
        self.at += 1;
        let Some(now) = record.snapshots.iter().find(|snapshot| snapshot.id == record.current) else { return };
        let of = |contest: &str| now.contests.iter().find(|marked| marked.contest == contest).map(Marked::held);
        if let [Some(own), Some(other)] = self.contests.map(of) {
            let precinct = record.unit.as_deref().unwrap_or("").to_owned();
            *self.counts.entry((precinct, [own, other])).or_default() += 1;
        }
    }
}

/// A report, of which the records alone are looked at.
struct Report<'c, 'n>(&'c mut Ballots<'n>);

impl<'de> DeserializeSeed<'de> for Report<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Report<'_, '_> {
    type Value = ();

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a report of cast-vote records")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key::<Cow<'de, str>>()? {
            if key == "CVR" {
                map.next_value_seed(Records(&mut *self.0))?;
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(())
    }
}

/// The records, one after another.
struct Records<'c, 'n>(&'c mut Ballots<'n>);

impl<'de> DeserializeSeed<'de> for Records<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Records<'_, '_> {
    type Value = ();

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a list of records")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut records: A) -> Result<(), A::Error> {
        while let Some(record) = records.next_element::<Record<'de>>()? {
            self.0.count(&record);
        }
        Ok(())
    }
}
