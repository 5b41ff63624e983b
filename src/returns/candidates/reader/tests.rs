use super::*;

const HEADER: &str = "state,year,constituency,candidate,party,votes\n";

fn read(text: &[u8]) -> (Vec<ListedContest>, Vec<RowNote>) {
    let mut table = CandidateTable::new(text, None).unwrap();
    let mut contests = Vec::new();
    while let Some(contest) = table.next_contest().unwrap() {
        contests.push(contest);
    }
    (contests, table.take_notes())
}

fn rows(text: &str) -> (Vec<ListedContest>, Vec<RowNote>) {
    read(format!("{HEADER}{text}").as_bytes())
}

#[test]
fn contests_come_one_by_one() {
    let (contests, notes) = rows("UP,2014,A,ASHA,IND,\"1,234\"\nUP,2014,A,NOTA,NOTA,5\nUP,2014,B,BIMAL,INC,10\n");
    assert_eq!((contests.len(), notes.len()), (2, 0));
    assert_eq!(contests[0].candidates[0].votes, 1_234);
    assert!(contests[0].candidates[1].nota);
    assert_eq!((contests[1].row, contests[1].valid_votes()), (4, 10));
    assert_eq!(contests[0].photos_on_ballot(), Some(false));
}

#[test]
fn an_unreadable_vote_leaves_the_contest_out_and_is_named_by_row() {
    let (contests, notes) =
        rows("UP,2014,A,ASHA,IND,12\nUP,2014,A,BIMAL,IND,many\nUP,2014,B,C,IND,\nUP,2014,D,D,IND,1\n");
    assert_eq!(contests.len(), 1);
    assert_eq!(notes.iter().map(|note| note.row).collect::<Vec<_>>(), [3, 4]);
    assert!(notes[0].what.contains("\"many\"") && notes[1].what.contains("no votes"));
}

#[test]
fn a_row_twice_counts_once_but_namesakes_are_kept() {
    let (contests, notes) = rows("UP,2014,A,ASHA,IND,12\nUP,2014,A,ASHA,IND,12\nUP,2014,A,ASHA,IND,13\n");
    assert_eq!(contests[0].candidates.len(), 2);
    assert_eq!(notes[0].row, 3);
}

#[test]
fn a_second_poll_of_the_year_is_a_contest_of_its_own() {
    let (contests, notes) = rows("UP,2014,A,ASHA,IND,12\nUP,2014,B,B,IND,1\nUP,2014,A,ASHA,IND,9\n");
    assert_eq!((contests.len(), notes.len()), (3, 1));
    let polls = "state,year,constituency,poll_no,position,candidate,votes\nUP,2014,A,0,1,ASHA,12\nUP,2014,A,1,1,ASHA,12\nUP,2014,A,1,1,ASHA,8\n";
    let (contests, _) = read(polls.as_bytes());
    assert_eq!(contests.iter().map(|c| c.by_election).collect::<Vec<_>>(), [false, true, true]);
}

#[test]
fn scattered_rows_are_refused() {
    let mut text = HEADER.to_owned();
    for row in 0..200 {
        text.push_str(&format!("UP,2014,S{},N{row},IND,{row}\n", row % 10));
    }
    let mut table = CandidateTable::new(text.as_bytes(), None).unwrap();
    let error = loop {
        match table.next_contest() {
            Ok(Some(_)) => {}
            Ok(None) => panic!("scattered rows were taken"),
            Err(error) => break error,
        }
    };
    assert!(matches!(error, TableError::Scattered { .. }), "{error}");
}

#[test]
fn encodings_and_delimiters_are_found() {
    let (contests, notes) = read(b"candidate;votes;constituency\nJOS\xc9;5;A\nASHA;6;A\n");
    assert_eq!(contests[0].candidates[0].name, "JOSÉ");
    assert_eq!(notes[0].row, 2);
    let (contests, _) = read("\u{feff}candidate\tvotes\tconstituency\r\nआशा\t5\tA\r\n".as_bytes());
    assert_eq!(contests[0].candidates[0].name, "आशा");
    assert!(matches!(CandidateTable::new([0xff, 0xfe, b'c', 0].as_slice(), None), Err(TableError::Utf16)));
    assert!(matches!(CandidateTable::new([].as_slice(), None), Err(TableError::Empty)));
    assert!(matches!(CandidateTable::new(b"a,b\n1,2\n".as_slice(), None), Err(TableError::Columns(_))));
}

