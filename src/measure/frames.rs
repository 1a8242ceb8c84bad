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

/// The mean power of each frame.
pub fn powers(samples: &[f32]) -> Vec<f64> {
    samples.chunks(HOP).map(|frame| frame.iter().map(|&sample| f64::from(sample).powi(2)).sum::<f64>() / frame.len() as f64).collect()
}

/// The level of each frame in decibels, averaged with `reach` frames on both sides.
pub fn smoothed_levels(powers: &[f64], reach: usize) -> Vec<f32> {
    let mut sums = Vec::with_capacity(powers.len() + 1);
    sums.push(0.0);
    for power in powers {
        sums.push(sums[sums.len() - 1] + power);
    }
    (0..powers.len())
        .map(|frame| {
            let (from, to) = (frame.saturating_sub(reach), (frame + reach + 1).min(powers.len()));
            decibels((sums[to] - sums[from]) / (to - from) as f64)
        })
        .collect()
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
