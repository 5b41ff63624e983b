//! The page that asks "what if" as one file: the module, the scenarios and the first one's answer in it. It asks for nothing
//! from anywhere, and a policy in it forbids it to.

use super::svg::escaped;
use super::{answered, margin};
use crate::report::Glance;
use crate::wording::{Language, WhatIfTerm, Wording};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};
use std::io::{Result, Write};
use std::num::NonZeroU64;

/// The page as it is before anything is filled in.
const PAGE: &str = include_str!("../../../web/page/page.html");
const STYLE: &str = include_str!("../../../web/page/page.css");
/// The script in its parts, which see each other and nothing else does.
const SCRIPT: &str = concat!(
    "\"use strict\";\n(() => {\n",
    include_str!("../../../web/page/state.js"),
    include_str!("../../../web/page/runner.js"),
    include_str!("../../../web/page/shown.js"),
    include_str!("../../../web/page/sliders.js"),
    include_str!("../../../web/page/asking.js"),
    include_str!("../../../web/page/address.js"),
    include_str!("../../../web/page/own.js"),
    include_str!("../../../web/page/taking.js"),
    include_str!("../../../web/page/begin.js"),
    "})();\n"
);
const WORKER: &str = include_str!("../../../web/page/worker.js");

/// Letters that not every machine has, for names in Hindi.
const FACES: [(u32, &[u8]); 2] = [
    (400, include_bytes!("../../../assets/fonts/woff2/NotoSansDevanagari-Regular.woff2")),
    (700, include_bytes!("../../../assets/fonts/woff2/NotoSansDevanagari-Bold.woff2")),
];

/// Widths of the pictures that are in the page before a script runs: for a screen and for a phone.
const WIDTHS: [f64; 2] = [640.0, 340.0];

/// A contest that the page offers.
pub struct Contest {
    /// The name of its scenario's file.
    pub path: String,
    /// What it goes by in an address.
    pub stem: String,
    /// The texts it is read from: path as written, and bytes.
    pub files: Vec<(String, Vec<u8>)>,
    /// Its answer in every language, in the order of [`Language::ALL`].
    pub glances: Vec<Glance>,
    /// Whether the answer takes so long that the page brings it along.
    pub kept: bool,
}

/// Writes the page; the first contest is the one that is shown, and there must be one.
///
/// # Errors
/// Whatever the writer refuses.
pub fn write(contests: &[Contest], language: Language, module: &[u8], out: &mut dyn Write) -> Result<()> {
    let wording = Wording::usual(language);
    let place = Language::ALL.iter().position(|&other| other == language).unwrap_or(0);
    let Some(first) = contests.first().and_then(|contest| contest.glances.get(place)) else { return Ok(()) };
    let style = format!("{}{STYLE}", faces());
    let module = STANDARD.encode(packed(module)?);
    let policy = format!(
        "default-src 'none'; script-src '{}' 'wasm-unsafe-eval'; worker-src blob:; style-src '{}'; img-src data:; font-src data:; base-uri 'none'; form-action 'none'",
        hash(SCRIPT),
        hash(&style)
    );
    let text = |text: &Option<String>| escaped(text.as_deref().unwrap_or(""));
    let (large, small) = first.lead();
    let value = |key: &str| -> Option<String> {
        Some(match key {
            "lang" => language.code().to_owned(),
            "policy" => policy.clone(),
            "title" => escaped(&format!("{}: {}", first.contest, wording.what_if_term(WhatIfTerm::PageTitle))),
            "style" => style.clone(),
            "sentence" => escaped(&first.sentence()),
            "contest" => escaped(&first.contest),
            "question" => escaped(&first.question),
            "odds" => escaped(&large),
            "diverted" => escaped(&small),
            "because" => escaped(&first.below()),
            "picture" => both_widths(first, wording),
            "drawn" => first.margin.as_ref().map_or_else(String::new, |margin| text(&margin.drawn)),
            "chance" => text(&first.chance),
            "without" => escaped(&first.without.join(" ")),
            "warnings" => escaped(&first.warnings.join(" ")),
            "rests" => escaped(&first.rests_on),
            "given" => given(contests, language),
            "module" => module.clone(),
            "worker" => WORKER.to_owned(),
            "script" => SCRIPT.to_owned(),
            term => escaped(&wording.what_if_term(of_key(term.strip_prefix("t:")?)?)),
        })
    };
    filled(PAGE, &value, out)
}

/// Puts values in the place of `{key}`, once through, so that nothing that is filled in is filled again.
fn filled(page: &str, value: &dyn Fn(&str) -> Option<String>, out: &mut dyn Write) -> Result<()> {
    let mut rest = page;
    while let Some((before, behind)) = rest.split_once('{') {
        out.write_all(before.as_bytes())?;
        let (key, after) = behind.split_once('}').unwrap_or((behind, ""));
        match value(key) {
            Some(text) => out.write_all(text.as_bytes())?,
            None => write!(out, "{{{key}}}")?,
        }
        rest = after;
    }
    out.write_all(rest.as_bytes())
}

