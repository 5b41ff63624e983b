//! One kind of ballot forecast from the other: how far a law may be carried over to a kind that was never fitted.

use crate::command::Desk;
use crate::shared_data::shared;
use humnaam::evidence::{Ballots, Evidence};

const WITHOUT: &[&str] = &["candidates/tcpd-lok-sabha-1984-2014.csv.gz"];
const WITH: &[&str] = &["candidates/assembly-2016-2019.csv.gz", "candidates/elections-2023-2025.csv.gz"];

/// Paths of tables; none where there is no data.
fn paths(tables: &[&str]) -> Option<Vec<String>> {
    tables.iter().map(|table| Some(shared(table)?.display().to_string())).collect()
}

/// How many namesakes of some tables there are, and the share of them within their 90 % intervals, forecast from other tables: a
/// single fit, and around it the scale that stands for kinds of which no spread is known.
fn covered(fitted: &[&str], forecast: &[&str]) -> Option<(usize, f64)> {
    let (fitted, forecast) = (paths(fitted)?, paths(forecast)?);
    let desk = Desk::new();
    let mut arguments = vec!["calibrate", "--date", "2026-11-30", "--out", "fit"];
    arguments.extend(fitted.iter().map(String::as_str));
    assert_eq!(desk.run(&arguments).code, Some(0));
    let mut evidence = Evidence::from_toml(&std::fs::read_to_string(desk.path("fit/evidence.toml")).unwrap()).unwrap();
    let other = evidence.on(None);
    assert_eq!(other.between, Some(1.0), "one fit says nothing of the spread between kinds");
    // Everywhere the law of a kind that was not fitted, photographs or not.
    evidence.name_route.location += other.location;
    evidence.name_route.scale = libm::hypot(evidence.name_route.scale, other.scale);
    (evidence.photo.location, evidence.photo.scale) = (0.0, 0.0);
    evidence.ballots = Ballots::default();
    desk.put("other.toml", evidence.to_toml(&[]));
    let (mut all, mut within) = (0_usize, 0_usize);
    for table in &forecast {
        let scan = desk.run(&["scan", table, "--evidence", "other.toml", "--format", "csv", "--quiet"]);
        assert_eq!(scan.code, Some(0), "{}", scan.err);
        let mut rows = csv::Reader::from_reader(scan.out.as_bytes());
        let heads = rows.headers().unwrap().clone();
        let place = |name: &str| heads.iter().position(|head| head == name).unwrap();
        let [votes, low, high] = ["namesake_votes", "forecast_p05", "forecast_p95"].map(place);
        for row in rows.records() {
            let row = row.unwrap();
            let [votes, low, high] = [votes, low, high].map(|at| row[at].parse::<f64>().unwrap());
            all += 1;
            within += usize::from((low..=high).contains(&votes));
        }
    }
    Some((all, within as f64 / all as f64))
}

#[test]
fn namesakes_of_one_kind_are_forecast_from_the_other() {
    let (Some(with), Some(without)) = (covered(WITHOUT, WITH), covered(WITH, WITHOUT)) else { return };
    assert_eq!((with.0, without.0), (852, 742));
    for (_, share) in [with, without] {
        assert!((0.85..0.98).contains(&share), "{share}");
    }
}
