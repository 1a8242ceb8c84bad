//! Makes what the device plays out of what was recorded, ahead of time: stretched, and at the device's rate.

use rtrb::Producer;

use crate::domain::Seconds;
use crate::record::Resampling;

use super::stretch::Stretcher;

pub struct Supply<'a> {
    stretcher: Stretcher<'a>,
    /// `None` once all has gone through it.
    resampling: Option<Resampling>,
    /// What has been made and did not fit into the ring yet.
    waiting: Vec<f32>,
    ring: Producer<f32>,
    device_rate_hz: u32,
}

impl<'a> Supply<'a> {
    /// `samples` at `rate_hz`, to be played at `speed` by a device that takes its samples out of `ring`.
    pub fn new(samples: &'a [f32], rate_hz: u32, speed: f64, device_rate_hz: u32, ring: Producer<f32>) -> Self {
        Self {
            stretcher: Stretcher::new(samples, rate_hz, speed),
            resampling: Some(Resampling::new(rate_hz, device_rate_hz)),
            waiting: Vec::new(),
            ring,
            device_rate_hz,
        }
    }

    /// Makes so much more, unless the ring is full.
    pub fn make(&mut self, length: Seconds) {
        let wanted = length.to_sample(self.device_rate_hz).min(self.ring.slots());
        while self.waiting.len() < wanted && self.make_piece() {}
        let fitting = self.waiting.len().min(self.ring.slots());
        for sample in self.waiting.drain(..fitting) {
            let _ = self.ring.push(sample); // there is room: nobody else fills the ring
        }
    }

    /// Whether everything that there is to play lies in the ring.
    pub fn is_complete(&self) -> bool {
        self.resampling.is_none() && self.waiting.is_empty()
    }

    /// `false` where nothing is left.
    fn make_piece(&mut self) -> bool {
        let Some(resampling) = &mut self.resampling else { return false };
        let mut piece = Vec::new();
        if self.stretcher.next(&mut piece) {
            resampling.push(&piece, &mut self.waiting);
        } else if let Some(resampling) = self.resampling.take() {
            resampling.finish(&mut self.waiting);
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use rtrb::RingBuffer;

    use super::*;

    /// What a device gets that empties the ring after every helping.
    fn supplied(length: usize, rate_hz: u32, speed: f64, device_rate_hz: u32, ring: usize) -> Vec<f32> {
        let samples: Vec<f32> = (0..length).map(|index| (index as f32 * 0.1).sin() * 0.5).collect();
        let (producer, mut consumer) = RingBuffer::new(ring);
        let mut supply = Supply::new(&samples, rate_hz, speed, device_rate_hz, producer);
        let mut out = Vec::new();
        while !supply.is_complete() || consumer.slots() > 0 {
            supply.make(Seconds(0.1));
            out.extend(std::iter::from_fn(|| consumer.pop().ok()));
        }
        out
    }

    #[test]
    fn as_much_is_played_as_there_is_at_every_rate_and_speed() {
        for (rate_hz, device_rate_hz) in [(16_000, 16_000), (16_000, 48_000), (44_100, 48_000), (48_000, 44_100), (8_000, 192_000)] {
            for speed in [0.5, 1.0, 1.25, 2.0] {
                let seconds = supplied(rate_hz as usize, rate_hz, speed, device_rate_hz, 4_096).len() as f64 / f64::from(device_rate_hz);
                assert!((seconds - 1.0 / speed).abs() < 0.001, "{seconds} s from {rate_hz} to {device_rate_hz} Hz at {speed}");
            }
        }
    }

    #[test]
    fn the_size_of_the_ring_changes_nothing() {
        assert_eq!(supplied(16_000, 16_000, 1.5, 48_000, 7), supplied(16_000, 16_000, 1.5, 48_000, 100_000));
    }

    #[test]
    fn nothing_is_complete_at_once() {
        assert!(supplied(0, 16_000, 1.5, 48_000, 100).is_empty());
    }
}
