//! The pictures of the page that asks "what if": small drawings with text in them, light enough to be made anew with every
//! move of a slider. A browser has the letters; what is drawn for files is `render::chart`'s.

mod answers;
mod axis;
#[cfg(feature = "page")]
pub mod page;
mod svg;

pub use answers::{answered, opened, turned};

use crate::format::Grouping;
use crate::report::{CurvePicture, Dial, Glance, MarginPicture};
use axis::{Axis, ticks};
use svg::{Anchor, Drawing};

/// Room below a picture for its axis, and at its sides.
const BELOW: f64 = 52.0;
const SIDE: f64 = 14.0;

/// About the width of a letter, and the height of a line.
const LETTER: f64 = 7.4;
const LINE: f64 = 18.0;

/// How the margin is spread: the accent marks the side that is asked for.
#[must_use]
pub fn margin(picture: &MarginPicture, grouping: Grouping, width: f64) -> String {
    let words = wrapped(&picture.axis, width);
    let below = BELOW + LINE * (words.len().saturating_sub(1)) as f64;
    let height = (0.5 * width).clamp(230.0, 330.0) + below - BELOW;
    let (top, bottom) = (58.0, height - below);
    let [low, high] = picture.range;
    let x = Axis { from: low, to: high, start: SIDE, end: width - SIDE };
    let most = picture.heights.iter().copied().fold(1e-300, f64::max);
    let y = |height: f64| bottom - (bottom - top) * height / most;
    let mut out = Drawing::new(width, height, &picture.alt);
    for (above, range) in [(false, f64::NEG_INFINITY..0.5), (true, 0.5..f64::INFINITY)] {
        let class = if above == picture.asks_above { "accent" } else { "soft" };
        out.area(&outline(picture, &range, |at| x.place(at), y), bottom, class);
    }
    out.line((x.start, bottom), (x.end, bottom), "axis");
    for tick in ticks(low, high, if width < 500.0 { 4 } else { 6 }) {
        let at = x.place(tick);
        out.line((at, bottom), (at, bottom + 5.0), "axis");
        let words = signed(grouping, tick);
        let (place, anchor) = beside(at, &words, width);
        out.text((place, bottom + 20.0), anchor, "small", &words);
    }
    let zero = x.place(0.5);
    out.line((zero, top - 26.0), (zero, bottom), "zero");
    // Where one side has no room its word takes the other.
    let left_fits = zero - x.start > 74.0;
    let right_fits = x.end - zero > 74.0;
    if left_fits {
        out.text((zero - 7.0, top - 15.0), Anchor::End, side(!picture.asks_above), &picture.sides[0]);
    }
    if right_fits {
        out.text((zero + 7.0, top - 15.0), Anchor::Start, side(picture.asks_above), &picture.sides[1]);
    }
    let known = x.place(picture.known as f64);
    if (known - zero).abs() > 3.0 {
        out.line((known, top - 4.0), (known, bottom), "known");
        let words = format!("{} {}", picture.known_words, grouping.whole(picture.known));
        let (place, anchor) = beside(known, &words, width);
        out.text((place, top - 38.0), anchor, "small", &words);
    }
    for (line, words) in words.iter().rev().enumerate() {
        out.text((0.5 * width, height - 10.0 - LINE * line as f64), Anchor::Middle, "small", words);
    }
    out.finish()
}

/// The words of an axis in as many lines as the width asks for.
fn wrapped(words: &str, width: f64) -> Vec<String> {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few dozen letters")]
    let most = ((width - SIDE) / LETTER).max(20.0) as usize;
    textwrap::wrap(words, most).into_iter().map(std::borrow::Cow::into_owned).collect()
}

