//! The answer on one screen of a terminal.

use super::terminal::{Style, width, wrapped};
use crate::report::{Measure, Report};
use crate::wording::{BriefSentence, Term};
use std::io::Write;

/// Lines of a screen that a reader takes in at once; what does not fit stands in the page and under `--full`.
const LINES: usize = 18;

/// Every line of the screen but the first is set in by so much.
const INDENT: &str = "  ";

/// Letters that end a bar, by how much of a column they fill, from nothing to an eighth short of all.
const PARTS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];

/// Lines that belong together, and how soon they may be left out: those of rank 0 never are.
struct Block {
    rank: u8,
    lines: Vec<String>,
}

/// Writes the answer on one screen. `place` is where the rest of it lies.
///
/// # Errors
/// Whatever the writer refuses.
pub fn write(report: &Report, place: &str, style: Style, out: &mut dyn Write) -> std::io::Result<()> {
    let brief = &report.brief;
    let plain = |rank: u8, text: &str| Block { rank, lines: wrapped(text, style.width, INDENT, INDENT) };
    let gap = || Block { rank: 0, lines: vec![String::new()] };
    let mut blocks = vec![Block { rank: 0, lines: wrapped(&report.title, style.width, "", "") }, gap()];
    blocks.push(verdict(report, style));
    blocks.extend(report.verdict.others.iter().map(|line| plain(3, line)));
    if !brief.measures.is_empty() {
        blocks.extend([gap(), Block { rank: 0, lines: bars(&brief.measures, style) }]);
    }
    blocks.push(gap());
    blocks.extend(brief.chance.iter().map(|line| plain(0, line)));
    blocks.extend(brief.credited.iter().map(|line| plain(0, line)));
    blocks.extend(brief.controls.iter().filter_map(|lines| lines.first()).map(|line| plain(1, line)));
    // Where arithmetic has settled the question, what was said of it matters more than the other question.
    let other = if report.numbers.flip.proved { 3 } else { 1 };
    blocks.extend(brief.without.iter().map(|line| plain(other, line)));
    blocks.extend(brief.warnings.iter().map(|line| plain(0, line)));
    blocks.extend(brief.said.iter().map(|line| plain(2, line)));
    blocks.push(plain(0, &brief.rests_on));
    // A path is never broken, so that it can be copied.
    let look = report.wording.brief(&BriefSentence::LookAt { place });
    blocks.push(plain(0, &look));
    for line in fitting(blocks, LINES).iter().flat_map(|block| &block.lines) {
        writeln!(out, "{line}")?;
    }
    Ok(())
}

/// The verdict in a word, and why.
fn verdict(report: &Report, style: Style) -> Block {
    let word = format!("{}{}", report.verdict.word.to_uppercase(), report.wording.term(Term::FullStop));
    let text = format!("{word} {}", report.verdict.because.join(" "));
    let mut lines = wrapped(&text, style.width, INDENT, INDENT);
    // The word is at the head of the first line, unless the terminal is narrower than it.
    if let Some(rest) = lines.first().and_then(|first| first.strip_prefix(INDENT)?.strip_prefix(&*word)) {
        lines[0] = format!("{INDENT}{}{rest}", style.accent(&word));
    }
    Block { rank: 0, lines }
}

/// Those blocks that a screen has room for: the lower its rank, the sooner a block is taken.
fn fitting(blocks: Vec<Block>, most: usize) -> Vec<Block> {
    let mut left =
        most.saturating_sub(blocks.iter().filter(|block| block.rank == 0).map(|block| block.lines.len()).sum());
    let mut order: Vec<usize> = (0..blocks.len()).filter(|&at| blocks[at].rank > 0).collect();
    order.sort_by_key(|&at| blocks[at].rank);
    let mut taken: Vec<bool> = blocks.iter().map(|block| block.rank == 0).collect();
    for at in order {
        let lines = blocks[at].lines.len();
        if lines <= left {
            (taken[at], left) = (true, left - lines);
        }
    }
    blocks.into_iter().zip(taken).filter_map(|(block, taken)| taken.then_some(block)).collect()
}

