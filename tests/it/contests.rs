//! Small contests written as scenarios, for the other modules.

use humnaam::evidence::Evidence;
use humnaam::returns::BoothTable;
use humnaam::scenario::{self, Scenario, Sources};

/// The flip probability of a contest by the law.
pub fn exact(model: &humnaam::model::Model) -> f64 {
    humnaam::engine::law::answer(model).flip.probability
}

/// Builds a scenario that must be valid.
pub fn scenario(text: &str, booths: Option<BoothTable>) -> Scenario {
    let file = scenario::parse(&Sources::new("test.toml", text)).unwrap_or_else(|p| panic!("{p:#?}\n{text}"));
    file.build(booths).unwrap_or_else(|p| panic!("{p:#?}\n{text}"))
}

/// The priors as believed before past elections were fitted: those of docs/methods.md, section 9, under
/// which the oracle was computed.
pub fn believed() -> Evidence {
    Evidence::from_toml(include_str!("../oracle/evidence.toml")).unwrap_or_else(|why| panic!("{why:?}"))
}

/// A prospective two-horse race with one namesake, booth by booth. The principal "t" leads by
/// `lead` intended votes.
pub fn race(sizes: &[Vec<u32>], lead: i64, confusion: &str, own_votes: u64) -> (String, BoothTable) {
    let intended: u64 = sizes.iter().flatten().map(|&n| u64::from(n)).sum();
    let rival = i64::try_from(intended).unwrap() - lead;
    let booths: usize = sizes.iter().map(Vec::len).sum();
    let mut table = String::from("segment,booth,electors,t,w,d\n");
    let mut left = u64::try_from(rival).unwrap();
    let mut number = 0;
    for (s, segment) in sizes.iter().enumerate() {
        for n in segment {
            number += 1;
            let here = if number == booths { left } else { left.min(u64::from(*n)) };
            left -= here;
            table.push_str(&format!("s{s},{number},,{n},{here},0\n"));
        }
    }
    let text = format!(
        "title = \"race\"\nmode = \"prospective\"\n[contest]\nname = \"race\"\nbooth_file = \"b.csv\"\n\
         [[candidate]]\nid = \"t\"\nname = \"Asha Rao\"\nvotes = {intended}\n\
         [[candidate]]\nid = \"w\"\nname = \"Bimal Sen\"\nvotes = {rival}\n\
         [[candidate]]\nid = \"d\"\nname = \"Asha Rao\"\nparty = \"IND\"\nnamesake_of = \"t\"\nvotes = {own_votes}\n\
         [own_support]\ntypical_votes = 10\ngoes_to = {{ home = 1.0 }}\n[confusion]\n{confusion}\n"
    );
    (text, BoothTable::from_tidy_csv(&table).unwrap_or_else(|f| panic!("{f:?}")))
}

/// The same race counted: recorded votes booth by booth, namesake and all.
pub fn count(sizes: &[Vec<u32>], namesake: &[u32], margin: u64, extra: &str) -> (String, BoothTable) {
    let mut table = String::from("segment,booth,electors,t,d\n");
    let mut number = 0;
    for (s, segment) in sizes.iter().enumerate() {
        for n in segment {
            table.push_str(&format!("s{s},{},,{n},{}\n", number + 1, namesake.get(number).copied().unwrap_or(0)));
            number += 1;
        }
    }
    let recorded: u64 = sizes.iter().flatten().map(|&n| u64::from(n)).sum();
    let polled: u64 = namesake.iter().take(number).map(|&n| u64::from(n)).sum();
    let text = format!(
        "title = \"count\"\nmode = \"retrospective\"\n[contest]\nname = \"count\"\nbooth_file = \"b.csv\"\n\
         [[candidate]]\nid = \"t\"\nname = \"Asha Rao\"\nvotes = {recorded}\n\
         [[candidate]]\nid = \"w\"\nname = \"Bimal Sen\"\nvotes = {}\n\
         [[candidate]]\nid = \"o\"\nname = \"Chitra Das\"\nvotes = 7\n\
         [[candidate]]\nid = \"n\"\nname = \"NOTA\"\nrole = \"nota\"\nvotes = 3\n\
         [[candidate]]\nid = \"d\"\nname = \"Asha Rao\"\nparty = \"IND\"\nnamesake_of = \"t\"\nvotes = {polled}\n\
         [own_support]\ntypical_votes = 10\n{extra}\n",
        recorded + polled + margin
    );
    (text, BoothTable::from_tidy_csv(&table).unwrap_or_else(|f| panic!("{f:?}")))
}
