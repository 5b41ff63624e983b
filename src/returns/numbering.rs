//! Booths that are missing in a run of numbers, and runs that begin late.

use std::collections::BTreeMap;

/// What the numbers of booths show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Doubt {
    /// The row behind the gap.
    pub line: u64,
    pub what: String,
    pub cause: &'static str,
    /// Numbers that are missing.
    pub missing: u64,
}

/// Looks at booths as segment, name and line.
pub(super) fn doubts<'a>(rows: impl Iterator<Item = (&'a str, &'a str, u64)>) -> Vec<Doubt> {
    let mut numbers: BTreeMap<&str, Vec<(u64, u64)>> = BTreeMap::new();
    for (segment, booth, line) in rows {
        let digits: String = booth.chars().take_while(char::is_ascii_digit).collect();
        // Longer numbers are codes.
        if let Some(number) = digits.parse().ok().filter(|number| *number < 1_000_000_000) {
            numbers.entry(segment).or_default().push((number, line));
        }
    }
    let mut doubts = Vec::new();
    for (segment, mut found) in numbers {
        found.sort_unstable();
        of_segment(segment, &found, &mut doubts);
    }
    doubts
}

/// The numbers of a segment, sorted, each with its line.
fn of_segment(segment: &str, found: &[(u64, u64)], doubts: &mut Vec<Doubt>) {
    let (Some(&first), Some(&last)) = (found.first(), found.last()) else { return };
    let gaps: Vec<(u64, u64, u64)> = found
        .windows(2)
        .filter(|pair| pair[1].0 > pair[0].0 + 1)
        .map(|pair| (pair[0].0 + 1, pair[1].0 - 1, pair[1].1))
        .collect();
    if first.0 > 1 && first.0 <= found.len() as u64 {
        let what = format!("the booths of {segment} begin with number {}", first.0);
        doubts.push(Doubt { line: first.1, what, cause: "rows were lost above it", missing: first.0 - 1 });
    }
    let missing = gaps.iter().map(|(low, high, _)| high - low + 1).sum::<u64>();
    if missing > found.len() as u64 / 4 {
        // Numbers of a whole district, or codes, are no run; one that begins at 1 and is half there is.
        if first.0 <= 3 && missing <= 2 * found.len() as u64 {
            let line = gaps.first().map_or(0, |(_, _, line)| *line);
            let longest = gaps.iter().max_by_key(|(low, high, _)| high - low);
            let which = match longest {
                Some((low, high, _)) if low < high => format!("{low} to {high}"),
                _ => longest.map_or(0, |(low, _, _)| *low).to_string(),
            };
            let what = format!(
                "booths of {segment} are numbered from {} to {}, and {missing} of these numbers are missing, such as {which}",
                first.0, last.0
            );
            doubts.push(Doubt { line, what, cause: "many rows were lost, or the numbers were never given", missing });
        }
        return;
    }
    for (low, high, line) in gaps {
        let which = if low == high { format!("booth {low}") } else { format!("booths {low} to {high}") };
        let what = format!("{which} of {segment} is missing in a run of numbers");
        let cause = "a row was lost, or the number was never given";
        doubts.push(Doubt { line, what, cause, missing: high - low + 1 });
    }
}
