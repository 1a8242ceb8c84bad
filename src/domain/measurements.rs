//! Measurements: what was observed in an answer, with units and without judgement.

use serde::{Deserialize, Serialize};

use super::{Dbfs, PerMinute, Seconds, Span};

/// Where speech was, found in the waveform alone. Everything about timing starts from here.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SpeechTrack {
    /// Stretches of speech in order; between two of them lies a pause of at least `measure`'s smallest gap.
    pub regions: Vec<Span>,
    /// Level of what sounds between the words; `None` where nobody ever pauses.
    pub noise: Option<Dbfs>,
    /// Level of the speech itself; `None` without speech.
    pub speech: Option<Dbfs>,
    /// Speech level over noise level; `None` where either is unknown.
    pub snr_db: Option<f64>,
    pub length: Seconds,
}

/// A silence of 0.25 s or more between first and last speech.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Pause {
    pub start: Seconds,
    pub end: Seconds,
    /// Whether a sentence was interrupted; unknown without words.
    pub inside_sentence: Option<bool>,
}

impl Pause {
    pub fn length(&self) -> Seconds {
        self.end - self.start
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Pace {
    /// Words over `answer_s`.
    pub words_per_min: Option<PerMinute>,
    /// Syllables over `answer_s`; in Korean counted as they are spoken.
    pub syllables_per_min: Option<PerMinute>,
    /// Syllables over `speaking_s`: pauses left out.
    pub articulation_per_min: Option<PerMinute>,
}

/// How sure one can be that a word was a filler.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FillerTier {
    /// Is nothing but a filler: um, uh, 음.
    Counted,
    /// Often means something: like, 그.
    Possible,
    /// A voice that no word covers.
    Untranscribed,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Filler {
    pub text: String,
    pub start: Seconds,
    pub end: Seconds,
    pub tier: FillerTier,
}

/// Three figures, so that what is uncertain stays visible; all unknown without words.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Fillers {
    pub counted: Option<usize>,
    pub possible: Option<usize>,
    pub untranscribed: Option<usize>,
    pub items: Vec<Filler>,
}

/// The answer's length held against the window around its target.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "verdict", rename_all = "lowercase")]
pub enum Adherence {
    Under { by_s: Seconds },
    Within,
    Over { by_s: Seconds },
}

/// t = 0 is the first sample of the recording.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Measurements {
    /// When the answer was asked for; 0 for files.
    pub cue_s: Seconds,
    /// First speech minus cue; unknown without speech.
    pub latency_s: Option<Seconds>,
    /// First to last speech; 0 without speech.
    pub answer_s: Seconds,
    /// Sum of the speech regions.
    pub speaking_s: Seconds,
    pub target_s: Option<Seconds>,
    /// Unknown without a target or without speech.
    pub adherence: Option<Adherence>,
    pub pauses: Vec<Pause>,
    pub pace: Pace,
    pub fillers: Fillers,
    /// Mean level of the speech; unknown without speech.
    pub level_dbfs: Option<Dbfs>,
    pub noise_dbfs: Option<Dbfs>,
    pub snr_db: Option<f64>,
}
