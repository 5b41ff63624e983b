//! What priors that were fitted to past elections rest on, in words.

use crate::calibrate::Fitted;
use crate::format::{counted, figures, votes};

/// What was looked at, and what it says of the name route and of photographs.
#[must_use]
pub fn calibration(fitted: &Fitted) -> Vec<String> {
    let evidence = &fitted.evidence;
    vec![
        format!(
            "{} namesakes and {} ordinary independents looked at.",
            votes(fitted.namesakes as u64),
            votes(fitted.independents as u64)
        ),
        format!(
            "Name route, identical name, no photograph: log-odds {} ± {} from pair to pair; open with probability {}.",
            figures(evidence.name_route.location),
            figures(evidence.name_route.scale),
            figures(evidence.confusable.mean)
        ),
        format!(
            "Photographs add {} (uncertain by {}).",
            figures(evidence.photo.location),
            figures(evidence.photo.scale)
        ),
    ]
}

/// What stands at the head of the file of the priors: the command that made it, and of what. Without a date it is the same on
/// any day.
#[must_use]
pub fn calibration_head(fitted: &Fitted, command: &str, date: Option<&str>) -> Vec<String> {
    let years = fitted.years.map_or_else(String::new, |(first, last)| format!(", elections {first} to {last}"));
    let mut lines = vec![
        "What past namesakes polled, as priors. Every number here can be overridden in a scenario, is".to_owned(),
        "printed with the result it carries, and says where it comes from. Rates are per vote intended for".to_owned(),
        "the principal; logits and hazards agree to the third digit for rates this small.".to_owned(),
        String::new(),
        format!("Made by: {command}"),
        format!(
            "Of {}, {}{years}: {}, {}.",
            counted(fitted.contests, "contest", "contests"),
            counted(fitted.candidates, "candidate", "candidates"),
            counted(fitted.namesakes as u64, "namesake", "namesakes"),
            counted(fitted.independents as u64, "ordinary independent", "ordinary independents"),
        ),
        "What such tables cannot tell (symbols, slips, booths, segments, where own supporters go) is carried over."
            .to_owned(),
    ];
    lines.extend(date.map(|date| format!("Date: {date}")));
    lines
}
