//! How the coming end of an answer's time is announced.

use crate::domain::Clip;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Warning {
    /// On the screen alone.
    #[default]
    Shown,
    Beep,
    /// The voice that asks the questions says it.
    Voice,
}

const RATE_HZ: u32 = 48_000;
/// High and short, so that it is not taken for a voice where the microphone hears it: 0.15 s of 1,000 Hz was.
const BEEP_HZ: f64 = 2000.0;
const LENGTH_S: f64 = 0.1;
/// Soft edges do not click.
const EDGE_S: f64 = 0.01;
const LOUDNESS: f64 = 0.2;

/// One short, soft tone.
pub fn beep() -> Clip {
    let sample = |n: usize| {
        let time = n as f64 / f64::from(RATE_HZ);
        let edge = (time.min(LENGTH_S - time) / EDGE_S).clamp(0.0, 1.0);
        (LOUDNESS * edge * (std::f64::consts::TAU * BEEP_HZ * time).sin()) as f32
    };
    Clip { rate_hz: RATE_HZ, samples: (0..(LENGTH_S * f64::from(RATE_HZ)) as usize).map(sample).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::find_speech;

    #[test]
    fn the_beep_begins_and_ends_softly() {
        let samples = beep().samples;
        assert_eq!(samples.len(), 4800);
        assert!(samples[0].abs() < 0.01 && samples[4799].abs() < 0.01);
        let loudest = samples.iter().fold(0.0_f32, |loudest, sample| loudest.max(sample.abs()));
        assert!((0.15..0.25).contains(&loudest));
    }

    #[test]
    fn the_beep_is_no_speech_where_the_microphone_hears_it() {
        let heard: Vec<f32> = beep().samples.into_iter().step_by(3).collect(); // 16 kHz; the tone lies far below half of that
        for gain in [0.05, 0.2, 0.5, 1.0, 2.0] {
            let mut samples = vec![0.0; 16_000 * 4];
            for start in [16_000, 40_000] {
                for (sample, tone) in samples[start..].iter_mut().zip(&heard) {
                    *sample = gain * tone;
                }
            }
            let noise = |n: usize| ((n as f32 * 12.9898).sin() * 43_758.547).fract() * 0.001;
            let noisy = samples.iter().enumerate().map(|(n, sample)| sample + noise(n)).collect();
            for samples in [samples.clone(), noisy] {
                assert_eq!(find_speech(&Clip { rate_hz: 16_000, samples }).regions, [], "{gain}");
            }
        }
    }
}
