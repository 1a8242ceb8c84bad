//! One take: from the first sample to a finished WAV file.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};

use crate::domain::{Failure, Kind, RecordingFacts, Seconds};
use crate::msg;

use super::device_failure::only_zeros;
use super::feed::{self, Counts};
use super::part_file::{self, Contents, mend_header, part_path, publish, storage};
use super::pump::{Ending, Pump};
use super::read_along::ReadAlong;
use super::{Flow, Level, Source};

/// So much digital silence from the very start, and the microphone is muted or forbidden. Open microphones deliver noise.
pub const ONLY_ZEROS_AFTER: Seconds = Seconds(2.0);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// The source has been started and nothing has arrived yet.
    Waiting,
    /// Samples have arrived and are written.
    Running,
    /// The source has delivered all it had; finish the take.
    Ended,
    /// Something failed; finish the take to learn what, and to keep what was recorded.
    Failed,
}

/// How a take is doing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TakeStatus {
    pub phase: Phase,
    /// How much sound has arrived since the first sample.
    pub recorded: Seconds,
    pub level: Level,
    pub clipped: u64,
    pub lost_frames: u64,
    /// How long nothing but zeros came, counted from the start to the first sample that was something else.
    pub silent_zeros: Seconds,
    /// Whether nothing else has come yet.
    pub all_zeros: bool,
}

impl TakeStatus {
    const WAITING: TakeStatus = TakeStatus {
        phase: Phase::Waiting,
        recorded: Seconds::ZERO,
        level: Level::SILENCE,
        clipped: 0,
        lost_frames: 0,
        silent_zeros: Seconds::ZERO,
        all_zeros: true,
    };
}

/// A finished recording.
#[derive(Debug)]
pub struct Recorded {
    pub path: PathBuf,
    pub duration: Seconds,
    pub rate_hz: u32,
    /// Frames that the device delivered. The file has as many.
    pub delivered: u64,
    /// Those of them for which there was no room; silence stands in their place.
    pub lost_frames: u64,
    pub clipped: u64,
    /// Times that the device reported lost sound without saying how much.
    pub overruns: u64,
    /// Sound that the system threw away before it got here, for example while this process was stopped. Times after it are too early by so much.
    pub missing: Seconds,
    /// Whether there is nothing but digital silence in it.
    pub all_zeros: bool,
    /// What ended the recording before it was asked to end. The file holds everything up to there.
    pub stopped_by: Option<Failure>,
}

impl Recorded {
    pub fn facts(&self) -> RecordingFacts {
        RecordingFacts { rate_hz: self.rate_hz, lost_frames: self.lost_frames, clipped: self.clipped, snr_db: None }
    }
}

/// A running recording. It goes on until [`Take::finish`]; one that is dropped instead leaves its part file behind, which [`super::repair`] finishes.
pub struct Take {
    /// Dropped before the writer is stopped, so that nothing is left in the device.
    flow: Option<Box<dyn Flow>>,
    writer: Option<JoinHandle<Ending>>,
    stop: Arc<AtomicBool>,
    status: Arc<Mutex<TakeStatus>>,
    counts: Counts,
    device: String,
    path: PathBuf,
    rate_hz: u32,
}

impl Take {
    /// Starts `source` and writes what it delivers to the disk. `path` is the name that the finished WAV will have.
    ///
    /// # Errors
    /// `Kind::Storage` where the file cannot be made or exists; what the source reports where it cannot start.
    pub fn start(source: &mut dyn Source, path: &Path) -> Result<Self, Failure> {
        let format = source.format();
        let (feed, outlet) = feed::ring(format);
        let (writer, file) = part_file::create(path, format.rate_hz)?;
        let part = part_path(path);
        let (stop, status) = (Arc::new(AtomicBool::new(false)), Arc::new(Mutex::new(TakeStatus::WAITING)));
        let counts = outlet.counts();
        let flow = source.start(feed).inspect_err(|_| drop(fs::remove_file(&part)))?;
        let pump = Pump {
            outlet,
            writer,
            file,
            part: part.clone(),
            device: source.name(),
            rate_hz: format.rate_hz,
            stop: Arc::clone(&stop),
            status: Arc::clone(&status),
        };
        let writer = thread::Builder::new().name("recording".to_owned()).spawn(move || pump.run()).map_err(|error| storage(&part, error))?;
        let (flow, writer, device) = (Some(flow), Some(writer), source.name());
        Ok(Self { flow, writer, stop, status, counts, device, path: path.to_owned(), rate_hz: format.rate_hz })
    }

