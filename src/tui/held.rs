//! What this process holds of its terminal: the keys as they are pressed, and the alternate screen. There is one terminal a process, so one place
//! knows; a stop and a panic give both back wherever they come from.

use std::io::{self, stderr};
use std::sync::atomic::{AtomicBool, Ordering};

use crossterm::terminal::{self, EnterAlternateScreen, LeaveAlternateScreen};
use crossterm::{cursor, execute};

use crate::domain::{Failure, Kind};
use crate::msg;

static KEYS: AtomicBool = AtomicBool::new(false);
static SCREEN: AtomicBool = AtomicBool::new(false);

/// Every key arrives at once, until they are given back.
///
/// # Errors
/// `Kind::Broken` where standard input is no terminal.
pub(super) fn hold_keys() -> Result<(), Failure> {
    KEYS.store(true, Ordering::SeqCst);
    terminal::enable_raw_mode().map_err(no_terminal)
}

pub(super) fn give_keys_back() {
    if KEYS.swap(false, Ordering::SeqCst) {
        let _ = terminal::disable_raw_mode(); // nothing is left to tell a terminal that is gone
    }
}

/// Shows the alternate screen; returns whether it was closed, so that nothing is drawn on it yet.
///
/// # Errors
/// What writing to standard error fails with.
pub(super) fn open_screen() -> io::Result<bool> {
    let was_closed = !SCREEN.swap(true, Ordering::SeqCst);
    if was_closed {
        execute!(stderr(), EnterAlternateScreen, cursor::Hide)?;
    }
    Ok(was_closed)
}

pub(super) fn close_screen() {
    if SCREEN.swap(false, Ordering::SeqCst) {
        let _ = execute!(stderr(), LeaveAlternateScreen, cursor::Show); // as above
    }
}

/// Gives the terminal to the shell and stops the process, until it is brought back; whoever draws next opens the screen again. Where no shell waits
/// for it, the process goes on at once.
///
/// # Errors
/// `Kind::Broken` where the terminal is gone by then.
pub(super) fn stop_process() -> Result<(), Failure> {
    let held = give_back();
    let _ = signal_hook::low_level::raise(signal_hook::consts::SIGTSTP); // where nothing can stop it, it goes on
    if held { hold_keys() } else { Ok(()) }
}

/// Takes the keys again after the process was stopped from outside and goes on: the shell has set the terminal to its own liking.
///
/// # Errors
/// As [`stop_process`].
pub(super) fn take_again() -> Result<(), Failure> {
    if give_back() { hold_keys() } else { Ok(()) }
}

/// Whether the keys were held.
fn give_back() -> bool {
    close_screen();
    let held = KEYS.load(Ordering::SeqCst);
    give_keys_back();
    held
}

/// From now on a panic is told where it can be read, on a terminal that works. Where another thread than the first panics, the keys are held on,
/// since the first one goes on and says what broke.
pub fn show_panics() {
    let tell = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        let held = give_back();
        tell(panic);
        if held && std::thread::current().name() != Some("main") {
            let _ = hold_keys();
        }
    }));
}

pub(super) fn no_terminal(error: io::Error) -> Failure {
    Failure::new(Kind::Broken, msg!("cli-no-keyboard")).hint(msg!("cli-no-keyboard-hint")).because(error)
}
