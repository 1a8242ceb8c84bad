//! The nouns of a rehearsal. Every other folder speaks in these words; this one knows none of the others.
//!
//! Plain values with their units: no clock, no terminal, no files, no devices. The names, and the JSON that the
//! serialised types make, are a contract with readers outside the program (`docs/json.md`).

mod attempt;
mod clip;
mod contour;
mod coverage;
mod explanation;
mod failure;
mod harmless;
mod interrupt;
mod language;
mod measurements;
mod message;
mod prompt;
mod review;
mod scorecard;
mod session;
pub mod sign;
mod story;
mod summary;
mod theme;
mod transcript;
mod units;

pub use attempt::{Attempt, AttemptId, AttemptState, Labels, RecordingFacts};
pub use clip::{Clip, RECOGNITION_RATE_HZ};
pub use contour::{Contour, Frame};
pub use coverage::{Coverage, LabelledSentence, Ownership, Part, Scheme, StoryPoint, StoryPointSaid};
pub use explanation::{Explanation, SpeakingWord};
pub use failure::{Failure, Kind};
pub use harmless::{NO_BREAK, harmless};
pub use interrupt::Interrupt;
pub use language::Language;
pub use measurements::{
    Adherence, Filler, FillerTier, Fillers, Measurements, Pace, Pause, PetPhrase, Repetition, RepetitionKind, SpeechTrack, Stretch, Voice, WeakEnding,
};
pub use message::{Argument, Message};
pub use prompt::{Bilingual, Gap, Prompt, PromptId, PromptKind, Timing, competency_title};
pub use review::{Grade, Review};
pub use scorecard::{Finding, Observation, PaceUnit, Scorecard};
pub use session::{Session, SessionId};
pub use story::{Draft, Lines, Material, OwnQuestion, Story, StoryId, StoryLink, StoryPart, StoryThemes, StoryTranslation, Ties};
pub use summary::Summary;
pub use theme::themes;
pub use transcript::{RemovedWord, Transcript, Word};
pub use units::{Dbfs, PerMinute, Seconds, Span};
