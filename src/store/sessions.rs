//! Sessions in the database, and the attempts that belong together.

use rusqlite::{OptionalExtension, Row, named_params, params};

use super::Store;
use super::attempts::{StoredAttempt, moment_text, read_moment};
use crate::domain::{Attempt, Failure, Kind, Session, SessionId};
use crate::msg;

impl Store {
    /// Keeps a session with its first attempt; one that is here already stays as it is.
    ///
    /// # Errors
    /// `Kind::Storage` where the database cannot be written.
    pub fn keep_session(&self, session: &Session) -> Result<(), Failure> {
        let failed = |error| self.failure(&format!("writing session {}", session.id.0), error);
        let languages = serde_json::json!(session.languages).to_string();
        let sql = "INSERT OR IGNORE INTO sessions (id, started_at, plan, minutes, languages) VALUES (?1, ?2, ?3, ?4, ?5)";
        let row = params![session.id.0, moment_text(session.started_at), session.plan, session.minutes, languages];
        self.connection.execute(sql, row).map(|_| ()).map_err(failed)
    }

    /// Every session, oldest first.
    ///
    /// # Errors
    /// `Kind::Storage` where the database or a session in it cannot be read.
    pub fn sessions(&self) -> Result<Vec<Session>, Failure> {
        let failed = |error| self.failure("reading sessions", error);
        let mut statement = self.connection.prepare_cached("SELECT * FROM sessions ORDER BY started_at, id").map_err(failed)?;
        let rows = statement.query_map([], StoredSession::read).map_err(failed)?;
        rows.map(|row| self.readable(row.map_err(failed)?)).collect()
    }

    /// The session of that id; `None` where nothing is known of it.
    ///
    /// # Errors
    /// As [`Store::sessions`].
    pub fn session(&self, id: &SessionId) -> Result<Option<Session>, Failure> {
        let found = self.connection.query_row("SELECT * FROM sessions WHERE id = ?1", [&id.0], StoredSession::read).optional();
        found.map_err(|error| self.failure("reading sessions", error))?.map(|stored| self.readable(stored)).transpose()
    }

    /// The attempts of its session that the history shows, `attempt` among them in any case, oldest first. Without a session it is the answer that it
    /// is or follows, with all that follow that.
    ///
    /// # Errors
    /// `Kind::Storage` where the database or an attempt in it cannot be read.
    pub fn round_of(&self, attempt: &Attempt) -> Result<Vec<Attempt>, Failure> {
        match (&attempt.session, &attempt.follows) {
            (Some(session), _) => self.attempt_and("session = :name", &session.0, attempt),
            (None, Some(first)) => self.attempt_and("(id = :name OR follows = :name)", &first.0, attempt),
            (None, None) => self.with_follow_ups(attempt),
        }
    }

    /// The attempt and those that follow it, oldest first.
    ///
    /// # Errors
    /// As [`Store::round_of`].
    pub fn with_follow_ups(&self, attempt: &Attempt) -> Result<Vec<Attempt>, Failure> {
        self.attempt_and("follows = :name", &attempt.id.0, attempt)
    }

    /// The attempt, and of those that the history shows the ones that the condition lets through.
    fn attempt_and(&self, belongs: &str, name: &str, attempt: &Attempt) -> Result<Vec<Attempt>, Failure> {
        let failed = |error| self.failure("reading attempts", error);
        let sql = format!("SELECT * FROM attempts WHERE id = :id OR (state IN ('complete', 'unfinished') AND {belongs}) ORDER BY recorded_at, rowid");
        let mut statement = self.connection.prepare_cached(&sql).map_err(failed)?;
        let rows = statement.query_map(named_params! { ":id": attempt.id.0, ":name": name }, StoredAttempt::read).map_err(failed)?;
        rows.map(|row| self.attempt(row.map_err(failed)?)).collect()
    }

    /// Sessions of which no attempt is left go.
    pub(super) fn remove_empty_sessions(&self) -> Result<(), Failure> {
        let sql = "DELETE FROM sessions WHERE NOT EXISTS (SELECT 1 FROM attempts WHERE attempts.session = sessions.id)";
        self.connection.execute(sql, []).map(|_| ()).map_err(|error| self.failure("removing sessions", error))
    }

    fn readable(&self, stored: StoredSession) -> Result<Session, Failure> {
        let id = stored.id.clone();
        stored.into_session().ok_or_else(|| Failure::new(Kind::Storage, msg!("store-session-unreadable", file = &self.file, id = id)))
    }
}

/// A row as SQLite gives it, before its texts are read.
struct StoredSession {
    id: String,
    started_at: String,
    plan: Option<String>,
    minutes: Option<u32>,
    languages: String,
}

