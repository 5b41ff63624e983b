//! Own support judged: what is stated of it, and controls, whose own support they say and whether their numbers can be.

use super::beside::{Control, ControlKind, ControlTable, Stratum, StratumTable};
use super::build::Build;
use super::file::File;
use super::problem::{Problem, did_you_mean};
use super::table::Placed;
use super::valid::{GoesTo, Mode, OwnSupport};
use crate::election::{Candidate, Contest, MOST_VOTES};
use crate::returns::{CastVotes, Offices};
use std::ops::Range;

/// More strata than a ballot has lines in another office.
const MOST_STRATA: usize = 1_000;

impl File {
    /// The tables of ballots that controls name, each with the place of its control.
    #[must_use]
    pub fn ballot_files(&self) -> Vec<(usize, String)> {
        let named = self.control.iter().enumerate();
        named.filter_map(|(at, control)| Some((at, control.file.as_ref()?.value.clone()))).collect()
    }

    /// The offices that a control names in cast-vote records.
    #[must_use]
    pub fn ballot_offices(&self, at: usize) -> Offices<'_> {
        let control = &self.control[at];
        let [own, other] = [&control.office, &control.other_office].map(|one| one.as_ref().map(|one| &*one.value));
        Offices { own, other }
    }

    /// Notes why a table of ballots could not be read.
    pub fn ballots_unread(&mut self, at: usize, why: String, help: &str) {
        let span = self.control[at].file.as_ref().map_or(0..0, |file| file.span.clone());
        self.problems.push(Problem::new(span, why, help));
    }

    /// Makes the strata of a control of a table of ballots.
    pub fn adopt_ballots(&mut self, at: usize, ballots: &CastVotes) {
        let control = &mut self.control[at];
        let (Some(file), Some(there)) = (&control.file, &control.there) else { return };
        let span = file.span.clone();
        let choice = control.choice.as_ref().unwrap_or(&control.candidate);
        if let Some(known) = control.stratum.first().map(|known| known.votes.span.clone()) {
            let what = "a control has strata and a table of them besides";
            self.problems.push(Problem::new(known, what, "keep one of file and [[control.stratum]]"));
        } else if !ballots.choices().iter().any(|known| known.eq_ignore_ascii_case(&choice.value)) {
            let what = format!("no ballot of {} is for \"{}\"", file.value, choice.value);
            let help = did_you_mean(&choice.value, ballots.choices().iter().copied());
            self.problems.push(Problem::new(choice.span.clone(), what, help));
        } else if !ballots.has_precincts(&there.value) {
            let what = format!("no precinct of {} begins with \"{}\"", file.value, there.value);
            self.problems.push(Problem::new(there.span.clone(), what, "write how the names of the control's begin"));
        } else {
            let placed = |value: u64| Placed::new(value, span.clone());
            let made = ballots.strata(&choice.value, &there.value).into_iter().map(|stratum| StratumTable {
                name: Some(Placed::new(stratum.name, span.clone())),
                votes: placed(stratum.votes),
                of: placed(stratum.of),
                here: placed(stratum.here),
                recorded: Some(placed(stratum.recorded)),
            });
            control.stratum = made.collect();
        }
    }
}

