//! A transcript: the words that were heard, each with its moment.

use serde::{Deserialize, Serialize};

use super::{Seconds, Span};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Word {
    /// As written by the recogniser, punctuation attached, without surrounding space.
    pub text: String,
    pub start: Seconds,
    pub end: Seconds,
    /// The recogniser's probability, 0 to 1.
    pub p: f64,
}

impl Word {
    pub fn span(&self) -> Span {
        Span { start: self.start, end: self.end }
    }
}

/// Something the recogniser wrote that was not kept, and the reason.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RemovedWord {
    pub text: String,
    pub start: Seconds,
    pub end: Seconds,
    /// A short stable name, for example `silence`.
    pub why: String,
}

/// Words in the order they were said: starts never run backwards, none lies beyond the recording.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Transcript {
    /// Which model heard it, or where saved words came from.
    pub model: String,
    pub words: Vec<Word>,
    #[serde(default)]
    pub removed: Vec<RemovedWord>,
    /// How many calls of the recogniser began again on fewer threads, because other programs had taken the cores. Their probabilities may differ in
    /// the last digits from those of another run.
    #[serde(default)]
    pub disturbed: usize,
}

impl Transcript {
    /// The words in one line, as they were said.
    pub fn text(&self) -> String {
        self.words.iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(" ")
    }
}
