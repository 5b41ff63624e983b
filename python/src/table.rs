//! Tables: typed columns that any library of data frames takes by the Arrow C stream interface.

use crate::arrow;
use crate::errors::{raise, usage};
use arrow_array::builder::{ArrayBuilder, BooleanBuilder, Float64Builder, Int64Builder, StringBuilder};
use arrow_array::{
    Array, ArrayRef, BooleanArray, Float64Array, Int64Array, RecordBatch, RecordBatchOptions, StringArray,
};
use arrow_schema::{DataType, Field, Schema};
use humnaam::figure::{Cell, Columns, Kind};
use pyo3::exceptions::PyKeyError;
use pyo3::prelude::*;
use pyo3::types::{PyCapsule, PyDict, PyList};
use std::sync::Arc;

/// Rows that a notebook shows.
const SHOWN: usize = 12;

/// A table: columns of whole numbers (int64), measured numbers (float64), texts and bools, any of which may have empty cells.
///
/// polars.DataFrame(table), pandas.DataFrame.from_arrow(table), pyarrow.table(table), DuckDB and nanoarrow take it as it is, by the
/// Arrow C stream interface; to_dict() gives plain lists.
#[pyclass(frozen, module = "humnaam")]
#[derive(Debug, Clone)]
pub struct Table {
    batch: RecordBatch,
}

/// The cells of one column so far.
enum Filling {
    Integers(Int64Builder),
    Numbers(Float64Builder),
    Texts(StringBuilder),
    Truths(BooleanBuilder),
}

/// A table that is being filled.
pub struct Filled {
    names: Vec<String>,
    columns: Vec<Filling>,
}

impl Filled {
    /// A table of these columns, without a row.
    pub fn new(columns: Vec<(String, Kind)>) -> Self {
        let (names, kinds): (Vec<String>, Vec<Kind>) = columns.into_iter().unzip();
        let column = |kind| match kind {
            Kind::Integer => Filling::Integers(Int64Builder::new()),
            Kind::Number => Filling::Numbers(Float64Builder::new()),
            Kind::Text => Filling::Texts(StringBuilder::new()),
            Kind::Truth => Filling::Truths(BooleanBuilder::new()),
        };
        Filled { names, columns: kinds.into_iter().map(column).collect() }
    }

    /// Adds a row. A cell that is not of its column's kind is left empty, but for whole numbers among measured ones and
    /// whatever can be written out.
    pub fn push(&mut self, row: &[Cell]) {
        for (column, cell) in self.columns.iter_mut().zip(row) {
            match (column, cell) {
                (Filling::Integers(column), Cell::Integer(value)) => column.append_value(*value),
                (Filling::Integers(column), _) => column.append_null(),
                (Filling::Numbers(column), Cell::Number(value)) => column.append_value(*value),
                (Filling::Numbers(column), Cell::Integer(value)) => column.append_value(*value as f64),
                (Filling::Numbers(column), _) => column.append_null(),
                (Filling::Texts(column), Cell::Text(text)) => column.append_value(text),
                (Filling::Texts(column), Cell::Integer(number)) => column.append_value(number.to_string()),
                (Filling::Texts(column), Cell::Number(number)) => column.append_value(number.to_string()),
                (Filling::Texts(column), Cell::Truth(is)) => column.append_value(is.to_string()),
                (Filling::Truths(column), Cell::Truth(is)) => column.append_value(*is),
                (Filling::Truths(column), _) => column.append_null(),
                (Filling::Texts(column), Cell::Empty) => column.append_null(),
            }
        }
    }

    /// The table.
    pub fn end(self) -> Result<Table, String> {
        let (mut fields, mut arrays, mut rows) = (Vec::new(), Vec::<ArrayRef>::new(), 0);
        for (name, mut column) in self.names.into_iter().zip(self.columns) {
            let builder: &mut dyn ArrayBuilder = match &mut column {
                Filling::Integers(column) => column,
                Filling::Numbers(column) => column,
                Filling::Texts(column) => column,
                Filling::Truths(column) => column,
            };
            rows = builder.len();
            let array = builder.finish();
            fields.push(Field::new(name, array.data_type().clone(), true));
            arrays.push(array);
        }
        let options = RecordBatchOptions::new().with_row_count(Some(rows));
        let batch = RecordBatch::try_new_with_options(Arc::new(Schema::new(fields)), arrays, &options);
        batch.map(|batch| Table { batch }).map_err(|error| error.to_string())
    }
}

impl Table {
    /// A table of the library. A column is of the kind of its cells; one without a measured number is of whole numbers,
    /// but for `numbers`, which are measured whatever is in them.
    pub fn of(columns: &Columns, numbers: &[&str]) -> Result<Self, String> {
        let kind = |place: usize, name: &str| {
            let is = |wanted: fn(&Cell) -> bool| columns.rows().iter().any(|row| wanted(&row[place]));
            if is(|cell| matches!(cell, Cell::Text(_))) {
                Kind::Text
            } else if numbers.contains(&name) || is(|cell| matches!(cell, Cell::Number(_))) {
                Kind::Number
            } else {
                Kind::Integer
            }
        };
        let header = columns.header().iter().enumerate();
        let mut filled = Filled::new(header.map(|(place, name)| (name.clone(), kind(place, name))).collect());
        columns.rows().iter().for_each(|row| filled.push(row));
        filled.end()
    }

