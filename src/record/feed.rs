//! The way from the sound card to the disk: a lock-free ring with a [`Feed`] at the device's end and an [`Outlet`] at the writer's.
//!
//! The device's callback may neither wait nor allocate, so what does not fit into the ring is counted, and silence of the same length goes
//! into the ring in its place as soon as there is room: everything after the loss keeps its moment.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use rtrb::{Consumer, Producer, RingBuffer};

use crate::domain::{Failure, Seconds};

use super::Format;

/// How long the writer may be kept waiting by a slow disk before sound is lost.
pub const RING_LENGTH: Seconds = Seconds(10.0);

/// A recording is said to miss sound when it is shorter by more than this than the time it took: far more than the jitter of a delivery, and than
/// the difference between two clocks (100 parts in a million) over half an hour.
const NOTICEABLE: Seconds = Seconds(0.25);

/// What both ends and the status display look at.
#[derive(Debug, Default)]
struct Shared {
    /// When the first and the latest delivery came, in microseconds since the ring was made, and how many frames the first one had.
    first_us: AtomicU64,
    latest_us: AtomicU64,
    first_frames: AtomicU64,
    /// Frames that the device delivered, lost ones included.
    delivered: AtomicU64,
    lost: AtomicU64,
    /// Lost frames whose silence is not in the ring yet.
    owed: AtomicU64,
    /// Times that the device itself reported that it could not keep up; how much was lost is unknown.
    overruns: AtomicU64,
    ended: AtomicBool,
    /// Written at most once, never from the callback that delivers samples.
    failure: Mutex<Option<Failure>>,
}

/// The device's end. Whole frames of interleaved samples go in.
pub struct Feed {
    ring: Producer<f32>,
    channels: usize,
    made: Instant,
    shared: Arc<Shared>,
}

/// The writer's end.
pub(super) struct Outlet {
    ring: Consumer<f32>,
    channels: usize,
    counts: Counts,
}

/// A view of the counters that any thread may hold.
#[derive(Clone)]
pub(super) struct Counts(Arc<Shared>);

/// Lets a device report from another thread than the one that delivers.
#[derive(Clone)]
pub struct Alarm(Arc<Shared>);

/// A ring for `format` that holds [`RING_LENGTH`].
pub(super) fn ring(format: Format) -> (Feed, Outlet) {
    ring_of(RING_LENGTH.to_sample(format.rate_hz), usize::from(format.channels))
}

fn ring_of(frames: usize, channels: usize) -> (Feed, Outlet) {
    let (producer, consumer) = RingBuffer::new(frames * channels);
    let shared = Arc::new(Shared::default());
    let feed = Feed { ring: producer, channels, made: Instant::now(), shared: Arc::clone(&shared) };
    (feed, Outlet { ring: consumer, channels, counts: Counts(shared) })
}

impl Feed {
    /// Takes interleaved samples, a whole number of frames. Never blocks, never allocates.
    pub fn push(&mut self, mut samples: impl ExactSizeIterator<Item = f32>) {
        let frames = samples.len() / self.channels;
        self.note_time(frames as u64);
        let owed = self.shared.owed.load(Ordering::Relaxed);
        let paid = owed.min(self.free_frames() as u64);
        self.write(paid as usize, &mut std::iter::repeat(0.0));
        let kept = if paid == owed { frames.min(self.free_frames()) } else { 0 };
        self.write(kept, &mut samples);
        let lost = (frames - kept) as u64;
        self.shared.owed.store(owed - paid + lost, Ordering::Relaxed);
        self.shared.lost.fetch_add(lost, Ordering::Relaxed);
        self.shared.delivered.fetch_add(frames as u64, Ordering::Release);
    }

