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
    if clip.rate_hz == rate_hz || clip.samples.is_empty() || clip.rate_hz == 0 {
        return Clip { rate_hz, samples: clip.samples.clone() };
    }
    let length = expected_length(clip, rate_hz);
    let mut samples = converted(clip, rate_hz).unwrap_or_else(|error| unreachable!("one channel of the clip's own length: {error}"));
    samples.resize(length, 0.0);
    Clip { rate_hz, samples }
}

pub struct Resampling {
    from_hz: u32,
    to_hz: u32,
    held: Vec<f32>,
}
impl Resampling {
    pub fn new(from_hz: u32, to_hz: u32) -> Self {
        Self { from_hz, to_hz, held: Vec::new() }
    }
    pub fn push(&mut self, samples: &[f32], out: &mut Vec<f32>) {
        if self.from_hz == self.to_hz { out.extend_from_slice(samples) } else { self.held.extend_from_slice(samples) }
    }
    pub fn finish(self, out: &mut Vec<f32>) {
        out.extend(resample(&Clip { rate_hz: self.from_hz, samples: self.held }, self.to_hz).samples)
    }
}

fn expected_length(clip: &Clip, rate_hz: u32) -> usize {
    (clip.samples.len() as f64 * f64::from(rate_hz) / f64::from(clip.rate_hz)).round() as usize
}

fn converted(clip: &Clip, rate_hz: u32) -> Result<Vec<f32>, Box<dyn std::error::Error>> {
    let mut resampler = Fft::<f32>::new(clip.rate_hz as usize, rate_hz as usize, FRAMES_PER_STEP, 1, FixedSync::Both)?;
    let input = InterleavedSlice::new(&clip.samples, 1, clip.samples.len())?;
    Ok(resampler.process_all(&input, clip.samples.len(), None)?.take_data())
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
        fn gain_before_is_gain_after(rate in 0..RATES.len(), gain in 0.01f32..1.0, seed in proptest::collection::vec(-1.0f32..1.0, 1..3_000)) {
            let clip = Clip { rate_hz: RATES[rate], samples: seed };
            let quieter = Clip { rate_hz: clip.rate_hz, samples: clip.samples.iter().map(|sample| sample * gain).collect() };
            for (a, b) in to_recognition_rate(&clip).samples.iter().zip(to_recognition_rate(&quieter).samples) {
                proptest::prop_assert!((a * gain - b).abs() < 1e-4);
            }
        }
    }
}
