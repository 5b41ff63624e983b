//! Two names word by word: which words belong together, and what is left of each.

use super::measure::{self, WordMeasures};
use super::parts::Name;
use super::roles;
use super::word::{Word, is_respect, word_of};
use std::borrow::Cow;

/// What an initial tells, where a rare word tells 1: voters know a candidate by the words.
pub(super) const INITIAL: f64 = 0.125;

/// The part of a word beyond the initial that stands for it which is still without a partner; and of a house.
const BEYOND: (f64, f64) = (0.5, 0.1);

/// Words less alike than this are no pair.
pub(super) const LEAST_ALIKE: f64 = 0.3;

/// Words less alike than this may as well be two words.
pub(super) const SURELY_ALIKE: f64 = 0.8;

/// Second halves that make one name with any given name before them, as they sound.
const WITH_ANY_GIVEN: &[&str] = &["lal", "ram", "das", "nat", "pal", "caran", "saran"];

/// Two words that stand for one another.
#[derive(Debug, Clone, PartialEq)]
pub struct Pairing {
    /// The word of the one name; two words where the other name writes them as one.
    pub one: String,
    /// The word of the other.
    pub other: String,
    /// How much it tells, 0 to 1.
    pub weight: f64,
    /// How far a person is called by it, 0 to 1.
    pub calling: f64,
    /// Whether each is two words run together: Sitaram.
    pub(super) compound: bool,
    /// How alike they are.
    pub measures: WordMeasures,
}

/// One of the names a person carries, as it is compared.
#[derive(Debug, Clone)]
pub(super) struct Reading<'n> {
    /// The words, and behind them those that may belong to it too.
    pub words: Cow<'n, [Word]>,
    /// How many of the words are its own.
    pub own: usize,
    pub initials: &'n [char],
    /// Behind "alias", in brackets: not the name itself.
    pub other: bool,
    pub note: bool,
    /// Whether a mark of respect was cut off a word.
    pub cut: bool,
}

impl<'n> Reading<'n> {
    fn new(words: &'n [Word], shared: &'n [Word], initials: &'n [char], other: bool, note: bool) -> Self {
        let own = words.len();
        let words = if shared.is_empty() { Cow::Borrowed(words) } else { Cow::Owned([words, shared].concat()) };
        Reading { words, own, initials, other, note, cut: false }
    }

    /// The name, and whatever else the person is called.
    pub(super) fn all(name: &'n Name) -> Vec<Self> {
        let mut all = vec![Reading::new(&name.words, &name.shared, &name.initials, false, false)];
        let others = name.others.iter();
        all.extend(others.map(|other| Reading::new(&other.words, &other.shared, &other.initials, true, other.note)));
        all
    }

    pub(super) fn spelt(&self) -> String {
        let words = self.words[..self.own].iter().map(|word| word.spelling.clone());
        self.initials.iter().map(char::to_string).chain(words).collect::<Vec<_>>().join(" ")
    }

    /// The reading with those of its words in two that begin with a word of the other and end in a usual second half.
    fn split(&self, other: &Reading<'_>) -> Option<Self> {
        let halves = |word: &Word| {
            let first = other.words.iter().find(|first| {
                let rest = word.spelling.strip_prefix(first.spelling.as_str());
                first.spelling.len() >= 3 && rest.is_some_and(|rest| SECOND_HALVES.contains(&rest))
            })?;
            Some([first.clone(), word_of(word.spelling.get(first.spelling.len()..)?.to_owned())])
        };
        self.words.iter().any(|word| halves(word).is_some()).then(|| {
            let parts: Vec<Vec<Word>> =
                self.words.iter().map(|word| halves(word).map_or_else(|| vec![word.clone()], Vec::from)).collect();
            let cut = parts.iter().any(|halves| halves.len() > 1 && is_respect(&halves[1].spelling));
            let own = parts[..self.own].iter().map(Vec::len).sum();
            Reading { words: Cow::Owned(parts.concat()), own, cut, ..self.clone() }
        })
    }
}

/// A pair that could be made: at which words, and of how many on each side.
struct Found {
    same: bool,
    sure: f64,
    at: [usize; 2],
    many: [usize; 2],
    pairing: Pairing,
}

/// Two readings laid beside each other.
pub(super) struct Alignment<'n> {
    pub sides: [Reading<'n>; 2],
    /// What of each has its partner.
    pub taken: [Vec<bool>; 2],
    pub initials_alone: [Vec<char>; 2],
    pub pairings: Vec<Pairing>,
    /// Where the words of each pair stand.
    pub places: Vec<[usize; 2]>,
    pub shared_initials: f64,
    /// What words tell beyond the initial that stands for them.
    pub beyond_initials: [f64; 2],
    /// The most that any of these words tells of whom voters call by it.
    pub initials_call: [f64; 2],
    /// Whether the initials of both are the same in the same order.
    pub same_initials: bool,
}

