//! Assumptions in English.

use crate::format::Grouping;
use crate::stats::RateLaw;
use crate::wording::Basis;

pub(super) fn basis(basis: &Basis<'_>, grouping: Grouping) -> String {
    let percent = |share: f64| grouping.percent(share);
    let short = |number: f64| grouping.figures(number);
    match *basis {
        Basis::Stated => "stated in the scenario".to_owned(),
        Basis::Set => "set on the command line".to_owned(),
        Basis::ByDefinition => "diverted votes return to the principal by definition, unless stated".to_owned(),
        Basis::OfIndia { country } => {
            format!("India's: fitted to elections there, and taken over for want of figures from {country}")
        }
        Basis::MeanOfKinds { between } => format!(
            "the mean of the kinds of ballots that were fitted, all of them in India, and the spread between them ({} on the log-odds): no elections with this kind were fitted",
            short(between)
        ),
        Basis::MedianOfIndependents { count } => format!("median of this contest's {count} ordinary independents"),
        Basis::SegmentSpread { sd } => format!("{sd} on the log of the rate, between segments"),
        Basis::BoothSpread { cv } => format!("{cv} between the booths of a segment"),
        Basis::Law { law } => self::law(law, grouping),
        Basis::LawOfAll { law } => format!("{}, of every namesake", self::law(law, grouping)),
        Basis::ByName { similarity, photos, family, among, law, open } => format!(
            "by name (similarity {}{}{}{}): {}; open with probability {}",
            short(similarity),
            if family { ", by the family name alone" } else { "" },
            if photos { ", photographs on the ballot" } else { "" },
            if among > 1 { format!(", one of {among} namesakes") } else { String::new() },
            self::law(law, grouping),
            short(open)
        ),
        Basis::BySymbol { similarity, new, law } => format!(
            "by symbol or label (similarity {}, {}): {}",
            short(similarity),
            if new { "new" } else { "long known" },
            self::law(law, grouping)
        ),
        Basis::Slope { scale } => format!("half-normal, scale {scale} on the log-odds per unit of similarity"),
        Basis::SupportFixed => "the intended votes are taken as given".to_owned(),
        Basis::SupportVaries { contest, segment, booth } => {
            format!("contest {contest}, segment {segment}, booth {booth} (log ratios)")
        }
        Basis::Booths { mean, sd, least, most } => format!(
            "booths are synthetic: sizes Normal({mean}, {sd}), {least} to {most}, reconciled to the known totals"
        ),
        Basis::BoothShares { sd } => format!("a major candidate's share varies by {sd} between booths"),
        Basis::Tilt { degrees, location, location_sd, scale, scale_sd } => format!(
            "how ordinary support leans to the principal's voters: Student t (df {degrees}) on the log, its centre around {location} (sd {location_sd}) and its scale around {scale} (sd {scale_sd} on the log) before the seat's other minor candidates were looked at"
        ),
        Basis::Counts { others_sd, principal_sd, ln_size, ln_size_sd, minor } => format!(
            "own support varies between segments by {others_sd} on the log among the others and by {principal_sd} among the principal's voters; the variance of a booth's count is mean + mean^2 / size, ln size {ln_size} (sd {ln_size_sd}); who has less than {} of the votes is minor",
            percent(minor)
        ),
        Basis::TypicalVotes { votes } => format!("{} votes", short(votes)),
        Basis::OwnSupport { degrees, location, scale, low, high, .. } => format!(
            "own support is a typical independent's times exp of Student t (df {degrees}, {location}, {}): 90 % between {} and {} votes",
            short(scale),
            grouping.whole(low),
            grouping.whole(high)
        ),
        Basis::Control { mean, shape, spread, low, high, .. } => format!(
            "own support is what the control gives: a Poisson count around a gamma variate (mean {}, shape {}) times exp of a normal one (sd {}): 90 % between {} and {} votes",
            short(mean),
            short(shape),
            short(spread),
            grouping.whole(low),
            grouping.whole(high)
        ),
        Basis::GoesTo { shares: [principal, rival, others, nota, home] } => format!(
            "without the namesake, own supporters go: principal {}, rival {}, others {}, NOTA {}, home {}",
            percent(principal),
            percent(rival),
            percent(others),
            percent(nota),
            percent(home)
        ),
    }
}

/// A rate's law in words.
fn law(law: &RateLaw, grouping: Grouping) -> String {
    let percent = |share: f64| grouping.percent(share);
    match *law {
        RateLaw::Fixed(rate) => format!("fixed at {}", percent(rate)),
        RateLaw::Uniform { low, high } => format!("anything from {} to {}", percent(low), percent(high)),
        RateLaw::Logit { .. } | RateLaw::Beta { .. } => format!(
            "median {}, 90 % between {} and {}",
            percent(law.quantile(0.5)),
            percent(law.quantile(0.05)),
            percent(law.quantile(0.95))
        ),
    }
}