    fn note_time(&self, frames: u64) {
        let now = self.made.elapsed().as_micros() as u64;
        if self.shared.delivered.load(Ordering::Relaxed) == 0 {
            self.shared.first_us.store(now, Ordering::Relaxed);
            self.shared.first_frames.store(frames, Ordering::Relaxed);
        }
        self.shared.latest_us.store(now, Ordering::Relaxed);
    }

    fn write(&mut self, frames: usize, samples: &mut impl Iterator<Item = f32>) {
        if let Ok(chunk) = self.ring.write_chunk_uninit(frames * self.channels) {
            chunk.fill_from_iter(samples);
        }
    }

    /// How many frames fit in now.
    pub fn free_frames(&self) -> usize {
        self.ring.slots() / self.channels
    }

    /// Whether nobody reads any more.
    pub fn is_abandoned(&self) -> bool {
        self.ring.is_abandoned()
    }

    pub fn alarm(&self) -> Alarm {
        Alarm(Arc::clone(&self.shared))
    }

    /// Nothing more will come, because all has been delivered.
    pub fn end(self) {
        self.shared.ended.store(true, Ordering::Release);
    }
}

impl Alarm {
    /// Nothing more will come, because something failed. The first failure is the one that is reported.
    pub fn fail(&self, failure: Failure) {
        self.0.failure.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(failure);
        self.0.ended.store(true, Ordering::Release);
    }

    /// The device lost sound before it got here.
    pub fn count_overrun(&self) {
        self.0.overruns.fetch_add(1, Ordering::Relaxed);
    }
}

impl Counts {
    pub fn delivered(&self) -> u64 {
        self.0.delivered.load(Ordering::Acquire)
    }

    pub fn lost(&self) -> u64 {
        self.0.lost.load(Ordering::Relaxed)
    }

    /// How much sound never came, although time passed: what a sound server threw away while this process was stopped or starved. Where in the
    /// recording it is missing is unknown.
    pub fn missing(&self, rate_hz: u32) -> Seconds {
        let passed = self.0.latest_us.load(Ordering::Relaxed).saturating_sub(self.0.first_us.load(Ordering::Relaxed));
        let frames = self.delivered().saturating_sub(self.0.first_frames.load(Ordering::Relaxed));
        let missing = Seconds(passed as f64 / 1e6 - frames as f64 / f64::from(rate_hz));
        if missing > NOTICEABLE { missing } else { Seconds::ZERO }
    }

    pub fn overruns(&self) -> u64 {
        self.0.overruns.load(Ordering::Relaxed)
    }
}

impl Outlet {
    pub fn counts(&self) -> Counts {
        self.counts.clone()
    }

    pub fn channels(&self) -> usize {
        self.channels
    }

    /// Whether the device has said that nothing more will come. Ask before draining, or the last samples may stay in the ring.
    pub fn has_ended(&self) -> bool {
        self.counts.0.ended.load(Ordering::Acquire)
    }

