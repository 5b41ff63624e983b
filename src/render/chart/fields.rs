//! Tiles coloured by a share, their contours and the bar that explains them; bars in rows.

use crate::figure::{Contour, Role, RowBar, Tiles};

use super::faces::Weight;
use super::fitting::fit;
use super::geometry::{Frame, Point};
use super::layout::BAR_ROOM;
use super::scene::{Align, Scene, paint, paper};
use super::sheet::Paint;
use super::theme::{Colour, LABEL_SIZE, LEAST_SIZE};

/// The bar itself.
const BAR_WIDTH: f64 = 18.0;

/// Steps of the bar.
const STEPS: u32 = 64;

/// A colour map that rises evenly in lightness and reads the same to colour-blind eyes: places on the
/// cividis of Nunez, Anderton and Renslow (2018), and straight lines between them.
const RAMP: [Colour; 9] = [
    Colour(0x00, 0x22, 0x4E),
    Colour(0x12, 0x35, 0x70),
    Colour(0x3B, 0x49, 0x6C),
    Colour(0x57, 0x5D, 0x6D),
    Colour(0x70, 0x71, 0x73),
    Colour(0x8A, 0x86, 0x78),
    Colour(0xA5, 0x9C, 0x74),
    Colour(0xC3, 0xB3, 0x69),
    Colour(0xFE, 0xE8, 0x38),
];

/// The colour of a share.
fn ramp(share: f64) -> Paint {
    let place = share.clamp(0.0, 1.0) * (RAMP.len() - 1) as f64;
    let step = (place.floor() as usize).min(RAMP.len() - 2);
    let part = place - step as f64;
    let (Colour(r, g, b), Colour(x, y, z)) = (RAMP[step], RAMP[step + 1]);
    let mix = |low: u8, high: u8| (f64::from(low) + part * (f64::from(high) - f64::from(low))).round() as u8;
    Paint { colour: Colour(mix(r, x), mix(g, y), mix(b, z)), opacity: 1.0 }
}

