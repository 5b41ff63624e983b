//! What a file is, by its first bytes: text, or something that holds a table and is opened, or something that does not
//! and is called by its name.

#![expect(clippy::result_large_err, reason = "made once a file, and only where the file is refused")]

use super::finding::Finding;
#[cfg(feature = "workbooks")]
use super::finding::quoted;
use super::sheet::{LARGEST, Sheet};
#[cfg(feature = "workbooks")]
use super::workbook;
use std::borrow::Cow;
#[cfg(feature = "workbooks")]
use std::io::Read;

/// A gzip inside a zip inside a gzip was made by somebody who wants no reader.
const DEEPEST: usize = 3;

/// A file that is open.
pub(super) enum Opened<'b> {
    /// Bytes of text in some encoding.
    Text(Cow<'b, [u8]>),
    /// Tables of cells.
    #[cfg_attr(not(any(feature = "pdf", feature = "workbooks")), expect(dead_code, reason = "text alone is read"))]
    Sheets(Vec<Sheet>),
}

/// Opens a file's bytes.
///
/// # Errors
/// What the file is, where no table can be read from it.
pub(super) fn open<'b>(file: &str, bytes: &'b [u8]) -> Result<Opened<'b>, Finding> {
    within(file, Cow::Borrowed(bytes), 0)
}

/// Whether bytes begin as a container does that only its end, or all of it, explains.
pub(super) fn is_container(start: &[u8]) -> bool {
    start.starts_with(b"PK\x03\x04") || start.starts_with(b"%PDF") || stranger(start).is_some()
}

fn within<'b>(file: &str, bytes: Cow<'b, [u8]>, depth: usize) -> Result<Opened<'b>, Finding> {
    if depth > DEEPEST {
        return Err(Finding::new((file, 0, 0), "it is packed again and again", "it was made to do harm")
            .refused("unpack it, and give the table itself"));
    }
    if bytes.starts_with(b"PK\x03\x04") {
        #[cfg(feature = "workbooks")]
        return match zipped(file, &bytes)? {
            Zipped::Sheets(sheets) => Ok(Opened::Sheets(sheets)),
            Zipped::Member(bytes) => within(file, Cow::Owned(bytes), depth + 1),
        };
        #[cfg(not(feature = "workbooks"))]
        return Err(not_opened(file, "a workbook or an archive"));
    }
    if bytes.starts_with(&[0x1f, 0x8b]) {
        #[cfg(feature = "workbooks")]
        return within(file, Cow::Owned(unzipped(file, &bytes)?), depth + 1);
        #[cfg(not(feature = "workbooks"))]
        return Err(not_opened(file, "packed (gzip)"));
    }
    if bytes.starts_with(b"%PDF") {
        #[cfg(feature = "pdf")]
        return super::pdf::read(file, &bytes).map(|sheet| Opened::Sheets(vec![sheet]));
        #[cfg(not(feature = "pdf"))]
        return Err(Finding::new((file, 0, 0), "this is a PDF", "Form 20 is published as one")
            .refused("extract its table as CSV first, or use a humnaam built with the feature pdf"));
    }
    if let Some((what, cure)) = stranger(&bytes) {
        return Err(Finding::new((file, 0, 0), format!("this is {what}"), "").refused(cure));
    }
    if bytes.len() as u64 > LARGEST {
        return Err(Finding::new((file, 0, 0), "the file is larger than 64 MB", "it is no booth table of one contest")
            .refused("split it by contest"));
    }
    Ok(Opened::Text(bytes))
}

const TYPE_OFF: &str = "give the table as text: CSV, XLSX or a PDF with text, or type it off";
const UNPACK: &str = "unpack it, and give the files it holds";
const SAVE: &str = "open it and save it as .xlsx or as CSV";

/// Files that hold no table that can be read, by the bytes they begin with.
const STRANGERS: [(&[u8], &str, &str); 15] = [
    (&[0x09, 0x08, 0x10, 0, 0, 5], OLD_WORKBOOK, SAVE_OLD),
    (&[0x09, 0x08, 0x08, 0, 0, 5], OLD_WORKBOOK, SAVE_OLD),
    (&[0x09, 0x04, 0x06, 0], OLD_WORKBOOK, SAVE_OLD),
    (b"{\\rtf", "a document (.rtf)", SAVE),
    (b"BZh", "a bzip2 archive", UNPACK),
    (&[0xfd, b'7', b'z', b'X', b'Z', 0], "an xz archive", UNPACK),
    (&[0x28, 0xb5, 0x2f, 0xfd], "a Zstandard archive", UNPACK),
    (&[b'7', b'z', 0xbc, 0xaf, 0x27, 0x1c], "a 7z archive", UNPACK),
    (b"Rar!\x1a\x07", "a RAR archive", UNPACK),
    (b"PAR1", "a Parquet file", "write its table as CSV"),
    (&[0x89, b'P', b'N', b'G'], "a picture (PNG)", TYPE_OFF),
    (&[0xff, 0xd8, 0xff], "a picture (JPEG)", TYPE_OFF),
    (b"GIF8", "a picture (GIF)", TYPE_OFF),
    (&[b'I', b'I', 0x2a, 0], "a picture (TIFF)", TYPE_OFF),
    (&[b'M', b'M', 0, 0x2a], "a picture (TIFF)", TYPE_OFF),
];

const OLD_WORKBOOK: &str = "a workbook of the kind before 2007 (.xls)";
const SAVE_OLD: &str =
    "open it and save it as .xlsx or as CSV; LibreOffice does so for many at once: soffice --convert-to xlsx *.xls";

