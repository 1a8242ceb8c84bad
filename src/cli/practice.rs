//! `mynah practice`: puts the parts of a rehearsal together and lets it run.

use std::collections::VecDeque;
use std::io::IsTerminal;
use std::sync::mpsc::{Receiver, channel};

use jiff::Timestamp;

use crate::domain::{Attempt, Failure, Kind, Language, Message, Prompt, Seconds, Session};
use crate::msg;
use crate::practice::{self, Asked, FollowUps, Hands, Outcome, Parts, Plan, Questions, Round, Screen, Warning};
use crate::prompt::Library;
use crate::record::{FromFile, Microphone, Pace, Source, sound_file};
use crate::schedule::MockPlan;
use crate::speak::{self, Fallback, OnScreen, Speaker};
use crate::tui::{FullScreen, Keyboard, Lines, Plain, ResultTo, Signals};

use super::arguments::{LanguageArgument, PaceArgument, Practice, Rehearsal};
use super::context::Context;
use super::{demo, failure, output, stories};

/// How many times a named question is asked where no number was given.
pub const ONCE: u32 = 1;

/// How long before the target its coming is announced: time for one closing sentence.
const WARN_BEFORE: Seconds = Seconds(10.0);

pub fn run(context: &Context, arguments: &Practice) -> Result<(), Failure> {
    let library = context.library()?;
    context.warn_about(&library);
    let language = context.practice_language(arguments.lang.map(Language::from));
    if let Some(name) = &arguments.mock {
        return mock(context, arguments, &library, name);
    }
    let questions = questions(context, &library, arguments, language)?;
    let extras = Extras {
        minutes: arguments.minutes,
        stop_at_limit: arguments.stop_at_limit,
        or_demo: arguments.or_demo.then_some(arguments.lang),
        follow_ups: follow_ups(&library),
        ..Extras::default()
    };
    rehearse(context, &arguments.rehearsal, language, questions, &extras)
}

/// A round by a plan; how it went is told at its end.
fn mock(context: &Context, arguments: &Practice, library: &Library, name: &str) -> Result<(), Failure> {
    let plans = MockPlan::shipped();
    let plan = plans.iter().find(|plan| plan.name == name.trim()).ok_or_else(|| {
        let known = plans.iter().map(|plan| plan.name.as_str()).collect::<Vec<_>>().join(", ");
        Failure::new(Kind::Unknown, msg!("cli-mock-unknown", name = name)).hint(msg!("cli-mock-unknown-hint", known = known))
    })?;
    let languages = mock_languages(context, arguments, plan);
    let minutes = arguments.minutes.unwrap_or(plan.minutes);
    let steps = plan.fit(minutes);
    let packs: Vec<&str> = steps.iter().filter_map(|step| step.pack.as_deref()).collect();
    let prompts = library.offered_or_in(&packs).cloned().collect();
    let round = Round::new(steps, prompts, languages.clone(), Timestamp::now().as_nanosecond() as u64);
    let title = plan.title.get_or_other(context.catalogue.language()).cloned().unwrap_or_default();
    context.remark(&msg!("cli-mock-begins", title = title, questions = round.left()));
    let extras = Extras {
        stop_at_limit: arguments.stop_at_limit || plan.stop_at_limit,
        preparation: Some(plan.preparation_s),
        mock: Some(Mock { plan: plan.name.clone(), minutes, languages: languages.clone() }),
        follow_ups: follow_ups(library),
        ..Extras::default()
    };
    rehearse(context, &arguments.rehearsal, languages[0], Questions::Round(round), &extras)
}

/// The language that was asked for; else the user's own, or both by turns where the plan is mixed.
fn mock_languages(context: &Context, arguments: &Practice, plan: &MockPlan) -> Vec<Language> {
    if let Some(language) = arguments.lang {
        return vec![language.into()];
    }
    let own = context.practice_language(None);
    if plan.languages.contains(&own) && !plan.mixed { vec![own] } else { plan.languages.clone() }
}

fn follow_ups(library: &Library) -> FollowUps {
    FollowUps { general: library.general_follow_ups().cloned().collect(), named: library.follow_ups().cloned().collect() }
}

/// A mock interview: how it goes is told at its end alone.
pub struct Mock {
    /// The plan's name.
    pub plan: String,
    pub minutes: u32,
    pub languages: Vec<Language>,
}

/// What a rehearsal of a certain kind adds.
#[derive(Default)]
pub struct Extras<'a> {
    /// Announces that the target is near.
    pub warning: Option<Warning>,
    /// What there is to read below the result.
    pub below_result: Option<&'a dyn Fn(&Attempt) -> String>,
    pub minutes: Option<u32>,
    pub stop_at_limit: bool,
    /// Seconds to prepare, where the user names none.
    pub preparation: Option<u32>,
    pub mock: Option<Mock>,
    /// What may be asked after an answer.
    pub follow_ups: FollowUps,
    /// Shows the demonstration, in this language where one was given, if there is no microphone.
    pub or_demo: Option<Option<LanguageArgument>>,
}