/// Where words stand that belong to a place, so that they do not reach over the edge.
fn beside(at: f64, words: &str, width: f64) -> (f64, Anchor) {
    let half = 0.5 * LETTER * words.chars().count() as f64;
    let edge = 6.0;
    if at - half < edge {
        (edge, Anchor::Start)
    } else if at + half > width - edge {
        (width - edge, Anchor::End)
    } else {
        (at, Anchor::Middle)
    }
}

/// The picture as a sheet of its own, with the question and the answer above it.
#[must_use]
pub fn sheet(glance: &Glance, grouping: Grouping, width: f64) -> Option<String> {
    let picture = margin(glance.margin.as_ref()?, grouping, width);
    let (_, box_of) = picture.split_once("viewBox=\"0 0 ")?;
    let (size, _) = box_of.split_once('"')?;
    let below: f64 = size.split_once(' ')?.1.parse().ok()?;
    let mut lines: Vec<(&str, f64, String)> = Vec::new();
    let mut add = |class: &'static str, height: f64, text: &str| {
        // Letters are about half as wide as they are high; a third of air keeps the longest within the sheet.
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few dozen letters")]
        let most = ((width - 2.0 * SIDE) / (0.43 * height)).max(20.0) as usize;
        lines.extend(textwrap::wrap(text, most).into_iter().map(|line| (class, height, line.into_owned())));
    };
    add("heading", 30.0, &glance.question);
    let (large, small) = glance.lead();
    add("lead", 24.0, &large);
    add("word", 22.0, &small);
    let (head, foot) = (lines.iter().map(|(_, height, _)| height).sum::<f64>() + 32.0, 30.0);
    let mut out = Drawing::new(width, head + below + foot, &glance.sentence());
    let mut at = 8.0;
    let mut before = "heading";
    for (class, height, line) in &lines {
        at += height + if *class == before { 0.0 } else { 4.0 };
        before = class;
        out.text((SIDE, at), Anchor::Start, class, line);
    }
    out.within(head, (width, below), &picture);
    out.text((SIDE, head + below + 16.0), Anchor::Start, "small", &format!("{} · humnaam", glance.contest));
    Some(out.finish())
}

fn side(asked: bool) -> &'static str {
    if asked { "strong" } else { "word" }
}

/// The top of the bars within a range, through their middles, and level at its ends.
fn outline(
    picture: &MarginPicture,
    range: &std::ops::Range<f64>,
    x: impl Fn(f64) -> f64,
    y: impl Fn(f64) -> f64,
) -> Vec<(f64, f64)> {
    let bars = picture.edges.windows(2).zip(&picture.heights);
    let within: Vec<(&[f64], f64)> =
        bars.filter(|(edges, _)| edges[0] >= range.start && edges[1] <= range.end).map(|(e, h)| (e, *h)).collect();
    let mut points = Vec::new();
    points.extend(within.first().map(|&(edges, height)| (x(edges[0]), y(height))));
    points.extend(within.iter().map(|&(edges, height)| (x(0.5 * (edges[0] + edges[1])), y(height))));
    points.extend(within.last().map(|&(edges, height)| (x(edges[1]), y(height))));
    points
}

#[expect(clippy::cast_possible_truncation, reason = "a margin in votes")]
fn signed(grouping: Grouping, votes: f64) -> String {
    let text = grouping.whole(libm::round(votes) as i64);
    if votes > 0.0 { format!("+{text}") } else { text }
}

