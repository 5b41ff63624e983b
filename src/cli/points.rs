//! `points.records`: what the points of a sweep came to, as they are answered.
//!
//! Behind a head that says which sweep it is, every point has a slot of [`SLOT`] bytes at a place of its
//! own, with a checksum. So a point is written once, in any order; a program that is killed leaves a
//! slot whole or not; what is whole is found again without keeping anything in memory; and the file of a
//! finished sweep has the same bytes, however often it was broken off and over however many shards it ran.

use super::exit::{CANNOT_CREATE, Failure, INVALID};
use super::manifest::FileDigest;
use super::sweep_args::Shard;
use crate::study::Answer;
use serde::{Deserialize, Serialize};
use std::fs::File;
use std::io::{BufRead, BufReader, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

/// The schema's name and version.
pub(super) const SCHEMA: &str = "humnaam.points/1";

/// Bytes of a point.
const SLOT: usize = 512;

/// Hexadecimal digits of a checksum, the blank before it and the line feed behind it.
const SEAL: usize = 64 + 2;

/// No head is larger: a thousand lists of values are smaller.
const LARGEST_HEAD: u64 = 16 << 20;

/// Which sweep the points belong to. Points of two sweeps that differ in anything here are never mixed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Identity {
    /// [`SCHEMA`].
    pub schema: String,
    /// The version of the program.
    pub version: String,
    /// The version of the streams.
    pub streams_version: u32,
    /// The scenario as named on the command line.
    pub scenario: String,
    /// Other priors, as named on the command line.
    pub evidence: Option<String>,
    /// Digests of whatever was read.
    pub inputs: Vec<FileDigest>,
    /// Values set at all points.
    pub settings: Vec<String>,
    /// The varied paths and their values as typed.
    pub vary: Vec<String>,
    /// The sample, where there is one.
    pub sample: Option<String>,
    /// Values to be found, as typed.
    pub solve: Vec<String>,
    /// Whether draws were asked for where a law would do.
    pub simulate: bool,
    /// Whether pictures are drawn.
    pub charts: bool,
    /// Points of the whole sweep.
    pub points: u64,
    /// Which part of them is here.
    pub shard: Shard,
}

impl Identity {
    /// In what another sweep differs from this one, in words; `None` where they are the same but for the
    /// pictures.
    pub fn differs(&self, other: &Identity) -> Option<String> {
        let digests = |one: &Identity| one.inputs.iter().map(|input| input.sha256.clone()).collect::<Vec<_>>();
        let named =
            |what: &str, one: &[String], two: &[String]| format!("{what} ({} and not {})", shown(one), shown(two));
        if self.schema != other.schema || self.version != other.version {
            return Some(format!("version {} of this program", self.version));
        }
        if self.streams_version != other.streams_version {
            return Some(format!("random numbers of version {}", self.streams_version));
        }
        if digests(self) != digests(other) {
            return Some("another scenario (its text, its booths or its priors are not the same)".to_owned());
        }
        if self.settings != other.settings {
            return Some(named("other settings", &self.settings, &other.settings));
        }
        if self.vary != other.vary || self.points != other.points {
            return Some(named("other values", &self.vary, &other.vary));
        }
        if self.sample != other.sample {
            return Some("another sample".to_owned());
        }
        if self.solve != other.solve {
            return Some(named("other values to find", &self.solve, &other.solve));
        }
        (self.simulate != other.simulate).then(|| {
            let how = if self.simulate { "draws at every point" } else { "no draws where a law applies" };
            how.to_owned()
        })
    }

    /// How many points there are here.
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
pub(super) struct Record {
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
pub(super) enum Slot {
    /// Nothing yet.
    Empty,
    /// A point, whole.
    Whole(Record),
    /// Something that is no point as it was written.
    Damaged,
}

/// The file of points.
#[derive(Debug)]
pub(super) struct Points {
    file: File,
    path: PathBuf,
    /// Where the first slot begins.
    start: u64,
    /// Which sweep it is.
    pub identity: Identity,
}

impl Points {
    /// Opens the points of a sweep to go on with, or begins them. Points of another sweep are refused.
    pub fn resume(path: &Path, identity: Identity) -> Result<Self, Failure> {
        let failed = |error: std::io::Error| Failure::create(&path.display().to_string(), &error);
        let head = head(&identity);
        if path.is_dir() {
            return Err(failed(std::io::Error::new(std::io::ErrorKind::IsADirectory, "a directory has its name")));
        }
        let mut file =
            File::options().read(true).write(true).create(true).truncate(false).open(path).map_err(failed)?;
        // A program that was killed before its head was written has written nothing else.
        let mut there = Vec::new();
        (&mut file).take(head.len() as u64).read_to_end(&mut there).map_err(failed)?;
        if there.len() < head.len() && head.starts_with(&there) {
            file.seek(SeekFrom::Start(0)).and_then(|_| file.write_all(&head)).map_err(|error| {
                // A part of a head is worth nothing.
                let _ = std::fs::remove_file(path);
                Failure::write(&path.display().to_string(), &error)
            })?;
        } else if there != head {
            // The name of the scenario's file, or the pictures, may be others.
            return match Points::open(path) {
                Ok(other) if other.identity.shard == identity.shard && other.identity.differs(&identity).is_none() => {
                    Ok(Points { file, start: other.start, ..other })
                }
                _ => Err(Self::foreign(path, &identity)),
            };
        }
        Ok(Points { file, path: path.to_owned(), start: head.len() as u64, identity })
    }

