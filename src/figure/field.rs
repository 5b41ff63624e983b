//! Marks for a share that depends on two values, and for shares of a whole by row.

use super::Role;

/// Tiles over a plane, each coloured by a share from 0 to 1; a bar beside the plot says which colour is which.
#[derive(Debug, Clone, PartialEq)]
pub struct Tiles {
    /// The borders of the tiles along x, rising, one more than there are columns.
    pub x_edges: Vec<f64>,
    /// The borders along y.
    pub y_edges: Vec<f64>,
    /// The shares, row by row from the lowest y; a tile without one stays blank.
    pub shares: Vec<Option<f64>>,
    /// What the colours mean, above the bar.
    pub label: String,
}

impl Tiles {
    /// Tiles between borders.
    pub fn new(x_edges: Vec<f64>, y_edges: Vec<f64>, shares: Vec<Option<f64>>, label: impl Into<String>) -> Self {
        Self { x_edges, y_edges, shares, label: label.into() }
    }
}

/// A line along which a share is the same, in as many pieces as it has.
#[derive(Debug, Clone, PartialEq)]
pub struct Contour {
    /// The pieces, each a straight line.
    pub pieces: Vec<[(f64, f64); 2]>,
    /// The width of the line in logical pixels.
    pub width: f64,
    /// Words on the line; empty for none.
    pub label: String,
}

impl Contour {
    /// A contour of these pieces.
    pub fn of(pieces: Vec<[(f64, f64); 2]>, label: impl Into<String>) -> Self {
        Self { pieces, width: 1.2, label: label.into() }
    }

    /// Sets the width in logical pixels.
    #[must_use]
    pub fn width(mut self, width: f64) -> Self {
        self.width = width;
        self
    }
}

/// The pieces of the line at which `value` is `level`, by marching squares: every cell between four
/// neighbouring points is crossed by straight pieces between the places on its sides. A saddle is
/// resolved by the mean of its corners, and a cell with a corner unknown is left out.
#[must_use]
pub fn contour(x: &[f64], y: &[f64], value: &[Option<f64>], level: f64) -> Vec<[(f64, f64); 2]> {
    let mut pieces = Vec::new();
    for row in 0..y.len().saturating_sub(1) {
        for column in 0..x.len().saturating_sub(1) {
            let at = |down: usize, right: usize| {
                let place = (row + down) * x.len() + column + right;
                Some((x[column + right], y[row + down], value.get(place).copied().flatten()?))
            };
            // Around the cell: every side lies between one corner and the next.
            let (Some(a), Some(b), Some(c), Some(d)) = (at(0, 0), at(0, 1), at(1, 1), at(1, 0)) else { continue };
            let corners = [a, b, c, d];
            let crossings: Vec<(f64, f64)> = (0..4)
                .filter_map(|side| {
                    let (one, two) = (corners[side], corners[(side + 1) % 4]);
                    ((one.2 < level) != (two.2 < level)).then(|| {
                        let part = (level - one.2) / (two.2 - one.2);
                        (one.0 + part * (two.0 - one.0), one.1 + part * (two.1 - one.1))
                    })
                })
                .collect();
            match *crossings.as_slice() {
                [from, to] => pieces.push([from, to]),
                // All four sides: the middle says which corners belong together.
                [bottom, right, top, left] => {
                    let middle = corners.iter().map(|corner| corner.2).sum::<f64>() / 4.0;
                    if (middle < level) == (a.2 < level) {
                        pieces.extend([[bottom, right], [top, left]]);
                    } else {
                        pieces.extend([[bottom, left], [right, top]]);
                    }
                }
                _ => {}
            }
        }
    }
    pieces
}

/// A bar in one row: a solid part, a pale part up to the whole, and an interval about its end.
#[derive(Debug, Clone, PartialEq)]
pub struct RowBar {
    /// The number of the row, the first being zero.
    pub row: usize,
    /// Where the solid part ends.
    pub solid: f64,
    /// Where the pale part ends.
    pub pale: f64,
    /// The interval about the end of the pale part.
    pub interval: (f64, f64),
    /// Words beside it; empty for none.
    pub label: String,
    /// The part the colour plays.
    pub role: Role,
}

impl RowBar {
    /// A bar from zero.
    pub fn in_row(row: usize, solid: f64, pale: f64, interval: (f64, f64), label: impl Into<String>) -> Self {
        Self { row, solid, pale, interval, label: label.into(), role: Role::Primary }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_contour_of_a_plane_is_its_straight_line() {
        let axis: Vec<f64> = (0..=10).map(f64::from).collect();
        let plane: Vec<Option<f64>> =
            axis.iter().flat_map(|y| axis.iter().map(move |x| Some(0.1 * x + 0.2 * y))).collect();
        let pieces = contour(&axis, &axis, &plane, 1.05);
        assert!(pieces.len() >= 10);
        for (x, y) in pieces.iter().flatten() {
            assert!((0.1 * x + 0.2 * y - 1.05).abs() < 1e-12, "({x}, {y})");
        }
        assert!(contour(&axis, &axis, &plane, 9.0).is_empty());
    }

    #[test]
    fn a_saddle_has_two_pieces_and_a_hole_none() {
        let corners = [Some(1.0), Some(0.0), Some(0.0), Some(1.0)];
        assert_eq!(contour(&[0.0, 1.0], &[0.0, 1.0], &corners, 0.6).len(), 2);
        let hole = [Some(1.0), None, Some(0.0), Some(1.0)];
        assert!(contour(&[0.0, 1.0], &[0.0, 1.0], &hole, 0.5).is_empty());
    }
}
