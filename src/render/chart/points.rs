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

/// Dots of this diameter need not stand abreast to be seen.
const COMFORTABLE: f64 = 9.0;

/// A column that would be a thread holds at most so many dots abreast.
const MOST_ABREAST: u32 = 6;

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
        // The words of the rules stand above the highest column.
        let height = 0.9 * plot.height();
        let (abreast, size) = (1..=MOST_ABREAST)
            .map(|abreast| (abreast, largest(&shown, border, abreast, height)))
            .reduce(|best, next| if best.1 < COMFORTABLE && next.1 > best.1 { next } else { best })
            .unwrap_or((1, NARROWEST));
        let columns = stacked(&shown, border, abreast, size);
        // Below the least size dots overlap, which is better than a column that leaves the plot.
        let rise = size.min(height / highest(&columns, abreast).max(1.0));
        for (column, count) in &columns {
            let (left, used) = (column.left(abreast, size), f64::from(abreast.min(*count)) * size);
            let left = if column.above { left.max(border) } else { left.min(border - used) };
            let role = if column.above { stack.above } else { stack.role };
            for dot in 0..*count {
                let (row, place) = (dot / abreast, dot % abreast);
                let across = left + (f64::from(place) + 0.5) * size;
                let centre = Point::new(across, plot.bottom - (f64::from(row) + 0.5) * rise);
                self.pen.circle(centre, 0.46 * size, paint(role, 1.0));
            }
            let top = plot.bottom - f64::from(count.div_ceil(abreast)) * rise;
            self.around.note_ink(Frame::new(left, top, left + used, plot.bottom));
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

/// A column of dots, counted from where the columns of its side begin.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Column {
    origin: f64,
    number: i32,
    above: bool,
}

impl Column {
    fn left(&self, abreast: u32, size: f64) -> f64 {
        self.origin + f64::from(self.number) * f64::from(abreast) * size
    }
}

/// Dots counted into columns, so many abreast, which never hold both sides. Narrow columns begin at the border; wide ones at the
/// outermost dot of their side, where the crowd is, so that none leaves the plot.
fn stacked(shown: &[(f64, bool)], border: f64, abreast: u32, size: f64) -> Vec<(Column, u32)> {
    let ends = shown.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |ends, (x, _)| (ends.0.min(*x), ends.1.max(*x)));
    let mut columns: Vec<(Column, u32)> = Vec::new();
    for &(x, above) in shown {
        let origin = match (abreast, above) {
            (1, _) => border,
            (_, false) => ends.0 - size / 2.0,
            (_, true) => ends.1 + size / 2.0,
        };
        let number = ((x - origin) / (f64::from(abreast) * size)).floor() as i32;
        let number = if abreast > 1 {
            number
        } else if above {
            number.max(0)
        } else {
            number.min(-1)
        };
        let column = Column { origin, number, above };
        match columns.iter_mut().find(|(other, _)| *other == column) {
            Some((_, count)) => *count += 1,
            None => columns.push((column, 1)),
        }
    }
    columns
}

/// The rows of the highest column, with so many dots abreast.
fn highest(columns: &[(Column, u32)], abreast: u32) -> f64 {
    columns.iter().map(|(_, count)| count.div_ceil(abreast)).max().map_or(0.0, f64::from)
}

/// The largest dots with which no column leaves the plot: a high column needs smaller dots, which make narrower columns.
fn largest(shown: &[(f64, bool)], border: f64, abreast: u32, height: f64) -> f64 {
    let mut size = WIDEST;
    while size > NARROWEST && highest(&stacked(shown, border, abreast, size), abreast) * size > height {
        size *= 0.95;
    }
    size
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_column_holds_both_sides_and_none_is_lost() {
        let shown: Vec<(f64, bool)> = (0..100_u32).map(|i| (f64::from(i) * 0.7, f64::from(i) * 0.7 > 31.0)).collect();
        for abreast in [1, 4] {
            let columns = stacked(&shown, 31.0, abreast, 9.0);
            assert_eq!(columns.iter().map(|(_, count)| count).sum::<u32>(), 100);
            let own = |above: bool| {
                columns.iter().filter(|(column, _)| column.above == above).map(|(_, count)| count).sum::<u32>()
            };
            assert_eq!((own(false), own(true)), (45, 55));
        }
    }

    #[test]
    fn a_grid_counts_every_dot_once() {
        let places: Vec<Point> = (0..5_000).map(|i| Point::new(f64::from(i % 61), f64::from(i % 47))).collect();
        let cells = counted(&places, CELL);
        assert_eq!(cells.values().sum::<u32>(), 5_000);
        assert!(cells.len() < 200);
    }
}
