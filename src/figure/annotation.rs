//! Marks that explain: rules at single values, and words.

use super::Role;

/// Which way a rule runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// Up and down, at a value of x.
    Vertical,
    /// Left to right, at a value of y.
    Horizontal,
}

/// A straight line at one value, such as a declared margin.
///
/// A rule may lie far outside the rest of the data. The picture then keeps
/// its scale and announces the rule at the edge with an arrow, because a
/// sliver of data beside an empty plain shows neither.
#[derive(Debug, Clone, PartialEq)]
pub struct Rule {
    /// Which way it runs.
    pub side: Side,
    /// The value it stands at.
    pub at: f64,
    /// Whether it is broken; a solid rule divides, a dashed one refers.
    pub dashed: bool,
    /// Words beside it; empty for none.
    pub label: String,
    /// Words at the edge if the rule lies outside the picture; empty to use
    /// the label, and nothing is said when both are empty.
    pub beyond: String,
    /// Whether it is on the canvas however far it lies from the data: then the axis is broken between them.
    pub kept: bool,
    /// The part its colour plays.
    pub role: Role,
}

impl Rule {
    fn new(side: Side, at: f64) -> Self {
        Self { side, at, dashed: false, label: String::new(), beyond: String::new(), kept: false, role: Role::Ink }
    }

    /// A rule at a value of x.
    #[must_use]
    pub fn vertical(at: f64) -> Self {
        Self::new(Side::Vertical, at)
    }

    /// A rule at a value of y.
    #[must_use]
    pub fn horizontal(at: f64) -> Self {
        Self::new(Side::Horizontal, at)
    }

    /// Breaks the rule, for a value that is referred to and not a border.
    #[must_use]
    pub fn dashed(mut self) -> Self {
        self.dashed = true;
        self.role = Role::Muted;
        self
    }

    /// Says what stands at this value.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    /// Says what stands outside, if the rule lies outside; the arrow is added
    /// by the pen, which alone knows on which side.
    #[must_use]
    pub fn beyond(mut self, words: impl Into<String>) -> Self {
        self.beyond = words.into();
        self
    }

    /// Keeps an upright rule on the canvas wherever the data are: what a reader must not miss, such as the value at which
    /// the seat changes hands. Far from the data it stands behind a break of a linear axis, with the words of [`Rule::beyond`].
    #[must_use]
    pub fn kept(mut self) -> Self {
        self.kept = true;
        self
    }
}

/// Words in the figure: a large line, and small ones beneath it.
#[derive(Debug, Clone, PartialEq)]
pub struct Callout {
    /// The large words; empty for small words alone.
    pub headline: String,
    /// The small words; empty for none.
    pub detail: String,
    /// Where the words would best stand, in values; the pen moves them to
    /// the nearest place where they cover nothing.
    pub near: Option<(f64, f64)>,
    /// The part the colour of the large words plays.
    pub role: Role,
}

impl Callout {
    /// Large words.
    pub fn new(headline: impl Into<String>) -> Self {
        Self { headline: headline.into(), detail: String::new(), near: None, role: Role::Accent }
    }

    /// Small words beneath the large ones.
    #[must_use]
    pub fn detail(mut self, detail: impl Into<String>) -> Self {
        self.detail = detail.into();
        self
    }

    /// Says where the words would best stand, in values of the axes.
    #[must_use]
    pub fn near(mut self, x: f64, y: f64) -> Self {
        self.near = Some((x, y));
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dashed_rule_is_quieter_than_a_solid_one() {
        assert_eq!(Rule::vertical(0.0).role, Role::Ink);
        assert_eq!(Rule::vertical(0.0).dashed().role, Role::Muted);
    }
}
