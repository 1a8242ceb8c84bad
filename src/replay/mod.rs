//! Plays an answer back, with its words in time with the sound.

mod cursor;
mod player;
#[cfg(test)]
mod tests;

pub use cursor::Cursor;
pub use player::play;
