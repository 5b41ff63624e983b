//! One file per medium: a report in, bytes out.

#[cfg(feature = "charts")]
pub mod chart;
pub mod csv;
#[cfg(feature = "charts")]
pub mod files;
#[cfg(feature = "charts")]
pub mod html;
pub mod json;
pub mod listing;
#[cfg(feature = "parquet")]
pub mod parquet;
pub mod rows;
mod sketch;
pub mod sweep;
mod terminal;
pub mod text;
