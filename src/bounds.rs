//! What arithmetic alone decides: no randomness, whole numbers, printed before anything else.
//!
//! Writing M for the margin by which the principal lost, D for the votes of the principal's namesakes and
//! K = M + 1 for the votes a strict win takes: without namesakes the principal cannot have won if D < M.

use crate::election::{Contest, Outcome, outcome};

/// What the arithmetic says of one principal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Even every vote of every namesake would have left the principal behind.
    Impossible,
    /// Every one of them would just have drawn level.
    TieAtMost,
    /// The namesakes polled enough; whether they took it from the principal, arithmetic cannot say.
    Possible,
    /// The principal won: there is no seat that namesakes could have cost.
    NotApplicable,
}

impl Verdict {
    /// The word used in files.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Verdict::Impossible => "impossible",
            Verdict::TieAtMost => "tie_at_most",
            Verdict::Possible => "possible",
            Verdict::NotApplicable => "not_applicable",
        }
    }
}

/// The arithmetic of one principal and their namesakes. Votes are whole numbers; rates are shares of
/// the votes meant for the principal.
#[derive(Debug, Clone, PartialEq)]
pub struct Bound {
    /// Index of the principal.
    pub principal: usize,
    /// Index of the strongest other candidate.
    pub rival: usize,
    /// Indices of the principal's namesakes.
    pub namesakes: Vec<usize>,
    /// What the arithmetic says.
    pub verdict: Verdict,
    /// The principal's votes.
    pub principal_votes: u64,
    /// D: their namesakes' votes; `None` in a contest to come.
    pub namesake_votes: Option<u64>,
    /// The size of the margin between principal and rival.
    pub margin: u64,
    /// Whether the principal is behind the rival, or level.
    pub behind: bool,
    /// K: the votes that decide it; `None` where the principal won.
    pub votes_needed: Option<u64>,
    /// K / D.
    pub share_needed: Option<f64>,
    /// The smallest confusion rate that changes who wins.
    pub break_even_rate: Option<f64>,
    /// The largest confusion rate the namesakes' own totals allow: D / (X + D).
    pub max_rate: Option<f64>,
    /// K / booths.
    pub votes_needed_per_booth: Option<f64>,
    /// Median votes of the ordinary independents.
    pub typical_independent: Option<f64>,
    /// (D - K) / typical independent: the result stands if the namesakes had more support of their own than that.
    pub slack_in_independents: Option<f64>,
    /// Votes of the rival's own namesakes, which would return to the rival.
    pub rival_namesake_votes: u64,
    /// The most of those votes that may return to the rival with the principal still winning.
    pub rival_may_regain: Option<u64>,
    /// Whether arithmetic alone shows that no misdirected vote kept the seat from the principal: nobody else loses a vote
    /// when each is counted where it was meant, so the principal gains on a rival by the own namesakes' votes at the most.
    pub proved: bool,
}

impl Bound {
    /// D less the rival's namesakes' votes: the gain if every namesake's votes return.
    #[must_use]
    pub fn net_namesake_votes(&self) -> Option<i64> {
        let own = i64::try_from(self.namesake_votes?).ok()?;
        own.checked_sub_unsigned(self.rival_namesake_votes)
    }

    /// The verdict if every namesake's votes return to the name they stand under, the rival's too.
    #[must_use]
    pub fn net_verdict(&self) -> Option<Verdict> {
        let net = i128::from(self.net_namesake_votes()?);
        Some(match self.verdict {
            Verdict::NotApplicable => Verdict::NotApplicable,
            _ => against(net, i128::from(self.margin)),
        })
    }

    /// The fewest diverted votes if the namesakes' own support is at most `independents` typical ones.
    #[must_use]
    pub fn least_diverted(&self, independents: f64) -> Option<f64> {
        Some((self.namesake_votes? as f64 - independents * self.typical_independent?).max(0.0))
    }

    /// The most diverted votes if the confusion rate is at most `rate`: rate / (1 - rate) times the
    /// principal's recorded votes.
    #[must_use]
    pub fn most_diverted(&self, rate: f64) -> f64 {
        rate / (1.0 - rate) * self.principal_votes as f64
    }
}

/// What votes can do against a margin.
pub(crate) fn against(votes: i128, margin: i128) -> Verdict {
    match votes.cmp(&margin) {
        std::cmp::Ordering::Less => Verdict::Impossible,
        // Nobody's votes are needed to be level where they already are, and none can break it.
        std::cmp::Ordering::Equal => Verdict::TieAtMost,
        std::cmp::Ordering::Greater => Verdict::Possible,
    }
}

