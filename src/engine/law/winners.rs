//! Who wins where some tallies are certain and others are independent and uncertain.

/// A tally of whole votes that is not certain: P(base), P(base + 1), ...
#[derive(Debug, Clone, Copy)]
pub(super) struct Uncertain<'l> {
    /// Whose it is.
    pub candidate: usize,
    /// The least it can be.
    pub base: i64,
    /// The probabilities.
    pub law: &'l [f64],
}

impl Uncertain<'_> {
    fn below(cumulated: &[f64], base: i64, votes: i64) -> f64 {
        match usize::try_from(votes - base) {
            Err(_) | Ok(0) => 0.0,
            Ok(place) => cumulated[place.min(cumulated.len()) - 1],
        }
    }
}

/// The probability of each candidate's winning with strictly most votes; what is missing to 1 are ties at the top.
pub(super) fn wins(candidates: usize, certain: &[(usize, i64)], uncertain: &[Uncertain<'_>]) -> Vec<f64> {
    let mut wins = vec![0.0; candidates];
    let most = certain.iter().map(|&(_, votes)| votes).max();
    let cumulated: Vec<Vec<f64>> = uncertain.iter().map(|one| super::cumulated(one.law)).collect();
    // The probability that everybody uncertain but one stays below so many votes.
    let below = |votes: i64, but: Option<usize>| -> f64 {
        let others = uncertain.iter().zip(&cumulated).enumerate().filter(|&(place, _)| Some(place) != but);
        others.map(|(_, (one, cumulated))| Uncertain::below(cumulated, one.base, votes)).product()
    };
    if let Some(most) = most {
        let mut leaders = certain.iter().filter(|&&(_, votes)| votes == most);
        if let (Some(&(leader, _)), None) = (leaders.next(), leaders.next()) {
            wins[leader] += below(most, None);
        }
    }
    for (place, one) in uncertain.iter().enumerate() {
        let first = most.map_or(0, |most| usize::try_from(most + 1 - one.base).unwrap_or(0));
        for (votes, &p) in (one.base..).zip(one.law).skip(first).filter(|&(_, &p)| p > 0.0) {
            wins[one.candidate] += p * below(votes, Some(place));
        }
    }
    wins
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_combination_of_three_uncertain_tallies_is_counted_once() {
        let laws = [vec![0.2, 0.5, 0.3], vec![0.6, 0.1, 0.1, 0.2], vec![0.25, 0.75]];
        let uncertain: Vec<Uncertain<'_>> =
            laws.iter().enumerate().map(|(c, law)| Uncertain { candidate: c, base: [9, 8, 10][c], law }).collect();
        let certain = [(3, 10), (4, 7)];
        let mut expected = vec![0.0; 5];
        for (a, p) in laws[0].iter().enumerate() {
            for (b, q) in laws[1].iter().enumerate() {
                for (c, r) in laws[2].iter().enumerate() {
                    let votes = [9 + a, 8 + b, 10 + c, 10, 7];
                    let most = *votes.iter().max().unwrap();
                    let leaders: Vec<usize> = (0..5).filter(|&i| votes[i] == most).collect();
                    if let [leader] = leaders[..] {
                        expected[leader] += p * q * r;
                    }
                }
            }
        }
        let found = wins(5, &certain, &uncertain);
        assert!(found.iter().zip(&expected).all(|(a, b)| (a - b).abs() < 1e-15), "{found:?} is not {expected:?}");
    }
}
