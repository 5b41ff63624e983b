//! Tables of candidates in the forms in which people have them: who stood, and what stands beside them.

use humnaam::returns::candidates::{CandidateTable, ListedContest};

/// A seat, and who stood in it with how many votes.
type Seat = (String, Vec<(String, u64)>);

/// The contests of a table, and what was noted.
fn read(text: &str) -> (Vec<Seat>, String) {
    let mut table = CandidateTable::new(text.as_bytes(), None).unwrap_or_else(|error| panic!("{error}"));
    let mut contests = Vec::new();
    while let Some(ListedContest { contest, candidates, .. }) = table.next_contest().unwrap() {
        contests.push((contest, candidates.into_iter().map(|one| (one.name, one.votes)).collect()));
    }
    let notes: Vec<String> = table.take_notes().iter().map(|note| format!("{}: {}", note.row, note.what)).collect();
    (contests, notes.join("\n"))
}

fn named(candidates: &[(&str, u64)]) -> Vec<(String, u64)> {
    candidates.iter().map(|(name, votes)| ((*name).to_owned(), *votes)).collect()
}

#[test]
fn totals_and_rejected_votes_are_nobody() {
    let (contests, notes) = read(
        "constituency,candidate,party,votes\nAlpha,BALRAM TANTI,P1,145120\n\
        Alpha,MANOJ PASWAN,P2,145000\nAlpha,MANOJ PASWAN,IND,1020\nAlpha,Total,,291140\n\
        Beta,RAM DAS,P1,145120\nBeta,SHYAM DAS,P2,145000\nBeta,Total Valid Votes,,290120\nBeta,Rejected Votes,,120\n",
    );
    let alpha = named(&[("BALRAM TANTI", 145_120), ("MANOJ PASWAN", 145_000), ("MANOJ PASWAN", 1_020)]);
    let beta = named(&[("RAM DAS", 145_120), ("SHYAM DAS", 145_000)]);
    assert_eq!(contests, [("Alpha".to_owned(), alpha), ("Beta".to_owned(), beta)]);
    assert_eq!(notes.lines().next(), Some("5: \"Total\" counts no candidate; the row is set aside"));
    assert_eq!(notes.lines().count(), 3, "{notes}");
}

#[test]
fn electors_postal_and_tendered_votes_are_nobody() {
    let (contests, notes) = read(
        "constituency,candidate,party,votes\nA,RAM DAS,P1,145120\nA,HARI OM,P2,145000\n\
        A,HARI OM,IND,1020\nA,Postal Votes,,2000\nA,Tendered Votes,,2\nA,Electors,,300000\nA,Total Votes Cast,,293142\n",
    );
    assert_eq!(contests[0].1, named(&[("RAM DAS", 145_120), ("HARI OM", 145_000), ("HARI OM", 1_020)]));
    assert_eq!(notes.lines().count(), 4, "{notes}");
    let (contests, _) = read(
        "precinct,constituency,candidate,party,votes\n1,A,Ann,X,9\n1,A,Bob,Y,8\n1,A,Over Votes,,3\n\
        1,A,Under Votes,,7\n1,A,Write-ins,,2\n1,A,Scattering,,1\n1,A,Ballots Cast - Blank,,1\n",
    );
    assert_eq!(contests[0].1, named(&[("Ann", 9), ("Bob", 8)]));
}

#[test]
fn a_sum_is_nobody_whatever_it_is_called_and_a_name_is_somebody() {
    let (contests, notes) = read(
        "constituency,candidate,party,votes\nA,RAM DAS,P1,50\nA,HARI OM,P2,40\nA,NOTA,,1\nA,Kul Mat,,91\n\
        B,RAM DAS,P1,50\nB,MALE,IND,40\nB,ABSENT,P3,90\n",
    );
    assert_eq!(contests[0].1, named(&[("RAM DAS", 50), ("HARI OM", 40), ("NOTA", 1)]));
    assert!(notes.contains("Kul Mat holds the sum of the rows above it"), "{notes}");
    assert_eq!(contests[1].1.len(), 3, "who has a party is a candidate");
}

#[test]
fn a_grouping_that_is_none_leaves_the_seat_out() {
    let (contests, notes) = read(
        "AC Name,Candidate,Party,Votes\nAlpha,BALRAM TANTI,P1,\"45,120\"\n\
        Alpha,MANOJ PASWAN,P2,\"45,100\"\nAlpha,MANOJ PASWAN,IND,\"1,02,0\"\n",
    );
    assert!(contests.is_empty() && notes.starts_with("4: column Votes: \"1,02,0\" is no whole number"), "{notes}");
}