/// The bounds of every principal of a contest that is over, in the order of the ballot.
///
/// `typical` is the typical independent's votes where somebody stated them; otherwise the median of
/// the contest's ordinary independents stands in.
#[must_use]
pub fn recorded(contest: &Contest, booths: Option<u32>, typical: Option<f64>) -> Vec<Bound> {
    let votes: Vec<i64> =
        contest.candidates().iter().map(|c| i64::try_from(c.total_votes()).unwrap_or(i64::MAX)).collect();
    let can_win: Vec<bool> = contest.candidates().iter().map(|c| c.role == crate::election::Role::Contender).collect();
    let declared = outcome(&votes, &can_win);
    let sum = |list: &[usize]| list.iter().map(|&c| contest.candidates()[c].total_votes()).sum::<u64>();
    let typical = typical.or_else(|| contest.median_ordinary_independent());
    let one = |principal: usize| {
        let rival = contest.rival_of(principal)?;
        let namesakes = contest.namesakes_of(principal);
        let (x, w) = (contest.candidates()[principal].total_votes(), contest.candidates()[rival].total_votes());
        let d = sum(&namesakes);
        let regain: u64 = sum(&contest.namesakes_of(rival));
        let won = declared == Outcome::Winner(principal);
        let margin = x.abs_diff(w);
        let verdict = if won { Verdict::NotApplicable } else { against(i128::from(d), i128::from(margin)) };
        let needed = (!won).then_some(margin + 1);
        Some(Bound {
            principal,
            rival,
            verdict,
            principal_votes: x,
            namesake_votes: Some(d),
            margin,
            behind: x <= w,
            votes_needed: needed,
            share_needed: needed.and_then(|k| ratio(k, d)),
            break_even_rate: needed.and_then(|k| ratio(k, x + k)),
            max_rate: ratio(d, x + d),
            votes_needed_per_booth: needed.zip(booths).and_then(|(k, b)| ratio(k, u64::from(b))),
            typical_independent: typical,
            slack_in_independents: slack(d, needed, typical).filter(|_| verdict == Verdict::Possible),
            rival_namesake_votes: regain,
            rival_may_regain: needed.filter(|_| regain > 0).and_then(|k| d.checked_sub(k)),
            proved: verdict != Verdict::Possible,
            namesakes,
        })
    };
    contest.principals().into_iter().filter_map(one).collect()
}

/// A count in which the votes of namesakes are their principals' by a rule of law. No voter is asked what was meant, so no
/// probability is in it and none follows from it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Credited {
    /// Votes by candidate, the namesakes' moved to their principals.
    pub votes: Vec<u64>,
    /// Who wins that count; `None` at a tie.
    pub winner: Option<usize>,
    /// Who won as counted; `None` at a tie.
    pub declared: Option<usize>,
    /// The two who poll most in it, the first of them first.
    pub leading: [usize; 2],
}

impl Credited {
    /// Whether the rule changes who wins.
    #[must_use]
    pub fn changes(&self) -> bool {
        self.winner != self.declared
    }
}

/// The count with every namesake's votes credited to its principal; `None` where nobody is a namesake.
#[must_use]
pub fn credited(contest: &Contest) -> Option<Credited> {
    if contest.pairs().is_empty() {
        return None;
    }
    let counted: Vec<u64> = contest.candidates().iter().map(crate::election::Candidate::total_votes).collect();
    let mut votes = counted.clone();
    for pair in contest.pairs() {
        votes[pair.principal] = votes[pair.principal].saturating_add(std::mem::take(&mut votes[pair.namesake]));
    }
    let can_win = |c: usize| contest.candidates()[c].role == crate::election::Role::Contender;
    let ranking = |votes: &[u64]| {
        let mut order: Vec<usize> = (0..votes.len()).filter(|&c| can_win(c)).collect();
        order.sort_by_key(|&c| std::cmp::Reverse(votes[c]));
        order
    };
    let first = |votes: &[u64]| match ranking(votes).as_slice() {
        [one, two, ..] if votes[*one] == votes[*two] => None,
        order => order.first().copied(),
    };
    let leading = match ranking(&votes).as_slice() {
        [one, two, ..] => [*one, *two],
        _ => return None,
    };
    Some(Credited { winner: first(&votes), declared: first(&counted), leading, votes })
}

/// The bounds of every principal of a contest to come: how many diverted votes would cost it a
/// seat in which it is ahead. With no votes counted there is no total to bound the namesakes by.
///
/// `certain` says whether votes are meant exactly as stated: where they are not, a principal who is behind as stated may lead
/// as meant, and arithmetic decides nothing.
#[must_use]
pub fn intended(contest: &Contest, booths: Option<u32>, typical: Option<f64>, certain: bool) -> Vec<Bound> {
    let typical = typical.or_else(|| contest.median_ordinary_independent());
    let one = |principal: usize| {
        let rival = contest.rival_of(principal)?;
        let (x, w) = (contest.candidates()[principal].total_votes(), contest.candidates()[rival].total_votes());
        let ahead = x > w;
        // Losing the whole lead leaves the two level, and a level candidate has not won.
        let needed = ahead.then(|| x - w);
        let decided = certain && !ahead;
        let verdict = if decided { Verdict::NotApplicable } else { Verdict::Possible };
        Some(Bound {
            principal,
            rival,
            namesakes: contest.namesakes_of(principal),
            verdict,
            principal_votes: x,
            namesake_votes: None,
            margin: x.abs_diff(w),
            behind: !ahead,
            votes_needed: needed,
            share_needed: None,
            break_even_rate: needed.and_then(|k| ratio(k, x)),
            max_rate: None,
            votes_needed_per_booth: needed.zip(booths).and_then(|(k, b)| ratio(k, u64::from(b))),
            typical_independent: typical,
            slack_in_independents: None,
            rival_namesake_votes: 0,
            rival_may_regain: None,
            proved: decided,
        })
    };
    contest.principals().into_iter().filter_map(one).collect()
}

fn ratio(part: u64, whole: u64) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

fn slack(d: u64, needed: Option<u64>, typical: Option<f64>) -> Option<f64> {
    let typical = typical.filter(|&m| m > 0.0)?;
    Some((d as f64 - needed? as f64) / typical)
}
