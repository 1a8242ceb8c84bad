//! A prompt: one question, with its kind, its two languages, and how long the answer should take.

use serde::{Deserialize, Serialize};

use super::{Language, Scheme, Seconds, Span, themes};

/// The stable name of a prompt, for example `amazon.ownership.1`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PromptId(pub String);

impl std::fmt::Display for PromptId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PromptKind {
    Behavioral,
    Introduction,
    Motivation,
    Technical,
    FollowUp,
}

impl PromptKind {
    pub const ALL: [PromptKind; 5] =
        [PromptKind::Behavioral, PromptKind::Introduction, PromptKind::Motivation, PromptKind::Technical, PromptKind::FollowUp];

    pub fn name(self) -> &'static str {
        match self {
            PromptKind::Behavioral => "behavioral",
            PromptKind::Introduction => "introduction",
            PromptKind::Motivation => "motivation",
            PromptKind::Technical => "technical",
            PromptKind::FollowUp => "follow-up",
        }
    }
}

impl PromptKind {
    /// How long an answer of each kind usually takes, where nothing else is said. Guides give a STAR answer 90 to 180 s; the others are asked for
    /// something shorter: an introduction of one minute, a reason, an explanation, one point of a story.
    pub fn usual_timing(self) -> Timing {
        let (target, limit) = match self {
            PromptKind::Behavioral => (120.0, 180.0),
            PromptKind::Introduction => (60.0, 90.0),
            PromptKind::Motivation => (75.0, 120.0),
            PromptKind::Technical => (90.0, 150.0),
            PromptKind::FollowUp => (45.0, 90.0),
        };
        Timing { target: Seconds(target), limit: Seconds(limit) }
    }
}

/// What an answer lacked; a follow-up prompt names the gap that it probes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Gap {
    Situation,
    Task,
    Action,
    Result,
    /// The result has no number.
    Number,
    /// "we" where "I" was asked for.
    Ownership,
    /// No other way was weighed.
    Alternative,
    /// Nothing was learned.
    Learning,
    /// When it happened, or how long it took, stayed vague.
    Time,
}

impl Gap {
    pub const ALL: [Gap; 9] =
        [Gap::Situation, Gap::Task, Gap::Action, Gap::Result, Gap::Number, Gap::Ownership, Gap::Alternative, Gap::Learning, Gap::Time];

    pub fn name(self) -> &'static str {
        match self {
            Gap::Situation => "situation",
            Gap::Task => "task",
            Gap::Action => "action",
            Gap::Result => "result",
            Gap::Number => "number",
            Gap::Ownership => "ownership",
            Gap::Alternative => "alternative",
            Gap::Learning => "learning",
            Gap::Time => "time",
        }
    }
}

/// The same thing in either language; at least one is present.
#[derive(Clone, Debug, PartialEq, Default, Serialize, Deserialize)]
pub struct Bilingual<T> {
    pub ko: Option<T>,
    pub en: Option<T>,
}

impl<T> Bilingual<T> {
    pub fn get(&self, language: Language) -> Option<&T> {
        match language {
            Language::Ko => self.ko.as_ref(),
            Language::En => self.en.as_ref(),
        }
    }

    /// In `language` where it exists, else in the other one.
    pub fn get_or_other(&self, language: Language) -> Option<&T> {
        self.get(language).or(self.ko.as_ref()).or(self.en.as_ref())
    }

    pub fn languages(&self) -> impl Iterator<Item = Language> + '_ {
        Language::ALL.into_iter().filter(|&language| self.get(language).is_some())
    }
}

/// How long an answer should take.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Timing {
    /// What to aim at.
    pub target: Seconds,
    /// When an interviewer would break in; a warning, not a cut.
    pub limit: Seconds,
}

impl Timing {
    /// The lengths that count as on time. An introduction is asked for by its length, so its window is narrow: 52 to 62 s for one
    /// minute (Korean 1분 자기소개 is expected at 57 ± 5 s) and in proportion for the others. Elsewhere the limit is the upper end, and
    /// three quarters of the target the lower (a two-minute story: 90 s, the shortest that guides for STAR answers give).
    pub fn window(&self, kind: PromptKind) -> Span {
        match kind {
            PromptKind::Introduction => Span::new(self.target.0 * 52.0 / 60.0, self.target.0 * 62.0 / 60.0),
            _ => Span::new(self.target.0 * 0.75, self.limit.0),
        }
    }
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Prompt {
    pub id: PromptId,
    pub kind: PromptKind,
    /// The question as it is spoken.
    pub text: Bilingual<String>,
    /// The principle or topic that it asks for, for example `ownership` or `kubernetes`.
    pub competency: Option<String>,
    pub timing: Timing,
    /// What a good answer touches, in a few words each.
    pub cues: Bilingual<Vec<String>>,
    /// Follow-ups only: the gap that the question probes.
    pub probes: Option<Gap>,
    /// The follow-ups to ask after an answer to it, before any others.
    #[serde(default)]
    pub follow_ups: Vec<PromptId>,
    /// Whether its answer is told in parts; one that is not ("what would you like to ask us?") has timing and delivery alone.
    pub has_parts: bool,
    /// The pack it came from.
    pub pack: String,
}

impl Prompt {
    /// Which parts its answer has, if any.
    pub fn scheme(&self) -> Option<Scheme> {
        self.has_parts.then(|| Scheme::for_kind(self.kind))
    }

    /// The competencies that it asks for: the one it names, and those its words speak of most.
    pub fn themes(&self) -> Vec<&str> {
        let text = [&self.text.ko, &self.text.en].into_iter().flatten().map(String::as_str).collect::<Vec<_>>().join("\n");
        let spoken = themes(&text);
        let most = spoken.first().map_or(0, |(_, words)| *words);
        self.competency.as_deref().into_iter().chain(spoken.into_iter().take_while(|(_, words)| *words == most).map(|(theme, _)| theme)).collect()
    }
}

/// `customer-obsession` as people write it: Customer obsession.
pub fn competency_title(competency: &str) -> String {
    let words = competency.replace(['-', '_'], " ");
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
