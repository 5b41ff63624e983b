//! Where the answers along one path cross one half.

use super::SweepStudy;
use crate::scenario::Values;

/// The numeric values of one axis and the best answer at each, in rising order of the values.
pub(in crate::report) fn curve(study: &SweepStudy<'_>) -> Vec<(f64, crate::study::Answer)> {
    let Some(design) = study.design.filter(|design| design.axes().len() == 1) else { return Vec::new() };
    let at = |(index, answer): (u64, &Option<crate::study::Answer>)| {
        let value = design.values(index).first()?.parse::<f64>().ok()?;
        Some((value, (*answer)?))
    };
    let mut points: Vec<_> = (0..).zip(&study.points.answers).filter_map(at).collect();
    points.sort_by(|a, b| a.0.total_cmp(&b.0));
    points
}

/// The value at which the flip probability first crosses one half, by a straight line between the two
/// neighbouring points: `(below, above, value)`.
pub(in crate::report) fn crossing(study: &SweepStudy<'_>) -> Option<(f64, f64, f64)> {
    let points = curve(study);
    let pair = points.windows(2).find(|pair| (pair[0].1.best() < 0.5) != (pair[1].1.best() < 0.5))?;
    let ((low, before), (high, after)) = (pair[0], pair[1]);
    let part = (0.5 - before.best()) / (after.best() - before.best());
    let log = study.design.is_some_and(|d| matches!(d.axes()[0].values, Values::Range { log: true, .. }));
    let value = if log { low * libm::pow(high / low, part) } else { low + part * (high - low) };
    Some((low, high, value))
}
