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

    /// Where the filter stands when `first` had always been there, so that a constant offset makes no step.
    fn settled(&self, first: f64) -> Memory {
        let y = first * self.b.iter().sum::<f64>() / (1.0 + self.a[0] + self.a[1]);
        Memory { x: [first; 2], y: [y; 2] }
    }
}

/// The last two samples that went in and came out.
#[derive(Clone, Copy)]
struct Memory {
    x: [f64; 2],
    y: [f64; 2],
}

/// Two second-order filters in a row, fed sample by sample.
pub struct Filter {
    stages: [Biquad; 2],
    memories: Option<[Memory; 2]>,
}

impl Filter {
    fn new(stages: [Biquad; 2]) -> Self {
        Self { stages, memories: None }
    }

    pub fn next(&mut self, sample: f32) -> f32 {
        let first = f64::from(sample);
        let [one, two] = &self.stages;
        let memories = self.memories.get_or_insert_with(|| {
            let inner = one.settled(first);
            [inner, two.settled(inner.y[0])]
        });
        let middle = filtered(one, &mut memories[0], first);
        filtered(two, &mut memories[1], middle) as f32
    }
}

fn filtered(biquad: &Biquad, memory: &mut Memory, x: f64) -> f64 {
    let ([x1, x2], [y1, y2]) = (memory.x, memory.y);
    let y = biquad.b[0] * x + biquad.b[1] * x1 + biquad.b[2] * x2 - biquad.a[0] * y1 - biquad.a[1] * y2;
    *memory = Memory { x: [x, x1], y: [y, y1] };
    y
}

/// Takes away what lies below 80 Hz (offset, rumble, handling): a fourth-order Butterworth high-pass, 24 dB an octave.
pub fn without_rumble() -> Filter {
    Filter::new([0.541_196, 1.306_563].map(|q| Biquad::new(80.0, q, |cos, _| [(1.0 + cos) / 2.0, -1.0 - cos, (1.0 + cos) / 2.0])))
}

/// One octave around `centre_hz`, filtered twice for steeper sides.
pub fn octave(centre_hz: f64) -> Filter {
    Filter::new([(), ()].map(|()| Biquad::new(centre_hz, std::f64::consts::SQRT_2, |_, alpha| [alpha, 0.0, -alpha])))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Gain in decibels for a sine of `hz`, the first half left out as the time to settle.
    fn gain_db(hz: f64, mut filter: Filter) -> f64 {
        let rate = f64::from(RECOGNITION_RATE_HZ);
        let sine: Vec<f32> = (0..16_000).map(|n| (2.0 * std::f64::consts::PI * hz * f64::from(n) / rate).sin() as f32).collect();
        let filtered: Vec<f32> = sine.iter().map(|&sample| filter.next(sample)).collect();
        let power = |samples: &[f32]| samples[8000..].iter().map(|&s| f64::from(s).powi(2)).sum::<f64>();
        10.0 * (power(&filtered) / power(&sine)).log10()
    }

    #[test]
    fn rumble_goes_and_voice_stays() {
        let gain = |hz| gain_db(hz, without_rumble());
        assert!(gain(20.0) < -45.0);
        assert!((gain(80.0) + 3.0).abs() < 0.2);
        assert!(gain(160.0).abs() < 0.3 && gain(3000.0).abs() < 0.1);
    }

    #[test]
    fn a_constant_offset_leaves_nothing() {
        let mut filter = without_rumble();
        assert!((0..1000).all(|_| filter.next(0.3).abs() < 1e-5));
    }

    #[test]
    fn an_octave_passes_its_centre_and_not_its_far_neighbours() {
        let gain = |hz| gain_db(hz, octave(1000.0));
        assert!(gain(1000.0).abs() < 0.1);
        assert!(gain(250.0) < -25.0 && gain(4000.0) < -25.0);
    }
}
