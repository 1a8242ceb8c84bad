//! Whether what the recogniser wrote can be kept, or has to be heard again with more care.
//!
//! The two tests, and their thresholds, are OpenAI's (`whisper/transcribe.py`: `logprob_threshold`, `compression_ratio_threshold`), the second
//! in whisper.cpp's form, which counts the variety of the last 32 tokens.

/// A text that is less likely than this, on average over its tokens, is guessed.
const LEAST_MEAN_LOGARITHM: f64 = -1.0;

/// The entropy (in nats) of the last [`LAST`] tokens of a text that is not a loop; 32 different ones have 3.5.
const LEAST_ENTROPY: f64 = 2.4;
const LAST: usize = 32;

/// A token as the recogniser chose it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Chosen {
    pub id: i32,
    /// The natural logarithm of its probability.
    pub logarithm: f64,
}

/// No text at all is not good enough either: the recogniser is only given sound that has speech in it.
pub fn is_good(tokens: &[Chosen]) -> bool {
    !tokens.is_empty() && mean_logarithm(tokens) >= LEAST_MEAN_LOGARITHM && !is_loop(tokens)
}

fn mean_logarithm(tokens: &[Chosen]) -> f64 {
    tokens.iter().map(|token| token.logarithm).sum::<f64>() / tokens.len() as f64
}

fn is_loop(tokens: &[Chosen]) -> bool {
    tokens.len() > LAST && entropy(&tokens[tokens.len() - LAST..]) < LEAST_ENTROPY
}

fn entropy(tokens: &[Chosen]) -> f64 {
    let mut ids: Vec<i32> = tokens.iter().map(|token| token.id).collect();
    ids.sort_unstable();
    let share = |same: &[i32]| same.len() as f64 / ids.len() as f64;
    ids.chunk_by(|a, b| a == b).map(|same| -share(same) * share(same).ln()).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(ids: impl IntoIterator<Item = i32>, logarithm: f64, expected: bool) {
        let tokens: Vec<_> = ids.into_iter().map(|id| Chosen { id, logarithm }).collect();
        assert_eq!(is_good(&tokens), expected, "{tokens:?}");
    }

    #[test]
    fn likely_text_without_a_loop_is_good() {
        check(0..3, -0.2, true);
        check(0..60, -0.99, true);
        check([7; 32], -0.2, true); // too short to be called a loop
    }

    #[test]
    fn nothing_and_guesses_and_loops_are_not() {
        check([], 0.0, false);
        check(0..3, -1.01, false);
        check((0..40).map(|i| i % 4), -0.2, false);
        check((0..60).chain((0..40).map(|i| i % 8)), -0.2, false);
    }
}
