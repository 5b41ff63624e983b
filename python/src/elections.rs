//! Whole elections: scanned for namesakes, and fitted; and how alike two names are.

use crate::arrow;
use crate::errors::{invalid, raise, usage};
use crate::given::{Named, json};
use crate::table::{Table, escaped};
use crate::work::{How, Watch, work};
use humnaam::calibrate::{Calibration as Fitting, Fitted};
use humnaam::figure::Columns;
use humnaam::names::{Name, SIMILAR};
use humnaam::report::{self, Search, left_out};
use humnaam::returns::candidates::{CandidateTable, ListedContest};
use humnaam::study::{Disk, ErrorKind, Files, StudyError, priors};
use humnaam::{scan as searching, visible};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict};

/// More bytes than any table of candidates that fits into memory.
const LARGEST: u64 = 4 << 30;

/// Columns of pairs that are measured, whatever is in them.
const MEASURED: [&str; 4] = ["similarity", "share_needed", "typical_independent", "flip_probability"];

/// A table of candidates as it is given.
enum Source {
    Path(String),
    Bytes(Vec<u8>),
}

impl Source {
    /// A path, the bytes of a file, a frame with the Arrow C stream interface, or a dict of columns.
    fn given(table: &Bound<'_, PyAny>) -> PyResult<Self> {
        if let Ok(bytes) = table.cast::<PyBytes>() {
            return Ok(Source::Bytes(bytes.as_bytes().to_vec()));
        }
        if table.hasattr("__arrow_c_stream__")? {
            return arrow::csv(table).map(Source::Bytes);
        }
        if let Ok(columns) = table.cast::<PyDict>() {
            return of_columns(columns).map(Source::Bytes);
        }
        table.extract::<Named>().map(|path| Source::Path(path.0)).map_err(|_| {
            let kind = table.get_type().name().map_or_else(|_| "this".to_owned(), |name| name.to_string());
            let what =
                format!("{kind} is no table: give a path, the bytes of a file, a data frame or a dict of columns");
            raise(table.py(), &usage(what))
        })
    }

    fn shown(&self) -> &str {
        match self {
            Source::Path(path) => path,
            Source::Bytes(_) => "the table",
        }
    }

    /// Reads the table contest by contest, and returns what is odd about its rows.
    fn read(
        &self,
        columns: Option<&str>,
        watch: &Watch<'_>,
        take: &mut dyn FnMut(ListedContest),
    ) -> Result<Vec<String>, StudyError> {
        let read;
        let bytes: &[u8] = match self {
            Source::Bytes(bytes) => bytes,
            Source::Path(path) => {
                read = Disk.read(path, LARGEST).map_err(|why| StudyError::new(ErrorKind::Unreadable, why))?;
                &read
            }
        };
        let shown = self.shown();
        let wrong = |error: &dyn std::fmt::Display| invalid([format!("{shown}: {error}")]);
        let mut table = CandidateTable::new(bytes, columns).map_err(|error| wrong(&error))?;
        let mut contests = 0_u64;
        while let Some(contest) = table.next_contest().map_err(|error| wrong(&error))? {
            contests += 1;
            if !watch.goes_on() {
                return Err(StudyError::new(ErrorKind::Interrupted, format!("{shown}: reading was interrupted")));
            }
            take(contest);
        }
        if contests == 0 {
            return Err(wrong(
                &"no contest could be read; the first row names the columns and every other is a candidate",
            ));
        }
        let notes = table.take_notes();
        Ok(notes.iter().map(|note| format!("{shown}:{}: note: {}", note.row, note.what)).collect())
    }
}

/// Columns by name as rows of text.
fn of_columns(columns: &Bound<'_, PyDict>) -> PyResult<Vec<u8>> {
    let py = columns.py();
    let wrong = |what: String| raise(py, &usage(format!("this is no table: {what}")));
    let (mut names, mut cells) = (Vec::new(), Vec::<Vec<String>>::new());
    for (name, values) in columns.iter() {
        let one = |value: PyResult<Bound<'_, PyAny>>| {
            let value = value?;
            if value.is_none() { Ok(String::new()) } else { Ok(value.str()?.to_string()) }
        };
        let column = values.try_iter()?.map(one).collect::<PyResult<Vec<String>>>()?;
        if cells.first().is_some_and(|first| first.len() != column.len()) {
            return Err(wrong(format!("its column {name} has another length than the first")));
        }
        names.push(name.str()?.to_string());
        cells.push(column);
    }
    let mut out = ::csv::Writer::from_writer(Vec::new());
    let mut write = |record: Vec<&str>| out.write_record(record).map_err(|error| wrong(error.to_string()));
    write(names.iter().map(String::as_str).collect())?;
    for row in 0..cells.first().map_or(0, Vec::len) {
        write(cells.iter().map(|column| column[row].as_str()).collect())?;
    }
    out.into_inner().map_err(|error| wrong(error.to_string()))
}