    fn foreign(path: &Path, wanted: &Identity) -> Failure {
        let shown = path.display();
        let folder = path.parent().unwrap_or(path).display();
        let what = match Points::open(path) {
            Ok(other) => match other.identity.differs(wanted) {
                Some(what) => format!("{shown} holds the points of {what}"),
                None => format!("{shown} was begun by another command line"),
            },
            Err(failure) => failure.messages.join("; ").replace("error: ", ""),
        };
        Failure::located(
            CANNOT_CREATE,
            vec![format!("error: {what}\nhelp: remove {folder}, or give another folder with --out")],
        )
    }

    /// Opens points that are there, to read them.
    pub fn open(path: &Path) -> Result<Self, Failure> {
        let shown = path.display().to_string();
        let unread =
            |error: std::io::Error| Failure::new(super::exit::NO_INPUT, format!("{shown} cannot be read: {error}"));
        let damaged = |what: &str| Failure::new(INVALID, format!("{shown} is damaged: {what}"));
        #[expect(clippy::disallowed_methods, reason = "cli is where the disk is touched")]
        let file = File::open(path).map_err(unread)?;
        let mut line = Vec::new();
        BufReader::new((&file).take(LARGEST_HEAD)).read_until(b'\n', &mut line).map_err(unread)?;
        let json = unsealed(&line).ok_or_else(|| damaged("its first line is not as it was written"))?;
        let identity: Identity = serde_json::from_slice(json).map_err(|error| {
            let named = serde_json::from_slice::<serde_json::Value>(json).ok();
            match named.as_ref().and_then(|value| value.get("schema")?.as_str()) {
                Some(schema) if schema != SCHEMA => {
                    Failure::new(INVALID, format!("{shown}: schema \"{schema}\" is not \"{SCHEMA}\""))
                }
                _ => damaged(&error.to_string()),
            }
        })?;
        if identity.shard.index >= identity.shard.count || identity.points == 0 {
            return Err(damaged(&format!("it says it is shard {}", identity.shard)));
        }
        Ok(Points { file, path: path.to_owned(), start: line.len() as u64, identity })
    }

    /// What is in a slot.
    pub fn read(&mut self, slot: u64) -> Result<Slot, Failure> {
        let mut bytes = Vec::with_capacity(SLOT);
        let at = self.start + slot * SLOT as u64;
        let read = self
            .file
            .seek(SeekFrom::Start(at))
            .and_then(|_| (&mut self.file).take(SLOT as u64).read_to_end(&mut bytes));
        read.map_err(|error| Failure::new(super::exit::NO_INPUT, format!("{} cannot be read: {error}", self.shown())))?;
        if bytes.iter().all(|&byte| byte == 0) {
            return Ok(Slot::Empty);
        }
        let json = unsealed(&bytes).filter(|_| bytes.len() == SLOT);
        Ok(json.and_then(|json| serde_json::from_slice(json).ok()).map_or(Slot::Damaged, Slot::Whole))
    }

    /// Writes a point into its slot.
    pub fn write(&mut self, slot: u64, record: &Record) -> Result<(), Failure> {
        let bytes = slot_of(record);
        let at = self.start + slot * SLOT as u64;
        let written = self.file.seek(SeekFrom::Start(at)).and_then(|_| self.file.write_all(&bytes));
        written.map_err(|error| {
            let mut failure = Failure::write(&self.shown(), &error);
            failure.messages.push("note: what is answered is kept; the same command goes on with the rest".to_owned());
            failure
        })
    }

    /// Sees to it that everything is on the disk.
    pub fn settle(&self) -> Result<(), Failure> {
        self.file.sync_all().map_err(|error| Failure::write(&self.shown(), &error))
    }

    /// Whether the file is as long as its slots; a longer one holds what no sweep wrote.
    pub fn is_as_long_as_it_should(&self) -> bool {
        let length = self.file.metadata().map_or(0, |about| about.len());
        length == self.start + self.identity.slots() * SLOT as u64
    }

    /// The file as the user named its folder.
    pub fn shown(&self) -> String {
        self.path.display().to_string()
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
