//! One name on the ballot.

/// Votes of one candidate, with the postal ones apart where the returns keep them apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct VoteCount {
    /// All votes.
    pub total: u64,
    /// The postal votes among them; `None` where only the total is known.
    pub postal: Option<u64>,
}

impl VoteCount {
    /// A total of which nothing more is known.
    #[must_use]
    pub fn total(total: u64) -> Self {
        VoteCount { total, postal: None }
    }

    /// Machine votes and postal votes apart. Saturates instead of wrapping.
    #[must_use]
    pub fn split(evm: u64, postal: u64) -> Self {
        VoteCount { total: evm.saturating_add(postal), postal: Some(postal) }
    }

    /// The votes cast in booths: all that are not known to be postal.
    #[must_use]
    pub fn in_booths(self) -> u64 {
        self.total - self.postal.unwrap_or(0)
    }
}

/// What a line of the ballot is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// A candidate who can win.
    Contender,
    /// "None of the above", which cannot.
    Nota,
}

/// How long a namesake's symbol or label had been known when the votes were cast.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SymbolStatus {
    /// Known for elections past.
    Established,
    /// New to the voters.
    New,
}

/// What of a name two candidates share.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SharedName {
    /// The name as a whole, more or less.
    #[default]
    Whole,
    /// The family name alone.
    Family,
}

/// One candidate, as the ballot and the returns have them.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// The short name used in files.
    pub id: String,
    /// The name on the ballot.
    pub name: String,
    /// The name in the local script, where known.
    pub name_local: Option<String>,
    /// The party; independents are "IND" or "Independent".
    pub party: Option<String>,
    /// A contender or NOTA.
    pub role: Role,
    /// Recorded votes, or intended ones where the contest is yet to come. A namesake in a contest
    /// to come may have none stated: then their own support is drawn.
    pub votes: Option<VoteCount>,
    /// The place on the ballot, from 1.
    pub ballot_position: Option<u32>,
}

impl Candidate {
    /// All votes; 0 where none are stated.
    #[must_use]
    pub fn total_votes(&self) -> u64 {
        self.votes.map_or(0, |votes| votes.total)
    }

    /// The votes cast in booths; 0 where none are stated.
    #[must_use]
    pub fn booth_votes(&self) -> u64 {
        self.votes.map_or(0, VoteCount::in_booths)
    }

    /// The votes known to be postal.
    #[must_use]
    pub fn postal_votes(&self) -> u64 {
        self.votes.and_then(|votes| votes.postal).unwrap_or(0)
    }

    /// Whether they stand for no party.
    #[must_use]
    pub fn is_independent(&self) -> bool {
        self.party.as_deref().is_some_and(is_independent)
    }
}

/// Whether a party's name says that there is none: "IND", "Independent", "Independents", "Independent (rebel)", and the same in Hindi
/// and Marathi; not "Independent Labour Party".
#[must_use]
pub fn is_independent(party: &str) -> bool {
    let party = party.trim().trim_end_matches('.').to_lowercase();
    let Some(rest) = party.strip_prefix("independent") else {
        return ["ind", "निर्दलीय", "अपक्ष"].contains(&party.as_str());
    };
    let rest = rest.strip_prefix('s').unwrap_or(rest).trim_start();
    rest.is_empty() || rest == "candidate" || rest.starts_with(['(', '[', '-', '/', ',', ':'])
}

#[cfg(test)]
mod tests {
    use super::is_independent;

    #[test]
    fn who_stands_for_no_party() {
        for party in ["IND", "Ind.", " independent ", "Independents", "Independent (rebel)", "INDEPENDENT-2", "निर्दलीय"]
        {
            assert!(is_independent(party), "{party}");
        }
        for party in ["", "Indian Union", "Independent Labour Party", "INC", "Independence Party"] {
            assert!(!is_independent(party), "{party}");
        }
    }
}
