//! The two axes of a figure: what they measure and how they speak.

/// How a position along an axis follows from a value.
#[derive(Debug, Clone, PartialEq)]
pub enum Scale {
    /// Equal steps for equal differences.
    Linear,
    /// Equal steps for equal factors, base ten; values at or below zero are
    /// not drawn, since they have no place on it.
    Logarithmic,
    /// One row for each name, the first on top.
    Rows(Vec<String>),
}

/// How the numbers of an axis are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ticks {
    /// Whole numbers with thousands separators: −20,968.
    Integer,
    /// A share of one as a percentage: 0.294 as 29.4%.
    Percent,
    /// As many decimals as the step needs: 0.25.
    Plain,
}

/// One axis: its scale, its words, and the span it must show.
#[derive(Debug, Clone, PartialEq)]
pub struct Axis {
    /// How values become positions.
    pub scale: Scale,
    /// How values are written.
    pub ticks: Ticks,
    /// What is measured, and its unit.
    pub label: String,
    /// Words at the low end, such as '← declared result stands'.
    pub start_note: String,
    /// Words at the high end, such as 'result flips →'.
    pub end_note: String,
    /// The span to show; without one it follows from the marks.
    pub range: Option<(f64, f64)>,
    /// A value the axis must reach whatever the data are, such as zero.
    pub include: Vec<f64>,
    /// Whether numbers and grid are drawn at all.
    pub shown: bool,
}

impl Axis {
    fn new(scale: Scale, ticks: Ticks) -> Self {
        Self {
            scale,
            ticks,
            label: String::new(),
            start_note: String::new(),
            end_note: String::new(),
            range: None,
            include: Vec::new(),
            shown: true,
        }
    }

    /// An axis of equal steps.
    #[must_use]
    pub fn linear(ticks: Ticks) -> Self {
        Self::new(Scale::Linear, ticks)
    }

    /// An axis of equal factors, base ten.
    #[must_use]
    pub fn logarithmic(ticks: Ticks) -> Self {
        Self::new(Scale::Logarithmic, ticks)
    }

    /// A linear axis that places marks but is not drawn, for densities whose
    /// height means nothing by itself.
    #[must_use]
    pub fn hidden() -> Self {
        Self { shown: false, ..Self::new(Scale::Linear, Ticks::Plain) }
    }

    /// A row for each name, the first on top; only a vertical axis has rows.
    pub fn rows<N: Into<String>>(names: impl IntoIterator<Item = N>) -> Self {
        let names = names.into_iter().map(Into::into).collect();
        Self::new(Scale::Rows(names), Ticks::Plain)
    }

    /// Says what is measured, and in which unit.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    /// Says what the two directions mean; arrows in the words help.
    #[must_use]
    pub fn notes(mut self, start: impl Into<String>, end: impl Into<String>) -> Self {
        self.start_note = start.into();
        self.end_note = end.into();
        self
    }

    /// Fixes the span that is shown; what lies outside is cut, and a rule
    /// outside is announced at the edge.
    #[must_use]
    pub fn range(mut self, low: f64, high: f64) -> Self {
        self.range = (low.is_finite() && high.is_finite() && low != high).then(|| (low.min(high), low.max(high)));
        self
    }

    /// Makes the axis reach a value even when no data are there.
    #[must_use]
    pub fn include(mut self, value: f64) -> Self {
        self.include.push(value);
        self
    }

    /// The names of the rows, or nothing on an axis of numbers.
    #[must_use]
    pub fn names(&self) -> &[String] {
        match &self.scale {
            Scale::Rows(names) => names,
            Scale::Linear | Scale::Logarithmic => &[],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_is_ordered_and_finite_or_absent() {
        let axis = Axis::linear(Ticks::Plain);
        assert_eq!(axis.clone().range(3.0, 1.0).range, Some((1.0, 3.0)));
        assert_eq!(axis.clone().range(f64::NAN, 1.0).range, None);
        assert_eq!(axis.range(2.0, 2.0).range, None);
    }

    #[test]
    fn only_rows_have_names() {
        assert_eq!(Axis::rows(["a", "b"]).names().len(), 2);
        assert!(Axis::hidden().names().is_empty());
    }
}
