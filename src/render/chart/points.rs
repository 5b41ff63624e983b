//! Dots at pairs of values and dots upon each other; where there are too many, cells and columns.

use std::collections::BTreeMap;

use crate::figure::{Points, Role, Stack};

use super::faces::Weight;
use super::fitting::fit;
use super::geometry::{Frame, Point};
use super::marks::MOST_DOTS;
use super::scene::{Align, Scene, paint};
use super::theme::{LABEL_SIZE, LEAST_SIZE};

/// The side of a cell into which dots too many are counted, in logical pixels.
const CELL: f64 = 5.0;

/// The side of a cell that counts as ink where a dot is in it.
const INK: f64 = 12.0;

/// Dots of a stack are between these diameters.
const WIDEST: f64 = 26.0;
const NARROWEST: f64 = 1.5;

impl Scene<'_> {
    /// The places of the dots that are shown.
    fn places_of(&self, points: &Points) -> Vec<Point> {
        points
            .drawn()
            .zip(&points.at)
            .filter(|(_, at)| self.x.contains(at.0) && self.y.contains(at.1))
            .map(|((x, y), _)| self.place(x, y))
            .collect()
    }

    pub(super) fn draw_points(&mut self, points: &Points) {
        let places = self.places_of(points);
        if places.len() > MOST_DOTS {
            self.draw_cells(&places, points.role);
        } else {
            // Few dots are large and strong, many small and pale.
            let many = places.len() as f64 / MOST_DOTS as f64;
            let (radius, strength) = if points.names.is_empty() {
                (3.2 - 1.4 * many.sqrt(), (0.7 - 0.45 * many.sqrt()).max(0.22))
            } else {
                (4.0, 1.0)
            };
            for place in &places {
                self.pen.circle(*place, radius, paint(points.role, strength));
            }
        }
        for (left, top) in counted(&places, INK).into_keys() {
            let corner = (f64::from(left) * INK, f64::from(top) * INK);
            self.around.note_ink(Frame::new(corner.0, corner.1, corner.0 + INK, corner.1 + INK));
        }
    }

    /// Dots counted into cells: the fuller, the darker, in equal steps for equal factors.
    fn draw_cells(&self, places: &[Point], role: Role) {
        let cells = counted(places, CELL);
        let most = f64::from(cells.values().copied().max().unwrap_or(1));
        for ((across, down), count) in cells {
            let (left, top) = (f64::from(across) * CELL, f64::from(down) * CELL);
            let strength = 0.12 + 0.83 * f64::from(count).ln() / most.ln().max(1e-9);
            let frame = Frame::new(left, top, left + CELL, top + CELL);
            self.pen.rectangle(&frame, paint(role, strength.clamp(0.12, 0.95)));
        }
    }

    /// The words beside the dots that have names.
    pub(super) fn label_points(&mut self, points: &Points) {
        let named: Vec<(Point, String)> = points
            .drawn()
            .zip(&points.at)
            .zip(&points.names)
            .filter(|((_, at), name)| self.x.contains(at.0) && self.y.contains(at.1) && !name.is_empty())
            .map(|(((x, y), _), name)| (self.place(x, y), name.clone()))
            .collect();
        let room = 0.35 * self.layout.plot.width();
        for (place, name) in named {
            let block = fit(&name, Weight::Regular, (LABEL_SIZE, LEAST_SIZE), room, 2);
            let (width, height) = (block.width(), block.height());
            let mut candidates = Vec::new();
            for step in 0..4_u32 {
                let off = 8.0 + 7.0 * f64::from(step);
                candidates.push(Point::new(place.x + off, place.y - height / 2.0));
                candidates.push(Point::new(place.x - off - width, place.y - height / 2.0));
                candidates.push(Point::new(place.x - width / 2.0, place.y - off - height));
                candidates.push(Point::new(place.x - width / 2.0, place.y + off));
            }
            self.settle(&block, &candidates, Align::Left, points.role);
        }
    }

    /// Dots upon each other, as large as the highest column allows.
    pub(super) fn draw_stack(&mut self, stack: &Stack) {
        let plot = self.layout.plot;
        let border = self.across(stack.border);
        let shown: Vec<(f64, bool)> = stack
            .values
            .iter()
            .filter(|value| self.x.contains(**value))
            .map(|value| (self.across(*value), *value > stack.border))
            .collect();
        if let (Some(&(first, _)), true) = (shown.first(), shown.windows(2).all(|pair| pair[0] == pair[1])) {
            self.draw_block(stack, first, shown.len());
            return;
        }
        let mut size = WIDEST;
        let mut columns = stacked(&shown, border, size);
        // A high column needs smaller dots, which make narrower columns.
        while size > NARROWEST && highest(&columns) * size > plot.height() {
            size *= 0.95;
            columns = stacked(&shown, border, size);
        }
        // Below the least size dots overlap, which is better than a column that leaves the plot.
        let rise = size.min(plot.height() / highest(&columns).max(1.0));
        for ((column, above), count) in columns {
            let x = border + (f64::from(column) + 0.5) * size;
            let role = if above { stack.above } else { stack.role };
            for step in 0..count {
                let centre = Point::new(x, plot.bottom - (f64::from(step) + 0.5) * rise);
                self.pen.circle(centre, 0.46 * size, paint(role, 1.0));
            }
            let top = plot.bottom - f64::from(count) * rise;
            self.around.note_ink(Frame::new(x - size / 2.0, top, x + size / 2.0, plot.bottom));
        }
        self.draw_ground();
    }

    /// Dots of one value: upon each other they would be a thread, so they stand side by side about it.
    fn draw_block(&mut self, stack: &Stack, x: f64, count: usize) {
        let plot = self.layout.plot;
        let side = (count as f64).sqrt().ceil().max(1.0);
        let size = (plot.height() / side).min(WIDEST);
        let above = stack.values.first().is_some_and(|value| *value > stack.border);
        let role = if above { stack.above } else { stack.role };
        for dot in 0..count {
            let (row, column) = ((dot as f64 / side).floor(), dot as f64 % side);
            let centre = Point::new(x + (column + 0.5 - side / 2.0) * size, plot.bottom - (row + 0.5) * size);
            self.pen.circle(centre, 0.46 * size, paint(role, 1.0));
        }
        let half = side * size / 2.0;
        self.around.note_ink(Frame::new(x - half, plot.bottom - side * size, x + half, plot.bottom));
        self.draw_ground();
    }

    /// The line on which dots stand.
    fn draw_ground(&self) {
        let plot = self.layout.plot;
        let ends = [Point::new(plot.left, plot.bottom), Point::new(plot.right, plot.bottom)];
        self.pen.line(&ends, 1.0, paint(Role::Ink, 1.0));
    }
}

