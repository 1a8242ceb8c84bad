//! Work that goes on behind the table: speaking, recognising, playing. The rehearsal looks at it between two keys and never waits for it.

use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::JoinHandle;

use crate::domain::{Failure, Interrupt, Kind};
use crate::msg;

/// A running piece of work that ends with a `T`, can be interrupted, and reports how far it is.
pub struct Job<T> {
    interrupt: Interrupt,
    progress: Receiver<f64>,
    thread: JoinHandle<T>,
}

impl<T: Send + 'static> Job<T> {
    /// The work looks at the interrupt and sends numbers whose meaning is its own: a share, or seconds.
    pub fn start(work: impl FnOnce(&Interrupt, &Sender<f64>) -> T + Send + 'static) -> Self {
        let interrupt = Interrupt::default();
        let (sender, progress) = channel();
        let theirs = interrupt.clone();
        let thread = std::thread::spawn(move || work(&theirs, &sender));
        Self { interrupt, progress, thread }
    }

    pub fn interrupt(&self) {
        self.interrupt.raise();
    }

    /// The newest report since the last look.
    pub fn progress(&self) -> Option<f64> {
        self.progress.try_iter().last()
    }

    pub fn is_finished(&self) -> bool {
        self.thread.is_finished()
    }

    /// Waits for the end.
    ///
    /// # Errors
    /// `Kind::Broken` if the work panicked.
    pub fn join(self) -> Result<T, Failure> {
        self.thread.join().map_err(|_| Failure::new(Kind::Broken, msg!("practice-job-broken")))
    }
}
