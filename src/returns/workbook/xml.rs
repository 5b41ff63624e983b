//! The parts of a workbook are XML. This reads them event by event, never more of them than the
//! budget of unpacked bytes allows, and gives names without their namespaces.

use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};
use std::io::{BufReader, Read};

/// Counts down what may still be unpacked, and ends the reading where nothing may.
pub(super) struct Counted<'b, R> {
    pub inner: R,
    pub left: &'b mut u64,
}

impl<R: Read> Read for Counted<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let read = self.inner.read(buffer)?;
        let Some(left) = self.left.checked_sub(read as u64) else {
            *self.left = 0;
            return Err(std::io::Error::new(std::io::ErrorKind::FileTooLarge, "it is too large when unpacked"));
        };
        *self.left = left;
        Ok(read)
    }
}

/// One part, read from its beginning to its end.
pub(super) struct Part<R> {
    reader: quick_xml::Reader<BufReader<R>>,
    buffer: Vec<u8>,
}

/// What comes next in a part.
pub(super) enum Step {
    /// An element begins; `true` where it is empty and no end will follow.
    Begin(BytesStart<'static>, bool),
    /// An element of this name ends.
    End(String),
    /// Text.
    Text(String),
    /// The part is over.
    Over,
}

impl<R: Read> Part<R> {
    pub fn new(inner: R) -> Self {
        let reader = quick_xml::Reader::from_reader(BufReader::with_capacity(1 << 15, inner));
        Part { reader, buffer: Vec::new() }
    }

    /// The next thing that matters; comments, instructions and declarations do not.
    pub fn step(&mut self) -> Result<Step, String> {
        loop {
            self.buffer.clear();
            let event = self.reader.read_event_into(&mut self.buffer).map_err(|error| error.to_string())?;
            match event {
                Event::Start(element) => return Ok(Step::Begin(element.into_owned(), false)),
                Event::Empty(element) => return Ok(Step::Begin(element.into_owned(), true)),
                Event::End(end) => return Ok(Step::End(end.local_name().as_ref().to_owned())),
                Event::Text(text) => return Ok(Step::Text(text.xml10_content().into_owned())),
                Event::CData(text) => return Ok(Step::Text(text.xml10_content().into_owned())),
                Event::GeneralRef(name) => return entity(&name).map(Step::Text),
                Event::Eof => return Ok(Step::Over),
                // A document type may define names that stand for gigabytes; no workbook has one.
                Event::DocType(_) => return Err("it holds a document type definition".to_owned()),
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
            }
        }
    }
}

fn entity(name: &quick_xml::events::BytesRef<'_>) -> Result<String, String> {
    if let Some(letter) = name.resolve_char_ref().map_err(|error| error.to_string())? {
        return Ok(letter.to_string());
    }
    quick_xml::escape::resolve_predefined_entity(name)
        .map(str::to_owned)
        .ok_or_else(|| format!("\"&{};\" stands for nothing", super::super::finding::quoted(name)))
}

/// The attribute of that name, whatever its namespace.
pub(super) fn attribute(element: &BytesStart<'_>, wanted: &str) -> Result<Option<String>, String> {
    for attribute in element.attributes() {
        let attribute = attribute.map_err(|error| error.to_string())?;
        if attribute.key.local_name().as_ref() == wanted {
            let value = attribute.normalized_value(XmlVersion::Implicit1_0).map_err(|error| error.to_string())?;
            return Ok(Some(value.into_owned()));
        }
    }
    Ok(None)
}
