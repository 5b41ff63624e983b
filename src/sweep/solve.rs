//! The value of a path at which the flip probability is a given one.

/// Evaluations of one search: enough to halve a bracket down to the last bits of a float.
const MOST_STEPS: u32 = 80;

/// A bracket narrower than this part of its place is a value.
const TOLERANCE: f64 = 1e-9;

/// Values tried between the ends before the search, because a probability need not rise all the way.
const LOOKS: u32 = 8;

/// A value found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Solution {
    /// The value.
    pub value: f64,
    /// A value below it, at which the probability lies on the other side or is met.
    pub low: f64,
    /// A value above it likewise.
    pub high: f64,
    /// The probability there.
    pub probability: f64,
    /// How many values were looked at.
    pub looks: u32,
}

/// Why no value was found.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum SolveError<E> {
    /// The probability never crosses the one wanted.
    #[error("the flip probability is {least} to {most} from {low} to {high} and never crosses the one wanted")]
    NoCrossing {
        /// The smallest probability met.
        least: f64,
        /// The largest probability met.
        most: f64,
        /// The first value.
        low: f64,
        /// The last value.
        high: f64,
    },
    /// A value could not be judged.
    #[error("{0}")]
    Refused(E),
}

/// Looks for the value between `low` and `high` at which `probability` crosses `wanted`: the first crossing
/// from below that a few looks show, narrowed by halving. A simulated probability is a step function of
/// its value under common random numbers, so it crosses at a value as well.
///
/// # Errors
/// See [`SolveError`].
pub fn solve<E>(
    low: f64,
    high: f64,
    wanted: f64,
    mut probability: impl FnMut(f64) -> Result<f64, E>,
) -> Result<Solution, SolveError<E>> {
    let mut looks = 0;
    let mut look = |value: f64| {
        looks += 1;
        probability(value).map(|p| (value, p)).map_err(SolveError::Refused)
    };
    let mut seen = vec![look(low)?];
    for part in 1..=LOOKS {
        let share = f64::from(part) / f64::from(LOOKS);
        seen.push(look(low * (1.0 - share) + high * share)?);
    }
    let crosses = |pair: &&[(f64, f64)]| (pair[0].1 < wanted) != (pair[1].1 < wanted);
    let Some(&[mut below, mut above]) = seen.windows(2).find(crosses).and_then(|pair| pair.first_chunk()) else {
        let values = || seen.iter().map(|&(_, p)| p);
        let (least, most) = (values().fold(f64::INFINITY, f64::min), values().fold(f64::NEG_INFINITY, f64::max));
        return Err(SolveError::NoCrossing { least, most, low, high });
    };
    let starts_under = below.1 < wanted;
    for _ in 0..MOST_STEPS {
        let middle = 0.5 * (below.0 + above.0);
        if (above.0 - below.0).abs() <= TOLERANCE * above.0.abs().max(below.0.abs()) || middle == below.0 {
            break;
        }
        let found = look(middle)?;
        if (found.1 < wanted) == starts_under { below = found } else { above = found }
    }
    let nearer = if (below.1 - wanted).abs() < (above.1 - wanted).abs() { below } else { above };
    Ok(Solution { value: nearer.0, low: below.0, high: above.0, probability: nearer.1, looks })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_known_curve_is_met_at_its_known_place() {
        // 1 - exp(-20 x) = 1/2 at ln 2 / 20.
        let found = solve::<()>(0.0, 1.0, 0.5, |x| Ok(1.0 - (-20.0 * x).exp())).unwrap();
        assert!((found.value - 0.5_f64.ln().abs() / 20.0).abs() < 1e-10, "{found:?}");
        let falling = solve::<()>(0.0, 1.0, 0.25, |x| Ok(1.0 - x)).unwrap();
        assert!((falling.value - 0.75).abs() < 1e-9 && falling.low <= 0.75 && 0.75 <= falling.high, "{falling:?}");
        let steps = solve::<()>(0.0, 10.0, 0.5, |x| Ok(if x < 3.3 { 0.0 } else { 1.0 })).unwrap();
        assert!((steps.low - 3.3).abs() < 1e-7 && (steps.high - 3.3).abs() < 1e-7, "{steps:?}");
    }

    #[test]
    fn no_crossing_and_a_refusal_are_told_apart() {
        let none = solve::<()>(0.0, 1.0, 0.5, |_| Ok(0.2)).unwrap_err();
        assert_eq!(none, SolveError::NoCrossing { least: 0.2, most: 0.2, low: 0.0, high: 1.0 });
        assert_eq!(solve(0.0, 1.0, 0.5, |_| Err("no")).unwrap_err(), SolveError::Refused("no"));
    }
}
