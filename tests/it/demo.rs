//! The demonstration: every real part at once, on a virtual sound card.

use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::support::{Mynah, have, read_wav};

const PROGRAMS: [&str; 6] = ["pulseaudio", "pactl", "paplay", "parecord", "espeak-ng", "speech-dispatcher"];
/// At most this share of the words (Korean: syllables) may be heard wrong.
const SHARE_WRONG: f64 = 0.05;

/// Root mean square of the samples between two moments in seconds.
fn rms(samples: &[f32], rate_hz: u32, from: f64, to: f64) -> f64 {
    let at = |seconds: f64| ((seconds * f64::from(rate_hz)) as usize).min(samples.len());
    let part = &samples[at(from)..at(to)];
    (part.iter().map(|sample| f64::from(*sample).powi(2)).sum::<f64>() / part.len().max(1) as f64).sqrt()
}

fn check(language: &str) {
    if !have(&PROGRAMS) {
        return;
    }
    let mynah = Mynah::new();
    let attempts = mynah.json(&["demo", "--lang", language, "--json"]);
    assert_eq!(attempts.len(), 2, "a story and an introduction");
    for attempt in &attempts {
        check_attempt(attempt);
    }
    // Both are kept, apart from the user's own history.
    assert_eq!(mynah.json(&["history", "--json"])[0].as_array().map(Vec::len), Some(0));
    let demo_home = mynah.home().join("demo");
    let kept = mynah.command(&["history", "--json"]).env("MYNAH_HOME", &demo_home).output().unwrap();
    let kept: Value = serde_json::from_slice(&kept.stdout).unwrap();
    assert_eq!(kept.as_array().map(Vec::len), Some(2));
    // The loudspeaker played something before the first answer: the question.
    let (rate_hz, loudspeaker) = read_wav(&demo_home.join(format!("loudspeaker-{language}.wav")));
    let loud = rms(&loudspeaker, rate_hz * 2, 0.0, 12.0); // two channels
    assert!(loud > 0.005, "the question was not audible: {loud}");
    assert!(!anything_left_running(&demo_home), "the demonstration left processes behind");
}

fn check_attempt(attempt: &Value) {
    let wrong = attempt["demo"]["share_wrong"].as_f64().unwrap();
    assert!(wrong <= SHARE_WRONG, "{wrong} heard wrong: {}", attempt["demo"]["heard"]);
    assert_eq!(attempt["recording"]["lost_frames"], 0);
    let cue = attempt["measurements"]["cue_s"].as_f64().unwrap();
    let latency = attempt["measurements"]["latency_s"].as_f64().unwrap();
    assert!((0.2..2.0).contains(&latency), "latency {latency}");
    // Until the candidate begins the recording is quiet: the question is not in it.
    let (rate_hz, answer) = read_wav(Path::new(attempt["file"].as_str().unwrap()));
    assert!(rms(&answer, rate_hz, 0.0, cue + latency - 0.1) < 0.001, "the question is in the answer");
    let last = attempt["transcript"]["words"].as_array().unwrap().last().unwrap();
    assert!(last["end"].as_f64().unwrap() <= attempt["duration_s"].as_f64().unwrap());
}

/// Whether a process still has the demonstration's folder in its command line or environment.
fn anything_left_running(folder: &Path) -> bool {
    let listed = Command::new("ps").args(["axeww", "-o", "args"]).output().unwrap();
    let folder = folder.to_str().unwrap();
    String::from_utf8_lossy(&listed.stdout).lines().any(|line| line.contains(folder) && !line.starts_with("ps "))
}

#[test]
fn the_korean_demonstration_is_heard_right_and_leaves_nothing_behind() {
    check("ko");
}

#[test]
fn the_english_demonstration_is_heard_right_and_leaves_nothing_behind() {
    check("en");
}
