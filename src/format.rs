//! Numbers as people read them.

/// Where the separators of large numbers stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Grouping {
    /// Every three digits: 1,662,859.
    #[default]
    Western,
    /// Three digits, then two and two, as lakhs and crores are counted: 16,62,859.
    Indian,
}

impl Grouping {
    /// Whether a separator stands before the last `left` digits.
    fn separates(self, left: usize) -> bool {
        match self {
            Grouping::Western => left.is_multiple_of(3),
            Grouping::Indian => left == 3 || (left > 3 && (left - 3).is_multiple_of(2)),
        }
    }

    /// A whole number with separators; negative numbers with a true minus.
    ///
    /// ```
    /// use humnaam::format::Grouping;
    ///
    /// assert_eq!(Grouping::Indian.whole(422_087), "4,22,087");
    /// assert_eq!(Grouping::Western.whole(-422_087), "−422,087");
    /// ```
    #[must_use]
    pub fn whole(self, number: i64) -> String {
        let digits = number.unsigned_abs().to_string();
        let mut text = String::new();
        for (place, digit) in digits.chars().enumerate() {
            if place > 0 && self.separates(digits.len() - place) {
                text.push(',');
            }
            text.push(digit);
        }
        if number < 0 { format!("−{text}") } else { text }
    }

    /// Votes with separators.
    #[must_use]
    pub fn votes(self, number: u64) -> String {
        self.whole(i64::try_from(number).unwrap_or(i64::MAX))
    }

    /// The same with what is counted, in its own form where there is one of it.
    #[must_use]
    pub fn counted(self, number: u64, one: &str, many: &str) -> String {
        format!("{} {}", self.votes(number), if number == 1 { one } else { many })
    }

    /// A number to three figures: 17.5, 0.283, 4.73; whole from a thousand on, with separators.
    #[must_use]
    pub fn figures(self, number: f64) -> String {
        let size = number.abs();
        #[expect(clippy::cast_possible_truncation, reason = "the number is small enough to be read")]
        let text = if size >= 999.5 {
            return self.whole(libm::round(number) as i64);
        } else if size >= 99.95 {
            format!("{number:.0}")
        } else if size >= 9.995 {
            format!("{number:.1}")
        } else if size >= 0.9995 {
            format!("{number:.2}")
        } else if size == 0.0 {
            return "0".to_owned();
        } else {
            let places = usize::try_from(3 - (libm::floor(libm::log10(size)) as i64 + 1)).unwrap_or(3).min(12);
            format!("{number:.places$}")
        };
        let text = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
        // What rounds to nothing has no sign.
        if text == "-0" { "0".to_owned() } else { text.replace('-', "−") }
    }

    /// A share as per cent, to three figures: 4.73 %. What is below 1 is never rounded to 100 %: 99.973 %,
    /// and beyond three places "> 99.999 %", for nothing here is known better.
    #[must_use]
    pub fn percent(self, share: f64) -> String {
        let (figures, missing) = (self.figures(100.0 * share), 100.0 * (1.0 - share));
        if figures != "100" || missing <= 0.0 {
            return format!("{figures} %");
        }
        if missing < 0.001 {
            return "> 99.999 %".to_owned();
        }
        let text = format!("{:.3}", 100.0 * share);
        format!("{} %", text.trim_end_matches('0'))
    }
}

/// A whole number with separators: 20,969; negative numbers with a true minus.
///
/// ```
/// assert_eq!(humnaam::format::whole(-20_969), "−20,969");
/// ```
#[must_use]
pub fn whole(number: i64) -> String {
    Grouping::Western.whole(number)
}

/// Votes with separators.
#[must_use]
pub fn votes(number: u64) -> String {
    Grouping::Western.votes(number)
}

/// A number to three figures: 17.5, 0.283, 4.73; whole from a thousand on, with separators.
#[must_use]
pub fn figures(number: f64) -> String {
    Grouping::Western.figures(number)
}

/// A share as per cent, to three figures: 4.73 %.
#[must_use]
pub fn percent(share: f64) -> String {
    Grouping::Western.percent(share)
}

/// A probability as per cent, with as many places as its standard error supports and never a
/// rounded 0 or 100 for something that was counted.
#[must_use]
pub fn probability(share: f64, standard_error: f64) -> String {
    let places =
        if standard_error <= 0.0 { 1.0 } else { (-libm::floor(libm::log10(100.0 * standard_error))).clamp(0.0, 12.0) };
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to 0..12")]
    let places = places as usize;
    format!("{:.places$} %", 100.0 * share)
}

/// A number to nine figures, for files: what lies beyond is rounding that differs from machine to machine.
#[must_use]
pub fn nine_figures(number: f64) -> f64 {
    format!("{number:.8e}").parse().unwrap_or(number)
}

/// A number to two figures: 8.1, 650, 380,000; for odds, of which no more is known.
#[must_use]
pub fn two_figures(number: f64) -> f64 {
    format!("{number:.1e}").parse().unwrap_or(number)
}

/// "1 booth", "2 booths".
#[must_use]
pub fn counted(number: u64, one: &str, many: &str) -> String {
    Grouping::Western.counted(number, one, many)
}

/// The same of a number without separators, as files, findings and programs have it: "1 row", "1234 rows".
#[must_use]
pub fn of(number: impl TryInto<u64>, one: &str, many: &str) -> String {
    let number = number.try_into().unwrap_or(u64::MAX);
    format!("{number} {}", if number == 1 { one } else { many })
}

/// "a", "a and b", "a, b and c".
#[must_use]
pub fn listed(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_as_people_write_them() {
        assert_eq!(
            (whole(0), whole(999), whole(1_000), whole(-1_234_567)),
            ("0".into(), "999".into(), "1,000".into(), "−1,234,567".into())
        );
        let indian = |number| Grouping::Indian.whole(number);
        assert_eq!(
            (indian(999), indian(1_000), indian(99_999), indian(422_087), indian(1_662_859), indian(-123_456_789)),
            (
                "999".into(),
                "1,000".into(),
                "99,999".into(),
                "4,22,087".into(),
                "16,62,859".into(),
                "−12,34,56,789".into()
            )
        );
        assert_eq!(figures(17.503_339), "17.5");
        assert_eq!(figures(0.002_830), "0.00283");
        assert_eq!(figures(12.4519), "12.5");
        assert_eq!(figures(842_000.4), "842,000");
        assert_eq!(figures(999.7), "1,000");
        assert_eq!(figures(20.0), "20");
        assert_eq!(figures(-0.5), "−0.5");
        assert_eq!((figures(-1e-14), percent(-1.1e-16), percent(-0.012)), ("0".into(), "0 %".into(), "−1.2 %".into()));
        assert_eq!(percent(0.047_328), "4.73 %");
        assert_eq!(percent(0.002_83), "0.283 %");
        assert_eq!(
            (percent(0.999_731), percent(0.999_6), percent(1.0)),
            ("99.973 %".into(), "99.96 %".into(), "100 %".into())
        );
        assert_eq!((percent(0.999_999), percent(1.0 - 1e-15)), ("> 99.999 %".into(), "> 99.999 %".into()));
        assert_eq!(probability(0.248_22, 0.001_4), "24.8 %");
        assert_eq!(probability(0.5, 0.05), "50 %");
        assert_eq!(nine_figures(1.0 / 3.0), 0.333_333_333);
        assert_eq!(listed(&["a".into(), "b".into(), "c".into()]), "a, b and c");
    }
}
