//! A copy of everything for another machine, and its way back in. The copy's `mynah.db` is a database like any other, so nothing is lost between the two.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use rusqlite::params;

use super::{Home, Store};
use crate::domain::Failure;

/// What came in from an archive.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Taken {
    pub attempts: usize,
    /// Attempts that were here already.
    pub known: usize,
    /// Notes that are here already, or whose stories and questions go by names that others have here.
    pub notes_left: Vec<String>,
}

impl Store {
    /// Writes the whole database to `file`, which must not be there.
    ///
    /// # Errors
    /// `Kind::Storage` where it cannot be written.
    pub fn copy_to(&self, file: &Path) -> Result<(), Failure> {
        super::home::make_private_file(file)?;
        let written = self.connection.execute("VACUUM INTO ?1", [file.to_string_lossy()]);
        written.map(|_| ()).map_err(|error| super::sqlite::failure(file, "copying the database", error))
    }

    /// Takes in what the database `archive` has and this one lacks, with the recordings in `recordings`: attempts, the schedule where the archive's is newer,
    /// and notes that are not here. Attempts whose id another one has here get a new one from `seed`. All of it, or nothing.
    ///
    /// # Errors
    /// `Kind::Storage` where either cannot be read or written.
    pub fn take_in(&self, archive: &Path, recordings: &Path, home: &Home, seed: u64) -> Result<Taken, Failure> {
        // A copy: an older archive is brought up to date, and ids are changed in it.
        let folder = tempfile::tempdir_in(home.root()).map_err(|error| super::home::unwritable(home.root(), "making a folder", error))?;
        let copy = Home::at(folder.path().join("archive"));
        copy.prepare()?;
        std::fs::copy(archive, copy.db()).map_err(|error| super::home::unwritable(&copy.db(), "copying", error))?;
        drop(Self::open(&copy)?);
        let failed = |error| self.failure("reading the archive", error);
        self.connection.execute("ATTACH ?1 AS archive", [copy.db().to_string_lossy()]).map_err(failed)?;
        let mut copied = Vec::new();
        let taken = self.in_one_go(|store| store.merge(recordings, home, seed, &mut copied));
        if taken.is_err() {
            copied.iter().for_each(|file| drop(std::fs::remove_file(file)));
        }
        self.connection.execute("DETACH archive", []).map_err(failed)?;
        let taken = taken?;
        self.summarise_all()?;
        Ok(taken)
    }

