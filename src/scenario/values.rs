//! Lists of values that a sweep runs over: `a,b,c` or `FROM..TO/COUNT` or `FROM..TO/COUNT:log`.
//!
//! A value is the text that would be typed after `PATH=`, so that a point of a sweep can be run by itself
//! with `--set`. Values of a range are found by their index, never by adding, and are written as decimals:
//! `0..0.10/51` goes up by 0.002 and says so.

use super::table::vanishes;

/// The values of one swept parameter.
#[derive(Debug, Clone, PartialEq)]
pub enum Values {
    /// The values as written, each a TOML value.
    List(Vec<String>),
    /// Numbers from one to another, both included.
    Range {
        /// The first.
        from: f64,
        /// The last.
        to: f64,
        /// How many; 0 where only the ends were given, for samples between them.
        count: u32,
        /// Whether equal ratios rather than equal differences lie between them.
        log: bool,
    },
}

/// More points than a parameter can usefully have.
const MOST_VALUES: u32 = 65_536;

/// Digits that a 64-bit float holds for certain.
const DIGITS: i32 = 15;

/// Digits of a sampled value: enough to tell a thousand million apart, and few enough to be typed.
const SAMPLED: i32 = 9;

impl Values {
    /// Reads the notation.
    ///
    /// # Errors
    /// A sentence saying what is wrong.
    pub fn parse(text: &str) -> Result<Self, String> {
        match Self::parse_ends(text)? {
            Values::Range { count: 0, .. } => Err("a range needs a count: FROM..TO/COUNT".to_owned()),
            values => Ok(values),
        }
    }

    /// Reads the notation for samples, where a range may be its two ends: `FROM..TO` or `FROM..TO:log`.
    ///
    /// # Errors
    /// A sentence saying what is wrong.
    pub fn parse_ends(text: &str) -> Result<Self, String> {
        let list = split(text);
        if let ([only], Some((from, rest))) = (list.as_slice(), text.split_once(".."))
            && !only.starts_with(['"', '\'', '[', '{'])
        {
            return Self::range(from, rest);
        }
        if list.iter().any(String::is_empty) {
            let what = if list.len() == 1 { "there are no values" } else { "the list of values has an empty place" };
            return Err(what.to_owned());
        }
        if list.len() > MOST_VALUES as usize {
            return Err(format!("a list has at most {MOST_VALUES} values, not {}", list.len()));
        }
        Ok(Values::List(list))
    }

    fn range(from: &str, rest: &str) -> Result<Self, String> {
        let (rest, log) = match rest.split_once(':') {
            Some((rest, "log")) => (rest, true),
            Some((_, other)) => return Err(format!("\"{other}\" is no spacing: only \"log\" is")),
            None => (rest, false),
        };
        let (to, count) = match rest.split_once('/') {
            Some((to, count)) => {
                let read: u32 = count.trim().parse().map_err(|_| format!("\"{count}\" is no count"))?;
                if !(2..=MOST_VALUES).contains(&read) {
                    return Err(format!("a range has from 2 to {MOST_VALUES} values, not {read}"));
                }
                (to, read)
            }
            None => (rest, 0),
        };
        let end = |text: &str| {
            let number = text.trim().parse::<f64>().ok().filter(|n| n.is_finite());
            let number = number.ok_or_else(|| format!("\"{text}\" is no number"))?;
            if vanishes(text, number) {
                return Err(format!("{} is too small for a number, and would be read as 0", text.trim()));
            }
            Ok(number)
        };
        let (from, to) = (end(from)?, end(to)?);
        if log && (from <= 0.0 || to <= 0.0) {
            return Err("a logarithmic range runs between numbers above 0".to_owned());
        }
        Ok(Values::Range { from, to, count, log })
    }

    /// How many values there are; 0 for a range of which only the ends are known.
    #[must_use]
    pub fn count(&self) -> u32 {
        match self {
            Values::List(list) => u32::try_from(list.len()).unwrap_or(u32::MAX),
            Values::Range { count, .. } => *count,
        }
    }

    /// A value by its index, as it would be typed.
    #[must_use]
    pub fn value(&self, index: u32) -> String {
        match self {
            Values::List(list) => list.get(index as usize).cloned().unwrap_or_default(),
            Values::Range { count, .. } => {
                self.between(f64::from(index), f64::from(count.saturating_sub(1).max(1)), DIGITS)
            }
        }
    }

    /// The value at a part (0 to 1) of the way between the ends of a range; of a list the value whose equal
    /// part it is.
    #[must_use]
    pub fn at(&self, part: f64) -> String {
        match self {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a list is short")]
            Values::List(list) => {
                let place = (part * list.len() as f64) as usize;
                list.get(place.min(list.len().saturating_sub(1))).cloned().unwrap_or_default()
            }
            Values::Range { .. } => self.between(part, 1.0, SAMPLED),
        }
    }

