//! The user's settings: `config.toml` in the data folder. Setting one keeps the comments and the order of the others.

use std::io::Write;
use std::path::{Path, PathBuf};

use jiff::civil::Date;
use toml_edit::{DocumentMut, Item, TomlError};

use super::Home;
use super::home::unwritable;
use crate::domain::{Failure, Kind, Language, Message};
use crate::msg;

/// Nobody practises more than this a day.
const MOST_NEW: usize = 200;

/// What can be set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    /// The language mynah speaks to its user in.
    Ui,
    /// The language that answers are rehearsed in.
    Lang,
    /// The speech model, by name or file.
    Model,
    /// The microphone.
    Device,
    OutputDevice,
    /// The day of the interview, as 2026-12-24.
    InterviewDate,
    /// How many prompts that were never asked come in a day.
    NewPerDay,
}

impl Key {
    pub const ALL: [Key; 7] = [Key::Ui, Key::Lang, Key::Model, Key::Device, Key::OutputDevice, Key::InterviewDate, Key::NewPerDay];

    /// As it stands in the file and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Key::Ui => "ui",
            Key::Lang => "lang",
            Key::Model => "model",
            Key::Device => "device",
            Key::OutputDevice => "output-device",
            Key::InterviewDate => "interview-date",
            Key::NewPerDay => "new-per-day",
        }
    }

    /// # Errors
    /// `Kind::Unknown`, saying which exist and which is close.
    pub fn from_name(name: &str) -> Result<Self, Failure> {
        let known = Key::ALL.into_iter().find(|key| key.name() == name);
        known.ok_or_else(|| Failure::new(Kind::Unknown, msg!("store-config-unknown", key = name)).hint(known_keys(name)))
    }

    /// # Errors
    /// `Kind::BadInput`, saying what is allowed.
    fn check(self, value: &str) -> Result<(), Failure> {
        let bad = || Failure::new(Kind::BadInput, msg!("store-config-bad-value", key = self.name(), value = value));
        match self {
            Key::Ui | Key::Lang if !Language::ALL.iter().any(|language| language.code() == value) => Err(bad().hint(self.allowed())),
            Key::InterviewDate if value.parse::<Date>().is_err() => Err(bad().hint(self.allowed())),
            Key::NewPerDay if !value.parse::<usize>().is_ok_and(|number| (1..=MOST_NEW).contains(&number)) => Err(bad().hint(self.allowed())),
            _ if value.trim().is_empty() => Err(bad().hint(self.allowed())),
            _ => Ok(()),
        }
    }

    fn allowed(self) -> Message {
        match self {
            Key::Ui | Key::Lang => msg!("store-config-allows-language"),
            Key::Model => msg!("store-config-allows-model"),
            Key::Device | Key::OutputDevice => msg!("store-config-allows-device"),
            Key::InterviewDate => msg!("store-config-allows-date"),
            Key::NewPerDay => msg!("store-config-allows-number", most = MOST_NEW),
        }
    }
}

/// What to say to `name`, which is no key.
fn known_keys(name: &str) -> Message {
    let all = Key::ALL.map(Key::name).join(", ");
    let similar = Key::ALL.into_iter().map(|key| (strsim::jaro_winkler(name, key.name()), key.name()));
    match similar.max_by(|one, other| one.0.total_cmp(&other.0)) {
        Some((similarity, near)) if similarity >= 0.75 => msg!("store-config-near", near = near, all = all),
        _ => msg!("store-config-keys", all = all),
    }
}

/// The settings, as they were when they were read.
#[derive(Clone, Debug)]
pub struct Config {
    path: PathBuf,
    document: DocumentMut,
}