    fn merge(&self, recordings: &Path, home: &Home, seed: u64, copied: &mut Vec<PathBuf>) -> Result<Taken, Failure> {
        let failed = |error| self.failure("taking in the archive", error);
        let run = |sql: &str| self.connection.execute(sql, []).map_err(failed);
        run("DELETE FROM archive.summaries")?;
        let known = run("DELETE FROM archive.attempts WHERE EXISTS
            (SELECT 1 FROM main.attempts AS here WHERE here.id = archive.attempts.id AND here.recorded_at = archive.attempts.recorded_at)")?;
        self.rename_clashing(seed)?;
        self.copy_recordings(recordings, home, copied)?;
        run("INSERT OR IGNORE INTO main.sessions SELECT * FROM archive.sessions AS new WHERE EXISTS
            (SELECT 1 FROM archive.attempts AS attempt WHERE attempt.session = new.id)")?;
        let attempts = run("INSERT INTO main.attempts SELECT * FROM archive.attempts")?;
        run("INSERT OR IGNORE INTO main.to_summarise SELECT id FROM archive.attempts")?;
        run("INSERT OR REPLACE INTO main.reviews SELECT * FROM archive.reviews AS new WHERE NOT EXISTS
            (SELECT 1 FROM main.reviews AS here WHERE here.prompt = new.prompt AND here.language = new.language AND here.reviewed_at >= new.reviewed_at)")?;
        Ok(Taken { attempts, known, notes_left: self.take_notes()? })
    }

    /// Ids that other attempts have here, or had, are given anew in the archive.
    fn rename_clashing(&self, seed: u64) -> Result<(), Failure> {
        let failed = |error| self.failure("taking in the archive", error);
        let clashing = self.strings("SELECT id FROM archive.attempts WHERE id IN (SELECT id FROM main.attempts)")?;
        let mut taken: BTreeSet<String> = self.strings("SELECT id FROM archive.attempts")?.into_iter().collect();
        let mut seed = seed;
        for id in &clashing {
            let new = loop {
                let new = self.new_id(seed)?;
                seed = seed.wrapping_add(1);
                if taken.insert(new.0.clone()) {
                    break new;
                }
            };
            for sql in ["UPDATE archive.attempts SET id = ?2 WHERE id = ?1", "UPDATE archive.attempts SET follows = ?2 WHERE follows = ?1"] {
                self.connection.execute(sql, params![id, new.0]).map_err(failed)?;
            }
        }
        Ok(())
    }

    /// Copies the recordings of the archive's attempts; one whose name is taken here gets another.
    fn copy_recordings(&self, recordings: &Path, home: &Home, copied: &mut Vec<PathBuf>) -> Result<(), Failure> {
        let failed = |error| self.failure("taking in the archive", error);
        for file in self.strings("SELECT DISTINCT file FROM archive.attempts WHERE typeof(file) = 'text' AND file LIKE 'recordings/%'")? {
            let Some(name) = Path::new(&file).file_name() else { continue };
            let source = recordings.join(name);
            if !source.exists() {
                continue; // its figures are worth having without it
            }
            let target = free_name(&home.recordings(), name);
            copy_private(&source, &target)?;
            copied.push(target.clone());
            let new = format!("recordings/{}", target.file_name().unwrap_or_default().to_string_lossy());
            self.connection.execute("UPDATE archive.attempts SET file = ?2 WHERE file = ?1", params![file, new]).map_err(failed)?;
        }
        Ok(())
    }

    /// Takes the notes that are not here, each with its stories, questions and drafts, and what was said of its stories; returns the others.
    fn take_notes(&self) -> Result<Vec<String>, Failure> {
        let failed = |error| self.failure("taking in the archive", error);
        let clash = |table: &str| format!("SELECT note FROM archive.{table} WHERE id IN (SELECT id FROM main.{table})");
        let left: BTreeSet<String> = self
            .strings(&format!(
                "SELECT name FROM archive.notes WHERE name IN (SELECT name FROM main.notes) OR name IN ({}) OR name IN ({})",
                clash("stories"),
                clash("questions")
            ))?
            .into_iter()
            .collect();
        for note in self.strings("SELECT name FROM archive.notes")?.iter().filter(|note| !left.contains(*note)) {
            for (table, column) in [("notes", "name"), ("stories", "note"), ("questions", "note"), ("drafts", "note")] {
                let sql = format!("INSERT INTO main.{table} SELECT * FROM archive.{table} WHERE {column} = ?1");
                self.connection.execute(&sql, [note]).map_err(failed)?;
            }
            let of_note = "(SELECT id FROM archive.stories WHERE note = ?1)";
            for table in ["story_links", "story_translations"] {
                let sql = format!("INSERT OR IGNORE INTO main.{table} SELECT * FROM archive.{table} WHERE story IN {of_note}");
                self.connection.execute(&sql, [note]).map_err(failed)?;
            }
        }
        Ok(left.into_iter().collect())
    }

    fn strings(&self, sql: &str) -> Result<Vec<String>, Failure> {
        let failed = |error| self.failure("taking in the archive", error);
        let mut statement = self.connection.prepare(sql).map_err(failed)?;
        let rows = statement.query_map([], |row| row.get(0)).map_err(failed)?;
        rows.collect::<Result<_, _>>().map_err(failed)
    }
}

/// Copies a file for its owner only: under a temporary name until it is whole.
///
/// # Errors
/// `Kind::Storage`, naming the file that could not be written.
pub fn copy_private(source: &Path, target: &Path) -> Result<(), Failure> {
    let failed = |error| super::home::unwritable(target, "copying", error);
    let folder = target.parent().unwrap_or(Path::new("."));
    let mut new = tempfile::NamedTempFile::new_in(folder).map_err(failed)?; // 0600 where there are modes
    let mut old = std::fs::File::open(source).map_err(failed)?;
    std::io::copy(&mut old, &mut new).and_then(|_| new.as_file().sync_all()).map_err(failed)?;
    new.persist_noclobber(target).map(|_| ()).map_err(|error| failed(error.error))
}

/// `name`, or with a number before its ending where a file goes by it.
fn free_name(folder: &Path, name: &std::ffi::OsStr) -> PathBuf {
    let (stem, ending) = (Path::new(name).file_stem().unwrap_or(name), Path::new(name).extension().unwrap_or_default());
    let numbered = |number: usize| folder.join(format!("{}-{number}.{}", stem.to_string_lossy(), ending.to_string_lossy()));
    let names = std::iter::once(folder.join(name)).chain((2..).map(numbered));
    names.into_iter().find(|path| !path.exists()).unwrap_or_else(|| folder.join(name))
}
