//! The world: candidates, segments, contests, namesakes, tallies and outcomes.
//!
//! A [`Contest`] that exists is valid: its namesakes name somebody, its votes add up, its segments
//! fit into it. Nothing here knows of probability or of files.

mod ballot;
mod candidate;
mod contest;
mod flaws;
mod surroundings;
mod tally;

pub use ballot::Ballot;
pub use candidate::{Candidate, Role, SharedName, SymbolStatus, VoteCount, is_independent};
pub use contest::{Contest, Draft, Pair, Segment};
pub use flaws::{
    About, ContestProblem, MOST_BOOTHS, MOST_NAMESAKE_VOTES, MOST_VOTES, MOST_VOTES_A_BOOTH, MOST_VOTES_A_ROW,
};
pub use surroundings::{Elsewhere, Surroundings, log_votes};
pub use tally::{Outcome, outcome};
