//! `mynah replay`: an answer with its words in time with the sound, or two of them part by part.

use std::io::IsTerminal;
use std::sync::Arc;

use crate::domain::{Attempt, Clip, Failure, Finding, Interrupt, Kind, Message, Seconds, Span};
use crate::msg;
use crate::record::sound_file::{self, Sound};
use crate::replay::{self, Command, Envelope, Order, Passage, Subtitle, Timeline, Transport};
use crate::score;
use crate::store::{Search, Store};
use crate::tui::{self, Exhibit, Replayer, Signals};

use super::arguments::Replay;
use super::context::Context;
use super::output;
use super::recording::{has_other_length, has_other_sound};

pub fn run(context: &Context, arguments: &Replay) -> Result<(), Failure> {
    let store = context.store()?;
    let names = std::iter::once(&arguments.attempt).chain(&arguments.other);
    let attempts = names.map(|name| store.find(name)).collect::<Result<Vec<_>, _>>()?;
    if let [first, second] = &attempts[..] {
        compare_like_with_like(first, second)?;
    }
    let sounds = attempts.iter().map(|attempt| sound_file::read(&attempt.file)).collect::<Result<Vec<_>, _>>();
    let sounds = sounds.inspect_err(|_| show_without_sound(context, &attempts))?;
    let length = sounds[0].clip.length();
    if arguments.at >= length.0 {
        return Err(Failure::new(Kind::BadInput, msg!("cli-beyond-the-end", length = format!("{:.1}", length.0))));
    }
    let timelines: Vec<Timeline> = attempts.iter().zip(&sounds).map(|(attempt, sound)| timeline(context, attempt, sound.clip.length())).collect();
    let warnings: Vec<Message> = (0..attempts.len()).flat_map(|side| warnings(&attempts[side], &sounds[side], &timelines[side])).collect();
    warnings.iter().for_each(|warning| context.remark(warning));
    let names = attempts.iter().map(|attempt| name(&store, attempt)).collect::<Result<Vec<_>, _>>()?;
    let mut transport = Transport::new(timelines, arguments.speed);
    if arguments.at > 0.0 {
        transport.go_to(Seconds(arguments.at));
    }
    let signals = Signals::watch()?;
    let performance = Performance { context, attempts, names, sounds, transport };
    if is_on_screen(arguments) { performance.on_screen(&warnings, &signals) } else { performance.in_lines(&signals.interrupt()) }
}

/// A screen needs a terminal for all it takes and gives.
fn is_on_screen(arguments: &Replay) -> bool {
    !arguments.plain && std::io::stdin().is_terminal() && std::io::stdout().is_terminal() && std::io::stderr().is_terminal()
}

fn compare_like_with_like(first: &Attempt, second: &Attempt) -> Result<(), Failure> {
    if first.prompt == second.prompt {
        return Ok(());
    }
    let what = msg!("replay-other-prompt", first = first.id.to_string(), second = second.id.to_string());
    Err(Failure::new(Kind::BadInput, what).hint(msg!("replay-other-prompt-hint")))
}

/// The number of an attempt among those at its prompt, as the history counts them; its id where the history does not show it.
fn name(store: &Store, attempt: &Attempt) -> Result<String, Failure> {
    let history = store.summaries(&Search { prompt: attempt.prompt.clone(), ..Search::default() })?;
    let newer = history.iter().position(|other| other.id == attempt.id);
    Ok(newer.map_or_else(|| attempt.id.to_string(), |newer| (history.len() - newer).to_string()))
}

fn timeline(context: &Context, attempt: &Attempt, length: Seconds) -> Timeline {
    let text = |finding: &Finding| context.catalogue.say(&score::finding_message(finding));
    Timeline::of(attempt, length, &text)
}

/// What does not fit together any more.
fn warnings(attempt: &Attempt, sound: &Sound, timeline: &Timeline) -> Vec<Message> {
    let mut found = Vec::new();
    if sound.truncated {
        found.push(msg!("cli-truncated", path = &attempt.file));
    } else if has_other_length(attempt, sound.clip.length()) || has_other_sound(attempt) {
        found.push(msg!("replay-file-changed", path = &attempt.file, id = attempt.id.to_string()));
    }
    if timeline.words_beyond() > 0 {
        found.push(msg!("replay-words-beyond", count = timeline.words_beyond()));
    }
    found
}

/// The words can still be read where nothing can sound.
fn show_without_sound(context: &Context, attempts: &[Attempt]) {
    for attempt in attempts {
        let length = attempt.duration_s.unwrap_or(Seconds(f64::INFINITY));
        let timeline = timeline(context, attempt, length);
        Lines::of(context, &timeline, Span { start: Seconds::ZERO, end: Seconds(f64::INFINITY) }).show_unheard();
    }
}

struct Performance<'a> {
    context: &'a Context,
    attempts: Vec<Attempt>,
    names: Vec<String>,
    sounds: Vec<Sound>,
    transport: Transport,
}

