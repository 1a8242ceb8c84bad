//! What was imported from the candidate's notes: stories, questions, drafts; and the links between stories and prompts.

use std::path::{Path, PathBuf};

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, named_params, params};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::Store;
use super::attempts::moment_text;
use crate::domain::{AttemptId, Draft, Failure, Kind, Material, OwnQuestion, PromptId, Story, StoryId, StoryLink, StoryTranslation, Ties};
use crate::msg;

/// Where a note lay when it was imported, and what it held.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoteFile {
    /// Its file name; two notes of one name are told apart by who asks.
    pub name: String,
    pub path: PathBuf,
    pub sha256: String,
}

impl Store {
    /// What is kept of the note `name`: what stands in it, and what once stood in it.
    ///
    /// # Errors
    /// `Kind::Storage` where the database cannot be read.
    pub fn material_of(&self, name: &str) -> Result<(Material, Material), Failure> {
        let of = |gone: i64| {
            Ok(Material {
                stories: self.read_json("SELECT story FROM stories WHERE note = ?1 AND gone = ?2 ORDER BY position", params![name, gone])?,
                questions: self.read_json("SELECT question FROM questions WHERE note = ?1 AND gone = ?2 ORDER BY position", params![name, gone])?,
                drafts: Vec::new(), // they have no ids to keep
            })
        };
        Ok((of(0)?, of(1)?))
    }

    /// The stories of all notes.
    ///
    /// # Errors
    /// `Kind::Storage` where the database cannot be read.
    pub fn stories(&self) -> Result<Vec<Story>, Failure> {
        self.read_json("SELECT story FROM stories WHERE gone = 0 ORDER BY note, position", [])
    }

    /// The questions of all notes.
    ///
    /// # Errors
    /// `Kind::Storage` where the database cannot be read.
    pub fn own_questions(&self) -> Result<Vec<OwnQuestion>, Failure> {
        self.read_json("SELECT question FROM questions WHERE gone = 0 ORDER BY note, position", [])
    }

    /// The answers written out in all notes.
    ///
    /// # Errors
    /// `Kind::Storage` where the database cannot be read.
    pub fn drafts(&self) -> Result<Vec<Draft>, Failure> {
        self.read_json("SELECT draft FROM drafts ORDER BY note, position", [])
    }

    /// The numbers above all that ids of stories (`s7`) and questions (`my.7`) ever had.
    ///
    /// # Errors
    /// `Kind::Storage` where the database cannot be read.
    pub fn next_numbers(&self) -> Result<(usize, usize), Failure> {
        let failed = |error| self.failure("looking for free ids", error);
        let highest = |sql: &str| self.connection.query_row(sql, [], |row| row.get::<_, i64>(0)).map_err(failed);
        let story = highest("SELECT coalesce(max(CAST(substr(id, 2) AS INTEGER)), 0) FROM stories")?;
        let question = highest("SELECT coalesce(max(CAST(substr(id, 4) AS INTEGER)), 0) FROM questions")?;
        Ok((story as usize + 1, question as usize + 1))
    }

    /// The note that was imported under this name, if one was.
    ///
    /// # Errors
    /// `Kind::Storage` where the database cannot be read.
    pub fn note(&self, name: &str) -> Result<Option<NoteFile>, Failure> {
        let sql = "SELECT name, file, file_sha256 FROM notes WHERE name = ?1";
        let read = |row: &rusqlite::Row<'_>| Ok(NoteFile { name: row.get(0)?, path: PathBuf::from(row.get::<_, String>(1)?), sha256: row.get(2)? });
        self.connection.query_row(sql, [name], read).optional().map_err(|error| self.failure("reading notes", error))
    }

