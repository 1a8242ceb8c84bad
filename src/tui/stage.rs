//! The whole terminal for a while: keys and the alternate screen, given back whatever happens.

use std::io::Stderr;
use std::time::Duration;

use crossterm::event::Event;
use ratatui::backend::CrosstermBackend;
use ratatui::{Frame, Terminal};

use crate::domain::Failure;

use super::held::{self, no_terminal};
use super::presses::Presses;

/// Draws on standard error, so that standard output stays free for data. Dropping it gives the terminal back, after a panic too.
pub struct Stage {
    terminal: Terminal<CrosstermBackend<Stderr>>,
    presses: Presses,
}

impl Stage {
    /// # Errors
    /// `Kind::Broken` where this is no terminal after all.
    pub fn open() -> Result<Self, Failure> {
        let terminal = new_terminal()?;
        held::hold_keys()?;
        Ok(Self { terminal, presses: Presses::listen() })
    }

    /// # Errors
    /// `Kind::Broken` where the terminal is gone.
    pub fn draw(&mut self, draw: impl FnOnce(&mut Frame<'_>)) -> Result<(), Failure> {
        if held::open_screen().map_err(no_terminal)? {
            self.terminal = new_terminal()?;
        }
        self.terminal.draw(draw).map(|_| ()).map_err(no_terminal)
    }

    /// What is pressed within `wait`.
    ///
    /// # Errors
    /// `Kind::Broken` where the terminal is gone.
    pub fn event(&self, wait: Duration) -> Result<Option<Event>, Failure> {
        self.presses.next(wait)
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        held::close_screen();
        held::give_keys_back();
    }
}

/// A new one knows that nothing is drawn yet; clearing the old one would ask where the cursor is, and not every terminal answers.
pub(super) fn new_terminal() -> Result<Terminal<CrosstermBackend<Stderr>>, Failure> {
    Terminal::new(CrosstermBackend::new(std::io::stderr())).map_err(no_terminal)
}
