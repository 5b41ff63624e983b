//! `manifest.json`: what the files of a folder were made of, so that anybody can make them again.

use super::digest::FileDigest;
use super::error::ArchiveError;
use super::points::Identity;
use super::recipe::Recipe;
use super::{Maker, schema_named};
use crate::figure::{Pictures, Size, SvgText, Theme};
use crate::format::Grouping;
use crate::scenario::Scenario;
use crate::wording::Language;
use serde::{Deserialize, Serialize};

/// The schema's name and version.
const SCHEMA: &str = "humnaam.manifest/1";

/// The name of its file.
pub const MANIFEST: &str = "manifest.json";

/// How the pages of a report end, which show all its charts.
const PAGE: &str = ".html";

/// What a folder was made of, key by key as it is written.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// The schema's name and version.
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
    pub theme: Option<Theme>,
    /// The size of the charts, where one was asked for: "900x500".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub size: Option<Size>,
    /// How words stand in the SVG files: "outlines" where left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub svg_text: Option<SvgText>,
    /// The language of the report: "en" where left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lang: Option<Language>,
    /// "western" or "indian", where another than the language's own was asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grouping: Option<Grouping>,
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
    /// The SHA-256 of all of the above, as it stands in the file without this line; empty until it is written.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub sha256: String,
}

/// What a sweep varied.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Swept {
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

impl Manifest {
    /// The manifest of what this program made by a recipe, with this seed and so many simulations.
    #[must_use]
    pub fn new(recipe: &Recipe, seed: u64, draws: u64, inputs: Vec<FileDigest>, outputs: Vec<FileDigest>) -> Self {
        let Maker { version, streams_version } = Maker::this();
        let Pictures { drawn, only, theme, size, svg_text } = recipe.pictures.clone();
        Manifest {
            schema: SCHEMA.to_owned(),
            version,
            streams_version,
            scenario: recipe.scenario.clone(),
            settings: recipe.settings.clone(),
            evidence: recipe.evidence.clone(),
            until: recipe.until,
            charts: drawn,
            drawn: only,
            theme: Some(theme).filter(|theme| *theme != Theme::Light),
            size,
            svg_text: Some(svg_text).filter(|text| *text != SvgText::Outlines),
            lang: Some(recipe.language).filter(|language| *language != Language::English),
            grouping: recipe.grouping,
            draws_file: None,
            sweep: None,
            seed,
            draws,
            inputs,
            outputs,
            sha256: String::new(),
        }
    }

    /// The manifest of a sweep. `parquet` says whether its points are there as Parquet too.
    #[must_use]
    pub fn of_sweep(identity: &Identity, base: &Scenario, outputs: Vec<FileDigest>, parquet: bool) -> Self {
        let (recipe, simulation) = (&identity.recipe, base.simulation);
        let swept = Swept {
            vary: recipe.vary.clone(),
            sample: recipe.sample.clone(),
            solve: recipe.solve.clone(),
            points: identity.points,
            parquet,
        };
        let manifest = Manifest::new(recipe, simulation.seed, simulation.draws, identity.inputs.clone(), outputs);
        Manifest { sweep: Some(swept), ..manifest }
    }

    /// The same with the table of every simulation, where there is one.
    #[must_use]
    pub fn with_draws(mut self, table: Option<&FileDigest>) -> Self {
        self.draws_file = table.map(|table| table.file.clone());
        self.outputs.extend(table.cloned());
        self
    }

    /// The names of the files of the folder, its own last.
    #[must_use]
    pub fn files(&self) -> Vec<String> {
        self.outputs.iter().map(|file| file.file.clone()).chain([MANIFEST.to_owned()]).collect()
    }