#[test]
fn the_commissions_detailed_results_are_read_with_their_titles() {
    let flat = "State Name,PC Name,Candidate Name,Party Name,Total Votes Polled In The Constituency,Valid Votes,\
        Votes Secured - General,Votes Secured - Postal,Votes Secured - Total,% of Votes Secured - Over Total Electors In Constituency,Total Electors\n\
        D,Alpha,RAM LAL GUPTA,AAA,1000,990,500,10,510,34,1500\nD,Alpha,HARI OM VERMA,BBB,1000,990,440,10,450,30,1500\n\
        D,Alpha,HARIOM VERMA,IND,1000,990,29,1,30,2,1500\n";
    let alpha = named(&[("RAM LAL GUPTA", 510), ("HARI OM VERMA", 450), ("HARIOM VERMA", 30)]);
    assert_eq!(read(flat).0, [("Alpha".to_owned(), alpha.clone())]);
    let titled = "33 - CONSTITUENCY WISE DETAILED RESULT,,,,,,,,\n,,,,Votes Secured,,,% of Votes Secured,\n\
        State Name,PC Name,Candidate Name,\"Party\nName\",General,Postal,Total,Over Total Electors,Total Electors\n\
        D,Alpha,RAM LAL GUPTA,AAA,500,10,510,34,1500\nD,Alpha,HARI OM VERMA,BBB,440,10,450,30,1500\n\
        D,Alpha,HARIOM VERMA,IND,29,1,30,2,1500\nTOTAL,,,,969,21,990,,\n\
        D,Beta,SITA DEVI,AAA,600,0,600,40,1400\nD,Beta,GITA RANI,BBB,290,0,290,20,1400\nTOTAL,,,,890,0,890,,\n";
    let (contests, notes) = read(titled);
    assert_eq!(contests[0], ("Alpha".to_owned(), alpha.clone()));
    assert_eq!(contests[1].1, named(&[("SITA DEVI", 600), ("GITA RANI", 290)]));
    assert!(notes.starts_with("7: \"TOTAL\" counts no candidate"), "{notes}");
    // The groups may stand in the row of the headings, and what they hold in a row below.
    let below = titled.replace(",,,,Votes Secured,,,% of Votes Secured,\n", "").replace(
        "\"Party\nName\",General,Postal,Total,Over Total Electors,Total Electors",
        "Party Name,Votes Secured,,,% of Votes Secured,Total Electors\n,,,,General,Postal,Total,Over Total Electors,",
    );
    assert_eq!(read(&below).0, contests);
}

#[test]
fn cells_may_be_parted_by_bars_and_headings_be_in_hindi() {
    let hindi = "राज्य|विधानसभा क्षेत्र|प्रत्याशी का नाम|पार्टी|कुल मत\nउत्तर प्रदेश|कानपुर|राम दास|क|१,२३,४५६\nउत्तर प्रदेश|कानपुर|हरि ओम|ख|12,345\n\
        उत्तर प्रदेश|कानपुर|कुल योग||135801\n";
    let (contests, _) = read(hindi);
    assert_eq!(contests, [("कानपुर".to_owned(), named(&[("राम दास", 123_456), ("हरि ओम", 12_345)]))]);
}

#[test]
fn shares_of_the_votes_are_not_the_votes_and_seats_go_by_many_words() {
    let rows = "X,12,Alpha,RAM DAS,M,40,P1,507,3,510,51.0,1500\nX,12,Alpha,HARI OM,M,40,P2,447,3,450,45.0,1500\n";
    let detailed = "State,AC No.,Name of Constituency,Name of Candidate,Sex,Age,Party,General,Postal,Total,% votes polled,Total Electors\n";
    let expected = vec![("Alpha".to_owned(), named(&[("RAM DAS", 510), ("HARI OM", 450)]))];
    assert_eq!(read(&format!("{detailed}{rows}")).0, expected);
    let grouped = "State,AC No.,AC NAME,CANDIDATE NAME,Sex,Age,Party,VALID VOTES POLLED,,,% VOTES POLLED,TOTAL ELECTORS\n\
        ,,,,,,,GENERAL,POSTAL,TOTAL,,\n";
    assert_eq!(read(&format!("{grouped}{rows}")).0, expected);
    for heads in [
        "Name of the Constituency,Contesting Candidates,Party Affiliation,Votes Secured",
        "contest_name,candidate_name,party_name,tot_votes",
        "लोकसभा क्षेत्र,उम्मीदवार,पार्टी,मत",
    ] {
        let text =
            format!("{heads}\nAlpha,RAM DAS,P1,510\nAlpha,HARI OM,P2,450\nAlpha,Votes not retrieved from EVM,,5\n");
        assert_eq!(read(&text).0, expected, "{heads}");
    }
}
