//! Anything at all: arbitrary bytes, and good files broken by a few strokes. Every reader ends, within seconds,
//! and says something of what it refuses.
//!
//! `cargo test` tries the same cases each time, for a few seconds; `just fuzz` others, for as long as HUMNAAM_FUZZ_SECONDS says.

use humnaam::evidence::Evidence;
use humnaam::model::Model;
use humnaam::returns::candidates::CandidateTable;
use humnaam::returns::{BoothTable, SourceFile, import};
use humnaam::scenario::{Place, Sources, parse, whole_characters};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::{Config, RngSeed, TestCaseError, TestError, TestRunner};
use std::cell::Cell;
use std::time::{Duration, Instant};

/// Longer than this is a hang, on the slowest machine.
const SLOW: Duration = Duration::from_secs(10);

/// Words that a stroke may put anywhere: what the formats are made of, and what has fallen before.
const WORDS: &[&str] = &[
    "\"",
    "'",
    "\"\"\"",
    "[",
    "]",
    "[[",
    "{",
    "}",
    "=",
    ",",
    "\n",
    "\r",
    "\r\n",
    "\t",
    " ",
    ".",
    "#",
    "\\",
    "\\u",
    "-",
    "+",
    "_",
    "0",
    "1e400",
    "1e-400",
    "-0",
    "nan",
    "inf",
    "99999999999999999999",
    "4294967296",
    "0x7fffffffffffffff",
    "true",
    "1970-01-01",
    "\u{feff}",
    "\u{a0}",
    "\u{2028}",
    "\u{85}",
    "\u{0}",
    "\u{1b}[2J",
    "\u{202e}",
    "म",
    "मि",
    "क्ष",
    "😀",
    "NOTA",
    "नोटा",
    "Total",
    "[[candidate]]\n",
    "[[segment]]\n",
    "[[explanation]]\n",
    "[confusion]\n",
    "namesake_of = \"asha\"\n",
    "votes = ",
    "{ low = 0, high = 1 }",
    "segment,booth,electors",
    ";",
    "|",
    "1,23,456",
    "12.0",
    "=cmd|' /C calc'!A0",
];

/// One stroke: where, as a part of the whole, how many bytes it takes away, and what it puts there.
type Stroke = (f64, usize, Put);

#[derive(Debug, Clone)]
enum Put {
    Bytes(Vec<u8>),
    Word(&'static str),
    /// A copy of so many bytes from another place, as often as that.
    Copy(f64, usize, usize),
}

fn strokes() -> impl Strategy<Value = Vec<Stroke>> {
    let put = prop_oneof![
        2 => vec(any::<u8>(), 0..4).prop_map(Put::Bytes),
        4 => select(WORDS).prop_map(Put::Word),
        1 => (0.0..1.0_f64, 1..200_usize, 1..4_usize).prop_map(|(from, length, times)| Put::Copy(from, length, times)),
    ];
    vec((0.0..1.0_f64, prop_oneof![3 => 0..4_usize, 1 => 0..120_usize], put), 1..6)
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a place in a file")]
fn place(part: f64, length: usize) -> usize {
    (part * (length + 1) as f64) as usize
}

fn struck(good: &str, strokes: &[Stroke]) -> Vec<u8> {
    let mut bytes = good.as_bytes().to_vec();
    for (part, taken, put) in strokes {
        let from = place(*part, bytes.len()).min(bytes.len());
        let to = (from + taken).min(bytes.len());
        let put = match put {
            Put::Bytes(bytes) => bytes.clone(),
            Put::Word(word) => word.as_bytes().to_vec(),
            Put::Copy(at, length, times) => {
                let start = place(*at, bytes.len()).min(bytes.len());
                bytes[start..(start + length).min(bytes.len())].repeat(*times)
            }
        };
        bytes.splice(from..to, put);
    }
    bytes
}

/// Arbitrary bytes, or a good file with a few strokes.
fn inputs(good: Vec<String>) -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        1 => vec(any::<u8>(), 0..400),
        1 => "\\PC{0,200}".prop_map(String::into_bytes),
        8 => (select(good), strokes()).prop_map(|(good, strokes)| struck(&good, &strokes)),
    ]
}

/// Cases of one runner, which counts those that it has tried over all its runs and takes no more.
const ROUND: u32 = 256;

/// Feeds a reader until the time is over; fails with the smallest input that it falls to.
pub fn fuzz(good: Vec<String>, reader: fn(&[u8])) {
    let asked = std::env::var("HUMNAAM_FUZZ_SECONDS").ok().and_then(|seconds| seconds.parse().ok());
    let strategy = inputs(good);
    let (started, until) = (Instant::now(), Duration::from_secs(asked.unwrap_or(5)));
    let tried = Cell::new(0_u64);
    for round in 1.. {
        if round > 1 && started.elapsed() >= until {
            break;
        }
        let rng_seed = if asked.is_some() { RngSeed::Random } else { RngSeed::Fixed(round) };
        let config =
            Config { cases: ROUND, failure_persistence: None, max_shrink_time: 20_000, rng_seed, ..Config::default() };
        let found = TestRunner::new(config).run(&strategy, |input| {
            let began = Instant::now();
            reader(&input);
            tried.set(tried.get() + 1);
            let took = began.elapsed();
            if took > SLOW { Err(TestCaseError::fail(format!("took {took:?}"))) } else { Ok(()) }
        });
        if let Err(TestError::Fail(why, input)) = found {
            panic!("{why}\nfor the input {:?}", String::from_utf8_lossy(&input));
        }
        assert!(found.is_ok(), "{found:?}");
        assert!(tried.get() >= round * u64::from(ROUND), "{} cases in {round} rounds", tried.get());
    }
    println!("{} inputs", tried.get());
}

