//! Numbers that every language writes alike.

use crate::format::Grouping;

/// A rate in per cent, to three figures or to so many decimals.
pub(super) fn rate_to(rate: f64, digits: Option<usize>, grouping: Grouping) -> String {
    digits.map_or_else(|| grouping.percent(rate), |digits| format!("{:.digits$} %", 100.0 * rate))
}

/// A share as per cent with two decimals.
pub(super) fn hundredths(share: f64) -> String {
    format!("{:.2} %", 100.0 * share)
}

/// "+59.6 %": how votes changed.
pub(super) fn grew(then: u64, here: u64, grouping: Grouping) -> String {
    let change = 100.0 * (here as f64 - then as f64) / then.max(1) as f64;
    let sign = if change > 0.0 { "+" } else { "" };
    format!("{sign}{} %", grouping.figures(change))
}
