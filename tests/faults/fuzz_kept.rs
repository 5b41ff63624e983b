//! Anything at all in what is packed or sealed: workbooks, and what lies in a results folder. Sealed files are broken by somebody
//! who knows the seal too, so that what is behind it meets the strokes.

use crate::fuzz::fuzz;
use crate::made_workbooks::{Made, sheet_of, zipped};
use humnaam::archive::{FileDigest, Identity, Manifest, Part, Points, Recipe, Run, RunJoin, Shard, Slot, SweepJoin};
use humnaam::engine::{Plan, run};
use humnaam::model::Model;
use humnaam::returns::{SourceFile, import};
use humnaam::scenario::Values;
use humnaam::study::Study;
use humnaam::sweep::{Axis, Design, Sampling};
use std::io::Cursor;
use std::sync::LazyLock;

const FORM: &str = "Part No,ASHA RAO,BIMAL SEN,NOTA,Total\n1,400,300,3,703\n2,200,250,1,451\nTotal,600,550,4,1154\n";

fn reads(bytes: &[u8]) {
    for accept in [false, true] {
        let read = import(&[SourceFile { name: "a.xlsx", bytes }], None, accept);
        let why = read.refused() > 0 || !accept && read.repairs() > 0;
        assert!(read.table.is_some() || why, "refused without a word");
    }
}

/// A workbook whose sheet is this.
fn with_sheet(xml: &[u8]) -> Vec<u8> {
    Made::default().sheet("A", "", "").member("xl/worksheets/sheet1.xml", xml).bytes()
}

fn sheet() -> String {
    let rows = sheet_of(FORM);
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    format!(
        "<worksheet xmlns=\"{main}\"><dimension ref=\"A1:E4\"/><sheetData>{rows}</sheetData><mergeCells><mergeCell ref=\"A1:A1\"/></mergeCells></worksheet>"
    )
}

fn texts() -> String {
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    format!(
        "<sst xmlns=\"{main}\" count=\"2\" uniqueCount=\"2\"><si><t>Part No</t></si><si><r><t>ASHA</t></r></si></sst>"
    )
}

#[test]
fn the_sheet_of_a_workbook_of_anything_is_read_or_refused() {
    reads(&with_sheet(sheet().as_bytes()));
    fuzz(vec![sheet()], |xml| reads(&with_sheet(xml)));
}

#[test]
fn the_other_members_of_a_workbook_of_anything_are_read_or_refused() {
    let workbook =
        "<workbook xmlns:r=\"r\"><sheets><sheet name=\"A\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>";
    let related = "<Relationships><Relationship Id=\"rId1\" Type=\"x/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>";
    fuzz(vec![texts(), workbook.to_owned(), related.to_owned()], |xml| {
        for member in ["xl/sharedStrings.xml", "xl/styles.xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"] {
            let rows = sheet_of(FORM).replacen("<v>400</v>", "<v>0</v>", 1).replacen(
                "<c r=\"A1\"",
                "<c t=\"s\" s=\"1\" r=\"A1\"",
                1,
            );
            reads(&Made::default().sheet("A", &rows, "").member(member, xml).bytes());
        }
    });
}

#[test]
fn archives_of_anything_are_read_or_refused() {
    // As letters, so that a stroke meets a byte of the archive: each stands for one byte.
    let letters = |bytes: Vec<u8>| bytes.into_iter().map(char::from).collect::<String>();
    let one = letters(zipped(&[("a.csv".to_owned(), FORM.as_bytes().to_vec())]));
    fuzz(vec![letters(with_sheet(sheet().as_bytes())), one], |text| {
        let text = String::from_utf8_lossy(text);
        let bytes: Vec<u8> = text.chars().map(|c| u8::try_from(u32::from(c)).unwrap_or(b'?')).collect();
        reads(&bytes);
    });
}

static STUDY: LazyLock<Study> =
    LazyLock::new(|| Study::from_text(&crate::command::small_with("draws = 64", "draws = 200")).unwrap());
static MODEL: LazyLock<Model> = LazyLock::new(|| STUDY.prepare().unwrap().model);

fn recipe() -> Recipe {
    Recipe { scenario: "scenario.toml".to_owned(), ..Recipe::default() }
}

fn shard() -> Shard {
    let part = Part { index: 0, count: 2 };
    let summary = run(&MODEL, &Plan::shard(200, 0, 2), &mut |_| true);
    Shard::new(Run::new(&recipe(), &STUDY), part, summary)
}

/// A line under its seal, as shards have it.
fn sealed(line: &[u8]) -> Vec<u8> {
    let mut bytes = line.to_vec();
    bytes.push(b'\n');
    let sum = FileDigest::of("", &bytes).sha256;
    bytes.extend(format!("{sum}\n").bytes());
    bytes
}

