//! What is asked of the pictures of a report: which, in which colours, and how large.

use super::Figure;
use serde::{Deserialize, Serialize};

/// Whether a picture is for paper and bright screens or for dark ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Theme {
    /// Dark ink on white.
    #[default]
    Light,
    /// Pale ink on near black.
    Dark,
}

/// How words stand in an SVG file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SvgText {
    /// As outlines, which look the same whatever fonts a machine has.
    #[default]
    Outlines,
    /// As text that can be edited, with the faces it needs inside.
    Live,
}

/// Width and height in logical pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Size {
    /// From 320 to 2,400.
    pub width: u32,
    /// From 200 to 4,000.
    pub height: u32,
}

impl std::fmt::Display for Size {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{}x{}", self.width, self.height)
    }
}

/// A size as it is typed: `900x500`.
impl std::str::FromStr for Size {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let parts = text.split_once(['x', 'X', '×']);
        let parsed = parts.and_then(|(width, height)| Some((width.trim().parse().ok()?, height.trim().parse().ok()?)));
        match parsed {
            Some((width @ 320..=2_400, height @ 200..=4_000)) => Ok(Size { width, height }),
            _ => Err("write a size as 900x500, from 320x200 to 2400x4000".to_owned()),
        }
    }
}

impl TryFrom<String> for Size {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

impl From<Size> for String {
    fn from(size: Size) -> Self {
        size.to_string()
    }
}

/// Which pictures are drawn, and how.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pictures {
    /// Whether there are any, and the page with them.
    pub drawn: bool,
    /// The charts by name; all that apply where this is empty, but for those that are drawn on request alone.
    pub only: Vec<String>,
    /// Their colours.
    pub theme: Theme,
    /// Their size, where it is not each one's own.
    pub size: Option<Size>,
    /// The words of the SVG files.
    #[serde(default, skip_serializing_if = "is_outlines")]
    pub svg_text: SvgText,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands a reference")]
fn is_outlines(text: &SvgText) -> bool {
    *text == SvgText::Outlines
}

/// All of them, on white, each at its own size.
impl Default for Pictures {
    fn default() -> Self {
        Pictures { drawn: true, only: Vec::new(), theme: Theme::Light, size: None, svg_text: SvgText::Outlines }
    }
}

impl Pictures {
    /// Those of some figures that are drawn, at the size that is asked for.
    #[must_use]
    pub fn chosen(&self, figures: &[Figure]) -> Vec<Figure> {
        let wanted = |figure: &&Figure| match &*self.only {
            [] => !figure.on_request,
            names => names.iter().any(|name| figure.is_chart(name)),
        };
        let sized = |figure: &Figure| match self.size {
            Some(size) => figure.clone().size(size.width, size.height),
            None => figure.clone(),
        };
        figures.iter().filter(wanted).map(sized).collect()
    }
}
