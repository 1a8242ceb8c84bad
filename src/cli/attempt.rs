//! `mynah attempt`: look after single attempts.

use std::collections::BTreeSet;

use jiff::tz::TimeZone;

use crate::assess::{self, Demand, Heard};
use crate::domain::{Attempt, AttemptState, Coverage, Failure, Kind, Labels, Part, Prompt, Scorecard, Seconds, Transcript, harmless};
use crate::msg;
use crate::report;
use crate::star;
use crate::store::Store;
use crate::transcribe::Hint;
use crate::tui::Signals;

use super::arguments::{AttemptAction, Correct, Named, NoteAttempt};
use super::context::Context;
use super::progress::RecognitionLine;
use super::{output, stories};

pub fn run(context: &Context, action: &AttemptAction) -> Result<(), Failure> {
    let store = context.store()?;
    match action {
        AttemptAction::Show(arguments) if arguments.why => explain(context, &arguments.named, &store.find(&arguments.named.attempt)?),
        AttemptAction::Show(arguments) => show(context, &arguments.named, &store, &store.find(&arguments.named.attempt)?),
        AttemptAction::Delete(named) => delete(context, named, &store),
        AttemptAction::Restore(named) => restore(context, named, &store),
        AttemptAction::Rescore(named) => rescore(context, named, &store),
        AttemptAction::Correct(arguments) => correct(context, arguments, &store),
        AttemptAction::Tag(arguments) => label(context, &arguments.attempt, &store, |labels| tag(labels, &arguments.tags, arguments.remove)),
        AttemptAction::Note(arguments) => note(context, arguments, &store),
        AttemptAction::Rename(arguments) => label(context, &arguments.attempt, &store, |labels| labels.title = written(&arguments.title)),
        AttemptAction::Mark(arguments) => label(context, &arguments.attempt, &store, |labels| labels.marked = !arguments.remove),
    }
}

/// Everything about an attempt, as text or as JSON.
fn show(context: &Context, named: &Named, store: &Store, attempt: &Attempt) -> Result<(), Failure> {
    if named.json {
        output::print_json(&context.attempt_json(attempt));
    } else {
        let library = context.library()?;
        let prompt = attempt.prompt.as_ref().and_then(|id| library.get(id));
        let below = stories::worn_out_text(context, store, &library, attempt)?;
        output::print(&(context.attempt_text(attempt, prompt) + &below));
    }
    Ok(())
}

/// Changes what the user says of an attempt, and shows it.
fn label(context: &Context, attempt: &str, store: &Store, change: impl FnOnce(&mut Labels)) -> Result<(), Failure> {
    let mut attempt = store.find(attempt)?;
    change(&mut attempt.labels);
    store.update(&attempt)?;
    let Labels { title, tags, marked, .. } = &attempt.labels;
    let tags = tags.iter().map(|tag| format!("#{tag}"));
    let facts = marked.then(|| "*".to_owned()).into_iter().chain(title.clone()).chain(tags).collect::<Vec<_>>().join(" ");
    context.remark(&msg!("cli-labelled", id = attempt.id.to_string(), facts = facts));
    Ok(())
}

/// Nothing where there is nothing to read.
fn written(text: &str) -> Option<String> {
    Some(text.trim().to_owned()).filter(|text| !text.is_empty())
}

/// Tags are words without their `#`.
fn tag(labels: &mut Labels, tags: &[String], remove: bool) {
    let tags: BTreeSet<String> = tags.iter().map(|tag| tag.trim().trim_start_matches('#').to_owned()).filter(|tag| !tag.is_empty()).collect();
    let before: BTreeSet<String> = labels.tags.drain(..).collect();
    labels.tags = if remove { before.difference(&tags).cloned().collect() } else { before.union(&tags).cloned().collect() };
}

/// Without a text the note is shown; an empty one takes it away.
fn note(context: &Context, arguments: &NoteAttempt, store: &Store) -> Result<(), Failure> {
    match &arguments.text {
        Some(text) => label(context, &arguments.attempt, store, |labels| labels.note = written(text)),
        None => {
            let attempt = store.find(&arguments.attempt)?;
            match &attempt.labels.note {
                Some(note) => output::print(&note.lines().map(|line| harmless(line) + "\n").collect::<String>()),
                None => context.remark(&msg!("cli-no-note", id = attempt.id.to_string())),
            }
            Ok(())
        }
    }
}

