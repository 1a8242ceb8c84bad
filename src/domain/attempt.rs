//! An attempt: one recorded answer to one prompt, with everything found out about it.

use std::path::PathBuf;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Coverage, Language, Measurements, PromptId, Scorecard, Seconds, SessionId, Transcript};

/// A short name that people can type, as `history` prints it: `a` to `z` without look-alikes, and digits.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct AttemptId(pub String);

impl std::fmt::Display for AttemptId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum AttemptState {
    /// The microphone is, or was when the process died, still running.
    Recording,
    /// A whole answer, recorded and kept.
    Complete,
    /// Left with `q`, or found after a crash: kept, neither graded nor scheduled.
    Unfinished,
    /// Started over with `r`: kept until purged, out of the history.
    Discarded,
    /// Deleted by the user: kept until purged, out of the history.
    Deleted,
}

impl AttemptState {
    const ALL: [AttemptState; 5] =
        [AttemptState::Recording, AttemptState::Complete, AttemptState::Unfinished, AttemptState::Discarded, AttemptState::Deleted];

    /// The state of that name.
    pub fn of_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.name() == name)
    }

    pub fn name(self) -> &'static str {
        match self {
            AttemptState::Recording => "recording",
            AttemptState::Complete => "complete",
            AttemptState::Unfinished => "unfinished",
            AttemptState::Discarded => "discarded",
            AttemptState::Deleted => "deleted",
        }
    }
}

/// What the user says of an attempt.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Labels {
    /// A name of his own for it.
    #[serde(default)]
    pub title: Option<String>,
    #[serde(default)]
    pub note: Option<String>,
    /// In the order of the alphabet, each once.
    #[serde(default)]
    pub tags: Vec<String>,
    /// Worth keeping.
    #[serde(default)]
    pub marked: bool,
}

/// The audio file and what went wrong with it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct RecordingFacts {
    pub rate_hz: u32,
    /// Frames that the device delivered and mynah could not keep; silence of the same length stands in their place.
    pub lost_frames: u64,
    /// Samples at full scale.
    pub clipped: u64,
    /// Speech level over noise level; unknown without speech or without pauses.
    pub snr_db: Option<f64>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Attempt {
    /// Version of this record's form.
    pub schema: u32,
    pub id: AttemptId,
    pub recorded_at: Timestamp,
    /// The WAV in the data folder, or the file that was scored where it lay.
    pub file: PathBuf,
    /// SHA-256 of a file that lies outside the data folder, so that a change can be noticed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file_sha256: Option<String>,
    pub state: AttemptState,
    #[serde(default, flatten)]
    pub labels: Labels,
    pub prompt: Option<PromptId>,
    /// The question as it was asked: a follow-up takes up what was said, and packs change.
    #[serde(default)]
    pub question: Option<String>,
    /// The attempt that this one follows up on.
    #[serde(default)]
    pub follows: Option<AttemptId>,
    /// The session that it was recorded in; none for a file that was scored.
    #[serde(default)]
    pub session: Option<SessionId>,
    pub language: Language,
    pub duration_s: Option<Seconds>,
    pub recording: Option<RecordingFacts>,
    pub transcript: Option<Transcript>,
    pub measurements: Option<Measurements>,
    pub coverage: Option<Coverage>,
    pub scorecard: Option<Scorecard>,
}

impl Attempt {
    pub const SCHEMA: u32 = 1;

    /// How good it was, 0 to 1; unknown where it could only be timed: such points would be taken for more than they are.
    pub fn points(&self) -> Option<f64> {
        self.coverage.as_ref().and(self.scorecard.as_ref()).map(|card| card.points)
    }

    /// An attempt of which nothing is known but its recording.
    pub fn new(id: AttemptId, recorded_at: Timestamp, file: PathBuf, language: Language) -> Self {
        Self {
            schema: Self::SCHEMA,
            id,
            recorded_at,
            file,
            file_sha256: None,
            state: AttemptState::Recording,
            labels: Labels::default(),
            prompt: None,
            question: None,
            follows: None,
            session: None,
            language,
            duration_s: None,
            recording: None,
            transcript: None,
            measurements: None,
            coverage: None,
            scorecard: None,
        }
    }
}
