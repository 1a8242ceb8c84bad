//! What a model asks of a machine, from its sizes alone: how much more work one model is than another.
//!
//! Nearly all the work of recognising is the encoder's, whose cost does not depend on what is said. The counts below were held against the time of
//! whisper.cpp 1.8 with ggml's blocked matrix product, without flash attention, on one thread with AVX2, weights without training. On 512 of the
//! encoder's 1,500 positions: tiny Q8_0 0.74 s, base Q8_0 1.62 s, F16 1.89 s, Q5_0 2.07 s, Q5_1 2.38 s; on all of them base Q8_0 8.10 s, F16 8.72
//! s, Q5_0 9.52 s, Q5_1 9.99 s.

use serde::Deserialize;

/// Positions that Whisper's encoder works on for the chunk that is timed (`self_test.rs`): it is shown no fewer.
const POSITIONS: f64 = 512.0;
/// What a multiplication of the attention costs beside one of the maps with weights in Q8_0; fitted to the times of base at both lengths.
const ATTENTION: f64 = 4.0;

/// The sizes that a model's cost depends on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sizes {
    pub width: u32,
    pub audio_layers: u32,
    pub text_layers: u32,
    pub mels: u32,
    pub weights: Weights,
}

/// How the large maps are stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Weights {
    F16,
    Q8_0,
    Q5_0,
    Q5_1,
    Other,
}

impl Weights {
    /// What a multiplication with them costs beside one in Q8_0; fitted to the times of base at both lengths. Others are none of the catalogue's.
    fn cost(self) -> f64 {
        match self {
            Self::Q8_0 => 1.0,
            Self::F16 => 1.25,
            Self::Q5_0 => 1.5,
            Self::Q5_1 | Self::Other => 1.7,
        }
    }
}

/// The encoder's work for the chunk that is timed, in multiplications of its large maps: two convolutions (three wide, the second one halving the
/// frames), then in every layer four square maps, a feed-forward network four times as wide, and the attention of every position to every other.
pub fn encoder_work(sizes: &Sizes) -> f64 {
    let (width, mels, layers) = (f64::from(sizes.width), f64::from(sizes.mels), f64::from(sizes.audio_layers));
    let convolutions = 3.0 * width * (2.0 * POSITIONS * mels + POSITIONS * width);
    let maps = layers * 12.0 * POSITIONS * width * width;
    let attention = layers * 2.0 * POSITIONS * POSITIONS * width;
    sizes.weights.cost() * (convolutions + maps) + ATTENTION * attention
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
            ("base-q8_0", "tiny-q8_0", 2.0, 2.4),
            ("base-q5_1", "base-q8_0", 1.4, 1.5),
            ("small-q8_0", "base-q8_0", 3.5, 4.1),
            ("medium-q5_0", "small-q5_1", 2.8, 3.6),
            ("large-v3-turbo-q5_0", "medium-q5_0", 1.5, 2.5),
        ] {
            let ratio = work(larger) / work(smaller);
            assert!((low..high).contains(&ratio), "{larger} over {smaller}: {ratio}");
        }
    }

    proptest! {
        #[test]
        fn a_larger_model_is_never_less_work(width in 64u32..2000, layers in 1u32..64, more in 0u32..500) {
            let sizes = Sizes { width, audio_layers: layers, text_layers: 4, mels: 80, weights: Weights::Q8_0 };
            let wider = Sizes { width: width + more, ..sizes };
            let deeper = Sizes { audio_layers: layers + more, ..sizes };
            prop_assert!(encoder_work(&wider) >= encoder_work(&sizes) && encoder_work(&deeper) >= encoder_work(&sizes));
        }
    }
}