impl Config {
    /// Reads and checks the file; without one nothing is set.
    ///
    /// # Errors
    /// `Kind::BadInput` with the line where the file is no TOML or holds a key or value that is not allowed; `Kind::Storage` where it
    /// cannot be read.
    pub fn load(home: &Home) -> Result<Self, Failure> {
        let path = home.config();
        let text = match std::fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
            Err(error) => {
                let failure = Failure::new(Kind::Storage, msg!("store-unreadable", path = &path));
                return Err(failure.because(format!("{}: reading: {error}", path.display())));
            }
        };
        let document = parse(&path, &text)?;
        Ok(Self { path, document })
    }

    pub fn get(&self, key: Key) -> Option<&str> {
        self.document.get(key.name()).and_then(Item::as_str)
    }

    /// The language mynah speaks to its user in, where it is set.
    pub fn ui(&self) -> Option<Language> {
        self.get(Key::Ui).and_then(Language::from_code)
    }

    /// The language that answers are rehearsed in, where it is set.
    pub fn lang(&self) -> Option<Language> {
        self.get(Key::Lang).and_then(Language::from_code)
    }

    /// The day of the interview, where it is set.
    pub fn interview(&self) -> Option<Date> {
        self.get(Key::InterviewDate).and_then(|date| date.parse().ok())
    }

    /// How many new prompts a day, where it is set.
    pub fn new_per_day(&self) -> Option<usize> {
        self.get(Key::NewPerDay).and_then(|number| number.parse().ok())
    }

    /// Every key with its value.
    pub fn list(&self) -> impl Iterator<Item = (Key, Option<&str>)> {
        Key::ALL.into_iter().map(|key| (key, self.get(key)))
    }

    /// Sets `key` and writes the file, whole or not at all.
    ///
    /// # Errors
    /// `Kind::BadInput` where the value is not allowed; `Kind::Storage` where the file cannot be written.
    pub fn set(&mut self, key: Key, value: &str) -> Result<(), Failure> {
        key.check(value)?;
        match self.document.get_mut(key.name()).and_then(Item::as_value_mut) {
            Some(found) => {
                let surroundings = found.decor().clone(); // the comment behind the value
                *found = value.into();
                *found.decor_mut() = surroundings;
            }
            None => self.document[key.name()] = toml_edit::value(value),
        }
        self.write().map_err(|error| unwritable(&self.path, "writing", error))
    }

    fn write(&self) -> std::io::Result<()> {
        let folder = self.path.parent().unwrap_or(Path::new("."));
        std::fs::create_dir_all(folder)?;
        let mut file = tempfile::Builder::new().prefix(".config").tempfile_in(folder)?; // readable by its owner only
        file.write_all(self.document.to_string().as_bytes())?;
        file.as_file().sync_all()?;
        file.persist(&self.path)?;
        Ok(())
    }
}

fn parse(path: &Path, text: &str) -> Result<DocumentMut, Failure> {
    let document = toml_edit::Document::parse(text).map_err(|error| broken(path, text, &error))?;
    for (name, item) in document.iter() {
        let offset = document.key(name).and_then(toml_edit::Key::span).map_or(0, |span| span.start);
        check_setting(path, &line_of(text, offset), name, item)?;
    }
    Ok(document.into_mut())
}

fn check_setting(path: &Path, line: &str, name: &str, item: &Item) -> Result<(), Failure> {
    let Ok(key) = Key::from_name(name) else {
        let failure = msg!("store-config-unknown-line", file = path, line = line, key = name);
        return Err(Failure::new(Kind::BadInput, failure).hint(known_keys(name)));
    };
    if item.as_str().is_some_and(|value| key.check(value).is_ok()) {
        return Ok(());
    }
    let shown = item.to_string();
    let failure = msg!("store-config-bad-line", file = path, line = line, key = name, value = shown.trim());
    Err(Failure::new(Kind::BadInput, failure).hint(key.allowed()))
}

fn broken(path: &Path, text: &str, error: &TomlError) -> Failure {
    let line = line_of(text, error.span().map_or(0, |span| span.start));
    Failure::new(Kind::BadInput, msg!("store-config-broken", file = path, line = line))
        .hint(msg!("store-config-broken-hint"))
        .because(error.message().to_owned())
}

