//! Quantities that carry their unit, so that a second is never added to a decibel.

use std::ops::{Add, AddAssign, Sub};

use serde::{Deserialize, Serialize};

/// A length of time, or a moment counted from the first sample of a recording.
#[derive(Clone, Copy, Debug, Default, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Seconds(pub f64);

impl Seconds {
    pub const ZERO: Seconds = Seconds(0.0);

    /// The moment at which sample `index` of a recording at `rate_hz` samples a second begins.
    pub fn at_sample(index: usize, rate_hz: u32) -> Self {
        Self(index as f64 / f64::from(rate_hz))
    }

    /// The sample that sounds at this moment; negative moments give 0.
    pub fn to_sample(self, rate_hz: u32) -> usize {
        (self.0.max(0.0) * f64::from(rate_hz)).round() as usize
    }

    /// Rounded to whole milliseconds: what is stored and shown, so that the same answer prints the same figures everywhere.
    pub fn to_millis(self) -> Self {
        Self((self.0 * 1000.0).round() / 1000.0)
    }

    pub fn min(self, other: Self) -> Self {
        Self(self.0.min(other.0))
    }

    pub fn max(self, other: Self) -> Self {
        Self(self.0.max(other.0))
    }
}

impl Add for Seconds {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl Sub for Seconds {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0 - other.0)
    }
}

impl AddAssign for Seconds {
    fn add_assign(&mut self, other: Self) {
        self.0 += other.0;
    }
}

impl std::iter::Sum for Seconds {
    fn sum<I: Iterator<Item = Self>>(lengths: I) -> Self {
        lengths.fold(Self::ZERO, Add::add)
    }
}

/// A stretch of a recording: `start` is inside it, `end` no longer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Span {
    pub start: Seconds,
    pub end: Seconds,
}

impl Span {
    pub fn new(start: f64, end: f64) -> Self {
        Self { start: Seconds(start), end: Seconds(end) }
    }

    pub fn length(self) -> Seconds {
        self.end - self.start
    }

    pub fn contains(self, moment: Seconds) -> bool {
        self.start <= moment && moment < self.end
    }

    /// How long both stretches sound together; zero where they do not meet.
    pub fn overlap(self, other: Self) -> Seconds {
        (self.end.min(other.end) - self.start.max(other.start)).max(Seconds::ZERO)
    }
}

/// A level relative to full scale: 0 is the loudest a sample can be, quieter is negative.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Dbfs(pub f64);

impl Dbfs {
    /// The level shown for digital silence, which has none.
    pub const FLOOR: Dbfs = Dbfs(-120.0);

    /// From a linear amplitude, where 1 is full scale.
    pub fn from_amplitude(amplitude: f64) -> Self {
        Self((20.0 * amplitude.max(1e-6).log10()).max(Self::FLOOR.0))
    }
}

/// How often something happens in a minute: words, syllables, fillers.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PerMinute(pub f64);

impl PerMinute {
    /// `count` things in `time`; none where no time passed.
    pub fn of(count: usize, time: Seconds) -> Option<Self> {
        (time.0 > 0.0).then(|| Self(count as f64 * 60.0 / time.0))
    }
}
