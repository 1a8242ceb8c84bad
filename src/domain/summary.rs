//! An attempt in short: what lists and charts over many attempts need, without its words.

use std::collections::BTreeMap;
use std::path::PathBuf;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Adherence, Attempt, AttemptId, AttemptState, Labels, Language, Part, PromptId, Seconds, SessionId, StoryId};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Summary {
    pub schema: u32,
    pub id: AttemptId,
    pub recorded_at: Timestamp,
    pub state: AttemptState,
    pub prompt: Option<PromptId>,
    pub follows: Option<AttemptId>,
    #[serde(default)]
    pub session: Option<SessionId>,
    pub language: Language,
    /// Kept beside it, in a form that moves with the data folder.
    #[serde(skip)]
    pub file: PathBuf,
    pub labels: Labels,
    pub duration_s: Option<Seconds>,
    pub answer_s: Option<Seconds>,
    pub target_s: Option<Seconds>,
    pub adherence: Option<Adherence>,
    pub latency_s: Option<Seconds>,
    /// Words a minute in English, syllables in Korean; unknown without words.
    pub pace_per_min: Option<f64>,
    /// Sure ones; unknown without words.
    pub fillers_per_min: Option<f64>,
    /// Pauses of two seconds and more.
    pub long_pauses: Option<usize>,
    /// Shares of the parts; empty without words.
    pub shares: BTreeMap<Part, f64>,
    pub result_has_number: Option<bool>,
    pub told: Option<StoryId>,
    pub points: Option<f64>,
    pub rubric: Option<String>,
}

/// Long enough to be heard as one wherever it stands (see the rubric).
const LONG_PAUSE: Seconds = Seconds(2.0);

impl Summary {
    pub fn of(attempt: &Attempt) -> Self {
        let (measured, coverage, scorecard) = (attempt.measurements.as_ref(), attempt.coverage.as_ref(), attempt.scorecard.as_ref());
        let pace = measured.and_then(|measured| match attempt.language {
            Language::Ko => measured.pace.syllables_per_min,
            Language::En => measured.pace.words_per_min,
        });
        let per_min = |count: usize, time: Seconds| if time.0 > 0.0 { count as f64 * 60.0 / time.0 } else { 0.0 };
        Self {
            schema: attempt.schema,
            id: attempt.id.clone(),
            recorded_at: attempt.recorded_at,
            state: attempt.state,
            prompt: attempt.prompt.clone(),
            follows: attempt.follows.clone(),
            session: attempt.session.clone(),
            language: attempt.language,
            file: attempt.file.clone(),
            labels: attempt.labels.clone(),
            duration_s: attempt.duration_s,
            answer_s: measured.map(|measured| measured.answer_s),
            target_s: measured.and_then(|measured| measured.target_s),
            adherence: measured.and_then(|measured| measured.adherence),
            latency_s: measured.and_then(|measured| measured.latency_s),
            pace_per_min: pace.map(|pace| pace.0),
            fillers_per_min: measured.and_then(|measured| Some(per_min(measured.fillers.counted?, measured.answer_s))),
            long_pauses: measured.map(|measured| measured.pauses.iter().filter(|pause| pause.length() >= LONG_PAUSE).count()),
            shares: coverage.map(|coverage| coverage.shares.clone()).unwrap_or_default(),
            result_has_number: coverage.and_then(|coverage| coverage.result_has_number),
            told: coverage.and_then(|coverage| coverage.told.clone()),
            points: attempt.points(),
            rubric: scorecard.map(|scorecard| scorecard.rubric.clone()),
        }
    }
}
