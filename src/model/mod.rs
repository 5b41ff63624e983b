//! A scenario and the evidence turned into flat arrays, ready to run. This cannot fail: whatever
//! could be wrong was refused when the scenario was built.
//!
//! A [`Model`] has one [`Group`] per principal: the principal, the strongest rival, the namesakes, and the
//! principal's votes in every cell of the [`World`]. Both directions fill the same two tallies, recorded and
//! intended; a [`Direction`] says which of the two is known.

mod clusters;
mod flow;
mod forecast;
mod onward;
mod own_support;
mod reach;
mod routes;
mod thinning;
mod world;

pub use clusters::{given_others, sum_quantiles};
pub use flow::{Flow, FlowLaw, Story};
pub use forecast::{Forecast, Outlook};
pub use onward::{Onward, Without, part};
pub use own_support::{ControlLaw, OwnSupportLaw, own_support};
pub use reach::diverted_quantiles;
pub use routes::lines_alike;
pub use thinning::{Rates, Thinned, Thinning};
pub use world::{Cell, World};

use crate::election::Role;
use crate::evidence::Evidence;
use crate::scenario::{Method, Mode, Scenario, Support};
use crate::stats::rates::Route;
use crate::stats::{HazardLaw, RateLaw};

/// Everything the engine needs, in arrays.
#[derive(Debug, Clone)]
pub struct Model {
    /// The seed of every stream.
    pub seed: u64,
    /// Where the effects that all booths share come from.
    pub method: Method,
    /// Which of the two tallies is known.
    pub direction: Direction,
    /// Known votes by candidate: recorded, or intended with 0 for namesakes.
    pub known: Vec<i64>,
    /// Who may be elected in the recorded world.
    pub may_win: Vec<bool>,
    /// Who may be elected but for namesakes, who polled too few to come first once misdirected votes are counted where they were meant.
    pub may_win_alone: Vec<bool>,
    /// One per principal, in the order of the ballot.
    pub groups: Vec<Group>,
    /// Which group's seat is in question.
    pub focus: usize,
    /// Where the votes were cast.
    pub world: World,
    /// Spread of the log hazard between segments.
    pub segment_sd: f64,
    /// Coefficient of variation of a booth's rate within its segment.
    pub booth_cv: f64,
    /// Where the own voters of namesakes might go if the namesakes did not stand.
    pub onward: Onward,
    /// The most votes of their own that a namesake in a contest to come is given.
    pub room: i64,
    /// The explanations of the scenario, as flows of votes.
    pub stories: Vec<Story>,
}

/// Which tally is known, and what that takes to run.
#[derive(Debug, Clone)]
pub enum Direction {
    /// The recorded votes are known.
    Retrospective,
    /// The intended votes are known, as far as [`Support`] says.
    Prospective(Support),
}

/// A principal, their rival and their namesakes.
#[derive(Debug, Clone)]
pub struct Group {
    /// Index of the principal.
    pub principal: usize,
    /// Index of their strongest rival.
    pub rival: usize,
    /// Their namesakes.
    pub namesakes: Vec<Namesake>,
    /// The share of diverted voters whose votes count for the principal once they are counted where they were meant: 1
    /// unless the scenario states otherwise.
    pub return_share: RateLaw,
    /// The principal's known votes in every cell of the world.
    pub votes: Vec<u32>,
    /// The law of the hazards of all the namesakes together.
    pub hazard: HazardLaw,
}

/// One namesake of a group.
#[derive(Debug, Clone)]
pub struct Namesake {
    /// Index of the candidate.
    pub candidate: usize,
    /// The ways a vote meant for the principal reaches them.
    pub routes: Vec<Route>,
    /// Their recorded votes; in a contest to come, their own support where stated.
    pub votes: Option<u64>,
    /// The law of their own support.
    pub own_support: OwnSupportLaw,
    /// The namesake's known votes in every cell, where booths were counted: no more can have been diverted there.
    pub caps: Option<Vec<u32>>,
    /// What booth returns say of its votes; the distribution of the diverted votes is then made of it.
    pub thinned: Option<Thinned>,
}

impl Model {
    /// Builds the model of a scenario under some evidence; `None` where nobody is a namesake and nothing is to be
    /// explained otherwise, so that there is nothing to model.
    #[must_use]
    pub fn new(scenario: &Scenario, evidence: &Evidence) -> Option<Model> {
        let mut model = Model::counted(scenario, evidence)?;
        for group in &mut model.groups {
            let routes: Vec<Route> = group.namesakes.iter().flat_map(|namesake| namesake.routes.clone()).collect();
            group.hazard = HazardLaw::sum(&routes);
        }
        Some(model)
    }

