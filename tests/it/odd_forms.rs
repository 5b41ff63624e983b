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

/// Three booths of a statutory form, with whatever stands below them.
fn statutory(headings: &str, below: &str) -> Import {
    one(&format!("{headings}\n1,100,200,5,305,0,2,307\n2,90,150,4,244,0,3,247\n3,80,120,9,209,0,1,210\n{below}"))
}

const STATUTORY: &str = "PS No,A SEN,B RAO,C DAS,Total of valid votes,Rejected,NOTA,Total";
const SUMS: &str = "270,470,18,758,0,6,764\n";

#[test]
fn a_row_that_adds_up_the_others_is_a_total_whatever_it_is_called() {
    for label in
        ["G.T.", "C/F", "Brought forward", "Jumla", "மொத்தம்", "మొత్తం", "ಒಟ್ಟು", "ആകെ", "एकूण", "Total of page no. 1"]
    {
        let read = statutory(STATUTORY, &format!("{label},{SUMS}"));
        assert_eq!((votes(&read), read.checks.totals_agree), (764, 1), "{label}: {}", said(&read));
    }
}

#[test]
fn votes_behind_the_total_of_the_booths_belong_to_none() {
    let (post, all) = ("3,4,1,8,2,1,11\n", "273,474,19,766,2,7,775\n");
    for label in ["Postal Ballots", "PB", "ETPBS", "डाक मतपत्र", "तपाल मते", "Service votes", "Akhir", ""]
    {
        let read = statutory(STATUTORY, &format!("EVM Total,{SUMS}{label},{post}Grand Total,{all}"));
        assert_eq!((votes(&read), read.checks.totals_agree), (764, 2), "{label}: {}", said(&read));
        assert_eq!(read.candidates[0].postal, Some(3), "{label}");
    }
    let lone = statutory(STATUTORY, &format!("EVM Total,{SUMS}Akhir,{post}"));
    assert!(lone.table.is_none() && said(&lone).contains("stands behind the total of them all"), "{}", said(&lone));
    // Before the total a row with words may be a booth, and is said.
    let absent = one("Precinct,SMITH,JONES\n1,10,20\n2,11,19\n3,12,18\n4,9,9\nAbsentee,30,20\nTotal,72,86\n");
    assert!(votes(&absent) == 158 && said(&absent).contains("\"Absentee\" has no number"), "{}", said(&absent));
}

#[test]
fn rows_that_number_the_columns_or_the_candidates_are_no_booths() {
    for row in [
        "1,2,3,4,5,6,7,8",
        "(i),(ii),(iii),(iv),(v),(vi),(vii),(viii)",
        "a,b,c,d,e,f,g,h",
        "1,2(a),2(b),2(c),3,4,5,6",
        ",1,2,3,,,,",
        "Nagar Panchayat,,,,,,,",
    ] {
        let read = statutory(&format!("{STATUTORY}\n{row}"), "");
        assert_eq!((votes(&read), read.checks.rows_agree), (764, 3), "{row}: {}", said(&read));
    }
}

#[test]
fn none_of_the_above_in_other_words_is_known_or_asked_about_by_what_counts_it() {
    for word in ["Not any of the above", "वरीलपैकी एकही नाही", "இவர்களில் எவருமில்லை"]
    {
        let read = statutory(&STATUTORY.replace("NOTA", word), "");
        assert!(votes(&read) == 764 && read.candidates[3].nota, "{word}: {}", said(&read));
    }
    let read = statutory(&STATUTORY.replace("NOTA", "Koi Nahin"), "");
    assert!(read.table.is_none() && said(&read).contains("\"Koi Nahin\" is counted in \"Total\""), "{}", said(&read));
}

#[test]
fn a_booth_that_was_entered_again_once_it_was_counted_is_taken_with_its_votes() {
    let text = format!("{HEAD}1,100,200,5\n2,0,0,0\n3,80,120,9\n2,90,150,4\nTotal,270,470,18\n");
    let strict = one(&text);
    assert!(strict.table.is_none() && grave(&strict).contains("leave out the row of line 3"), "{}", grave(&strict));
    let read = import(&[SourceFile { name: "a.csv", bytes: text.as_bytes() }], None, true);
    assert_eq!((votes(&read), read.checks.totals_agree), (758, 1), "{}", said(&read));
}

