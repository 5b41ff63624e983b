//! Whatever a file, its name or an argument holds, nothing acts on the terminal of whoever reads what is said of it, and nothing
//! runs in the spreadsheet that opens what is written.

use crate::command::{Desk, SMALL, small_with};

/// Clears a screen, sets a title, turns letters around, rings, returns to the start of the line.
const HOSTILE: [&str; 7] =
    ["\u{1b}[2J", "\u{1b}]0;owned\u{7}", "\u{202e}", "\u{2066}", "\u{9b}31m", "\u{8}\u{8}\u{8}", "\u{2028}"];

/// Fails where a text for people holds anything that acts.
fn harmless(text: &str, whose: &str) {
    let acts = |c: &char| {
        c.is_control() && !matches!(c, '\n' | '\t')
            || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2028}'..='\u{2029}' | '\u{2066}'..='\u{2069}')
    };
    let found: Vec<char> = text.chars().filter(acts).collect();
    assert!(found.is_empty(), "{found:?} in {whose}: {text:?}");
}

/// Runs a command, and looks at all it says.
fn said(desk: &Desk, arguments: &[&str]) -> String {
    let ended = desk.run(arguments);
    harmless(&ended.out, &format!("the output of {arguments:?}"));
    harmless(&ended.err, &format!("the errors of {arguments:?}"));
    assert!(!ended.err.contains("panicked"), "{}", ended.err);
    format!("{}{}", ended.out, ended.err)
}

#[test]
fn headings_names_and_booths_of_returns() {
    for hostile in HOSTILE {
        let desk = Desk::new();
        let wide = format!(
            "Part No,1 - A{hostile} SEN,2 - B RAO,Remarks{hostile},Total\n1{hostile},100,200,x{hostile},300\n2,90,150,,240\n"
        );
        desk.put("wide.csv", wide);
        let long = format!(
            "segment,booth,candidate,party,votes\none{hostile},1{hostile},Asha {hostile}Rao,A{hostile},400\none{hostile},1{hostile},Bimal Sen,X,300\none,2,Asha {hostile}Rao,A{hostile},4{hostile}\none,2,Bimal Sen,X,1\n"
        );
        desk.put("long.csv", &long);
        desk.put("sound.csv", long.replace(&format!("4{hostile}\n"), "4\n"));
        desk.put(
            "tidy.csv",
            format!(
                "segment,booth,electors,a,b\ns{hostile},=cmd|' /C calc'!A0,900,100,200\ns{hostile},2{hostile},,3,4\n"
            ),
        );
        for name in ["wide.csv", "long.csv", "sound.csv", "tidy.csv"] {
            said(&desk, &["import", name]);
            said(&desk, &["import", name, "--out", "out.csv", "--accept-repairs"]);
            if desk.path("out.csv.reconciliation.txt").exists() {
                harmless(&String::from_utf8(desk.read("out.csv.reconciliation.txt")).unwrap(), "the reconciliation");
                harmless(&String::from_utf8(desk.read("out.csv")).unwrap(), "the table");
                std::fs::remove_file(desk.path("out.csv.reconciliation.txt")).unwrap();
            }
        }
        // The sound ones are read.
        for name in ["sound.csv", "tidy.csv"] {
            assert_eq!(desk.run(&["import", name, "--out", "out.csv"]).code, Some(0), "{name} {hostile:?}");
        }
    }
}

#[test]
fn a_booth_is_no_formula() {
    let desk = Desk::new();
    let form = "segment,booth,candidate,party,votes\n@one,=cmd|' /C calc'!A0,Asha Rao,A,400\n@one,=cmd|' /C calc'!A0,Bimal Sen,X,300\n@one,7\u{0}A,Asha Rao,A,4\n@one,7\u{0}A,Bimal Sen,X,1\n";
    desk.put("long.csv", form);
    let ended = desk.run(&["import", "long.csv", "--out", "b.csv"]);
    assert_eq!(ended.code, Some(0), "{}", ended.err);
    let table = String::from_utf8(desk.read("b.csv")).unwrap();
    assert_eq!(
        table,
        "segment,booth,electors,asha_rao,bimal_sen\n'@one,'=cmd|' /C calc'!A0,,400,300\n'@one,7 A,,4,1\n"
    );
    // What was written is read again, by `import` and by a scenario, and stays what it is.
    let again = desk.run(&["import", "b.csv"]);
    assert_eq!((again.code, again.out.as_str()), (Some(0), table.as_str()), "{}", again.err);
    desk.put(
        "b.csv",
        table
            .replace("asha_rao,bimal_sen", "asha,bimal,asha2")
            .replace(",400,300", ",400,300,100")
            .replace(",4,1\n", ",500,700,50\n"),
    );
    desk.put("a.toml", small_with("booths = 4", "booth_file = \"b.csv\""));
    let ended = desk.run(&["run", "a.toml", "--quiet", "--no-charts"]);
    assert_eq!(ended.code, Some(0), "{}", ended.err);
    assert!(String::from_utf8(desk.read("results/a/booths.csv")).unwrap().contains("'=cmd"));
}

#[cfg(unix)]
#[test]
fn names_of_files_and_arguments() {
    for hostile in HOSTILE {
        let desk = Desk::new();
        let name = format!("a{hostile}.toml");
        desk.put(&name, SMALL);
        desk.put(&format!("t{hostile}.csv"), "Part No,1 - A SEN,2 - B RAO,Total\n1,1,2,9\n");
        let table = format!("t{hostile}.csv");
        let setting = format!("contest.name=\"x{hostile}\"");
        let vary = format!("confusion{hostile}.rate=0,1");
        for arguments in [
            &["check", &name][..],
            &["check", &name, "--set", &setting],
            &["check", &format!("none{hostile}")],
            &["run", &name, "--no-charts"],
            &["run", &name, "--no-charts", "--out", &format!("o{hostile}")],
            &["claim", &name],
            &["import", &table],
            &["scan", &table],
            &["calibrate", &table],
            &["verify", &format!("v{hostile}")],
            &["merge", &format!("v{hostile}")],
            &["similarity", &format!("Asha{hostile} Rao"), "Asha Rau"],
            &["similarity", hostile, "Asha"],
            &["sweep", &name, "--vary", &vary],
            &["sweep", &name, "--vary", "confusion.rate=0.01,0.02", "--no-charts", "--out", &format!("o{hostile}")],
            &[hostile],
            &["run", &name, &format!("--{hostile}")],
            &["run", &name, "--draws", hostile],
            &["run", &name, "--set", hostile],
            &["run", &name, "--charts", hostile],
        ] {
            assert_ne!(said(&desk, arguments), "", "{arguments:?}");
        }
    }
}

#[test]
fn points_and_shards_of_other_values() {
    for hostile in HOSTILE {
        let desk = Desk::with(SMALL);
        let vary = format!("title=\"x\",\"{hostile}\"");
        let sweep =
            ["sweep", "a.toml", "--no-charts", "--vary", "confusion.rate=0.01,0.02", "--vary", &vary, "--shard", "0/2"];
        said(&desk, &sweep);
        desk.put("a.toml", format!("{SMALL}# changed\n"));
        said(&desk, &sweep);
        said(&desk, &["merge", "results/a-sweep"]);
        let manifest = format!("{{\"schema\": \"humnaam.manifest/1{hostile}\", \"more{hostile}\": 1}}");
        desk.put("results/a-sweep/manifest.json", manifest);
        said(&desk, &["verify", "results/a-sweep"]);
    }
}
