//! Attempts in the database: written, found by name, listed.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use rusqlite::types::{Value, ValueRef};
use rusqlite::{OptionalExtension, Row, named_params};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::Store;
use crate::domain::{Attempt, AttemptId, AttemptState, Failure, Kind, Labels, Language, PromptId, SessionId};
use crate::msg;

/// How many attempts a message about an unknown one names.
const NAMED_IN_HINT: usize = 5;

/// Digits and letters that nobody mistakes for each other: without `i`, `l`, `1`, `o`, `0`.
const ID_LETTERS: &[u8] = b"abcdefghjkmnpqrstuvwxyz23456789";
const SHORTEST_ID: usize = 4;
/// The letters that one seed gives: 31^12 is below 2^64.
const LONGEST_ID: usize = 12;

const INSERT: &str = "INSERT INTO attempts
    (id, schema, recorded_at, state, prompt, language, file, file_sha256, duration_s, recording, transcript, measurements, coverage, scorecard,
     follows, labels, session, question)
    VALUES (:id, :schema, :recorded_at, :state, :prompt, :language, :file, :file_sha256, :duration_s,
            :recording, :transcript, :measurements, :coverage, :scorecard, :follows, :labels, :session, :question)";

const OR_UPDATE: &str = " ON CONFLICT (id) DO UPDATE SET
    schema = excluded.schema, recorded_at = excluded.recorded_at, state = excluded.state, prompt = excluded.prompt, language = excluded.language,
    file = excluded.file, file_sha256 = excluded.file_sha256, duration_s = excluded.duration_s, recording = excluded.recording,
    transcript = excluded.transcript, measurements = excluded.measurements, coverage = excluded.coverage, scorecard = excluded.scorecard,
    follows = excluded.follows, labels = excluded.labels, session = excluded.session, question = excluded.question";

/// Which attempts to list.
#[derive(Clone, Debug, PartialEq)]
pub struct Filter {
    /// Only answers to this prompt.
    pub prompt: Option<PromptId>,
    /// Only attempts in one of these states.
    pub states: Vec<AttemptState>,
    /// Only so many, the newest.
    pub limit: Option<usize>,
}

/// What the history shows: answers that were kept, whole or not.
impl Default for Filter {
    fn default() -> Self {
        Self { prompt: None, states: vec![AttemptState::Complete, AttemptState::Unfinished], limit: None }
    }
}

impl Store {
    /// Adds an attempt; it belongs here from the moment its recording begins.
    ///
    /// # Errors
    /// `Kind::Storage` where the database cannot be written or the id is taken; `Kind::Broken` where a figure is not a number.
    pub fn insert(&self, attempt: &Attempt) -> Result<(), Failure> {
        self.in_one_go(|store| store.write(INSERT, attempt))
    }

    /// Writes everything about an attempt that was added before. Should its row have gone in the meantime, it is put back.
    ///
    /// # Errors
    /// As [`Store::insert`].
    pub fn update(&self, attempt: &Attempt) -> Result<(), Failure> {
        self.in_one_go(|store| store.write(&format!("{INSERT}{OR_UPDATE}"), attempt))
    }

    fn write(&self, sql: &str, attempt: &Attempt) -> Result<(), Failure> {
        let failed = |error| self.failure(&format!("writing attempt {}", attempt.id), error);
        let json = JsonColumns::of(attempt)?;
        let mut statement = self.connection.prepare_cached(sql).map_err(failed)?;
        let row = named_params! {
            ":id": attempt.id.0,
            ":schema": attempt.schema,
            ":recorded_at": moment_text(attempt.recorded_at),
            ":state": attempt.state.name(),
            ":prompt": attempt.prompt.as_ref().map(|prompt| &prompt.0),
            ":language": attempt.language.code(),
            ":file": self.path_to_column(&attempt.file)?,
            ":file_sha256": attempt.file_sha256,
            ":duration_s": attempt.duration_s.map(|length| length.0),
            ":recording": json.recording,
            ":transcript": json.transcript,
            ":measurements": json.measurements,
            ":coverage": json.coverage,
            ":scorecard": json.scorecard,
            ":follows": attempt.follows.as_ref().map(|follows| &follows.0),
            ":labels": json.labels,
            ":session": attempt.session.as_ref().map(|session| &session.0),
            ":question": attempt.question,
        };
        statement.execute(row).map_err(failed)?;
        self.summarise(attempt)
    }