#[test]
fn what_is_written_beside_votes_and_columns_of_nothing_are_one_finding_each() {
    let marked = "PS No,A SEN,B RAO,Total\n1,100*,200,300\n2,90*,150,240\n3,80*,120,200\n";
    assert_eq!(grave(&one(marked)).matches("repair: ").count(), 2, "{}", grave(&one(marked)));
    let read = import(&[SourceFile { name: "a.csv", bytes: marked.as_bytes() }], None, true);
    assert_eq!(votes(&read), 740);
    let blank = one("PS No,A SEN,B RAO,Agent,Total\n1,100,200,,300\n2,90,150,,240\n3,80,120,,200\n");
    assert!(
        blank.refused() == 1 && said(&blank).contains("every cell of column \"Agent\" is blank"),
        "{}",
        said(&blank)
    );
}

#[test]
fn a_column_as_large_as_all_others_together_is_asked_about_where_no_total_confirms_it() {
    let rows = "1,400,100,200,5\n2,300,90,150,4\n3,290,80,120,9\n4,250,60,70,8\n5,260,50,90,3\n";
    let read = one(&format!("PS No,Ilaka,A SEN,B RAO,C DAS\n{rows}"));
    assert!(read.table.is_none() && grave(&read).contains("\"Ilaka\" may be a candidate"), "{}", grave(&read));
    let zero = one("PS No,X Y,A SEN,B RAO,C DAS\n1,0,9,9,5\n2,0,8,7,4\n3,0,5,9,9\n4,0,6,7,8\n5,0,5,9,6\n");
    assert!(zero.table.is_some() && said(&zero).contains("\"X Y\" has not one vote"), "{}", said(&zero));
}

#[test]
fn long_tables_are_known_by_other_words_too() {
    for head in [
        "Booth,Name of the Candidate,Votes Secured",
        "PS No,Contesting Candidate,evm_votes",
        "Precinct,candidate,No. of votes",
    ] {
        let text = format!(
            "{head}\n1,A SEN,100\n1,B RAO,200\n2,A SEN,90\n2,B RAO,150\nTotal,A SEN,190\nTotal,B RAO,350\nGrand Total,,540\n"
        );
        let read = one(&text);
        assert_eq!((votes(&read), read.checks.totals_agree), (540, 1), "{head}: {}", said(&read));
    }
    let modes = one("precinct,candidate,early,late\n1,A,1,2\n1,B,2,3\n");
    assert!(said(&modes).contains("no column of all votes"), "{}", said(&modes));
    let wide = one("PS No,Name of Candidates,,Total\n,A SEN,B RAO,\n1,100,200,300\n2,90,150,240\n");
    assert_eq!((votes(&wide), wide.checks.rows_agree), (540, 2), "{}", said(&wide));
}

#[test]
fn booths_with_a_point_and_a_zero_are_called_by_their_numbers() {
    let read = one("PS No,A SEN,B RAO,Total\n1.0,10.0,9.0,19.0\n2.0,11.0,8.0,19.0\n");
    let booths: Vec<&str> = read.table.as_ref().unwrap().rows.iter().map(|row| row.booth.as_str()).collect();
    assert_eq!(booths, ["1", "2"]);
    let parts = one("PS No,A SEN,B RAO\n1.0,10,9\n1.1,11,8\n");
    assert_eq!(parts.table.as_ref().unwrap().rows[0].booth, "1.0");
}

#[test]
fn a_repoll_beside_the_poll_it_replaces_is_refused_and_averages_are_no_booths() {
    let read = one(&format!("{HEAD}1,100,200,5\n2,90,150,4\n2 (Re-poll),80,120,9\n"));
    assert!(read.table.is_none() && grave(&read).contains("booth 2 (Re-poll) was polled again"), "{}", grave(&read));
    assert_eq!(votes(&one(&format!("{HEAD}1,100,200,5\n2 (Re-poll),80,120,9\n"))), 514);
    assert_eq!(votes(&one(&format!("{HEAD}1,100,200,5\n2,90,150,4\nAverage,95,175,5\nMax,100,200,5\n"))), 549);
}
