//! Form 20 as PDF: what reads, what is refused, and that every row knows its page.

use crate::made_pdfs::{Page, pdf, pdf_with};
use crate::shared_data::files;
use humnaam::returns::{Import, SourceFile, import};

fn one(bytes: &[u8]) -> Import {
    import(&[SourceFile { name: "in/081.pdf", bytes }], None, false)
}

fn said(import: &Import) -> String {
    import.findings.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

fn votes(import: &Import) -> Vec<(String, Vec<u32>, u64)> {
    let table = import.table.as_ref().unwrap_or_else(|| panic!("{}", said(import)));
    table.rows.iter().map(|row| (row.booth.clone(), row.votes.clone(), row.line)).collect()
}

fn refused(bytes: &[u8], why: &str) {
    let import = one(bytes);
    assert!(import.table.is_none() && said(&import).contains(why), "{}", said(&import));
}

/// Headings across, above rows at 500 and downwards.
fn headings(page: Page) -> Page {
    page.rows(520.0, &["Sl. No.|Part No|A SEN|B RAO|NOTA|Total"])
}

const ROWS: [&str; 4] = ["1|1|100|200|5|305", "2|1 A|90|150|4|244", "3|2|1102|9|0|1111", "4|3|7|8|9|24"];

fn expected(lines: [u64; 4]) -> Vec<(String, Vec<u32>, u64)> {
    let rows = [("1", [100, 200, 5]), ("1 A", [90, 150, 4]), ("2", [1_102, 9, 0]), ("3", [7, 8, 9])];
    rows.iter().zip(lines).map(|((booth, votes), line)| ((*booth).to_owned(), votes.to_vec(), line)).collect()
}

#[test]
fn a_ruled_table_reads() {
    let page = headings(Page::default().text(300.0, 560.0, "FORM 20 Total No. of Electors 245673"))
        .rows(500.0, &ROWS)
        .ruled(6, (535.0, 515.0, 450.0))
        .text(30.0, 420.0, "Place: Alpha")
        .text(500.0, 420.0, "Returning Officer");
    let import = one(&pdf(&[page]));
    assert_eq!(votes(&import), expected([1_002, 1_003, 1_004, 1_005]));
    assert_eq!((import.checks.rows_agree, import.candidates[0].header.as_str()), (4, "A SEN"));
    assert!(import.candidates[2].nota);
    assert!(said(&import).contains("a line of page 1 that is no row is left out: \"Place: Alpha Returning Officer\""));
}

#[test]
fn a_table_without_ruling_reads_by_the_places_of_its_numbers() {
    let import = one(&pdf(&[headings(Page::default()).rows(500.0, &ROWS)]));
    assert_eq!(votes(&import), expected([1_002, 1_003, 1_004, 1_005]));
    assert_eq!(import.checks.rows_agree, 4);
}

#[test]
fn turned_headings_are_joined_in_the_order_they_are_read() {
    let page = Page::default()
        .rows(460.0, &ROWS)
        .ruled(6, (580.0, 475.0, 410.0))
        .text(24.0, 520.0, "Sl. No.")
        .turned(85.0, 480.0, "Polling")
        .turned(95.0, 480.0, "Station No.")
        .turned(135.0, 480.0, "KUMARI")
        .turned(145.0, 480.0, "DEVI A. K.")
        .turned(195.0, 480.0, "B RAO")
        .turned(245.0, 480.0, "NOTA")
        .turned(295.0, 480.0, "Total");
    let import = one(&pdf(&[page]));
    assert_eq!(votes(&import).len(), 4);
    assert_eq!(import.candidates[0].header, "KUMARI DEVI A. K.");
    assert_eq!(import.candidates[1].header, "B RAO");
}

#[test]
fn pages_go_on_with_headings_column_numbers_and_totals() {
    let numbers = "1|2|3|4|5|6";
    let first = headings(Page::default())
        .rows(506.0, &[numbers, ROWS[0], ROWS[1], "|Page Total|190|350|9|549"])
        .ruled(6, (535.0, 516.0, 450.0));
    let second = headings(Page::default())
        .rows(506.0, &[numbers, ROWS[2], ROWS[3], "|Total|1299|367|18|1684"])
        .ruled(6, (535.0, 516.0, 450.0));
    let import = one(&pdf(&[first.clone(), second]));
    assert_eq!(votes(&import), expected([1_002, 1_003, 2_001, 2_002]));
    assert_eq!((import.checks.rows_agree, import.checks.totals_agree), (6, 2), "{}", said(&import));
    // A page without headings and ruling goes on in the columns of the page before.
    let plain = Page::default().rows(580.0, &ROWS[2..]);
    assert_eq!(votes(&one(&pdf(&[first, plain]))), expected([1_002, 1_003, 2_001, 2_002]));
}

#[test]
fn findings_name_the_page_and_the_line() {
    let slip = "4|3|7|8|9|25";
    let page = |rows: &[&str]| headings(Page::default()).rows(500.0, rows).ruled(6, (535.0, 515.0, 450.0));
    let import = one(&pdf(&[page(&ROWS[..2]), page(&[ROWS[2], slip])]));
    assert!(import.table.is_none());
    assert!(said(&import).contains("in/081.pdf page 2:2:6: repair: booth 3: \"Total\" says 25"), "{}", said(&import));
}

#[test]
fn numbers_that_touch_are_parted_by_the_ruling_and_never_joined_in_silence() {
    let page = headings(Page::default()).rows(500.0, &ROWS[..3]).ruled(6, (535.0, 515.0, 450.0));
    let touching = page.clone().text(20.5, 458.0, "1234567890").text(65.0, 458.0, "12").text(155.0, 458.0, "34");
    let import = one(&pdf(&[touching]));
    assert!(import.table.is_none(), "{import:?}");
    // Two numbers in one cell are no number.
    let double = page.text(20.0, 458.0, "4").text(80.0, 458.0, "3").rows(458.0, &["||7 1|8|9|25"]);
    assert!(one(&pdf(&[double])).table.is_none());
}

#[test]
fn pages_that_do_not_go_together_are_refused() {
    let first = headings(Page::default()).rows(500.0, &ROWS[..2]).ruled(6, (535.0, 515.0, 450.0));
    let wide = Page::default()
        .rows(520.0, &["Sl. No.|Part No|A SEN|B RAO|C DAS|NOTA|Total"])
        .rows(500.0, &["3|2|1|2|3|4|10", "4|3|1|2|3|4|10"])
        .ruled(7, (535.0, 515.0, 450.0));
    refused(&pdf(&[first.clone(), wide]), "page 2 has 7 columns, page 1 has 6");
    let others = Page::default()
        .rows(520.0, &["Sl. No.|Part No|C DAS|D ROY|NOTA|Total"])
        .rows(500.0, &ROWS[2..])
        .ruled(6, (535.0, 515.0, 450.0));
    refused(&pdf(&[first.clone(), others]), "column 3 of page 2 is headed \"C DAS\", on page 1 \"A SEN\"");
    refused(&pdf(&[first, Page::default().picture()]), "page 2 is a scan");
}

#[test]
fn candidates_that_go_on_over_a_second_set_of_pages_are_joined_by_booth() {
    let ruled = |page: Page, columns| page.ruled(columns, (535.0, 515.0, 450.0));
    let left =
        |rows: &[&str]| ruled(Page::default().rows(520.0, &["Sl. No.|Part No|A SEN|B RAO"]).rows(500.0, rows), 4);
    let right = |head: &str, rows: &[&str]| ruled(Page::default().rows(520.0, &[head]).rows(500.0, rows), 5);
    let (ours, theirs) =
        (["1|1|100|200", "2|1 A|90|150", "3|2|1102|9", "|Total|1292|359"], "Part No|C DAS|D ROY|NOTA|Total");
    let rest = ["1|3|4|5|312", "1 A|0|1|4|245", "2|7|8|0|1126", "Total|10|13|9|1683"];
    let set = |rest: &[&str]| {
        pdf(&[left(&ours[..2]), left(&ours[2..]), right(theirs, &rest[..2]), right(theirs, &rest[2..])])
    };
    let import = one(&set(&rest));
    let expected = [("1", [100, 200, 3, 4, 5]), ("1 A", [90, 150, 0, 1, 4]), ("2", [1_102, 9, 7, 8, 0])];
    let expected: Vec<(String, Vec<u32>, u64)> = expected
        .iter()
        .zip([1_002, 1_003, 2_001])
        .map(|((booth, votes), line)| ((*booth).to_owned(), votes.to_vec(), line))
        .collect();
    assert_eq!(votes(&import), expected);
    assert_eq!((import.checks.rows_agree, import.checks.totals_agree), (4, 1), "{}", said(&import));
    assert!(said(&import).contains("columns 5 to 8 stand on pages 3 to 4"), "{}", said(&import));
    // Other booths, booths in another order, or two tables that both say what they add up to are not one form.
    refused(
        &set(&["1|3|4|5|312", "3|0|1|4|245", "2|7|8|0|1126", "Total|10|13|9|1683"]),
        "page 3 has 5 columns, page 1 has 4",
    );
    refused(&set(&["1 A|0|1|4|245", "1|3|4|5|312", "2|7|8|0|1126", "Total|10|13|9|1683"]), "page 3 has 5 columns");
    let whole = |head: &str| ruled(Page::default().rows(520.0, &[head]).rows(500.0, &["1|10|20|30", "2|11|9|20"]), 4);
    refused(
        &pdf(&[whole("Part No|A SEN|B RAO|Total"), whole("Part No|C DAS|D ROY|Total")]),
        "column 2 of page 2 is headed \"C DAS\"",
    );
}

#[test]
fn scans_locked_and_broken_files_are_refused_by_name() {
    refused(&pdf(&[Page::default().picture()]), "this PDF is a scan: its pages are pictures without text");
    refused(
        &pdf(&[Page::default().text(100.0, 100.0, "Nothing is counted here")]),
        "no page of the PDF shows rows of numbers",
    );
    let page = headings(Page::default()).rows(500.0, &ROWS);
    let lock = "/ID [<00> <00>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O (aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa) /U (bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb) >>";
    refused(&pdf_with(std::slice::from_ref(&page), lock), "the PDF is locked with a password");
    refused(b"%PDF-1.7\n", "the PDF cannot be read");
    refused(b"%PDF-1.7\n1 0 obj << /Type /Catalog /Pages 1 0 R >> endobj trailer << /Root 1 0 R >>", "");
    let whole = pdf(&[page]);
    for length in (9..whole.len()).step_by(97) {
        // Where the text is whole the table may be too; what is never allowed is another table.
        if let Some(table) = &one(&whole[..length]).table {
            assert!(table.rows.len() <= 4, "{length} bytes");
        }
    }
}

#[test]
fn tamil_nadu_2021_reads_from_sixty_pdfs() {
    let Some(all) = files("form20-pdf/tamil-nadu-2021") else { return };
    let (mut agree, mut differ, mut read) = (0, 0, 0);
    for (name, bytes) in all.iter().filter(|(_, bytes)| bytes.starts_with(b"%PDF")) {
        let import = import(&[SourceFile { name, bytes }], None, true);
        agree += import.checks.rows_agree;
        differ += import.checks.rows_differ;
        read += usize::from(import.table.is_some());
    }
    assert!(agree >= 22_900 && differ <= 3, "{agree} rows add up, {differ} do not");
    assert_eq!(read, 58, "of 60 files, once repairs are accepted");
}
