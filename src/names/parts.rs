//! A name taken apart: the words a voter knows a candidate by, their initials, the other names a candidate carries, and
//! what is set aside.

use super::aside::{Aside, Reason, is_alias, is_degree, is_title, relation};
use super::fold::tamil_sound;
use super::text::{with_joined_strokes, without_notes, words};
use super::word::{Word, word_of};
use super::{foreign, roles, script};
use unicode_normalization::UnicodeNormalization;

/// What the ballot writes short.
const SHORT_FORMS: &[(&str, &str)] = &[
    ("mohd", "mohammad"),
    ("md", "mohammad"),
    ("mohmd", "mohammad"),
    ("mo", "mohammad"),
    ("mu", "mohammad"),
    ("pd", "prasad"),
    ("kr", "kumar"),
    ("ch", "chaudhary"),
    ("sk", "shaikh"),
    ("chandr", "chandra"),
];

/// Letters of a name that are compared. No ballot has so long a name, and two of fifty thousand letters take ten seconds.
const LONGEST: usize = 200;

/// Two letters with a vowel first are initials run together, but for these.
const SHORT_WORDS: &[&str] = &["om", "al", "ul", "el", "an", "un", "in", "us", "ud", "ur"];

/// One of the names that a person carries.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Other {
    /// The words, in the order of the ballot.
    pub words: Vec<Word>,
    /// The initials.
    pub initials: Vec<char>,
    /// Whether it stands in brackets or quotation marks, where a house or a place may stand as well.
    pub note: bool,
    /// Words that may belong to it too: the family name may stand behind another name alone.
    pub(super) shared: Vec<Word>,
}

/// A name as it is compared.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Name {
    /// The words, in the order of the ballot.
    pub words: Vec<Word>,
    /// The initials, in the order of the ballot.
    pub initials: Vec<char>,
    /// The other names that the person carries: behind "alias" or "urf", in brackets or quotation marks.
    pub others: Vec<Other>,
    /// Titles, degrees, relations and notes; and how many letters are beyond those that are compared.
    pub set_aside: Vec<Aside>,
    /// The script of a name that cannot be romanised; `None` for a name in Latin letters by now.
    pub script: Option<&'static str>,
    /// The last words of the other names, which may belong to this one.
    pub(super) shared: Vec<Word>,
}

