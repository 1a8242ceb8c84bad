//! What the keys do while an answer is replayed.

use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};

use crate::replay::{Command, Mark, Way};

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Press {
    Command(Command),
    /// Ctrl-Z: the shell is wanted.
    Suspend,
    Interrupt,
    Leave,
}

pub fn press_of(event: &Event) -> Option<Press> {
    let key = event.as_key_press_event()?;
    if key.modifiers.contains(KeyModifiers::CONTROL) { with_control(&key) } else { alone(&key) }
}

fn with_control(key: &KeyEvent) -> Option<Press> {
    match key.code {
        KeyCode::Char('c' | 'C' | 'ㅊ') => Some(Press::Interrupt),
        KeyCode::Char('z' | 'Z' | 'ㅋ') => Some(Press::Suspend),
        _ => None,
    }
}

/// Korean keyboards send the letter in the same place: ㅜ for n, ㅔ for p, ㄹ for f, ㅣ for l, ㅂ for q. Of these only ㅔ is another letter with
/// Shift; there the arrows up and down go back and on.
fn alone(key: &KeyEvent) -> Option<Press> {
    let command = match key.code {
        KeyCode::Char('q' | 'Q' | 'ㅂ') | KeyCode::Esc => return Some(Press::Leave),
        KeyCode::Char(' ') | KeyCode::Enter => Command::PlayOrPause,
        KeyCode::Left => Command::Skip(Way::Back),
        KeyCode::Right => Command::Skip(Way::Forward),
        KeyCode::Up => Command::JumpOn(Way::Back),
        KeyCode::Down => Command::JumpOn(Way::Forward),
        KeyCode::Char('n' | 'ㅜ') => Command::Jump(Mark::Finding, Way::Forward),
        KeyCode::Char('N') => Command::Jump(Mark::Finding, Way::Back),
        KeyCode::Char('p' | 'ㅔ') => Command::Jump(Mark::Pause, Way::Forward),
        KeyCode::Char('P' | 'ㅖ') => Command::Jump(Mark::Pause, Way::Back),
        KeyCode::Char('f' | 'ㄹ') => Command::Jump(Mark::Filler, Way::Forward),
        KeyCode::Char('F') => Command::Jump(Mark::Filler, Way::Back),
        KeyCode::Char(']') => Command::Jump(Mark::Part, Way::Forward),
        KeyCode::Char('[') => Command::Jump(Mark::Part, Way::Back),
        KeyCode::Char('l' | 'L' | 'ㅣ') => Command::Loop,
        KeyCode::Char('-' | '_') => Command::Slower,
        KeyCode::Char('+' | '=') => Command::Faster,
        KeyCode::Tab => Command::Switch,
        _ => return None,
    };
    Some(Press::Command(command))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(keys: &str, expected: Command) {
        for key in keys.chars() {
            let event = Event::Key(KeyEvent::new(KeyCode::Char(key), KeyModifiers::NONE));
            assert_eq!(press_of(&event), Some(Press::Command(expected)), "{key}");
        }
    }

    #[test]
    fn letters_work_on_both_keyboards() {
        check("nㅜ", Command::Jump(Mark::Finding, Way::Forward));
        check("N", Command::Jump(Mark::Finding, Way::Back));
        check("pㅔ", Command::Jump(Mark::Pause, Way::Forward));
        check("Pㅖ", Command::Jump(Mark::Pause, Way::Back));
        check("fㄹ", Command::Jump(Mark::Filler, Way::Forward));
        check("F", Command::Jump(Mark::Filler, Way::Back));
        check("]", Command::Jump(Mark::Part, Way::Forward));
        check("[", Command::Jump(Mark::Part, Way::Back));
        check("lLㅣ", Command::Loop);
        check("-_", Command::Slower);
        check("+=", Command::Faster);
        check(" ", Command::PlayOrPause);
    }

    #[test]
    fn control_interrupts_and_suspends_and_nothing_else_does_anything() {
        let press = |code, modifiers| press_of(&Event::Key(KeyEvent::new(code, modifiers)));
        assert_eq!(press(KeyCode::Char('c'), KeyModifiers::CONTROL), Some(Press::Interrupt));
        assert_eq!(press(KeyCode::Char('z'), KeyModifiers::CONTROL), Some(Press::Suspend));
        assert_eq!(press(KeyCode::Char('n'), KeyModifiers::CONTROL), None);
        assert_eq!(press(KeyCode::Char('ㅂ'), KeyModifiers::NONE), Some(Press::Leave));
        assert_eq!(press(KeyCode::Esc, KeyModifiers::NONE), Some(Press::Leave));
        assert_eq!(press(KeyCode::Char('x'), KeyModifiers::NONE), None);
        assert_eq!(press_of(&Event::Resize(40, 12)), None);
    }
}
