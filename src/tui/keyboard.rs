//! The keyboard of a terminal, one key at a time.

use std::time::Duration;

use crossterm::event::{self, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};
use crossterm::terminal;

use crate::domain::{Failure, Kind};
use crate::msg;
use crate::practice::{Hands, Key};

use super::{Signals, wording::grade_key};

/// Holds the terminal in the mode in which every key arrives at once; dropping it gives the terminal back.
pub struct Keyboard {
    signals: Signals,
}

impl Keyboard {
    /// # Errors
    /// `Kind::Broken` where standard input is no terminal after all.
    pub fn open(signals: Signals) -> Result<Self, Failure> {
        terminal::enable_raw_mode()
            .map_err(|error| Failure::new(Kind::Broken, msg!("cli-no-keyboard")).hint(msg!("cli-no-keyboard-hint")).because(error))?;
        Ok(Self { signals })
    }
}

impl Drop for Keyboard {
    fn drop(&mut self) {
        let _ = terminal::disable_raw_mode(); // nothing is left to tell a terminal that is gone
    }
}

impl Hands for Keyboard {
    fn poll(&mut self, wait: Duration) -> Option<Key> {
        if self.signals.take() {
            return Some(Key::Interrupt);
        }
        match event::poll(wait) {
            Ok(true) => key_of(&event::read().ok()?.as_key_press_event()?),
            Ok(false) => None,
            // A terminal that went away answers at once and for ever; the wait keeps the loop from spinning.
            Err(_) => {
                std::thread::sleep(wait);
                None
            }
        }
    }
}

/// Korean keyboards send the letter in the same place: ㄱ for r, ㅁ for a, ㅔ for p, ㅂ for q.
fn key_of(event: &KeyEvent) -> Option<Key> {
    if event.kind != KeyEventKind::Press {
        return None;
    }
    match event.code {
        KeyCode::Char('c' | 'C' | 'ㅊ') if event.modifiers.contains(KeyModifiers::CONTROL) => Some(Key::Interrupt),
        KeyCode::Enter | KeyCode::Char(' ') => Some(Key::Go),
        KeyCode::Char('r' | 'R' | 'ㄱ' | 'a' | 'A' | 'ㅁ') => Some(Key::Again),
        KeyCode::Char('p' | 'P' | 'ㅔ') => Some(Key::Play),
        KeyCode::Char('f' | 'F' | 'ㄹ') => Some(Key::FollowUp),
        KeyCode::Char('n' | 'N' | 'ㅜ') => Some(Key::Notes),
        KeyCode::Char(digit @ '1'..='4') => grade_key(digit),
        KeyCode::Char('q' | 'Q' | 'ㅂ') | KeyCode::Esc => Some(Key::Quit),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Grade;

    #[test]
    fn keys_work_on_both_keyboards_and_no_other_key_does_anything() {
        let press = |code| key_of(&KeyEvent::new(code, KeyModifiers::NONE));
        for (codes, key) in [
            ("r R ㄱ a A ㅁ", Key::Again),
            ("p P ㅔ", Key::Play),
            ("f F ㄹ", Key::FollowUp),
            ("n N ㅜ", Key::Notes),
            ("2", Key::Grade(Grade::Hard)),
            ("q Q ㅂ", Key::Quit),
        ] {
            for code in codes.split(' ').filter_map(|text| text.chars().next()) {
                assert_eq!(press(KeyCode::Char(code)), Some(key), "{code}");
            }
        }
        assert_eq!(press(KeyCode::Enter), Some(Key::Go));
        assert_eq!(press(KeyCode::Char(' ')), Some(Key::Go));
        assert_eq!(press(KeyCode::Char('x')), None);
        assert_eq!(key_of(&KeyEvent::new(KeyCode::Char('c'), KeyModifiers::CONTROL)), Some(Key::Interrupt));
        assert_eq!(press(KeyCode::Char('c')), None);
    }
}
