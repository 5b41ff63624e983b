//! One file per medium: a report in, bytes out.

#[cfg(feature = "charts")]
pub mod chart;
pub mod csv;
pub mod json;
pub mod listing;
pub mod sweep;
pub mod text;
