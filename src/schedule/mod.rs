//! Chooses what is asked next. [`after`] keeps the memory of a prompt (FSRS), [`choose`] picks the next one and says why.
//!
//! Pure: the time and the seed are arguments.

mod choose;
mod memory;
mod pace;
mod plan;

pub use choose::{Choice, Standing, Today, Why, choose, due, why_message};
pub use memory::after;
pub use pace::{NEW_PER_DAY, Pace, pace};
pub use plan::{MockPlan, MockStep};
