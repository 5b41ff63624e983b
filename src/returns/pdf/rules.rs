//! The ruling of a page: pieces of lines joined into whole ones, and the cells they enclose.

use super::glyphs::Line;

/// Lines this near to each other are one.
const NEAR: f64 = 2.0;

/// A whole line: where it is, and from where to where it runs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rule {
    pub at: f64,
    pub from: f64,
    pub to: f64,
}

/// Upright and level lines, each in rising order.
#[derive(Debug, Clone, Default)]
pub struct Rules {
    pub upright: Vec<Rule>,
    pub level: Vec<Rule>,
}

/// What encloses a place: the lines to its left, right, top and bottom; beyond the last line there is none.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub struct Cell {
    pub left: f64,
    pub right: f64,
    pub top: f64,
    pub bottom: f64,
}

impl Rules {
    pub fn of(lines: &[Line]) -> Self {
        let (mut upright, mut level) = (Vec::new(), Vec::new());
        for line in lines {
            if line.y.1 - line.y.0 > line.x.1 - line.x.0 {
                upright.push(Rule { at: f64::midpoint(line.x.0, line.x.1), from: line.y.0, to: line.y.1 });
            } else {
                level.push(Rule { at: f64::midpoint(line.y.0, line.y.1), from: line.x.0, to: line.x.1 });
            }
        }
        Rules { upright: joined(upright), level: joined(level) }
    }

    /// The cell around a place.
    pub fn around(&self, x: f64, y: f64) -> Cell {
        let (left, right) = between(&self.upright, x, y);
        let (top, bottom) = between(&self.level, y, x);
        Cell { left, right, top, bottom }
    }

    /// Whether an upright line runs between two places of one height.
    pub fn part(&self, left: f64, right: f64, y: f64) -> bool {
        let first = self.upright.partition_point(|rule| rule.at <= left);
        let between = self.upright.get(first..).unwrap_or_default().iter().take_while(|rule| rule.at < right);
        between.into_iter().any(|rule| rule.from - NEAR <= y && y <= rule.to + NEAR)
    }

    /// The left and right ends of the columns: upright lines that are long among their like.
    pub fn edges(&self) -> Vec<f64> {
        let longest = self.upright.iter().map(|rule| rule.to - rule.from).fold(0.0, f64::max);
        let long = self.upright.iter().filter(|rule| rule.to - rule.from > 0.4 * longest);
        let mut edges: Vec<f64> = Vec::new();
        for rule in long {
            if edges.last().is_none_or(|last| rule.at - last > NEAR) {
                edges.push(rule.at);
            }
        }
        edges
    }

    /// How far down the ruled table reaches, and from where.
    pub fn height(&self) -> (f64, f64) {
        let from = self.upright.iter().map(|rule| rule.from).fold(f64::INFINITY, f64::min);
        (from, self.upright.iter().map(|rule| rule.to).fold(f64::NEG_INFINITY, f64::max))
    }
}

/// Pieces on one line that touch become one.
fn joined(mut pieces: Vec<Rule>) -> Vec<Rule> {
    pieces.sort_by(|a, b| a.at.total_cmp(&b.at));
    let mut groups: Vec<Vec<Rule>> = Vec::new();
    for piece in pieces {
        match groups.last_mut() {
            Some(group) if group.first().is_some_and(|first| piece.at - first.at <= NEAR) => group.push(piece),
            _ => groups.push(vec![piece]),
        }
    }
    let mut whole: Vec<Rule> = Vec::new();
    for mut group in groups {
        group.sort_by(|a, b| a.from.total_cmp(&b.from));
        let begin = whole.len();
        for piece in group {
            match whole.get_mut(begin..).and_then(<[Rule]>::last_mut) {
                Some(last) if piece.from <= last.to + NEAR => last.to = last.to.max(piece.to),
                _ => whole.push(piece),
            }
        }
    }
    whole.sort_by(|a, b| a.at.total_cmp(&b.at));
    whole
}

/// The nearest rules before and after a place, of those that run past it.
fn between(rules: &[Rule], place: f64, across: f64) -> (f64, f64) {
    let passing = rules.iter().filter(|rule| rule.from - NEAR <= across && across <= rule.to + NEAR);
    let (mut before, mut after) = (f64::NEG_INFINITY, f64::INFINITY);
    for rule in passing {
        if rule.at <= place {
            before = before.max(rule.at);
        } else {
            after = after.min(rule.at);
        }
    }
    (before, after)
}