    /// # Errors
    /// `Kind::Unknown` where there is no such attempt, `Kind::Storage` where the database cannot be written.
    pub fn set_state(&self, id: &AttemptId, state: AttemptState) -> Result<(), Failure> {
        let failed = |error| self.failure(&format!("setting the state of attempt {id}"), error);
        self.in_one_go(|store| {
            let set = |table: &str| store.connection.execute(&format!("UPDATE {table} SET state = ?2 WHERE id = ?1"), [id.0.as_str(), state.name()]);
            match set("attempts").and_then(|rows| set("summaries").map(|_| rows)).map_err(failed)? {
                0 => Err(self.unknown(&id.0)),
                _ => Ok(()),
            }
        })
    }

    /// Takes the row out for good, and its session where nothing else is left of it; the audio is not touched.
    ///
    /// # Errors
    /// `Kind::Storage` where the database cannot be written.
    pub fn remove(&self, id: &AttemptId) -> Result<(), Failure> {
        let failed = |error| self.failure(&format!("removing attempt {id}"), error);
        self.in_one_go(|store| {
            store.connection.execute("DELETE FROM attempts WHERE id = ?1", [&id.0]).map_err(failed)?;
            store.remove_empty_sessions()
        })
    }

    /// The attempts that `filter` lets through, newest first.
    ///
    /// # Errors
    /// `Kind::Storage` where the database or an attempt in it cannot be read.
    pub fn history(&self, filter: &Filter) -> Result<Vec<Attempt>, Failure> {
        let failed = |error| self.failure("reading attempts", error);
        let sql = "SELECT * FROM attempts
            WHERE (:prompt IS NULL OR prompt = :prompt) AND state IN (SELECT value FROM json_each(:states))
            ORDER BY recorded_at DESC, rowid DESC LIMIT :limit";
        let states: Vec<_> = filter.states.iter().map(|state| state.name()).collect();
        let limit = filter.limit.map_or(-1, |limit| i64::try_from(limit).unwrap_or(i64::MAX)); // -1: no limit
        let mut statement = self.connection.prepare_cached(sql).map_err(failed)?;
        let parameters = named_params! {
            ":prompt": filter.prompt.as_ref().map(|prompt| &prompt.0),
            ":states": serde_json::json!(states).to_string(),
            ":limit": limit,
        };
        let rows = statement.query_map(parameters, StoredAttempt::read).map_err(failed)?;
        rows.map(|row| self.attempt(row.map_err(failed)?)).collect()
    }

    /// The attempt that the user means: an id, the beginning of exactly one, or `last` for the newest complete one. An id is found in any
    /// state; a beginning only among attempts that the history shows.
    ///
    /// # Errors
    /// `Kind::Unknown` where that is no attempt or several, saying which exist and are close; `Kind::Storage` where it cannot be read.
    pub fn find(&self, name: &str) -> Result<Attempt, Failure> {
        let name = name.trim().to_lowercase();
        if name == "last" {
            let newest = Filter { states: vec![AttemptState::Complete], limit: Some(1), ..Filter::default() };
            return self.history(&newest)?.pop().ok_or_else(no_attempts);
        }
        if let Some(attempt) = self.by_id(&name)? {
            return Ok(attempt);
        }
        let shown = self.shown_ids()?;
        let matching: Vec<_> = shown.iter().filter(|id| !name.is_empty() && id.starts_with(&name)).collect();
        match matching.as_slice() {
            [] => Err(unknown_among(&name, &shown)),
            [id] => self.by_id(id)?.ok_or_else(|| unknown_among(&name, &shown)),
            several => Err(ambiguous(&name, several)),
        }
    }

