//! The rehearsal: ask, record, recognise, judge, show, again.
//!
//! [`step`] is the rehearsal as a pure state machine: an [`Event`] goes in; the next [`Phase`] and the [`Effect`]s to carry out come out.
//! [`rehearse`] carries them out with the real parts. What the user sees and presses goes through [`Screen`] and [`Hands`], so that a
//! terminal, plain lines and the demonstration's candidate are three ways to sit at the same table.

mod driver;
mod effect;
mod event;
mod follow_up;
mod grading;
mod hearing;
mod job;
mod notes;
mod questions;
mod recognition;
mod round;
mod state;
mod step;
mod table;
mod takes;
mod warning;

pub use driver::{Parts, rehearse};
pub use effect::{Effect, Ending, Outcome};
pub use event::{Event, Key};
pub use follow_up::FollowUps;
pub use grading::Graded;
pub use hearing::audible;
pub use questions::{Asked, Questions, choose_next};
pub use round::Round;
pub use state::{Phase, Plan, Rehearsal};
pub use step::step;
pub use table::{Hands, Meter, Screen, Sight};
pub use warning::Warning;
