//! `mynah replay` where nothing can sound: the words, the marks and what is missing are shown all the same.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::support::{Mynah, have, read_wav, spoken, write_wav};

const SENTENCES: [&str; 4] = [
    "Our order page was slow and customers left.",
    "My task was to halve the load time.",
    "I measured every request and added a cache.",
    "As a result orders rose by eight percent.",
];

/// Quiet before and after a spoken sentence, and what is added to it, so that pauses are longer than a second.
const QUIET_S: f64 = 0.5;
const MORE_QUIET_S: f64 = 0.6;

/// The sentences, spoken one after the other, in a file; the words at their moments.
fn recording(mynah: &Mynah, file: &Path) -> Vec<Value> {
    let (mut samples, mut words, mut rate_hz) = (Vec::new(), Vec::new(), 0);
    for sentence in SENTENCES {
        let one = mynah.folder().join("sentence.wav");
        spoken(&one, "en-us", sentence);
        let (its_rate_hz, its_samples) = read_wav(&one);
        let start = samples.len() as f64 / f64::from(its_rate_hz) + QUIET_S;
        let texts: Vec<&str> = sentence.split(' ').collect();
        let step = (its_samples.len() as f64 / f64::from(its_rate_hz) - 2.0 * QUIET_S) / texts.len() as f64;
        let at = |index: usize| start + step * index as f64;
        words.extend(texts.iter().enumerate().map(|(index, text)| json!({"text": text, "start": at(index), "end": at(index + 1)})));
        rate_hz = its_rate_hz;
        samples.extend(its_samples);
        samples.resize(samples.len() + (MORE_QUIET_S * f64::from(rate_hz)) as usize, 0.0);
    }
    write_wav(file, rate_hz, &samples);
    words
}

/// A scored answer whose words are known, and its id.
fn answer(mynah: &Mynah, name: &str, prompt: &str) -> (PathBuf, String) {
    let (file, list) = (mynah.folder().join(name), mynah.folder().join("words.json"));
    let words = recording(mynah, &file);
    fs::write(&list, json!({"language": "en", "words": words}).to_string()).unwrap();
    let arguments = ["score", file.to_str().unwrap(), "--words", list.to_str().unwrap(), "--prompt", prompt, "--json"];
    let id = mynah.json(&arguments)[0]["id"].as_str().unwrap().to_owned();
    (file, id)
}

/// The sentences that `shown` has, in its order.
fn sentences(shown: &str) -> Vec<&str> {
    let lines = shown.lines().map(|line| line.get(11..).unwrap_or_default());
    lines.filter(|line| SENTENCES.contains(line)).collect()
}

#[test]
fn without_a_loudspeaker_every_line_has_its_moment_and_its_part_and_pauses_are_marked() {
    if !have(&["espeak-ng"]) {
        return;
    }
    let mynah = Mynah::new();
    answer(&mynah, "answer.wav", "demo.story");
    let ran = mynah.run(&["replay", "--speed", "1.5"]);
    assert_eq!((ran.code, sentences(&ran.out)), (3, SENTENCES.to_vec()), "{}{}", ran.out, ran.err);
    for part in ["S  Our order", "T  My task", "A  I measured", "R  As a result"] {
        assert!(ran.out.contains(part), "{part}: {}", ran.out);
    }
    assert_eq!(ran.out.matches("(pause of ").count(), 3, "{}", ran.out);
    assert!(ran.err.contains("These are the words:"), "{}", ran.err);
}

#[test]
fn a_recording_that_is_gone_is_named_and_its_words_are_shown() {
    if !have(&["espeak-ng"]) {
        return;
    }
    let mynah = Mynah::new();
    let (file, _) = answer(&mynah, "답변.wav", "demo.story");
    fs::remove_file(&file).unwrap();
    let ran = mynah.run(&["replay"]);
    assert_eq!(sentences(&ran.out), SENTENCES);
    assert!(ran.code != 0 && ran.err.contains("답변.wav"), "{}", ran.err);
}

#[test]
fn a_recording_that_was_altered_is_named() {
    if !have(&["espeak-ng"]) {
        return;
    }
    let mynah = Mynah::new();
    let (file, id) = answer(&mynah, "answer.wav", "demo.story");
    write_wav(&file, 44_100, &vec![0.1; 44_100 * 60]);
    let ran = mynah.run(&["replay"]);
    assert_eq!((ran.code, sentences(&ran.out)), (3, SENTENCES.to_vec()));
    assert!(ran.err.contains("answer.wav is no longer the recording that was scored") && ran.err.contains(&id), "{}", ran.err);
}

#[test]
fn words_beyond_the_end_are_counted_and_shown_last() {
    if !have(&["espeak-ng"]) {
        return;
    }
    let mynah = Mynah::new();
    let (file, _) = answer(&mynah, "answer.wav", "demo.story");
    write_wav(&file, 22_050, &vec![0.1; 2_205]);
    let ran = mynah.run(&["replay"]);
    assert!(ran.err.contains("32 words lie beyond the end"), "{}", ran.err);
    assert_eq!(sentences(&ran.out), SENTENCES);
}

#[test]
fn an_answer_that_nobody_recognised_says_so() {
    if !have(&["espeak-ng"]) {
        return;
    }
    let mynah = Mynah::new();
    let file = mynah.folder().join("answer.wav");
    recording(&mynah, &file);
    mynah.done(&["score", file.to_str().unwrap(), "--lang", "en"]);
    let ran = mynah.run(&["replay"]);
    assert_eq!(ran.code, 3);
    assert!(ran.err.contains("There are no words"), "{}", ran.err);
    assert_eq!(ran.out.matches("(pause of ").count(), 3, "{}", ran.out);
}

#[test]
fn two_attempts_are_laid_side_by_side_and_then_shown_part_by_part() {
    if !have(&["espeak-ng"]) {
        return;
    }
    let mynah = Mynah::new();
    let first = answer(&mynah, "first.wav", "demo.story").1;
    let second = answer(&mynah, "second.wav", "demo.story").1;
    let ran = mynah.run(&["replay", &first, &second]);
    let told: Vec<&str> = SENTENCES.iter().flat_map(|sentence| [*sentence; 2]).collect();
    assert_eq!((ran.code, sentences(&ran.out)), (3, told), "{}{}", ran.out, ran.err);
    let rows: Vec<&str> = ran.out.lines().take(5).collect();
    assert!(rows[0].starts_with("Part") && rows[1].starts_with("Situation") && rows[4].starts_with("Result"), "{rows:?}");
    assert!(ran.out.contains("Action · attempt 1") && ran.out.contains("Action · attempt 2"), "{}", ran.out);
}

#[test]
fn what_cannot_be_played_is_refused() {
    if !have(&["espeak-ng"]) {
        return;
    }
    let mynah = Mynah::new();
    let story = answer(&mynah, "story.wav", "demo.story").1;
    let other = answer(&mynah, "other.wav", "intro.60").1;
    assert!(mynah.refused(2, &["replay", &story, &other]).contains("different questions"));
    assert!(mynah.refused(2, &["replay", &story, "--at", "10:00"]).contains(" s long"));
    for speed in ["0.4", "2.5", "fast", "NaN"] {
        mynah.refused(2, &["replay", &story, "--speed", speed]);
    }
    mynah.refused(2, &["replay", &story, "zzzz"]);
}
