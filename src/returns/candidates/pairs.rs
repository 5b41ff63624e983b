//! Who is whose namesake in a contest as listed.

use super::ListedContest;
use crate::names::{Match, Name, SIMILAR, compare, share_nothing};

/// A namesake and their principal, by their places in the contest's list.
#[derive(Debug, Clone, PartialEq)]
pub struct ListedPair {
    /// Place of the namesake.
    pub namesake: usize,
    /// Place of the principal.
    pub principal: usize,
    /// The principal's rank, from 1.
    pub rank: usize,
    /// How alike the names are, 0 to 1.
    pub similarity: f64,
    /// Whether they are the same or only similar.
    pub verdict: Match,
}

/// Only the leading candidates are principals: a name is worth confusing with theirs.
const LEADING: usize = 3;

/// A candidate with less than this part of the valid votes loses their deposit (Representation of the
/// People Act 1951, section 158).
pub const DEPOSIT: u64 = 6;

/// Finds the pairs of a contest: every candidate whose name is that of one of the leading three who
/// polled more than they, or is similar to it; the most alike of them where there are several. NOTA
/// has no name. Nobody is both a namesake and a principal. Whoever kept their deposit is a rival
/// rather than a namesake, unless the names are the same.
#[must_use]
pub fn pairs(contest: &ListedContest) -> Vec<ListedPair> {
    pairs_from(contest, SIMILAR)
}

/// The same where names need be alike to this degree, 0 to 1, to be a pair; those below [`SIMILAR`] keep their verdict.
#[must_use]
pub fn pairs_from(contest: &ListedContest, least: f64) -> Vec<ListedPair> {
    let ranking = contest.ranking();
    let names: Vec<Name> = ranking.iter().map(|&c| Name::new(&contest.candidates[c].name)).collect();
    let votes = |rank: usize| contest.candidates[ranking[rank]].votes;
    let valid = contest.valid_votes();
    let mut found: Vec<ListedPair> = Vec::new();
    for rank in 1..ranking.len() {
        let mut best: Option<ListedPair> = None;
        for leader in 0..rank.min(LEADING) {
            let is_namesake = found.iter().any(|pair| pair.namesake == ranking[leader]);
            if is_namesake || votes(leader) <= votes(rank) || share_nothing(&names[leader], &names[rank]) {
                continue;
            }
            let compared = compare(&names[leader], &names[rank]);
            let better = best.as_ref().is_none_or(|best| compared.score > best.similarity);
            let rival = votes(rank).saturating_mul(DEPOSIT) >= valid && compared.verdict != Match::Exact;
            let alike = compared.verdict == Match::Exact || compared.score >= least;
            if alike && better && !rival {
                best = Some(ListedPair {
                    namesake: ranking[rank],
                    principal: ranking[leader],
                    rank: leader + 1,
                    similarity: compared.score,
                    verdict: compared.verdict,
                });
            }
        }
        found.extend(best);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::returns::candidates::ListedCandidate;

    fn contest(candidates: &[(&str, u64)]) -> ListedContest {
        let list = candidates.iter().enumerate().map(|(row, &(name, votes))| ListedCandidate {
            name: name.to_owned(),
            party: "IND".to_owned(),
            votes,
            nota: name == "NOTA",
            row: row as u64 + 2,
        });
        ListedContest { contest: "S".to_owned(), candidates: list.collect(), ..ListedContest::default() }
    }

    #[test]
    fn the_leading_three_are_principals_and_nobody_else() {
        let seat = contest(&[
            ("AJIT JOGI", 500),
            ("CHANDU LAL SAHU", 510),
            ("NOTA", 300),
            ("X Y", 90),
            ("MOTI LAL", 60),
            ("MOTILAL", 50),
            ("CHANDOO LAL SAHU", 40),
        ]);
        let found = pairs(&seat);
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].principal, found[0].namesake, found[0].rank), (1, 6, 1));
    }

    #[test]
    fn a_rival_of_a_similar_name_is_no_namesake_but_one_of_the_same_name_is() {
        assert!(pairs(&contest(&[("A VIJAYARAGHAVAN", 500), ("V S VIJAYARAGHAVAN", 400)])).is_empty());
        let same = pairs(&contest(&[("JARNAIL SINGH", 500), ("B", 450), ("JARNAIL SINGH", 400)]));
        assert_eq!((same.len(), same[0].verdict), (1, Match::Exact));
    }

    #[test]
    fn names_less_alike_are_pairs_only_where_they_are_asked_for() {
        let seat = contest(&[("BIMAL SEN", 500), ("B C", 300), ("BIMAL SEAN", 40)]);
        let score = compare(&Name::new("BIMAL SEN"), &Name::new("BIMAL SEAN")).score;
        assert!((0.3..SIMILAR).contains(&score), "{score}");
        assert!(pairs(&seat).is_empty() && pairs_from(&seat, score + 0.01).is_empty());
        let found = pairs_from(&seat, score);
        assert_eq!((found.len(), found[0].verdict), (1, Match::Different));
        let same = contest(&[("ASHA RAO", 500), ("B C", 300), ("ASHA RAO", 40), ("ASHA RAOO", 30)]);
        assert_eq!(pairs_from(&same, 1.0).iter().map(|pair| pair.namesake).collect::<Vec<_>>(), [2]);
    }

    #[test]
    fn nobody_is_both() {
        // The second Asha could be the third's principal, but is the first's namesake.
        let found = pairs(&contest(&[("ASHA RAO", 500), ("ASHA RAO", 50), ("ASHA RAO", 40), ("B", 10)]));
        assert_eq!(found.iter().map(|pair| (pair.principal, pair.namesake)).collect::<Vec<_>>(), [(0, 1), (0, 2)]);
    }
}
