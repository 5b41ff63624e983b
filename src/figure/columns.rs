//! The numbers behind a figure, as a plain table.

/// One value of a table.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Nothing is known here.
    Empty,
    /// A word.
    Text(String),
    /// True or false.
    Truth(bool),
    /// A count.
    Integer(i64),
    /// A measured number.
    Number(f64),
}

/// What the cells of a column are, for files that ask before the first row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Counts.
    Integer,
    /// Measured numbers.
    Number,
    /// Words.
    Text,
    /// True or false.
    Truth,
}

impl From<&str> for Cell {
    fn from(value: &str) -> Self {
        Self::Text(value.to_owned())
    }
}

impl From<String> for Cell {
    fn from(value: String) -> Self {
        Self::Text(value)
    }
}

impl From<i64> for Cell {
    fn from(value: i64) -> Self {
        Self::Integer(value)
    }
}

impl From<u64> for Cell {
    /// A count; no votes are so many that they would not fit.
    fn from(value: u64) -> Self {
        Self::Integer(i64::try_from(value).unwrap_or(i64::MAX))
    }
}

impl From<f64> for Cell {
    fn from(value: f64) -> Self {
        Self::Number(value)
    }
}

/// A header and rows beneath it, always rectangular.
///
/// It goes out beside the picture, so that whoever doubts or redraws the
/// figure need not read numbers off an axis.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Columns {
    header: Vec<String>,
    rows: Vec<Vec<Cell>>,
}

impl Columns {
    /// Starts a table from the names of its columns.
    pub fn new<N: Into<String>>(names: impl IntoIterator<Item = N>) -> Self {
        Self { header: names.into_iter().map(Into::into).collect(), rows: Vec::new() }
    }

    /// Adds a row; a short one is filled with empty cells and a long one is
    /// cut, so that the table stays rectangular whatever it is given.
    #[must_use]
    pub fn row<C: Into<Cell>>(mut self, cells: impl IntoIterator<Item = C>) -> Self {
        self.push(cells.into_iter().map(Into::into).collect());
        self
    }

    /// Adds a row in place, for tables that are filled in a loop.
    pub fn push(&mut self, mut cells: Vec<Cell>) {
        cells.resize(self.header.len(), Cell::Empty);
        self.rows.push(cells);
    }

    /// The names of the columns.
    #[must_use]
    pub fn header(&self) -> &[String] {
        &self.header
    }

    /// The rows, each as long as the header.
    #[must_use]
    pub fn rows(&self) -> &[Vec<Cell>] {
        &self.rows
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_as_long_as_the_header() {
        let mut table = Columns::new(["margin", "count"]).row([1_i64]);
        table.push(vec![1.5.into(), "x".into(), Cell::Empty]);
        assert_eq!(table.rows()[0], vec![Cell::Integer(1), Cell::Empty]);
        assert_eq!(table.rows()[1], vec![Cell::Number(1.5), Cell::Text("x".into())]);
    }
}
