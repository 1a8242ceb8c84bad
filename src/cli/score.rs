//! `mynah score`: measures and scores recordings that are already there, one or hundreds.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, Sender};

use jiff::Timestamp;

use crate::assess::{self, Demand, Heard};
use crate::domain::{Attempt, AttemptId, AttemptState, Failure, Interrupt, Kind, Language, Prompt, Seconds, Transcript};
use crate::msg;
use crate::practice;
use crate::star::Candidate;
use crate::store::Store;
use crate::transcribe::{self, Hint, Transcriber};
use crate::tui::Signals;

use super::arguments::Score;
use super::context::{self, Context};
use super::progress::RecognitionLine;
use super::{failure, output};

pub fn run(context: &Context, arguments: &Score) -> Result<(), Failure> {
    let files = recordings(&arguments.files)?;
    if arguments.words.is_some() && files.len() != 1 {
        return Err(Failure::new(Kind::BadInput, msg!("cli-words-for-one-file", count = files.len())).hint(msg!("cli-words-for-one-file-hint")));
    }
    let library = context.library()?;
    let prompt = arguments.prompt.as_deref().map(|id| library.find(id)).transpose()?;
    let store = if arguments.no_save { None } else { Some(context.store()?) };
    let language = language(context, arguments, prompt)?;
    let stories = context.candidates(prompt, language)?;
    let task = Task { context, arguments, prompt, stories, synonyms: context.synonyms(), language, signals: Signals::watch()? };
    score_all(&task, &files, store.as_ref())
}

/// What is the same for all files.
struct Task<'a> {
    context: &'a Context,
    arguments: &'a Score,
    prompt: Option<&'a Prompt>,
    /// The stories that may be told in them.
    stories: Vec<Candidate>,
    synonyms: Vec<(String, String)>,
    language: Language,
    signals: Signals,
}

/// `--lang`, else the prompt's where it exists in one only, else that of the words, else the configured one.
fn language(context: &Context, arguments: &Score, prompt: Option<&Prompt>) -> Result<Language, Failure> {
    if let Some(language) = arguments.lang {
        return Ok(language.into());
    }
    if let Some([only]) = prompt.map(|prompt| prompt.text.languages().collect::<Vec<_>>()).as_deref() {
        return Ok(*only);
    }
    if let Some(words) = &arguments.words {
        return transcribe::language_of_saved_words(words);
    }
    context.config.lang().ok_or_else(|| Failure::new(Kind::BadInput, msg!("cli-language-unknown")).hint(msg!("cli-language-unknown-hint")))
}

/// The files themselves, and everything in the folders that could be a recording, by name.
fn recordings(paths: &[PathBuf]) -> Result<Vec<PathBuf>, Failure> {
    let mut files = Vec::new();
    for path in paths {
        if path.is_dir() {
            files.extend(in_folder(path)?);
        } else {
            files.push(path.clone());
        }
    }
    Ok(files)
}

fn in_folder(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let unreadable = |error: std::io::Error| Failure::new(Kind::BadInput, msg!("cli-folder-unreadable", path = folder)).because(error);
    let entries = std::fs::read_dir(folder).and_then(Iterator::collect::<Result<Vec<_>, _>>).map_err(unreadable)?;
    let mut files: Vec<PathBuf> = entries.into_iter().map(|entry| entry.path()).filter(|path| path.is_file() && is_sound(path)).collect();
    files.sort();
    if files.is_empty() {
        return Err(Failure::new(Kind::BadInput, msg!("cli-folder-empty", path = folder)));
    }
    Ok(files)
}

fn is_sound(path: &Path) -> bool {
    const ENDINGS: [&str; 11] = ["wav", "mp3", "m4a", "mp4", "aac", "flac", "ogg", "oga", "opus", "webm", "mka"];
    path.extension().and_then(|ending| ending.to_str()).is_some_and(|ending| ENDINGS.iter().any(|known| known.eq_ignore_ascii_case(ending)))
}

/// Scores every file, on as many threads as `--jobs` says, and prints each in the order given, as soon as those before it are there. One bad
/// file does not keep the others from being scored; the first failure decides the exit code.
fn score_all(task: &Task<'_>, files: &[PathBuf], store: Option<&Store>) -> Result<(), Failure> {
    let jobs = (task.arguments.jobs.unwrap_or(1) as usize).min(files.len());
    let next = AtomicUsize::new(0);
    let transcribers = (0..jobs).map(|_| if task.arguments.words.is_some() { Ok(None) } else { task.context.transcriber(jobs) });
    let transcribers = transcribers.collect::<Result<Vec<_>, _>>()?;
    let interrupt = task.signals.interrupt();
    let hint = Hint::for_prompt(task.prompt, task.language);
    let (sender, results) = std::sync::mpsc::channel();
    std::thread::scope(|scope| {
        for transcriber in transcribers {
            let (sender, interrupt, hint, next) = (sender.clone(), &interrupt, &hint, &next);
            let words = &task.arguments.words;
            let work = Work { language: task.language, hint, words: words.as_deref(), interrupt };
            scope.spawn(move || work.run(transcriber, files, next, &sender));
        }
        drop(sender);
        collect(task, files, store, &results)
    })
}

/// What a scoring thread needs; everything else stays on the main thread.
struct Work<'a> {
    language: Language,
    hint: &'a Hint,
    words: Option<&'a Path>,
    interrupt: &'a Interrupt,
}

type Found = Result<(Heard, Option<Transcript>), Failure>;

/// What a scoring thread tells of the file with this index.
struct News {
    index: usize,
    what: What,
}

