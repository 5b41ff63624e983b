//! What a workbook says of its sheets: their names and members, which are hidden, which are charts;
//! the texts that cells share; and which formats show a number as a date.

use super::super::finding::{Finding, quoted};
use super::super::sheet::Budget;
use super::archive::Archive;
use super::xml::{Step, attribute};
use std::collections::BTreeMap;

/// A workbook of all segments of a state has fewer sheets.
const MOST_SHEETS: usize = 1_000;

/// A sheet as the workbook lists it.
#[derive(Debug, Clone)]
pub(super) struct Listed {
    pub name: String,
    pub hidden: bool,
    pub chart: bool,
    pub member: String,
}

/// What the workbook says of itself.
#[derive(Debug, Default)]
pub(super) struct Contents {
    pub sheets: Vec<Listed>,
    /// Whether days are counted from 1904.
    pub from_1904: bool,
    /// The folder of the workbook's own part, which the names of the others start from.
    folder: String,
}

/// Reads the list of sheets.
pub(super) fn contents(file: &str, archive: &mut Archive<'_>) -> Result<Contents, Finding> {
    let main = relations(archive, "_rels/.rels", "")?
        .into_values()
        .find(|relation| relation.kind == "officeDocument")
        .map_or_else(|| "xl/workbook.xml".to_owned(), |relation| relation.target);
    let (folder, name) = main.rsplit_once('/').unwrap_or(("", &main));
    let related = relations(archive, &format!("{folder}/_rels/{name}.rels"), folder)?;
    let mut contents = Contents { folder: folder.to_owned(), ..Contents::default() };
    let mut listed: Vec<(String, bool, String)> = Vec::new();
    read(archive, &main, |element, _| {
        match element.local_name().as_ref() {
            "workbookPr" => {
                contents.from_1904 = attribute(element, "date1904")?.is_some_and(|flag| flag == "1" || flag == "true");
            }
            "sheet" => {
                let name = attribute(element, "name")?.unwrap_or_default();
                let hidden = attribute(element, "state")?.is_some_and(|state| state.to_lowercase().contains("hidden"));
                listed.push((name, hidden, attribute(element, "id")?.unwrap_or_default()));
            }
            _ => {}
        }
        if listed.len() > MOST_SHEETS { Err(format!("it lists more than {MOST_SHEETS} sheets")) } else { Ok(()) }
    })?
    .ok_or_else(|| archive.refused("it has no list of sheets"))?;
    for (name, hidden, id) in listed {
        let Some(relation) = related.get(&id) else {
            return Err(archive.refused(&format!("sheet \"{}\" is listed but not there", quoted(&name))));
        };
        if let Some(other) = contents.sheets.iter().find(|other| other.member == relation.target) {
            let what = format!("sheets \"{}\" and \"{}\" are one and the same", quoted(&other.name), quoted(&name));
            return Err(Finding::new((file, 0, 0), what, "it was made to do harm")
                .refused("take the file from where it was published"));
        }
        let chart = relation.kind != "worksheet";
        contents.sheets.push(Listed { name, hidden, chart, member: relation.target.clone() });
    }
    Ok(contents)
}

struct Relation {
    /// The last word of the kind: `worksheet`, `chartsheet`.
    kind: String,
    target: String,
}

/// What a part refers to, by id.
fn relations(archive: &mut Archive<'_>, name: &str, folder: &str) -> Result<BTreeMap<String, Relation>, Finding> {
    let mut found = BTreeMap::new();
    read(archive, name.trim_start_matches('/'), |element, _| {
        if element.local_name().as_ref() == "Relationship" {
            let of = |name: &str| attribute(element, name).map(Option::unwrap_or_default);
            let (id, kind, target) = (of("Id")?, of("Type")?, of("Target")?);
            let kind = kind.rsplit('/').next().unwrap_or("").to_owned();
            found.insert(id, Relation { kind, target: joined(folder, &target) });
        }
        Ok(())
    })?;
    Ok(found)
}

