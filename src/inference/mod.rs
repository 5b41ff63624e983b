//! What booth returns show of a namesake's votes: how many followed the principal's, booth by booth,
//! how far ordinary support leans the same way, and how many were therefore probably diverted.
//!
//! The counts of a booth are X ~ NegativeBinomial(mean own o + (lean + odds) t, size), where t are the
//! principal's votes there and o everybody else's. The slope lean + odds is what booths show; how it
//! is split between leaning (own supporters who live where the principal's do) and odds (confusion)
//! they cannot show. That is told, as far as anything tells it, by the tilts of the seat's other minor
//! candidates ([`Placebo`]), by what independents poll, and by past rates of confusion. Given the rates,
//! each vote of a booth is diverted with probability odds t / mean, so that [`infer`] hands the model a
//! [`Thinning`] and the engine, the exact law and the report go their usual way.

mod booths;
mod climb;
mod finding;
mod laplace;
mod posterior;
mod prior;
mod replicas;
mod residuals;
mod seat;
mod slope;
mod tilt;

pub use finding::{Cases, Finding, Inference, Placebo, SegmentRate, Shown, Spread};
pub use posterior::Effort;
pub use residuals::{BoothCount, Fit, Outlier};
pub use slope::Slope;

use crate::evidence::Evidence;
use crate::model::{Model, Namesake, Rates, Thinning};
use crate::scenario::{Mode, Scenario};
use crate::stats::HazardLaw;
use laplace::Target;
use posterior::Posterior;
use prior::{Prior, Rate, Support};
use seat::Seat;
use tilt::Leaning;

/// A case in which so little is left of the chance that nobody's vote was diverted adds nothing to it.
const NOTHING: f64 = 1e-12;

/// Fewer booths than this show no slope worth the name.
const FEWEST_BOOTHS: usize = 30;

/// Booths with less than this part of the principal's votes are a part of the seat, not the seat.
const LEAST_COVERAGE: f64 = 0.9;

/// More booths than this would take minutes.
const MOST_BOOTHS: usize = 20_000;

/// Learns from a scenario's booth returns and puts what was learned into its model. Without booths,
/// without enough of them, or where the scenario states the rate itself, the model stays as it is.
pub fn infer(scenario: &Scenario, evidence: &Evidence, model: &mut Model, effort: Effort) -> Inference {
    let declined = |why: &str| Inference { findings: Vec::new(), declined: Some(why.to_owned()) };
    if scenario.mode != Mode::Retrospective {
        return Inference::default();
    }
    let Some(seat) = Seat::new(scenario, model) else { return Inference::default() };
    if scenario.confusion.rate.is_some() {
        return declined("the scenario states the confusion rate, so the booths were not asked for it");
    }
    if seat.rows.len() < FEWEST_BOOTHS {
        return declined(&format!("{} booths are too few to show a slope; the totals alone are used", seat.rows.len()));
    }
    if seat.rows.len() > MOST_BOOTHS {
        return declined(&format!(
            "{} booths are more than any contest has; the totals alone are used",
            seat.rows.len()
        ));
    }
    let placebos = seat.placebos(scenario, evidence);
    let mut inference = Inference::default();
    let pairs: Vec<(usize, usize, Namesake)> = model
        .groups
        .iter()
        .flat_map(|group| group.namesakes.iter().map(|namesake| (group.principal, group.rival, namesake.clone())))
        .collect();
    for (principal, rival, namesake) in pairs {
        let study = Study { scenario, evidence, seat: &seat, placebos: &placebos, effort };
        match study.namesake(model, principal, rival, &namesake) {
            Ok((finding, thinning)) => {
                model.thin(namesake.candidate, &thinning);
                inference.findings.push(finding);
            }
            Err(why) => inference.declined = Some(why),
        }
    }
    inference
}

struct Study<'a> {
    scenario: &'a Scenario,
    evidence: &'a Evidence,
    seat: &'a Seat,
    placebos: &'a [usize],
    effort: Effort,
}

