//! The system's voice with real Speech Dispatchers: the card's, the card's after its sound server has gone, and sockets that behave as broken ones do.
//! In child processes, because the environment says which dispatcher to use.

use std::ffi::OsString;
use std::io::{BufRead, BufReader, Write};
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::Path;
use std::process::Command;
use std::thread;
use std::time::{Duration, Instant};

use super::tests::{Actor, SCENE, audible, card, eventually, folder_of, processes_of};
use crate::domain::{Interrupt, Language};
use crate::speak::system_voice;

const KOREAN: &str = "어려웠던 문제를 어떻게 해결하셨나요?";
const ENGLISH: &str = "Tell me about a hard problem.";

/// Played in a child only; the first language is Korean: `interrupt after MILLISECONDS|` where given, then questions as `LANGUAGE TEXT`, separated by `|`.
#[test]
fn scene_speak() {
    let Ok(scene) = std::env::var(SCENE) else { return };
    let interrupt = Interrupt::default();
    let started = Instant::now();
    let mut voice = match system_voice(Language::Ko) {
        Ok(voice) => voice,
        Err(failure) => return println!("start {failure} after {} ms", started.elapsed().as_millis()),
    };
    println!("start Ok after {} ms", started.elapsed().as_millis());
    for line in scene.split('|').filter(|line| !line.is_empty()) {
        if let Some(delay) = line.strip_prefix("interrupt after ") {
            let (interrupt, delay) = (interrupt.clone(), Duration::from_millis(delay.parse().unwrap()));
            thread::spawn(move || {
                thread::sleep(delay);
                interrupt.raise();
            });
            continue;
        }
        let (code, text) = line.split_once(' ').unwrap();
        let asked = Instant::now();
        match voice.speak(text, Language::from_code(code).unwrap(), &interrupt) {
            Ok(spoken) => println!("spoken {spoken:?} after {} ms", asked.elapsed().as_millis()),
            Err(failure) => println!("spoken {failure} after {} ms", asked.elapsed().as_millis()),
        }
    }
}

/// Waits until the child has ended by itself: nothing of a speech service may keep a process.
fn finish(mut actor: Actor) {
    assert!(eventually(|| actor.child.try_wait().unwrap().is_some()), "the child does not end");
}

fn speaker(scene: &str, env: Vec<(String, OsString)>) -> Actor {
    Actor::start("demo::voice_tests::scene_speak", scene, env)
}

/// What is said before `after`, and the milliseconds behind it.
fn split(line: &str) -> (&str, u128) {
    let (outcome, after) = line.rsplit_once(" after ").unwrap();
    println!("measured: {line}");
    (outcome, after.strip_suffix(" ms").unwrap().parse().unwrap())
}

/// The question is heard for `shortest` to `longest` seconds, and its end is not reported while it still sounds.
#[track_caller]
fn check_heard(language: Language, text: &str, shortest: f64, longest: f64) {
    let Some((card, parent)) = card() else { return };
    let wav = parent.path().join("loudspeaker.wav");
    let recording = card.record_loudspeaker(&wav).unwrap();
    let mut actor = speaker(&format!("{language} {text}"), card.env());
    assert_eq!(split(&actor.line("start ")).0, "Ok");
    let silent_before = recorded_seconds(&wav);
    assert_eq!(split(&actor.line("spoken ")).0, "Aloud");
    let recorded = recorded_seconds(&wav);
    finish(actor);
    recording.stop();
    let (audible_for, last) = audible(&wav);
    println!("measured: audible for {audible_for:.2} s until {last:.2} s; end reported at {recorded:.2} s");
    assert!((shortest..longest).contains(&audible_for), "audible for {audible_for} s");
    assert!(last - audible_for > silent_before - 0.1, "the voice was heard before it was asked to speak");
    assert!(last < recorded, "reported at {recorded} s, sounded until {last} s");
}

/// How much of a 48 kHz stereo file is on disk.
fn recorded_seconds(wav: &Path) -> f64 {
    std::fs::metadata(wav).unwrap().len() as f64 / (48_000.0 * 4.0)
}

#[test]
fn a_korean_question_is_heard_and_its_end_reported_after_it() {
    check_heard(Language::Ko, KOREAN, 1.5, 6.0);
}

#[test]
fn an_english_question_is_heard_and_its_end_reported_after_it() {
    check_heard(Language::En, ENGLISH, 1.0, 4.0);
}

#[test]
fn one_voice_asks_in_both_languages_and_says_nothing_where_there_is_nothing_to_say() {
    let Some((card, _parent)) = card() else { return };
    let mut actor = speaker(&format!("ko 네?|en Why?|ko …|en A\u{1}\r\n.\r\nB|ko {KOREAN}"), card.env());
    assert_eq!(split(&actor.line("start ")).0, "Ok");
    for _ in 0..5 {
        assert_eq!(split(&actor.line("spoken ")).0, "Aloud");
    }
    finish(actor);
}

