//! What is seen of a seat without looking at a certain candidate.

use libm::log;

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
    /// What the other seats of the same election show.
    pub elsewhere: Elsewhere,
}

/// The ordinary independents of the other seats of an election, summed up. Elections differ: in some
/// states nobody votes for an independent, and in some all of them poll alike.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Elsewhere {
    /// How much the seats tell of the level of the election: n / (n + 3) for a seat of n independents.
    pub weight: f64,
    /// The sum of their mean logarithms of an independent's share of the valid votes, so weighted.
    pub log_shares: f64,
    /// The sum of the logarithms of their numbers of candidates over ten, so weighted.
    pub log_candidates: f64,
    /// The sum of the squared deviations within the seats.
    pub squares: f64,
    /// How many independents those are, less one for each seat.
    pub degrees: f64,
}

impl Elsewhere {
    /// A seat with many independents tells the level of its election but for its own, and one with few
    /// by so much less: seats vary about a third as much as the independents of a seat.
    fn weight(independents: f64) -> f64 {
        independents / (independents + 3.0)
    }

    /// Adds a seat.
    pub fn add(&mut self, seat: &Surroundings) {
        self.add_times(1.0, seat);
    }

    /// The same without a seat that was added.
    #[must_use]
    pub fn without(&self, seat: &Surroundings) -> Self {
        let mut others = *self;
        others.add_times(-1.0, seat);
        // What is left of nothing is nothing, and no rounding of it.
        if others.weight < 1e-6 { Elsewhere::default() } else { others }
    }

    fn add_times(&mut self, times: f64, seat: &Surroundings) {
        if seat.independents <= 0.0 {
            return;
        }
        let weight = times * Self::weight(seat.independents);
        self.weight += weight;
        self.log_shares += weight * (seat.mean_log - log(seat.valid_votes.max(1.0)));
        self.log_candidates += weight * log(seat.candidates.max(1.0) / 10.0);
        self.squares = (self.squares + times * seat.squares).max(0.0);
        self.degrees += times * (seat.independents - 1.0);
    }
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
            elsewhere: Elsewhere::default(),
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
    log(votes as f64 + 0.5)
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

    #[test]
    fn an_election_without_a_seat_is_its_other_seats() {
        let seats = [
            Surroundings::new(900_000, 14, &[3_000, 1_200, 5_000]),
            Surroundings::new(700_000, 9, &[800]),
            Surroundings::new(800_000, 4, &[]),
        ];
        let sum = |seats: &[Surroundings]| {
            let mut sum = Elsewhere::default();
            seats.iter().for_each(|seat| sum.add(seat));
            sum
        };
        let (others, wanted) = (sum(&seats).without(&seats[0]), sum(&seats[1..]));
        assert!((others.log_shares - wanted.log_shares).abs() < 1e-12 && (others.weight - 0.25).abs() < 1e-12);
        assert!(others.squares.abs() < 1e-12 && others.degrees.abs() < 1e-12);
        assert_eq!(sum(&seats[2..]).without(&seats[2]), Elsewhere::default());
        assert_eq!(sum(&seats[1..]).without(&seats[1]), Elsewhere::default());
    }
}