impl StoredSession {
    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: row.get("id")?,
            started_at: row.get("started_at")?,
            plan: row.get("plan")?,
            minutes: row.get("minutes")?,
            languages: row.get("languages")?,
        })
    }

    /// `None` where a value is none of ours.
    fn into_session(self) -> Option<Session> {
        Some(Session {
            id: SessionId(self.id),
            started_at: read_moment(&self.started_at)?,
            plan: self.plan,
            minutes: self.minutes,
            languages: serde_json::from_str(&self.languages).ok()?,
        })
    }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use jiff::Timestamp;

    use super::*;
    use crate::domain::{AttemptId, AttemptState, Language};
    use crate::store::Home;

    fn moment(second: i64) -> Timestamp {
        Timestamp::from_second(1_767_225_600 + second).unwrap()
    }

    fn session(second: i64) -> Session {
        let languages = vec![Language::Ko, Language::En];
        Session { plan: Some("amazon-loop".to_owned()), minutes: Some(30), ..Session::begun(moment(second), languages) }
    }

    /// An attempt at this second, and what it belongs to.
    fn attempt(id: &str, second: i64, session: Option<&Session>, follows: Option<&str>) -> Attempt {
        Attempt {
            state: AttemptState::Complete,
            session: session.map(|session| session.id.clone()),
            follows: follows.map(|id| AttemptId(id.to_owned())),
            ..Attempt::new(AttemptId(id.to_owned()), moment(second), PathBuf::from("/audio/a.wav"), Language::Ko)
        }
    }

    fn store_of(sessions: &[&Session], attempts: &[Attempt]) -> Store {
        let store = Store::in_memory().unwrap();
        sessions.iter().for_each(|session| store.keep_session(session).unwrap());
        attempts.iter().for_each(|attempt| store.insert(attempt).unwrap());
        store
    }

    #[track_caller]
    fn check_round(store: &Store, name: &str, expected: &[&str]) {
        let round = store.round_of(&store.find(name).unwrap()).unwrap();
        assert_eq!(round.iter().map(|attempt| attempt.id.0.as_str()).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn a_session_comes_back_as_it_was_kept_and_is_kept_once() {
        let (first, second) = (session(0), Session::begun(moment(60), vec![Language::En]));
        let store = store_of(&[&second, &first, &Session { plan: None, ..first.clone() }], &[]);
        assert_eq!(store.sessions().unwrap(), [first.clone(), second]);
        assert_eq!(store.session(&first.id).unwrap(), Some(first));
        assert_eq!(store.session(&SessionId("none".to_owned())).unwrap(), None);
    }

    #[test]
    fn what_was_asked_in_one_session_belongs_together_in_the_order_it_was_answered() {
        let (one, other) = (session(0), session(600));
        let mut discarded = attempt("dddd", 3, Some(&one), None);
        discarded.state = AttemptState::Discarded;
        let attempts =
            [attempt("bbbb", 2, Some(&one), Some("aaaa")), attempt("aaaa", 1, Some(&one), None), discarded, attempt("cccc", 601, Some(&other), None)];
        let store = store_of(&[&one, &other], &attempts);
        check_round(&store, "bbbb", &["aaaa", "bbbb"]);
        check_round(&store, "cccc", &["cccc"]);
        check_round(&store, "dddd", &["aaaa", "bbbb", "dddd"]);
    }

    #[test]
    fn without_a_session_an_answer_and_its_follow_ups_belong_together() {
        let attempts = [attempt("aaaa", 1, None, None), attempt("bbbb", 2, None, Some("aaaa")), attempt("cccc", 3, None, None)];
        let store = store_of(&[], &attempts);
        check_round(&store, "aaaa", &["aaaa", "bbbb"]);
        check_round(&store, "bbbb", &["aaaa", "bbbb"]);
        check_round(&store, "cccc", &["cccc"]);
    }

    #[test]
    fn a_session_goes_with_its_last_attempt() {
        let one = session(0);
        let store = store_of(&[&one], &[attempt("aaaa", 1, Some(&one), None), attempt("bbbb", 2, Some(&one), None)]);
        store.remove(&AttemptId("aaaa".to_owned())).unwrap();
        assert_eq!(store.sessions().unwrap().len(), 1);
        store.remove(&AttemptId("bbbb".to_owned())).unwrap();
        assert_eq!(store.sessions().unwrap(), []);
    }

    #[test]
    fn forgetting_everything_forgets_the_sessions() {
        let folder = tempfile::tempdir().unwrap();
        let home = Home::at(folder.path().to_owned());
        let store = Store::open(&home).unwrap();
        store.keep_session(&session(0)).unwrap();
        store.forget_all(&home).unwrap();
        assert_eq!(store.sessions().unwrap(), []);
    }
}
