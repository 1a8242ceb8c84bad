//! Which frames hold a voice: a trained detector, and the periodicity that a voice has and a breath has not.

use std::collections::VecDeque;

use earshot::Detector;

use super::frames::HOP;

/// The detector works on frames of 16 ms.
const DETECTOR_FRAME: usize = 256;

/// Pitch is looked for in every fourth sample.
const DECIMATION: usize = 4;
const SHORTEST_LAG: usize = 10; // 400 Hz
const LONGEST_LAG: usize = 57; // 70 Hz
const PITCH_WINDOW: usize = 120; // 30 ms
const PITCH_SPAN: usize = PITCH_WINDOW + LONGEST_LAG;

/// Surely speech from here up, and on for as long as it stays above `STILL`. Lower figures let breaths in.
const SURELY: f32 = 0.7;
const STILL: f32 = 0.5;
/// No breath was seen to get so far (0.77 at most); what does has a pitch, and is not looked at for one.
const BEYOND_BREATH: f32 = 0.85;
/// Hums and drawn-out vowels ("um", "aaand") keep the detector at 0.35 to 0.6; they count where they are periodic, which breaths are not.
const PERHAPS: f32 = 0.35;
const PERIODIC: f32 = 0.55;

/// Which 5 ms frames hold a voice.
pub struct Voice {
    /// The detector remembers: after speech it takes about 100 ms to let go, so the ends are not edges.
    pub heard: Vec<bool>,
    /// Those frames that may be speech and have a pitch.
    pub pitched: Vec<bool>,
}

/// Listens for a voice, sample by sample.
pub struct VoiceFinder {
    detector: Box<Detector>,
    frame: Vec<f32>,
    /// The detector's probability of speech for each of its frames.
    probability: Vec<f32>,
    low: LowPassed,
    /// For each 5 ms frame that has been dealt with, whether it may be speech and has a pitch.
    pitched: Vec<bool>,
    samples: usize,
}

impl VoiceFinder {
    pub fn new() -> Self {
        Self {
            detector: Detector::default_boxed(),
            frame: Vec::with_capacity(DETECTOR_FRAME),
            probability: Vec::new(),
            low: LowPassed::new(),
            pitched: Vec::new(),
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
        while let Some(&probability) = self.probability.get(detector_frame(self.pitched.len()))
            && self.low.reaches(self.pitched.len())
        {
            self.look_at_frame(probability);
        }
        self.low.forget_before(self.pitched.len());
    }

    fn look_at_frame(&mut self, probability: f32) {
        let is_periodic = probability > PERHAPS && (probability >= BEYOND_BREATH || self.low.periodicity(self.pitched.len()) > PERIODIC);
        self.pitched.push(is_periodic);
    }

    /// What was heard in each 5 ms frame.
    pub fn finish(mut self) -> Voice {
        if !self.frame.is_empty() {
            self.detect();
        }
        self.low.finish();
        let frames = self.samples.div_ceil(HOP);
        while self.pitched.len() < frames {
            self.look_at_frame(self.probability[detector_frame(self.pitched.len())]);
        }
        let sure = surely(&self.probability);
        Voice { heard: (0..frames).map(|frame| sure[detector_frame(frame)] || self.pitched[frame]).collect(), pitched: self.pitched }
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

    /// See [`periodicity`]; 0 at the ends of the sound.
    fn periodicity(&mut self, frame: usize) -> f32 {
        let start = middle(frame).checked_sub(PITCH_SPAN / 2).and_then(|start| start.checked_sub(self.start));
        let kept = &*self.kept.make_contiguous();
        start.and_then(|start| kept.get(start..start + PITCH_SPAN)).map_or(0.0, periodicity)
    }
}

/// The low-passed sample in the middle of a frame.
fn middle(frame: usize) -> usize {
    (frame * HOP + HOP / 2) / DECIMATION
}

/// How periodic the sound in a window is between 70 and 400 Hz, 0 (noise) to 1: the largest normalised square difference (McLeod & Wyvill 2005).
fn periodicity(window: &[f32]) -> f32 {
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
        let periodicities = |samples: Vec<f32>| {
            let mut low = LowPassed::new();
            samples.into_iter().for_each(|sample| low.push(sample));
            (20..80).map(|frame| low.periodicity(frame)).collect::<Vec<_>>()
        };
        assert!(periodicities(tone).iter().all(|&periodicity| periodicity > 0.95));
        let largest = periodicities(noise).into_iter().fold(0.0, f32::max);
        assert!(largest < PERIODIC, "{largest}");
    }
}
