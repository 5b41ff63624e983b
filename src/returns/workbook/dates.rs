//! Days as workbooks count them.

/// A day by its number, as `2014-05-16`; `None` where no calendar has it. Days are counted from the end of 1899, with a
/// 29 February 1900 that never was; or from 1904.
pub(super) fn day(number: f64, from_1904: bool) -> Option<String> {
    if !(1.0..2_958_466.0).contains(&number) {
        return None;
    }
    #[expect(clippy::cast_possible_truncation, reason = "the range is checked")]
    let days = number.floor() as i64;
    // From 1 January 1970: the first counts begin 25,569 and 24,107 days before.
    let days = if from_1904 { days - 24_107 } else { days - 25_569 + i64::from(days < 61) };
    // Civil from days (H. Hinnant): years begin in March, so that the odd day comes last.
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let of_era = shifted.rem_euclid(146_097);
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let (month, next) = if month < 10 { (month + 3, 0) } else { (month - 9, 1) };
    Some(format!("{:04}-{month:02}-{day:02}", year + era * 400 + next))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_those_of_the_calendar() {
        assert_eq!(day(41_775.0, false).as_deref(), Some("2014-05-16"));
        assert_eq!(day(43_831.75, false).as_deref(), Some("2020-01-01"));
        assert_eq!(day(1.0, false).as_deref(), Some("1900-01-01"));
        assert_eq!(day(61.0, false).as_deref(), Some("1900-03-01"));
        assert_eq!(day(366.0, true).as_deref(), Some("1905-01-01"));
        for number in [0.0, -1.0, 1e300, f64::NAN] {
            assert_eq!(day(number, false), None);
        }
    }
}
