//! Values set on the command line, laid over the document they change.

use super::problem::{Problem, did_you_mean};
use super::sources::Setting;
use super::table::article;
use std::borrow::Cow;
use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue};

/// A setting with its value behind as many spaces as there is text before it, so that the spans of
/// what is parsed from it need no shifting; and the same in quotes, for texts typed without them.
pub(super) struct Written<'s> {
    setting: &'s Setting,
    bare: String,
    quoted: String,
}

impl<'s> Written<'s> {
    pub(super) fn new(setting: &'s Setting) -> Self {
        let padding = " ".repeat(setting.offset - KEY.len());
        let quoted = toml::Value::String(setting.value.clone()).to_string();
        Written { setting, bare: format!("{padding}{KEY}{}", setting.value), quoted: format!("{padding}{KEY}{quoted}") }
    }
}

/// A value is read as that of a key, because whole documents may be indented and bare values not.
const KEY: &str = "v=";

/// The value of a one-line document; `None` where it is none, or holds more than the one value.
fn value_of(document: &str) -> Option<Spanned<DeValue<'_>>> {
    let mut entries = DeTable::parse(document).ok()?.into_inner();
    let value = entries.remove("v")?;
    entries.is_empty().then_some(value)
}

/// Puts a setting's value where its path says. A path that leads nowhere makes an unknown key,
/// which the reader then reports like any other.
pub(super) fn apply<'i>(document: &mut DeTable<'i>, written: &'i Written<'_>, problems: &mut Vec<Problem>) {
    let setting = written.setting;
    let Some(value) = value_of(&written.bare).or_else(|| value_of(&written.quoted)) else {
        let span = setting.offset..setting.offset + setting.value.len();
        problems.push(Problem::new(
            span,
            "this is no TOML value",
            "write a number, true, a \"text\" or { key = value }",
        ));
        return;
    };
    let span = setting.start..setting.start + setting.path.join(".").len();
    let Some((last, way)) = setting.path.split_last() else { return };
    let mut at = document;
    let mut way = way.iter();
    while let Some(part) = way.next() {
        let key = Spanned::new(span.clone(), Cow::Borrowed(part.as_str()));
        let next = at.entry(key).or_insert_with(|| Spanned::new(span.clone(), DeValue::Table(DeTable::new())));
        let found = match next.get_mut() {
            DeValue::Table(table) => Ok(table),
            // [[candidate]] and [[segment]] are addressed by id: candidate.inc.votes.
            DeValue::Array(tables) => match way.next() {
                Some(id) => element(tables, part, id),
                None => Err(format!("write {part}.ID.{last} with the id of one [[{part}]]")),
            },
            other => {
                let kind = other.type_str();
                Err(format!("{part} is {} {kind}: write {part}=VALUE", article(kind)))
            }
        };
        let Ok(table) = found else {
            let what = format!("{} leads nowhere", setting.path.join("."));
            problems.push(Problem::new(span, what, found.err().unwrap_or_default()));
            return;
        };
        at = table;
    }
    at.remove(last.as_str());
    at.insert(Spanned::new(span, Cow::Borrowed(last.as_str())), value);
}

/// The table of a list that has this id, or this place (from 0) where it has no ids; or else a
/// sentence of help.
fn element<'t, 'i>(list: &'t mut DeArray<'i>, name: &str, id: &str) -> Result<&'t mut DeTable<'i>, String> {
    let ids: Vec<Option<String>> =
        list.iter().map(|entry| entry.get_ref().as_table()?.get("id")?.get_ref().as_str().map(str::to_owned)).collect();
    let place = ids.iter().position(|known| known.as_deref() == Some(id)).or_else(|| id.parse().ok());
    let found = place.and_then(|place| list.get_mut(place)).map(Spanned::get_mut);
    if let Some(DeValue::Table(table)) = found {
        return Ok(table);
    }
    let guess = did_you_mean(id, ids.iter().flatten().map(String::as_str));
    Err(format!("no [[{name}]] has the id \"{id}\": {guess}"))
}
