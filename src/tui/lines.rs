//! Keys as lines of text, for `--plain`: an empty line goes on, a letter says something else. Nothing is drawn, so screen readers can follow.

use std::io::BufRead;
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use crate::practice::{Hands, Key};

use super::Signals;
use super::wording::{finding_key, grade_key};

pub struct Lines {
    signals: Signals,
    lines: Receiver<String>,
    /// What the end of the input means.
    at_end: Option<Key>,
}

impl Lines {
    /// Reads standard input from now on. Whoever ends it, with Ctrl-D or with the terminal, leaves.
    pub fn of_stdin(signals: Signals) -> Self {
        let (sender, lines) = channel();
        // Ends with the input or with the process: a read cannot be interrupted.
        std::thread::spawn(move || {
            for line in std::io::stdin().lock().lines().map_while(Result::ok) {
                if sender.send(line).is_err() {
                    break;
                }
            }
        });
        Self { signals, lines, at_end: Some(Key::Quit) }
    }

    /// Nobody there: only signals are heard.
    pub fn none(signals: Signals) -> Self {
        let (_, lines) = channel();
        Self { signals, lines, at_end: None }
    }
}

impl Hands for Lines {
    fn poll(&mut self, wait: Duration) -> Option<Key> {
        if self.signals.take() {
            return Some(Key::Interrupt);
        }
        if self.signals.take_resumed() {
            return Some(Key::Resume);
        }
        match self.lines.recv_timeout(wait) {
            Ok(line) => key_of(&line),
            Err(std::sync::mpsc::RecvTimeoutError::Timeout) => None,
            Err(std::sync::mpsc::RecvTimeoutError::Disconnected) => {
                std::thread::sleep(wait);
                self.at_end
            }
        }
    }
}

fn key_of(line: &str) -> Option<Key> {
    match line.trim() {
        "" => Some(Key::Go),
        "r" | "a" | "ㄱ" | "ㅁ" => Some(Key::Again),
        "p" | "ㅔ" => Some(Key::Play),
        "f" | "ㄹ" => Some(Key::FollowUp),
        "n" | "ㅜ" => Some(Key::Notes),
        "q" | "ㅂ" => Some(Key::Quit),
        other => {
            let mut signs = other.chars();
            let sign = signs.next().filter(|_| signs.next().is_none())?;
            grade_key(sign).or_else(|| finding_key(sign))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Grade;

    #[test]
    fn an_empty_line_goes_on_and_letters_do_the_rest() {
        let keys = [
            ("", Some(Key::Go)),
            ("r\r", Some(Key::Again)),
            (" p ", Some(Key::Play)),
            ("q", Some(Key::Quit)),
            ("2", Some(Key::Grade(Grade::Hard))),
            ("c", Some(Key::Finding(1))),
            ("cc", None),
            ("22", None),
            ("hello", None),
        ];
        for (line, key) in keys {
            assert_eq!(key_of(line), key, "{line:?}");
        }
    }
}
