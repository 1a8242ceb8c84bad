//! What every command needs: the wording, the data folder, the settings, and the parts that are made from them.

use std::path::PathBuf;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::assess;
use crate::domain::{Attempt, Coverage, Failure, Finding, Kind, Language, Message, OwnQuestion, Prompt, PromptKind, Session};
use crate::messages::Catalogue;
use crate::msg;
use crate::note;
use crate::practice::{self, Asked};
use crate::prompt::{self, Library};
use crate::record;
use crate::report::{self, Answered, Occasion, Page};
use crate::schedule::{self, MockPlan};
use crate::score::{self, Rubric};
use crate::star::Candidate;
use crate::store::{self, Config, Home, RecoveredFile, Store};
use crate::transcribe;
use crate::transcribe::{Elsewhere, Models, Transcriber, Whisper};
use crate::tui;

use super::arguments::Everywhere;
use super::{output, synonyms};

pub struct Context {
    pub everywhere: Everywhere,
    pub catalogue: Catalogue,
    pub home: Home,
    pub config: Config,
    pub rubric: Rubric,
}

/// How many new prompts a day takes, and what there is to say about the days that are left.
pub struct Agenda {
    pub new_per_day: usize,
    pub remark: Option<Message>,
}

impl Context {
    /// # Errors
    /// `Kind::Storage` or `Kind::BadInput` where data folder or settings cannot be used.
    pub fn new(everywhere: Everywhere, locale: Language) -> Result<Self, Failure> {
        let home = Home::find(std::env::var_os("MYNAH_HOME"))?;
        let config = Config::load(&home)?;
        let rubric = rubric(&home)?;
        let ui = everywhere.ui.map(Language::from).or(config.ui()).unwrap_or(locale);
        Ok(Self { everywhere, catalogue: Catalogue::new(ui), home, config, rubric })
    }

    pub fn store(&self) -> Result<Store, Failure> {
        Store::open(&self.home)
    }

    /// The database where there is one: what only looks something up makes none.
    ///
    /// # Errors
    /// `Kind::Storage` where it cannot be used.
    pub fn store_if_there(&self) -> Result<Option<Store>, Failure> {
        if self.home.db().exists() { Ok(Some(self.store()?)) } else { Ok(None) }
    }

    /// All prompts: those that come with mynah, those from the candidate's notes, and those of his packs.
    ///
    /// # Errors
    /// `Kind::Storage` where the database cannot be read.
    pub fn library(&self) -> Result<Library, Failure> {
        let questions = self.store_if_there()?.map(|store| store.own_questions()).transpose()?.unwrap_or_default();
        let own = questions.iter().map(|question| question.prompt(spoken(question))).collect();
        Ok(Library::load(&self.home.prompts(), own))
    }

    /// The stories that an answer to `prompt` may tell.
    ///
    /// # Errors
    /// `Kind::Storage` where the database cannot be read.
    pub fn candidates(&self, prompt: Option<&Prompt>, language: Language) -> Result<Vec<Candidate>, Failure> {
        let Some(store) = self.store_if_there()? else { return Ok(Vec::new()) };
        Ok(assess::candidates(&store.stories()?, &store.ties()?, prompt, language))
    }

    /// The pairs of words that mean the same to the candidate. What is wrong in his list is said; the rest of it is used.
    pub fn synonyms(&self) -> Vec<(String, String)> {
        note::pairs(&self.synonym_groups())
    }

    /// As he wrote them down, a group a line.
    pub fn synonym_groups(&self) -> Vec<note::Group> {
        let (groups, problems) = synonyms::read(&self.home.synonyms());
        if !problems.is_empty() {
            output::tell(&prompt::problems_text(&problems, &self.catalogue));
        }
        groups
    }

    /// Says what is wrong with the user's own packs; the rest of them is used.
    pub fn warn_about(&self, library: &Library) {
        if !library.problems().is_empty() {
            output::tell(&prompt::problems_text(library.problems(), &self.catalogue));
        }
    }

    pub fn input_device(&self) -> Option<&str> {
        self.everywhere.device.as_deref().or(self.config.get(store::Key::Device))
    }

    pub fn output_device(&self) -> Option<&str> {
        self.everywhere.output_device.as_deref().or(self.config.get(store::Key::OutputDevice))
    }

    /// A remark on standard error, unless the user wants quiet.
    pub fn remark(&self, message: &Message) {
        if !self.everywhere.quiet {
            output::tell(&self.catalogue.say(message));
        }
    }