/// How many dots lie in each cell of a grid that starts at the corner of the sheet.
fn counted(places: &[Point], side: f64) -> BTreeMap<(i32, i32), u32> {
    let mut cells = BTreeMap::new();
    for place in places {
        *cells.entry(((place.x / side).floor() as i32, (place.y / side).floor() as i32)).or_insert(0) += 1;
    }
    cells
}

/// Dots counted into columns of a width that begin at the border and never hold both sides.
fn stacked(shown: &[(f64, bool)], border: f64, width: f64) -> BTreeMap<(i32, bool), u32> {
    let mut columns = BTreeMap::new();
    for &(x, above) in shown {
        let column = ((x - border) / width).floor() as i32;
        let column = if above { column.max(0) } else { column.min(-1) };
        *columns.entry((column, above)).or_insert(0) += 1;
    }
    columns
}

fn highest(columns: &BTreeMap<(i32, bool), u32>) -> f64 {
    columns.values().copied().max().map_or(0.0, f64::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_column_holds_both_sides_and_none_is_lost() {
        let shown: Vec<(f64, bool)> = (0..100_u32).map(|i| (f64::from(i) * 0.7, f64::from(i) * 0.7 > 31.0)).collect();
        let columns = stacked(&shown, 31.0, 9.0);
        assert_eq!(columns.values().sum::<u32>(), 100);
        assert!(columns.keys().all(|&(column, above)| (column >= 0) == above), "{columns:?}");
    }

    #[test]
    fn a_grid_counts_every_dot_once() {
        let places: Vec<Point> = (0..5_000).map(|i| Point::new(f64::from(i % 61), f64::from(i % 47))).collect();
        let cells = counted(&places, CELL);
        assert_eq!(cells.values().sum::<u32>(), 5_000);
        assert!(cells.len() < 200);
    }
}
