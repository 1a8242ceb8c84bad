//! A scorecard: measurements and coverage held against a rubric, as a few observations, each with its moment.

use serde::{Deserialize, Serialize};

use super::{Part, Seconds};

/// What a pace counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PaceUnit {
    /// In English.
    Words,
    /// In Korean.
    Syllables,
}

/// What was observed, with the figures that a sentence about it needs. Behaviour, never a verdict on the person.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Observation {
    /// Nobody spoke.
    NoSpeech,
    /// The answer ended before its window.
    UnderTarget {
        answer_s: Seconds,
        target_s: Seconds,
        by_s: Seconds,
    },
    /// The answer went on after its window.
    OverTarget {
        answer_s: Seconds,
        target_s: Seconds,
        by_s: Seconds,
    },
    /// It took long to begin.
    LongLatency {
        latency_s: Seconds,
    },
    /// A long silence in the middle of a sentence (`inside` true), or a very long one anywhere.
    LongPause {
        pause_s: Seconds,
        inside: bool,
    },
    /// Units a minute above the band: words in English, syllables in Korean.
    FastPace {
        per_min: f64,
        upper: f64,
        unit: PaceUnit,
    },
    SlowPace {
        per_min: f64,
        lower: f64,
        unit: PaceUnit,
    },
    ManyFillers {
        per_min: f64,
        count: usize,
    },
    /// Said twice or begun anew, so often.
    ManyRepetitions {
        per_min: f64,
        count: usize,
    },
    /// The ends of sentences trail off: so many of those that could be judged.
    WeakEndings {
        count: usize,
        of: usize,
    },
    /// The last part of the answer went faster than the rest: syllables a minute while speaking.
    RushedEnd {
        per_min: f64,
        before: f64,
    },
    /// A part of the scheme was not told.
    MissingPart {
        part: Part,
    },
    /// A part took more of the time than its band allows. `Part::Situation` stands for Situation and Task together, which blur into each other.
    LongPart {
        part: Part,
        share: f64,
        upper: f64,
    },
    /// A part took less of the time than its band asks for.
    ShortPart {
        part: Part,
        share: f64,
        lower: f64,
    },
    /// The Result has no number.
    ResultWithoutNumber,
    /// So long from the first word to the Action, and which share of the answer that is, though Situation and Task alone are not too long.
    LateAction {
        before_s: Seconds,
        share: f64,
    },
    /// So few of the story's sentences hold a figure.
    FewFigures {
        count: usize,
    },
    /// Points of the candidate's own story that he left out, of those that can be told to be said or not.
    PointsLeftOut {
        count: usize,
        of: usize,
    },
    /// The story he told stands under another principle in his note.
    StoryOfAnotherPrinciple,
    /// More "we" than "I".
    MoreWeThanI {
        i: usize,
        we: usize,
    },
    /// The recording clipped: the microphone is too loud.
    Clipped {
        samples: u64,
    },
    /// The recording has holes, so the timing may be off.
    LostFrames {
        frames: u64,
    },
    /// Nothing stood out, which is worth saying.
    OnTarget {
        answer_s: Seconds,
        target_s: Seconds,
    },
}

/// One line of a scorecard.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Finding {
    /// The moment it can be heard at; `None` where it is about the whole answer.
    pub at_s: Option<Seconds>,
    #[serde(flatten)]
    pub observation: Observation,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Scorecard {
    /// The version of the rubric that made it.
    pub rubric: String,
    /// At most as many as the rubric shows, most helpful first.
    pub findings: Vec<Finding>,
    /// How well it went, from nothing (0) to nothing left to say (1); what the schedule uses.
    pub points: f64,
}
