//! Forms that end, begin or are named in ways that once went wrong without a word.

use humnaam::returns::{Import, SourceFile, Weight, import};

fn one(text: &str) -> Import {
    import(&[SourceFile { name: "in/ac081.csv", bytes: text.as_bytes() }], None, false)
}

fn votes(import: &Import) -> u64 {
    import.table.as_ref().map_or(0, |table| table.totals().values().sum())
}

fn grave(import: &Import) -> String {
    let grave = import.findings.iter().filter(|finding| finding.weight != Weight::Note);
    grave.map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

fn said(import: &Import) -> String {
    import.findings.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

const HEAD: &str = "Part No,1 - A SEN,2 - B RAO,3 - C DAS\n";

#[test]
fn a_grand_total_may_hold_the_postal_votes() {
    let read =
        one(&format!("{HEAD}1,100,200,5\n2,90,150,4\nTotal EVM,190,350,9\nPostal,3,4,0\nGrand Total,193,354,9\n"));
    assert_eq!((votes(&read), read.checks.totals_agree, grave(&read)), (549, 2, String::new()));
}

#[test]
fn a_total_under_a_single_booth_agrees_with_it() {
    let read = one(&format!("{HEAD}1,100,200,5\nTotal,100,200,5\n"));
    assert_eq!((votes(&read), read.checks.totals_agree), (305, 1));
}

#[test]
fn the_sum_of_two_booths_is_no_third() {
    let read = one(&format!("{HEAD}1,100,200,5\n2,90,150,4\n3,190,350,9\n"));
    assert!(read.table.is_none() && grave(&read).contains("exactly the sum of the 2 rows above"), "{}", grave(&read));
}

#[test]
fn sums_and_postal_columns_are_nobody() {
    let read = one("Part No,1 - A SEN,2 - B RAO,Missed Votes,Postal Votes,Sum\n1,100,200,7,9,300\n2,90,150,7,9,240\n");
    assert_eq!((votes(&read), read.candidates.len()), (540, 2));
}

#[test]
fn a_segment_needs_a_name_and_files_need_two() {
    let lost = one("AC No,Part No,1 - A SEN,2 - B RAO\n81,1,100,200\n,2,90,150\n");
    assert!(lost.table.is_none() && grave(&lost).contains(":3"), "{}", grave(&lost));
    let (first, second) = (format!("{HEAD}1,100,200,5\n"), format!("{HEAD}2,90,150,4\n"));
    let files = [("s1/form20.csv", first.as_bytes()), ("s2/form20.csv", second.as_bytes())];
    let both = import(&files.map(|(name, bytes)| SourceFile { name, bytes }), None, false);
    assert!(grave(&both).contains("would both be segment \"form20\""), "{}", grave(&both));
    let files = [("AC.81.csv", first.as_bytes()), ("AC.82.csv", second.as_bytes())];
    let both = import(&files.map(|(name, bytes)| SourceFile { name, bytes }), None, false);
    assert_eq!((votes(&both), grave(&both)), (549, String::new()));
}

#[test]
fn electors_that_do_not_read_are_said() {
    let read = one("Part No,Total Electors,1 - A SEN,2 - B RAO\n1,ge 500,100,200\n2,600,90,150\n");
    let table = read.table.as_ref().unwrap_or_else(|| panic!("{}", grave(&read)));
    assert_eq!((table.rows[0].electors, table.rows[1].electors), (None, Some(600)));
    assert!(read.findings.iter().any(|finding| finding.to_string().contains("electors are no whole number")));
}

#[test]
fn two_columns_for_one_thing_are_refused() {
    for (text, why) in [
        ("segment,booth,candidate,party,votes,votes\no,1,A,X,1,2\no,1,B,Y,3,4\n", "two columns hold votes"),
        ("Booth,1 - A SEN,2 - B RAO,NOTA,NOTA\n1,100,200,3,4\n2,90,10,2,2\n", "two columns are \"none of the above\""),
        (
            "Booth,1 - A SEN,2 - B RAO,NOTA,None of the above\n1,100,200,3,4\n2,90,10,2,2\n",
            "two columns are \"none of the above\"",
        ),
    ] {
        let import = one(text);
        assert!(import.table.is_none() && said(&import).contains(why), "{}", said(&import));
    }
}

#[test]
fn a_stated_total_of_any_length_is_held_against_its_row() {
    for stated in ["1234567890", "12345678901234567890123", "1,23,45,67,890"] {
        let text = format!("Booth,1 - A SEN,2 - B RAO,Total\n1,100,200,\"{stated}\"\n2,90,150,240\n3,90,151,241\n");
        let told = said(&one(&text));
        assert!(told.contains("in/ac081.csv:2:4: "), "{stated}: {told}");
        // What no contest can have is no sum; what could be one waits for consent.
        assert!(one(&text).table.is_none() || told.contains("\"Total\" states no sum"), "{stated}: {told}");
        let text =
            format!("Booth,1 - A SEN,2 - B RAO,Total\n1,100,200,300\n2,90,150,240\nTotal,190,\"{stated}\",540\n");
        assert!(said(&one(&text)).contains("in/ac081.csv:4:"), "{stated}: {}", said(&one(&text)));
    }
}

#[test]
fn a_cell_that_is_lost_where_no_total_could_tell_is_refused() {
    for cell in ["", "-", "*", "NA"] {
        let text = format!("Booth,1 - A SEN,2 - B RAO,NOTA\n1,100,200,3\n2,90,{cell},2\n3,80,100,1\n");
        let import = one(&text);
        assert!(import.table.is_none() && said(&import).contains(":3:3"), "{cell:?}: {}", said(&import));
    }
}

#[test]
fn what_gives_no_table_says_why() {
    for text in [
        "segment,booth,electors\n\"wo,\"1, a\",10\u{a0}\n",
        "segment,booth,electors\none,1,10\n",
        "segment,booth,electors,nota\none,1,10,3\n",
        "segment,booth,electors,a,b\n",
        "Booth,1 - A SEN,2 - B RAO,Total\n",
        "Booth,1 - A SEN,2 - B RAO,Total\nTotal,1,2,3\n",
        "Booth,NOTA\n1,3\n",
        "segment,booth,candidate,party,votes\n",
    ] {
        let import = one(text);
        assert!(import.table.is_none() && import.refused() > 0 && !grave(&import).is_empty(), "{text}: {import:?}");
    }
}
