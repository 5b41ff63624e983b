//! Whether a summary that was read from a file can be that of some simulations of a model.
//!
//! A checksum says that a file is as it was written; this says that its counts can be added to others
//! without lying or overflowing, whoever wrote it.

use super::summary::{MethodCounts, Summary};
use crate::model::Model;
use crate::stats::Histogram;

impl Summary {
    /// Whether this can be the summary of so many simulations of a model.
    ///
    /// # Errors
    /// The first count that cannot be right, in a sentence.
    pub fn believe(&self, model: &Model, simulations: u64) -> Result<(), String> {
        let empty = Summary::new(model);
        let no = |what: &str| Err(format!("{what} cannot be right"));
        if self.simulations() != simulations || self.draws > simulations {
            return no("the number of simulations");
        }
        let hits_fit = match (&self.method, &empty.method) {
            (MethodCounts::Plain, MethodCounts::Plain) => true,
            (MethodCounts::Sobol(ours), MethodCounts::Sobol(theirs)) => {
                let hits = ours.iter().map(|&(hits, _)| u128::from(hits)).sum::<u128>();
                let draws = ours.iter().map(|&(_, draws)| u128::from(draws)).sum::<u128>();
                ours.len() == theirs.len()
                    && ours.iter().all(|&(hits, draws)| hits <= draws)
                    && (hits, draws) == (u128::from(self.flips), u128::from(self.draws))
            }
            (MethodCounts::Importance(strata), MethodCounts::Importance(_)) => {
                strata.iter().all(crate::stats::WeightedHits::adds_up)
                    && (strata[0].draws, strata[0].hits) == (self.draws, self.flips)
            }
            _ => false,
        };
        if !hits_fit {
            return no("the flips");
        }
        let all = |counts: &[u64]| counts.iter().map(|&count| u128::from(count)).sum::<u128>();
        let draws = u128::from(self.draws);
        if self.flips > self.draws
            || all(&self.trace) != u128::from(self.flips)
            || self.trace.len() != empty.trace.len()
        {
            return no("the flips along the way");
        }
        let wins = [&self.wins_recorded, &self.wins_intended];
        if self.ties > self.draws || wins.iter().any(|w| w.len() != empty.wins_recorded.len() || all(w) > draws) {
            return no("the wins and ties");
        }
        let each = self.flips_each.len() == empty.flips_each.len() && all(&self.flips_each) <= draws;
        if !each || self.without.iter().any(|&count| count > self.draws) {
            return no("the flips by candidate and without namesakes");
        }
        let cells = model.world.segments() as u128 * model.groups.len() as u128;
        if u128::from(self.clipped) > u128::from(simulations) * cells {
            return no("the clipped segments");
        }
        let focus = [&self.margin_shift, &self.recorded_shift, &self.rate_per_million];
        let each = |histogram: &Histogram, may_be_empty: bool| {
            histogram.adds_up() && (histogram.count() == self.draws || (may_be_empty && histogram.count() == 0))
        };
        let shapes = self.diverted.len() == empty.diverted.len() && self.groups.len() == empty.groups.len();
        if !shapes || !focus.iter().all(|h| each(h, false)) || !self.diverted.iter().all(|h| each(h, true)) {
            return no("the votes counted");
        }
        for (group, empty) in self.groups.iter().zip(&empty.groups) {
            let places =
                group.segments.len() == empty.segments.len() && group.booths.is_like(&empty.booths, self.draws);
            if !places || !each(&group.all, false) || !group.segments.iter().all(|h| each(h, false)) {
                return no("the votes counted by place");
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::{Plan, run};
    use crate::evidence::Evidence;
    use crate::scenario::{Sources, parse};

    const SEAT: &str = "title='T'\nmode='prospective'\n[contest]\nname='S'\nbooths=40\n[[candidate]]\nid='a'\nname='A B'\nvotes=9000\n[[candidate]]\nid='b'\nname='C D'\nvotes=8950\n[[candidate]]\nid='c'\nname='A B'\nparty='IND'\nnamesake_of='a'\n[own_support]\ntypical_votes=20\n";

    fn model(method: &str) -> Model {
        let mut sources = Sources::new("a.toml", SEAT);
        sources.set(&format!("simulation.method=\"{method}\"")).unwrap();
        Model::new(&parse(&sources).unwrap().build(None).unwrap(), &Evidence::builtin()).unwrap()
    }

    #[test]
    fn shards_written_read_and_added_up_are_the_whole_run_by_every_method() {
        for method in ["plain", "sobol", "importance"] {
            let model = model(method);
            let whole = run(&model, &Plan::new(1_000), &mut |_| true);
            assert_eq!(whole.believe(&model, 1_000), Ok(()), "{method}");
            for shards in [1, 2, 7, 64] {
                let mut sum = Summary::new(&model);
                for shard in 0..shards {
                    let plan = Plan::shard(1_000, shard, shards);
                    let part = run(&model, &plan, &mut |_| true);
                    let text = serde_json::to_string(&part).unwrap();
                    let read: Summary = serde_json::from_str(&text).unwrap();
                    assert_eq!(read, part, "{method} {shard}/{shards}");
                    assert_eq!(read.believe(&model, plan.draws), Ok(()), "{method} {shard}/{shards}");
                    sum.merge(&read);
                }
                assert_eq!(sum, whole, "{method} by {shards}");
            }
        }
    }

    #[test]
    fn no_forged_count_is_believed() {
        let model = model("plain");
        let text = serde_json::to_string(&run(&model, &Plan::new(64), &mut |_| true)).unwrap();
        let good: serde_json::Value = serde_json::from_str(&text).unwrap();
        let mut tried = 0;
        for key in good.as_object().unwrap().keys() {
            if good[key].is_u64() {
                let mut forged = good.clone();
                forged[key] = u64::MAX.into();
                let read: Summary = serde_json::from_value(forged).unwrap();
                assert!(read.believe(&model, 64).is_err(), "{key}");
                tried += 1;
            }
        }
        assert!(tried >= 4, "{tried}");
        for path in ["/margin_shift/count", "/margin_shift/above/1", "/groups/0/all/sum", "/wins_recorded/0"] {
            let mut forged = good.clone();
            let Some(place) = forged.pointer_mut(path) else { panic!("{path} is not there") };
            *place = u64::MAX.into();
            let refused =
                serde_json::from_value::<Summary>(forged).map_or(true, |read| read.believe(&model, 64).is_err());
            assert!(refused, "{path}");
        }
        assert!(run(&model, &Plan::new(65), &mut |_| true).believe(&model, 64).is_err());
    }

    #[test]
    fn a_seat_counted_without_its_places_is_counted_the_same() {
        let text = SEAT.replace("prospective", "retrospective").replace("namesake_of", "votes=120\nnamesake_of");
        for text in [SEAT.to_owned(), text] {
            let scenario = parse(&Sources::new("a.toml", &text)).unwrap().build(None).unwrap();
            let model = Model::new(&scenario, &Evidence::builtin()).unwrap();
            let whole = run(&model, &Plan::new(500), &mut |_| true);
            let seat = run(&model, &Plan { places: false, ..Plan::new(500) }, &mut |_| true);
            assert_eq!((seat.flips, seat.ties, &seat.diverted), (whole.flips, whole.ties, &whole.diverted));
            assert_eq!((&seat.margin_shift, &seat.trace), (&whole.margin_shift, &whole.trace));
            assert_eq!(seat.groups[0].all, whole.groups[0].all);
        }
    }
}
