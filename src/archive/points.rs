//! `points.records`: what the points of a sweep came to, as they are answered.
//!
//! Behind a head that says which sweep it is, every point has a slot of [`SLOT`] bytes at a place of its
//! own, with a checksum. So a point is written once, in any order; a program that is killed leaves a
//! slot whole or not; what is whole is found again without keeping anything in memory; and the file of a
//! finished sweep has the same bytes, however often it was broken off and over however many shards it ran.

use super::digest::FileDigest;
use super::error::ArchiveError;
use super::part::Part;
use super::recipe::Recipe;
use super::{Maker, schema_named};
use crate::study::{Answer, Sweep};
use crate::sweep::Design;
use serde::{Deserialize, Serialize};
use std::io::{BufRead, BufReader, Read, Seek, SeekFrom, Write};
use std::path::Path;

/// The schema's name and version.
const SCHEMA: &str = "humnaam.points/2";

/// Bytes of a point.
const SLOT: usize = 512;

/// Hexadecimal digits of a checksum, the blank before it and the line feed behind it.
const SEAL: usize = 64 + 2;

/// No head is larger: a thousand lists of values are smaller.
const LARGEST_HEAD: u64 = 16 << 20;

/// Which sweep the points belong to. Points of two sweeps that differ in anything here are never mixed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Identity {
    schema: String,
    /// What made them.
    pub maker: Maker,
    /// What was asked for.
    pub recipe: Recipe,
    /// Digests of whatever was read.
    pub inputs: Vec<FileDigest>,
    /// The varied paths and their values, those of the scenario's own sweep too.
    pub vary: Vec<String>,
    /// Whether draws were asked for where a law would do.
    pub simulate: bool,
    /// Points of the whole sweep.
    pub points: u64,
    /// Which part of them is here.
    pub shard: Part,
}

impl Identity {
    /// The points of a sweep by a recipe.
    #[must_use]
    pub fn new(
        recipe: Recipe,
        inputs: Vec<FileDigest>,
        vary: Vec<String>,
        simulate: bool,
        points: u64,
        shard: Part,
    ) -> Self {
        Identity { schema: SCHEMA.to_owned(), maker: Maker::this(), recipe, inputs, vary, simulate, points, shard }
    }

    /// The points of a sweep by the recipe it was made of, and the texts it was read from.
    #[must_use]
    pub fn of(recipe: &Recipe, sweep: &Sweep<'_>, inputs: Vec<FileDigest>, shard: Part) -> Self {
        let points = sweep.design.as_ref().map_or(0, Design::points);
        Identity::new(recipe.clone(), inputs, sweep.vary.clone(), sweep.simulate, points, shard)
    }

    /// In what another sweep differs from this one, in words; `None` where they are the same but for the
    /// pictures.
    #[must_use]
    pub fn differs(&self, other: &Identity) -> Option<String> {
        let digests = |one: &Identity| one.inputs.iter().map(|input| input.sha256.clone()).collect::<Vec<_>>();
        let named =
            |what: &str, one: &[String], two: &[String]| format!("{what} ({} and not {})", shown(one), shown(two));
        let (ours, theirs) = (&self.recipe, &other.recipe);
        if self.maker.version != other.maker.version {
            return Some(format!("version {} of this program", self.maker.version));
        }
        if self.maker != other.maker {
            return Some(format!("random numbers of version {}", self.maker.streams_version));
        }
        if digests(self) != digests(other) {
            return Some("another scenario (its text, its booths or its priors are not the same)".to_owned());
        }
        if ours.settings != theirs.settings {
            return Some(named("other settings", &ours.settings, &theirs.settings));
        }
        if self.vary != other.vary || self.points != other.points {
            return Some(named("other values", &self.vary, &other.vary));
        }
        if ours.sample != theirs.sample {
            return Some("another sample".to_owned());
        }
        if ours.solve != theirs.solve {
            return Some(named("other values to find", &ours.solve, &theirs.solve));
        }
        (self.simulate != other.simulate).then(|| {
            let how = if self.simulate { "draws at every point" } else { "no draws where a law applies" };
            how.to_owned()
        })
    }

    /// How many points there are here.
    #[must_use]
    pub fn slots(&self) -> u64 {
        let (index, count) = (u64::from(self.shard.index), u64::from(self.shard.count));
        self.points.saturating_sub(index).div_ceil(count)
    }
}

fn shown(texts: &[String]) -> String {
    if texts.is_empty() { "none".to_owned() } else { texts.join(" ") }
}

/// What a point came to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Record {
    /// The point.
    pub point: u64,
    /// Its answer.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub answer: Option<Answer>,
    /// Why it has none.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub problem: Option<String>,
}

impl Record {
    /// Whether a point can have come to this: to an answer that can be, or to a problem.
    #[must_use]
    pub fn is_possible(&self) -> bool {
        match (&self.answer, &self.problem) {
            (Some(answer), None) => answer.is_possible(),
            (None, problem) => problem.is_some(),
            _ => false,
        }
    }
}

