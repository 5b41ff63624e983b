//! The library as a WebAssembly module: a question in, an answer out, both as JSON. It computes nothing itself, and keeps
//! nothing between two questions.
//!
//! A question is the length of its JSON in four bytes, the JSON, and behind it the bytes of the files it names.

mod memory;

use humnaam::render::{self, what_if};
use humnaam::report::{self, CurvePicture, Report};
use humnaam::scenario::laid_into;
use humnaam::study::{ErrorKind, Files, Plan, Study, StudyError, Written};
use humnaam::wording::{Language, Wording};
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// What a page asks.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Asked {
    ask: Ask,
    /// The scenario among the files.
    path: String,
    /// Names of the files and how many bytes each has.
    files: Vec<(String, usize)>,
    /// As after `--set`.
    #[serde(default)]
    settings: Vec<String>,
    #[serde(default)]
    language: Language,
    /// Simulations beside the law.
    #[serde(default)]
    draws: u64,
    /// Of the pictures, in pixels.
    #[serde(default = "usual_width")]
    width: f64,
    /// A curve that was asked for before, to be drawn with the answer on it.
    #[serde(default)]
    curve: Option<CurvePicture>,
}

fn usual_width() -> f64 {
    640.0
}

#[derive(Deserialize, Clone, Copy)]
#[serde(rename_all = "lowercase")]
enum Ask {
    /// The sliders of a scenario.
    Open,
    /// The answer by the law, with its picture.
    Answer,
    /// The break-even curve.
    Curve,
    /// The picture as a sheet of its own.
    Sheet,
    /// `summary.json`, as the command writes it.
    Summary,
    /// The scenario with the settings in it.
    Toml,
}

/// The narrowest and the widest picture.
const WIDTHS: (f64, f64) = (280.0, 1_600.0);

/// No page asks for more simulations at once.
const MOST_DRAWS: u64 = 100_000;

/// Files that were dropped together: a scenario may name one in a folder, and what is dropped has no folder.
struct Dropped<'f>(&'f BTreeMap<String, Vec<u8>>);

impl Files for Dropped<'_> {
    fn read(&self, path: &str, largest: u64) -> Result<Vec<u8>, String> {
        let alone = path.rsplit(['/', '\\']).next().unwrap_or(path);
        let name = if self.0.contains_key(path) { path } else { alone };
        self.0.read(name, largest).map_err(|why| why.replacen(name, path, 1))
    }
}

/// The answer to a question, whatever it is: JSON, or the bytes of `summary.json`.
fn answer(question: &[u8]) -> Vec<u8> {
    let answer = read(question).and_then(|(asked, files)| said(&asked, &files).map_err(|error| refused(&error)));
    match answer {
        Ok(bytes) => bytes,
        Err(problem) => problem.to_string().into_bytes(),
    }
}

/// A question taken apart.
fn read(question: &[u8]) -> Result<(Asked, BTreeMap<String, Vec<u8>>), Value> {
    let wrong = |why: &str| json!({ "problems": [format!("error: {why}")], "kind": "question" });
    let cut = || {
        let (head, rest) = question.split_first_chunk::<4>()?;
        rest.split_at_checked(usize::try_from(u32::from_le_bytes(*head)).ok()?)
    };
    let (header, mut rest) = cut().ok_or_else(|| wrong("the question ends early"))?;
    let mut asked: Asked = serde_json::from_slice(header).map_err(|error| wrong(&error.to_string()))?;
    asked.width = if asked.width.is_finite() { asked.width.clamp(WIDTHS.0, WIDTHS.1) } else { usual_width() };
    asked.draws = asked.draws.min(MOST_DRAWS);
    let mut files = BTreeMap::new();
    for (name, bytes) in &asked.files {
        let (file, more) = rest.split_at_checked(*bytes).ok_or_else(|| wrong("a file ends early"))?;
        files.insert(name.clone(), file.to_vec());
        rest = more;
    }
    Ok((asked, files))
}

fn refused(error: &StudyError) -> Value {
    let kind = match error.kind() {
        ErrorKind::Unreadable => "unreadable",
        ErrorKind::Invalid => "invalid",
        _ => "other",
    };
    json!({ "problems": error.messages(false), "kind": kind })
}

fn said(asked: &Asked, files: &BTreeMap<String, Vec<u8>>) -> Result<Vec<u8>, StudyError> {
    let files = &Dropped(files);
    let written = Written::open(&asked.path, None, files)?;
    let wording = Wording::usual(asked.language);
    let study = written.study(&asked.settings)?;
    let answer = match asked.ask {
        Ask::Open => opened(&study, wording)?,
        Ask::Answer => answered(asked, &study, wording)?,
        Ask::Curve => {
            let (model, bounds) = (study.outline()?.model, study.bounds()?);
            let curve = report::curve(&study.scenario, &model, &bounds, wording);
            what_if::turned(curve.as_ref(), wording.grouping, asked.width)
        }
        Ask::Sheet => {
            let glance = report::glance(&study.glance(asked.draws)?, wording);
            json!({ "picture": what_if::sheet(&glance, wording.grouping, asked.width) })
        }
        Ask::Summary => {
            let outcome = study.run(&Plan::default())?;
            let mut text = Vec::new();
            let written = render::json::write(&Report::new(&outcome, wording).numbers, &mut text);
            return written.map(|()| text).map_err(|error| StudyError::new(ErrorKind::Usage, error));
        }
        Ask::Toml => {
            let text = files.0.get(&asked.path).map(|bytes| String::from_utf8_lossy(bytes).into_owned());
            json!({ "toml": text.and_then(|text| laid_into(&text, &asked.settings)) })
        }
    };
    Ok(answer.to_string().into_bytes())
}

fn opened(study: &Study, wording: Wording) -> Result<Value, StudyError> {
    let (model, bounds) = (study.outline()?.model, study.bounds()?);
    let dials = report::dials(&study.scenario, &model, &bounds, wording);
    Ok(what_if::opened(&dials, study.scenario.mode.word(), &study.notes))
}

fn answered(asked: &Asked, study: &Study, wording: Wording) -> Result<Value, StudyError> {
    let glance = report::glance(&study.glance(asked.draws)?, wording);
    let curve = (asked.curve.as_ref(), report::rate_set(&study.scenario));
    Ok(what_if::answered(&glance, curve, wording.grouping, asked.width))
}
