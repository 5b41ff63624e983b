//! Rival explanations of a result, weighed against each other.
//!
//! A story is a set of flows of votes (`model::flow`); a namesake's diverted votes are one of them. Switched on,
//! its flows move votes in the tally as it was counted. All combinations of stories are judged, on the same
//! draws: alone (sufficiency), all but one (necessity), and in every order (Shapley). Arithmetic comes first:
//! what share it would have taken, exactly, and whether any share that was stated is enough.

mod arithmetic;
mod coalitions;
mod draws;
mod exact;
mod shapley;

pub use arithmetic::{BreakEven, Possible};
pub use coalitions::Coalitions;
pub use shapley::shapley;

use crate::model::{Flow, Model};
use coalitions::Worth;

/// More draws than the chart or the table can show a difference by.
pub const MOST_DRAWS: u64 = 1 << 20;

/// How the combinations were judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Basis {
    /// Nothing was drawn: every share is stated as one number, or one alone is uncertain and its law is known.
    Exact,
    /// So many draws.
    Draws(u64),
}

/// A probability, with the simulator's own error; 0 where it is exact.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Chance {
    /// The probability.
    pub probability: f64,
    /// Its Monte Carlo standard error.
    pub standard_error: f64,
    /// Whether arithmetic alone decides it.
    pub proved: bool,
}

/// One story, weighed.
#[derive(Debug, Clone, PartialEq)]
pub struct Weighed {
    /// What it would have taken for it alone to change who won; `None` where no share does.
    pub break_even: Option<BreakEven>,
    /// Whether it alone can change who won, at the shares that were stated.
    pub alone: Possible,
    /// The fewest and the most votes it moves.
    pub reach: (i64, i64),
    /// P(who won changes) with it alone.
    pub sufficiency: Chance,
    /// P(who won changes) that is lost when it alone is switched off.
    pub necessity: Chance,
    /// Whether some combination of the others is completed by it.
    pub pivotal: bool,
    /// Its Shapley share of the change in P(who won changes).
    pub shapley_flip: f64,
    /// Its Shapley share of the change in the expected margin.
    pub shapley_margin: f64,
}

/// All stories, weighed.
#[derive(Debug, Clone, PartialEq)]
pub struct Explained {
    /// Whose seat is in question.
    pub principal: usize,
    /// The strongest other.
    pub rival: usize,
    /// Whether the principal won as counted; then a change is that the principal does not.
    pub won: bool,
    /// The principal's margin over the rival as counted.
    pub margin: i64,
    /// In the order of the scenario.
    pub stories: Vec<Weighed>,
    /// P(who won changes) with all of them.
    pub together: Chance,
    /// The change of the expected margin with all explanations.
    pub margin_change: f64,
    /// How it was judged.
    pub basis: Basis,
}

/// Weighs the stories of a model; `None` where it has none, or where the draws were stopped. `watch` is told how
/// many draws are done and ends them by answering `false`.
#[must_use]
pub fn explain(model: &Model, draws: u64, watch: &mut dyn FnMut(u64) -> bool) -> Option<Explained> {
    let stories = &model.stories;
    if stories.is_empty() {
        return None;
    }
    let (principal, rival) = (model.focus().principal, model.focus().rival);
    let (worth, basis) = if let Some(worth) = exact::worth(model) {
        (worth, Basis::Exact)
    } else {
        let counts = draws::run(model, draws.clamp(1, MOST_DRAWS), watch)?;
        (Worth::of_counts(&counts), Basis::Draws(counts.draws))
    };
    let all = worth.flip.len() - 1;
    let flips = shapley(&worth.flip);
    let margins = shapley(&worth.margin);
    let weigh = |(place, story): (usize, &crate::model::Story)| {
        let alone = arithmetic::possible(model, 1 << place);
        let lost = worth.lost[place];
        let pivotal = arithmetic::pivotal(model, place);
        Weighed {
            break_even: arithmetic::break_even(model, &story.flows),
            alone,
            reach: story.flows.iter().map(Flow::reach).fold((0, 0), |sum, reach| (sum.0 + reach.0, sum.1 + reach.1)),
            sufficiency: worth.chance(1 << place, alone),
            necessity: Chance {
                probability: if pivotal { lost.0 } else { 0.0 },
                standard_error: if pivotal { lost.1 } else { 0.0 },
                proved: !pivotal || arithmetic::unneeded(model, place),
            },
            pivotal,
            shapley_flip: if pivotal { flips[place] } else { 0.0 },
            shapley_margin: margins[place],
        }
    };
    Some(Explained {
        principal,
        rival,
        won: arithmetic::wins(model, &model.known),
        margin: model.known[principal] - model.known[rival],
        stories: stories.iter().enumerate().map(weigh).collect(),
        together: worth.chance(all, arithmetic::possible(model, all)),
        margin_change: worth.margin[all] - worth.margin[0],
        basis,
    })
}

#[cfg(test)]
mod tests;
