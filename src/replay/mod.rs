//! Plays an answer back, with its words in time with the sound.
//!
//! [`Transport`] is the replay as a pure state machine over [`Timeline`]s, [`Playback`] the loudspeaker that follows its orders; [`play`] plays a
//! clip through, and returns when it has sounded.

mod cursor;
mod envelope;
mod playback;
mod player;
mod stretch;
mod subtitles;
mod supply;
#[cfg(test)]
mod tests;
mod timeline;
mod transport;

pub use cursor::Cursor;
pub use envelope::Envelope;
pub use playback::Playback;
pub use player::{Passage, play, play_passage};
pub use subtitles::{Line, Subtitle, subtitles};
pub use timeline::{Mark, PartSpan, Remark, Timeline};
pub use transport::{Command, FASTEST, Order, SLOWEST, Transport, Way};
