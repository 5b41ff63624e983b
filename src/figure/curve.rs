//! A curve: finite points in the order of x.

/// A function given by points, straight between them.
///
/// A curve that exists can be drawn: points that are not finite are left out
/// when it is made, and the rest are in order, so no pen needs to ask again.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Curve {
    points: Vec<(f64, f64)>,
}

impl Curve {
    /// The curve through these points, put in the order of x.
    pub fn through(points: impl IntoIterator<Item = (f64, f64)>) -> Self {
        let mut points: Vec<(f64, f64)> = points.into_iter().filter(|(x, y)| x.is_finite() && y.is_finite()).collect();
        points.sort_by(|a, b| a.0.total_cmp(&b.0));
        Self { points }
    }

    /// The outline of a histogram: flat over each bin, upright between bins,
    /// and down to zero at both ends.
    ///
    /// Bin `i` lies between `edges[i]` and `edges[i + 1]`; edges without a
    /// height, and heights without edges, are left out.
    #[must_use]
    pub fn outline(edges: &[f64], heights: &[f64]) -> Self {
        let bins = heights.len().min(edges.len().saturating_sub(1));
        let mut points = Vec::with_capacity(2 * bins + 2);
        if bins > 0 {
            points.push((edges[0], 0.0));
            for bin in 0..bins {
                points.push((edges[bin], heights[bin]));
                points.push((edges[bin + 1], heights[bin]));
            }
            points.push((edges[bins], 0.0));
        }
        // The sort is stable, so the uprights keep their order.
        Self::through(points)
    }

    /// The points, finite and in the order of x.
    #[must_use]
    pub fn points(&self) -> &[(f64, f64)] {
        &self.points
    }

    /// The part between two values of x, with new points on the two cuts.
    #[must_use]
    pub fn between(&self, from: f64, to: f64) -> Self {
        let mut points = Vec::new();
        for (index, &(x, y)) in self.points.iter().enumerate() {
            if let Some(&(before_x, before_y)) = index.checked_sub(1).map(|i| &self.points[i]) {
                for cut in [from, to] {
                    if before_x < cut && cut < x {
                        let part = (cut - before_x) / (x - before_x);
                        points.push((cut, before_y + part * (y - before_y)));
                    }
                }
            }
            if from <= x && x <= to {
                points.push((x, y));
            }
        }
        Self { points }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_are_ordered_and_finite() {
        let curve = Curve::through([(2.0, 1.0), (f64::NAN, 1.0), (1.0, 0.0), (3.0, f64::INFINITY)]);
        assert_eq!(curve.points(), [(1.0, 0.0), (2.0, 1.0)]);
    }

    #[test]
    fn an_outline_steps_over_its_bins() {
        let curve = Curve::outline(&[0.0, 1.0, 2.0], &[3.0, 5.0]);
        let wanted = [(0.0, 0.0), (0.0, 3.0), (1.0, 3.0), (1.0, 5.0), (2.0, 5.0), (2.0, 0.0)];
        assert_eq!(curve.points(), wanted);
        assert!(Curve::outline(&[1.0], &[1.0]).points().is_empty());
    }

    #[test]
    fn a_cut_lies_on_the_curve() {
        let curve = Curve::through([(0.0, 0.0), (2.0, 4.0)]);
        assert_eq!(curve.between(0.5, 1.0).points(), [(0.5, 1.0), (1.0, 2.0)]);
        assert!(curve.between(5.0, 6.0).points().is_empty());
        assert_eq!(curve.between(f64::NEG_INFINITY, 1.0).points().len(), 2);
    }
}
