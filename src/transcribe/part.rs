//! The part of a model that has come so far. It has one name for each model, so that the next `get` goes on where the last one was cut.
//!
//! Beside it lies a small hidden file that is locked while somebody fetches this model, and says where the part comes from. It stays, empty,
//! when all is done: a lock that can be deleted can be held twice.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};
use tempfile::TempPath;

use super::catalogue::Entry;
use super::intake::{BLOCK, Complete, Watch, hexadecimal, not_written};
use super::model_file::MAGIC;
use crate::domain::{Failure, Kind};
use crate::msg;

/// No address with a validator is longer; what is has not been written by mynah.
const LONGEST_NOTE: u64 = 1 << 14;

/// Where the part of this entry's model lies in `folder`.
pub(super) fn part_path(folder: &Path, entry: &Entry) -> PathBuf {
    folder.join(format!("{}.part", entry.file))
}

/// The right to write an entry's files in a folder. The operating system takes it back when the process ends, however it ends.
pub(super) struct Claim {
    note: File,
}

impl Claim {
    /// # Errors
    /// `Kind::Storage` while another process holds it, and where the folder cannot be written.
    pub fn take(folder: &Path, entry: &Entry) -> Result<Self, Failure> {
        let path = folder.join(format!(".{}.lock", entry.file));
        let note = private().open(&path).map_err(|error| not_written(folder, error))?;
        match note.try_lock() {
            Ok(()) => Ok(Self { note }),
            // A folder on a server that has no locks is used without: the hash holds all the same.
            Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => Ok(Self { note }),
            Err(TryLockError::Error(error)) => Err(not_written(folder, error)),
            Err(TryLockError::WouldBlock) => {
                Err(Failure::new(Kind::Storage, msg!("download-under-way", name = &entry.name)).hint(msg!("download-hint-under-way")))
            }
        }
    }

    /// Address and validator that were noted last.
    fn noted(&mut self) -> Option<(String, String)> {
        let mut text = String::new();
        self.note.rewind().ok()?;
        (&self.note).take(LONGEST_NOTE).read_to_string(&mut text).ok()?;
        let (address, validator) = text.split_once('\n')?;
        Some((address.to_owned(), validator.to_owned()))
    }

    fn write(&mut self, text: &str) -> io::Result<()> {
        self.note.set_len(0)?;
        self.note.rewind()?;
        self.note.write_all(text.as_bytes())
    }
}

/// Read and written by its owner only.
fn private() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

/// What is here of a model, growing: to be ended with [`Part::complete`] or [`Part::leave`].
pub(super) struct Part {
    folder: PathBuf,
    path: PathBuf,
    file: File,
    claim: Claim,
    hash: Sha256,
    length: u64,
}

impl Part {
    /// Takes up what an earlier `get` left, which is hashed from the disk, or begins.
    ///
    /// # Errors
    /// Those of [`Claim::take`]; `Kind::Storage`; `Kind::Interrupted`.
    pub fn open(entry: &Entry, folder: &Path, watch: &mut Watch<'_>) -> Result<Self, Failure> {
        let claim = Claim::take(folder, entry)?;
        let path = part_path(folder, entry);
        if fs::symlink_metadata(&path).is_ok_and(|metadata| !metadata.is_file()) {
            let no_file = io::Error::other(format!("{} is not a file", path.display()));
            return Err(not_written(folder, no_file)); // opening a pipe would wait for ever
        }
        let file = private().open(&path).map_err(|error| not_written(folder, error))?;
        let mut part = Self { folder: folder.to_owned(), path, file, claim, hash: Sha256::new(), length: 0 };
        part.take_up(entry, watch)?;
        Ok(part)
    }

    fn take_up(&mut self, entry: &Entry, watch: &mut Watch<'_>) -> Result<(), Failure> {
        let unreadable = |error| not_written(&self.folder, error);
        let all = self.file.metadata().map_err(unreadable)?.len();
        let (mut block, mut known) = (vec![0; BLOCK], entry.bytes.is_none_or(|bytes| all <= bytes));
        if known && all > 0 {
            (watch.notice)(&msg!("download-goes-on", name = &entry.name, megabytes = (all / 1_000_000).to_string()));
        }
        while known {
            let read = self.file.read(&mut block).map_err(unreadable)?;
            if read == 0 {
                return Ok(());
            }
            known = self.length > 0 || block[..read].starts_with(&MAGIC.to_le_bytes());
            self.hash.update(&block[..read]);
            self.length += read as u64;
            watch.go_on()?;
        }
        self.start_over()
    }

    /// Bytes so far.
    pub fn length(&self) -> u64 {
        self.length
    }

    /// What the server at this address gave the file that the part is of, so that it can say whether it is still the same.
    pub fn validator(&mut self, address: &str) -> Option<String> {
        self.claim.noted().filter(|(noted, _)| noted == address).map(|(_, validator)| validator)
    }

    /// What comes now is from here. Only a strong validator says that two files are the same to the last byte (RFC 9110, 8.8.1).
    pub fn comes_from(&mut self, address: &str, validator: Option<&str>) {
        let strong = validator.filter(|validator| !validator.starts_with("W/") && !validator.contains('\n'));
        let text = strong.map_or(String::new(), |validator| format!("{address}\n{validator}"));
        let _ = self.claim.write(&text); // without it the next `get` asks for the rest all the same, and the hash decides
    }

    /// Forgets what has come.
    ///
    /// # Errors
    /// `Kind::Storage`.
    pub fn start_over(&mut self) -> Result<(), Failure> {
        (self.hash, self.length) = (Sha256::new(), 0);
        self.file.set_len(0).and_then(|()| self.file.rewind()).map_err(|error| not_written(&self.folder, error))
    }

