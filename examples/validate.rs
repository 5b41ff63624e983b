//! Puts the evidence to the test and writes `docs/validation-elections.md` with its chart:
//! `cargo run --release --example validate -- LOK_SABHA.csv.gz ASSEMBLY.csv.gz LATER.csv.gz docs`.
//!
//! Priors are fitted on elections to 2009, and then on those to 2019, alone; every namesake of the later
//! ones is forecast from everything but themselves.

#![expect(clippy::disallowed_methods, clippy::expect_used, reason = "an example reads its tables and writes its page")]

use humnaam::bounds::Verdict;
use humnaam::calibrate::Calibration;
use humnaam::evidence::Evidence;
use humnaam::figure::{Axis, Cell, Columns, Curve, Figure, Line, Role, Ticks};
use humnaam::model::{Forecast, given_others, sum_quantiles};
use humnaam::names::Match;
use humnaam::render::chart::{Theme, png_of, svg};
use humnaam::returns::candidates::{CandidateTable, ListedContest};
use humnaam::scan::{Findings, PairRow, Scan};
use humnaam::stats::special::student_quantile;
use std::collections::BTreeMap;
use std::fmt::Write;

fn contests(path: &str) -> Vec<ListedContest> {
    let file = std::fs::File::open(path).expect("the table is there");
    let mut table = CandidateTable::new(file, None).expect("its columns are known");
    let mut contests = Vec::new();
    while let Some(contest) = table.next_contest().expect("its rows read") {
        contests.push(contest);
    }
    contests
}

fn scanned(contests: &[ListedContest], evidence: &Evidence) -> Findings {
    let mut scan = Scan::new(evidence, None);
    for contest in contests {
        scan.take(contest.clone());
    }
    scan.finish()
}

/// Levels of the quantiles that stand for a whole law.
fn levels() -> Vec<f64> {
    (0..100).map(|level| (f64::from(level) + 0.5) / 100.0).collect()
}

/// The continuous ranked probability score of quantiles, as twice their mean pinball loss.
fn crps(quantiles: &[f64], seen: f64) -> f64 {
    let loss = |(level, q): (f64, &f64)| if seen >= *q { level * (seen - q) } else { (1.0 - level) * (q - seen) };
    2.0 * levels().into_iter().zip(quantiles).map(loss).sum::<f64>() / quantiles.len() as f64
}

/// What one forecaster scored on some namesakes.
struct Score {
    covered_90: f64,
    covered_50: f64,
    crps_log: f64,
    crps_votes: f64,
    below: Vec<f64>,
}

fn score(rows: &[&PairRow], law: &dyn Fn(&PairRow) -> Vec<f64>) -> Score {
    judged(rows.iter().map(|row| (row.namesake.votes, law(row))).collect())
}

/// The score of what was seen under the points forecast of it.
fn judged(seen: Vec<(u64, Vec<f64>)>) -> Score {
    let n = seen.len() as f64;
    let mut score = Score { covered_90: 0.0, covered_50: 0.0, crps_log: 0.0, crps_votes: 0.0, below: vec![0.0; 100] };
    for (votes, quantiles) in seen {
        let seen = votes as f64;
        // The 5 % point lies between the levels of 4.5 and 5.5 %.
        let at = |level: usize| 0.5 * (quantiles[level - 1] + quantiles[level]);
        score.covered_90 += f64::from(u8::from((at(5)..=at(95)).contains(&seen))) / n;
        score.covered_50 += f64::from(u8::from((at(25)..=at(75)).contains(&seen))) / n;
        let logs: Vec<f64> = quantiles.iter().map(|q| libm::log(q + 1.0)).collect();
        score.crps_log += crps(&logs, libm::log(seen + 1.0)) / n;
        score.crps_votes += crps(&quantiles, seen) / n;
        score.below.iter_mut().zip(&quantiles).for_each(|(below, q)| *below += f64::from(u8::from(seen <= *q)) / n);
    }
    score
}

