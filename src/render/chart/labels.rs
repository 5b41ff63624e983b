//! Where words go: inside the sheet, beside the ink, never upon other words.

use super::geometry::{Frame, Point};

/// Air about words that belong to a mark and stand beside it.
const BESIDE: f64 = 3.0;

/// Air about words that stand alone.
const ALONE: f64 = 10.0;

/// What is already on the sheet.
#[derive(Debug)]
pub(super) struct Surroundings {
    bounds: Frame,
    words: Vec<Frame>,
    ink: Vec<Frame>,
    rules: Vec<Frame>,
}

/// A rule that runs through words strikes them out: it counts as so many times the ink it is.
const STRUCK_OUT: f64 = 200.0;

impl Surroundings {
    /// A sheet on which labels must stay within bounds.
    pub(super) fn new(bounds: Frame) -> Self {
        Self { bounds, words: Vec::new(), ink: Vec::new(), rules: Vec::new() }
    }

    /// Notes words that nothing else may cover.
    pub(super) fn note_words(&mut self, frame: Frame) {
        self.words.push(frame);
    }

    /// Notes ink that words should not cover if there is another place.
    pub(super) fn note_ink(&mut self, frame: Frame) {
        self.ink.push(frame);
    }

    /// Notes a rule, which words should cover less than anything else.
    pub(super) fn note_rule(&mut self, frame: Frame) {
        self.rules.push(frame);
    }

    /// Finds a place for words of a width and a height. The first candidate
    /// that covers neither words nor ink is taken; failing that, the one that
    /// covers least ink and no words; failing that, any free place near the
    /// first. There may be none at all, and then the words are left out: the
    /// table beside the figure has them. Candidates are upper left corners.
    pub(super) fn settle(&mut self, (width, height): (f64, f64), candidates: &[Point]) -> Option<Frame> {
        let framed = |corner: &Point| {
            Frame::new(corner.x, corner.y, corner.x + width, corner.y + height).moved_inside(&self.bounds)
        };
        let near: Vec<Frame> = candidates.iter().map(framed).collect();
        let place = self.best(&near, BESIDE).or_else(|| {
            let everywhere = self.everywhere((width, height), near.first()?);
            self.best(&everywhere, BESIDE)
        })?;
        self.words.push(place);
        Some(place)
    }

    /// Finds the free place nearest to a wish for words that may stand
    /// anywhere, such as a callout; `clear` refuses places that cover ink.
    pub(super) fn settle_anywhere(&mut self, (width, height): (f64, f64), wish: Point, clear: bool) -> Option<Frame> {
        let wished =
            Frame::new(wish.x - width / 2.0, wish.y - height / 2.0, wish.x + width / 2.0, wish.y + height / 2.0)
                .moved_inside(&self.bounds);
        let mut places = vec![wished];
        places.extend(self.everywhere((width, height), &wished));
        let place = self.best(&places, ALONE)?;
        if clear && self.covered(&place) > 0.0 {
            return None;
        }
        self.words.push(place);
        Some(place)
    }

    /// The first of the frames that covers nothing, or the one that covers
    /// least ink among those that cover no words.
    fn best(&self, frames: &[Frame], air: f64) -> Option<Frame> {
        let mut least: Option<(f64, Frame)> = None;
        for frame in frames {
            let inside = *frame == frame.moved_inside(&self.bounds)
                && frame.width() <= self.bounds.width()
                && frame.height() <= self.bounds.height();
            let close = frame.grown(BESIDE);
            if !inside || self.words.iter().any(|other| close.shared(other) > 0.0) {
                continue;
            }
            let covered = self.covered(&frame.grown(air));
            if covered == 0.0 {
                return Some(*frame);
            }
            if least.is_none_or(|(so_far, _)| covered < so_far) {
                least = Some((covered, *frame));
            }
        }
        least.map(|(_, frame)| frame)
    }

    /// How much ink a frame covers.
    fn covered(&self, frame: &Frame) -> f64 {
        let shared = |frames: &[Frame]| frames.iter().map(|other| frame.shared(other)).sum::<f64>();
        shared(&self.ink) + STRUCK_OUT * shared(&self.rules)
    }

    /// Places all over the sheet, the nearest to a frame first.
    fn everywhere(&self, (width, height): (f64, f64), near: &Frame) -> Vec<Frame> {
        const ACROSS: u32 = 48;
        const DOWN: u32 = 32;
        let bounds = &self.bounds;
        let free = (bounds.width() - width, bounds.height() - height);
        let mut frames = Vec::new();
        for row in 0..=DOWN {
            for column in 0..=ACROSS {
                let left = bounds.left + free.0 * f64::from(column) / f64::from(ACROSS);
                let top = bounds.top + free.1 * f64::from(row) / f64::from(DOWN);
                frames.push(Frame::new(left, top, left + width, top + height));
            }
        }
        let away = |frame: &Frame| (frame.left - near.left).hypot(frame.top - near.top);
        frames.sort_by(|a, b| away(a).total_cmp(&away(b)));
        frames
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet() -> Surroundings {
        Surroundings::new(Frame::new(0.0, 0.0, 100.0, 100.0))
    }

    #[test]
    fn words_never_cover_words() {
        let mut sheet = sheet();
        let corner = [Point::new(10.0, 10.0)];
        let mut placed: Vec<Frame> = Vec::new();
        while let Some(frame) = sheet.settle((30.0, 10.0), &corner) {
            assert!(placed.iter().all(|other| other.shared(&frame) == 0.0));
            placed.push(frame);
        }
        assert!(placed.len() >= 8, "{}", placed.len());
    }

    #[test]
    fn ink_is_avoided_where_it_can_be() {
        let mut sheet = sheet();
        sheet.note_ink(Frame::new(0.0, 0.0, 50.0, 100.0));
        let frame = sheet.settle_anywhere((30.0, 10.0), Point::new(20.0, 50.0), true);
        assert!(frame.is_some_and(|frame| frame.left >= 50.0));
    }

    #[test]
    fn words_too_wide_for_the_sheet_are_left_out() {
        assert_eq!(sheet().settle((300.0, 10.0), &[Point::new(0.0, 0.0)]), None);
    }
}
