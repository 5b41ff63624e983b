//! One page to rows of cells: columns by the ruling or by the places of numbers, rows by lines of writing, and above them the
//! headings, cell by cell.

use super::glyphs::{Direction, Shown};
use super::rules::{Cell, Rules};
use super::words::{Word, is_number, words};

/// Fewer columns are no form.
const FEWEST: usize = 4;

/// Serial number, booth and its name stand in so many columns at the left, or fewer.
const LABELS: usize = 3;

/// A page as a table.
#[derive(Debug, Clone, Default)]
pub struct Table {
    /// Ends of the columns, one more than there are columns.
    pub edges: Vec<f64>,
    /// For every column the headings of its own, from the top.
    pub headings: Vec<Vec<String>>,
    /// Headings over several columns, and over which.
    pub groups: Vec<(String, Vec<usize>)>,
    pub rows: Vec<Vec<String>>,
    /// Lines of text without numbers, such as signatures and rounds, and whatever is below the last row of numbers.
    pub beside: Vec<String>,
}

/// A line of writing as cells.
struct Row {
    cells: Vec<String>,
    /// The cell of the ruling that the line begins in.
    within: Cell,
    /// Where the line is, and how high its type.
    y: f64,
    size: f64,
    numbers: usize,
}

/// Reads a page; `known` are the columns of the pages before, for pages that show none of their own, or not all.
pub fn table(shown: &Shown, known: &[f64]) -> Option<Table> {
    let rules = Rules::of(&shown.lines);
    let words = words(&shown.letters, &rules);
    let lines = lines(words.iter());
    let mut edges = rules.edges();
    if edges.len() <= FEWEST || !fits(&edges, &lines) {
        edges = by_numbers(&lines);
    }
    let of_known = edges.iter().all(|edge| known.iter().any(|other| (edge - other).abs() < SHIFTED));
    if edges.len() < known.len() && (edges.len() <= FEWEST || of_known) {
        known.clone_into(&mut edges);
    }
    if edges.len() <= FEWEST {
        return None;
    }
    let count = edges.len() - 1;
    let begins = |line: &Vec<&Word>| {
        let texts: Vec<&str> = line.iter().map(|word| word.text.as_str()).collect();
        numbers(&edges, line) * 10 >= count * 6 && !counts_columns(&texts)
    };
    let first = lines.iter().position(begins)?;
    let top = lines.get(first)?.first()?.middle().1;
    // A label of the first row may begin on a line above its numbers, in the same cell.
    let of_body = |word: &Word| {
        let (x, y) = word.middle();
        let cell = rules.around(x, y);
        y > top - 0.2 * word.size || (cell.top.is_finite() && cell.top < top && top < cell.bottom)
    };
    let mut table = Table { edges, ..Table::default() };
    headings(&mut table, &rules, words.iter().filter(|word| !of_body(word)), top);
    let (_, foot) = rules.height();
    let mut rows: Vec<Row> = Vec::new();
    for line in lines {
        let line: Vec<&Word> = line.into_iter().filter(|word| of_body(word)).collect();
        let Some(begin) = line.first() else { continue };
        let row = row(&table.edges, &rules, &line);
        // Below a ruled table stand signatures, places and days.
        if foot.is_finite() && begin.middle().1 > foot + 2.0 && row.numbers * 2 < count {
            table.beside.push(read(&line));
            continue;
        }
        // Lines of one cell are one row, unless both have numbers in one column. The line of a label beside may lie between.
        match rows.iter_mut().rev().take(3).find(|above| continues(above, &row)) {
            Some(above) => {
                above.cells.iter_mut().zip(&row.cells).for_each(|(above, cell)| add(above, cell));
                above.numbers = filled(&above.cells);
                above.y = row.y;
            }
            None => rows.push(row),
        }
    }
    rows.retain(|row| !counts_columns(&row.cells));
    while let Some(last) = rows.pop_if(|row| row.numbers * 3 < count) {
        table.beside.push(last.cells.join(" "));
    }
    for row in rows {
        // Every cell of a row has a digit at least; the number of a page may stand among the rows.
        let digits = row.cells.iter().flat_map(|cell| cell.bytes()).filter(u8::is_ascii_digit).count();
        if row.numbers == 0 || digits * 2 < count {
            table.beside.push(row.cells.join(" "));
        } else {
            table.rows.push(row.cells);
        }
    }
    Some(table)
}

/// How far the columns of two pages may lie apart and be the same.
const SHIFTED: f64 = 4.0;

/// How many columns hold a number in a line.
fn numbers(edges: &[f64], line: &[&Word]) -> usize {
    let mut at: Vec<usize> = line.iter().filter(|word| word.is_number()).map(|word| column(edges, word)).collect();
    at.dedup();
    at.len()
}

/// The column a word is in; what stands beside the table belongs to the nearest, so that no number is lost.
fn column(edges: &[f64], word: &Word) -> usize {
    column_at(edges, word.middle().0)
}

fn column_at(edges: &[f64], x: f64) -> usize {
    let before = edges.partition_point(|edge| *edge <= x);
    before.saturating_sub(1).min(edges.len().saturating_sub(2))
}

