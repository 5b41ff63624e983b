//! Whole collections of forms as people typed them in: Gujarat 2014 and Uttar Pradesh 2014.

use crate::shared_data::files;
use humnaam::returns::{Import, SourceFile, import};

fn read(files: &[&(String, Vec<u8>)], accept: bool) -> Import {
    let sources: Vec<SourceFile> = files.iter().map(|(name, bytes)| SourceFile { name, bytes }).collect();
    import(&sources, None, accept)
}

fn said(import: &Import) -> String {
    import.findings.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

/// The forms that are refused, and what in the file is the reason.
const REFUSED: [(&str, &str); 4] = [
    ("ac070", "the file is empty"),
    ("ac106", "15 columns have no heading"),
    ("ac162", "booth 87 of ac162 is there twice"),
    ("ac168", "booth 75 of ac168 is there twice"),
];

/// The forms that their own totals contradict here and there, and in how many rows.
const CONTRADICTED: [(&str, usize); 2] = [("ac042", 76), ("ac057", 2)];

#[test]
fn gujarat_2014_imports_with_the_votes_that_its_own_totals_confirm() {
    let Some(files) = files("booths/gujarat-2014") else { return };
    let forms: Vec<&(String, Vec<u8>)> = files.iter().filter(|(name, _)| name.contains("/ac")).collect();
    assert_eq!(forms.len(), 40);
    for form in forms {
        let named = |stem: &str| form.0.ends_with(&format!("{stem}.csv"));
        let (strict, accepted) = (read(&[form], false), read(&[form], true));
        if let Some((_, why)) = REFUSED.iter().find(|(stem, _)| named(stem)) {
            assert!(accepted.table.is_none() && said(&accepted).contains(why), "{}: {}", form.0, said(&accepted));
            continue;
        }
        let table = accepted.table.as_ref().unwrap_or_else(|| panic!("{}: {}", form.0, said(&accepted)));
        let differing = CONTRADICTED.iter().find(|(stem, _)| named(stem)).map_or(0, |(_, rows)| *rows);
        assert_eq!(accepted.checks.rows_differ, differing, "{}", form.0);
        assert_eq!(strict.table.is_some(), differing == 0, "{}: {}", form.0, said(&strict));
        assert!(accepted.checks.rows_agree + differing >= table.rows.len() && table.rows.len() > 150, "{}", form.0);
        assert_eq!(accepted.candidates.iter().filter(|candidate| candidate.nota).count(), 1, "{}", form.0);
    }
}

#[test]
fn all_thirty_seats_of_uttar_pradesh_import_once_a_blank_booth_is_left_out() {
    let Some(files) = files("booths/uttar-pradesh-2014") else { return };
    let of = |stem: &str| files.iter().find(|(name, _)| name.ends_with(stem)).unwrap_or_else(|| panic!("{stem}"));
    let list = String::from_utf8(of("seats.csv").1.clone()).unwrap();
    let mut repaired = Vec::new();
    for line in list.lines().skip(1) {
        let (seat, names) = line.split_once(',').unwrap();
        let forms: Vec<&(String, Vec<u8>)> = names.split(' ').map(of).collect();
        let (strict, accepted) = (read(&forms, false), read(&forms, true));
        assert!(accepted.table.is_some(), "seat {seat}: {}", said(&accepted));
        assert_eq!((accepted.checks.rows_differ, accepted.refused()), (0, 0), "seat {seat}: {}", said(&accepted));
        if strict.table.is_none() {
            repaired.push(seat.to_owned());
        }
    }
    assert_eq!(repaired, ["2", "11", "14", "15", "17"]);
    for stem in ["ac102.csv", "ac145.csv", "ac166.csv", "ac175.csv", "ac181.csv", "ac200.csv", "ac207.csv"] {
        let (strict, accepted) = (read(&[of(stem)], false), read(&[of(stem)], true));
        assert!(strict.table.is_none() && accepted.table.is_some(), "{stem}: {}", said(&accepted));
        let wanted = if stem == "ac145.csv" { "read it as 7" } else { "every cell of votes is blank" };
        assert!(accepted.repairs() == 1 && said(&accepted).contains(wanted), "{stem}: {}", said(&accepted));
    }
}
