//! Where a contest is held and on what ballot: country, kind of ballot, and how many seats.

use super::build::Build;
use super::problem::did_you_mean;
use crate::election::{Ballot, SharedName};
use crate::evidence::{HOME, countries};
use crate::names::{SIMILAR, similarity};

/// What follows from country and ballot.
#[derive(Debug, Default)]
pub(super) struct Ground {
    pub photos: bool,
    pub ballot: Option<Ballot>,
    pub abroad: Option<String>,
    pub independents: Vec<String>,
}

impl Build<'_> {
    /// Judges `country`, `ballot`, `photos_on_ballot` and `seats`.
    pub fn ground(&mut self) -> Ground {
        let head = &self.file.contest;
        if let Some(seats) = head.seats.as_ref().filter(|seats| seats.value != 1) {
            let (what, help) = if seats.value == 0 {
                ("seats = 0, but somebody is elected".to_owned(), "write seats = 1, or leave it out")
            } else {
                (
                    format!("seats = {}, but several seats elected at once are not supported", seats.value),
                    "this program judges one seat; for the last seat, write a contest of those alone who were near it (README.md, What it does not do)",
                )
            };
            self.problem(&seats.span, what, help);
        }
        let ballot = head.ballot.as_ref().map(|ballot| ballot.value);
        let stated = head.photos_on_ballot.as_ref();
        if let (Some(ballot), Some(photos)) = (ballot, stated)
            && ballot.photos() != photos.value
        {
            let shows = if ballot.photos() { "shows photographs" } else { "shows none" };
            let what = format!("photos_on_ballot = {}, but ballot = \"{}\" {shows}", photos.value, ballot.word());
            self.problem(&photos.span, what, "leave photos_on_ballot out: the ballot says it");
        }
        let photos = ballot.map_or_else(|| stated.is_some_and(|photos| photos.value), Ballot::photos);
        let Some(code) = &head.country else { return Ground { photos, ballot, ..Ground::default() } };
        let Some(country) = countries().iter().find(|country| country.code == code.value) else {
            let known = || countries().iter().map(|country| country.code.as_str());
            let what = format!("country cannot be \"{}\"", code.value);
            // Two letters are too few to be near to anything by their look.
            let help = known().find(|known| known.eq_ignore_ascii_case(&code.value)).map_or_else(
                || format!("known here: {}", known().collect::<Vec<_>>().join(", ")),
                |known| did_you_mean(&code.value, [known]),
            );
            self.problem(&code.span, what, help);
            return Ground { photos, ballot, ..Ground::default() };
        };
        let abroad = (country.code != HOME).then(|| country.code.clone());
        Ground { photos, ballot, abroad, independents: country.independents.clone() }
    }

    /// How alike a namesake's name and the principal's are. Of two who share the family name alone nobody knows whether a voter
    /// looks for that or for the whole, so the middle of both is taken.
    pub fn alike(&mut self, shared: SharedName, namesake: &str, principal: &str, span: &std::ops::Range<usize>) -> f64 {
        let whole = similarity(namesake, principal);
        if shared == SharedName::Whole {
            return whole;
        }
        let ends = |name: &str| -> Vec<String> {
            let words: Vec<&str> = name.split_whitespace().collect();
            words.first().into_iter().chain(words.last()).map(|&word| word.to_owned()).collect()
        };
        let (own, other) = (ends(namesake), ends(principal));
        let pairs = own.iter().flat_map(|one| other.iter().map(move |two| similarity(one, two)));
        let family = pairs.fold(0.0, f64::max);
        if family < SIMILAR {
            let what = format!("{namesake} and {principal} have no family name in common");
            self.problem(span, what, "leave namesake_by out, or state name_similarity");
        }
        0.5 * (family + whole)
    }
}