/// Principals with several namesakes: the rows of each.
fn clusters(findings: &Findings) -> Vec<Vec<&PairRow>> {
    let mut clusters: BTreeMap<_, Vec<&PairRow>> = BTreeMap::new();
    for row in findings.rows.iter().filter(|row| row.outlook.namesakes > 1) {
        let principal = (&row.state, row.year, &row.contest, row.principal_rank);
        clusters.entry(principal).or_default().push(row);
    }
    clusters.into_values().collect()
}

/// Which pairs are of a kind.
type Kind<'k> = &'k dyn Fn(&PairRow) -> bool;

/// What priors of the elections to 2019 say of those of 2023 to 2025.
fn latest(page: &mut String, early: &[&[ListedContest]], late: &[ListedContest]) {
    let mut calibration = Calibration::new(Evidence::builtin());
    early.iter().flat_map(|table| table.iter()).for_each(|contest| calibration.add(contest, None));
    let fitted = calibration.fit().expect("the tables hold enough");
    let evidence = &fitted.evidence;
    let mut alone = evidence.clone();
    alone.confusable.mean = 0.0;
    let found = scanned(late, evidence);
    let correlation = evidence.namesakes.correlation;
    let _ = writeln!(
        page,
        "## Forecasts of 2023 to 2025\n\nPriors fitted on all {} contests to 2019 ({} namesakes); the Lok Sabha of 2024 and nine assemblies of 2023 to 2025 are\nforecast in the same way. A cluster is a principal's several namesakes; \"given the others\" is the forecast of one of them that is told\nwhat the others of the principal polled, by the fitted correlation of {correlation}.\n",
        fitted.contests, fitted.namesakes
    );
    page.push_str("| forecast | number | 90 % intervals cover | 50 % intervals cover | CRPS, log votes | CRPS, votes |\n|---|--:|--:|--:|--:|--:|\n");
    let rows: Vec<&PairRow> = found.rows.iter().collect();
    let forecast = |row: &PairRow| Forecast::new(&row.outlook, evidence).quantiles(&levels());
    let closed = |row: &PairRow| Forecast::new(&row.outlook, &alone).quantiles(&levels());
    let kinds: [(&str, Kind<'_>); 5] = [
        ("**namesakes**", &|_| true),
        ("the only one of the principal", &|row| row.outlook.namesakes == 1),
        ("one of several", &|row| row.outlook.namesakes > 1),
        ("of the same name", &|row| row.matched == Match::Exact),
        ("of a similar name", &|row| row.matched != Match::Exact),
    ];
    for (name, kind) in kinds {
        let rows: Vec<&PairRow> = rows.iter().filter(|row| kind(row)).copied().collect();
        page.push_str(&table_row(name, rows.len(), &score(&rows, &forecast)));
    }
    page.push_str(&table_row("namesakes, without confusion", rows.len(), &score(&rows, &closed)));
    let usual = |row: &PairRow| another(row, evidence);
    page.push_str(&table_row("namesakes, \"another independent\" alone", rows.len(), &score(&rows, &usual)));
    let clusters = clusters(&found);
    let laws: Vec<Vec<Forecast>> =
        clusters.iter().map(|rows| rows.iter().map(|row| Forecast::new(&row.outlook, evidence)).collect()).collect();
    for (name, correlation) in [("**sums of clusters**", correlation), ("the same, namesakes independent", 0.0)] {
        let sums = clusters
            .iter()
            .zip(&laws)
            .map(|(rows, laws)| (rows[0].namesakes_votes, sum_quantiles(laws, correlation, &levels())));
        page.push_str(&table_row(name, clusters.len(), &judged(sums.collect())));
    }
    for (name, correlation) in
        [("**one of several, given the others**", correlation), ("the same, namesakes independent", 0.0)]
    {
        let mut seen = Vec::new();
        for (rows, laws) in clusters.iter().zip(&laws) {
            let scores: Vec<f64> =
                rows.iter().zip(laws).map(|(row, law)| law.score(row.namesake.votes as f64)).collect();
            for (place, (row, law)) in rows.iter().zip(laws).enumerate() {
                let others = [&scores[..place], &scores[place + 1..]].concat();
                seen.push((row.namesake.votes, given_others(law, &others, correlation, &levels())));
            }
        }
        page.push_str(&table_row(name, seen.len(), &judged(seen)));
    }
    page.push('\n');
}

/// "Another independent": the median of the seat times the law of an independent.
fn another(row: &PairRow, evidence: &Evidence) -> Vec<f64> {
    let own = &evidence.own_support;
    let (typical, scale) = match row.typical_independent {
        Some(votes) if votes > 0.0 => (votes, own.scale),
        _ => (
            row.outlook.seat.valid_votes * evidence.typical_share.median,
            libm::hypot(own.scale, evidence.typical_share.log_sd),
        ),
    };
    let at = |level: f64| typical * libm::exp(own.location + scale * student_quantile(level, own.degrees));
    levels().into_iter().map(at).collect()
}

fn table_row(name: &str, number: usize, score: &Score) -> String {
    let error = |share: f64| 100.0 * libm::sqrt(share * (1.0 - share) / number as f64);
    format!(
        "| {name} | {} | {:.1} ± {:.1} % | {:.1} ± {:.1} % | {:.3} | {:.0} |\n",
        number,
        100.0 * score.covered_90,
        error(0.9),
        100.0 * score.covered_50,
        error(0.5),
        score.crps_log,
        score.crps_votes
    )
}

fn quantile(sorted: &[f64], share: f64) -> f64 {
    let place = share * (sorted.len() as f64 - 1.0);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a place in a list")]
    sorted[libm::round(place) as usize]
}

/// Log ratios to the median of the others of the seat, sorted.
fn placebo_ratios(contests: &[ListedContest]) -> Vec<f64> {
    use humnaam::returns::candidates::{ordinary_independents, pairs};
    let mut ratios = Vec::new();
    for contest in contests {
        let votes = ordinary_independents(contest, &pairs(contest));
        for (place, &own) in votes.iter().enumerate() {
            let mut others: Vec<u64> = votes.iter().enumerate().filter(|&(p, _)| p != place).map(|(_, &v)| v).collect();
            others.sort_unstable();
            if let Some(&median) = others.get(others.len() / 2).filter(|&&median| median > 0 && own > 0) {
                ratios.push(own as f64 / median as f64);
            }
        }
    }
    ratios.sort_by(f64::total_cmp);
    ratios
}

fn namesake_ratios<'r>(rows: impl Iterator<Item = &'r PairRow>) -> Vec<f64> {
    let mut ratios: Vec<f64> = rows
        .filter(|row| row.outlook.party.is_none())
        .filter_map(|row| row.typical_independent.filter(|&m| m > 0.0).map(|m| row.namesake.votes as f64 / m))
        .collect();
    ratios.sort_by(f64::total_cmp);
    ratios
}