impl Study<'_> {
    fn namesake(
        &self,
        model: &Model,
        principal: usize,
        rival: usize,
        namesake: &Namesake,
    ) -> Result<(Finding, Thinning), String> {
        let id = |c: usize| &self.scenario.contest.candidates()[c].id;
        let Some(booths) = self.seat.pair(namesake.candidate, principal) else {
            return Err(format!("there are no booth votes of {} and {}", id(namesake.candidate), id(principal)));
        };
        let (others, votes): (f64, f64) = (booths.others.iter().sum(), booths.total());
        let principal_votes: f64 = booths.principal.iter().sum();
        if votes < 1.0 || others < 0.02 * principal_votes {
            return Err(format!(
                "the booths hold {votes} votes of {} and {others} of others than {}, too few to show a slope; the totals alone are used",
                id(namesake.candidate),
                id(principal)
            ));
        }
        let declared = self.scenario.contest.candidates()[principal].total_votes().max(1) as f64;
        let coverage = principal_votes / declared;
        if coverage < LEAST_COVERAGE {
            return Err(format!(
                "they hold {:.1} % of the votes of {}, and what the other booths would show is not known; the totals alone are used",
                100.0 * coverage,
                id(principal)
            ));
        }
        let cluster = &self.evidence.booth_cluster;
        let size = (cluster.ln_size, cluster.ln_size_sd);
        let spreads = (cluster.segment_sd, self.evidence.booth_tilt.segment_sd);
        let leanings: Vec<(usize, Leaning, Slope)> = self
            .placebos
            .iter()
            .filter_map(|&c| {
                let booths = self.seat.pair(c, principal)?;
                Some((c, Leaning::of(&booths, spreads, size), slope::slope(&booths)))
            })
            .collect();
        let law = tilt::law(&leanings.iter().map(|(_, leaning, _)| leaning).collect::<Vec<_>>(), self.evidence);
        let prior = Prior {
            support: Support::new(namesake.own_support, coverage.min(1.0)),
            tilt: law,
            rate: Rate::new(&HazardLaw::sum(&namesake.routes)),
            others,
            principal: principal_votes,
            own_sd: cluster.segment_sd,
            tilt_sd: self.evidence.booth_tilt.segment_sd,
            odds_sd: model.segment_sd,
            size,
        };
        let target = Target { booths: &booths, prior: &prior };
        let posterior = posterior::draw(&target, self.effort, model.seed, namesake.candidate as u64);
        let thinning = self.thinning(model, &target, &posterior, principal, namesake.candidate);
        let as_his_own = Leaning::of(&booths, spreads, size);
        let replicas = replicas::replicas(&target, &posterior, model.seed, namesake.candidate as u64);
        let finding =
            self.finding((principal, rival), namesake, &target, &posterior, &leanings, (&as_his_own, replicas));
        Ok((finding, thinning))
    }

    /// The cases in the arrays of the model's world.
    fn thinning(
        &self,
        model: &Model,
        target: &Target<'_>,
        posterior: &Posterior,
        principal: usize,
        namesake: usize,
    ) -> Thinning {
        let world = &model.world;
        let segments = target.booths.segments();
        let candidates = self.scenario.contest.candidates();
        let outside = |c: usize| u64::from(world.votes_of(c).last().copied().unwrap_or(0));
        // Postal votes of the others: those that are known, and at least as many as in proportion.
        let known: u64 = (0..candidates.len())
            .filter(|&c| c != principal && c != namesake)
            .map(|c| candidates[c].postal_votes())
            .sum();
        let table = self.scenario.booths.as_ref();
        let others = world
            .cells
            .iter()
            .map(|cell| {
                if world.has_postal && cell.segment as usize == segments {
                    let in_proportion =
                        outside(principal) as f64 * target.prior.others / target.prior.principal.max(1.0);
                    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a number of votes")]
                    return if known > 0 { u32::try_from(known).unwrap_or(u32::MAX) } else { in_proportion as u32 };
                }
                let row = table.and_then(|table| Some((table, table.rows.get(cell.number as usize)?)));
                row.map_or(0, |(table, row)| {
                    let of = |c: usize| table.candidates.iter().position(|id| *id == candidates[c].id);
                    let of = |c: usize| of(c).map_or(0, |column| row.votes[column]);
                    row.votes.iter().sum::<u32>() - of(principal) - of(namesake)
                })
            })
            .collect();
        let weight: Vec<f64> = (0..segments)
            .map(|s| target.booths.principal[target.booths.starts[s]..target.booths.starts[s + 1]].iter().sum::<f64>())
            .map(|votes| votes / target.prior.principal)
            .collect();
        let cases = posterior
            .draws
            .iter()
            .map(|draw| {
                let mut rates: Vec<Rates> = (0..segments)
                    .map(|segment| {
                        let (own, lean, odds) = target.parts(&draw.at, draw.share, segment);
                        Rates { own, lean, odds }
                    })
                    .collect();
                if world.has_postal {
                    // Postal voters are taken to be confused as those in the booths are, on average.
                    let mean = |part: fn(&Rates) -> f64| rates.iter().zip(&weight).map(|(r, w)| part(r) * w).sum();
                    let postal = Rates { own: mean(|r| r.own), lean: mean(|r| r.lean), odds: mean(|r| r.odds) };
                    rates.push(postal);
                }
                rates
            })
            .collect();
        Thinning { others, cases }
    }

    fn finding(
        &self,
        (principal, rival): (usize, usize),
        namesake: &Namesake,
        target: &Target<'_>,
        posterior: &Posterior,
        leanings: &[(usize, Leaning, Slope)],
        (as_his_own, replicas): (&Leaning, Vec<Vec<u32>>),
    ) -> Finding {
        let booths = target.booths;
        let placebos: Vec<Placebo> = leanings
            .iter()
            .map(|(candidate, leaning, slope)| Placebo {
                candidate: *candidate,
                votes: whole(self.seat.votes(*candidate).map_or(0.0, |votes| votes.iter().sum())),
                tilt: leaning_spread(leaning),
                slope: *slope,
            })
            .collect();
        let tilt = leaning_spread(as_his_own);
        let candidates = self.scenario.contest.candidates();
        let (namesakes, principals) = (candidates[namesake.candidate].votes, candidates[principal].votes);
        let postal = namesakes.and_then(|v| v.postal).zip(principals.and_then(|v| v.postal)).filter(|(a, b)| a + b > 0);
        let hazard = HazardLaw::sum(&namesake.routes);
        let prior_rate = |share: f64| match hazard.fixed() {
            Some(h) => crate::stats::special::probability(h),
            None => crate::stats::special::probability(libm::exp(crate::stats::special::bisect(-40.0, 5.0, |x| {
                hazard.cdf(libm::exp(x)) < share
            }))),
        };
        let own = target.prior.support.law;
        let (mut cases, mut none) = (Cases::default(), 0.0);
        for draw in &posterior.draws {
            let (mut diverted, mut kept, mut odds, mut nobody) = (0.0, 0.0, 0.0, 1.0);
            for segment in 0..booths.segments() {
                let (a, b, c) = target.parts(&draw.at, draw.share, segment);
                for booth in booths.starts[segment]..booths.starts[segment + 1] {
                    let (o, t, x) = (booths.others[booth], booths.principal[booth], booths.votes[booth]);
                    let rates = Rates { own: a, lean: b, odds: c };
                    let share = rates.share(o, t);
                    let here = x * share;
                    if nobody > NOTHING {
                        nobody *= libm::pow(1.0 - share, x);
                    }
                    diverted += here;
                    kept += x - here;
                    odds += c * t;
                }
            }
            cases.diverted_share.push(diverted / booths.total());
            cases.rate.push(odds / (odds + target.prior.principal));
            cases.own_support.push(kept);
            none += nobody / posterior.draws.len() as f64;
        }
        let segments = (0..booths.segments())
            .map(|segment| {
                let range = booths.starts[segment]..booths.starts[segment + 1];
                let x: f64 = booths.votes[range.clone()].iter().sum();
                let t: f64 = booths.principal[range].iter().sum();
                let odds = posterior.draws.iter().map(|draw| target.parts(&draw.at, draw.share, segment).2);
                let rates: Vec<f64> = odds.map(|odds| odds / (1.0 + odds)).collect();
                let rate = spread(&rates);
                cases.segment_rates.push(rates);
                SegmentRate { segment, share: if x + t > 0.0 { x / (x + t) } else { 0.0 }, rate }
            })
            .collect();
        let rival_booths = self.seat.pair(namesake.candidate, rival);
        let law = &target.prior.tilt;
        let [low, middle, high] = [0.05, 0.5, 0.95];
        Finding {
            namesake: namesake.candidate,
            principal,
            booths: booths.votes.len(),
            votes: (whole(booths.total()), whole(target.prior.principal)),
            slope: slope::slope(booths),
            slope_on_rival: rival_booths.as_ref().map(slope::slope),
            leaning_more: placebos.iter().filter(|placebo| placebo.tilt.middle >= tilt.middle).count(),
            tilt,
            placebos,
            tilt_law: Spread {
                low: tilt::quantile(law, low),
                middle: tilt::quantile(law, middle),
                high: tilt::quantile(law, high),
            },
            segments,
            diverted_share: spread(&cases.diverted_share),
            none_diverted: none,
            rate: (
                Spread { low: prior_rate(low), middle: prior_rate(middle), high: prior_rate(high) },
                spread(&cases.rate),
            ),
            closed: (target.prior.rate.closed, posterior.closed),
            own_support: (
                Spread { low: own.quantile(low), middle: own.quantile(middle), high: own.quantile(high) },
                spread(&cases.own_support),
            ),
            fit: residuals::fit(target, posterior, &self.seat.rows),
            counted: replicas::spectrum(&booths.votes),
            replicas,
            postal: postal
                .map(|(a, b)| (a as f64 / (a + b) as f64, booths.total() / (booths.total() + target.prior.principal))),
            k_hat: posterior.k_hat,
            effective: posterior.effective,
            cases,
        }
    }
}

fn leaning_spread(leaning: &Leaning) -> Spread {
    Spread { low: leaning.quantile(0.05), middle: leaning.quantile(0.5), high: leaning.quantile(0.95) }
}

/// The spread of equally probable numbers.
fn spread(numbers: &[f64]) -> Spread {
    let mut numbers = numbers.to_vec();
    numbers.sort_by(f64::total_cmp);
    let last = numbers.len().saturating_sub(1);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a place in the list")]
    let at = |share: f64| numbers.get((share * last as f64) as usize).copied().unwrap_or(0.0);
    Spread { low: at(0.05), middle: at(0.5), high: at(0.95) }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a number of votes")]
fn whole(votes: f64) -> u64 {
    votes as u64
}
