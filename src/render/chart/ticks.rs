//! Round numbers along an axis, and how they are written.

use crate::figure::Ticks;
use crate::format::Grouping;

/// The multiples of a step from `low` to `high`.
pub(super) fn multiples(low: f64, high: f64, step: f64) -> Vec<f64> {
    if !(step.is_finite() && step > 0.0) {
        return Vec::new();
    }
    let first = (low / step - 1e-9).ceil();
    let last = (high / step + 1e-9).floor();
    let count = (last - first).clamp(-1.0, 1000.0) as i64;
    (0..=count).map(|index| (first + index as f64) * step).map(|value| if value == 0.0 { 0.0 } else { value }).collect()
}

/// The step of round values: the least of its kind that gives no more than
/// `most` values.
pub(super) fn step(low: f64, high: f64, most: usize, ticks: Ticks) -> f64 {
    let rough = (high - low) / most.max(1) as f64;
    let power = 10_f64.powf(rough.log10().floor());
    let step = [1.0, 2.0, 5.0, 10.0]
        .into_iter()
        .map(|factor| factor * power)
        .find(|step| *step >= rough * (1.0 - 1e-9))
        .unwrap_or(10.0 * power);
    match ticks {
        // There is no half a vote.
        Ticks::Integer => step.max(1.0),
        Ticks::Percent | Ticks::Plain => step,
    }
}

/// Round values on a scale of equal factors: the powers of ten, with 2 and 5
/// or 3 between them where there is room.
pub(super) fn logarithmic(low: f64, high: f64, most: usize) -> Vec<f64> {
    let kinds: [&[f64]; 3] = [&[1.0, 2.0, 5.0], &[1.0, 3.0], &[1.0]];
    let within = |factors: &[f64], every: i32| -> Vec<f64> {
        let first = low.log10().floor().clamp(-300.0, 300.0) as i32;
        let last = high.log10().ceil().clamp(-300.0, 300.0) as i32;
        (first..=last)
            .filter(|power| power.rem_euclid(every) == 0)
            .flat_map(|power| factors.iter().map(move |factor| factor * 10_f64.powi(power)))
            .filter(|value| *value >= low * (1.0 - 1e-9) && *value <= high * (1.0 + 1e-9))
            .collect()
    };
    for factors in kinds {
        let values = within(factors, 1);
        if values.len() <= most {
            return values;
        }
    }
    (2..100).map(|every| within(&[1.0], every)).find(|values| values.len() <= most).unwrap_or_default()
}

/// A value as it is written beside its tick; `step` says how many decimals
/// neighbouring ticks need to differ.
pub(super) fn label(value: f64, step: f64, ticks: Ticks, grouping: Grouping) -> String {
    match ticks {
        Ticks::Integer => grouped(value, 0, grouping),
        Ticks::Percent => format!("{} %", grouped(100.0 * value, decimals(100.0 * step), grouping)),
        Ticks::Plain => grouped(value, decimals(step), grouping),
    }
}

/// The decimals a step needs to be seen.
fn decimals(step: f64) -> usize {
    (0..9)
        .find(|places| {
            let scaled = step * 10_f64.powi(*places);
            (scaled - scaled.round()).abs() < 1e-6 && scaled.round() != 0.0
        })
        .and_then(|places| usize::try_from(places).ok())
        .unwrap_or(9)
}

/// A number with the separators of its grouping and a true minus sign.
fn grouped(value: f64, decimals: usize, grouping: Grouping) -> String {
    let digits = format!("{:.decimals$}", value.abs());
    let (whole, rest) = match digits.split_once('.') {
        Some((whole, rest)) => (whole, format!(".{rest}")),
        None => (digits.as_str(), String::new()),
    };
    let text = whole.parse().map_or_else(|_| whole.to_owned(), |whole| grouping.whole(whole));
    let is_zero = !digits.contains(|digit: char| ('1'..='9').contains(&digit));
    let sign = if value < 0.0 && !is_zero { "−" } else { "" };
    format!("{sign}{text}{rest}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_round_and_within() {
        let linear = |low, high, most, ticks| multiples(low, high, step(low, high, most, ticks));
        let ticks = linear(-7000.0, 8000.0, 9, Ticks::Integer);
        assert_eq!(ticks, [-6000.0, -4000.0, -2000.0, 0.0, 2000.0, 4000.0, 6000.0, 8000.0]);
        assert_eq!(linear(0.0, 0.5, 6, Ticks::Percent).len(), 6);
    }

    #[test]
    fn votes_are_never_halved() {
        assert_eq!(multiples(0.0, 2.0, step(0.0, 2.0, 9, Ticks::Integer)), [0.0, 1.0, 2.0]);
    }

    #[test]
    fn odd_spans_give_few_ticks_and_no_panic() {
        for (low, high) in [(0.0, 0.0), (1.0, 0.0), (f64::NAN, 1.0), (0.0, f64::INFINITY)] {
            assert!(multiples(low, high, step(low, high, 5, Ticks::Plain)).len() <= 6);
            assert!(logarithmic(low, high, 5).len() <= 5);
        }
    }

    #[test]
    fn factors_fill_the_room_there_is() {
        assert_eq!(logarithmic(50.0, 20_000.0, 4), [100.0, 1_000.0, 10_000.0]);
        let more = logarithmic(50.0, 20_000.0, 10);
        assert_eq!(more.first(), Some(&50.0));
        assert_eq!(more.last(), Some(&20_000.0));
        assert!(logarithmic(1e-20, 1e20, 5).len() <= 5);
    }

    #[test]
    fn numbers_are_written_for_readers() {
        let label = |value, step, ticks| label(value, step, ticks, Grouping::Western);
        assert_eq!(label(-20_968.0, 1.0, Ticks::Integer), "−20,968");
        assert_eq!(label(-0.0, 1.0, Ticks::Integer), "0");
        assert_eq!(label(0.025, 0.005, Ticks::Percent), "2.5 %");
        assert_eq!(label(0.2, 0.1, Ticks::Percent), "20 %");
        assert_eq!(label(1234.5, 0.5, Ticks::Plain), "1,234.5");
        assert_eq!(super::label(1_662_859.0, 1.0, Ticks::Integer, Grouping::Indian), "16,62,859");
    }
}
