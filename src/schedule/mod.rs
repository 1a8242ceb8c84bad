//! Chooses what is asked next. [`after`] keeps the memory of a prompt (FSRS), [`choose`] picks the next one and says why.
//!
//! Pure: the time and the seed are arguments.

mod choose;
mod memory;
mod plan;

pub use choose::{Choice, Why, choose, due, why_message};
pub use memory::after;
pub use plan::{MockPlan, MockStep};
