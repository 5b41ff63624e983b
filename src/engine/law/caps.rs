//! Booths in which a namesake's votes were counted: no more can have gone astray there than it polled.

/// Probabilities below this are no reason to begin anew.
const NOTHING: f64 = 1e-6;

/// Halvings of the tilt.
const HALVINGS: u32 = 60;

/// Cuts every booth's law off at the most that can have gone astray there. What is cut off lies in other booths: the laws are
/// tilted, p(j) to p(j) exp(tilt j), until their means add up to that of the seat again.
pub(super) fn cut(laws: &mut [Vec<f64>], most: &[usize], seat: impl FnOnce() -> f64) {
    let mut lost = false;
    for (law, &most) in laws.iter_mut().zip(most) {
        lost |= law.iter().skip(most + 1).sum::<f64>() > NOTHING;
        law.truncate(most + 1);
    }
    if !lost {
        return;
    }
    let seat = seat();
    let sum = |tilt: f64| laws.iter().map(|law| mean(law, tilt)).sum::<f64>();
    let (mut low, mut high) = (0.0, 50.0);
    for _ in 0..HALVINGS {
        let middle = 0.5 * (low + high);
        if sum(middle) < seat { low = middle } else { high = middle }
    }
    for law in laws {
        // The largest is 1, whatever the tilt.
        let last = law.len() - 1;
        law.iter_mut().enumerate().for_each(|(j, p)| *p *= libm::exp(-low * (last - j) as f64));
    }
}

fn mean(law: &[f64], tilt: f64) -> f64 {
    let last = law.len() - 1;
    let (mut all, mut first) = (0.0, 0.0);
    for (j, p) in law.iter().enumerate() {
        let weight = p * libm::exp(-tilt * (last - j) as f64);
        all += weight;
        first += weight * j as f64;
    }
    if all > 0.0 { first / all } else { last as f64 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_one_booth_cannot_have_lies_in_others() {
        let mut laws = vec![vec![0.25; 4], vec![0.25; 4]];
        cut(&mut laws, &[1, 9], || 3.0);
        assert_eq!((laws[0].len(), laws[1].len()), (2, 4));
        let sum: f64 = laws.iter().map(|law| mean(law, 0.0)).sum();
        assert!((sum - 3.0).abs() < 1e-12, "{sum}");
    }
}
