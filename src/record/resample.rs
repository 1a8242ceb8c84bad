//! Changes the rate of a clip without changing what is heard, with rubato.

use rubato::audioadapter_buffers::direct::InterleavedSlice;
use rubato::{Fft, FixedSync, Resampler};

use crate::domain::{Clip, RECOGNITION_RATE_HZ};

const FRAMES_PER_STEP: usize = 1_024;

/// The clip as recognition and speech detection need it.
pub fn to_recognition_rate(clip: &Clip) -> Clip {
    resample(clip, RECOGNITION_RATE_HZ)
}

/// The clip at another rate: each sound at its moment to within half a sample of the lower rate, the length the same to within a sample.
pub(crate) fn resample(clip: &Clip, rate_hz: u32) -> Clip {
    let mut samples = Vec::new();
    if clip.rate_hz > 0 {
        let mut resampling = Resampling::new(clip.rate_hz, rate_hz);
        resampling.push(&clip.samples, &mut samples);
        resampling.finish(&mut samples);
    }
    Clip { rate_hz, samples }
}

/// Changes the rate of sound as it comes. What comes out does not depend on how it was cut into blocks.
pub struct Resampling {
    from_hz: u32,
    to_hz: u32,
    /// None where the rates are the same.
    resampler: Option<Fft<f32>>,
    /// What has come and does not make a whole step yet.
    waiting: Vec<f32>,
    /// Samples of the resampler's own delay that are still to be left out.
    to_trim: usize,
    taken: u64,
    given: u64,
}

impl Resampling {
    /// From one rate to another, both above 0.
    pub fn new(from_hz: u32, to_hz: u32) -> Self {
        let make = || Fft::<f32>::new(from_hz as usize, to_hz as usize, FRAMES_PER_STEP, 1, FixedSync::Both);
        let resampler = (from_hz != to_hz).then(|| make().unwrap_or_else(|error| unreachable!("{from_hz} to {to_hz} Hz, both above 0: {error}")));
        let to_trim = resampler.as_ref().map_or(0, Resampler::output_delay);
        Self { from_hz, to_hz, resampler, waiting: Vec::new(), to_trim, taken: 0, given: 0 }
    }

    /// Takes in samples, and puts behind `out` what is ready.
    pub fn push(&mut self, samples: &[f32], out: &mut Vec<f32>) {
        self.taken += samples.len() as u64;
        let Some(resampler) = &mut self.resampler else {
            self.given += samples.len() as u64;
            return out.extend_from_slice(samples);
        };
        self.waiting.extend_from_slice(samples);
        let step = resampler.input_frames_next();
        let whole = self.waiting.len() / step * step;
        let steps: Vec<f32> = self.waiting.drain(..whole).collect();
        steps.chunks_exact(step).for_each(|samples| self.convert(samples, out));
    }

    /// Everything has been taken in: the rest of it.
    pub fn finish(mut self, out: &mut Vec<f32>) {
        let Some(step) = self.resampler.as_ref().map(Resampler::input_frames_next) else { return };
        let expected = (self.taken as f64 * f64::from(self.to_hz) / f64::from(self.from_hz)).round() as u64;
        let mut rest = std::mem::take(&mut self.waiting);
        while self.given < expected {
            rest.resize(step, 0.0);
            self.convert(&rest, out);
            rest.clear();
        }
        out.truncate(out.len() - (self.given - expected) as usize);
    }

