//! Rows of words and numbers as a table of letters.

use super::terminal::{Style, width};
use std::io::Write;

/// Words are never cut to less than this.
const LEAST: usize = 8;

/// Writes rows beneath each other, words to the left and numbers, in the columns that `numbers` names, to the right. The first
/// row is the heading. Where a line has no room for them, the longest words are cut; numbers never are.
pub(super) fn write(rows: &[Vec<String>], numbers: &[usize], style: Style, out: &mut dyn Write) -> std::io::Result<()> {
    let columns = rows.first().map_or(0, Vec::len);
    let mut widths: Vec<usize> =
        (0..columns).map(|column| rows.iter().map(|row| width(&row[column])).max().unwrap_or(0)).collect();
    let is_number = |column: &usize| numbers.contains(column);
    while widths.iter().sum::<usize>() + 2 * columns.saturating_sub(1) > style.width {
        let longest = (0..columns).filter(|column| !is_number(column)).max_by_key(|&column| widths[column]);
        match longest.filter(|&column| widths[column] > LEAST) {
            Some(column) => widths[column] -= 1,
            None => break,
        }
    }
    for row in rows {
        let mut line = String::new();
        for (column, (cell, &room)) in row.iter().zip(&widths).enumerate() {
            let cell = cut(cell, room);
            let gap = " ".repeat(room - width(&cell).min(room));
            line.push_str(if column > 0 { "  " } else { "" });
            line.push_str(&if is_number(&column) { format!("{gap}{cell}") } else { format!("{cell}{gap}") });
        }
        writeln!(out, "{}", line.trim_end())?;
    }
    Ok(())
}

/// The start of a text that has no room, and a sign that it goes on.
fn cut(text: &str, room: usize) -> String {
    if width(text) <= room {
        return text.to_owned();
    }
    let mut start = String::new();
    for letter in text.chars() {
        if width(&format!("{start}{letter}…")) > room {
            break;
        }
        start.push(letter);
    }
    format!("{}…", start.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(width: usize) -> String {
        let rows = [["seat", "who", "votes"], ["Kanpur", "Somebody With A Long Name", "1,198"]];
        let rows: Vec<Vec<String>> = rows.iter().map(|row| row.iter().map(|&cell| cell.to_owned()).collect()).collect();
        let mut out = Vec::new();
        write(&rows, &[2], Style { colour: false, width }, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn words_give_way_and_numbers_do_not() {
        assert_eq!(table(80), "seat    who                        votes\nKanpur  Somebody With A Long Name  1,198\n");
        assert_eq!(table(30), "seat    who              votes\nKanpur  Somebody With…   1,198\n");
        assert!(table(10).lines().all(|line| line.ends_with("votes") || line.ends_with("1,198")));
    }
}
