//! Whether two names are called alike: what people are called decides, whatever else they share.

use super::align::Alignment;
use super::roles;
use super::word::Word;

/// Shared words by which a person is called outweigh first words that differ, from this on.
pub(super) const CALLED_ALIKE: f64 = 0.65;

/// What words tell of whom voters call by them: shared, and of each name alone.
pub(super) struct Calling {
    pub shared: f64,
    alone: [f64; 2],
    /// Whether more than family names is shared.
    pub by_name: bool,
    /// Whether a word that is shared is the father's name of one or both.
    of_a_father: bool,
    /// Whether a word that is shared is a woman's name in one alone: Rama Devi, Rama Rao.
    of_a_woman: bool,
}

impl Calling {
    pub(super) fn new(aligned: &Alignment<'_>) -> Self {
        let alone = |side| called_alone(aligned, side);
        let mut calling =
            Calling { shared: 0.0, alone: [alone(0), alone(1)], by_name: false, of_a_father: false, of_a_woman: false };
        for (pair, places) in aligned.pairings.iter().zip(&aligned.places) {
            // Words that are half alike are two words rather than one.
            let same = pair.measures.together * pair.measures.together;
            let called = pair.calling.max(first_and_all(aligned, *places));
            let told = called * pair.weight;
            let of_a_father = pair.calling >= roles::UNKNOWN
                && (of_a_father(aligned, *places) || ends_both_in_three(aligned, *places));
            calling.of_a_father |= of_a_father;
            calling.of_a_woman |= of_a_woman(aligned, *places);
            calling.shared += told * same * if of_a_father { 0.5 } else { 1.0 };
            calling.alone = calling.alone.map(|alone| alone.max(told * (1.0 - same)));
            calling.by_name |= called > roles::FAMILY && same >= 0.5 && !of_others_initials(aligned, called, *places);
        }
        // Lal Singh is in Lal Singh Verma, whatever Lal may be elsewhere.
        let begins = aligned.places.contains(&[0, 0]);
        let in_the_other = |side: usize| {
            let whole = aligned.sides[side].initials.is_empty() && aligned.alone(side).next().is_none();
            begins && whole && aligned.pairings.len() > 1
        };
        calling.by_name |= in_the_other(0) || in_the_other(1);
        calling
    }

    /// Whether each has a word it is called by which the other lacks, and which tells more than what they share.
    pub(super) fn differ(&self) -> bool {
        let least = self.alone[0].min(self.alone[1]);
        least > 0.25 && least >= 0.8 * self.shared || self.of_a_woman || self.of_a_father && self.shared < CALLED_ALIKE
    }
}

/// A name of one word that begins the other: who writes Hussain alone is called so, though it may be a family name.
fn first_and_all(aligned: &Alignment<'_>, places: [usize; 2]) -> f64 {
    let own = [0, 1].map(|side| aligned.sides[side].own);
    let alone = aligned.sides.iter().any(|reading| reading.own == 1 && reading.initials.is_empty());
    if places == [0, 0] && alone && own[0].min(own[1]) == 1 && own[0].max(own[1]) > 1 { roles::UNKNOWN } else { 0.0 }
}

/// Whether a word of which little is known stands behind a given name, while the other has initials in its place: Harmohan
/// Dhawan, D. R. Dhawan.
fn of_others_initials(aligned: &Alignment<'_>, called: f64, places: [usize; 2]) -> bool {
    let given_before =
        |side: usize| aligned.alone(side).any(|(place, word)| word.calling >= roles::GIVEN && place < places[side]);
    let initials = |side: usize| aligned.sides[side].own == 1 && !aligned.initials_alone[side].is_empty();
    called < roles::SECOND_HALF && (given_before(0) && initials(1) || given_before(1) && initials(0))
}

/// Whether a shared word is the father's name of at least one: Manubhai Dahyabhai, Bhagirath Manubhai.
fn of_a_father(aligned: &Alignment<'_>, places: [usize; 2]) -> bool {
    let alone = |side: usize, before: bool| {
        let calls = |word: &Word| word.calling >= roles::UNKNOWN;
        aligned.alone(side).any(|(place, word)| calls(word) && (place < places[side]) == before)
    };
    let of_one = |first: usize, father: usize| {
        !alone(first, true) && alone(first, false) && alone(father, true) && !alone(father, false)
    };
    let given_before =
        |side: usize| aligned.alone(side).any(|(place, word)| word.calling == roles::GIVEN && place < places[side]);
    of_one(0, 1) || of_one(1, 0) || alone(0, true) && alone(1, true) && (given_before(0) || given_before(1))
}

/// Whether a woman's mark follows the shared word in one name and a man's in the other.
fn of_a_woman(aligned: &Alignment<'_>, places: [usize; 2]) -> bool {
    const WOMEN: &[&str] = &["devi", "kumari", "bai", "begum", "bano", "bibi", "amma", "kaur"];
    let behind = |side: usize| aligned.alone(side).find(|(place, _)| *place == places[side] + 1).map(|(_, word)| word);
    let woman = |word: &Word| WOMEN.contains(&word.spelling.as_str());
    let man = |word: &Word| !woman(word) && (word.roles.is_second_half() || word.roles.follows_the_given());
    let marks = [behind(0), behind(1)];
    let [Some(one), Some(other)] = marks else { return false };
    woman(one) && man(other) || man(one) && woman(other)
}

/// Whether the shared word ends one name of three words and does not begin another of three, behind a name of its own: family,
/// given name and father, as Maharashtra, Gujarat and the north of Karnataka write it (Patil Mallanagouda Basanagouda).
fn ends_both_in_three(aligned: &Alignment<'_>, places: [usize; 2]) -> bool {
    let three = aligned.sides.iter().all(|reading| reading.own == 3);
    let named_before = |side: usize| {
        let halves =
            |word: &Word| word.roles.is_first_half() || word.roles.is_second_half() || word.roles.follows_the_given();
        aligned.alone(side).any(|(place, word)| place == 1 && places[side] == 2 && !halves(word))
    };
    let last = |side: usize| named_before(side) && (places[1 - side] == 1 || named_before(1 - side));
    three && !aligned.is_of_the_south() && (last(0) || last(1))
}

/// The most that a word without a partner tells of whom voters call by it. Behind the word that is shared it may be the
/// father's name: Kadam Sanjay Vasant.
fn called_alone(aligned: &Alignment<'_>, side: usize) -> f64 {
    let first_met = aligned.first_met(side);
    let told = |(place, word): (usize, &Word)| word.calling * word.weight * if place > first_met { 0.5 } else { 1.0 };
    aligned.alone(side).map(told).fold(aligned.initials_call[side], f64::max)
}