/// Votes as bars beside each other, each with its number behind it; what is only known to lie between two numbers is a line
/// between them with its middle marked.
fn bars(measures: &[Measure], style: Style) -> Vec<String> {
    let labels = measures.iter().map(|measure| width(measure.label)).max().unwrap_or(0);
    let most = measures.iter().map(Measure::furthest).max().unwrap_or(0).max(1) as f64;
    let room = style.width.saturating_sub(INDENT.len() + labels + 2);
    // The words behind the bars must fit: the bars give way to them, but for a third of the room, where words take the next line.
    let fits = |columns: usize| {
        measures.iter().all(|measure| {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "columns of a terminal")]
            let bar = (measure.furthest() as f64 / most * columns as f64).ceil() as usize;
            bar + 1 + width(&measure.words) <= room
        })
    };
    let columns = (room / 3..=room).rev().find(|&columns| fits(columns)).unwrap_or(room / 3).max(1);
    let mut lines = Vec::new();
    for measure in measures {
        let bar = drawn(measure, columns as f64 / most);
        let label = format!("{INDENT}{}{}", measure.label, " ".repeat(labels - width(measure.label) + 2));
        if width(&bar) + 1 + width(&measure.words) <= room {
            lines.push(format!("{label}{bar} {}", measure.words));
        } else {
            lines.push(format!("{label}{bar}"));
            let behind = " ".repeat(width(&label));
            lines.extend(wrapped(&measure.words, style.width, &behind, &behind));
        }
    }
    lines
}

/// A bar of so many columns a vote.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "columns of a terminal")]
fn drawn(measure: &Measure, scale: f64) -> String {
    let Some((low, high)) = measure.spread else {
        let eighths = (measure.votes as f64 * scale * 8.0).round() as usize;
        // Something is never drawn as nothing.
        let eighths = if measure.votes > 0 { eighths.max(1) } else { 0 };
        return format!("{}{}", "█".repeat(eighths / 8), PARTS[eighths % 8]);
    };
    let at = |votes: u64| (votes as f64 * scale).floor() as usize;
    let (from, middle, to) = (at(low), at(measure.votes), at(high).max(at(measure.votes)));
    let letter = |column: usize| match column {
        column if column == middle => '│',
        column if column < from => ' ',
        column if column == to => '┤',
        _ => '─',
    };
    (0..=to).map(letter).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Known;

    fn measure(votes: u64, spread: Option<(u64, u64)>, words: &str) -> Measure {
        Measure { known: Known::Counted, label: "label", votes, spread, words: words.to_owned() }
    }

    #[test]
    fn bars_stand_to_each_other_as_their_votes_do() {
        let style = Style { colour: false, width: 40 };
        let lines = bars(&[measure(100, None, "100"), measure(50, None, "50"), measure(1, None, "1")], style);
        let blocks = |line: &str| line.matches('█').count();
        assert_eq!(blocks(&lines[0]), 2 * blocks(&lines[1]) + usize::from(lines[1].contains('▌')));
        assert!(lines.iter().all(|line| width(line) <= 40), "{lines:?}");
        assert_eq!((blocks(&lines[2]), lines[2].contains('▎')), (0, true), "{lines:?}");
    }

    #[test]
    fn a_spread_shows_its_ends_and_its_middle() {
        let style = Style { colour: false, width: 60 };
        let lines = bars(&[measure(100, None, "100"), measure(40, Some((20, 60)), "about 40")], style);
        let column = |sign: char| lines[1].chars().position(|letter| letter == sign).unwrap();
        assert!(column('─') < column('│') && column('│') < column('┤'), "{lines:?}");
        let wide = "words that take more room than any line of this terminal has beside a bar";
        let lines = bars(&[measure(100, None, "100"), measure(40, Some((20, 60)), wide)], style);
        assert!(lines.len() > 2 && lines.iter().all(|line| width(line) <= 60), "{lines:?}");
    }

    #[test]
    fn what_does_not_fit_is_left_out_by_rank() {
        let block = |rank: u8, lines: usize| Block { rank, lines: vec![String::new(); lines] };
        let ranks = |most: usize| -> Vec<u8> {
            let blocks = vec![block(0, 2), block(3, 1), block(1, 2), block(0, 1), block(2, 2)];
            fitting(blocks, most).iter().map(|block| block.rank).collect()
        };
        assert_eq!(ranks(8), [0, 3, 1, 0, 2]);
        assert_eq!(ranks(6), [0, 3, 1, 0]);
        assert_eq!(ranks(1), [0, 0]);
    }
}
