//! Rival explanations in words, in numbers and as a table.

use super::comparisons;
use super::numbers::{
    BreakEvenNumbers, ChanceNumbers, FlowNumbers, ReachNumbers, ShapleyNumbers, ShareNumbers, StoryNumbers,
    TogetherNumbers,
};
use super::{Account, names};
use crate::explain::{Basis, BreakEven, Chance, Explained, Possible, Weighed};
use crate::figure::{Cell, Columns};
use crate::format::nine_figures;
use crate::scenario::{Base, End, Explanation, Flow, Moves};
use crate::stats::RateLaw;
use crate::wording::{Sentence, StorySentence};

/// The explanations as a page shows them.
#[derive(Debug, Clone, PartialEq)]
pub struct Explanations {
    /// In the order of the scenario.
    pub stories: Vec<StoryReport>,
    /// What all of them together do, and what the shares are.
    pub together: Vec<String>,
    /// What was counted here in other elections.
    pub compared: Vec<String>,
    /// One row a story.
    pub table: Columns,
}

/// One explanation as a page shows it.
#[derive(Debug, Clone, PartialEq)]
pub struct StoryReport {
    /// What it is called, with its source.
    pub name: String,
    /// What would have had to be true, in one sentence.
    pub needs: String,
    /// What it does as stated, alone and beside the others.
    pub lines: Vec<String>,
}

/// The explanations of a run, told; `None` where there are none.
pub(super) fn explanations(account: &Account<'_>) -> Option<Explanations> {
    let explained = account.explained.as_ref()?;
    let stories = account.scenario.explanations.iter().zip(&explained.stories);
    Some(Explanations {
        stories: stories.clone().map(|(story, weighed)| tell(account, explained, story, weighed)).collect(),
        together: together(account, explained),
        compared: comparisons::lines(account),
        table: table(account, explained),
    })
}

fn tell(account: &Account<'_>, explained: &Explained, story: &Explanation, weighed: &Weighed) -> StoryReport {
    let say = |sentence: StorySentence<'_>| account.wording.tell(&sentence);
    let (low, high) = weighed.reach;
    let probability = weighed.sufficiency.probability;
    let alone = match weighed.alone {
        Possible::Never => say(StorySentence::AloneNever { low, high }),
        Possible::Always => say(StorySentence::AloneAlways { low, high }),
        Possible::Sometimes => say(StorySentence::AloneSometimes { low, high, probability }),
    };
    let margin = weighed.shapley_margin;
    let beside = if weighed.pivotal {
        say(StorySentence::BesideOthers {
            lost: weighed.necessity.probability,
            of: explained.together.probability,
            share: weighed.shapley_flip,
            margin,
            stated: &stated(account),
        })
    } else {
        say(StorySentence::CompletesNone { margin })
    };
    // What stands alone has nobody beside it.
    let mut lines = if explained.stories.len() > 1 { vec![alone, beside] } else { vec![alone] };
    lines.extend(comparisons::of_story(account, story));
    StoryReport {
        name: account
            .wording
            .say(&Sentence::Quoted { text: &names::explanation(account, story), source: story.source.as_deref() }),
        needs: needs(account, story, weighed.break_even),
        lines,
    }
}

/// What would have had to be true, in one sentence.
fn needs(account: &Account<'_>, story: &Explanation, break_even: Option<BreakEven>) -> String {
    let say = |sentence: StorySentence<'_>| account.wording.tell(&sentence);
    let Some(needed) = break_even else { return say(StorySentence::NeedsMoreThanShares) };
    let (votes, base, share) = (needed.votes, needed.base, needed.share());
    let [flow] = &story.flows[..] else { return say(StorySentence::NeedsAll { votes, base, share }) };
    let place = &segments(account, flow);
    let place = (!place.is_empty()).then_some(place.as_str());
    let name = |end: End| match end {
        End::Candidate(c) => names::candidate(account, c),
        End::Home => String::new(),
    };
    let (from, to) = (&name(flow.from), &name(flow.to));
    say(match (flow.moves, flow.of, flow.from, flow.to) {
        (Moves::Diverted, ..) => StorySentence::NeedsDiverted { namesake: from, to, votes, base, share },
        (_, Base::To, ..) => StorySentence::NeedsMore { to, place, votes, base, share },
        (_, _, End::Home, _) => StorySentence::NeedsHome { to, place, votes, base, share },
        (_, _, _, End::Home) => StorySentence::NeedsStay { from, place, votes, base, share },
        _ => StorySentence::NeedsFlow { from, to, place, votes, base, share },
    })
}

/// The shares that a scenario states of its explanations, one after the other: what moves by the model is not stated.
fn stated(account: &Account<'_>) -> String {
    let shares = account.scenario.explanations.iter().filter_map(|story| shares(account, story));
    account.wording.listed(&shares.collect::<Vec<_>>())
}

/// The stated shares of one explanation; `None` where the model says what it moves.
pub(super) fn shares(account: &Account<'_>, story: &Explanation) -> Option<String> {
    let percent = |share: f64| account.wording.grouping.percent(share);
    let share = |flow: &Flow| match flow.moves {
        Moves::Share(RateLaw::Fixed(share)) => Some(percent(share)),
        Moves::Share(law) => Some(format!("{}–{}", percent(law.quantile(0.05)), percent(law.quantile(0.95)))),
        Moves::Diverted => None,
    };
    let mut shares: Vec<String> = story.flows.iter().filter_map(share).collect();
    shares.dedup();
    (!shares.is_empty()).then(|| account.wording.listed(&shares))
}

/// The segments of a flow by name; empty where it is of all.
fn segments(account: &Account<'_>, flow: &Flow) -> String {
    let name = |&s: &usize| names::segment_name(account, s);
    account.wording.listed(&flow.segments.iter().map(name).collect::<Vec<_>>())
}

