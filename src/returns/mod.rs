//! Official counts read from whatever files people have, and reconciled.
//!
//! [`import`] takes the files of one contest: Form 20 as wide tables under one or two rows of
//! headings, as long tables, or tidy; CSV, XLSX or PDF, plain or packed. It finds the layout, checks rows against
//! the sums they state and booths against total rows, and gives one [`BoothTable`] with everything
//! it found. Nothing is repaired that was not agreed to. No file is opened here: bytes come in.
//!
//! ```
//! use humnaam::returns::{SourceFile, import};
//!
//! let text = "Part No,4 - HEMA MALINI,20 - HEMA MALINI,Total\n1,764,5,769\n2,319,6,325\nTotal,1083,11,1094\n";
//! let import = import(&[SourceFile { name: "ac081.csv", bytes: text.as_bytes() }], None, false);
//! let table = import.table.unwrap();
//! assert_eq!(table.candidates, ["hema_malini_4", "hema_malini_20"]);
//! assert_eq!(table.totals()["hema_malini_20"], 11);
//! ```

pub mod candidates;
mod cast;
mod cast_records;
mod checks;
mod columns;
mod container;
mod delimiter;
mod doubts;
mod encoding;
mod finding;
mod form;
mod heading;
mod headings;
mod import;
mod label;
mod lines;
mod long;
mod meaning;
mod number;
mod numbering;
#[cfg(feature = "pdf")]
mod pdf;
mod reconciliation;
mod repairs;
mod rows;
mod sheet;
mod source;
mod table;
mod tidy;
mod tidy_form;
mod totals;
mod wide;
mod wishes;
#[cfg(feature = "workbooks")]
mod workbook;

pub use cast::{CastProblem, CastStratum, CastVotes};
pub use cast_records::{Offices, ballots};
pub use encoding::is_utf16;
pub use finding::{Finding, Weight};
pub use import::{Import, ImportedCandidate, import, import_as};
pub use source::SourceFile;
pub use table::{BoothRow, BoothTable, TableProblem};
pub use totals::Checks;
pub use wishes::{LAYOUTS, Layout, Wishes};
