//! What can be wrong with a contest, found all at once.

use super::{Candidate, Contest, Draft, Pair, Role};
use std::collections::BTreeMap;

/// More booths than any contest on earth has; a larger number is a slip of the hand.
pub const MOST_BOOTHS: u32 = 2_000_000;

/// More votes than any election ever polled: India counted 645 million in 2024.
pub const MOST_VOTES: u64 = 1_000_000_000;

/// More votes than a polling booth can take in a day; more on average means booths are missing.
pub const MOST_VOTES_A_BOOTH: u64 = 5_000;

/// More votes than one row of a table of booths can hold: a precinct in which a county counts all its absentees may hold many
/// times what a booth takes in a day.
pub const MOST_VOTES_A_ROW: u64 = 1_000_000;

/// More votes than a namesake's can be enumerated one by one; the most a namesake is known to have
/// polled is 37,062.
pub const MOST_NAMESAKE_VOTES: u64 = 1_000_000;

/// So many members of a ring of namesakes are named; the others are counted.
const MOST_NAMED: usize = 8;

/// Which part of a contest a flaw is about, so that a reader of files can point at the place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum About {
    /// The contest as a whole.
    Contest,
    /// The number of electors.
    Electors,
    /// The number of booths.
    Booths,
    /// A candidate, by index.
    Candidate(usize),
    /// A candidate's id.
    CandidateId(usize),
    /// A candidate's votes.
    CandidateVotes(usize),
    /// Whose namesake a candidate is.
    NamesakeOf(usize),
    /// A segment's id.
    SegmentId(usize),
    /// A segment's number of booths.
    SegmentBooths(usize),
    /// The votes of a candidate in a segment: segment, candidate.
    SegmentVotes(usize, usize),
}

/// One thing wrong with a contest, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{what} ({cure})")]
pub struct ContestProblem {
    /// What it is about.
    pub about: About,
    /// What is wrong.
    pub what: String,
    /// What to write instead.
    pub cure: String,
}

impl Contest {
    /// Makes a contest of a draft, or returns every flaw it has. `votes_are_recorded` tells a
    /// contest that is over from one to come, where a namesake's votes may be left out.
    ///
    /// # Errors
    /// Every [`ContestProblem`] found, each with what it is about and how to mend it.
    pub fn new(draft: Draft, votes_are_recorded: bool) -> Result<Contest, Vec<ContestProblem>> {
        let contest = Contest(draft);
        let flaws = find_flaws(&contest, votes_are_recorded);
        if flaws.is_empty() { Ok(contest) } else { Err(flaws) }
    }
}

fn find_flaws(contest: &Contest, votes_are_recorded: bool) -> Vec<ContestProblem> {
    let mut found = Found::default();
    ballot(contest, votes_are_recorded, &mut found);
    namesakes(contest, votes_are_recorded, &mut found);
    totals(contest, &mut found);
    if votes_are_recorded {
        namesake_votes(contest, &mut found);
    }
    segments(contest, &mut found);
    found.0
}

#[derive(Default)]
struct Found(Vec<ContestProblem>);

impl Found {
    fn add(&mut self, about: About, what: impl Into<String>, cure: impl Into<String>) {
        self.0.push(ContestProblem { about, what: what.into(), cure: cure.into() });
    }
}

fn ballot(contest: &Contest, votes_are_recorded: bool, found: &mut Found) {
    let mut first_with: BTreeMap<&str, usize> = BTreeMap::new();
    for (index, candidate) in contest.candidates().iter().enumerate() {
        if let Some(first) = first_with.insert(candidate.id.as_str(), index) {
            let name = &contest.candidates()[first].name;
            found.add(
                About::CandidateId(index),
                format!("the id \"{}\" is already that of {name}", candidate.id),
                "give every candidate an id of its own",
            );
        }
        let drawn_later = !votes_are_recorded && contest.is_namesake(index);
        if candidate.votes.is_none() && !drawn_later {
            found.add(
                About::Candidate(index),
                format!("{} has no votes", candidate.name),
                "write votes = 12345, or votes = { evm = .., postal = .. }",
            );
        }
    }
    let nota = contest.candidates().iter().filter(|c| c.role == Role::Nota).count();
    if nota > 1 {
        found.add(About::Contest, "more than one candidate has role = \"nota\"", "keep one");
    }
    let standing = (0..contest.candidates().len())
        .filter(|&c| contest.candidates()[c].role == Role::Contender && !contest.is_namesake(c))
        .count();
    // Where everybody is somebody's namesake, that is what has to be mended.
    if standing < 2 && !contest.pairs().iter().any(|pair| contest.is_namesake(pair.principal)) {
        found.add(
            About::Contest,
            "a contest needs at least two candidates besides namesakes and NOTA",
            "add the candidates who stood",
        );
    }
}