    /// An id that no attempt has, in any state. The same seed and the same database give the same id; ids grow when short ones are taken.
    ///
    /// # Errors
    /// `Kind::Storage` where the database cannot be read.
    pub fn new_id(&self, seed: u64) -> Result<AttemptId, Failure> {
        for attempt in 0.. {
            let letters = id_letters(seed.wrapping_add(attempt));
            for length in SHORTEST_ID..=LONGEST_ID {
                let id = &letters[..length];
                if !self.is_taken(id)? {
                    return Ok(AttemptId(id.to_owned()));
                }
            }
        }
        unreachable!("the seeds of a u64 are never all taken")
    }

    fn is_taken(&self, id: &str) -> Result<bool, Failure> {
        let sql = "SELECT EXISTS (SELECT 1 FROM attempts WHERE id = ?1)";
        self.connection.query_row(sql, [id], |row| row.get(0)).map_err(|error| self.failure("looking for a free id", error))
    }

    pub(super) fn by_id(&self, id: &str) -> Result<Option<Attempt>, Failure> {
        let found = self.connection.query_row("SELECT * FROM attempts WHERE id = ?1", [id], StoredAttempt::read).optional();
        found.map_err(|error| self.failure(&format!("reading attempt {id}"), error))?.map(|stored| self.attempt(stored)).transpose()
    }

    /// The ids that the history shows, newest first.
    fn shown_ids(&self) -> Result<Vec<String>, Failure> {
        let failed = |error| self.failure("reading ids", error);
        let sql = "SELECT id FROM attempts WHERE state IN ('complete', 'unfinished', 'recording') ORDER BY recorded_at DESC, rowid DESC";
        let mut statement = self.connection.prepare_cached(sql).map_err(failed)?;
        let ids = statement.query_map([], |row| row.get(0)).map_err(failed)?;
        ids.collect::<Result<_, _>>().map_err(failed)
    }

    /// The files of all attempts, in any state.
    pub(super) fn files(&self) -> Result<BTreeSet<PathBuf>, Failure> {
        let failed = |error| self.failure("reading file names", error);
        let mut statement = self.connection.prepare_cached("SELECT file FROM attempts").map_err(failed)?;
        let files = statement.query_map([], |row| path_from_column(row.get_ref(0)?)).map_err(failed)?;
        files.map(|file| Ok(absolute(self.root.as_deref(), &file.map_err(failed)?))).collect()
    }

    fn unknown(&self, name: &str) -> Failure {
        match self.shown_ids() {
            Ok(shown) => unknown_among(name, &shown),
            Err(failure) => failure,
        }
    }

    pub(super) fn attempt(&self, stored: StoredAttempt) -> Result<Attempt, Failure> {
        let id = stored.id.clone();
        stored.into_attempt(self.root.as_deref()).map_err(|reason| {
            Failure::new(Kind::Storage, msg!("store-attempt-unreadable", file = &self.file, id = &id)).because(format!("attempt {id}: {reason}"))
        })
    }

    /// Relative to the data folder where it lies inside, so that the folder can be moved.
    pub(super) fn path_to_column(&self, path: &Path) -> Result<Value, Failure> {
        let path = std::path::absolute(path).map_err(|error| super::home::unwritable(path, "making the path absolute", error))?;
        let inside = self.root.as_deref().and_then(|root| path.strip_prefix(root).ok());
        Ok(match inside {
            Some(inside) => {
                let names: Option<Vec<_>> = inside.iter().map(|name| name.to_str()).collect();
                names.map_or_else(|| path_value(inside), |names| Value::Text(names.join("/")))
            }
            None => path_value(&path),
        })
    }
}

fn no_attempts() -> Failure {
    Failure::new(Kind::Unknown, msg!("store-no-attempts")).hint(msg!("store-no-attempts-hint"))
}

