//! The Python package `humnaam`: the library's studies as Python objects.
//!
//! Nothing is computed here. Every file translates one part of the library: what Python gives becomes what the library
//! takes, the work is done without the interpreter's lock (`work`), and what comes back is given out as plain values,
//! tables (`table`) and pictures.
#![expect(clippy::needless_pass_by_value, reason = "pyo3 hands arguments over by value")]

mod arrow;
mod elections;
mod errors;
mod given;
mod law;
mod origin;
mod outcome;
mod posterior;
mod progress;
mod returns;
mod scenario;
mod shards;
mod sweep;
mod table;
mod work;

use pyo3::prelude::*;

/// Could a namesake candidate have changed who won? Bounds first, then an honest Monte Carlo.
///
///     import humnaam
///     outcome = humnaam.Scenario.open("scenarios/kanpur-2024.toml").run()
///     outcome.flip_probability, outcome.summary["bounds"]
///
/// Probabilities are shares from 0 to 1, votes are whole votes, rates are per vote meant for the principal. The same
/// scenario and seed give the same bytes as the command humnaam, whatever the number of threads.
#[pymodule(name = "humnaam")]
fn package(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add("__version__", env!("CARGO_PKG_VERSION"))?;
    module.add("ScenarioError", module.py().get_type::<errors::ScenarioError>())?;
    module.add_class::<errors::Problem>()?;
    module.add_class::<scenario::Scenario>()?;
    module.add_class::<outcome::Outcome>()?;
    module.add_class::<law::Law>()?;
    module.add_class::<sweep::Solution>()?;
    module.add_class::<table::Table>()?;
    module.add_class::<elections::Scan>()?;
    module.add_class::<elections::Calibration>()?;
    module.add_class::<elections::Likeness>()?;
    module.add_class::<returns::Returns>()?;
    module.add_function(wrap_pyfunction!(shards::merge, module)?)?;
    module.add_function(wrap_pyfunction!(elections::scan, module)?)?;
    module.add_function(wrap_pyfunction!(elections::calibrate, module)?)?;
    module.add_function(wrap_pyfunction!(elections::similarity, module)?)?;
    module.add_function(wrap_pyfunction!(returns::import_returns, module)?)?;
    Ok(())
}
