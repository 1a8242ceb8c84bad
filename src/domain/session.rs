//! A session: prompts asked one after another. A mock interview is one with a plan.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::Language;

/// The moment of its beginning to the millisecond, as recordings are named: `20261127T191200123Z`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SessionId(pub String);

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    pub id: SessionId,
    pub started_at: Timestamp,
    /// The name of the mock interview's plan; none in other rehearsals.
    pub plan: Option<String>,
    /// How long it was meant to take, where that was said.
    pub minutes: Option<u32>,
    /// The languages that its questions may come in.
    pub languages: Vec<Language>,
}

impl Session {
    /// A session without a plan that begins now.
    pub fn begun(now: Timestamp, languages: Vec<Language>) -> Self {
        let id = SessionId(now.strftime("%Y%m%dT%H%M%S%3fZ").to_string());
        Self { id, started_at: now, plan: None, minutes: None, languages }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_session_is_named_by_the_moment_of_its_beginning() {
        let session = Session::begun("2026-11-27T19:12:00.123456Z".parse().unwrap(), vec![Language::Ko]);
        assert_eq!(session.id.0, "20261127T191200123Z");
    }
}
