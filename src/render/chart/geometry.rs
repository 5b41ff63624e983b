//! Points and boxes on the sheet, in logical pixels with y downwards.

/// A place on the sheet.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Point {
    pub(super) x: f64,
    pub(super) y: f64,
}

impl Point {
    pub(super) fn new(x: f64, y: f64) -> Self {
        Self { x, y }
    }
}

/// An upright box on the sheet.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Frame {
    pub(super) left: f64,
    pub(super) top: f64,
    pub(super) right: f64,
    pub(super) bottom: f64,
}

impl Frame {
    pub(super) fn new(left: f64, top: f64, right: f64, bottom: f64) -> Self {
        Self { left, top, right, bottom }
    }

    pub(super) fn width(&self) -> f64 {
        self.right - self.left
    }

    pub(super) fn height(&self) -> f64 {
        self.bottom - self.top
    }

    /// The box made wider and higher by `by` on each side.
    pub(super) fn grown(&self, by: f64) -> Self {
        Self::new(self.left - by, self.top - by, self.right + by, self.bottom + by)
    }

    /// The area two boxes share.
    pub(super) fn shared(&self, other: &Self) -> f64 {
        let across = self.right.min(other.right) - self.left.max(other.left);
        let down = self.bottom.min(other.bottom) - self.top.max(other.top);
        if across > 0.0 && down > 0.0 { across * down } else { 0.0 }
    }

    /// The box moved, as little as may be, to lie inside another; the upper
    /// left corner wins where it is too large.
    pub(super) fn moved_inside(&self, bounds: &Self) -> Self {
        let dx = (bounds.right - self.right).min(0.0);
        let dx = dx.max(bounds.left - self.left);
        let dy = (bounds.bottom - self.bottom).min(0.0);
        let dy = dy.max(bounds.top - self.top);
        Self::new(self.left + dx, self.top + dy, self.right + dx, self.bottom + dy)
    }
}

/// A line without the points that cannot be seen: of those that share half a
/// pixel of the way across, the first, the highest, the lowest and the last
/// are kept, in their order.
pub(super) fn thinned(points: impl Iterator<Item = Point>) -> Vec<Point> {
    let mut kept: Vec<Point> = Vec::new();
    let mut column: Vec<Point> = Vec::new();
    let place = |point: &Point| (2.0 * point.x).floor();
    for point in points {
        if column.first().is_some_and(|first| place(first) != place(&point)) {
            keep_of(&mut column, &mut kept);
        }
        column.push(point);
    }
    keep_of(&mut column, &mut kept);
    kept
}

/// Moves the points of one column that are worth keeping, and empties it.
fn keep_of(column: &mut Vec<Point>, kept: &mut Vec<Point>) {
    let indices = 0..column.len();
    let height = |index: &usize| column[*index].y;
    let highest = indices.clone().min_by(|a, b| height(a).total_cmp(&height(b)));
    let lowest = indices.clone().max_by(|a, b| height(a).total_cmp(&height(b)));
    let last = column.len().saturating_sub(1);
    for (index, point) in column.iter().enumerate() {
        let worth = index == 0 || index == last;
        if worth || Some(index) == highest || Some(index) == lowest {
            kept.push(*point);
        }
    }
    column.clear();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thinned_line_keeps_its_ends_and_its_peaks() {
        let line = |i: u32| {
            let peak = if i == 77_777 { -50.0 } else { 0.0 };
            Point::new(f64::from(i) / 1000.0, peak)
        };
        let thin = thinned((0..=100_000).map(line));
        assert!(thin.len() <= 4 * 201, "{}", thin.len());
        assert_eq!(thin.first(), Some(&line(0)));
        assert_eq!(thin.last(), Some(&line(100_000)));
        assert!(thin.contains(&line(77_777)));
    }

    #[test]
    fn boxes_share_only_where_they_meet() {
        let a = Frame::new(0.0, 0.0, 10.0, 10.0);
        assert_eq!(a.shared(&Frame::new(5.0, 5.0, 20.0, 6.0)), 5.0);
        assert_eq!(a.shared(&Frame::new(10.0, 0.0, 20.0, 10.0)), 0.0);
    }

    #[test]
    fn a_box_is_moved_and_not_squeezed() {
        let bounds = Frame::new(0.0, 0.0, 100.0, 100.0);
        let moved = Frame::new(95.0, -5.0, 115.0, 5.0).moved_inside(&bounds);
        assert_eq!(moved, Frame::new(80.0, 0.0, 100.0, 10.0));
    }
}
