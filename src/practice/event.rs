//! What happens to a rehearsal.

use crate::domain::{Grade, Kind, Seconds, Timing};

/// What the user wants; which key says so is the table's business.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    /// Done with this step: stop the answer, skip the voice or the wait, go on to the next question.
    Go,
    /// Start the answer over; after it, answer the same question again.
    Again,
    /// Hear the answer.
    Play,
    /// Hear the moment of a finding, counted from 0 among those that have one.
    Finding(usize),
    /// Be asked further about the answer.
    FollowUp,
    /// See the notes for the question.
    Notes,
    /// How the answer went, as he sees it.
    Grade(Grade),
    /// Leave, keeping what was said.
    Quit,
    /// Ctrl-C.
    Interrupt,
    /// Back again: the process was stopped (Ctrl-Z) and goes on.
    Resume,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Event {
    /// The rehearsal begins.
    Begun,
    /// A question was found to ask.
    Chosen {
        timing: Timing,
        /// It follows up on the answer before.
        follows: bool,
    },
    /// There is no question left.
    NothingToAsk,
    /// The answer lacks nothing that could be asked for.
    NoFollowUp,
    /// The question has been asked: the voice ended, or the text stands on the screen.
    Asked,
    /// The first samples of the answer have arrived.
    SoundArrived,
    /// The recording has reached this length.
    Recorded {
        length: Seconds,
        cue: Seconds,
    },
    /// The recording delivers nothing but zeros.
    OnlyZeros,
    /// The source has no more sound.
    SourceEnded,
    /// The recording could not begin, or broke off.
    SourceFailed(Kind),
    /// The take is closed and kept.
    Kept,
    /// Words and figures are there, or as many as can be had.
    Judged,
    /// The answer was played to its end, or stopped.
    Played,
    /// The session's clock stands at this moment.
    Tick {
        now: Seconds,
    },
    Pressed(Key),
}
