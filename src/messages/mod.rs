//! Everything people read, in Korean and English, from one catalogue of Fluent messages: one file a folder of the crate, in each language.
//!
//! The stages make a [`Message`] (a name and its arguments); this is the only place that turns one into words.
//! Korean particles that depend on the word before them come from the function `JOSA`: `{ JOSA($name, "을/를") }`.

mod josa;

use fluent_bundle::{FluentArgs, FluentBundle, FluentResource, FluentValue};

use crate::domain::{Argument, Language, Message, competency_title};

macro_rules! sources {
    ($($name:literal),* $(,)?) => {
        /// (file name, Korean text, English text)
        const SOURCES: &[(&str, &str, &str)] =
            &[$((concat!($name, ".ftl"), include_str!(concat!("ko/", $name, ".ftl")), include_str!(concat!("en/", $name, ".ftl")))),*];
    };
}

sources![
    "cli",
    "competency",
    "demo",
    "download",
    "help",
    "note",
    "practice",
    "prompt",
    "record",
    "replay",
    "report",
    "schedule",
    "score",
    "speak",
    "store",
    "transcribe"
];

/// The wording in one language.
pub struct Catalogue {
    language: Language,
    bundle: FluentBundle<FluentResource>,
}

impl Catalogue {
    /// # Panics
    /// If a shipped message file cannot be parsed; a test reads them all.
    pub fn new(language: Language) -> Self {
        let locale = match language {
            Language::Ko => unic_langid::langid!("ko"),
            Language::En => unic_langid::langid!("en"),
        };
        let mut bundle = FluentBundle::new(vec![locale]);
        bundle.set_use_isolating(false); // the marks that isolate right-to-left text show up as boxes in many terminals
        bundle.add_function("JOSA", josa::function).expect("JOSA is added once");
        for (name, ko, en) in SOURCES {
            let text = if language == Language::Ko { ko } else { en };
            let resource = FluentResource::try_new((*text).to_owned()).unwrap_or_else(|(_, errors)| panic!("{language}/{name}: {errors:?}"));
            bundle.add_resource(resource).unwrap_or_else(|errors| panic!("{language}/{name}: {errors:?}"));
        }
        Self { language, bundle }
    }

    pub fn language(&self) -> Language {
        self.language
    }

    /// A help text, found by the name of the command or argument that it describes; its own name where there is none.
    pub fn help(&self, key: &str) -> String {
        self.format(key, None)
    }

    /// A principle or topic as people call it; one that only a user's pack knows goes by its own name.
    pub fn competency(&self, name: &str) -> String {
        let key = format!("competency-{name}");
        if self.bundle.has_message(&key) { self.format(&key, None) } else { competency_title(name) }
    }

    /// The message in words. A message without an entry shows its own name, so that nothing is ever silent.
    pub fn say(&self, message: &Message) -> String {
        let arguments: FluentArgs = message.arguments.iter().map(|(name, value)| (*name, self.fluent_value(value))).collect();
        self.format(message.key, Some(&arguments))
    }

    fn format(&self, key: &str, arguments: Option<&FluentArgs>) -> String {
        let Some(pattern) = self.bundle.get_message(key).and_then(|entry| entry.value()) else {
            return key.to_owned();
        };
        let mut errors = Vec::new();
        self.bundle.format_pattern(pattern, arguments, &mut errors).into_owned()
    }

    fn fluent_value<'a>(&self, value: &'a Argument) -> FluentValue<'a> {
        match value {
            Argument::Text(text) => FluentValue::from(text.as_str()),
            Argument::Count(count) => FluentValue::from(*count),
            Argument::Competency(name) => FluentValue::from(self.competency(name)),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::*;

    /// Message name → the names of the variables in it.
    fn entries(text: &str) -> BTreeMap<String, BTreeSet<String>> {
        let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        let mut current = String::new();
        for line in text.lines() {
            if let Some((key, _)) = line.split_once(" =").filter(|_| line.starts_with(|c: char| c.is_ascii_lowercase())) {
                current = key.to_owned();
                assert!(found.insert(current.clone(), BTreeSet::new()).is_none(), "{key} stands twice");
            }
            if let Some(variables) = found.get_mut(&current) {
                variables.extend(
                    line.split('$').skip(1).map(|rest| rest.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').next().unwrap().to_owned()),
                );
            }
        }
        found
    }

    #[test]
    fn every_message_exists_in_both_languages_with_the_same_variables() {
        for (name, ko, en) in SOURCES {
            assert_eq!(entries(ko), entries(en), "{name}");
        }
    }

    #[test]
    fn both_catalogues_parse_and_no_name_is_given_twice() {
        for language in Language::ALL {
            Catalogue::new(language);
        }
    }

    #[test]
    fn every_topic_of_a_shipped_question_has_a_name_in_both_languages_and_no_other_has() {
        let library = crate::prompt::Library::shipped();
        let topics = library.prompts().iter().filter(|prompt| prompt.pack != "amazon").filter_map(|prompt| prompt.competency.as_deref());
        let asked: BTreeSet<String> = topics.filter(|topic| *topic != "customer-obsession").map(|topic| format!("competency-{topic}")).collect();
        let (_, ko, en) = SOURCES.iter().find(|(name, ..)| *name == "competency.ftl").unwrap();
        assert_eq!(entries(ko).into_keys().collect::<BTreeSet<_>>(), asked);
        assert_eq!(entries(en).into_keys().collect::<BTreeSet<_>>(), asked);
    }

    #[test]
    fn a_competency_is_called_as_people_call_it() {
        #[track_caller]
        fn check(name: &str, ko: &str, en: &str) {
            let called = [Language::Ko, Language::En].map(|language| Catalogue::new(language).competency(name));
            assert_eq!(called, [ko, en], "{name}");
        }
        check("conflict", "갈등", "Conflict");
        check("pki", "PKI", "PKI");
        check("customer-obsession", "Customer obsession", "Customer obsession");
        check("내-주제", "내 주제", "내 주제");
        check("", "", "");
    }

    /// Reads every `msg!("…", name = …)` in the sources, so a message that is used exists, gets the variables it asks for, and none is unused.
    #[test]
    fn every_message_is_used_and_every_use_has_a_message() {
        let known: BTreeMap<String, BTreeSet<String>> = SOURCES.iter().flat_map(|(_, _, en)| entries(en)).collect();
        let mut used = BTreeSet::new();
        for path in rust_files(concat!(env!("CARGO_MANIFEST_DIR"), "/src").as_ref()) {
            let text = std::fs::read_to_string(&path).unwrap();
            for call in text.split("msg!(\"").skip(1) {
                let key = call.split('"').next().unwrap();
                if path.ends_with("domain/message.rs") || path.ends_with("messages/mod.rs") {
                    continue;
                }
                assert!(known.contains_key(key), "{}: no message {key:?}", path.display());
                used.insert(key.to_owned());
            }
        }
        // Help texts are found by the names of commands and arguments, which `cli::arguments` tests; competencies by those that prompts ask for.
        let is_found_by_name = |key: &&String| key.starts_with("help") || key.starts_with("competency-");
        let unused: Vec<_> = known.keys().filter(|key| !is_found_by_name(key) && !used.contains(*key)).collect();
        assert!(unused.is_empty(), "messages that nothing uses: {unused:?}");
    }

    fn rust_files(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
        let mut files = Vec::new();
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                files.extend(rust_files(&path));
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                files.push(path);
            }
        }
        files
    }
}
