//! Explanations as written to flows whose votes exist.

use super::build::Build;
use super::question_tables::FlowTable;
use super::questions::{Base, End, Explanation, Flow, Moves};
use super::table::Placed;
use super::{MOST_EXPLANATIONS, Mode};
use crate::election::Contest;
use crate::stats::RateLaw;
use std::ops::Range;

/// The votes that a flow may take at most, and where it says so.
struct Taking {
    from: End,
    segments: Vec<usize>,
    /// The largest share of what is there; `None` where the share is of something else.
    share: Option<f64>,
    votes: f64,
    span: Range<usize>,
}

impl Build<'_> {
    /// The explanations; nothing can be judged without a contest that holds together.
    pub fn explanations(&mut self, contest: Option<&Contest>) -> Vec<Explanation> {
        let file = self.file;
        if let Some(table) = file.explanation.get(MOST_EXPLANATIONS) {
            let count = file.explanation.len();
            let what = format!("there are {count} explanations, and at most {MOST_EXPLANATIONS} can be weighed");
            let combinations = 1_u64.checked_shl(u32::try_from(count).unwrap_or(64)).map_or_else(
                || "more combinations than can be counted".to_owned(),
                |combinations| format!("{combinations} combinations"),
            );
            self.problem(&table.name.span, what, format!("leave some out: {count} have {combinations}"));
        }
        let mut explanations: Vec<Explanation> = Vec::new();
        let mut takings: Vec<Taking> = Vec::new();
        for table in &file.explanation {
            let name = &table.name;
            if explanations.iter().any(|known| known.name == name.value) {
                self.problem(&name.span, format!("there are two explanations \"{}\"", name.value), "name them apart");
            }
            let (mut flows, mut own) = (Vec::new(), Vec::new());
            for flow in &table.flow {
                if let Some((flow, taking)) = self.flow(flow, contest) {
                    flows.push(flow);
                    own.extend(taking);
                }
            }
            self.circle(&table.flow, &flows);
            let others = takings.len();
            takings.extend(own);
            if let Some(contest) = contest {
                self.surplus(contest, &takings, others);
            }
            explanations.push(Explanation {
                name: name.value.clone(),
                name_local: table.name_local.as_ref().map(|name| name.value.clone()),
                source: table.source.as_ref().map(|s| s.value.clone()),
                flows,
            });
        }
        explanations
    }

    fn flow(&mut self, table: &FlowTable, contest: Option<&Contest>) -> Option<(Flow, Option<Taking>)> {
        let mut end = |id: &Placed<String>| {
            if id.value == "home" { Some(End::Home) } else { self.candidate_named(id).map(End::Candidate) }
        };
        let (from, to) = (end(&table.from), end(&table.to));
        if from.is_some() && from == to {
            let what = "a flow must go somewhere else than it comes from";
            self.problem(&table.to.span, what, "name another candidate, or \"home\"");
        }
        let named: Vec<Option<usize>> = table.segments.iter().map(|id| self.segment_named(id)).collect();
        let mut segments: Vec<usize> = named.iter().flatten().copied().collect();
        segments.sort_unstable();
        if let Some(twice) = segments.windows(2).find(|pair| pair[0] == pair[1]) {
            let id = &self.file.segment[twice[0]].id.value;
            let what = format!("segment \"{id}\" is named twice");
            self.problem(&table.segments[0].span, what, "name it once");
        }
        let share = table.share.as_ref().map(|share| self.rate(share, "share", 1.0));
        let of = table.of.as_ref().map_or(Base::From, |of| of.value);
        let (from, to, contest) = (from?, to?, contest?);
        if named.iter().any(Option::is_none) {
            return None;
        }
        let moves = match share {
            Some(law) => Moves::Share(law?),
            None => self.diverted(table, contest, from, to)?,
        };
        let base = match (of, to) {
            (Base::To, End::Home) => {
                let place = table.of.as_ref().map_or(&table.to.span, |of| &of.span);
                self.problem(place, "those who stay at home have no votes to take a share of", "write of = \"from\"");
                return None;
            }
            (Base::To, to) => self.votes_at(contest, to, &segments, &table.to, true)?,
            (Base::From, _) => self.votes_at(contest, from, &segments, &table.from, false)?,
        };
        let most = match moves {
            Moves::Share(RateLaw::Fixed(share) | RateLaw::Uniform { high: share, .. }) => share,
            Moves::Share(_) | Moves::Diverted => 1.0,
        };
        let span = table.share.as_ref().map_or_else(|| table.from.span.clone(), |share| share.span.clone());
        // A share of the receiver's own votes still has to be taken from somebody.
        self.votes_at(contest, from, &[], &table.from, false)?;
        let taking = Taking {
            from,
            segments: segments.clone(),
            share: (of == Base::From).then_some(most),
            votes: most * base as f64,
            span,
        };
        Some((Flow { from, to, segments, moves, of, base }, Some(taking)))
    }

    /// A flow without a share: only what was diverted to a namesake has a law of its own.
    fn diverted(&mut self, table: &FlowTable, contest: &Contest, from: End, to: End) -> Option<Moves> {
        let of_namesake = contest
            .pairs()
            .iter()
            .any(|pair| from == End::Candidate(pair.namesake) && to == End::Candidate(pair.principal));
        let recorded = self.file.mode.value == Mode::Retrospective;
        if of_namesake && recorded && table.segments.is_empty() && table.of.is_none() {
            return Some(Moves::Diverted);
        }
        let what = if of_namesake {
            "the diverted votes are known as a law only for the whole of a contest that is over"
        } else {
            "this flow has no share"
        };
        self.problem(&table.from.span, what, "add share = 0.1, or share = { low = 0.0, high = 0.1 }");
        None
    }

    /// The votes at one end of a flow, in some segments or in all. What the scenario does not say is asked for.
    fn votes_at(
        &mut self,
        contest: &Contest,
        end: End,
        segments: &[usize],
        place: &Placed<String>,
        receives: bool,
    ) -> Option<u64> {
        let mut lacks = |what: String, help: String| {
            self.problem(&place.span, what, help);
            None
        };
        let id = &place.value;
        match end {
            End::Candidate(c) if segments.is_empty() => Some(contest.candidates()[c].total_votes()),
            End::Candidate(c) => {
                let known = |s: &usize| contest.segments()[*s].votes.get(&c).copied();
                match segments.iter().find(|s| known(s).is_none()) {
                    None => Some(segments.iter().filter_map(known).sum()),
                    Some(&s) => {
                        let segment = &contest.segments()[s].id;
                        let other = if receives {
                            ""
                        } else {
                            "; or state the share of what the receiver has there, with of = \"to\""
                        };
                        lacks(
                            format!("this flow needs the votes of {id} in {segment}, which the scenario does not say"),
                            format!("add votes = {{ {id} = .. }} to the segment{other}"),
                        )
                    }
                }
            }
            End::Home if segments.is_empty() => match contest.electors {
                Some(electors) => Some(electors.saturating_sub(contest.votes_polled())),
                None => lacks(
                    "this flow needs the number of electors, which the scenario does not say".to_owned(),
                    "add electors = .. to [contest]".to_owned(),
                ),
            },
            End::Home => {
                let stayed = |s: usize| {
                    let table = &self.file.segment[s];
                    Some(table.electors.as_ref()?.value.saturating_sub(table.polled.as_ref()?.value))
                };
                let known: Option<u64> = segments.iter().map(|&s| stayed(s)).sum();
                if known.is_some() {
                    return known;
                }
                let missing =
                    segments.iter().find(|&&s| stayed(s).is_none()).map_or("", |&s| &contest.segments()[s].id);
                self.problem(
                    &place.span,
                    format!("this flow needs the electors and the votes polled in {missing}, which the scenario does not say"),
                    "add electors = .. and polled = .. to the segment; or state the share of what the receiver has there, with of = \"to\"",
                );
                None
            }
        }
    }

    /// Flows of one explanation that lead back to where they begin.
    fn circle(&mut self, tables: &[FlowTable], flows: &[Flow]) {
        for (place, flow) in flows.iter().enumerate() {
            let mut reached = vec![flow.to];
            let mut next = 0;
            while next < reached.len() {
                let at = reached[next];
                for further in flows.iter().filter(|other| other.from == at) {
                    if !reached.contains(&further.to) {
                        reached.push(further.to);
                    }
                }
                next += 1;
            }
            // One word for a whole circle, at the flow that closes it; a flow to itself has its own.
            if flow.from != flow.to && reached.contains(&flow.from) {
                let span = tables.get(place).map_or(0..0, |table| table.to.span.clone());
                self.problem(
                    &span,
                    "the flows of this explanation go in a circle",
                    "say what is left when they are set off against each other",
                );
                return;
            }
        }
    }

    /// Whether the flows take more votes than there are, those of the explanations before it included: they are
    /// weighed together as well as apart. The takings from `others` on are the explanation's own.
    fn surplus(&mut self, contest: &Contest, takings: &[Taking], others: usize) {
        for (place, taking) in takings.iter().enumerate().skip(others) {
            let last = takings.iter().rposition(|other| other.from == taking.from) == Some(place);
            if !last {
                continue;
            }
            let same = || takings.iter().filter(|other| other.from == taking.from);
            let (who, there) = match taking.from {
                End::Candidate(c) => (self.file.candidate[c].id.value.clone(), contest.candidates()[c].total_votes()),
                End::Home => {
                    let stayed = contest.electors.map_or(0, |electors| electors.saturating_sub(contest.votes_polled()));
                    ("home".to_owned(), stayed)
                }
            };
            let taken: f64 = same().map(|other| other.votes).sum();
            let over_segment = |s: usize| -> f64 {
                let here = |other: &&Taking| other.segments.is_empty() || other.segments.contains(&s);
                same().filter(here).filter_map(|other| other.share).sum()
            };
            let surplus = taken - there as f64;
            let together = if same().count() > 1 { " together" } else { "" };
            let span = taking.span.clone();
            if surplus > 0.5 {
                let what = format!(
                    "the flows from {who} take up to {} votes{together}, but there are {there}: {} too many",
                    libm::round(taken),
                    libm::round(surplus)
                );
                self.problem(&span, what, "lower the shares, so that even their largest values fit together");
            } else if let Some(s) = (0..contest.segments().len()).find(|&s| over_segment(s) > 1.0 + 1e-9) {
                let segment = &contest.segments()[s].id;
                let what = format!(
                    "the flows from {who} take up to {} of the votes in {segment}{together}",
                    hundredths(over_segment(s))
                );
                self.problem(&span, what, "lower the shares, so that even their largest values add up to at most 1");
            }
        }
    }
}

/// A share as per cent, for a sentence.
fn hundredths(share: f64) -> String {
    format!("{:.1} %", 100.0 * share)
}