    /// What ended the delivery, where something failed; later calls find nothing.
    pub fn take_failure(&self) -> Option<Failure> {
        self.counts.0.failure.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    /// Moves what has arrived to the end of `samples`, interleaved, at most `limit` frames.
    pub fn drain(&mut self, samples: &mut Vec<f32>, limit: usize) {
        let arrived = self.ring.slots() / self.channels * self.channels;
        if let Ok(chunk) = self.ring.read_chunk(arrived.min(limit * self.channels)) {
            let (first, second) = chunk.as_slices();
            samples.extend_from_slice(first);
            samples.extend_from_slice(second);
            chunk.commit_all();
        }
    }

    /// The lost frames at the very end, whose silence never got into the ring. Only after the feed has gone.
    pub fn owed_at_end(&self) -> u64 {
        self.counts.0.owed.load(Ordering::Relaxed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drained(outlet: &mut Outlet) -> Vec<f32> {
        let mut samples = Vec::new();
        outlet.drain(&mut samples, usize::MAX >> 8);
        samples
    }

    #[test]
    fn what_goes_in_comes_out_in_order() {
        let (mut feed, mut outlet) = ring_of(8, 2);
        feed.push([0.1, 0.2, 0.3, 0.4].into_iter());
        feed.push([0.5, 0.6].into_iter());
        assert_eq!(drained(&mut outlet), [0.1, 0.2, 0.3, 0.4, 0.5, 0.6]);
        assert_eq!(outlet.counts().delivered(), 3);
        assert_eq!(outlet.counts().lost(), 0);
    }

    #[test]
    fn lost_frames_are_silence_of_the_same_length_at_their_place() {
        let (mut feed, mut outlet) = ring_of(3, 1);
        feed.push([0.1, 0.2, 0.3, 0.4, 0.5].into_iter());
        assert_eq!(drained(&mut outlet), [0.1, 0.2, 0.3]);
        feed.push([0.6].into_iter());
        assert_eq!(drained(&mut outlet), [0.0, 0.0, 0.6]);
        assert_eq!((outlet.counts().delivered(), outlet.counts().lost(), outlet.owed_at_end()), (6, 2, 0));
    }

    #[test]
    fn what_is_lost_last_is_owed_at_the_end() {
        let (mut feed, outlet) = ring_of(2, 1);
        feed.push([0.1, 0.2, 0.3].into_iter());
        feed.push([0.4].into_iter());
        feed.end();
        assert!(outlet.has_ended());
        assert_eq!((outlet.counts().lost(), outlet.owed_at_end()), (2, 2));
    }

    #[test]
    fn the_first_failure_is_the_one_reported() {
        let (feed, outlet) = ring_of(2, 1);
        feed.alarm().fail(Failure::new(crate::domain::Kind::DeviceMissing, crate::domain::Message { key: "first", arguments: vec![] }));
        feed.alarm().fail(Failure::new(crate::domain::Kind::Broken, crate::domain::Message { key: "second", arguments: vec![] }));
        assert!(outlet.has_ended());
        assert_eq!(outlet.take_failure().unwrap().what.key, "first");
    }

    #[test]
    fn sound_that_never_came_although_time_passed_is_missing() {
        let (mut feed, outlet) = ring_of(100, 1);
        feed.push([0.5; 10].into_iter());
        std::thread::sleep(std::time::Duration::from_millis(400));
        feed.push([0.5; 10].into_iter());
        let missing = outlet.counts().missing(1_000);
        assert!(missing >= Seconds(0.39), "{missing:?}");
        assert_eq!(outlet.counts().missing(10), Seconds::ZERO, "at 10 Hz the second delivery is a whole second long");
    }

    proptest::proptest! {
        /// Whatever the sizes, what comes out is as long as what went in, each kept sample at its own place, the lost ones zero.
        #[test]
        fn nothing_ever_shifts(channels in 1usize..4, capacity in 1usize..20, steps in proptest::collection::vec((0usize..12, 0usize..12), 0..40)) {
            let (mut feed, mut outlet) = ring_of(capacity, channels);
            let mut heard = Vec::new();
            let mut next = 1.0f32;
            for (frames, read) in steps {
                let samples: Vec<f32> = (0..frames * channels).map(|i| next + i as f32).collect();
                next += samples.len() as f32;
                feed.push(samples.into_iter());
                outlet.drain(&mut heard, read);
            }
            feed.end();
            outlet.drain(&mut heard, capacity);
            let owed = outlet.owed_at_end() as usize * channels;
            heard.resize(heard.len() + owed, 0.0);
            proptest::prop_assert_eq!(heard.len(), outlet.counts().delivered() as usize * channels);
            let silent = heard.iter().filter(|sample| **sample == 0.0).count();
            proptest::prop_assert_eq!(silent, outlet.counts().lost() as usize * channels);
            for (place, sample) in heard.iter().enumerate() {
                proptest::prop_assert!(*sample == 0.0 || *sample == (place + 1) as f32);
            }
        }
    }
}