/// What spoke for each label of an attempt.
fn explain(context: &Context, named: &Named, attempt: &Attempt) -> Result<(), Failure> {
    let coverage = labelled(attempt)?;
    let explanations = star::explain(coverage, attempt.language);
    if named.json {
        output::print_json(&report::explained_json(&attempt.id, coverage, &explanations));
    } else {
        let zone = TimeZone::system();
        output::print(&report::explained_text(coverage, &explanations, &context.page(&zone)));
    }
    Ok(())
}

/// # Errors
/// `Kind::BadInput` where no word of it is known.
fn labelled(attempt: &Attempt) -> Result<&Coverage, Failure> {
    let id = attempt.id.to_string();
    let failure = || {
        Failure::new(Kind::BadInput, msg!("cli-correct-no-sentences", id = id.clone())).hint(msg!("cli-correct-no-sentences-hint", id = id.clone()))
    };
    attempt.coverage.as_ref().filter(|coverage| !coverage.sentences.is_empty()).ok_or_else(failure)
}

fn delete(context: &Context, named: &Named, store: &Store) -> Result<(), Failure> {
    let attempt = store.find(&named.attempt)?;
    store.set_state(&attempt.id, AttemptState::Deleted)?;
    context.remark(&msg!("cli-deleted", id = attempt.id.to_string()));
    Ok(())
}

/// What was deleted comes back as a whole answer if it was judged; a take that was started over never was one.
fn restore(context: &Context, named: &Named, store: &Store) -> Result<(), Failure> {
    let attempt = store.find(&named.attempt)?;
    if !matches!(attempt.state, AttemptState::Deleted | AttemptState::Discarded) {
        return Err(Failure::new(Kind::BadInput, msg!("cli-nothing-to-restore", id = attempt.id.to_string())));
    }
    let state = if attempt.scorecard.is_some() { AttemptState::Complete } else { AttemptState::Unfinished };
    store.set_state(&attempt.id, state)?;
    context.remark(&msg!("cli-restored", id = attempt.id.to_string()));
    Ok(())
}

/// Without labels the sentences with their numbers; with them the labels are kept and the attempt is scored by them.
fn correct(context: &Context, arguments: &Correct, store: &Store) -> Result<(), Failure> {
    let mut attempt = store.find(&arguments.attempt)?;
    labelled(&attempt)?;
    let named = Named { attempt: arguments.attempt.clone(), json: arguments.json };
    if !arguments.words.is_empty() {
        correct_words(context, arguments, store, &mut attempt)?;
        if arguments.labels.is_empty() {
            return show(context, &named, store, &attempt);
        }
    }
    let coverage = labelled(&attempt)?;
    if arguments.labels.is_empty() {
        for (at, sentence) in coverage.sentences.iter().enumerate() {
            output::print(&format!("{:>3}  {}  {}\n", at + 1, sentence.label.code(), sentence.text));
        }
        let labels = coverage.scheme.parts().iter().chain(&[Part::Other]).map(|part| part.code()).collect::<Vec<_>>().join(", ");
        context.remark(&msg!("cli-correct-how", id = attempt.id.to_string(), labels = labels));
        return Ok(());
    }
    let corrections = arguments.labels.iter().map(|text| correction(text, coverage)).collect::<Result<Vec<_>, _>>()?;
    let library = context.library()?;
    let kind = attempt.prompt.as_ref().and_then(|id| library.get(id)).map(|prompt| prompt.kind);
    assess::correct(&mut attempt, &corrections, kind, &context.rubric);
    store.update(&attempt)?;
    show(context, &named, store, &attempt)
}

