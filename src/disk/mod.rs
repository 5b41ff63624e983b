//! Files on the disk that appear whole or not at all.
//!
//! New files wait in a folder of their own ([`Staging`]), which is locked as long as its program lives, and take the places of
//! old ones all together. What a program leaves that is killed on the way is undone and cleared away by the next one that
//! writes there ([`clear_dead`]), and by itself where a signal ends it ([`leftovers`]).

pub mod leftovers;
mod lock;
mod placing;
mod staging;

pub use lock::{Lock, Sharing, TRIES, lock, remove_unused};
pub use placing::whole;
pub use staging::{STAGING, Staging, clear_dead};
