//! Lets the program rehearse with itself on a machine without a sound card: a virtual sound card of its own ([`VirtualCard`]), a candidate who
//! answers into its microphone ([`Candidate`]), and the sentences that the demonstration model knows ([`script`]).
//!
//! Environment variables decide which sound card and which voice a process uses, and cannot be changed in a running one; so the demonstration
//! starts the card, then itself again with [`VirtualCard::env`]. Nothing here is used by a real rehearsal.

mod candidate;
mod espeak_data;
mod guarded;
mod programs;
pub mod script;
mod virtual_card;

pub use candidate::{Candidate, Playback, play_into_microphone};
pub use virtual_card::{LoudspeakerRecording, VirtualCard};

#[cfg(test)]
mod tests;
#[cfg(all(test, feature = "voice"))]
mod voice_tests;
