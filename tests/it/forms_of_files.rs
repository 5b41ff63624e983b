//! Booth returns in the forms in which people have them: what each holds, or why it is refused.

use crate::command::{Desk, SMALL};
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

/// A form of four booths with everything a form may state.
const FULL: &str = "Polling Station No,Electors,1 - A SEN,2 - B RAO,3 - C DAS,Total Valid Votes,Rejected,NOTA,Total\n\
    1,900,100,200,5,305,0,3,308\n2,800,90,150,4,244,0,1,245\n3,700,80,120,3,203,0,2,205\n4,600,70,110,2,182,0,4,186\n\
    Total,3000,340,580,14,934,0,10,944\n";

fn full(from: &str, to: &str) -> String {
    assert!(FULL.contains(from), "{from}");
    FULL.replacen(from, to, 1)
}

#[test]
fn a_cell_that_row_and_total_row_both_contradict_is_read_as_both_ask() {
    for (from, to, said_of_it) in [
        (
            "90,150,4",
            "90,510,4",
            "510 votes for 2 - B RAO, where the totals of the row and the total rows below all ask for 150",
        ),
        ("0,2,205", "0,7,205", "7 votes for NOTA, where the totals"),
    ] {
        let text = full(from, to);
        assert!(read(&text).table.is_none(), "{to}");
        let import = accepted(&text);
        assert_eq!(counted(&import).1, counted(&read(FULL)).1, "{}", said(&import));
        assert!(said(&import).contains(said_of_it), "{}", said(&import));
        assert_eq!((import.repairs(), import.refused()), (1, 0), "{}", said(&import));
    }
    // The row and the total row ask for different votes: nothing is made of that but a question.
    let torn = full("90,150,4", "90,510,4").replace("340,580,14", "340,640,14");
    assert_eq!(accepted(&torn).table.unwrap().totals()["b_rao"], 940);
}

#[test]
fn several_lost_cells_of_a_row_are_one_finding() {
    let lost = full("2,800,90,150,4", "2,800,,,4");
    let import = accepted(&lost);
    assert_eq!(counted(&import).1, counted(&read(FULL)).1, "{}", said(&import));
    assert_eq!(import.repairs(), 1, "{}", said(&import));
    let without: String =
        lost.lines().filter(|line| !line.starts_with("Total")).map(|line| format!("{line}\n")).collect();
    let told = refused(&accepted(&without));
    assert_eq!(told.matches("error").count(), 1, "{told}");
    assert!(told.contains("booth 2: 2 cells are no numbers of votes, for 1 - A SEN, 2 - B RAO"), "{told}");
}

#[test]
fn a_lost_cell_that_two_totals_want_differently_stays_lost() {
    let import = accepted(&full("2,800,90,150,4,244", "2,800,90,,4,243"));
    assert!(refused(&import).contains("booth 2: this is no number of votes for 2 - B RAO"));
    let stuck = accepted(&full("90,150,4", "90,e 150,4"));
    assert_eq!(counted(&stuck).1, counted(&read(FULL)).1);
    assert!(refused(&accepted(&full("90,150,4", "90,e 151,4"))).contains("the cell holds \"e 151\""));
}

#[test]
fn a_booth_without_a_single_cell_is_left_out_by_name() {
    let text = full("3,700,80,120,3,203,0,2,205", "3,,,,,,,,").replace("Total,3000,340,580,14,934,0,10,944\n", "");
    let import = accepted(&text);
    assert_eq!(counted(&import).0, 3);
    assert!(said(&import).contains("repair: booth 3: every cell of votes is blank"), "{}", said(&import));
    assert_eq!((import.repairs(), read(&text).table), (1, None));
}

#[test]
fn columns_that_could_be_either_are_refused() {
    let twice = full("Rejected,NOTA", "None of the Above,NOTA");
    assert!(refused(&accepted(&twice)).contains("two columns are \"none of the above\""));
    let votes = "booth,candidate,votes,votes\n1,Ann,5,6\n1,Bob,7,8\n";
    assert!(refused(&accepted(votes)).contains("two columns hold votes"));
    let alone = "Polling Station No,Ram Lal,NOTA,Total\n1,10,1,11\n2,11,2,13\n";
    assert!(refused(&accepted(alone)).contains("\"Ram Lal\" is the only candidate"));
    let lost = "Serial No. of Polling Station,Votes cast in favour of,,,Total\n,Ram Lal Hari Om Sita Rani,,,\n1,10,9,1,20\n2,11,8,1,20\n";
    let told = refused(&accepted(lost));
    assert!(told.contains("2 columns have no heading: 3, 4") && !told.contains("remove"), "{told}");
}