/// What a scan of whole elections found.
#[pyclass(frozen, module = "humnaam")]
#[derive(Debug)]
pub struct Scan {
    found: searching::Findings,
    sentences: Vec<String>,
    pairs: Columns,
    notes: Vec<String>,
}

#[pymethods]
impl Scan {
    /// Every pair of a principal and a namesake, those first whose seat would most probably have gone to another: pairs.csv.
    #[getter]
    fn pairs(&self, py: Python<'_>) -> PyResult<Table> {
        Table::of(&self.pairs, &MEASURED).map_err(|what| raise(py, &invalid([what])))
    }

    /// What was found, a sentence each.
    #[getter]
    fn sentences(&self) -> Vec<String> {
        self.sentences.clone()
    }

    /// What is odd about rows of the table, and which contests were left out, a sentence each.
    #[getter]
    fn notes(&self) -> Vec<String> {
        self.notes.clone()
    }

    /// Contests looked at.
    #[getter]
    fn contests(&self) -> u64 {
        self.found.counts.contests
    }

    /// Candidates looked at, NOTA apart.
    #[getter]
    fn candidates(&self) -> u64 {
        self.found.counts.candidates
    }

    /// Contests with namesakes.
    #[getter]
    fn with_namesakes(&self) -> u64 {
        self.found.with_namesakes
    }

    /// Contests that arithmetic leaves open.
    #[getter]
    fn possible(&self) -> u64 {
        self.found.possible
    }

    /// The expected number of seats that would have gone to another: the sum of the flip probabilities.
    #[getter]
    fn expected_flips(&self) -> f64 {
        self.found.expected_flips
    }

    /// What was found, and the first pairs.
    fn _repr_html_(&self, py: Python<'_>) -> PyResult<String> {
        let said: String = self.sentences.iter().map(|text| format!("<p>{}</p>", escaped(text))).collect();
        Ok(format!("<div>{said}{}</div>", self.pairs(py)?.shown(py)?))
    }

    fn __repr__(&self) -> String {
        let searching::Findings { counts, with_namesakes, possible, expected_flips, .. } = &self.found;
        let contests = counts.contests;
        format!(
            "Scan(contests={contests}, with_namesakes={with_namesakes}, possible={possible}, expected_flips={expected_flips})"
        )
    }
}

/// Looks for namesakes in whole elections, and for the seats that they could have decided.
///
/// table is a path (CSV, gzip or a workbook), the bytes of such a file, a data frame of pandas, polars or pyarrow, or a dict
/// of columns: a row a candidate, the rows of a contest one after the other. columns names its columns as the command's
/// --columns does. photos says whether the ballots show photographs where the year does not. min_similarity is how alike two
/// names must be to be a pair, 0.3 to 1 (0.82 where it is left out). evidence is a file of priors.
#[pyfunction]
#[pyo3(signature = (table, *, columns=None, photos=None, min_similarity=None, evidence=None, threads=None))]
pub fn scan(
    py: Python<'_>,
    table: &Bound<'_, PyAny>,
    columns: Option<&str>,
    photos: Option<bool>,
    min_similarity: Option<f64>,
    evidence: Option<Named>,
    threads: Option<usize>,
) -> PyResult<Scan> {
    let least = min_similarity.unwrap_or(SIMILAR);
    if !(0.3..=1.0).contains(&least) {
        return Err(raise(py, &usage(format!("min_similarity is from 0.3 to 1, not {least}"))));
    }
    let source = Source::given(table)?;
    work(py, How { threads, progress: None }, |watch| {
        let (evidence, _) = priors::load(evidence.as_ref().map(|path| path.0.as_str()), &Disk)?;
        let mut scan = searching::Scan::new(&evidence, photos).from_similarity(least);
        let mut notes = source.read(columns, watch, &mut |contest| {
            scan.take(contest);
        })?;
        let found = scan.finish();
        let shown = source.shown();
        notes.extend(left_out(shown, &found));
        let Search { sentences, pairs, .. } = Search::new(shown, &found);
        Ok(Scan { found, sentences, pairs, notes })
    })
}

