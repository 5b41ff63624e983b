//! One word of a name: how it is spelt and heard, and what it tells.

use super::fold::{Shape, sound};
use super::rarity;
use super::roles::{self, Roles};

/// Endings of respect, the longest first: Sushilatai is Sushila to whoever knows her.
const RESPECT: &[&str] =
    &["saheb", "sahab", "sahib", "dada", "bhau", "bhai", "ben", "behn", "tai", "rao", "sab", "so", "ji", "jee"];

/// Second halves that are run together with the first.
const COMPOUNDS: &[&str] = &[
    "ram", "lal", "narayan", "narain", "narian", "chand", "nath", "das", "dass", "pal", "prasad", "shankar", "niwas",
    "nivas", "singh", "kumar", "prakash", "parkash", "kishore", "gopal",
];

/// Endings that names of the south take or leave, which are not taken for one another.
const SOUTHERN: &[&str] = &["appa", "anna", "amma", "aiah", "ayya", "ulu", "lu", "am"];

/// Longer words take or leave an a or a u at their end.
const LONG: usize = 7;

/// What an ending of respect tells that stands by itself.
pub(super) const RESPECT_ALONE: f64 = 0.1;

/// One word of a name.
#[derive(Debug, Clone, PartialEq)]
pub struct Word {
    /// The word in small Latin letters.
    pub spelling: String,
    /// How it sounds: see [`sound`].
    pub sound: Shape,
    /// What it tells of the person, 0 to 1: a word that one candidate in nine bears tells little.
    pub weight: f64,
    /// How far the person is called by it, 0 to 1: a family name hardly, a given name wholly.
    pub calling: f64,
    /// The sound as Tamil writes it, of a word in Tamil letters.
    pub(super) tamil: Option<Shape>,
    /// What the lists know of it.
    pub(super) roles: Roles,
    /// Letters without an ending of respect.
    pub(super) stem: usize,
    /// Whether the lists know it as a given name.
    pub(super) given: bool,
    /// Whether it is two words run together, which are a name of their own: Sitaram.
    pub(super) compound: bool,
}

/// A word ready to be compared.
pub(super) fn word_of(spelling: String) -> Word {
    let sound = sound(&spelling);
    let respect = RESPECT.contains(&spelling.as_str());
    let weight = if respect && spelling != "rao" { RESPECT_ALONE } else { rarity::weight(sound.letters()) };
    let stem = stem(&spelling);
    let roles = Roles::of(sound.letters());
    let calling = match roles.calling() {
        _ if respect => roles::FAMILY,
        unknown if unknown == roles::UNKNOWN => {
            // Gopalbhai is Gopal, and Srinivasu Srinivas.
            let bare = spelling.get(..stem).unwrap_or(&spelling);
            let bare = if bare.len() > LONG { bare.trim_end_matches(['a', 'u']) } else { bare };
            if bare == spelling {
                roles::by_ending(&spelling)
            } else {
                Roles::of(self::sound(bare).letters()).calling()
            }
        }
        known => known,
    };
    let first = |end: &&str| spelling.strip_suffix(*end);
    let whole = |first: &str| first.len() > 3 || Roles::of(self::sound(first).letters()).is_first_half();
    let compound = !respect && COMPOUNDS.iter().filter_map(first).any(whole);
    Word { sound, weight, calling, tamil: None, roles, stem, given: calling == roles::GIVEN, compound, spelling }
}

/// Whether this is an ending of respect.
pub(super) fn is_respect(ending: &str) -> bool {
    RESPECT.contains(&ending)
}

/// Letters of the word without an ending of respect or of the south; all of them where no name would be left.
fn stem(word: &str) -> usize {
    let taken = |endings: &'static [&str], least: usize| {
        endings.iter().find(|ending| word.len() >= ending.len() + least && word.ends_with(**ending))
    };
    let ending = taken(RESPECT, 4).or_else(|| taken(SOUTHERN, 7));
    word.len() - ending.map_or(0, |ending| ending.len())
}
