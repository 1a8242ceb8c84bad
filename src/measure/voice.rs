//! Which frames hold a voice: a trained detector, and the periodicity that a voice has and a breath has not.

use std::collections::VecDeque;

use earshot::Detector;

use super::frames::HOP;
use crate::domain::RECOGNITION_RATE_HZ;

/// The detector works on frames of 16 ms.
const DETECTOR_FRAME: usize = 256;

/// Pitch is looked for in every fourth sample.
const DECIMATION: usize = 4;
const PITCH_RATE_HZ: f32 = RECOGNITION_RATE_HZ as f32 / DECIMATION as f32;
const SHORTEST_LAG: usize = 10; // 400 Hz
const LONGEST_LAG: usize = 72; // 55 Hz
const PITCH_WINDOW: usize = 120; // 30 ms
const PITCH_SPAN: usize = PITCH_WINDOW + LONGEST_LAG;

/// Surely speech from here up, and on for as long as it stays above `STILL`. Lower figures let breaths in.
const SURELY: f32 = 0.7;
const STILL: f32 = 0.5;
/// Hums and drawn-out vowels ("um", "aaand") keep the detector at 0.35 to 0.6; they count where they are periodic, which breaths are not.
const PERHAPS: f32 = 0.35;
const PERIODIC: f32 = 0.55;
/// A peak this close to the highest one is as good as it (McLeod & Wyvill 2005 use 0.8 to 1).
const NEARLY_HIGHEST: f32 = 0.9;

/// Which 5 ms frames hold a voice.
pub struct Voice {
    /// The detector remembers: after speech it takes about 100 ms to let go, so the ends are not edges.
    pub heard: Vec<bool>,
    /// The pitch of those frames that may be speech and have one.
    pub pitch_hz: Vec<Option<f32>>,
}

/// Listens for a voice, sample by sample.
pub struct VoiceFinder {
    detector: Box<Detector>,
    frame: Vec<f32>,
    /// The detector's probability of speech for each of its frames.
    probability: Vec<f32>,
    low: LowPassed,
    /// For each 5 ms frame that has been dealt with, its pitch where it may be speech and has one.
    pitch_hz: Vec<Option<f32>>,
    samples: usize,
}

impl VoiceFinder {
    pub fn new() -> Self {
        Self {
            detector: Detector::default_boxed(),
            frame: Vec::with_capacity(DETECTOR_FRAME),
            probability: Vec::new(),
            low: LowPassed::new(),
            pitch_hz: Vec::new(),
            samples: 0,
        }
    }

    pub fn push(&mut self, sample: f32) {
        self.samples += 1;
        self.low.push(sample);
        self.frame.push(sample.clamp(-1.0, 1.0));
        if self.frame.len() == DETECTOR_FRAME {
            self.detect();
            self.look_for_pitch();
        }
    }

    fn detect(&mut self) {
        self.frame.resize(DETECTOR_FRAME, 0.0);
        self.probability.push(self.detector.predict_f32(&self.frame));
        self.frame.clear();
    }

    /// Decides about the frames for which enough has been heard.
    fn look_for_pitch(&mut self) {
        while let Some(&probability) = self.probability.get(detector_frame(self.pitch_hz.len()))
            && self.low.reaches(self.pitch_hz.len())
        {
            self.look_at_frame(probability);
        }
        self.low.forget_before(self.pitch_hz.len());
    }

    fn look_at_frame(&mut self, probability: f32) {
        let frame = self.pitch_hz.len();
        let pitch_hz = if probability > PERHAPS { self.low.pitch_hz(frame) } else { None };
        self.pitch_hz.push(pitch_hz);
    }

    /// What was heard in each 5 ms frame.
    pub fn finish(mut self) -> Voice {
        if !self.frame.is_empty() {
            self.detect();
        }
        self.low.finish();
        let frames = self.samples.div_ceil(HOP);
        while self.pitch_hz.len() < frames {
            self.look_at_frame(self.probability[detector_frame(self.pitch_hz.len())]);
        }
        let sure = surely(&self.probability);
        Voice { heard: (0..frames).map(|frame| sure[detector_frame(frame)] || self.pitch_hz[frame].is_some()).collect(), pitch_hz: self.pitch_hz }
    }
}

/// The detector's frame in which a 5 ms frame begins.
fn detector_frame(frame: usize) -> usize {
    frame * HOP / DETECTOR_FRAME
}

/// From each frame that surely is speech on, both ways, for as long as it still may be.
fn surely(probability: &[f32]) -> Vec<bool> {
    let mut sure = vec![false; probability.len()];
    let mut now = false;
    for (sure, &probability) in sure.iter_mut().zip(probability) {
        now = probability >= if now { STILL } else { SURELY };
        *sure = now;
    }
    for (sure, &probability) in sure.iter_mut().zip(probability).rev() {
        now = probability >= if now { STILL } else { SURELY };
        *sure |= now;
    }
    sure
}

/// What periodicity is looked for in: below about 900 Hz, every fourth sample; only as much of it as is still needed.
struct LowPassed {
    means: [RunningMean; 2],
    /// Samples that have come out of the two means.
    count: usize,
    kept: VecDeque<f32>,
    /// The index of the first one kept.
    start: usize,
}

impl LowPassed {
    fn new() -> Self {
        Self { means: [RunningMean::default(), RunningMean::default()], count: 0, kept: VecDeque::new(), start: 0 }
    }

    fn push(&mut self, sample: f32) {
        if let Some(once) = self.means[0].push(sample) {
            self.push_second(once);
        }
    }

    fn push_second(&mut self, once: f32) {
        if let Some(twice) = self.means[1].push(once) {
            self.keep(twice);
        }
    }

