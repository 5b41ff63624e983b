//! Workbooks made for tests, as small as they can be.

use std::io::Write;

/// A workbook that is being made: sheets, and whatever other members are wanted.
#[derive(Default)]
pub struct Made {
    /// Name, attributes beside it, kind (`worksheet` or `chartsheet`) and the XML of every sheet.
    sheets: Vec<(String, String, &'static str, String)>,
    members: Vec<(String, Vec<u8>)>,
}

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICES: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

impl Made {
    /// A sheet: its rows, and what stands beside them (merged cells).
    pub fn sheet(self, name: &str, rows: &str, beside: &str) -> Self {
        self.whole(name, "", &format!("<sheetData>{rows}</sheetData>{beside}"))
    }

    pub fn hidden(self, name: &str, rows: &str) -> Self {
        self.whole(name, " state=\"hidden\"", &format!("<sheetData>{rows}</sheetData>"))
    }

    /// A sheet by everything within its `worksheet`.
    pub fn whole(mut self, name: &str, attributes: &str, inside: &str) -> Self {
        let xml = format!("{HEAD}<worksheet xmlns=\"{MAIN}\">{inside}</worksheet>");
        self.sheets.push((name.to_owned(), attributes.to_owned(), "worksheet", xml));
        self
    }

    pub fn chart(mut self, name: &str) -> Self {
        let xml = format!("{HEAD}<chartsheet xmlns=\"{MAIN}\"/>");
        self.sheets.push((name.to_owned(), String::new(), "chartsheet", xml));
        self
    }

    pub fn member(mut self, name: &str, bytes: &[u8]) -> Self {
        self.members.push((name.to_owned(), bytes.to_vec()));
        self
    }

    pub fn shared_texts(self, inside: &str) -> Self {
        let xml = format!("{HEAD}<sst xmlns=\"{MAIN}\"{inside}</sst>");
        self.member("xl/sharedStrings.xml", xml.as_bytes())
    }

    /// Formats by their number; a cell's style counts them from 0.
    pub fn styles(self, formats: &[u32]) -> Self {
        let each: String = formats.iter().map(|format| format!("<xf numFmtId=\"{format}\"/>")).collect();
        let xml = format!("{HEAD}<styleSheet xmlns=\"{MAIN}\"><cellXfs>{each}</cellXfs></styleSheet>");
        self.member("xl/styles.xml", xml.as_bytes())
    }

    pub fn bytes(&self) -> Vec<u8> {
        let package = "http://schemas.openxmlformats.org/package/2006/relationships";
        let types = "http://schemas.openxmlformats.org/package/2006/content-types";
        let (mut listed, mut related) = (String::new(), String::new());
        let mut members: Vec<(String, Vec<u8>)> = Vec::new();
        for (at, (name, attributes, kind, xml)) in self.sheets.iter().enumerate() {
            let id = at + 1;
            listed.push_str(&format!("<sheet name=\"{name}\" sheetId=\"{id}\"{attributes} r:id=\"rId{id}\"/>"));
            let target = format!("{kind}s/sheet{id}.xml");
            related.push_str(&format!("<Relationship Id=\"rId{id}\" Type=\"{OFFICES}/{kind}\" Target=\"{target}\"/>"));
            members.push((format!("xl/{target}"), xml.clone().into_bytes()));
        }
        let texts = [
            ("[Content_Types].xml", format!("{HEAD}<Types xmlns=\"{types}\"/>")),
            (
                "_rels/.rels",
                format!(
                    "{HEAD}<Relationships xmlns=\"{package}\"><Relationship Id=\"rId1\" Type=\"{OFFICES}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
                ),
            ),
            (
                "xl/workbook.xml",
                format!("{HEAD}<workbook xmlns=\"{MAIN}\" xmlns:r=\"{OFFICES}\"><sheets>{listed}</sheets></workbook>"),
            ),
            (
                "xl/_rels/workbook.xml.rels",
                format!("{HEAD}<Relationships xmlns=\"{package}\">{related}</Relationships>"),
            ),
        ];
        let texts = texts.map(|(name, text)| (name.to_owned(), text.into_bytes()));
        // A member given by hand stands in place of the one that would be made.
        let made = texts.into_iter().chain(members);
        let made = made.filter(|(name, _)| !self.members.iter().any(|(other, _)| other == name));
        zipped(&made.chain(self.members.iter().cloned()).collect::<Vec<_>>())
    }
}

/// An archive of these members.
pub fn zipped(members: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    for (name, bytes) in members {
        archive.start_file(name.as_str(), options).unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

/// A workbook of one sheet.
pub fn workbook(rows: &str, extra: &[(&str, &[u8])]) -> Vec<u8> {
    let made = Made::default().sheet("Form 20", rows, "");
    extra.iter().fold(made, |made, (name, bytes)| made.member(name, bytes)).bytes()
}

/// The rows of a sheet with the cells of a text, which are parted by commas.
pub fn sheet_of(text: &str) -> String {
    let mut sheet = String::new();
    for (row, line) in text.lines().enumerate() {
        sheet.push_str(&format!("<row r=\"{}\">", row + 1));
        for (column, cell) in line.split(',').enumerate().filter(|(_, cell)| !cell.is_empty()) {
            let place = format!("{}{}", char::from(b'A' + u8::try_from(column).unwrap()), row + 1);
            sheet.push_str(&if cell.parse::<f64>().is_ok() {
                format!("<c r=\"{place}\"><v>{cell}</v></c>")
            } else {
                format!("<c r=\"{place}\" t=\"inlineStr\"><is><t>{cell}</t></is></c>")
            });
        }
        sheet.push_str("</row>");
    }
    sheet
}