fn ambiguous(name: &str, matching: &[&String]) -> Failure {
    let named: Vec<_> = matching.iter().take(NAMED_IN_HINT).map(|id| id.as_str()).collect();
    Failure::new(Kind::Unknown, msg!("store-attempt-ambiguous", name = name, count = matching.len()))
        .hint(msg!("store-attempt-ambiguous-hint", ids = named.join(", ")))
}

/// `shown`: the ids there are, newest first.
fn unknown_among(name: &str, shown: &[String]) -> Failure {
    if shown.is_empty() {
        return no_attempts();
    }
    let newest: Vec<_> = shown.iter().take(NAMED_IN_HINT).map(String::as_str).collect();
    let failure = Failure::new(Kind::Unknown, msg!("store-attempt-unknown", name = name));
    let near = near_ids(name, shown);
    match near.is_empty() {
        true => failure.hint(msg!("store-attempt-newest", newest = newest.join(", "))),
        false => failure.hint(msg!("store-attempt-near", near = near.join(", "), newest = newest.join(", "))),
    }
}

/// Ids that one or two slips of the finger lead to, nearest first.
fn near_ids<'a>(name: &str, ids: &'a [String]) -> Vec<&'a str> {
    let distance = |id: &str| strsim::damerau_levenshtein(name, id);
    let slips = if name.len() < SHORTEST_ID { 1 } else { 2 };
    let mut near: Vec<_> = ids.iter().map(|id| (distance(id), id.as_str())).filter(|&(distance, _)| distance <= slips).collect();
    near.sort_by_key(|&(distance, _)| distance);
    near.into_iter().take(NAMED_IN_HINT).map(|(_, id)| id).collect()
}

/// Twelve letters from a seed; near seeds give letters that have nothing in common (SplitMix64: Steele, Lea, Flood 2014).
fn id_letters(seed: u64) -> String {
    let mut z = seed.wrapping_add(0x9E37_79B9_7F4A_7C15);
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^= z >> 31;
    let base = ID_LETTERS.len() as u64;
    let mut letters = String::with_capacity(LONGEST_ID);
    for _ in 0..LONGEST_ID {
        letters.push(char::from(ID_LETTERS[(z % base) as usize]));
        z /= base;
    }
    letters
}

/// UTC with nine decimals: exact, and the order of the text is the order in time.
pub(super) fn moment_text(moment: Timestamp) -> String {
    format!("{moment:.9}")
}

pub(super) fn read_moment(text: &str) -> Option<Timestamp> {
    text.parse().ok()
}

fn path_value(path: &Path) -> Value {
    match path.to_str() {
        Some(text) => Value::Text(text.to_owned()),
        #[cfg(unix)]
        None => Value::Blob(std::os::unix::ffi::OsStrExt::as_bytes(path.as_os_str()).to_vec()),
        #[cfg(not(unix))]
        None => Value::Text(path.to_string_lossy().into_owned()),
    }
}

pub(super) fn path_from_column(value: ValueRef<'_>) -> rusqlite::Result<PathBuf> {
    match value {
        #[cfg(unix)]
        ValueRef::Blob(bytes) => Ok(PathBuf::from(<std::ffi::OsStr as std::os::unix::ffi::OsStrExt>::from_bytes(bytes))),
        text => Ok(PathBuf::from(text.as_str()?)),
    }
}

/// What is stored relative lies in the data folder; an absolute path stays as it is.
pub(super) fn absolute(root: Option<&Path>, stored: &Path) -> PathBuf {
    root.map_or_else(|| stored.to_owned(), |root| root.join(stored))
}

/// The parts of an attempt that are stored as JSON.
struct JsonColumns {
    recording: Option<String>,
    transcript: Option<String>,
    measurements: Option<String>,
    coverage: Option<String>,
    scorecard: Option<String>,
    labels: Option<String>,
}

