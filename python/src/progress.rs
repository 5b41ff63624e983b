//! Who is told how far some work has come.

use crate::errors::{raise, usage};
use pyo3::exceptions::PyModuleNotFoundError;
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyDict};

/// A bar of tqdm that is called as a function would be.
#[pyclass(frozen, module = "humnaam", name = "_Bar")]
struct Bar {
    bar: Py<PyAny>,
}

#[pymethods]
impl Bar {
    fn __call__(&self, py: Python<'_>, done: u64, of: u64) -> PyResult<()> {
        let bar = self.bar.bind(py);
        bar.setattr("total", of)?;
        bar.call_method1("update", (done.saturating_sub(bar.getattr("n")?.extract()?),))?;
        if done == of { bar.call_method0("close").map(drop) } else { Ok(()) }
    }
}

/// A function that is told; `True` is a bar of tqdm, where that is installed.
pub fn teller(given: Option<&Bound<'_, PyAny>>, unit: &str) -> PyResult<Option<Py<PyAny>>> {
    let Some(given) = given else { return Ok(None) };
    let py = given.py();
    if let Ok(wanted) = given.cast_exact::<PyBool>() {
        return if wanted.is_true() { bar(py, unit).map(Some) } else { Ok(None) };
    }
    if given.is_callable() {
        return Ok(Some(given.clone().unbind()));
    }
    let kind = given.get_type().name()?.to_string();
    Err(raise(py, &usage(format!("progress is a {kind}: give a function of (done, of), or True for a bar of tqdm"))))
}

fn bar(py: Python<'_>, unit: &str) -> PyResult<Py<PyAny>> {
    // The kind of bar that fits a notebook or a terminal, whichever it is.
    let tqdm = py.import("tqdm.auto").map_err(|error| {
        if error.is_instance_of::<PyModuleNotFoundError>(py) {
            PyModuleNotFoundError::new_err(
                "progress=True needs tqdm: pip install tqdm, or give a function of (done, of)",
            )
        } else {
            error
        }
    })?;
    let more = PyDict::new(py);
    more.set_item("unit", unit)?;
    more.set_item("unit_scale", true)?;
    let bar = tqdm.call_method("tqdm", (), Some(&more))?.unbind();
    Ok(Bound::new(py, Bar { bar })?.into_any().unbind())
}
