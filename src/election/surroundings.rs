//! What is seen of a seat without looking at a certain candidate.

/// The votes of a seat's ordinary independents, summed up: who stood around somebody.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Surroundings {
    /// Valid votes of the seat, without those of namesakes.
    pub valid_votes: f64,
    /// Names on the ballot.
    pub candidates: f64,
    /// Ordinary independents among them, who are nobody's namesakes and not among the leading three.
    pub independents: f64,
    /// The mean of the logarithms of their votes (with a half added, so that none is 0).
    pub mean_log: f64,
    /// The sum of the squared deviations from that mean.
    pub squares: f64,
}

impl Surroundings {
    /// A seat with these ordinary independents.
    #[must_use]
    pub fn new(valid_votes: u64, candidates: usize, independents: &[u64]) -> Self {
        let logs: Vec<f64> = independents.iter().map(|&votes| log_votes(votes)).collect();
        let n = logs.len() as f64;
        let mean_log = if logs.is_empty() { 0.0 } else { logs.iter().sum::<f64>() / n };
        let squares = logs.iter().map(|y| (y - mean_log) * (y - mean_log)).sum();
        Surroundings {
            valid_votes: valid_votes as f64,
            candidates: candidates as f64,
            independents: n,
            mean_log,
            squares,
        }
    }

    /// The same seat without one of its independents.
    #[must_use]
    pub fn without(&self, votes: u64) -> Self {
        let (n, y) = (self.independents, log_votes(votes));
        if n < 1.5 {
            return Surroundings { independents: 0.0, mean_log: 0.0, squares: 0.0, ..*self };
        }
        let mean_log = (n * self.mean_log - y) / (n - 1.0);
        let squares = (self.squares - (y - self.mean_log) * (y - mean_log)).max(0.0);
        Surroundings { independents: n - 1.0, mean_log, squares, ..*self }
    }
}

/// The logarithm of a number of votes, with a half added, so that 0 votes have one.
#[must_use]
pub fn log_votes(votes: u64) -> f64 {
    libm::log(votes as f64 + 0.5)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn taking_one_out_is_as_if_he_had_not_stood() {
        let all = Surroundings::new(900_000, 14, &[3_000, 1_200, 5_000]);
        let two = Surroundings::new(900_000, 14, &[3_000, 5_000]);
        let taken = all.without(1_200);
        assert!((taken.mean_log - two.mean_log).abs() < 1e-12 && (taken.squares - two.squares).abs() < 1e-12);
        assert_eq!(Surroundings::new(9, 2, &[5]).without(5), Surroundings::new(9, 2, &[]));
    }
}