    /// The same without the law of a group's hazards together, which takes a second where routes are
    /// several and which the report of a run alone looks at: sweeps and searches of whole elections do without.
    #[must_use]
    pub fn counted(scenario: &Scenario, evidence: &Evidence) -> Option<Model> {
        let contest = &scenario.contest;
        let recorded = scenario.mode == Mode::Retrospective;
        let candidates = contest.candidates();
        let contender: Vec<bool> = candidates.iter().map(|c| c.role == Role::Contender).collect();
        let known: Vec<i64> = candidates
            .iter()
            .enumerate()
            .map(|(c, candidate)| if recorded || !contest.is_namesake(c) { signed(candidate.total_votes()) } else { 0 })
            .collect();
        let mut principals = contest.principals();
        if principals.is_empty() && !scenario.explanations.is_empty() {
            // Without a namesake it is the runner-up whose defeat is to be explained.
            principals.extend(contest.ranking().get(1));
        }
        let world = World::new(scenario, evidence);
        let focus = contest.focus(recorded).and_then(|f| principals.iter().position(|&p| p == f)).unwrap_or(0);
        let electors = contest.electors.map_or(i64::MAX >> 8, signed);
        let groups: Vec<Group> = principals.iter().filter_map(|&p| group(scenario, evidence, &world, p)).collect();
        (!groups.is_empty()).then(|| Model {
            seed: scenario.simulation.seed,
            // A contest that is over is computed exactly, and its draws are kept or not: there is nothing to shift.
            method: match scenario.simulation.method {
                Method::Importance if recorded => Method::Plain,
                method => method,
            },
            direction: if recorded { Direction::Retrospective } else { Direction::Prospective(scenario.support) },
            may_win_alone: (0..candidates.len()).map(|c| contender[c] && !contest.is_namesake(c)).collect(),
            may_win: contender,
            focus,
            segment_sd: scenario.confusion.segment_sd.unwrap_or(evidence.segment_sd.value),
            booth_cv: scenario.confusion.booth_cv.unwrap_or(evidence.booth_cv.value),
            room: (electors - known.iter().sum::<i64>())
                .max(0)
                .min(part(signed(contest.valid_votes()), evidence.own_support.most_share)),
            onward: Onward::new(scenario),
            stories: flow::stories(scenario, &groups),
            groups,
            known,
            world,
        })
    }

    /// Puts what booth returns say of a namesake in the place of what totals alone allow.
    pub fn thin(&mut self, candidate: usize, thinning: &Thinning) {
        let starts = &self.world.starts;
        for group in &mut self.groups {
            for namesake in group.namesakes.iter_mut().filter(|namesake| namesake.candidate == candidate) {
                if let Some(votes) = &namesake.caps {
                    let law = thinning.law(&group.votes, votes, starts);
                    namesake.thinned = Some(Thinned { thinning: thinning.clone(), law });
                }
            }
        }
    }

    /// The group whose seat is in question.
    #[must_use]
    pub fn focus(&self) -> &Group {
        &self.groups[self.focus]
    }
}

fn signed(votes: u64) -> i64 {
    i64::try_from(votes).unwrap_or(i64::MAX)
}

fn group(scenario: &Scenario, evidence: &Evidence, world: &World, principal: usize) -> Option<Group> {
    let contest = &scenario.contest;
    let rival = contest.rival_of(principal)?;
    let recorded = scenario.mode == Mode::Retrospective;
    let namesakes: Vec<Namesake> = contest
        .pairs()
        .iter()
        .filter(|pair| pair.principal == principal)
        .map(|pair| {
            let candidate = &contest.candidates()[pair.namesake];
            let routes = routes::routes(scenario, evidence, pair);
            let votes = candidate.votes.map(|votes| votes.total);
            Namesake {
                candidate: pair.namesake,
                routes,
                votes,
                own_support: own_support::own_support_of(scenario, evidence, pair.namesake),
                caps: world.counted(pair.namesake).filter(|_| recorded).map(<[u32]>::to_vec),
                thinned: None,
            }
        })
        .collect();
    Some(Group {
        principal,
        rival,
        return_share: scenario.confusion.return_share,
        votes: world.votes_of(principal),
        hazard: HazardLaw::sum(&[]),
        namesakes,
    })
}
