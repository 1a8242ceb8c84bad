//! Reads the project's own answers; the format stands in `models/star/GUIDELINES.md`. The test that holds them against it reads them through this file too.

use std::path::{Path, PathBuf};

use mynah::domain::{Language, Part};

/// A labelled answer as it is written down.
pub struct Written {
    #[allow(dead_code, reason = "the bench needs no names")]
    pub id: String,
    pub sentences: Vec<(Part, String)>,
}

pub fn models() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("models/star")
}

/// The files of a language, each with the name of its style.
///
/// # Panics
/// Where the folder or a file in it cannot be read, and at a line that the format does not know, with its place.
pub fn styles(language: Language) -> Vec<(String, Vec<Written>)> {
    let entries = std::fs::read_dir(models().join(language.code())).unwrap();
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files.iter().map(|file| (file.file_stem().unwrap_or_default().to_string_lossy().into_owned(), read(file))).collect()
}

fn read(file: &Path) -> Vec<Written> {
    let mut answers: Vec<Written> = Vec::new();
    for (number, line) in std::fs::read_to_string(file).unwrap().lines().enumerate() {
        let is_head = ["# ", "who: ", "question: ", "shape: "].iter().any(|head| line.starts_with(head));
        if let Some(id) = line.strip_prefix("## ") {
            answers.push(Written { id: id.to_owned(), sentences: Vec::new() });
        } else if !line.is_empty() && !is_head {
            let sentence = sentence(line).unwrap_or_else(|| panic!("{}:{}: {line}", file.display(), number + 1));
            answers
                .last_mut()
                .unwrap_or_else(|| panic!("{}:{}: a sentence before the first answer", file.display(), number + 1))
                .sentences
                .push(sentence);
        }
    }
    answers
}

fn sentence(line: &str) -> Option<(Part, String)> {
    let (label, sentence) = line.split_once(' ')?;
    let part = [Part::Situation, Part::Task, Part::Action, Part::Result, Part::Other].into_iter().find(|part| part.code() == label)?;
    (!sentence.is_empty()).then(|| (part, sentence.to_owned()))
}
