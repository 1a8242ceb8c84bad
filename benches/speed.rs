//! How long the steps after an answer take, as shares of the answer's length, and what a long history costs: `./x bench`, or
//! `./x bench measure` for one folder's steps.
//!
//! Everything is measured in one run, so the figures can be compared with each other; the best of several runs counts, which other programs on the
//! machine disturb least. Ends with a failure where a step takes longer than its bound.

use std::collections::HashSet;
use std::hint::black_box;
use std::process::{Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

use jiff::{SignedDuration, Timestamp};
use mynah::assess::{Demand, Heard, judge};
use mynah::domain::{Attempt, AttemptId, AttemptState, Clip, Grade, Language, Prompt, RECOGNITION_RATE_HZ, Scheme, Seconds, Transcript, Word};
use mynah::measure::{self, Question};
use mynah::prompt::Library;
use mynah::record::{SoundFacts, to_recognition_rate};
use mynah::schedule::{self, Standing, Today};
use mynah::score::Rubric;
use mynah::star;
use mynah::store::{Filter, Home, Store};

const ANSWER_S: u32 = 180;
const HISTORY: usize = 10_000;
const RUNS: usize = 10;

const ENGLISH: &str = "Our customer had a slow website for users abroad. My task was to cut the load time below three seconds. \
    First I measured every request and found the bottleneck. Then I put a cache in front of the origin. So I forwarded the host header and \
    tested every path. As a result the load time fell to two seconds.";
const KOREAN: &str = "당시 고객의 홈페이지 속도가 느린 상황이었습니다. 제 역할은 속도를 삼초 아래로 줄이는 것이었습니다. 저는 먼저 모든 요청을 \
    측정해서 병목을 찾았습니다. 그래서 전송 서비스를 적용했습니다. 오류가 나면 알람이 오도록 만들었습니다. 결과적으로 속도가 이초로 줄었습니다.";

/// A line of the table.
struct Row {
    step: String,
    time: Duration,
    /// The share of the answer's length that it may take.
    bound: Option<f64>,
}

impl Row {
    fn share(&self) -> f64 {
        self.time.as_secs_f64() / f64::from(ANSWER_S)
    }

    fn is_within_its_bound(&self) -> bool {
        self.bound.is_none_or(|bound| self.share() <= bound)
    }
}

fn row<T>(step: impl Into<String>, bound: Option<f64>, mut work: impl FnMut() -> T) -> Row {
    let run = |_| {
        let began = Instant::now();
        black_box(work());
        began.elapsed()
    };
    Row { step: step.into(), time: (0..RUNS).map(run).min().unwrap_or_default(), bound }
}

type Steps = fn() -> Vec<Row>;

/// What there is to measure, by the folder that does it.
const STEPS: [(&str, Steps); 6] =
    [("measure", timing), ("record", resampling), ("star", parts), ("store", history), ("cli", long_history), ("schedule", next_prompt)];

fn main() -> ExitCode {
    let asked = std::env::args().skip(1).find(|argument| !argument.starts_with("--"));
    let chosen: Vec<_> = STEPS.iter().filter(|(folder, _)| asked.as_ref().is_none_or(|name| name == folder)).collect();
    if chosen.is_empty() {
        eprintln!("nothing is measured there; choose one of {}", STEPS.map(|(folder, _)| folder).join(", "));
        return ExitCode::from(2);
    }
    let rows: Vec<Row> = chosen.into_iter().flat_map(|(_, steps)| steps()).collect();
    println!("{:<48} {:>12} {:>22}", "", "best time", "share of 3 minutes");
    for row in &rows {
        let bound = row.bound.map_or(String::new(), |bound| format!("  (at most {} %)", (bound * 1e5).round() / 1e3));
        println!("{:<48} {:>9.2} ms {:>20.4} %{bound}", row.step, row.time.as_secs_f64() * 1000.0, row.share() * 100.0);
    }
    if rows.iter().all(Row::is_within_its_bound) {
        return ExitCode::SUCCESS;
    }
    eprintln!("a step takes longer than its bound");
    ExitCode::FAILURE
}

fn timing() -> Vec<Row> {
    let clip = speech_like(RECOGNITION_RATE_HZ);
    let question = Question { language: Language::En, cue: Seconds::ZERO, timing: None, kind: None };
    let said = spoken(ENGLISH);
    vec![row("finding speech and measuring it", Some(0.01), || measure::measure(&measure::find_speech(&clip), Some(&said), &question))]
}

fn resampling() -> Vec<Row> {
    let recorded = speech_like(48_000);
    vec![row("resampling from 48 kHz to 16 kHz", None, || to_recognition_rate(&recorded))]
}

fn parts() -> Vec<Row> {
    let track = measure::find_speech(&speech_like(RECOGNITION_RATE_HZ));
    let languages = [("English", ENGLISH, Language::En), ("Korean", KOREAN, Language::Ko)];
    let parts = languages.map(|(name, text, language)| {
        let said = spoken(text);
        row(format!("parts of an answer of {} words, {name}", said.len()), None, || star::cover(&said, &track, Scheme::Star, language))
    });
    parts.into()
}

fn history() -> Vec<Row> {
    let store = Store::in_memory().expect("SQLite in memory");
    let mut attempt = judged_attempt();
    let first = attempt.recorded_at;
    for number in 0..HISTORY {
        attempt.id = AttemptId(format!("b{number}"));
        attempt.recorded_at = first + SignedDuration::from_mins(i64::try_from(number).unwrap_or(i64::MAX));
        store.insert(&attempt).expect("room in memory");
    }
    let newest = Filter { limit: Some(20), ..Filter::default() };
    vec![
        row(format!("reading {HISTORY} attempts"), None, || store.history(&Filter::default()).expect("attempts").len()),
        row(format!("reading the newest 20 of {HISTORY} attempts"), None, || store.history(&newest).expect("attempts").len()),
    ]
}

/// The whole commands over a long history, from the start of the program to its end. Each has a fifth of a second.
fn long_history() -> Vec<Row> {
    let bound = Some(0.2 / f64::from(ANSWER_S));
    let folder = tempfile::tempdir().expect("a folder");
    let store = Store::open(&Home::at(folder.path().to_owned())).expect("a store");
    let (mut attempt, library) = (judged_attempt(), Library::shipped());
    let prompts: Vec<&Prompt> = library.offered().collect();
    let first = attempt.recorded_at;
    let fill = |store: &Store| {
        (0..HISTORY).try_for_each(|number| {
            attempt.id = AttemptId(format!("b{number}"));
            attempt.recorded_at = first + SignedDuration::from_mins(25 * i64::try_from(number).unwrap_or(i64::MAX));
            attempt.prompt = Some(prompts[number % prompts.len()].id.clone());
            attempt.language = Language::ALL[number / 3 % 2];
            store.insert(&attempt)
        })
    };
    store.in_one_go(fill).expect("room on the disk");
    drop(store);
    let command = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_mynah"));
        command.args(arguments).env("MYNAH_HOME", folder.path()).stdout(Stdio::null()).stderr(Stdio::null());
        let timed = move || assert!(command.status().expect("mynah is built").success());
        row(format!("mynah {} over {HISTORY} attempts", arguments.join(" ")), bound, timed)
    };
    [&["history"][..], &["history", "--find", "bottleneck"], &["progress"], &["progress", "--json"], &["progress", "--format", "html"]]
        .map(command)
        .into()
}

