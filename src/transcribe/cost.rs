//! What a model asks of a machine, from its sizes alone: how much more work one model is than another.
//!
//! Nearly all the work of recognising is the encoder's, whose cost does not depend on what is said. The counts below were held against the time
//! of one encoder window in whisper.cpp 1.8 (one thread, AVX2, Q5_1, weights without training): demo 0.33 s, tiny 2.43 s, base 5.75 s, small
//! 19.5 s. Tiny over demo is 7.4 timed and 7.1 counted, base over tiny 2.4 and 2.1, small over base 3.4 and 3.4.

use serde::Deserialize;

/// Positions that Whisper's encoder works on in a window of 30 s.
const POSITIONS: f64 = 1500.0;
/// What a multiplication of the attention costs beside one of the maps, which run in blocks of quantised weights. Fitted to the times above:
/// base and small give 5.9, and 5 is closest for all four.
const ATTENTION: f64 = 5.0;

/// The sizes that a model's cost depends on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sizes {
    pub width: u32,
    pub audio_layers: u32,
    pub text_layers: u32,
    pub mels: u32,
}

/// The encoder's work for one window, in multiplications of its large maps: two convolutions (three wide, the second one halving the frames), then in every layer four
/// square maps, a feed-forward network four times as wide, and the attention of every position to every other.
pub fn encoder_work(sizes: &Sizes) -> f64 {
    let (width, mels) = (f64::from(sizes.width), f64::from(sizes.mels));
    let convolutions = 3.0 * width * (2.0 * POSITIONS * mels + POSITIONS * width);
    let layer = 12.0 * POSITIONS * width * width + ATTENTION * 2.0 * POSITIONS * POSITIONS * width;
    convolutions + f64::from(sizes.audio_layers) * layer
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::transcribe::catalogue::catalogue;

    fn work(name: &str) -> f64 {
        encoder_work(&catalogue().iter().find(|entry| entry.name == name).unwrap().sizes)
    }

    #[test]
    fn the_sizes_of_whispers_models_differ_in_cost_as_they_do_in_time() {
        for (larger, smaller, low, high) in [
            ("tiny-q5_1", "demo", 6.5, 8.0),
            ("base-q5_1", "tiny-q5_1", 2.0, 2.5),
            ("small-q5_1", "base-q5_1", 3.1, 3.7),
            ("medium-q5_0", "small-q5_1", 2.8, 3.6),
            ("large-v3-turbo-q5_0", "medium-q5_0", 1.5, 2.5),
        ] {
            let ratio = work(larger) / work(smaller);
            assert!((low..high).contains(&ratio), "{larger} over {smaller}: {ratio}");
        }
        assert_eq!(work("small-q5_1"), work("small-q8_0"));
    }

    proptest! {
        #[test]
        fn a_larger_model_is_never_less_work(width in 64u32..2000, layers in 1u32..64, more in 0u32..500) {
            let sizes = Sizes { width, audio_layers: layers, text_layers: 4, mels: 80 };
            let wider = Sizes { width: width + more, ..sizes };
            let deeper = Sizes { audio_layers: layers + more, ..sizes };
            prop_assert!(encoder_work(&wider) >= encoder_work(&sizes) && encoder_work(&deeper) >= encoder_work(&sizes));
        }
    }
}