    /// Keeps `material` as what stands in the note now; what stood in it before and does no longer is kept as gone. All of it or, where anything
    /// fails, nothing.
    ///
    /// # Errors
    /// `Kind::Storage` where the database cannot be written.
    pub fn save_material(&self, note: &NoteFile, material: &Material, now: Timestamp) -> Result<(), Failure> {
        let failed = |error| self.failure(&format!("importing {}", note.name), error);
        let stories = jsons(material.stories.iter().map(|story| (story.id.0.as_str(), story)))?;
        let questions = jsons(material.questions.iter().map(|question| (question.id.0.as_str(), question)))?;
        let drafts = jsons(material.drafts.iter().map(|draft| ("", draft)))?;
        self.in_one_go(|store| {
            let connection = &store.connection;
            write_note(connection, note, now).map_err(failed)?;
            write_rows(connection, "stories", "story", &note.name, &stories).map_err(failed)?;
            write_rows(connection, "questions", "question", &note.name, &questions).map_err(failed)?;
            write_drafts(connection, &note.name, &drafts).map_err(failed)
        })
    }

    /// What the user says of his stories, those no longer in a note as well.
    ///
    /// # Errors
    /// `Kind::Storage` where the database cannot be read.
    pub fn ties(&self) -> Result<Ties, Failure> {
        let link = |row: &rusqlite::Row<'_>| Ok(StoryLink { story: StoryId(row.get(0)?), prompt: PromptId(row.get(1)?), linked: row.get(2)? });
        let pair = |row: &rusqlite::Row<'_>| Ok(StoryTranslation { story: StoryId(row.get(0)?), translation: StoryId(row.get(1)?) });
        Ok(Ties {
            links: self.rows("SELECT story, prompt, linked FROM story_links ORDER BY story, prompt", link)?,
            translations: self.rows("SELECT story, translation FROM story_translations ORDER BY story", pair)?,
        })
    }

