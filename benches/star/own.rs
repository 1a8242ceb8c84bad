//! Reads the project's own answers; the format stands in `models/star/GUIDELINES.md`. The test that holds them against it reads them through this file too.

use std::path::{Path, PathBuf};

use mynah::domain::{Language, Part, Scheme};

/// A labelled answer as it is written down.
pub struct Written {
    #[allow(dead_code, reason = "the bench needs no names")]
    pub id: String,
    pub sentences: Vec<(Part, String)>,
}

/// The kinds of answers with the words that files and ids name them by.
pub const KINDS: [(&str, Scheme); 4] =
    [("star", Scheme::Star), ("introduction", Scheme::Introduction), ("motivation", Scheme::Motivation), ("technical", Scheme::Technical)];

pub fn models() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("models/star")
}

/// The files of stories of a language, each with the name of its style.
///
/// # Panics
/// Where the folder or a file in it cannot be read, and at a line that the format does not know, with its place.
pub fn styles(language: Language) -> Vec<(String, Vec<Written>)> {
    let entries = std::fs::read_dir(models().join(language.code())).unwrap();
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files.iter().map(|file| (file.file_stem().unwrap_or_default().to_string_lossy().into_owned(), read(file, Scheme::Star))).collect()
}

/// The answers of another kind that are learned from.
///
/// # Panics
/// As [`styles`].
#[allow(dead_code, reason = "nothing is measured by them")]
pub fn others(kind: &str, language: Language) -> Vec<Written> {
    read(&models().join("other").join(format!("{kind}.{language}.txt")), scheme(kind))
}

/// Those of another kind that are only measured by.
///
/// # Panics
/// As [`styles`].
#[allow(dead_code, reason = "nothing is learned from them")]
pub fn apart(kind: &str, language: Language) -> Vec<Written> {
    let file = models().join("other").join(format!("apart.{language}.txt"));
    let text = std::fs::read_to_string(&file).unwrap();
    let head = format!("## {kind}-");
    let of_kind = text.split_inclusive("\n\n").filter(|answer| answer.starts_with(&head)).collect::<String>();
    written(&of_kind, &file, scheme(kind))
}

fn scheme(kind: &str) -> Scheme {
    KINDS.iter().find(|(name, _)| *name == kind).expect("the kind is one of these").1
}

fn read(file: &Path, scheme: Scheme) -> Vec<Written> {
    let text = std::fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    written(&text, file, scheme)
}

fn written(text: &str, file: &Path, scheme: Scheme) -> Vec<Written> {
    let mut answers: Vec<Written> = Vec::new();
    for (number, line) in text.lines().enumerate() {
        let is_head = ["# ", "who: ", "question: ", "shape: "].iter().any(|head| line.starts_with(head));
        if let Some(id) = line.strip_prefix("## ") {
            answers.push(Written { id: id.to_owned(), sentences: Vec::new() });
        } else if !line.is_empty() && !is_head {
            let sentence = sentence(line, scheme).unwrap_or_else(|| panic!("{}:{}: {line}", file.display(), number + 1));
            answers
                .last_mut()
                .unwrap_or_else(|| panic!("{}:{}: a sentence before the first answer", file.display(), number + 1))
                .sentences
                .push(sentence);
        }
    }
    answers
}

fn sentence(line: &str, scheme: Scheme) -> Option<(Part, String)> {
    let (label, sentence) = line.split_once(' ')?;
    let part = scheme.parts().iter().copied().chain([Part::Other]).find(|part| part.code() == label)?;
    (!sentence.is_empty()).then(|| (part, sentence.to_owned()))
}
