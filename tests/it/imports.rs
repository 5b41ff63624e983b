//! Booth returns as they are published: what reads, what is refused, and why.

use crate::made_workbooks::{sheet_of, workbook};
use crate::shared_data::files;
use humnaam::returns::{BoothTable, Import, SourceFile, Weight, import};

fn of(files: &[(String, Vec<u8>)], accept: bool) -> Import {
    let files: Vec<SourceFile> = files.iter().map(|(name, bytes)| SourceFile { name, bytes }).collect();
    import(&files, None, accept)
}

fn one(bytes: &[u8], accept: bool) -> Import {
    import(&[SourceFile { name: "in/ac081.csv", bytes }], None, accept)
}

/// Everything that keeps a file from being used, as it is said.
fn grave(import: &Import) -> Vec<String> {
    import.findings.iter().filter(|finding| finding.weight != Weight::Note).map(ToString::to_string).collect()
}

#[test]
fn kanpur_2014_has_1478_booths_and_834718_votes() {
    let Some(files) = files("booths/kanpur-2014") else { return };
    let import = of(&files, false);
    let table = import.table.as_ref().unwrap_or_else(|| panic!("{:#?}", import.findings));
    assert_eq!((table.rows.len(), table.totals().values().sum::<u64>()), (1_478, 834_718));
    assert_eq!((import.checks.rows_agree, import.checks.rows_differ), (1_478, 0));
    let by_segment = |id: &str| table.rows.iter().filter(|row| row.segment == id).count();
    assert_eq!(["ac212", "ac213", "ac214", "ac215", "ac216"].map(by_segment), [344, 252, 251, 330, 301]);
    assert_eq!(table.totals()["dr_murli_manohar_joshi"], 474_487);
    assert_eq!((import.candidates.len(), import.findings.len()), (22, 0));
    let again = BoothTable::from_tidy_csv(&table.to_tidy_csv()).unwrap();
    assert_eq!((&again.candidates, again.totals()), (&table.candidates, table.totals()));
    assert!(again.rows[0].electors.is_some());
}

#[test]
fn mathura_2014_keeps_its_two_hema_malinis_apart() {
    let Some(files) = files("booths/mathura-2014") else { return };
    let table = of(&files, false).table.unwrap();
    assert_eq!((table.rows.len(), table.candidates.len()), (1_730, 21));
    let totals = table.totals();
    assert_eq!((totals["hema_malini_4"], totals["hema_malini_20"]), (572_816, 10_098));
    assert_eq!(totals.values().sum::<u64>(), 1_074_402);
}

#[test]
fn kachchh_2014_is_refused_for_four_numbers_given_twice() {
    let Some(files) = files("booths/gujarat-2014-kachchh-long.csv") else { return };
    for accept in [false, true] {
        let import = of(&files, accept);
        assert!(import.table.is_none());
        let twice = import.findings.iter().filter(|f| f.what.contains("is there twice")).count();
        // Every fifteenth booth of segment 2 holds the sum of the fourteen above it, and the last that of seven.
        let pages = import.findings.iter().filter(|f| f.what.contains("holds exactly the sum")).count();
        assert_eq!((twice, pages, import.refused(), import.repairs()), (4, 19, 4, 19));
        let first = import.findings.iter().find(|f| f.what.contains("holds exactly the sum")).unwrap();
        assert_eq!((first.line, first.column, first.value.as_str()), (1_717, 5, "15"));
    }
}

#[test]
fn kachchh_2014_reads_once_the_doubled_booths_have_names_of_their_own() {
    let Some(mut files) = files("booths/gujarat-2014-kachchh-long.csv") else { return };
    let text = String::from_utf8(files.remove(0).1).unwrap();
    let mut last = "";
    let renamed: Vec<String> = text
        .lines()
        .map(|line| {
            let cells: Vec<&str> = line.split(',').collect();
            let doubled = matches!((cells[3], cells[4]), ("1" | "6", "232") | ("3", "164") | ("4", "135"));
            let second = doubled && cells[5] == last;
            last = cells[5];
            if second {
                line.replacen(&format!(",{},", cells[4]), &format!(",{} A,", cells[4]), 1)
            } else {
                line.to_owned()
            }
        })
        .collect();
    let bytes = renamed.join("\n").into_bytes();
    assert_eq!(one(&bytes, false).table, None);
    let import = one(&bytes, true);
    let table = import.table.as_ref().unwrap_or_else(|| panic!("{:#?}", grave(&import)));
    assert_eq!((table.rows.len(), table.candidates.len()), (1_853 - 19, 5));
    // With the page totals the winner would have 643,798, more than the 562,855 they were declared with.
    assert_eq!(table.totals()["chavda_vinod_lakhamashi"], 560_245);
    assert!(import.report(1).contains("Repairs: 19, applied because they were accepted"));
}

