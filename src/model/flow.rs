//! Votes that could have gone elsewhere: a flow moves whole votes from one end to another.
//!
//! A namesake is one case of it: the votes diverted to them flow back to the principal. A split opposition flows
//! from a third party to the runner-up, a campaign that sat on its hands from abstention to a candidate. A
//! [`Story`] is a named set of flows, and stories are weighed against each other on the same draws.

use super::{Group, Namesake, part};
use crate::scenario::{End, Moves, Scenario};
use crate::stats::RateLaw;
use crate::stats::streams::splitmix64;

/// How many votes a flow moves.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum FlowLaw {
    /// A share of its base.
    Share(RateLaw),
    /// What was diverted to this namesake: the law of the model itself.
    Diverted(usize),
}

/// Votes that could have gone elsewhere.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Flow {
    /// Where they were.
    pub from: End,
    /// Where they would have gone.
    pub to: End,
    /// What a share of 1 is, in votes.
    pub base: u64,
    /// How many of them.
    pub law: FlowLaw,
    /// The address of its stream: made of what the flow is, so that neither the order of the explanations nor
    /// how they are cut changes a draw.
    pub key: u64,
}

/// A named set of flows: one explanation of a result.
#[derive(Debug, Clone, PartialEq)]
pub struct Story {
    /// What it is called.
    pub name: String,
    /// Its flows.
    pub flows: Vec<Flow>,
}

impl Flow {
    /// The flow that a namesake is: what was diverted to them goes back to the principal.
    #[must_use]
    pub fn of_namesake(group: &Group, namesake: &Namesake) -> Flow {
        Flow {
            from: End::Candidate(namesake.candidate),
            to: End::Candidate(group.principal),
            base: namesake.votes.unwrap_or(0),
            law: FlowLaw::Diverted(namesake.candidate),
            key: 0,
        }
    }

    /// The whole votes of a share.
    #[must_use]
    pub fn votes(&self, share: f64) -> i64 {
        part(i64::try_from(self.base).unwrap_or(i64::MAX), share)
    }

    /// Moves votes in a tally; those who stay at home are in none.
    pub fn apply(&self, votes: i64, tally: &mut [i64]) {
        if let End::Candidate(c) = self.from {
            tally[c] -= votes;
        }
        if let End::Candidate(c) = self.to {
            tally[c] += votes;
        }
    }

    /// What one candidate gains on another by every vote it moves: -2 to 2.
    #[must_use]
    pub fn gain(&self, one: usize, other: usize) -> i64 {
        let at = |end: End, c: usize| i64::from(end == End::Candidate(c));
        at(self.to, one) - at(self.from, one) - at(self.to, other) + at(self.from, other)
    }

    /// Whether it moves the same number of votes in every draw.
    #[must_use]
    pub fn is_fixed(&self) -> bool {
        matches!(self.law, FlowLaw::Share(RateLaw::Fixed(_)))
    }

    /// The fewest and the most votes it moves in any draw.
    #[must_use]
    pub fn reach(&self) -> (i64, i64) {
        match self.law {
            FlowLaw::Share(RateLaw::Fixed(share)) => (self.votes(share), self.votes(share)),
            FlowLaw::Share(RateLaw::Uniform { low, high }) => (self.votes(low), self.votes(high)),
            FlowLaw::Share(_) | FlowLaw::Diverted(_) => (0, self.votes(1.0)),
        }
    }
}

/// The stories of a scenario, its namesakes' flows taken from the groups that model them.
pub(super) fn stories(scenario: &Scenario, groups: &[Group]) -> Vec<Story> {
    let addresses: Vec<Vec<u64>> = scenario
        .explanations
        .iter()
        .map(|story| story.flows.iter().map(|flow| address(scenario, flow)).collect())
        .collect();
    let alike = |key: u64| addresses.iter().flatten().filter(|&&other| other == key).count();
    let flow = |(story, place): (usize, usize)| {
        let (told, mut key) = (&scenario.explanations[story], addresses[story][place]);
        // Two flows that are the same in everything still vary apart: their stories' names tell which is which.
        if alike(key) > 1 {
            let before = addresses[story][..place].iter().filter(|&&other| other == key).count();
            let mut own = Address(key);
            own.text(&told.name);
            own.number(before as u64);
            key = own.0;
        }
        let flow = &told.flows[place];
        let law = match (flow.moves, flow.from) {
            (Moves::Share(law), _) => FlowLaw::Share(law),
            (Moves::Diverted, End::Candidate(namesake)) => FlowLaw::Diverted(namesake),
            // Nobody at home is anybody's namesake, and the scenario refuses it.
            (Moves::Diverted, End::Home) => FlowLaw::Share(RateLaw::Fixed(0.0)),
        };
        let namesake = groups.iter().find_map(|group| {
            let namesake = group.namesakes.iter().find(|namesake| FlowLaw::Diverted(namesake.candidate) == law)?;
            Some(Flow { key, ..Flow::of_namesake(group, namesake) })
        });
        namesake.unwrap_or(Flow { from: flow.from, to: flow.to, base: flow.base, law, key })
    };
    scenario
        .explanations
        .iter()
        .enumerate()
        .map(|(story, told)| Story {
            name: told.name.clone(),
            flows: (0..told.flows.len()).map(|place| flow((story, place))).collect(),
        })
        .collect()
}

/// What tells a flow from others: its ends, its segments, its base and its law, by their names in the scenario.
fn address(scenario: &Scenario, flow: &crate::scenario::Flow) -> u64 {
    let id = |end: End| match end {
        End::Home => "home",
        End::Candidate(c) => scenario.contest.candidates()[c].id.as_str(),
    };
    let mut known = Address(0);
    known.text(id(flow.from));
    known.text(id(flow.to));
    flow.segments.iter().for_each(|&s| known.text(&scenario.contest.segments()[s].id));
    known.number(flow.base);
    if let Moves::Share(law) = &flow.moves {
        known.law(law);
    }
    known.0
}

/// A number made of texts and numbers, the same on every machine.
struct Address(u64);

impl Address {
    fn number(&mut self, number: u64) {
        self.0 = splitmix64(self.0 ^ splitmix64(number));
    }

    fn text(&mut self, text: &str) {
        text.bytes().for_each(|byte| self.number(u64::from(byte)));
        // What is said in two texts is not what is said in one.
        self.number(0x100);
    }

    fn law(&mut self, law: &RateLaw) {
        let (kind, parts) = match *law {
            RateLaw::Fixed(rate) => (1, [rate, 0.0, 0.0]),
            RateLaw::Logit { location, scale, drop } => (2, [location, scale, drop]),
            RateLaw::Uniform { low, high } => (3, [low, high, 0.0]),
            RateLaw::Beta { mean, concentration } => (4, [mean, concentration, 0.0]),
        };
        self.number(kind);
        parts.iter().for_each(|part| self.number(part.to_bits()));
    }
}