impl Performance<'_> {
    fn on_screen(self, warnings: &[Message], signals: &Signals) -> Result<(), Failure> {
        let context = self.context;
        let exhibits = (0..self.attempts.len()).map(|side| self.exhibit(side)).collect::<Result<Vec<_>, _>>()?;
        let notice: Vec<String> = warnings.iter().map(|warning| context.catalogue.say(warning)).collect();
        let replayer = Replayer {
            catalogue: &context.catalogue,
            transport: self.transport,
            exhibits,
            clips: self.sounds.into_iter().map(|sound| Arc::new(sound.clip)).collect(),
            output_device: context.output_device().map(str::to_owned),
            colour: std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty()),
            notice: (!notice.is_empty()).then(|| notice.join(" ")),
        };
        replayer.run(signals)
    }

    fn exhibit(&self, side: usize) -> Result<Exhibit, Failure> {
        let attempt = &self.attempts[side];
        let library = self.context.library()?;
        let prompt = attempt.prompt.as_ref().and_then(|id| library.find(&id.0).ok());
        let question = prompt.and_then(|prompt| prompt.text.get_or_other(attempt.language)).cloned().unwrap_or_default();
        let heading = std::iter::once(attempt.id.to_string()).chain(attempt.prompt.as_ref().map(|id| id.0.clone())).collect::<Vec<_>>().join(" · ");
        Ok(Exhibit { name: self.names[side].clone(), heading, question, envelope: Envelope::of(&self.sounds[side].clip) })
    }

    /// Everything once, from where it begins to its end. A loudspeaker that fails leaves the rest to be read.
    fn in_lines(mut self, interrupt: &Interrupt) -> Result<(), Failure> {
        if let ([first, second], [one, other]) = (&self.names[..], self.transport.timelines()) {
            output::print(&tui::compared_table(&self.context.catalogue, [first, second], [one, other]));
        }
        let mut silenced = None;
        let mut order = self.transport.press(Command::PlayOrPause);
        while let Some(Order::Play { side, span, speed }) = order {
            if self.transport.is_comparing() {
                output::print(&self.title(side));
            }
            let shown = if self.transport.is_comparing() { span } else { Span { end: Seconds(f64::INFINITY), ..span } };
            let mut lines = Lines::of(self.context, self.transport.timeline(), shown);
            match silenced {
                None => silenced = self.sounds_of(side, Passage { span, speed }, interrupt, &mut lines)?,
                Some(_) => lines.show_rest(),
            }
            order = self.transport.ended();
        }
        silenced.map_or(Ok(()), Err)
    }

    /// What is heard now, where two attempts take turns.
    fn title(&self, side: usize) -> String {
        let say = |message: &Message| self.context.catalogue.say(message);
        let part = self.transport.timeline().part_at(self.transport.position()).map_or("O", |found| found.part.code());
        format!("\n{} · {}", say(&msg!("score-part", part = part)), say(&msg!("replay-attempt", name = &self.names[side])))
    }

    /// Plays a passage with its lines; what keeps the loudspeaker from it, if anything does.
    fn sounds_of(&self, side: usize, passage: Passage, interrupt: &Interrupt, lines: &mut Lines<'_>) -> Result<Option<Failure>, Failure> {
        let clip: &Clip = &self.sounds[side].clip;
        let played = replay::play_passage(clip, self.context.output_device(), passage, interrupt, &mut |position| lines.show_until(position));
        match played {
            Ok(()) => {
                lines.show_rest();
                Ok(None)
            }
            Err(failure) if failure.kind == Kind::Interrupted => Err(Failure::new(Kind::Interrupted, msg!("cli-interrupted"))),
            Err(failure) => {
                lines.show_unheard();
                Ok(Some(failure))
            }
        }
    }
}

/// Lines on standard output, each written when its moment comes.
struct Lines<'a> {
    context: &'a Context,
    left: std::iter::Peekable<std::vec::IntoIter<Subtitle>>,
}

impl<'a> Lines<'a> {
    fn of(context: &'a Context, timeline: &Timeline, span: Span) -> Self {
        if timeline.words.is_empty() {
            context.remark(&msg!("replay-no-words"));
        }
        Self { context, left: replay::subtitles(timeline, span).into_iter().peekable() }
    }

    fn show_until(&mut self, position: Seconds) {
        while let Some(subtitle) = self.left.next_if(|subtitle| subtitle.at <= position) {
            output::print(&tui::subtitle_line(&self.context.catalogue, &subtitle));
        }
    }

    /// What is left, announced, because from now on nothing sounds.
    fn show_unheard(&mut self) {
        if self.left.peek().is_some() {
            self.context.remark(&msg!("cli-words-without-sound"));
        }
        self.show_rest();
    }

    /// What is left, at once.
    fn show_rest(&mut self) {
        self.show_until(Seconds(f64::INFINITY));
    }
}
