//! Who wins a tally.

/// How a tally ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// One candidate has most votes.
    Winner(usize),
    /// Several share the most; no draw of lots is ever simulated.
    Tie,
}

/// Judges a tally of votes by candidate; `can_win` says who may be elected (NOTA may not, nor a
/// candidate who does not stand in the world the tally is of).
#[must_use]
pub fn outcome(votes: &[i64], can_win: &[bool]) -> Outcome {
    let mut best = i64::MIN;
    let mut result = Outcome::Tie;
    for (candidate, (&count, &eligible)) in votes.iter().zip(can_win).enumerate() {
        if !eligible {
            continue;
        }
        if count > best {
            best = count;
            result = Outcome::Winner(candidate);
        } else if count == best {
            result = Outcome::Tie;
        }
    }
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn most_votes_win_and_equal_votes_tie() {
        let all = [true; 3];
        assert_eq!(outcome(&[5, 9, 7], &all), Outcome::Winner(1));
        assert_eq!(outcome(&[9, 5, 9], &all), Outcome::Tie);
        assert_eq!(outcome(&[9, 5, 9], &[true, true, false]), Outcome::Winner(0));
        assert_eq!(outcome(&[5, 5, 9], &all), Outcome::Winner(2));
    }
}
