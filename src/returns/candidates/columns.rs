//! Which column is which.

use crate::returns::label::{Label, label};

/// What a column can hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Column {
    /// The candidate's name. Needed.
    Name,
    /// All votes. Needed, unless machine votes stand there.
    Votes,
    /// The seat. Needed.
    Contest,
    /// The party.
    Party,
    /// The state.
    State,
    /// The year.
    Year,
    /// The month.
    Month,
    /// The number of the seat.
    Number,
    /// Which poll of the term: 0 for the general election, more for by-elections.
    Poll,
    /// Which election.
    Election,
    /// The candidate's rank.
    Position,
    /// Votes by machine.
    Evm,
    /// Postal votes.
    Postal,
}

/// Every column with the word that names it on the command line, and the headers it goes by, the
/// best first; letters and digits alone count, so that Hindi stands here without the sign between consonants.
const KNOWN: [(Column, &str, &[&str]); 13] = [
    (
        Column::Name,
        "name",
        &[
            "candidate",
            "candidatename",
            "candidatesname",
            "nameofthecandidates",
            "contestingcandidate",
            "nameofcontestingcandidate",
            "contestingcandidates",
            "nameofcandidates",
            "candidatenames",
            "contestant",
            "nameofcandidate",
            "nameofthecandidate",
            "candname",
            "name",
            "candidates",
            "उममीदवार",
            "उममीदवारकानाम",
            "परतयाशी",
            "परतयाशीकानाम",
            "नाम",
        ],
    ),
    (
        Column::Votes,
        "votes",
        &[
            "votessecuredtotal",
            "totalvotessecured",
            "votessecured",
            "votesobtained",
            "votesreceived",
            "totalvotes",
            "votes",
            "votespolled",
            "totalvotespolled",
            "validvotespolled",
            "votescast",
            "votecount",
            "totvotes",
            "noofvotes",
            "numberofvotes",
            "noofvotespolled",
            "noofvotessecured",
            "total",
            "मत",
            "परापतमत",
            "कुलमत",
        ],
    ),
    (
        Column::Contest,
        "contest",
        &[
            "constituencyname",
            "constituency",
            "contest",
            "pcname",
            "acname",
            "seat",
            "parliamentaryconstituency",
            "assemblyconstituency",
            "nameofconstituency",
            "nameoftheconstituency",
            "nameofstateutconstituency",
            "nameofparliamentaryconstituency",
            "nameofassemblyconstituency",
            "contestname",
            "seatname",
            "pc",
            "ac",
            "ward",
            "wardname",
            "division",
            "riding",
            "निरवाचनकषेतर",
            "लोकसभाकषेतर",
            "कषेतर",
            "विधानसभाकषेतर",
        ],
    ),
    (
        Column::Party,
        "party",
        &[
            "party",
            "partyname",
            "partyabbreviation",
            "partyabbre",
            "partyname1",
            "partyaffiliation",
            "politicalparty",
            "दल",
            "पारटी",
        ],
    ),
    (Column::State, "state", &["statename", "state", "stname", "stateut", "statenameut", "stateutname", "राजय"]),
    (Column::Year, "year", &["year", "electionyear"]),
    (Column::Month, "month", &["month"]),
    (Column::Number, "number", &["constituencyno", "pcno", "acno", "constituencynumber", "pcnumber", "acnumber"]),
    (Column::Poll, "poll", &["pollno"]),
    (Column::Election, "election", &["assemblyno", "election", "electiontype"]),
    (Column::Position, "position", &["position", "rank"]),
    (
        Column::Evm,
        "evm",
        &["evmvotes", "evm", "generalvotes", "general", "votessecuredgeneral", "votessecuredevm", "votesevm"],
    ),
    (Column::Postal, "postal", &["postalvotes", "postal", "votessecuredpostal"]),
];

/// Where the columns of a table stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Columns {
    places: Vec<(Column, usize)>,
}

/// Why the columns of a table cannot be told.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", .0.join("\n"))]
pub struct MissingColumns(
    /// One sentence per problem.
    pub Vec<String>,
);

impl Columns {
    /// Finds the columns in a header. `told` names columns as `name=Header,votes=Header`, which
    /// comes before what is found.
    ///
    /// # Errors
    /// Every column that is needed and not there, with the nearest headers; everything told that is
    /// not so.
    pub fn find(header: &[String], told: Option<&str>) -> Result<Self, MissingColumns> {
        // A share of the votes is headed like the votes, but for the sign of it.
        let known = |name: &String| if name.contains('%') { String::new() } else { letters(name) };
        let plain: Vec<String> = header.iter().map(known).collect();
        let mut problems = Vec::new();
        let mut places: Vec<(Column, usize)> = Vec::new();
        for pair in told.unwrap_or("").split(',').map(str::trim).filter(|pair| !pair.is_empty()) {
            match one_told(pair, header, &plain) {
                Ok(place) => places.push(place),
                Err(problem) => problems.push(problem),
            }
        }
        for (column, _, names) in KNOWN {
            if places.iter().all(|&(known, _)| known != column)
                && let Some(place) = names.iter().find_map(|name| plain.iter().position(|there| there == name))
                && places.iter().all(|&(_, taken)| taken != place)
            {
                places.push((column, place));
            }
        }
        let columns = Columns { places };
        let votes = columns.place(Column::Votes).or(columns.place(Column::Evm));
        let needed = [
            (columns.place(Column::Name), Column::Name),
            (votes, Column::Votes),
            (columns.place(Column::Contest), Column::Contest),
        ];
        problems.extend(
            needed.iter().filter(|(place, _)| place.is_none()).map(|(_, column)| missing(*column, header, &plain)),
        );
        let of_booths = header.iter().any(|name| matches!(label(name), Some(Label::Booth | Label::BoothName)));
        if needed.iter().any(|(place, _)| place.is_none()) && of_booths {
            problems.push("A column of polling stations makes it booth returns: those are read by import".to_owned());
        }
        if problems.is_empty() { Ok(columns) } else { Err(MissingColumns(problems)) }
    }

