//! `mynah intro`: times a self-introduction, and a script for one.

use std::collections::VecDeque;
use std::path::Path;

use crate::domain::{Attempt, AttemptState, Failure, Kind, Language, Message, PerMinute, PromptKind, Seconds, Span};
use crate::measure::{self, TimedSentence};
use crate::msg;
use crate::practice::{Asked, Questions, Warning};
use crate::report;
use crate::store::{Filter, Store};

use super::arguments::{Intro, WarnArgument};
use super::context::Context;
use super::output;
use super::practice::{self, Extras};

pub fn run(context: &Context, arguments: &Intro) -> Result<(), Failure> {
    let library = context.library()?;
    context.warn_about(&library);
    let language = context.practice_language(arguments.lang.map(Language::from));
    let prompt = library.find(&format!("intro.{}", arguments.target))?.clone();
    let window = prompt.timing.window(PromptKind::Introduction);
    let script = match &arguments.script {
        Some(file) => Some(Script::read(file, language, window, context)?),
        None => Script::of_note(language, prompt.timing.target, window, context)?,
    };
    if let Some(script) = &script {
        output::tell(&script.text(context, prompt.timing.target));
    }
    let why = script.as_ref().map(|script| script.summary(prompt.timing.target));
    let asked = Asked::new(prompt, language, why);
    let times = arguments.rehearsal.count.unwrap_or(practice::ONCE) as usize;
    let below = script.as_ref().map(|script| |attempt: &Attempt| script.compared(attempt, context));
    let extras = Extras {
        warning: arguments.warn.map(|warn| if warn == WarnArgument::Beep { Warning::Beep } else { Warning::Voice }),
        below_result: below.as_ref().map(|below| below as &dyn Fn(&Attempt) -> String),
        ..Extras::default()
    };
    practice::rehearse(context, &arguments.rehearsal, language, Questions::Named(VecDeque::from(vec![asked; times])), &extras)
}

/// The syllables a minute that a script is timed with.
struct Rate {
    per_min: PerMinute,
    /// How many of the user's answers it was measured over; 0 where it is only the usual one.
    answers: usize,
}

/// So many answers make a pace: enough for a median, few enough to be today's.
const LATEST: usize = 5;
/// Paces of shorter answers say little.
const LEAST_ANSWER: Seconds = Seconds(10.0);

impl Rate {
    fn of_user(store: &Store, language: Language) -> Result<Option<Self>, Failure> {
        let answers = store.history(&Filter { states: vec![AttemptState::Complete], ..Filter::default() })?;
        let pace = |attempt: &Attempt| {
            let measured = attempt.measurements.as_ref().filter(|measured| attempt.language == language && measured.answer_s >= LEAST_ANSWER)?;
            measured.pace.syllables_per_min.map(|rate| rate.0)
        };
        let mut paces: Vec<f64> = answers.iter().filter_map(pace).take(LATEST).collect();
        paces.sort_by(f64::total_cmp);
        Ok(paces.get(paces.len() / 2).map(|&rate| Self { per_min: PerMinute(rate), answers: paces.len() }))
    }

    /// The middle of the rubric's band; English bands are in words, of which a script has so many syllables each.
    fn usual(context: &Context, language: Language, script: &str) -> Self {
        let band = context.rubric.pace(language);
        let middle = (band.lower + band.upper) / 2.0;
        let syllables_a_word = match language {
            Language::Ko => 1.0,
            Language::En => measure::syllables(script, language) as f64 / script.split_whitespace().count().max(1) as f64,
        };
        Self { per_min: PerMinute(middle * syllables_a_word), answers: 0 }
    }
}

struct Script {
    language: Language,
    rate: Rate,
    /// How long it may take.
    window: Span,
    sentences: Vec<TimedSentence>,
    /// The sentences that could go.
    cuts: Vec<usize>,
}

impl Script {
    fn read(file: &Path, language: Language, window: Span, context: &Context) -> Result<Self, Failure> {
        let unreadable = |error| Failure::new(Kind::BadInput, msg!("cli-file-unreadable", path = file)).because(error);
        let text = std::fs::read_to_string(file).map_err(|error| match error.kind() {
            std::io::ErrorKind::InvalidData => unreadable(error).hint(msg!("cli-intro-script-utf8")),
            _ => unreadable(error),
        })?;
        let script = Self::timed(text.trim_start_matches('\u{feff}'), language, window, context)?;
        script.ok_or_else(|| Failure::new(Kind::BadInput, msg!("cli-intro-script-empty", path = file)))
    }

