//! How loud a recording is from moment to moment, for a picture of it.

use crate::domain::Clip;

/// Peaks a second: finer than any screen shows.
const PEAKS_PER_S: u32 = 100;

/// The loudest sample of each hundredth of a second.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Envelope(Vec<f32>);

impl Envelope {
    pub fn of(clip: &Clip) -> Self {
        let step = (clip.rate_hz / PEAKS_PER_S).max(1) as usize;
        Self(clip.samples.chunks(step).map(|chunk| chunk.iter().fold(0.0, |peak: f32, sample| peak.max(sample.abs()))).collect())
    }

    /// The peaks of `columns` equal stretches, the loudest of them 1; nothing where nothing sounds at all.
    pub fn columns(&self, columns: usize) -> Vec<f32> {
        let loudest = self.0.iter().copied().fold(0.0, f32::max);
        if loudest == 0.0 {
            return vec![0.0; columns];
        }
        let edge = |column: usize| column * self.0.len() / columns;
        let stretch = |column: usize| &self.0[edge(column)..edge(column + 1).max(edge(column) + 1)];
        (0..columns).map(|column| stretch(column).iter().copied().fold(0.0, f32::max) / loudest).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(samples: &[f32], columns: usize, expected: &[f32]) {
        assert_eq!(Envelope::of(&Clip { rate_hz: 200, samples: samples.to_vec() }).columns(columns), expected);
    }

    #[test]
    fn each_column_is_its_loudest_sample_and_the_loudest_column_is_one() {
        check(&[0.0, 0.1, -0.5, 0.2, 0.0, 0.0, 0.25, 0.0], 4, &[0.2, 1.0, 0.0, 0.5]);
        check(&[0.0, 0.1, -0.5, 0.2, 0.0, 0.0, 0.25, 0.0], 2, &[1.0, 0.5]);
    }

    #[test]
    fn a_recording_shorter_than_the_screen_is_wide_fills_it() {
        check(&[0.5, 0.5, 0.25, 0.25], 4, &[1.0, 1.0, 0.5, 0.5]);
    }

    #[test]
    fn silence_and_nothing_are_flat() {
        check(&[0.0; 8], 3, &[0.0; 3]);
        check(&[], 3, &[0.0; 3]);
        check(&[0.5], 0, &[]);
    }
}