    /// The recipe that made the folder.
    #[must_use]
    pub fn recipe(&self) -> Recipe {
        let swept = self.sweep.as_ref();
        Recipe {
            scenario: self.scenario.clone(),
            settings: self.settings.clone(),
            evidence: self.evidence.clone(),
            until: self.until,
            pictures: Pictures {
                drawn: self.charts,
                only: self.drawn.clone(),
                theme: self.theme.unwrap_or_default(),
                size: self.size,
                svg_text: self.svg_text.unwrap_or_default(),
            },
            language: self.lang.unwrap_or_default(),
            grouping: self.grouping,
            vary: swept.map_or_else(Vec::new, |swept| swept.vary.clone()),
            sample: swept.and_then(|swept| swept.sample.clone()),
            solve: swept.map_or_else(Vec::new, |swept| swept.solve.clone()),
        }
    }

    /// What the page says of it: name and value, files with their digests.
    #[must_use]
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

    /// The manifest as a file's bytes, sealed by its own digest.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        Manifest { sha256: self.seal(), ..self.clone() }.text()
    }

    fn text(&self) -> Vec<u8> {
        let mut text = serde_json::to_string_pretty(self).unwrap_or_default();
        text.push('\n');
        text.into_bytes()
    }

    fn seal(&self) -> String {
        FileDigest::of("", &Manifest { sha256: String::new(), ..self.clone() }.text()).sha256
    }

    /// Whether a folder of this manifest holds all that another run of the same would write there: the same answer, and at
    /// least the pictures and the table of draws that are asked for now. Nothing needs to go then.
    #[must_use]
    pub fn holds(&self, fresh: &Manifest) -> bool {
        let plain = |one: &Manifest| {
            // Where no picture is drawn no language shows; of pictures that are, the digests tell.
            let (lang, grouping) = if fresh.charts { (one.lang, one.grouping) } else { (None, None) };
            let (theme, size, svg_text, drawn, draws_file) = (None, None, None, Vec::new(), None);
            let (outputs, sha256, charts) = (Vec::new(), String::new(), false);
            Manifest {
                charts,
                drawn,
                theme,
                size,
                svg_text,
                lang,
                grouping,
                draws_file,
                outputs,
                sha256,
                ..one.clone()
            }
        };
        // The page of fewer charts is another page.
        let asked = || fresh.outputs.iter().filter(|file| !file.file.ends_with(PAGE));
        plain(self) == plain(fresh) && self.charts >= fresh.charts && asked().all(|file| self.outputs.contains(file))
    }

    /// The manifest of a file's bytes. `shown` is the file's name in messages.
    ///
    /// # Errors
    /// It is no manifest, one of another schema, or no longer as it was written.
    pub fn from_bytes(shown: &str, bytes: &[u8]) -> Result<Self, ArchiveError> {
        let other = |named: &str| ArchiveError::Invalid(format!("{shown}: schema \"{named}\" is not \"{SCHEMA}\""));
        match serde_json::from_slice::<Manifest>(bytes) {
            Ok(manifest) if manifest.schema != SCHEMA => Err(other(&manifest.schema)),
            Ok(manifest) if manifest.sha256 == manifest.seal() => Ok(Manifest { sha256: String::new(), ..manifest }),
            Ok(manifest) => {
                let what =
                    if manifest.sha256.is_empty() { "it lacks its own sha256" } else { "its own sha256 is another" };
                Err(ArchiveError::Changed(format!(
                    "{shown} was changed after it was written: {what}\nhelp: run the scenario again, which writes a new one"
                )))
            }
            Err(error) => {
                // Another version has other keys, so its name is looked at before they are.
                if let Some(named) = schema_named(bytes, &["schema"]).filter(|named| named != SCHEMA) {
                    return Err(other(&named));
                }
                let (line, column) = (error.line(), error.column());
                let what = error.to_string().replace(&format!(" at line {line} column {column}"), "");
                Err(ArchiveError::Located(format!(
                    "{shown}:{line}:{column}: error: {what}\nhelp: this is no manifest as it was written; run the scenario again"
                )))
            }
        }
    }
}
