//! Dots that stand at pairs of values, and dots that stand upon each other.

use super::Role;

/// Dots at pairs of values, such as one candidate's votes against another's, booth by booth.
///
/// More dots than an eye can tell apart are counted into cells, and a cell is the darker the more
/// there are in it.
#[derive(Debug, Clone, PartialEq)]
pub struct Points {
    /// The pairs (x, y), finite.
    pub at: Vec<(f64, f64)>,
    /// Words beside the first so many pairs, in their order; empty words for none.
    pub names: Vec<String>,
    /// How far a dot may be moved up or down, in units of y, so that equal counts do not hide each
    /// other; 0 leaves all dots where they are.
    pub spread: f64,
    /// The part the colour plays.
    pub role: Role,
}

impl Points {
    /// Dots at these pairs; pairs that are not finite are left out.
    pub fn at(pairs: impl IntoIterator<Item = (f64, f64)>) -> Self {
        let at = pairs.into_iter().filter(|(x, y)| x.is_finite() && y.is_finite()).collect();
        Self { at, names: Vec::new(), spread: 0.0, role: Role::Primary }
    }

    /// Says what the first pairs are.
    #[must_use]
    pub fn names<N: Into<String>>(mut self, names: impl IntoIterator<Item = N>) -> Self {
        self.names = names.into_iter().map(Into::into).collect();
        self
    }

    /// Moves dots up and down by at most so much, always in the same way.
    #[must_use]
    pub fn spread(mut self, by: f64) -> Self {
        self.spread = by;
        self
    }

    /// Where the dots are drawn: the pairs, moved by the golden ratio's multiples, which fill an
    /// interval evenly and are the same in every drawing.
    pub fn drawn(&self) -> impl Iterator<Item = (f64, f64)> + '_ {
        let steps = (0_u32..).map(|i| (f64::from(i) * 0.618_033_988_749_894_9).fract());
        self.at.iter().zip(steps).map(|(&(x, y), step)| (x, y + self.spread * (2.0 * step - 1.0)))
    }
}

/// Equally probable values as dots upon each other, so that a reader can count the chances.
///
/// No column holds values from both sides of the border; how wide a column is, is left to the pen.
#[derive(Debug, Clone, PartialEq)]
pub struct Stack {
    /// The values.
    pub values: Vec<f64>,
    /// The value that divides them.
    pub border: f64,
    /// The part the colour of values below the border plays.
    pub role: Role,
    /// The part the colour of values above the border plays.
    pub above: Role,
}

impl Stack {
    /// A dot for each value; values that are not finite are left out.
    pub fn of(values: impl IntoIterator<Item = f64>, border: f64) -> Self {
        let values = values.into_iter().filter(|value| value.is_finite()).collect();
        Self { values, border, role: Role::Soft, above: Role::Accent }
    }

    /// Sets the part the colour above the border plays.
    #[must_use]
    pub fn above(mut self, role: Role) -> Self {
        self.above = role;
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dots_are_moved_within_bounds_and_always_alike() {
        let points = Points::at((0..500).map(|i| (f64::from(i), 3.0)).chain([(f64::NAN, 1.0)])).spread(0.3);
        assert_eq!(points.at.len(), 500);
        assert!(points.drawn().all(|(_, y)| (2.7..=3.3).contains(&y)));
        assert!(points.drawn().eq(points.drawn()));
        let below = points.drawn().filter(|&(_, y)| y < 3.0).count();
        assert!((245..=255).contains(&below), "{below}");
    }
}
