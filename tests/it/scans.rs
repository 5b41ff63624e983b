//! `scan`, `calibrate` and `similarity` as commands: what they write, and what they refuse.

use crate::command::Desk;

const TABLE: &str = "State Name,Election Year,Constituency,Candidate Name,Party,Votes Polled\n\
Kerala,2004,Alappuzha,K S MANOJ,CPM,\"3,35,494\"\n\
Kerala,2004,Alappuzha,V M SUDHEERAN,INC,334485\n\
Kerala,2004,Alappuzha,V PADMANABHAN,BJP,43 891\n\
Kerala,2004,Alappuzha,V S SUDHEERAN,IND,8282.0\n\
Kerala,2004,Alappuzha,V I BOSE,IND,2291\n\
Kerala,2004,Alappuzha,PARTHASARATHY VARMA,IND,2024\n\
Kerala,2004,Alappuzha,None of the above,NOTA,12\n\
Kerala,2004,Alappuzha,T A KRISHNANKUTTY,IND,987\n";

#[test]
fn a_scan_writes_its_pairs_and_says_what_it_searched() {
    let desk = Desk::new();
    desk.put("seats.csv", TABLE);
    let ended = desk.run(&["scan", "seats.csv", "--out", "found"]);
    assert_eq!(ended.code, Some(0), "{}", ended.err);
    assert!(ended.out.contains("could have flipped by arithmetic"), "{}", ended.out);
    let pairs = String::from_utf8(desk.read("found/seats/pairs.csv")).unwrap();
    let header = "state,year,contest,principal,principal_party,principal_votes,principal_rank,namesake,namesake_party,\
                  namesake_votes,similarity,match,margin,verdict,share_needed,typical_independent,forecast_p05,forecast_p25,\
                  forecast_p50,forecast_p75,forecast_p95,diverted_p05,diverted_p50,diverted_p95,flip_probability,standard_error,namesakes,\
                  namesakes_votes,forecast_sum_p05,forecast_sum_p25,forecast_sum_p50,forecast_sum_p75,forecast_sum_p95";
    let lines: Vec<&str> = pairs.lines().collect();
    assert_eq!(lines[0], header);
    assert!(
        lines[1].starts_with("Kerala,2004,Alappuzha,V M SUDHEERAN,INC,334485,2,V S SUDHEERAN,IND,8282,"),
        "{pairs}"
    );
    assert!(lines[1].contains(",similar,1009,possible,0.12195"), "{pairs}");
    let csv = desk.run(&["scan", "seats.csv", "--out", "found", "--format", "csv", "--threads", "1"]);
    assert_eq!(csv.out, pairs, "threads and standard output change nothing");
    let json: serde_json::Value =
        serde_json::from_str(&desk.run(&["scan", "seats.csv", "--format", "json", "--out", "found"]).out).unwrap();
    assert_eq!(json["pairs"][0]["margin"], 1_009);
}

#[test]
fn rows_that_count_nobody_win_no_seat() {
    let desk = Desk::new();
    desk.put(
        "t.csv",
        "constituency,candidate,party,votes\nAlpha,BALRAM TANTI,P1,145120\nAlpha,MANOJ PASWAN,P2,145000\n\
         Alpha,MANOJ PASWAN,IND,1020\nAlpha,Total,,291140\nAlpha,Electors,,300000\n",
    );
    let ended = desk.run(&["scan", "t.csv", "--format", "csv"]);
    assert_eq!(ended.code, Some(0), "{}", ended.err);
    assert!(ended.out.contains(",MANOJ PASWAN,IND,1020,") && ended.out.contains(",120,possible,"), "{}", ended.out);
    assert!(ended.err.contains("t.csv:5: note: \"Total\" counts no candidate"), "{}", ended.err);
}

#[test]
fn a_formula_in_a_name_does_not_reach_a_spreadsheet() {
    let desk = Desk::new();
    desk.put("seats.csv", TABLE.replace("V M SUDHEERAN", "=cmd|' /C calc'!A0 SUDHEERAN").replace("Kerala", "+Kerala"));
    let ended = desk.run(&["scan", "seats.csv", "--format", "csv"]);
    assert_eq!(ended.code, Some(0), "{}", ended.err);
    let cells = ended.out.lines().skip(1).flat_map(|line| line.split(','));
    for cell in cells {
        assert!(!cell.trim_start_matches('"').starts_with(['=', '+', '@']), "{cell} in {}", ended.out);
    }
}

