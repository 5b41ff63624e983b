//! The largest of neighbouring numbers, at once.

/// A list prepared for the question.
pub(super) struct Largest(Vec<Vec<f64>>);

impl Largest {
    /// Keeps the largest of every run of 1, 2, 4, ... neighbours.
    pub fn new(list: &[f64]) -> Self {
        let mut levels = vec![list.to_vec()];
        let mut width = 1;
        while 2 * width <= list.len() {
            let below = &levels[levels.len() - 1];
            let next = (0..=list.len() - 2 * width).map(|k| f64::max(below[k], below[k + width])).collect();
            levels.push(next);
            width *= 2;
        }
        Largest(levels)
    }

    /// The largest from one place to another; where both lie beyond an end, that end.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to the list")]
    pub fn within(&self, from: f64, to: f64) -> f64 {
        let last = self.0[0].len() as f64 - 1.0;
        let (from, to) = (from.floor().clamp(0.0, last) as usize, to.ceil().clamp(0.0, last) as usize);
        let level = (to - from + 1).ilog2() as usize;
        f64::max(self.0[level][from], self.0[level][to + 1 - (1 << level)])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_window_has_its_largest() {
        let list: Vec<f64> = (0..53).map(|k| f64::from(k * k % 29)).collect();
        let largest = Largest::new(&list);
        for from in 0..53 {
            for to in from..53 {
                let expected = list[from..=to].iter().copied().fold(0.0, f64::max);
                assert_eq!(largest.within(from as f64, to as f64), expected, "{from} to {to}");
            }
        }
        assert_eq!((largest.within(-9.0, -3.0), largest.within(60.0, 70.0)), (list[0], list[52]));
    }
}
