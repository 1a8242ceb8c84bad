//! Whole rehearsals with a file in the microphone's part: recorded, recognised, judged, kept, shown; and what is left when they are broken off.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::support::{Mynah, Ran, have, read_wav, spoken, write_wav};

const STORY: &str = "My task was to cut the load time below three seconds.";

/// A rehearsal of the demonstration's question with `wav` as the answer.
fn arguments(wav: &Path) -> Vec<String> {
    let wav = wav.to_str().unwrap();
    ["practice", "--prompt", "demo.story", "--lang", "en", "--mute", "--model", "demo", "--input", wav].map(str::to_owned).to_vec()
}

fn run(mynah: &Mynah, wav: &Path, more: &[&str]) -> Ran {
    let arguments = arguments(wav);
    mynah.run(&[arguments.iter().map(String::as_str).collect::<Vec<_>>(), more.to_vec()].concat())
}

fn start(mynah: &Mynah, wav: &Path) -> Child {
    let arguments = arguments(wav);
    let mut command = mynah.command(&arguments.iter().map(String::as_str).collect::<Vec<_>>());
    command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
}

fn recordings(mynah: &Mynah, ending: &str) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(mynah.home().join("recordings")) else { return vec![] };
    entries.map(|entry| entry.unwrap().path()).filter(|path| path.to_str().unwrap().ends_with(ending)).collect()
}

fn history(mynah: &Mynah) -> Vec<Value> {
    mynah.json(&["history", "--json"]).remove(0).as_array().unwrap().clone()
}

