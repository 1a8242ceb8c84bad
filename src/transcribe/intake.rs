//! Puts a model into the folder of models: written under a temporary name, hashed on the way, looked at, and only then given its name.

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};
use tempfile::{NamedTempFile, TempPath};

use super::catalogue::{Entry, catalogue};
use super::model_file::check_file;
use super::room;
use crate::domain::{Failure, Interrupt, Kind, Message};
use crate::msg;

/// What is read and written at once.
pub(super) const BLOCK: usize = 1 << 16;

/// How the temporary names of copies begin.
const COPY: &str = ".copy-";

/// How much of a model is here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Bytes.
    pub done: u64,
    /// Bytes in all, where that is known.
    pub of: Option<u64>,
    /// Bytes that were here before; they say nothing about the rate.
    pub had: u64,
}

/// Somebody who looks on, and may stop it. `progress` is called several times a second, `notice` where something is worth a line.
pub struct Watch<'a> {
    pub interrupt: &'a Interrupt,
    pub progress: &'a mut dyn FnMut(Progress),
    pub notice: &'a mut dyn FnMut(&Message),
}

impl Watch<'_> {
    /// # Errors
    /// `Kind::Interrupted` once the flag is raised.
    pub(super) fn look(&mut self, progress: Progress) -> Result<(), Failure> {
        (self.progress)(progress);
        self.go_on()
    }

    /// # Errors
    /// `Kind::Interrupted` once the flag is raised.
    pub(super) fn go_on(&self) -> Result<(), Failure> {
        if self.interrupt.is_raised() { Err(Failure::new(Kind::Interrupted, msg!("download-interrupted"))) } else { Ok(()) }
    }
}

/// A model that is being written. Dropped before it is named, it leaves nothing.
pub(super) struct Intake {
    folder: PathBuf,
    temporary: NamedTempFile,
    hash: Sha256,
    length: u64,
}

impl Intake {
    /// # Errors
    /// `Kind::Storage` where the folder cannot be written.
    pub fn begin(folder: &Path) -> Result<Self, Failure> {
        sweep(folder);
        // Readable by its owner only, as the crate makes all its files.
        let temporary = tempfile::Builder::new().prefix(COPY).suffix(".part").tempfile_in(folder);
        let temporary = temporary.map_err(|error| not_written(folder, error))?;
        let _ = temporary.as_file().try_lock(); // where there are no locks nothing is swept either
        Ok(Self { folder: folder.to_owned(), temporary, hash: Sha256::new(), length: 0 })
    }

    /// # Errors
    /// `Kind::Storage`, on a full disk too.
    pub fn write(&mut self, block: &[u8]) -> Result<(), Failure> {
        self.temporary.write_all(block).map_err(|error| not_written(&self.folder, error))?;
        self.hash.update(block);
        self.length += block.len() as u64;
        Ok(())
    }

    /// Copies the file, up to the length that it has now.
    ///
    /// # Errors
    /// `Kind::BadInput` where it cannot be read, and those of [`Self::write`] and [`Watch::look`].
    pub fn copy(&mut self, file: &Path, watch: &mut Watch<'_>) -> Result<(), Failure> {
        let unreadable = |error: io::Error| Failure::new(Kind::BadInput, msg!("transcribe-model-unreadable", file = file)).because(error);
        let source = File::open(file).map_err(unreadable)?;
        let length = source.metadata().map_err(unreadable)?.len();
        room::check(&self.folder, length)?;
        let (mut source, mut block) = (source.take(length), vec![0; BLOCK]);
        loop {
            let read = source.read(&mut block).map_err(unreadable)?;
            if read == 0 {
                return Ok(());
            }
            self.write(&block[..read])?;
            watch.look(Progress { done: self.length, of: Some(length), had: 0 })?;
        }
    }

    /// Everything is written: onto the disk with it.
    ///
    /// # Errors
    /// `Kind::Storage` where the disk does not take it.
    pub fn complete(self) -> Result<Complete, Failure> {
        self.temporary.as_file().sync_all().map_err(|error| not_written(&self.folder, error))?;
        let (file, temporary) = self.temporary.into_parts();
        Ok(Complete { folder: self.folder, temporary, _held: Some(file), sha256: hexadecimal(self.hash), length: self.length })
    }
}

