//! Workbooks as people have them, and as somebody may make them to do harm.

use crate::made_workbooks::{Made, sheet_of, zipped};
use humnaam::returns::candidates::CandidateTable;
use humnaam::returns::{Import, SourceFile, import};

const FORM: &str = "Part No,1 - A SEN,2 - B RAO,Total\n1,100,200,300\n2,90,150,240\n";

fn named(name: &str, bytes: &[u8]) -> Import {
    import(&[SourceFile { name, bytes }], None, false)
}

fn one(bytes: &[u8]) -> Import {
    named("t.xlsx", bytes)
}

fn said(import: &Import) -> String {
    import.findings.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

fn votes(import: &Import) -> Vec<(String, String, Vec<u32>)> {
    let table = import.table.as_ref().unwrap_or_else(|| panic!("{}", said(import)));
    table.rows.iter().map(|row| (row.segment.clone(), row.booth.clone(), row.votes.clone())).collect()
}

fn row(segment: &str, booth: &str, votes: [u32; 2]) -> (String, String, Vec<u32>) {
    (segment.to_owned(), booth.to_owned(), votes.to_vec())
}

/// The form, with one thing changed in the XML of its sheet.
fn changed(from: &str, to: &str) -> Vec<u8> {
    let rows = sheet_of(FORM);
    assert!(rows.contains(from), "{rows}");
    Made::default().sheet("Form 20", &rows.replacen(from, to, 1), "").bytes()
}

fn refused(bytes: &[u8], why: &str) {
    let began = std::time::Instant::now();
    let import = one(bytes);
    let said = said(&import);
    assert!(import.table.is_none() && import.refused() > 0 && said.contains(why), "{said}");
    assert!(began.elapsed().as_secs() < 10, "it took {:?}", began.elapsed());
}

#[test]
fn a_size_stated_backwards_is_not_believed() {
    let inside = format!("<dimension ref=\"B2:A1\"/><sheetData>{}</sheetData>", sheet_of(FORM));
    let import = one(&Made::default().whole("Form 20", "", &inside).bytes());
    assert_eq!(votes(&import), [row("t", "1", [100, 200]), row("t", "2", [90, 150])]);
}

#[test]
fn a_column_of_eight_letters_is_refused() {
    refused(&changed("r=\"B2\"", "r=\"ZZZZZZZZ1\""), "in a place that no sheet has");
}

#[test]
fn rows_beyond_every_sheet_are_refused() {
    for number in ["99999999999", "4294967295", "18446744073709551615", "0", "-1", "x"] {
        refused(&changed("<row r=\"2\">", &format!("<row r=\"{number}\">")), "a number that no sheet has");
    }
}

#[test]
fn a_row_without_a_number_after_the_last_row_is_refused() {
    let end = "<row r=\"1048576\"></row><row><c><v>1</v></c></row>";
    let rows = sheet_of(FORM) + end;
    refused(&Made::default().sheet("Form 20", &rows, "").bytes(), "a number that no sheet has");
    let rows = sheet_of(FORM) + "<row r=\"4294967295\"></row><row><c><v>1</v></c></row>";
    refused(&Made::default().sheet("Form 20", &rows, "").bytes(), "a number that no sheet has");
}

#[test]
fn a_count_of_shared_texts_is_not_believed() {
    for count in ["4294967295", "18446744073709551615", "-1"] {
        let texts = format!(" uniqueCount=\"{count}\" count=\"{count}\"><si><t>Part No</t></si>");
        let rows = sheet_of(FORM).replacen(" t=\"inlineStr\"><is><t>Part No</t></is>", " t=\"s\"><v>0</v>", 1);
        let import = one(&Made::default().sheet("Form 20", &rows, "").shared_texts(&texts).bytes());
        assert_eq!(votes(&import).len(), 2);
    }
}

#[test]
fn a_shared_text_that_is_not_there_is_refused() {
    for number in ["1", "-1", "18446744073709551616"] {
        let rows = format!("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>{number}</v></c></row>");
        let made = Made::default().sheet("Form 20", &rows, "").shared_texts("><si><t>Part No</t></si>");
        refused(&made.bytes(), "refers to a text that is not there");
    }
}

#[test]
fn one_long_text_in_thousands_of_cells_is_refused() {
    let texts = format!("><si><t>{}</t></si>", "a".repeat(1 << 20));
    let rows: String =
        (1..=3_000).map(|row| format!("<row r=\"{row}\"><c r=\"A{row}\" t=\"s\"><v>0</v></c></row>")).collect();
    let bytes = Made::default().sheet("Form 20", &rows, "").shared_texts(&texts).bytes();
    assert!(bytes.len() < 100_000);
    refused(&bytes, "the table goes beyond");
}

#[test]
fn thousands_of_sheets_on_one_member_are_refused() {
    let list = |count: usize| {
        let sheets: String =
            (0..count).map(|at| format!("<sheet name=\"s{at}\" sheetId=\"{at}\" r:id=\"rId1\"/>")).collect();
        let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        let xml = format!("<workbook xmlns:r=\"{office}\"><sheets>{sheets}</sheets></workbook>");
        Made::default().sheet("Form 20", &sheet_of(FORM), "").member("xl/workbook.xml", xml.as_bytes()).bytes()
    };
    refused(&list(20_000), "it lists more than 1000 sheets");
    refused(&list(2), "sheets \"s0\" and \"s1\" are one and the same");
}

#[test]
fn merged_cells_over_whole_sheets_are_refused_or_cut_to_the_table() {
    let merges = |count: usize| {
        let each = "<mergeCell ref=\"A1:XFD1048576\"/>".repeat(count);
        Made::default().sheet("Form 20", &sheet_of(FORM), &format!("<mergeCells>{each}</mergeCells>")).bytes()
    };
    assert_eq!(votes(&one(&merges(1))).len(), 2);
    let many: String = (1..=2_000)
        .map(|row| {
            format!("<row r=\"{row}\"><c r=\"A{row}\" t=\"str\"><v>a</v></c><c r=\"ZZ{row}\"><v>1</v></c></row>")
        })
        .collect();
    let each = "<mergeCell ref=\"A1:XFD1048576\"/>".repeat(2_000);
    let bytes = Made::default().sheet("Form 20", &many, &format!("<mergeCells>{each}</mergeCells>")).bytes();
    refused(&bytes, "the table goes beyond");
    refused(
        &Made::default().sheet("F", &sheet_of(FORM), "<mergeCells><mergeCell ref=\"B2:A1\"/></mergeCells>").bytes(),
        "is no range",
    );
}

#[test]
fn a_document_type_definition_is_refused() {
    let bomb = "<!DOCTYPE a [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><worksheet><sheetData/></worksheet>";
    let made = Made::default().sheet("Form 20", "", "").member("xl/worksheets/sheet1.xml", bomb.as_bytes());
    refused(&made.bytes(), "document type definition");
    refused(&changed("<t>1 - A SEN</t>", "<t>1 - A &bomb; SEN</t>"), "stands for nothing");
}

#[test]
fn cells_out_of_order_or_twice_are_refused() {
    refused(&changed("r=\"C2\"", "r=\"B2\""), "row 2 holds its column 2 twice");
    refused(&changed("r=\"B2\"", "r=\"B3\""), "a cell of row 3 stands in row 2");
    refused(&changed("<row r=\"2\">", "<row r=\"1\">"), "stands in row 1");
}

#[test]
fn a_workbook_cut_anywhere_is_refused_and_never_worse() {
    let whole = Made::default().sheet("Form 20", &sheet_of(FORM), "").bytes();
    for length in 4..whole.len() {
        assert!(one(&whole[..length]).table.is_none(), "{length} bytes");
    }
}

#[test]
fn hidden_sheets_and_charts_are_left_out_and_named() {
    let other = FORM.replace("100,200,300", "7,8,15");
    let made = Made::default().hidden("old", &sheet_of(&other)).chart("Chart1").sheet("AC 12", &sheet_of(FORM), "");
    let import = one(&made.bytes());
    assert_eq!(votes(&import), [row("t", "1", [100, 200]), row("t", "2", [90, 150])]);
    let said = said(&import);
    assert!(said.contains("sheet \"old\" is hidden and is left out"), "{said}");
    assert!(said.contains("sheet \"Chart1\" is a chart"), "{said}");
    refused(
        &Made::default().hidden("old", &sheet_of(FORM)).chart("c").bytes(),
        "no sheet that is shown holds any cells",
    );
}

#[test]
fn several_sheets_are_segments() {
    let other = FORM.replace("100,200,300", "7,8,15");
    let made = Made::default()
        .sheet("AC 12", &sheet_of(FORM), "")
        .sheet("AC 13", &sheet_of(&other), "")
        .sheet("blank", "", "");
    let import = one(&made.bytes());
    let expected = [
        row("ac_12", "1", [100, 200]),
        row("ac_12", "2", [90, 150]),
        row("ac_13", "1", [7, 8]),
        row("ac_13", "2", [90, 150]),
    ];
    assert_eq!(votes(&import), expected);
    let notes = "Prepared by,the returning officer\nChecked by,the observer\n";
    refused(
        &Made::default().sheet("AC 12", &sheet_of(FORM), "").sheet("Notes", &sheet_of(notes), "").bytes(),
        "t.xlsx [Notes]",
    );
    let hindi = Made::default().sheet("मथुरा", &sheet_of(FORM), "").sheet("छाता", &sheet_of(&other), "");
    assert_eq!(votes(&one(&hindi.bytes()))[3].0, "t_2");
}

#[test]
fn merged_cells_never_carry_votes() {
    // Two booths counted as one: the votes stand once and must not be doubled.
    let form = "Part No,1 - A SEN,2 - B RAO\n1,100,200\n2,,\n3,90,150\n";
    let beside = "<mergeCells><mergeCell ref=\"B2:B3\"/><mergeCell ref=\"C2:C3\"/></mergeCells>";
    let import = one(&Made::default().sheet("Form 20", &sheet_of(form), beside).bytes());
    assert!(import.table.is_none(), "{import:?}");
}

#[test]
fn formulas_without_values_are_found() {
    let rows = sheet_of(FORM).replace("<v>300</v>", "<f>B2+C2</f>").replace("<v>240</v>", "<f>B3+C3</f><v>240</v>");
    let import = one(&Made::default().sheet("Form 20", &rows, "").bytes());
    let said = said(&import);
    assert!(said.contains("t.xlsx:2:4: note: a formula has no stored value"), "{said}");
    assert_eq!(import.checks.rows_agree, 1);
}

#[test]
fn dates_in_place_of_booths_are_found() {
    let rows = sheet_of(FORM).replace("<c r=\"A3\"><v>2</v></c>", "<c r=\"A3\" s=\"1\"><v>43831</v></c>");
    let import = one(&Made::default().sheet("Form 20", &rows, "").styles(&[0, 14]).bytes());
    let said = said(&import);
    assert!(import.table.is_none());
    assert!(
        said.contains(
            "t.xlsx:3:1: error: a date stands where a booth's number belongs (the cell holds \"2020-01-01\")"
        ),
        "{said}"
    );
}

#[test]
fn numbers_texts_and_truths_read_as_they_are_shown() {
    let rows = "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><r><t>Part </t></r><r><t>No</t></r><rPh><t>x</t></rPh></is></c><c t=\"str\"><v>1 - A &amp; B</v></c><c t=\"str\"><v>2 - B RAO_x000D_</v></c></row>\
        <row><c><v>1</v></c><c><v>1.00E2</v></c><c t=\"str\"><v>200</v></c></row>\
        <row><c t=\"inlineStr\"><is><t>2 A</t></is></c><c><v>90.0</v></c><c><f>1+1</f><v>150</v></c></row>";
    let import = one(&Made::default().sheet("Form 20", rows, "").bytes());
    assert_eq!(votes(&import), [row("t", "1", [100, 200]), row("t", "2 A", [90, 150])]);
    assert_eq!(import.candidates[0].header, "1 - A & B");
    let wrong = "<row r=\"1\"><c t=\"str\"><v>Part No</v></c><c t=\"str\"><v>1 - A</v></c><c t=\"str\"><v>2 - B</v></c></row>\
        <row><c><v>1</v></c><c><v>5</v></c><c><v>6</v></c></row>\
        <row><c><v>2</v></c><c t=\"e\"><v>#REF!</v></c><c t=\"b\"><v>1</v></c></row>";
    let said = said(&one(&Made::default().sheet("Form 20", wrong, "").bytes()));
    assert!(said.contains("#REF!") && said.contains("true"), "{said}");
}

#[test]
fn containers_are_opened_or_called_by_their_name() {
    let csv = |name: &str| (name.to_owned(), FORM.as_bytes().to_vec());
    let import = named("in/ac081.csv.zip", &zipped(&[csv("__MACOSX/._a"), csv("folder/ac081.csv")]));
    assert_eq!(votes(&import), [row("ac081", "1", [100, 200]), row("ac081", "2", [90, 150])]);
    let inner = Made::default().sheet("Form 20", &sheet_of(FORM), "").bytes();
    assert_eq!(votes(&one(&zipped(&[("a.xlsx".to_owned(), inner)]))).len(), 2);
    let twice = zipped(&[(
        "a.zip".to_owned(),
        zipped(&[(
            "b.zip".to_owned(),
            zipped(&[("c.zip".to_owned(), zipped(&[("d.zip".to_owned(), zipped(&[csv("e.csv")]))]))]),
        )]),
    )]);
    refused(&twice, "packed again and again");
    refused(&zipped(&[csv("a.csv"), csv("b.csv")]), "the archive holds 2 files: \"a.csv\", \"b.csv\"");
    refused(&zipped(&[]), "");
    let blanks = ("a.csv".to_owned(), vec![b' '; 80 << 20]);
    refused(&zipped(&[blanks]), "is larger than 64 MB");
    let member = |name: &str| zipped(&[(name.to_owned(), b"<a/>".to_vec()), csv("x.csv")]);
    refused(&member("xl/workbook.bin"), "the archive holds 2 files");
    refused(&member("content.xml"), "OpenDocument");
    refused(&member("word/document.xml"), "this is a document");
    let mut tar = vec![0_u8; 1_024];
    tar[257..262].copy_from_slice(b"ustar");
    refused(&tar, "this is a tar archive");
    // The first tar wrote no name of its own, only a checksum.
    let mut tar = vec![0_u8; 1_024];
    tar[..6].copy_from_slice(b"in.csv");
    let sum: u32 = b"in.csv".iter().map(|&byte| u32::from(byte)).sum::<u32>() + 8 * 32;
    tar[148..155].copy_from_slice(format!("{sum:06o}\0").as_bytes());
    refused(&tar, "this is a tar archive");
    for (start, name) in [
        (&b"\xd0\xcf\x11\xe0"[..], "a workbook of the kind before 2007 (.xls)"),
        (&b"\xd0\xcf\x11\xe0 W\0o\0r\0d\0D\0o\0c\0u\0m\0e\0n\0t\0"[..], "a document of the kind before 2007 (.doc)"),
        (&b"\x09\x08\x10\0\0\x05"[..], "a workbook of the kind before 2007 (.xls)"),
        (b"BZh9", "bzip2"),
        (b"\xfd7zXZ\0", "an xz archive"),
        (b"\x28\xb5\x2f\xfd", "Zstandard"),
        (b"7z\xbc\xaf\x27\x1c", "7z"),
        (b"Rar!\x1a\x07\x01\0", "RAR"),
        (b"\x89PNG\r\n", "a picture (PNG)"),
        (b"\xff\xd8\xff\xe0", "a picture (JPEG)"),
        (b"  \n<!DOCTYPE html><table>", "a web page"),
        (b"\xef\xbb\xbf<?xml version=\"1.0\"?>", "an XML file"),
    ] {
        refused(start, name);
    }
}

/// Contests with their candidates and votes.
type Contests = Vec<(String, Vec<(String, u64)>)>;

fn contests(bytes: &[u8]) -> Result<(Contests, Vec<(u64, String)>), String> {
    let mut table = CandidateTable::new(bytes, None).map_err(|error| error.to_string())?;
    let mut found = Vec::new();
    while let Some(contest) = table.next_contest().map_err(|error| error.to_string())? {
        found.push((contest.contest, contest.candidates.into_iter().map(|c| (c.name, c.votes)).collect()));
    }
    Ok((found, table.take_notes().into_iter().map(|note| (note.row, note.what)).collect()))
}

#[test]
fn tables_of_candidates_are_read_from_workbooks() {
    let table = "state,year,constituency,candidate,party,votes\nX,2020,Alpha,Ram Lal,P,100\nX,2020,Alpha,Hari Om,Q,x90\n\nX,2020,Beta,Sita,P,7\nX,2020,Beta,Gita,Q,8\n";
    let plain = contests(table.replace("\n\n", "\n,,,,,\n").as_bytes()).unwrap();
    let made = Made::default().hidden("old", &sheet_of(table)).sheet("Results", &sheet_of(table), "");
    let (found, notes) = contests(&made.bytes()).unwrap();
    assert_eq!(found, plain.0);
    assert!(notes[0].1.contains("sheet \"old\" is hidden"), "{notes:?}");
    assert_eq!(notes[1..], plain.1);
    let more = "state,year,constituency,candidate,party,votes\nX,2020,Gamma,Ravi,P,5\nX,2020,Gamma,Kavi,Q,6\n";
    let (found, _) =
        contests(&Made::default().sheet("a", &sheet_of(table), "").sheet("b", &sheet_of(more), "").bytes()).unwrap();
    assert_eq!(found.len(), 2);
    let other = Made::default().sheet("a", &sheet_of(table), "").sheet("b", &sheet_of("one,two\n1,2\n"), "");
    assert!(contests(&other.bytes()).unwrap_err().contains("sheet \"b\" has another first row"));
    assert!(contests(b"\xd0\xcf\x11\xe0").unwrap_err().contains("before 2007"));
    assert!(contests(&zipped(&[("t.csv".to_owned(), table.as_bytes().to_vec())])).unwrap().0.len() == 1);
}
