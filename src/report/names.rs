//! What people and places are called in sentences.

use super::Account;
use crate::scenario::{Explanation, Scenario};
use crate::wording::{Sentence, Term, Wording};

/// "Alok Misra (INC)".
pub(super) fn candidate(account: &Account<'_>, index: usize) -> String {
    candidate_in(&account.scenario, account.wording, index)
}

/// The same without a run.
pub(super) fn candidate_in(scenario: &Scenario, wording: Wording, index: usize) -> String {
    let candidate = &scenario.contest.candidates()[index];
    let name = local(wording, &candidate.name, candidate.name_local.as_ref());
    match &candidate.party {
        Some(party) => format!("{name} ({party})"),
        None => name,
    }
}

/// "Alok Misra"; in Hindi as the local script has it, with the party where somebody else's name is then the same.
pub(super) fn short(account: &Account<'_>, index: usize) -> String {
    short_in(&account.scenario, account.wording, index)
}

/// The same without a run.
pub(super) fn short_in(scenario: &Scenario, wording: Wording, index: usize) -> String {
    let candidates = scenario.contest.candidates();
    let shown = |c: usize| local(wording, &candidates[c].name, candidates[c].name_local.as_ref());
    let name = cut(shown(index));
    let alike = || (0..candidates.len()).any(|other| other != index && cut(shown(other)) == name);
    match &candidates[index].party {
        Some(party) if wording.language.script().is_some() && alike() => format!("{name} ({party})"),
        _ => name,
    }
}

/// Letters of a name in the middle of a sentence; more would leave no room for what is said.
const MOST_LETTERS: usize = 48;

/// A name that is not too long, cut between words where it has any.
fn cut(name: String) -> String {
    if name.chars().count() <= MOST_LETTERS {
        return name;
    }
    let start: String = name.chars().take(MOST_LETTERS - 1).collect();
    let most = start.rsplit_once(' ').map(|(words, _)| words).filter(|words| 2 * words.len() > start.len());
    let words = most.unwrap_or(&start);
    format!("{words}…")
}

/// The name that the language of the report takes, of the two that are known: the local one only where it is
/// in the language's own script.
pub(super) fn local(wording: Wording, name: &str, local: Option<&String>) -> String {
    let Some(script) = wording.language.script() else { return name.to_owned() };
    let in_script = |name: &&String| name.chars().any(|letter| script.contains(&letter));
    local.filter(in_script).map_or_else(|| name.to_owned(), Clone::clone)
}

/// "Alok Misra, आलोक मिश्रा" for the small print of a chart.
pub(super) fn in_both_scripts(account: &Account<'_>, index: usize) -> String {
    let candidate = &account.scenario.contest.candidates()[index];
    both(account.wording, &candidate.name, candidate.name_local.as_ref())
}

/// A name in both scripts for readers of English; readers of Hindi need no other than theirs.
fn both(wording: Wording, name: &str, in_local: Option<&String>) -> String {
    match (wording.language.script(), in_local) {
        (None, Some(known)) if known != name => format!("{name} {known}"),
        _ => local(wording, name, in_local),
    }
}

/// The namesake by name, or "the ten namesakes".
pub(super) fn namesakes(account: &Account<'_>, indices: &[usize]) -> String {
    let namesake = account.wording.term(Term::Namesake);
    match indices {
        [one] => format!("{namesake} {}", candidate(account, *one)),
        [_, _] => account.wording.listed(&indices.iter().map(|&c| candidate(account, c)).collect::<Vec<_>>()),
        many => account.wording.say(&Sentence::AllNamesakes { count: many.len() as u64 }),
    }
}

/// What an explanation is called.
pub(super) fn explanation(account: &Account<'_>, story: &Explanation) -> String {
    local(account.wording, &story.name, story.name_local.as_ref())
}

/// "Kanpur, Lok Sabha 2024".
pub(super) fn contest(account: &Account<'_>) -> String {
    let contest = &account.scenario.contest;
    let name = local(account.wording, &contest.name, contest.name_local.as_ref());
    match &contest.election {
        Some(election) => format!("{name}, {}", local(account.wording, election, contest.election_local.as_ref())),
        None => name,
    }
}

/// A segment's id; "postal" for the votes outside the booths, "all" where the contest is undivided.
pub(super) fn segment_id(account: &Account<'_>, segment: usize) -> String {
    let world = &account.model.world;
    if world.has_postal && segment + 1 == world.segments() {
        return "postal".to_owned();
    }
    account.scenario.contest.segments().get(segment).map_or_else(|| "all".to_owned(), |s| s.id.clone())
}

/// A segment's name for a chart.
pub(super) fn segment_name(account: &Account<'_>, segment: usize) -> String {
    account.scenario.contest.segments().get(segment).map_or_else(
        || account.wording.term(Term::AllBooths).to_owned(),
        |s| local(account.wording, &s.name, s.name_local.as_ref()),
    )
}

/// The same with the name in the local script, for the rows of a chart.
pub(super) fn segment_row(account: &Account<'_>, segment: usize) -> String {
    let found = account.scenario.contest.segments().get(segment);
    let all = || account.wording.term(Term::AllBooths).to_owned();
    found.map_or_else(all, |s| both(account.wording, &s.name, s.name_local.as_ref()))
}

/// A segment's name, by its id.
pub(super) fn segment_called(account: &Account<'_>, id: &str) -> String {
    let segments = account.scenario.contest.segments();
    let named = segments.iter().find(|segment| segment.id == id);
    named.map_or_else(|| id.to_owned(), |segment| local(account.wording, &segment.name, segment.name_local.as_ref()))
}

/// What a booth is called in the returns, or its number where it was made up.
pub(super) fn booth(account: &Account<'_>, number: u32) -> String {
    match &account.scenario.booths {
        Some(table) => table.rows.get(number as usize).map_or_else(String::new, |row| row.booth.clone()),
        None => (number + 1).to_string(),
    }
}
