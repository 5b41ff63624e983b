//! From a [`File`] as written to a valid [`Scenario`].

use super::file::{CandidateTable, File, VotesValue};
use super::problem::{ENOUGH, Place, Problem, did_you_mean};
use super::questions::Returns;
use super::rate_value::RateValue;
use super::table::Placed;
use super::valid::{Confusion, Method, Mode, Scenario, Simulation, Support};
use super::{MOST_DRAWS, returns};
use crate::election::{
    About, Candidate, Contest, ContestProblem, Draft, Pair, Role, Segment, SharedName, SymbolStatus, VoteCount,
};
use crate::returns::BoothTable;
use crate::stats::RateLaw;
use std::collections::BTreeMap;
use std::ops::Range;

/// The draws of a scenario that states none.
const USUAL_DRAWS: u64 = 100_000;

impl File {
    /// Judges what was written. `booths` is the table that [`File::booth_file`] names, as read.
    ///
    /// # Errors
    /// Every problem at once, those of the reading included, in the order of the text.
    pub fn build(mut self, booths: Option<BoothTable>) -> Result<Scenario, Vec<Problem>> {
        self.one_line_a_person();
        let mut build = Build { problems: self.problems.clone(), file: &self };
        let scenario = build.scenario(booths);
        let mut problems = build.problems;
        problems.sort_by_key(|problem| match &problem.place {
            Place::Text(span) => (0, span.start as u64),
            Place::Table { line, .. } => (1, *line),
        });
        problems.dedup();
        match scenario {
            Some(scenario) if problems.is_empty() => Ok(scenario),
            _ => Err(problems),
        }
    }
}

pub(super) struct Build<'f> {
    pub problems: Vec<Problem>,
    pub file: &'f File,
}