/// The break-even curve; `rate` is where the slider stands, with its probability.
#[must_use]
pub fn curve(picture: &CurvePicture, grouping: Grouping, width: f64, rate: Option<(f64, f64)>) -> String {
    let words = wrapped(&picture.axes[0], width - 52.0);
    let below = BELOW + LINE * (words.len().saturating_sub(1)) as f64;
    let height = (0.4 * width).clamp(210.0, 270.0) + below - BELOW;
    let (top, bottom, left) = (14.0, height - below, 52.0);
    let last = picture.points.last().map_or(1e-3, |point| point[0]);
    let x = Axis { from: 0.0, to: last, start: left, end: width - SIDE };
    let y = Axis { from: 0.0, to: 1.0, start: bottom, end: top };
    let mut out = Drawing::new(width, height, &picture.alt);
    if let Some(most) = picture.most.filter(|&most| most < last) {
        out.block((x.place(most), top), (x.end, bottom), "fence");
        out.line((x.place(most), top), (x.place(most), bottom), "axis");
    }
    for share in [0.0, 0.5, 1.0] {
        out.line((x.start, y.place(share)), (x.end, y.place(share)), if share > 0.0 { "grid" } else { "axis" });
        out.text((x.start - 6.0, y.place(share) + 4.0), Anchor::End, "small", &grouping.percent(share));
    }
    for tick in ticks(0.0, last, if width < 500.0 { 3 } else { 5 }) {
        let words = grouping.percent(tick);
        let (place, anchor) = beside(x.place(tick), &words, width);
        out.text((place, bottom + 18.0), anchor, "small", &words);
    }
    let through = |part: usize| picture.points.iter().map(move |point| (x.place(point[0]), y.place(point[part])));
    if picture.points.iter().any(|point| point[2] < point[3]) {
        let band: Vec<(f64, f64)> = through(2).chain(through(3).collect::<Vec<_>>().into_iter().rev()).collect();
        out.shape(&band, "soft");
    }
    out.way(&through(1).collect::<Vec<_>>(), "curve");
    if let Some(half) = picture.half.filter(|&half| half < last) {
        out.line((x.place(half), top), (x.place(half), bottom), "needed");
    }
    if let Some((rate, flip)) = rate.filter(|&(rate, _)| rate <= last) {
        out.dot((x.place(rate), y.place(flip)), 7.0, "thumb");
    }
    for (line, words) in words.iter().rev().enumerate() {
        let place = (0.5 * (x.start + x.end), height - 10.0 - LINE * line as f64);
        out.text(place, Anchor::Middle, "small", words);
    }
    out.finish()
}

/// What is believed behind a slider and how far it may go: without words, because the page has them, and stretched to its
/// width.
#[must_use]
pub fn behind(dial: &Dial) -> String {
    let (width, height) = (1000.0, 60.0);
    let last = dial.stops.len().saturating_sub(1).max(1) as f64;
    let x = |stop: f64| width * stop / last;
    let mut out = Drawing::stretched(width, height);
    if let Some(fence) = &dial.fence {
        out.block((x(fence.at), 26.0), (width, height), "fence");
    }
    let most = dial.prior.iter().copied().fold(1e-300, f64::max);
    if !dial.prior.is_empty() {
        let top = |mass: f64| height - (height - 4.0) * mass / most;
        let points: Vec<(f64, f64)> =
            dial.prior.iter().enumerate().map(|(stop, &mass)| (x(stop as f64), top(mass))).collect();
        out.area(&points, height, "prior");
    }
    if let Some(fence) = &dial.fence {
        out.line((x(fence.at), 14.0), (x(fence.at), height), "zero");
    }
    if let Some(needed) = &dial.needed {
        out.line((x(needed.at), 0.0), (x(needed.at), height), "needed");
    }
    out.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hostile_words_stay_words() {
        let picture = MarginPicture {
            range: [-2.0, 2.0],
            edges: vec![-1.5, -0.5, 0.5, 1.5],
            heights: vec![0.2, 0.3, 0.5],
            known: -1,
            known_words: "<script>".to_owned(),
            asks_above: true,
            sides: ["\"><svg onload=x>".to_owned(), "& ".to_owned()],
            axis: "]]>".to_owned(),
            alt: "'\" <b>".to_owned(),
            drawn: None,
        };
        let drawn = margin(&picture, Grouping::Western, 640.0);
        assert!(!drawn.contains("<script") && !drawn.contains("<b>") && drawn.matches("<svg").count() == 1, "{drawn}");
    }
}
