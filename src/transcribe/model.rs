//! Finds the speech model to hear with: the one that was named, or the best one there is.

use std::fs;
use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::catalogue::{Entry, catalogue, demonstration};
use super::model_file::check_file;
use crate::domain::{Failure, Kind, Message, Seconds};
use crate::msg;

/// The demonstration model as it is shipped: most of its token table is one row again and again, so it packs to a third.
const PACKED_DEMONSTRATION: &[u8] = include_bytes!("../../models/demo/ggml-demo-q5_1.bin.xz");

/// How a model that is in no catalogue is used: like every model of Whisper's, which hears 30 s at once.
const USUAL_WINDOW: Seconds = Seconds(28.0);

/// At least this likeness (Jaro and Winkler's, 1 for equal names) makes a name worth suggesting.
const ALIKE: f64 = 0.75;

/// A model that lies ready.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    pub name: String,
    pub path: PathBuf,
    /// The longest stretch of sound that it is given at once.
    pub window: Seconds,
    /// Whether words to expect may be given along.
    pub prompt: bool,
    /// Knows a few sentences only; using it deserves a warning.
    pub demonstration: bool,
}

/// The folders that models lie in.
#[derive(Clone, Debug)]
pub struct Models {
    folders: Vec<PathBuf>,
}

impl Models {
    /// Looks in these folders, in this order. The first one is mynah's own: the demonstration model is unpacked into it.
    pub fn new(folders: Vec<PathBuf>) -> Self {
        Self { folders }
    }

    /// The model `named` by its name in the catalogue or by the path of its file. Without a name the best one that is there; the demonstration
    /// model only when it is named.
    ///
    /// # Errors
    /// `Kind::ModelMissing` where there is none, or none of the catalogue's by that name; `Kind::Unknown` for a name that is none;
    /// `Kind::ModelUnusable` where the file is not a model.
    pub fn find(&self, named: Option<&str>) -> Result<Found, Failure> {
        let Some(named) = named else { return self.best() };
        match catalogue().iter().find(|entry| is_called(entry, named)) {
            Some(entry) => self.of_catalogue(entry),
            None if Path::new(named).exists() || looks_like_a_path(named) => by_path(Path::new(named)),
            None => self.by_file_name(named),
        }
    }

    /// In the order in which they are looked at.
    pub(super) fn folders(&self) -> &[PathBuf] {
        &self.folders
    }

    /// The file of the model called `named`, whatever is in it.
    ///
    /// # Errors
    /// `Kind::ModelMissing` where the catalogue's model of this name is not here; `Kind::Unknown` for a name that is none.
    pub fn file(&self, named: &str) -> Result<PathBuf, Failure> {
        if let Some(entry) = catalogue().iter().find(|entry| is_called(entry, named)) {
            return self.present(entry).ok_or_else(|| missing(msg!("transcribe-model-not-there", name = &entry.name)));
        }
        self.files().into_iter().find(|path| has_name(path, named)).ok_or_else(|| self.unknown(named))
    }

    /// Where the model of this entry lies, if it does; the demonstration model counts only once it is unpacked.
    pub fn present(&self, entry: &Entry) -> Option<PathBuf> {
        self.folders.iter().map(|folder| folder.join(&entry.file)).find(|path| path.is_file())
    }

    fn of_catalogue(&self, entry: &Entry) -> Result<Found, Failure> {
        let path = match self.folders.first() {
            Some(own) if entry.demonstration => demo_model(own)?,
            _ => self.present(entry).ok_or_else(|| missing(msg!("transcribe-model-not-there", name = &entry.name)))?,
        };
        check_file(&path)?;
        Ok(found(entry, path))
    }

    fn best(&self) -> Result<Found, Failure> {
        let of_catalogue = catalogue().iter().filter(|entry| !entry.demonstration).find(|entry| self.present(entry).is_some());
        if let Some(entry) = of_catalogue {
            return self.of_catalogue(entry);
        }
        let other = self.files().into_iter().find(|path| matches!(by_path(path), Ok(model) if !model.demonstration));
        other.map_or_else(|| Err(missing(msg!("transcribe-no-model"))), |path| by_path(&path))
    }

    /// A model that somebody made or renamed, by the name of its file.
    fn by_file_name(&self, named: &str) -> Result<Found, Failure> {
        let file = self.files().into_iter().find(|path| has_name(path, named));
        file.map_or_else(|| Err(self.unknown(named)), |path| by_path(&path))
    }

