//! `mynah demo`: a whole rehearsal on a virtual sound card. The card needs its environment set before a process starts, so the program runs
//! itself again inside it; there the same driver as in a real rehearsal sits at a table with a synthetic candidate.

use std::collections::VecDeque;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use jiff::Timestamp;

use crate::demo::{self, Candidate, Playback, VirtualCard, script};
use crate::domain::{Attempt, Failure, Kind, Language, Seconds, Session};
use crate::msg;
use crate::practice::{self, Asked, FollowUps, Hands, Key, Parts, Plan, Questions, Warning};
use crate::prompt::Library;
use crate::record::{Microphone, Source};
use crate::store::{Home, Store};
use crate::transcribe::{self, Models, Whisper};
use crate::tui::{Plain, ResultTo, Signals};

use super::arguments::Demo;
use super::context::Context;
use super::output;
use super::practice::{ended, voice, waited_message};

const STORY: &str = "demo.story";
const INTRODUCTION: &str = "demo.intro";

pub fn run(context: &Context, arguments: &Demo) -> Result<(), Failure> {
    let language = context.practice_language(arguments.lang.map(Language::from));
    match &arguments.inside {
        None => outside(context, arguments, language),
        Some(folder) => inside(context, arguments, language, folder),
    }
}

/// Makes the card, runs the program inside it, and leaves what was recorded for the user to look at.
fn outside(context: &Context, arguments: &Demo, language: Language) -> Result<(), Failure> {
    // A data folder of its own: the demonstration's attempts are nobody's history.
    let home = Home::at(context.home.root().join("demo"));
    home.prepare()?;
    let card = VirtualCard::start(&std::env::temp_dir())?;
    let loudspeaker = home.root().join(loudspeaker_file(language));
    let recording = card.record_loudspeaker(&loudspeaker)?;
    let program = std::env::current_exe().map_err(|error| Failure::new(Kind::Broken, msg!("cli-demo-not-started")).because(error))?;
    let mut inside = Command::new(program);
    inside.args(["--ui", context.catalogue.language().code(), "demo", "--lang", language.code(), "--inside"]).arg(home.root());
    inside.args(arguments.json.then_some("--json")).args(context.everywhere.quiet.then_some("--quiet"));
    let status = inside.envs(card.env()).env("MYNAH_HOME", home.root()).status();
    recording.stop();
    match status {
        Ok(status) if status.success() => {
            context.remark(&msg!("cli-demo-left", folder = home.root(), loudspeaker = &loudspeaker));
            Ok(())
        }
        Ok(status) => Err(Failure::new(exit_kind(status.code()), msg!("cli-demo-failed"))),
        Err(error) => Err(Failure::new(Kind::Broken, msg!("cli-demo-not-started")).because(error)),
    }
}

fn loudspeaker_file(language: Language) -> String {
    format!("loudspeaker-{language}.wav")
}

/// The failure was already told inside; only its exit code has to be handed on.
fn exit_kind(code: Option<i32>) -> Kind {
    match code {
        Some(130) => Kind::Interrupted,
        Some(3) => Kind::DeviceMissing,
        _ => Kind::Broken,
    }
}

/// The rehearsal itself: the real voice, microphone, recogniser, store and loudspeaker.
fn inside(context: &Context, arguments: &Demo, language: Language, folder: &Path) -> Result<(), Failure> {
    let store = Store::open(&context.home)?;
    let library = Library::shipped();
    let signals = Signals::watch()?;
    let (speaker, notices) = voice(false, language);
    let mut hands = Performer::new(answers(language, folder)?, signals);
    let mut screen = Plain::new(&context.catalogue, if arguments.json { ResultTo::Stderr } else { ResultTo::Stdout }, context.everywhere.quiet);
    let model = Models::new(vec![context.home.models()]).find(Some(transcribe::DEMONSTRATION))?;
    let questions = [STORY, INTRODUCTION].map(|id| library.find(id).map(|prompt| Asked::new(prompt.clone(), language, None)));
    let questions = questions.into_iter().collect::<Result<VecDeque<_>, _>>()?;
    let plan = Plan { count: Some(questions.len()), attended: true, ..Plan::default() };
    let loudspeaker = context.home.root().join(loudspeaker_file(language));
    let parts = Parts {
        warning: Warning::Shown,
        store: &store,
        home: &context.home,
        rubric: &context.rubric,
        catalogue: &context.catalogue,
        session: Session::begun(Timestamp::now(), vec![language]),
        questions: Questions::Named(questions),
        follow_ups: FollowUps::default(),
        synonyms: Vec::new(),
        speaker,
        notices,
        open_source: Box::new(|_| Ok(Box::new(Microphone::open(None)?) as Box<dyn Source>)),
        counts_aloud: false,
        cue_at_start: false,
        transcriber: Some(Box::new(Whisper::load(&model, transcribe::physical_cores())?)),
        hands: &mut hands,
        screen: &mut screen,
        output_device: None,
        result_text: Box::new(|attempt, prompt| context.attempt_text(attempt, Some(prompt))),
        judged: Box::new(|attempt, waited| report(context, arguments, attempt, waited, &loudspeaker)),
        round_text: Box::new(|_| String::new()),
        clock: Timestamp::now,
        interview: None,
    };
    ended(practice::rehearse(parts, plan)?)
}

