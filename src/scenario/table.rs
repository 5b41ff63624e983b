//! Reading a TOML table key by key, noting every problem and every key nobody asked for.

use super::problem::{ENOUGH, Problem, did_you_mean, nearest};
use crate::visible::is_unseen;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A value with its place in the text.
#[derive(Debug, Clone, PartialEq)]
pub struct Placed<T> {
    /// The value.
    pub value: T,
    /// Where it stands.
    pub span: Range<usize>,
}

impl<T> Placed<T> {
    pub(super) fn new(value: T, span: Range<usize>) -> Self {
        Placed { value, span }
    }
}

/// A table being read. Whatever key is not asked for by the end is an unknown key.
pub(super) struct Table<'a, 'i> {
    entries: &'a DeTable<'i>,
    pub span: Range<usize>,
    name: String,
    asked: Vec<&'static str>,
}

/// Names longer than this are no names.
const LONGEST_TEXT: usize = 2_000;

/// The longest ballot ever printed had 1,033 names.
const MOST_TABLES: usize = 5_000;

impl<'a, 'i> Table<'a, 'i> {
    pub fn new(entries: &'a DeTable<'i>, span: Range<usize>, name: impl Into<String>) -> Self {
        Table { entries, span, name: name.into(), asked: Vec::new() }
    }

    /// The value of a key, and the key remembered as known.
    pub fn get(&mut self, key: &'static str) -> Option<&'a Spanned<DeValue<'i>>> {
        self.asked.push(key);
        self.entries.get(key)
    }

    /// Notes every key that was not asked for.
    pub fn finish(self, problems: &mut Vec<Problem>) {
        for key in self.entries.keys() {
            if !self.asked.contains(&key.get_ref().as_ref()) {
                let what = format!("{} has no key \"{}\"", self.name, key.get_ref());
                let known = self.asked.iter().copied();
                let help = if problems.len() < ENOUGH { did_you_mean(key.get_ref(), known) } else { String::new() };
                problems.push(Problem::new(key.span(), what, help));
            }
        }
    }

    /// Where a key stands that nobody asked for and that is a misspelling of this one, and its value; it has a problem of its own.
    pub fn misspelt(&self, key: &str) -> Option<(Range<usize>, &'a Spanned<DeValue<'i>>)> {
        let known = || self.asked.iter().copied();
        let is_it = |written: &str| !self.asked.contains(&written) && nearest(written, known()) == Some(key);
        self.entries
            .iter()
            .find(|(written, _)| is_it(written.get_ref()))
            .map(|(written, value)| (written.span(), value))
    }

    /// Whether a key is written, whatever its value.
    pub fn has(&self, key: &str) -> bool {
        self.entries.contains_key(key)
    }

    /// Notes that a key is missing, where it is.
    pub fn require(&self, key: &str, example: &str, problems: &mut Vec<Problem>) {
        if !self.has(key) {
            self.missing(key, example, problems);
        }
    }

    fn missing(&self, key: &str, example: &str, problems: &mut Vec<Problem>) {
        let what = format!("{} has no \"{key}\"", self.name);
        problems.push(Problem::new(self.span.clone(), what, format!("add {example}")));
    }

    pub fn text(&mut self, key: &'static str, problems: &mut Vec<Problem>) -> Option<Placed<String>> {
        self.get(key).and_then(|value| text(value, key, problems))
    }

    pub fn whole(&mut self, key: &'static str, problems: &mut Vec<Problem>) -> Option<Placed<u64>> {
        self.get(key).and_then(|value| whole(value, key, problems))
    }

    /// A whole number that fits 32 bits.
    pub fn count(&mut self, key: &'static str, problems: &mut Vec<Problem>) -> Option<Placed<u32>> {
        let number = self.whole(key, problems)?;
        if let Ok(small) = u32::try_from(number.value) {
            return Some(Placed::new(small, number.span));
        }
        problems.push(Problem::new(number.span, format!("{key} = {} is too large", number.value), "check the number"));
        None
    }

    pub fn number(&mut self, key: &'static str, problems: &mut Vec<Problem>) -> Option<Placed<f64>> {
        self.get(key).and_then(|value| number(value, key, problems))
    }

    /// A number within limits, both included.
    pub fn within(
        &mut self,
        key: &'static str,
        low: f64,
        high: f64,
        problems: &mut Vec<Problem>,
    ) -> Option<Placed<f64>> {
        let number = self.number(key, problems)?;
        if (low..=high).contains(&number.value) {
            return Some(number);
        }
        let what = format!("{key} = {} is outside {low} to {high}", number.value);
        problems.push(Problem::new(number.span, what, format!("write a number from {low} to {high}")));
        None
    }

    pub fn truth(&mut self, key: &'static str, problems: &mut Vec<Problem>) -> Option<Placed<bool>> {
        let value = self.get(key)?;
        let Some(truth) = value.get_ref().as_bool() else {
            wrong_type(value, key, "true or false", problems);
            return None;
        };
        Some(Placed::new(truth, value.span()))
    }

