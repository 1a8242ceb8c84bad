//! `mynah replay`: the answer, with its words in time with the sound.

use std::io::{IsTerminal, Write};

use crate::domain::{Failure, Kind, Seconds, Word};
use crate::msg;
use crate::record::sound_file;
use crate::replay::{self, Cursor};
use crate::tui::Signals;

use super::arguments::Replay;
use super::context::Context;
use super::output;

pub fn run(context: &Context, arguments: &Replay) -> Result<(), Failure> {
    let attempt = context.store()?.find(&arguments.attempt)?;
    let audio = sound_file::read(&attempt.file)?;
    let words = attempt.transcript.map(|transcript| transcript.words).unwrap_or_default();
    let at = Seconds(arguments.at);
    if at >= audio.clip.length() {
        let failure = Failure::new(Kind::BadInput, msg!("cli-beyond-the-end", length = format!("{:.1}", audio.clip.length().0)));
        return Err(failure);
    }
    let signals = Signals::watch()?;
    let mut subtitles = Subtitles::new(&words);
    let played = replay::play(&audio.clip, context.output_device(), at, &signals.interrupt(), &mut |position| subtitles.show(position));
    subtitles.end();
    match played {
        Err(failure) if failure.kind == Kind::DeviceMissing => without_sound(context, &words, failure),
        Ok(()) if signals.is_raised() => Err(Failure::new(Kind::Interrupted, msg!("cli-interrupted"))),
        other => other,
    }
}

/// The words can still be read where nothing can sound.
fn without_sound(context: &Context, words: &[Word], failure: Failure) -> Result<(), Failure> {
    let text: Vec<&str> = words.iter().map(|word| word.text.as_str()).collect();
    if !text.is_empty() {
        context.remark(&msg!("cli-words-without-sound"));
        output::print(&text.join(" "));
    }
    Err(failure)
}

/// The words as they sound, each written when its moment comes.
struct Subtitles<'a> {
    words: &'a [Word],
    shown: Option<usize>,
    to_terminal: bool,
}

impl<'a> Subtitles<'a> {
    fn new(words: &'a [Word]) -> Self {
        Self { words, shown: None, to_terminal: std::io::stdout().is_terminal() }
    }

    fn show(&mut self, position: Seconds) {
        let now = Cursor::at(self.words, position);
        let Some(index) = now.filter(|index| self.shown.is_none_or(|shown| *index > shown)) else { return };
        let first = self.shown.map_or(index, |shown| shown + 1);
        let mut out = std::io::stdout().lock();
        for word in &self.words[first..=index] {
            let _ = write!(out, "{} ", word.text); // a reader who closed the pipe has read enough
        }
        let _ = out.flush();
        self.shown = Some(index);
    }

    fn end(&self) {
        if self.shown.is_some() || self.to_terminal {
            output::print("");
        }
    }
}
