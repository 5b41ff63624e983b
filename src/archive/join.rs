//! Shards joined into what one program would have made.
//!
//! Every shard says what it is a part of. A shard that is missing, there twice, damaged or of something else is refused by
//! name, and everything that is wrong is said at once.

use super::error::ArchiveError;
use super::part::Part;
use super::points::{Identity, Place, Points, Slot};
use super::shard::{Run, Shard};
use crate::engine::{Plan, Summary};
use crate::format::of;
use crate::model::Model;
use crate::sweep::Design;
use std::io::{Read, Seek, Write};

/// Shards that are named one by one before the others are only counted.
const MOST_NAMED: usize = 20;

/// Everything that is wrong with a set of shards.
#[derive(Debug, Default)]
struct Problems(Vec<String>);

impl Problems {
    fn note(&mut self, message: impl std::fmt::Display) {
        self.0.push(format!("error: {message}"));
    }

    /// Fails where anything was noted.
    fn end(&mut self) -> Result<(), Vec<String>> {
        let all = self.0.len();
        if all > MOST_NAMED {
            self.0.truncate(MOST_NAMED);
            self.0.push(format!("and {} more", all - MOST_NAMED));
        }
        if self.0.is_empty() { Ok(()) } else { Err(std::mem::take(&mut self.0)) }
    }
}

/// Which parts there are, and by which file.
#[derive(Debug)]
struct Seats {
    count: u32,
    taken: Vec<Option<String>>,
}

impl Seats {
    /// Seats for as many shards as the first says there are. No more are kept than there could be files,
    /// whatever it says.
    fn new(count: u32, files: usize) -> Self {
        let most = files.saturating_mul(2) + MOST_NAMED;
        Seats { count, taken: vec![None; usize::try_from(count).unwrap_or(usize::MAX).min(most)] }
    }

    fn seat(&mut self, shard: Part, name: &str, wrong: &mut Problems) {
        if shard.count != self.count {
            wrong.note(format!("{name} is shard {shard}, but others are of {}: remove one set", self.count));
        } else if shard.index >= shard.count {
            wrong.note(format!("{name} says it is shard {shard}"));
        } else if let Some(seat) = self.taken.get_mut(shard.index as usize) {
            match seat {
                Some(other) => wrong.note(format!("{name} and {other} are both shard {shard}")),
                None => *seat = Some(name.to_owned()),
            }
        }
    }

    fn missing(&self, wrong: &mut Problems) {
        let there = self.taken.iter().flatten().count();
        let missing: Vec<String> = (0..self.count)
            .filter(|&index| self.taken.get(index as usize).is_none_or(Option::is_none))
            .take(MOST_NAMED)
            .map(|index| index.to_string())
            .collect();
        if !missing.is_empty() {
            let more = (self.count as usize).saturating_sub(there + missing.len());
            let more = if more > 0 { format!(" and {more} more") } else { String::new() };
            let (shards, are) = if missing.len() == 1 { ("shard", "is") } else { ("shards", "are") };
            wrong.note(format!("{shards} {}{more} of {} {are} missing", missing.join(", "), self.count));
        }
    }
}

/// The shards of a run, added up one by one.
#[derive(Debug)]
pub struct RunJoin<'m> {
    run: Run,
    model: &'m Model,
    seats: Seats,
    sum: Summary,
    wrong: Problems,
}

impl<'m> RunJoin<'m> {
    /// For a run of a model in `count` parts, of which `files` files are at hand.
    #[must_use]
    pub fn new(run: Run, model: &'m Model, count: u32, files: usize) -> Self {
        let (seats, sum) = (Seats::new(count, files), Summary::new(model));
        RunJoin { run, model, seats, sum, wrong: Problems::default() }
    }

