//! The writer's thread: empties the ring, mixes to one channel, and keeps the file on the disk never more than a moment behind the voice.

use std::fs::File;
use std::io;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use crate::domain::{Failure, Kind, Seconds};
use crate::msg;

use super::device_failure::{does_not_answer, stopped_delivering};
use super::feed::Outlet;
use super::meter::Meter;
use super::part_file::{HEADER_BYTES, Writer, as_io, storage};
use super::take::{Phase, TakeStatus};

const TICK: Duration = Duration::from_millis(25);

/// A device that has delivered and then delivers nothing for so long is gone. Counted in ticks, not by the clock, so that a process that was stopped
/// for a while and goes on does not take its own absence for the device's.
const TICKS_WITHOUT_SOUND: u32 = 40;
const TICKS_BEFORE_FIRST_SOUND: u32 = 200;

/// What a kill may cost: promised is a second.
const FLUSH_EVERY: Duration = Duration::from_millis(500);
/// What a loss of power may cost: promised are five seconds, the drive's own cache included.
const SYNC_EVERY: Duration = Duration::from_millis(2_000);

/// One step of work, so that a long backlog does not grow memory.
const FRAMES_PER_STEP: usize = 48_000;

/// The longest recording; the sizes in a WAV header end a little later at 192 kHz.
const LONGEST: Seconds = Seconds(3.0 * 3600.0);
const WAV_LIMIT_SAMPLES: u64 = (u32::MAX as u64 - HEADER_BYTES) / 2;

/// What the thread leaves behind.
pub(super) struct Ending {
    pub writer: Writer,
    /// Holds the lock.
    pub file: File,
    pub status: TakeStatus,
    pub overruns: u64,
    /// What ended the recording before its time.
    pub failure: Option<Failure>,
}

pub(super) struct Pump {
    pub outlet: Outlet,
    pub writer: Writer,
    /// A second handle on the file, for syncing.
    pub file: File,
    pub part: PathBuf,
    pub device: String,
    pub rate_hz: u32,
    pub stop: Arc<AtomicBool>,
    pub status: Arc<Mutex<TakeStatus>>,
}

/// The thread's own state.
struct Progress {
    meter: Meter,
    samples: Vec<f32>,
    written: u64,
    idle_ticks: u32,
    flushed: Instant,
    synced: Instant,
}

impl Pump {
    /// Until it is told to stop, the source ends, or something fails; what the ring holds by then is written too.
    pub fn run(mut self) -> Ending {
        let now = Instant::now();
        let meter = Meter::new(self.rate_hz, self.outlet.channels());
        let mut progress = Progress { meter, samples: Vec::new(), written: 0, idle_ticks: 0, flushed: now, synced: now };
        let failure = loop {
            // Asked before the ring is emptied, so that nothing that came before the end stays in it.
            let last = self.stop.load(Ordering::Acquire) || self.outlet.has_ended();
            if let Err(failure) = self.step(&mut progress, last) {
                break Some(failure);
            }
            if last {
                break self.outlet.take_failure();
            }
            thread::park_timeout(TICK);
        };
        self.end(&progress, failure)
    }

    fn step(&mut self, progress: &mut Progress, last: bool) -> Result<(), Failure> {
        let before = progress.written;
        self.write_arrived(progress, last).map_err(|error| storage(&self.part, error))?;
        progress.idle_ticks = if progress.written > before { 0 } else { progress.idle_ticks + 1 };
        self.publish_status(progress, if progress.written > 0 { Phase::Running } else { Phase::Waiting });
        self.check_length(progress.written)?;
        if last { Ok(()) } else { self.check_delivery(progress) }
    }

    fn write_arrived(&mut self, progress: &mut Progress, last: bool) -> io::Result<()> {
        loop {
            progress.samples.clear();
            self.outlet.drain(&mut progress.samples, FRAMES_PER_STEP);
            if progress.samples.is_empty() {
                break;
            }
            self.write_frames(progress)?;
        }
        if last {
            self.write_silence(self.outlet.owed_at_end(), progress)?;
        }
        self.keep_on_disk(progress, last)
    }

    fn write_frames(&mut self, progress: &mut Progress) -> io::Result<()> {
        for frame in progress.samples.chunks_exact(self.outlet.channels()) {
            let mono = progress.meter.hear(frame);
            self.writer.write_sample((mono * 32_767.0).round() as i16).map_err(as_io)?;
            progress.written += 1;
        }
        Ok(())
    }

    fn write_silence(&mut self, frames: u64, progress: &mut Progress) -> io::Result<()> {
        for _ in 0..frames {
            self.writer.write_sample(0i16).map_err(as_io)?;
            progress.written += 1;
        }
        Ok(())
    }

    fn keep_on_disk(&mut self, progress: &mut Progress, last: bool) -> io::Result<()> {
        if last || progress.flushed.elapsed() >= FLUSH_EVERY {
            self.writer.flush().map_err(as_io)?;
            progress.flushed = Instant::now();
        }
        if last || progress.synced.elapsed() >= SYNC_EVERY {
            self.file.sync_data()?;
            progress.synced = Instant::now();
        }
        Ok(())
    }

    fn check_length(&self, written: u64) -> Result<(), Failure> {
        let limit = (LONGEST.to_sample(self.rate_hz) as u64).min(WAV_LIMIT_SAMPLES - FRAMES_PER_STEP as u64 * 20);
        if written < limit { Ok(()) } else { Err(Failure::new(Kind::Storage, msg!("record-take-too-long", path = &self.part))) }
    }

    fn check_delivery(&self, progress: &Progress) -> Result<(), Failure> {
        match (progress.written, progress.idle_ticks) {
            (0, TICKS_BEFORE_FIRST_SOUND..) => Err(does_not_answer(&self.device)),
            (1.., TICKS_WITHOUT_SOUND..) => Err(stopped_delivering(&self.device)),
            _ => Ok(()),
        }
    }

    fn publish_status(&self, progress: &Progress, phase: Phase) {
        let counts = self.outlet.counts();
        let in_seconds = |frames: u64| Seconds(frames as f64 / f64::from(self.rate_hz));
        let status = TakeStatus {
            phase,
            recorded: in_seconds(progress.written),
            level: progress.meter.level(),
            clipped: progress.meter.clipped(),
            lost_frames: counts.lost(),
            silent_zeros: in_seconds(progress.meter.leading_zeros()),
            all_zeros: progress.meter.leading_zeros() == progress.meter.frames(),
        };
        *self.status.lock().unwrap_or_else(PoisonError::into_inner) = status;
    }

    fn end(self, progress: &Progress, failure: Option<Failure>) -> Ending {
        self.publish_status(progress, if failure.is_some() { Phase::Failed } else { Phase::Ended });
        let status = *self.status.lock().unwrap_or_else(PoisonError::into_inner);
        Ending { writer: self.writer, file: self.file, status, overruns: self.outlet.counts().overruns(), failure }
    }
}
