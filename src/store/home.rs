//! The data folder: where everything of the user's lies. What mynah makes in it is readable by its owner only.

use std::ffi::OsString;
use std::fs::{File, OpenOptions, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use etcetera::BaseStrategy;

use crate::domain::{Failure, Kind};
use crate::msg;

/// Paths in the data folder. Nothing is created before [`Home::prepare`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Home {
    root: PathBuf,
}

impl Home {
    /// The data folder at `root`; a relative path is taken from the current folder, once.
    pub fn at(root: PathBuf) -> Self {
        Self { root: std::path::absolute(&root).unwrap_or(root) }
    }

    /// The value of `MYNAH_HOME` where it says something, else `mynah` in the platform's data folder.
    ///
    /// # Errors
    /// `Kind::Storage` where the platform names no home folder.
    pub fn find(mynah_home: Option<OsString>) -> Result<Self, Failure> {
        if let Some(root) = mynah_home.filter(|root| !root.is_empty()) {
            return Ok(Self::at(root.into()));
        }
        let strategy = etcetera::base_strategy::choose_native_strategy()
            .map_err(|error| Failure::new(Kind::Storage, msg!("store-no-data-folder")).hint(msg!("store-no-data-folder-hint")).because(error))?;
        Ok(Self::at(strategy.data_dir().join("mynah")))
    }

    pub fn root(&self) -> &Path {
        &self.root
    }

    pub fn db(&self) -> PathBuf {
        self.root.join("mynah.db")
    }

    pub fn recordings(&self) -> PathBuf {
        self.root.join("recordings")
    }

    pub fn models(&self) -> PathBuf {
        self.root.join("models")
    }

    pub fn reports(&self) -> PathBuf {
        self.root.join("reports")
    }

    /// The user's own packs.
    pub fn prompts(&self) -> PathBuf {
        self.root.join("prompts")
    }

    /// The user's own list of words that mean the same.
    pub fn synonyms(&self) -> PathBuf {
        self.root.join("synonyms.txt")
    }

    pub fn config(&self) -> PathBuf {
        self.root.join("config.toml")
    }

    /// Makes the folders that are missing. The folders that mynah keeps things in are closed to others even where they were open; a
    /// data folder that was already there may be used for other things too, and stays as it is.
    ///
    /// # Errors
    /// `Kind::Storage`, naming the folder.
    pub fn prepare(&self) -> Result<(), Failure> {
        if !self.root.is_dir() {
            make_private_folder(&self.root)?;
        }
        for folder in [self.recordings(), self.models(), self.reports(), self.prompts()] {
            make_private_folder(&folder)?;
        }
        Ok(())
    }

    /// To be held while a recording runs: tells other processes that attempts in the state `recording` may be alive. The operating
    /// system lets go of it when the process ends, however it ends.
    ///
    /// # Errors
    /// `Kind::Storage` where the lock file cannot be made.
    pub fn lock_for_recording(&self) -> Result<RecordingLock, Failure> {
        let file = self.lock_file()?;
        file.lock_shared().map_err(|error| unwritable(&self.lock_path(), "locking", error))?;
        Ok(RecordingLock { _file: file })
    }

    /// The lock that no recording process holds, or `None` while one does.
    pub(super) fn lock_for_recovery(&self) -> Result<Option<RecordingLock>, Failure> {
        let file = self.lock_file()?;
        match file.try_lock() {
            Ok(()) => Ok(Some(RecordingLock { _file: file })),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) => Err(unwritable(&self.lock_path(), "locking", error)),
        }
    }

    fn lock_path(&self) -> PathBuf {
        self.root.join("recording.lock")
    }

    fn lock_file(&self) -> Result<File, Failure> {
        self.prepare()?;
        make_private_file(&self.lock_path())?;
        OpenOptions::new().write(true).open(self.lock_path()).map_err(|error| unwritable(&self.lock_path(), "opening", error))
    }
}

/// Held until dropped.
#[derive(Debug)]
pub struct RecordingLock {
    _file: File,
}

pub(super) fn unwritable(path: &Path, operation: &str, error: io::Error) -> Failure {
    Failure::new(Kind::Storage, msg!("store-unwritable", path = path))
        .hint(msg!("store-unwritable-hint"))
        .because(format!("{}: {operation}: {error}", path.display()))
}

