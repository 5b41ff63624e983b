//! The style of a page: its rules, the faces that its letters need, and the colours of a dark screen.

use crate::render::chart::{self, embedded};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

/// The rules of every page; those of the faces and of the night are put behind them.
const RULES: &str = include_str!("../../../assets/report/report.css");

/// The style of a page, and what the page's policy says of it.
pub(super) struct Style {
    /// The rules.
    pub rules: String,
    /// Their SHA-256 in base64: the policy lets nothing else in.
    pub digest: String,
}

/// Renders a page with its style. The faces depend on the letters, and the letters are known when the page is; so it is
/// rendered twice, first without style.
pub(super) fn dressed(render: &dyn Fn(Style) -> askama::Result<String>) -> std::io::Result<Vec<u8>> {
    let letters = render(Style { rules: String::new(), digest: String::new() }).map_err(std::io::Error::other)?;
    let rules = format!("{RULES}{}{}", embedded(&letters), night());
    let digest = STANDARD.encode(Sha256::digest(rules.as_bytes()));
    let page = render(Style { rules, digest }).map_err(std::io::Error::other)?;
    // A name from a file must not turn the words around it; no markup is made of such characters.
    let shown: String = page.chars().filter(|&letter| letter == '\n' || !chart::is_hidden(letter)).collect();
    Ok(shown.into_bytes())
}

/// The rules of a dark screen. The drawings are made in the colours of day; each colour is exchanged for
/// its counterpart, so that a page carries no drawing twice.
fn night() -> String {
    let mut rules = String::from(
        "@media screen and (prefers-color-scheme:dark){:root{--paper:#14191e;--ink:#e6ebf0;--muted:#a3b0bd;--line:#36424d;--accent:#ff9a4d;--soft:#1d242b}\n",
    );
    for (day, night) in chart::pairs() {
        rules.push_str(&format!("svg [fill=\"{day}\"]{{fill:{night}}}svg [stroke=\"{day}\"]{{stroke:{night}}}\n"));
    }
    rules.push('}');
    rules
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_faces_that_letters_need_are_embedded() {
        let latin = embedded("Kanpur 2024");
        assert_eq!(latin.matches("@font-face").count(), 2);
        let both = embedded("Kanpur कानपुर → −");
        assert_eq!(both.matches("@font-face").count(), 5);
        assert!(embedded("തൃശൂർ").contains("U+0D00-0D7F"));
    }

    #[test]
    fn every_colour_of_day_has_one_of_night() {
        let rules = night();
        for (day, _) in chart::pairs() {
            assert!(rules.contains(&format!("[fill=\"{day}\"]")), "{day}");
        }
        assert!(rules.starts_with("@media screen") && rules.ends_with('}'));
    }
}