    /// The introduction of the user's own note; of several the one whose length comes nearest to the target.
    fn of_note(language: Language, target: Seconds, window: Span, context: &Context) -> Result<Option<Self>, Failure> {
        let mut nearest: Option<Self> = None;
        for draft in context.store()?.drafts()?.iter().filter(|draft| draft.kind == PromptKind::Introduction && draft.language == language) {
            let Some(script) = Self::timed(&draft.text, language, window, context)? else { continue };
            let distance = |script: &Self| (script.length() - target).0.abs();
            if nearest.as_ref().is_none_or(|nearest| distance(&script) < distance(nearest)) {
                nearest = Some(script);
            }
        }
        Ok(nearest)
    }

    /// The script at the user's own pace; `None` where the text has no sentence.
    fn timed(text: &str, language: Language, window: Span, context: &Context) -> Result<Option<Self>, Failure> {
        let sentences = measure::script_sentences(text, language);
        if sentences.is_empty() {
            return Ok(None);
        }
        let rate = Rate::of_user(&context.store()?, language)?.unwrap_or_else(|| Rate::usual(context, language, &sentences.join(" ")));
        let sentences = measure::time_sentences(&sentences, language, rate.per_min);
        let cuts = measure::cuts(&sentences, window.end);
        Ok(Some(Self { language, rate, window, sentences, cuts }))
    }

    fn length(&self) -> Seconds {
        self.sentences.last().map_or(Seconds::ZERO, |last| last.span.end)
    }

    fn without_cuts(&self) -> Seconds {
        let cut: Seconds = self.cuts.iter().map(|&index| self.sentences[index].span.length()).sum();
        self.length() - cut
    }

    /// One line: how long it takes, and how long it should.
    fn summary(&self, target: Seconds) -> Message {
        let (rate, seconds, target) = (whole(self.rate.per_min.0), whole(self.length().0), whole(target.0));
        match self.rate.answers {
            0 => msg!("cli-intro-script-usual", rate = rate, seconds = seconds, target = target),
            answers => msg!("cli-intro-script-own", answers = answers, rate = rate, seconds = seconds, target = target),
        }
    }

    /// What to do about it, and every sentence with its moment; those that could go are marked.
    fn text(&self, context: &Context, target: Seconds) -> String {
        let length = self.length();
        let needed = whole(self.rate.per_min.0 * length.0 / target.0);
        let advice = if !self.cuts.is_empty() {
            msg!("cli-intro-script-cut", rate = needed, count = self.cuts.len(), rest = whole(self.without_cuts().0))
        } else if length > self.window.end {
            msg!("cli-intro-script-long", rate = needed)
        } else if length < self.window.start {
            msg!("cli-intro-script-short", by = whole((target - length).0))
        } else {
            msg!("cli-intro-script-fits")
        };
        let mut lines = vec![context.catalogue.say(&self.summary(target)), context.catalogue.say(&advice)];
        for (index, sentence) in self.sentences.iter().enumerate() {
            let mark = if self.cuts.contains(&index) { 'x' } else { ' ' };
            lines.extend(report::hang(&format!("  {mark} {}  ", report::clock(sentence.span.start)), &sentence.text, output::width()));
        }
        lines.join("\n") + "\n"
    }

    /// How far the answer left the script; unknown without words.
    fn compared(&self, attempt: &Attempt, context: &Context) -> String {
        let Some(transcript) = &attempt.transcript else {
            return format!("\n{}\n", context.catalogue.say(&msg!("cli-intro-script-unheard")));
        };
        let sentences: Vec<String> = self.sentences.iter().map(|sentence| sentence.text.clone()).collect();
        let found = measure::departure(&sentences, &transcript.words, self.language);
        let mut lines = vec![String::new(), context.catalogue.say(&msg!("cli-intro-script-said", share = whole(found.said * 100.0)))];
        let listed = |title: Message, texts: &[String]| -> Vec<String> {
            let items = texts.iter().flat_map(|text| report::hang("    - ", text, output::width()));
            if texts.is_empty() { Vec::new() } else { std::iter::once(format!("  {}", context.catalogue.say(&title))).chain(items).collect() }
        };
        lines.extend(listed(msg!("cli-intro-script-left-out"), &found.left_out));
        lines.extend(listed(msg!("cli-intro-script-added"), &found.added));
        lines.join("\n") + "\n"
    }
}

fn whole(value: f64) -> String {
    format!("{value:.0}")
}
