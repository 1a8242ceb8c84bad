//! Where a rehearsal stands.

use crate::domain::{Seconds, Timing};

use super::Outcome;

/// What was asked for on the command line.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Plan {
    /// How many questions; `None` goes on until the user leaves or nothing is due.
    pub count: Option<usize>,
    /// No new question after this time.
    pub minutes: Option<Seconds>,
    /// Time to think between question and answer.
    pub preparation: Seconds,
    /// End the answer at its limit instead of only warning.
    pub stop_at_limit: bool,
    /// Say when so much is left to the target.
    pub warn_before_target: Option<Seconds>,
    /// Somebody sits at the keyboard: results wait for a key.
    pub attended: bool,
    /// A round in which nobody says how it goes: the next question follows at once, whoever sits there.
    pub silent: bool,
}

/// The step a rehearsal is in. What follows a wait is part of it, so that no flag has to be remembered.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Phase {
    Choosing,
    Asking,
    /// The voice was cut short because the user leaves.
    LeavingQuestion(Outcome),
    Preparing {
        /// Session time at which the answer is asked for; set by the first tick.
        until: Option<Seconds>,
    },
    /// The microphone is open, no sample has arrived.
    Arming,
    Answering {
        limit_warned: bool,
        zeros_warned: bool,
    },
    /// The take is being closed; then comes `Judging`.
    KeepingAnswer,
    /// The take is being closed; then the same question is answered anew.
    KeepingDiscarded,
    /// The take is being closed because the candidate was away; then the same question is asked anew.
    KeepingStopped,
    /// The take is being closed; then the rehearsal is over.
    KeepingUnfinished(Outcome),
    Judging,
    /// Recognition was stopped by Ctrl-C; what is known is stored, then the rehearsal is over.
    JudgingBeforeLeaving,
    Reviewing,
    Playing {
        /// The finding to play as soon as this one is silent.
        next: Option<usize>,
    },
    Over,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rehearsal {
    pub plan: Plan,
    pub phase: Phase,
    /// Questions answered in this session, follow-ups not counted.
    pub answered: usize,
    /// Whether the question at hand follows up on another.
    pub follows: bool,
    /// Whether the coming end of this answer's time was announced.
    pub time_warned: bool,
    /// Timing of the question at hand.
    pub timing: Option<Timing>,
    /// The session's clock.
    pub now: Seconds,
}

impl Rehearsal {
    pub fn new(plan: Plan) -> Self {
        Self { plan, phase: Phase::Choosing, answered: 0, follows: false, time_warned: false, timing: None, now: Seconds::ZERO }
    }

    /// Whether the plan allows another question.
    pub fn has_room(&self) -> bool {
        self.plan.count.is_none_or(|count| self.answered < count) && self.plan.minutes.is_none_or(|end| self.now < end)
    }
}