enum What {
    /// How much of it is measured.
    Measured(Seconds),
    /// How much of it is recognised, 0 to 1.
    Share(f64),
    Done(Box<Found>),
}

impl Work<'_> {
    fn run(&self, mut transcriber: Option<Box<dyn Transcriber + Send>>, files: &[PathBuf], next: &AtomicUsize, sender: &Sender<News>) {
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            let Some(file) = files.get(index).filter(|_| !self.interrupt.is_raised()) else { return };
            let found = self.find(file, &mut transcriber, &mut |what| {
                let _ = sender.send(News { index, what }); // nobody listens any more after an interruption
            });
            if sender.send(News { index, what: What::Done(Box::new(found)) }).is_err() {
                return;
            }
        }
    }

    fn find(&self, file: &Path, transcriber: &mut Option<Box<dyn Transcriber + Send>>, tell: &mut dyn FnMut(What)) -> Found {
        let heard = assess::hear(file, self.interrupt, &mut |measured| tell(What::Measured(measured)))?;
        let transcript = match (self.words, transcriber) {
            (Some(words), _) => Some(transcribe::read_saved_words(words, heard.facts.length, self.language)?),
            (None, Some(model)) => {
                let mut recognised = |share| tell(What::Share(share));
                Some(assess::recognise(&heard, model.as_mut(), self.language, self.hint, self.interrupt, &mut recognised)?)
            }
            (None, None) => None,
        };
        Ok((heard, transcript))
    }
}

/// Takes the results as they come, and deals with them in the order of the files.
fn collect(task: &Task<'_>, files: &[PathBuf], store: Option<&Store>, results: &Receiver<News>) -> Result<(), Failure> {
    let mut waiting = BTreeMap::new();
    let mut first_failure = None;
    for (done, file) in files.iter().enumerate() {
        task.show_progress(done, files.len(), file);
        let found = wait_for(task, done, &mut waiting, results)?;
        if let Err(failure) = found.and_then(|(heard, transcript)| finish(task, file, heard, transcript, store)) {
            if failure.kind == Kind::Interrupted || files.len() == 1 {
                return Err(failure);
            }
            output::tell(&failure::in_words(&failure, &task.context.catalogue));
            first_failure.get_or_insert(failure.kind);
        }
    }
    match first_failure {
        Some(kind) => Err(Failure::new(kind, msg!("cli-some-files-failed"))),
        None => Ok(()),
    }
}

/// The result of the file with this index; those of later files wait until it is their turn.
fn wait_for(task: &Task<'_>, index: usize, waiting: &mut BTreeMap<usize, Found>, results: &Receiver<News>) -> Result<Found, Failure> {
    let mut line = RecognitionLine::new(task.context);
    loop {
        if let Some(found) = waiting.remove(&index) {
            line.end();
            return Ok(found);
        }
        match results.recv() {
            Ok(News { index: of, what: What::Done(found) }) => drop(waiting.insert(of, *found)),
            Ok(News { index: of, what: What::Share(share) }) if of == index => line.recognised(share),
            Ok(News { index: of, what: What::Measured(measured) }) if of == index => line.measured(measured),
            Ok(_) => {}
            // The threads end without having told of every file only where they were interrupted.
            Err(_) => return Err(Failure::new(Kind::Interrupted, msg!("cli-interrupted"))),
        }
    }
}

impl Task<'_> {
    fn show_progress(&self, done: usize, all: usize, file: &Path) {
        if all > 1 {
            self.context.remark(&msg!("cli-scoring", number = done + 1, all = all, file = file));
        }
    }
}

/// Judges, stores and prints one recording.
fn finish(task: &Task<'_>, file: &Path, heard: Heard, transcript: Option<Transcript>, store: Option<&Store>) -> Result<(), Failure> {
    if heard.facts.truncated {
        task.context.remark(&msg!("cli-truncated", path = file));
    }
    let now = Timestamp::now();
    let mut attempt = attempt(task, file, now, store)?;
    let demand = Demand { prompt: task.prompt, stories: &task.stories, synonyms: &task.synonyms, ..Demand::default() };
    assess::judge(&mut attempt, &heard, transcript, demand, &task.context.rubric);
    if let Some(store) = store {
        store.insert(&attempt)?;
        if let Some(prompt) = task.prompt {
            practice::Graded::by_scorecard(store, &prompt.id, &attempt, now, task.context.interview())?;
        }
    }
    print(task, &attempt, store.is_some());
    Ok(())
}

fn print(task: &Task<'_>, attempt: &Attempt, kept: bool) {
    if !task.arguments.json {
        output::print(&format!("{}\n", task.context.attempt_text(attempt, task.prompt)));
        return;
    }
    let mut json = task.context.attempt_json(attempt);
    if !kept {
        json["id"] = serde_json::Value::Null; // there is no attempt by that name
    }
    output::print_json(&json);
}

fn attempt(task: &Task<'_>, file: &Path, now: Timestamp, store: Option<&Store>) -> Result<Attempt, Failure> {
    let unreadable = |error: std::io::Error| Failure::new(Kind::BadInput, msg!("cli-file-unreadable", path = file)).because(error);
    let id = match store {
        Some(store) => store.new_id(now.as_nanosecond() as u64)?,
        None => AttemptId(String::new()),
    };
    Ok(Attempt {
        file_sha256: Some(transcribe::sha256(file).map_err(unreadable)?),
        state: AttemptState::Complete,
        prompt: task.prompt.map(|prompt| prompt.id.clone()),
        ..Attempt::new(id, context::modified(file).unwrap_or(now), std::path::absolute(file).map_err(unreadable)?, task.language)
    })
}
