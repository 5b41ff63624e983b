//! `humnaam import`: what it writes, what it refuses, and with which exit codes.

use crate::command::Desk;

fn text(desk: &Desk, name: &str) -> String {
    String::from_utf8(desk.read(name)).expect("what is written is UTF-8")
}

const FORM: &str = "Part No,1 - A SEN,2 - B RAO,3 - B RAO,Total\n1,100,200,5,305\n2,90,150,4,244\n3,80,120,3,203\n";

#[test]
fn it_writes_the_table_and_the_report_beside_it() {
    let desk = Desk::new();
    desk.put("in/ac7.csv", FORM);
    let ended = desk.run(&["import", "in/ac7.csv", "--out", "out/booths.csv"]);
    assert_eq!((ended.code, ended.err.as_str()), (Some(0), ""));
    assert_eq!(
        text(&desk, "out/booths.csv"),
        "segment,booth,electors,a_sen,b_rao_2,b_rao_3\nac7,1,,100,200,5\nac7,2,,90,150,4\nac7,3,,80,120,3\n"
    );
    assert_eq!(text(&desk, "out/booths.csv.reconciliation.txt"), ended.out);
    assert!(ended.out.contains("3 of 3 rows add up to the totals they state."), "{}", ended.out);
    let piped = desk.run(&["import", "in/ac7.csv"]);
    assert_eq!((piped.code, piped.out), (Some(0), text(&desk, "out/booths.csv")));
    assert!(piped.err.contains("b_rao_3: \"3 - B RAO\", 12"), "{}", piped.err);
    let read = desk.shell("\"$@\" < in/ac7.csv", &["import", "-"]);
    assert_eq!((read.code, read.out), (Some(0), text(&desk, "out/booths.csv").replace("ac7", "stdin")), "{}", read.err);
}

#[test]
fn repairs_wait_for_consent_and_stand_in_the_report() {
    let desk = Desk::new();
    desk.put("a.csv", FORM.replace("5,305", "5,306"));
    let errors = desk.refused(65, &["import", "a.csv", "--out", "b.csv"]);
    // What was read comes first, so that whoever mends the file sees whether its columns were understood.
    assert!(
        errors.starts_with("Columns: id, heading in the form, votes in booths\n  a_sen: \"1 - A SEN\", 270"),
        "{errors}"
    );
    assert!(errors.contains("\na.csv:2:5: repair: booth 1: \"Total\" says 306, the votes add up to 305"), "{errors}");
    assert!(errors.contains("error: 1 repair has to be agreed to"), "{errors}");
    let ended = desk.run(&["import", "a.csv", "--out", "b.csv", "--accept-repairs"]);
    assert_eq!(ended.code, Some(0));
    assert!(
        text(&desk, "b.csv.reconciliation.txt").contains("Repairs: 1, applied because they were accepted\na.csv:2:5")
    );
}

#[test]
fn what_cannot_be_used_ends_with_its_code_and_leaves_nothing() {
    let desk = Desk::new();
    desk.put("a.csv", FORM.replace("1,100", "2,100"));
    assert!(desk.refused(65, &["import", "a.csv", "--out", "new/b.csv"]).contains("booth 2 of a is there twice"));
    assert!(desk.refused(66, &["import", "none.csv"]).contains("none.csv cannot be read"));
    assert!(desk.refused(66, &["import", "."]).contains("it is a directory"));
    assert!(desk.refused(2, &["import"]).contains("FILE"));
    assert!(desk.refused(2, &["import", "a.csv", "--layout", "tall"]).contains("form20_wide"));
    assert!(desk.refused(65, &["import", "a.csv", "--layout", "long"]).contains("no headings of a long form"));
}

#[test]
fn nothing_that_was_read_is_written_over() {
    let desk = Desk::new();
    desk.put("a.csv", FORM);
    assert!(desk.refused(2, &["import", "a.csv", "--out", "./a.csv"]).contains("is one of the files to be read"));
    assert_eq!(text(&desk, "a.csv"), FORM);
}

#[test]
fn two_gigabytes_are_refused_without_being_read() {
    let desk = Desk::new();
    // A file with a hole: two gigabytes long, and nothing on the disk.
    desk.put("huge.csv", "");
    let ended = desk.shell("truncate -s 2G huge.csv; exec \"$@\"", &["import", "huge.csv"]);
    assert_eq!(ended.code, Some(66));
    assert!(ended.err.contains("huge.csv cannot be read: it is larger than 128 MB"), "{}", ended.err);
}

#[cfg(unix)]
#[test]
fn a_link_stays_a_link_and_a_device_a_device() {
    let desk = Desk::new();
    desk.put("a.csv", FORM);
    desk.put("kept.csv", "old");
    std::os::unix::fs::symlink("kept.csv", desk.path("link.csv")).unwrap();
    assert_eq!(desk.run(&["import", "a.csv", "--out", "link.csv"]).code, Some(0));
    assert!(desk.path("link.csv").symlink_metadata().unwrap().is_symlink());
    assert!(text(&desk, "kept.csv").starts_with("segment,booth,electors"));
    // What the standard output of this test is has no name.
    let ended = desk.run(&["import", "a.csv", "--out", "/dev/stdout"]);
    assert_eq!(ended.code, Some(73), "{}", ended.err);
    assert!(std::path::Path::new("/dev/stdout").symlink_metadata().unwrap().is_symlink());
}