/// Priors as past elections show them.
#[pyclass(frozen, module = "humnaam")]
#[derive(Debug)]
pub struct Calibration {
    fitted: Fitted,
    notes: Vec<String>,
}

#[pymethods]
impl Calibration {
    /// Contests looked at.
    #[getter]
    fn contests(&self) -> u64 {
        self.fitted.contests
    }

    /// Candidates looked at, NOTA apart.
    #[getter]
    fn candidates(&self) -> u64 {
        self.fitted.candidates
    }

    /// Namesakes looked at.
    #[getter]
    fn namesakes(&self) -> usize {
        self.fitted.namesakes
    }

    /// Ordinary independents looked at.
    #[getter]
    fn independents(&self) -> usize {
        self.fitted.independents
    }

    /// The first and the last year; None where no table tells.
    #[getter]
    fn years(&self) -> Option<(u16, u16)> {
        self.fitted.years
    }

    /// What is odd about rows of the tables, a sentence each.
    #[getter]
    fn notes(&self) -> Vec<String> {
        self.notes.clone()
    }

    /// The file of priors that Scenario.open(path, evidence=...) and scan(table, evidence=...) read; head stands above it
    /// as comments, a line each.
    #[pyo3(signature = (head=Vec::new()))]
    fn to_toml(&self, head: Vec<String>) -> String {
        self.fitted.evidence.to_toml(&head)
    }

    fn __repr__(&self) -> String {
        let Fitted { contests, namesakes, independents, .. } = &self.fitted;
        format!("Calibration(contests={contests}, namesakes={namesakes}, independents={independents})")
    }
}

/// Fits the priors to past elections; until leaves later years out.
///
/// tables is a list of what scan() takes. What such tables cannot tell is carried over from evidence, or from the built-in
/// priors.
#[pyfunction]
#[pyo3(signature = (tables, *, columns=None, photos=None, until=None, evidence=None, threads=None))]
pub fn calibrate(
    py: Python<'_>,
    tables: Vec<Bound<'_, PyAny>>,
    columns: Option<&str>,
    photos: Option<bool>,
    until: Option<u16>,
    evidence: Option<Named>,
    threads: Option<usize>,
) -> PyResult<Calibration> {
    let sources = tables.iter().map(Source::given).collect::<PyResult<Vec<_>>>()?;
    work(py, How { threads, progress: None }, |watch| {
        let (carried, _) = priors::load(evidence.as_ref().map(|path| path.0.as_str()), &Disk)?;
        let (mut fitting, mut notes) = (Fitting::new(carried), Vec::new());
        for source in &sources {
            notes.extend(source.read(columns, watch, &mut |contest| {
                if until.is_none_or(|last| contest.year.is_some_and(|year| year <= last)) {
                    fitting.add(&contest, photos);
                }
            })?);
        }
        let fitted = fitting.fit().map_err(|why| invalid([why.to_string()]))?;
        Ok(Calibration { fitted, notes })
    })
}

/// How alike two names are.
#[pyclass(frozen, module = "humnaam")]
#[derive(Debug)]
pub struct Likeness {
    likeness: report::Likeness,
}

#[pymethods]
impl Likeness {
    /// From 0 to 1; None where the scripts cannot be compared.
    #[getter]
    fn score(&self) -> Option<f64> {
        self.likeness.similarity
    }

    /// "exact", "similar", "different" or "not_comparable".
    #[getter]
    fn verdict(&self) -> &str {
        self.likeness.verdict
    }

    /// Why, a line each.
    #[getter]
    fn sentences(&self) -> Vec<String> {
        self.likeness.sentences()
    }

    /// All of it, as the command's --format json has it.
    #[getter]
    fn detail<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        json(py, &self.likeness)
    }

    fn __repr__(&self) -> String {
        let score = self.likeness.similarity.map_or_else(|| "None".to_owned(), |score| score.to_string());
        format!("Likeness(score={score}, verdict={:?})", self.likeness.verdict)
    }
}

/// Compares two names: by letters, by sound and by what people are called.
#[pyfunction]
pub fn similarity(py: Python<'_>, one: &str, other: &str) -> PyResult<Likeness> {
    for text in [one, other] {
        if Name::new(text).words.is_empty() {
            let shown: String = visible::line(text).chars().take(40).collect();
            return Err(raise(py, &usage(format!("\"{shown}\" has no letters; write a name"))));
        }
    }
    Ok(Likeness { likeness: report::Likeness::new(one, other) })
}
