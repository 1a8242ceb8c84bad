//! `mynah report --format html`: brings an answer, what followed it and its sound together for a page, and puts the page where it belongs.

use std::path::{Path, PathBuf};

use jiff::tz::TimeZone;

use crate::domain::{Attempt, Failure, Language, Message, Seconds, Summary};
use crate::msg;
use crate::prompt::Library;
use crate::record::{self, Outline};
use crate::report::{self, Audio, Bands, Occasion, Row, Shown, Sound};
use crate::store::{Filter, Search, Store};

use super::arguments::Report;
use super::context::Context;
use super::output;
use super::recording::{has_other_length, has_other_sound};
use super::report::{cannot_write, folder_of, replace, spare_recordings};
use super::report_round::Round;

/// So much sound goes into a page (about 13 MB); more lies beside it.
const LONGEST_INSIDE: Seconds = Seconds(300.0);

pub fn run(context: &Context, arguments: &Report) -> Result<(), Failure> {
    let store = context.store()?;
    let pages = Pages { context, library: context.library()?, history: store.summaries(&Search::default())?, store: &store };
    let reports = context.home.reports();
    let path = if arguments.all {
        let path = arguments.output.clone().unwrap_or_else(|| reports.join("all.html"));
        pages.write_all(&path)?;
        path
    } else if arguments.round {
        let round = Round::of(context, &store, &store.find(&arguments.attempt)?)?;
        let path = arguments.output.clone().unwrap_or_else(|| reports.join(round_name(&round)));
        pages.write(&round.occasion, &round.attempts, &path)?;
        path
    } else {
        let attempt = store.find(&arguments.attempt)?;
        let path = arguments.output.clone().unwrap_or_else(|| reports.join(format!("{}.html", attempt.id)));
        pages.write_answer(&attempt, &path)?;
        path
    };
    if arguments.output.is_none() {
        output::print(&path.display().to_string());
    }
    Ok(())
}

/// By it `mynah forget` finds the page again.
fn round_name(round: &Round) -> String {
    let first = round.attempts.first().map(|attempt| &attempt.id.0);
    let name = round.occasion.session.as_ref().map(|session| &session.id.0).or(first);
    format!("round-{}.html", name.map_or("", String::as_str))
}

struct Pages<'a> {
    context: &'a Context,
    library: Library,
    store: &'a Store,
    /// Newest first.
    history: Vec<Summary>,
}

impl Pages<'_> {
    /// The page of an answer and of the follow-ups to it.
    fn write_answer(&self, attempt: &Attempt, path: &Path) -> Result<(), Failure> {
        self.write(&Occasion::default(), &self.store.with_follow_ups(attempt)?, path)
    }

    fn write(&self, occasion: &Occasion, attempts: &[Attempt], path: &Path) -> Result<(), Failure> {
        self.spare_recordings(path)?;
        let before = attempts.iter().map(|attempt| self.before(attempt)).collect::<Result<Vec<_>, _>>()?;
        let mut answers = Vec::new();
        for ((attempt, before), sound) in attempts.iter().zip(&before).zip(sounds(attempts, path)?) {
            let prompt = attempt.prompt.as_ref().and_then(|id| self.library.get(id));
            answers.push(Shown { attempt, prompt, before: before.as_ref(), sound });
        }
        let (zone, bands) = (TimeZone::system(), |language| self.bands(language));
        replace(path, &report::answers_page(occasion, &answers, &self.context.page(&zone), &bands, &|finding| self.context.finding_text(finding)))
    }

    fn spare_recordings(&self, path: &Path) -> Result<(), Failure> {
        spare_recordings(path, self.history.iter().map(|attempt| attempt.file.as_path()))
    }

    /// A table of all answers, and a page for each in a folder beside it.
    fn write_all(&self, path: &Path) -> Result<(), Failure> {
        self.spare_recordings(path)?;
        let folder = pages_folder(path);
        std::fs::create_dir_all(&folder).map_err(|error| cannot_write(&folder, error))?;
        let folder_name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let (mut rows, attempts) = (Vec::new(), self.store.history(&Filter::default())?);
        for attempt in &attempts {
            let name = format!("{}.html", attempt.id);
            self.write_answer(attempt, &folder.join(&name))?;
            rows.push(Row { attempt, prompt: attempt.prompt.as_ref().and_then(|id| self.library.get(id)), page: format!("{folder_name}/{name}") });
        }
        replace(path, &report::overview_page(&rows, &self.context.page(&TimeZone::system())))
    }

    /// The last answer to the same prompt before this one.
    fn before(&self, attempt: &Attempt) -> Result<Option<Attempt>, Failure> {
        let Some(prompt) = &attempt.prompt else { return Ok(None) };
        let same = |other: &&Summary| other.prompt.as_ref() == Some(prompt) && other.language == attempt.language && other.answer_s.is_some();
        let older = self.history.iter().skip_while(|one| one.id != attempt.id).skip(1);
        older.filter(same).map(|other| self.store.find(&other.id.0)).next().transpose()
    }

    fn bands(&self, language: Language) -> Bands {
        let rubric = &self.context.rubric;
        let (pace, result) = (rubric.pace(language), rubric.result_band());
        Bands {
            pace: (pace.lower, pace.upper),
            setup_upper: rubric.star.setup_upper,
            action_lower: rubric.star.action_lower,
            result: (result.lower, result.upper),
        }
    }
}