    /// One step through the resampler.
    fn convert(&mut self, samples: &[f32], out: &mut Vec<f32>) {
        let Some(resampler) = &mut self.resampler else { return };
        let converted = InterleavedSlice::new(samples, 1, samples.len())
            .map_err(|error| error.to_string())
            .and_then(|input| resampler.process(&input, None).map_err(|error| error.to_string()));
        let converted = converted.unwrap_or_else(|error| unreachable!("one channel, as long as it asks for: {error}")).take_data();
        let trimmed = self.to_trim.min(converted.len());
        self.to_trim -= trimmed;
        out.extend_from_slice(&converted[trimmed..]);
        self.given += (converted.len() - trimmed) as u64;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RATES: [u32; 8] = [8_000, 11_025, 16_000, 22_050, 44_100, 48_000, 96_000, 192_000];

    fn tone(rate_hz: u32, frequency_hz: f64, seconds: f64) -> Clip {
        let length = (seconds * f64::from(rate_hz)) as usize;
        let sample = |index: usize| (0.5 * (std::f64::consts::TAU * frequency_hz * index as f64 / f64::from(rate_hz)).sin()) as f32;
        Clip { rate_hz, samples: (0..length).map(sample).collect() }
    }

    fn rms(samples: &[f32]) -> f64 {
        (samples.iter().map(|sample| f64::from(*sample).powi(2)).sum::<f64>() / samples.len() as f64).sqrt()
    }

    fn rising_crossings(samples: &[f32]) -> usize {
        samples.windows(2).filter(|pair| pair[0] < 0.0 && pair[1] >= 0.0).count()
    }

    #[test]
    fn a_tone_keeps_its_frequency_level_length_and_moment() {
        for rate_hz in RATES {
            let made = to_recognition_rate(&tone(rate_hz, 440.0, 2.0));
            assert_eq!((made.rate_hz, made.samples.len()), (16_000, 32_000), "{rate_hz}");
            let inner = &made.samples[1_600..30_400]; // 1.8 s: 792 periods
            assert!(rising_crossings(inner).abs_diff(792) <= 1, "{rate_hz}: {}", rising_crossings(inner));
            assert!((rms(inner) - 0.35355).abs() < 0.002, "{rate_hz}: {}", rms(inner));
            let expected = tone(16_000, 440.0, 2.0);
            let largest = inner.iter().zip(&expected.samples[1_600..]).map(|(a, b)| (a - b).abs()).fold(0.0, f32::max);
            let half_a_sample_later = 0.5 * std::f64::consts::TAU * 440.0 * 0.5 / f64::from(rate_hz.min(16_000));
            assert!(f64::from(largest) < half_a_sample_later + 0.001, "{rate_hz}: shifted, differs by {largest}");
        }
    }

    #[test]
    fn what_the_new_rate_cannot_carry_is_removed_and_not_folded_down() {
        let made = to_recognition_rate(&tone(48_000, 10_000.0, 1.0));
        assert!(rms(&made.samples[800..15_200]) < 0.001);
    }

    #[test]
    fn a_click_stays_where_it_was() {
        let mut clip = Clip { rate_hz: 48_000, samples: vec![0.0; 48_000] };
        clip.samples[24_000] = 1.0;
        let made = to_recognition_rate(&clip);
        let loudest = made.samples.iter().enumerate().max_by(|a, b| a.1.abs().total_cmp(&b.1.abs())).unwrap().0;
        assert_eq!(loudest, 8_000);
    }

    #[test]
    fn the_recognition_rate_is_returned_as_it_is_and_nothing_stays_nothing() {
        let clip = tone(16_000, 440.0, 0.1);
        assert_eq!(to_recognition_rate(&clip), clip);
        assert_eq!(to_recognition_rate(&Clip { rate_hz: 44_100, samples: vec![] }).samples.len(), 0);
    }

    proptest::proptest! {
        #![proptest_config(proptest::prelude::ProptestConfig::with_cases(64))]

        #[test]
        fn silence_stays_silence_and_any_length_is_kept(rate in 0..RATES.len(), length in 0usize..20_000, target in 0..RATES.len()) {
            let made = resample(&Clip { rate_hz: RATES[rate], samples: vec![0.0; length] }, RATES[target]);
            let expected = (length as f64 * f64::from(RATES[target]) / f64::from(RATES[rate])).round() as usize;
            proptest::prop_assert_eq!(made.samples.len(), expected);
            proptest::prop_assert!(made.samples.iter().all(|sample| *sample == 0.0));
        }

        #[test]
        fn blocks_make_no_difference(rate in 0..RATES.len(), block in 1usize..5_000, samples in proptest::collection::vec(-1.0f32..1.0, 0..9_000)) {
            let whole = to_recognition_rate(&Clip { rate_hz: RATES[rate], samples: samples.clone() });
            let (mut resampling, mut pieces) = (Resampling::new(RATES[rate], RECOGNITION_RATE_HZ), Vec::new());
            samples.chunks(block).for_each(|block| resampling.push(block, &mut pieces));
            resampling.finish(&mut pieces);
            proptest::prop_assert_eq!(pieces, whole.samples);
        }

        #[test]
        fn gain_before_is_gain_after(rate in 0..RATES.len(), gain in 0.01f32..1.0, seed in proptest::collection::vec(-1.0f32..1.0, 1..3_000)) {
            let clip = Clip { rate_hz: RATES[rate], samples: seed };
            let quieter = Clip { rate_hz: clip.rate_hz, samples: clip.samples.iter().map(|sample| sample * gain).collect() };
            for (a, b) in to_recognition_rate(&clip).samples.iter().zip(to_recognition_rate(&quieter).samples) {
                proptest::prop_assert!((a * gain - b).abs() < 1e-4);
            }
        }
    }
}