fn of_key(key: &str) -> Option<WhatIfTerm> {
    WhatIfTerm::ALL.iter().find(|(known, _)| *known == key).map(|(_, term)| *term)
}

/// The picture for a screen and for a phone; the style shows one of the two.
fn both_widths(glance: &Glance, wording: Wording) -> String {
    let Some(picture) = &glance.margin else { return String::new() };
    let drawn = WIDTHS.map(|width| margin(picture, wording.grouping, width));
    format!("<div class=\"wide\">{}</div><div class=\"narrow\">{}</div>", drawn[0], drawn[1])
}

/// What the script is given: contests, words and the language it begins with.
fn given(contests: &[Contest], language: Language) -> String {
    let words: Map<String, Value> = Language::ALL
        .iter()
        .map(|&language| {
            let wording = Wording::usual(language);
            let words: Map<String, Value> = WhatIfTerm::ALL
                .iter()
                .map(|(key, term)| ((*key).to_owned(), wording.what_if_term(*term).into()))
                .collect();
            (language.code().to_owned(), words.into())
        })
        .collect();
    let listed: Vec<Value> = contests.iter().map(contest).collect();
    let given = json!({ "language": language.code(), "words": words, "contests": listed }).to_string();
    // Nothing in a block of data may end it.
    given.replace('<', "\\u003c")
}

fn contest(contest: &Contest) -> Value {
    let files: Vec<Value> = contest
        .files
        .iter()
        .map(|(name, bytes)| match std::str::from_utf8(bytes) {
            Ok(text) => json!({ "name": name, "text": text }),
            Err(_) => json!({ "name": name, "base64": STANDARD.encode(bytes) }),
        })
        .collect();
    let each = |value: &dyn Fn(&Glance, Wording) -> Value| -> Map<String, Value> {
        let languages = Language::ALL.iter().zip(&contest.glances);
        languages.map(|(&of, glance)| (of.code().to_owned(), value(glance, Wording::usual(of)))).collect()
    };
    let label = each(&|glance, _| glance.contest.clone().into());
    let kept = contest.kept.then(|| {
        each(&|glance, wording| {
            let mut answer = answered(glance, (None, None), wording.grouping, WIDTHS[0]);
            let narrow = glance.margin.as_ref().map(|picture| margin(picture, wording.grouping, WIDTHS[1]));
            answer["narrow"] = narrow.into();
            answer
        })
    });
    json!({ "path": contest.path, "stem": contest.stem, "label": label, "files": files, "kept": kept })
}

/// The faces as a style has them.
fn faces() -> String {
    let face = |(weight, bytes): &(u32, &[u8])| {
        format!(
            "@font-face{{font-family:\"Noto Sans Devanagari\";font-weight:{weight};unicode-range:U+900-97F,U+200C-200D,U+A8E0-A8FF;src:url(data:font/woff2;base64,{})}}\n",
            STANDARD.encode(bytes)
        )
    };
    FACES.iter().map(face).collect()
}

/// Rounds of packing: these take eight seconds for a module of 4 MB, and more save little.
const ROUNDS: NonZeroU64 = NonZeroU64::new(5).expect("five is not zero");

/// Packed without a time or a name, so that the same module gives the same page; slowly, because a page is made once and loaded
/// by everybody.
fn packed(module: &[u8]) -> Result<Vec<u8>> {
    let options = zopfli::Options { iteration_count: ROUNDS, ..zopfli::Options::default() };
    let mut packed = Vec::new();
    zopfli::compress(options, zopfli::Format::Gzip, module, &mut packed)?;
    Ok(packed)
}

/// What a policy knows a text by.
fn hash(text: &str) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(text.as_bytes())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::glance;
    use crate::study::Study;

    #[test]
    fn a_hostile_name_ends_no_block_and_fills_no_place() {
        let text = std::fs::read_to_string("tests/browser/hostile.toml").unwrap();
        let study = Study::from_text(&text).unwrap();
        let outcome = study.glance(0).unwrap();
        let glances = Language::ALL.map(|language| glance(&outcome, Wording::usual(language))).to_vec();
        let files = vec![("{script}</script>.toml".to_owned(), text.into_bytes())];
        let contest = Contest { path: files[0].0.clone(), stem: "x".to_owned(), files, glances, kept: true };
        let mut page = Vec::new();
        write(&[contest], Language::English, b"module", &mut page).unwrap();
        let page = String::from_utf8(page).unwrap();
        assert_eq!(page.matches("</script>").count(), 4);
        assert_eq!(page.matches("<script").count(), 4 + page.matches("\"<script").count());
        assert!(!page.contains("{t:") && page.contains("wasm-unsafe-eval"));
    }
}