/// What the candidate will say, rendered before the first question so that his answers begin at once.
fn answers(language: Language, folder: &Path) -> Result<VecDeque<PathBuf>, Failure> {
    let candidate = Candidate::speaking(language);
    [("story", script::story(language)), ("introduction", script::introduction(language))]
        .into_iter()
        .map(|(name, sentences)| {
            let wav = folder.join(format!("candidate-{name}-{language}.wav"));
            candidate.render(sentences, &wav).map(|_| wav)
        })
        .collect()
}

/// Holds what was heard against what was said, and prints it.
fn report(context: &Context, arguments: &Demo, attempt: &Attempt, waited: Seconds, loudspeaker: &Path) {
    let is_story = attempt.prompt.as_ref().is_some_and(|id| id.0 == STORY);
    let sentences = if is_story { script::story(attempt.language) } else { script::introduction(attempt.language) };
    let said = sentences.join(" ");
    let heard = attempt.transcript.as_ref().map(crate::domain::Transcript::text).unwrap_or_default();
    let wrong = transcribe::share_of_units_wrong(attempt.language, &said, &heard);
    if arguments.json {
        let mut json = context.attempt_json(attempt);
        let unit = if attempt.language == Language::Ko { "syllable" } else { "word" };
        json["demo"] =
            serde_json::json!({ "said": said, "heard": heard, "unit": unit, "share_wrong": wrong, "waited_s": waited, "loudspeaker": loudspeaker });
        output::print_json(&json);
    } else {
        let percent = format!("{:.1}", wrong * 100.0);
        let message = if attempt.language == Language::Ko {
            msg!("cli-demo-wrong-ko", percent = percent)
        } else {
            msg!("cli-demo-wrong-en", percent = percent)
        };
        context.remark(&message);
        context.remark(&waited_message(attempt, waited));
    }
}

/// The candidate stops this long after his last word, as a person would reach for the key.
const AFTER_LAST_WORD: Duration = Duration::from_millis(500);

/// Speaks when he is asked to, stops when he has done, hears his answer once, and goes on.
struct Performer {
    answers: VecDeque<PathBuf>,
    signals: Signals,
    speaking: Option<Playback>,
    stop_at: Option<Instant>,
    next_key: Option<Key>,
    heard_himself: bool,
}

impl Performer {
    fn new(answers: VecDeque<PathBuf>, signals: Signals) -> Self {
        Self { answers, signals, speaking: None, stop_at: None, next_key: None, heard_himself: false }
    }

    /// A player that fails has said all it will say.
    fn has_said_all(&mut self) -> bool {
        self.speaking.as_mut().is_some_and(|playback| playback.has_ended().unwrap_or(true))
    }
}

impl Hands for Performer {
    fn poll(&mut self, wait: Duration) -> Option<Key> {
        std::thread::sleep(wait);
        if self.signals.take() {
            return Some(Key::Interrupt);
        }
        if self.has_said_all() {
            self.speaking = None;
            self.stop_at = Some(Instant::now() + AFTER_LAST_WORD);
        }
        if self.stop_at.is_some_and(|moment| Instant::now() >= moment) {
            self.stop_at = None;
            return Some(Key::Go);
        }
        self.next_key.take()
    }

    fn cue(&mut self) {
        let answer = self.answers.pop_front();
        self.speaking = answer.and_then(|wav| demo::play_into_microphone(&wav).ok());
        if self.speaking.is_none() {
            self.next_key = Some(Key::Go); // with nothing to say the answer ends at once, and is reported as silent
        }
    }

    fn choices_shown(&mut self) {
        self.next_key = Some(if self.heard_himself { Key::Go } else { Key::Play });
        self.heard_himself = !self.heard_himself;
    }
}
