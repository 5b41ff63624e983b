//! Whole elections that nobody held, for benches: names as common as real ones, and namesakes.

use humnaam::stats::{Purpose, stream};
use rand::RngExt;

const GIVEN: [&str; 24] = [
    "ARVIND", "BALDEV", "CHANDU", "DINESH", "GANESH", "HARISH", "INDRAJIT", "JAGMOHAN", "KAILASH", "LAXMAN", "MOHAN",
    "NARESH", "OMKAR", "PRAKASH", "RAMESH", "SURESH", "TARUN", "UMESH", "VINOD", "YOGESH", "ALOK", "BIMAL", "DEEPAK",
    "SUNIL",
];
const FAMILY: [&str; 16] = [
    "SINGH",
    "KUMAR",
    "SHARMA",
    "YADAV",
    "PATEL",
    "REDDY",
    "WANKHEDE",
    "TATKARE",
    "SAHU",
    "MISHRA",
    "HALDAR",
    "SUDHEERAN",
    "RAO",
    "KHAN",
    "DAS",
    "GOWDA",
];

/// The headings of the table.
pub const HEADINGS: [&str; 6] = ["state", "year", "constituency", "candidate", "party", "votes"];

/// One contest after the other; one in twelve has a namesake.
pub fn rows() -> Vec<[String; 6]> {
    let mut rows = Vec::new();
    for contest in 0..10_000_u64 {
        let mut random = stream(3, Purpose::Shared, contest);
        let mut pick = |list: &[&'static str]| list[random.random_range(0..list.len())];
        let mut names: Vec<String> =
            (0..9).map(|_| format!("{} {} {}", pick(&GIVEN), pick(&FAMILY), pick(&FAMILY))).collect();
        if contest % 12 == 0 {
            names.push(names[1].clone());
        }
        for (rank, name) in names.into_iter().enumerate() {
            let (party, votes) = match rank {
                0 => ("A", 400_000 + random.random::<u64>() % 100_000),
                1 => ("B", 300_000 + random.random::<u64>() % 100_000),
                2 => ("C", 60_000),
                _ => ("IND", 500 + random.random::<u64>() % 6_000),
            };
            let (state, year) = ("X".to_owned(), "2014".to_owned());
            rows.push([state, year, format!("S{contest}"), name, party.to_owned(), votes.to_string()]);
        }
    }
    rows
}

/// The same as CSV.
pub fn table() -> String {
    let mut text = HEADINGS.join(",") + "\n";
    rows().iter().for_each(|row| text.push_str(&(row.join(",") + "\n")));
    text
}
