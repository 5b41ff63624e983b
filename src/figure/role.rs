//! What a colour means, apart from what it is.

/// The part a colour plays in a figure.
///
/// Figures name parts and the theme of the pen names colours, so that one
/// change of palette changes every picture, and no finding hangs on a shade.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Role {
    /// The one thing the reader should take away.
    Accent,
    /// The ordinary data.
    #[default]
    Primary,
    /// A second kind of data, told apart from the first without red or green alone.
    Secondary,
    /// Pale ground for the part of the data that is not the point.
    Soft,
    /// Words and rules that explain.
    Muted,
    /// Outlines and the strongest words.
    Ink,
    /// The lines of the grid.
    Faint,
}