    pub fn status(&self) -> TakeStatus {
        let mut status = *self.status.lock().unwrap_or_else(PoisonError::into_inner);
        let arrived = Seconds(self.counts.delivered() as f64 / f64::from(self.rate_hz));
        status.recorded = status.recorded.max(arrived);
        if status.phase == Phase::Waiting && arrived > Seconds::ZERO {
            status.phase = Phase::Running;
        }
        status
    }

    /// A reader of what is recorded, from the first sample on, while it is recorded.
    ///
    /// # Errors
    /// `Kind::Storage` where the file cannot be opened.
    pub fn read_along(&self) -> Result<ReadAlong, Failure> {
        ReadAlong::open(&part_path(&self.path), self.rate_hz)
    }

    /// The failure to report where nothing but zeros has come for [`ONLY_ZEROS_AFTER`]; the take goes on.
    pub fn only_zeros(&self) -> Option<Failure> {
        let status = self.status();
        (status.all_zeros && status.silent_zeros >= ONLY_ZEROS_AFTER).then(|| only_zeros(&self.device))
    }

    /// Ends the recording and gives the file its final name. A failure on the way does not cost what was recorded before it: it stands in
    /// [`Recorded::stopped_by`].
    ///
    /// # Errors
    /// `Kind::Storage` where the file cannot be finished; what was written stays in its part file. Where nothing was recorded at all, the reason;
    /// then no file stays.
    pub fn finish(mut self) -> Result<Recorded, Failure> {
        let part = part_path(&self.path);
        let Some(ending) = self.stop_writing() else {
            return Err(Failure::new(Kind::Broken, msg!("record-writer-died", path = &part)).hint(msg!("record-part-stays-hint", part = &part)));
        };
        drop(ending.writer); // its last attempt to write; what the disk refuses it refuses again
        let contents = finish_part(ending.file, &part).map_err(|failure| failure.hint(msg!("record-part-stays-hint", part = &part)))?;
        if contents.samples == 0 {
            let _ = fs::remove_file(&part);
            return Err(ending.failure.unwrap_or_else(|| self.nothing_arrived()));
        }
        publish(&part, &self.path).map_err(|failure| failure.hint(msg!("record-part-stays-hint", part = &part)))?;
        Ok(Recorded {
            path: self.path.clone(),
            duration: Seconds::at_sample(contents.samples as usize, contents.rate_hz),
            rate_hz: contents.rate_hz,
            delivered: self.counts.delivered(),
            lost_frames: ending.status.lost_frames,
            clipped: ending.status.clipped,
            overruns: ending.overruns,
            missing: self.counts.missing(self.rate_hz),
            all_zeros: ending.status.all_zeros,
            stopped_by: ending.failure,
        })
    }

    fn nothing_arrived(&self) -> Failure {
        Failure::new(Kind::DeviceMissing, msg!("record-nothing-arrived", device = &self.device)).hint(msg!("record-device-silent-hint"))
    }

    /// `None` where the writer has stopped already, or panicked.
    fn stop_writing(&mut self) -> Option<Ending> {
        drop(self.flow.take());
        self.stop.store(true, Ordering::Release);
        let writer = self.writer.take()?;
        writer.thread().unpark();
        writer.join().ok()
    }
}

impl Drop for Take {
    fn drop(&mut self) {
        self.stop_writing();
    }
}

/// The sizes in the header come from the length of the file, because a full disk may have taken less than was written to it.
fn finish_part(mut file: File, part: &Path) -> Result<Contents, Failure> {
    let contents = mend_header(&mut file).and_then(|contents| file.sync_all().map(|()| contents));
    contents.map_err(|error| storage(part, error))
}