/// `answers.html` has its pages in `answers-pages`.
fn pages_folder(path: &Path) -> PathBuf {
    let mut name = path.file_stem().unwrap_or_default().to_owned();
    name.push("-pages");
    path.with_file_name(name)
}

/// A recording as a page takes it, in a file of its own, or why there is none.
type Small = Result<(tempfile::NamedTempFile, Outline), Message>;

/// The recordings of `attempts` for the page at `page`: inside it where all of them together are short enough for that.
///
/// # Errors
/// `Kind::Storage` where the page's folder cannot be written.
fn sounds(attempts: &[Attempt], page: &Path) -> Result<Vec<Result<Sound, Message>>, Failure> {
    let small = attempts.iter().map(|attempt| small(attempt, page)).collect::<Result<Vec<Small>, _>>()?;
    let length: Seconds = small.iter().flatten().map(|(_, outline)| outline.length).sum();
    let sound = |(small, attempt): (Small, &Attempt)| match small {
        Ok((file, Outline { length: own, peaks })) => {
            let audio = if length <= LONGEST_INSIDE { inside(&file)? } else { beside(file, &attempt.id.0, page)? };
            Ok(Ok(Sound { length: own, peaks, audio }))
        }
        Err(reason) => Ok(Err(reason)),
    };
    small.into_iter().zip(attempts).map(sound).collect()
}

fn small(attempt: &Attempt, page: &Path) -> Result<Small, Failure> {
    let file = &attempt.file;
    if !file.exists() {
        return Ok(Err(msg!("report-page-sound-gone", path = file)));
    }
    if has_other_sound(attempt) {
        return Ok(Err(msg!("report-page-sound-changed", path = file)));
    }
    let small = tempfile::NamedTempFile::new_in(folder_of(page)).map_err(|error| cannot_write(page, error))?;
    let outline = match record::small_wav(file, small.path()) {
        Ok(outline) => outline,
        Err(failure) if failure.what.key == "record-cannot-write" => return Err(failure.hint(msg!("cli-cannot-write-hint"))),
        Err(_) => return Ok(Err(msg!("report-page-sound-unreadable", path = file))),
    };
    if has_other_length(attempt, outline.length) {
        return Ok(Err(msg!("report-page-sound-changed", path = file)));
    }
    Ok(Ok((small, outline)))
}

fn inside(small: &tempfile::NamedTempFile) -> Result<Audio, Failure> {
    std::fs::read(small.path()).map(Audio::Inside).map_err(|error| cannot_write(small.path(), error))
}

/// Gives the file its name beside the page.
fn beside(small: tempfile::NamedTempFile, id: &str, page: &Path) -> Result<Audio, Failure> {
    let name = format!("{}-sound-{id}.wav", page.file_stem().unwrap_or_default().to_string_lossy());
    let beside = page.with_file_name(&name);
    small.as_file().sync_all().map_err(|error| cannot_write(&beside, error))?;
    small.persist(&beside).map_err(|error| cannot_write(&beside, error.error))?;
    Ok(Audio::Beside(name))
}
