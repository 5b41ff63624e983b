//! The Arrow C stream interface: the one file that deals in pointers.

#![expect(unsafe_code, reason = "a stream of another library is a pointer")]

use crate::errors::{invalid, raise};
use arrow_array::cast::AsArray;
use arrow_array::ffi_stream::{FFI_ArrowArrayStream, RecordBatchStreamReader};
use arrow_array::types::{
    ArrowPrimitiveType, Float32Type, Float64Type, Int8Type, Int16Type, Int32Type, Int64Type, UInt8Type, UInt16Type,
    UInt32Type, UInt64Type,
};
use arrow_array::{Array, RecordBatch, RecordBatchIterator, RecordBatchReader};
use arrow_schema::DataType;
use pyo3::prelude::*;
use pyo3::types::PyCapsule;
use pyo3::types::capsule::PyCapsuleMethods;
use std::ffi::CStr;

/// What the interface calls a stream.
const STREAM: &CStr = c"arrow_array_stream";

/// A table as a stream of one batch. The consumer takes what is in the capsule; what is left is released with it.
pub fn stream(py: Python<'_>, batch: RecordBatch) -> PyResult<Bound<'_, PyCapsule>> {
    let schema = batch.schema();
    let batches = RecordBatchIterator::new([Ok(batch)], schema);
    PyCapsule::new_with_value(py, FFI_ArrowArrayStream::new(Box::new(batches)), STREAM)
}

/// A table of another library as rows of text, its header first: what a table of candidates is read from.
pub fn csv(frame: &Bound<'_, PyAny>) -> PyResult<Vec<u8>> {
    let py = frame.py();
    let capsule = frame.call_method0("__arrow_c_stream__")?;
    let pointer = capsule.cast::<PyCapsule>()?.pointer_checked(Some(STREAM))?;
    // SAFETY: a capsule of this name holds a stream by the interface's own rule, and `capsule` keeps it alive. The reader
    // moves the stream out and leaves an empty one, which is what a consumer has to do.
    let reader = unsafe { RecordBatchStreamReader::from_raw(pointer.as_ptr().cast()) };
    let wrong = |what: String| raise(py, &invalid([format!("the table cannot be read: {what}")]));
    let reader = reader.map_err(|error| wrong(error.to_string()))?;
    let mut out = ::csv::Writer::from_writer(Vec::new());
    let names: Vec<String> = reader.schema().fields().iter().map(|field| field.name().clone()).collect();
    out.write_record(&names).map_err(|error| wrong(error.to_string()))?;
    for batch in reader {
        let batch = batch.map_err(|error| wrong(error.to_string()))?;
        let columns: Result<Vec<Texts<'_>>, String> =
            names.iter().zip(batch.columns()).map(|(name, column)| texts(name, column)).collect();
        let columns = columns.map_err(wrong)?;
        for row in 0..batch.num_rows() {
            let record = columns.iter().map(|text| text(row));
            out.write_record(record).map_err(|error| wrong(error.to_string()))?;
        }
    }
    out.into_inner().map_err(|error| wrong(error.to_string()))
}

/// The cells of a column as text, by row.
type Texts<'a> = Box<dyn Fn(usize) -> String + 'a>;

fn texts<'a>(name: &str, column: &'a dyn Array) -> Result<Texts<'a>, String> {
    let filled = move |row: usize, text: &dyn Fn() -> String| if column.is_null(row) { String::new() } else { text() };
    macro_rules! cells {
        ($array:expr) => {{
            let array = $array;
            Ok(Box::new(move |row| filled(row, &|| array.value(row).to_string())))
        }};
    }
    match column.data_type() {
        DataType::Utf8 => cells!(column.as_string::<i32>()),
        DataType::LargeUtf8 => cells!(column.as_string::<i64>()),
        DataType::Utf8View => cells!(column.as_string_view()),
        DataType::Boolean => cells!(column.as_boolean()),
        DataType::Int8 => cells!(column.as_primitive::<Int8Type>()),
        DataType::Int16 => cells!(column.as_primitive::<Int16Type>()),
        DataType::Int32 => cells!(column.as_primitive::<Int32Type>()),
        DataType::Int64 => cells!(column.as_primitive::<Int64Type>()),
        DataType::UInt8 => cells!(column.as_primitive::<UInt8Type>()),
        DataType::UInt16 => cells!(column.as_primitive::<UInt16Type>()),
        DataType::UInt32 => cells!(column.as_primitive::<UInt32Type>()),
        DataType::UInt64 => cells!(column.as_primitive::<UInt64Type>()),
        // A frame that knows no empty whole number makes measured ones of them: Rust writes 2014.0 as 2014. What is no
        // number to Python is an empty cell to everybody else.
        DataType::Float32 => Ok(measured::<Float32Type>(column)),
        DataType::Float64 => Ok(measured::<Float64Type>(column)),
        DataType::Null => Ok(Box::new(|_| String::new())),
        DataType::Dictionary(..) => {
            let words = column.as_any_dictionary();
            if words.values().is_empty() {
                return Ok(Box::new(|_| String::new()));
            }
            let keys = words.normalized_keys();
            let word = texts(name, words.values())?;
            Ok(Box::new(move |row| filled(row, &|| word(keys[row]))))
        }
        other => Err(format!("its column {name:?} is of the type {other}; make it texts or numbers")),
    }
}

fn measured<T: ArrowPrimitiveType>(column: &dyn Array) -> Texts<'_>
where
    T::Native: Into<f64>,
{
    let array = column.as_primitive::<T>();
    Box::new(move |row| {
        let number: f64 = if array.is_null(row) { f64::NAN } else { array.value(row).into() };
        if number.is_nan() { String::new() } else { number.to_string() }
    })
}
