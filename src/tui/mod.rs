//! The terminal: keys, a screen to look at, plain lines to read or to have read out, and the signals that end a process.

mod chart;
mod keyboard;
mod lines;
mod meter;
mod plain;
mod screen;
mod signals;
mod wording;

pub use chart::line_chart;
pub use keyboard::Keyboard;
pub use lines::Lines;
pub use plain::{Plain, ResultTo};
pub use screen::{FullScreen, columns};
pub use signals::Signals;
