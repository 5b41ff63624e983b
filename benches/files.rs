//! Files as people have them against their limits of time and memory: 400 forms, a PDF, and a table of 90,000 candidates as
//! text and as a workbook. All of it is made up.
//!
//! What is measured by the command is a whole process, files and all. A limit that is not met ends the bench with a failure.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a bench prints what it measured and stops where it cannot go on"
)]

#[path = "made/elections.rs"]
mod elections;
#[path = "../tests/it/made_pdfs.rs"]
#[allow(dead_code, reason = "the tests need more of it")]
mod made_pdfs;
#[path = "../tests/it/made_workbooks.rs"]
#[allow(dead_code, reason = "the tests need more of it")]
mod made_workbooks;

use humnaam::returns::{SourceFile, import};
use made_pdfs::Page;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

/// Booths of one form, and candidates.
const FORM: (u32, u32) = (250, 15);

/// Votes that vary without a generator.
fn votes(form: u32, booth: u32, candidate: u32) -> u32 {
    let mixed = (form * 7_907 + booth * 7_919 + candidate * 104_729) % 1_009;
    if candidate < 3 { 40 + mixed % 400 } else { mixed % 12 }
}

/// A form in the statutory layout.
fn form(number: u32) -> String {
    let names: Vec<String> = (1..=FORM.1).map(|candidate| format!("CANDIDATE N{candidate}")).collect();
    let mut text =
        format!("Serial No. of Polling Station,{},Total of valid votes,Rejected,NOTA,Total\n", names.join(","));
    for booth in 1..=FORM.0 {
        let row: Vec<u32> = (0..FORM.1).map(|c| votes(number, booth, c)).collect();
        let (cells, valid): (Vec<String>, u32) = (row.iter().map(u32::to_string).collect(), row.iter().sum());
        text.push_str(&format!("{booth},{},{valid},0,{},{}\n", cells.join(","), booth % 7, valid + booth % 7));
    }
    text
}

/// A ruled PDF of that many pages, 36 booths on each.
fn pdf(pages: u32) -> Vec<u8> {
    let names: Vec<String> = (1..=11).map(|candidate| format!("CAND N{candidate}")).collect();
    let head = format!("Sl. No.|Part No|{}|NOTA|Total", names.join("|"));
    let page = |number: u32| {
        let rows: Vec<String> = (1..=36)
            .map(|row| number * 36 + row)
            .map(|booth| {
                let row: Vec<u32> = (0..12).map(|c| votes(1, booth, c)).collect();
                let cells: Vec<String> = row.iter().map(u32::to_string).collect();
                format!("{booth}|{booth}|{}|{}", cells.join("|"), row.iter().sum::<u32>())
            })
            .collect();
        let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
        Page::default().rows(560.0, &[head.as_str()]).rows(540.0, &rows).ruled(15, (575.0, 552.0, 40.0))
    };
    made_pdfs::pdf(&(0..pages).map(page).collect::<Vec<_>>())
}

/// The table of candidates as a workbook.
fn workbook() -> Vec<u8> {
    let text = |cell: &str| format!("<c t=\"inlineStr\"><is><t>{cell}</t></is></c>");
    let mut rows = format!("<row>{}</row>", elections::HEADINGS.map(text).concat());
    for [state, year, seat, name, party, votes] in elections::rows() {
        let texts = [text(&seat), text(&name), text(&party)].concat();
        rows.push_str(&format!("<row>{}<c><v>{year}</v></c>{texts}<c><v>{votes}</v></c></row>", text(&state)));
    }
    made_workbooks::Made::default().sheet("Results", &rows, "").bytes()
}

/// Runs the command: the seconds it took and the most megabytes it held, as GNU time says.
fn measured(folder: &Path, arguments: &[String]) -> (f64, f64) {
    let began = Instant::now();
    let mut command = Command::new("/usr/bin/time");
    command.args(["-f", "%M", env!("CARGO_BIN_EXE_humnaam")]).args(arguments).current_dir(folder);
    let output = command.output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{arguments:?}: {said}");
    let kilobytes: f64 = said.lines().last().unwrap().trim().parse().unwrap();
    (began.elapsed().as_secs_f64(), kilobytes / 1024.0)
}

fn main() {
    let folder = tempfile::tempdir().unwrap();
    let desk = folder.path();
    let mut missed = 0;
    let mut say = |what: &str, value: f64, unit: &str, limit: f64| {
        let good = value <= limit;
        missed += u32::from(!good);
        println!("{what}: {value:.2} {unit} (limit {limit} {unit}){}", if good { "" } else { "  MISSED" });
    };

    let names: Vec<String> = (1..=400).map(|number| format!("ac{number:03}.csv")).collect();
    for (name, number) in names.iter().zip(1..) {
        std::fs::write(desk.join(name), form(number)).unwrap();
    }
    let whole = [vec!["import".to_owned()], names, vec!["--out".to_owned(), "booths.csv".to_owned()]].concat();
    let (seconds, megabytes) = measured(desk, &whole);
    let booths = std::fs::read_to_string(desk.join("booths.csv")).unwrap().lines().count() - 1;
    assert_eq!(booths, 100_000);
    say("import of 400 forms, 100,000 booths", seconds, "s", 5.0);
    say("memory of it", megabytes, "MB", 100.0);

    let bytes = pdf(20);
    let mut times: Vec<f64> = (0..21)
        .map(|_| {
            let began = Instant::now();
            let read = import(&[SourceFile { name: "form.pdf", bytes: &bytes }], None, false);
            assert_eq!(read.table.map(|table| table.rows.len()), Some(720));
            began.elapsed().as_secs_f64() * 1_000.0
        })
        .collect();
    times.sort_by(f64::total_cmp);
    say("import of a PDF of 20 pages, 720 booths", times[times.len() / 2], "ms", 50.0);

    std::fs::write(desk.join("table.csv"), elections::table()).unwrap();
    std::fs::write(desk.join("book.xlsx"), workbook()).unwrap();
    let scan = |table: &str| -> Vec<String> {
        ["scan", table, "--threads", "2", "--quiet", "--out", "found"].map(str::to_owned).to_vec()
    };
    let (seconds, megabytes) = measured(desk, &scan("table.csv"));
    say("scan of 90,834 candidates as CSV, two threads", seconds, "s", 3.0);
    println!("memory of it: {megabytes:.1} MB");
    let (seconds, megabytes) = measured(desk, &scan("book.xlsx"));
    say("scan of the same as XLSX, two threads", seconds, "s", 5.0);
    println!("memory of it: {megabytes:.1} MB");
    assert_eq!(missed, 0, "{missed} limits missed");
}
