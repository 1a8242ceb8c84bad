//! Keys as lines of text, for `--plain`: an empty line goes on, a letter says something else. Nothing is drawn, so screen readers can follow.

use std::io::BufRead;
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use crate::practice::{Hands, Key};

use super::{Signals, wording::grade_key};

pub struct Lines {
    signals: Signals,
    lines: Receiver<String>,
}

impl Lines {
    /// Reads standard input from now on.
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
        Self { signals, lines }
    }

    /// Nobody there: only signals are heard.
    pub fn none(signals: Signals) -> Self {
        let (_, lines) = channel();
        Self { signals, lines }
    }
}

impl Hands for Lines {
    fn poll(&mut self, wait: Duration) -> Option<Key> {
        if self.signals.take() {
            return Some(Key::Interrupt);
        }
        match self.lines.recv_timeout(wait) {
            Ok(line) => key_of(&line),
            Err(std::sync::mpsc::RecvTimeoutError::Timeout) => None,
            Err(std::sync::mpsc::RecvTimeoutError::Disconnected) => {
                std::thread::sleep(wait);
                None
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
        digit @ ("1" | "2" | "3" | "4") => digit.chars().next().and_then(grade_key),
        "q" | "ㅂ" => Some(Key::Quit),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_line_goes_on_and_letters_do_the_rest() {
        for (line, key) in [("", Some(Key::Go)), ("r\r", Some(Key::Again)), (" p ", Some(Key::Play)), ("q", Some(Key::Quit)), ("hello", None)] {
            assert_eq!(key_of(line), key, "{line:?}");
        }
    }
}
