//! Attempts in short: kept beside each attempt whenever it is written, read where many are listed.

use jiff::Timestamp;
use rusqlite::{Row, named_params};
use unicode_normalization::UnicodeNormalization;

use super::Store;
use super::attempts::{absolute, moment_text, path_from_column};
use crate::domain::{Attempt, AttemptState, Failure, Kind, Language, PromptId, Summary};
use crate::msg;

/// Which attempts to list.
#[derive(Clone, Debug, PartialEq)]
pub struct Search {
    /// Only answers to this prompt.
    pub prompt: Option<PromptId>,
    pub language: Option<Language>,
    /// Only attempts in one of these states.
    pub states: Vec<AttemptState>,
    /// Only those with this tag.
    pub tag: Option<String>,
    /// Only those that are marked.
    pub marked: bool,
    /// Only those recorded then or later.
    pub since: Option<Timestamp>,
    /// Only those in which this was said, or whose title, note or tags have it; letters are compared without regard to case.
    pub text: Option<String>,
}

/// What the history shows: answers that were kept, whole or not.
impl Default for Search {
    fn default() -> Self {
        Self {
            prompt: None,
            language: None,
            states: vec![AttemptState::Complete, AttemptState::Unfinished],
            tag: None,
            marked: false,
            since: None,
            text: None,
        }
    }
}

const WRITE: &str = "INSERT OR REPLACE INTO summaries (id, recorded_at, state, prompt, language, file, summary, words)
    VALUES (:id, :recorded_at, :state, :prompt, :language, :file, :summary, :words)";

impl Store {
    /// The attempts that `search` lets through, newest first.
    ///
    /// # Errors
    /// `Kind::Storage` where the database or a summary in it cannot be read.
    pub fn summaries(&self, search: &Search) -> Result<Vec<Summary>, Failure> {
        let failed = |error| self.failure("reading attempts", error);
        let sql = "SELECT id, state, file, summary FROM summaries
            WHERE (:prompt IS NULL OR prompt = :prompt) AND (:language IS NULL OR language = :language)
              AND state IN (SELECT value FROM json_each(:states)) AND (:since IS NULL OR recorded_at >= :since)
              AND (:text IS NULL OR instr(words, :text) > 0)
            ORDER BY recorded_at DESC, rowid DESC";
        let states: Vec<_> = search.states.iter().map(|state| state.name()).collect();
        let mut statement = self.connection.prepare_cached(sql).map_err(failed)?;
        let parameters = named_params! {
            ":prompt": search.prompt.as_ref().map(|prompt| &prompt.0),
            ":language": search.language.map(Language::code),
            ":states": serde_json::json!(states).to_string(),
            ":since": search.since.map(moment_text),
            ":text": search.text.as_deref().map(searchable),
        };
        let read = |row: &Row<'_>| Ok((row.get(0)?, row.get(1)?, path_from_column(row.get_ref(2)?)?, row.get(3)?));
        let rows = statement.query_map(parameters, read).map_err(failed)?;
        let mut found = Vec::new();
        for row in rows {
            let (id, state, file, json): (String, String, _, String) = row.map_err(failed)?;
            let mut summary: Summary = serde_json::from_str(&json).map_err(|error| {
                Failure::new(Kind::Storage, msg!("store-attempt-unreadable", file = &self.file, id = &id)).because(format!("attempt {id}: {error}"))
            })?;
            summary.file = absolute(self.root.as_deref(), &file);
            summary.state = AttemptState::of_name(&state).unwrap_or(summary.state);
            found.push(summary);
        }
        found.retain(|summary| search.tag.as_ref().is_none_or(|tag| summary.labels.tags.contains(tag)) && (!search.marked || summary.labels.marked));
        Ok(found)
    }

    /// Keeps the summary of an attempt that stands in the database.
    pub(super) fn summarise(&self, attempt: &Attempt) -> Result<(), Failure> {
        let failed = |error| self.failure(&format!("writing attempt {}", attempt.id), error);
        let summary = serde_json::to_string(&Summary::of(attempt))
            .map_err(|error| Failure::new(Kind::Broken, msg!("store-attempt-unwritable", id = &attempt.id.0)).because(error))?;
        let mut statement = self.connection.prepare_cached(WRITE).map_err(failed)?;
        let row = named_params! {
            ":id": attempt.id.0,
            ":recorded_at": moment_text(attempt.recorded_at),
            ":state": attempt.state.name(),
            ":prompt": attempt.prompt.as_ref().map(|prompt| &prompt.0),
            ":language": attempt.language.code(),
            ":file": self.path_to_column(&attempt.file)?,
            ":summary": summary,
            ":words": words(attempt),
        };
        statement.execute(row).map(|_| ()).map_err(failed)
    }

    /// Attempts that came without a summary get theirs.
    pub(super) fn summarise_all(&self) -> Result<(), Failure> {
        if self.without_summary()?.is_empty() {
            return Ok(()); // and nobody who writes has to be waited for
        }
        self.in_one_go(|store| {
            for id in store.without_summary()? {
                store.by_id(&id)?.map_or(Ok(()), |attempt| store.summarise(&attempt))?;
            }
            store.connection.execute("DELETE FROM to_summarise", []).map(|_| ()).map_err(|error| store.failure("writing summaries", error))
        })
    }

    fn without_summary(&self) -> Result<Vec<String>, Failure> {
        let failed = |error| self.failure("reading attempts", error);
        let mut statement = self.connection.prepare_cached("SELECT id FROM to_summarise").map_err(failed)?;
        let ids = statement.query_map([], |row| row.get(0)).map_err(failed)?;
        ids.collect::<Result<_, _>>().map_err(failed)
    }
}

fn words(attempt: &Attempt) -> String {
    let said = attempt.transcript.as_ref().map(crate::domain::Transcript::text).unwrap_or_default();
    let labels = &attempt.labels;
    let texts = [labels.title.clone().unwrap_or_default(), labels.note.clone().unwrap_or_default(), labels.tags.join(" "), said];
    searchable(&texts.join("\n"))
}

/// One form for letters that are written in several.
fn searchable(text: &str) -> String {
    text.nfc().flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use rusqlite::Connection;

    use super::super::{Home, migrate};
    use super::*;

    /// The database of a program that knew no summaries yet, with one attempt.
    fn old_home() -> (tempfile::TempDir, Home) {
        let folder = tempfile::tempdir().unwrap();
        let home = Home::at(folder.path().to_owned());
        home.prepare().unwrap();
        let mut connection = Connection::open(home.db()).unwrap();
        migrate::migrate(&mut connection, &home.db(), &migrate::MIGRATIONS[..4]).unwrap();
        let sql = "INSERT INTO attempts (id, schema, recorded_at, state, language, file)
            VALUES ('aaaa', 1, '2026-10-01T12:14:00.000000000Z', 'complete', 'ko', 'recordings/a.wav')";
        connection.execute(sql, []).unwrap();
        (folder, home)
    }

    #[test]
    fn attempts_from_before_there_were_summaries_get_theirs_once() {
        let (_folder, home) = old_home();
        for _ in 0..2 {
            let store = Store::open(&home).unwrap();
            let found = store.summaries(&Search::default()).unwrap();
            assert_eq!(found.iter().map(|summary| summary.id.0.as_str()).collect::<Vec<_>>(), ["aaaa"]);
            assert_eq!(store.without_summary().unwrap(), Vec::<String>::new());
        }
    }
}
