//! What this process holds of its terminal: the keys as they are pressed, and the alternate screen. There is one terminal a process, so one place
//! knows; a stop and a panic give both back wherever they come from.

use std::io::{self, stderr};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, ThreadId};

use crossterm::terminal::{self, EnterAlternateScreen, LeaveAlternateScreen};
use crossterm::{cursor, execute};

use crate::domain::{Failure, Kind};
use crate::msg;

/// The thread that holds the keys.
static KEYS: Mutex<Option<ThreadId>> = Mutex::new(None);
static SCREEN: AtomicBool = AtomicBool::new(false);

/// Every key arrives at once, until they are given back.
///
/// # Errors
/// `Kind::Broken` where standard input is no terminal.
pub(super) fn hold_keys() -> Result<(), Failure> {
    set_holder(Some(thread::current().id()));
    terminal::enable_raw_mode().map_err(no_terminal)
}

/// Returns who held the keys.
pub(super) fn give_keys_back() -> Option<ThreadId> {
    let holder = set_holder(None);
    if holder.is_some() {
        let _ = terminal::disable_raw_mode(); // nothing is left to tell a terminal that is gone
    }
    holder
}

/// Returns who held the keys before.
fn set_holder(holder: Option<ThreadId>) -> Option<ThreadId> {
    let mut keys = KEYS.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    std::mem::replace(&mut *keys, holder)
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
    let holder = give_back();
    let _ = signal_hook::low_level::raise(signal_hook::consts::SIGTSTP); // where nothing can stop it, it goes on
    holder.map_or(Ok(()), |_| hold_keys())
}

/// Takes the keys again after the process was stopped from outside and goes on: the shell has set the terminal to its own liking.
///
/// # Errors
/// As [`stop_process`].
pub(super) fn take_again() -> Result<(), Failure> {
    give_back().map_or(Ok(()), |_| hold_keys())
}

/// Gives all of it back; returns who held the keys.
fn give_back() -> Option<ThreadId> {
    close_screen();
    give_keys_back()
}

/// From now on a panic is told where it can be read, on a terminal that works. Where another thread than the one that holds the keys panics, they
/// are held on: the other one goes on, and says what broke.
pub fn show_panics() {
    let tell = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        let holder = give_back();
        tell(panic);
        if holder.is_some_and(|holder| holder != thread::current().id()) && terminal::enable_raw_mode().is_ok() {
            set_holder(holder);
        }
    }));
}

pub(super) fn no_terminal(error: io::Error) -> Failure {
    Failure::new(Kind::Broken, msg!("cli-no-keyboard")).hint(msg!("cli-no-keyboard-hint")).because(error)
}