#[test]
fn gummidipoondi_2021_is_refused_for_its_headings() {
    let Some(files) = files("booths/tamil-nadu-2021-ac001.csv") else { return };
    let import = of(&files, true);
    assert!(import.table.is_none());
    let said = grave(&import).join("\n");
    assert!(said.contains("there are 17 headings, but 405 of 405 rows have another number of fields"), "{said}");
    assert!(said.contains(":1:3: error: the heading is written backwards: \"lareneG\" reads \"General\""), "{said}");
    assert_eq!(said.matches("written backwards").count(), 4);
}

#[test]
fn gummidipoondi_2021_reads_with_its_headings_restored() {
    let Some(mut files) = files("booths/tamil-nadu-2021-ac001.csv") else { return };
    let text = String::from_utf8(files.remove(0).1).unwrap();
    let (_, body) = text.split_once('\n').unwrap();
    let headings = "Sl. No,Polling Station No,C1,C2,C3,C4,C5,C6,C7,C8,C9,C10,C11,C12,Total Valid Votes,Rejected Votes,NOTA,Total Votes";
    let import = one(format!("{headings}\n{body}").as_bytes(), false);
    let table = import.table.as_ref().unwrap_or_else(|| panic!("{:#?}", grave(&import)));
    assert_eq!((table.rows.len(), import.checks.rows_agree), (405, 405));
    assert_eq!(table.rows[7].booth, "7 A(W)");
}

#[test]
fn alandur_2026_has_headings_that_stand_twice() {
    let Some(files) = files("booths/tamil-nadu-2026-alandur-head.csv") else { return };
    let import = of(&files, false);
    let table = import.table.as_ref().unwrap();
    assert_eq!((table.rows.len(), table.candidates.len()), (5, 24));
    assert_eq!((table.totals()["m_harish_10"], table.totals()["m_harish_23"]), (1_175, 11));
    assert_eq!((table.totals()["s_saravanan_2"], table.totals()["s_saravanan_13"]), (539, 1));
    assert_eq!(import.checks.rows_agree, 5);
}

const GOOD: &str = "Polling Station,,Electors,Candidate ID and Name,,,\n\
    Part No,Part Name,Total No. of electors,1 - A SEN,2 - B RAO,3 - B RAO,Total Votes\n\
    1,SCHOOL,900,100,200,5,305\n2,HALL,800,90,150,4,244\n3,MILL,700,80,120,3,203\n\
    4,WELL,600,70,110,2,182\nTotal,,3000,340,580,14,934\n";

#[test]
fn a_small_form_reads() {
    let import = one(GOOD.as_bytes(), false);
    let table = import.table.as_ref().unwrap_or_else(|| panic!("{:#?}", import.findings));
    assert_eq!(table.candidates, ["a_sen", "b_rao_2", "b_rao_3"]);
    assert_eq!((table.rows.len(), table.rows[0].segment.as_str(), table.rows[0].electors), (4, "ac081", Some(900)));
    assert_eq!((import.checks.rows_agree, import.checks.totals_agree), (5, 1));
    let bom = format!("\u{feff}{}", GOOD.replace('\n', "\r\n"));
    assert_eq!(one(bom.as_bytes(), false).table.unwrap().totals(), table.totals());
}

/// A change to the small form, whether repairs are accepted, and what is then said.
fn changed(from: &str, to: &str) -> (Import, Import) {
    assert!(GOOD.contains(from), "{from}");
    let text = GOOD.replacen(from, to, 1);
    (one(text.as_bytes(), false), one(text.as_bytes(), true))
}

#[test]
fn what_has_to_be_mended_is_refused_with_its_place() {
    let cases = [
        (
            "2,HALL,800,90,150,4,244",
            "1,HALL,800,90,150,4,244",
            "in/ac081.csv:4:1: error: booth 1 of ac081 is there twice",
        ),
        (
            "90,150",
            "9e30,150",
            "in/ac081.csv:4:4: error: booth 2: this is no number of votes for 1 - A SEN (the cell holds \"9e30\")",
        ),
        ("90,150", "-90,150", "in/ac081.csv:4:4: error: booth 2: this is no number of votes"),
        ("90,150", "ge 1102,150", "in/ac081.csv:4:4: error: booth 2: this is no number of votes"),
        ("2 - B RAO,3 - B RAO", "2 - B RAO 3 - B RAO,", "in/ac081.csv:2:6: error: a column has no heading"),
        ("1 - A SEN", "lareneG", "in/ac081.csv:2:4: error: the heading is written backwards"),
        (
            "2,HALL,800,90,150,4,244",
            "2,HALL,800,90,150",
            "in/ac081.csv:4: error: this row has 5 fields, the headings 7",
        ),
        ("2,HALL", ",HALL", "in/ac081.csv:4:1: error: the row names no booth"),
        ("90,150,4,244", "9000,150,4,9154", "in/ac081.csv:4:4: error: booth 2: more than 5000 votes"),
        ("3 - B RAO", "2 - B RAO", "in/ac081.csv:2:6: error: this number on the ballot stands twice"),
    ];
    for (from, to, said) in cases {
        let (_, accepted) = changed(from, to);
        assert!(accepted.table.is_none(), "{to} was let through");
        let all = grave(&accepted).join("\n");
        assert!(all.contains(said), "{said}\nis not in\n{all}");
    }
}

