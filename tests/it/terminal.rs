//! The rehearsal on a real terminal: keys in, pictures out, and the terminal as it was afterwards.
#![cfg(unix)]

use std::io::{Read, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use crate::support::{Mynah, have, write_wav};

/// Long enough for a busy machine; nothing is concluded from how long it takes.
const PATIENCE: Duration = Duration::from_secs(60);

/// A mynah that believes it runs on a terminal (`script`, which Debian always has, makes one).
struct Terminal {
    child: Child,
    keys: ChildStdin,
    shown: Arc<Mutex<String>>,
}

impl Terminal {
    fn start(mynah: &Mynah, arguments: &[&str]) -> Self {
        let program = mynah.command(arguments);
        let quoted: Vec<String> =
            std::iter::once(program.get_program()).chain(program.get_args()).map(|word| format!("'{}'", word.to_str().unwrap())).collect();
        let mut script = Command::new("script");
        let sized = format!("stty rows 24 cols 80; exec {}", quoted.join(" "));
        script.args(["-qec", &sized, "/dev/null"]).env_clear().env("TERM", "xterm").env("SHELL", "/bin/sh");
        script.envs(program.get_envs().filter_map(|(name, value)| Some((name, value?)))).current_dir(mynah.folder());
        let mut child = script.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let shown = Arc::new(Mutex::new(String::new()));
        let (mut out, text) = (child.stdout.take().unwrap(), shown.clone());
        std::thread::spawn(move || {
            let mut bytes = [0; 4096];
            while let Ok(length @ 1..) = out.read(&mut bytes) {
                text.lock().unwrap().push_str(&String::from_utf8_lossy(&bytes[..length]));
            }
        });
        let keys = child.stdin.take().unwrap();
        Self { child, keys, shown }
    }

    fn press(&mut self, key: &str) {
        self.keys.write_all(key.as_bytes()).unwrap();
        self.keys.flush().unwrap();
    }

    fn shown(&self) -> String {
        self.shown.lock().unwrap().clone()
    }

    /// Waits until `text` has been written in one piece, as text outside the screen is; on the screen only what changes is drawn.
    #[track_caller]
    fn wait_for(&self, text: &str) {
        let deadline = Instant::now() + PATIENCE;
        while !self.shown().contains(text) {
            assert!(Instant::now() < deadline, "{text:?} was not shown: {}", self.shown());
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    fn end(mut self) -> (i32, String) {
        let code = self.child.wait().unwrap().code().unwrap();
        std::thread::sleep(Duration::from_millis(100)); // the reading thread takes what is left in the pipe
        (code, self.shown())
    }
}

const ENTER_SCREEN: &str = "\u{1b}[?1049h";
const LEAVE_SCREEN: &str = "\u{1b}[?1049l";

/// Waits until so many finished recordings lie beside one that has at least a second.
fn wait_for_recording(mynah: &Mynah, finished: usize) {
    let deadline = Instant::now() + PATIENCE;
    let sizes = |ending: &str| -> Vec<u64> {
        let entries = std::fs::read_dir(mynah.home().join("recordings")).into_iter().flatten().flatten();
        entries.filter(|entry| entry.file_name().to_str().unwrap().ends_with(ending)).map(|entry| entry.metadata().unwrap().len()).collect()
    };
    while sizes(".wav").len() != finished || !sizes(".part").iter().any(|size| *size > 32_000) {
        assert!(Instant::now() < deadline, "nothing is being recorded");
        std::thread::sleep(Duration::from_millis(20));
    }
}

fn tone(folder: &Path) -> String {
    let file = folder.join("answer.wav");
    let samples: Vec<f32> = (0..16_000 * 60).map(|index| (index as f32 * 0.17).sin() * 0.2).collect();
    write_wav(&file, 16_000, &samples);
    file.to_str().unwrap().to_owned()
}

fn arguments(wav: &str) -> [&str; 8] {
    ["practice", "--prompt", "intro.60", "--lang", "ko", "--mute", "--input", wav]
}

/// The states of all attempts that the history shows.
fn states(mynah: &Mynah) -> Vec<String> {
    let history = mynah.json(&["history", "--json"]).remove(0);
    history.as_array().unwrap().iter().map(|attempt| attempt["state"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn starting_over_stopping_and_leaving_work_by_key_and_give_the_terminal_back() {
    if !have(&["script"]) {
        return;
    }
    let mynah = Mynah::new();
    let wav = tone(mynah.folder());
    let mut terminal = Terminal::start(&mynah, &arguments(&wav));
    wait_for_recording(&mynah, 0);
    terminal.press("r");
    wait_for_recording(&mynah, 1);
    terminal.press(" ");
    terminal.wait_for("p play all");
    terminal.press("q");
    let (code, shown) = terminal.end();
    assert_eq!(code, 0, "{shown}");
    assert_eq!(shown.matches(ENTER_SCREEN).count(), shown.matches(LEAVE_SCREEN).count());
    assert!(shown.rfind(LEAVE_SCREEN) > shown.rfind(ENTER_SCREEN));
    assert_eq!(states(&mynah), ["complete"]);
    // The take that was started over can be brought back.
    let id: String = shown.split("mynah attempt restore ").nth(1).unwrap().chars().take_while(char::is_ascii_alphanumeric).collect();
    mynah.done(&["attempt", "restore", &id]);
    assert_eq!(states(&mynah).len(), 2);
}

#[test]
fn leaving_in_the_middle_keeps_the_answer_and_says_so_where_it_can_be_read() {
    if !have(&["script"]) {
        return;
    }
    let mynah = Mynah::new();
    let wav = tone(mynah.folder());
    for (finished, key, expected) in [(0, "q", 0), (1, "\u{3}", 130)] {
        let mut terminal = Terminal::start(&mynah, &arguments(&wav));
        wait_for_recording(&mynah, finished);
        terminal.press(key);
        let (code, shown) = terminal.end();
        assert_eq!(code, expected, "{shown}");
        let afterwards = shown.rsplit(LEAVE_SCREEN).next().unwrap();
        assert!(afterwards.contains("mynah replay "), "nothing is left to read: {afterwards:?}");
    }
    assert_eq!(states(&mynah), ["unfinished", "unfinished"]);
}

#[test]
fn plain_lines_need_no_screen_and_are_answered_by_lines() {
    if !have(&["script"]) {
        return;
    }
    let mynah = Mynah::new();
    let wav = tone(mynah.folder());
    let mut terminal = Terminal::start(&mynah, &[&arguments(&wav)[..], &["--plain"]].concat());
    terminal.wait_for("Speak now");
    wait_for_recording(&mynah, 0);
    terminal.press("\n");
    terminal.wait_for("p play all");
    terminal.press("q\n");
    let (code, shown) = terminal.end();
    assert_eq!(code, 0, "{shown}");
    assert!(!shown.contains('\u{1b}'), "an escape sequence among plain lines: {shown:?}");
    assert_eq!(states(&mynah), ["complete"]);
}

/// Keys move it, its words and the missing loudspeaker are shown, and whoever leaves finds the terminal as it was.
#[test]
fn a_replay_is_drawn_and_gives_the_terminal_back() {
    if !have(&["script"]) {
        return;
    }
    let mynah = Mynah::new();
    let wav = tone(mynah.folder());
    let words = mynah.folder().join("words.json");
    std::fs::write(&words, r#"{"language": "en", "words": [{"text": "Measured", "start": 1.0, "end": 2.0}]}"#).unwrap();
    mynah.done(&["score", &wav, "--words", words.to_str().unwrap()]);
    for (key, expected) in [("q", 0), ("\u{3}", 130)] {
        let mut terminal = Terminal::start(&mynah, &["replay", "last"]);
        terminal.wait_for("loudspeaker");
        terminal.wait_for("Measured");
        terminal.press("+");
        terminal.wait_for(".25x");
        terminal.press(key);
        let (code, shown) = terminal.end();
        assert_eq!(code, expected, "{shown}");
        assert_eq!(shown.matches(ENTER_SCREEN).count(), 1);
        assert!(shown.rfind(LEAVE_SCREEN) > shown.rfind(ENTER_SCREEN), "{shown:?}");
    }
}
