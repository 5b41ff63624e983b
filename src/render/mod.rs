//! One file per medium: a report in, bytes out.

#[cfg(feature = "charts")]
pub mod chart;
pub mod csv;
pub mod draws;
#[cfg(feature = "charts")]
pub mod files;
mod grid;
pub mod json;
pub mod listing;
#[cfg(feature = "charts")]
pub mod page;
#[cfg(feature = "parquet")]
pub mod parquet;
pub mod rows;
pub mod screen;
mod sketch;
pub mod sweep;
mod terminal;
pub mod text;
pub mod what_if;
