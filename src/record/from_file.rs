//! A file that plays the microphone's part: `--input FILE`.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use crate::domain::{Clip, Failure, Kind, Seconds};
use crate::msg;

use super::{Feed, Flow, Format, Source, sound_file};

const BLOCKS_PER_SECOND: u32 = 50;

/// How long a file that is delivered fast waits for room in the ring.
const WAIT_FOR_ROOM: Duration = Duration::from_millis(2);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pace {
    /// As fast as it was spoken.
    Real,
    /// As fast as it can be written.
    Fast,
}

pub struct FromFile {
    name: String,
    clip: Arc<Clip>,
    pace: Pace,
}

impl FromFile {
    /// # Errors
    /// As [`sound_file::read`].
    pub fn open(path: &Path, pace: Pace) -> Result<Self, Failure> {
        Ok(Self::of_clip(path.display().to_string(), sound_file::read(path)?.clip, pace))
    }

    /// Sound that is in memory already.
    pub fn of_clip(name: String, clip: Clip, pace: Pace) -> Self {
        Self { name, clip: Arc::new(clip), pace }
    }
}

impl Source for FromFile {
    fn name(&self) -> String {
        self.name.clone()
    }

    fn format(&self) -> Format {
        Format { rate_hz: self.clip.rate_hz, channels: 1 }
    }

    fn start(&mut self, feed: Feed) -> Result<Box<dyn Flow>, Failure> {
        let stop = Arc::new(AtomicBool::new(false));
        let (clip, pace, stopped) = (Arc::clone(&self.clip), self.pace, Arc::clone(&stop));
        let thread = thread::Builder::new()
            .name("input file".to_owned())
            .spawn(move || deliver(&clip, pace, feed, &stopped))
            .map_err(|error| Failure::new(Kind::Broken, msg!("record-device-broken", device = &self.name)).because(error))?;
        Ok(Box::new(Delivery { stop, thread: Some(thread) }))
    }
}

struct Delivery {
    stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Flow for Delivery {}

impl Drop for Delivery {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
        if let Some(thread) = self.thread.take() {
            thread.thread().unpark();
            let _ = thread.join();
        }
    }
}

fn deliver(clip: &Clip, pace: Pace, mut feed: Feed, stop: &AtomicBool) {
    let began = Instant::now();
    let block = (clip.rate_hz / BLOCKS_PER_SECOND).max(1) as usize;
    let mut delivered = 0;
    for samples in clip.samples.chunks(block) {
        delivered += samples.len();
        match pace {
            // A block is complete when its last sample has been spoken.
            Pace::Real => wait_until(began + Duration::from_secs_f64(Seconds::at_sample(delivered, clip.rate_hz).0), stop),
            Pace::Fast => wait_for_room(&feed, samples.len(), stop),
        }
        if stop.load(Ordering::Relaxed) {
            return;
        }
        feed.push(samples.iter().copied());
    }
    feed.end();
}

fn wait_until(due: Instant, stop: &AtomicBool) {
    while let Some(left) = due.checked_duration_since(Instant::now()).filter(|left| !left.is_zero()) {
        if stop.load(Ordering::Relaxed) {
            return;
        }
        thread::park_timeout(left);
    }
}

fn wait_for_room(feed: &Feed, frames: usize, stop: &AtomicBool) {
    while feed.free_frames() < frames && !feed.is_abandoned() && !stop.load(Ordering::Relaxed) {
        thread::park_timeout(WAIT_FOR_ROOM);
    }
}