fn take(bytes: &[u8]) {
    let mut join = RunJoin::new(Run::new(&recipe(), &STUDY), &MODEL, 2, 1);
    join.take("s", Shard::from_bytes("s", bytes));
    assert!(join.end().is_err(), "one shard of two is no run");
}

#[test]
fn shards_of_anything_are_believed_or_refused() {
    let whole = String::from_utf8(shard().to_bytes()).unwrap();
    fuzz(vec![whole.clone()], take);
    fuzz(vec![whole.lines().next().unwrap().to_owned()], |line| take(&sealed(line)));
}

static DESIGN: LazyLock<Design> = LazyLock::new(|| {
    let axis = Axis { path: "confusion.rate".to_owned(), values: Values::parse("0,0.01,0.02").unwrap() };
    Design::new(vec![axis], Sampling::Grid, 1).unwrap()
});

fn identity() -> Identity {
    let vary = vec!["confusion.rate=0,0.01,0.02".to_owned()];
    Identity::new(recipe(), Vec::new(), vary, false, 3, Part::WHOLE)
}

fn points() -> Vec<u8> {
    let mut points = Points::resume(Cursor::new(Vec::new()), "p", identity()).unwrap();
    let answer = STUDY.answer(false, &mut |_| true).unwrap();
    for point in 0..3 {
        let record = humnaam::archive::Record { point, answer: Some(answer), problem: None };
        points.write(point, &record).unwrap();
    }
    points.file().get_ref().clone()
}

fn look(bytes: &[u8]) {
    let mut join = SweepJoin::new(identity(), &DESIGN, 1);
    join.look(Points::open(Cursor::new(bytes.to_vec()), "p"));
    let _ = join.end();
    if let Ok(mut points) = Points::open(Cursor::new(bytes.to_vec()), "p") {
        assert!(!matches!(points.read(u64::MAX / 1_024), Ok(Slot::Whole(_))));
    }
    let mut resumed = Points::resume(Cursor::new(bytes.to_vec()), "folder/p", identity());
    if let Ok(points) = &mut resumed {
        for slot in 0..3 {
            points.read(slot).unwrap();
        }
    }
}

/// A text as a slot of points or their head: padded, and under its seal.
fn slot(text: &str) -> Vec<u8> {
    let length = (text.len() + 66).next_multiple_of(512);
    let padded = format!("{text}{}", " ".repeat(length - 66 - text.len()));
    format!("{padded} {}\n", FileDigest::of("", padded.as_bytes()).sha256).into_bytes()
}

#[test]
fn points_of_anything_are_believed_or_refused() {
    let whole = String::from_utf8(points()).unwrap();
    look(whole.as_bytes());
    fuzz(vec![whole.clone()], look);
    // Head and slots broken behind their seals.
    let parts: Vec<String> =
        whole.split_inclusive('\n').map(|part| part[..part.len() - 66].trim_end().to_owned()).collect();
    let head = parts[0].clone();
    fuzz(parts, |text| {
        let text = String::from_utf8_lossy(text).replace('\n', " ");
        look(&[slot(&text), slot("{}")].concat());
        let head = serde_json::to_string(&identity()).unwrap();
        look(&[slot(&head), slot(&text)].concat());
    });
    assert!(head.starts_with('{'));
}

#[test]
fn manifests_of_anything_are_believed_or_refused() {
    let outputs = vec![FileDigest::of("summary.json", b"1"), FileDigest::of("margin.png", b"2")];
    let manifest = Manifest::new(&recipe(), 1, 64, vec![FileDigest::of("a.toml", b"3")], outputs);
    let text = String::from_utf8(manifest.to_bytes()).unwrap();
    let read = |bytes: &[u8]| match Manifest::from_bytes("m", bytes) {
        Ok(manifest) => {
            let again = Manifest::from_bytes("m", &manifest.to_bytes()).unwrap();
            assert_eq!(again, manifest);
            let _ = (manifest.recipe().name(), manifest.recipe().own_folder("seat-sweep"), manifest.in_short());
        }
        Err(error) => assert!(!error.to_string().is_empty()),
    };
    fuzz(vec![text.clone()], read);
    // By somebody who knows how it is sealed.
    fuzz(vec![text], |bytes| {
        let Ok(mut value) = serde_json::from_slice::<serde_json::Value>(bytes) else { return };
        let Some(keys) = value.as_object_mut() else { return };
        keys.remove("sha256");
        let text = format!("{}\n", serde_json::to_string_pretty(&value).unwrap());
        value["sha256"] = FileDigest::of("", text.as_bytes()).sha256.into();
        if let Ok(manifest) = Manifest::from_bytes("m", value.to_string().as_bytes()) {
            assert_eq!(Manifest::from_bytes("m", &manifest.to_bytes()).unwrap(), manifest);
        }
    });
}
