//! The whole terminal for a while: raw keys and the alternate screen, given back whatever happens.

use std::io::Stderr;
use std::time::Duration;

use crossterm::event::{self, Event};
use crossterm::terminal::{self, EnterAlternateScreen, LeaveAlternateScreen};
use crossterm::{cursor, execute};
use ratatui::backend::CrosstermBackend;
use ratatui::{Frame, Terminal};

use crate::domain::{Failure, Kind};
use crate::msg;

/// Draws on standard error, so that standard output stays free for data. Dropping it gives the terminal back, after a panic too.
pub struct Stage {
    terminal: Terminal<CrosstermBackend<Stderr>>,
}

impl Stage {
    /// # Errors
    /// `Kind::Broken` where this is no terminal after all.
    pub fn open() -> Result<Self, Failure> {
        let stage = Self { terminal: Terminal::new(CrosstermBackend::new(std::io::stderr())).map_err(no_terminal)? };
        enter()?;
        Ok(stage)
    }

    /// # Errors
    /// `Kind::Broken` where the terminal is gone.
    pub fn draw(&mut self, draw: impl FnOnce(&mut Frame<'_>)) -> Result<(), Failure> {
        self.terminal.draw(draw).map(|_| ()).map_err(no_terminal)
    }

    /// What is pressed within `wait`.
    ///
    /// # Errors
    /// `Kind::Broken` where the terminal is gone.
    pub fn event(&mut self, wait: Duration) -> Result<Option<Event>, Failure> {
        let comes = event::poll(wait).map_err(no_terminal)?;
        comes.then(event::read).transpose().map_err(no_terminal)
    }

    /// Gives the terminal to the shell until the process is brought back.
    ///
    /// # Errors
    /// `Kind::Broken` where the terminal is gone by then.
    pub fn suspend(&mut self) -> Result<(), Failure> {
        leave();
        let _ = signal_hook::low_level::emulate_default_handler(signal_hook::consts::SIGTSTP); // where nothing can stop it, it goes on
        self.resume()
    }

    /// Takes the terminal again after the process was stopped and goes on; the shell has set it to its own liking.
    ///
    /// # Errors
    /// `Kind::Broken` where the terminal is gone.
    pub fn resume(&mut self) -> Result<(), Failure> {
        leave();
        enter()?;
        // A new one knows that nothing is drawn yet; clearing the old one would ask where the cursor is, and not every terminal answers.
        self.terminal = Terminal::new(CrosstermBackend::new(std::io::stderr())).map_err(no_terminal)?;
        Ok(())
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        leave();
    }
}

fn enter() -> Result<(), Failure> {
    terminal::enable_raw_mode().map_err(no_terminal)?;
    execute!(std::io::stderr(), EnterAlternateScreen, cursor::Hide).map_err(no_terminal)
}

/// Nothing is left to tell a terminal that is gone.
fn leave() {
    let _ = execute!(std::io::stderr(), LeaveAlternateScreen, cursor::Show);
    let _ = terminal::disable_raw_mode();
}

fn no_terminal(error: std::io::Error) -> Failure {
    Failure::new(Kind::Broken, msg!("cli-no-keyboard")).hint(msg!("cli-no-keyboard-hint")).because(error)
}
