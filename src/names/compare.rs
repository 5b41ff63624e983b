//! Two names word by word, and the score with its reasons.

use super::measure::{self, WordMeasures};
use super::parts::{Name, Word, word_of};

/// How two names stand to one another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Match {
    /// The same words letter for letter, in any order and with any spaces, titles aside; the same
    /// initials.
    Exact,
    /// A voter who looks for the one may well take the other's name for it: [`Comparison::score`]
    /// is at least [`SIMILAR`].
    Similar,
    /// Two different names.
    Different,
}

impl Match {
    /// The word used in files.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Match::Exact => "exact",
            Match::Similar => "similar",
            Match::Different => "different",
        }
    }
}

/// The least score of a similar name. Chosen by reading pairs: `tests/names`.
pub const SIMILAR: f64 = 0.82;

/// Two words that stand for one another.
#[derive(Debug, Clone, PartialEq)]
pub struct Pairing {
    /// The word of the one name; two words where the other name writes them as one.
    pub one: String,
    /// The word of the other.
    pub other: String,
    /// How much it tells, 0 to 1.
    pub weight: f64,
    /// How alike they are.
    pub measures: WordMeasures,
}

/// Two names compared.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    /// How alike, 0 to 1; 1 for names that are the same or sound the same.
    pub score: f64,
    /// What that comes to.
    pub verdict: Match,
    /// The words that belong together.
    pub pairings: Vec<Pairing>,
    /// Words and initials of the one name alone.
    pub one_alone: Vec<String>,
    /// Words and initials of the other name alone.
    pub other_alone: Vec<String>,
}

/// What an initial tells, where a rare word tells 1: voters know a candidate by the words.
const INITIAL: f64 = 0.125;

/// What both names need to share before words that only one of them has count for little: one rare
/// word and a common one.
const ENOUGH: f64 = 1.5;

/// How much a word without a partner counts, once enough is shared; and per unit of what is lacking.
const ALONE: (f64, f64) = (0.05, 0.35);

/// The same where both names have words the other lacks.
const AT_ODDS: (f64, f64) = (0.08, 0.8);

/// How much more it counts where both names begin with a word that the other lacks: most names
/// begin with what a person is called.
const OTHER_FIRST_NAMES: f64 = 3.0;

/// Words less alike than this are no pair.
const LEAST_ALIKE: f64 = 0.3;

/// Compares two names.
#[must_use]
pub fn compare(one: &Name, other: &Name) -> Comparison {
    let (ours, theirs) = (split(one, other), split(other, one));
    let mut aligned = Alignment::new(ours.as_ref().unwrap_or(one), theirs.as_ref().unwrap_or(other));
    aligned.words();
    aligned.initials();
    aligned.finish()
}

/// Whether two names share nothing that could make them alike: no word of the one is near any of
/// the other, not even when two are run together.
#[must_use]
pub fn share_nothing(one: &Name, other: &Name) -> bool {
    let near = |a: &Word, b: &Word| !measure::far_apart(a, b);
    let runs_together = |a: &Word, b: &Word| a.sound.set & b.sound.set == a.sound.set;
    !one.words.iter().any(|a| other.words.iter().any(|b| near(a, b) || runs_together(a, b) || runs_together(b, a)))
}

struct Alignment<'n> {
    one: &'n Name,
    other: &'n Name,
    /// What of each name has its partner.
    taken: [Vec<bool>; 2],
    initials_alone: [Vec<char>; 2],
    pairings: Vec<Pairing>,
    shared_initials: f64,
    /// What words tell beyond the initial that stands for them.
    beyond_initials: [f64; 2],
}

impl<'n> Alignment<'n> {
    fn new(one: &'n Name, other: &'n Name) -> Self {
        Alignment {
            one,
            other,
            taken: [vec![false; one.words.len()], vec![false; other.words.len()]],
            initials_alone: [one.initials.clone(), other.initials.clone()],
            pairings: Vec::new(),
            shared_initials: 0.0,
            beyond_initials: [0.0, 0.0],
        }
    }

