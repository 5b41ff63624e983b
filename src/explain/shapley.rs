//! Shapley shares by exact enumeration: what each player adds, averaged over all orders of joining.

use super::coalitions::difference;

/// The Shapley share of every player, from the worth of every combination; bit `i` of an index says whether
/// player `i` is in it. There are a power of two of them. The shares add up to the worth of all less that of
/// none, to within rounding.
///
/// Shapley (1953): the share of i is the sum over S without i of |S|! (n - |S| - 1)! / n! (v(S + i) - v(S)).
#[must_use]
pub fn shapley(worth: &[f64]) -> Vec<f64> {
    let players = worth.len().trailing_zeros() as usize;
    let factorial = |n: usize| (1..=n as u64).product::<u64>() as f64;
    let weights: Vec<f64> =
        (0..players).map(|size| factorial(size) * factorial(players - size - 1) / factorial(players)).collect();
    let share = |player: usize| {
        let without = (0..worth.len()).filter(|set| set >> player & 1 == 0);
        // By size, so that what is weighted alike is added up first and whole numbers stay whole.
        let mut by_size = vec![0.0; players];
        for set in without {
            by_size[set.count_ones() as usize] += difference(worth[set | 1 << player], worth[set]);
        }
        by_size.iter().zip(&weights).map(|(sum, weight)| sum * weight).sum()
    };
    (0..players).map(share).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_glove_game_is_as_published() {
        // One left glove and two right ones: a pair is worth 1. Shapley: 2/3, 1/6, 1/6.
        let worth: Vec<f64> = (0..8_u32).map(|set| f64::from(u8::from(set & 1 == 1 && set & 6 != 0))).collect();
        for (share, expected) in shapley(&worth).iter().zip([2.0 / 3.0, 1.0 / 6.0, 1.0 / 6.0]) {
            assert!((share - expected).abs() < 1e-15);
        }
    }

    #[test]
    fn nobody_plays_for_nothing() {
        assert_eq!(shapley(&[5.0]), Vec::<f64>::new());
        assert_eq!(shapley(&[1.0, 3.5]), [2.5]);
    }
}
