//! The score of two readings laid beside each other.

use super::align::{Alignment, INITIAL};
use super::calling::{CALLED_ALIKE, Calling};
use super::measure;
use super::roles;
use super::word::{RESPECT_ALONE, Word};

/// What both names need to share before words that only one of them has count for little: one rare
/// word and a common one.
const ENOUGH: f64 = 1.5;

/// The same where both have words the other lacks: a rare given name and its second half are the whole of a name, and so is
/// one in which two words are run together.
const ENOUGH_AT_ODDS: f64 = 1.35;
const ENOUGH_IN_ONE: f64 = 0.85;

/// How much a word without a partner counts, once enough is shared; and per unit of what is lacking.
const ALONE: (f64, f64) = (0.05, 0.24);

/// The same where both names have words the other lacks.
const AT_ODDS: (f64, f64) = (0.08, 0.75);

/// The same of initials.
const INITIALS_ALONE: (f64, f64) = (0.05, 0.3);
const INITIALS_AT_ODDS: (f64, f64) = (0.08, 0.8);

/// Initials at odds count no more than this: who looks for Suresh finds D. K. Suresh and Suresh M. N. alike.
const INITIALS_AT_MOST: f64 = 0.38;

/// How much more all this counts where both names begin with a word that the other lacks, and where no word is shared by
/// which a person is called: most names begin with what a person is called.
const OTHER_FIRST_NAMES: f64 = 3.0;

/// Shared words by which a person is called outweigh two houses that stand first from this on, if one is a given name in both.
const GIVEN_ALIKE: f64 = 0.6;

/// How much more initials count where only a family name is shared: they are all there is of a given name.
const BY_INITIALS: f64 = 4.0;

/// The most that names can score which are called differently.
const CALLED_DIFFERENTLY: f64 = 0.8;

/// How much of a lacking word counts where the name it is called by is shared: of a given name before it (Meera Deepak is not
/// Deepak); of a house, a place or a clan; of what is taken for a house because of the other words; of a family name; and of a
/// word of which nothing is known, more of it where what is shared is common, because it may be what the
/// person is called.
const GIVEN_LEFT_OUT: f64 = 0.35;
const HOUSE_LEFT_OUT: f64 = 0.12;
const PERHAPS_A_HOUSE: f64 = 0.25;
const FAMILY_LEFT_OUT: f64 = 0.25;
const UNKNOWN_LEFT_OUT: (f64, f64) = (0.3, 0.7);

/// Names that tell less than this are common.
const COMMON: f64 = 0.82;

/// And of all words but one, where several are left out: who writes Kuldeep alone leaves out whatever follows.
const OTHERS_LEFT_OUT: f64 = 0.3;

/// The score, and whether the two are called differently: (weight of what is shared, made less by how far it is not alike) /
/// (that weight, with what has no partner).
pub(super) fn score(aligned: &Alignment<'_>) -> (f64, bool) {
    let calling = Calling::new(aligned);
    let called_differently = calling.differ();
    let whole = aligned.pairings.iter().map(|pair| pair.weight).sum::<f64>() + aligned.shared_initials;
    let alike = aligned.pairings.iter().map(|pair| pair.weight * pair.measures.together).sum::<f64>();
    let shared = alike + aligned.shared_initials;
    let first_names = other_first_names(aligned, &calling);
    // Another name of one word says little unless it is all there is, or the family name stands with it.
    let short = aligned
        .sides
        .iter()
        .zip(&aligned.taken)
        .any(|(reading, taken)| reading.other && reading.own == 1 && !taken[reading.own..].contains(&true));
    let times = if first_names || called_differently || short || !calling.by_name { OTHER_FIRST_NAMES } else { 1.0 };
    let left_out = LeftOut::new(aligned, shared, calling.by_name && !short, first_names);
    let words = left_out.of(0) + left_out.of(1);
    let initials = initials_left_out(aligned, (ENOUGH - shared).max(0.0), calling.by_name.then_some(times));
    let total = whole + times * words + initials;
    let most = if called_differently { CALLED_DIFFERENTLY } else { 1.0 };
    let score = if aligned.pairings.is_empty() || total <= 0.0 { 0.0 } else { most * shared / total };
    // A common word that is shared does not make two names less alike than their likest words do.
    (if score < MOST_FAINT { score.max(faint(aligned)) } else { score }, called_differently)
}

/// Whether both begin with a word that the other lacks. A house or a family name that few bear may stand before the name.
fn other_first_names(aligned: &Alignment<'_>, calling: &Calling) -> bool {
    let first_alone = |side: usize| {
        let first = aligned.alone(side).next().filter(|(place, _)| *place == 0).map(|(_, word)| word);
        first.filter(|_| aligned.sides[side].own > 1)
    };
    let firsts = [first_alone(0), first_alone(1)];
    let house =
        |word: Option<&Word>| word.is_some_and(|word| word.calling < roles::GIVEN && word.weight >= roles::RARE);
    let houses = calling.by_name
        && (calling.shared >= CALLED_ALIKE || calling.shared >= GIVEN_ALIKE && aligned.shares_a_given_name())
        && firsts.into_iter().all(house);
    firsts.iter().all(Option::is_some) && !houses
}

