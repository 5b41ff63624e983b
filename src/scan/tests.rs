use super::*;
use crate::returns::candidates::CandidateTable;

fn scanned(table: &str) -> Findings {
    let evidence = Evidence::builtin();
    let mut scan = Scan::new(&evidence, None);
    let mut reader = CandidateTable::new(table.as_bytes(), None).unwrap();
    while let Some(contest) = reader.next_contest().unwrap() {
        scan.take(contest);
    }
    scan.finish()
}

const HEADER: &str = "state,year,constituency,candidate,party,votes\n";

fn seat(namesake: u64) -> String {
    format!(
        "{HEADER}K,2004,Alappuzha,K S MANOJ,CPM,335494\nK,2004,Alappuzha,V M SUDHEERAN,INC,334485\n\
         K,2004,Alappuzha,V PADMANABHAN,BJP,43891\nK,2004,Alappuzha,V S SUDHEERAN,IND,{namesake}\n\
         K,2004,Alappuzha,KURIAN,JD(U),2642\nK,2004,Alappuzha,V I BOSE,IND,2291\n\
         K,2004,Alappuzha,PARTHASARATHY VARMA,IND,2024\nK,2004,Alappuzha,T A KRISHNANKUTTY,IND,987\n"
    )
}

#[test]
fn alappuzha_2004_is_possible() {
    let found = scanned(&seat(8_282));
    assert_eq!((found.rows.len(), found.possible, found.runner_up), (1, 1, 1));
    let row = &found.rows[0];
    assert_eq!((row.margin, row.verdict, row.principal_rank), (1_009, Verdict::Possible, 2));
    assert!((row.share_needed.unwrap() - 1_010.0 / 8_282.0).abs() < 1e-12);
    assert_eq!(row.typical_independent, Some(2_024.0));
    assert!((0.42..0.50).contains(&row.flip.probability) && row.flip.standard_error == 0.0, "{:?}", row.flip);
    assert!(row.diverted[0] <= row.diverted[1] && row.diverted[2] <= 8_282);
}

#[test]
fn a_placebo_is_the_same_search_with_the_votes_changed() {
    let found = scanned(&seat(8_282)).placebo;
    assert_eq!((found.contests, found.possible, found.without), (1, 1, 0));
    // Of the three ordinary independents two polled more than the margin; the same search where each has the namesake's votes.
    let changed = |other: &str| {
        let table = seat(8_282).replace("IND,8282", "IND,0").replace(other, "IND,8282");
        scanned(&table.replace("IND,0", other)).expected_flips
    };
    let (first, second) = (changed("IND,2291"), changed("IND,2024"));
    assert!(first > second && second > 0.0, "{first} {second}");
    let times = Placebo::TIMES as f64;
    let (open, flips) = (found.possible_by_chance.mean * times, found.flips_by_chance.mean * times);
    // So many times the first was drawn: a whole number, and about a third.
    let drawn = (flips - open * second) / (first - second);
    assert!((drawn - drawn.round()).abs() < 1e-6, "{drawn}");
    assert!((18.0..50.0).contains(&drawn) && (50.0..83.0).contains(&open), "{drawn} of {open}");
    assert_eq!((found.possible_by_chance.low, found.possible_by_chance.high), (0.0, 1.0));
    assert_eq!(found.flips_by_chance.high, first);
}

#[test]
fn a_forecast_does_not_know_what_it_forecasts() {
    let (few, many) = (scanned(&seat(900)), scanned(&seat(8_282)));
    assert_eq!(few.rows[0].forecast, many.rows[0].forecast);
    // Of a single namesake the sum is the namesake.
    assert_eq!(few.rows[0].forecast_sum, few.rows[0].forecast);
    assert_ne!(few.rows[0].diverted, many.rows[0].diverted);
    assert_eq!(few.rows[0].verdict, Verdict::Impossible);
    assert_eq!(few.rows[0].flip.probability, 0.0);
}

#[test]
fn namesakes_of_one_principal_are_summed() {
    let table = format!(
        "{HEADER}X,2014,S,AJIT JOGI,INC,1000\nX,2014,S,CHANDU LAL SAHU,BJP,960\nX,2014,S,CHANDU LAL SAHU,IND,30\n\
         X,2014,S,CHANDOO LAL SAHU,IND,20\nX,2014,S,HEMANT PRADHAN,IND,12\n"
    );
    let found = scanned(&table);
    assert_eq!((found.rows.len(), found.possible), (2, 1));
    for row in &found.rows {
        assert_eq!(row.share_needed, Some(41.0 / 50.0));
    }
    assert!((found.expected_flips - found.rows[0].flip.probability).abs() < 1e-15);
    let sum = found.rows[0].forecast_sum;
    for row in &found.rows {
        assert_eq!((row.outlook.namesakes, row.namesakes_votes, row.forecast_sum), (2, 50, sum));
        assert!(row.forecast.iter().zip(sum).all(|(one, both)| *one < both), "{:?} {sum:?}", row.forecast);
    }
    // One ordinary independent cannot take the places of two namesakes.
    assert_eq!((found.placebo.contests, found.placebo.without), (0, 1));
}

#[test]
fn a_winner_has_a_cushion_and_a_lonely_candidate_nothing() {
    let table =
        format!("{HEADER}X,2019,S,ASHA RAO,A,1000\nX,2019,S,B,C,900\nX,2019,S,ASHA RAO,IND,40\nX,2019,T,ALONE,A,0\n");
    let found = scanned(&table);
    assert_eq!((found.counts.contests, found.counts.alone, found.rows.len()), (2, 1, 1));
    assert_eq!(
        (found.rows[0].verdict, found.rows[0].share_needed, found.rows[0].flip.probability),
        (Verdict::NotApplicable, None, 0.0)
    );
}

#[test]
fn the_order_of_threads_changes_nothing() {
    let table: String = seat(8_282) + &seat(900).replace(HEADER, "").replace("Alappuzha", "B");
    assert_eq!(scanned(&table), scanned(&table));
}
