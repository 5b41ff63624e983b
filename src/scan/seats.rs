//! One seat with namesakes, worked out.

use super::seat;
use crate::bounds::{self, Bound, Verdict};
use crate::election::Surroundings;
use crate::engine::law::{self, Exact, Shared};
use crate::evidence::Evidence;
use crate::model::{Forecast, Model, Outlook, OwnSupportLaw, diverted_quantiles, own_support, sum_quantiles};
use crate::names::Match;
use crate::returns::candidates::{ListedContest, ListedPair, Standings, ordinary_places};
use crate::scenario::Scenario;
use crate::stats::HazardLaw;

/// A contest that has pairs, with what its other candidates tell of it.
#[derive(Debug, Clone)]
pub(super) struct Held {
    pub listed: ListedContest,
    pub pairs: Vec<ListedPair>,
    /// The number of the seat among the [`Standings`].
    pub seat: usize,
    pub photos: bool,
}

impl Held {
    /// The most votes that a namesake has, or would have in an ordinary independent's place.
    pub fn most(&self) -> u64 {
        let namesakes = self.pairs.iter().map(|pair| pair.namesake);
        let places = namesakes.chain(ordinary_places(&self.listed, &self.pairs));
        places.map(|place| self.listed.candidates[place].votes).max().unwrap_or(0)
    }
}

/// What everybody else that was read shows of a seat.
pub(super) struct Around<'s> {
    pub seat: Surroundings,
    pub standings: &'s Standings,
    /// What is known of every party.
    pub parties: &'s [(f64, f64)],
}

/// A probability that was computed or simulated.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Flip {
    /// The probability.
    pub probability: f64,
    /// The simulator's standard error; 0 where an exact law gave the probability, and the probability
    /// itself where that is only an upper bound, below one in a million.
    pub standard_error: f64,
}

/// One namesake and their principal: a row of `pairs.csv`. Bounds and flip probability are those of the
/// principal with all their namesakes together; forecast and diverted votes are this namesake's.
#[derive(Debug, Clone, PartialEq)]
pub struct PairRow {
    /// The state.
    pub state: String,
    /// The year.
    pub year: Option<u16>,
    /// The seat.
    pub contest: String,
    /// The principal's name, party, votes and rank.
    pub principal: Person,
    /// The principal's rank, from 1.
    pub principal_rank: usize,
    /// The namesake.
    pub namesake: Person,
    /// How alike their names are.
    pub similarity: f64,
    /// The same name or a similar one.
    pub matched: Match,
    /// The size of the margin between principal and rival.
    pub margin: u64,
    /// What arithmetic says.
    pub verdict: Verdict,
    /// Votes needed over those of all their namesakes; `None` where the principal won.
    pub share_needed: Option<f64>,
    /// The median ordinary independent, where there is one.
    pub typical_independent: Option<f64>,
    /// What the forecast looked at: everything but the namesake's own votes.
    pub outlook: Outlook,
    /// The 5, 25, 50, 75 and 95 % points of the forecast of the namesake's votes.
    pub forecast: [f64; 5],
    /// The votes of all the principal's namesakes.
    pub namesakes_votes: u64,
    /// The same points of the forecast of those votes; of a single namesake these are the forecast's.
    pub forecast_sum: [f64; 5],
    /// The 5, 50 and 95 % points of the votes diverted to them, given what they polled.
    pub diverted: [u64; 3],
    /// The probability that the principal would have won with every misdirected vote counted where it was meant.
    pub flip: Flip,
}

/// A candidate as listed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// Their name.
    pub name: String,
    /// Their party.
    pub party: String,
    /// Their votes.
    pub votes: u64,
}

/// Forecast and diverted quantiles.
const FORECAST: [f64; 5] = [0.05, 0.25, 0.5, 0.75, 0.95];
const DIVERTED: [f64; 3] = [0.05, 0.5, 0.95];

/// A contest worked out: its scenario, and bound and flip probability of every principal.
pub(super) struct Judged {
    scenario: Scenario,
    principals: Vec<(Bound, Flip)>,
}

impl Judged {
    /// Whether arithmetic leaves it open, and the probability that it would have gone to another.
    pub(super) fn found(&self) -> (bool, f64) {
        let possible = self.principals.iter().any(|(bound, _)| bound.verdict == Verdict::Possible);
        (possible, self.principals.iter().map(|(_, flip)| flip.probability).sum())
    }
}

