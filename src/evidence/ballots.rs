//! What a kind of ballot adds to the law of the rate, and how many namesakes that rests on.

use super::{Evidence, checked};
use crate::election::Ballot;
use serde::{Deserialize, Serialize};

/// What one kind of ballot adds to the log-odds of the route by name.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct BallotLaw {
    /// The centre.
    #[serde(deserialize_with = "checked::finite")]
    pub location: f64,
    /// The standard deviation of that centre.
    #[serde(deserialize_with = "checked::not_negative")]
    pub scale: f64,
    /// How many namesakes it was fitted to.
    pub namesakes: u32,
    /// What they were fitted with; kinds of one fit count once where the mean of kinds is taken.
    pub fit: String,
}

/// The laws of the kinds that were fitted; a kind that was not has none.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
#[expect(missing_docs, reason = "the fields are the kinds of ballots, by the words that files have for them")]
pub struct Ballots {
    pub evm_colour_photo: Option<BallotLaw>,
    pub evm_photo: Option<BallotLaw>,
    pub evm: Option<BallotLaw>,
    pub paper_symbols: Option<BallotLaw>,
    pub paper_names: Option<BallotLaw>,
    pub paper_party: Option<BallotLaw>,
    pub optical_scan: Option<BallotLaw>,
    pub punch_card: Option<BallotLaw>,
}

/// What is believed of the rate under one kind of ballot.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct OnBallot {
    /// Added to the log-odds of the route by name.
    pub location: f64,
    /// How sure that is, as a standard deviation.
    pub scale: f64,
    /// How many namesakes under such ballots it rests on.
    pub namesakes: u32,
    /// How far kinds differ from each other, where no elections with this one were fitted.
    pub between: Option<f64>,
}

/// How far kinds of ballots are taken to differ where too few were fitted to tell: as much as photographs may (judgement).
const BETWEEN: f64 = 1.0;

/// How many namesakes a file of before there were kinds rests on: some.
const UNKNOWN: u32 = u32::MAX;

impl Ballots {
    /// The laws that a fit to ballots with and without photographs gives. Tables do not say whether a vote without
    /// photographs was cast on paper or by machine, nor whether photographs had colours, so these share their fits.
    #[must_use]
    pub fn of_photos(location: f64, scale: f64, with: u32, without: u32) -> Self {
        let photo = BallotLaw { location, scale, namesakes: with, fit: "photographs".to_owned() };
        let plain = BallotLaw { location: 0.0, scale: 0.0, namesakes: without, fit: "no photographs".to_owned() };
        Ballots {
            evm_colour_photo: Some(photo.clone()),
            evm_photo: Some(photo),
            evm: Some(plain.clone()),
            paper_symbols: Some(plain),
            ..Ballots::default()
        }
    }

    /// The law of one kind.
    #[must_use]
    pub fn of(&self, ballot: Ballot) -> Option<&BallotLaw> {
        match ballot {
            Ballot::EvmColourPhoto => self.evm_colour_photo.as_ref(),
            Ballot::EvmPhoto => self.evm_photo.as_ref(),
            Ballot::Evm => self.evm.as_ref(),
            Ballot::PaperSymbols => self.paper_symbols.as_ref(),
            Ballot::PaperNames => self.paper_names.as_ref(),
            Ballot::PaperParty => self.paper_party.as_ref(),
            Ballot::OpticalScan => self.optical_scan.as_ref(),
            Ballot::PunchCard => self.punch_card.as_ref(),
        }
    }

    /// The same, to be changed.
    pub(super) fn each_mut(&mut self) -> impl Iterator<Item = &mut BallotLaw> {
        [
            &mut self.evm_colour_photo,
            &mut self.evm_photo,
            &mut self.evm,
            &mut self.paper_symbols,
            &mut self.paper_names,
            &mut self.paper_party,
            &mut self.optical_scan,
            &mut self.punch_card,
        ]
        .into_iter()
        .flatten()
    }