#[test]
fn what_can_be_repaired_waits_for_consent() {
    // The change, what is said of it, and the votes of B RAO (2) once it is accepted.
    let cases = [
        ("5,305", "5,304", "in/ac081.csv:3:7: repair: booth 1: \"Total Votes\" says 304, the votes add up to 305", 580),
        ("150,4,244", "ge 150,4,244", "in/ac081.csv:4:5: repair: booth 2: this is no number of votes", 580),
        ("150,4,244", ",4,244", "repair: read it as 150, which the row's own total asks for", 580),
        (
            "580,14,934",
            "581,14,935",
            "in/ac081.csv:7:1: repair: the total row does not agree with the 4 booths above it: 2 - B RAO has 581 there, 580 in the booths",
            580,
        ),
        (
            "3,MILL,700,80,120,3,203\n",
            "",
            "the total row does not agree with the 3 booths above it: 1 - A SEN has 340 there, 260",
            460,
        ),
        ("1,SCHOOL,900", "1,SCHOOL,90", "in/ac081.csv:3:3: repair: booth 1: 305 votes, but 90 electors", 580),
        (
            "2,HALL,800,90,150,4,244\n",
            "2,HALL,800,90,150,4,244\n2,HALL,800,90,150,4,244\n",
            "is there twice, first on line 4, with the same votes",
            580,
        ),
        ("4,WELL", "9,THREE,0,270,470,12,752\n4,WELL", "booth 9 holds exactly the sum of the 3 rows above it", 580),
    ];
    for (from, to, said, votes) in cases {
        let (strict, accepted) = changed(from, to);
        assert!(strict.table.is_none(), "{to} went through without consent");
        let all = grave(&strict).join("\n");
        assert!(all.contains(said), "{said}\nis not in\n{all}");
        let table = accepted.table.as_ref().unwrap_or_else(|| panic!("{:#?}", grave(&accepted)));
        assert_eq!(table.totals()["b_rao_2"], votes, "{to}");
        assert!(accepted.report(1).contains("applied because they were accepted"));
    }
}

#[test]
fn a_missing_number_and_a_total_in_the_middle_are_noted() {
    let (import, _) = changed("3,MILL", "7,MILL");
    assert!(import.findings.iter().all(|finding| finding.weight == Weight::Note), "{:?}", import.findings);
    let text: String = GOOD.replace("Total,,3000,340,580,14,934\n", "");
    let long: String = (5..=30)
        .filter(|booth| *booth != 17)
        .map(|booth| format!("{booth},X,600,{},110,2,{}\n", 70 + booth, 182 + booth))
        .collect();
    let import = one(format!("{text}{long}").as_bytes(), false);
    let said: Vec<&str> = import.findings.iter().map(|finding| finding.what.as_str()).collect();
    assert_eq!(said, ["booth 17 of ac081 is missing in a run of numbers"]);
    let (import, _) = changed("3,MILL", "Total,,1700,190,350,9,549\n3,MILL");
    assert_eq!(import.checks.totals_agree, 2, "{:?}", import.findings);
    assert_eq!(import.table.unwrap().rows.len(), 4);
}

