//! Text that is no TOML: what the parser says of it, and what to write instead.

/// What a word of the parser's means to do; the first that the message holds counts.
const CURES: &[(&str, &str)] = &[
    ("string values must be quoted", "put texts in quotes: name = \"Asha Rao\""),
    ("missing opening quote", "put a \" before the text and another behind it"),
    ("invalid basic string", "end the text with a \" on the same line, and write \\\" for a quotation mark within it"),
    ("invalid literal string", "end the text with a ' on the same line"),
    ("invalid multi-line basic string", "end the text with \"\"\""),
    ("invalid multi-line literal string", "end the text with '''"),
    ("escape", "write \\\\ for a backslash, \\\" for a quotation mark, \\n for a new line"),
    ("unicode value", "write a character as \\u and four digits, such as \\u0915, or as itself"),
    ("multi-line basic strings", "write the key without quotes, or with one \" on each side"),
    ("multi-line literal strings", "write the key without quotes, or with one ' on each side"),
    ("unquoted keys cannot be empty", "write the key before the ="),
    ("invalid unquoted key", "keys have letters a to z, digits, - and _; put any other in quotes"),
    ("key with no value", "write key = value"),
    ("missing key", "write key = value"),
    ("missing value", NO_VALUE),
    ("extra `=`", "write one = between key and value"),
    ("extra assignment", "write one = between key and value"),
    ("missing assignment", "write = between key and value"),
    ("unexpected `=` in array", "a list holds values alone: [\"a\", \"b\"]"),
    ("extra comma", "remove the comma"),
    ("missing comma", "put a comma between the two"),
    ("unclosed array table", "end the heading with ]]"),
    ("unclosed inline table", "end the table with }"),
    ("unclosed table", "end the heading with ]"),
    ("unclosed array", "end the list with ]"),
    ("missing array opening", "begin the list with ["),
    ("missing inline table opening", "begin the table with {"),
    ("missing table open", "begin the heading with ["),
    ("inline table", "write { key = value, key = value }"),
    ("carriage return", "save the file with line ends of one kind"),
    ("comment", "remove the character; a comment runs from # to the end of its line"),
    ("radix must be lowercase", "write the number in decimal digits"),
    ("radix cannot be signed", "write the number in decimal digits"),
    ("integer number prefix", "write the number in decimal digits"),
    ("leading zero", "write the number without zeros before it"),
    ("sign", "write at most one sign before a number"),
    ("`_` may only", "write a _ only between two digits, as in 100_000"),
    ("datetime", "write a date without quotes, such as 2024-05-13"),
    ("date", "write a date without quotes, such as 2024-05-13"),
    ("dotted key", "the key has a value already: keep that, or the table"),
    ("invalid key-value pair", "write key = value, one a line"),
    ("unexpected key or value", "write key = value, one a line"),
    ("invalid value", "write a number, true, a \"text\" or { key = value }"),
];

const NO_VALUE: &str = "write a value behind the =: a number, true, a \"text\" or { key = value }";

/// Where none of them is said.
const OTHERWISE: &str = "write key = value, one a line, with texts in quotes, below a heading such as [contest]";

/// What a syntax error says, and what to do about it.
pub(super) fn syntax(error: &toml::de::Error, text: &str) -> (String, &'static str) {
    let message = error.message().trim().replace('\n', ", ");
    if message.contains("recurs") {
        return ("this is nested more deeply than any scenario".to_owned(), "write it flatter");
    }
    if message == "duplicate key" {
        let key = error.span().and_then(|span| text.get(span)).unwrap_or("this key");
        return (format!("{key} is written twice"), "keep the one that is right");
    }
    // A value that is not there is no text without quotes.
    if message.starts_with("string values must be quoted") && error.span().is_some_and(|span| span.is_empty()) {
        return ("there is no value behind the =".to_owned(), NO_VALUE);
    }
    let cure = CURES.iter().find(|(word, _)| message.contains(word)).map_or(OTHERWISE, |&(_, cure)| cure);
    (message, cure)
}

#[cfg(test)]
mod tests {
    use super::*;
    use toml::de::DeTable;

    /// Every way a line can be broken, with a word of its cure.
    const BROKEN: &[(&str, &str)] = &[
        ("a = b", "put texts in quotes"),
        ("a = \"x", "end the text"),
        ("a = 'x", "end the text"),
        ("a = x\"", "before the text"),
        ("a = \"\"\"x", "end the text with \"\"\""),
        ("a = '''x", "end the text with '''"),
        ("a = \"\\q\"", "backslash"),
        ("a = \"\\u12\"", "\\u and four digits"),
        ("\"\"\"a\"\"\" = 1", "one \" on each side"),
        ("'''a''' = 1", "one ' on each side"),
        ("= 1", "before the ="),
        ("क = 1", "put any other in quotes"),
        ("a", "key = value"),
        ("a =", "behind the ="),
        ("a == 1", "one ="),
        ("a = = 1", "one ="),
        ("a = [1 2]", ""),
        ("a = [\"x\" \"y\"]", ""),
        ("a = [1,, 2]", "remove the comma"),
        ("a = [1, 2", "end the list"),
        ("a = [b = 1]", "values alone"),
        ("a = { b = 1", "end the table"),
        ("a = { b = 1,, c = 2 }", "comma"),
        ("a = { b 1 }", "="),
        ("[a", "end the heading with ]"),
        ("[[a", "end the heading with ]]"),
        ("[[a]", "]"),
        ("a = 007", "without zeros"),
        ("a = --1", "one sign"),
        ("a = +-1", "one sign"),
        ("a = 1__0", "between two digits"),
        ("a = 1_", "between two digits"),
        ("a = 0XFF", "decimal"),
        ("a = -0x1", "decimal"),
        ("a = 1 # \u{1}", "comment"),
        ("a = 1\rb = 2", "line ends"),
        ("a = 2024-13-45", "2024-05-13"),
        ("a = 1\na.b = 2", "has a value already"),
        ("a = 1 b = 2", "key = value"),
        ("a = 1\n]", ""),
        ("}", ""),
        ("a = truth", ""),
        ("a = 1e", ""),
        ("a = .5", ""),
        ("a = 5.", ""),
        ("a = 25:61:00", ""),
    ];

    #[test]
    fn whatever_is_broken_has_a_cure_of_its_own() {
        let mut wrong = Vec::new();
        for &(text, word) in BROKEN {
            let (_, errors) = DeTable::parse_recoverable(text);
            let said: Vec<(String, &str)> = errors.iter().map(|error| syntax(error, text)).collect();
            let cured = !said.is_empty() && said.iter().all(|(what, cure)| !what.is_empty() && !cure.is_empty());
            if !cured || !said.iter().any(|(_, cure)| cure.contains(word)) {
                wrong.push(format!("{text:?} ({word}): {said:?}"));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}
