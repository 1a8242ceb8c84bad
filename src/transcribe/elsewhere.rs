//! Models that other programs have fetched already: whisper.cpp's own folders and Hugging Face's cache.

use std::ffi::OsString;
use std::path::PathBuf;

use super::catalogue::Entry;

/// The repository that whisper.cpp's authors publish models in, as Hugging Face's cache names its folder.
const REPOSITORY: &str = "models--ggerganov--whisper.cpp";

/// Where other programs keep models on this machine.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Elsewhere {
    /// Folders with model files in them.
    folders: Vec<PathBuf>,
    /// Hugging Face's caches.
    hubs: Vec<PathBuf>,
}

impl Elsewhere {
    /// The usual places, by what `variable` says of the environment: whisper.cpp's cache and checkout, pywhispercpp's folder, and the cache of
    /// Hugging Face, which `HF_HUB_CACHE` or `HF_HOME` may have moved.
    pub fn usual(variable: impl Fn(&str) -> Option<OsString>) -> Self {
        let folder = |name: &str| variable(name).filter(|value| !value.is_empty()).map(PathBuf::from).filter(|path| path.is_absolute());
        let below = |base: &Option<PathBuf>, rest: &str| base.as_ref().map(|base| base.join(rest));
        let home = folder("HOME").or_else(|| folder("USERPROFILE"));
        let cache = folder("XDG_CACHE_HOME").or_else(|| below(&home, ".cache"));
        let data = folder("XDG_DATA_HOME").or_else(|| below(&home, ".local/share"));
        let windows = folder("LOCALAPPDATA");
        let folders = [
            below(&cache, "whisper.cpp"),
            below(&home, "Library/Caches/whisper.cpp"),
            below(&windows, "whisper.cpp"),
            below(&home, "whisper.cpp/models"),
            below(&data, "pywhispercpp/models"),
            below(&home, "Library/Application Support/pywhispercpp/models"),
            below(&windows, "pywhispercpp/pywhispercpp/models"),
        ];
        let hubs = [
            folder("HF_HUB_CACHE").or_else(|| folder("HUGGINGFACE_HUB_CACHE")),
            below(&folder("HF_HOME"), "hub"),
            below(&cache, "huggingface/hub"),
            below(&home, ".cache/huggingface/hub"),
        ];
        Self { folders: folders.into_iter().flatten().collect(), hubs: distinct(hubs) }
    }

    /// Files that have the entry's name and, where it is known, its length. Their contents have not been looked at.
    pub fn copies(&self, entry: &Entry) -> Vec<PathBuf> {
        let files = self.folders.iter().cloned().chain(self.hubs.iter().flat_map(|hub| snapshots(hub))).map(|folder| folder.join(&entry.file));
        let fits = |path: &PathBuf| path.metadata().is_ok_and(|file| file.is_file() && entry.bytes.is_none_or(|bytes| bytes == file.len()));
        files.filter(fits).collect()
    }
}

fn distinct(paths: impl IntoIterator<Item = Option<PathBuf>>) -> Vec<PathBuf> {
    let mut distinct = Vec::new();
    for path in paths.into_iter().flatten() {
        if !distinct.contains(&path) {
            distinct.push(path);
        }
    }
    distinct
}

/// The revisions of the repository that this cache holds, in order; the files in them are links.
fn snapshots(hub: &std::path::Path) -> Vec<PathBuf> {
    let listed = std::fs::read_dir(hub.join(REPOSITORY).join("snapshots"));
    let mut folders: Vec<PathBuf> = listed.into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    folders.sort();
    folders
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::*;
    use crate::transcribe::catalogue::demonstration;

    /// The places that an environment with these variables leads to.
    fn usual(variables: &[(&str, &Path)]) -> Elsewhere {
        Elsewhere::usual(|name| variables.iter().find(|(known, _)| *known == name).map(|(_, value)| value.as_os_str().to_owned()))
    }

    /// An entry of four bytes, and a file with its name and so many bytes at `path`.
    fn put(path: &Path, bytes: &[u8]) -> Entry {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
        Entry { bytes: Some(4), file: "ggml-x.bin".to_owned(), ..demonstration().clone() }
    }

    #[track_caller]
    fn check_found(variable: &str, place: &str) {
        let root = tempfile::tempdir().unwrap();
        let file = root.path().join(place).join("ggml-x.bin");
        let entry = put(&file, b"1234");
        assert_eq!(usual(&[(variable, root.path())]).copies(&entry), [file], "{variable} {place}");
    }

    #[test]
    fn every_usual_place_is_looked_at() {
        for place in [".cache/whisper.cpp", "whisper.cpp/models", "Library/Caches/whisper.cpp", ".local/share/pywhispercpp/models"] {
            check_found("HOME", place);
        }
        check_found("HOME", ".cache/huggingface/hub/models--ggerganov--whisper.cpp/snapshots/5359861c");
        check_found("HF_HOME", "hub/models--ggerganov--whisper.cpp/snapshots/5359861c");
        check_found("HF_HUB_CACHE", "models--ggerganov--whisper.cpp/snapshots/5359861c");
        check_found("XDG_CACHE_HOME", "whisper.cpp");
        check_found("LOCALAPPDATA", "whisper.cpp");
        check_found("USERPROFILE", ".cache/huggingface/hub/models--ggerganov--whisper.cpp/snapshots/main");
    }

    #[cfg(unix)]
    #[test]
    fn a_link_into_the_blobs_counts_as_the_file_and_one_that_leads_nowhere_does_not() {
        let root = tempfile::tempdir().unwrap();
        let repository = root.path().join("hub/models--ggerganov--whisper.cpp");
        let entry = put(&repository.join("blobs/abc"), b"1234");
        for (revision, blob) in [("one", "../../blobs/abc"), ("two", "../../blobs/gone")] {
            fs::create_dir_all(repository.join("snapshots").join(revision)).unwrap();
            std::os::unix::fs::symlink(blob, repository.join("snapshots").join(revision).join("ggml-x.bin")).unwrap();
        }
        assert_eq!(usual(&[("HF_HOME", root.path())]).copies(&entry), [repository.join("snapshots/one/ggml-x.bin")]);
    }

    #[test]
    fn a_file_of_another_length_and_a_folder_are_passed_over() {
        let root = tempfile::tempdir().unwrap();
        let entry = put(&root.path().join("whisper.cpp/models/ggml-x.bin"), b"12345");
        fs::create_dir_all(root.path().join(".cache/whisper.cpp/ggml-x.bin")).unwrap();
        assert!(usual(&[("HOME", root.path())]).copies(&entry).is_empty());
        assert_eq!(usual(&[("HOME", root.path())]).copies(&Entry { bytes: None, ..entry }).len(), 1);
    }

    #[test]
    fn without_an_environment_there_is_nowhere_to_look() {
        assert_eq!(usual(&[]), Elsewhere::default());
        assert_eq!(usual(&[("HOME", Path::new("relative")), ("HF_HOME", Path::new(""))]), Elsewhere::default());
    }
}
