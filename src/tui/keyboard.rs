//! The keyboard of a terminal, one key at a time.

use std::time::Duration;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use crate::domain::Failure;
use crate::practice::{Hands, Key};

use super::presses::Presses;
use super::wording::{finding_key, grade_key};
use super::{Signals, held};

/// Holds the terminal in the mode in which every key arrives at once; dropping it gives the terminal back.
pub struct Keyboard {
    signals: Signals,
    presses: Presses,
}

impl Keyboard {
    /// # Errors
    /// `Kind::Broken` where standard input is no terminal after all.
    pub fn open(signals: Signals) -> Result<Self, Failure> {
        held::hold_keys()?;
        Ok(Self { signals, presses: Presses::listen() })
    }
}

impl Drop for Keyboard {
    fn drop(&mut self) {
        held::give_keys_back();
    }
}

impl Hands for Keyboard {
    fn poll(&mut self, wait: Duration) -> Option<Key> {
        if self.signals.take() {
            return Some(Key::Interrupt);
        }
        if self.signals.take_resumed() {
            return Some(held::take_again().map_or(Key::Interrupt, |()| Key::Resume));
        }
        match self.presses.next(wait).map(|event| event.and_then(|event| event.as_key_press_event())) {
            Ok(Some(key)) if is_stop(&key) => self.stop(),
            Ok(key) => key.as_ref().and_then(key_of),
            // A terminal that went away answers at once and for ever; the wait keeps the loop from spinning.
            Err(_) => {
                std::thread::sleep(wait);
                Some(Key::Interrupt)
            }
        }
    }
}

impl Keyboard {
    /// Where no shell has stopped the process, nothing has happened.
    fn stop(&self) -> Option<Key> {
        if held::stop_process().is_err() {
            return Some(Key::Interrupt);
        }
        self.signals.take_resumed().then_some(Key::Resume)
    }
}

/// Ctrl-Z: the shell is wanted.
fn is_stop(key: &KeyEvent) -> bool {
    key.modifiers.contains(KeyModifiers::CONTROL) && matches!(key.code, KeyCode::Char('z' | 'Z' | 'ㅋ'))
}

/// Korean keyboards send the letter in the same place: ㄱ for r, ㅁ for a, ㅔ for p, ㅂ for q; with Shift some send another one.
fn key_of(key: &KeyEvent) -> Option<Key> {
    if key.modifiers.contains(KeyModifiers::CONTROL) {
        return matches!(key.code, KeyCode::Char('c' | 'C' | 'ㅊ')).then_some(Key::Interrupt);
    }
    match key.code {
        KeyCode::Enter | KeyCode::Char(' ') => Some(Key::Go),
        KeyCode::Char('r' | 'R' | 'ㄱ' | 'ㄲ' | 'a' | 'A' | 'ㅁ') => Some(Key::Again),
        KeyCode::Char('p' | 'P' | 'ㅔ' | 'ㅖ') => Some(Key::Play),
        KeyCode::Char('f' | 'F' | 'ㄹ') => Some(Key::FollowUp),
        KeyCode::Char('n' | 'N' | 'ㅜ') => Some(Key::Notes),
        KeyCode::Char('q' | 'Q' | 'ㅂ' | 'ㅃ') | KeyCode::Esc => Some(Key::Quit),
        KeyCode::Char(sign) => grade_key(sign).or_else(|| finding_key(sign)),
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
            ("r R ㄱ ㄲ a A ㅁ", Key::Again),
            ("p P ㅔ ㅖ", Key::Play),
            ("f F ㄹ", Key::FollowUp),
            ("n N ㅜ", Key::Notes),
            ("2", Key::Grade(Grade::Hard)),
            ("b B ㅠ", Key::Finding(0)),
            ("c C ㅊ", Key::Finding(1)),
            ("q Q ㅂ ㅃ", Key::Quit),
        ] {
            for code in codes.split(' ').filter_map(|text| text.chars().next()) {
                assert_eq!(press(KeyCode::Char(code)), Some(key), "{code}");
            }
        }
        assert_eq!(press(KeyCode::Enter), Some(Key::Go));
        assert_eq!(press(KeyCode::Char(' ')), Some(Key::Go));
        assert_eq!(press(KeyCode::Char('x')), None);
        assert_eq!(key_of(&KeyEvent::new(KeyCode::Char('c'), KeyModifiers::CONTROL)), Some(Key::Interrupt));
        let with_control = |sign| KeyEvent::new(KeyCode::Char(sign), KeyModifiers::CONTROL);
        assert_eq!((is_stop(&with_control('z')), is_stop(&with_control('c'))), (true, false));
        assert_eq!((key_of(&with_control('z')), key_of(&with_control('q'))), (None, None));
    }
}