/// A model that is on the disk and has no name yet. Dropped before it is named, it leaves nothing.
pub(super) struct Complete {
    pub folder: PathBuf,
    pub temporary: TempPath,
    /// Locked, so that no sweep takes it.
    pub _held: Option<File>,
    pub sha256: String,
    pub length: u64,
}

impl Complete {
    /// Holds length and hash against the catalogue's; `source` is where the file came from.
    ///
    /// # Errors
    /// `Kind::ModelUnusable` where it is another file.
    pub fn must_be(&self, entry: &Entry, source: &str) -> Result<(), Failure> {
        compare(entry, source, self.length, &self.sha256)
    }

    /// Gives the file its name, in place of one that has it, if whisper.cpp can take it.
    ///
    /// # Errors
    /// Those of [`check_file`], and `Kind::Storage`.
    pub fn name(self, name: &str) -> Result<PathBuf, Failure> {
        check_file(&self.temporary)?;
        let path = self.folder.join(name);
        self.temporary.persist(&path).map_err(|error| not_written(&self.folder, error.error))?;
        Ok(path)
    }
}

/// Takes away what copies left whose process was killed: nobody holds them locked any more.
fn sweep(folder: &Path) {
    let files = fs::read_dir(folder).into_iter().flatten().flatten();
    for file in files.filter(|file| file.file_name().to_string_lossy().starts_with(COPY) && file.file_type().is_ok_and(|kind| kind.is_file())) {
        if File::open(file.path()).is_ok_and(|opened| opened.try_lock().is_ok()) {
            let _ = fs::remove_file(file.path()); // another sweep was faster
        }
    }
}

/// Holds a file's length and hash against the entry's; `source` is what it is called in the message.
///
/// # Errors
/// `Kind::ModelUnusable` where it is another file.
pub(super) fn compare(entry: &Entry, source: &str, length: u64, sha256: &str) -> Result<(), Failure> {
    let what = match entry.bytes {
        Some(bytes) if bytes != length => {
            let (found, expected) = (length.to_string(), bytes.to_string());
            msg!("download-wrong-length", source = source, name = &entry.name, found = found, expected = expected)
        }
        _ if sha256 != entry.sha256 => {
            msg!("download-wrong-hash", source = source, name = &entry.name, found = sha256, expected = &entry.sha256)
        }
        _ => return Ok(()),
    };
    Err(Failure::new(Kind::ModelUnusable, what).hint(msg!("download-hint-other-file")))
}

pub(super) fn not_written(folder: &Path, error: io::Error) -> Failure {
    Failure::new(Kind::Storage, msg!("download-not-written", folder = folder)).hint(msg!("download-hint-room")).because(error)
}