#[test]
fn what_cannot_be_read_is_named() {
    let desk = Desk::new();
    desk.put("a.csv", "Candidat,Party,Place\nX,Y,Z\n");
    let said = desk.refused(65, &["scan", "a.csv"]);
    assert!(
        said.contains("no column holds the name") && said.contains("\"Candidat\"") && said.contains("--columns"),
        "{said}"
    );
    desk.put("b.csv", "");
    desk.refused(65, &["scan", "b.csv"]);
    desk.refused(66, &["scan", "missing.csv"]);
    desk.put("c.csv", TABLE.replace("334485", "many"));
    let said = desk.refused(65, &["scan", "c.csv"]);
    assert!(said.contains("c.csv:3: note: column Votes Polled: \"many\" is no whole number of votes"), "{said}");
    let said = desk.refused(65, &["calibrate", "a.csv", "--columns", "name=Candidat,votes=Party,contest=Place"]);
    assert!(said.contains("a.csv:2: note: column Party: \"Y\" is no whole number"), "{said}");
    let said = desk.refused(65, &["similarity", "123", "Alok"]);
    assert!(said.contains("has no letters"), "{said}");
}

#[test]
fn evidence_that_was_written_is_taken() {
    let desk = Desk::with(crate::command::SMALL);
    let text = humnaam::evidence::Evidence::builtin().to_toml(&["A copy".to_owned()]);
    desk.put("copy.toml", &text);
    desk.put("wrong.toml", text.replacen("mean = 0.", "mean = 7.", 1));
    let run = |folder: &str, more: &[&str]| {
        let arguments = [&["run", "a.toml", "--no-charts", "--quiet", "--out", folder], more].concat();
        let ended = desk.run(&arguments);
        assert_eq!(ended.code, Some(0), "{}", ended.err);
    };
    run("one", &[]);
    run("two", &["--evidence", "copy.toml"]);
    // The title alone says that other priors were given; their numbers are the same.
    let other = "two/a+evidence=copy.toml";
    let summary = |folder: &str| -> serde_json::Value {
        let mut summary: serde_json::Value =
            serde_json::from_slice(&desk.read(&format!("{folder}/summary.json"))).unwrap();
        assert_eq!(summary["title"].as_str().unwrap().contains("[evidence=copy.toml]"), folder == other);
        summary["title"].take();
        summary
    };
    assert_eq!(summary("one/a"), summary(other));
    let verified = desk.run(&["verify", other]);
    assert_eq!(verified.code, Some(0), "{}", verified.err);
    let said = desk.refused(65, &["run", "a.toml", "--evidence", "wrong.toml"]);
    assert!(said.contains("is no prior"), "{said}");
    desk.put("broken.toml", text.replacen("[slip]", "[slipp]", 1));
    let said = desk.refused(65, &["run", "a.toml", "--evidence", "broken.toml"]);
    assert!(said.contains("broken.toml:"), "{said}");
}

#[test]
fn similarity_explains_itself() {
    let desk = Desk::new();
    let ended = desk.run(&["similarity", "Adv. Alok Misra", "आलोक मिश्रा"]);
    assert_eq!(ended.code, Some(0), "{}", ended.err);
    assert!(ended.out.contains("1 of 1") && ended.out.contains("set aside in the first: adv"), "{}", ended.out);
}

#[test]
fn how_alike_names_must_be_and_how_much_is_shown_can_be_asked_for() {
    let desk = Desk::new();
    let mut text = "state,year,contest,candidate,party,votes\n".to_owned();
    for seat in 0..30 {
        let state = ["North", "South"][seat % 2];
        for (name, votes) in [
            ("ASHA RAO", 900),
            ("DEVDATTA JAYVANTRAO NIKAM", 800),
            ("ASHA RAO", 30),
            ("DEVDATTA SHIVAJIRAO NIKAM", 20 + seat),
            ("C D", 10),
        ] {
            text.push_str(&format!("{state},2019,Seat {seat},{name},IND,{votes}\n"));
        }
    }
    desk.put("seats.csv", &text);
    let rows = |arguments: &[&str]| {
        desk.run(&[&["scan", "seats.csv", "--format", "csv"], arguments].concat()).out.lines().count() - 1
    };
    assert_eq!((rows(&[]), rows(&["--min-similarity", "1"])), (60, 30));
    let few = desk.run(&["scan", "seats.csv"]).out;
    assert!(few.contains("and 35 more") && few.contains("30 of them it is the runner-up"), "{few}");
    // The states, each with its seats and pairs.
    let counts = |text: &str, state: &str| -> Vec<String> {
        let line = text.lines().find(|line| line.starts_with(state)).unwrap();
        line.split_whitespace().skip(1).map(str::to_owned).collect()
    };
    assert_eq!(counts(&few, "North")[..2], ["15", "30"]);
    let all = desk.run(&["scan", "seats.csv", "--all", "--min-similarity", "1"]).out;
    assert!(!all.lines().any(|line| line.ends_with(" more")) && all.contains("alike to 1 or more"), "{all}");
    assert_eq!(counts(&all, "South")[..2], ["15", "15"]);
    let wrong = desk.refused(2, &["scan", "seats.csv", "--min-similarity", "1.1"]);
    assert!(wrong.contains("0.3 to 1"), "{wrong}");
}