impl<'n> Alignment<'n> {
    /// Lays them side by side; words less alike than `least` are no pair.
    pub(super) fn new(one: &Reading<'n>, other: &Reading<'n>, least: f64) -> Self {
        let sides =
            [one.split(other).unwrap_or_else(|| one.clone()), other.split(one).unwrap_or_else(|| other.clone())];
        let mut aligned = Alignment {
            taken: [vec![false; sides[0].words.len()], vec![false; sides[1].words.len()]],
            initials_alone: [one.initials.to_vec(), other.initials.to_vec()],
            same_initials: one.initials == other.initials,
            sides,
            pairings: Vec::new(),
            places: Vec::new(),
            shared_initials: 0.0,
            beyond_initials: [0.0, 0.0],
            initials_call: [0.0, 0.0],
        };
        aligned.words(least);
        aligned.run_together();
        aligned.initials();
        aligned
    }

    /// Whether some pair may as well be two words.
    pub(super) fn is_unsure(&self) -> bool {
        self.pairings.iter().any(|pair| pair.measures.together < SURELY_ALIKE)
    }

    /// Own words of a side that have no partner, with their places.
    pub(super) fn alone(&self, side: usize) -> impl Iterator<Item = (usize, &Word)> {
        let reading = &self.sides[side];
        let own = reading.words.iter().take(reading.own).enumerate();
        own.filter(move |(place, _)| !self.taken[side][*place])
    }

    /// The same with the words that may belong to it.
    pub(super) fn untaken(&self, side: usize) -> impl Iterator<Item = (usize, &Word)> {
        self.sides[side].words.iter().enumerate().filter(move |(place, _)| !self.taken[side][*place])
    }

    /// Where the first word that the person is called by has met its partner; behind all where none has.
    pub(super) fn first_met(&self, side: usize) -> usize {
        let reading = &self.sides[side];
        let met = |place: &usize| self.taken[side][*place] && reading.words[*place].calling >= roles::CALLED_BY_PLACE;
        (0..reading.own).find(met).unwrap_or(reading.own)
    }