    /// Files in the folders that are named like models, in order; what is in them has not been looked at.
    pub fn files(&self) -> Vec<PathBuf> {
        let listed = |folder: &PathBuf| fs::read_dir(folder).into_iter().flatten().flatten().map(|file| file.path()).collect::<Vec<_>>();
        let mut files: Vec<PathBuf> = self.folders.iter().flat_map(listed).filter(|path| path.extension().is_some_and(|e| e == "bin")).collect();
        files.sort();
        files.dedup();
        files
    }

    pub(super) fn unknown(&self, named: &str) -> Failure {
        let others = self.files().into_iter().map(|path| name_of(&path)).filter(|name| !catalogue().iter().any(|entry| is_called(entry, name)));
        let names: Vec<String> = catalogue().iter().map(|entry| entry.name.clone()).chain(others).collect();
        unknown_name(named, &names, msg!("transcribe-hint-names", names = names.join(", ")))
    }
}

/// The entry of the catalogue by this name.
///
/// # Errors
/// `Kind::Unknown`, naming the closest one.
pub fn entry_called(name: &str) -> Result<&'static Entry, Failure> {
    let names = || catalogue().iter().map(|entry| entry.name.clone()).collect::<Vec<_>>();
    let unknown = || unknown_name(name, &names(), msg!("transcribe-hint-catalogue", names = names().join(", ")));
    catalogue().iter().find(|entry| is_called(entry, name)).ok_or_else(unknown)
}

/// Names the closest of `names`, or gives the other hint where none is close.
fn unknown_name(named: &str, names: &[String], otherwise: Message) -> Failure {
    let likeness = |name: &String| strsim::jaro_winkler(&named.to_lowercase(), name);
    let closest = names.iter().max_by(|a, b| likeness(a).total_cmp(&likeness(b))).filter(|name| likeness(name) >= ALIKE);
    let hint = closest.map_or(otherwise, |name| msg!("transcribe-hint-did-you-mean", name = name, names = names.join(", ")));
    Failure::new(Kind::Unknown, msg!("transcribe-unknown-model", name = named)).hint(hint)
}

fn missing(what: Message) -> Failure {
    Failure::new(Kind::ModelMissing, what).hint(msg!("transcribe-hint-get-model"))
}

pub(super) fn is_called(entry: &Entry, name: &str) -> bool {
    entry.name == name || entry.file == name || entry.file == format!("ggml-{name}.bin")
}

/// A file is called by the model's name and by its own.
pub(super) fn has_name(path: &Path, named: &str) -> bool {
    name_of(path) == named || path.file_name().is_some_and(|name| name == named)
}

fn looks_like_a_path(named: &str) -> bool {
    named.contains(std::path::is_separator)
}

fn found(entry: &Entry, path: PathBuf) -> Found {
    Found { name: entry.name.clone(), path, window: entry.window, prompt: entry.prompt, demonstration: entry.demonstration }
}

/// The model in a file: one of the catalogue's under whatever name, or one of somebody's own.
fn by_path(path: &Path) -> Result<Found, Failure> {
    check_file(path)?;
    let entry = catalogue().iter().find(|entry| path.file_name().is_some_and(|name| name == entry.file.as_str()));
    Ok(match entry {
        _ if is_demonstration(path) => found(demonstration(), path.to_owned()),
        Some(entry) => found(entry, path.to_owned()),
        None => Found { name: name_of(path), path: path.to_owned(), window: USUAL_WINDOW, prompt: true, demonstration: false },
    })
}

/// What a model is called that lies in this file: its catalogue's name, else the file's name without what all such files have in common.
pub fn name_of(path: &Path) -> String {
    if let Some(entry) = catalogue().iter().find(|entry| path.file_name().is_some_and(|name| name == entry.file.as_str())) {
        return entry.name.clone();
    }
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    stem.strip_prefix("ggml-").unwrap_or(&stem).to_owned()
}

/// Whether this is the demonstration model, under whatever name.
fn is_demonstration(path: &Path) -> bool {
    let same_length = path.metadata().is_ok_and(|metadata| Some(metadata.len()) == demonstration().bytes);
    same_length && fs::read(path).is_ok_and(|bytes| sha256(&bytes) == demonstration().sha256)
}

fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The demonstration model in `folder`, unpacked there unless it already is.
///
/// # Errors
/// `Kind::Storage` where the folder cannot be written.
pub fn demo_model(folder: &Path) -> Result<PathBuf, Failure> {
    let path = folder.join(&demonstration().file);
    if !is_demonstration(&path) {
        let unpacked = unpack_demonstration()?;
        write_whole(folder, &path, &unpacked)
            .map_err(|error| Failure::new(Kind::Storage, msg!("transcribe-demo-not-written", file = &path)).because(error))?;
    }
    Ok(path)
}

fn unpack_demonstration() -> Result<Vec<u8>, Failure> {
    let damaged = || Failure::new(Kind::Broken, msg!("transcribe-demo-damaged"));
    let mut unpacked = Vec::new();
    lzma_rs::xz_decompress(&mut Cursor::new(PACKED_DEMONSTRATION), &mut unpacked).map_err(|error| damaged().because(error))?;
    if sha256(&unpacked) == demonstration().sha256 { Ok(unpacked) } else { Err(damaged()) }
}

/// All of it or nothing: written beside its place and then renamed, so that nobody ever sees half a model.
fn write_whole(folder: &Path, path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    fs::create_dir_all(folder)?;
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    file.persist(path)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A folder with the demonstration model under these names.
    fn folder_with(files: &[&str]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        let model = unpack_demonstration().unwrap();
        for file in files {
            fs::write(folder.path().join(file), &model).unwrap();
        }
        folder
    }

    fn models(folder: &tempfile::TempDir) -> Models {
        Models::new(vec![folder.path().to_owned()])
    }

    /// What a hint says, as data.
    fn hint(failure: &Failure) -> String {
        format!("{:?}", failure.hint)
    }

    #[test]
    fn the_demonstration_model_is_unpacked_once_and_again_when_damaged() {
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().join("모델 폴더/models");
        let path = demo_model(&folder).unwrap();
        let written = path.metadata().unwrap().modified().unwrap();
        assert_eq!(demo_model(&folder).unwrap(), path);
        assert_eq!(path.metadata().unwrap().modified().unwrap(), written);
        fs::write(&path, b"half").unwrap();
        demo_model(&folder).unwrap();
        assert_eq!(Some(path.metadata().unwrap().len()), demonstration().bytes);
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 1, "nothing is left beside it");
    }

    #[test]
    fn the_packed_model_stays_small() {
        assert!(PACKED_DEMONSTRATION.len() < 3_500_000);
    }

    #[test]
    fn without_a_name_the_demonstration_model_is_never_chosen() {
        let folder = folder_with(&["ggml-demo-q5_1.bin", "renamed.bin"]);
        assert_eq!(models(&folder).find(None).unwrap_err().kind, Kind::ModelMissing);
        assert_eq!(Models::new(vec![]).find(None).unwrap_err().kind, Kind::ModelMissing);
    }

    #[test]
    fn the_demonstration_model_can_be_named() {
        let folder = tempfile::tempdir().unwrap();
        let model = models(&folder).find(Some("demo")).unwrap();
        assert!(model.demonstration && model.window == demonstration().window);
        let same = models(&folder).find(Some(model.path.to_str().unwrap())).unwrap();
        assert_eq!(same, model);
    }

    #[test]
    fn a_broken_file_by_the_name_of_the_best_model_is_said_and_not_passed_over() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("ggml-small-q5_1.bin"), b"<html>").unwrap();
        assert_eq!(models(&folder).find(None).unwrap_err().kind, Kind::ModelUnusable);
        assert_eq!(models(&folder).find(Some("small-q5_1")).unwrap_err().kind, Kind::ModelUnusable);
    }

    #[test]
    fn an_unknown_name_says_what_exists_and_is_close() {
        let folder = folder_with(&["ggml-my-own.bin"]);
        let failure = models(&folder).find(Some("smal-q5")).unwrap_err();
        assert_eq!(failure.kind, Kind::Unknown);
        assert!(hint(&failure).contains("\"small-q5_1\"") && hint(&failure).contains("my-own"), "{failure:?}");
        let failure = models(&folder).find(Some("완전히 다른")).unwrap_err();
        assert!(!hint(&failure).contains("did-you-mean"), "{failure:?}");
    }

    #[test]
    fn a_known_model_that_is_not_there_is_missing_and_a_path_that_is_not_there_too() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(models(&folder).find(Some("base-q5_1")).unwrap_err().kind, Kind::ModelMissing);
        assert_eq!(models(&folder).find(Some("./nowhere.bin")).unwrap_err().kind, Kind::ModelMissing);
    }
}
