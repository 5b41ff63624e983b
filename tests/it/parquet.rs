//! Tables as Parquet: the same cells as in the CSV beside them.

use crate::command::{Desk, SMALL};
use crate::sweeps::{good, sweep};
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::Field;

/// The cells of a Parquet file as the CSV beside it has them.
fn cells(desk: &Desk, name: &str) -> Vec<Vec<String>> {
    let file = std::fs::File::open(desk.path(name)).unwrap();
    let reader = SerializedFileReader::new(file).unwrap();
    let schema = reader.metadata().file_metadata().schema_descr();
    let mut table = vec![schema.columns().iter().map(|column| column.name().to_owned()).collect::<Vec<_>>()];
    for row in reader.get_row_iter(None).unwrap() {
        let cell = |field: &Field| match field {
            Field::Null => String::new(),
            Field::Long(number) => number.to_string(),
            Field::Double(number) => number.to_string(),
            Field::Str(text) => text.clone(),
            other => panic!("{other:?}"),
        };
        table.push(row.unwrap().get_column_iter().map(|(_, field)| cell(field)).collect());
    }
    table
}

fn csv(desk: &Desk, name: &str) -> Vec<Vec<String>> {
    let bytes = desk.read(name);
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(&bytes[..]);
    reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect()
}

#[test]
fn points_are_the_same_as_in_the_csv() {
    let desk = Desk::with(SMALL);
    // A value that is refused, for a cell with words.
    let more = ["--draws", "300", "--format", "parquet", "--vary", "confusion.booth_cv=0.1,-1"];
    let out = good(&desk, &sweep("s", &more));
    assert_eq!(out, "");
    let table = csv(&desk, "s/a-sweep/points.csv");
    assert_eq!(table.len(), 45);
    assert_eq!(cells(&desk, "s/a-sweep/points.parquet"), table);
    let whole = desk.read("s/a-sweep/points.parquet");
    good(&desk, &["verify", "s/a-sweep"]);
    // By shards and other threads it has the same bytes.
    for shard in ["0/3", "1/3", "2/3"] {
        good(&desk, &sweep("m", &[&more[..2], &more[4..], &["--shard", shard, "--threads", "3"]].concat()));
    }
    good(&desk, &["merge", "m/a-sweep", "--format", "parquet", "--quiet"]);
    assert!(desk.read("m/a-sweep/points.parquet") == whole);
    // Without the format the file of before does not stay.
    good(&desk, &sweep("s", &[&more[..2], &more[4..]].concat()));
    assert!(!desk.path("s/a-sweep/points.parquet").exists());
}

#[test]
fn draws_are_the_same_as_in_the_csv() {
    let desk = Desk::with(SMALL);
    let run = ["run", "a.toml", "--no-charts", "--quiet", "--draws-file", "--draws", "70000", "--out"];
    good(&desk, &[&run[..], &["c"]].concat());
    good(&desk, &[&run[..], &["p", "--format", "parquet", "--threads", "3"]].concat());
    assert_eq!(cells(&desk, "p/a/draws.parquet"), csv(&desk, "c/a/draws.csv"));
    assert!(!desk.path("p/a/draws.csv").exists());
    good(&desk, &["verify", "p/a"]);
}
