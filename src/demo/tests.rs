//! The card and the candidate with the real servers and programs. Environment variables cannot be changed in a running process, so what needs a
//! card's runs in a child: this test program again, told by a variable which scene to play.

use std::ffi::OsString;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use super::*;
use crate::domain::{Kind, Language};

pub(super) const SCENE: &str = "MYNAH_TEST_SCENE";
/// Only a hanging test waits this long.
const PATIENCE: Duration = Duration::from_secs(30);

/// A card in a folder of its own; `None`, said, where its programs are missing, except where everything has to be there.
pub(super) fn card() -> Option<(VirtualCard, tempfile::TempDir)> {
    let parent = tempfile::tempdir().unwrap();
    match VirtualCard::start(parent.path()) {
        Ok(card) => Some((card, parent)),
        Err(failure) if failure.kind == Kind::DeviceMissing && std::env::var_os("CI").is_none_or(|value| value != "true") => {
            println!("skipped: {failure}");
            None
        }
        Err(failure) => panic!("{failure}"),
    }
}

/// A child that plays a scene, and its output. Dropping it kills it.
pub(super) struct Actor {
    pub(super) child: Child,
    output: BufReader<ChildStdout>,
}

impl Actor {
    pub(super) fn start(test: &str, scene: &str, env: Vec<(String, OsString)>) -> Self {
        let mut command = Command::new(std::env::current_exe().unwrap());
        command.args(["--exact", test, "--nocapture", "--test-threads=1"]).env(SCENE, scene).envs(env);
        let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn().unwrap();
        let output = BufReader::new(child.stdout.take().unwrap());
        Self { child, output }
    }

    /// The rest of the next line that has `mark`; what the test framework prints may stand before it.
    pub(super) fn line(&mut self, mark: &str) -> String {
        let mut all = String::new();
        loop {
            let mut line = String::new();
            assert_ne!(self.output.read_line(&mut line).unwrap(), 0, "no {mark:?} in {all:?}");
            if let Some((_, rest)) = line.split_once(mark) {
                return rest.trim().to_owned();
            }
            all += &line;
        }
    }
}

impl Drop for Actor {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

pub(super) fn eventually(mut condition: impl FnMut() -> bool) -> bool {
    let deadline = Instant::now() + PATIENCE;
    while !condition() {
        if Instant::now() > deadline {
            return false;
        }
        thread::sleep(Duration::from_millis(20));
    }
    true
}

/// The processes that a card made have its folder in their environment: servers, guards and speech modules.
pub(super) fn processes_of(folder: &Path) -> Vec<String> {
    let folder = folder.as_os_str().as_encoded_bytes();
    let processes = std::fs::read_dir("/proc").unwrap().map(|entry| entry.unwrap().path());
    let environment = |process: &PathBuf| std::fs::read(process.join("environ")).unwrap_or_default();
    let belonging = processes.filter(|process| environment(process).windows(folder.len()).any(|part| part == folder));
    belonging.map(|process| std::fs::read_to_string(process.join("comm")).unwrap_or_default().trim().to_owned()).collect()
}

pub(super) fn folder_of(card: &VirtualCard) -> PathBuf {
    let env = card.env();
    PathBuf::from(&env.iter().find(|(name, _)| name == "XDG_RUNTIME_DIR").unwrap().1)
}

fn pactl(card: &VirtualCard, question: &[&str]) -> String {
    let output = Command::new("pactl").args(question).envs(card.env()).output().unwrap();
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout).unwrap()
}

/// The seconds from the first to the last sample that can be heard, and the moment of the last; zero in silence.
pub(super) fn audible(wav: &Path) -> (f64, f64) {
    const AUDIBLE: i16 = 33; // -60 dBFS
    let mut reader = hound::WavReader::open(wav).unwrap();
    let spec = reader.spec();
    let loud: Vec<usize> = reader
        .samples::<i16>()
        .enumerate()
        .filter(|(_, sample)| sample.as_ref().unwrap().unsigned_abs() > AUDIBLE as u16)
        .map(|(at, _)| at)
        .collect();
    let seconds = |sample: usize| (sample / usize::from(spec.channels)) as f64 / f64::from(spec.sample_rate);
    match (loud.first(), loud.last()) {
        (Some(&first), Some(&last)) => (seconds(last - first), seconds(last)),
        _ => (0.0, 0.0),
    }
}

#[test]
fn a_card_has_a_loudspeaker_and_a_microphone_and_leaves_nothing_behind() {
    let Some((card, parent)) = card() else { return };
    let folder = folder_of(&card);
    assert!(pactl(&card, &["list", "short", "sinks"]).contains("\tvspk\t"));
    assert!(pactl(&card, &["list", "short", "sources"]).contains("\tvmic\t"));
    assert_eq!((pactl(&card, &["get-default-sink"]).trim(), pactl(&card, &["get-default-source"]).trim()), ("vspk", "vmic"));
    let running = processes_of(&folder);
    assert!(["pulseaudio", "speech-dispatch", "sd_espeak-ng"].iter().all(|name| running.iter().any(|process| process == name)), "{running:?}");
    drop(card);
    assert!(eventually(|| processes_of(&folder).is_empty()), "still there: {:?}", processes_of(&folder));
    assert_eq!(std::fs::read_dir(parent.path()).unwrap().count(), 0);
}