/// What counts against two names: words without a partner.
struct LeftOut<'a, 'n> {
    aligned: &'a Alignment<'n>,
    /// Whether both have words that tell people apart who are called alike.
    at_odds: bool,
    /// Whether they are called alike.
    alike: bool,
    /// Whether an unknown word that few bear is taken for a house: a given name is shared, and one of the names ends as names
    /// of the south do or begins with a house.
    houses: bool,
    /// What a word of no known role counts.
    unknown: f64,
    least: f64,
    lacking: f64,
}

impl<'a, 'n> LeftOut<'a, 'n> {
    fn new(aligned: &'a Alignment<'n>, shared: f64, alike: bool, first_names: bool) -> Self {
        let houses =
            alike && (aligned.is_of_the_south() || aligned.begins_with_a_house()) && aligned.shares_a_given_name();
        let apart = |side: usize| aligned.untaken(side).any(|(_, word)| !alike || !may_be_left_out(word, houses));
        let at_odds = apart(0) && apart(1);
        let in_one = aligned.is_in_two_words()
            || aligned.pairings.iter().any(|pair| pair.compound && pair.measures.together >= roles::RARE);
        let enough = match (at_odds && !first_names, in_one) {
            (true, true) => ENOUGH_IN_ONE,
            (true, false) => ENOUGH_AT_ODDS,
            (false, _) => ENOUGH,
        };
        let (least, per_lack) = if at_odds { AT_ODDS } else { ALONE };
        let unknown = (8.0 * (COMMON - shared)).clamp(UNKNOWN_LEFT_OUT.0, UNKNOWN_LEFT_OUT.1);
        LeftOut { aligned, at_odds, alike, houses, unknown, least, lacking: per_lack * (enough - shared).max(0.0) }
    }

    /// The words of one side: the one that counts most, and of the others a part where nothing is against it.
    fn of(&self, side: usize) -> f64 {
        let met = self.aligned.first_met(side);
        let others =
            self.aligned.untaken(side).filter(|(place, _)| self.at_odds || *place < self.aligned.sides[side].own);
        let costs = others.map(|(place, word)| self.cost(word, place > met, self.aligned.meets_behind(side, place)));
        let (most, all) = costs.fold((0.0, 0.0), |(most, all): (f64, f64), one| (most.max(one), all + one));
        most + (all - most) * if self.alike && !self.at_odds { OTHERS_LEFT_OUT } else { 1.0 }
    }

    fn cost(&self, word: &Word, behind: bool, before: bool) -> f64 {
        if self.alike && word.calling >= roles::GIVEN && before && !behind {
            return word.weight * (self.least.max(GIVEN_LEFT_OUT) + self.lacking);
        }
        let part = if !self.alike {
            1.0
        } else if may_be_left_out(word, self.houses) {
            let part = if may_be_left_out(word, false) { HOUSE_LEFT_OUT } else { PERHAPS_A_HOUSE };
            return word.weight * part * (self.least + self.lacking);
        } else if self.at_odds || word.calling >= roles::GIVEN && !behind {
            1.0
        } else if word.calling <= roles::FAMILY {
            FAMILY_LEFT_OUT
        } else {
            self.unknown
        };
        word.weight * (self.least + part * self.lacking)
    }
}

/// A house, a place, a clan or a mark of respect does not tell people apart who are called alike.
fn may_be_left_out(word: &Word, houses: bool) -> bool {
    let house = word.calling == roles::HOUSE || houses && word.calling < roles::GIVEN && word.weight >= roles::RARE;
    let respect = houses && word.roles.is_respect_behind() && word.calling <= roles::FAMILY;
    word.weight <= RESPECT_ALONE || house || respect || word.roles.is_clan_of_the_south()
}

/// What initials count that agree with nothing, whatever their number. `alike` says how many times over where the two are
/// called alike; otherwise they stand for the given name.
fn initials_left_out(aligned: &Alignment<'_>, lack: f64, alike: Option<f64>) -> f64 {
    let initials =
        [0, 1].map(|side| INITIAL * aligned.initials_alone[side].len().min(1) as f64 + aligned.beyond_initials[side]);
    let anything = |side: usize| initials[side] > 0.0 || aligned.alone(side).next().is_some();
    let (least, per_lack) = if anything(0) && anything(1) { INITIALS_AT_ODDS } else { INITIALS_ALONE };
    let each = least + per_lack * lack;
    (initials[0] + initials[1]) * alike.map_or(BY_INITIALS * each, |times| times * each.min(INITIALS_AT_MOST))
}

/// No more can be said of words that nobody takes for one another.
const MOST_FAINT: f64 = 0.4;

/// What is left to say of names without a word in common: how alike their likest rare words are.
fn faint(aligned: &Alignment<'_>) -> f64 {
    let [one, other] = &aligned.sides;
    let pairs = one.words.iter().flat_map(|a| other.words.iter().map(move |b| (a, b)));
    pairs.map(|(a, b)| measure::words(a, b).faint() * a.weight.min(b.weight)).fold(0.0, f64::max)
}