impl JsonColumns {
    fn of(attempt: &Attempt) -> Result<Self, Failure> {
        let failed = |reason: String| {
            Failure::new(Kind::Broken, msg!("store-attempt-unwritable", id = &attempt.id.0)).because(format!("attempt {}: {reason}", attempt.id))
        };
        Ok(Self {
            recording: to_json("recording", attempt.recording.as_ref()).map_err(failed)?,
            transcript: to_json("transcript", attempt.transcript.as_ref()).map_err(failed)?,
            measurements: to_json("measurements", attempt.measurements.as_ref()).map_err(failed)?,
            coverage: to_json("coverage", attempt.coverage.as_ref()).map_err(failed)?,
            scorecard: to_json("scorecard", attempt.scorecard.as_ref()).map_err(failed)?,
            labels: to_json("labels", Some(&attempt.labels).filter(|labels| **labels != Labels::default())).map_err(failed)?,
        })
    }
}

/// Reads back what it wrote before it lets go of it: JSON has no word for "not a number", and what cannot be read is as good as lost.
fn to_json<T: Serialize + DeserializeOwned>(column: &str, value: Option<&T>) -> Result<Option<String>, String> {
    let text = value.map(serde_json::to_string).transpose().map_err(|error| format!("{column}: {error}"))?;
    from_json::<T>(column, text.as_deref())?;
    Ok(text)
}

fn from_json<T: DeserializeOwned>(column: &str, text: Option<&str>) -> Result<Option<T>, String> {
    text.map(serde_json::from_str).transpose().map_err(|error| format!("{column}: {error}"))
}

/// A row as SQLite gives it, before its texts are read.
pub(super) struct StoredAttempt {
    id: String,
    schema: u32,
    recorded_at: String,
    state: String,
    prompt: Option<String>,
    follows: Option<String>,
    session: Option<String>,
    question: Option<String>,
    language: String,
    file: PathBuf,
    file_sha256: Option<String>,
    duration_s: Option<f64>,
    json: JsonColumns,
}

impl StoredAttempt {
    pub(super) fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: row.get("id")?,
            schema: row.get("schema")?,
            recorded_at: row.get("recorded_at")?,
            state: row.get("state")?,
            prompt: row.get("prompt")?,
            follows: row.get("follows")?,
            session: row.get("session")?,
            question: row.get("question")?,
            language: row.get("language")?,
            file: path_from_column(row.get_ref("file")?)?,
            file_sha256: row.get("file_sha256")?,
            duration_s: row.get("duration_s")?,
            json: JsonColumns {
                recording: row.get("recording")?,
                transcript: row.get("transcript")?,
                measurements: row.get("measurements")?,
                coverage: row.get("coverage")?,
                scorecard: row.get("scorecard")?,
                labels: row.get("labels")?,
            },
        })
    }

    /// # Errors
    /// Says which column cannot be read.
    fn into_attempt(self, root: Option<&Path>) -> Result<Attempt, String> {
        let unreadable = |column: &str, value: &str| format!("{column}: {value:?}");
        let state = AttemptState::of_name(&self.state).ok_or_else(|| unreadable("state", &self.state))?;
        Ok(Attempt {
            schema: self.schema,
            id: AttemptId(self.id),
            recorded_at: read_moment(&self.recorded_at).ok_or_else(|| unreadable("recorded_at", &self.recorded_at))?,
            file: absolute(root, &self.file),
            file_sha256: self.file_sha256,
            state,
            labels: from_json("labels", self.json.labels.as_deref())?.unwrap_or_default(),
            prompt: self.prompt.map(PromptId),
            follows: self.follows.map(AttemptId),
            session: self.session.map(SessionId),
            question: self.question,
            language: Language::from_code(&self.language).ok_or_else(|| unreadable("language", &self.language))?,
            duration_s: self.duration_s.map(crate::domain::Seconds),
            recording: from_json("recording", self.json.recording.as_deref())?,
            transcript: from_json("transcript", self.json.transcript.as_deref())?,
            measurements: from_json("measurements", self.json.measurements.as_deref())?,
            coverage: from_json("coverage", self.json.coverage.as_deref())?,
            scorecard: from_json("scorecard", self.json.scorecard.as_deref())?,
        })
    }
}