    /// One of a few words.
    pub fn word<T: Copy>(
        &mut self,
        key: &'static str,
        words: &[(&'static str, T)],
        problems: &mut Vec<Problem>,
    ) -> Option<Placed<T>> {
        let written = self.text(key, problems)?;
        if let Some(&(_, meaning)) = words.iter().find(|(word, _)| *word == written.value) {
            return Some(Placed::new(meaning, written.span));
        }
        let known = words.iter().map(|&(word, _)| word);
        let what = format!("{key} cannot be \"{}\"", written.value);
        problems.push(Problem::new(written.span, what, did_you_mean(&written.value, known)));
        None
    }

    pub fn table(&mut self, key: &'static str, problems: &mut Vec<Problem>) -> Option<Table<'a, 'i>> {
        let value = self.get(key)?;
        let Some(entries) = value.get_ref().as_table() else {
            wrong_type(value, key, &format!("a table [{key}]"), problems);
            return None;
        };
        Some(Table::new(entries, value.span(), format!("[{key}]")))
    }

    /// The tables of `[[key]]`.
    pub fn tables(&mut self, key: &'static str, problems: &mut Vec<Problem>) -> Vec<Table<'a, 'i>> {
        let Some(value) = self.get(key) else { return Vec::new() };
        let Some(list) = value.get_ref().as_array() else {
            wrong_type(value, key, &format!("tables [[{key}]]"), problems);
            return Vec::new();
        };
        if list.len() > MOST_TABLES {
            let what = format!("there are {} tables [[{key}]]", list.len());
            problems.push(Problem::new(value.span(), what, format!("this program takes at most {MOST_TABLES}")));
        }
        let mut tables = Vec::new();
        for entry in list.iter().take(MOST_TABLES) {
            match entry.get_ref().as_table() {
                Some(entries) => tables.push(Table::new(entries, entry.span(), format!("[[{key}]]"))),
                None => wrong_type(entry, key, &format!("tables [[{key}]]"), problems),
            }
        }
        tables
    }

    /// A list of texts.
    pub fn texts(&mut self, key: &'static str, problems: &mut Vec<Problem>) -> Option<Vec<Placed<String>>> {
        let value = self.get(key)?;
        let Some(list) = value.get_ref().as_array() else {
            wrong_type(value, key, "a list of texts", problems);
            return None;
        };
        Some(list.iter().filter_map(|entry| text(entry, key, problems)).collect())
    }

    /// Every entry, for tables whose keys are the user's own ids; they all count as asked for.
    pub fn own_keys(&self) -> impl Iterator<Item = (Placed<String>, &'a Spanned<DeValue<'i>>)> {
        self.entries.iter().map(|(key, value)| (Placed::new(key.get_ref().to_string(), key.span()), value))
    }
}

pub(super) fn wrong_type(value: &Spanned<DeValue<'_>>, key: &str, wanted: &str, problems: &mut Vec<Problem>) {
    let what = format!("{key} is {} {}", article(value.get_ref().type_str()), value.get_ref().type_str());
    problems.push(Problem::new(value.span(), what, format!("write {wanted}")));
}

pub(super) fn article(word: &str) -> &'static str {
    if word.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" }
}

pub(super) fn text(value: &Spanned<DeValue<'_>>, key: &str, problems: &mut Vec<Problem>) -> Option<Placed<String>> {
    let Some(written) = value.get_ref().as_str() else {
        wrong_type(value, key, "a text in quotes", problems);
        return None;
    };
    let mut refuse = |what: String, help: &str| problems.push(Problem::new(value.span(), what, help));
    if let Some(bad) = written.chars().find(|&c| is_unseen(c)) {
        refuse(
            format!("{key} holds the invisible character U+{:04X}", u32::from(bad)),
            "remove it: control and direction characters can make a text read as another",
        );
        return None;
    }
    if written.trim().is_empty() {
        refuse(format!("{key} is empty"), "write a text, or leave the key out");
        return None;
    }
    if written.len() > LONGEST_TEXT {
        refuse(format!("{key} is {} bytes long", written.len()), "shorten it to at most 2,000");
        return None;
    }
    Some(Placed::new(written.to_owned(), value.span()))
}

pub(super) fn whole(value: &Spanned<DeValue<'_>>, key: &str, problems: &mut Vec<Problem>) -> Option<Placed<u64>> {
    let Some(integer) = value.get_ref().as_integer() else {
        wrong_type(value, key, "a whole number", problems);
        return None;
    };
    let parsed = i128::from_str_radix(integer.as_str(), integer.radix());
    let (what, help) = match parsed {
        Ok(number) if number < 0 => (format!("{key} = {number} is negative"), "write 0 or more"),
        Ok(number) => match u64::try_from(number).ok().filter(|&n| i64::try_from(n).is_ok()) {
            Some(number) => return Some(Placed::new(number, value.span())),
            None => (format!("{key} = {number} is too large"), "check the number"),
        },
        Err(_) => (format!("{key} = {} is too large", integer.as_str()), "check the number"),
    };
    problems.push(Problem::new(value.span(), what, help));
    None
}

/// Whether a number that is not 0 as it is written was read as 0, because it is too small.
pub(super) fn vanishes(written: &str, read: f64) -> bool {
    read == 0.0 && written.split(['e', 'E']).next().is_some_and(|digits| digits.contains(|c| matches!(c, '1'..='9')))
}

pub(super) fn number(value: &Spanned<DeValue<'_>>, key: &str, problems: &mut Vec<Problem>) -> Option<Placed<f64>> {
    let parsed = match value.get_ref() {
        DeValue::Integer(integer) => i128::from_str_radix(integer.as_str(), integer.radix()).ok().map(|n| n as f64),
        DeValue::Float(float) => {
            let number = float.as_str().parse::<f64>().ok();
            if number.is_some_and(|number| vanishes(float.as_str(), number)) {
                let what = format!("{key} = {} is too small for a number, and would be read as 0", float.as_str());
                problems.push(Problem::new(value.span(), what, "write 0, or a number that is not so small"));
                return None;
            }
            number
        }
        _ => {
            wrong_type(value, key, "a number", problems);
            return None;
        }
    };
    if let Some(number) = parsed.filter(|n| n.is_finite()) {
        return Some(Placed::new(number, value.span()));
    }
    problems.push(Problem::new(value.span(), format!("{key} is no finite number"), "write an ordinary number"));
    None
}