impl Scene<'_> {
    pub(super) fn draw_tiles(&mut self, tiles: &Tiles) {
        let columns = tiles.x_edges.len().saturating_sub(1);
        for (place, share) in tiles.shares.iter().enumerate() {
            let (Some(share), true) = (share, columns > 0) else { continue };
            let (row, column) = (place / columns, place % columns);
            let (Some(&low), Some(&high)) = (tiles.y_edges.get(row), tiles.y_edges.get(row + 1)) else { continue };
            let (from, to) = (self.place(tiles.x_edges[column], high), self.place(tiles.x_edges[column + 1], low));
            // A hair over the border, or the paper would shine through between neighbours.
            let over = 0.4;
            let (right, bottom) =
                ((to.x + over).min(self.layout.plot.right), (to.y + over).min(self.layout.plot.bottom));
            self.pen.rectangle(&Frame::new(from.x, from.y, right, bottom), ramp(*share));
        }
        self.draw_bar_of_colours(tiles);
    }

    fn draw_bar_of_colours(&mut self, tiles: &Tiles) {
        let plot = self.layout.plot;
        let left = plot.right + 30.0;
        let (top, bottom) = (plot.top + 18.0, plot.bottom - 18.0);
        let at = |share: f64| bottom - share * (bottom - top);
        for step in 0..STEPS {
            let (low, high) = (f64::from(step) / f64::from(STEPS), f64::from(step + 1) / f64::from(STEPS));
            let frame = Frame::new(left, at(high), left + BAR_WIDTH, (at(low) + 1.0).min(bottom));
            self.pen.rectangle(&frame, ramp(f64::midpoint(low, high)));
        }
        let word = |scene: &Self, words: &str, corner: Point| {
            let block = fit(words, Weight::Regular, (LABEL_SIZE, LEAST_SIZE), BAR_ROOM - 30.0, 1);
            let frame = Frame::new(corner.x, corner.y, corner.x + block.width(), corner.y + block.height());
            scene.write(&block, &frame, Align::Left, Role::Muted, false);
        };
        word(self, &tiles.label, Point::new(left, top - 22.0));
        for share in [0.0, 0.5, 1.0] {
            let words = format!("{:.0} %", 100.0 * share);
            word(self, &words, Point::new(left + BAR_WIDTH + 6.0, at(share) - 0.66 * LABEL_SIZE));
        }
    }

    pub(super) fn draw_contour(&mut self, contour: &Contour) {
        let width = contour.width.clamp(0.5, 8.0);
        for [from, to] in &contour.pieces {
            let ends = [self.place(from.0, from.1), self.place(to.0, to.1)];
            self.pen.line(&ends, width, paper());
        }
    }

    /// Writes on a contour what it is, where it is lowest on the sheet but not at its edge.
    pub(super) fn label_contour(&mut self, contour: &Contour) {
        if contour.label.is_empty() {
            return;
        }
        let plot = self.layout.plot;
        let block = fit(&contour.label, Weight::Bold, (LABEL_SIZE, LEAST_SIZE), 80.0, 1);
        let (width, height) = (block.width(), block.height());
        let mut corners: Vec<Point> = contour
            .pieces
            .iter()
            .map(|[from, to]| self.place(f64::midpoint(from.0, to.0), f64::midpoint(from.1, to.1)))
            .map(|middle| Point::new(middle.x - 0.5 * width, middle.y - 0.5 * height))
            .filter(|corner| corner.x > plot.left + 4.0 && corner.x + width < plot.right - 4.0)
            .filter(|corner| corner.y > plot.top + 4.0 && corner.y + height < plot.bottom - 12.0)
            .collect();
        corners.sort_by(|a, b| b.y.total_cmp(&a.y));
        if let Some(frame) = self.around.settle((width, height), &corners).filter(|_| !corners.is_empty()) {
            self.write(&block, &frame, Align::Left, Role::Ink, true);
        }
    }

    pub(super) fn draw_row_bar(&mut self, bar: &RowBar) {
        if !self.has_row(bar.row) {
            return;
        }
        let middle = self.row_middle(bar.row);
        let half = (0.3 * self.row_pitch()).min(13.0);
        let (zero, solid, pale) = (self.across(0.0), self.across(bar.solid), self.across(bar.pale));
        let frame =
            |from: f64, to: f64, half: f64| Frame::new(from.min(to), middle - half, from.max(to), middle + half);
        self.pen.rectangle(&frame(zero, pale, half), paint(bar.role, 0.25));
        self.pen.rectangle(&frame(zero, solid, half), paint(bar.role, 1.0));
        let (low, high) = (self.across(bar.interval.0), self.across(bar.interval.1));
        self.pen.rectangle(&frame(low, high, 0.9), paint(Role::Ink, 1.0));
        self.around.note_ink(frame(zero, pale.max(high), half));
    }

    pub(super) fn label_row_bar(&mut self, bar: &RowBar) {
        if bar.label.is_empty() || !self.has_row(bar.row) {
            return;
        }
        let room = super::layout::row_label_room(f64::from(self.figure.width));
        let block = fit(&bar.label, Weight::Regular, (LABEL_SIZE, LEAST_SIZE), room, 1);
        let left = self.across(bar.pale.max(bar.interval.1).max(0.0)) + 9.0;
        let corner = Point::new(left, self.row_middle(bar.row) - 0.5 * block.height());
        if let Some(frame) = self.around.settle((block.width(), block.height()), &[corner]) {
            self.write(&block, &frame, Align::Left, Role::Muted, true);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_larger_share_is_always_lighter() {
        let light = |share: f64| {
            let Colour(r, g, b) = ramp(share).colour;
            0.2126 * f64::from(r) + 0.7152 * f64::from(g) + 0.0722 * f64::from(b)
        };
        assert!((0..100).all(|step| light(f64::from(step) / 100.0) <= light(f64::from(step + 1) / 100.0)));
        assert_eq!(ramp(f64::NAN.max(0.0)).colour, RAMP[0]);
    }
}
