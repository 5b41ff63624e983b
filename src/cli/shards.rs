//! Shards of a run: the integer summary of a part of its simulations, with what it is a part of.

use super::args::{Lang, RunOptions};
use super::exit::{Failure, INVALID, NO_INPUT};
use super::manifest::{FileDigest, option, word};
use super::output::{Folder, Output};
use super::pictures::{PictureOptions, ThemeWord, size};
use super::run;
use super::sweep_args::Shard;
use crate::engine::{Plan, Summary};
use crate::stats::STREAMS_VERSION;
use crate::study::{Disk, Files, Study};
use serde::{Deserialize, Serialize};
use std::path::Path;

/// The schema's name and version.
pub(super) const SCHEMA: &str = "humnaam.shard/1";

/// Twenty thousand booths with a histogram each take a few megabytes.
const LARGEST: u64 = 256 << 20;

/// What the shards of one run have in common.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Run {
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
    /// Other priors, as named on the command line.
    pub evidence: Option<String>,
    /// Whether pictures are drawn.
    pub charts: bool,
    /// The charts asked for; all of them where left out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub drawn: Vec<String>,
    /// The colours of the charts: "light" where left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub theme: Option<String>,
    /// The size of the charts, where one was asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub size: Option<String>,
    /// The language of the report, where it is not English.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lang: Option<String>,
    /// How numbers are grouped, where that was asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grouping: Option<String>,
    /// Digests of what was read.
    pub inputs: Vec<FileDigest>,
    /// The seed.
    pub seed: u64,
    /// Simulations of the whole run.
    pub draws: u64,
}

impl Run {
    /// What the shards of a run have in common.
    pub fn new(path: &str, options: &RunOptions, settings: &[String], study: &Study) -> Self {
        let simulation = study.scenario.simulation;
        Run {
            schema: SCHEMA.to_owned(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            streams_version: STREAMS_VERSION,
            scenario: path.to_owned(),
            settings: settings.to_vec(),
            evidence: options.evidence.clone(),
            charts: !options.pictures.no_charts,
            drawn: options.pictures.charts.clone(),
            theme: (options.pictures.theme != ThemeWord::Light).then(|| word(&options.pictures.theme)),
            size: options.pictures.size.map(|size| size.to_string()),
            lang: (options.lang != Lang::En).then(|| word(&options.lang)),
            grouping: options.grouping.as_ref().map(word),
            inputs: study.inputs.iter().map(|(name, bytes)| FileDigest::of(name, bytes)).collect(),
            seed: simulation.seed,
            draws: simulation.draws,
        }
    }

    /// What the shards' run asked of the pictures.
    pub fn pictures(&self) -> PictureOptions {
        PictureOptions {
            no_charts: !self.charts,
            charts: self.drawn.clone(),
            theme: option(self.theme.as_ref()).unwrap_or_default(),
            size: self.size.as_deref().and_then(|text| size(text).ok()),
        }
    }

    /// In what another run differs from this one, in words.
    pub fn differs(&self, other: &Run) -> Option<&'static str> {
        let sums = |run: &Run| run.inputs.iter().map(|input| input.sha256.clone()).collect::<Vec<_>>();
        if (&self.schema, &self.version) != (&other.schema, &other.version) {
            Some("another version of this program")
        } else if self.streams_version != other.streams_version {
            Some("another version of the random numbers")
        } else if sums(self) != sums(other) {
            Some("another scenario, or other booths or priors")
        } else if self.seed != other.seed {
            Some("another seed")
        } else if self.draws != other.draws {
            Some("another number of simulations")
        } else if self != other {
            Some("another command line")
        } else {
            None
        }
    }
}

/// What is said of shards that another version made.
pub(super) fn older(run: &Run) -> Option<String> {
    let ours = (env!("CARGO_PKG_VERSION"), STREAMS_VERSION);
    ((run.version.as_str(), run.streams_version) != ours).then(|| {
        format!(
            "made by version {} with random numbers of version {}; this is version {} with {}: make the shards again",
            run.version, run.streams_version, ours.0, ours.1
        )
    })
}

/// A file of a shard: what it is, what it is a part of, and what was counted.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Part {
    /// The run.
    pub run: Run,
    /// Which part of it.
    pub shard: Shard,
    /// What was counted.
    pub summary: Summary,
}

/// Makes one part of a run and writes it.
pub(super) fn write(
    path: &str,
    stem: &str,
    options: &RunOptions,
    settings: &[String],
    study: &Study,
    shard: Shard,
) -> Result<String, Failure> {
    let folder = Folder::create(&options.out.join(stem).join("shards"))?;
    let ready = study.prepare()?;
    let plan = Plan::shard(study.scenario.simulation.draws, shard.index, shard.count);
    let summary = run::count(&ready.model, &plan, stem, options.quiet)?;
    let part = Part { run: Run::new(path, options, settings, study), shard, summary };
    let name = format!("{}-of-{}.summary", shard.index, shard.count);
    folder.write(&[to_file(name.clone(), &part)])?;
    Ok(format!(
        "shard {shard}: simulations {} to {} in {}/{name}\n",
        plan.first,
        plan.first + plan.draws,
        folder.shown()
    ))
}

/// A shard as a file: one line of JSON, and the SHA-256 of that line.
fn to_file(name: String, part: &Part) -> Output {
    let mut text = serde_json::to_string(part).unwrap_or_default();
    text.push('\n');
    let sum = FileDigest::of("", text.as_bytes()).sha256;
    (name, format!("{text}{sum}\n").into_bytes())
}

/// Reads a shard; one that is not as it was written is refused.
pub(super) fn read(path: &Path) -> Result<Part, Failure> {
    let shown = path.display().to_string();
    let bytes = Disk.read(&shown, LARGEST).map_err(|why| Failure::new(NO_INPUT, why))?;
    let damaged = |what: &str| Failure::new(INVALID, format!("{shown} is damaged: {what}; make this shard again"));
    let end = bytes.iter().position(|&byte| byte == b'\n').map_or(0, |end| end + 1);
    let (text, sum) = bytes.split_at(end);
    if sum.strip_suffix(b"\n") != Some(FileDigest::of("", text).sha256.as_bytes()) {
        return Err(damaged("its checksum is another"));
    }
    serde_json::from_slice(text).map_err(|error| {
        let named = serde_json::from_slice::<serde_json::Value>(text).ok();
        match named.as_ref().and_then(|value| value.get("run")?.get("schema")?.as_str()) {
            Some(schema) if schema != SCHEMA => Failure::new(
                INVALID,
                format!("{shown}: schema \"{schema}\" is not \"{SCHEMA}\"; make this shard again"),
            ),
            _ => damaged(&error.to_string()),
        }
    })
}
