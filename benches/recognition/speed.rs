//! How long the words of an answer take, against whisper.cpp's defaults on the same sound, and beside another busy process.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use mynah::domain::{Failure, Interrupt, Language};
use mynah::transcribe::Hint;

use crate::baseline::{self, Baseline, Strategy};
use crate::model;
use crate::ours::{self, Heard, Live, Ours};
use crate::programs::Spinning;
use crate::table::{Row, Table, progress};
use crate::wav;

/// What has to be reached; see `docs/recognition.md`.
const WAIT_BOUND: f64 = 0.15;
const FILE_BOUND: f64 = 0.6;
const CONTENTION_BOUND: f64 = 3.0;
const STOPPING_BOUND_S: f64 = 0.5;
const STOPS: u32 = 20;
const RATE: usize = 16_000;
/// The microphone hands samples over in pieces like this.
const PIECE_S: f64 = 0.1;
/// Recognition that is slowed down more than this is given up.
const PATIENCE: u32 = 6;

/// The model that is measured with.
pub struct Subject<'a> {
    pub name: String,
    pub path: &'a Path,
    pub threads: usize,
    /// Writes the fixed sequence of `model.rs` in every window, so that both sides' work can be compared.
    pub generated: bool,
    pub language: Language,
}

impl Subject<'_> {
    fn row(&self, what: String, measured: String, value: f64, bound: Option<f64>, void: Option<String>) -> Row {
        Row { what, model: self.name.clone(), threads: self.threads, measured, value, bound, void }
    }
}

/// One side's time and work.
struct Ran {
    time: Duration,
    windows: Option<usize>,
    tokens: Option<usize>,
    fallbacks: Option<usize>,
    /// Token for token what the generated model has to write.
    as_intended: bool,
}

impl Ran {
    fn work(&self) -> String {
        let number = |count: Option<usize>| count.map_or("not told".to_owned(), |count| count.to_string());
        format!("windows {}, tokens {}, fallbacks {}", number(self.windows), number(self.tokens), number(self.fallbacks))
    }

    fn seconds(&self) -> f64 {
        self.time.as_secs_f64()
    }

    /// Why this side's work is not the fixed sequence in every window.
    fn fault(&self, side: &str) -> Option<String> {
        if !self.as_intended {
            return Some(format!("{side} wrote other tokens than the model was made for"));
        }
        match (self.windows, self.tokens, self.fallbacks) {
            (_, _, Some(fallbacks)) if fallbacks > 0 => Some(format!("{side} fell back {fallbacks} times")),
            (Some(0) | None, _, _) => Some(format!("{side} recognised no window")),
            (Some(windows), Some(tokens), _) if tokens > windows * model::TEXT_TOKENS => {
                Some(format!("{side}: {tokens} tokens in {windows} windows"))
            }
            _ => None,
        }
    }
}

/// Runs the rows about one answer: the wait after its end, and the whole file. `quick` leaves out what takes minutes.
pub fn answer(subject: &Subject, table: &mut Table, samples: &[f32], quick: bool) {
    let compared = whisper_cpp(subject, table, samples, Way::default_of(subject));
    let other = if ours::STRATEGY == Strategy::Beam { Strategy::Greedy } else { Strategy::Beam };
    if !quick {
        whisper_cpp(subject, table, samples, Way { strategy: other, ..Way::default_of(subject) });
        whisper_cpp(subject, table, samples, Way { flash_attention: false, ..Way::default_of(subject) });
        let own_threads = num_cpus::get().min(4);
        if own_threads != subject.threads {
            whisper_cpp(subject, table, samples, Way { threads: own_threads, ..Way::default_of(subject) });
        }
    }
    whole_file(subject, table, samples, &compared);
    wait(subject, table, samples, &compared, "last pause 9 s before the end", Some(WAIT_BOUND), quick);
}

/// The wait where nobody paused in the last half minute.
pub fn answer_without_a_last_pause(subject: &Subject, table: &mut Table, samples: &[f32], quick: bool) {
    let compared = whisper_cpp(subject, table, samples, Way::default_of(subject));
    wait(subject, table, samples, &compared, "no pause in the last 28 s", None, quick);
}

/// How whisper.cpp is run.
#[derive(Clone, Copy)]
struct Way {
    threads: usize,
    strategy: Strategy,
    flash_attention: bool,
}

impl Way {
    /// Its own choices, but for what mynah's side has too.
    fn default_of(subject: &Subject) -> Self {
        Self { threads: subject.threads, strategy: ours::STRATEGY, flash_attention: true }
    }

