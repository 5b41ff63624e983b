//! How alike two names are.
//!
//! Names on Indian ballots differ by spelling more than by name: MISRA and MISHRA are the same
//! surname, CHANDULAL and CHANDU LAL the same man. A name is romanised where it stands in an Indian
//! script, taken apart ([`Name`]: words, initials, titles and notes set aside), and its words are
//! paired, the surest first. Two words are compared by three orthographic measures and by their
//! sound; a word counts by its information, so that a shared Singh says little and a shared
//! Wankhede much. [`compare`] gives the score with its reasons.

mod align;
mod aside;
mod calling;
mod compare;
mod fold;
mod foreign;
mod measure;
mod parts;
mod rarity;
mod roles;
mod score;
mod script;
mod text;
mod word;

pub use align::Pairing;
pub use aside::{Aside, Reason};
pub use compare::{Comparison, Match, SIMILAR, compare, share_nothing};
pub use fold::{Shape, sound};
pub use measure::WordMeasures;
pub use parts::{Name, Other};
pub use script::romanised;
pub use word::Word;

/// How alike two names are, 0 to 1; 1 for names that are the same or sound the same, in any order
/// of their words.
///
/// ```
/// use humnaam::names::similarity;
///
/// assert_eq!(similarity("Alok Misra", "आलोक मिश्रा"), 1.0);
/// assert!(similarity("Harminder Singh", "Harjinder Singh") < humnaam::names::SIMILAR);
/// ```
#[must_use]
pub fn similarity(one: &str, other: &str) -> f64 {
    compare(&Name::new(one), &Name::new(other)).score
}

#[cfg(test)]
mod tests {
    use super::*;

    fn compared(one: &str, other: &str) -> Comparison {
        compare(&Name::new(one), &Name::new(other))
    }

    #[test]
    fn names_that_must_match_do() {
        for (a, b) in [
            ("Alok MISRA", "Alok MISHRA"),
            ("MISRA", "MISHRA"),
            ("CHANDU LAL SAHU", "CHANDOO LAL SAHU"),
            ("CHANDU", "CHANDOO"),
            ("JOICE GEORGE", "JOYCE GEORGE"),
            ("JOICE", "JOYCE"),
            ("HALDAR", "HALDER"),
            ("MANORANJAN HALDAR", "MANORANJAN HALDER"),
            ("GAJENDRAN", "GAJENDIRAN"),
            ("K GAJENDRAN", "K GAJENDIRAN"),
            ("आलोक मिश्रा", "Alok Misra"),
            ("TATKARE SUNIL DATTATREY", "SUNIL TATKARE"),
            ("WANKHEDE SUBHASH BAPURAO", "WANKHEDE SUBHASH NAGORAO"),
            ("ADV.A.N.SHAMSEER", "A.P.SHAMSEER"),
            ("V M SUDHEERAN", "V S SUDHEERAN"),
            ("K SUDHAKARAN", "K SUDHAKARAN (KOLLON HOUSE)"),
            ("P K SREEMATHI TEACHER", "SREEMATHI PUTHALATH"),
            ("CHANDU LAL SAHU (CHANDU BHAIYA)", "CHANDURAM SAHU"),
            ("ADV. P.A. MOHAMED RIYAS", "RIYAS"),
            ("ADV. P.A. MOHAMED RIYAS", "K. MUHAMMED RIYAS"),
        ] {
            let found = compared(a, b);
            assert_ne!(found.verdict, Match::Different, "{a} / {b}: {found:?}");
        }
    }

    #[test]
    fn names_that_must_not_match_do_not() {
        for (a, b) in [
            ("MANMOHAN SINGH", "AJIT SINGH"),
            ("SINGH", "KULDEEP SINGH"),
            ("ARVIND KUMAR", "NITISH KUMAR"),
            ("KUMAR", "NITISH KUMAR"),
            ("RABRI DEVI", "PHOOLAN DEVI"),
            ("RAJESH KUMAR", "RAJESH PILOT"),
            ("RAJESH", "RAJESH PILOT"),
            ("Harminder", "Harjinder"),
            ("HARMINDER SINGH", "HARJINDER SINGH"),
            ("RAMESH KUMAR", "RAKESH KUMAR"),
            ("SUNIL KUMAR", "ANIL KUMAR"),
            ("A K SINGH", "R P SINGH"),
            ("KANHAIYA LAL SAHU", "CHANDU LAL SAHU"),
            ("RAM KUMAR SINGH", "RAM BAHADUR SINGH"),
            ("LAL BABU RAI", "RAM BABU RAI"),
            ("SAHABUL ISLAM CHOUDHURY", "NAZRUL ISLAM CHOUDHURY"),
            ("SURENDRA SINGH NEGI", "BHAGAT SINGH NEGI"),
            ("Manoj Kumar", "Alok Mishra"),
            ("Ramesh Awasthi", "Alok Misra"),
            ("", "Alok"),
        ] {
            let found = compared(a, b);
            assert_eq!(found.verdict, Match::Different, "{a} / {b}: {found:?}");
        }
    }

    #[test]
    fn identical_names_score_one() {
        for name in ["ALOK MISHRA", "K", "SINGH", "आलोक मिश्रा", "Dr. A. P. J. ABDUL KALAM (RAMESWARAM)"]
        {
            let found = compared(name, name);
            assert!(found.score == 1.0 && found.verdict == Match::Exact, "{name}: {found:?}");
        }
        let reordered = compared("ADV. SUBHASH WANKHEDE", "WANKHEDE SUBHASH");
        assert!(reordered.score == 1.0 && reordered.verdict == Match::Exact, "{reordered:?}");
        assert_eq!(compared("MOTI LAL SAHU", "MOTILAL SAHU").verdict, Match::Exact);
        assert_eq!(compared("ALOK MISRA", "ALOK MISHRA").score, 1.0);
        assert_eq!(compared("ALOK MISRA", "ALOK MISHRA").verdict, Match::Similar);
    }

    #[test]
    fn names_that_only_begin_alike_are_faintly_so() {
        // Manjeshwaram 2016: no word in common, yet not as different as any two.
        let s = similarity("K Surendran", "K Sundara");
        assert!((0.2..0.4).contains(&s), "{s}");
        assert_eq!(similarity("Ramesh Awasthi", "Zubin Mehta"), 0.0);
    }

    #[test]
    fn similarity_is_symmetric_and_bounded() {
        let names =
            ["A N Shamseer", "A P Shamseer", "V M Sudheeran", "Moti Lal Sahu", "Motilal", "", "Shri", "RAM RAM"];
        for a in names {
            for b in names {
                let s = similarity(a, b);
                assert!((s - similarity(b, a)).abs() < 1e-12 && (0.0..=1.0).contains(&s), "{a} / {b}: {s}");
            }
        }
    }

    #[test]
    fn what_shares_nothing_is_different() {
        let names =
            ["A N Shamseer", "Motilal Sahu", "Moti Lal Sahu", "Alok Misra", "आलोक मिश्रा", "K Surendran", "K Sundara"];
        for a in names {
            for b in names {
                let (a, b) = (Name::new(a), Name::new(b));
                assert!(!share_nothing(&a, &b) || compare(&a, &b).verdict == Match::Different);
            }
        }
    }
}