impl Name {
    /// Takes a name apart. An Indian script is romanised first, and so is Cyrillic.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let mut name = Name::default();
        let mut letters = text.nfc();
        let text: String = letters.by_ref().take(LONGEST).collect();
        let mut notes = Vec::new();
        let plain = without_notes(&with_joined_strokes(&text), &mut notes);
        let mut segments = name.segments(&words(&plain)).into_iter();
        let (spoken, initials) = segments.next().unwrap_or_default();
        (name.words, name.initials) = (spoken, initials);
        name.others.extend(segments.map(|(words, initials)| Other { words, initials, ..Other::default() }));
        for note in notes {
            name.note(note);
        }
        let beyond = letters.count();
        if beyond > 0 {
            name.put_aside(format!("{beyond} letters beyond the first {LONGEST}"), Reason::Beyond);
        }
        name.share();
        let mut scripts = name.words.iter().map(|word| foreign::left_as_it_is(&word.spelling));
        name.script = scripts.next().flatten().filter(|_| scripts.all(|script| script.is_some()));
        name
    }

    /// The name without some of its words.
    pub(super) fn without(&self, left_out: &[&str]) -> Name {
        let kept = self.words.iter().filter(|word| !left_out.contains(&word.spelling.as_str()));
        let mut words: Vec<Word> =
            kept.map(|word| Word { tamil: word.tamil.clone(), ..word_of(word.spelling.clone()) }).collect();
        called_by_place(&mut words);
        Name { words, initials: self.initials.clone(), script: self.script, ..Name::default() }
    }

    /// Every word of every name that the person carries.
    pub(super) fn all_words(&self) -> impl Iterator<Item = &Word> + Clone {
        self.words.iter().chain(self.others.iter().flat_map(|other| &other.words))
    }

    fn put_aside(&mut self, text: String, reason: Reason) {
        self.set_aside.push(Aside { text, reason });
    }

    /// The words and initials before the first "alias", and behind each; without what is set aside.
    fn segments(&mut self, rest: &[String]) -> Vec<(Vec<Word>, Vec<char>)> {
        let mut segments: Vec<Vec<String>> = vec![Vec::new()];
        let mut titles = Vec::new();
        let mut place = 0;
        while let Some(word) = rest.get(place) {
            let last = segments.len() - 1;
            let behind_a_word = segments.iter().flatten().any(|word| word.chars().count() > 2);
            let kin = if segments.iter().all(Vec::is_empty) { 0 } else { relation(&rest[place..], behind_a_word) };
            if kin > 0 {
                // The parent's name ends where another name of the candidate begins.
                let end = rest[place..].iter().position(|word| is_alias(word)).map_or(rest.len(), |at| place + at);
                self.put_aside(rest[place..end].join(" "), Reason::Relation);
                place = end;
                continue;
            }
            let ends = rest[place + 1..].iter().all(|word| word.chars().count() < 4);
            if is_alias(word) && !segments[0].is_empty() {
                segments.push(Vec::new());
            } else if behind_a_word && is_degree(word, ends) {
                self.put_aside(word.clone(), Reason::Degree);
            } else if is_title(word) {
                titles.push(word.clone());
            } else {
                segments[last].push(word.clone());
            }
            place += 1;
        }
        // A name made of titles alone is still a name.
        if segments[0].is_empty() {
            segments[0] = titles;
        } else {
            titles.into_iter().for_each(|title| self.put_aside(title, Reason::Title));
        }
        segments.into_iter().map(|words| spoken(&words)).filter(|(words, _)| !words.is_empty()).collect()
    }

    /// What stands in brackets may be another name, a house, or what the candidate did before.
    fn note(&mut self, note: String) {
        const NO_NAME: &[&str] = &[
            "house", "road", "nagar", "colony", "wale", "wala", "vale", "vala", "ex", "party", "retd", "village",
            "mla", "mp",
        ];
        let words = words(&note);
        let names_one =
            !note.chars().any(|c| c.is_ascii_digit()) && !words.iter().any(|word| NO_NAME.contains(&word.as_str()));
        if names_one {
            let mut taken = Name::default();
            let segments = taken.segments(&words);
            let named = segments.into_iter().filter(|(words, _)| words.iter().any(|word| word.spelling.len() > 2));
            self.others.extend(named.map(|(words, initials)| Other {
                words,
                initials,
                note: true,
                ..Other::default()
            }));
        }
        self.put_aside(note, Reason::Note);
    }

    /// The last word of any of several names may be the family name of all: Girdhar urf Pintu Ahirwar.
    fn share(&mut self) {
        let last = |words: &[Word], note: bool| (words.len() > 1 && !note).then(|| words.last().cloned()).flatten();
        let mut families = vec![last(&self.words, false)];
        families.extend(self.others.iter().map(|other| last(&other.words, other.note)));
        let of_others = |own: usize, words: &[Word]| -> Vec<Word> {
            let others = families.iter().enumerate().filter(|(place, _)| *place != own);
            let words_of_others = others.filter_map(|(_, family)| family.clone());
            words_of_others.filter(|word| words.iter().all(|own| own.spelling != word.spelling)).collect()
        };
        self.shared = of_others(0, &self.words);
        for (place, other) in self.others.iter_mut().enumerate() {
            other.shared = of_others(place + 1, &other.words);
        }
    }
}

/// Words and initials of the tokens of one name.
fn spoken(tokens: &[String]) -> (Vec<Word>, Vec<char>) {
    let (mut words, mut initials) = (Vec::new(), Vec::new());
    for token in tokens {
        let tamil = script::is_tamil(token);
        let latin = script::romanised(token);
        let short = SHORT_FORMS.iter().find(|(short, _)| *short == latin);
        let latin = short.filter(|_| tokens.len() > 1).map_or(latin, |(_, long)| (*long).to_owned());
        if are_initials(&latin) {
            initials.extend(latin.chars());
        } else {
            let mut word = word_of(latin);
            word.tamil = tamil.then(|| tamil_sound(&word.spelling));
            words.push(word);
        }
    }
    if words.is_empty() {
        words = initials.drain(..).map(|letter: char| word_of(letter.to_string())).collect();
    }
    called_by_place(&mut words);
    (words, initials)
}