fn namesakes(contest: &Contest, votes_are_recorded: bool, found: &mut Found) {
    // Namesakes are told apart by their ids.
    let name = |c: usize| {
        let candidate = &contest.candidates()[c];
        format!("{} ({})", candidate.name, candidate.id)
    };
    let circles = Circles::of(contest);
    for pair in contest.pairs() {
        let about = About::NamesakeOf(pair.namesake);
        if pair.namesake == pair.principal {
            found.add(
                about,
                format!("{} cannot be a namesake of the same candidate", name(pair.namesake)),
                "name another candidate's id",
            );
        } else if circles.within[pair.namesake] {
            // One word for the whole circle, at its first member.
            let Some(circle) = circles.members.iter().find(|members| members.first() == Some(&pair.namesake)) else {
                continue;
            };
            let mut members: Vec<String> = circle.iter().take(MOST_NAMED).map(|&c| name(c)).collect();
            if circle.len() > MOST_NAMED {
                members.push(format!("and {} more", circle.len() - MOST_NAMED));
            }
            found.add(
                about,
                format!("{} are namesakes of each other, and nobody is the principal", members.join(", ")),
                "remove namesake_of from the one whose name it is",
            );
        } else if circles.principal_of[pair.principal].is_some() {
            found.add(
                about,
                format!("{} is a namesake too, so nobody can be a namesake of that candidate", name(pair.principal)),
                "point both at the candidate whose name it is",
            );
        } else if [pair.namesake, pair.principal].iter().any(|&c| contest.candidates()[c].role == Role::Nota) {
            found.add(about, "NOTA has no name to share", "name a candidate");
        }
    }
    let votes = |c: usize| contest.candidates()[c].total_votes();
    if votes_are_recorded && let Some(most) = contest.ranking().first().map(|&top| votes(top)).filter(|&most| most > 0)
    {
        let on_top = |pair: &&Pair| votes(pair.namesake) == most && !contest.is_namesake(pair.principal);
        for pair in contest.pairs().iter().filter(on_top) {
            let top = pair.namesake;
            found.add(
                About::NamesakeOf(top),
                format!(
                    "{} polled as many votes as anybody, which is no namesake taking votes from another",
                    name(top)
                ),
                format!("did you mean that {} is the namesake?", name(pair.principal)),
            );
        }
    }
}

/// Those who are each other's namesakes in a ring.
struct Circles {
    /// By candidate, the principal, where it is a namesake.
    principal_of: Vec<Option<usize>>,
    /// By candidate, whether it is in a ring.
    within: Vec<bool>,
    /// Every ring, from that of its members that comes first among the pairs.
    members: Vec<Vec<usize>>,
}

impl Circles {
    /// Every namesake is followed to where somebody was met before, so nobody is passed twice.
    fn of(contest: &Contest) -> Self {
        let all = contest.candidates().len();
        let mut principal_of = vec![None; all];
        // The first that is said of a namesake counts.
        let mut order = vec![usize::MAX; all];
        for (place, pair) in contest.pairs().iter().enumerate().rev() {
            (principal_of[pair.namesake], order[pair.namesake]) = (Some(pair.principal), place);
        }
        let (mut within, mut members) = (vec![false; all], Vec::new());
        let mut met_from = vec![usize::MAX; all];
        for start in contest.pairs().iter().map(|pair| pair.namesake) {
            let mut at = start;
            while met_from[at] == usize::MAX {
                met_from[at] = start;
                match principal_of[at] {
                    Some(next) => at = next,
                    None => break,
                }
            }
            // Back at somebody of this very walk who is somebody's namesake: that is where a ring begins.
            if met_from[at] == start && principal_of[at].is_some() && !within[at] {
                let mut circle = Vec::new();
                while !within[at] {
                    within[at] = true;
                    circle.push(at);
                    at = principal_of[at].unwrap_or(at);
                }
                let first = circle.iter().enumerate().min_by_key(|&(_, &c)| order[c]).map_or(0, |(place, _)| place);
                circle.rotate_left(first);
                members.push(circle);
            }
        }
        Circles { principal_of, within, members }
    }
}

/// Namesakes with more votes than the retrospective model takes.
fn namesake_votes(contest: &Contest, found: &mut Found) {
    for pair in contest.pairs() {
        let votes = contest.candidates()[pair.namesake].total_votes();
        if votes > MOST_NAMESAKE_VOTES {
            found.add(
                About::CandidateVotes(pair.namesake),
                format!("{votes} votes are more than the {MOST_NAMESAKE_VOTES} this program takes for a namesake"),
                "check the votes",
            );
        }
    }
}

