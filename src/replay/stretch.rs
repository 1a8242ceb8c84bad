//! Plays sound faster or slower at the same pitch: WSOLA, overlap-add of pieces that are shifted until their waveforms match
//! (Verhelst and Roelands, ICASSP 1993, doi:10.1109/ICASSP.1993.319366).

/// Half a piece. With 15 ms a whole piece holds two periods of a voice of 67 Hz, the lowest that speech has.
const HOP_S: f64 = 0.015;

/// How far a piece is shifted at most, to either side: together one period of the same voice. So far a sound may lie from its moment, too.
const REACH_S: f64 = 0.0075;

/// Stretches a sound piece by piece.
pub struct Stretcher<'a> {
    samples: &'a [f32],
    /// Samples of input a sample of output.
    speed: f64,
    hop: usize,
    reach: usize,
    /// How many samples have been made.
    made: usize,
    /// How many will have been made at the end.
    length: usize,
    /// Where the piece before goes on.
    continuation: usize,
}

impl<'a> Stretcher<'a> {
    /// `speed` is above zero: 2 takes half the time.
    pub fn new(samples: &'a [f32], rate_hz: u32, speed: f64) -> Self {
        let in_samples = |seconds: f64| ((seconds * f64::from(rate_hz)) as usize).max(1);
        let length = (samples.len() as f64 / speed).round() as usize;
        Self { samples, speed, hop: in_samples(HOP_S), reach: in_samples(REACH_S), made: 0, length, continuation: 0 }
    }

    /// Puts the next samples behind `out`; `false` at the end.
    pub fn next(&mut self, out: &mut Vec<f32>) -> bool {
        if self.made >= self.length {
            return false;
        }
        let start = self.next_start();
        let count = self.hop.min(self.length - self.made);
        out.extend((0..count).map(|index| {
            let risen = 0.5 - 0.5 * (std::f32::consts::PI * (index as f32 + 0.5) / self.hop as f32).cos();
            let (before, after) = (self.sample(self.continuation + index), self.sample(start + index));
            before + risen * (after - before)
        }));
        self.continuation = start + self.hop;
        self.made += count;
        true
    }

    /// Where the next piece is taken from: near its moment, where it is most like what would follow the piece before; of equals the nearest.
    fn next_start(&self) -> usize {
        let ideal = (self.made as f64 * self.speed).round() as usize;
        if ideal == self.continuation {
            return ideal;
        }
        let nearby = ideal.saturating_sub(self.reach)..=ideal + self.reach;
        let judged = nearby.map(|start| (self.difference(start), start.abs_diff(ideal), start));
        let best = judged.min_by(|one, other| one.0.total_cmp(&other.0).then(one.1.cmp(&other.1)));
        best.map_or(ideal, |(_, _, start)| start)
    }

    /// How unlike a piece that starts here is to the continuation: the sum of the differences.
    fn difference(&self, start: usize) -> f32 {
        (0..self.hop).map(|index| (self.sample(self.continuation + index) - self.sample(start + index)).abs()).sum()
    }

    fn sample(&self, index: usize) -> f32 {
        self.samples.get(index).copied().unwrap_or(0.0)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn stretched(samples: &[f32], rate_hz: u32, speed: f64) -> Vec<f32> {
        let (mut stretcher, mut out) = (Stretcher::new(samples, rate_hz, speed), Vec::new());
        while stretcher.next(&mut out) {}
        out
    }

    fn sine(rate_hz: u32, frequency_hz: f64, length: usize) -> Vec<f32> {
        (0..length).map(|index| (0.5 * (std::f64::consts::TAU * frequency_hz * index as f64 / f64::from(rate_hz)).sin()) as f32).collect()
    }

    /// From the first upward crossing of zero to the last one.
    fn frequency(samples: &[f32], rate_hz: u32) -> f64 {
        let rising: Vec<usize> = (1..samples.len()).filter(|&index| samples[index - 1] < 0.0 && samples[index] >= 0.0).collect();
        (rising.len() - 1) as f64 * f64::from(rate_hz) / (rising[rising.len() - 1] - rising[0]) as f64
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]

        #[test]
        fn the_length_is_that_of_the_sound_divided_by_the_speed(length in 0usize..20_000, speed in 0.5f64..=2.0) {
            let made = stretched(&vec![0.1; length], 16_000, speed);
            prop_assert!((made.len() as f64 - length as f64 / speed).abs() <= 1.0);
        }

        #[test]
        fn a_tone_keeps_its_frequency_and_its_loudness(frequency_hz in 80.0f64..3_000.0, speed in 0.5f64..=2.0) {
            let made = stretched(&sine(16_000, frequency_hz, 16_000), 16_000, speed);
            let found = frequency(&made, 16_000);
            prop_assert!((found / frequency_hz - 1.0).abs() < 0.01, "{frequency_hz} Hz became {found} Hz at {speed}");
            let inner = &made[1_000..made.len() - 1_000];
            let rms = (inner.iter().map(|sample| f64::from(*sample).powi(2)).sum::<f64>() / inner.len() as f64).sqrt();
            prop_assert!((rms / (0.5 / 2f64.sqrt()) - 1.0).abs() < 0.1, "rms {rms} for {frequency_hz} Hz at {speed}");
        }

        #[test]
        fn silence_stays_silence(length in 0usize..20_000, speed in 0.5f64..=2.0) {
            prop_assert!(stretched(&vec![0.0; length], 16_000, speed).iter().all(|sample| *sample == 0.0));
        }

        #[test]
        fn at_its_own_speed_nothing_changes(samples in prop::collection::vec(-1.0f32..1.0, 0..5_000), rate_hz in 8_000u32..48_000) {
            prop_assert_eq!(stretched(&samples, rate_hz, 1.0), samples);
        }

        #[test]
        fn what_stands_out_is_heard_near_its_moment(moment in 0.2f64..1.8, speed in 0.5f64..=2.0) {
            let mut samples = vec![0.0; 32_000];
            let start = (moment * 16_000.0) as usize;
            samples[start..start + 800].copy_from_slice(&sine(16_000, 300.0, 800));
            let made = stretched(&samples, 16_000, speed);
            let first = made.iter().position(|sample| sample.abs() > 0.1).unwrap() as f64 / 16_000.0;
            prop_assert!((first * speed - moment).abs() < 0.04, "{moment} s was heard at {first} s, at {speed}");
        }
    }
}