#[test]
fn an_interrupted_question_falls_silent() {
    let Some((card, parent)) = card() else { return };
    let wav = parent.path().join("loudspeaker.wav");
    let recording = card.record_loudspeaker(&wav).unwrap();
    let mut actor = speaker(&format!("ko 네?|interrupt after 1500|ko {}", KOREAN.repeat(10)), card.env());
    assert_eq!(split(&actor.line("spoken ")).0, "Aloud");
    let recorded_before = recorded_seconds(&wav);
    assert_eq!(split(&actor.line("spoken ")).0, "Interrupted");
    let recorded = recorded_seconds(&wav);
    finish(actor);
    thread::sleep(Duration::from_secs(1));
    recording.stop();
    let (_, last) = audible(&wav);
    assert!((recorded_before + 0.2..recorded).contains(&last), "asked at {recorded_before} s, audible until {last} s, silenced at {recorded} s");
}

/// Nobody waits for a voice for more than five seconds.
#[track_caller]
fn check_not_started(env: Vec<(String, OsString)>, expected: &str) {
    let mut actor = speaker(&format!("en {ENGLISH}"), env);
    let line = actor.line("start ");
    let (outcome, waited) = split(&line);
    assert!(outcome.starts_with(&format!("VoiceMissing: {expected}")), "{outcome}");
    assert!(waited < 5_000, "{waited} ms");
    finish(actor);
}

#[test]
fn without_a_sound_server_there_is_no_voice() {
    let Some((card, _parent)) = card() else { return };
    assert!(Command::new("pactl").arg("exit").envs(card.env()).status().unwrap().success());
    check_not_started(card.env(), "speak-no-sound");
    // The dispatcher now hangs in its sound output, and ends all the same.
    let folder = folder_of(&card);
    drop(card);
    assert!(eventually(|| processes_of(&folder).is_empty()), "still there: {:?}", processes_of(&folder));
}

fn dispatcher_at(socket: &Path) -> Vec<(String, OsString)> {
    let address = format!("unix_socket:{}", socket.display());
    vec![("SPEECHD_ADDRESS".into(), address.into()), ("SPEECHD_CMD".into(), "/bin/false".into())]
}

#[test]
fn without_a_dispatcher_there_is_no_voice() {
    let folder = tempfile::tempdir().unwrap();
    check_not_started(dispatcher_at(&folder.path().join("absent")), "speak-no-voice");
}

#[test]
fn a_dispatcher_that_never_answers_is_not_waited_for() {
    let folder = tempfile::tempdir().unwrap();
    let socket = folder.path().join("socket");
    let _listening = UnixListener::bind(&socket).unwrap();
    check_not_started(dispatcher_at(&socket), "speak-no-answer");
}

/// Serves the protocol of Speech Dispatcher (SSIP) to one client: offers one voice, and reports the events in `events` of its second text, the first
/// being the silent one.
fn serve(listener: &UnixListener, voice: &str, events: &[&str]) -> std::io::Result<()> {
    let (stream, _) = listener.accept()?;
    let mut replies = stream.try_clone()?;
    let mut lines = BufReader::new(stream).lines();
    let mut texts = 0;
    while let Some(line) = lines.next() {
        let reply = match line?.as_str() {
            "HISTORY GET CLIENT_ID" => "245-1\r\n245 OK\r\n".to_owned(),
            "LIST SYNTHESIS_VOICES" => format!("249-{voice}\tnone\r\n249 OK\r\n"),
            "GET VOLUME" => "251-100\r\n251 OK\r\n".to_owned(),
            "speak" => {
                replies.write_all(b"230 OK\r\n")?;
                lines.by_ref().map_while(Result::ok).find(|text| text == ".");
                texts += 1;
                let told = if texts == 1 { &["701 BEGIN", "702 END"][..] } else { events };
                format!("225-{texts}\r\n225 OK\r\n") + &told.iter().map(|event| event_of(texts, event)).collect::<String>()
            }
            _ => "200 OK\r\n".to_owned(),
        };
        replies.write_all(reply.as_bytes())?;
    }
    Ok(())
}

fn event_of(text: usize, event: &str) -> String {
    let code = &event[..3];
    format!("{code}-{text}\r\n{code}-1\r\n{event}\r\n")
}

#[track_caller]
fn check_served(voice: &'static str, events: &'static [&str], scene: &str, expected: &[&str]) {
    let folder = tempfile::tempdir().unwrap();
    let socket = folder.path().join("socket");
    let listener = UnixListener::bind(&socket).unwrap();
    let server = thread::spawn(move || serve(&listener, voice, events));
    let mut actor = speaker(scene, dispatcher_at(&socket));
    assert_eq!(split(&actor.line("start ")).0, "Ok");
    for &expected in expected {
        assert_eq!(split(&actor.line("spoken ")).0, expected);
    }
    finish(actor);
    // The client goes without saying goodbye, so a reply to it may fail.
    drop(server.join().unwrap());
    drop(UnixStream::connect(&socket));
}

#[test]
fn a_language_without_a_voice_is_named_and_the_other_is_still_spoken() {
    let expected = [r#"VoiceMissing: speak-no-voice-for-language language=Text("ko")"#, "Aloud"];
    check_served("English\ten-US", &["701 BEGIN", "702 END"], "ko 질문|en Question", &expected);
}

#[test]
fn a_voice_that_never_reports_its_end_is_given_up_for_this_question() {
    check_served("Korean\tko", &["701 BEGIN"], "ko 질", &["EndNotReported"]);
}

#[test]
fn a_voice_that_no_longer_begins_is_lost_for_good_and_not_tried_again() {
    check_served("Korean\tko", &[], "ko 질문|ko 질문", &["VoiceMissing: speak-voice-lost", "VoiceMissing: speak-voice-lost"]);
}
