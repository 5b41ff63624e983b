//! Booth returns in the forms in which people have them: what each holds, or why it is refused.

use humnaam::returns::{Import, SourceFile, Weight, Wishes, import_as};

fn read_as(text: &str, wishes: &Wishes) -> Import {
    import_as(&[SourceFile { name: "in/ac012.csv", bytes: text.as_bytes() }], wishes)
}

fn read(text: &str) -> Import {
    read_as(text, &Wishes::default())
}

fn accepted(text: &str) -> Import {
    read_as(text, &Wishes { accept_repairs: true, ..Wishes::default() })
}

fn said(import: &Import) -> String {
    import.findings.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

/// Booths, and the votes of every candidate by id.
fn counted(import: &Import) -> (usize, Vec<(&str, u64)>) {
    let table = import.table.as_ref().unwrap_or_else(|| panic!("{}", said(import)));
    let mut totals: Vec<(&str, u64)> = table.totals().into_iter().collect();
    totals.sort_unstable();
    (table.rows.len(), totals)
}

fn refused(import: &Import) -> String {
    assert!(import.table.is_none(), "it was let through: {}", said(import));
    let refused = import.findings.iter().filter(|finding| matches!(finding.weight, Weight::Refused(_)));
    refused.map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

const TWO: [(&str, u64); 2] = [("hari_om", 17), ("ram_lal", 21)];

#[test]
fn what_follows_from_the_votes_is_no_candidate() {
    let winner = "Polling Station No,Male,Female,Ram Lal,Hari Om,Winner,Margin\n1,100,90,10,9,1,1\n2,110,80,11,8,1,3\n";
    assert_eq!(counted(&read(winner)), (2, TWO.to_vec()));
    let shares = "Polling Station No,Ram Lal,Ram Lal %,Hari Om,Hari Om %,Void Votes,Absent,Total\n\
        1,10,52.6,9,47.4,1,100,19\n2,11,57.9,8,42.1,2,90,19\n";
    assert_eq!(counted(&read(shares)), (2, TWO.to_vec()));
}

#[test]
fn titles_above_and_signatures_below_are_no_rows() {
    let import = read(
        "FORM 20\nFINAL RESULT SHEET\n\nPolling Station No,Ram Lal,Hari Om,Total Valid Votes,Rejected,NOTA,Total\n\
        1,10,9,19,0,1,20\n2,11,8,19,0,0,19\n\nPlace: Alpha,,,,,,\nDate: 23-05-2019,,,,,,Returning Officer\n",
    );
    assert_eq!(counted(&import), (2, vec![("hari_om", 17), ("nota", 1), ("ram_lal", 21)]));
    assert_eq!(import.checks.rows_agree, 2);
}

#[test]
fn booths_sums_and_nota_are_known_by_the_words_of_real_forms() {
    for headings in [
        "Serial No. and Name of Polling Station,Ram Lal,Hari Om,valid,NOTA,Total",
        "P.S. No.,Ram Lal,Hari Om,No. of valid votes,NOTA,Total",
        "No Polling St.,Ram Lal,Hari Om,Total of Valid Votes,NOTA (NONE OF THE ABOVE),Total",
        "मतदान केन्द्र संख्या,Ram Lal,Hari Om,कुल वैध मत,नोटा,कुल योग",
    ] {
        let import = read(&format!("{headings}\n1,10,9,19,1,20\n2,11,8,19,2,21\n"));
        assert_eq!(counted(&import), (2, vec![("hari_om", 17), ("nota", 3), ("ram_lal", 21)]), "{headings}");
        assert_eq!(import.checks.rows_agree, 2, "{headings}");
    }
}

#[test]
fn cells_are_parted_and_numbers_grouped_in_several_ways() {
    let form = "Polling Station No,Ram Lal,Hari Om,Total\n1,10,9,19\n2,11,8,19\n";
    for text in [
        form.replace(',', ";"),
        form.replace(',', "\t"),
        form.replace(',', "|"),
        form.replace("1,10,9,19\n2,11,8,19", "1.0,10.0,9.0,19.0\n2.0,11.0,8.0,19.0"),
        form.replace("1,10,9,19\n2,11,8,19", "१,१०,९,१९\n२,११,८,१९"),
    ] {
        assert_eq!(counted(&read(&text)), (2, TWO.to_vec()), "{text}");
    }
    let grouped = form.replace("1,10,9,19", "1,\"1,010\",9,\"1,019\"");
    assert_eq!(counted(&read(&grouped)).1, [("hari_om", 17), ("ram_lal", 1_021)]);
    let wrong = form.replace("1,10,9,19", "1,\"1,01,0\",9,\"1,019\"");
    assert!(refused(&accepted(&wrong)).contains("this is no number of votes for Ram Lal"));
}

#[test]
fn the_statutory_headings_are_read_column_by_column() {
    let heads = "Serial No. of Polling Station,No. of Valid votes cast in favour of,,,Total of valid votes,No. of rejected votes,NOTA,Total,No. of tendered votes\n\
        ,Ram Lal,Hari Om,Sita Rani,,,,,\n";
    let numbers = "1,2,3,4,5,6,7,8,9\n";
    let rows = "1,100,90,10,200,0,2,202,0\n2,110,95,12,217,0,3,220,0\n3,90,99,11,200,0,1,201,0\nTotal,300,284,33,617,0,6,623,0\n";
    let expected = vec![("hari_om", 284), ("nota", 6), ("ram_lal", 300), ("sita_rani", 33)];
    let page = rows.replacen("2,110", &format!("{heads}{numbers}2,110"), 1);
    for text in [
        format!("{heads}{numbers}{rows}"),
        format!("{heads}{rows}"),
        format!("{}{rows}", heads.replace("Polling Station,", "Polling Station 1,")),
        format!("FORM 20,,,,,,,,\nFinal Result Sheet\n{heads}{numbers}{page}"),
        format!("{heads}{}", rows.replace("Total,300", ",300")),
    ] {
        let import = read(&text);
        assert_eq!(counted(&import), (3, expected.clone()), "{text}");
        assert_eq!((import.checks.rows_agree, import.checks.totals_agree), (4, 1), "{text}");
    }
}

#[test]
fn several_contests_in_one_table_are_taken_by_office() {
    let text = "county,precinct,office,district,party,candidate,votes\nX,1,Governor,,A,Ann,5\nX,2,Governor,,A,Ann,6\n\
        X,1,Governor,,B,Bob,7\nX,2,Governor,,B,Bob,8\nX,1,Senate,,A,Ann,9\nX,2,Senate,,A,Ann,10\n\
        X,1,Senate,,B,Eve,1\nX,2,Senate,,B,Eve,2\nX,1,Senate,,,Over Votes,1\nX,2,Senate,,,Write-ins,4\n";
    let said = refused(&read(text));
    assert!(said.contains("Governor") && said.contains("Senate") && said.contains("--office"), "{said}");
    let office = |name: &str| read_as(text, &Wishes { office: Some(name.to_owned()), ..Wishes::default() });
    let governor = office("governor");
    assert_eq!(counted(&governor), (2, vec![("ann", 11), ("bob", 15)]));
    assert_eq!(governor.table.as_ref().unwrap().rows[0].segment, "X");
    let senate = office("Senate");
    assert_eq!(counted(&senate), (2, vec![("ann", 19), ("eve", 3)]));
    assert!(self::said(&senate).contains("Over Votes"), "{}", self::said(&senate));
    let unknown = refused(&office("Mayor"));
    assert!(unknown.contains("Mayor") && unknown.contains("Governor; Senate"), "{unknown}");
}

#[test]
fn a_lost_cell_is_what_every_total_of_its_row_asks_for() {
    let text = "Polling Station No,Ram Lal,Hari Om,Total Valid Votes,NOTA,Total\n1,,9,19,1,20\n2,11,8,19,0,19\n3,12,8,20,0,20\n";
    assert!(read(text).table.is_none());
    let import = accepted(text);
    assert_eq!(counted(&import).1, [("hari_om", 25), ("nota", 1), ("ram_lal", 33)]);
    assert!(said(&import).contains("read it as 10"), "{}", said(&import));
    assert_eq!(import.repairs(), 1, "{}", said(&import));
}