#[test]
fn files_that_are_no_tables_are_refused_for_what_they_are() {
    let utf16: Vec<u8> = [0xff, 0xfe].into_iter().chain(GOOD.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let latin: Vec<u8> =
        GOOD.replace("A SEN", "A S\u{e9}N").chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    let headings: String = GOOD.lines().take(2).map(|line| format!("{line}\n")).collect();
    let cases: [(&[u8], &str); 9] = [
        (&utf16, "in/ac081.csv:1:1: error: this file is UTF-16"),
        (&latin, "in/ac081.csv:2:4: error: byte 0xe9 is no UTF-8"),
        (b"", "error: the file is empty"),
        (b"a\n1\n2\n", "in/ac081.csv:1: error: the file has a single column"),
        (b"Part No 1 - A 2 - B\n1 2 3\n", "error: the file has a single column"),
        (headings.as_bytes(), "error: there is no booth below the headings"),
        (b"x,y,z\n1,2,3\n", "error: no row of headings with a booth number and candidates was found"),
        (b"%PDF-1.7\n", "PDF"),
        (&[0x1f, 0x8b, 8, 0, 1, 2, 3], "error: the gzip stream is broken"),
    ];
    for (bytes, said) in cases {
        let import = one(bytes, true);
        assert!(import.table.is_none());
        let all = grave(&import).join("\n");
        assert!(all.contains(said), "{said}\nis not in\n{all}");
    }
}

#[test]
fn gzip_reads_and_bombs_do_not() {
    use std::io::Write;
    let packed = |write: &dyn Fn(&mut dyn Write)| {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        write(&mut encoder);
        encoder.finish().unwrap()
    };
    let good = packed(&|out| out.write_all(GOOD.as_bytes()).unwrap());
    assert_eq!(one(&good, false).table.unwrap().rows.len(), 4);
    let bomb = packed(&|out| (0..80).for_each(|_| out.write_all(&vec![b'1'; 1 << 20]).unwrap()));
    assert!(grave(&one(&bomb, true))[0].contains("unpacked, the file is larger than 64 MB"));
}

#[test]
fn workbooks_read_and_bombs_do_not() {
    let good = one(&workbook(&sheet_of(GOOD), &[]), false);
    let table = good.table.as_ref().unwrap_or_else(|| panic!("{:#?}", good.findings));
    assert_eq!((table.rows.len(), table.totals()["b_rao_3"]), (4, 14));
    // A cell in the last place a sheet has: a naive reader makes room for seventeen billion cells.
    let far = sheet_of(GOOD) + "<row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row>";
    assert!(grave(&one(&workbook(&far, &[]), true))[0].contains("the table goes beyond"));
    let wide = sheet_of(GOOD)
        + &(8..4_500).map(|row| format!("<row r=\"{row}\"><c r=\"ALZ{row}\"><v>1</v></c></row>")).collect::<String>();
    assert!(grave(&one(&workbook(&wide, &[]), true))[0].contains("the table goes beyond"));
    let blanks = vec![b' '; 160 << 20];
    let bomb = workbook(&sheet_of(GOOD), &[("xl/sharedStrings.xml", &blanks)]);
    assert!(bomb.len() < 1 << 20);
    assert!(grave(&one(&bomb, true))[0].contains("unpacked, the workbook is larger than 128 MB"));
    // What is never unpacked does no harm.
    let picture = workbook(&sheet_of(GOOD), &[("xl/media/image1.png", &blanks)]);
    assert_eq!(one(&picture, false).table, good.table);
    let climbing = workbook(&sheet_of(GOOD), &[("../../etc/cron.d/x", b"x")]);
    let said = grave(&one(&climbing, true));
    assert!(said[0].contains("the archive holds a member named \"../../etc/cron.d/x\""), "{said:?}");
    assert!(grave(&one(b"PK\x03\x04 and nothing more", true))[0].contains("the archive cannot be opened"));
}

#[test]
fn files_of_one_contest_must_agree() {
    let other = GOOD.replace("1 - A SEN", "1 - C DAS");
    let pair = |second: &str, name: &str| {
        import(
            &[SourceFile { name: "ac1.csv", bytes: GOOD.as_bytes() }, SourceFile { name, bytes: second.as_bytes() }],
            None,
            true,
        )
    };
    assert_eq!(pair(GOOD, "ac2.csv").table.unwrap().rows.len(), 8);
    assert!(
        grave(&pair(&other, "ac2.csv"))[0].contains("ac2.csv:4: error")
            || grave(&pair(&other, "ac2.csv"))[0].contains("\"1 - C DAS\" is in no earlier file")
    );
    assert!(grave(&pair(GOOD, "again/ac1.csv")).join("\n").contains("booth 1 of ac1 was in an earlier file already"));
}

#[test]
fn long_tables_tell_namesakes_apart_by_party() {
    let text =
        "ac,booth,candidate,party,votes\n1,7 A,B RAO,X,200\n1,7 A,B RAO,IND,5\n1,8,B RAO,X,100\n1,8,B RAO,IND,3\n";
    let import = one(text.as_bytes(), false);
    let table = import.table.as_ref().unwrap_or_else(|| panic!("{:#?}", import.findings));
    assert_eq!(table.candidates, ["b_rao_1", "b_rao_2"]);
    assert_eq!((table.rows[0].booth.as_str(), table.totals()["b_rao_2"]), ("7 A", 8));
    let said = |text: &str| grave(&one(text.as_bytes(), true)).join("\n");
    assert!(said(&text.replace(",5\n", ",ge 5\n")).contains(":3:5: error: this is no number of votes"));
    assert!(said(&text.replace("1,8,B RAO,IND,3\n", "")).contains("booth 8 of 1 has no row for B RAO (IND)"));
}