    /// What only somebody who looks for a fault wants to know.
    pub fn detail(&self, message: &Message) {
        if self.everywhere.verbose {
            output::tell(&self.catalogue.say(message));
        }
    }

    pub fn models(&self) -> Models {
        let more = std::env::var_os("MYNAH_MODELS").map(|folders| std::env::split_paths(&folders).collect::<Vec<PathBuf>>()).unwrap_or_default();
        Models::new(std::iter::once(self.home.models()).chain(more).collect())
    }

    /// The model that was asked for, by name or by file.
    pub fn model_name(&self) -> Option<&str> {
        self.everywhere.model.as_deref().or(self.config.get(store::Key::Model))
    }

    /// Where other programs keep models on this machine.
    pub fn elsewhere(&self) -> Elsewhere {
        Elsewhere::usual(|name| std::env::var_os(name))
    }

    /// The recogniser that was asked for or the best one here, one of `jobs` that share the machine's cores; with none, says in two lines how to get
    /// one, and the rest still works.
    ///
    /// # Errors
    /// `Kind::ModelMissing` or `Kind::ModelUnusable` for a model that was asked for by name.
    pub fn transcriber(&self, jobs: usize) -> Result<Option<Box<dyn Transcriber + Send>>, Failure> {
        let named = self.model_name();
        let found = match self.models().find(named) {
            Ok(found) => found,
            Err(failure) if named.is_none() && failure.kind == Kind::ModelMissing => {
                self.remark(&failure.what);
                failure.hint.iter().for_each(|hint| self.remark(hint));
                return Ok(None);
            }
            Err(failure) => return Err(failure),
        };
        if found.demonstration {
            self.remark(&msg!("cli-demonstration-model"));
        }
        let threads = (transcribe::physical_cores() / jobs).max(1);
        self.detail(&msg!("cli-detail-model", name = &found.name, path = &found.path, threads = threads));
        let whisper = Whisper::load(&found, threads)?;
        Ok(Some(Box::new(whisper)))
    }

    /// An attempt in words, as wide as the terminal.
    pub fn attempt_text(&self, attempt: &Attempt, prompt: Option<&Prompt>) -> String {
        report::attempt_text(attempt, prompt, &self.page(&TimeZone::system()), &|finding| self.finding_text(finding))
    }

    /// The same just after it was given, on a terminal: the findings last, each behind the key that plays it.
    pub fn attempt_text_with_keys(&self, attempt: &Attempt, prompt: Option<&Prompt>) -> String {
        let finding_text = |finding: &Finding| {
            let place = practice::audible(attempt).position(|one| one == finding);
            let key = place.and_then(tui::finding_letter).map(|letter| format!("[{letter}] ")).unwrap_or_default();
            key + &self.finding_text(finding)
        };
        report::attempt_text_findings_last(attempt, prompt, &self.page(&TimeZone::system()), &finding_text)
    }

    /// An attempt as Markdown.
    pub fn attempt_markdown(&self, attempt: &Attempt, prompt: Option<&Prompt>) -> String {
        report::attempt_markdown(attempt, prompt, &self.page(&TimeZone::system()), &|finding| self.finding_text(finding))
    }

    /// A mock interview in words, with the questions as they were asked.
    pub fn practised_round_text(&self, occasion: &Occasion, answers: &[(Attempt, Asked)]) -> String {
        let answered = |(attempt, asked): &(Attempt, Asked)| Answered { attempt: attempt.clone(), question: asked.text().to_owned() };
        self.round_text(occasion, &answers.iter().map(answered).collect::<Vec<_>>())
    }

    /// Answers that were given one after another, in words.
    pub fn round_text(&self, occasion: &Occasion, answers: &[Answered]) -> String {
        report::round_text(occasion, answers, &self.page(&TimeZone::system()), &|finding| self.finding_text(finding))
    }

    /// The same as Markdown.
    pub fn round_markdown(&self, occasion: &Occasion, answers: &[Answered]) -> String {
        report::round_markdown(occasion, answers, &self.page(&TimeZone::system()), &|finding| self.finding_text(finding))
    }

    /// A session as reports name it, by its plan's title.
    pub fn occasion(&self, session: Option<Session>) -> Occasion {
        let is_held = |plan: &MockPlan| session.as_ref().is_some_and(|session| session.plan.as_ref() == Some(&plan.name));
        let title = MockPlan::shipped().into_iter().find(is_held).and_then(|plan| plan.title.get_or_other(self.catalogue.language()).cloned());
        Occasion { session, title }
    }

