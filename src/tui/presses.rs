//! What is pressed at the terminal, read on a thread of its own: from a terminal that has gone away crossterm's reading never returns.

use std::io::{self, IsTerminal};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Duration;

use crossterm::event::{self, Event};

use crate::domain::Failure;

use super::held::no_terminal;

pub(super) struct Presses(Receiver<io::Result<Event>>);

impl Presses {
    /// Reads from now on, until the process ends.
    pub fn listen() -> Self {
        let (sender, events) = channel();
        std::thread::spawn(move || {
            loop {
                let event = event::read();
                let is_last = event.is_err();
                if sender.send(event).is_err() || is_last {
                    break;
                }
            }
        });
        Self(events)
    }

    /// What comes within `wait`.
    ///
    /// # Errors
    /// `Kind::Broken` where the terminal is gone.
    pub fn next(&self, wait: Duration) -> Result<Option<Event>, Failure> {
        match self.0.recv_timeout(wait) {
            Ok(event) => event.map(Some).map_err(no_terminal),
            Err(RecvTimeoutError::Timeout) if io::stdin().is_terminal() => Ok(None),
            Err(_) => Err(no_terminal(io::ErrorKind::UnexpectedEof.into())),
        }
    }
}