    /// Pairs the words, the surest first.
    fn words(&mut self) {
        let mut found: Vec<(f64, usize, usize, usize, usize, Pairing)> = Vec::new();
        let mut consider = |i: usize, many: usize, j: usize, others: usize, a: &Word, b: &Word| {
            let measures = measure::words(a, b);
            if measures.together >= LEAST_ALIKE {
                // A join of two words tells what the two tell.
                let weight = 0.5 * (a.weight + b.weight);
                let pairing = Pairing { one: a.spelling.clone(), other: b.spelling.clone(), weight, measures };
                found.push((measures.together * weight, i, many, j, others, pairing));
            }
        };
        let (ours, theirs) = (&self.one.words, &self.other.words);
        for (i, a) in ours.iter().enumerate() {
            for (j, b) in theirs.iter().enumerate() {
                consider(i, 1, j, 1, a, b);
            }
        }
        for (i, pair) in ours.windows(2).enumerate() {
            for (j, b) in theirs.iter().enumerate().filter(|(_, b)| is_join(pair, b)) {
                consider(i, 2, j, 1, &joined(pair), b);
            }
        }
        for (j, pair) in theirs.windows(2).enumerate() {
            for (i, a) in ours.iter().enumerate().filter(|(_, a)| is_join(pair, a)) {
                consider(i, 1, j, 2, a, &joined(pair));
            }
        }
        found.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.3).cmp(&(b.1, b.3))));
        for (_, i, many, j, others, pairing) in found {
            let (ours, theirs) = (i..i + many, j..j + others);
            if !self.taken[0][ours.clone()].contains(&true) && !self.taken[1][theirs.clone()].contains(&true) {
                self.taken[0][ours].fill(true);
                self.taken[1][theirs].fill(true);
                self.pairings.push(pairing);
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
        for (letters, words, taken) in [(0, &self.other.words, 1), (1, &self.one.words, 0)] {
            let mut alone = std::mem::take(&mut self.initials_alone[letters]);
            alone.retain(|letter| {
                let stands_for = |(place, word): (usize, &Word)| {
                    (!self.taken[taken][place] && word.spelling.starts_with(*letter)).then_some(place)
                };
                let place = words.iter().enumerate().find_map(stands_for);
                if let Some(place) = place {
                    self.taken[taken][place] = true;
                    self.shared_initials += INITIAL;
                    self.beyond_initials[taken] += 0.5 * (words[place].weight - INITIAL);
                }
                place.is_none()
            });
            self.initials_alone[letters] = alone;
        }
    }

    /// (weight of what is shared, made less by how far it is not alike) / (that weight, with what
    /// has no partner).
    fn finish(self) -> Comparison {
        let alone = |name: &Name, taken: &[bool], initials: &[char]| -> (f64, Vec<String>) {
            let words = name.words.iter().zip(taken).filter(|(_, taken)| !**taken).map(|(word, _)| word);
            let weight = words.clone().map(|word| word.weight).sum::<f64>() + INITIAL * initials.len() as f64;
            (weight, words.map(|word| word.spelling.clone()).chain(initials.iter().map(char::to_string)).collect())
        };
        let (one_weight, one_alone) = alone(self.one, &self.taken[0], &self.initials_alone[0]);
        let (other_weight, other_alone) = alone(self.other, &self.taken[1], &self.initials_alone[1]);
        let (one_weight, other_weight) = (one_weight + self.beyond_initials[0], other_weight + self.beyond_initials[1]);
        let whole: f64 = self.pairings.iter().map(|pair| pair.weight).sum::<f64>() + self.shared_initials;
        let shared: f64 =
            self.pairings.iter().map(|pair| pair.weight * pair.measures.together).sum::<f64>() + self.shared_initials;
        let (least, per_lack) = if one_weight > 0.0 && other_weight > 0.0 { AT_ODDS } else { ALONE };
        let first_names = |name: &Name, taken: &[bool]| name.words.len() > 1 && taken.first() == Some(&false);
        let other_first_names = first_names(self.one, &self.taken[0]) && first_names(self.other, &self.taken[1]);
        let each =
            (least + per_lack * (ENOUGH - shared).max(0.0)) * if other_first_names { OTHER_FIRST_NAMES } else { 1.0 };
        let total = whole + each * (one_weight + other_weight);
        let score = if total > 0.0 && !self.pairings.is_empty() { shared / total } else { self.faint() };
        let letter_for_letter = self.pairings.iter().all(|pair| pair.one == pair.other);
        let verdict = if one_alone.is_empty() && other_alone.is_empty() && letter_for_letter && score >= 1.0 {
            Match::Exact
        } else if score >= SIMILAR {
            Match::Similar
        } else {
            Match::Different
        };
        Comparison { score, verdict, pairings: self.pairings, one_alone, other_alone }
    }
}

impl Alignment<'_> {
    /// What is left to say of names without a word in common: how alike their likest rare words are.
    fn faint(&self) -> f64 {
        let pairs = self.one.words.iter().flat_map(|a| self.other.words.iter().map(move |b| (a, b)));
        pairs.map(|(a, b)| measure::words(a, b).faint() * a.weight.min(b.weight)).fold(0.0, f64::max)
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
    "raj", "dev", "deo", "devi", "appa", "amma", "reddy", "pal", "saheb", "sab", "ji",
];

/// The name with those of its words in two that begin with a word of the other name and end in a
/// usual second half; `None` where there are none.
fn split(name: &Name, other: &Name) -> Option<Name> {
    let halves = |word: &Word| {
        let first = other.words.iter().find(|first| {
            let rest = word.spelling.strip_prefix(first.spelling.as_str());
            first.spelling.len() >= 3 && rest.is_some_and(|rest| SECOND_HALVES.contains(&rest))
        })?;
        Some([first.clone(), word_of(word.spelling.get(first.spelling.len()..)?.to_owned())])
    };
    name.words.iter().any(|word| halves(word).is_some()).then(|| Name {
        words: name.words.iter().flat_map(|word| halves(word).map_or_else(|| vec![word.clone()], Vec::from)).collect(),
        initials: name.initials.clone(),
        set_aside: name.set_aside.clone(),
    })
}

fn joined(pair: &[Word]) -> Word {
    let mut word = word_of(pair.iter().map(|part| part.spelling.as_str()).collect());
    word.weight = pair.iter().map(|part| part.weight).sum();
    word
}