/// What is found in a slot.
#[derive(Debug, Clone, PartialEq)]
pub enum Slot {
    /// Nothing yet.
    Empty,
    /// A point, whole.
    Whole(Record),
    /// Something that is no point as it was written.
    Damaged,
}

/// A point, and the slot where it is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// The point.
    pub point: u64,
    /// Its slot.
    pub slot: u64,
}

/// Points in a file, or in anything else that can be read, written and sought in.
#[derive(Debug)]
pub struct Points<F> {
    file: F,
    /// The file's name in messages.
    name: String,
    /// Where the first slot begins.
    start: u64,
    /// Which sweep it is.
    pub identity: Identity,
}

impl<F: Read + Seek> Points<F> {
    /// Points that are there, to be read. `name` is the file's name in messages.
    ///
    /// # Errors
    /// The file cannot be read, or is not as it was written.
    pub fn open(mut file: F, name: &str) -> Result<Self, ArchiveError> {
        let unread = |error: std::io::Error| ArchiveError::Unreadable(name.to_owned(), error);
        let damaged = |what: &str| ArchiveError::Invalid(format!("{name} is damaged: {what}"));
        file.seek(SeekFrom::Start(0)).map_err(unread)?;
        let mut line = Vec::new();
        BufReader::new((&mut file).take(LARGEST_HEAD)).read_until(b'\n', &mut line).map_err(unread)?;
        let json = unsealed(&line).ok_or_else(|| damaged("its first line is not as it was written"))?;
        if let Some(schema) = schema_named(json, &["schema"]).filter(|schema| schema != SCHEMA) {
            return Err(ArchiveError::Invalid(format!("{name}: schema \"{schema}\" is not \"{SCHEMA}\"")));
        }
        let identity: Identity = serde_json::from_slice(json).map_err(|error| damaged(&error.to_string()))?;
        if identity.shard.index >= identity.shard.count || identity.points == 0 {
            return Err(damaged(&format!("it says it is shard {}", identity.shard)));
        }
        Ok(Points { file, name: name.to_owned(), start: line.len() as u64, identity })
    }

    /// What is in a slot.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn read(&mut self, slot: u64) -> Result<Slot, ArchiveError> {
        let mut bytes = Vec::with_capacity(SLOT);
        let at = self.start + slot * SLOT as u64;
        let read = self
            .file
            .seek(SeekFrom::Start(at))
            .and_then(|_| (&mut self.file).take(SLOT as u64).read_to_end(&mut bytes));
        read.map_err(|error| ArchiveError::Unreadable(self.name.clone(), error))?;
        if bytes.iter().all(|&byte| byte == 0) {
            return Ok(Slot::Empty);
        }
        let json = unsealed(&bytes).filter(|_| bytes.len() == SLOT);
        Ok(json.and_then(|json| serde_json::from_slice(json).ok()).map_or(Slot::Damaged, Slot::Whole))
    }

    /// Where the point is that is visited at a step: a shard keeps its points in the order of its visits, a whole sweep in
    /// that of the points.
    #[must_use]
    pub fn place(&self, design: &Design, step: u64) -> Place {
        let Part { index, count } = self.identity.shard;
        let point = design.visited(u64::from(index) + step * u64::from(count));
        Place { point, slot: if self.identity.shard == Part::WHOLE { point } else { step } }
    }

    /// What a point has come to, where it is answered.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn answered(&mut self, place: Place) -> Result<Option<Record>, ArchiveError> {
        Ok(match self.read(place.slot)? {
            Slot::Whole(record) if record.point == place.point && record.is_possible() => Some(record),
            _ => None,
        })
    }

    /// Whether the file is as long as its slots; a longer one holds what no sweep wrote.
    pub fn is_as_long_as_it_should(&mut self) -> bool {
        let length = self.file.seek(SeekFrom::End(0)).unwrap_or(0);
        length == self.start + self.identity.slots() * SLOT as u64
    }

    /// The same points in another file, as a sweep that differs in nothing but its pictures or the name of its scenario would
    /// have written them.
    ///
    /// # Errors
    /// One of the files cannot be read or written.
    pub fn copy<W: Read + Write + Seek>(
        &mut self,
        mut into: W,
        identity: &Identity,
    ) -> Result<Points<W>, ArchiveError> {
        let failed = |error: std::io::Error| ArchiveError::Unwritten(self.name.clone(), error);
        let head = head(identity);
        into.write_all(&head).map_err(failed)?;
        self.file
            .seek(SeekFrom::Start(self.start))
            .and_then(|_| std::io::copy(&mut self.file, &mut into))
            .map_err(|error| ArchiveError::Unwritten(self.name.clone(), error))?;
        Ok(Points { file: into, name: self.name.clone(), start: head.len() as u64, identity: identity.clone() })
    }

    /// The file's name in messages.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The file itself.
    pub fn file(&self) -> &F {
        &self.file
    }
}