    /// The value `step` of `steps` steps from the first to the last.
    fn between(&self, step: f64, steps: f64, digits: i32) -> String {
        let Values::Range { from, to, log, .. } = *self else { return String::new() };
        if step <= 0.0 {
            return format!("{from}");
        }
        if step >= steps {
            return format!("{to}");
        }
        if log {
            let value = from * libm::pow(to / from, step / steps);
            return decimals(value, value.abs(), digits);
        }
        decimals((from * (steps - step) + to * step) / steps, from.abs().max(to.abs()), digits)
    }
}

/// Values as they are typed.
impl std::fmt::Display for Values {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Values::List(list) => write!(out, "{}", list.join(",")),
            Values::Range { from, to, count, log } => {
                write!(out, "{from}..{to}")?;
                if *count > 0 {
                    write!(out, "/{count}")?;
                }
                if *log { write!(out, ":log") } else { Ok(()) }
            }
        }
    }
}

/// A number as a decimal without the last digits of its binary arithmetic. What is kept is measured by
/// the largest number of the range, because a small difference of large numbers has fewer digits.
fn decimals(value: f64, largest: f64, digits: i32) -> String {
    let places = f64::from(digits - 1) - libm::floor(libm::log10(largest.max(f64::MIN_POSITIVE)));
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to 0..340")]
    let text = format!("{value:.*}", places.clamp(0.0, 340.0) as usize);
    let text = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

/// The parts between commas that stand outside quotes and brackets, trimmed.
fn split(text: &str) -> Vec<String> {
    let (mut parts, mut part) = (Vec::new(), String::new());
    let (mut depth, mut quote) = (0_u32, None);
    for c in text.chars() {
        match (c, quote) {
            ('"' | '\'', None) => quote = Some(c),
            (c, Some(open)) if c == open => quote = None,
            ('[' | '{', None) => depth += 1,
            (']' | '}', None) => depth = depth.saturating_sub(1),
            (',', None) if depth == 0 => {
                parts.push(std::mem::take(&mut part).trim().to_owned());
                continue;
            }
            _ => {}
        }
        part.push(c);
    }
    parts.push(part.trim().to_owned());
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_notation_reads() {
        assert_eq!(Values::parse("0..0.10/51"), Ok(Values::Range { from: 0.0, to: 0.1, count: 51, log: false }));
        assert_eq!(Values::parse("0.1..10/3:log"), Ok(Values::Range { from: 0.1, to: 10.0, count: 3, log: true }));
        assert_eq!(Values::parse("1, 2"), Ok(Values::List(vec!["1".into(), "2".into()])));
        assert_eq!(Values::parse_ends("1..2"), Ok(Values::Range { from: 1.0, to: 2.0, count: 0, log: false }));
        let nested = Values::parse(r#"{ low = 0, high = 0.1 }, 0.2, "a,b", "a..b""#).unwrap();
        assert_eq!(nested.count(), 4);
        assert_eq!(nested.value(2), r#""a,b""#);
        for wrong in ["", "1,,2", "0..1", "0..1/1", "0..1/70000", "0..1/5:exp", "0..nan/5", "0..1/5:log", "a..b/3"] {
            assert!(Values::parse(wrong).is_err(), "{wrong}");
        }
        let many = vec!["1"; 70_000].join(",");
        assert!(Values::parse(&many).unwrap_err().contains("70000"));
    }

    #[test]
    fn values_are_the_decimals_a_reader_expects() {
        let all = |text: &str| -> Vec<String> {
            let values = Values::parse(text).unwrap();
            (0..values.count()).map(|index| values.value(index)).collect()
        };
        let steps = all("0..0.10/51");
        assert_eq!((steps[1].as_str(), steps[3].as_str(), steps[50].as_str()), ("0.002", "0.006", "0.1"));
        // Whole thousandths from the exact arithmetic of integers: 2 * index of them.
        for (index, text) in steps.iter().enumerate() {
            let whole = format!("{:.3}", 2.0 * index as f64 / 1000.0);
            assert_eq!(*text, whole.trim_end_matches('0').trim_end_matches('.'), "value {index}");
        }
        assert_eq!(all("-0.3..0.3/7"), ["-0.3", "-0.2", "-0.1", "0", "0.1", "0.2", "0.3"]);
        assert_eq!(all("1000..5000/5"), ["1000", "2000", "3000", "4000", "5000"]);
        assert_eq!(all("0.001..1/4:log"), ["0.001", "0.01", "0.1", "1"]);
        assert_eq!(all("1e-9..3e-9/3"), ["0.000000001", "0.000000002", "0.000000003"]);
        assert_eq!(Values::parse_ends("2..4").unwrap().at(0.25), "2.5");
    }
}
