//! The answer as one screen has it: what was needed against what was there, the chance, what was said, what it rests on.

use super::{Account, Numbers, bound_in_question, names, warnings};
use crate::model::Without;
use crate::scenario::{Control, Mode, Stratum};
use crate::wording::{BriefSentence, Ground, Term, WhatIf};

/// The answer as one screen has it; the verdict with its reasons stands before it.
#[derive(Debug, Clone, PartialEq)]
pub struct Brief {
    /// What was needed, what was polled and what went astray, to be set side by side.
    pub measures: Vec<Measure>,
    /// The probability in one sentence.
    pub chance: Option<String>,
    /// The other question, in one sentence.
    pub without: Option<String>,
    /// What a rule of the election makes of the namesakes' votes, where it has one.
    pub credited: Option<String>,
    /// What controls say of own support: of each a sentence, and one for every group of its ballots.
    pub controls: Vec<Vec<String>>,
    /// What was said, each with its verdict.
    pub said: Vec<String>,
    /// What makes the numbers less certain than they look, where anything does.
    pub warnings: Vec<String>,
    /// What it rests on.
    pub rests_on: String,
}

/// How a number of votes is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Known {
    /// It was counted.
    Counted,
    /// It follows from what was counted.
    Arithmetic,
    /// It was simulated.
    Simulated,
}

/// Votes beside others.
#[derive(Debug, Clone, PartialEq)]
pub struct Measure {
    /// How their number is known.
    pub known: Known,
    /// What they are.
    pub label: &'static str,
    /// How many; the middle where they are known no better.
    pub votes: u64,
    /// From so many to so many in nine of ten simulations; none where the number is a count.
    pub spread: Option<(u64, u64)>,
    /// The number in words.
    pub words: String,
}

impl Measure {
    /// The most votes it speaks of.
    #[must_use]
    pub fn furthest(&self) -> u64 {
        self.spread.map_or(self.votes, |(_, high)| high.max(self.votes))
    }
}

pub(super) fn brief(account: &Account<'_>, numbers: &Numbers, said: &[super::ClaimReport]) -> Brief {
    let say = |sentence: &BriefSentence<'_>| account.wording.brief(sentence);
    let asked = bound_in_question(account).is_some();
    Brief {
        measures: measures(account),
        chance: asked.then(|| chance(account, numbers.flip.proved)),
        without: asked.then(|| without(account, numbers)).flatten(),
        credited: credited(account),
        controls: controls(account),
        said: said
            .iter()
            .map(|claim| say(&BriefSentence::Said { quoted: &claim.quoted, verdict: &claim.verdict }))
            .collect(),
        warnings: warnings::grave(account),
        rests_on: rests_on(account),
    }
}

/// The probability in one sentence.
pub(super) fn chance(account: &Account<'_>, proved: bool) -> String {
    let recorded = account.scenario.mode == Mode::Retrospective;
    let (probability, error) = (account.law.flip.probability, account.law.flip.error);
    account.wording.brief(&BriefSentence::Chance { probability, error, proved, recorded })
}

/// What the answer rests on.
pub(super) fn rests_on(account: &Account<'_>) -> String {
    account.wording.brief(&BriefSentence::RestsOn { grounds: &grounds(account) })
}

/// The other question by the law alone, and by the shares that the scenario states.
pub(super) fn without_by_law(account: &Account<'_>) -> Vec<String> {
    let law = &account.law.without;
    let said = |rule: &Without| account.model.onward.says(*rule);
    let known = Without::ALL.iter().zip(law).filter(|(rule, _)| said(rule));
    let ranged: Vec<f64> = known.filter(|(rule, _)| **rule != Without::AsStated).filter_map(|(_, p)| *p).collect();
    // In a contest to come the law knows one end alone.
    let (low, high) = match ranged.as_slice() {
        [] | [_] => return Vec::new(),
        all => all.iter().fold((1.0_f64, 0.0_f64), |(low, high), &p| (low.min(p), high.max(p))),
    };
    let namesakes = account.model.groups.iter().map(|group| group.namesakes.len() as u64).sum();
    let mut lines = vec![account.wording.brief(&BriefSentence::Without { low, high, namesakes })];
    let stated = law.last().copied().flatten().filter(|_| said(&Without::AsStated));
    lines.extend(stated.map(|probability| account.wording.what_if(&WhatIf::AsStated { probability })));
    lines
}

