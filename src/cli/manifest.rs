//! `manifest.json`: what a run was made of, so that anybody can run it again.

use super::args::{Lang, RunOptions};
use super::input;
use super::output::Output;
use super::pictures::ThemeWord;
use crate::stats::STREAMS_VERSION;
use crate::study::{Disk, Files};
use clap::ValueEnum;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fmt::Write;
use std::path::Path;

/// A manifest is a few kilobytes.
const LARGEST: u64 = 1 << 20;

/// The schema's name and version.
pub(super) const SCHEMA: &str = "humnaam.manifest/1";

/// What a run was made of.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Manifest {
    /// [`SCHEMA`].
    pub schema: String,
    /// The version of the program.
    pub version: String,
    /// The version of the streams.
    pub streams_version: u32,
    /// The scenario as named on the command line.
    pub scenario: String,
    /// Values set on the command line.
    pub settings: Vec<String>,
    /// The priors that stood in place of the built-in ones.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence: Option<String>,
    /// The standard error at which the run was to stop.
    pub until: Option<f64>,
    /// Whether pictures were drawn.
    pub charts: bool,
    /// The charts asked for; all of them where left out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub drawn: Vec<String>,
    /// The colours of the charts: "light" where left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub theme: Option<String>,
    /// The size of the charts, where one was asked for: "900x500".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub size: Option<String>,
    /// The language of the report: "en" where left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lang: Option<String>,
    /// "western" or "indian", where another than the language's own was asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grouping: Option<String>,
    /// The table of every simulation, where one was asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub draws_file: Option<String>,
    /// What was varied, where it was a sweep.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sweep: Option<Swept>,
    /// The seed.
    pub seed: u64,
    /// Simulations done.
    pub draws: u64,
    /// Digests of what was read.
    pub inputs: Vec<FileDigest>,
    /// Digests of what was written.
    pub outputs: Vec<FileDigest>,
}

/// The word of an option as the command line has it.
pub(super) fn word(option: &impl ValueEnum) -> String {
    option.to_possible_value().map_or_else(String::new, |value| value.get_name().to_owned())
}

/// The option of a word, where it is one.
pub(super) fn option<T: ValueEnum>(word: Option<&String>) -> Option<T> {
    T::from_str(word?, false).ok()
}

/// What a sweep varied.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Swept {
    /// Paths and values as typed; empty where the scenario's own `[[sweep]]` was run.
    pub vary: Vec<String>,
    /// The sample as typed.
    pub sample: Option<String>,
    /// Values looked for, as typed.
    pub solve: Vec<String>,
    /// Points.
    pub points: u64,
    /// Whether the table of points is there as Parquet too.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub parquet: bool,
}

/// A file and its SHA-256.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FileDigest {
    /// The file.
    pub file: String,
    /// Its SHA-256 in hexadecimal.
    pub sha256: String,
}

impl FileDigest {
    /// The digest of some bytes under a name.
    pub fn of(file: &str, bytes: &[u8]) -> Self {
        Digesting::new(std::io::sink()).after(bytes).digest(file)
    }

    /// The same of whatever a reader has, however much it is.
    pub fn of_reader(file: &str, mut reader: impl std::io::Read) -> std::io::Result<Self> {
        let mut sum = Digesting::new(std::io::sink());
        std::io::copy(&mut reader, &mut sum)?;
        Ok(sum.digest(file))
    }

    /// The same of a file on the disk, or why it cannot be read.
    pub fn on_disk(file: &str, path: &Path) -> Result<Self, String> {
        let shown = path.display().to_string();
        let unread = |error: std::io::Error| format!("{shown} cannot be read: {error}");
        FileDigest::of_reader(file, input::stream(&shown)?).map_err(unread)
    }
}

/// A writer that knows the digest of what was written through it.
pub(super) struct Digesting<W> {
    inner: W,
    sum: Sha256,
}

impl<W: std::io::Write> Digesting<W> {
    /// A writer in front of another.
    pub fn new(inner: W) -> Self {
        Digesting { inner, sum: Sha256::new() }
    }

    fn after(mut self, bytes: &[u8]) -> Self {
        self.sum.update(bytes);
        self
    }

    /// The digest of what was written, under a name.
    pub fn digest(self, file: &str) -> FileDigest {
        let mut sha256 = String::new();
        for byte in self.sum.finalize() {
            let _ = write!(sha256, "{byte:02x}");
        }
        FileDigest { file: file.to_owned(), sha256 }
    }
}

impl<W: std::io::Write> std::io::Write for Digesting<W> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let written = self.inner.write(bytes)?;
        self.sum.update(&bytes[..written]);
        Ok(written)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.inner.flush()
    }
}

impl Manifest {
    /// The manifest of a run.
    pub fn new(
        scenario: &str,
        options: &RunOptions,
        settings: &[String],
        seed: u64,
        draws: u64,
        inputs: &[Output],
        outputs: &[Output],
    ) -> Self {
        let digests = |files: &[Output]| files.iter().map(|(name, bytes)| FileDigest::of(name, bytes)).collect();
        Manifest {
            schema: SCHEMA.to_owned(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            streams_version: STREAMS_VERSION,
            scenario: scenario.to_owned(),
            settings: settings.to_vec(),
            evidence: options.evidence.clone(),
            until: options.until,
            charts: !options.pictures.no_charts,
            drawn: options.pictures.charts.clone(),
            theme: (options.pictures.theme != ThemeWord::Light).then(|| word(&options.pictures.theme)),
            size: options.pictures.size.map(|size| size.to_string()),
            lang: (options.lang != Lang::En).then(|| word(&options.lang)),
            grouping: options.grouping.as_ref().map(word),
            draws_file: None,
            sweep: None,
            seed,
            draws,
            inputs: digests(inputs),
            outputs: digests(outputs),
        }
    }

    /// The manifest that an earlier run left in a folder, where there is one that reads.
    pub fn in_folder(folder: &Path) -> Option<Self> {
        let bytes = Disk.read(&folder.join("manifest.json").display().to_string(), LARGEST).ok()?;
        serde_json::from_slice(&bytes).ok()
    }

    /// What the page says of it: name and value, files with their digests.
    pub fn in_short(&self) -> Vec<(String, String)> {
        let mut rows = vec![
            ("humnaam".to_owned(), self.version.clone()),
            ("streams_version".to_owned(), self.streams_version.to_string()),
            ("scenario".to_owned(), self.scenario.clone()),
        ];
        rows.extend(self.settings.iter().map(|setting| ("--set".to_owned(), setting.clone())));
        rows.push(("seed".to_owned(), self.seed.to_string()));
        rows.push(("draws".to_owned(), self.draws.to_string()));
        let files = self.inputs.iter().chain(&self.outputs);
        rows.extend(files.map(|digest| (digest.file.clone(), format!("sha256 {}", digest.sha256))));
        rows
    }

    /// The manifest as a file's bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut text = serde_json::to_string_pretty(self).unwrap_or_default();
        text.push('\n');
        text.into_bytes()
    }
}
