//! What spoke for the label of a sentence.

use super::Part;

/// A word, and how much surer the label is with it than without: the difference in log-odds.
#[derive(Clone, Debug, PartialEq)]
pub struct SpeakingWord {
    pub text: String,
    pub gain: f64,
}

/// What decided over one sentence.
#[derive(Clone, Debug, PartialEq)]
pub struct Explanation {
    /// The words that speak most for the label, the strongest first.
    pub words: Vec<SpeakingWord>,
    /// The part that the place and the sentences around make most probable where not a word of this one is read, and how probable; unknown where it is the
    /// only one.
    pub around: Option<(Part, f64)>,
}