    /// Whether one of the names ends as names of the south do. A rao that was cut off is a mark of respect.
    pub(super) fn is_of_the_south(&self) -> bool {
        let clan = |reading: &Reading<'_>| {
            let ends = reading.words[..reading.own]
                .split_first()
                .is_some_and(|(_, rest)| rest.iter().any(|word| word.roles.is_clan_of_the_south()));
            ends && !reading.cut
        };
        self.sides.iter().any(clan)
    }

    /// Whether one of the names is a house and a given name, and each has a word that the other lacks.
    pub(super) fn begins_with_a_house(&self) -> bool {
        let house = |reading: &Reading<'_>| {
            reading.own == 2 && reading.initials.is_empty() && reading.words[0].calling == roles::HOUSE
        };
        self.sides.iter().any(house) && (0..2).all(|side| self.alone(side).next().is_some())
    }

    /// Whether a word is shared that both use as a given name.
    pub(super) fn shares_a_given_name(&self) -> bool {
        let given = |pair: &Pairing| pair.calling == roles::GIVEN && pair.measures.together >= SURELY_ALIKE;
        self.pairings.iter().any(given)
    }

    /// Whether a first half is shared with the word behind it, which make a name together: Ram Das.
    pub(super) fn is_in_two_words(&self) -> bool {
        // Gopal Lal is one name, whatever Gopal and Lal are elsewhere; Pawan Kumar is Pawan.
        let half = |side: usize, place: usize| {
            let words = &self.sides[side].words;
            let second = words.get(place + 1).is_some_and(|word| WITH_ANY_GIVEN.contains(&word.sound.letters()));
            words.get(place).is_some_and(|word| word.roles.is_first_half() || word.given && second)
        };
        let next = |[one, other]: [usize; 2]| self.places.contains(&[one + 1, other + 1]);
        self.places.iter().any(|places| half(0, places[0]) && half(1, places[1]) && next(*places))
    }

    /// Whether a word that the person may be called by has met its partner behind this place.
    pub(super) fn meets_behind(&self, side: usize, place: usize) -> bool {
        let reading = &self.sides[side];
        (place + 1..reading.own).any(|at| self.taken[side][at] && reading.words[at].calling >= roles::UNKNOWN)
    }

    /// Pairs the words: the same before the alike, and of these the surest first.
    fn words(&mut self, least: f64) {
        let mut found: Vec<Found> = Vec::new();
        let mut consider = |at: [usize; 2], many: [usize; 2], a: &Word, b: &Word| {
            let measures = measure::words(a, b);
            if measures.together >= least {
                let pairing = pairing(a, b, measures);
                let sure = measures.together * pairing.weight;
                found.push(Found { same: a.spelling == b.spelling, sure, at, many, pairing });
            }
        };
        let [ours, theirs] = &self.sides;
        for (i, a) in ours.words.iter().enumerate() {
            for (j, b) in theirs.words.iter().enumerate() {
                consider([i, j], [1, 1], a, b);
            }
        }
        for (i, pair) in ours.words.windows(2).enumerate() {
            for (j, b) in theirs.words.iter().enumerate().filter(|(_, b)| is_join(pair, b)) {
                consider([i, j], [2, 1], &joined(pair), b);
            }
        }
        for (j, pair) in theirs.words.windows(2).enumerate() {
            for (i, a) in ours.words.iter().enumerate().filter(|(_, a)| is_join(pair, a)) {
                consider([i, j], [1, 2], a, &joined(pair));
            }
        }
        found.sort_by(|a, b| b.same.cmp(&a.same).then(b.sure.total_cmp(&a.sure)).then(a.at.cmp(&b.at)));
        for Found { at: [i, j], many: [many, others], pairing, .. } in found {
            let (ours, theirs) = (i..i + many, j..j + others);
            if !self.taken[0][ours.clone()].contains(&true) && !self.taken[1][theirs.clone()].contains(&true) {
                self.taken[0][ours].fill(true);
                self.taken[1][theirs].fill(true);
                self.pairings.push(pairing);
                self.places.push([i, j]);
            }
        }
    }

    /// Initials run together may look like a word: Elangovan EVKS.
    fn run_together(&mut self) {
        for (side, other) in [(0, 1), (1, 0)] {
            let letters: String = self.initials_alone[other].iter().collect();
            let spells = |(_, word): &(usize, &Word)| letters.len() > 1 && word.spelling == letters;
            let found = self.alone(side).find(spells).map(|(place, _)| place);
            if let Some(place) = found {
                self.taken[side][place] = true;
                self.initials_alone[other].clear();
                self.shared_initials += INITIAL * letters.len() as f64;
                self.same_initials = self.initials_alone[side].is_empty();
            }
        }
    }

    /// Initials agree with the same initial, or with a word without a partner that begins so; half of
    /// what such a word tells beyond its first letter stays without a partner.
    fn initials(&mut self) {
        let [ours, theirs] = &mut self.initials_alone;
        ours.retain(|letter| {
            let there = theirs.iter().position(|other| other == letter);
            if let Some(place) = there {
                theirs.remove(place);
                self.shared_initials += INITIAL;
            }
            there.is_none()
        });
        for (letters, side) in [(0, 1), (1, 0)] {
            let mut alone = std::mem::take(&mut self.initials_alone[letters]);
            alone.retain(|letter| {
                let stands_for = |(_, word): &(usize, &Word)| word.spelling.starts_with(*letter);
                let found = self.alone(side).find(stands_for).map(|(place, word)| (place, word.weight, word.calling));
                if let Some((place, weight, calling)) = found {
                    self.taken[side][place] = true;
                    self.shared_initials += INITIAL;
                    let part = if calling == roles::HOUSE { BEYOND.1 } else { BEYOND.0 };
                    self.beyond_initials[side] += part * (weight - INITIAL).max(0.0);
                    self.initials_call[side] = self.initials_call[side].max(0.5 * weight * calling);
                }
                found.is_none()
            });
            self.initials_alone[letters] = alone;
        }
    }
}

/// A join of two words tells what the two tell.
fn pairing(a: &Word, b: &Word, measures: WordMeasures) -> Pairing {
    Pairing {
        one: a.spelling.clone(),
        other: b.spelling.clone(),
        weight: 0.5 * (a.weight + b.weight),
        calling: 0.5 * (a.calling + b.calling),
        compound: a.compound && b.compound,
        measures,
    }
}

/// Whether two neighbouring words could be the one word: about as long together.
fn is_join(pair: &[Word], word: &Word) -> bool {
    let together: usize = pair.iter().map(|part| part.spelling.len()).sum();
    let begins =
        pair.first().zip(word.spelling.chars().next()).is_some_and(|(part, first)| part.spelling.starts_with(first));
    begins && together.abs_diff(word.spelling.len()) <= 2
}

/// Second halves of names that are written as one word or as two: Chandu Ram, Chanduram.
const SECOND_HALVES: &[&str] = &[
    "ram", "lal", "kumar", "bhai", "ben", "rao", "chandra", "chand", "prasad", "nath", "das", "dass", "singh", "mal",
    "raj", "dev", "deo", "devi", "reddy", "pal", "saheb", "sab", "ji", "bhau", "tai", "goud", "gowda", "raju", "naidu",
    "swamy", "swami",
];

fn joined(pair: &[Word]) -> Word {
    let mut word = word_of(pair.iter().map(|part| part.spelling.as_str()).collect());
    word.weight = pair.iter().map(|part| part.weight).sum();
    word.calling = pair.iter().map(|part| part.calling).fold(0.0, f64::max);
    word.compound = true;
    word
}
