//! The archive a workbook is: its members by name, unpacked within one budget of bytes.

use super::super::finding::{Finding, quoted};
use super::xml::{Counted, Part};
use std::io::{Cursor, Read};
use zip::ZipArchive;
use zip::read::ZipFile;

/// A workbook has a few dozen members.
const MOST_MEMBERS: usize = 2_000;

/// What is unpacked of one archive in all. Letters around the numbers make a sheet several times larger than its table.
const LARGEST_UNPACKED: u64 = 128 << 20;

/// An archive that is open.
pub(in super::super) struct Archive<'b> {
    file: &'b str,
    members: ZipArchive<Cursor<&'b [u8]>>,
    /// The members' names as they are stored, in their order.
    names: Vec<String>,
    left: u64,
}

pub(super) type Member<'a, 'b> = Part<Counted<'a, ZipFile<'a, Cursor<&'b [u8]>>>>;

impl<'b> Archive<'b> {
    /// Opens the archive and looks at the names of its members; none is unpacked yet.
    pub fn open(file: &'b str, bytes: &'b [u8]) -> Result<Self, Finding> {
        let refuse = |what: String, cause: &str| {
            Err(Finding::new((file, 0, 0), what, cause).refused("take the file from where it was published"))
        };
        let mut members = match ZipArchive::new(Cursor::new(bytes)) {
            Ok(members) => members,
            Err(error) => {
                return refuse(format!("the archive cannot be opened: {error}"), "a download that ended early");
            }
        };
        if members.len() > MOST_MEMBERS {
            return refuse(format!("the archive has {} members", members.len()), "it is no workbook");
        }
        let mut names = Vec::with_capacity(members.len());
        for index in 0..members.len() {
            let member = match members.by_index_raw(index) {
                Ok(member) => member,
                Err(error) => {
                    return refuse(format!("member {index} of the archive cannot be opened: {error}"), "it is damaged");
                }
            };
            let name = member.name().map_or_else(|_| String::new(), |name| name.to_string());
            if member.enclosed_name().is_none() || name.contains("..") {
                let what = format!("the archive holds a member named \"{}\"", quoted(&name));
                return refuse(what, "it was made to write outside its folder");
            }
            names.push(name);
        }
        Ok(Archive { file, members, names, left: LARGEST_UNPACKED })
    }

    /// The names of the members.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// The place of a member, found as spreadsheet programs find it: whichever way the slashes lean and however it is capitalised.
    fn place(&self, wanted: &str) -> Option<usize> {
        let plain = |name: &str| name.replace('\\', "/").trim_start_matches('/').to_lowercase();
        let wanted = plain(wanted);
        self.names.iter().position(|name| plain(name) == wanted)
    }

    /// A member to be read as XML; `None` where there is none of that name.
    pub(super) fn part(&mut self, name: &str) -> Result<Option<Member<'_, 'b>>, Finding> {
        let Some(place) = self.place(name) else { return Ok(None) };
        let file = self.file;
        match self.members.by_index(place) {
            Ok(inner) => Ok(Some(Part::new(Counted { inner, left: &mut self.left }))),
            Err(error) => Err(broken(file, &format!("member \"{}\" cannot be unpacked: {error}", quoted(name)))),
        }
    }

    /// A whole member.
    pub fn bytes(&mut self, name: &str, largest: u64) -> Result<Vec<u8>, Finding> {
        let file = self.file;
        let place = self.place(name).unwrap_or(usize::MAX);
        let mut bytes = Vec::new();
        let member = self.members.by_index(place).map_err(|error| broken(file, &error.to_string()))?;
        match member.take(largest + 1).read_to_end(&mut bytes) {
            Ok(length) if length as u64 <= largest => Ok(bytes),
            Ok(_) => Err(too_much(file, largest)),
            Err(error) => Err(broken(file, &error.to_string())),
        }
    }

    /// Why a member could not be read on.
    pub(super) fn refused(&self, why: &str) -> Finding {
        if self.left == 0 { too_much(self.file, LARGEST_UNPACKED) } else { broken(self.file, why) }
    }
}

fn too_much(file: &str, largest: u64) -> Finding {
    let what = format!("unpacked, the workbook is larger than {} MB", largest >> 20);
    Finding::new((file, 0, 0), what, "it was made to do harm").refused("take the file from where it was published")
}

fn broken(file: &str, why: &str) -> Finding {
    Finding::new((file, 0, 0), format!("the workbook cannot be read: {why}"), "it is no .xlsx, or it is damaged")
        .refused("open it and save it again as .xlsx, or as CSV")
}
