//! The rehearsal on a real terminal: keys in, pictures out, and the terminal as it was afterwards.
#![cfg(unix)]

use std::path::Path;

use crate::pty::{ENTER_SCREEN, LEAVE_SCREEN, Terminal, quoted, wait_for_recording, wait_until};
use crate::support::{Mynah, have, write_wav};

pub fn tone(folder: &Path) -> String {
    let file = folder.join("answer.wav");
    let samples: Vec<f32> = (0..16_000 * 60).map(|index| (index as f32 * 0.17).sin() * 0.2).collect();
    write_wav(&file, 16_000, &samples);
    file.to_str().unwrap().to_owned()
}

pub fn arguments(wav: &str) -> [&str; 8] {
    ["practice", "--prompt", "intro.60", "--lang", "ko", "--mute", "--input", wav]
}

/// The states of all attempts that the history shows.
pub fn states(mynah: &Mynah) -> Vec<String> {
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
    terminal.wait_for("speak now");
    assert!(terminal.shown().contains("Enter stops the answer"), "{}", terminal.shown());
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

/// Ctrl-Z while an answer is given: the shell has a sane terminal; back again, what was said is kept and the question is asked anew.
#[test]
fn a_rehearsal_that_is_stopped_gives_the_shell_its_terminal_and_goes_on_afterwards() {
    if !have(&["script"]) {
        return;
    }
    let mynah = Mynah::new();
    let wav = tone(mynah.folder());
    let mut terminal = Terminal::shell(&mynah);
    terminal.press(&format!("{}\n", quoted(&mynah, &arguments(&wav))));
    wait_for_recording(&mynah, 0);
    terminal.press("\u{1a}");
    terminal.wait_for_prompts(2);
    let shown = terminal.shown();
    assert!(shown.rfind(LEAVE_SCREEN) > shown.rfind(ENTER_SCREEN), "{shown:?}");
    terminal.press("stty -a | tr '\\n' ' '\n");
    terminal.wait_for_prompts(3);
    let modes = terminal.shown().rsplit("speed ").next().unwrap().to_owned();
    assert!(modes.contains(" icanon") && modes.contains(" echo ") && modes.contains(" opost"), "{modes}");
    terminal.press("fg\n");
    wait_for_recording(&mynah, 1);
    assert!(terminal.shown().matches(ENTER_SCREEN).count() >= 2);
    terminal.press(" ");
    terminal.wait_for("p play all");
    terminal.press("q");
    terminal.wait_for_prompts(4);
    terminal.press("exit\n");
    terminal.end();
    assert_eq!(states(&mynah), ["complete", "unfinished"]);
}

#[test]
fn a_rehearsal_of_plain_lines_goes_on_after_a_stop_too() {
    if !have(&["script"]) {
        return;
    }
    let mynah = Mynah::new();
    let wav = tone(mynah.folder());
    let mut terminal = Terminal::shell(&mynah);
    terminal.press(&format!("{}\n", quoted(&mynah, &[&arguments(&wav)[..], &["--plain"]].concat())));
    wait_for_recording(&mynah, 0);
    terminal.press("\u{1a}");
    terminal.wait_for_prompts(2);
    terminal.press("fg\n");
    wait_for_recording(&mynah, 1);
    terminal.press("q\n");
    terminal.wait_for_prompts(3);
    terminal.press("exit\n");
    terminal.end();
    assert_eq!(states(&mynah), ["unfinished", "unfinished"]);
}

#[test]
fn a_replay_that_is_stopped_gives_the_shell_its_terminal_and_is_drawn_anew() {
    if !have(&["script"]) {
        return;
    }
    let mynah = Mynah::new();
    mynah.done(&["score", &tone(mynah.folder()), "--lang", "en"]);
    let mut terminal = Terminal::shell(&mynah);
    terminal.press(&format!("{}\n", quoted(&mynah, &["replay", "last"])));
    terminal.wait_for("loudspeaker");
    terminal.press("\u{1a}");
    terminal.wait_for_prompts(2);
    terminal.press("fg\n");
    terminal.wait_until("the screen again", |shown| shown.matches(ENTER_SCREEN).count() >= 2);
    terminal.press("q");
    terminal.wait_for_prompts(3);
    terminal.press("exit\n");
    let (_, shown) = terminal.end();
    assert_eq!(shown.matches(LEAVE_SCREEN).count(), shown.matches(ENTER_SCREEN).count());
    assert!(shown.rfind(LEAVE_SCREEN) > shown.rfind(ENTER_SCREEN), "{shown:?}");
}

/// Whether the process whose id lies in this file is there.
fn runs(pid_file: &Path) -> bool {
    let pid = std::fs::read_to_string(pid_file).unwrap();
    std::process::Command::new("ps").args(["-p", pid.trim(), "-o", "pid="]).output().unwrap().status.success()
}

/// A shell's line that notes its process id before it becomes mynah.
fn noted(mynah: &Mynah, pid_file: &Path, arguments: &[&str]) -> String {
    format!("echo $$ > '{}'; exec {}", pid_file.display(), quoted(mynah, arguments))
}

/// Its window is closed; or it is in a session of its own, where nothing tells it that.
#[test]
fn a_terminal_that_goes_away_ends_the_rehearsal_and_what_was_said_is_kept() {
    if !have(&["script", "setsid", "ps"]) {
        return;
    }
    for more in [&[][..], &["--plain"]] {
        for wrap in ["exec sh -c", "exec setsid -w sh -c"] {
            let mynah = Mynah::new();
            let (wav, pid_file) = (tone(mynah.folder()), mynah.folder().join("pid"));
            let line = noted(&mynah, &pid_file, &[&arguments(&wav)[..], more].concat());
            let terminal = Terminal::start_line(&mynah.command(&[]), &format!("{wrap} \"{}\"", line.replace('$', "\\$")));
            wait_for_recording(&mynah, 0);
            terminal.close();
            wait_until(|| !runs(&pid_file), || format!("{wrap} {more:?}: it goes on without a terminal"));
            assert_eq!(states(&mynah), ["unfinished"], "{wrap} {more:?}");
        }
    }
}

#[test]
fn a_terminal_that_goes_away_ends_the_replay() {
    if !have(&["script", "setsid", "ps"]) {
        return;
    }
    for wrap in ["exec sh -c", "exec setsid -w sh -c"] {
        let mynah = Mynah::new();
        let pid_file = mynah.folder().join("pid");
        mynah.done(&["score", &tone(mynah.folder()), "--lang", "en"]);
        let line = noted(&mynah, &pid_file, &["replay", "last"]).replace('$', "\\$");
        let terminal = Terminal::start_line(&mynah.command(&[]), &format!("{wrap} \"{line}\""));
        terminal.wait_for("loudspeaker");
        terminal.close();
        wait_until(|| !runs(&pid_file), || format!("{wrap}: it goes on without a terminal"));
    }
}

/// Rows and columns change while an answer is given: all of it is drawn for the new size.
#[test]
fn a_terminal_that_changes_its_size_is_drawn_anew() {
    if !have(&["script", "stty"]) {
        return;
    }
    let mynah = Mynah::new();
    let (wav, tty_file) = (tone(mynah.folder()), mynah.folder().join("tty"));
    let line = format!("tty > '{}'; exec {}", tty_file.display(), quoted(&mynah, &arguments(&wav)));
    let mut terminal = Terminal::start_line(&mynah.command(&[]), &line);
    wait_for_recording(&mynah, 0);
    let tty = std::fs::read_to_string(tty_file).unwrap();
    let resized = std::process::Command::new("stty").args(["-F", tty.trim(), "rows", "12", "cols", "40"]).status().unwrap();
    assert!(resized.success());
    // The help of a narrow terminal is shorter.
    let is_small = |shown: &str| shown.rsplit("\u{1b}[2J").next().is_some_and(|drawn| drawn.contains("leave") && !drawn.contains("kept"));
    terminal.wait_until("the small screen", |shown| shown.contains("kept") && is_small(shown));
    terminal.press("q");
    assert_eq!(terminal.end().0, 0);
}
