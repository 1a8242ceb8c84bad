//! How far words and sound lie apart in a replay: `./x bench replay [--minutes N]` (one minute unless named) plays a spoken answer with a click at the
//! beginning of every sentence on a virtual sound card, records the loudspeaker, and holds the moment at which each line is printed against the moment its
//! click sounds.
//!
//! Ends with a failure where one of them is more than 50 ms off: about where people begin to see that sound and picture do not belong together.

use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, ExitCode, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use mynah::demo::VirtualCard;
use serde_json::json;

const RATE_HZ: u32 = mynah::domain::RECOGNITION_RATE_HZ;
/// Of the recording of the loudspeaker.
const HEARD_HZ: u32 = 48_000;
const SENTENCE: &str = "I measured it once more.";
const EVERY_S: f64 = 4.0;
const CLICK_S: f64 = 0.004;
/// The voice is well below it, the clicks are above.
const CLICK_LEVEL: u16 = 24_000;
const VOICE_SHARE: f32 = 0.4;
const MOST_MS: f64 = 50.0;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().collect();
    let named = arguments.iter().position(|argument| argument == "--minutes").and_then(|at| arguments.get(at + 1));
    let minutes: f64 = named.map_or(1.0, |minutes| minutes.parse().expect("--minutes takes a number"));
    let folder = tempfile::tempdir().expect("a folder");
    answer(folder.path(), (minutes * 60.0 / EVERY_S) as usize);
    let card = VirtualCard::start(folder.path()).unwrap_or_else(|failure| panic!("{failure:?}"));
    let apart = apart(folder.path(), &card);
    let shown = |name: &str, apart: &[f64]| {
        let mut sorted = apart.to_vec();
        sorted.sort_by(f64::total_cmp);
        println!("{name:<24} {:>4.0} to {:>3.0} ms, half of them up to {:>3.0} ms", sorted[0], sorted[sorted.len() - 1], sorted[sorted.len() / 2]);
    };
    println!("{} lines over {minutes} min, printed after their sound:", apart.len());
    shown("all", &apart);
    shown("the first tenth", &apart[..apart.len().div_ceil(10)]);
    shown("the last tenth", &apart[apart.len() - apart.len().div_ceil(10)..]);
    let is_right = apart.iter().all(|apart| apart.abs() <= MOST_MS);
    println!("at most {MOST_MS} ms apart: {}", if is_right { "ok" } else { "MISSED" });
    if is_right { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// A scored answer of so many sentences in mynah's data folder inside `folder`.
fn answer(folder: &Path, sentences: usize) {
    let voice = voice(folder);
    let every = (EVERY_S * f64::from(RATE_HZ)) as usize;
    let mut samples = vec![0.0; every * (sentences + 1)];
    for start in (1..=sentences).map(|number| number * every) {
        samples[start..start + voice.len()].copy_from_slice(&voice);
        samples[start..start + (CLICK_S * f64::from(RATE_HZ)) as usize].fill(0.95);
    }
    let wav = folder.join("answer.wav");
    let spec = hound::WavSpec { channels: 1, sample_rate: RATE_HZ, bits_per_sample: 16, sample_format: hound::SampleFormat::Int };
    let mut writer = hound::WavWriter::create(&wav, spec).expect("a file");
    samples.iter().for_each(|sample| writer.write_sample((sample * f32::from(i16::MAX)) as i16).expect("room on the disk"));
    writer.finalize().expect("room on the disk");

    let length = voice.len() as f64 / f64::from(RATE_HZ);
    let texts: Vec<&str> = SENTENCE.split(' ').collect();
    let at = |number: usize, word: usize| number as f64 * EVERY_S + length * word as f64 / texts.len() as f64;
    let words = (1..=sentences).flat_map(|number| {
        texts.iter().enumerate().map(move |(word, text)| json!({ "text": text, "start": at(number, word), "end": at(number, word + 1) }))
    });
    let list = folder.join("words.json");
    std::fs::write(&list, json!({ "language": "en", "words": words.collect::<Vec<_>>() }).to_string()).expect("room on the disk");
    let scored = mynah(folder).arg("score").arg(&wav).arg("--words").arg(&list).output().expect("mynah runs");
    assert!(scored.status.success(), "{}", String::from_utf8_lossy(&scored.stderr));
}

/// The sentence as espeak-ng says it, at the rate of the answer, its loudest sample at [`VOICE_SHARE`].
fn voice(folder: &Path) -> Vec<f32> {
    let file = folder.join("voice.wav");
    let spoke = Command::new("espeak-ng").args(["-v", "en-us", "-w"]).arg(&file).arg(SENTENCE).status().expect("espeak-ng is here");
    assert!(spoke.success());
    let mut samples = Vec::new();
    let mut keep = |block: &[f32]| {
        samples.extend_from_slice(block);
        Ok(())
    };
    mynah::record::recognition_blocks(&file, &mut keep).unwrap_or_else(|failure| panic!("{failure:?}"));
    let loudest = samples.iter().fold(f32::EPSILON, |loudest, sample| loudest.max(sample.abs()));
    samples.iter().map(|sample| sample / loudest * VOICE_SHARE).collect()
}

fn mynah(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_mynah"));
    command.args(["--ui", "en"]).env("MYNAH_HOME", folder.join("home")).env("NO_COLOR", "1");
    command
}

/// How many milliseconds after its click each line was printed.
fn apart(folder: &Path, card: &VirtualCard) -> Vec<f64> {
    let mut recorder = loudspeaker(card);
    let sound = recorder.stdout.take().expect("it is piped");
    let heard = thread::spawn(move || hear(sound));
    let mut replay = mynah(folder).args(["replay", "--plain"]).envs(card.env()).stdout(Stdio::piped()).spawn().expect("mynah runs");
    let lines = BufReader::new(replay.stdout.take().expect("it is piped")).lines().map(|line| (line.expect("lines are text"), Instant::now()));
    let printed: Vec<Instant> = lines.filter(|(line, _)| line.contains(SENTENCE)).map(|(_, moment)| moment).collect();
    assert!(replay.wait().expect("it ends").success());
    recorder.kill().expect("it runs");
    recorder.wait().expect("it ends");
    let clicks = heard.join().expect("the recording is whole");
    assert_eq!(printed.len(), clicks.len(), "a line for every click");
    let millis = |later: Instant, earlier: Instant| later.duration_since(earlier).as_secs_f64() * 1000.0;
    printed.iter().zip(clicks).map(|(&line, click)| millis(line, click) - millis(click, line)).collect()
}

fn loudspeaker(card: &VirtualCard) -> Child {
    let env = card.env();
    let sink = &env.iter().find(|(name, _)| name == "PULSE_SINK").expect("the card has a loudspeaker").1;
    let device = format!("--device={}.monitor", sink.to_string_lossy());
    let arguments = ["--raw", "--format=s16le", "--channels=1", "--latency-msec=5", &device, &format!("--rate={HEARD_HZ}")];
    Command::new("parec").args(arguments).envs(env).stdout(Stdio::piped()).spawn().expect("parec is here")
}

/// How long after a click the recording is looked at for when that was. A sample comes some time after it sounded, never before, and of so many one comes soon.
const NEAR_S: f64 = 1.0;

/// The moments at which the clicks sounded.
fn hear(mut sound: ChildStdout) -> Vec<Instant> {
    let begun = Instant::now();
    let (mut samples, mut unpaired, mut bytes) = (Vec::new(), Vec::new(), [0; 4096]);
    // After so many samples, in seconds of sound and since `begun`.
    let mut came: Vec<(f64, f64)> = Vec::new();
    while let Ok(count @ 1..) = sound.read(&mut bytes) {
        unpaired.extend_from_slice(&bytes[..count]);
        let whole = unpaired.len() / 2 * 2;
        samples.extend(unpaired.drain(..whole).collect::<Vec<u8>>().as_chunks().0.iter().map(|pair| i16::from_le_bytes(*pair)));
        came.push((samples.len() as f64 / f64::from(HEARD_HZ), begun.elapsed().as_secs_f64()));
    }
    let sounded = |at: f64| {
        let near = came.iter().filter(|(heard, _)| (at..at + NEAR_S).contains(heard));
        begun + Duration::from_secs_f64(near.map(|(heard, moment)| moment - (heard - at)).fold(f64::INFINITY, f64::min))
    };
    let mut clicks: Vec<usize> = Vec::new();
    for (at, _) in samples.iter().enumerate().filter(|(_, sample)| sample.unsigned_abs() >= CLICK_LEVEL) {
        if clicks.last().is_none_or(|last| at - last >= HEARD_HZ as usize) {
            clicks.push(at);
        }
    }
    clicks.into_iter().map(|at| sounded(at as f64 / f64::from(HEARD_HZ))).collect()
}