/// The shipped scenarios that need no file beside them.
fn scenarios() -> Vec<String> {
    let folder = format!("{}/scenarios", env!("CARGO_MANIFEST_DIR"));
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let toml = paths.iter().filter(|path| path.extension().is_some_and(|kind| kind == "toml"));
    toml.map(|path| std::fs::read_to_string(path).unwrap())
        // Comments are no part of what is read; without them a stroke meets something.
        .map(|text| text.lines().filter(|line| !line.starts_with('#')).map(|line| format!("{line}\n")).collect())
        .chain([crate::command::SMALL.to_owned()])
        .collect()
}

fn read_scenario(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let sources = Sources::new("a.toml", text);
    let (problems, scenario) = match parse(&sources).and_then(|file| file.build(None)) {
        Ok(scenario) => (Vec::new(), Some(scenario)),
        Err(problems) => (problems, None),
    };
    assert!(scenario.is_some() || !problems.is_empty(), "refused without a word");
    for problem in &problems {
        assert!(!problem.what.is_empty(), "{problem:?}");
        if let Place::Text(span) = &problem.place {
            let found = sources.locate(span);
            assert_eq!(found.span, whole_characters(found.text, found.span.clone()));
            assert!(found.line >= 1 && found.column >= 1);
        }
    }
    // What is valid has a model, where anybody is a namesake.
    if let Some(scenario) = scenario.filter(|scenario| scenario.contest.booths.is_none_or(|booths| booths < 5_000)) {
        let _ = Model::new(&scenario, &Evidence::builtin());
    }
}

#[test]
fn a_scenario_of_anything_is_read_or_refused() {
    fuzz(scenarios(), read_scenario);
}

const BOOTHS: &str =
    "segment,booth,electors,asha,bimal,asha2\none,1,900,400,300,12\none,2,,200,250,0\ntwo,\"1, a\",1000,10,20,3\n";

const FORM: &str = "Sl No,Polling Station No,ASHA RAO,BIMAL SEN,ASHA RAO (IND),NOTA,Total Valid Votes,Rejected,Total,Tendered Votes\n\
                    1,1,400,300,12,3,712,0,715,0\n2,2,200,250,0,1,450,0,451,0\n3,3,10,20,3,0,33,0,33,0\n\
                    ,Total EVM votes,610,570,15,4,1195,0,1199,0\n,Postal votes,5,6,0,0,11,0,11,0\n,Total,615,576,15,4,1206,0,1210,0\n";

const LONG: &str = "segment,booth,candidate,party,votes\none,1,Asha Rao,ABC,400\none,1,Bimal Sen,XYZ,300\none,1,NOTA,,3\none,2,Asha Rao,ABC,200\n\
                    one,2,Bimal Sen,XYZ,250\none,2,NOTA,,1\n";

fn read_booths(bytes: &[u8]) {
    if let Ok(text) = std::str::from_utf8(bytes) {
        match BoothTable::from_tidy_csv(text) {
            Ok(table) => {
                let columns = table.candidates.len();
                assert!(table.rows.iter().all(|row| row.votes.len() == columns), "{table:?}");
            }
            Err(flaws) => assert!(flaws.iter().all(|flaw| !flaw.what.is_empty() && !flaw.cure.is_empty()), "{flaws:?}"),
        }
    }
    for accept in [false, true] {
        let read = import(&[SourceFile { name: "a.csv", bytes }], None, accept);
        let why = read.refused() > 0 || !accept && read.repairs() > 0;
        assert!(read.table.is_some() || why, "refused without a word");
    }
}

#[test]
fn booths_of_anything_are_read_or_refused() {
    fuzz([BOOTHS, FORM, LONG].map(str::to_owned).to_vec(), read_booths);
}

const CANDIDATES: &str = "State_Name,Year,Constituency_Name,Candidate,Party,Votes\nX,2014,One,Asha Rao,ABC,\"40,000\"\nX,2014,One,Bimal Sen,XYZ,41000\n\
                          X,2014,One,Asha Rau,IND,900\nX,2014,One,NOTA,NOTA,100\nX,2014,Two,Chand Lal,ABC,5000.0\nX,2014,Two,Dev Nath,XYZ,\nX,2014,Two,आलोक मिश्रा,IND,12\n";

fn read_candidates(bytes: &[u8]) {
    let Ok(mut table) = CandidateTable::new(bytes, None) else { return };
    let mut left = 10_000;
    while let Ok(Some(contest)) = table.next_contest() {
        assert!(!contest.candidates.is_empty(), "a contest of nobody");
        left -= 1;
        assert!(left > 0, "there is no end to it");
    }
}

#[test]
fn candidates_of_anything_are_read_or_refused() {
    fuzz(vec![CANDIDATES.to_owned(), CANDIDATES.replace(',', ";"), CANDIDATES.replace(',', "\t")], read_candidates);
}

fn read_evidence(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    if let Err(why) = Evidence::from_toml(text) {
        assert!(!why.to_string().is_empty());
    }
}

#[test]
fn evidence_of_anything_is_read_or_refused() {
    let path = format!("{}/src/evidence/builtin.toml", env!("CARGO_MANIFEST_DIR"));
    fuzz(vec![std::fs::read_to_string(path).unwrap()], read_evidence);
}
