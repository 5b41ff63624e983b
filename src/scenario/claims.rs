//! Claims as written to claims that can be tested.

use super::build::Build;
use super::question_tables::ClaimTable;
use super::questions::{Claim, Comparison, Counting, Effect, Per, Said};
use super::table::Placed;
use crate::format::of;
use crate::scenario::Mode;

impl Build<'_> {
    pub fn counting(&self) -> Counting {
        let table = &self.file.counting;
        let value = |placed: &Option<Placed<u32>>| placed.as_ref().map(|number| number.value);
        Counting {
            rounds: value(&table.rounds),
            tables_per_segment: value(&table.tables_per_segment),
            most_electors_per_booth: value(&table.most_electors_per_booth),
        }
    }

    /// Segments in which more votes are said to have been polled than there are electors.
    pub fn turnouts(&mut self) {
        let file = self.file;
        for segment in &file.segment {
            if let (Some(electors), Some(polled)) = (&segment.electors, &segment.polled)
                && polled.value > electors.value
            {
                let what = format!(
                    "{} polled, but there are only {}",
                    of(polled.value, "vote", "votes"),
                    of(electors.value, "elector", "electors")
                );
                self.problem(&polled.span, what, "check both");
            }
        }
    }

    pub fn comparisons(&mut self) -> Vec<Comparison> {
        let file = self.file;
        let mut comparisons = Vec::new();
        for table in &file.compare {
            let mut known = |list: &[(Placed<String>, Placed<u64>)]| -> Vec<(usize, u64)> {
                list.iter().filter_map(|(id, votes)| Some((self.candidate_named(id)?, votes.value))).collect()
            };
            let (votes, also) = (known(&table.votes), known(&table.also));
            comparisons.push(Comparison {
                election: table.election.value.clone(),
                source: table.source.as_ref().map(|source| source.value.clone()),
                segment: table.segment.as_ref().and_then(|id| self.segment_named(id)),
                votes,
                also,
            });
        }
        comparisons
    }

    /// The claims; `booths_known` says whether a booth table was read, which counts the booths by itself.
    pub fn claims(&mut self, booths_known: bool) -> Vec<Claim> {
        let file = self.file;
        let mut claims = Vec::new();
        for table in &file.claim {
            let candidate = self.candidate_named(&table.candidate);
            let said = match &table.effect {
                Some(effect) => self.effect(table, effect, candidate),
                None => self.counted(table, booths_known),
            };
            if let (Some(candidate), Some(said)) = (candidate, said) {
                claims.push(Claim {
                    text: table.text.value.clone(),
                    source: table.source.as_ref().map(|s| s.value.clone()),
                    candidate,
                    said,
                });
            }
        }
        claims
    }

    fn counted(&mut self, table: &ClaimTable, booths_known: bool) -> Option<Said> {
        let (low, high) = self.range(table)?;
        let per = table.per.as_ref()?;
        let file = self.file;
        let booths = booths_known
            || file.contest.booths.is_some()
            || (!file.segment.is_empty() && file.segment.iter().all(|segment| segment.booths.is_some()));
        let needs = match per.value {
            Per::Booth if !booths => Some(("number of booths", "booths = .. to [contest]")),
            Per::Segment if file.segment.is_empty() => Some(("segments", "a table [[segment]] for each")),
            Per::Round | Per::TableRound if file.counting.rounds.is_none() => {
                Some(("number of rounds", "rounds = .. to [counting]"))
            }
            Per::TableRound if file.counting.tables_per_segment.is_none() => {
                Some(("number of tables", "tables_per_segment = .. to [counting]"))
            }
            _ => None,
        };
        if let Some((what, add)) = needs {
            let what = format!("this claim needs the {what}, which the scenario does not say");
            self.problem(&per.span, what, format!("add {add}"));
            return None;
        }
        Some(Said::Counted { low, high, per: per.value })
    }

    fn effect(&mut self, table: &ClaimTable, effect: &Placed<Effect>, candidate: Option<usize>) -> Option<Said> {
        let file = self.file;
        if let Some(per) = &table.per {
            self.problem(&per.span, "a claim of effect has no unit", "remove per, or remove effect");
        }
        if let Some(candidate) = candidate
            && file.candidate[candidate].namesake_of.is_none()
        {
            let what = format!("{} is nobody's namesake, so there is nobody to have lost by it", table.candidate.value);
            self.problem(&table.candidate.span, what, "name the namesake, not the principal");
        }
        if file.mode.value == Mode::Prospective {
            self.problem(&effect.span, "nothing has happened yet in a contest to come", "set mode = \"retrospective\"");
        }
        match effect.value {
            Effect::WouldHaveWon => {
                for number in [&table.low, &table.high].into_iter().flatten() {
                    self.problem(&number.span, "\"would_have_won\" takes no number of votes", "remove it");
                }
                Some(Said::WouldHaveWon)
            }
            Effect::CostVotes => {
                for (key, there) in [("low", table.low.is_some()), ("high", table.high.is_some())] {
                    if !there {
                        let what = format!("\"cost_votes\" has no \"{key}\"");
                        self.problem(&table.span, what, format!("add {key} = 500"));
                    }
                }
                self.range(table).map(|(low, high)| Said::CostVotes { low, high })
            }
        }
    }

    fn range(&mut self, table: &ClaimTable) -> Option<(u64, u64)> {
        let (low, high) = (table.low.as_ref()?, table.high.as_ref()?);
        if low.value > high.value {
            let what = format!("low = {} is above high = {}", low.value, high.value);
            self.problem(&low.span, what, "swap them");
            return None;
        }
        Some((low.value, high.value))
    }
}
