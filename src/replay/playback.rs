//! A passage that plays while something else goes on.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread::JoinHandle;

use crate::domain::{Clip, Failure, Interrupt, Kind, Seconds};
use crate::msg;

use super::player::{Passage, play_passage};

/// Dropping it ends the sound.
pub struct Playback {
    interrupt: Interrupt,
    /// The moment that is heard, the bits of a number of seconds.
    position: Arc<AtomicU64>,
    /// `None` once it has been waited for.
    thread: Option<JoinHandle<Result<(), Failure>>>,
}

impl Playback {
    pub fn start(clip: Arc<Clip>, output_device: Option<String>, passage: Passage) -> Self {
        let interrupt = Interrupt::default();
        let position = Arc::new(AtomicU64::new(passage.span.start.0.to_bits()));
        let (stop, told) = (interrupt.clone(), Arc::clone(&position));
        let work = move || {
            let mut tell = |moment: Seconds| told.store(moment.0.to_bits(), Ordering::Relaxed);
            play_passage(&clip, output_device.as_deref(), passage, &stop, &mut tell)
        };
        Self { interrupt, position, thread: Some(std::thread::spawn(work)) }
    }

    /// The moment of the clip that is being heard.
    pub fn position(&self) -> Seconds {
        Seconds(f64::from_bits(self.position.load(Ordering::Relaxed)))
    }

    /// How it ended; `None` while it plays, and once that has been told.
    pub fn outcome(&mut self) -> Option<Result<(), Failure>> {
        let thread = self.thread.take_if(|thread| thread.is_finished())?;
        Some(thread.join().unwrap_or_else(|_| Err(Failure::new(Kind::Broken, msg!("replay-broken")))))
    }
}

impl Drop for Playback {
    /// Waits for the silence, so that two passages never sound at once.
    fn drop(&mut self) {
        self.interrupt.raise();
        if let Some(thread) = self.thread.take() {
            let _ = thread.join(); // nobody asks any more how it ended
        }
    }
}