    fn values<'py>(&self, py: Python<'py>, place: usize) -> PyResult<Bound<'py, PyList>> {
        let column = self.batch.column(place).as_any();
        if let Some(column) = column.downcast_ref::<Int64Array>() {
            PyList::new(py, column)
        } else if let Some(column) = column.downcast_ref::<Float64Array>() {
            PyList::new(py, column)
        } else if let Some(column) = column.downcast_ref::<StringArray>() {
            PyList::new(py, column)
        } else if let Some(column) = column.downcast_ref::<BooleanArray>() {
            PyList::new(py, column)
        } else {
            Ok(PyList::empty(py))
        }
    }

    fn names(&self) -> Vec<String> {
        self.batch.schema_ref().fields().iter().map(|field| field.name().clone()).collect()
    }

    fn kinds(&self) -> Vec<&'static str> {
        let kind = |field: &Arc<Field>| match field.data_type() {
            DataType::Int64 => "integer",
            DataType::Float64 => "number",
            DataType::Boolean => "bool",
            _ => "text",
        };
        self.batch.schema_ref().fields().iter().map(kind).collect()
    }

    /// The first rows, for a notebook.
    pub fn shown(&self, py: Python<'_>) -> PyResult<String> {
        let rows = self.batch.num_rows().min(SHOWN);
        let head: String = self.names().iter().map(|name| format!("<th>{}</th>", escaped(name))).collect();
        let mut body = vec![String::new(); rows];
        for place in 0..self.batch.num_columns() {
            for (row, value) in body.iter_mut().zip(self.values(py, place)?) {
                let text = if value.is_none() { String::new() } else { value.str()?.to_string() };
                row.push_str(&format!("<td>{}</td>", escaped(&text)));
            }
        }
        let body: String = body.iter().map(|row| format!("<tr>{row}</tr>")).collect();
        let more = self.batch.num_rows() - rows;
        let more = if more > 0 { format!("<p>and {more} more rows</p>") } else { String::new() };
        Ok(format!("<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{more}"))
    }
}

#[pymethods]
impl Table {
    /// A table of columns by name; kinds says of each whether it is "integer", "number", "text" or "bool".
    #[new]
    fn new(columns: &Bound<'_, PyDict>, kinds: Vec<String>) -> PyResult<Self> {
        let py = columns.py();
        let wrong = |what: &str| raise(py, &usage(format!("this is no table: {what}")));
        let mut described = Vec::new();
        let mut cells: Vec<Vec<Cell>> = Vec::new();
        if kinds.len() != columns.len() {
            return Err(wrong("every column has one kind"));
        }
        for ((name, values), kind) in columns.iter().zip(&kinds) {
            let (kind, column) = match kind.as_str() {
                "integer" => (Kind::Integer, read(&values, Cell::Integer)?),
                "number" => (Kind::Number, read(&values, Cell::Number)?),
                "text" => (Kind::Text, read(&values, Cell::Text)?),
                "bool" => (Kind::Truth, read(&values, Cell::Truth)?),
                _ => return Err(wrong("a kind is \"integer\", \"number\", \"text\" or \"bool\"")),
            };
            if cells.first().is_some_and(|first| first.len() != column.len()) {
                return Err(wrong("its columns are not of one length"));
            }
            described.push((name.extract()?, kind));
            cells.push(column);
        }
        let mut filled = Filled::new(described);
        for row in 0..cells.first().map_or(0, Vec::len) {
            filled.push(&cells.iter().map(|column| column[row].clone()).collect::<Vec<_>>());
        }
        filled.end().map_err(|what| wrong(&what))
    }

    /// The names of the columns, in their order.
    #[getter]
    fn columns(&self) -> Vec<String> {
        self.names()
    }

    /// The number of rows.
    fn __len__(&self) -> usize {
        self.batch.num_rows()
    }

    /// The values of a column as a list; None where a cell is empty.
    fn __getitem__<'py>(&self, py: Python<'py>, name: &str) -> PyResult<Bound<'py, PyList>> {
        match self.batch.schema_ref().index_of(name) {
            Ok(place) => self.values(py, place),
            Err(_) => {
                Err(PyKeyError::new_err(format!("there is no column {name:?}: there are {}", self.names().join(", "))))
            }
        }
    }

    /// Every column as a list, by name; None where a cell is empty.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let columns = PyDict::new(py);
        for (place, name) in self.names().into_iter().enumerate() {
            columns.set_item(name, self.values(py, place)?)?;
        }
        Ok(columns)
    }

    /// The table by the Arrow C stream interface; nothing is copied. The types are the table's own, whatever is requested.
    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        // The interface asks for it, and allows it to be passed over.
        drop(requested_schema);
        arrow::stream(py, self.batch.clone())
    }

    fn __eq__(&self, other: &Bound<'_, PyAny>) -> bool {
        other.cast::<Table>().is_ok_and(|other| other.get().batch == self.batch)
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<(Bound<'py, PyAny>, Parts<'py>)> {
        let class = py.get_type::<Table>().into_any();
        Ok((class, (self.to_dict(py)?, self.kinds())))
    }

    fn __repr__(&self) -> String {
        format!("Table({} rows: {})", self.batch.num_rows(), self.names().join(", "))
    }

    fn _repr_html_(&self, py: Python<'_>) -> PyResult<String> {
        self.shown(py)
    }
}

/// What a table is made of again: its columns and their kinds.
type Parts<'py> = (Bound<'py, PyDict>, Vec<&'static str>);

/// The cells of a column that Python gives.
fn read<'py, T: FromPyObjectOwned<'py>>(values: &Bound<'py, PyAny>, cell: impl Fn(T) -> Cell) -> PyResult<Vec<Cell>> {
    let one = |value: PyResult<Bound<'py, PyAny>>| {
        let value = value?;
        if value.is_none() { Ok(Cell::Empty) } else { value.extract().map(&cell).map_err(Into::into) }
    };
    values.try_iter()?.map(one).collect()
}

/// Text within a page.
pub fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
