//! A review: how well one prompt in one language is remembered, and when it should be asked again.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Language, PromptId};

/// How an answer went, as the memory model wants to know it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Grade {
    Again,
    Hard,
    Good,
    Easy,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Review {
    pub prompt: PromptId,
    pub language: Language,
    /// FSRS: days until recall falls to 90 %.
    pub stability: f32,
    /// FSRS: 1 (easy) to 10.
    pub difficulty: f32,
    pub reviewed_at: Timestamp,
    pub due_at: Timestamp,
    pub last_grade: Grade,
    /// How often it was answered and graded.
    pub count: u32,
}