impl Build<'_> {
    pub fn controls(&mut self, mode: Mode, contest: Option<&Contest>) -> Vec<Control> {
        let mut controls: Vec<Control> = Vec::new();
        for table in &self.file.control {
            if mode == Mode::Prospective {
                let help = "remove it, or set mode = \"retrospective\"";
                self.problem(
                    &table.span,
                    "a control is held against votes that were counted, but these are intended",
                    help,
                );
            }
            let Some(candidate) = self.candidate_named(&table.candidate) else { continue };
            let id = &table.candidate;
            if contest.is_some_and(|contest| !contest.is_namesake(candidate)) {
                let what = format!("{} is nobody's namesake, so there is no own support to tell apart", id.value);
                self.problem(&id.span, what, "name a candidate with namesake_of");
            }
            if controls.iter().any(|known| known.candidate == candidate) {
                self.problem(&id.span, format!("{} has two controls", id.value), "keep one of them");
            }
            if table.spread.is_none() && table.kind.value != ControlKind::Channel {
                let what = "how far this control may differ from the contest is not known from any election";
                self.problem(&table.kind.span, what, "state spread = 0.2, as a standard deviation of the logarithm");
            }
            let strata = match contest.filter(|_| table.postal.as_ref().is_some_and(|postal| postal.value)) {
                Some(contest) => self.postal(table, contest, candidate),
                None => self.strata(table),
            };
            self.adds_up(table, &strata, contest.map(|contest| contest.candidates()[candidate].total_votes()));
            controls.push(Control {
                candidate,
                kind: table.kind.value,
                name: table.name.as_ref().map_or_else(|| "the control".to_owned(), |name| name.value.clone()),
                source: table.source.as_ref().map(|source| source.value.clone()),
                spread: table.spread.as_ref().map(|spread| spread.value),
                strata,
            });
        }
        controls
    }

    /// Votes recorded by stratum are those of the contest.
    fn adds_up(&mut self, table: &ControlTable, strata: &[Stratum], polled: Option<u64>) {
        let recorded = || strata.iter().filter_map(|stratum| stratum.recorded);
        let sum = recorded().fold(0_u64, u64::saturating_add);
        let place = table.stratum.iter().rev().find_map(|stratum| stratum.recorded.as_ref());
        let (Some(place), Some(polled)) = (place, polled) else { return };
        if recorded().count() < strata.len() {
            self.problem(
                &place.span,
                "recorded is written for some of the strata alone",
                "write it for all, or for none",
            );
        } else if sum != polled {
            let what = format!("the strata have {sum} recorded votes together, the candidate {polled}");
            self.problem(&place.span, what, "make them agree");
        }
    }

    /// Postal ballots name their candidates on paper that is filled in at leisure: what they give a namesake is its own support.
    fn postal(&mut self, table: &ControlTable, contest: &Contest, namesake: usize) -> Vec<Stratum> {
        let kept = [&table.votes, &table.of, &table.here].into_iter().flatten().map(|number| &number.span);
        if let Some(span) = kept.chain(table.file.as_ref().map(|file| &file.span)).next() {
            self.problem(
                span,
                "the postal ballots are the control, and another is written besides",
                "keep one of them",
            );
        }
        let sum = |votes: fn(&Candidate) -> u64| contest.candidates().iter().map(votes).fold(0, u64::saturating_add);
        let unknown = |candidate: &&Candidate| candidate.votes.is_none_or(|votes| votes.postal.is_none());
        if let Some(one) = contest.candidates().iter().find(unknown) {
            let what = format!("the postal votes of {} are not written", one.id);
            self.problem(&table.span, what, "write votes = { evm = .., postal = .. } for every candidate");
        }
        let (votes, of) = (contest.candidates()[namesake].postal_votes(), sum(Candidate::postal_votes));
        if of == 0 {
            self.problem(&table.span, "not a single vote is postal", "take another control");
        }
        vec![Stratum { name: String::new(), votes, of, here: sum(Candidate::total_votes), recorded: None }]
    }

    fn strata(&mut self, table: &ControlTable) -> Vec<Stratum> {
        let keys = [&table.there, &table.choice, &table.office, &table.other_office];
        let loose = keys.into_iter().flatten().next().filter(|_| table.file.is_none());
        if let Some(loose) = loose {
            self.problem(
                &loose.span,
                "this says how to read a table of ballots, but there is none",
                "add file = \"ballots.csv\"",
            );
        }
        if let Some(file) = table.file.as_ref().filter(|_| table.stratum.is_empty() && self.problems.is_empty()) {
            self.problem(
                &file.span,
                format!("the ballots of {} were not read", file.value),
                "open the scenario as a study",
            );
        }
        let whole = [&table.votes, &table.of, &table.here];
        if let Some(loose) = whole.into_iter().flatten().next().filter(|_| !table.stratum.is_empty()) {
            let help = "leave votes, of and here out: the strata add up to them";
            self.problem(&loose.span, "a control has strata and a whole besides", help);
        }
        if table.stratum.len() > MOST_STRATA {
            let what = format!("a control has {} strata", table.stratum.len());
            self.problem(&table.span, what, format!("this program takes at most {MOST_STRATA}"));
        }
        let mut strata: Vec<(Stratum, &Range<usize>)> = Vec::new();
        for (place, stratum) in table.stratum.iter().enumerate() {
            let name = stratum.name.as_ref().map_or_else(|| format!("stratum {}", place + 1), |n| n.value.clone());
            let (votes, of, here) = (stratum.votes.value, stratum.of.value, stratum.here.value);
            let recorded = stratum.recorded.as_ref().map(|votes| votes.value);
            strata.push((Stratum { name, votes, of, here, recorded }, &stratum.of.span));
        }
        if let (Some(votes), Some(of), Some(here)) = (&table.votes, &table.of, &table.here)
            && strata.is_empty()
        {
            let (votes, here) = (votes.value, here.value);
            strata.push((Stratum { name: String::new(), votes, of: of.value, here, recorded: None }, &of.span));
        }
        for (stratum, span) in &strata {
            if stratum.votes > stratum.of {
                let what = format!("{} votes of {} ballots", stratum.votes, stratum.of);
                self.problem(span, what, "of counts every ballot there, whoever it was for");
            } else if stratum.of == 0 && stratum.here > 0 && strata.len() > 1 {
                let what = format!("{} has no ballot in the control", stratum.name);
                self.problem(span, what, "put it together with another stratum");
            }
        }
        let all = strata.iter().fold(0_u64, |sum, (stratum, _)| sum.saturating_add(stratum.of));
        let here = strata.iter().fold(0_u64, |sum, (stratum, _)| sum.saturating_add(stratum.here));
        if let (true, Some((_, span))) = (all == 0 || here == 0 || here.max(all) > MOST_VOTES, strata.first()) {
            let what = format!("the control has {all} ballots, and {here} are in question here");
            self.problem(span, what, "write how many ballots there were in both");
        }
        strata.into_iter().map(|(stratum, _)| stratum).collect()
    }

    pub fn own_support(&mut self) -> OwnSupport {
        let table = &self.file.own_support;
        let goes_to = table.goes_to.as_ref().map(|placed| {
            let shares = placed.value;
            let sum = shares.principal + shares.winner + shares.others + shares.nota + shares.home;
            if (sum - 1.0).abs() > 1e-9 {
                self.problem(&placed.span, format!("the shares of goes_to add up to {sum}"), "make them add up to 1");
            }
            GoesTo {
                principal: shares.principal,
                winner: shares.winner,
                others: shares.others,
                nota: shares.nota,
                home: shares.home,
            }
        });
        OwnSupport { typical_votes: table.typical_votes.as_ref().map(|n| n.value), goes_to }
    }
}
