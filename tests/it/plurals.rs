//! Where there is one of something, or none, it is called so.

use crate::command::{Desk, small_with};

/// What a number of may be followed by.
const MANY: &str = "charts rows files votes booths simulations points candidates namesakes segments contests pairs shards \
                    things repairs problems parameters explanations claims seats letters electors notes pages pictures values years draws";

/// Fails where a text says "1 charts".
fn singular(text: &str, whose: &str) {
    let words: Vec<&str> = text.split(|c: char| c.is_whitespace() || ",;:()\"".contains(c)).collect();
    // "0 of 1 rows" counts all of them.
    let counts =
        |three: &&[&str]| three[0] != "of" && three[1] == "1" && MANY.split_whitespace().any(|many| many == three[2]);
    let wrong: Vec<&[&str]> = words.windows(3).filter(counts).collect();
    assert!(wrong.is_empty(), "{wrong:?} in {whose}: {text}");
    assert!(!words.windows(2).any(|pair| pair == ["0", "charts"]), "no charts need no word in {whose}: {text}");
}

#[test]
fn one_of_anything_is_not_called_many() {
    let desk = Desk::with(&small_with("booths = 4", "booths = 1").replace("150", "1"));
    desk.put("form.csv", "Part No,1 - A SEN,2 - B RAO,Total\n1,1,0,1\n");
    desk.put("bad.csv", "Part No,1 - A SEN,2 - B RAO,Total\n1,1,x,1\n");
    desk.put("repair.csv", "Part No,1 - A SEN,2 - B RAO,Total\n1,1,1,9\n");
    let seats = "State_Name,Year,Constituency_Name,Candidate,Party,Votes\nX,2014,One,Asha Rao,ABC,1000\n\
                 X,2014,One,Bimal Sen,XYZ,1001\nX,2014,One,Asha Rao,IND,1\n";
    desk.put("seats.csv", seats);
    desk.put("broken.toml", "title = 1\n");
    let all = desk.path("");
    let mut kept = String::new();
    for arguments in [
        &["run", "a.toml", "--charts", "margin", "--draws", "1", "--full"][..],
        &["run", "a.toml", "--no-charts", "--draws", "1", "--full", "--out", "bare"],
        &["run", "a.toml", "--draws", "1", "--shard", "0/1", "--out", "parts"],
        &["merge", "parts/a", "--no-charts"],
        &["merge", "parts/a"],
        &["verify", "results/a"],
        &["verify", "bare/a"],
        &["sweep", "a.toml", "--vary", "confusion.rate=0.1", "--draws", "1", "--no-charts"],
        &["sweep", "a.toml", "--vary", "confusion.rate=0.1", "--draws", "1", "--out", "drawn"],
        &["verify", "results/a-sweep"],
        &["check", "a.toml"],
        &["check", "broken.toml"],
        &["claim", "a.toml"],
        &["import", "form.csv", "--out", "booths.csv"],
        &["import", "bad.csv"],
        &["import", "repair.csv"],
        &["import", "repair.csv", "--accept-repairs", "--out", "repaired.csv"],
        &["scan", "seats.csv"],
        &["scan", "seats.csv", "--all"],
        &["calibrate", "seats.csv"],
        &["similarity", "Asha Rao", "Asha Rau"],
    ] {
        let ended = desk.run(arguments);
        let whose = format!("{arguments:?}");
        assert!(!ended.err.contains("panicked"), "{}", ended.err);
        singular(&ended.out, &whose);
        singular(&ended.err, &whose);
        kept += &ended.out;
    }
    // Something was said that counts one.
    assert!(kept.contains("1 file") && kept.contains("1 booth"), "{kept}");
    for (path, bytes) in desk.everything() {
        let kind = path.extension().map(|kind| kind.to_string_lossy().into_owned()).unwrap_or_default();
        if ["html", "txt", "svg"].contains(&kind.as_str()) {
            singular(&String::from_utf8_lossy(&bytes), &path.strip_prefix(&all).unwrap().display().to_string());
        }
    }
}
