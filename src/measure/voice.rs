//! Which frames hold a voice: a trained detector, and the periodicity that a voice has and a breath has not.

use earshot::Detector;

use super::frames::HOP;

/// The detector works on frames of 16 ms.
const DETECTOR_FRAME: usize = 256;

/// Pitch is looked for in every fourth sample.
const DECIMATION: usize = 4;
const SHORTEST_LAG: usize = 10; // 400 Hz
const LONGEST_LAG: usize = 57; // 70 Hz
const PITCH_WINDOW: usize = 120; // 30 ms

/// Surely speech from here up, and on for as long as it stays above `STILL`. Lower figures let breaths in.
const SURELY: f32 = 0.7;
const STILL: f32 = 0.5;
/// Hums and drawn-out vowels ("um", "aaand") keep the detector at 0.35 to 0.6; they count where they are periodic, which breaths are not.
const PERHAPS: f32 = 0.35;
const PERIODIC: f32 = 0.55;

/// Whether each 5 ms frame holds a voice. The detector remembers: after speech it takes about 100 ms to let go, so the ends are not edges.
pub fn voiced(samples: &[f32]) -> Vec<bool> {
    let probability = speech_probability(samples);
    let mut sure: Vec<bool> = vec![false; probability.len()];
    let mut now = false;
    for (sure, &probability) in sure.iter_mut().zip(&probability) {
        now = probability >= if now { STILL } else { SURELY };
        *sure = now;
    }
    for (sure, &probability) in sure.iter_mut().zip(&probability).rev() {
        now = probability >= if now { STILL } else { SURELY };
        *sure |= now;
    }
    let low = low_passed(samples);
    (0..probability.len()).map(|frame| sure[frame] || probability[frame] > PERHAPS && periodicity(&low, frame) > PERIODIC).collect()
}

/// The detector's probability of speech for each 5 ms frame.
fn speech_probability(samples: &[f32]) -> Vec<f32> {
    let mut detector = Detector::default_boxed();
    let mut frame = [0.0_f32; DETECTOR_FRAME];
    let probability: Vec<f32> = samples
        .chunks(DETECTOR_FRAME)
        .map(|chunk| {
            frame.fill(0.0);
            for (into, &sample) in frame.iter_mut().zip(chunk) {
                *into = sample.clamp(-1.0, 1.0);
            }
            detector.predict_f32(&frame)
        })
        .collect();
    (0..samples.len().div_ceil(HOP)).map(|frame| probability[frame * HOP / DETECTOR_FRAME]).collect()
}

/// What periodicity is looked for in: below about 900 Hz, every fourth sample.
fn low_passed(samples: &[f32]) -> Vec<f32> {
    running_mean(&running_mean(samples)).into_iter().step_by(DECIMATION).collect()
}

/// How periodic a 5 ms frame is between 70 and 400 Hz, 0 (noise) to 1: the largest normalised square difference (McLeod & Wyvill 2005).
fn periodicity(low: &[f32], frame: usize) -> f32 {
    let whole = PITCH_WINDOW + LONGEST_LAG;
    let centre = (frame * HOP + HOP / 2) / DECIMATION;
    let Some(window) = centre.checked_sub(whole / 2).and_then(|start| low.get(start..start + whole)) else {
        return 0.0;
    };
    let similarity = |lag: usize| {
        let (mut product, mut power) = (0.0_f32, 1e-12_f32);
        for (a, b) in window[..PITCH_WINDOW].iter().zip(&window[lag..]) {
            product += a * b;
            power += a * a + b * b;
        }
        2.0 * product / power
    };
    (SHORTEST_LAG..=LONGEST_LAG).map(similarity).fold(0.0, f32::max)
}

/// Each sample averaged with four on both sides; twice makes a low-pass of about 900 Hz.
fn running_mean(samples: &[f32]) -> Vec<f32> {
    const REACH: usize = 4;
    let mut sum = 0.0_f64;
    let mut means = Vec::with_capacity(samples.len());
    for index in 0..samples.len() + REACH {
        sum += samples.get(index).copied().map_or(0.0, f64::from);
        if index > 2 * REACH {
            sum -= f64::from(samples[index - 2 * REACH - 1]);
        }
        if index >= REACH {
            means.push((sum / (2 * REACH + 1) as f64) as f32);
        }
    }
    means
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tone_in_the_range_of_voices_is_periodic_and_noise_is_not() {
        let tone: Vec<f32> = (0..8000).map(|n| (n as f32 * 0.06).sin() * 0.3).collect(); // 153 Hz
        let mut state = 1_u32;
        let noise: Vec<f32> = (0..8000)
            .map(|_| {
                state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                (state >> 8) as f32 / 16_777_216.0 - 0.5
            })
            .collect();
        let (tone, noise) = (low_passed(&tone), low_passed(&noise));
        assert!((20..80).all(|frame| periodicity(&tone, frame) > 0.95));
        let largest = (20..80).map(|frame| periodicity(&noise, frame)).fold(0.0, f32::max);
        assert!(largest < PERIODIC, "{largest}");
    }
}
