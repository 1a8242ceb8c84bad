//! What breaks while the terminal is held: a panic, and a loudspeaker that goes away. mynah has no panic to call up, so this test program starts
//! itself on a terminal and breaks off there, with the real parts in its hands.
#![cfg(unix)]

use std::collections::VecDeque;
use std::sync::Arc;
use std::sync::mpsc::channel;
use std::time::Duration;

use mynah::demo::VirtualCard;
use mynah::domain::{Clip, Language, Session};
use mynah::messages::Catalogue;
use mynah::practice::{Asked, FollowUps, Hands, Key, Parts, Plan, Questions, Warning, rehearse};
use mynah::prompt::Library;
use mynah::record::{FromFile, Pace, Source};
use mynah::replay::{Timeline, Transport};
use mynah::score::Rubric;
use mynah::speak::OnScreen;
use mynah::store::{Home, Store};
use mynah::tui::{FullScreen, Keyboard, Replayer, ResultTo, Signals, show_panics};

use crate::pty::{ENTER_SCREEN, LEAVE_SCREEN, Terminal, quoted, wait_for_recording};
use crate::support::{Mynah, have};
use crate::terminal::{arguments, states, tone};

const ON_PURPOSE: &str = "broken on purpose";

/// A keyboard that breaks where the notes are asked for.
struct Breaking(Keyboard);

impl Hands for Breaking {
    fn poll(&mut self, wait: Duration) -> Option<Key> {
        let key = self.0.poll(wait);
        assert!(key != Some(Key::Notes), "{ON_PURPOSE}");
        key
    }
}

#[test]
#[ignore = "started on a terminal by a test below"]
fn breaks_off_a_rehearsal() {
    show_panics();
    let home = Home::at(std::env::var_os("MYNAH_HOME").unwrap().into());
    home.prepare().unwrap();
    let (store, catalogue, rubric) = (Store::open(&home).unwrap(), Catalogue::new(Language::En), Rubric::shipped());
    let mut hands = Breaking(Keyboard::open(Signals::watch().unwrap()).unwrap());
    let mut screen = FullScreen::new(&catalogue, ResultTo::Stdout).unwrap();
    let prompt = Library::shipped().find("intro.60").unwrap().clone();
    let answer = || Clip { rate_hz: 16_000, samples: (0..16_000 * 60).map(|index| (index as f32 * 0.17).sin() * 0.2).collect() };
    let parts = Parts {
        store: &store,
        home: &home,
        rubric: &rubric,
        catalogue: &catalogue,
        session: Session::begun(jiff::Timestamp::now(), vec![Language::En]),
        questions: Questions::Named(VecDeque::from([Asked::new(prompt, Language::En, None)])),
        follow_ups: FollowUps::default(),
        synonyms: Vec::new(),
        speaker: Box::new(OnScreen),
        notices: channel().1,
        warning: Warning::Shown,
        open_source: Box::new(move |_| Ok(Box::new(FromFile::of_clip("tone".to_owned(), answer(), Pace::Real)) as Box<dyn Source>)),
        counts_aloud: false,
        cue_at_start: true,
        transcriber: None,
        hands: &mut hands,
        screen: &mut screen,
        output_device: None,
        result_text: Box::new(|_, _| String::new()),
        judged: Box::new(|_, _| {}),
        round_text: Box::new(|_| String::new()),
        clock: jiff::Timestamp::now,
        interview: None,
    };
    rehearse(parts, Plan { count: Some(1), attended: true, ..Plan::default() }).unwrap();
}

#[test]
#[ignore = "started on a terminal by a test below"]
fn breaks_off_a_replay() {
    show_panics();
    let replayer = Replayer {
        catalogue: &Catalogue::new(Language::En),
        transport: Transport::new(vec![Timeline::default()], 1.0),
        exhibits: Vec::new(), // one is missing, so the first picture breaks
        clips: vec![Arc::new(Clip { rate_hz: 16_000, samples: vec![0.0; 16_000] })],
        output_device: None,
        colour: false,
        notice: None,
    };
    replayer.run(&Signals::watch().unwrap()).unwrap();
}

/// This test program running one of the tests above.
fn itself(name: &str) -> String {
    format!("'{}' --exact terminal_breaks::{name} --ignored --nocapture --test-threads=1\n", std::env::current_exe().unwrap().display())
}

/// The terminal is sane, and what broke stands where it can be read.
#[track_caller]
fn check_sane(mut terminal: Terminal, message: &str) {
    terminal.wait_for_prompts(2);
    terminal.press("stty -a | tr '\\n' ' '\n");
    terminal.wait_for_prompts(3);
    terminal.press("exit\n");
    let (_, shown) = terminal.end();
    assert_eq!(shown.matches(ENTER_SCREEN).count(), 1, "{shown:?}");
    let afterwards = shown.rsplit(LEAVE_SCREEN).next().unwrap();
    assert!(afterwards.contains(message) && !afterwards.contains(ENTER_SCREEN), "{shown:?}");
    let modes = shown.rsplit("speed ").next().unwrap();
    assert!(modes.contains(" icanon") && modes.contains(" echo ") && modes.contains(" opost"), "{modes}");
}

#[test]
fn a_panic_in_a_rehearsal_leaves_the_terminal_sane_and_the_answer_kept() {
    if !have(&["script"]) {
        return;
    }
    let mynah = Mynah::new();
    let mut terminal = Terminal::shell(&mynah);
    terminal.press(&itself("breaks_off_a_rehearsal"));
    wait_for_recording(&mynah, 0);
    terminal.press("n");
    check_sane(terminal, ON_PURPOSE);
    // The next start finds what was said.
    let next = mynah.run(&[&arguments(&tone(mynah.folder()))[..], &["--pace", "fast"]].concat());
    assert_eq!((next.code, states(&mynah)), (0, vec!["complete".to_owned(), "unfinished".to_owned()]), "{}", next.err);
}

#[test]
fn a_panic_in_a_replay_leaves_the_terminal_sane() {
    if !have(&["script"]) {
        return;
    }
    let mynah = Mynah::new();
    let mut terminal = Terminal::shell(&mynah);
    terminal.press(&itself("breaks_off_a_replay"));
    check_sane(terminal, "index out of bounds");
}

#[test]
fn a_loudspeaker_that_goes_away_while_it_plays_is_said_and_the_replay_goes_on() {
    if !have(&["script", "pulseaudio", "pactl", "paplay", "parecord", "speech-dispatcher", "espeak-ng"]) {
        return;
    }
    let (mynah, card) = (Mynah::new(), VirtualCard::start(&std::env::temp_dir()).unwrap());
    let words = mynah.folder().join("words.json");
    std::fs::write(&words, r#"{"language": "en", "words": [{"text": "Measured", "start": 0.5, "end": 50.0}]}"#).unwrap();
    mynah.done(&["score", &tone(mynah.folder()), "--words", words.to_str().unwrap()]);
    let mut with_card = mynah.command(&[]);
    with_card.envs(card.env());
    let mut terminal = Terminal::start_line(&with_card, &format!("exec {}", quoted(&mynah, &["replay", "last"])));
    terminal.wait_for("\u{1b}[7m"); // the word sounds
    assert!(!terminal.shown().contains("gone"), "{}", terminal.shown());
    drop(card);
    terminal.wait_for("gone");
    terminal.press("+");
    terminal.wait_for(".25x");
    terminal.press("q");
    let (code, shown) = terminal.end();
    assert_eq!((code, shown.matches(ENTER_SCREEN).count(), shown.matches(LEAVE_SCREEN).count()), (0, 1, 1), "{shown}");
}