#[test]
fn two_cards_do_not_meet_and_a_panic_ends_only_its_own() {
    let (Some((first, _first_parent)), Some((second, _second_parent))) = (card(), card()) else { return };
    let (first_folder, second_folder) = (folder_of(&first), folder_of(&second));
    pactl(&first, &["set-sink-volume", "vspk", "50%"]);
    assert!(!pactl(&second, &["get-sink-volume", "vspk"]).contains("50%"));
    let panicked = thread::spawn(move || {
        let _card = first;
        panic!("on purpose");
    });
    assert!(panicked.join().is_err());
    assert!(eventually(|| processes_of(&first_folder).is_empty()), "still there: {:?}", processes_of(&first_folder));
    assert!(!first_folder.exists());
    assert!(pactl(&second, &["info"]).contains("vspk"));
    drop(second);
    assert!(eventually(|| processes_of(&second_folder).is_empty()));
}

/// Played in a child only.
#[test]
fn scene_hold_a_card() {
    let Some(parent) = std::env::var_os(SCENE) else { return };
    let card = VirtualCard::start(Path::new(&parent)).unwrap();
    println!("folder {}", folder_of(&card).display());
    thread::sleep(2 * PATIENCE);
}

#[test]
fn the_servers_end_when_the_process_is_killed() {
    let Some((_card, parent)) = card() else { return };
    let mut actor = Actor::start("demo::tests::scene_hold_a_card", parent.path().to_str().unwrap(), Vec::new());
    let folder = PathBuf::from(actor.line("folder "));
    assert!(!processes_of(&folder).is_empty());
    drop(actor);
    assert!(eventually(|| processes_of(&folder).is_empty()), "still there: {:?}", processes_of(&folder));
}

#[test]
fn a_parent_with_a_long_path_spaces_and_hangul_gets_a_card_all_the_same() {
    let Some((_card, parent)) = card() else { return };
    for name in ["두 번째 카드".to_owned(), "long".repeat(30)] {
        let folder = parent.path().join(name);
        std::fs::create_dir(&folder).unwrap();
        let card = VirtualCard::start(&folder).unwrap();
        assert!(pactl(&card, &["info"]).contains("vmic"));
    }
}

#[test]
fn what_the_candidate_says_is_heard_by_the_microphone_and_not_played_by_the_loudspeaker() {
    let Some((card, parent)) = card() else { return };
    let [answer, heard, played] = ["answer.wav", "heard.wav", "played.wav"].map(|name| parent.path().join(name));
    Candidate::speaking(Language::En).render(&script::introduction(Language::En)[..1], &answer).unwrap();
    let (microphone, loudspeaker) = (card.record("vmic", &heard).unwrap(), card.record_loudspeaker(&played).unwrap());
    card.play_into_microphone(&answer).unwrap().wait().unwrap();
    microphone.stop();
    loudspeaker.stop();
    let (said, (was_heard, _)) = (audible(&answer).0, audible(&heard));
    assert!((said - was_heard).abs() < 0.1, "said {said} s, heard {was_heard} s");
    assert_eq!(audible(&played), (0.0, 0.0));
}

#[test]
fn a_playback_of_nothing_fails() {
    let Some((card, parent)) = card() else { return };
    let failure = card.play_into_microphone(&parent.path().join("absent.wav")).unwrap().wait().unwrap_err();
    assert_eq!(failure.kind, Kind::Broken);
}

#[track_caller]
fn check_answer(language: Language, sentences: &[&str], shortest: f64, longest: f64) {
    let folder = tempfile::tempdir().unwrap();
    let wav = folder.path().join("답변 answer.wav");
    let length = Candidate::speaking(language).render(sentences, &wav).unwrap();
    let (audible_for, last) = audible(&wav);
    assert!((shortest..longest).contains(&length.0), "{length:?}");
    let (before, after) = (last - audible_for, length.0 - last);
    assert!((0.39..0.6).contains(&before) && (0.29..0.6).contains(&after), "silent for {before} s before and {after} s after");
}

#[test]
fn an_answer_is_as_long_as_a_person_would_speak_with_silence_around() {
    if card().is_none() {
        return;
    }
    check_answer(Language::En, &["Thank you for listening."], 1.5, 3.0);
    check_answer(Language::Ko, &["이상입니다 감사합니다."], 1.8, 4.0);
    check_answer(Language::Ko, script::introduction(Language::Ko), 25.0, 45.0);
    check_answer(Language::En, script::story(Language::En), 35.0, 60.0);
}

#[test]
fn a_voice_that_does_not_exist_and_a_file_that_cannot_be_written_are_failures() {
    let Some((_card, parent)) = card() else { return };
    let stranger = Candidate { voice: "xx-nobody", words_per_minute: 150 };
    assert_eq!(stranger.render(&["Hello."], &parent.path().join("a.wav")).unwrap_err().kind, Kind::Broken);
    let wav = parent.path().join("absent/a.wav");
    assert_eq!(Candidate::speaking(Language::En).render(&["Hello."], &wav).unwrap_err().kind, Kind::Storage);
}