    /// When the interview is: the morning of the day that is set.
    pub fn interview(&self) -> Option<Timestamp> {
        const HOUR: i8 = 9;
        Some(self.config.interview()?.at(HOUR, 0, 0, 0).to_zoned(TimeZone::system()).ok()?.timestamp())
    }

    /// What a day asks for, with the interview in view.
    ///
    /// # Errors
    /// `Kind::Storage` where the reviews cannot be read.
    pub fn agenda(&self, prompts: &[&Prompt], languages: &[Language]) -> Result<Agenda, Failure> {
        let set = self.config.new_per_day();
        let Some(date) = self.config.interview() else {
            return Ok(Agenda { new_per_day: set.unwrap_or(schedule::NEW_PER_DAY), remark: None });
        };
        let today = TimeZone::system().to_datetime(Timestamp::now()).date();
        let days = today.until(date).map_or(0, |span| span.get_days());
        let reviews = self.store_if_there()?.map(|store| store.reviews()).transpose()?.unwrap_or_default();
        let pace = schedule::pace(prompts, &reviews, languages, usize::try_from(days).unwrap_or(0));
        let remark = match &pace {
            Some(pace) => pace.message(),
            None if days == 0 => msg!("schedule-interview-today"),
            None => msg!("schedule-interview-over", date = date.to_string()),
        };
        let most = pace.map_or(0, |pace| pace.total()).max(schedule::NEW_PER_DAY);
        Ok(Agenda { new_per_day: set.unwrap_or(most), remark: Some(remark) })
    }

    /// What texts are written for: this user, this terminal.
    pub fn page<'a>(&'a self, zone: &'a TimeZone) -> Page<'a> {
        Page { catalogue: &self.catalogue, zone, width: output::width() }
    }

    pub fn coverage_text(&self, coverage: &Coverage) -> String {
        report::coverage_text(coverage, &self.page(&TimeZone::system()))
    }

    pub fn attempt_json(&self, attempt: &Attempt) -> serde_json::Value {
        report::attempt_json(attempt, &|finding| self.finding_text(finding))
    }

    pub fn finding_text(&self, finding: &Finding) -> String {
        self.catalogue.say(&score::finding_message(finding))
    }

    /// The language to rehearse in where none was given: the configured one, else the one mynah speaks to the user.
    pub fn practice_language(&self, given: Option<Language>) -> Language {
        given.or(self.config.lang()).unwrap_or(self.catalogue.language())
    }

    /// Takes in what a crash left behind, and says so.
    ///
    /// # Errors
    /// `Kind::Storage` where a recording or the database cannot be used.
    pub fn recover(&self, store: &Store, language: Language) -> Result<(), Failure> {
        let mut repaired = Vec::new();
        for part in record::left_over(&self.home.recordings())? {
            if let Some(recorded) = record::repair(&part)? {
                let recorded_at = modified(&recorded.path).unwrap_or_else(Timestamp::now);
                repaired.push(RecoveredFile { recording: recorded.facts(), duration: recorded.duration, path: recorded.path, recorded_at });
            }
        }
        for attempt in store::recover(store, &self.home, &repaired, language, Timestamp::now().as_nanosecond() as u64)? {
            self.remark(&msg!("cli-recovered", id = attempt.id.to_string()));
        }
        Ok(())
    }
}

/// How a question of the candidate's note is asked: a topic in a whole sentence, in its own language.
pub fn spoken(question: &OwnQuestion) -> String {
    let catalogue = Catalogue::new(question.language);
    let text = &question.text;
    match (question.is_topic, question.kind) {
        (false, _) => text.clone(),
        (true, PromptKind::Introduction) => catalogue.say(&msg!("note-ask-introduction", topic = text)),
        (true, _) => catalogue.say(&msg!("note-ask-topic", topic = text)),
    }
}

/// The shipped rubric, or the user's own changes to it.
fn rubric(home: &Home) -> Result<Rubric, Failure> {
    let file = home.root().join("rubric.toml");
    match std::fs::read_to_string(&file) {
        Ok(own) => Rubric::with_own(&own).map_err(|failure| failure.hint(msg!("cli-rubric-own", path = &file))),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Rubric::shipped()),
        Err(error) => Err(Failure::new(Kind::BadInput, msg!("cli-file-unreadable", path = &file)).because(error)),
    }
}

/// When a file was last written.
pub fn modified(path: &std::path::Path) -> Option<Timestamp> {
    Timestamp::try_from(std::fs::metadata(path).ok()?.modified().ok()?).ok()
}
