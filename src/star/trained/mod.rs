//! Labels the sentences of a story by what was learned from the answers under `models/star/`: a conditional random field (Lafferty, McCallum & Pereira 2001)
//! over the sentences with two sets of states, one for stories told in order and complete, one for all others. Both read a sentence's text alike; they differ
//! in what they make of its place and of what came before. `./x train star` learns the weights again.

mod features;
mod weights;

use std::sync::LazyLock;

pub use super::chain::Chain;
use features::features_with;
pub use features::{Features, PLACE_FEATURES, features};
pub use weights::{Learned, PARTS, STATES, Weights, block, two_ways};

use super::evidence::Evidence;
use crate::domain::{Language, Part, Scheme};

static ENGLISH: LazyLock<Weights> = LazyLock::new(|| unpacked(include_bytes!("../../../models/star/weights/en.bin")));
static KOREAN: LazyLock<Weights> = LazyLock::new(|| unpacked(include_bytes!("../../../models/star/weights/ko.bin")));

/// What speaks against "told in another way" before a word is read. Learning sees as many shuffled and cut stories as whole ones; people tell most of theirs in
/// order, and answers of strangers look odder to the model than those it was taught with.
const ANOTHER_WAY: f64 = -12.0;

/// The probability of S, T, A, R and O for each sentence of an answer.
pub struct Reading {
    /// Where a story is presumed to be whole and in order until much speaks against it.
    pub presumed: Vec<[f64; PARTS]>,
    /// Where nothing is presumed.
    pub free: Vec<[f64; PARTS]>,
}

/// Reads the answer; what the tables found in the sentences, and where their middles lie, is known already.
pub(super) fn read(sentences: &[String], found: &[Evidence], middles: &[f64], language: Language) -> Reading {
    weights(language).read(&features_with(sentences, found, middles, language))
}

impl Weights {
    /// The most probable label of each sentence.
    pub fn label(&self, sentences: &[String], language: Language) -> Vec<Part> {
        let probable = |row: [f64; PARTS]| (0..PARTS).fold(0, |best, part| if row[part] > row[best] { part } else { best });
        let part = |state: usize| Scheme::Star.parts().get(state).copied().unwrap_or(Part::Other);
        self.read(&features(sentences, language)).presumed.into_iter().map(|row| part(probable(row))).collect()
    }

    fn read(&self, features: &[Features]) -> Reading {
        let scores: Vec<Vec<f64>> = features.iter().map(|features| self.score(features)).collect();
        let mut presumed = self.chain.clone();
        presumed.begin[PARTS..].iter_mut().for_each(|score| *score += ANOTHER_WAY);
        Reading { presumed: of_parts(&presumed, &scores), free: of_parts(&self.chain, &scores) }
    }
}

/// The probability of each part, whichever way it is told.
fn of_parts(chain: &Chain, scores: &[Vec<f64>]) -> Vec<[f64; PARTS]> {
    let row = |states: &Vec<f64>| std::array::from_fn(|part| states[part] + states[PARTS + part]);
    chain.marginals(scores).states.iter().map(row).collect()
}

fn weights(language: Language) -> &'static Weights {
    match language {
        Language::Ko => &KOREAN,
        Language::En => &ENGLISH,
    }
}

/// # Panics
/// Where the file that was compiled in is not one.
fn unpacked(bytes: &[u8]) -> Weights {
    Weights::from_bytes(bytes).expect("the weights compiled in are whole")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_weights_that_are_shipped_can_be_read_and_are_small() {
        for language in Language::ALL {
            let weights = weights(language);
            assert_eq!(weights.chain.states(), STATES);
            assert!(weights.to_bytes().len() < 700_000, "{language}");
        }
    }
}