/// A chart of coverage: for each forecast level, the share of namesakes who stayed below it.
fn chart(lines: &[(&str, &[f64])]) -> Figure {
    let roles = [(Role::Accent, 0.76), (Role::Primary, 0.45), (Role::Ink, 0.24)];
    let furthest = lines
        .iter()
        .flat_map(|(_, below)| levels().into_iter().zip(below.iter()).map(|(level, share)| (level - share).abs()))
        .fold(0.0, f64::max);
    let title = format!("Forecasts keep what they promise to within {:.0} points", libm::ceil(100.0 * furthest));
    let names: Vec<&str> = lines.iter().map(|(name, _)| *name).collect();
    let mut table = Columns::new(std::iter::once("level").chain(names.iter().copied()));
    for (place, level) in levels().into_iter().enumerate() {
        let shares = lines.iter().map(|(_, below)| Cell::Number(below[place]));
        table.push(std::iter::once(Cell::Number(level)).chain(shares).collect());
    }
    let straight = Curve::through([(0.0, 0.0), (1.0, 1.0)]);
    let mut figure = Figure::new("calibration", title)
        .subtitle("Share of namesakes who polled less than the forecast's point of each probability; on the thin line a forecast keeps its promise")
        .caption("Out of time: priors from the elections to 2009, namesakes of the later ones, each forecast without their own votes")
        .alt(format!("Lines of {} along the diagonal, at most {:.0} points away.", names.join(", "), libm::ceil(100.0 * furthest)))
        .size(760, 520)
        .x(Axis::linear(Ticks::Percent).label("forecast: below this with probability").range(0.0, 1.0))
        .y(Axis::linear(Ticks::Percent).label("share of namesakes who polled less").range(0.0, 1.0))
        .mark(Line::through(straight).width(1.0).role(Role::Muted));
    for ((name, below), (role, up_to)) in lines.iter().zip(roles) {
        let curve = Curve::through(levels().into_iter().zip(below.iter().copied()));
        // All lines meet at both ends, so each has its name at a place of its own where they lie apart.
        let mut first = Line::through(curve.between(0.0, up_to)).role(role).end_label(*name);
        first.end_role = role;
        figure = figure.mark(first).mark(Line::through(curve.between(up_to, 1.0)).role(role));
    }
    figure.data(table)
}