    /// The heading of a column, of its own text and the one that runs over it: the two together, unless its
    /// own is known by itself. Under per cents nothing is.
    pub(super) fn name(own: &str, above: &str) -> String {
        let known = |name: &str| KNOWN.iter().any(|(_, _, names)| names.contains(&letters(name).as_str()));
        let both = format!("{above} - {own}");
        if above.is_empty() || own.is_empty() || !known(&both) && known(own) && !above.contains('%') {
            if own.is_empty() { above.to_owned() } else { own.to_owned() }
        } else {
            both
        }
    }

    /// Whether a column goes by this heading in the tables that people have.
    pub(in crate::returns) fn is_called(column: Column, heading: &str) -> bool {
        let heading = letters(heading);
        KNOWN.iter().any(|(known, _, names)| *known == column && names.contains(&heading.as_str()))
    }

    /// Where a column stands, from 0.
    #[must_use]
    pub fn place(&self, column: Column) -> Option<usize> {
        self.places.iter().find(|&&(known, _)| known == column).map(|&(_, place)| place)
    }
}

fn letters(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn one_told(pair: &str, header: &[String], plain: &[String]) -> Result<(Column, usize), String> {
    let Some((word, wanted)) = pair.split_once('=') else {
        return Err(format!("--columns has \"{pair}\": write name=HEADER,votes=HEADER"));
    };
    let Some((column, ..)) = KNOWN.iter().find(|(_, known, _)| *known == word.trim()) else {
        let words: Vec<&str> = KNOWN.iter().map(|(_, word, _)| *word).collect();
        return Err(format!("--columns has \"{word}\", which is none of {}", words.join(", ")));
    };
    let wanted = wanted.trim();
    let exactly = header.iter().position(|name| name == wanted);
    let place = exactly.or_else(|| plain.iter().position(|name| *name == letters(wanted)));
    let place =
        place.or_else(|| wanted.parse::<usize>().ok().filter(|n| (1..=header.len()).contains(n)).map(|n| n - 1));
    place.map(|place| (*column, place)).ok_or_else(|| {
        format!("--columns says {word}={wanted}, but no column is called so; there are {}", header.join(", "))
    })
}

/// "there is no column of candidates' names (candidate, name, ...); the nearest is ..."
fn missing(column: Column, header: &[String], plain: &[String]) -> String {
    let known = KNOWN.iter().find(|(known, ..)| *known == column);
    let (word, names) = known.map_or(("", [].as_slice()), |(_, word, names)| (*word, *names));
    let nearness = |there: &str| names.iter().map(|name| strsim::jaro_winkler(name, there)).fold(0.0, f64::max);
    let mut near: Vec<(f64, &String)> = plain.iter().zip(header).map(|(there, name)| (nearness(there), name)).collect();
    near.sort_by(|a, b| b.0.total_cmp(&a.0));
    let near: Vec<String> = near.iter().take(3).map(|(_, name)| format!("\"{name}\"")).collect();
    format!(
        "no column holds the {word}: it would be called {}; the nearest are {}. Name it with --columns {word}=HEADER",
        names.iter().take(3).copied().collect::<Vec<_>>().join(", "),
        near.join(", ")
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header(line: &str) -> Vec<String> {
        line.split(',').map(str::to_owned).collect()
    }

    #[test]
    fn the_known_layouts_are_found() {
        let plain =
            Columns::find(&header("state,year,constituency,constituency_no,candidate,party,votes"), None).unwrap();
        assert_eq!(plain.place(Column::Contest), Some(2));
        assert_eq!(plain.place(Column::Votes), Some(6));
        let commission = Columns::find(
            &header("Candidate,Party,EVM Votes,Postal Votes,Total Votes,% of Votes,State,Constituency"),
            None,
        )
        .unwrap();
        assert_eq!(commission.place(Column::Votes), Some(4));
        assert_eq!(commission.place(Column::Postal), Some(3));
        assert_eq!(commission.place(Column::Year), None);
    }

    #[test]
    fn columns_can_be_told() {
        let found = Columns::find(&header("who,n,place"), Some("name=who, votes=n,contest=3")).unwrap();
        assert_eq!((found.place(Column::Name), found.place(Column::Contest)), (Some(0), Some(2)));
        let wrong = Columns::find(&header("who,n,place"), Some("name=whom,vote=n,contest")).unwrap_err();
        assert_eq!(wrong.0.len(), 6, "{wrong}");
    }

    #[test]
    fn a_missing_column_is_named_with_the_nearest() {
        let missing = Columns::find(&header("Candidat,Party,Constituency,Polled"), None).unwrap_err();
        assert!(missing.0[0].contains("\"Candidat\"") && missing.0[1].contains("votes"), "{missing}");
    }
}