pub(super) fn hexadecimal(hash: Sha256) -> String {
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Takes in a model that is on this machine, and returns where it lies then. One of the catalogue's gets the catalogue's name.
///
/// # Errors
/// Those of [`check_file`]; `Kind::ModelUnusable` for a file that has the name of one of the catalogue's and is another; `Kind::BadInput` where
/// another model has the name already; `Kind::Storage`; `Kind::Interrupted`.
pub fn add(file: &Path, folder: &Path, watch: &mut Watch<'_>) -> Result<PathBuf, Failure> {
    check_file(file)?;
    let mut intake = Intake::begin(folder)?;
    intake.copy(file, watch)?;
    let complete = intake.complete()?;
    let own_name = file_name(file);
    if let Some(entry) = catalogue().iter().find(|entry| entry.sha256 == complete.sha256) {
        return complete.name(&entry.file);
    }
    if let Some(entry) = catalogue().iter().find(|entry| entry.file == own_name) {
        complete.must_be(entry, &file.display().to_string())?;
    }
    let taken = folder.join(&own_name);
    if taken.exists() && sha256(&taken).ok().as_ref() != Some(&complete.sha256) {
        return Err(Failure::new(Kind::BadInput, msg!("download-name-taken", file = &taken)).hint(msg!("download-hint-rename")));
    }
    complete.name(&own_name)
}

/// The file's name, with the ending that models are found by.
fn file_name(file: &Path) -> String {
    let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    if file.extension().is_some_and(|ending| ending == "bin") { name } else { name + ".bin" }
}

/// Whether this file is the entry's, to the last byte. A file of another length is not read.
///
/// # Errors
/// `Kind::Interrupted`. What cannot be read is not whole.
pub fn is_whole(entry: &Entry, file: &Path, watch: &mut Watch<'_>) -> Result<bool, Failure> {
    let right_length = file.metadata().is_ok_and(|metadata| metadata.is_file() && entry.bytes.is_none_or(|bytes| bytes == metadata.len()));
    if !right_length {
        return Ok(false);
    }
    match hash_of(file, watch) {
        Ok(hash) => Ok(hash == entry.sha256),
        Err(failure) if failure.kind == Kind::Interrupted => Err(failure),
        Err(_) => Ok(false),
    }
}

/// The SHA-256 of a file's contents, in hexadecimal digits, while somebody looks on.
///
/// # Errors
/// `Kind::BadInput` where it cannot be read; `Kind::Interrupted`.
pub fn hash_of(file: &Path, watch: &mut Watch<'_>) -> Result<String, Failure> {
    let unreadable = |error: io::Error| Failure::new(Kind::BadInput, msg!("transcribe-model-unreadable", file = file)).because(error);
    let source = File::open(file).map_err(unreadable)?;
    let length = source.metadata().map_err(unreadable)?.len();
    let (mut source, mut hash, mut block, mut done) = (source.take(length), Sha256::new(), vec![0; BLOCK], 0);
    loop {
        let read = source.read(&mut block).map_err(unreadable)?;
        if read == 0 {
            return Ok(hexadecimal(hash));
        }
        hash.update(&block[..read]);
        done += read as u64;
        watch.look(Progress { done, of: Some(length), had: 0 })?;
    }
}

/// The SHA-256 of a file's contents, in hexadecimal digits.
///
/// # Errors
/// Those of opening and reading it.
pub fn sha256(file: &Path) -> io::Result<String> {
    let (mut file, mut hash, mut block) = (File::open(file)?, Sha256::new(), vec![0; BLOCK]);
    loop {
        match file.read(&mut block)? {
            0 => return Ok(hexadecimal(hash)),
            length => hash.update(&block[..length]),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::transcribe::catalogue::demonstration;
    use crate::transcribe::demo_model;

    /// A file by this name with the demonstration model in it, one byte of the weights changed where `changed`.
    fn model(folder: &Path, name: &str, changed: bool) -> PathBuf {
        let mut bytes = fs::read(demo_model(folder).unwrap()).unwrap();
        let last = bytes.len() - 1;
        bytes[last] ^= u8::from(changed);
        let file = folder.join(name);
        fs::write(&file, bytes).unwrap();
        file
    }

    fn added(file: &Path, folder: &Path) -> Result<String, Failure> {
        let mut watch = Watch { interrupt: &Interrupt::default(), progress: &mut |_| {}, notice: &mut |_| {} };
        add(file, folder, &mut watch).map(|path| path.file_name().unwrap().to_str().unwrap().to_owned())
    }

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<_> = fs::read_dir(folder).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn a_model_gets_the_catalogues_name_and_one_of_somebodys_own_keeps_its_own() {
        let (from, to) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        assert_eq!(added(&model(from.path(), "blob", false), to.path()).unwrap(), demonstration().file);
        assert_eq!(added(&model(from.path(), "내 모델", true), to.path()).unwrap(), "내 모델.bin");
        assert_eq!(added(&from.path().join("내 모델"), to.path()).unwrap(), "내 모델.bin", "the same again is no conflict");
        assert_eq!(names(to.path()), [demonstration().file.as_str(), "내 모델.bin"]);
    }

    #[cfg(unix)]
    #[test]
    fn what_is_taken_in_is_readable_by_its_owner_only() {
        use std::os::unix::fs::PermissionsExt;
        let (from, to) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let open = model(from.path(), "open.bin", true);
        fs::set_permissions(&open, fs::Permissions::from_mode(0o666)).unwrap();
        added(&open, to.path()).unwrap();
        assert_eq!(to.path().join("open.bin").metadata().unwrap().permissions().mode() & 0o777, 0o600);
    }

    #[test]
    fn another_file_under_a_name_that_is_known_or_taken_is_refused_and_changes_nothing() {
        let (from, to) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let failure = added(&model(from.path(), "ggml-small-q5_1.bin", true), to.path()).unwrap_err();
        assert_eq!((failure.kind, failure.what.key), (Kind::ModelUnusable, "download-wrong-length"));
        let failure = added(&model(from.path(), "ggml-large-v3-turbo-q8_0.bin", true), to.path()).unwrap_err();
        assert_eq!((failure.kind, failure.what.key), (Kind::ModelUnusable, "download-wrong-hash"));
        fs::write(to.path().join("mine.bin"), "what was there").unwrap();
        let failure = added(&model(from.path(), "mine.bin", true), to.path()).unwrap_err();
        assert_eq!((failure.kind, failure.what.key), (Kind::BadInput, "download-name-taken"));
        assert_eq!(names(to.path()), ["mine.bin"]);
        assert_eq!(fs::read(to.path().join("mine.bin")).unwrap(), b"what was there");
    }

    #[test]
    fn a_raised_interrupt_ends_the_copy_and_leaves_nothing() {
        let (from, to) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let file = model(from.path(), "mine.bin", true);
        let (interrupt, mut calls) = (Interrupt::default(), 0);
        let mut stop_at_the_third = |_| {
            calls += 1;
            if calls == 3 {
                interrupt.raise();
            }
        };
        let failure = add(&file, to.path(), &mut Watch { interrupt: &interrupt, progress: &mut stop_at_the_third, notice: &mut |_| {} }).unwrap_err();
        assert_eq!((failure.kind, calls), (Kind::Interrupted, 3));
        assert!(names(to.path()).is_empty());
    }

    #[test]
    fn what_a_killed_copy_left_goes_with_the_next_one_and_a_living_one_stays() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(".copy-abc.part"), "left").unwrap();
        fs::write(folder.path().join("copy.part"), "not mynah's").unwrap();
        let living = Intake::begin(folder.path()).unwrap();
        let other = Intake::begin(folder.path()).unwrap();
        assert_eq!(names(folder.path()).len(), 3);
        drop((living, other));
        assert_eq!(names(folder.path()), ["copy.part"]);
    }

    #[test]
    fn a_file_is_whole_when_every_byte_is_right() {
        let folder = tempfile::tempdir().unwrap();
        let whole = |file: &Path| {
            let mut watch = Watch { interrupt: &Interrupt::default(), progress: &mut |_| {}, notice: &mut |_| {} };
            is_whole(demonstration(), file, &mut watch).unwrap()
        };
        assert!(whole(&model(folder.path(), "same", false)));
        assert!(!whole(&model(folder.path(), "changed", true)));
        assert!(!whole(&folder.path().join("none")));
        assert!(!whole(folder.path()));
    }

    #[test]
    fn a_hash_that_takes_long_can_be_stopped_and_is_the_same_as_without_anybody_looking_on() {
        let folder = tempfile::tempdir().unwrap();
        let file = model(folder.path(), "same", false);
        let (interrupt, mut seen) = (Interrupt::default(), Vec::new());
        let mut progress = |progress: Progress| seen.push(progress.done);
        let hash = hash_of(&file, &mut Watch { interrupt: &interrupt, progress: &mut progress, notice: &mut |_| {} }).unwrap();
        assert_eq!(hash, sha256(&file).unwrap());
        assert_eq!(seen.last().copied(), demonstration().bytes);
        interrupt.raise();
        let mut watch = Watch { interrupt: &interrupt, progress: &mut |_| {}, notice: &mut |_| {} };
        assert_eq!(is_whole(demonstration(), &file, &mut watch).unwrap_err().kind, Kind::Interrupted);
    }
}
