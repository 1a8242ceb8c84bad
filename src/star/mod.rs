//! Reads an answer as parts: cuts its words into sentences, says for each which part of a good answer it tells (Situation, Task, Action,
//! Result for a story), and sums up what was covered, how long, by whom, and what is missing.
//!
//! Two opinions are held together: what was learned from labelled answers (`trained`), and cue patterns with the usual place of each part (`cues`, `evidence`).
//! Both find the labels over the whole answer (`chain`), so that order helps and never forces. Where the candidate tells a story of his note (`story`), his own
//! division of it is a third opinion (`points`). Only words decide: a silence, a loud voice or a fast one changes no label. Each step has its own file:
//! [`sentences`], `evidence`, `trained`, `label`, `coverage`, `deeds` for what the speaker did, `explain` for what spoke for a label.

mod chain;
mod coverage;
mod cues;
mod deeds;
mod evidence;
mod explain;
mod hangul;
mod label;
mod mentions;
mod number_words;
mod numbers;
mod ownership;
mod points;
mod sentences;
mod story;
mod telling;
mod tokens;
pub mod trained;

#[cfg(test)]
mod tests;

pub use coverage::{correct, correct_as_before, cover, cover_texts, sentences_of_text};
pub use explain::explain;
pub use mentions::{Mentions, mentions};
pub use ownership::says_we;
pub use points::{Point, named, tell_points};
pub use sentences::{Sentence, sentences};
pub use story::{Candidate, tell_story};
