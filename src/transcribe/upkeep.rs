//! Looks after the models that are here: whether a file is still what it should be, and taking one away.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::catalogue::{Entry, catalogue};
use super::intake::{Watch, compare, hash_of};
use super::model::{Models, has_name, is_called, name_of};
use super::model_file::check_file;
use super::part::{Claim, part_path};
use crate::domain::{Failure, Kind, Message};
use crate::msg;

/// How a model file was found.
#[derive(Clone, Debug, PartialEq)]
pub enum Condition {
    /// Every byte is what the catalogue says of this entry.
    Whole(&'static Entry),
    /// A whole model file that the catalogue does not know.
    Unknown,
    /// Not the model that its name says, or no whole model at all.
    Damaged(Message),
}

/// A model file that was looked at.
#[derive(Clone, Debug, PartialEq)]
pub struct Verified {
    pub name: String,
    pub path: PathBuf,
    /// None where the file cannot be read.
    pub bytes: Option<u64>,
    /// None where its structure is wrong already.
    pub sha256: Option<String>,
    pub condition: Condition,
}

/// Looks at the file's structure, reads all of it, and holds length and hash against the catalogue.
///
/// # Errors
/// `Kind::Interrupted` alone; everything else is a condition.
pub fn verify(path: &Path, watch: &mut Watch<'_>) -> Result<Verified, Failure> {
    let bytes = path.metadata().ok().filter(fs::Metadata::is_file).map(|metadata| metadata.len());
    let verified = |sha256, condition| Verified { name: name_of(path), path: path.to_owned(), bytes, sha256, condition };
    let hash = check_file(path).and_then(|_| hash_of(path, watch));
    let hash = match hash {
        Ok(hash) => hash,
        Err(failure) if failure.kind == Kind::Interrupted => return Err(failure),
        Err(failure) => return Ok(verified(None, Condition::Damaged(failure.what))),
    };
    let condition = condition(path, bytes.unwrap_or(0), &hash);
    Ok(verified(Some(hash), condition))
}

/// By its name it has to be the entry's file; under another name it may be any.
fn condition(path: &Path, bytes: u64, hash: &str) -> Condition {
    let named = catalogue().iter().find(|entry| path.file_name().is_some_and(|name| name == entry.file.as_str()));
    match named {
        Some(entry) => match compare(entry, &path.display().to_string(), bytes, hash) {
            Ok(()) => Condition::Whole(entry),
            Err(failure) => Condition::Damaged(failure.what),
        },
        None => catalogue().iter().find(|entry| entry.sha256 == hash).map_or(Condition::Unknown, Condition::Whole),
    }
}

/// What was taken away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Removed {
    pub files: Vec<PathBuf>,
    /// Freed on the disk.
    pub bytes: u64,
}

impl Models {
    /// Takes the model called `named` away, with what has come of it so far. Only from mynah's own folder: what lies elsewhere is somebody else's.
    ///
    /// # Errors
    /// `Kind::ModelMissing` where it is not here, `Kind::BadInput` where it lies elsewhere, `Kind::Unknown` for a name that is none;
    /// `Kind::Storage` where it cannot be deleted, or is just being fetched.
    pub fn remove(&self, named: &str) -> Result<Removed, Failure> {
        let Some(own) = self.folders().first() else { return Err(self.unknown(named)) };
        let Some(entry) = catalogue().iter().find(|entry| is_called(entry, named)) else { return self.remove_own(own, named) };
        let files = [own.join(&entry.file), part_path(own, entry)];
        if !files.iter().any(|file| is_here(file)) {
            return Err(self.present(entry).map_or_else(|| not_here(&entry.name), |path| lies_elsewhere(&entry.name, &path)));
        }
        let _claim = Claim::take(own, entry)?;
        taken_away(&files)
    }

    /// A model that no catalogue knows.
    fn remove_own(&self, own: &Path, named: &str) -> Result<Removed, Failure> {
        let called = |path: &&PathBuf| has_name(path, named);
        let (here, there): (Vec<PathBuf>, Vec<PathBuf>) = self.files().into_iter().partition(|path| path.parent() == Some(own));
        if let Some(file) = here.iter().find(called) {
            return taken_away(std::slice::from_ref(file));
        }
        Err(there.iter().find(called).map_or_else(|| self.unknown(named), |path| lies_elsewhere(named, path)))
    }

    /// How many bytes have come of a model whose download was cut; None where none was.
    pub fn begun(&self, entry: &Entry) -> Option<u64> {
        let part = part_path(self.folders().first()?, entry);
        fs::symlink_metadata(part).ok().filter(fs::Metadata::is_file).map(|metadata| metadata.len()).filter(|&bytes| bytes > 0)
    }
}

fn not_here(name: &str) -> Failure {
    Failure::new(Kind::ModelMissing, msg!("transcribe-model-not-there", name = name)).hint(msg!("transcribe-hint-list"))
}

fn lies_elsewhere(name: &str, path: &Path) -> Failure {
    Failure::new(Kind::BadInput, msg!("transcribe-model-elsewhere", name = name, file = path)).hint(msg!("transcribe-hint-elsewhere"))
}

/// A link counts, even one that leads nowhere.
fn is_here(file: &Path) -> bool {
    fs::symlink_metadata(file).is_ok()
}