/// What holds the files of office programs before 2007, by the names of its streams, which stand in it as UTF-16.
fn before_2007(bytes: &[u8]) -> Option<(&'static str, &'static str)> {
    let holds = |name: &str| {
        let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        bytes.windows(name.len()).any(|window| window == name)
    };
    bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]).then(|| {
        if holds("WordDocument") {
            (
                "a document of the kind before 2007 (.doc)",
                "copy its table into a workbook, and save that as .xlsx or as CSV",
            )
        } else if holds("EncryptedPackage") {
            ("a workbook that is locked with a password", "open it with its password and save it without one")
        } else {
            (OLD_WORKBOOK, SAVE_OLD)
        }
    })
}

/// Whether the first block is the header of a tar archive: the older kinds say so by nothing but its checksum.
fn is_tar(bytes: &[u8]) -> bool {
    const SUM: std::ops::Range<usize> = 148..156;
    let Some(header) = bytes.get(..512) else { return false };
    let stated = std::str::from_utf8(&header[SUM]).ok().map(|sum| sum.trim_matches(['\0', ' ']));
    let sum: u32 =
        header.iter().enumerate().map(|(at, &byte)| if SUM.contains(&at) { 32 } else { u32::from(byte) }).sum();
    header[0] != 0 && stated.and_then(|stated| u32::from_str_radix(stated, 8).ok()) == Some(sum)
}

/// What such a file is and what to do about it.
fn stranger(bytes: &[u8]) -> Option<(&'static str, &'static str)> {
    if let Some(found) = before_2007(bytes) {
        return Some(found);
    }
    if let Some((_, what, cure)) = STRANGERS.iter().find(|(start, _, _)| bytes.starts_with(start)) {
        return Some((what, cure));
    }
    if bytes.get(257..262) == Some(b"ustar") || is_tar(bytes) {
        return Some(("a tar archive", UNPACK));
    }
    let start = bytes.strip_prefix(&[0xef, 0xbb, 0xbf]).unwrap_or(bytes);
    let start: Vec<u8> = start.iter().take(512).map(u8::to_ascii_lowercase).collect();
    let start = start.trim_ascii_start();
    if start.starts_with(b"<!doctype html") || start.starts_with(b"<html") {
        return Some(("a web page, whatever it is called", SAVE));
    }
    start.starts_with(b"<?xml").then_some(("an XML file", SAVE))
}

#[cfg(not(feature = "workbooks"))]
fn not_opened(file: &str, what: &str) -> Finding {
    Finding::new((file, 0, 0), format!("this is {what}"), "")
        .refused("save its table as CSV first, or use a humnaam built with the feature workbooks")
}

#[cfg(feature = "workbooks")]
enum Zipped {
    Sheets(Vec<Sheet>),
    Member(Vec<u8>),
}

/// An archive that is a workbook, or that holds a single file.
#[cfg(feature = "workbooks")]
fn zipped(file: &str, bytes: &[u8]) -> Result<Zipped, Finding> {
    let mut archive = workbook::Archive::open(file, bytes)?;
    if archive.names().iter().any(|name| name.starts_with("word/") || name.starts_with("ppt/")) {
        return Err(Finding::new((file, 0, 0), "this is a document (.docx, .pptx)", "")
            .refused("copy its table into a workbook, and save that as .xlsx or as CSV"));
    }
    if workbook::is_one(&archive) {
        return workbook::read(file, archive).map(Zipped::Sheets);
    }
    if archive.names().iter().any(|name| name == "content.xml") {
        return Err(Finding::new((file, 0, 0), "this is an OpenDocument file (.ods, .odt)", "").refused(SAVE));
    }
    // Folders, and what operating systems put beside the files they pack.
    let aside = |name: &str| {
        let last = name.rsplit('/').next().unwrap_or(name);
        last.is_empty() || last.starts_with('.') || name.starts_with("__MACOSX/") || last == "Thumbs.db"
    };
    let held: Vec<String> = archive.names().iter().filter(|name| !aside(name)).cloned().collect();
    match held.as_slice() {
        [only] => archive.bytes(only, LARGEST).map(Zipped::Member),
        [] => Err(Finding::new((file, 0, 0), "the archive holds no file", "")
            .refused("take the file from where it was published")),
        several => {
            let shown: Vec<String> = several.iter().take(5).map(|name| format!("\"{}\"", quoted(name))).collect();
            let more = if several.len() > 5 { ", ..." } else { "" };
            let what = format!("the archive holds {} files: {}{more}", several.len(), shown.join(", "));
            Err(Finding::new((file, 0, 0), what, "which of them are one contest only a reader knows").refused(UNPACK))
        }
    }
}

#[cfg(feature = "workbooks")]
fn unzipped(file: &str, bytes: &[u8]) -> Result<Vec<u8>, Finding> {
    let mut text = Vec::new();
    let read = flate2::read::MultiGzDecoder::new(bytes).take(LARGEST + 1).read_to_end(&mut text);
    match read {
        Ok(length) if length as u64 <= LARGEST => Ok(text),
        Ok(_) => Err(Finding::new(
            (file, 0, 0),
            "unpacked, the file is larger than 64 MB",
            "it is no booth table of one contest, or was made to do harm",
        )
        .refused("split it by contest")),
        Err(error) => Err(Finding::new(
            (file, 0, 0),
            format!("the gzip stream is broken: {error}"),
            "a download that ended early",
        )
        .refused("fetch the file again")),
    }
}
