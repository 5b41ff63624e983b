//! Booth returns as they were published, to one table.

use crate::errors::{Problem, raise, usage, with_problems};
use crate::given::{Named, json};
use crate::table::{Filled, Table};
use crate::work::{How, work};
use humnaam::figure::{Cell, Kind};
use humnaam::returns::{BoothTable, Finding, Import, Layout, SourceFile, Weight, Wishes, import_as};
use humnaam::study::{Disk, ErrorKind, Files, LARGEST_TABLE, Located, StudyError, refusal};
use pyo3::prelude::*;

/// Booth returns, reconciled.
#[pyclass(frozen, module = "humnaam")]
#[derive(Debug)]
pub struct Returns {
    import: Import,
    table: BoothTable,
    files: usize,
}

/// A finding of an import as a problem.
fn problem(finding: &Finding) -> Problem {
    let help = match &finding.weight {
        Weight::Note => "",
        Weight::Repair(what) | Weight::Refused(what) => what,
    };
    let Finding { file, line, column, what, .. } = finding;
    Located { file: file.clone(), line: *line, column: *column, what: what.clone(), help: help.to_owned() }.into()
}

#[pymethods]
impl Returns {
    /// A row a booth: segment, booth, electors and the votes of every candidate by id.
    #[getter]
    fn booths(&self, py: Python<'_>) -> PyResult<Table> {
        let mut columns = vec![("segment", Kind::Text), ("booth", Kind::Text), ("electors", Kind::Integer)];
        columns.extend(self.table.candidates.iter().map(|id| (id.as_str(), Kind::Integer)));
        let mut filled = Filled::new(columns.into_iter().map(|(name, kind)| (name.to_owned(), kind)).collect());
        for row in &self.table.rows {
            let electors = row.electors.map_or(Cell::Empty, |electors| Cell::Integer(i64::from(electors)));
            let mut cells = vec![row.segment.as_str().into(), row.booth.as_str().into(), electors];
            cells.extend(row.votes.iter().map(|&votes| Cell::Integer(i64::from(votes))));
            filled.push(&cells);
        }
        filled.end().map_err(|what| raise(py, &usage(what)))
    }

    /// Everything that was found in the files, as Problem: notes and accepted repairs.
    #[getter]
    fn findings(&self) -> Vec<Problem> {
        self.import.findings.iter().map(problem).collect()
    }

    /// Who stood: id, heading in the form, and votes over all booths, a dict each.
    #[getter]
    fn candidates<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let one = |one: &humnaam::returns::ImportedCandidate| {
            serde_json::json!({
                "id": one.id, "header": one.header, "number": one.number, "nota": one.nota,
                "votes": one.votes, "postal": one.postal,
            })
        };
        json(py, &self.import.candidates.iter().map(one).collect::<Vec<_>>())
    }

    /// The reconciliation report in plain words.
    #[getter]
    fn report(&self) -> String {
        self.import.report(self.files)
    }

    /// The booths as the tidy CSV that a scenario names as contest.booth_file.
    fn to_csv(&self) -> String {
        self.table.to_tidy_csv()
    }

    fn __repr__(&self) -> String {
        format!("Returns({} booths: {})", self.table.rows.len(), self.table.candidates.join(", "))
    }
}

/// Reads booth returns as they were published (CSV, workbooks; PDF where the package was built with the feature pdf) into
/// one table, and reconciles them.
///
/// layout is "form20_wide", "long" or "tidy" where a file does not show its own. candidates and ignored are headings of
/// columns that are, or are not, a candidate's. What has to be mended first, or agreed to with accept_repairs, is raised as
/// ScenarioError with a Problem for each.
#[pyfunction]
#[pyo3(signature = (paths, *, layout=None, candidates=Vec::new(), ignored=Vec::new(), office=None, accept_repairs=false))]
pub fn import_returns(
    py: Python<'_>,
    paths: &Bound<'_, PyAny>,
    layout: Option<&str>,
    candidates: Vec<String>,
    ignored: Vec<String>,
    office: Option<String>,
    accept_repairs: bool,
) -> PyResult<Returns> {
    let paths: Vec<Named> = match paths.extract::<Named>() {
        Ok(path) => vec![path],
        Err(_) => paths.extract()?,
    };
    let layout = match layout {
        None => None,
        Some(word) => Some(Layout::named(word).ok_or_else(|| {
            raise(py, &usage(format!("layout={word:?}: give \"form20_wide\", \"long\" or \"tidy\"")))
        })?),
    };
    let wishes = Wishes { layout, accept_repairs, candidates, ignored, office };
    let import = work(py, How::default(), |_| {
        let read = paths.iter().map(|Named(path)| Disk.read(path, LARGEST_TABLE).map(|bytes| (path, bytes)));
        let (read, failed): (Vec<_>, Vec<_>) = read.partition(Result::is_ok);
        let failed: Vec<String> =
            failed.into_iter().filter_map(Result::err).map(|why| format!("error: {why}")).collect();
        if !failed.is_empty() {
            return Err(StudyError::said(ErrorKind::Unreadable, failed));
        }
        let read: Vec<_> = read.into_iter().flatten().collect();
        let files: Vec<SourceFile<'_>> = read.iter().map(|(name, bytes)| SourceFile { name, bytes }).collect();
        Ok(import_as(&files, &wishes))
    })?;
    if let Some(table) = import.table.clone() {
        return Ok(Returns { import, table, files: paths.len() });
    }
    let grave = import.findings.iter().filter(|finding| finding.weight != Weight::Note);
    Err(with_problems(py, &refusal(&import), grave.map(problem).collect()))
}
