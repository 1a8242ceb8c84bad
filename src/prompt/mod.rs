//! The questions: packs of prompts in TOML, the ones that come with mynah and the user's own, read into one [`Library`].
//!
//! [`read_pack`] is pure and reports every problem of a file with its line; [`Library`] is the only part that touches the disk. What a person or a
//! script gets to see of prompts and problems is made in `show.rs`.

mod addition;
mod entry;
mod follow_ups;
mod library;
mod names;
mod pack;
mod problem;
mod shipped;
mod show;

pub use library::Library;
pub use pack::{Pack, read_pack};
pub use problem::Problem;
pub use show::{check_text, list_json, list_text, problems_json, problems_text, show_json, show_text};
