//! Second-order filters (Robert Bristow-Johnson's audio cookbook), at the recognition rate.

use crate::domain::RECOGNITION_RATE_HZ;

/// Coefficients divided by a0: `y = b0 x + b1 x' + b2 x'' - a1 y' - a2 y''`.
struct Biquad {
    b: [f64; 3],
    a: [f64; 2],
}

impl Biquad {
    fn new(hz: f64, q: f64, numerator: impl Fn(f64, f64) -> [f64; 3]) -> Self {
        let angle = 2.0 * std::f64::consts::PI * hz / f64::from(RECOGNITION_RATE_HZ);
        let (cos, alpha) = (angle.cos(), angle.sin() / (2.0 * q));
        let a0 = 1.0 + alpha;
        Self { b: numerator(cos, alpha).map(|b| b / a0), a: [-2.0 * cos / a0, (1.0 - alpha) / a0] }
    }

    /// Starts as if the first sample had always been there, so that a constant offset makes no step.
    fn run(&self, samples: &mut [f32]) {
        let first = samples.first().copied().map_or(0.0, f64::from);
        let settled = first * self.b.iter().sum::<f64>() / (1.0 + self.a[0] + self.a[1]);
        let (mut x1, mut x2, mut y1, mut y2) = (first, first, settled, settled);
        for sample in samples {
            let x = f64::from(*sample);
            let y = self.b[0] * x + self.b[1] * x1 + self.b[2] * x2 - self.a[0] * y1 - self.a[1] * y2;
            (x1, x2, y1, y2) = (x, x1, y, y1);
            *sample = y as f32;
        }
    }
}

/// Takes away what lies below 80 Hz (offset, rumble, handling): a fourth-order Butterworth high-pass, 24 dB an octave.
pub fn without_rumble(mut samples: Vec<f32>) -> Vec<f32> {
    for q in [0.541_196, 1.306_563] {
        Biquad::new(80.0, q, |cos, _| [(1.0 + cos) / 2.0, -1.0 - cos, (1.0 + cos) / 2.0]).run(&mut samples);
    }
    samples
}

/// One octave around `centre_hz`, filtered twice for steeper sides.
pub fn octave(samples: &[f32], centre_hz: f64) -> Vec<f32> {
    let mut band = samples.to_vec();
    let filter = Biquad::new(centre_hz, std::f64::consts::SQRT_2, |_, alpha| [alpha, 0.0, -alpha]);
    filter.run(&mut band);
    filter.run(&mut band);
    band
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Gain in decibels for a sine of `hz`, the first half left out as the time to settle.
    fn gain_db(hz: f64, filter: impl Fn(&[f32]) -> Vec<f32>) -> f64 {
        let rate = f64::from(RECOGNITION_RATE_HZ);
        let sine: Vec<f32> = (0..16_000).map(|n| (2.0 * std::f64::consts::PI * hz * f64::from(n) / rate).sin() as f32).collect();
        let filtered = filter(&sine);
        let power = |samples: &[f32]| samples[8000..].iter().map(|&s| f64::from(s).powi(2)).sum::<f64>();
        10.0 * (power(&filtered) / power(&sine)).log10()
    }

    #[test]
    fn rumble_goes_and_voice_stays() {
        let gain = |hz| gain_db(hz, |samples| without_rumble(samples.to_vec()));
        assert!(gain(20.0) < -45.0);
        assert!((gain(80.0) + 3.0).abs() < 0.2);
        assert!(gain(160.0).abs() < 0.3 && gain(3000.0).abs() < 0.1);
    }

    #[test]
    fn a_constant_offset_leaves_nothing() {
        assert!(without_rumble(vec![0.3; 1000]).iter().all(|sample| sample.abs() < 1e-5));
    }

    #[test]
    fn an_octave_passes_its_centre_and_not_its_far_neighbours() {
        let gain = |hz| gain_db(hz, |samples| octave(samples, 1000.0));
        assert!(gain(1000.0).abs() < 0.1);
        assert!(gain(250.0) < -25.0 && gain(4000.0) < -25.0);
    }
}
