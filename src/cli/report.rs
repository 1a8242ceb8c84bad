//! `mynah report`: everything about an attempt or about all, as text, as a page, or as another program reads it; on standard output or in a file.

use std::io::Write;
use std::path::Path;

use crate::domain::{Attempt, Failure, Kind, Prompt};
use crate::msg;
use crate::report;
use crate::store::Filter;

use super::arguments::{FormatArgument, Report};
use super::context::Context;
use super::{output, report_page, report_round};

pub fn run(context: &Context, arguments: &Report) -> Result<(), Failure> {
    let format = if arguments.json { Some(FormatArgument::Json) } else { arguments.format };
    if format == Some(FormatArgument::Html) {
        return report_page::run(context, arguments);
    }
    let store = context.store()?;
    if arguments.round {
        return report_round::run(context, arguments, &store, format);
    }
    let attempts = if arguments.all { store.history(&Filter::default())? } else { vec![store.find(&arguments.attempt)?] };
    let text = match format {
        None => each_with_prompt(context, &attempts, &|attempt, prompt| context.attempt_text(attempt, prompt))?,
        Some(FormatArgument::Md) => each_with_prompt(context, &attempts, &|attempt, prompt| context.attempt_markdown(attempt, prompt))?,
        Some(FormatArgument::Json) => attempts.iter().map(|attempt| format!("{}\n", context.attempt_json(attempt))).collect(),
        Some(format) if arguments.all => return Err(one_attempt_only(format)),
        Some(format) => words(&attempts[0], format)?,
    };
    write(arguments.output.as_deref(), &text, files(&attempts))
}

/// Into the file, or on standard output where there is none.
///
/// # Errors
/// `Kind::BadInput` where the file is one of the `recordings`, `Kind::Storage` where it cannot be written.
pub(super) fn write<'a>(path: Option<&Path>, text: &str, recordings: impl IntoIterator<Item = &'a Path>) -> Result<(), Failure> {
    let Some(path) = path else {
        output::print(text);
        return Ok(());
    };
    spare_recordings(path, recordings)?;
    replace(path, text)
}

pub(super) fn files(attempts: &[Attempt]) -> impl Iterator<Item = &Path> {
    attempts.iter().map(|attempt| attempt.file.as_path())
}

/// The attempts one after another, each with its question.
pub(super) fn each_with_prompt(
    context: &Context,
    attempts: &[Attempt],
    text: &dyn Fn(&Attempt, Option<&Prompt>) -> String,
) -> Result<String, Failure> {
    let library = context.library()?;
    let texts = attempts.iter().map(|attempt| text(attempt, attempt.prompt.as_ref().and_then(|id| library.get(id))));
    Ok(texts.collect::<Vec<_>>().join("\n\n"))
}

pub(super) fn one_attempt_only(format: FormatArgument) -> Failure {
    Failure::new(Kind::BadInput, msg!("cli-report-one-attempt-only", format = name(format))).hint(msg!("cli-report-one-attempt-only-hint"))
}

/// The words in a format that has room for nothing else.
fn words(attempt: &Attempt, format: FormatArgument) -> Result<String, Failure> {
    if attempt.transcript.as_ref().is_none_or(|transcript| transcript.words.is_empty()) {
        let id = attempt.id.to_string();
        let failure = Failure::new(Kind::BadInput, msg!("cli-report-no-words", id = &id, format = name(format)));
        return Err(failure.hint(msg!("cli-report-no-words-hint", id = &id)));
    }
    Ok(match format {
        FormatArgument::Srt => report::srt(attempt),
        FormatArgument::Vtt => report::vtt(attempt),
        FormatArgument::Csv => report::words_csv(attempt),
        _ => report::textgrid(attempt),
    })
}

/// As it is typed.
fn name(format: FormatArgument) -> String {
    use clap::ValueEnum;
    format.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default()
}

/// # Errors
/// `Kind::BadInput` where `path` is one of the recordings.
pub(super) fn spare_recordings<'a>(path: &Path, recordings: impl IntoIterator<Item = &'a Path>) -> Result<(), Failure> {
    let Ok(there) = path.canonicalize() else { return Ok(()) };
    let is_recording = recordings.into_iter().any(|file| file.canonicalize().is_ok_and(|file| file == there));
    if !is_recording {
        return Ok(());
    }
    Err(Failure::new(Kind::BadInput, msg!("cli-report-over-recording", path = path)).hint(msg!("cli-report-over-recording-hint")))
}

/// Replaces the file in one step: a full disk leaves the old one as it was.
///
/// # Errors
/// `Kind::Storage`, naming the file.
pub(super) fn replace(path: &Path, text: &str) -> Result<(), Failure> {
    let failed = |error: std::io::Error| cannot_write(path, error);
    let mut file = tempfile::NamedTempFile::new_in(folder_of(path)).map_err(failed)?;
    writeln!(file, "{}", text.trim_end_matches('\n')).and_then(|()| file.as_file().sync_all()).map_err(failed)?;
    file.persist(path).map_err(|error| failed(error.error))?;
    Ok(())
}

pub(super) fn cannot_write(path: &Path, error: std::io::Error) -> Failure {
    Failure::new(Kind::Storage, msg!("cli-cannot-write", path = path)).hint(msg!("cli-cannot-write-hint")).because(error)
}

/// The folder that a file lies in.
pub(super) fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}