    /// # Errors
    /// `Kind::Storage`, on a full disk too.
    pub fn write(&mut self, block: &[u8]) -> Result<(), Failure> {
        if let Err(error) = self.file.write_all(block) {
            // A block of which only the beginning was written would not be in the hash.
            let _ = self.file.set_len(self.length).and_then(|()| self.file.seek(SeekFrom::Start(self.length)));
            return Err(not_written(&self.folder, error));
        }
        self.hash.update(block);
        self.length += block.len() as u64;
        Ok(())
    }

    /// Whether what has come is this entry's file already.
    pub fn is_whole(&self, entry: &Entry) -> bool {
        hexadecimal(self.hash.clone()) == entry.sha256
    }

    /// Everything has come: onto the disk with it, to be compared and named. Unnamed, it goes, so that nothing wrong is taken up again. The
    /// claim has to be held until the model has its name.
    ///
    /// # Errors
    /// `Kind::Storage` where the disk does not take it.
    pub fn complete(self) -> Result<(Complete, Claim), Failure> {
        let Self { folder, path, file, mut claim, hash, length } = self;
        let failed = |error| not_written(&folder, error);
        file.sync_all().map_err(failed)?;
        drop(file); // or some systems would not rename it
        let temporary = TempPath::try_from_path(path).map_err(failed)?;
        let _ = claim.write("");
        Ok((Complete { folder, temporary, _held: None, sha256: hexadecimal(hash), length }, claim))
    }

    /// To be continued another time; with nothing in it, it goes.
    pub fn leave(self) {
        if self.length == 0 {
            drop(self.file);
            let _ = fs::remove_file(&self.path); // an empty file harms nobody
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Interrupt;
    use crate::transcribe::catalogue::demonstration;
    use crate::transcribe::demo_model;

    fn open(folder: &Path) -> Result<Part, Failure> {
        Part::open(demonstration(), folder, &mut Watch { interrupt: &Interrupt::default(), progress: &mut |_| {}, notice: &mut |_| {} })
    }

    fn model() -> Vec<u8> {
        let folder = tempfile::tempdir().unwrap();
        fs::read(demo_model(folder.path()).unwrap()).unwrap()
    }

    #[test]
    fn what_has_come_is_taken_up_again_and_hashed_from_the_disk() {
        let (folder, model) = (tempfile::tempdir().unwrap(), model());
        let mut part = open(folder.path()).unwrap();
        part.write(&model[..1_000_001]).unwrap();
        part.leave();
        let mut part = open(folder.path()).unwrap();
        assert_eq!(part.length(), 1_000_001);
        part.write(&model[1_000_001..]).unwrap();
        assert!(part.is_whole(demonstration()));
        let (complete, _claim) = part.complete().unwrap();
        complete.must_be(demonstration(), "here").unwrap();
        assert_eq!(fs::read(complete.name("named.bin").unwrap()).unwrap(), model);
        assert!(!part_path(folder.path(), demonstration()).exists());
    }

    #[test]
    fn a_part_that_cannot_be_the_models_is_begun_again() {
        let (folder, model) = (tempfile::tempdir().unwrap(), model());
        let path = part_path(folder.path(), demonstration());
        for wrong in [&b"<html>"[..], b"lm", &[&model[..], b"more"].concat()] {
            fs::write(&path, wrong).unwrap();
            let part = open(folder.path()).unwrap();
            assert_eq!((part.length(), path.metadata().unwrap().len()), (0, 0));
            part.leave();
            assert!(!path.exists(), "an empty part goes");
        }
    }

    #[test]
    fn a_part_that_turns_out_wrong_is_gone() {
        let folder = tempfile::tempdir().unwrap();
        let mut part = open(folder.path()).unwrap();
        part.write(b"lmggsomething").unwrap();
        let (complete, _claim) = part.complete().unwrap();
        assert!(complete.must_be(demonstration(), "here").is_err());
        drop(complete);
        assert!(!part_path(folder.path(), demonstration()).exists());
    }

    #[test]
    fn one_at_a_time_fetches_a_model() {
        let folder = tempfile::tempdir().unwrap();
        let first = open(folder.path()).unwrap();
        let second = open(folder.path()).map(|part| part.length()).unwrap_err();
        assert_eq!((second.kind, second.what.key), (Kind::Storage, "download-under-way"));
        let other = Entry { file: "other.bin".to_owned(), ..demonstration().clone() };
        assert!(Claim::take(folder.path(), &other).is_ok());
        first.leave();
        open(folder.path()).unwrap();
    }

    #[test]
    fn only_a_strong_validator_of_the_same_address_is_remembered() {
        let folder = tempfile::tempdir().unwrap();
        let mut part = open(folder.path()).unwrap();
        for (validator, remembered) in [(Some("\"abc\""), Some("\"abc\"")), (Some("W/\"abc\""), None), (None, None), (Some("\"a\nb\""), None)] {
            part.comes_from("https://here", validator);
            assert_eq!(part.validator("https://here").as_deref(), remembered);
            assert_eq!(part.validator("https://elsewhere"), None);
        }
        part.comes_from("https://here", Some("\"kept\""));
        part.leave();
        assert_eq!(open(folder.path()).unwrap().validator("https://here").as_deref(), Some("\"kept\""));
    }

    #[cfg(unix)]
    #[test]
    fn a_pipe_in_its_place_is_refused_without_waiting() {
        let folder = tempfile::tempdir().unwrap();
        let path = part_path(folder.path(), demonstration());
        assert!(std::process::Command::new("mkfifo").arg(&path).status().unwrap().success());
        assert_eq!(open(folder.path()).map(|part| part.length()).unwrap_err().kind, Kind::Storage);
    }
}
