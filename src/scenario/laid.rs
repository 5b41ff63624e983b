//! Settings written into the text they are laid over, so that somebody can take the scenario home.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// The text with settings `table.key=value` in it; `None` where one is longer than that, or stands where it cannot be
/// replaced by itself.
#[must_use]
pub fn laid_into(text: &str, settings: &[String]) -> Option<String> {
    settings.iter().try_fold(text.to_owned(), |text, setting| {
        let (path, value) = setting.split_once('=')?;
        let (table, key) = path.trim().split_once('.')?;
        let new = one(&text, table, key, value.trim())?;
        // Whatever was cut must still read, and nothing be there twice.
        DeTable::parse(&new).is_ok().then_some(new)
    })
}

fn one(text: &str, table: &str, key: &str, value: &str) -> Option<String> {
    if key.contains('.') || value.contains('\n') {
        return None;
    }
    let document = DeTable::parse(text).ok()?;
    let found = document.get_ref().get(table);
    let Some(found) = found else {
        return Some(format!("{}\n\n[{table}]\n{key} = {value}\n", text.trim_end()));
    };
    if let Some(old) = found.get_ref().as_table()?.get(key) {
        return replaced(text, old, value);
    }
    let header = format!("[{table}]");
    let mut end = 0;
    let line = text.split_inclusive('\n').find(|line| {
        end += line.len();
        line.split('#').next().is_some_and(|code| code.trim() == header)
    })?;
    let gap = if line.ends_with('\n') { "" } else { "\n" };
    Some(format!("{}{gap}{key} = {value}\n{}", &text[..end], &text[end..]))
}

/// A value that stands behind its key gives way to another; one that has a heading of its own does not.
fn replaced(text: &str, old: &Spanned<DeValue<'_>>, value: &str) -> Option<String> {
    let span = old.span();
    let before = text.get(..span.start)?.trim_end_matches([' ', '\t']);
    before.ends_with('=').then(|| format!("{}{value}{}", &text[..span.start], text.get(span.end..).unwrap_or("")))
}

#[cfg(test)]
mod tests {
    use super::laid_into;

    fn laid(text: &str, setting: &str) -> Option<String> {
        laid_into(text, &[setting.to_owned()])
    }

    #[test]
    fn a_setting_is_added_replaced_or_put_under_its_heading() {
        let rate = "confusion.rate=0.01";
        assert_eq!(laid("a = 1\n", rate).unwrap(), "a = 1\n\n[confusion]\nrate = 0.01\n");
        let there = "[confusion] # what is believed\nrate = { low = 0, high = 0.1 } # wide\n";
        assert_eq!(laid(there, rate).unwrap(), "[confusion] # what is believed\nrate = 0.01 # wide\n");
        assert_eq!(laid("[confusion]\nx = 1\n", rate).unwrap(), "[confusion]\nrate = 0.01\nx = 1\n");
        assert_eq!(laid("[confusion]", rate).unwrap(), "[confusion]\nrate = 0.01\n");
    }

    #[test]
    fn what_cannot_be_put_there_is_left_to_the_command() {
        assert_eq!(laid("[confusion.rate]\nlow = 0\n", "confusion.rate=0.01"), None);
        assert_eq!(laid("confusion = { x = 1 }\n", "confusion.rate=0.01"), None);
        assert_eq!(laid("a = 1", "contest=3"), None);
        assert_eq!(laid("not toml", "confusion.rate=0.01"), None);
    }
}
