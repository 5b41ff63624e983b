//! Which line of a text a record of a CSV reader began in.

/// The lines of a text, found by bytes that only grow.
pub(super) struct Lines<'t> {
    text: &'t str,
    byte: usize,
    line: u64,
}

impl<'t> Lines<'t> {
    pub fn new(text: &'t str) -> Self {
        Lines { text, byte: 0, line: 1 }
    }

    /// The line a record begins in. The reader's own count is one behind where lines end in two
    /// characters, because it places the record before the second of them; so it is not used.
    pub fn of(&mut self, position: Option<&csv::Position>) -> u64 {
        let wanted = position.and_then(|at| usize::try_from(at.byte()).ok()).unwrap_or(self.byte);
        let bytes = self.text.as_bytes();
        let ends = |byte: &u8| matches!(byte, b'\r' | b'\n');
        while self.byte < bytes.len() && (self.byte < wanted || ends(&bytes[self.byte])) {
            self.line += u64::from(bytes[self.byte] == b'\n');
            self.byte += 1;
        }
        self.line
    }
}