#[test]
fn gzip_is_unpacked_and_a_broken_one_named() {
    use std::io::Write;
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(format!("{HEADER}UP,2014,A,ASHA,IND,12\n").as_bytes()).unwrap();
    let packed = packed.finish().unwrap();
    assert_eq!(read(&packed).0[0].candidates[0].votes, 12);
    let broken = &packed[..packed.len() - 12];
    let outcome = CandidateTable::new(broken, None).and_then(|mut table| {
        while table.next_contest()?.is_some() {}
        Ok(())
    });
    assert!(matches!(outcome, Err(TableError::Unreadable { .. })), "{outcome:?}");
}

#[test]
fn machine_and_postal_votes_add_up_where_the_total_is_left_out() {
    let (contests, _) = read(b"Candidate,EVM Votes,Postal Votes,Constituency\nA,10,2,S\nB,7,,S\n");
    assert_eq!(contests[0].candidates.iter().map(|c| c.votes).collect::<Vec<_>>(), [12, 7]);
}

#[test]
fn a_quotation_mark_that_is_not_closed_swallows_no_contest() {
    for text in [
        "UP,2014,A,\"ASHA,IND,100\nUP,2014,A,BIMAL,INC,90\nUP,2014,B,\"X\",INC,90\n",
        "UP,2014,A,ASHA,IND,100\nUP,2014,A,\"BIMAL,INC,90\nUP,2014,B,X,INC,90\n",
    ] {
        let text = format!("{HEADER}{text}");
        let mut table = CandidateTable::new(text.as_bytes(), None).unwrap();
        let mut last = table.next_contest();
        while let Ok(Some(_)) = last {
            last = table.next_contest();
        }
        assert!(matches!(last, Err(TableError::Quotation { column: 4, .. })), "{last:?}");
    }
}

/// A table without end: a row, and then a quotation mark that is never closed.
struct Endless(u64);

impl std::io::Read for Endless {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let text: &[u8] = if self.0 == 0 {
            b"state,year,constituency,candidate,party,votes\nUP,2014,A,ASHA,IND,100\nUP,2014,B,\""
        } else {
            b"UP,2014,C,BIMAL,INC,90\n"
        };
        self.0 += 1;
        assert!(self.0 < 1_000_000, "the whole file was read");
        buffer[..text.len()].copy_from_slice(text);
        Ok(text.len())
    }
}

#[test]
fn a_row_without_end_is_refused_before_it_fills_the_memory() {
    let mut table = CandidateTable::new(Endless(0), None).unwrap();
    assert!(matches!(table.next_contest(), Err(TableError::Endless { row: 3 })));
}

#[test]
fn the_same_candidate_of_a_party_with_other_votes_is_another_poll() {
    let (contests, notes) =
        read(format!("{HEADER}UP,2014,A,ASHA,INC,12\nUP,2014,A,BIMAL,BJP,9\nUP,2014,A,ASHA,INC,7\n").as_bytes());
    assert!(contests.is_empty() && notes[0].row == 4 && notes[0].what.contains("row 2"), "{notes:?}");
    // Two independents of one name are what this is all about.
    let (contests, _) = read(format!("{HEADER}UP,2014,A,ASHA,IND,12\nUP,2014,A,ASHA,IND,7\n").as_bytes());
    assert_eq!(contests[0].candidates.len(), 2);
}

#[test]
fn a_note_names_the_column_and_the_cure() {
    let (_, notes) = read(format!("{HEADER}UP,2014,A,ASHA,IND,many\n").as_bytes());
    assert!(
        notes[0].what.starts_with("column votes: \"many\"") && notes[0].what.ends_with("until it is one"),
        "{notes:?}"
    );
}
