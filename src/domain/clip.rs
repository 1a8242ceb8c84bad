//! A clip: one channel of sound in memory.

use super::Seconds;

/// The rate that recognition and speech detection work at.
pub const RECOGNITION_RATE_HZ: u32 = 16_000;

/// Mono samples between -1 and 1.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Clip {
    pub rate_hz: u32,
    pub samples: Vec<f32>,
}

impl Clip {
    pub fn length(&self) -> Seconds {
        if self.rate_hz == 0 { Seconds::ZERO } else { Seconds::at_sample(self.samples.len(), self.rate_hz) }
    }
}
