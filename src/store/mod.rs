//! Keeps attempts and reviews in one SQLite file, and knows where everything else lies in the data folder.
//!
//! A commit is on the disk when the call returns (WAL with `synchronous = FULL`), so neither a kill nor a loss of power takes it back.
//! The audio is not in here: it lies in [`Home::recordings`], and an attempt names its file.

mod archive;
mod attempts;
mod config;
mod forget;
mod home;
mod material;
mod migrate;
mod recover;
mod reviews;
mod sessions;
mod sqlite;
mod summaries;

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use rusqlite::{Connection, Transaction, TransactionBehavior};

use crate::domain::Failure;

pub use archive::{Taken, copy_private};
pub use attempts::Filter;
pub use config::{Config, Key};
pub use home::{Home, RecordingLock};
pub use material::NoteFile;
pub use recover::{RecoveredFile, recover};
pub use summaries::Search;

/// How long a write waits for another process that is writing: far longer than any write of ours takes.
const BUSY_TIMEOUT: Duration = Duration::from_secs(10);

/// Between two tries at what SQLite does not wait for by itself.
const BUSY_RETRY: Duration = Duration::from_millis(5);

/// The database, open.
pub struct Store {
    connection: Connection,
    /// The database file, for messages.
    file: PathBuf,
    /// Files below this folder are stored relative to it, so that the folder can be moved.
    root: Option<PathBuf>,
}

impl Store {
    /// Opens the database of `home`; makes the folder and the database where they are missing, and brings an older one up to date.
    ///
    /// # Errors
    /// `Kind::Storage` where the file cannot be used, is damaged, or was written by a newer mynah. It is left as it was.
    pub fn open(home: &Home) -> Result<Self, Failure> {
        home.prepare()?;
        let file = home.db();
        home::make_private_file(&file)?;
        let connection = Connection::open(&file).map_err(|error| sqlite::failure(&file, "opening", error))?;
        Self::ready(connection, file, Some(home.root().to_owned()))
    }

    /// A database that lives as long as the value: for `--no-save`, and for tests.
    ///
    /// # Errors
    /// `Kind::Storage` where SQLite cannot start.
    pub fn in_memory() -> Result<Self, Failure> {
        let file = PathBuf::from(":memory:");
        let connection = Connection::open_in_memory().map_err(|error| sqlite::failure(&file, "opening", error))?;
        Self::ready(connection, file, None)
    }

    fn ready(mut connection: Connection, file: PathBuf, root: Option<PathBuf>) -> Result<Self, Failure> {
        connection.busy_timeout(BUSY_TIMEOUT).map_err(|error| sqlite::failure(&file, "opening", error))?;
        migrate::refuse_newer(&connection, &file)?; // before anything is written to it
        set_pragmas(&connection).map_err(|error| sqlite::failure(&file, "setting up", error))?;
        migrate::migrate(&mut connection, &file, migrate::MIGRATIONS)?;
        let store = Self { connection, file, root };
        store.summarise_all()?;
        Ok(store)
    }

    /// Many reads and writes as one: all of them are kept, or none, and nothing that `work` reads changes before it is done. Whoever else wants to write
    /// waits. Inside another one it is a part of that.
    ///
    /// # Errors
    /// That of `work`, or `Kind::Storage` where the database cannot be written.
    pub fn in_one_go<T>(&self, work: impl FnOnce(&Self) -> Result<T, Failure>) -> Result<T, Failure> {
        if !self.connection.is_autocommit() {
            return work(self);
        }
        let failed = |error| self.failure("writing", error);
        let transaction = Transaction::new_unchecked(&self.connection, TransactionBehavior::Immediate).map_err(failed)?;
        let done = work(self)?;
        transaction.commit().map_err(failed)?;
        Ok(done)
    }

    fn failure(&self, operation: &str, error: rusqlite::Error) -> Failure {
        sqlite::failure(&self.file, operation, error)
    }

    /// The database file.
    pub fn file(&self) -> &Path {
        &self.file
    }
}

fn set_pragmas(connection: &Connection) -> rusqlite::Result<()> {
    use_wal(connection, Instant::now() + BUSY_TIMEOUT)?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "fullfsync", true)?; // macOS: fsync alone leaves the data in the drive's cache
    connection.pragma_update(None, "foreign_keys", true)
}

/// The journal mode stays with the file, so only the first program to open it changes anything. Several that come at once each hold the
/// file shared and want it alone: SQLite then answers "busy" at once, whatever the busy timeout, because waiting would be a deadlock.
/// So each lets go and tries again.
fn use_wal(connection: &Connection, deadline: Instant) -> rusqlite::Result<()> {
    loop {
        match connection.query_row("PRAGMA journal_mode = WAL", [], |_| Ok(())) {
            Err(error) if sqlite::is_busy(&error) && Instant::now() < deadline => std::thread::sleep(BUSY_RETRY),
            done => return done,
        }
    }
}

#[cfg(test)]
mod tests;
