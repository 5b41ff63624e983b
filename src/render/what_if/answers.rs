//! What the page and its module say to each other: answers as JSON, the same whether the page was made with them or asks for
//! them.

use super::{behind, curve, margin};
use crate::format::Grouping;
use crate::report::{CurvePicture, Dial, Glance};
use serde_json::{Value, json};

/// The sliders of a scenario, with what is drawn behind them.
#[must_use]
pub fn opened(dials: &[Dial], mode: &str, notes: &[String]) -> Value {
    let behind: Vec<String> = dials.iter().map(behind).collect();
    json!({ "mode": mode, "notes": notes, "dials": dials, "behind": behind })
}

/// An answer with its picture in a width; with it a curve that was asked for before, on which a rate that is set is marked.
#[must_use]
pub fn answered(
    glance: &Glance,
    (known, rate): (Option<&CurvePicture>, Option<f64>),
    grouping: Grouping,
    width: f64,
) -> Value {
    let picture = glance.margin.as_ref().map(|picture| margin(picture, grouping, width));
    let at = rate.map(|rate| (rate, glance.flip));
    let curve = known.map(|picture| curve(picture, grouping, width, at));
    let drawn = glance.margin.as_ref().and_then(|margin| margin.drawn.clone());
    let rate = rate.map(|rate| grouping.percent(rate));
    let (large, small) = glance.lead();
    let mut answer = json!({
        "sentence": glance.sentence(),
        "large": large,
        "small": small,
        "below": glance.below(),
        "rate": rate,
        "picture": picture,
        "curve": curve,
        "drawn": drawn,
    });
    let mut words = serde_json::to_value(glance).unwrap_or_default();
    if let (Some(all), Some(more)) = (answer.as_object_mut(), words.as_object_mut()) {
        // The page has it drawn.
        more.remove("margin");
        all.append(more);
    }
    answer
}

/// The break-even curve, drawn once; it comes back with later questions.
#[must_use]
pub fn turned(picture: Option<&CurvePicture>, grouping: Grouping, width: f64) -> Value {
    json!({ "curve": picture, "drawn": picture.map(|picture| curve(picture, grouping, width, None)) })
}
