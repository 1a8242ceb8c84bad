//! Takes things away for good: audio, figures, and what was made of them.

use std::path::Path;

use super::{Home, Store};
use crate::domain::{Attempt, AttemptId, Failure, Kind};
use crate::msg;

impl Store {
    /// Takes an attempt away for good: its audio where that lies in the data folder, the reports that were made of it, and everything that was found out.
    /// The audio goes first, so that an interruption leaves an attempt without audio and never audio that nobody knows of.
    ///
    /// # Errors
    /// `Kind::Storage` where a file or the row cannot be taken away.
    pub fn forget(&self, home: &Home, attempt: &Attempt) -> Result<(), Failure> {
        self.forget_recording(home, attempt)?;
        for report in reports_of(home, &attempt.id) {
            take_away(&report)?;
        }
        self.secure()?;
        self.remove(&attempt.id)
    }

    /// Takes the audio of an attempt away and keeps what was found out; whether there was any in the data folder.
    ///
    /// # Errors
    /// `Kind::Storage` where the file cannot be taken away.
    pub fn forget_recording(&self, home: &Home, attempt: &Attempt) -> Result<bool, Failure> {
        let is_ours = attempt.file.starts_with(home.recordings());
        if is_ours && attempt.file.exists() {
            take_away(&attempt.file)?;
            return Ok(true);
        }
        Ok(false)
    }

    /// Takes away everything that was said or written down: attempts, recordings, reports, the schedule, stories, questions and drafts. Models, packs of
    /// questions and settings stay.
    ///
    /// # Errors
    /// `Kind::Storage` where something cannot be taken away, or while a recording runs.
    pub fn forget_all(&self, home: &Home) -> Result<(), Failure> {
        let Some(_nobody_records) = home.lock_for_recovery()? else { return Err(Failure::new(Kind::Storage, msg!("store-recording-runs"))) };
        for folder in [home.recordings(), home.reports()] {
            for entry in std::fs::read_dir(&folder).into_iter().flatten().flatten() {
                take_away(&entry.path())?;
            }
        }
        self.secure()?;
        let tables = ["attempts", "reviews", "story_links", "story_translations", "stories", "questions", "drafts", "notes"];
        let deletes: String = tables.iter().map(|table| format!("DELETE FROM {table};")).collect();
        let all = format!("BEGIN IMMEDIATE; {deletes} COMMIT; VACUUM; PRAGMA wal_checkpoint(TRUNCATE);");
        self.connection.execute_batch(&all).map_err(|error| self.failure("forgetting everything", error))
    }

    /// What is deleted is overwritten.
    fn secure(&self) -> Result<(), Failure> {
        self.connection.pragma_update(None, "secure_delete", true).map_err(|error| self.failure("forgetting", error))
    }
}

fn take_away(path: &Path) -> Result<(), Failure> {
    let taken = if path.is_dir() { std::fs::remove_dir_all(path) } else { std::fs::remove_file(path) };
    taken.map_err(|error| super::home::unwritable(path, "removing", error))
}

/// Reports with the id in their names.
fn reports_of(home: &Home, id: &AttemptId) -> Vec<std::path::PathBuf> {
    let names = |path: &std::path::PathBuf| {
        let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        stem.split(|sign: char| !sign.is_alphanumeric()).any(|piece| piece == id.0)
    };
    std::fs::read_dir(home.reports()).into_iter().flatten().flatten().map(|entry| entry.path()).filter(names).collect()
}