impl Build<'_> {
    pub fn problem(&mut self, span: &Range<usize>, what: impl Into<String>, help: impl Into<String>) {
        self.problems.push(Problem::new(span.clone(), what, help));
    }

    /// The scenario, unless its contest is flawed; other problems are noted and may be there besides.
    fn scenario(&mut self, booths: Option<BoothTable>) -> Option<Scenario> {
        let file = self.file;
        if let (Some(table), Some(name)) = (&booths, file.booths_from()) {
            returns::reconcile(file, &name, table, &mut self.problems);
        }
        let mode = file.mode.value;
        let contest = self.contest(booths.as_ref());
        let support = Support {
            contest_sd: value_or_zero(file.support.contest_sd.as_ref()),
            segment_sd: value_or_zero(file.support.segment_sd.as_ref()),
            booth_sd: value_or_zero(file.support.booth_sd.as_ref()),
        };
        if mode == Mode::Retrospective
            && let Some(sd) = [&file.support.contest_sd, &file.support.segment_sd, &file.support.booth_sd]
                .into_iter()
                .flatten()
                .find(|sd| sd.value > 0.0)
        {
            self.problem(
                &sd.span,
                "recorded votes are counted, not uncertain",
                "remove [support], or set mode = \"prospective\"",
            );
        }
        let booths_known = booths.is_some();
        self.turnouts();
        let controls = self.controls(mode, contest.as_ref());
        let rule = self.rule(mode);
        let scenario = Scenario {
            title: file.title.value.clone(),
            title_local: file.title_local.as_ref().map(|title| title.value.clone()),
            mode,
            booths,
            own_support: self.own_support(),
            rule,
            controls,
            support,
            simulation: self.simulation(),
            counting: self.counting(),
            comparisons: self.comparisons(),
            claims: self.claims(booths_known),
            explanations: self.explanations(contest.as_ref()),
            sweeps: self.sweeps(),
            returns: file.returns.as_ref().map(|returns| Returns {
                files: returns.files.iter().map(|file| file.value.clone()).collect(),
                layout: returns.layout.as_ref().map(|layout| layout.value.clone()),
            }),
            confusion: self.confusion(mode),
            contest: contest?,
            set: Vec::new(),
        };
        Some(scenario)
    }

    fn contest(&mut self, booths: Option<&BoothTable>) -> Option<Contest> {
        let file = self.file;
        for column in file.candidate.iter().filter_map(|c| c.column.as_ref()).filter(|_| file.returns.is_none()) {
            self.problem(
                &column.span,
                "column names a column of raw returns, but there are none",
                "add [returns] with files = [..]",
            );
        }
        let candidates: Vec<Candidate> = file.candidate.iter().map(candidate).collect();
        let pairs = self.pairs(&candidates);
        let said = file.candidate.iter().any(|candidate| candidate.namesake_of.is_some());
        if !said && !file.candidate.is_empty() && file.explanation.is_empty() {
            self.problem(
                &file.contest.span,
                "no candidate is anybody's namesake",
                "add namesake_of = \"ID\" to the namesake",
            );
        }
        let segments = self.segments(booths);
        let head = &file.contest;
        let text = |placed: &Option<Placed<String>>| placed.as_ref().map(|text| text.value.clone());
        let ground = self.ground();
        let draft = Draft {
            name: text(&head.name).unwrap_or_default(),
            name_local: text(&head.name_local),
            election: text(&head.election),
            election_local: text(&head.election_local),
            date: text(&head.date),
            electors: head.electors.as_ref().map(|n| n.value),
            booths: booths.map_or(head.booths.as_ref().map(|n| n.value), |table| u32::try_from(table.rows.len()).ok()),
            photos_on_ballot: ground.photos,
            ballot: ground.ballot,
            abroad: ground.abroad,
            independents: ground.independents,
            candidates,
            pairs,
            segments,
        };
        let flaws = match Contest::new(draft, file.mode.value == Mode::Retrospective) {
            Ok(contest) => return Some(contest),
            Err(flaws) => flaws,
        };
        for flaw in flaws {
            if !self.follows(&flaw) {
                let span = self.span_of(&flaw);
                self.problem(&span, flaw.what, flaw.cure);
            }
        }
        None
    }

    /// Whether a flaw only follows from what could not be read, which has its own problem already.
    fn follows(&self, flaw: &ContestProblem) -> bool {
        let unread = |c: usize| {
            let votes = self.file.candidate[c].votes.as_ref();
            votes.is_some_and(|votes| matches!(votes.value, VotesValue::Unread))
        };
        match flaw.about {
            About::Contest => (0..self.file.candidate.len()).any(unread),
            About::Candidate(c) | About::CandidateVotes(c) | About::SegmentVotes(_, c) => unread(c),
            _ => false,
        }
    }

    /// Where in the text a flaw of the contest is.
    fn span_of(&self, flaw: &ContestProblem) -> Range<usize> {
        let file = self.file;
        let contest = file.contest.span.clone();
        let or = |span: Option<Range<usize>>, other: Range<usize>| span.unwrap_or(other);
        match flaw.about {
            About::Contest => contest,
            About::Electors => or(file.contest.electors.as_ref().map(|n| n.span.clone()), contest),
            About::Booths => or(file.contest.booths.as_ref().map(|n| n.span.clone()), contest),
            About::Candidate(c) => file.candidate[c].name.span.clone(),
            About::CandidateId(c) => file.candidate[c].id.span.clone(),
            About::CandidateVotes(c) => or(file.candidate[c].votes.as_ref().map(|v| v.span.clone()), contest),
            About::NamesakeOf(c) => or(file.candidate[c].namesake_of.as_ref().map(|n| n.span.clone()), contest),
            About::SegmentId(s) => file.segment.get(s).map_or(contest, |segment| segment.id.span.clone()),
            About::SegmentBooths(s) => {
                or(file.segment.get(s).and_then(|t| t.booths.as_ref()).map(|n| n.span.clone()), contest)
            }
            About::SegmentVotes(s, c) => {
                let id = &file.candidate[c].id.value;
                let votes = file.segment.get(s).and_then(|t| t.votes.iter().find(|(key, _)| key.value == *id));
                or(votes.map(|(_, v)| v.span.clone()), contest)
            }
        }
    }

    fn pairs(&mut self, candidates: &[Candidate]) -> Vec<Pair> {
        let mut pairs = Vec::new();
        for (namesake, table) in self.file.candidate.iter().enumerate() {
            let Some(of) = &table.namesake_of else {
                let loose = [
                    ("name_similarity", table.name_similarity.as_ref().map(|n| &n.span)),
                    ("symbol_similarity", table.symbol_similarity.as_ref().map(|n| &n.span)),
                    ("symbol_status", table.symbol_status.as_ref().map(|n| &n.span)),
                ];
                let by = ("namesake_by", table.namesake_by.as_ref().map(|by| &by.span));
                for (key, span) in loose.into_iter().chain([by]) {
                    if let Some(span) = span {
                        self.problem(
                            span,
                            format!(
                                "{key} says how alike two candidates are, but {} is nobody's namesake",
                                table.id.value
                            ),
                            "add namesake_of",
                        );
                    }
                }
                continue;
            };
            let Some(principal) = self.candidate_named(of) else { continue };
            let stated = table.name_similarity.as_ref().map(|s| s.value);
            let shared = table.namesake_by.as_ref().map_or(SharedName::Whole, |by| by.value);
            pairs.push(Pair {
                namesake,
                principal,
                shared,
                name_similarity: stated.unwrap_or_else(|| {
                    self.alike(shared, &candidates[namesake].name, &candidates[principal].name, &of.span)
                }),
                symbol_similarity: value_or_zero(table.symbol_similarity.as_ref()),
                symbol_status: table.symbol_status.as_ref().map_or(SymbolStatus::Established, |s| s.value),
            });
        }
        pairs
    }

    pub fn candidate_named(&mut self, id: &Placed<String>) -> Option<usize> {
        let ids = || self.file.candidate.iter().map(|candidate| candidate.id.value.as_str());
        let found = ids().position(|known| known == id.value);
        if found.is_none() {
            let help = if self.problems.len() < ENOUGH { did_you_mean(&id.value, ids()) } else { String::new() };
            self.problem(&id.span, format!("no candidate has the id \"{}\"", id.value), help);
        }
        found
    }

    pub fn segment_named(&mut self, id: &Placed<String>) -> Option<usize> {
        let ids = || self.file.segment.iter().map(|segment| segment.id.value.as_str());
        let found = ids().position(|known| known == id.value);
        if found.is_none() {
            let help = did_you_mean(&id.value, ids());
            self.problem(&id.span, format!("no segment has the id \"{}\"", id.value), help);
        }
        found
    }

    fn segments(&mut self, booths: Option<&BoothTable>) -> Vec<Segment> {
        let mut segments = Vec::new();
        for table in &self.file.segment {
            let votes =
                table.votes.iter().filter_map(|(id, votes)| Some((self.candidate_named(id)?, votes.value))).collect();
            let id = table.id.value.clone();
            segments.push(Segment {
                name: table.name.as_ref().map_or_else(|| id.clone(), |name| name.value.clone()),
                name_local: table.name_local.as_ref().map(|name| name.value.clone()),
                booths: table.booths.as_ref().map(|n| n.value),
                votes,
                id,
            });
        }
        if segments.is_empty()
            && let Some(table) = booths
        {
            segments = returns::segment_names(self.file, table)
                .into_iter()
                .map(|id| Segment { name: id.clone(), id, name_local: None, booths: None, votes: BTreeMap::new() })
                .collect();
        }
        segments
    }

    fn confusion(&mut self, mode: Mode) -> Confusion {
        let table = &self.file.confusion;
        let rate = table.rate.as_ref().and_then(|rate| self.rate(rate, "rate", 0.999_999));
        let booth_cv = table.booth_cv.as_ref().map(|cv| cv.value);
        if let (Mode::Prospective, Some(RateLaw::Fixed(rate)), Some(place)) = (mode, rate, &table.rate) {
            self.carries(rate, place);
        }
        let return_share = table.return_share.as_ref().and_then(|share| self.rate(share, "return_share", 1.0));
        Confusion {
            rate,
            segment_sd: table.segment_sd.as_ref().map(|sd| sd.value),
            booth_cv,
            return_share: return_share.unwrap_or(RateLaw::Fixed(1.0)),
        }
    }

    /// Whether a fixed rate leaves room for the booths to vary as stated: a share between 0 and 1
    /// of mean P has a coefficient of variation below sqrt((1 - P) / P).
    fn carries(&mut self, rate: f64, place: &Placed<RateValue>) {
        let principals = || self.file.candidate.iter().filter_map(|candidate| candidate.namesake_of.as_ref());
        let namesakes =
            principals().map(|p| principals().filter(|other| other.value == p.value).count()).max().unwrap_or(0);
        let all = -libm::expm1(f64::from(u32::try_from(namesakes).unwrap_or(u32::MAX)) * libm::log1p(-rate));
        let largest = libm::sqrt((1.0 - all) / all);
        let stated = &self.file.confusion.booth_cv;
        let cv = stated.as_ref().map_or_else(|| crate::evidence::Evidence::builtin().booth_cv.value, |cv| cv.value);
        if all > 0.0 && cv >= largest {
            let span = stated.as_ref().map_or_else(|| place.span.clone(), |cv| cv.span.clone());
            let what = format!("a rate of {all} cannot vary between booths with booth_cv = {cv}");
            self.problem(&span, what, format!("the largest booth_cv it carries is just below {largest:.4}"));
        }
    }

    pub fn rate(&mut self, rate: &Placed<RateValue>, key: &str, most: f64) -> Option<RateLaw> {
        let share = |p: f64| (0.0..=most).contains(&p);
        let inside = |p: f64| p > 0.0 && p < 1.0;
        let (law, wrong) = match rate.value {
            RateValue::Fixed(p) => {
                (RateLaw::Fixed(p), (!share(p)).then(|| format!("{key} = {p} is outside 0 to {most}")))
            }
            RateValue::MedianAndP95 { median, p95 } if !(inside(median) && inside(p95) && median < p95) => {
                (RateLaw::Fixed(0.0), Some(format!("{key}: median {median} and p95 {p95} need 0 < median < p95 < 1")))
            }
            RateValue::MedianAndP95 { median, p95 } => (RateLaw::from_median_and_p95(median, p95), None),
            RateValue::Range { low, high } => {
                let wrong = !(share(low) && share(high) && low < high);
                (
                    RateLaw::Uniform { low, high },
                    wrong.then(|| format!("{key}: {low} to {high} is no range within 0 to {most}")),
                )
            }
            RateValue::Beta { mean, concentration } => {
                let wrong = !(inside(mean) && (0.01..=1e9).contains(&concentration));
                (
                    RateLaw::Beta { mean, concentration },
                    wrong.then(|| format!("{key}: mean {mean} must lie between 0 and 1, concentration {concentration} between 0.01 and 1e9")),
                )
            }
        };
        if let Some(what) = wrong {
            self.problem(&rate.span, what, "rates and shares are written as 0.01 for one per cent");
            return None;
        }
        Some(law)
    }

    fn simulation(&mut self) -> Simulation {
        let table = &self.file.simulation;
        if let Some(draws) = table.draws.as_ref().filter(|draws| draws.value == 0 || draws.value > MOST_DRAWS) {
            let what = format!("draws = {} is outside 1 to {MOST_DRAWS}", draws.value);
            self.problem(&draws.span, what, "100_000 draws give a standard error below 0.16 points");
        }
        Simulation {
            draws: table.draws.as_ref().map_or(USUAL_DRAWS, |n| n.value),
            seed: table.seed.as_ref().map_or(1, |n| n.value),
            method: table.method.as_ref().map_or_else(Method::default, |word| word.value),
        }
    }
}

fn value_or_zero(placed: Option<&Placed<f64>>) -> f64 {
    placed.map_or(0.0, |number| number.value)
}

fn candidate(table: &CandidateTable) -> Candidate {
    Candidate {
        id: table.id.value.clone(),
        name: table.name.value.clone(),
        name_local: table.name_local.as_ref().map(|name| name.value.clone()),
        party: table.party.as_ref().map(|party| party.value.clone()),
        role: table.role.as_ref().map_or(Role::Contender, |role| role.value),
        votes: table.votes.as_ref().and_then(|votes| match votes.value {
            VotesValue::Total(total) => Some(VoteCount::total(total)),
            VotesValue::Split { evm, postal } => Some(VoteCount::split(evm, postal)),
            VotesValue::Unread => None,
        }),
        ballot_position: table.ballot_position.as_ref().map(|n| n.value),
    }
}