/// `3=R`: the third sentence, from 0, and the part of the scheme.
fn correction(text: &str, coverage: &Coverage) -> Result<(usize, Part), Failure> {
    let parts = || coverage.scheme.parts().iter().copied().chain([Part::Other]);
    let read = text.split_once('=').and_then(|(number, label)| {
        let at = number.trim().parse::<usize>().ok()?.checked_sub(1).filter(|at| *at < coverage.sentences.len())?;
        Some((at, parts().find(|part| part.code().eq_ignore_ascii_case(label.trim()))?))
    });
    read.ok_or_else(|| {
        let labels = parts().map(|part| part.code()).collect::<Vec<_>>().join(", ");
        let hint = msg!("cli-correct-hint", count = coverage.sentences.len(), labels = labels);
        Failure::new(Kind::BadInput, msg!("cli-correct-unknown", text = text)).hint(hint)
    })
}

/// Measures, recognises and scores the stored recording again, and ends with Ctrl-C; the attempt then stays as it was. The state and the schedule
/// stay as they are.
fn rescore(context: &Context, named: &Named, store: &Store) -> Result<(), Failure> {
    let mut attempt = store.find(&named.attempt)?;
    let library = context.library()?;
    let prompt = attempt.prompt.as_ref().and_then(|id| library.get(id));
    let interrupt = Signals::watch()?.interrupt();
    let mut line = RecognitionLine::new(context);
    let heard = assess::hear(&attempt.file, &interrupt, &mut |measured| line.measured(measured))?;
    line.end();
    let transcript = match context.transcriber(1)? {
        Some(mut model) => {
            let hint = Hint::for_prompt(prompt, attempt.language);
            Some(assess::recognise(&heard, model.as_mut(), attempt.language, &hint, &interrupt, &mut |share| line.recognised(share))?)
        }
        // Words that are there already are worth more than none.
        None => attempt.transcript.take(),
    };
    line.end();
    let before = attempt.scorecard.clone();
    judge_again(context, store, &mut attempt, &heard, transcript, prompt)?;
    show(context, named, store, &attempt)?;
    tell_change(context, before.as_ref(), &attempt);
    Ok(())
}

/// Everything about the attempt anew, from what was heard and these words.
fn judge_again(
    context: &Context,
    store: &Store,
    attempt: &mut Attempt,
    heard: &Heard,
    transcript: Option<Transcript>,
    prompt: Option<&Prompt>,
) -> Result<(), Failure> {
    let cue = attempt.measurements.as_ref().map_or(Seconds::ZERO, |measurements| measurements.cue_s);
    let stories = assess::candidates(&store.stories()?, &store.ties()?, prompt, attempt.language);
    let synonyms = context.synonyms();
    let demand = Demand { prompt, cue, stories: &stories, synonyms: &synonyms };
    assess::judge(attempt, heard, transcript, demand, &context.rubric);
    store.update(attempt)
}

/// The points before and after, and by which rubric.
fn tell_change(context: &Context, before: Option<&Scorecard>, attempt: &Attempt) {
    let (Some(before), Some(after)) = (before, &attempt.scorecard) else { return };
    let points = |card: &Scorecard| format!("{:.0}", card.points * 100.0);
    let rubrics = (before.rubric.clone(), after.rubric.clone());
    context.remark(&msg!("cli-rescored", before = points(before), after = points(after), old = rubrics.0, new = rubrics.1));
}

/// `클라우드 프런트=CloudFront`: puts words right and judges the answer by them.
fn correct_words(context: &Context, arguments: &Correct, store: &Store, attempt: &mut Attempt) -> Result<(), Failure> {
    let id = attempt.id.to_string();
    let unknown =
        |text: &str| Failure::new(Kind::BadInput, msg!("cli-correct-word", text = text)).hint(msg!("cli-correct-word-hint", id = id.clone()));
    let mut transcript = attempt.transcript.clone().unwrap_or_default();
    for text in &arguments.words {
        let (old, new) = text.split_once('=').ok_or_else(|| unknown(text))?;
        if transcript.correct(old, new) == 0 {
            return Err(unknown(text));
        }
    }
    let library = context.library()?;
    let prompt = attempt.prompt.as_ref().and_then(|id| library.get(id));
    let mut line = RecognitionLine::new(context);
    let heard = assess::hear(&attempt.file, &Signals::watch()?.interrupt(), &mut |measured| line.measured(measured))?;
    line.end();
    judge_again(context, store, attempt, &heard, Some(transcript), prompt)
}
