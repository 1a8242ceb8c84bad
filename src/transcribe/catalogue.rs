//! The speech models that mynah knows: `models/catalog.toml`, compiled in.

use std::sync::LazyLock;

use serde::Deserialize;

use super::cost::Sizes;
use crate::domain::{Bilingual, Seconds};

/// How well a model hears Korean, worst first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Quality {
    Poor,
    Fair,
    Good,
    Better,
    Best,
}

/// One model of the catalogue.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    pub name: String,
    pub file: String,
    /// Unknown where no two sources agree on it.
    pub bytes: Option<u64>,
    /// In lower-case hexadecimal digits.
    pub sha256: String,
    pub korean: Quality,
    pub licence: String,
    /// None for the model that is compiled in.
    pub url: Option<String>,
    /// As they stand in the file's header.
    pub sizes: Sizes,
    /// The longest stretch of sound that the model is given at once.
    #[serde(rename = "window_s")]
    pub window: Seconds,
    /// Whether words to expect may be given along.
    pub prompt: bool,
    /// Knows a few sentences only; never chosen unless it is named.
    #[serde(default)]
    pub demonstration: bool,
    pub note: Bilingual<String>,
}

#[derive(Deserialize)]
struct File {
    model: Vec<Entry>,
}

static CATALOGUE: LazyLock<Vec<Entry>> = LazyLock::new(|| {
    let file: File = toml::from_str(include_str!("../../models/catalog.toml")).expect("the shipped catalogue is read by a test");
    file.model
});

/// All entries, the best model first.
pub fn catalogue() -> &'static [Entry] {
    &CATALOGUE
}

/// What the demonstration model is called.
pub const DEMONSTRATION: &str = "demo";

pub fn demonstration() -> &'static Entry {
    CATALOGUE.iter().find(|entry| entry.demonstration).expect("a test looks for it in the shipped catalogue")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn names_files_and_hashes_are_whole_and_each_its_own() {
        let distinct = |part: fn(&Entry) -> &str| catalogue().iter().map(part).collect::<BTreeSet<_>>().len();
        assert_eq!([distinct(|e| &e.name), distinct(|e| &e.file), distinct(|e| &e.sha256)], [catalogue().len(); 3]);
        for entry in catalogue() {
            assert_eq!(entry.file, format!("ggml-{}.bin", entry.name.replace("demo", "demo-q5_1")));
            assert!(entry.sha256.len() == 64 && entry.sha256.chars().all(|c| matches!(c, '0'..='9' | 'a'..='f')), "{}", entry.name);
            assert!((1.0..=28.0).contains(&entry.window.0), "{}", entry.name);
            assert!(entry.note.ko.is_some() && entry.note.en.is_some(), "{}", entry.name);
        }
    }

    #[test]
    fn the_sizes_are_those_of_the_file() {
        let folder = tempfile::tempdir().unwrap();
        let header = crate::transcribe::check_file(&crate::transcribe::demo_model(folder.path()).unwrap()).unwrap();
        assert_eq!(demonstration().sizes, header.sizes());
    }

    #[test]
    fn models_are_listed_from_best_to_worst() {
        assert!(catalogue().is_sorted_by(|a, b| a.korean >= b.korean));
    }

    #[test]
    fn every_model_but_the_demonstration_has_an_address_that_names_its_file_and_revision() {
        for entry in catalogue() {
            match &entry.url {
                Some(url) => assert!(url.ends_with(&format!("/resolve/5359861c739e955e79d9a303bcbc70fb988958b1/{}", entry.file)), "{url}"),
                None => assert!(entry.demonstration && !entry.prompt),
            }
        }
        assert_eq!(catalogue().iter().filter(|entry| entry.demonstration).count(), 1);
        assert_eq!(demonstration().name, "demo");
    }
}
