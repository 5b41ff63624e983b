//! What Python gives, as the library takes it.

use crate::errors::{raise, usage};
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyDict, PyFloat, PyList, PyString, PyTuple};
use std::path::PathBuf;

/// A path: a text, or anything that `os.fspath` knows.
#[derive(Debug, Clone)]
pub struct Named(pub String);

impl<'py> FromPyObject<'_, 'py> for Named {
    type Error = PyErr;

    fn extract(object: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        let path: PathBuf = object.extract()?;
        let text = path.to_str().map(str::to_owned);
        text.map(Named).ok_or_else(|| {
            raise(object.py(), &usage(format!("{} cannot be read: its name is no UTF-8", path.display())))
        })
    }
}

/// A value as it stands in a scenario. A text is a text, whatever it looks like.
pub fn toml(value: &Bound<'_, PyAny>) -> PyResult<String> {
    let py = value.py();
    if let Ok(text) = value.cast::<PyString>() {
        return Ok(quoted(text.to_str()?));
    }
    if let Ok(is) = value.cast_exact::<PyBool>() {
        return Ok(is.is_true().to_string());
    }
    // A scalar of numpy knows the number of Python that it is.
    if value.cast_exact::<PyFloat>().is_err()
        && let Ok(item) = value.getattr("item")
        && let Ok(plain) = item.call0()
        && !plain.get_type().is(value.get_type())
    {
        return toml(&plain);
    }
    if let Ok(whole) = value.extract::<i64>() {
        return Ok(whole.to_string());
    }
    if let Ok(number) = value.cast::<PyFloat>() {
        return Ok(PyFloat::new(py, number.value()).repr()?.to_string());
    }
    if let Ok(table) = value.cast::<PyDict>() {
        let entries = table
            .iter()
            .map(|(key, value)| Ok(format!("{} = {}", quoted(key.cast::<PyString>()?.to_str()?), toml(&value)?)));
        return Ok(format!("{{ {} }}", entries.collect::<PyResult<Vec<_>>>()?.join(", ")));
    }
    if value.cast::<PyList>().is_ok() || value.cast::<PyTuple>().is_ok() {
        let values = value.try_iter()?.map(|value| toml(&value?)).collect::<PyResult<Vec<_>>>()?;
        return Ok(format!("[{}]", values.join(", ")));
    }
    // A day stands in a scenario as it is.
    if let Ok(day) = value.call_method0("isoformat") {
        return day.extract();
    }
    if let Ok(path) = value.extract::<Named>() {
        return Ok(quoted(&path.0));
    }
    let kind = value.get_type().name()?.to_string();
    let what = format!("{kind} is no value of a scenario: give a number, a text, a bool, a date, a list or a dict");
    Err(raise(py, &usage(what)))
}

/// A text of TOML; what JSON escapes, TOML reads.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string().replace('\u{7f}', "\\u007f")
}

/// JSON of the library as Python's own values.
pub fn json<'py>(py: Python<'py>, value: &impl serde::Serialize) -> PyResult<Bound<'py, PyAny>> {
    let text = serde_json::to_string(value)
        .map_err(|error| raise(py, &usage(format!("an answer cannot be written: {error}"))))?;
    py.import("json")?.call_method1("loads", (text,))
}