fn totals(contest: &Contest, found: &mut Found) {
    let polled = contest
        .candidates()
        .iter()
        .try_fold(0_u64, |sum, c| sum.checked_add(c.total_votes()))
        .filter(|&sum| sum <= MOST_VOTES);
    let Some(polled) = polled else {
        let largest = (0..contest.candidates().len()).max_by_key(|&c| contest.candidates()[c].total_votes());
        found.add(
            largest.map_or(About::Contest, About::CandidateVotes),
            "with these the votes add up to more than any election ever polled",
            format!("check the votes; together they are at most {MOST_VOTES}"),
        );
        return;
    };
    if polled == 0 {
        found.add(About::Contest, "nobody has a single vote", "write the candidates' votes");
    }
    if let Some(electors) = contest.electors
        && polled > electors
    {
        found.add(
            About::Electors,
            format!("{polled} votes were polled, but there are only {electors} electors"),
            "check the electors and the candidates' votes",
        );
    }
    match contest.booths {
        Some(0) => {
            found.add(About::Booths, "a contest has at least one booth", "leave booths out where it is not known");
        }
        Some(booths) if booths > MOST_BOOTHS => {
            found.add(
                About::Booths,
                format!("{booths} booths are more than the {MOST_BOOTHS} this program takes"),
                "check the number",
            );
        }
        Some(booths) if polled / u64::from(booths) > MOST_VOTES_A_BOOTH => found.add(
            About::Booths,
            format!("{booths} booths for {polled} votes is {} votes a booth", polled / u64::from(booths)),
            format!("a booth takes at most {MOST_VOTES_A_BOOTH} votes; count all of them, or leave booths out"),
        ),
        _ => {}
    }
}

fn segments(contest: &Contest, found: &mut Found) {
    let segments = contest.segments();
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    for (index, segment) in segments.iter().enumerate() {
        if seen.insert(segment.id.as_str(), index).is_some() {
            found.add(
                About::SegmentId(index),
                format!("there are two segments \"{}\"", segment.id),
                "give each its own id",
            );
        }
        if segment.booths == Some(0) {
            found.add(
                About::SegmentBooths(index),
                format!("{} has no booth", segment.name),
                "leave booths out where it is not known",
            );
        }
    }
    let known: u64 = segments.iter().filter_map(|segment| segment.booths).map(u64::from).sum();
    if known > u64::from(MOST_BOOTHS)
        && let Some(most) = (0..segments.len()).max_by_key(|&s| segments[s].booths)
    {
        found.add(
            About::SegmentBooths(most),
            format!("the segments have {known} booths together"),
            format!("this program takes at most {MOST_BOOTHS}"),
        );
    }
    segment_booths(contest, found);
    for (c, candidate) in contest.candidates().iter().enumerate() {
        segment_votes(contest, c, candidate, found);
    }
}

fn segment_booths(contest: &Contest, found: &mut Found) {
    let segments = contest.segments();
    let Some(booths) = contest.booths.filter(|_| !segments.is_empty()) else { return };
    let known: u64 = segments.iter().filter_map(|s| s.booths).map(u64::from).sum();
    let unknown = segments.iter().filter(|s| s.booths.is_none()).count() as u64;
    let all = u64::from(booths);
    if known + unknown > all || (unknown == 0 && known != all) {
        found.add(
            About::Booths,
            format!("the segments have {known} booths, the contest {all}"),
            "make them agree, or leave out the one that is less certain",
        );
    }
}

fn segment_votes(contest: &Contest, c: usize, candidate: &Candidate, found: &mut Found) {
    let segments = contest.segments();
    let known: Vec<(usize, u64)> =
        segments.iter().enumerate().filter_map(|(s, segment)| segment.votes.get(&c).map(|&votes| (s, votes))).collect();
    let Some(&(last, _)) = known.last() else { return };
    let sum = known.iter().fold(0_u64, |sum, &(_, votes)| sum.saturating_add(votes));
    let in_booths = candidate.booth_votes();
    let about = About::SegmentVotes(last, c);
    let kind = if candidate.votes.is_some_and(|v| v.postal.is_some()) { "EVM votes" } else { "votes" };
    if sum > in_booths {
        found.add(
            about,
            format!("{} has {sum} votes in the segments but {in_booths} {kind} in the contest", candidate.name),
            "segments hold booth votes; check both",
        );
    } else if known.len() == segments.len() && sum < in_booths && kind == "EVM votes" {
        found.add(
            about,
            format!(
                "{}'s votes in all the segments are {sum}, {} short of the {in_booths} EVM votes of the contest",
                candidate.name,
                in_booths - sum
            ),
            "correct them, or leave out the segment that is not known",
        );
    }
}
