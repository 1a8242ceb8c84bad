//! Reads an answer as parts: cuts its words into sentences, says for each which part of a good answer it tells (Situation, Task, Action,
//! Result for a story), and sums up what was covered, how long, by whom, and what is missing.
//!
//! The method is simple and stated: cue patterns per language and kind of answer, and the place in the answer, are added up as log-odds; the
//! most probable sequence of labels is then found over the whole answer, so that order helps and never forces. Only words decide: a silence,
//! a loud voice or a fast one changes no label. Each step has its own file: [`sentences`], `evidence` (with `cues`), `decode`, `label`, `coverage`.

mod coverage;
mod cues;
mod decode;
mod evidence;
mod hangul;
mod label;
mod number_words;
mod numbers;
mod ownership;
mod points;
mod sentences;
mod tokens;

#[cfg(test)]
mod tests;

pub use coverage::{cover, cover_texts, sentences_of_text};
pub use label::label_texts;
pub use points::{Point, tell_points};
pub use sentences::{Sentence, sentences};