/// The choice out of all shipped prompts, each answered once in each language.
fn next_prompt() -> Vec<Row> {
    let library = Library::shipped();
    let prompts: Vec<&Prompt> = library.offered().collect();
    let now = Timestamp::UNIX_EPOCH;
    let review = |prompt: &&Prompt| Language::ALL.map(|language| schedule::after(None, &prompt.id, language, Grade::Good, now, None));
    let reviews: Vec<_> = prompts.iter().flat_map(review).collect();
    let (with_story, today) = (HashSet::new(), Today { new: 0, again: 0, new_per_day: 10 });
    let standing =
        Standing { prompts: &prompts, reviews: &reviews, recent: &[], languages: &Language::ALL, with_story: &with_story, today, now, seed: 1 };
    vec![row(format!("choosing the next of {} prompts", prompts.len()), None, || schedule::choose(&standing))]
}

/// An attempt with everything in it that a scored answer of three minutes has.
fn judged_attempt() -> Attempt {
    let clip = speech_like(RECOGNITION_RATE_HZ);
    let track = measure::find_speech(&clip);
    let facts = SoundFacts { rate_hz: clip.rate_hz, length: clip.length(), clipped: 0, truncated: false };
    let heard = Heard { file: "answer.wav".into(), track, facts };
    let mut attempt = Attempt {
        state: AttemptState::Complete,
        ..Attempt::new(AttemptId("b".to_owned()), Timestamp::UNIX_EPOCH, "answer.wav".into(), Language::En)
    };
    let transcript = Transcript { model: "bench".to_owned(), words: spoken(ENGLISH), ..Transcript::default() };
    judge(&mut attempt, &heard, Some(transcript), Demand::default(), &Rubric::shipped());
    attempt
}

/// `text` over and over, two words a second, until the answer is over.
fn spoken(text: &str) -> Vec<Word> {
    let word =
        |(at, text): (usize, &str)| Word { text: text.to_owned(), start: Seconds(at as f64 * 0.5), end: Seconds(at as f64 * 0.5 + 0.4), p: 0.9 };
    text.split_whitespace().cycle().take(2 * ANSWER_S as usize).enumerate().map(word).collect()
}

/// Phrases of four seconds with a second between them, over a little noise: pulses of a falling pitch through three resonances, four syllables a second.
fn speech_like(rate_hz: u32) -> Clip {
    const RESONANCES_HZ: [[f32; 3]; 2] = [[730.0, 1090.0, 2440.0], [270.0, 2290.0, 3010.0]];
    let rate = rate_hz as f32;
    let radius = (-std::f32::consts::PI * 80.0 / rate).exp();
    let (mut phase, mut memory, mut dice) = (0.0_f32, [[0.0_f32; 2]; 3], 1_u32);
    let sample = |n: u32| {
        let time = n as f32 / rate;
        phase += (130.0 - 12.0 * (time % 2.0)) / rate;
        let pulse = if phase >= 1.0 { 1.0 } else { 0.0 };
        phase -= pulse;
        let mut sound = 0.0;
        for (memory, hz) in memory.iter_mut().zip(RESONANCES_HZ[(time * 4.0) as usize % 2]) {
            let next = pulse + 2.0 * radius * (std::f32::consts::TAU * hz / rate).cos() * memory[0] - radius * radius * memory[1];
            *memory = [next, memory[0]];
            sound += next;
        }
        dice = dice.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let envelope = if time % 5.0 < 4.0 { 0.3 + 0.7 * (std::f32::consts::PI * (time * 4.0).fract()).sin() } else { 0.0 };
        0.05 * envelope * sound + (dice >> 8) as f32 * 1e-10
    };
    Clip { rate_hz, samples: (0..ANSWER_S * rate_hz).map(sample).collect() }
}
