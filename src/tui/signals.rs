//! Ctrl-C, a closed terminal, `kill` and a stop as flags that the rehearsal looks at, so that the recording is closed and kept.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGTERM};

use crate::domain::{Failure, Interrupt, Kind};
use crate::msg;

/// Raised by the first signal; a second one ends the process at once, for the case that the first is not answered.
#[derive(Clone, Debug, Default)]
pub struct Signals {
    ended: Arc<AtomicBool>,
    resumed: Arc<AtomicBool>,
}

impl Signals {
    /// # Errors
    /// `Kind::Broken` where the system refuses to hand over its signals.
    pub fn watch() -> Result<Self, Failure> {
        let signals = Self::default();
        for signal in [SIGINT, SIGTERM, SIGHUP] {
            // Registered in this order, the shutdown only sees a flag that an earlier signal has set.
            signal_hook::flag::register_conditional_shutdown(signal, 130, signals.ended.clone())
                .and_then(|_| signal_hook::flag::register(signal, signals.ended.clone()))
                .map_err(refused)?;
        }
        signal_hook::flag::register(SIGCONT, signals.resumed.clone()).map_err(refused)?;
        Ok(signals)
    }

    /// Raised by the first signal, for work that looks at it by itself.
    pub fn interrupt(&self) -> Interrupt {
        Interrupt::of_flag(self.ended.clone())
    }

    pub fn is_raised(&self) -> bool {
        self.ended.load(Ordering::Relaxed)
    }

    /// Whether a signal came since the last look.
    pub fn take(&self) -> bool {
        self.ended.swap(false, Ordering::Relaxed)
    }

    /// Whether the process was stopped and goes on, since the last look.
    pub fn take_resumed(&self) -> bool {
        self.resumed.swap(false, Ordering::Relaxed)
    }
}

fn refused(error: std::io::Error) -> Failure {
    Failure::new(Kind::Broken, msg!("cli-no-signals")).because(error)
}