/// A seat whose runner-up had namesakes: where (with the margin), their votes, and what as many
/// median independents poll.
struct Seat<'r> {
    here: (&'r str, Option<u16>, u64),
    votes: u64,
    usual: f64,
}

/// Seats whose runner-up had namesakes: how many, with raw votes above the margin, and net of what
/// as many typical independents poll.
fn runner_up(findings: &Findings) -> (usize, usize, usize) {
    let mut seats: Vec<Seat<'_>> = Vec::new();
    for row in findings.rows.iter().filter(|row| row.principal_rank == 2 && row.verdict != Verdict::NotApplicable) {
        let usual = row.typical_independent.unwrap_or(0.0);
        let here = (row.contest.as_str(), row.year, row.margin);
        if let Some(seat) = seats.iter_mut().find(|seat| seat.here == here) {
            seat.votes += row.namesake.votes;
            seat.usual += usual;
        } else {
            seats.push(Seat { here, votes: row.namesake.votes, usual });
        }
    }
    let raw = seats.iter().filter(|seat| seat.votes > seat.here.2).count();
    let net = seats.iter().filter(|seat| seat.votes as f64 - seat.usual > seat.here.2 as f64).count();
    (seats.len(), raw, net)
}

/// What the tables say of what the priors began with.
fn statements(
    page: &mut String,
    (lok_sabha, national): (&[ListedContest], &Findings),
    (assembly, local): (&[ListedContest], &Findings),
    later: &[ListedContest],
    evidence: &Evidence,
) {
    page.push_str("## What the tables say of the statements the priors began with\n\n");
    let mut placebo_law = [placebo_ratios(lok_sabha), placebo_ratios(assembly)].concat();
    placebo_law.sort_by(f64::total_cmp);
    page.push_str("Votes as a multiple of the median independent of the same seat (independents only):\n\n| | number | 5 % | median | 95 % | 99 % | above ten times | 99 % over median |\n|---|--:|--:|--:|--:|--:|--:|--:|\n");
    let exact = |row: &&PairRow| row.matched == Match::Exact;
    let kinds: [(&str, Vec<f64>); 5] = [
        ("placebo independents", placebo_law),
        ("namesakes, Lok Sabha, same name", namesake_ratios(national.rows.iter().filter(exact))),
        ("namesakes, Lok Sabha, similar name", namesake_ratios(national.rows.iter().filter(|row| !exact(row)))),
        ("namesakes, assemblies, same name", namesake_ratios(local.rows.iter().filter(exact))),
        ("namesakes, assemblies, similar name", namesake_ratios(local.rows.iter().filter(|row| !exact(row)))),
    ];
    for (name, ratios) in &kinds {
        let beyond = 100.0 * ratios.iter().filter(|&&ratio| ratio > 10.0).count() as f64 / ratios.len() as f64;
        let q = |share| quantile(ratios, share);
        let _ = writeln!(
            page,
            "| {name} | {} | {:.2} | {:.2} | {:.2} | {:.1} | {beyond:.2} % | {:.1} |",
            ratios.len(),
            q(0.05),
            q(0.5),
            q(0.95),
            q(0.99),
            q(0.99) / q(0.5)
        );
    }
    page.push_str("\n- **The tail.** The plan said that the placebo's upper tail is fatter than the namesakes'. Measured from each group's own\n  median (last column) it is. Measured in multiples of a typical independent it is not, for the Lok Sabha to 2014: there the\n  namesakes' 95 % point lies above the placebo's, which is what diverted votes look like. What stands in either reading: one\n  ordinary independent in a hundred polls an order of magnitude more than is usual, so a big vote alone proves nothing.");
    let (seats, raw, net) = runner_up(national);
    let (state_seats, state_raw, state_net) = runner_up(local);
    let _ = writeln!(
        page,
        "\n- **Seats.** Of {seats} Lok Sabha contests whose runner-up had a namesake, the namesakes' raw votes exceeded the margin in {raw}, and\n  net of as many median independents in {net} ({:.1} %). Assemblies: {state_seats}, {state_raw}, {state_net} ({:.1} %). Together {} of {} ({:.1} %).\n  The plan spoke of 384 seats, 20 and 11 (2.9 %), over more elections than these.",
        100.0 * net as f64 / seats as f64,
        100.0 * state_net as f64 / state_seats as f64,
        net + state_net,
        seats + state_seats,
        100.0 * (net + state_net) as f64 / (seats + state_seats) as f64
    );
    let _ = writeln!(
        page,
        "- **Name route.** To 2009: log-odds {} with a spread of {} from pair to pair, open with probability {}. The plan had\n  -6.07 and 1.40 with 0.68 for 2014 alone, widened to -6.0 and 1.5.",
        evidence.name_route.location, evidence.name_route.scale, evidence.confusable.mean
    );
    let _ = writeln!(
        page,
        "- **Own support.** To 2009: log ratio Student t with {} degrees, location {}, scale {}. The plan had 10, 0.01 and 0.79.",
        evidence.own_support.degrees, evidence.own_support.location, evidence.own_support.scale
    );
    let mut all = Calibration::new(Evidence::builtin());
    lok_sabha.iter().chain(assembly).chain(later).for_each(|contest| all.add(contest, None));
    let all = all.fit().expect("the tables hold enough").evidence;
    let _ = writeln!(
        page,
        "- **Photographs.** All three tables together: {} ± {} on the log-odds, where -1.0 ± 0.7 was believed. No contest without\n  photographs is an assembly's, so this is the difference of two times as much as of two ballots.",
        all.photo.location, all.photo.scale
    );
    let _ = writeln!(
        page,
        "- **All three tables together:** name route {} ± {}, open with {}, slope {}; own support {} degrees, {}, {}.",
        all.name_route.location,
        all.name_route.scale,
        all.confusable.mean,
        all.similarity_slope.scale,
        all.own_support.degrees,
        all.own_support.location,
        all.own_support.scale
    );
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [lok_sabha, assembly, latest_table, folder] = arguments.as_slice() else {
        std::process::exit(2);
    };
    let (lok_sabha, assembly, last) = (contests(lok_sabha), contests(assembly), contests(latest_table));
    let early = |contest: &&ListedContest| contest.year.is_some_and(|year| year <= 2009);
    let mut calibration = Calibration::new(Evidence::builtin());
    lok_sabha.iter().filter(early).for_each(|contest| calibration.add(contest, None));
    let fitted = calibration.fit().expect("the table holds enough");
    let evidence = &fitted.evidence;
    let mut alone = evidence.clone();
    alone.confusable.mean = 0.0;
    let plain = Evidence::builtin();
    let (national, local) = (scanned(&lok_sabha, evidence), scanned(&assembly, evidence));
    let of = |early: bool| -> Vec<&PairRow> {
        national.rows.iter().filter(|row| row.year.is_some_and(|year| (year <= 2009) == early)).collect()
    };
    let later = of(false);
    let states: Vec<&PairRow> = local.rows.iter().collect();
    let both: Vec<&PairRow> = later.iter().chain(&states).copied().collect();
    let forecast = |row: &PairRow| Forecast::new(&row.outlook, evidence).quantiles(&levels());
    let placebo = |row: &PairRow| Forecast::new(&row.outlook, &alone).quantiles(&levels());
    let usual = |row: &PairRow| another(row, &plain);

    let mut page = String::from(
        "# Validation: whole elections\n\nMade by `just validation`; do not edit. Tables: Lok Sabha elections and by-elections 1984-2014 (TCPD Lok Dhaba,\nTrivedi Centre for Political Data, Ashoka University); fifteen assembly elections 2016-2019, and the Lok Sabha of 2024 with nine\nassemblies of 2023-2025 (Election Commission of India, compiled by volunteers). They are not part of this repository.\n\n## Forecasts out of time\n\n",
    );
    let _ = writeln!(
        page,
        "Priors fitted on {} contests to 2009 ({} namesakes, {} ordinary independents, no ballot with photographs). Every later\nnamesake is then forecast from everything but their own votes: the independents of the seat, the length of the ballot, the\nparty's other candidates, the principal's votes, the similarity, photographs. Errors are binomial standard errors. CRPS is\nsmaller where a forecast is better; it is given on the natural logarithm of votes and on votes.\n",
        fitted.contests, fitted.namesakes, fitted.independents
    );
    page.push_str("| forecast | namesakes | 90 % intervals cover | 50 % intervals cover | CRPS, log votes | CRPS, votes |\n|---|--:|--:|--:|--:|--:|\n");
    let sets = [("Lok Sabha 2011-2014", &later), ("assemblies 2016-2019", &states), ("both", &both)];
    let mut lines = Vec::new();
    for (name, rows) in sets {
        let ours = score(rows, &forecast);
        page.push_str(&table_row(&format!("**{name}**"), rows.len(), &ours));
        page.push_str(&table_row("the same without confusion", rows.len(), &score(rows, &placebo)));
        page.push_str(&table_row("\"another independent\" alone", rows.len(), &score(rows, &usual)));
        lines.push(ours.below);
    }
    page.push_str("\n\"Another independent\" is the median ordinary independent of the seat with the built-in spread and nothing else. \"Without\nconfusion\" is the forecast with the name route closed: it knows the seat and the party, but nothing of names. Compare the two per group: what names add to a forecast\nis what they add to votes. Names help where ballots carry no photographs; in the assemblies, whose ballots do, the forecast\nwithout them is at least as good, so a photograph may take off more than the -1.0 that was believed beforehand.\n\n![Share of namesakes below each level of their forecast](calibration.svg)\n\n");
    latest(&mut page, &[&lok_sabha, &assembly], &last);
    statements(&mut page, (&lok_sabha, &national), (&assembly, &local), &last, evidence);
    let drawn: Vec<(&str, &[f64])> =
        sets.iter().zip(&lines).map(|((name, _), below)| (*name, below.as_slice())).collect();
    std::fs::write(format!("{folder}/validation-elections.md"), page).expect("the page can be written");
    let figure = chart(&drawn);
    let mut table = Vec::new();
    humnaam::render::csv::write(&figure.data, &mut table).expect("a table can be written");
    let drawing = svg(&figure, Theme::Light);
    let picture = png_of(&drawing).expect("the picture can be drawn");
    for (ending, bytes) in [("csv", table), ("svg", drawing.into_bytes()), ("png", picture)] {
        std::fs::write(format!("{folder}/calibration.{ending}"), bytes).expect("the chart can be written");
    }
}
