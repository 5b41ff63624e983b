//! F5. Numbers and dates that are not what they seem: each is refused with its place, or read as it is written.

use crate::command::{Desk, SMALL, small_with};
use crate::tally::Tally;

pub fn class(tally: &mut Tally, _whole: bool) {
    for (number, said) in [
        ("1e-400", "confusion.rate = 1e-400"),
        ("0.5e-999", "too small"),
        ("1e400", "no finite number"),
        ("inf", "no finite number"),
        ("nan", "no finite number"),
        ("-0.0001", "outside"),
        ("1e-3.5", "rate"),
    ] {
        tally.case(&format!("rate = {number}"), || {
            let text = format!("{SMALL}\n[confusion]\nrate = {number}\n");
            let errors = Desk::with(&text).refused(65, &["check", "a.toml"]);
            let said = said.trim_start_matches("confusion.");
            assert!(errors.contains(said) && errors.contains("help: "), "{errors}");
        });
    }
    for number in ["0", "0.0", "-0.0", "0e-400", "1e-300", "0.000_1"] {
        tally.case(&format!("rate = {number}"), || {
            let desk = Desk::with(&format!("{SMALL}\n[confusion]\nrate = {number}\n"));
            assert_eq!(desk.run(&["check", "a.toml"]).code, Some(0));
        });
    }
    for date in
        ["2024-05-13T08:00:00Z", "2024-05-13T08:00:00", "2024-05-13 08:00:00", "08:00:00", "0000-01-01", "1799-12-31"]
    {
        tally.case(&format!("date = {date}"), || {
            let text = small_with("name = \"Seat\"", &format!("name = \"Seat\"\ndate = {date}"));
            let errors = Desk::with(&text).refused(65, &["check", "a.toml"]);
            assert!(errors.contains("2024-05-13") && errors.contains("help: "), "{errors}");
        });
    }
    for ends in ["1e-400..0.1/3", "0.1..1e-400/3", "0..0.5e-999/3", "-1e-400..0.1/3:log"] {
        tally.case(&format!("--vary confusion.rate={ends}"), || {
            let vary = format!("confusion.rate={ends}");
            let errors = Desk::with(SMALL).refused(2, &["sweep", "a.toml", "--vary", &vary]);
            assert!(errors.contains("too small for a number") && errors.contains("help: "), "{errors}");
        });
    }
    for day in [
        "0000-01-01",
        "2026-13-01",
        "2026-02-30",
        "2026-11-24T10:00:00",
        "2026-11-24Z",
        "10:00:00",
        "24-11-2026",
        "2026-1-4",
    ] {
        tally.case(&format!("calibrate --date {day}"), || {
            let errors = Desk::with(SMALL).refused(2, &["calibrate", "a.toml", "--date", day]);
            assert!(errors.contains("write a day as 2026-11-24"), "{errors}");
        });
    }
    for votes in ["+3", "3.0", "-3", "٣", "३", "0x3", "3 ", "1_0"] {
        tally.case(&format!("{votes:?} votes in a booth"), || {
            let desk = Desk::with(&small_with("booths = 4", "booth_file = \"b.csv\""));
            desk.put(
                "b.csv",
                format!("segment,booth,electors,asha,bimal,asha2\ns,1,3000,900,1000,147\ns,2,2000,0,0,{votes}\n"),
            );
            let ended = desk.run(&["check", "a.toml"]);
            // One rule for all that read votes.
            assert_eq!(desk.run(&["import", "b.csv"]).code, ended.code, "import reads {votes:?} otherwise");
            // A spreadsheet writes 3.0, and a form in Hindi ३: those are the number 3.
            let is_three = ["3", "3.0", "३"].contains(&votes.trim());
            assert_eq!(ended.code, Some(if is_three { 0 } else { 65 }), "{}", ended.err);
        });
    }
}

#[test]
fn numbers_are_what_they_seem() {
    Tally::cut(class);
}