    fn name(self) -> String {
        let attention = if self.flash_attention { "defaults" } else { "defaults but without flash attention" };
        format!("{attention} ({}), {} thread(s)", self.strategy.name(), self.threads)
    }
}

fn whisper_cpp(subject: &Subject, table: &mut Table, samples: &[f32], way: Way) -> Ran {
    let Way { threads, strategy, flash_attention } = way;
    progress(&format!("whisper.cpp's {}, {} s of sound", way.name(), samples.len() / RATE));
    let mut baseline = Baseline::load_with(subject.path, threads, flash_attention).expect("a model that whisper.cpp loads");
    let began = Instant::now();
    let heard = baseline.hear(samples, subject.language.code(), strategy).expect("whisper.cpp recognises");
    let mut ran = of_baseline(began.elapsed(), &heard);
    ran.as_intended = !subject.generated || heard.tokens == model::tokens(30).repeat(heard.windows);
    table.note(format!("whisper.cpp's {}, {} s in one call: {:.2} s; {}", way.name(), samples.len() / RATE, ran.seconds(), ran.work()));
    ran
}

fn of_baseline(time: Duration, heard: &baseline::Heard) -> Ran {
    Ran { time, windows: Some(heard.windows), tokens: Some(heard.text_tokens), fallbacks: Some(heard.fallbacks), as_intended: true }
}

/// mynah tells words; the generated model writes whole parts of known ones.
fn of_ours(time: Duration, heard: &ours::Heard, generated: bool) -> Ran {
    let words = heard.transcript.words.len() + heard.transcript.removed.len();
    let text = model::text();
    let mut texts = heard.transcript.words.iter().map(|word| &word.text).chain(heard.transcript.removed.iter().map(|word| &word.text));
    let as_intended = !generated || words.is_multiple_of(model::PART_WORDS) && texts.all(|word| text.split(' ').any(|known| known == word));
    let tokens = generated.then_some(words * (model::TEXT_TOKENS / model::WORDS));
    Ran { time, windows: heard.calls, tokens, fallbacks: heard.fallbacks, as_intended }
}

fn void(subject: &Subject, ours: &Ran, theirs: &Ran) -> Option<String> {
    subject.generated.then(|| theirs.fault("whisper.cpp").or_else(|| ours.fault("mynah"))).flatten()
}

/// mynah's side, and the sound as a file.
struct OnFile {
    /// Holds the file.
    _folder: tempfile::TempDir,
    file: PathBuf,
    language: Language,
    ours: Ours,
}

impl OnFile {
    fn of(subject: &Subject, samples: &[f32]) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let file = folder.path().join("sound.wav");
        wav::write(&file, samples, 16_000, 1).expect("room for a file");
        let ours = Ours::load(subject.path, subject.threads).expect("a model that mynah loads");
        Self { _folder: folder, file, language: subject.language, ours }
    }

    fn hear(&mut self, interrupt: &Interrupt) -> Result<Heard, Failure> {
        self.ours.file(&self.file, self.language, &Hint::default(), interrupt)
    }
}

fn whole_file(subject: &Subject, table: &mut Table, samples: &[f32], compared: &Ran) {
    progress("mynah, the whole file");
    let mut ours = OnFile::of(subject, samples);
    let began = Instant::now();
    let heard = ours.hear(&Interrupt::default()).expect("mynah recognises");
    let ran = of_ours(began.elapsed(), &heard, subject.generated);
    table.note(format!("mynah, the same file: {:.2} s; {}", ran.seconds(), ran.work()));
    let measured = format!("{:.2} s of {:.2} s", ran.seconds(), compared.seconds());
    let what = "whole-file recognition of an answer, a third of it pauses, over whisper.cpp's defaults".to_owned();
    table.row(subject.row(what, measured, ran.seconds() / compared.seconds(), Some(FILE_BOUND), void(subject, &ran, compared)));
}

fn wait(subject: &Subject, table: &mut Table, samples: &[f32], compared: &Ran, case: &str, bound: Option<f64>, quick: bool) {
    progress(&format!("mynah, live ({case}){}", if quick { ", not in real time" } else { ": as long as the answer" }));
    let mut ours = Ours::load(subject.path, subject.threads).expect("a model that mynah loads");
    let mut live = ours.live(subject.language);
    speak(&mut live, samples, !quick);
    let ended = Instant::now();
    let heard = live.finish(&Interrupt::default()).expect("mynah recognises");
    let ran = of_ours(ended.elapsed(), &heard, subject.generated);
    table.note(format!("mynah, live, {case}: words {:.2} s after the end; {}", ran.seconds(), ran.work()));
    let measured = format!("{:.2} s of {:.2} s", ran.seconds(), compared.seconds());
    let what = format!("wait after the end of a {} s answer ({case}), over whole-file recognition", samples.len() / RATE);
    table.row(subject.row(what, measured, ran.seconds() / compared.seconds(), bound, void(subject, &ran, compared)));
}

