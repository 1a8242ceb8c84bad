//! Measurements: what was observed in an answer, with units and without judgement.

use serde::{Deserialize, Serialize};

use super::{Contour, Dbfs, PerMinute, Seconds, Span};

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
    /// How the sound went, frame by frame; empty where nothing sounds.
    pub contour: Contour,
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

/// Something said twice, or begun and said anew.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Repetition {
    pub text: String,
    pub start: Seconds,
    pub end: Seconds,
    pub kind: RepetitionKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum RepetitionKind {
    /// The same words again: "we we", 저는 저는.
    Repeated,
    /// Broken off and begun anew: "deliv- delivered", 결제 결제를.
    Restarted,
}

/// A phrase that the speaker falls back on, and how often.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PetPhrase {
    pub text: String,
    pub count: usize,
}

/// One stretch of the answer, so that a rush at the end shows.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Stretch {
    pub start: Seconds,
    pub end: Seconds,
    /// Unknown without words.
    pub pace: Pace,
    /// Mean level of the speech in it; unknown where nobody speaks.
    pub level_dbfs: Option<Dbfs>,
}

/// The end of a sentence or phrase that is much quieter than the rest of it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct WeakEnding {
    pub start: Seconds,
    pub end: Seconds,
    /// How far its last syllables lie below the sentence.
    pub drop_db: f64,
}

/// How the voice was used. Behaviour, not a verdict: nothing here is good or bad by itself.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Voice {
    /// From the 10th to the 95th percentile of the level of the vowels; unknown where there are too few.
    pub level_range_db: Option<f64>,
    /// The median pitch; unknown where too little of the speech has one.
    pub pitch_hz: Option<f64>,
    /// From the 10th to the 90th percentile of the pitch.
    pub pitch_range_semitones: Option<f64>,
    /// How many sentence ends (without words: phrases before a pause) were long and clear enough to be judged …
    pub endings: usize,
    /// … and those that trailed off.
    pub weak_endings: Vec<WeakEnding>,
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
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
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
    /// The limit less the time from the cue to the last speech: below zero past the limit. Unknown without a limit or without speech.
    #[serde(default)]
    pub time_left_s: Option<Seconds>,
    pub pauses: Vec<Pause>,
    /// How far the start and the end of a pause may be off, by the signal-to-noise ratio; unknown without that.
    #[serde(default)]
    pub pause_tolerance_s: Option<Seconds>,
    pub pace: Pace,
    pub fillers: Fillers,
    /// Drawn-out sounds of hesitation, found by their sound alone; they may be fillers counted above as well.
    #[serde(default)]
    pub filled_pauses: Vec<Span>,
    /// Empty without words.
    #[serde(default)]
    pub repetitions: Vec<Repetition>,
    #[serde(default)]
    pub pet_phrases: Vec<PetPhrase>,
    #[serde(default)]
    pub over_time: Vec<Stretch>,
    #[serde(default)]
    pub voice: Voice,
    /// Mean level of the speech; unknown without speech.
    pub level_dbfs: Option<Dbfs>,
    pub noise_dbfs: Option<Dbfs>,
    pub snr_db: Option<f64>,
}
