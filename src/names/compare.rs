//! Two names compared: the nearest of all that their bearers are called, with the reasons.

use super::align::{Alignment, LEAST_ALIKE, Pairing, Reading, SURELY_ALIKE};
use super::measure;
use super::parts::Name;
use super::score::score;
use super::word::Word;

/// How two names stand to one another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Match {
    /// The same words letter for letter, in any order and with any spaces, titles aside; the same
    /// initials in the same order.
    Exact,
    /// A voter who looks for the one may well take the other's name for it: [`Comparison::score`]
    /// is at least [`SIMILAR`].
    Similar,
    /// Two different names.
    Different,
    /// Their scripts cannot be compared: nothing is said.
    NotComparable,
}

impl Match {
    /// The word used in files.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Match::Exact => "exact",
            Match::Similar => "similar",
            Match::Different => "different",
            Match::NotComparable => "not_comparable",
        }
    }

    /// Whether a voter may take the one for the other.
    #[must_use]
    pub fn is_namesake(self) -> bool {
        matches!(self, Match::Exact | Match::Similar)
    }
}

/// The least score of a similar name. Chosen by reading pairs: `tests/names`.
pub const SIMILAR: f64 = 0.82;

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
    /// Which other name was compared, where a person carries several and that one is nearest; the first name's, then the
    /// second's.
    pub through: [Option<String>; 2],
    /// Whether both have a word they are called by which the other lacks; it decides against them.
    pub called_differently: bool,
}

/// Names that share more words than this are the same whatever stands between.
const MOST_SHARED: usize = 5;

/// Compares two names by whatever their bearers are called.
#[must_use]
pub fn compare(one: &Name, other: &Name) -> Comparison {
    if one.script != other.script && !one.words.is_empty() && !other.words.is_empty() {
        return Comparison {
            score: 0.0,
            verdict: Match::NotComparable,
            pairings: Vec::new(),
            one_alone: Vec::new(),
            other_alone: Vec::new(),
            through: [None, None],
            called_differently: false,
        };
    }
    let (ours, theirs) = (Reading::all(one), Reading::all(other));
    let mut best = nearest(&ours[0], &theirs[0]);
    let pairs = ours.iter().flat_map(|a| theirs.iter().map(move |b| (a, b))).skip(1);
    // Two houses in brackets say nothing of who lives there.
    for (a, b) in pairs.filter(|(a, b)| !(a.note && b.note)) {
        let found = nearest(a, b);
        if found.score > best.score {
            best = found;
        }
    }
    if best.score < 1.0
        && best.pairings.len() > 1
        && let Some(score) = without_what_is_shared(one, other).filter(|score| *score > best.score)
    {
        best.score = score;
        best.verdict = if score >= SIMILAR { Match::Similar } else { Match::Different };
        best.called_differently = false;
    }
    best
}

/// Two readings with their likest words paired, or without the pairs that are half alike: a family name that comes near must
/// not count for less than one that is left out.
fn nearest(one: &Reading<'_>, other: &Reading<'_>) -> Comparison {
    let all = Alignment::new(one, other, LEAST_ALIKE);
    if !all.is_unsure() {
        return finished(all);
    }
    let (all, sure) = (finished(all), finished(Alignment::new(one, other, SURELY_ALIKE)));
    if sure.score > all.score { sure } else { all }
}

/// The best score with one or more of the words left out that both have. Where a word stands tells what a person is called
/// by, so a word more may spoil what the others said; but a closer name must never score lower.
fn without_what_is_shared(one: &Name, other: &Name) -> Option<f64> {
    let mut shared: Vec<&str> = Vec::new();
    for word in &one.words {
        if other.words.iter().any(|there| there.spelling == word.spelling) && !shared.contains(&word.spelling.as_str())
        {
            shared.push(&word.spelling);
        }
    }
    if shared.len() > MOST_SHARED {
        return None;
    }
    let some = 1..1_u32 << shared.len();
    let scores = some.map(|which| {
        let left_out: Vec<&str> = (0..shared.len()).filter(|at| which >> at & 1 == 1).map(|at| shared[at]).collect();
        let (one, other) = (one.without(&left_out), other.without(&left_out));
        nearest(&Reading::all(&one)[0], &Reading::all(&other)[0]).score
    });
    scores.max_by(f64::total_cmp)
}

/// Whether two names share nothing that could make them alike: no word of the one is near any of
/// the other, not even when two are run together.
#[must_use]
pub fn share_nothing(one: &Name, other: &Name) -> bool {
    let near = |a: &Word, b: &Word| !measure::far_apart(a, b);
    let runs_together = |a: &Word, b: &Word| a.sound.set & b.sound.set == a.sound.set;
    !one.all_words().any(|a| other.all_words().any(|b| near(a, b) || runs_together(a, b) || runs_together(b, a)))
}

fn finished(aligned: Alignment<'_>) -> Comparison {
    let (score, called_differently) = score(&aligned);
    let alone = |side: usize| -> Vec<String> {
        let words = aligned.alone(side).map(|(_, word)| word.spelling.clone());
        words.chain(aligned.initials_alone[side].iter().map(char::to_string)).collect()
    };
    let (one_alone, other_alone) = (alone(0), alone(1));
    let [one, other] = &aligned.sides;
    let whole_names = !one.other && !other.other;
    let letter_for_letter = aligned.pairings.iter().all(|pair| pair.one == pair.other) && aligned.same_initials;
    let borrowed = [0, 1].iter().any(|&side| aligned.taken[side][aligned.sides[side].own..].contains(&true));
    let nothing_alone = one_alone.is_empty() && other_alone.is_empty();
    let verdict = if whole_names && nothing_alone && letter_for_letter && !borrowed && score >= 1.0 {
        Match::Exact
    } else if score >= SIMILAR {
        Match::Similar
    } else {
        Match::Different
    };
    let through = [one, other].map(|reading| reading.other.then(|| reading.spelt()));
    Comparison { score, verdict, pairings: aligned.pairings, one_alone, other_alone, through, called_differently }
}
