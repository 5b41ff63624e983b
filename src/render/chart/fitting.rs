//! Words made to fit: on one line, on several, smaller, or cut.

use super::faces::Weight;
use super::shaping::{legible, shape, width};

/// Words set in lines, with the size at which they fit.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Block {
    pub(super) lines: Vec<String>,
    pub(super) size: f64,
    pub(super) weight: Weight,
}

impl Block {
    /// The width of the longest line.
    pub(super) fn width(&self) -> f64 {
        self.lines.iter().map(|line| width(line, self.weight, self.size)).fold(0.0, f64::max)
    }

    /// The way from one line to the next. Devanagari climbs higher and hangs
    /// lower than Latin, and the lines leave room for both.
    pub(super) fn leading(&self) -> f64 {
        1.32 * self.size
    }

    /// The height of all lines together.
    pub(super) fn height(&self) -> f64 {
        self.lines.len() as f64 * self.leading()
    }
}

/// Sets words within a width: on one line, then on more, then smaller, and
/// at last cut with an ellipsis. Empty words give no lines.
pub(super) fn fit(
    words: &str,
    weight: Weight,
    (most_size, least_size): (f64, f64),
    room: f64,
    most_lines: usize,
) -> Block {
    let words = legible(words);
    // Widths follow the size, so each word is measured once, at size one.
    let measured: Vec<(&str, f64)> = unbroken(&words).map(|word| (word, width(word, weight, 1.0))).collect();
    let space = width(" ", weight, 1.0);
    let mut size = most_size;
    loop {
        let lines = wrap(&measured, space, room / size);
        let fits = lines.len() <= most_lines && lines.iter().all(|(_, width)| width * size <= room);
        let smaller = size * 0.94;
        if fits || smaller < least_size {
            let mut lines: Vec<String> = lines.into_iter().map(|(line, _)| line).collect();
            if lines.len() > most_lines {
                // The last line takes all the rest, and is cut below.
                let rest = lines.split_off(most_lines.saturating_sub(1)).join(" ");
                lines.push(rest);
            }
            let lines =
                lines.into_iter().map(|line| cut(&line, weight, size, room)).filter(|line| !line.is_empty()).collect();
            return Block { lines, size, weight };
        }
        size = smaller;
    }
}

/// The parts of a text between which a line may end: its words, a number with its per cent sign being one.
fn unbroken(text: &str) -> impl Iterator<Item = &str> {
    let mut from = 0;
    let ends = text.match_indices(' ').map(|(at, _)| at).chain([text.len()]);
    ends.filter(|&at| !text[at..].starts_with(" %"))
        .map(move |at| text[std::mem::replace(&mut from, at)..at].trim())
        .filter(|word| !word.is_empty())
}

/// Breaks words at spaces so that each line fits, if a single word does; all
/// widths are those of letters of size one.
fn wrap(words: &[(&str, f64)], space: f64, room: f64) -> Vec<(String, f64)> {
    let mut lines: Vec<(String, f64)> = Vec::new();
    for (word, width) in words {
        if let Some((line, so_far)) = lines.last_mut()
            && *so_far + space + width <= room
        {
            line.push(' ');
            line.push_str(word);
            *so_far += space + width;
            continue;
        }
        lines.push(((*word).to_owned(), *width));
    }
    lines
}

/// Cuts one line to a width, between letters, and says so with an ellipsis.
pub(super) fn cut(words: &str, weight: Weight, size: f64, room: f64) -> String {
    let shaped = shape(words, weight);
    if shaped.width(size) <= room {
        return words.to_owned();
    }
    let ellipsis = width("…", weight, size);
    let end =
        shaped.stops.iter().filter(|(_, way)| way * size / 1000.0 + ellipsis <= room).map(|(byte, _)| *byte).max();
    match end {
        Some(end) => format!("{}…", words[..end].trim_end()),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIZES: (f64, f64) = (20.0, 14.0);

    #[test]
    fn a_number_and_its_per_cent_sign_stay_together() {
        let parts: Vec<&str> = unbroken("votes (0.1 %–1.9 %) from  it").collect();
        assert_eq!(parts, ["votes", "(0.1 %–1.9 %)", "from", "it"]);
    }

    #[test]
    fn short_words_keep_their_size() {
        let block = fit("P(flip)", Weight::Bold, SIZES, 500.0, 2);
        assert_eq!(block.lines, ["P(flip)"]);
        assert_eq!(block.size, 20.0);
    }

    #[test]
    fn long_words_wrap_then_shrink_then_are_cut() {
        let sentence = "the namesake polled more than the margin ";
        let two = fit(&sentence.repeat(3), Weight::Bold, SIZES, 700.0, 2);
        assert_eq!((two.lines.len(), two.size), (2, 20.0));
        let small = fit(&sentence.repeat(4), Weight::Bold, SIZES, 700.0, 2);
        assert!(small.size < 20.0 && !small.lines[1].ends_with('…'));
        let cut = fit(&sentence.repeat(20), Weight::Bold, SIZES, 700.0, 2);
        assert!(cut.lines[1].ends_with('…'));
        for block in [two, small, cut] {
            assert!(block.width() <= 700.0);
        }
    }

    #[test]
    fn one_endless_word_is_cut() {
        let block = fit(&"क्ष".repeat(200), Weight::Regular, (12.0, 8.0), 100.0, 1);
        assert!(block.width() <= 100.0);
        assert!(block.lines[0].ends_with('…'));
    }

    #[test]
    fn no_words_and_no_room_give_no_lines() {
        assert!(fit(" \u{202E}", Weight::Bold, SIZES, 100.0, 2).lines.is_empty());
        assert!(fit("words", Weight::Bold, SIZES, 0.0, 2).lines.is_empty());
    }
}