/// A target as the name of a member: those that begin with a slash start from the top.
fn joined(folder: &str, target: &str) -> String {
    let whole =
        if target.starts_with('/') || folder.is_empty() { target.to_owned() } else { format!("{folder}/{target}") };
    let mut parts: Vec<&str> = Vec::new();
    for part in whole.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// Shows every element of a part, and its text once it ends; `None` where there is no such part.
fn read(
    archive: &mut Archive<'_>,
    name: &str,
    mut seen: impl FnMut(&quick_xml::events::BytesStart<'static>, bool) -> Result<(), String>,
) -> Result<Option<()>, Finding> {
    let Some(mut part) = archive.part(name)? else { return Ok(None) };
    let mut all = || loop {
        match part.step()? {
            Step::Begin(element, empty) => seen(&element, empty)?,
            Step::Over => return Ok(()),
            Step::End(_) | Step::Text(_) => {}
        }
    };
    let read: Result<(), String> = all();
    drop(part);
    read.map(Some).map_err(|why| archive.refused(&why))
}

/// The texts that cells share by number.
pub(super) fn shared_texts(
    archive: &mut Archive<'_>,
    contents: &Contents,
    budget: &mut Budget,
) -> Result<Vec<String>, Finding> {
    let Some(mut part) = archive.part(&joined(&contents.folder, "sharedStrings.xml"))? else { return Ok(Vec::new()) };
    let mut texts: Vec<String> = Vec::new();
    let (mut text, mut inside, mut sounds) = (String::new(), false, false);
    let mut all = || loop {
        match part.step()? {
            Step::Begin(element, empty) => match element.local_name().as_ref() {
                "si" if empty => texts.push(String::new()),
                "t" if !empty => inside = true,
                // How a word is spoken is written beside it in some languages.
                "rPh" if !empty => sounds = true,
                _ => {}
            },
            Step::Text(more) if inside && !sounds => {
                if !budget.takes(0, more.len()) {
                    return Err("its texts are longer than any table's".to_owned());
                }
                text.push_str(&more);
            }
            Step::End(name) => match name.as_str() {
                "t" => inside = false,
                "rPh" => sounds = false,
                "si" => texts.push(std::mem::take(&mut text)),
                _ => {}
            },
            Step::Over => return Ok(()),
            Step::Text(_) => {}
        }
    };
    let read: Result<(), String> = all();
    drop(part);
    read.map(|()| texts).map_err(|why| archive.refused(&why))
}

/// For every style of cells, whether it shows a number as a date.
pub(super) fn date_styles(archive: &mut Archive<'_>, contents: &Contents) -> Result<Vec<bool>, Finding> {
    let (mut own, mut styles, mut inside) = (BTreeMap::new(), Vec::new(), false);
    read(archive, &joined(&contents.folder, "styles.xml"), |element, empty| {
        let number =
            |name: &str| attribute(element, name).map(|id| id.and_then(|id| id.parse::<u32>().ok()).unwrap_or(0));
        match element.local_name().as_ref() {
            "numFmt" => {
                own.insert(number("numFmtId")?, shows_date(&attribute(element, "formatCode")?.unwrap_or_default()));
            }
            "cellXfs" => inside = !empty,
            "cellStyles" | "dxfs" => inside = false,
            "xf" if inside => {
                let format = number("numFmtId")?;
                let known = matches!(format, 14..=22 | 27..=36 | 45..=47 | 50..=58);
                styles.push(own.get(&format).copied().unwrap_or(known));
            }
            _ => {}
        }
        Ok(())
    })?;
    Ok(styles)
}

/// Whether a format has a letter of a date or a time outside of quoted text and brackets.
fn shows_date(code: &str) -> bool {
    let (mut quoted, mut bracketed, mut escaped) = (false, false, false);
    code.chars().any(|c| {
        let plain = !quoted && !bracketed && !escaped;
        escaped = plain && (c == '\\' || c == '_');
        match c {
            '"' if !bracketed => quoted = !quoted,
            '[' if plain => bracketed = true,
            ']' => bracketed = false,
            _ => {}
        }
        plain && matches!(c.to_ascii_lowercase(), 'd' | 'm' | 'y' | 'h')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_of_dates_are_told_from_formats_of_numbers() {
        for code in ["dd/mm/yyyy", "d-mmm", "[$-409]mmm\\-yy;@", "h:mm"] {
            assert!(shows_date(code), "{code}");
        }
        for code in ["General", "0", "#,##0", "0\" ymd\"", "[Red]0", "\\d0", "0.00%"] {
            assert!(!shows_date(code), "{code}");
        }
    }

    #[test]
    fn targets_start_from_the_folder_or_from_the_top() {
        assert_eq!(joined("xl", "worksheets/sheet1.xml"), "xl/worksheets/sheet1.xml");
        assert_eq!(joined("xl", "/xl/worksheets/sheet1.xml"), "xl/worksheets/sheet1.xml");
        assert_eq!(joined("xl", "../xl/./a.xml"), "xl/a.xml");
    }
}
