//! A flag that one thread raises and a long-running step of another looks at.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Clones share the flag.
#[derive(Clone, Debug, Default)]
pub struct Interrupt(Arc<AtomicBool>);

impl Interrupt {
    /// The interrupt that this flag raises, for example a signal's.
    pub fn of_flag(flag: Arc<AtomicBool>) -> Self {
        Self(flag)
    }

    pub fn raise(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    pub fn is_raised(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }

    pub fn lower(&self) {
        self.0.store(false, Ordering::Relaxed);
    }
}
