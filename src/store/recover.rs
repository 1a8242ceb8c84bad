//! Finds what a crash left behind: attempts that were still recording, and audio that belongs to no attempt.

use std::path::{Path, PathBuf};

use jiff::Timestamp;

use super::{Filter, Home, Store};
use crate::domain::{Attempt, AttemptState, Failure, Kind, Language, RecordingFacts, Seconds};
use crate::msg;

/// A recording whose process died, made playable again.
#[derive(Clone, Debug, PartialEq)]
pub struct RecoveredFile {
    /// Where the file is now.
    pub path: PathBuf,
    pub duration: Seconds,
    pub recording: RecordingFacts,
    /// When it was begun, as far as the file tells.
    pub recorded_at: Timestamp,
}

/// Joins the `repaired` files with the attempts that were still recording, and returns what was found, as unfinished attempts, newest first.
///
/// An attempt whose audio is there is kept as unfinished. Audio without an attempt gets one, in `language` (what the user rehearses in by
/// default), with an id from `seed`. An attempt without any audio has nothing to keep, and its row goes; but not while any
/// process holds the [`super::RecordingLock`], for then it may be about to record.
///
/// Call it before taking that lock.
///
/// # Errors
/// `Kind::Storage` where the database or the data folder cannot be used.
pub fn recover(store: &Store, home: &Home, repaired: &[RecoveredFile], language: Language, seed: u64) -> Result<Vec<Attempt>, Failure> {
    let nobody_records = home.lock_for_recovery()?;
    let begun = store.history(&Filter { states: vec![AttemptState::Recording], ..Filter::default() })?;
    let mut found = Vec::new();
    for attempt in begun {
        match repaired.iter().find(|file| same_take(&file.path, &attempt.file)) {
            Some(file) if file.duration > Seconds::ZERO => found.push(keep(store, with_audio(attempt, file))?),
            Some(_) => store.remove(&attempt.id)?,
            None if nobody_records.is_some() => found.extend(settle(store, home, attempt)?),
            None => {}
        }
    }
    let known = store.files()?;
    for file in repaired.iter().filter(|file| file.duration > Seconds::ZERO && !known.contains(&file.path)) {
        found.push(adopt(store, file, language, seed)?);
    }
    found.sort_by_key(|attempt| std::cmp::Reverse(attempt.recorded_at));
    Ok(found)
}

/// A recording keeps its name up to the first dot, while it is temporary and after.
fn same_take(one: &Path, other: &Path) -> bool {
    one == other || (one.parent() == other.parent() && take_name(one).is_some() && take_name(one) == take_name(other))
}

fn take_name(path: &Path) -> Option<&str> {
    path.file_name()?.to_str()?.split('.').find(|name| !name.is_empty())
}

fn with_audio(attempt: Attempt, file: &RecoveredFile) -> Attempt {
    Attempt { file: file.path.clone(), duration_s: Some(file.duration), recording: Some(file.recording), ..attempt }
}

fn keep(store: &Store, attempt: Attempt) -> Result<Attempt, Failure> {
    let attempt = Attempt { state: AttemptState::Unfinished, ..attempt };
    store.update(&attempt)?;
    Ok(attempt)
}

/// An attempt without a repaired file and without a living process: the finished file may be there all the same.
fn settle(store: &Store, home: &Home, attempt: Attempt) -> Result<Option<Attempt>, Failure> {
    if attempt.file.is_file() {
        return keep(store, attempt).map(Some);
    }
    if !has_other_audio(home, &attempt.file)? {
        store.remove(&attempt.id)?;
    }
    Ok(None)
}

/// Whether the take lies in the recordings folder under another name, unrepaired: then its row waits for the repair.
fn has_other_audio(home: &Home, file: &Path) -> Result<bool, Failure> {
    let folder = home.recordings();
    let failed = |error: std::io::Error| {
        Failure::new(Kind::Storage, msg!("store-unreadable", path = &folder)).because(format!("{}: listing: {error}", folder.display()))
    };
    for entry in std::fs::read_dir(&folder).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        if same_take(&entry.path(), file) && entry.metadata().map_err(failed)?.len() > 0 {
            return Ok(true);
        }
    }
    Ok(false)
}

/// A row for audio that has none.
fn adopt(store: &Store, file: &RecoveredFile, language: Language, seed: u64) -> Result<Attempt, Failure> {
    let attempt = Attempt {
        state: AttemptState::Unfinished,
        duration_s: Some(file.duration),
        recording: Some(file.recording),
        ..Attempt::new(store.new_id(seed)?, file.recorded_at, file.path.clone(), language)
    };
    store.insert(&attempt)?;
    Ok(attempt)
}
