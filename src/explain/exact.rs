//! The worth of every combination without a draw: where every share is one number, or one alone is uncertain.

use super::arithmetic::wins;
use super::coalitions::{Coalitions, Worth, difference};
use super::draws::Judge;
use crate::engine::law::GroupLaw;
use crate::model::{Flow, FlowLaw, Group, Model};
use crate::stats::RateLaw;
use crate::stats::special::normal_density;

/// The worth of every combination; `None` where two shares or more are uncertain.
pub(super) fn worth(model: &Model) -> Option<Worth> {
    let uncertain: Vec<(usize, &Flow)> = model
        .stories
        .iter()
        .enumerate()
        .flat_map(|(place, story)| story.flows.iter().map(move |flow| (place, flow)))
        .filter(|(_, flow)| !flow.is_fixed())
        .collect();
    match uncertain[..] {
        [] => {
            let (mut counts, mut judge) = (Coalitions::new(model), Judge::new(model));
            judge.judge(model, fixed);
            counts.record(&judge.flips, &judge.margins);
            Some(Worth { draws: 0, ..Worth::of_counts(&counts) })
        }
        [(place, flow)] => Some(with_one(model, place, flow, &Law::of(model, flow)?)),
        _ => None,
    }
}

/// The votes of a flow whose share is one number; 0 of any other.
fn fixed(flow: &Flow) -> i64 {
    match flow.law {
        FlowLaw::Share(RateLaw::Fixed(share)) => flow.votes(share),
        _ => 0,
    }
}

/// The law of the whole votes that one flow moves.
enum Law {
    Share { law: RateLaw, base: f64 },
    Diverted(Vec<f64>),
}

impl Law {
    fn of(model: &Model, flow: &Flow) -> Option<Self> {
        match flow.law {
            FlowLaw::Share(law) => Some(Law::Share { law, base: flow.base as f64 }),
            FlowLaw::Diverted(c) => {
                let place = |group: &Group| group.namesakes.iter().position(|namesake| namesake.candidate == c);
                let (group, place) = model.groups.iter().find_map(|group| Some((group, place(group)?)))?;
                Some(Law::Diverted(GroupLaw::new(model, group).each.swap_remove(place)))
            }
        }
    }

    /// The probability of at most so many votes. Shares are rounded to whole votes, so k holds what lies within
    /// half a vote of it.
    fn at_most(&self, votes: i64) -> f64 {
        if votes < 0 {
            return 0.0;
        }
        match self {
            Law::Share { law, base } => law.cdf((votes as f64 + 0.5) / base),
            Law::Diverted(law) => {
                let end = usize::try_from(votes).unwrap_or(usize::MAX).saturating_add(1).min(law.len());
                law[..end].iter().sum::<f64>().min(1.0)
            }
        }
    }

    fn mean(&self) -> f64 {
        match self {
            Law::Share { law: RateLaw::Fixed(share), base } => share * base,
            Law::Share { law: RateLaw::Uniform { low, high }, base } => 0.5 * (low + high) * base,
            Law::Share { law: RateLaw::Beta { mean, .. }, base } => mean * base,
            Law::Share { law: law @ RateLaw::Logit { .. }, base } => {
                // The trapezoid over the score is right to 1e-12 at this step.
                let score = |step: i32| 0.05 * f64::from(step);
                base * (-180..=180)
                    .map(|step| 0.05 * normal_density(score(step)) * law.at_score(score(step)))
                    .sum::<f64>()
            }
            Law::Diverted(law) => law.iter().enumerate().map(|(votes, weight)| votes as f64 * weight).sum(),
        }
    }
}

/// The worth where one flow of one story is uncertain: for every combination the votes of it that change who won
/// lie between two whole numbers, and its law says how probable those are.
fn with_one(model: &Model, place: usize, flow: &Flow, law: &Law) -> Worth {
    let (principal, rival) = (model.focus().principal, model.focus().rival);
    let won = wins(model, &model.known);
    let mean = law.mean();
    let combinations = 1_usize << model.stories.len();
    let mut worth =
        Worth { flip: vec![0.0; combinations], margin: vec![0.0; combinations], lost: Vec::new(), draws: 0 };
    let mut tally = model.known.clone();
    for set in 0..combinations {
        tally.copy_from_slice(&model.known);
        let on = (0..model.stories.len()).filter(|story| set >> story & 1 == 1);
        on.flat_map(|story| &model.stories[story].flows).for_each(|other| other.apply(fixed(other), &mut tally));
        let uncertain = set >> place & 1 == 1;
        let wins = if uncertain { between(model, flow, law, &tally) } else { f64::from(u8::from(wins(model, &tally))) };
        worth.flip[set] = if won { 1.0 - wins } else { wins };
        let gained = if uncertain { flow.gain(principal, rival) as f64 * mean } else { 0.0 };
        worth.margin[set] = (tally[principal] - tally[rival]) as f64 + gained;
    }
    let all = combinations - 1;
    let lost = |story: usize| (difference(worth.flip[all], worth.flip[all & !(1 << story)]), 0.0);
    worth.lost = (0..model.stories.len()).map(lost).collect();
    worth
}

/// The probability that the principal wins, given the tally without the uncertain flow.
fn between(model: &Model, flow: &Flow, law: &Law, tally: &[i64]) -> f64 {
    let principal = model.focus().principal;
    let (mut least, mut most) = (0_i64, i64::MAX - 1);
    for other in (0..tally.len()).filter(|&c| c != principal && model.may_win[c]) {
        let lead = tally[principal] - tally[other];
        match flow.gain(principal, other) {
            // lead + gain * votes > 0
            gain if gain > 0 => least = least.max((-lead).div_euclid(gain) + 1),
            gain if gain < 0 => most = most.min((lead - 1).div_euclid(-gain)),
            _ if lead <= 0 => return 0.0,
            _ => {}
        }
    }
    if most < least { 0.0 } else { (law.at_most(most) - law.at_most(least - 1)).max(0.0) }
}