/// Waits until the recording on disk has at least this many bytes.
fn wait_for_bytes(mynah: &Mynah, bytes: u64) {
    let deadline = Instant::now() + Duration::from_secs(60);
    while recordings(mynah, ".part").first().and_then(|part| fs::metadata(part).ok()).is_none_or(|part| part.len() < bytes) {
        assert!(Instant::now() < deadline, "nothing was recorded");
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// A tone of the given length: something to record that takes its time.
fn tone(folder: &Path, seconds: usize) -> PathBuf {
    let file = folder.join("긴 답변.wav");
    let samples: Vec<f32> = (0..16_000 * seconds).map(|index| (index as f32 * 0.17).sin() * 0.2).collect();
    write_wav(&file, 16_000, &samples);
    file
}

#[test]
fn a_rehearsal_from_a_file_is_recorded_recognised_judged_kept_and_shown() {
    if !have(&["espeak-ng"]) {
        return;
    }
    let mynah = Mynah::new();
    let wav = mynah.folder().join("answer.wav");
    spoken(&wav, "en-us+m7", STORY);
    let ran = run(&mynah, &wav, &["--pace", "fast", "--json"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let attempt: Value = serde_json::from_str(&ran.out).unwrap();
    let words: Vec<&str> = attempt["transcript"]["words"].as_array().unwrap().iter().map(|word| word["text"].as_str().unwrap()).collect();
    assert_eq!(words.join(" "), STORY);
    assert_eq!((&attempt["prompt"], &attempt["language"], &attempt["transcript"]["model"]), (&"demo.story".into(), &"en".into(), &"demo".into()));
    assert!(ran.err.contains("demonstration model"), "no warning: {}", ran.err);
    // What was recorded is what was played, at its own rate.
    let file = PathBuf::from(attempt["file"].as_str().unwrap());
    assert_eq!(recordings(&mynah, ".wav"), std::slice::from_ref(&file));
    let (played, recorded) = (read_wav(&wav), read_wav(&file));
    assert_eq!((recorded.0, recorded.1.len()), (played.0, played.1.len()));
    assert!(played.1.iter().zip(&recorded.1).all(|(one, other)| (one - other).abs() < 2.0 / 32_768.0));
    // The same attempt is in the history, in the report, and scheduled.
    assert_eq!(history(&mynah)[0]["id"], attempt["id"]);
    assert_eq!(mynah.json(&["report", "--json"])[0], attempt);
    assert!(mynah.done(&["report"]).contains("load time"));
    assert!(mynah.done(&["report", "--ui", "ko"]).contains("load time"));
}

#[test]
fn the_same_recording_scored_as_a_file_gives_the_same_words_and_figures() {
    if !have(&["espeak-ng"]) {
        return;
    }
    let mynah = Mynah::new();
    let wav = mynah.folder().join("answer.wav");
    spoken(&wav, "en-us+m7", STORY);
    let practised = as_undisturbed(&serde_json::from_str(&run(&mynah, &wav, &["--pace", "fast", "--json"]).out).unwrap());
    let file = practised["file"].as_str().unwrap();
    let scored = as_undisturbed(&mynah.json(&["score", file, "--prompt", "demo.story", "--lang", "en", "--model", "demo", "--json", "--no-save"])[0]);
    for part in ["transcript", "coverage"] {
        assert_eq!(scored[part], practised[part], "{part}");
    }
    assert_eq!(scored["measurements"]["pauses"], practised["measurements"]["pauses"]);
    let id = practised["id"].as_str().unwrap();
    let rescored = as_undisturbed(&mynah.json(&["attempt", "rescore", id, "--model", "demo", "--json"])[0]);
    assert_eq!(rescored, practised);
}

/// Other programs on the machine may make the recogniser begin a call again on fewer threads. The attempt says so, and that changes the last digits of
/// probabilities at most: neither is compared.
fn as_undisturbed(attempt: &Value) -> Value {
    let mut attempt = attempt.clone();
    attempt["transcript"]["disturbed"] = 0.into();
    for word in attempt["transcript"]["words"].as_array_mut().unwrap() {
        word["p"] = ((word["p"].as_f64().unwrap() * 1e3).round() / 1e3).into();
    }
    attempt
}

#[test]
fn without_a_model_the_rest_still_works_and_two_lines_say_what_is_missing() {
    let mynah = Mynah::new();
    let wav = tone(mynah.folder(), 2);
    let arguments = ["practice", "--prompt", "intro.30", "--lang", "ko", "--mute", "--input", wav.to_str().unwrap(), "--pace", "fast", "--json"];
    let ran = mynah.run(&arguments);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.err.contains("mynah models get"), "{}", ran.err);
    let attempt: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!((&attempt["transcript"], &attempt["measurements"]["target_s"]), (&Value::Null, &30.0.into()));
}

#[test]
fn an_answer_of_nothing_but_zeros_is_said_and_never_an_empty_answer() {
    let mynah = Mynah::new();
    let wav = mynah.folder().join("muted.wav");
    write_wav(&wav, 16_000, &vec![0.0; 16_000 * 4]);
    let ran = run(&mynah, &wav, &["--pace", "fast", "--json"]);
    assert_eq!((ran.code, ran.out.as_str()), (3, ""), "{}", ran.err);
    assert!(ran.err.contains("mute") || ran.err.contains("permission"), "{}", ran.err);
    assert_eq!(history(&mynah)[0]["state"], "unfinished");
}

#[test]
fn the_limit_ends_the_answer_where_that_was_asked_for() {
    let mynah = Mynah::new();
    let wav = tone(mynah.folder(), 70);
    let arguments = ["practice", "--prompt", "intro.30", "--lang", "en", "--mute", "--input", wav.to_str().unwrap(), "--pace", "fast", "--json"];
    let whole: Value = serde_json::from_str(&mynah.run(&arguments).out).unwrap();
    assert_eq!(whole["duration_s"], 70.0);
    let cut: Value = serde_json::from_str(&mynah.run(&[&arguments[..], &["--stop-at-limit"]].concat()).out).unwrap();
    assert_eq!(cut["duration_s"], 45.0);
}

#[cfg(unix)]
#[test]
fn ctrl_c_keeps_what_was_said_as_unfinished_and_exits_with_130() {
    let mynah = Mynah::new();
    let child = start(&mynah, &tone(mynah.folder(), 30));
    wait_for_bytes(&mynah, 32_000);
    signal(&child, "INT");
    let ran = Ran::of(child.wait_with_output().unwrap());
    assert_eq!(ran.code, 130, "{}", ran.err);
    let kept = history(&mynah);
    assert_eq!((kept.len(), &kept[0]["state"]), (1, &"unfinished".into()));
    assert_eq!((recordings(&mynah, ".part").len(), recordings(&mynah, ".wav").len()), (0, 1));
    assert!(ran.err.contains(kept[0]["id"].as_str().unwrap()), "{}", ran.err);
}

#[cfg(unix)]
#[test]
fn a_killed_rehearsal_is_found_at_the_next_start_and_at_most_a_second_is_lost() {
    let mynah = Mynah::new();
    let wav = tone(mynah.folder(), 30);
    let mut child = start(&mynah, &wav);
    wait_for_bytes(&mynah, 16_000 * 2 * 2);
    std::thread::sleep(Duration::from_millis(700));
    let on_disk = fs::metadata(&recordings(&mynah, ".part")[0]).unwrap().len();
    child.kill().unwrap();
    child.wait().unwrap();
    let short = tone(mynah.folder(), 1);
    let ran = run(&mynah, &short, &["--pace", "fast"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let history = history(&mynah);
    let found = history.iter().find(|attempt| attempt["state"] == "unfinished").expect("the cut off recording is in the history");
    assert!(ran.err.contains(found["id"].as_str().unwrap()), "it was not said: {}", ran.err);
    let attempt = &mynah.json(&["report", found["id"].as_str().unwrap(), "--json"])[0];
    assert_eq!((&attempt["prompt"], &attempt["language"]), (&"demo.story".into(), &"en".into()));
    let samples = read_wav(Path::new(attempt["file"].as_str().unwrap())).1.len() as u64;
    assert!(samples * 2 + 44 >= on_disk, "{samples} samples, {on_disk} bytes were on the disk");
    assert_eq!(recordings(&mynah, ".part"), Vec::<PathBuf>::new());
}

#[cfg(unix)]
#[test]
fn a_running_recording_is_left_alone_by_another_mynah() {
    let mynah = Mynah::new();
    let wav = tone(mynah.folder(), 20);
    let mut running = start(&mynah, &wav);
    wait_for_bytes(&mynah, 32_000);
    let short = mynah.folder().join("short.wav");
    write_wav(&short, 16_000, &vec![0.1; 16_000]);
    assert_eq!(run(&mynah, &short, &["--pace", "fast"]).code, 0);
    assert_eq!(recordings(&mynah, ".part").len(), 1);
    running.kill().unwrap();
    running.wait().unwrap();
}

#[cfg(unix)]
#[test]
fn recordings_can_be_read_by_their_owner_only() {
    use std::os::unix::fs::PermissionsExt;
    let mynah = Mynah::new();
    let wav = tone(mynah.folder(), 1);
    assert_eq!(run(&mynah, &wav, &["--pace", "fast"]).code, 0);
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&mynah.home().join("recordings")), 0o700);
    assert_eq!(mode(&recordings(&mynah, ".wav")[0]), 0o600);
    assert_eq!(mode(&mynah.home().join("mynah.db")), 0o600);
}

#[test]
fn an_attempt_can_be_deleted_and_brought_back_and_its_recording_stays() {
    let mynah = Mynah::new();
    let wav = tone(mynah.folder(), 1);
    assert_eq!(run(&mynah, &wav, &["--pace", "fast"]).code, 0);
    let id = history(&mynah)[0]["id"].as_str().unwrap().to_owned();
    mynah.done(&["attempt", "delete", &id]);
    assert_eq!((history(&mynah).len(), recordings(&mynah, ".wav").len()), (0, 1));
    mynah.done(&["attempt", "restore", &id]);
    assert_eq!(history(&mynah)[0]["state"], "complete");
    assert!(mynah.refused(2, &["attempt", "restore", &id]).contains(&id));
}

#[test]
fn replay_without_a_loudspeaker_says_so_and_shows_the_words() {
    if !have(&["espeak-ng"]) {
        return;
    }
    let mynah = Mynah::new();
    let wav = mynah.folder().join("answer.wav");
    spoken(&wav, "en-us+m7", STORY);
    assert_eq!(run(&mynah, &wav, &["--pace", "fast"]).code, 0);
    let ran = mynah.run(&["replay"]);
    let is_mark = |line: &&str| ["n", "p", "f"].contains(&&line[8..9]);
    let lines: Vec<&str> = ran.out.lines().filter(|line| !is_mark(line)).map(|line| &line[11..]).collect();
    assert_eq!((ran.code, lines.join(" ").as_str()), (3, STORY), "{}{}", ran.out, ran.err);
}

#[test]
fn a_recording_that_is_gone_is_named() {
    let mynah = Mynah::new();
    let wav = tone(mynah.folder(), 1);
    assert_eq!(run(&mynah, &wav, &["--pace", "fast"]).code, 0);
    let file = recordings(&mynah, ".wav").remove(0);
    fs::remove_file(&file).unwrap();
    let ran = mynah.run(&["attempt", "rescore", "last"]);
    assert!(ran.code != 0 && ran.err.contains(file.file_name().unwrap().to_str().unwrap()), "{}", ran.err);
    assert!(mynah.done(&["report"]).contains("demo.story"));
}

#[cfg(unix)]
fn signal(child: &Child, name: &str) {
    let status = std::process::Command::new("kill").args(["-s", name, &child.id().to_string()]).status().unwrap();
    assert!(status.success());
}

#[test]
fn an_introduction_is_timed_against_its_script_and_compared_with_it() {
    if !have(&["espeak-ng"]) {
        return;
    }
    let mynah = Mynah::new();
    let (wav, script) = (mynah.folder().join("intro.wav"), mynah.folder().join("대본.txt"));
    spoken(&wav, "en-us+m7", "Hello, my name is Minsu and I am a cloud engineer. Thank you for listening.");
    fs::write(&script, "Hello, my name is Minsu and I am a cloud engineer.\nI play the piano on Sundays.\nThank you for listening.\n").unwrap();
    let (wav, script) = (wav.to_str().unwrap(), script.to_str().unwrap());
    let from = ["--script", script, "--input", wav, "--pace", "fast", "--mute", "--model", "demo"];
    let ran = mynah.run(&[["intro", "--lang", "en", "--target", "30s"].as_slice(), &from].concat());
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.err.contains("at a usual pace") && ran.err.contains("I play the piano"), "{}", ran.err);
    let left_out = ran.out.split("Left out").nth(1).expect("what was left out");
    assert!(left_out.contains("I play the piano on Sundays.") && !left_out.contains("my name is Minsu"), "{}", ran.out);
    assert_eq!(history(&mynah)[0]["prompt"], "intro.30");
}

#[test]
fn an_introduction_refuses_lengths_and_scripts_that_cannot_be() {
    let mynah = Mynah::new();
    let wav = tone(mynah.folder(), 1);
    let empty = mynah.folder().join("empty.txt");
    fs::write(&empty, "# title\n\n").unwrap();
    let check = |more: &[&str], named: &str| {
        let text = mynah.refused(2, &[&["intro", "--input", wav.to_str().unwrap()], more].concat());
        assert!(text.contains(named), "{more:?}: {text}");
    };
    check(&["--target", "45s"], "30s|60s|90s|120s");
    check(&["--script", "/no/such/script.txt"], "/no/such/script.txt");
    check(&["--script", empty.to_str().unwrap()], "empty.txt");
    check(&["--script", mynah.folder().to_str().unwrap()], "cannot be read");
}

#[test]
fn a_mock_interview_asks_follows_up_and_tells_how_it_went_at_its_end_alone() {
    if !have(&["espeak-ng"]) {
        return;
    }
    let mynah = Mynah::new();
    let wav = mynah.folder().join("answer.wav");
    spoken(&wav, "en-us+m7", STORY);
    let wav = wav.to_str().unwrap();
    let arguments =
        ["practice", "--mock", "phone-screen", "--minutes", "10", "--lang", "en", "--mute", "--model", "demo", "--input", wav, "--pace", "fast"];
    let ran = mynah.run(&arguments);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.out.starts_with("Phone screen") && ran.out.contains("↳"), "{}", ran.out);
    let history = history(&mynah);
    let first = history.last().unwrap();
    assert!(first["prompt"].as_str().unwrap().starts_with("intro."), "{first}");
    assert_eq!(history[0]["prompt"], "closing.questions");
    // A follow-up names the answer it is about, which told a story.
    let follow_up = history.iter().find(|attempt| attempt["prompt"].as_str().is_some_and(|id| id.starts_with("follow-up."))).expect("a follow-up");
    let whole = &mynah.json(&["report", follow_up["id"].as_str().unwrap(), "--json"])[0];
    assert!(history.iter().any(|attempt| attempt["id"] == whole["follows"]), "{whole}");
    assert!(whole["question"].as_str().is_some_and(|question| question.ends_with('?') || question.ends_with('.')), "{whole}");
    // His own questions at the end tell no story.
    let closing = &mynah.json(&["report", history[0]["id"].as_str().unwrap(), "--json"])[0];
    assert!(closing["coverage"].is_null() && closing["transcript"]["words"].is_array(), "{closing}");
    let unknown = mynah.run(&["practice", "--mock", "no-such"]);
    assert_eq!(unknown.code, 2);
    assert!(unknown.err.contains("amazon-loop"), "{}", unknown.err);
}
