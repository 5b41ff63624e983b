//! F3. What is far larger than anything real: an answer or a reason, within seconds.

use crate::command::{Desk, Ended};
use crate::tally::Tally;
use std::fmt::Write;
use std::time::{Duration, Instant};

/// A contest with namesakes: each with its votes and whose namesake it is.
pub fn contest(namesakes: usize, of: impl Fn(usize) -> String, votes: impl Fn(usize) -> usize) -> String {
    let mut text =
        "title = \"Many\"\nmode = \"retrospective\"\n[contest]\nname = \"Seat\"\nelectors = 5_000_000\nbooths = 400\n\
                    [[candidate]]\nid = \"a\"\nname = \"Asha Rao\"\nvotes = 400_000\n\
                    [[candidate]]\nid = \"b\"\nname = \"Bimal Sen\"\nvotes = 410_000\n\
                    [own_support]\ntypical_votes = 20\n"
            .to_owned();
    for k in 0..namesakes {
        let (of, votes) = (of(k), votes(k));
        writeln!(text, "[[candidate]]\nid = \"n{k}\"\nname = \"Asha Rao\"\nvotes = {votes}\nnamesake_of = \"{of}\"")
            .unwrap();
    }
    text
}

/// Runs a command, which may take so many seconds.
fn within(seconds: u64, desk: &Desk, arguments: &[&str]) -> Ended {
    let started = Instant::now();
    let ended = desk.shell("ulimit -v 4000000; exec \"$@\"", arguments);
    let took = started.elapsed();
    assert!(!ended.err.contains("panicked"), "{}", ended.err);
    // On a machine that is busy with other tests everything takes longer; a hang takes minutes.
    assert!(took < Duration::from_secs(3 * seconds), "{arguments:?} took {took:?}");
    ended
}

pub fn class(tally: &mut Tally, whole: bool) {
    for letters in [201, 5_000, 50_000] {
        tally.case(&format!("two names of {letters} letters"), || {
            let (one, other) = ("a".repeat(letters), format!("{}b", "a ".repeat(letters / 2)));
            let ended = within(2, &Desk::new(), &["similarity", &one, &other]);
            assert_eq!(ended.code, Some(0), "{}", ended.err);
            assert!(ended.out.contains(&format!("{} letters beyond the first 200", letters - 200)), "{}", ended.out);
        });
    }
    tally.case("a ring of 4,000 namesakes", || {
        let text = contest(4_000, |k| format!("n{}", (k + 1) % 4_000), |k| 10 + k % 50);
        let ended = within(2, &Desk::with(&text), &["check", "a.toml"]);
        assert_eq!(ended.code, Some(65), "{}", ended.err);
        assert!(ended.err.contains("and 3992 more are namesakes of each other"), "{}", ended.err);
    });
    tally.case("a chain of 4,000 namesakes", || {
        let of = |k| if k == 3_999 { "a".to_owned() } else { format!("n{}", k + 1) };
        let ended = within(2, &Desk::with(&contest(4_000, of, |k| 10 + k % 50)), &["check", "a.toml"]);
        assert_eq!(ended.code, Some(65), "{}", ended.err);
        assert!(ended.err.contains("Asha Rao (n1) is a namesake too"), "{}", ended.err);
    });
    tally.case("4,000 namesakes of each other's rival", || {
        let of = |k| if k % 2 == 0 { "a" } else { "b" }.to_owned();
        let ended = within(3, &Desk::with(&contest(4_000, of, |k| k % 50)), &["check", "a.toml"]);
        assert_eq!(ended.code, Some(0), "{}", ended.err);
    });
    let numbers: &[usize] = if whole { &[65, 100, 300, 1_000] } else { &[100, 1_000] };
    for &namesakes in numbers {
        tally.case(&format!("a run with {namesakes} namesakes of one candidate"), || {
            let text = contest(namesakes, |_| "a".to_owned(), |k| 10 + k % 50);
            let arguments = ["run", "a.toml", "--draws", "64", "--no-charts", "--quiet"];
            let ended = within(40, &Desk::with(&text), &arguments);
            assert_eq!((ended.code, ended.err.as_str()), (Some(0), ""));
        });
    }
    // A rate that would have given the namesakes far more than they polled.
    let rates: &[&str] = if whole { &["0.001", "0.01", "0.05", "0.2", "0.5", "0.9"] } else { &["0.05", "0.5"] };
    for rate in rates {
        // Not yet in the cut: segments that vary by a factor of four beside such a rate take longer than they should.
        let spreads = ["confusion.segment_sd=0.2", "confusion.booth_cv=0", "confusion.segment_sd=1.5"];
        for more in spreads.into_iter().take(if whole { 3 } else { 2 }) {
            tally.case(&format!("a rate of {rate} beside 3 and 5 votes, {more}"), || {
                let text = contest(2, |_| "a".to_owned(), |k| 3 + 2 * k)
                    .replace("400_000", "80_000")
                    .replace("410_000", "80_002");
                let rate = format!("confusion.rate={rate}");
                let arguments =
                    ["run", "a.toml", "--draws", "64", "--no-charts", "--quiet", "--set", &rate, "--set", more];
                let ended = within(10, &Desk::with(&text), &arguments);
                assert_eq!((ended.code, ended.err.as_str()), (Some(0), ""));
            });
        }
    }
}

#[test]
fn what_is_far_too_large_is_answered_within_seconds() {
    Tally::cut(class);
}
