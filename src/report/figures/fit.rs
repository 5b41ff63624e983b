//! Whether booth counts look like what the fitted model says, as pictures.

use super::{caption, whole};
use crate::figure::{Axis, Columns, Curve, Figure, Line, Points, Role, Ticks};
use crate::format::nine_figures as nine;
use crate::inference::Finding;
use crate::report::{Account, names};
use crate::wording::{BoothSentence, Term};

/// Most bins of a spectrum of booth counts.
const MOST_BINS: usize = 40;

/// The counts beside counts made up by the fitted model.
pub(super) fn predictive(account: &Account<'_>, finding: &Finding, stem: String) -> Figure {
    let booths: u32 = finding.counted.iter().sum();
    // The last bin holds what two booths in a thousand exceed.
    let mut reached = 0;
    let last = finding
        .counted
        .iter()
        .position(|&here| {
            reached += here;
            f64::from(reached) >= 0.998 * f64::from(booths)
        })
        .unwrap_or(0);
    let width = last / MOST_BINS + 1;
    let bins = last / width + 1;
    let binned = |spectrum: &[u32]| -> Vec<f64> {
        (0..bins).map(|bin| spectrum.iter().skip(bin * width).take(width).map(|&n| f64::from(n)).sum()).collect()
    };
    let seen = binned(&finding.counted);
    let made: Vec<Vec<f64>> = finding.replicas.iter().map(|spectrum| binned(spectrum)).collect();
    let at = |bin: usize| (bin * width) as f64 + (width - 1) as f64 / 2.0;
    let mut table = Columns::new(["votes_from", "votes_to", "booths", "made_up_p05", "made_up_p50", "made_up_p95"]);
    let mut within = 0;
    for bin in 0..bins {
        let mut here: Vec<f64> = made.iter().map(|spectrum| spectrum[bin]).collect();
        here.sort_by(f64::total_cmp);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a place in the list")]
        let share =
            |share: f64| here.get((share * here.len().saturating_sub(1) as f64) as usize).copied().unwrap_or(0.0);
        let (low, high) = (here.first().copied().unwrap_or(0.0), here.last().copied().unwrap_or(0.0));
        within += usize::from(low <= seen[bin] && seen[bin] <= high);
        table.push(vec![
            whole((bin * width) as f64).into(),
            whole((bin * width + width - 1) as f64).into(),
            seen[bin].into(),
            share(0.05).into(),
            share(0.5).into(),
            share(0.95).into(),
        ]);
    }
    let (wording, sets) = (account.wording, made.len() as u64);
    // So many numbers lie outside the range of all sets by chance, if the counted booths are like them.
    let missed = bins - within;
    let chance = 2.0 * bins as f64 / (made.len() + 1) as f64;
    let (within, of) = (within as u64, bins as u64);
    let title = wording.booth(&if missed == 0 {
        BoothSentence::MadeUpAlike
    } else if missed as f64 <= chance + 2.0 * libm::sqrt(chance) {
        BoothSentence::MadeUpNearly { missed: missed as u64, bins: of }
    } else {
        BoothSentence::MadeUpOtherwise { missed: missed as u64, bins: of, chance }
    });
    let who = &names::short(account, finding.namesake);
    let mut figure = Figure::new(stem, title)
        .subtitle(wording.booth(&BoothSentence::CheckShows { who, sets }))
        .caption(caption(account))
        .alt(wording.booth(&BoothSentence::CheckAlt { within, bins: of, sets }))
        .size(crate::figure::DEFAULT_WIDTH, 400)
        .x(Axis::linear(Ticks::Integer).label(account.wording.term(Term::VotesPerBooth)))
        .y(Axis::linear(Ticks::Integer).label(wording.booth(&BoothSentence::Booths)).include(0.0));
    for spectrum in &made {
        let curve = Curve::through(spectrum.iter().enumerate().map(|(bin, &n)| (at(bin), n)));
        figure = figure.mark(Line::through(curve).width(1.0).strength(0.22));
    }
    figure
        .mark(Points::at(seen.iter().enumerate().map(|(bin, &n)| (at(bin), n))).names([""]).role(Role::Ink))
        .data(table)
}

/// Counted against expected, with the booths that stand out by name.
pub(super) fn residuals(account: &Account<'_>, finding: &Finding, stem: String) -> Figure {
    let fit = &finding.fit;
    let world = account.scenario.booths.as_ref();
    let place = |row: usize| world.and_then(|table| table.rows.get(row));
    let out: Vec<usize> = fit.outliers.iter().map(|outlier| outlier.row).collect();
    let wording = account.wording;
    let title = match fit.outliers.first().and_then(|outlier| Some((outlier, place(outlier.row)?))) {
        Some((outlier, row)) => wording.booth(&BoothSentence::StandsOut {
            booth: &row.booth,
            place: &names::segment_called(account, &row.segment),
            votes: u64::from(outlier.votes),
            expected: outlier.expected,
        }),
        None => wording.booth(&BoothSentence::NoneStandsOut),
    };
    let mut table = Columns::new(["segment", "booth", "votes", "expected", "stands_out"]);
    for booth in &fit.booths {
        let row = place(booth.row);
        table.push(vec![
            row.map_or("", |row| row.segment.as_str()).into(),
            row.map_or("", |row| row.booth.as_str()).into(),
            whole(booth.votes).into(),
            nine(booth.expected).into(),
            if out.contains(&booth.row) { "yes" } else { "no" }.into(),
        ]);
    }
    let most = fit.booths.iter().map(|booth| booth.expected).fold(0.0, f64::max);
    let named = fit.outliers.iter().map(|outlier| place(outlier.row).map_or_else(String::new, |row| row.booth.clone()));
    Figure::new(stem, title)
        .subtitle(wording.booth(&BoothSentence::ResidualsShow { who: &names::short(account, finding.namesake) }))
        .caption(caption(account))
        .alt(wording.booth(&BoothSentence::ResidualsAlt { outside: fit.outside, out: fit.outliers.len() as u64 }))
        .x(Axis::linear(Ticks::Plain).label(wording.booth(&BoothSentence::ExpectedVotes)).include(0.0))
        .y(Axis::linear(Ticks::Integer).label(wording.booth(&BoothSentence::CountedVotes)).include(0.0))
        .mark(
            Points::at(
                fit.booths.iter().filter(|booth| !out.contains(&booth.row)).map(|booth| (booth.expected, booth.votes)),
            )
            .spread(0.4),
        )
        .mark(Line::through(Curve::through([(0.0, 0.0), (most, most)])).width(1.2).role(Role::Ink))
        .mark(
            Points::at(fit.outliers.iter().map(|outlier| (outlier.expected, f64::from(outlier.votes))))
                .names(named)
                .role(Role::Accent),
        )
        .data(table)
}
