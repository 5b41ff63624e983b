//! What is wrong, as Python raises it.

use humnaam::study::{ErrorKind, Located, StudyError};
use pyo3::create_exception;
use pyo3::exceptions::{PyKeyboardInterrupt, PyValueError};
use pyo3::prelude::*;

create_exception!(
    humnaam,
    ScenarioError,
    PyValueError,
    "What cannot be answered, and why: str() of it is the text that the command prints, with lines and carets.\n\n\
     kind is \"usage\", \"invalid\", \"unreadable\" or \"self_check\"; problems is a list of Problem."
);

/// One thing that is wrong, and where.
#[pyclass(frozen, get_all, eq, from_py_object, module = "humnaam")]
#[derive(Debug, Clone, PartialEq)]
pub struct Problem {
    /// The file, or a setting as it was typed; empty where it is no matter of one text.
    file: String,
    /// The line, from 1; None where there is none.
    line: Option<u64>,
    /// The column, from 1: a character of the line, or a field of a table's line; None where there is none.
    column: Option<u64>,
    /// What is wrong.
    message: String,
    /// What to write instead; empty where nothing better can be said.
    help: String,
}

#[pymethods]
impl Problem {
    #[new]
    fn new(file: String, line: Option<u64>, column: Option<u64>, message: String, help: String) -> Self {
        Problem { file, line, column, message, help }
    }

    fn __getnewargs__(&self) -> (&str, Option<u64>, Option<u64>, &str, &str) {
        (&self.file, self.line, self.column, &self.message, &self.help)
    }

    fn __repr__(&self) -> String {
        let number = |number: Option<u64>| number.map_or_else(|| "None".to_owned(), |number| number.to_string());
        let Problem { file, message, help, .. } = self;
        format!(
            "Problem(file={file:?}, line={}, column={}, message={message:?}, help={help:?})",
            number(self.line),
            number(self.column)
        )
    }
}

impl From<Located> for Problem {
    fn from(Located { file, line, column, what, help }: Located) -> Self {
        let column = u64::try_from(column).ok().filter(|&column| column > 0);
        Problem { file, line: Some(line).filter(|&line| line > 0), column, message: what, help }
    }
}

/// An error of one sentence that is the caller's.
pub fn usage(what: impl std::fmt::Display) -> StudyError {
    StudyError::new(ErrorKind::Usage, what)
}

/// An error of several messages about what was given.
pub fn invalid(messages: impl IntoIterator<Item = String>) -> StudyError {
    let messages = messages
        .into_iter()
        .map(|message| if message.starts_with("error: ") { message } else { format!("error: {message}") });
    StudyError::said(ErrorKind::Invalid, messages.collect())
}

/// The exception of an error.
pub fn raise(py: Python<'_>, error: &StudyError) -> PyErr {
    with_problems(py, error, error.located().into_iter().map(Problem::from).collect())
}

/// The same with problems that are known better than from the error's messages.
pub fn with_problems(py: Python<'_>, error: &StudyError, problems: Vec<Problem>) -> PyErr {
    let kind = match error.kind() {
        ErrorKind::Usage => "usage",
        ErrorKind::Invalid => "invalid",
        ErrorKind::Unreadable => "unreadable",
        ErrorKind::SelfCheck => "self_check",
        ErrorKind::Interrupted => return PyKeyboardInterrupt::new_err(error.to_string()),
    };
    let raised = ScenarioError::new_err(error.to_string());
    let value = raised.value(py);
    match value.setattr("kind", kind).and_then(|()| value.setattr("problems", problems)) {
        Ok(()) => raised,
        Err(other) => other,
    }
}