fn row(edges: &[f64], rules: &Rules, line: &[&Word]) -> Row {
    let mut cells = vec![String::new(); edges.len() - 1];
    for word in line {
        let (x, y) = word.middle();
        let around = rules.around(x, y);
        let own = column(edges, word);
        // A label may be written over several columns that are one cell; it belongs to the first of them.
        let begin = edges.partition_point(|edge| *edge < around.left - SHIFTED);
        let label = !word.is_number() && around.left.is_finite() && around.right.is_finite() && begin < own;
        add(&mut cells[if label { begin } else { own }], &word.text);
    }
    // A label beside several rows is in a higher cell than they are.
    let cells_of_line = line.iter().map(|word| {
        let (x, y) = word.middle();
        rules.around(x, y)
    });
    let lowest = cells_of_line.min_by(|a, b| (a.bottom - a.top).total_cmp(&(b.bottom - b.top)));
    let within = lowest.unwrap_or(rules.around(0.0, 0.0));
    let (y, size) = line.first().map_or((0.0, 0.0), |word| (word.line, word.size));
    let numbers = filled(&cells);
    Row { cells, within, y, size, numbers }
}

/// How many cells hold a number and nothing else.
fn filled(cells: &[String]) -> usize {
    cells.iter().filter(|cell| is_number(cell)).count()
}

/// Whether a line is the second of a row.
fn continues(above: &Row, row: &Row) -> bool {
    let (a, b) = (above.within, row.within);
    // The number of a booth may go on (104, and below it A); votes do not.
    let clash = above
        .cells
        .iter()
        .zip(&row.cells)
        .enumerate()
        .any(|(at, (above, more))| is_number(above) && !more.is_empty() && (is_number(more) || at >= LABELS));
    // Below the last row no line may follow: what stands there then is the number of the page.
    let near = row.y - above.y <= 2.0 * above.size.max(row.size);
    a.top.is_finite() && a.bottom.is_finite() && (a.top, a.bottom) == (b.top, b.bottom) && near && !clash
}

/// Whether a row numbers the columns: 1, 2, 3 and so on, some perhaps left out. Votes never do: the total is no neighbour.
fn counts_columns(cells: &[impl AsRef<str>]) -> bool {
    let number = |cell: &str| cell.trim_matches(|c: char| c.is_ascii_punctuation()).parse::<u32>().ok();
    let filled = cells.iter().map(AsRef::as_ref).filter(|cell| !cell.is_empty());
    let filled: Vec<Option<u32>> = filled.map(number).collect();
    let Some(numbers) = filled.into_iter().collect::<Option<Vec<u32>>>() else { return false };
    let steps = |wanted: fn(u32, u32) -> bool| numbers.windows(2).filter(|pair| wanted(pair[0], pair[1])).count();
    let all = numbers.len().saturating_sub(1);
    all > FEWEST && steps(|a, b| b > a) == all && steps(|a, b| b == a + 1) * 4 >= all * 3
}

fn add(cell: &mut String, text: &str) {
    if !cell.is_empty() && !text.is_empty() {
        cell.push(' ');
    }
    cell.push_str(text);
}

/// Level words by their lines, from the top.
fn lines<'w>(words: impl Iterator<Item = &'w Word>) -> Vec<Vec<&'w Word>> {
    let mut lines: Vec<Vec<&Word>> = Vec::new();
    for word in words.filter(|word| word.direction == Direction::Across) {
        match lines.last_mut() {
            Some(line)
                if line.first().is_some_and(|first| (word.line - first.line).abs() <= 0.35 * first.size.max(3.0)) =>
            {
                line.push(word);
            }
            _ => lines.push(vec![word]),
        }
    }
    lines
}

/// Whether the ruled columns hold a number each, where there are rows of numbers.
fn fits(edges: &[f64], lines: &[Vec<&Word>]) -> bool {
    let (mut numbers, mut columns) = (0, 0);
    for line in lines {
        let mut at: Vec<usize> = line
            .iter()
            .filter(|word| word.is_number())
            .map(|word| edges.partition_point(|edge| *edge <= word.middle().0))
            .collect();
        if at.len() >= FEWEST {
            numbers += at.len();
            at.dedup();
            columns += at.len();
        }
    }
    columns * 10 >= numbers * 9
}

/// The words of a line that no more than a blank parts.
fn runs<'l, 'w>(line: &'l [&'w Word]) -> Vec<&'l [&'w Word]> {
    line.chunk_by(|a, b| b.x.0 - a.x.1 < 0.5 * a.size).collect()
}

/// Where a run of words begins and ends.
fn span(run: &[&Word]) -> (f64, f64) {
    (run.first().map_or(0.0, |word| word.x.0), run.last().map_or(0.0, |word| word.x.1))
}

