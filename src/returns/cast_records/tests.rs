use super::*;
use crate::returns::CastStratum;

/// A report with its records first, as the format sorts them.
fn report(records: &[(&str, &[&str], &[&str])]) -> String {
    let contest = |id: &str, chosen: &[&str]| {
        let selection = |id: &&str| {
            format!(
                "{{\"@type\":\"CVR.CVRContestSelection\",\"ContestSelectionId\":\"{id}\",\"SelectionPosition\":[{{\"@type\":\"CVR.SelectionPosition\",\"HasIndication\":\"yes\",\"IsAllocable\":\"yes\",\"NumberVotes\":1}}]}}"
            )
        };
        let selections: Vec<String> = chosen.iter().map(selection).collect();
        format!(
            "{{\"@type\":\"CVR.CVRContest\",\"ContestId\":\"{id}\",\"CVRContestSelection\":[{}]}}",
            selections.join(",")
        )
    };
    let record = |(unit, own, other): &(&str, &[&str], &[&str])| {
        format!(
            "{{\"@type\":\"CVR.CVR\",\"BallotStyleUnitId\":\"{unit}\",\"CurrentSnapshotId\":\"now\",\"CVRSnapshot\":[\
             {{\"@type\":\"CVR.CVRSnapshot\",\"@id\":\"before\",\"Type\":\"original\",\"CVRContest\":[{}]}},\
             {{\"@type\":\"CVR.CVRSnapshot\",\"@id\":\"now\",\"Type\":\"interpreted\",\"CVRContest\":[{},{}]}}]}}",
            contest("pres", &["s-rival"]),
            contest("pres", own),
            contest("sen", other)
        )
    };
    let records: Vec<String> = records.iter().map(record).collect();
    format!(
        "\u{feff}{{\"@type\":\"CVR.CastVoteRecordReport\",\"CVR\":[{}],\n\"Election\":[{{\"@id\":\"e\",\"Candidate\":[\
         {{\"@id\":\"c-x\",\"Name\":\"Pat X\"}},{{\"@id\":\"c-rival\",\"Name\":\"Rival\"}},{{\"@id\":\"c-mate\",\"Name\":\"Mate\"}}],\"Contest\":[\
         {{\"@id\":\"pres\",\"Name\":\"President\",\"ContestSelection\":[{{\"@id\":\"s-x\",\"CandidateIds\":[\"c-x\",\"c-mate\"]}},{{\"@id\":\"s-rival\",\"CandidateIds\":[\"c-rival\"]}}]}},\
         {{\"@id\":\"sen\",\"Name\":\"Senator\",\"ContestSelection\":[{{\"@id\":\"s-yes\",\"Selection\":\"Yes\"}},{{\"@id\":\"s-no\",\"Selection\":\"No\"}}]}}]}}],\
         \"GpUnit\":[{{\"@id\":\"u1\",\"Name\":\"a absentee\"}},{{\"@id\":\"u2\",\"Name\":\"01\"}}],\"Version\":\"1.0.0\"}}",
        records.join(",\n")
    )
}

fn offices(own: &'static str, other: &'static str) -> Offices<'static> {
    Offices { own: Some(own), other: Some(other) }
}

#[test]
fn ballots_are_counted_as_they_are_now() {
    let text = report(&[
        ("u1", &["s-x"], &["s-yes"]),
        ("u1", &["s-rival"], &["s-yes"]),
        ("u2", &["s-x"], &["s-yes"]),
        ("u2", &["s-x"], &["s-yes"]),
        ("u2", &["s-rival"], &["s-yes"]),
        ("u2", &[], &["s-yes", "s-no"]),
        ("u1", &["s-rival", "s-x"], &["s-yes", "s-no"]),
    ]);
    for (own, other) in [("President", "senator"), ("pres", "sen")] {
        let votes = ballots("r.json", text.as_bytes(), offices(own, other)).unwrap();
        let chosen: Vec<&str> = votes.choices().into_iter().collect();
        assert_eq!(chosen, ["Pat X and Mate", "Rival", "more than one", "no vote"]);
        let stratum =
            |name: &str, votes, of, here, recorded| CastStratum { name: name.to_owned(), votes, of, here, recorded };
        let strata = votes.strata("Pat X and Mate", "a");
        assert_eq!(strata, [stratum("Yes", 1, 2, 3, 2), stratum("more than one", 0, 1, 1, 0)]);
    }
}

#[test]
fn a_report_that_cannot_be_counted_says_why() {
    let text = report(&[("u1", &["s-x"], &["s-yes"])]);
    let said = |text: &str, offices| ballots("r.json", text.as_bytes(), offices).unwrap_err();
    let nothing = Offices { own: None, other: None };
    assert!(
        said(&text, nothing).what.contains("office does not say which of their contests is meant: President, Senator")
    );
    assert!(
        said(&text, offices("President", "Mayor"))
            .what
            .contains("no contest is called \"Mayor\", but President, Senator")
    );
    assert_eq!(said(&text.replace("\"GpUnit\"", "GpUnit"), offices("pres", "sen")).line, 2);
    assert!(said("{}", offices("pres", "sen")).what.contains("no contest is called \"pres\""));
    assert!(said(&report(&[]), offices("pres", "sen")).what.contains("none of 0 records"));
    assert!(said("{\"CVR\": 5}", offices("pres", "sen")).line == 1);
}

#[test]
fn a_mark_that_must_not_count_does_not() {
    let text = report(&[("u2", &["s-x"], &["s-yes"])]).replacen("\"IsAllocable\":\"yes\"", "\"IsAllocable\":\"no\"", 2);
    let votes = ballots("r.json", text.as_bytes(), offices("pres", "sen")).unwrap();
    assert_eq!(votes.choices().into_iter().collect::<Vec<_>>(), ["no vote"]);
}