    /// One law for every fit; what nobody was fitted to is a belief.
    fn fits(&self) -> Vec<&BallotLaw> {
        let mut fits: Vec<&BallotLaw> = Vec::new();
        for law in Ballot::ALL.iter().filter_map(|(_, kind)| self.of(*kind)).filter(|law| law.namesakes > 0) {
            if !fits.iter().any(|known| known.fit == law.fit) {
                fits.push(law);
            }
        }
        fits
    }

    /// The mean of the kinds that were fitted, and how far another kind may lie from it: with k kinds of variance s² between
    /// them the next one has variance s² (1 + 1/k) around their mean.
    fn another(&self) -> (f64, f64) {
        let fits = self.fits();
        let count = fits.len() as f64;
        let mean = fits.iter().map(|law| law.location).sum::<f64>() / count.max(1.0);
        if fits.len() < 2 {
            return (mean, BETWEEN);
        }
        let squares: f64 = fits.iter().map(|law| (law.location - mean) * (law.location - mean)).sum();
        (mean, libm::sqrt(squares / (count - 1.0) * (1.0 + 1.0 / count)))
    }
}

impl Evidence {
    /// What is believed of the rate under a kind of ballot; `None` is a ballot of which nothing is known.
    #[must_use]
    pub fn on(&self, ballot: Option<Ballot>) -> OnBallot {
        // A file of before there were kinds knows photographs alone.
        let older = (self.ballots == Ballots::default())
            .then(|| Ballots::of_photos(self.photo.location, self.photo.scale, UNKNOWN, UNKNOWN));
        let ballots = older.as_ref().unwrap_or(&self.ballots);
        if let Some(law) = ballot.and_then(|kind| ballots.of(kind)) {
            let between = (law.namesakes == 0).then_some(law.scale);
            return OnBallot { location: law.location, scale: law.scale, namesakes: law.namesakes, between };
        }
        let (location, between) = ballots.another();
        OnBallot { location, scale: between, namesakes: 0, between: Some(between) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_without_elections_is_the_mean_of_kinds_and_wider() {
        let evidence = Evidence::builtin();
        let (photo, plain) = (evidence.on(Some(Ballot::EvmPhoto)), evidence.on(Some(Ballot::Evm)));
        assert_eq!((photo.location, photo.scale), (evidence.photo.location, evidence.photo.scale));
        assert_eq!((plain.location, plain.scale, plain.between), (0.0, 0.0, None));
        assert!(photo.namesakes > 500 && plain.namesakes > 500, "{photo:?} {plain:?}");
        for kind in [Some(Ballot::PunchCard), Some(Ballot::PaperParty), None] {
            let other = evidence.on(kind);
            // Two kinds that differ by d have a variance of d²/2 between them, and a third half as much again.
            let d = photo.location - plain.location;
            assert!((other.location - 0.5 * d).abs() < 1e-12);
            assert!((other.scale - libm::sqrt(d * d / 2.0 * 1.5)).abs() < 1e-12);
            assert_eq!((other.namesakes, other.between), (0, Some(other.scale)));
        }
    }

    #[test]
    fn a_kind_that_is_only_believed_counts_as_not_fitted() {
        // Tables of before there were photographs: what they add is a belief, and no fit.
        let mut evidence = Evidence::builtin();
        evidence.ballots = Ballots::of_photos(-1.0, 0.7, 0, 733);
        let photo = evidence.on(Some(Ballot::EvmPhoto));
        assert_eq!((photo.location, photo.between), (-1.0, Some(0.7)));
        // One fit says nothing of how far kinds differ.
        let other = evidence.on(Some(Ballot::PunchCard));
        assert_eq!((other.location, other.between), (0.0, Some(BETWEEN)));
    }

    #[test]
    fn evidence_of_before_there_were_kinds_knows_photographs_alone() {
        let mut older = Evidence::builtin();
        let now = older.clone();
        older.ballots = Ballots::default();
        for (_, kind) in Ballot::ALL {
            let (then, now) = (older.on(Some(kind)), now.on(Some(kind)));
            assert_eq!((then.location, then.scale, then.between), (now.location, now.scale, now.between));
        }
    }
}