impl<F: Read + Write + Seek> Points<F> {
    /// The points of a sweep to go on with, or begun in an empty file. Points of another sweep are refused.
    ///
    /// # Errors
    /// The file cannot be read or written, or has something else in it.
    pub fn resume(mut file: F, name: &str, identity: Identity) -> Result<Self, ArchiveError> {
        let head = head(&identity);
        let mut there = Vec::new();
        let read =
            file.seek(SeekFrom::Start(0)).and_then(|_| (&mut file).take(head.len() as u64).read_to_end(&mut there));
        read.map_err(|error| ArchiveError::Unreadable(name.to_owned(), error))?;
        let start = head.len() as u64;
        if there == head {
            return Ok(Points { file, name: name.to_owned(), start, identity });
        }
        // A program that was killed before its head was written has written nothing else.
        if there.len() < head.len() && head.starts_with(&there) {
            let written = file.seek(SeekFrom::Start(0)).and_then(|_| file.write_all(&head));
            written.map_err(|error| ArchiveError::Unwritten(name.to_owned(), error))?;
            return Ok(Points { file, name: name.to_owned(), start, identity });
        }
        let what = match Points::open(file, name) {
            // The name of the scenario's file, or the pictures, may be others.
            Ok(other) if other.identity.shard == identity.shard && other.identity.differs(&identity).is_none() => {
                return Ok(other);
            }
            Ok(other) => match other.identity.differs(&identity) {
                Some(what) => format!("{name} holds the points of {what}"),
                None => format!("{name} was begun by another command line"),
            },
            Err(error) => error.to_string(),
        };
        let folder = Path::new(name).parent().unwrap_or(Path::new(name)).display();
        Err(ArchiveError::Taken(format!("{what}\nhelp: remove {folder}, or give another folder with --out")))
    }

    /// Writes a point into its slot.
    ///
    /// # Errors
    /// The file cannot be written; what is answered is kept.
    pub fn write(&mut self, slot: u64, record: &Record) -> Result<(), ArchiveError> {
        let bytes = slot_of(record);
        let at = self.start + slot * SLOT as u64;
        let written = self.file.seek(SeekFrom::Start(at)).and_then(|_| self.file.write_all(&bytes));
        written.map_err(|error| ArchiveError::Unwritten(self.name.clone(), error))
    }
}

/// The first line of a file of points.
fn head(identity: &Identity) -> Vec<u8> {
    let json = serde_json::to_string(identity).unwrap_or_default();
    let length = (json.len() + SEAL).next_multiple_of(SLOT);
    sealed(&json, length)
}

/// A point as it is written. Of a long problem as much is kept as there is room for.
fn slot_of(record: &Record) -> Vec<u8> {
    let mut record = record.clone();
    loop {
        let json = serde_json::to_string(&record).unwrap_or_default();
        match &mut record.problem {
            Some(problem) if json.len() + SEAL > SLOT => {
                let half = problem.chars().count() * 3 / 4;
                *problem = problem.chars().take(half).chain(" [...]".chars()).collect();
            }
            _ => return sealed(&json, SLOT),
        }
    }
}

/// A text, blanks, the checksum of both and a line feed: `length` bytes.
fn sealed(text: &str, length: usize) -> Vec<u8> {
    let padded = format!(
        "{text:<width$}",
        width = (length.saturating_sub(SEAL) + text.chars().count()).saturating_sub(text.len())
    );
    let sum = FileDigest::of("", padded.as_bytes()).sha256;
    format!("{padded} {sum}\n").into_bytes()
}

/// The text of a sealed line, where it is as it was written.
fn unsealed(line: &[u8]) -> Option<&[u8]> {
    let (text, seal) = line.split_at_checked(line.len().checked_sub(SEAL)?)?;
    let sum = seal.strip_prefix(b" ")?.strip_suffix(b"\n")?;
    (FileDigest::of("", text).sha256.as_bytes() == sum).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slot_has_its_length_and_no_bit_of_it_can_change() {
        let answer = Answer {
            flip_probability: 0.1,
            standard_error: 1.0 / 3.0,
            interval: [0.0, f64::MIN_POSITIVE],
            exact: Some(2.0 / 3.0),
            diverted: [i64::MIN, 0, i64::MAX],
            flips: u64::MAX,
            draws: u64::MAX,
        };
        for record in [
            Record { point: u64::MAX, answer: Some(answer), problem: None },
            Record { point: 3, answer: None, problem: Some("नाम \"x\"\n".repeat(200)) },
        ] {
            let slot = slot_of(&record);
            assert_eq!(slot.len(), SLOT);
            let read: Record = serde_json::from_slice(unsealed(&slot).unwrap()).unwrap();
            assert_eq!((read.point, read.answer), (record.point, record.answer));
            for bit in 0..8 * SLOT {
                let mut flipped = slot.clone();
                flipped[bit / 8] ^= 1 << (bit % 8);
                assert!(unsealed(&flipped).is_none(), "bit {bit}");
            }
        }
    }
}