fn controls(account: &Account<'_>) -> Vec<Vec<String>> {
    let contest = &account.scenario.contest;
    let say = |sentence: &BriefSentence<'_>| account.wording.brief(sentence);
    let of = |control: &Control| {
        let namesakes = account.model.groups.iter().flat_map(|group| &group.namesakes);
        let law = namesakes.filter(|one| one.candidate == control.candidate).find_map(|one| one.own_support.control)?;
        #[expect(clippy::cast_possible_truncation, reason = "a number of votes")]
        let [low, middle, high] = [0.05, 0.5, 0.95].map(|share| law.quantile(share) as i64);
        let sum = |of: &dyn Fn(&Stratum) -> u64| control.strata.iter().map(of).sum::<u64>();
        let mut lines = vec![say(&BriefSentence::Control {
            name: &control.name,
            namesake: &names::candidate(account, control.candidate),
            polled: contest.candidates()[control.candidate].total_votes(),
            own: (low, middle, high),
            votes: sum(&|stratum| stratum.votes),
            of: sum(&|stratum| stratum.of),
        })];
        if control.strata.len() > 1 {
            lines.extend(control.strata.iter().map(|stratum| {
                let (name, recorded, expected) = (&stratum.name, stratum.recorded, stratum.expected());
                say(&BriefSentence::Stratum { name, recorded, expected })
            }));
        }
        Some(lines)
    };
    account.scenario.controls.iter().filter_map(of).collect()
}

/// The count by a rule of law, which stands beside the probability and has no part in it.
fn credited(account: &Account<'_>) -> Option<String> {
    let contest = &account.scenario.contest;
    let count = account.scenario.rule.credits_votes.then(|| crate::bounds::credited(contest)).flatten()?;
    let [first, second] = count.leading;
    Some(account.wording.brief(&BriefSentence::Credited {
        first: &names::candidate(account, first),
        second: &names::candidate(account, second),
        votes: (count.votes[first], count.votes[second]),
        changes: count.changes(),
    }))
}

fn measures(account: &Account<'_>) -> Vec<Measure> {
    let wording = account.wording;
    let Some(bound) = bound_in_question(account) else { return Vec::new() };
    let exact = |known: Known, term: Term, votes: u64| Measure {
        known,
        label: wording.term(term),
        votes,
        spread: None,
        words: wording.grouping.votes(votes),
    };
    let mut measures = Vec::new();
    match (account.scenario.mode, bound.votes_needed) {
        (Mode::Retrospective, Some(needed)) => measures.push(exact(Known::Arithmetic, Term::Needed, needed)),
        (Mode::Prospective, _) if !bound.behind => measures.push(exact(Known::Arithmetic, Term::Lead, bound.margin)),
        _ => {}
    }
    measures.extend(bound.namesake_votes.map(|polled| exact(Known::Counted, Term::Polled, polled)));
    let all = &account.summary.groups[account.model.focus].all;
    let at = |share: f64| all.quantile(share);
    let (middle, low, high) = (at(0.5), at(0.05), at(0.95));
    let whole = |votes: i64| u64::try_from(votes).unwrap_or(0);
    measures.push(Measure {
        known: Known::Simulated,
        label: wording.term(Term::Misdirected),
        votes: whole(middle),
        spread: Some((whole(low), whole(high))),
        words: wording.brief(&BriefSentence::About { middle, low, high }),
    });
    measures
}

/// The other question, as the range over all that the namesakes' own voters could have done.
fn without(account: &Account<'_>, numbers: &Numbers) -> Option<String> {
    let (low, high) = super::verdict::range_without(&numbers.without_namesakes)?;
    let namesakes = account.model.groups.iter().map(|group| group.namesakes.len() as u64).sum();
    Some(account.wording.brief(&BriefSentence::Without { low, high, namesakes }))
}

fn grounds(account: &Account<'_>) -> String {
    let votes = match account.scenario.mode {
        Mode::Retrospective => Ground::Counted,
        Mode::Prospective => Ground::Intended,
    };
    let rate = if account.scenario.confusion.rate.is_some() { Ground::StatedRate } else { Ground::EarlierNamesakes };
    let booths = if account.model.world.synthetic { Ground::MadeUpBooths } else { Ground::BoothReturns };
    let control = (!account.scenario.controls.is_empty()).then_some(Ground::Control);
    let grounds = [votes, rate].into_iter().chain(control).chain([booths]);
    let words: Vec<String> = grounds.map(|ground| account.wording.ground(ground).to_owned()).collect();
    account.wording.listed(&words)
}
