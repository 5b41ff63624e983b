//! Lists of values that a sweep runs over: `a,b,c` or `FROM..TO/COUNT` or `FROM..TO/COUNT:log`.

/// The values of one swept parameter.
#[derive(Debug, Clone, PartialEq)]
pub enum Values {
    /// The values as written, each a TOML value.
    List(Vec<String>),
    /// `count` numbers from one to another, both included.
    Range {
        /// The first.
        from: f64,
        /// The last.
        to: f64,
        /// How many.
        count: u32,
        /// Whether equal ratios rather than equal differences lie between them.
        log: bool,
    },
}

/// More points than a parameter can usefully have.
const MOST_VALUES: u32 = 65_536;

impl Values {
    /// Reads the notation.
    ///
    /// # Errors
    /// A sentence saying what is wrong.
    pub fn parse(text: &str) -> Result<Self, String> {
        if let Some((from, rest)) = text.split_once("..") {
            return Self::range(from, rest);
        }
        let list: Vec<String> = text.split(',').map(|value| value.trim().to_owned()).collect();
        if list.iter().any(String::is_empty) {
            return Err("the list of values has an empty place".to_owned());
        }
        Ok(Values::List(list))
    }

    fn range(from: &str, rest: &str) -> Result<Self, String> {
        let (to, rest) = rest.split_once('/').ok_or("a range needs a count: FROM..TO/COUNT")?;
        let (count, log) = match rest.split_once(':') {
            Some((count, "log")) => (count, true),
            Some((_, other)) => return Err(format!("\"{other}\" is no spacing: only \"log\" is")),
            None => (rest, false),
        };
        let end = |text: &str| {
            let number = text.trim().parse::<f64>().ok().filter(|n| n.is_finite());
            number.ok_or_else(|| format!("\"{text}\" is no number"))
        };
        let (from, to) = (end(from)?, end(to)?);
        let count: u32 = count.trim().parse().map_err(|_| format!("\"{count}\" is no count"))?;
        if !(2..=MOST_VALUES).contains(&count) {
            return Err(format!("a range has from 2 to {MOST_VALUES} values, not {count}"));
        }
        if log && (from <= 0.0 || to <= 0.0) {
            return Err("a logarithmic range runs between numbers above 0".to_owned());
        }
        Ok(Values::Range { from, to, count, log })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_notation_reads() {
        assert_eq!(Values::parse("0..0.10/51"), Ok(Values::Range { from: 0.0, to: 0.1, count: 51, log: false }));
        assert_eq!(Values::parse("0.1..10/3:log"), Ok(Values::Range { from: 0.1, to: 10.0, count: 3, log: true }));
        assert_eq!(Values::parse("1, 2"), Ok(Values::List(vec!["1".into(), "2".into()])));
        for wrong in ["", "1,,2", "0..1", "0..1/1", "0..1/70000", "0..1/5:exp", "0..nan/5", "0..1/5:log", "a..b/3"] {
            assert!(Values::parse(wrong).is_err(), "{wrong}");
        }
    }
}