/// Hands the samples over piece by piece, as a microphone does; at its pace where `in_real_time`.
pub fn speak(live: &mut Live, samples: &[f32], in_real_time: bool) {
    let began = Instant::now();
    for (number, piece) in samples.chunks((PIECE_S * RATE as f64) as usize).enumerate() {
        if in_real_time {
            let due = Duration::from_secs_f64((number + 1) as f64 * PIECE_S);
            std::thread::sleep(due.saturating_sub(began.elapsed()));
        }
        live.feed(piece);
    }
}

/// Recognition of one window, alone and while another process takes all cores but one (of two: one).
pub fn contention(subject: &Subject, table: &mut Table, samples: &[f32]) {
    let mut ours = OnFile::of(subject, samples);
    progress("mynah, one window, alone");
    let mut time = |patience: Option<Duration>| {
        let interrupt = Interrupt::default();
        let alarm = patience.map(|patience| Alarm::after(patience, interrupt.clone()));
        let began = Instant::now();
        let result = ours.hear(&interrupt);
        drop(alarm);
        result.ok().map(|_| began.elapsed())
    };
    let alone = time(None).expect("mynah recognises");
    progress("mynah, one window, beside a busy process");
    let spinning = Spinning::start(num_cpus::get().saturating_sub(1).max(1));
    let busy = time(Some(alone * PATIENCE));
    drop(spinning);
    let value = busy.map_or(f64::INFINITY, |busy| busy.as_secs_f64() / alone.as_secs_f64());
    let busy = busy.map_or(format!("more than {PATIENCE} times as long"), |busy| format!("{:.2} s", busy.as_secs_f64()));
    let what = "recognition while another process takes one of two cores, over alone".to_owned();
    let measured = format!("{busy}; alone {:.2} s", alone.as_secs_f64());
    table.row(subject.row(what, measured, value, Some(CONTENTION_BOUND), None));
}

/// How long recognition goes on after it is told to stop, at moments spread over its work: the longest.
pub fn stopping(subject: &Subject, table: &mut Table, samples: &[f32]) {
    let mut ours = OnFile::of(subject, samples);
    progress("mynah, stopped at many moments");
    let began = Instant::now();
    ours.hear(&Interrupt::default()).expect("mynah recognises");
    let whole = began.elapsed();
    let mut waits = Vec::new();
    for moment in 0..STOPS {
        let interrupt = Interrupt::default();
        let raised = interrupt.clone();
        let raise = std::thread::spawn(move || {
            std::thread::sleep(whole * moment / STOPS);
            raised.raise();
            Instant::now()
        });
        let stopped = ours.hear(&interrupt).is_err();
        let returned = Instant::now();
        let raised = raise.join().expect("a thread that sleeps does not panic");
        if stopped {
            waits.push(returned.saturating_duration_since(raised).as_secs_f64());
        }
    }
    let longest = waits.iter().copied().fold(0.0, f64::max);
    let what = "seconds from the interrupt to the end of recognition, the longest".to_owned();
    let measured = format!("{} stops in {:.1} s of work", waits.len(), whole.as_secs_f64());
    let void = waits.is_empty().then(|| "nothing was stopped".to_owned());
    table.row(subject.row(what, measured, longest, Some(STOPPING_BOUND_S), void));
}

/// Raises an interrupt after a while, unless it is dropped before.
struct Alarm(Option<std::sync::mpsc::Sender<()>>, Option<std::thread::JoinHandle<()>>);

impl Alarm {
    fn after(patience: Duration, interrupt: Interrupt) -> Self {
        let (off, told) = std::sync::mpsc::channel::<()>();
        let wait = move || {
            if told.recv_timeout(patience) == Err(std::sync::mpsc::RecvTimeoutError::Timeout) {
                interrupt.raise();
            }
        };
        Self(Some(off), Some(std::thread::spawn(wait)))
    }
}

impl Drop for Alarm {
    fn drop(&mut self) {
        self.0.take();
        if let Some(thread) = self.1.take() {
            let _ = thread.join(); // it only waits
        }
    }
}