/// Works out a contest.
///
/// # Errors
/// Why no scenario can be made of it.
pub(super) fn judged(
    listed: &ListedContest,
    pairs: &[ListedPair],
    photos: bool,
    evidence: &Evidence,
    shared: &Shared,
) -> Result<Judged, String> {
    let scenario = seat::scenario(listed, pairs, photos)?;
    let bounds = bounds::recorded(&scenario.contest, None, None);
    // Most seats are decided by arithmetic, and for them no model is made.
    let decided = |bound: &Bound| bound.proved || bound.votes_needed.is_none();
    let model = if bounds.iter().all(decided) { None } else { Model::counted(&scenario, evidence) };
    let each = model.as_ref().map_or_else(Vec::new, |model| law::answer_among(model, shared).each);
    let groups = model.iter().flat_map(|model| &model.groups);
    let open: Vec<(usize, Exact)> = groups.map(|group| group.principal).zip(each).collect();
    let flip = |bound: &Bound| {
        let exact = open.iter().find(|(principal, _)| *principal == bound.principal && !decided(bound));
        exact.map_or_else(Flip::default, |(_, exact)| Flip {
            probability: exact.probability,
            standard_error: exact.error,
        })
    };
    let principals = bounds
        .into_iter()
        .map(|bound| {
            let flip = flip(&bound);
            (bound, flip)
        })
        .collect();
    Ok(Judged { scenario, principals })
}

/// The rows of a seat, by the places of its pairs.
pub(super) fn rows(held: &Held, judged: &Judged, around: &Around<'_>, evidence: &Evidence) -> Vec<PairRow> {
    let own = own_support(&judged.scenario, evidence);
    let mut rows = Vec::with_capacity(held.pairs.len());
    for (bound, flip) in &judged.principals {
        let pairs: Vec<&ListedPair> = held.pairs.iter().filter(|pair| pair.principal == bound.principal).collect();
        let outlooks: Vec<Outlook> = pairs.iter().map(|pair| outlook(held, pair, pairs.len(), around)).collect();
        let forecasts: Vec<Forecast> = outlooks.iter().map(|outlook| Forecast::new(outlook, evidence)).collect();
        let points: Vec<[f64; 5]> = forecasts.iter().map(|forecast| five(forecast.quantiles(&FORECAST))).collect();
        let sum = match points.as_slice() {
            [alone] => *alone,
            _ => five(sum_quantiles(&forecasts, evidence.namesakes.correlation, &FORECAST)),
        };
        let votes = pairs.iter().map(|pair| held.listed.candidates[pair.namesake].votes).fold(0, u64::saturating_add);
        for ((pair, outlook), forecast) in pairs.iter().zip(&outlooks).zip(points) {
            rows.push(one_row(held, pair, (bound, *flip), (*outlook, forecast), (votes, sum), evidence, &own));
        }
    }
    rows
}

fn five(points: Vec<f64>) -> [f64; 5] {
    points.try_into().unwrap_or_default()
}

/// What is seen of a namesake but their own votes.
fn outlook(held: &Held, pair: &ListedPair, namesakes: usize, around: &Around<'_>) -> Outlook {
    let candidate = &held.listed.candidates[pair.namesake];
    let known = || {
        let party = around.standings.party(held.listed.year, &candidate.party);
        party.map_or((0.0, 0.0), |party| around.parties[party])
    };
    Outlook {
        seat: around.seat,
        party: (!candidate.is_independent()).then(known),
        principal_votes: held.listed.candidates[pair.principal].votes,
        similarity: pair.similarity,
        photos: held.photos,
        namesakes,
    }
}

fn one_row(
    held: &Held,
    pair: &ListedPair,
    (bound, flip): (&Bound, Flip),
    (outlook, forecast): (Outlook, [f64; 5]),
    (namesakes_votes, forecast_sum): (u64, [f64; 5]),
    evidence: &Evidence,
    own: &OwnSupportLaw,
) -> PairRow {
    let person = |place: usize| {
        let candidate = &held.listed.candidates[place];
        Person { name: candidate.name.clone(), party: candidate.party.clone(), votes: candidate.votes }
    };
    let (principal, namesake) = (person(pair.principal), person(pair.namesake));
    let prior = HazardLaw::sum(&Vec::from_iter(outlook.route(evidence)));
    let mut diverted = [0; 3];
    let quantiles = diverted_quantiles(principal.votes, namesake.votes, &prior, own, &DIVERTED);
    diverted.iter_mut().zip(quantiles).for_each(|(to, from)| *to = from);
    PairRow {
        state: held.listed.state.clone(),
        year: held.listed.year,
        contest: held.listed.contest.clone(),
        principal,
        principal_rank: pair.rank,
        namesake,
        similarity: pair.similarity,
        matched: pair.verdict,
        margin: bound.margin,
        verdict: bound.verdict,
        share_needed: bound.share_needed,
        typical_independent: bound.typical_independent,
        outlook,
        forecast,
        namesakes_votes,
        forecast_sum,
        diverted,
        flip,
    }
}