#[test]
fn a_heading_may_be_told() {
    let text = "Booth,A B,C D,Serving,Total\n1,10,9,5,19\n2,11,8,6,19\n3,12,7,7,19\n";
    assert!(refused(&read(text)).contains("--ignore \"Serving\""));
    let told = |wishes: &Wishes| read_as(text, wishes);
    let ignored = told(&Wishes { ignored: vec!["serving".to_owned()], ..Wishes::default() });
    assert_eq!(counted(&ignored).1, [("a_b", 33), ("c_d", 24)]);
    // Who says that it is a candidate has three totals against them, and is told so.
    let counted = told(&Wishes { candidates: vec!["Serving".to_owned()], ..Wishes::default() });
    assert!(refused(&counted).contains("is the sum of the votes in 0 of 3 rows only"));
    let others = "Booth,A B,C D,Others,Total\n1,10,9,5,24\n2,11,8,6,25\n";
    let with = read_as(others, &Wishes { candidates: vec!["Others".to_owned()], ..Wishes::default() });
    assert_eq!(self::counted(&with).1, [("a_b", 21), ("c_d", 17), ("others", 11)]);
}

#[test]
fn a_title_that_runs_on_to_the_right_names_no_column() {
    let text = "Total No. of Electors in Assembly Constituency/Segment: 245673,,,,,\n\
        Part No,ASHA RAO,BIMAL SEN,NOTA,Total,Tendered Votes\n1,10,9,1,20,0\n2,11,8,2,21,0\n";
    let import = read(text);
    assert_eq!(counted(&import).1, [("asha_rao", 21), ("bimal_sen", 17), ("nota", 3)]);
    assert_eq!((import.checks.rows_agree, import.table.as_ref().unwrap().rows[0].electors), (2, None));
    // The turnout does not reach over candidates, numbered or not; the last total is one of their votes.
    let turnout = "Polling Station,Voters Turnout,,,,\nPart No,Total,1 - A SEN,2 - B RAO,Total Votes Secured,Tendered Voter\n1,20,10,9,19,0\n2,19,11,8,19,0\n";
    assert_eq!(read(turnout).checks.rows_agree, 2);
    let plain = turnout.replace("1 - A SEN,2 - B RAO", "A SEN,B RAO");
    assert_eq!(counted(&read(&plain)).1, [("a_sen", 21), ("b_rao", 17)]);
}

fn notes(text: &str) -> String {
    let import = read(text);
    assert!(import.table.is_some(), "{}", said(&import));
    said(&import)
}

#[test]
fn what_no_total_contradicts_is_noted() {
    let booths = |head: &str, row: &dyn Fn(u64) -> String, count: u64| -> String {
        (1..=count).fold(format!("{head}\n"), |text, booth| format!("{text}{}\n", row(booth)))
    };
    let head = "Booth,1 - A SEN,2 - B RAO,3 - C DAS,Rejected,NOTA";
    let swapped = booths(head, &|b| format!("{b},{},{},{},{},0", 90 + b, 50 + b * b, b, b % 3 + 1), 12);
    assert!(
        notes(&swapped).contains("\"NOTA\" is 0 in all 12 booths, and 24 votes are rejected"),
        "{}",
        notes(&swapped)
    );
    let plain = |b: u64| format!("{b},{},{},{},0,{}", 90 + b, 50 + b * b, b, b % 3 + 1);
    let good = booths(head, &plain, 40);
    assert_eq!(notes(&good), "");
    let line = |b: u64| plain(b) + "\n";
    let copied = good.replace(&line(17), &line(7).replacen('7', "17", 1));
    assert!(notes(&copied).contains("booths 7, 17 have the same votes for everybody"), "{}", notes(&copied));
    let one = booths(head, &|b| format!("{b},{},{},{},0,1", 90 + b, 50 + b * b, if b == 9 { 300 } else { 0 }), 12);
    assert!(notes(&one).contains("all 300 votes of 3 - C DAS were counted in booth 9"), "{}", notes(&one));
    let zeroed = good.replace(&line(5), "5,0,0,0,0,0\n");
    assert!(notes(&zeroed).contains("not a single vote was counted in 1 booth: 5"), "{}", notes(&zeroed));
    let gap: String = good
        .lines()
        .filter(|line| !(line.starts_with('1') && line.len() > 12))
        .fold(String::new(), |text, line| text + line + "\n");
    assert!(notes(&gap).contains("missing"), "{}", notes(&gap));
    let half: String = good
        .lines()
        .enumerate()
        .filter(|(at, _)| at % 2 == 0 || *at == 1)
        .map(|(_, line)| format!("{line}\n"))
        .collect();
    assert!(
        notes(&half).contains("are numbered from 1 to 40, and 19 of these numbers are missing"),
        "{}",
        notes(&half)
    );
    let beheaded: String = good
        .lines()
        .enumerate()
        .filter(|(at, _)| !(1..=15).contains(at))
        .map(|(_, line)| format!("{line}\n"))
        .collect();
    assert!(notes(&beheaded).contains("the booths of ac012 begin with number 16"), "{}", notes(&beheaded));
}