/// What a person is called by, as far as the place of a word tells.
fn called_by_place(words: &mut [Word]) {
    let ends_before = |place: usize| words[place + 1..].iter().all(|next| next.roles.follows_the_given());
    // Adoor Prakash, Ganta Srinivasa Rao: before a given name that ends the name stands a house, a place or a family.
    let given = (1..words.len()).rfind(|&place| words[place].calling == roles::GIVEN && ends_before(place));
    let clan = words.iter().rposition(|word| word.roles.is_clan_of_the_south());
    // Lal Chand Meena: two words that may be family names are a name before a third.
    let first = words.iter().position(|word| word.calling > roles::FAMILY).filter(|&at| at < 2 || at + 1 < words.len());
    let before_the_clan = clan.filter(|clan| *clan > 0 && words.len() > 2).map(|clan| clan - 1);
    let unknown = |word: &Word| word.calling == roles::UNKNOWN;
    if given.is_none()
        && let Some(word) =
            before_the_clan.or(first).and_then(|place| words.get_mut(place)).filter(|word| unknown(word))
    {
        word.calling = roles::CALLED_BY_PLACE;
    }
    let behind_houses = given.or(before_the_clan).unwrap_or(0);
    let house = |word: &&mut Word| unknown(word) && word.weight >= roles::RARE;
    words[..behind_houses].iter_mut().filter(house).for_each(|word| word.calling = roles::HOUSE);
    if let [word] = words
        && word.roles.is_before_the_name()
    {
        word.calling = roles::CALLED_BY_PLACE;
    }
    // Mohammad Irshad is called Irshad, whatever else Irshad may be.
    for place in 1..words.len() {
        let before = |word: &Word| word.roles.is_before_the_name();
        let second_half = words[place].calling > roles::FAMILY || words[place].roles.is_second_half();
        if second_half && words[place - 1].roles.is_first_half() {
            words[place - 1].calling = words[place - 1].calling.min(roles::UNKNOWN);
            words[place].calling = roles::SECOND_HALF;
        }
        // Ramesh Babu is called Ramesh; whether Chitti Babu is called Babu, nobody knows.
        if words[place].roles.is_respect_behind()
            && words[place - 1].calling > roles::FAMILY
            && !words[place - 1].roles.is_first_half()
        {
            words[place].calling = if words[place - 1].given { roles::FAMILY } else { roles::HOUSE };
        }
        if before(&words[place - 1]) && !before(&words[place]) {
            words[place].calling = words[place].calling.max(roles::CALLED_BY_PLACE);
        }
    }
}

/// A single letter, up to four without a vowel among them, or a vowel before two or three letters that no word ends in.
fn are_initials(word: &str) -> bool {
    const ENDS_OF_WORDS: &[&str] = &[
        "sh", "th", "kh", "rf", "rd", "rv", "ns", "nd", "nt", "st", "rt", "rj", "nn", "dd", "ll", "rk", "hm", "ks",
        "ph", "lf", "nk", "js",
    ];
    let vowel = |c: char| "aeiouy".contains(c);
    let rest = word.get(1..).unwrap_or("");
    match word.chars().count() {
        1 => true,
        2 => word.is_ascii() && !rest.chars().any(vowel) && !SHORT_WORDS.contains(&word),
        3 | 4 if word.is_ascii() && !rest.chars().any(vowel) => {
            !word.starts_with(vowel) || !ENDS_OF_WORDS.iter().any(|end| word.ends_with(end))
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn taken_apart(text: &str) -> (Vec<String>, String, usize) {
        let name = Name::new(text);
        let words = name.words.iter().map(|word| word.spelling.clone()).collect();
        (words, name.initials.iter().collect(), name.set_aside.len())
    }

    fn check(text: &str, words: &[&str], initials: &str, aside: usize) {
        let words: Vec<String> = words.iter().map(|&word| word.to_owned()).collect();
        assert_eq!(taken_apart(text), (words, initials.to_owned(), aside), "{text}");
    }

    #[test]
    fn titles_notes_and_initials_are_apart() {
        check("Adv. K. Sudhakaran (Kollon House)", &["sudhakaran"], "k", 2);
        check("ADV.A.N.SHAMSEER", &["shamseer"], "an", 1);
        check("PC MOHANAN MASTER", &["mohanan"], "pc", 1);
        check("AK ANTONY", &["antony"], "ak", 0);
        check("OM PRAKASH", &["om", "prakash"], "", 0);
        check("FAKKAR BABA ''''''''RAMAYANI''''''''", &["fakkar", "baba"], "", 1);
        check("Ram Lal S/o Shyam Lal", &["ram", "lal"], "", 1);
        check("RAM @ SHYAM", &["ram"], "", 0);
        check("MD. ALAM", &["mohammad", "alam"], "", 0);
        check("Shri", &["shri"], "", 0);
        check("JOSÉ O'Brien", &["jose", "brien"], "o", 0);
        check("(NOTHING ELSE)", &["nothing", "else"], "", 1);
        check("K", &["k"], "", 0);
        check("", &[], "", 0);
    }

    #[test]
    fn what_is_longer_than_any_name_is_cut() {
        let name = Name::new(&"Asha Rao ".repeat(6_000));
        assert_eq!(name.set_aside[0].text, "53800 letters beyond the first 200");
        assert_eq!((name.words.len(), name.words[0].spelling.as_str()), (44, "asha"));
        assert_eq!(Name::new(&"a".repeat(200)).set_aside, Vec::new());
    }

    #[test]
    fn an_unclosed_bracket_hides_nothing_but_itself() {
        check("K SUDHAKARAN (KOLLON", &["sudhakaran"], "k", 1);
        check("(K SUDHAKARAN", &["sudhakaran"], "k", 1);
    }
}