pub fn rehearse(context: &Context, arguments: &Rehearsal, language: Language, questions: Questions, extras: &Extras<'_>) -> Result<(), Failure> {
    // Before the first question is asked it is known whether there will be something to record.
    match open_source(context, arguments, None) {
        Err(failure) => return instead_of_a_microphone(context, arguments, extras, failure),
        Ok(source) => tell_details(context, source.as_ref()),
    }
    let store = context.store()?;
    context.recover(&store, language)?;
    let transcriber = context.transcriber(1)?;
    let signals = Signals::watch()?;
    let seat = Seat::of(context, arguments);
    let plan = Plan { warn_before_target: extras.warning.map(|_| WARN_BEFORE), ..plan(arguments, extras, &questions, seat) };
    let result_to = if arguments.json { ResultTo::Stderr } else { ResultTo::Stdout };
    let mut hands = seat.hands(&signals)?;
    let mut screen = seat.screen(context, result_to)?;
    let (speaker, notices) = voice(arguments.mute, language);
    let _recording = context.home.lock_for_recording()?;
    let session = session(language, extras);
    let occasion = context.occasion(Some(session.clone()));
    let parts = Parts {
        store: &store,
        home: &context.home,
        rubric: &context.rubric,
        catalogue: &context.catalogue,
        session,
        questions,
        follow_ups: extras.follow_ups.clone(),
        synonyms: context.synonyms(),
        speaker,
        warning: extras.warning.unwrap_or_default(),
        notices,
        open_source: Box::new(|longest| open_source(context, arguments, longest)),
        counts_aloud: !arguments.mute && seat != Seat::Empty,
        cue_at_start: arguments.input.is_some(),
        transcriber,
        hands: hands.as_mut(),
        screen: screen.as_mut(),
        output_device: context.output_device().map(str::to_owned),
        result_text: Box::new(|attempt, prompt| {
            let below = extras.below_result.map(|below| below(attempt)).unwrap_or_default();
            let text = if seat == Seat::Terminal { Context::attempt_text_with_keys } else { Context::attempt_text };
            let worn_out = context.library().and_then(|library| stories::worn_out_text(context, &store, &library, attempt));
            let worn_out = worn_out.unwrap_or_else(|failure| context.catalogue.say(&failure.what));
            text(context, attempt, Some(prompt)) + &worn_out + &below
        }),
        judged: Box::new(|attempt, waited| {
            context.detail(&waited_message(attempt, waited));
            if arguments.json {
                output::print_json(&context.attempt_json(attempt));
            }
        }),
        round_text: Box::new(|answers| context.practised_round_text(&occasion, answers)),
        clock: Timestamp::now,
        interview: context.interview(),
    };
    ended(practice::rehearse(parts, plan)?)
}

fn session(language: Language, extras: &Extras<'_>) -> Session {
    let begun = Session::begun(Timestamp::now(), vec![language]);
    match &extras.mock {
        Some(mock) => Session { plan: Some(mock.plan.clone()), minutes: Some(mock.minutes), languages: mock.languages.clone(), ..begun },
        None => Session { minutes: extras.minutes, ..begun },
    }
}

/// How long the words of an answer were waited for.
pub fn waited_message(attempt: &Attempt, waited: Seconds) -> Message {
    let seconds = |seconds: Seconds| format!("{:.1}", seconds.0);
    msg!("cli-detail-waited", seconds = seconds(waited), length = seconds(attempt.duration_s.unwrap_or_default()))
}

fn tell_details(context: &Context, source: &dyn Source) {
    let format = source.format();
    let format = format!("{} Hz, {} ch", format.rate_hz, format.channels);
    context.detail(&msg!("cli-detail-source", name = source.name(), format = format));
    context.detail(&msg!("cli-detail-home", path = context.home.root()));
}

/// What the outcome of a rehearsal means to the process.
pub fn ended(outcome: Outcome) -> Result<(), Failure> {
    match outcome {
        Outcome::Done => Ok(()),
        Outcome::NothingDue => Err(Failure::new(Kind::NothingDue, msg!("cli-nothing-due")).hint(msg!("cli-nothing-due-hint"))),
        Outcome::Interrupted => Err(Failure::new(Kind::Interrupted, msg!("cli-interrupted"))),
        Outcome::SoundFailed(kind) => Err(Failure::new(kind, msg!("cli-sound-failed"))),
    }
}

/// The voice, and what it has to tell: where there is none the question is shown, and that is said once.
pub fn voice(mute: bool, language: Language) -> (Box<dyn Speaker + Send>, Receiver<Message>) {
    let (sender, notices) = channel();
    if mute {
        return (Box::new(OnScreen), notices);
    }
    let tell = move |failure: &Failure| {
        for message in std::iter::once(&failure.what).chain(&failure.hint) {
            let _ = sender.send(message.clone()); // nobody listens any more once the rehearsal is over
        }
    };
    (Box::new(Fallback::new(speak::system_voice(language), tell)), notices)
}