#[test]
fn headings_swapped_in_one_of_several_files_are_noted() {
    let form = |share: u64| -> String {
        (1..=9).fold("Booth,1 - A SEN,2 - B RAO,3 - C DAS,Total\n".to_owned(), |text, booth| {
            let (a, b, c) = (300 + 7 * booth, share + booth, 120 + 3 * booth);
            format!("{text}{booth},{a},{b},{c},{}\n", a + b + c)
        })
    };
    let files = [form(4), form(6), form(5).replace("1 - A SEN,2 - B RAO", "2 - B RAO,1 - A SEN")];
    let named: Vec<String> = (1..=3).map(|at| format!("ac{at}.csv")).collect();
    let sources: Vec<SourceFile> =
        files.iter().zip(&named).map(|(text, name)| SourceFile { name, bytes: text.as_bytes() }).collect();
    let told = said(&import_as(&sources, &Wishes::default()));
    assert!(told.contains("ac3.csv") && told.contains("number 1 on the ballot stands behind number 2"), "{told}");
    assert!(told.contains("2 - B RAO has") && told.contains("in the other files"), "{told}");
    let straight: Vec<SourceFile> = sources[..2].to_vec();
    assert_eq!(said(&import_as(&straight, &Wishes::default())), "");
}

#[test]
fn long_names_of_files_stay_apart() {
    let text = "Booth,1 - A SEN,2 - B RAO,Total\n1,10,9,19\n2,11,8,19\n";
    let names = [81, 82].map(|number| format!("Form_20_Final_Result_Sheet_of_the_Assembly_Constituency_{number}.csv"));
    let sources = [&names[0], &names[1]].map(|name| SourceFile { name, bytes: text.as_bytes() });
    let import = import_as(&sources, &Wishes::default());
    let table = import.table.as_ref().unwrap_or_else(|| panic!("{}", said(&import)));
    assert_eq!(table.rows.len(), 4);
    assert_ne!(table.rows[0].segment, table.rows[2].segment);
}

#[test]
fn precincts_may_count_the_absentees_of_a_county() {
    let text = "county,precinct,office,district,candidate,party,votes\nX,1,Governor,,Ann,A,500\nX,1,Governor,,Bob,B,300\n\
        X,ABS,Governor,,Ann,A,7000\nX,ABS,Governor,,Bob,B,6000\n";
    assert!(notes(text).contains("booth ABS: more than 5000 votes for Ann (A)"), "{}", notes(text));
    let masked = text.replace("X,1,Governor,,Bob,B,300", "X,1,Governor,,Bob,B,-");
    assert!(refused(&accepted(&masked)).contains("this is no number of votes"));
}

#[test]
fn a_scenario_takes_one_contest_of_a_file_of_precincts() {
    let mut table = String::from("precinct,office,district,candidate,party,votes\n");
    for (precinct, votes) in
        [("1", [200, 300, 40]), ("2", [250, 200, 30]), ("3", [250, 250, 40]), ("4", [200, 250, 40])]
    {
        for (name, votes) in ["Asha Rao (A)", "Bimal Sen", "Asha Rao (IND)"].iter().zip(votes) {
            table.push_str(&format!("{precinct},Senate,,{name},,{votes}\n{precinct},Governor,,{name},,7\n"));
        }
    }
    let mut text = SMALL.replace("electors = 5_000\nbooths = 4\n", "");
    for (id, column) in [("asha", "Asha Rao (A)"), ("bimal", "Bimal Sen"), ("asha2", "Asha Rao (IND)")] {
        text = text.replace(&format!("id = \"{id}\"\n"), &format!("id = \"{id}\"\ncolumn = \"{column}\"\n"));
    }
    let with = |keys: &str| format!("{text}\n[returns]\nfiles = [\"p.csv\"]\n{keys}");
    let desk = Desk::with(&with("office = \"Senate\"\n"));
    desk.put("p.csv", &table);
    let checked = desk.run(&["check", "a.toml"]);
    assert_eq!((checked.code, checked.err.as_str()), (Some(0), ""));
    desk.put("a.toml", with(""));
    let refused = desk.refused(65, &["check", "a.toml"]);
    assert!(refused.contains("Governor; Senate"), "{refused}");
    desk.put("a.toml", with("office = \"Mayor\"\n"));
    assert!(desk.refused(65, &["check", "a.toml"]).contains("Mayor"));
}