fn together(account: &Account<'_>, explained: &Explained) -> Vec<String> {
    let Chance { probability, standard_error, .. } = explained.together;
    let margin = explained.margin_change;
    let stated = &stated(account);
    let first = match explained.basis {
        Basis::Exact => StorySentence::TogetherExact { probability, margin, stated },
        Basis::Draws(draws) => {
            StorySentence::TogetherDrawn { probability, margin, draws, error: 100.0 * standard_error, stated }
        }
    };
    vec![account.wording.tell(&first), account.wording.tell(&StorySentence::SharesAreStated)]
}

/// The word of what arithmetic says of a story alone.
fn word(alone: Possible) -> &'static str {
    match alone {
        Possible::Never => "impossible",
        Possible::Sometimes => "possible",
        Possible::Always => "certain",
    }
}

fn table(account: &Account<'_>, explained: &Explained) -> Columns {
    let header = [
        "explanation",
        "alone",
        "votes_needed",
        "of_votes",
        "share_needed",
        "moves_low",
        "moves_high",
        "sufficiency",
        "necessity",
        "shapley_flip",
        "shapley_margin",
    ];
    let mut table = Columns::new(header);
    let whole = |number: u64| Cell::from(number);
    for (story, weighed) in account.scenario.explanations.iter().zip(&explained.stories) {
        let needed = weighed.break_even;
        table.push(vec![
            story.name.clone().into(),
            word(weighed.alone).into(),
            needed.map_or(Cell::Empty, |needed| whole(needed.votes)),
            needed.map_or(Cell::Empty, |needed| whole(needed.base)),
            needed.map_or(Cell::Empty, |needed| nine_figures(needed.share()).into()),
            weighed.reach.0.into(),
            weighed.reach.1.into(),
            nine_figures(weighed.sufficiency.probability).into(),
            nine_figures(weighed.necessity.probability).into(),
            nine_figures(weighed.shapley_flip).into(),
            nine_figures(weighed.shapley_margin).into(),
        ]);
    }
    table
}

/// The `explanations` of summary.json, and what all of them do together. Shapley shares are given to the last
/// bit, so that they add up to the whole.
pub(super) fn numbers(account: &Account<'_>) -> (Vec<StoryNumbers>, Option<TogetherNumbers>) {
    let Some(explained) = &account.explained else { return (Vec::new(), None) };
    let stories = account.scenario.explanations.iter().zip(&explained.stories);
    let together = TogetherNumbers {
        principal: account.scenario.contest.candidates()[explained.principal].id.clone(),
        won: explained.won,
        margin: explained.margin,
        flip: chance(explained.together),
        margin_change: explained.margin_change,
        draws: match explained.basis {
            Basis::Exact => None,
            Basis::Draws(draws) => Some(draws),
        },
        exact: explained.basis == Basis::Exact,
    };
    (stories.map(|(story, weighed)| story_numbers(account, story, weighed)).collect(), Some(together))
}

fn chance(Chance { probability, standard_error, proved }: Chance) -> ChanceNumbers {
    ChanceNumbers { probability, standard_error: nine_figures(standard_error), proved }
}

fn story_numbers(account: &Account<'_>, story: &Explanation, weighed: &Weighed) -> StoryNumbers {
    StoryNumbers {
        name: story.name.clone(),
        source: story.source.clone(),
        verdict: word(weighed.alone),
        flows: story.flows.iter().map(|flow| flow_numbers(account, flow)).collect(),
        break_even: weighed.break_even.map(|needed| BreakEvenNumbers {
            votes: needed.votes,
            of: needed.base,
            share: nine_figures(needed.share()),
        }),
        moves: ReachNumbers { low: weighed.reach.0, high: weighed.reach.1 },
        sufficiency: chance(weighed.sufficiency),
        necessity: chance(weighed.necessity),
        pivotal: weighed.pivotal,
        shapley: ShapleyNumbers { flip: weighed.shapley_flip, margin: weighed.shapley_margin },
    }
}

fn flow_numbers(account: &Account<'_>, flow: &Flow) -> FlowNumbers {
    let contest = &account.scenario.contest;
    let id = |end: End| match end {
        End::Candidate(c) => contest.candidates()[c].id.clone(),
        End::Home => "home".to_owned(),
    };
    FlowNumbers {
        from: id(flow.from),
        to: id(flow.to),
        segments: flow.segments.iter().map(|&s| contest.segments()[s].id.clone()).collect(),
        share: match flow.moves {
            Moves::Diverted => ShareNumbers::Diverted("diverted"),
            Moves::Share(RateLaw::Fixed(share)) => ShareNumbers::Fixed(share),
            Moves::Share(RateLaw::Uniform { low, high }) => ShareNumbers::Uniform { low, high },
            Moves::Share(RateLaw::Beta { mean, concentration }) => ShareNumbers::Beta { mean, concentration },
            Moves::Share(law @ RateLaw::Logit { .. }) => {
                ShareNumbers::Logit { median: nine_figures(law.quantile(0.5)), p95: nine_figures(law.quantile(0.95)) }
            }
        },
        of: match flow.of {
            Base::From => "from",
            Base::To => "to",
        },
        of_votes: flow.base,
    }
}

/// What is said of a contest in which nobody is a namesake.
pub(super) fn without_namesake(account: &Account<'_>) -> Vec<String> {
    let focus = account.model.focus();
    let (loser, winner) = (&names::candidate(account, focus.principal), &names::candidate(account, focus.rival));
    let margin = (account.model.known[focus.rival] - account.model.known[focus.principal]).unsigned_abs();
    vec![account.wording.tell(&StorySentence::NoNamesake { loser, winner, margin, needed: margin + 1 })]
}
