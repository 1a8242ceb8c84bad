//! The clip in frames of 5 ms: their powers, and the runs of frames that a question holds for.

use std::collections::VecDeque;

use crate::domain::RECOGNITION_RATE_HZ;

/// Samples from one frame to the next: 5 ms.
pub const HOP: usize = RECOGNITION_RATE_HZ as usize / 200;

/// Whole frames in `ms` milliseconds.
pub const fn frames_in_ms(ms: usize) -> usize {
    ms / 5
}

/// The level given to frames without any sound, far below what a microphone delivers.
pub const NO_SOUND_DB: f32 = -200.0;

pub fn decibels(power: f64) -> f32 {
    if power > 1e-20 { (10.0 * power.log10()) as f32 } else { NO_SOUND_DB }
}

pub fn power(decibels: f32) -> f64 {
    10_f64.powf(f64::from(decibels) / 10.0)
}

/// Collects the mean power of each frame, sample by sample.
#[derive(Clone, Debug, Default)]
pub struct FramePowers {
    whole: Vec<f32>,
    sum: f64,
    /// Samples in the frame that is not whole yet.
    count: usize,
}

impl FramePowers {
    pub fn push(&mut self, sample: f32) {
        self.sum += f64::from(sample).powi(2);
        self.count += 1;
        if self.count == HOP {
            self.end_frame();
        }
    }

    fn end_frame(&mut self) {
        self.whole.push((self.sum / self.count as f64) as f32);
        (self.sum, self.count) = (0.0, 0);
    }

    /// The power of each frame; the last one may be a shorter one.
    pub fn finish(mut self) -> Vec<f32> {
        if self.count > 0 {
            self.end_frame();
        }
        self.whole
    }
}

/// The level of each frame in decibels, averaged with `reach` frames on both sides.
pub fn smoothed_levels(powers: &[f32], reach: usize) -> Vec<f32> {
    let power = |frame: usize| f64::from(powers[frame]);
    let mut sum: f64 = (0..reach.min(powers.len())).map(power).sum();
    let mut levels = Vec::with_capacity(powers.len());
    for frame in 0..powers.len() {
        let (from, to) = (frame.saturating_sub(reach), (frame + reach + 1).min(powers.len()));
        if frame + reach < powers.len() {
            sum += power(frame + reach);
        }
        if frame > reach {
            sum -= power(frame - reach - 1);
        }
        levels.push(decibels(sum.max(0.0) / (to - from) as f64));
    }
    levels
}

/// The smallest value within `reach` frames on both sides of each frame, in time linear in the frames.
pub fn minimum_around(values: &[f32], reach: usize) -> Vec<f32> {
    let mut candidates: VecDeque<usize> = VecDeque::new();
    let mut found = Vec::with_capacity(values.len());
    let mut next = 0;
    for frame in 0..values.len() {
        while next < values.len() && next <= frame + reach {
            while candidates.back().is_some_and(|&last| values[last] >= values[next]) {
                candidates.pop_back();
            }
            candidates.push_back(next);
            next += 1;
        }
        while candidates.front().is_some_and(|&first| first + reach < frame) {
            candidates.pop_front();
        }
        found.push(values[candidates[0]]);
    }
    found
}

/// The largest value within `reach` frames on both sides of each frame.
pub fn maximum_around(values: &[f32], reach: usize) -> Vec<f32> {
    let negated: Vec<f32> = values.iter().map(|value| -value).collect();
    minimum_around(&negated, reach).into_iter().map(|value| -value).collect()
}

/// The values from the smallest to the largest.
pub fn sorted(values: impl Iterator<Item = f32>) -> Vec<f32> {
    let mut values: Vec<f32> = values.collect();
    values.sort_by(f32::total_cmp);
    values
}

/// The value below which this share of the sorted `values` lies; there has to be one.
pub fn percentile(values: &[f32], share: f64) -> f64 {
    f64::from(values[((values.len() - 1) as f64 * share).round() as usize])
}

/// Frames `start..end`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Run {
    pub start: usize,
    pub end: usize,
}

impl Run {
    pub fn length(self) -> usize {
        self.end - self.start
    }
}

/// The longest stretches in which every frame holds.
pub fn runs(holds: &[bool]) -> Vec<Run> {
    let mut found = Vec::new();
    let mut start = 0;
    for stretch in holds.chunk_by(|a, b| a == b) {
        if stretch[0] {
            found.push(Run { start, end: start + stretch.len() });
        }
        start += stretch.len();
    }
    found
}

/// Joins runs, given in order, that lie less than `gap` frames apart.
pub fn joined(runs: impl IntoIterator<Item = Run>, gap: usize) -> Vec<Run> {
    let mut found: Vec<Run> = Vec::new();
    for run in runs {
        match found.last_mut() {
            Some(last) if run.start < last.end + gap => last.end = last.end.max(run.end),
            _ => found.push(run),
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_minimum_around_a_frame_looks_both_ways_and_stops_at_the_ends() {
        let check = |values: &[f32], reach, expected: &[f32]| assert_eq!(minimum_around(values, reach), expected, "{values:?} {reach}");
        check(&[], 2, &[]);
        check(&[3.0], 2, &[3.0]);
        check(&[3.0, 1.0, 2.0, 5.0, 4.0], 0, &[3.0, 1.0, 2.0, 5.0, 4.0]);
        check(&[3.0, 1.0, 2.0, 5.0, 4.0], 1, &[1.0, 1.0, 1.0, 2.0, 4.0]);
        check(&[3.0, 1.0, 2.0, 5.0, 4.0], 9, &[1.0; 5]);
        assert_eq!(maximum_around(&[3.0, 1.0, 2.0, 5.0, 4.0], 1), [3.0, 3.0, 5.0, 5.0, 5.0]);
    }

    #[test]
    fn runs_are_found_at_the_ends_and_joined_over_small_gaps_only() {
        let holds = [true, false, true, true, false, false, true];
        let found = runs(&holds);
        assert_eq!(found, [Run { start: 0, end: 1 }, Run { start: 2, end: 4 }, Run { start: 6, end: 7 }]);
        assert_eq!(joined(found.clone(), 1), found);
        assert_eq!(joined(found.clone(), 2), [Run { start: 0, end: 4 }, Run { start: 6, end: 7 }]);
        assert_eq!(joined(found, 3), [Run { start: 0, end: 7 }]);
        assert_eq!(runs(&[]), []);
    }
}
