//! Measures an answer from its waveform and its words: values in, values out.
//!
//! [`find_speech`] says where somebody spoke, from the waveform alone ([`find_possible_speech`] while there is only a part of it); [`measure`]
//! makes figures of that, with words where there are any. Each figure's formula, threshold and source is in `docs/scoring.md`.

mod answer;
mod expression;
mod filled_pauses;
mod fillers;
mod filter;
mod frames;
mod latin;
mod numbers;
mod over_time;
mod prominence;
mod repetition;
mod script;
mod sentence_end;
mod speech;
mod syllables;
mod voice;

#[cfg(test)]
mod accuracy;

pub use answer::{Question, measure};
pub use script::{Departure, TimedSentence, cuts, departure, script_sentences, time_sentences};
pub use speech::{Levels, Loudness, SpeechFinder, find_possible_speech, find_speech};
pub use syllables::syllables;
