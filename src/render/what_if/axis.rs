//! Places along an axis, and the round numbers that are written there.

/// A stretch of numbers on a stretch of the sheet.
#[derive(Debug, Clone, Copy)]
pub(super) struct Axis {
    pub from: f64,
    pub to: f64,
    pub start: f64,
    pub end: f64,
}

impl Axis {
    /// Where a number lies, not beyond the ends.
    pub fn place(&self, number: f64) -> f64 {
        let part = ((number - self.from) / (self.to - self.from)).clamp(0.0, 1.0);
        self.start + part * (self.end - self.start)
    }
}

/// At most about so many round numbers between two.
pub(super) fn ticks(low: f64, high: f64, most: u32) -> Vec<f64> {
    let span = high - low;
    if span.is_nan() || span <= 0.0 {
        return Vec::new();
    }
    let rough = span / f64::from(most);
    let power = libm::pow(10.0, libm::floor(libm::log10(rough)));
    let step = [1.0, 2.0, 5.0, 10.0].into_iter().map(|part| part * power).find(|&step| step >= rough).unwrap_or(rough);
    let first = libm::ceil(low / step);
    (0..20).map(|k| (first + f64::from(k)) * step).take_while(|&tick| tick <= high).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_round_and_few() {
        assert_eq!(ticks(-2_700.0, 4_100.0, 6), [-2_000.0, 0.0, 2_000.0, 4_000.0]);
        assert_eq!(ticks(0.0, 1.0, 5).len(), 6);
        assert!(ticks(1.0, 1.0, 5).is_empty() && ticks(f64::NAN, 1.0, 5).is_empty());
    }
}