/// Ends of columns halfway between the places where numbers stand one below the other.
fn by_numbers(lines: &[Vec<&Word>]) -> Vec<f64> {
    // "7 A" is one entry; a label or a name may lie over several columns and shows none.
    let entry = |run: &&[&Word]| {
        let letters: usize = run.iter().map(|word| word.text.chars().count()).sum();
        letters <= 10 && run.first().is_some_and(|word| word.text.starts_with(|c: char| c.is_ascii_digit()))
    };
    let mut spans: Vec<(f64, f64)> = lines
        .iter()
        .filter(|line| line.iter().filter(|word| word.is_number()).count() >= FEWEST)
        .flat_map(|line| runs(line).into_iter().filter(entry))
        .map(span)
        .collect();
    spans.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut columns: Vec<(f64, f64)> = Vec::new();
    for span in spans {
        match columns.last_mut() {
            Some(last) if span.0 <= last.1 => last.1 = last.1.max(span.1),
            _ => columns.push(span),
        }
    }
    let (Some(first), Some(last)) = (columns.first(), columns.last()) else { return Vec::new() };
    let inner = columns.windows(2).map(|pair| f64::midpoint(pair[0].1, pair[1].0));
    let ends = (first.0 - 15.0, last.1 + 15.0);
    std::iter::once(ends.0).chain(inner).chain(std::iter::once(ends.1)).collect()
}

/// Puts what stands above the first row into headings and groups. What is over all columns, or outside of the ruling, is
/// the title of the page and no heading.
fn headings<'w>(table: &mut Table, rules: &Rules, words: impl Iterator<Item = &'w Word>, top: f64) {
    let count = table.edges.len() - 1;
    let mut cells: Vec<(Cell, Vec<&Word>)> = Vec::new();
    let mut unruled: Vec<&Word> = Vec::new();
    for word in words {
        let (x, y) = word.middle();
        let cell = rules.around(x, y);
        if cell.left.is_infinite() && cell.right.is_infinite() {
            unruled.push(word);
            continue;
        }
        // A level line may be drawn through turned text where the cells above and below it are one.
        let goes_on = |other: &Cell, inside: &[&Word]| {
            (other.left, other.right) == (cell.left, cell.right) && inside.iter().any(|before| before.goes_on_in(word))
        };
        match cells.iter_mut().find(|(other, inside)| *other == cell || goes_on(other, inside)) {
            Some((_, inside)) => inside.push(word),
            None => cells.push((cell, vec![word])),
        }
    }
    cells.sort_by(|a, b| a.0.top.total_cmp(&b.0.top).then(a.0.left.total_cmp(&b.0.left)));
    table.headings = vec![Vec::new(); count];
    for (cell, inside) in cells {
        let covered: Vec<usize> = (0..count)
            .filter(|&at| {
                let middle = f64::midpoint(table.edges[at], table.edges[at + 1]);
                cell.left < middle && middle < cell.right
            })
            .collect();
        let text = read(&inside);
        // Numbers of columns are no headings.
        if !text.chars().any(char::is_alphabetic) {
            continue;
        }
        match covered.as_slice() {
            [only] => table.headings[*only].push(text),
            several if several.len() < count && cell.left.is_finite() && cell.right.is_finite() => {
                table.groups.push((text, covered));
            }
            _ => {}
        }
    }
    if rules.edges().len() <= FEWEST {
        by_columns(table, &unruled, top);
    }
}

/// Headings without a ruling: turned words by their columns, level ones too as long as their lines are near to the table
/// and none goes on over the middles of several columns, as the title of the page does.
fn by_columns(table: &mut Table, words: &[&Word], top: f64) {
    let (level, turned): (Vec<&Word>, Vec<&Word>) = words.iter().partition(|word| word.direction == Direction::Across);
    let middles: Vec<f64> = table.edges.windows(2).map(|pair| f64::midpoint(pair[0], pair[1])).collect();
    let nearest = |x: f64| column_at(&table.edges, x);
    let mut kept: Vec<Vec<&Word>> = vec![Vec::new(); middles.len()];
    turned.into_iter().for_each(|word| kept[nearest(word.middle().0)].push(word));
    let mut below = top;
    for line in lines(level.into_iter()).into_iter().rev() {
        let Some(first) = line.first() else { continue };
        let runs = runs(&line);
        let over = |run: &[&Word]| middles.iter().filter(|&&at| span(run).0 < at && at < span(run).1).count() > 1;
        if below - first.middle().1 > 3.0 * first.size || runs.iter().any(|run| over(run)) {
            break;
        }
        below = first.middle().1;
        for run in runs {
            kept[nearest(f64::midpoint(span(run).0, span(run).1))].extend(run);
        }
    }
    for (heading, own) in table.headings.iter_mut().zip(kept) {
        if own.iter().any(|word| word.text.chars().any(char::is_alphabetic)) {
            heading.push(read(&own));
        }
    }
}

/// The words of a cell in the order they are read: turned lines from left to right, level ones downwards.
fn read(words: &[&Word]) -> String {
    let mut sorted: Vec<&&Word> = words.iter().collect();
    sorted.sort_by(|a, b| {
        a.direction.cmp(&b.direction).then(a.line.total_cmp(&b.line)).then(a.along.total_cmp(&b.along))
    });
    let texts: Vec<&str> = sorted.iter().map(|word| word.text.as_str()).collect();
    texts.join(" ")
}
