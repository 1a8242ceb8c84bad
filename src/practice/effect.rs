//! What a rehearsal asks the world to do.

use crate::domain::{AttemptState, Grade, Kind, Seconds};

/// How a take ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// A whole answer: recognised, judged and scheduled.
    Complete,
    /// Broken off: kept, neither graded nor scheduled.
    Unfinished,
    /// Started over: kept out of sight until purged.
    Discarded,
}

impl Ending {
    pub fn state(self) -> AttemptState {
        match self {
            Ending::Complete => AttemptState::Complete,
            Ending::Unfinished => AttemptState::Unfinished,
            Ending::Discarded => AttemptState::Discarded,
        }
    }
}

/// Why a rehearsal is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    Done,
    NothingDue,
    Interrupted,
    /// The sound failed in this way; the driver holds the whole failure.
    SoundFailed(Kind),
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Effect {
    /// Pick the next question; answered by `Chosen` or `NothingToAsk`.
    Choose,
    /// Pick a follow-up to the last answer; answered by `Chosen` or `NoFollowUp`.
    ChooseFollowUp,
    /// Show the question and speak it; answered by `Asked`.
    Ask,
    /// Cut the voice short; `Asked` follows.
    SkipVoice,
    /// Show how long is left to prepare.
    ShowPreparation { left: Seconds },
    /// Show what the user has written down for the question.
    ShowNotes,
    /// Open the microphone; answered by `SoundArrived` or `SourceFailed`.
    StartTake,
    /// Tell the user to speak; the moment becomes `cue_s`.
    Cue,
    /// Say once that the target is near.
    WarnTime,
    /// Say once that the limit has been reached.
    WarnLimit,
    /// Say once that the microphone delivers nothing but zeros.
    WarnOnlyZeros,
    /// Close and keep the take; answered by `Kept`.
    EndTake(Ending),
    /// Find words, figures and findings, and store them; answered by `Judged`.
    Judge,
    /// Stop recognising; `Judged` follows, without words.
    StopRecognition,
    /// Show the findings.
    ShowResult,
    /// Show what can be done next, and wait for it.
    ShowChoices,
    /// Give the answer another grade than the scorecard did.
    Regrade(Grade),
    /// Play the answer; answered by `Played`.
    Play,
    /// Play the answer from the moment of this finding on; answered by `Played`.
    PlayFinding(usize),
    /// Stop playing; `Played` follows.
    StopPlaying,
    /// The rehearsal is over.
    Leave(Outcome),
}