fn taken_away(files: &[PathBuf]) -> Result<Removed, Failure> {
    let mut removed = Removed { files: Vec::new(), bytes: 0 };
    for file in files {
        // Of a link only the link goes, and that frees nothing.
        let freed = fs::symlink_metadata(file).ok().filter(fs::Metadata::is_file).map_or(0, |metadata| metadata.len());
        match fs::remove_file(file) {
            Ok(()) => {
                removed.bytes += freed;
                removed.files.push(file.clone());
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => {
                let what = msg!("transcribe-not-removed", file = file);
                return Err(Failure::new(Kind::Storage, what).hint(msg!("transcribe-hint-permissions")).because(error));
            }
        }
    }
    Ok(removed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Interrupt;
    use crate::transcribe::catalogue::demonstration;
    use crate::transcribe::demo_model;

    fn verified(path: &Path) -> Condition {
        verify(path, &mut Watch { interrupt: &Interrupt::default(), progress: &mut |_| {}, notice: &mut |_| {} }).unwrap().condition
    }

    #[track_caller]
    fn check_damaged(path: &Path, key: &str) {
        match verified(path) {
            Condition::Damaged(why) => assert_eq!(why.key, key),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_file_is_whole_unknown_or_damaged_and_why() {
        let folder = tempfile::tempdir().unwrap();
        let model = demo_model(folder.path()).unwrap();
        let at = |name: &str| folder.path().join(name);
        assert_eq!(verified(&model), Condition::Whole(demonstration()));
        fs::copy(&model, at("renamed.bin")).unwrap();
        assert_eq!(verified(&at("renamed.bin")), Condition::Whole(demonstration()));
        fs::copy(&model, at("ggml-base-q5_1.bin")).unwrap();
        check_damaged(&at("ggml-base-q5_1.bin"), "download-wrong-length");
        let mut bytes = fs::read(&model).unwrap();
        *bytes.last_mut().unwrap() ^= 1;
        fs::write(at("mine.bin"), &bytes).unwrap();
        assert_eq!(verified(&at("mine.bin")), Condition::Unknown);
        fs::write(&model, &bytes).unwrap();
        check_damaged(&model, "download-wrong-hash");
        fs::write(&model, &bytes[..5_000_000]).unwrap();
        check_damaged(&model, "transcribe-model-cut-short");
        check_damaged(folder.path(), "transcribe-model-not-a-file");
        check_damaged(&at("nowhere.bin"), "transcribe-no-such-file");
    }

    #[test]
    fn a_model_goes_from_its_own_folder_with_what_was_begun_of_it() {
        let (own, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let models = Models::new(vec![own.path().to_owned(), other.path().to_owned()]);
        demo_model(own.path()).unwrap();
        fs::write(part_path(own.path(), demonstration()), "12345").unwrap();
        assert_eq!(models.begun(demonstration()), Some(5));
        let removed = models.remove("demo").unwrap();
        assert_eq!((removed.files.len(), removed.bytes), (2, demonstration().bytes.unwrap() + 5));
        assert_eq!((models.present(demonstration()), models.begun(demonstration())), (None, None));
        fs::write(own.path().join("ggml-mine.bin"), "123").unwrap();
        assert_eq!(models.remove("mine").unwrap().bytes, 3);
    }

    #[test]
    fn what_lies_elsewhere_stays_and_what_is_nowhere_is_said() {
        let (own, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let models = Models::new(vec![own.path().to_owned(), other.path().to_owned()]);
        fs::write(other.path().join("ggml-base-q5_1.bin"), "1").unwrap();
        fs::write(other.path().join("mine.bin"), "1").unwrap();
        for (name, kind, key) in [
            ("base-q5_1", Kind::BadInput, "transcribe-model-elsewhere"),
            ("mine", Kind::BadInput, "transcribe-model-elsewhere"),
            ("small-q5_1", Kind::ModelMissing, "transcribe-model-not-there"),
            ("smal-q5", Kind::Unknown, "transcribe-unknown-model"),
            ("../other.bin", Kind::Unknown, "transcribe-unknown-model"),
        ] {
            let failure = models.remove(name).unwrap_err();
            assert_eq!((failure.kind, failure.what.key), (kind, key), "{name}");
            assert!(failure.hint.is_some());
        }
        assert_eq!(fs::read_dir(other.path()).unwrap().count(), 2);
    }

    #[test]
    fn a_model_that_is_being_fetched_is_not_taken_away() {
        let own = tempfile::tempdir().unwrap();
        demo_model(own.path()).unwrap();
        let _claim = Claim::take(own.path(), demonstration()).unwrap();
        let failure = Models::new(vec![own.path().to_owned()]).remove("demo").unwrap_err();
        assert_eq!(failure.what.key, "download-under-way");
    }

    #[cfg(unix)]
    #[test]
    fn of_a_link_only_the_link_goes() {
        let (own, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let target = other.path().join("weights");
        fs::write(&target, "12345").unwrap();
        std::os::unix::fs::symlink(&target, own.path().join("ggml-base-q5_1.bin")).unwrap();
        let removed = Models::new(vec![own.path().to_owned()]).remove("base-q5_1").unwrap();
        assert_eq!(removed.bytes, 0);
        assert!(target.exists());
    }
}
