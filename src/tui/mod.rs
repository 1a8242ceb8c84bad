//! The terminal: keys, a screen to look at, plain lines to read or to have read out, and the signals that end a process.

mod big_digits;
mod chart;
mod held;
mod keyboard;
mod lines;
mod meter;
mod picture;
mod plain;
mod presses;
mod replay_keys;
mod replay_plain;
mod replay_screen;
mod replayer;
mod screen;
mod signals;
mod stage;
mod word_lines;
mod wording;

pub use chart::line_chart;
pub use held::show_panics;
pub use keyboard::Keyboard;
pub use lines::Lines;
pub use plain::{Plain, ResultTo};
pub use replay_plain::{compared_table, subtitle_line};
pub use replay_screen::Exhibit;
pub use replayer::Replayer;
pub use screen::{FullScreen, columns};
pub use signals::Signals;
pub use wording::finding_letter;
