//! Coverage: which parts of a good answer were told, how long each took, and which are missing.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{PromptKind, Seconds, Span, StoryId};

/// Which set of labels an answer is read with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Scheme {
    #[default]
    Star,
    Introduction,
    Motivation,
    Technical,
}

impl Scheme {
    /// Follow-ups probe stories, so they are read as stories.
    pub fn for_kind(kind: PromptKind) -> Self {
        match kind {
            PromptKind::Behavioral | PromptKind::FollowUp => Scheme::Star,
            PromptKind::Introduction => Scheme::Introduction,
            PromptKind::Motivation => Scheme::Motivation,
            PromptKind::Technical => Scheme::Technical,
        }
    }

    /// The parts a complete answer has, in their usual order; `Part::Other` is none of them.
    pub fn parts(self) -> &'static [Part] {
        match self {
            Scheme::Star => &[Part::Situation, Part::Task, Part::Action, Part::Result],
            Scheme::Introduction => &[Part::Now, Part::Past, Part::Why],
            Scheme::Motivation => &[Part::Claim, Part::Reason, Part::Example],
            Scheme::Technical => &[Part::Definition, Part::How, Part::When, Part::TradeOff],
        }
    }
}

/// What a sentence does in an answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Part {
    #[serde(rename = "S")]
    Situation,
    #[serde(rename = "T")]
    Task,
    #[serde(rename = "A")]
    Action,
    #[serde(rename = "R")]
    Result,
    /// Who I am now.
    #[serde(rename = "now")]
    Now,
    /// What brought me here.
    #[serde(rename = "past")]
    Past,
    /// Why here.
    #[serde(rename = "why")]
    Why,
    #[serde(rename = "claim")]
    Claim,
    #[serde(rename = "reason")]
    Reason,
    #[serde(rename = "example")]
    Example,
    #[serde(rename = "definition")]
    Definition,
    #[serde(rename = "how")]
    How,
    #[serde(rename = "when")]
    When,
    #[serde(rename = "trade_off")]
    TradeOff,
    /// None of the scheme's parts: greetings, asides, filler sentences.
    #[default]
    #[serde(rename = "O")]
    Other,
}

impl Part {
    /// The name in JSON.
    pub fn code(self) -> &'static str {
        match self {
            Part::Situation => "S",
            Part::Task => "T",
            Part::Action => "A",
            Part::Result => "R",
            Part::Now => "now",
            Part::Past => "past",
            Part::Why => "why",
            Part::Claim => "claim",
            Part::Reason => "reason",
            Part::Example => "example",
            Part::Definition => "definition",
            Part::How => "how",
            Part::When => "when",
            Part::TradeOff => "trade_off",
            Part::Other => "O",
        }
    }

    /// One letter, different from those of the other parts of its scheme; a dot for none of them.
    pub fn letter(self) -> char {
        match self {
            Part::Other => '.',
            _ => self.code().chars().next().map_or('.', |first| first.to_ascii_uppercase()),
        }
    }
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct LabelledSentence {
    pub text: String,
    /// Unknown where the words have no times.
    pub start: Option<Seconds>,
    pub end: Option<Seconds>,
    pub label: Part,
    /// How sure the label is, 0 to 1; 1 where the user said it.
    pub p: f64,
    /// How probable each label is, as the words say and, where his own story was told, his note; empty in coverage that was stored before this was kept.
    #[serde(default)]
    pub probabilities: BTreeMap<Part, f64>,
    /// The label is the user's.
    #[serde(default)]
    pub corrected: bool,
    /// How much the candidate's own note speaks for each part and for none (natural-log odds); empty where none of his stories was told.
    #[serde(default)]
    pub noted: BTreeMap<Part, f64>,
}

/// From so much more than any other part on (natural-log odds, e to one), a note says under which part a sentence stands.
const NOTED: f64 = 1.0;

impl LabelledSentence {
    /// The part under which the candidate's own note has what the sentence tells.
    pub fn noted_part(&self) -> Option<Part> {
        let (&part, &most) = self.noted.iter().max_by(|a, b| a.1.total_cmp(b.1))?;
        let is_clear = self.noted.iter().all(|(other, odds)| *other == part || most - odds >= NOTED);
        is_clear.then_some(part)
    }

    pub fn span(&self) -> Option<Span> {
        Some(Span { start: self.start?, end: self.end? })
    }
}

/// How often the speaker named himself, and how often a group.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ownership {
    pub i: usize,
    pub we: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StoryPointSaid {
    Said,
    Partly,
    NotSaid,
    CannotTell,
}

/// A point of the candidate's own prepared story, and whether he told it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StoryPoint {
    pub part: Part,
    pub point: String,
    pub said: StoryPointSaid,
    /// The sentence that told it, by its number from 0.
    #[serde(default)]
    pub sentence: Option<usize>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Coverage {
    pub scheme: Scheme,
    pub sentences: Vec<LabelledSentence>,
    /// Share of the sentences' time for each part of the scheme and for O; they add up to 1, or the map is empty where there are no sentences.
    pub shares: BTreeMap<Part, f64>,
    /// Parts of the scheme that no sentence tells.
    pub missing: Vec<Part>,
    /// Parts that have a sentence, of which none tells them clearly.
    #[serde(default)]
    pub unclear: Vec<Part>,
    /// The candidate's own story that was told, where one was recognised.
    #[serde(default)]
    pub told: Option<StoryId>,
    /// Whether that story serves the question that was asked; unknown without a story or a question.
    #[serde(default)]
    pub told_fits: Option<bool>,
    /// Its points, said or not.
    #[serde(default)]
    pub story: Vec<StoryPoint>,
    /// The sentences, by their numbers from 0, that name what the story does not.
    #[serde(default)]
    pub beyond: Vec<usize>,
    pub ownership: Ownership,
    /// Whether a number stands in the Result; unknown without a Result.
    pub result_has_number: Option<bool>,
    /// The parts in the order they were told, each stretch once; O is left out.
    #[serde(default)]
    pub order: Vec<Part>,
    /// From the first word to the first sentence of the Action; unknown without an Action or without times.
    #[serde(default)]
    pub before_action_s: Option<Seconds>,
    /// How many of the sentences that tell the story hold a figure.
    #[serde(default)]
    pub data_points: usize,
    /// What the candidate himself did, in verbs, each once.
    #[serde(default)]
    pub deeds: Vec<String>,
}
