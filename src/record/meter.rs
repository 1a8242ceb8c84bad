//! What can be said about sound while it arrives: how loud it is now, how often it was too loud, and whether it is sound at all.

use crate::domain::{Dbfs, Seconds};

/// The level is taken over this long: short enough to follow a syllable, long enough to stand still within one.
const WINDOW: Seconds = Seconds(0.075);

/// The largest value of a 16-bit sample; a converter that is driven too far stays there.
pub(super) const FULL_SCALE: f32 = 32_767.0 / 32_768.0;

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Level {
    pub peak: Dbfs,
    pub rms: Dbfs,
}

impl Level {
    pub const SILENCE: Level = Level { peak: Dbfs::FLOOR, rms: Dbfs::FLOOR };
}

/// Hears interleaved frames and mixes them to one channel.
pub(super) struct Meter {
    channels: usize,
    window_frames: usize,
    frames_in_window: usize,
    peak: f32,
    sum_of_squares: f64,
    level: Level,
    clipped: u64,
    frames: u64,
    leading_zeros: u64,
}

impl Meter {
    pub fn new(rate_hz: u32, channels: usize) -> Self {
        Self {
            channels,
            window_frames: WINDOW.to_sample(rate_hz).max(1),
            frames_in_window: 0,
            peak: 0.0,
            sum_of_squares: 0.0,
            level: Level::SILENCE,
            clipped: 0,
            frames: 0,
            leading_zeros: 0,
        }
    }

    /// The mean of the frame's channels; what is no number is silence.
    pub fn hear(&mut self, frame: &[f32]) -> f32 {
        debug_assert_eq!(frame.len(), self.channels);
        let finite = |sample: &f32| if sample.is_finite() { *sample } else { 0.0 };
        let mono = frame.iter().map(finite).sum::<f32>() / self.channels as f32;
        let peak = frame.iter().map(finite).fold(0.0f32, |peak, sample| peak.max(sample.abs()));
        self.count(peak);
        self.measure(mono, peak);
        mono.clamp(-1.0, 1.0)
    }

    fn count(&mut self, peak: f32) {
        if peak == 0.0 && self.leading_zeros == self.frames {
            self.leading_zeros += 1;
        }
        self.frames += 1;
        self.clipped += u64::from(peak >= FULL_SCALE);
    }

    fn measure(&mut self, mono: f32, peak: f32) {
        self.peak = self.peak.max(peak);
        self.sum_of_squares += f64::from(mono) * f64::from(mono);
        self.frames_in_window += 1;
        if self.frames_in_window == self.window_frames {
            let rms = (self.sum_of_squares / self.window_frames as f64).sqrt();
            self.level = Level { peak: Dbfs::from_amplitude(f64::from(self.peak)), rms: Dbfs::from_amplitude(rms) };
            (self.peak, self.sum_of_squares, self.frames_in_window) = (0.0, 0.0, 0);
        }
    }

    /// Over the last whole window.
    pub fn level(&self) -> Level {
        self.level
    }

    /// Frames in which a channel was at full scale.
    pub fn clipped(&self) -> u64 {
        self.clipped
    }

    pub fn frames(&self) -> u64 {
        self.frames
    }

    /// Frames of exact zeros before the first that is none.
    pub fn leading_zeros(&self) -> u64 {
        self.leading_zeros
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heard(channels: usize, samples: &[f32]) -> (Meter, Vec<f32>) {
        let mut meter = Meter::new(16_000, channels);
        let mono = samples.chunks_exact(channels).map(|frame| meter.hear(frame)).collect();
        (meter, mono)
    }

    #[test]
    fn channels_are_mixed_to_their_mean() {
        assert_eq!(heard(2, &[0.5, 0.25, -1.0, 1.0]).1, [0.375, 0.0]);
        assert_eq!(heard(3, &[0.3, 0.3, 0.3]).1, [0.3]);
    }

    #[test]
    fn the_level_of_a_sine_is_three_decibels_below_its_peak() {
        let sine: Vec<f32> = (0..16_000).map(|i| 0.5 * (i as f32 * 440.0 * std::f32::consts::TAU / 16_000.0).sin()).collect();
        let level = heard(1, &sine).0.level();
        assert!((level.peak.0 + 6.02).abs() < 0.05, "{level:?}");
        assert!((level.rms.0 + 9.03).abs() < 0.05, "{level:?}");
    }

    #[test]
    fn digital_silence_is_at_the_floor_and_is_counted_until_the_first_sound() {
        let (meter, _) = heard(1, &[vec![0.0; 2_000], vec![0.1], vec![0.0; 500]].concat());
        assert_eq!(meter.leading_zeros(), 2_000);
        assert_eq!(heard(2, &[0.0; 4_000]).0.level(), Level::SILENCE);
        assert_eq!(heard(1, &[0.0, -0.0, 0.0]).0.leading_zeros(), 3);
    }

    #[test]
    fn clipping_is_counted_once_a_frame_whichever_channel_it_is() {
        assert_eq!(heard(2, &[1.0, -1.0, FULL_SCALE, 0.0, 0.99, 0.0]).0.clipped(), 2);
    }

    #[test]
    fn what_is_no_number_is_silence() {
        assert_eq!(heard(1, &[f32::NAN, f32::INFINITY, 0.5]).1, [0.0, 0.0, 0.5]);
    }
}
