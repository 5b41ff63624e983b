use super::*;
use crate::returns::candidates::ListedCandidate;
use crate::stats::{Purpose, RateLaw, Stream, stream};
use rand::RngExt;

/// Made-up contests whose law is known: independents of one spread, and namesakes of whom a part
/// takes votes at a known rate.
fn made_up(contests: u64, location: f64, open: f64) -> Vec<ListedContest> {
    (0..contests).map(|place| contest(place, location, open, &mut stream(5, Purpose::Shared, place))).collect()
}

fn normal(random: &mut Stream) -> f64 {
    (0..12).map(|_| random.random::<f64>()).sum::<f64>() - 6.0
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "made-up votes")]
fn contest(place: u64, location: f64, open: f64, random: &mut Stream) -> ListedContest {
    const NAMES: [&str; 6] = ["GOPAL", "HARISH", "INDRAJIT", "JAGMOHAN", "LOKNATH", "OMKAR"];
    let level = libm::log(3_000.0) + 0.6 * normal(random);
    let mut list = vec![
        ("ASHA RAO".to_owned(), "A", 400_000),
        ("BIMAL SEN".to_owned(), "B", 380_000),
        ("CHARU DATT".to_owned(), "C", 60_000),
    ];
    for name in NAMES {
        list.push((format!("{name} VERMA"), "IND", libm::exp(level + 0.7 * normal(random)) as u64));
    }
    let rate = RateLaw::Logit { location, scale: 1.0, drop: 0.0 }.sample(random);
    let diverted = if random.random::<f64>() < open { 400_000.0 * rate } else { 0.0 };
    list.push(("ASHA RAO".to_owned(), "IND", (libm::exp(level + 0.7 * normal(random)) + diverted) as u64));
    let candidates = list.into_iter().enumerate().map(|(row, (name, party, votes))| ListedCandidate {
        name,
        party: party.to_owned(),
        votes,
        nota: false,
        row: row as u64,
    });
    ListedContest {
        contest: format!("S{place}"),
        year: Some(2004),
        candidates: candidates.collect(),
        ..ListedContest::default()
    }
}

fn fitted(contests: &[ListedContest]) -> Result<Fitted, CalibrateError> {
    let mut calibration = Calibration::new(Evidence::builtin());
    contests.iter().for_each(|contest| calibration.add(contest, None));
    calibration.fit()
}

#[test]
fn a_known_rate_is_found_again() {
    let found = fitted(&made_up(400, -4.5, 0.7)).unwrap();
    assert_eq!((found.namesakes, found.independents, found.years), (400, 2_400, Some((2004, 2004))));
    let evidence = &found.evidence;
    // The posterior of 400 pairs is about 0.15 wide for the location and 0.05 for the part.
    assert!((evidence.name_route.location + 4.5).abs() < 0.5, "{:?}", evidence.name_route);
    assert!((evidence.confusable.mean - 0.7).abs() < 0.15, "{:?}", evidence.confusable);
    assert!((evidence.independents.spread - 0.7).abs() < 0.15, "{:?}", evidence.independents);
    assert!(evidence.own_support.source.contains("2400"));
    // Nothing was seen of photographs, so what was believed stands.
    assert!((evidence.photo.location + 1.0).abs() < 0.05 && (evidence.photo.scale - 0.7).abs() < 0.05);
}

#[test]
fn elections_that_differ_widen_what_is_said_of_the_next() {
    // Twenty elections whose middles lie 1.2 apart as often to one side as to the other.
    let elections = |apart: f64| {
        let mut contests: Vec<ListedContest> = Vec::new();
        for election in 0..20_u16 {
            let location = if election % 2 == 0 { -4.5 - apart } else { -4.5 + apart };
            let made = (0..20).map(|place| {
                let seat = u64::from(election) * 20 + place;
                let made = contest(seat, location, 1.0, &mut stream(6, Purpose::Shared, seat));
                ListedContest { year: Some(1950 + election), ..made }
            });
            contests.extend(made);
        }
        fitted(&contests).unwrap().evidence.name_route.scale
    };
    let (alike, apart) = (elections(0.0), elections(1.2));
    // From pair to pair the scale is 1, and 1.2 from election to election: 1.56 in all.
    assert!((alike - 1.0).abs() < 0.25 && (apart - 1.56).abs() < 0.3, "{alike} {apart}");
}

#[test]
fn namesakes_that_take_nothing_lower_the_rate() {
    let taking = fitted(&made_up(150, -4.5, 0.9)).unwrap().evidence;
    let idle = fitted(&made_up(150, -12.0, 0.0)).unwrap().evidence;
    let expected = |e: &Evidence| e.confusable.mean * libm::exp(e.name_route.location);
    assert!(expected(&idle) < 0.2 * expected(&taking), "{} {}", expected(&idle), expected(&taking));
}

#[test]
fn too_little_is_refused() {
    assert_eq!(fitted(&made_up(3, -5.0, 0.5)).unwrap_err(), CalibrateError::Independents(18));
    let mut lonely = made_up(60, -5.0, 0.5);
    lonely.iter_mut().for_each(|contest| drop(contest.candidates.pop()));
    assert_eq!(fitted(&lonely).unwrap_err(), CalibrateError::Namesakes(0));
}

#[test]
fn the_same_tables_give_the_same_bytes() {
    let contests = made_up(60, -5.0, 0.6);
    assert_eq!(fitted(&contests).unwrap().evidence.to_toml(&[]), fitted(&contests).unwrap().evidence.to_toml(&[]));
}