    fn rows<T>(&self, sql: &str, read: impl Fn(&rusqlite::Row<'_>) -> rusqlite::Result<T>) -> Result<Vec<T>, Failure> {
        let failed = |error| self.failure("reading what stories are linked to", error);
        let mut statement = self.connection.prepare_cached(sql).map_err(failed)?;
        let rows = statement.query_map([], read).map_err(failed)?;
        rows.collect::<Result<_, _>>().map_err(failed)
    }

    /// Says that two stories tell the same; whatever either was paired with before, it is no longer.
    ///
    /// # Errors
    /// `Kind::Storage` where the database cannot be written.
    pub fn pair_stories(&self, pair: &StoryTranslation) -> Result<(), Failure> {
        let failed = |error| self.failure("pairing stories", error);
        let row = params![pair.story.0, pair.translation.0];
        self.in_one_go(|store| {
            let connection = &store.connection;
            connection.execute("DELETE FROM story_translations WHERE story IN (?1, ?2) OR translation IN (?1, ?2)", row).map_err(failed)?;
            connection.execute("INSERT INTO story_translations (story, translation) VALUES (?1, ?2)", row).map_err(failed)?;
            Ok(())
        })
    }

    /// Takes that back; whether they were a pair.
    ///
    /// # Errors
    /// `Kind::Storage` where the database cannot be written.
    pub fn part_stories(&self, pair: &StoryTranslation) -> Result<bool, Failure> {
        let sql = "DELETE FROM story_translations WHERE (story = ?1 AND translation = ?2) OR (story = ?2 AND translation = ?1)";
        let parted = self.connection.execute(sql, params![pair.story.0, pair.translation.0]);
        parted.map(|rows| rows > 0).map_err(|error| self.failure("parting stories", error))
    }

    /// Says that a story serves a prompt, or that it does not.
    ///
    /// # Errors
    /// `Kind::Storage` where the database cannot be written.
    pub fn link_story(&self, link: &StoryLink) -> Result<(), Failure> {
        let sql =
            "INSERT INTO story_links (story, prompt, linked) VALUES (?1, ?2, ?3) ON CONFLICT (story, prompt) DO UPDATE SET linked = excluded.linked";
        let row = params![link.story.0, link.prompt.0, link.linked];
        self.connection.execute(sql, row).map(|_| ()).map_err(|error| self.failure("linking a story", error))
    }

    /// In which attempts a story was told, newest first, with the prompt that was answered.
    ///
    /// # Errors
    /// `Kind::Storage` where the database cannot be read.
    pub fn told_stories(&self) -> Result<Vec<(StoryId, AttemptId, Option<PromptId>)>, Failure> {
        let failed = |error| self.failure("reading which stories were told", error);
        let sql = "SELECT json_extract(coverage, '$.told'), id, prompt FROM attempts
            WHERE state IN ('complete', 'unfinished') AND json_extract(coverage, '$.told') IS NOT NULL ORDER BY recorded_at DESC, rowid DESC";
        let mut statement = self.connection.prepare_cached(sql).map_err(failed)?;
        let read = |row: &rusqlite::Row<'_>| Ok((StoryId(row.get(0)?), AttemptId(row.get(1)?), row.get::<_, Option<String>>(2)?.map(PromptId)));
        let rows = statement.query_map([], read).map_err(failed)?;
        rows.collect::<Result<_, _>>().map_err(failed)
    }

    fn read_json<T: DeserializeOwned>(&self, sql: &str, parameters: impl rusqlite::Params) -> Result<Vec<T>, Failure> {
        let failed = |error| self.failure("reading imported notes", error);
        let mut statement = self.connection.prepare_cached(sql).map_err(failed)?;
        let rows = statement.query_map(parameters, |row| row.get::<_, String>(0)).map_err(failed)?;
        rows.map(|row| serde_json::from_str(&row.map_err(failed)?).map_err(|error| unreadable(&self.file, error))).collect()
    }
}

fn unreadable(file: &Path, error: serde_json::Error) -> Failure {
    Failure::new(Kind::Storage, msg!("store-material-unreadable", file = file)).because(error)
}

fn jsons<'a, T: Serialize + 'a>(rows: impl Iterator<Item = (&'a str, &'a T)>) -> Result<Vec<(&'a str, String)>, Failure> {
    let write = |(id, value)| Ok((id, serde_json::to_string(value)?));
    rows.map(write)
        .collect::<Result<_, serde_json::Error>>()
        .map_err(|error| Failure::new(Kind::Broken, msg!("store-material-unwritable")).because(error))
}

fn write_note(connection: &Connection, note: &NoteFile, now: Timestamp) -> rusqlite::Result<()> {
    let sql = "INSERT INTO notes (name, file, file_sha256, imported_at) VALUES (:name, :file, :sha256, :now)
        ON CONFLICT (name) DO UPDATE SET file = excluded.file, file_sha256 = excluded.file_sha256, imported_at = excluded.imported_at";
    let file = note.path.to_string_lossy();
    let row = named_params! { ":name": note.name, ":file": file, ":sha256": note.sha256, ":now": moment_text(now) };
    connection.execute(sql, row).map(|_| ())
}

/// `table` and `column` are names of ours, never the user's.
fn write_rows(connection: &Connection, table: &str, column: &str, note: &str, rows: &[(&str, String)]) -> rusqlite::Result<()> {
    connection.execute(&format!("UPDATE {table} SET gone = 1 WHERE note = ?1"), [note])?;
    let sql = format!(
        "INSERT INTO {table} (id, note, position, gone, {column}) VALUES (?1, ?2, ?3, 0, ?4)
         ON CONFLICT (id) DO UPDATE SET position = excluded.position, gone = 0, {column} = excluded.{column} WHERE note = excluded.note"
    );
    let mut statement = connection.prepare(&sql)?;
    for (position, (id, json)) in rows.iter().enumerate() {
        // Another import took this id in the meantime: nothing of this one is kept.
        if statement.execute(params![id, note, position as i64, json])? == 0 {
            return Err(rusqlite::Error::StatementChangedRows(0));
        }
    }
    Ok(())
}

fn write_drafts(connection: &Connection, note: &str, rows: &[(&str, String)]) -> rusqlite::Result<()> {
    connection.execute("DELETE FROM drafts WHERE note = ?1", [note])?;
    let mut statement = connection.prepare("INSERT INTO drafts (note, position, draft) VALUES (?1, ?2, ?3)")?;
    for (position, (_, json)) in rows.iter().enumerate() {
        statement.execute(params![note, position as i64, json])?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Language;
    use crate::store::Home;

    fn pair(story: &str, translation: &str) -> StoryTranslation {
        StoryTranslation { story: StoryId(story.to_owned()), translation: StoryId(translation.to_owned()) }
    }

    #[test]
    fn a_story_is_in_one_pair_at_most_and_the_last_counts() {
        #[track_caller]
        fn check(said: &[(&str, &str)], expected: &[(&str, &str)]) {
            let store = Store::in_memory().unwrap();
            said.iter().for_each(|(story, translation)| store.pair_stories(&pair(story, translation)).unwrap());
            let expected: Vec<_> = expected.iter().map(|(story, translation)| pair(story, translation)).collect();
            assert_eq!(store.ties().unwrap().translations, expected, "{said:?}");
        }
        check(&[], &[]);
        check(&[("s1", "s2"), ("s3", "s4")], &[("s1", "s2"), ("s3", "s4")]);
        check(&[("s1", "s2"), ("s1", "s2")], &[("s1", "s2")]);
        check(&[("s1", "s2"), ("s2", "s1")], &[("s2", "s1")]);
        check(&[("s1", "s2"), ("s3", "s2")], &[("s3", "s2")]);
        check(&[("s1", "s2"), ("s3", "s4"), ("s2", "s3")], &[("s2", "s3")]);
    }

    #[test]
    fn a_pair_is_parted_from_either_side_once() {
        let store = Store::in_memory().unwrap();
        store.pair_stories(&pair("s1", "s2")).unwrap();
        assert!(!store.part_stories(&pair("s1", "s3")).unwrap());
        assert!(store.part_stories(&pair("s2", "s1")).unwrap());
        assert!(!store.part_stories(&pair("s1", "s2")).unwrap());
        assert_eq!(store.ties().unwrap(), Ties::default());
    }

    fn story(id: String) -> Story {
        let (title, parts) = (id.clone(), Vec::new());
        Story { id: StoryId(id), title, question: None, prompts: Vec::new(), competency: None, language: Language::Ko, line: 1, parts }
    }

    fn import(store: &Store, name: &str) -> Result<(), Failure> {
        store.in_one_go(|store| {
            let (next, _) = store.next_numbers()?;
            let file = NoteFile { name: name.to_owned(), path: name.into(), sha256: String::new() };
            let material = Material { stories: vec![story(format!("s{next}"))], ..Material::default() };
            store.save_material(&file, &material, Timestamp::UNIX_EPOCH)
        })
    }

    #[test]
    fn notes_imported_at_once_get_ids_of_their_own() {
        const NOTES: usize = 8;
        let folder = tempfile::tempdir().unwrap();
        let home = Home::at(folder.path().to_owned());
        let start = std::sync::Barrier::new(NOTES);
        std::thread::scope(|scope| {
            for number in 0..NOTES {
                let (home, start) = (&home, &start);
                scope.spawn(move || {
                    let store = Store::open(home).unwrap();
                    start.wait();
                    import(&store, &format!("{number}.md")).unwrap();
                });
            }
        });
        assert_eq!(Store::open(&home).unwrap().stories().unwrap().len(), NOTES);
    }

    #[test]
    fn an_import_that_fails_keeps_nothing() {
        let store = Store::in_memory().unwrap();
        import(&store, "first.md").unwrap();
        let file = NoteFile { name: "second.md".to_owned(), path: "second.md".into(), sha256: String::new() };
        let material = Material { stories: vec![story("s2".to_owned()), story("s1".to_owned())], ..Material::default() };
        store.save_material(&file, &material, Timestamp::UNIX_EPOCH).unwrap_err();
        assert_eq!((store.stories().unwrap().len(), store.note("second.md").unwrap()), (1, None));
    }
}
