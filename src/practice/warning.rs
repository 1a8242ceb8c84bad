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
/// Above the pitch of any speaker, so that it is never taken for his voice where the microphone hears it.
const BEEP_HZ: f64 = 1000.0;
const LENGTH_S: f64 = 0.15;
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

    #[test]
    fn the_beep_begins_and_ends_softly() {
        let samples = beep().samples;
        assert_eq!(samples.len(), 7200);
        assert!(samples[0].abs() < 0.01 && samples[7199].abs() < 0.01);
        let loudest = samples.iter().fold(0.0_f32, |loudest, sample| loudest.max(sample.abs()));
        assert!((0.15..0.25).contains(&loudest));
    }
}