/// Makes the folder with its parents, for its owner only.
fn make_private_folder(folder: &Path) -> Result<(), Failure> {
    if !folder.is_dir() {
        let mut builder = std::fs::DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(folder).map_err(|error| unwritable(folder, "making the folder", error))?;
    }
    close_to_others(folder, 0o700).map_err(|error| unwritable(folder, "closing it to others", error))
}

/// Makes an empty file for its owner only, or closes the one that is there to others. A file that is there is not opened: closing it
/// again would take away the locks that SQLite holds on it in this process (POSIX locks go with the first `close`).
pub(super) fn make_private_file(path: &Path) -> Result<(), Failure> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    match options.open(path) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(unwritable(path, "making the file", error)),
        _ => close_to_others(path, 0o600).map_err(|error| unwritable(path, "closing it to others", error)),
    }
}

/// Takes away what `mode` does not give; writes only where something changes.
#[cfg(unix)]
fn close_to_others(path: &Path, mode: u32) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    let found = std::fs::metadata(path)?.permissions().mode() & 0o777;
    if found & !mode == 0 { Ok(()) } else { std::fs::set_permissions(path, std::fs::Permissions::from_mode(found & mode)) }
}

/// Elsewhere the platform's data folder is the user's own.
#[cfg(not(unix))]
fn close_to_others(_path: &Path, _mode: u32) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mynah_home_names_the_folder_and_an_empty_value_does_not() {
        assert_eq!(Home::find(Some("/tmp/내 답변".into())).unwrap().recordings(), Path::new("/tmp/내 답변/recordings"));
        let fallback = Home::find(None).unwrap();
        assert!(fallback.root().ends_with("mynah") && fallback.root().is_absolute());
        assert_eq!(Home::find(Some(OsString::new())).unwrap(), fallback);
    }

    #[test]
    fn a_relative_folder_is_taken_from_the_current_one() {
        assert_eq!(Home::at("data".into()).root(), std::env::current_dir().unwrap().join("data"));
    }

    #[cfg(unix)]
    fn mode(path: &Path) -> u32 {
        use std::os::unix::fs::PermissionsExt;
        std::fs::metadata(path).unwrap().permissions().mode() & 0o777
    }

    #[cfg(unix)]
    #[test]
    fn what_is_made_is_readable_by_its_owner_only() {
        let folder = tempfile::tempdir().unwrap();
        let home = Home::at(folder.path().join("새 폴더/data"));
        let _store = crate::store::Store::open(&home).unwrap();
        for made in [home.root().to_owned(), home.recordings(), home.models(), home.reports(), home.prompts()] {
            assert_eq!(mode(&made), 0o700, "{}", made.display());
        }
        for file in ["mynah.db", "mynah.db-wal", "mynah.db-shm"] {
            assert_eq!(mode(&home.root().join(file)), 0o600, "{file}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_recordings_folder_that_was_open_is_closed_and_a_given_data_folder_stays() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        std::fs::set_permissions(folder.path(), std::fs::Permissions::from_mode(0o755)).unwrap();
        let home = Home::at(folder.path().to_owned());
        std::fs::create_dir(home.recordings()).unwrap();
        std::fs::set_permissions(home.recordings(), std::fs::Permissions::from_mode(0o755)).unwrap();
        home.prepare().unwrap();
        assert_eq!((mode(folder.path()), mode(&home.recordings())), (0o755, 0o700));
    }

    #[test]
    fn a_file_where_the_folder_should_be_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("data");
        std::fs::write(&file, "").unwrap();
        let failure = Home::at(file.clone()).prepare().unwrap_err();
        assert_eq!(failure.kind, Kind::Storage);
        assert!(failure.to_string().contains(&file.display().to_string()), "{failure}");
    }

    #[test]
    fn recovery_waits_for_recordings_of_any_process_and_recordings_do_not_wait_for_each_other() {
        let folder = tempfile::tempdir().unwrap();
        let home = Home::at(folder.path().to_owned());
        let one = home.lock_for_recording().unwrap();
        let two = home.lock_for_recording().unwrap();
        assert!(home.lock_for_recovery().unwrap().is_none());
        drop((one, two));
        assert!(home.lock_for_recovery().unwrap().is_some());
    }
}