    fn keep(&mut self, twice: f32) {
        if self.count.is_multiple_of(DECIMATION) {
            self.kept.push_back(twice);
        }
        self.count += 1;
    }

    /// What the means still hold.
    fn finish(&mut self) {
        for _ in 0..REACH {
            if let Some(once) = self.means[0].end() {
                self.push_second(once);
            }
        }
        for _ in 0..REACH {
            if let Some(twice) = self.means[1].end() {
                self.keep(twice);
            }
        }
    }

    fn reaches(&self, frame: usize) -> bool {
        middle(frame) + PITCH_SPAN.div_ceil(2) <= self.start + self.kept.len()
    }

    fn forget_before(&mut self, frame: usize) {
        let past = (middle(frame).saturating_sub(PITCH_SPAN)).saturating_sub(self.start).min(self.kept.len());
        self.kept.drain(..past);
        self.start += past;
    }

    /// See [`pitch_hz`]; none at the ends of the sound.
    fn pitch_hz(&mut self, frame: usize) -> Option<f32> {
        let start = middle(frame).checked_sub(PITCH_SPAN / 2)?.checked_sub(self.start)?;
        let kept = &*self.kept.make_contiguous();
        pitch_hz(kept.get(start..start + PITCH_SPAN)?)
    }
}

/// The low-passed sample in the middle of a frame.
fn middle(frame: usize) -> usize {
    (frame * HOP + HOP / 2) / DECIMATION
}

/// The pitch of the sound in a window, 55 to 400 Hz; `None` where it is not periodic enough for a voice.
///
/// The normalised square difference (McLeod & Wyvill 2005) says how alike the sound is to itself a lag later, from 0 (noise) to 1. The first of its
/// peaks that comes near the highest is the period; later ones are its multiples.
fn pitch_hz(window: &[f32]) -> Option<f32> {
    let alike: Vec<f32> = (SHORTEST_LAG - 1..=LONGEST_LAG).map(|lag| likeness(window, lag)).collect();
    let highest = alike[1..].iter().copied().fold(0.0, f32::max);
    if highest <= PERIODIC {
        return None;
    }
    let is_peak = |at: &usize| {
        alike[*at] >= NEARLY_HIGHEST * highest && alike[*at] >= alike[at - 1] && alike.get(at + 1).is_none_or(|next| alike[*at] >= *next)
    };
    let peak = (1..alike.len()).find(is_peak)?;
    let offset = alike.get(peak + 1).map_or(0.0, |&after| peak_offset(alike[peak - 1], alike[peak], after));
    Some(PITCH_RATE_HZ / ((SHORTEST_LAG - 1 + peak) as f32 + offset))
}

fn likeness(window: &[f32], lag: usize) -> f32 {
    let (mut product, mut power) = (0.0_f32, 1e-12_f32);
    for (a, b) in window[..PITCH_WINDOW].iter().zip(&window[lag..]) {
        product += a * b;
        power += a * a + b * b;
    }
    2.0 * product / power
}

/// Where the top of a parabola through three neighbours lies, from the middle one.
fn peak_offset(before: f32, peak: f32, after: f32) -> f32 {
    let curve = before - 2.0 * peak + after;
    if curve < 0.0 { (0.5 * (before - after) / curve).clamp(-0.5, 0.5) } else { 0.0 }
}

/// Averages on both sides: twice makes a low-pass of about 900 Hz.
const REACH: usize = 4;

/// Each sample averaged with [`REACH`] on both sides, which come that much later.
#[derive(Default)]
struct RunningMean {
    window: VecDeque<f32>,
    sum: f64,
    /// Samples that have come.
    count: usize,
}

impl RunningMean {
    fn push(&mut self, sample: f32) -> Option<f32> {
        self.window.push_back(sample);
        self.sum += f64::from(sample);
        self.count += 1;
        self.mean()
    }

    /// One more mean after the last sample.
    fn end(&mut self) -> Option<f32> {
        self.count += 1;
        self.window.push_back(0.0);
        self.mean()
    }

    fn mean(&mut self) -> Option<f32> {
        if self.window.len() > 2 * REACH + 1 {
            self.sum -= f64::from(self.window.pop_front()?);
        }
        (self.count > REACH).then_some((self.sum / (2 * REACH + 1) as f64) as f32)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn noise() -> Vec<f32> {
        let mut state = 1_u32;
        let next = |_| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 8) as f32 / 16_777_216.0 - 0.5
        };
        (0..8000).map(next).collect()
    }

    fn pitches(samples: impl IntoIterator<Item = f32>) -> Vec<Option<f32>> {
        let mut low = LowPassed::new();
        samples.into_iter().for_each(|sample| low.push(sample));
        (20..80).map(|frame| low.pitch_hz(frame)).collect()
    }

    #[test]
    fn a_voice_has_its_pitch_to_within_a_tenth_of_a_semitone_and_noise_has_none() {
        for hz in [75.0_f32, 100.0, 153.0, 220.0, 333.0, 390.0] {
            let sample = |n| {
                let phase = std::f32::consts::TAU * hz * n as f32 / RECOGNITION_RATE_HZ as f32;
                (1..=5).map(|k| (phase * k as f32).sin() / k as f32).sum::<f32>() * 0.2
            };
            for found in pitches((0..8000).map(sample)) {
                let off = 12.0 * (found.unwrap_or(1.0) / hz).log2();
                assert!(off.abs() < 0.1, "{hz} Hz found as {found:?}");
            }
        }
        assert!(pitches(noise()).iter().all(Option::is_none));
    }
}
