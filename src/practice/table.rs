//! Where the candidate sits: what he presses and what he is shown. A terminal, plain lines and the demonstration are different tables.

use std::time::Duration;

use crate::domain::{Dbfs, Language, Message, Prompt, Review, Seconds, Timing};

use super::Key;

/// Whoever answers.
pub trait Hands {
    /// The next key, or `None` after at most `wait`.
    fn poll(&mut self, wait: Duration) -> Option<Key>;

    /// Called when the answer is asked for; one who does not press keys by himself begins to speak now.
    fn cue(&mut self) {}

    /// Called when a key is waited for after the findings, and again after the answer was played.
    fn choices_shown(&mut self) {}
}

/// Where the rehearsal is shown. Showing never fails and never waits for a key.
pub trait Screen {
    fn show(&mut self, sight: &Sight<'_>);

    /// Called at every turn: time to follow a terminal that has another size, or was lent to the shell.
    fn turn(&mut self) {}
}

/// Something to see.
pub enum Sight<'a> {
    /// A remark of one line that stays on the screen.
    Notice(Message),
    /// The question that is being asked, and why this one.
    Question {
        prompt: &'a Prompt,
        text: &'a str,
        language: Language,
        why: Option<Message>,
    },
    Preparing {
        left: Seconds,
    },
    /// What the candidate has written down for the question, until he is asked to speak.
    Notes(&'a [String]),
    /// The microphone is being opened.
    Arming,
    /// Speak now.
    Cue,
    Meter(Meter),
    /// The share that has been recognised, 0 to 1.
    Recognising {
        share: f64,
    },
    /// The findings, already in words.
    Result {
        text: &'a str,
    },
    /// What can be done next.
    Choices {
        last: bool,
        /// A follow-up can be asked.
        follow_up: bool,
        /// How many findings have a moment to hear.
        findings: usize,
        /// When the question comes back.
        review: Option<&'a Review>,
    },
    /// The answer sounds; the word at this moment.
    Playing {
        at: Seconds,
        length: Seconds,
        words: &'a str,
    },
    /// The rehearsal is over; the terminal is to be as it was.
    End,
}

/// The state of a running take.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Meter {
    /// Since the cue.
    pub elapsed: Seconds,
    pub timing: Timing,
    pub rms: Dbfs,
    pub peak: Dbfs,
    pub clipped: u64,
    pub lost_frames: u64,
}
