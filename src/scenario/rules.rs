//! Rules of an election that move votes by themselves, and one person on several lines of the ballot.

use super::beside::Rule;
use super::build::Build;
use super::file::{File, VotesValue};
use super::problem::{Problem, did_you_mean};
use super::table::Placed;
use super::valid::Mode;

impl Build<'_> {
    pub fn rule(&mut self, mode: Mode) -> Rule {
        let Some(credits) = &self.file.rule.credits_votes else { return Rule::default() };
        if credits.value && mode == Mode::Prospective {
            self.problem(
                &credits.span,
                "credits_votes is a rule for votes that were counted, but these are intended",
                "remove it, or set mode = \"retrospective\"",
            );
        }
        Rule { credits_votes: credits.value }
    }
}

impl File {
    /// Adds up the lines on which one person stands: whoever stands on two party lines is nobody's namesake.
    pub(super) fn one_line_a_person(&mut self) {
        let lines = std::mem::take(&mut self.candidate);
        let (extra, mut kept): (Vec<_>, Vec<_>) = lines.into_iter().partition(|line| line.same_person_as.is_some());
        let mut problems = Vec::new();
        for line in &extra {
            let Some(other) = &line.same_person_as else { continue };
            let mut wrong = |span, what: String, help: String| problems.push(Problem::new(span, what, help));
            if let Some(of) = &line.namesake_of {
                let what = format!("{} cannot be the same person and a namesake", line.id.value);
                wrong(of.span.clone(), what, "keep one of same_person_as and namesake_of".to_owned());
                continue;
            }
            if self.returns.is_some() || self.contest.booth_file.is_some() {
                let what = "lines of one person are added up from totals, but booths were counted here".to_owned();
                wrong(other.span.clone(), what, "add the two columns up in the table".to_owned());
                continue;
            }
            let known: Vec<String> = kept.iter().map(|line| line.id.value.clone()).collect();
            let Some(main) = kept.iter_mut().find(|line| line.id.value == other.value) else {
                let what = if extra.iter().any(|line| line.id.value == other.value) {
                    format!("\"{}\" is itself the same person as another line", other.value)
                } else {
                    format!("no candidate has the id \"{}\"", other.value)
                };
                wrong(other.span.clone(), what, did_you_mean(&other.value, known.iter().map(String::as_str)));
                continue;
            };
            match (main.votes.as_ref().map(|v| v.value), line.votes.as_ref().map(|v| v.value)) {
                (Some(one), Some(two)) => match sum(one, two) {
                    Some(sum) => main.votes = main.votes.take().map(|votes| Placed { value: sum, ..votes }),
                    None => wrong(
                        line.votes.as_ref().map_or(0..0, |votes| votes.span.clone()),
                        "the votes of one person are a total on one line and split on the other".to_owned(),
                        "write both as totals, or both as { evm = .., postal = .. }".to_owned(),
                    ),
                },
                _ => wrong(
                    line.id.span.clone(),
                    format!("the two lines of {} need votes to be added up", main.name.value),
                    "write votes = 12345 on both".to_owned(),
                ),
            }
            let (from, to) = (&line.id.value, &other.value);
            for segment in &mut self.segment {
                add_up(&mut segment.votes, from, to);
            }
            for named in kept.iter_mut().filter_map(|line| line.namesake_of.as_mut()).filter(|of| of.value == *from) {
                named.value.clone_from(to);
            }
        }
        self.candidate = kept;
        self.problems.extend(problems);
    }
}

fn sum(one: VotesValue, two: VotesValue) -> Option<VotesValue> {
    use VotesValue::{Split, Total, Unread};
    match (one, two) {
        (Total(a), Total(b)) => Some(Total(a.saturating_add(b))),
        (Split { evm: a, postal: b }, Split { evm: c, postal: d }) => {
            Some(Split { evm: a.saturating_add(c), postal: b.saturating_add(d) })
        }
        (Unread, _) | (_, Unread) => Some(Unread),
        _ => None,
    }
}

/// Moves the votes under one id to another's.
fn add_up(votes: &mut Vec<(Placed<String>, Placed<u64>)>, from: &str, to: &str) {
    let Some(at) = votes.iter().position(|(id, _)| id.value == from) else { return };
    let (id, moved) = votes.remove(at);
    match votes.iter_mut().find(|(id, _)| id.value == to) {
        Some((_, known)) => known.value = known.value.saturating_add(moved.value),
        None => votes.push((Placed { value: to.to_owned(), ..id }, moved)),
    }
}
