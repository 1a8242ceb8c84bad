//! The contour of a voice: how loud and how high it was, and how fast its sound changed, frame by frame.

use super::{Seconds, Span};

#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Frame {
    /// Level above 80 Hz, in decibels relative to full scale.
    pub level_db: f32,
    /// `None` where the sound is not periodic or surely no voice.
    pub pitch_hz: Option<f32>,
    /// How far the octaves move apart around this frame in 100 ms, in decibels.
    pub change_db: f32,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Contour {
    /// When the first frame begins.
    pub start: Seconds,
    pub frames: Vec<Frame>,
}

impl Contour {
    /// From one frame to the next.
    pub const STEP: Seconds = Seconds(0.005);

    /// The frames that begin inside `span`.
    pub fn within(&self, span: Span) -> &[Frame] {
        let index = |moment: Seconds| (((moment - self.start).0 / Self::STEP.0 - 1e-6).ceil().max(0.0) as usize).min(self.frames.len());
        let (from, to) = (index(span.start), index(span.end));
        &self.frames[from..to.max(from)]
    }

    /// When a frame begins.
    pub fn moment(&self, frame: usize) -> Seconds {
        self.start + Seconds(frame as f64 * Self::STEP.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_frames_within_a_span_are_those_that_begin_in_it() {
        let contour = Contour { start: Seconds(1.0), frames: vec![Frame::default(); 10] };
        let check = |start, end, expected| assert_eq!(contour.within(Span::new(start, end)).len(), expected, "{start} {end}");
        check(0.0, 2.0, 10);
        check(1.0, 1.01, 2);
        check(1.001, 1.011, 2);
        check(1.045, 9.0, 1);
        check(0.0, 1.0, 0);
        check(3.0, 4.0, 0);
        check(2.0, 1.0, 0);
        assert_eq!(contour.moment(4), Seconds(1.02));
    }
}
