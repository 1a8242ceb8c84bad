//! Takes things away for good: audio, figures, and what was made of them.

use std::path::{Path, PathBuf};

use super::{Home, Store};
use crate::domain::{Attempt, Failure, Kind};
use crate::msg;

impl Store {
    /// Takes an attempt away for good: its audio where that lies in the data folder, the reports that were made of it, and everything that was found out.
    /// The audio goes first, so that an interruption leaves an attempt without audio and never audio that nobody knows of.
    ///
    /// # Errors
    /// `Kind::Storage` where a file or the row cannot be taken away.
    pub fn forget(&self, home: &Home, attempt: &Attempt) -> Result<(), Failure> {
        self.forget_recording(home, attempt)?;
        let mut reports = Vec::new();
        reports_of(&home.reports(), attempt, &mut reports);
        reports.iter().try_for_each(|report| take_away(report))?;
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
        let tables = ["attempts", "sessions", "reviews", "story_links", "story_translations", "stories", "questions", "drafts", "notes"];
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

/// Reports of all attempts at once, by the names that mynah gives them.
const OF_ALL: [&str; 2] = ["all", "progress"];

/// Reports below `folder` that tell of the attempt: those with its name in theirs, its session's, or that of the attempt it follows; and those of all.
fn reports_of(folder: &Path, attempt: &Attempt, found: &mut Vec<PathBuf>) {
    let names = [Some(&attempt.id.0), attempt.follows.as_ref().map(|follows| &follows.0), attempt.session.as_ref().map(|session| &session.0)];
    for path in std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()) {
        let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let is_named = |piece: &str| names.iter().flatten().any(|name| *name == piece);
        if path.is_dir() {
            reports_of(&path, attempt, found);
        } else if OF_ALL.contains(&stem.as_str()) || stem.split(|sign: char| !sign.is_alphanumeric()).any(is_named) {
            found.push(path);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::domain::{AttemptId, Language, SessionId};

    #[test]
    fn the_reports_that_tell_of_an_attempt_are_found_wherever_they_lie() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("all-pages")).unwrap();
        let of_it = [
            "bbbb.html",
            "bbbb.srt",
            "aaaa.html",
            "round-2026T1Z.html",
            "round-2026T1Z-sound-cccc.wav",
            "all.html",
            "progress.html",
            "all-pages/bbbb.html",
        ];
        let of_others = ["cccc.html", "round-2026T2Z.html", "all-pages/bbbbb.html", "bbbbb.html", "overall.html"];
        for name in of_it.iter().chain(&of_others) {
            std::fs::write(folder.path().join(name), "").unwrap();
        }
        let attempt = Attempt {
            follows: Some(AttemptId("aaaa".to_owned())),
            session: Some(SessionId("2026T1Z".to_owned())),
            ..Attempt::new(AttemptId("bbbb".to_owned()), jiff::Timestamp::UNIX_EPOCH, PathBuf::new(), Language::Ko)
        };
        let mut found = Vec::new();
        reports_of(folder.path(), &attempt, &mut found);
        let found: BTreeSet<_> = found.iter().map(|path| path.strip_prefix(folder.path()).unwrap().to_string_lossy().into_owned()).collect();
        assert_eq!(found, of_it.iter().map(|name| (*name).to_owned()).collect());
    }
}
