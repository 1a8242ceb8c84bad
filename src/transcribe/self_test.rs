//! How fast this machine recognises, timed with the real recogniser on sound made here.

use std::f64::consts::TAU;
use std::time::Instant;

use super::model::Found;
use super::{Ask, Chunk, Haste, Hint, Whisper};
use crate::domain::{Failure, Interrupt, Language, RECOGNITION_RATE_HZ, Seconds};

/// What is recognised at once: about what lies between two pauses, and no more than the demonstration model takes.
pub const TESTED: Seconds = Seconds(8.0);
/// The first run also waits for the file; the better one counts.
const RUNS: usize = 2;
/// While an answer is recorded, one thread recognises.
const THREADS: usize = 1;

/// Seconds of work that a second of speech costs this model here, on one thread.
///
/// # Errors
/// `Kind::ModelUnusable` where the model cannot be loaded; `Kind::Interrupted`; `Kind::Broken` where the recogniser fails.
pub fn measured_cost(found: &Found, interrupt: &Interrupt) -> Result<f64, Failure> {
    let mut whisper = Whisper::load(found, THREADS)?;
    let chunk = Chunk::unbroken(Seconds::ZERO, speech_like(TESTED));
    let ask = Ask { language: Language::En, hint: &Hint::default(), haste: Haste::Background, interrupt };
    let mut best = f64::INFINITY;
    for _ in 0..RUNS {
        let begin = Instant::now();
        whisper.try_once(&chunk, &ask)?;
        best = best.min(begin.elapsed().as_secs_f64());
    }
    Ok(best / TESTED.0)
}

/// Sound with the outline of speech: a voice of 120 Hz with three formants, four syllables a second.
fn speech_like(length: Seconds) -> Vec<f32> {
    const VOICE_HZ: f64 = 120.0;
    const SYLLABLES_HZ: f64 = 4.0;
    /// Centre and width of an open vowel's formants, in Hz.
    const FORMANTS: [(f64, f64); 3] = [(700.0, 130.0), (1220.0, 170.0), (2600.0, 250.0)];
    let weight = |hz: f64| FORMANTS.iter().map(|(centre, width)| 1.0 / (1.0 + ((hz - centre) / width).powi(2))).sum::<f64>();
    let harmonics: Vec<(f64, f64)> = (1..30).map(|n| f64::from(n) * VOICE_HZ).map(|hz| (hz, weight(hz))).collect();
    let sample = |i: usize| {
        let t = i as f64 / f64::from(RECOGNITION_RATE_HZ);
        let loudness = 0.5 - 0.5 * (TAU * SYLLABLES_HZ * t).cos();
        let voice: f64 = harmonics.iter().map(|(hz, weight)| weight * (TAU * hz * t).sin()).sum();
        (0.05 * loudness * voice) as f32
    };
    (0..length.to_sample(RECOGNITION_RATE_HZ)).map(sample).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Kind;
    use crate::transcribe::Models;

    #[test]
    fn the_sound_has_the_length_and_the_level_of_speech() {
        let samples = speech_like(TESTED);
        assert_eq!(Seconds::at_sample(samples.len(), RECOGNITION_RATE_HZ), TESTED);
        let peak = samples.iter().fold(0.0f32, |peak, sample| peak.max(sample.abs()));
        assert!((0.1..1.0).contains(&peak), "{peak}");
    }

    #[test]
    fn the_real_recogniser_is_timed_and_can_be_stopped() {
        let folder = tempfile::tempdir().unwrap();
        let found = Models::new(vec![folder.path().to_owned()]).find(Some("demo")).unwrap();
        let interrupt = Interrupt::default();
        let cost = measured_cost(&found, &interrupt).unwrap();
        assert!(cost.is_finite() && cost > 0.0);
        interrupt.raise();
        assert_eq!(measured_cost(&found, &interrupt).unwrap_err().kind, Kind::Interrupted);
    }
}