/// Counted from 1.
fn line_of(text: &str, offset: usize) -> String {
    let before = &text.as_bytes()[..offset.min(text.len())];
    (before.iter().filter(|&&byte| byte == b'\n').count() + 1).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn home_with(config: &str) -> (tempfile::TempDir, Home) {
        let folder = tempfile::tempdir().unwrap();
        let home = Home::at(folder.path().join("설정 folder"));
        home.prepare().unwrap();
        std::fs::write(home.config(), config).unwrap();
        (folder, home)
    }

    #[track_caller]
    fn check_refused(config: &str, key: &str, line: &str) {
        let (_folder, home) = home_with(config);
        let failure = Config::load(&home).unwrap_err();
        assert_eq!((failure.kind, failure.what.key), (Kind::BadInput, key), "{failure}");
        assert!(failure.what.arguments.contains(&("line", line.into())), "{failure}");
        assert!(failure.hint.is_some());
    }

    #[test]
    fn without_a_file_nothing_is_set() {
        let folder = tempfile::tempdir().unwrap();
        let config = Config::load(&Home::at(folder.path().join("none"))).unwrap();
        assert!(config.list().all(|(_, value)| value.is_none()));
    }

    #[test]
    fn a_value_that_was_set_is_there_when_the_file_is_read_again() {
        let folder = tempfile::tempdir().unwrap();
        let home = Home::at(folder.path().join("새"));
        Config::load(&home).unwrap().set(Key::OutputDevice, "스피커 \"2\"").unwrap();
        Config::load(&home).unwrap().set(Key::Lang, "ko").unwrap();
        let config = Config::load(&home).unwrap();
        assert_eq!(config.get(Key::OutputDevice), Some("스피커 \"2\""));
        assert_eq!((config.lang(), config.ui()), (Some(Language::Ko), None));
    }

    #[test]
    fn a_date_and_a_number_are_checked_when_they_are_set() {
        let folder = tempfile::tempdir().unwrap();
        let home = Home::at(folder.path().to_owned());
        let set = |key, value| Config::load(&home).unwrap().set(key, value).is_ok();
        for (key, value, is_right) in [
            (Key::InterviewDate, "2026-12-24", true),
            (Key::InterviewDate, "2026-13-01", false),
            (Key::InterviewDate, "tomorrow", false),
            (Key::NewPerDay, "12", true),
            (Key::NewPerDay, "0", false),
            (Key::NewPerDay, "201", false),
            (Key::NewPerDay, "-1", false),
        ] {
            assert_eq!(set(key, value), is_right, "{value}");
        }
        let config = Config::load(&home).unwrap();
        assert_eq!((config.interview(), config.new_per_day()), (Some(jiff::civil::date(2026, 12, 24)), Some(12)));
    }

    #[test]
    fn setting_a_value_keeps_comments_and_order() {
        let (_folder, home) = home_with("# mine\nmodel = \"small\" # fast\n\nui = \"en\"\n");
        let mut config = Config::load(&home).unwrap();
        config.set(Key::Model, "medium").unwrap();
        config.set(Key::Lang, "ko").unwrap();
        let text = std::fs::read_to_string(home.config()).unwrap();
        assert_eq!(text, "# mine\nmodel = \"medium\" # fast\n\nui = \"en\"\nlang = \"ko\"\n");
    }

    #[test]
    fn a_file_that_cannot_be_used_is_refused_with_its_line() {
        check_refused("ui = \"ko\"\nlang = \n", "store-config-broken", "2");
        check_refused("ui = \"ko\"\n\nlanguage = \"ko\"\n", "store-config-unknown-line", "3");
        check_refused("ui = \"de\"\n", "store-config-bad-line", "1");
        check_refused("\r\nmodel = 3\r\n", "store-config-bad-line", "2");
        check_refused("# a\n[ui]\nx = 1\n", "store-config-bad-line", "2");
        check_refused("device = \"  \"\n", "store-config-bad-line", "1");
    }

    #[test]
    fn a_bad_value_changes_nothing() {
        let (_folder, home) = home_with("ui = \"ko\"\n");
        let mut config = Config::load(&home).unwrap();
        for (key, value) in [(Key::Ui, "fr"), (Key::Lang, "KO"), (Key::Model, "")] {
            assert_eq!(config.set(key, value).unwrap_err().kind, Kind::BadInput, "{value}");
        }
        assert_eq!(std::fs::read_to_string(home.config()).unwrap(), "ui = \"ko\"\n");
    }

    #[track_caller]
    fn check_near(name: &str, near: Option<&str>) {
        let failure = Key::from_name(name).unwrap_err();
        assert_eq!(failure.kind, Kind::Unknown);
        let hint = failure.hint.unwrap();
        assert_eq!(hint.arguments.iter().find(|(argument, _)| *argument == "near").map(|(_, value)| value.clone()), near.map(Into::into));
        assert!(hint.arguments.contains(&("all", "ui, lang, model, device, output-device, interview-date, new-per-day".into())));
    }

    #[test]
    fn an_unknown_key_is_told_which_exist_and_which_is_close() {
        check_near("language", Some("lang"));
        check_near("models", Some("model"));
        check_near("output_device", Some("output-device"));
        check_near("zzz", None);
        check_near("", None);
    }

    #[cfg(unix)]
    #[test]
    fn a_folder_that_cannot_be_written_leaves_the_old_file() {
        let (_folder, home) = home_with("ui = \"ko\"\n");
        let mut config = Config::load(&home).unwrap();
        std::fs::remove_file(home.config()).unwrap();
        std::fs::create_dir_all(home.config().join("in the way")).unwrap();
        let failure = config.set(Key::Ui, "en").unwrap_err();
        assert_eq!(failure.kind, Kind::Storage);
        assert!(failure.to_string().contains("config.toml"), "{failure}");
        assert_eq!(
            std::fs::read_dir(home.root())
                .unwrap()
                .filter(|entry| entry.as_ref().unwrap().file_name().to_string_lossy().starts_with(".config"))
                .count(),
            0
        );
    }
}
