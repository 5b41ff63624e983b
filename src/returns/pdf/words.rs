//! Letters to words, whichever way they run.

use super::glyphs::{Direction, Letter};
use super::rules::Rules;

/// A word, or a number: letters without a gap.
#[derive(Debug, Clone)]
pub struct Word {
    pub text: String,
    /// First and last x, and first and last y, of the line it is written on.
    pub x: (f64, f64),
    pub y: (f64, f64),
    pub direction: Direction,
    /// Where its line is and where on it the word begins, so that words sort as they are read.
    pub line: f64,
    pub along: f64,
    pub size: f64,
}

impl Word {
    /// Its middle, at half the height of its letters.
    pub fn middle(&self) -> (f64, f64) {
        let (x, y) = (f64::midpoint(self.x.0, self.x.1), f64::midpoint(self.y.0, self.y.1));
        let up = 0.35 * self.size;
        match self.direction {
            Direction::Across => (x, y - up),
            Direction::Up => (x - up, y),
            Direction::Down => (x + up, y),
        }
    }

    /// Whether another word of turned text stands right before or behind it on the same line.
    pub fn goes_on_in(&self, other: &Word) -> bool {
        let gap = (self.y.0 - other.y.1).max(other.y.0 - self.y.1);
        let turned = self.direction != Direction::Across && self.direction == other.direction;
        turned && (self.line - other.line).abs() < 1.0 && gap < 0.6 * self.size
    }

    /// Whether it is a number and nothing else.
    pub fn is_number(&self) -> bool {
        is_number(&self.text)
    }
}

/// Whether a text is digits and nothing else.
pub fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Where a letter's line is, and where on it the letter begins and ends.
fn places(letter: &Letter) -> (f64, f64, f64) {
    let (begin, end) = (letter.begin, letter.end);
    match letter.direction {
        Direction::Across => (begin.1, begin.0, end.0),
        Direction::Up => (begin.0, -begin.1, -end.1),
        Direction::Down => (-begin.0, begin.1, end.1),
    }
}

/// Letters as words, in the order they are read. A line of the ruling between two letters parts them, however near they are.
pub fn words(letters: &[Letter], rules: &Rules) -> Vec<Word> {
    let mut words = Vec::new();
    for direction in [Direction::Across, Direction::Up, Direction::Down] {
        let mut placed: Vec<(f64, f64, f64, &Letter)> = letters
            .iter()
            .filter(|letter| letter.direction == direction)
            .map(|letter| {
                let (line, begin, end) = places(letter);
                (line, begin, end, letter)
            })
            .collect();
        placed.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mut rest = placed.as_mut_slice();
        while let Some(&(line, _, _, first)) = rest.first() {
            // A line takes in what is raised or lowered by less than a third of its type.
            let length = rest.iter().take_while(|(other, ..)| other - line <= 0.35 * first.size.max(3.0)).count();
            let (row, others) = rest.split_at_mut(length);
            row.sort_by(|a, b| a.1.total_cmp(&b.1));
            line_into(row, direction, rules, &mut words);
            rest = others;
        }
    }
    words
}

fn line_into(row: &[(f64, f64, f64, &Letter)], direction: Direction, rules: &Rules, words: &mut Vec<Word>) {
    let mut open: Option<Word> = None;
    let mut last: Option<(f64, f64, &str)> = None;
    // All words of a line are on it, however their letters are raised, so that they sort by where they begin.
    let line = row.first().map_or(0.0, |first| first.0);
    for &(_, begin, end, letter) in row {
        let twice = last.is_some_and(|(before, _, text)| begin - before < 0.15 * letter.size && text == letter.text);
        // Bold type is often the same letter printed twice, a little apart.
        if twice {
            continue;
        }
        let apart = last.is_some_and(|(_, before, _)| begin - before > 0.25 * letter.size);
        let blank = letter.text.chars().all(char::is_whitespace);
        // A label too long for its cell may end beyond the line; its bracket belongs to it all the same.
        let closes =
            letter.text == ")" && open.as_ref().is_some_and(|word| word.text.rfind('(') > word.text.rfind(')'));
        let ruled = direction == Direction::Across
            && !closes
            && last.is_some_and(|(before, after, _)| {
                let y = line - 0.35 * letter.size;
                rules.part(f64::midpoint(before, after), f64::midpoint(begin, end), y)
            });
        if (apart || blank || ruled)
            && let Some(word) = open.take()
        {
            words.push(word);
        }
        last = Some((begin, end, &letter.text));
        if blank {
            continue;
        }
        let (x, y) = (sorted(letter.begin.0, letter.end.0), sorted(letter.begin.1, letter.end.1));
        if let Some(word) = &mut open {
            word.text.push_str(&letter.text);
            word.x = (word.x.0.min(x.0), word.x.1.max(x.1));
            word.y = (word.y.0.min(y.0), word.y.1.max(y.1));
        } else {
            let (text, size) = (letter.text.clone(), letter.size);
            open = Some(Word { text, x, y, direction, line, along: begin, size });
        }
    }
    words.extend(open);
}

fn sorted(a: f64, b: f64) -> (f64, f64) {
    (a.min(b), a.max(b))
}