    /// Takes a shard, or notes why there is none. `name` is its file's name in messages.
    pub fn take(&mut self, name: &str, shard: Result<Shard, ArchiveError>) {
        let Shard { run, shard, summary, .. } = match shard {
            Ok(shard) => shard,
            Err(error) => return self.wrong.note(error),
        };
        if let Some(what) = self.run.differs(&run) {
            return self.wrong.note(format!("{name} belongs to {what}"));
        }
        self.seats.seat(shard, name, &mut self.wrong);
        let draws = Plan::shard(self.run.draws, shard.index.min(shard.count), shard.count).draws;
        match summary.believe(self.model, draws) {
            // Once anything is wrong, counts are added no more: they may overlap.
            Ok(()) if self.wrong.0.is_empty() => self.sum.merge(&summary),
            Ok(()) => {}
            Err(what) => self.wrong.note(format!("{name} is forged: {what}")),
        }
    }

    /// The sum of all shards.
    ///
    /// # Errors
    /// Everything that is wrong with them, one message each.
    pub fn end(mut self) -> Result<Summary, Vec<String>> {
        self.seats.missing(&mut self.wrong);
        self.wrong.end().map(|()| self.sum)
    }
}

/// The shards of a sweep, looked at one by one before anything is written.
#[derive(Debug)]
pub struct SweepJoin<'d> {
    identity: Identity,
    design: &'d Design,
    seats: Seats,
    wrong: Problems,
}

impl<'d> SweepJoin<'d> {
    /// For a sweep in as many parts as one of its shards says, of which `files` files are at hand.
    #[must_use]
    pub fn new(identity: Identity, design: &'d Design, files: usize) -> Self {
        let seats = Seats::new(identity.shard.count, files);
        SweepJoin { identity, design, seats, wrong: Problems::default() }
    }

    /// Looks at a shard from end to end, or notes why there is none.
    pub fn look<F: Read + Seek>(&mut self, shard: Result<Points<F>, ArchiveError>) {
        if let Err(error) = shard.and_then(|mut points| self.look_at(&mut points)) {
            self.wrong.note(error);
        }
    }

    fn look_at<F: Read + Seek>(&mut self, points: &mut Points<F>) -> Result<(), ArchiveError> {
        let (name, wrong) = (points.name().to_owned(), &mut self.wrong);
        if let Some(what) = points.identity.differs(&self.identity) {
            wrong.note(format!("{name} holds points of {what}"));
            return Ok(());
        }
        self.seats.seat(points.identity.shard, &name, wrong);
        let slots = points.identity.slots();
        let mut done = 0;
        for step in 0..slots {
            let Place { point: index, slot } = points.place(self.design, step);
            match points.read(slot)? {
                Slot::Whole(record) if record.point == index && record.is_possible() => done += 1,
                Slot::Whole(record) if record.point == index => {
                    wrong.note(format!("{name} is forged: point {index} cannot have that answer"));
                }
                Slot::Whole(_) => wrong.note(format!("{name} is forged: point {index} is not where it belongs")),
                Slot::Damaged => wrong.note(format!("{name} is damaged at point {index}: run this shard again")),
                Slot::Empty => {}
            }
            if wrong.0.len() > MOST_NAMED {
                return Ok(());
            }
        }
        if done < slots && wrong.0.is_empty() {
            wrong.note(format!(
                "{name} is not finished: {done} of {}; run this shard again to go on",
                of(slots, "point", "points")
            ));
        } else if done == slots && !points.is_as_long_as_it_should() {
            wrong.note(format!("{name} is damaged: it is longer than its points"));
        }
        Ok(())
    }

    /// Whether the shards are all there, whole, and of one sweep.
    ///
    /// # Errors
    /// Everything that is wrong with them, one message each.
    pub fn end(mut self) -> Result<(), Vec<String>> {
        self.seats.missing(&mut self.wrong);
        self.wrong.end()
    }

    /// Copies the points of a shard to their places in the whole.
    ///
    /// # Errors
    /// The shard cannot be read, or the whole not written.
    pub fn copy<F: Read + Seek, W: Read + Write + Seek>(
        design: &Design,
        shard: &mut Points<F>,
        whole: &mut Points<W>,
    ) -> Result<(), ArchiveError> {
        for step in 0..shard.identity.slots() {
            let Place { point, slot } = shard.place(design, step);
            if let Slot::Whole(record) = shard.read(slot)? {
                whole.write(point, &record)?;
            }
        }
        Ok(())
    }
}