/// The microphone, or the file that plays its part, cut at the `longest` time of an answer.
fn open_source(context: &Context, arguments: &Rehearsal, longest: Option<Seconds>) -> Result<Box<dyn Source>, Failure> {
    let Some(file) = &arguments.input else { return Ok(Box::new(Microphone::open(context.input_device())?)) };
    let pace = if arguments.pace == PaceArgument::Fast { Pace::Fast } else { Pace::Real };
    let mut clip = sound_file::read(file)?.clip;
    if let Some(longest) = longest {
        clip.samples.truncate(longest.to_sample(clip.rate_hz));
    }
    Ok(Box::new(FromFile::of_clip(file.display().to_string(), clip, pace)))
}

/// `./x rehearse` shows the demonstration where there is no microphone; `mynah practice` itself says what is missing.
fn instead_of_a_microphone(context: &Context, arguments: &Rehearsal, extras: &Extras<'_>, failure: Failure) -> Result<(), Failure> {
    let Some(lang) = extras.or_demo.filter(|_| failure.kind == Kind::DeviceMissing) else { return Err(failure) };
    output::tell(&failure::in_words(&failure, &context.catalogue));
    context.remark(&msg!("cli-demo-instead"));
    demo::run(context, &super::arguments::Demo { lang, json: arguments.json, inside: None })
}

fn questions(context: &Context, library: &Library, arguments: &Practice, language: Language) -> Result<Questions, Failure> {
    if let Some(id) = &arguments.prompt {
        let prompt = library.find(id)?;
        let asked = Asked::new(prompt.clone(), language, None);
        let times = arguments.rehearsal.count.unwrap_or(ONCE) as usize;
        return Ok(Questions::Named(VecDeque::from(vec![asked; times])));
    }
    let mut prompts = Vec::new();
    for pack in &arguments.pack {
        prompts.extend(library.find_pack(pack)?.into_iter().cloned());
    }
    if arguments.pack.is_empty() {
        prompts.extend(library.offered().cloned());
    }
    let seed = Timestamp::now().as_nanosecond() as u64;
    let offered: Vec<&Prompt> = prompts.iter().collect();
    let agenda = context.agenda(&offered, &[language])?;
    agenda.remark.iter().for_each(|remark| context.remark(remark));
    Ok(Questions::Scheduled { prompts, languages: vec![language], new_per_day: agenda.new_per_day, seed })
}

fn plan(arguments: &Rehearsal, extras: &Extras<'_>, questions: &Questions, seat: Seat) -> Plan {
    let attended = seat != Seat::Empty;
    let is_named = matches!(questions, Questions::Named(_));
    let count = arguments.count.map(|count| count as usize);
    Plan {
        // Nobody there could ever end a rehearsal without an end.
        count: if extras.mock.is_some() {
            None // the round ends by itself
        } else if is_named || (!attended && extras.minutes.is_none()) {
            count.or(Some(1))
        } else {
            count
        },
        minutes: extras.minutes.map(|minutes| Seconds(f64::from(minutes) * 60.0)),
        preparation: Seconds(f64::from(arguments.prep.or(extras.preparation).unwrap_or(0))),
        // Nobody there could stop an answer from a microphone either.
        stop_at_limit: extras.stop_at_limit || (!attended && arguments.input.is_none()),
        attended,
        silent: extras.mock.is_some(),
        ..Plan::default()
    }
}

/// Where the candidate sits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Seat {
    /// Keys and a screen.
    Terminal,
    /// Lines in and out.
    PlainTerminal,
    /// Nobody at the keyboard.
    Empty,
}

impl Seat {
    /// A screen would hide what else is written to the terminal while it stands: the JSON of an answer, the details of `-v`.
    fn of(context: &Context, arguments: &Rehearsal) -> Self {
        let hides_lines = arguments.json && std::io::stdout().is_terminal() || context.everywhere.verbose;
        match (std::io::stdin().is_terminal(), std::io::stderr().is_terminal() && !arguments.plain && !hides_lines) {
            (true, true) => Seat::Terminal,
            (true, false) => Seat::PlainTerminal,
            (false, _) => Seat::Empty,
        }
    }

    fn hands(self, signals: &Signals) -> Result<Box<dyn Hands>, Failure> {
        Ok(match self {
            Seat::Terminal => Box::new(Keyboard::open(signals.clone())?),
            Seat::PlainTerminal => Box::new(Lines::of_stdin(signals.clone())),
            Seat::Empty => Box::new(Lines::none(signals.clone())),
        })
    }

    fn screen(self, context: &Context, result_to: ResultTo) -> Result<Box<dyn Screen + '_>, Failure> {
        let quiet = context.everywhere.quiet;
        Ok(match self {
            Seat::Terminal => Box::new(FullScreen::new(&context.catalogue, result_to)?),
            Seat::PlainTerminal => Box::new(Plain::new(&context.catalogue, result_to, quiet).with_keys()),
            Seat::Empty => Box::new(Plain::new(&context.catalogue, result_to, quiet)),
        })
    }
}
