//! Labels the sentences of an answer by what was learned from the answers under `models/star/`: for each kind of answer a conditional random field (Lafferty,
//! McCallum & Pereira 2001) over the sentences with two sets of states, one for answers told in order and complete, one for all others. Both read a sentence's
//! text alike; they differ in what they make of its place and of what came before. In both a part begins in one state and goes on in another.
//! `./x train star` learns the weights again.

mod absence;
mod features;
mod weights;

use std::sync::LazyLock;

pub use super::chain::{Chain, log_sum};
pub use absence::{Absence, GROUPS, SIGNS, Signs};
use features::features_with;
pub use features::{Features, PLACE_FEATURES, features};
pub use weights::{Learned, PARTS, STATES, TEXT, WAY, WAYS, Weights, block, state, states, two_ways};

use super::evidence::Evidence;
use super::label::{by_cues, evidence_of, middles};
use crate::domain::{Language, Part, Scheme};

macro_rules! compiled_in {
    ($($name:ident = $file:literal;)*) => {
        $(static $name: LazyLock<Weights> = LazyLock::new(|| unpacked(include_bytes!(concat!("../../../models/star/weights/", $file, ".bin"))));)*
    };
}

compiled_in! {
    STAR_EN = "star.en";
    STAR_KO = "star.ko";
    INTRODUCTION_EN = "introduction.en";
    INTRODUCTION_KO = "introduction.ko";
    MOTIVATION_EN = "motivation.en";
    MOTIVATION_KO = "motivation.ko";
    TECHNICAL_EN = "technical.en";
    TECHNICAL_KO = "technical.ko";
}

/// What speaks against "told in another way" before a word is read. Learning sees as many shuffled and cut answers as whole ones; people tell most of their
/// stories in order, and those of strangers look odder to the model than those it was taught with. Other answers come in any order.
fn another_way(scheme: Scheme) -> f64 {
    if scheme == Scheme::Star { -12.0 } else { 0.0 }
}

/// The probability of each part of the scheme in its order, then of `Part::Other`, for each sentence of an answer.
pub struct Reading {
    /// Where a story is presumed to be whole and in order until much speaks against it.
    pub presumed: Vec<Vec<f64>>,
    /// Where nothing is presumed.
    pub free: Vec<Vec<f64>>,
}

/// The parts of a story that are more likely not told than told; `by_cues` is what the tables make of it.
pub(super) fn doubted(reading: &Reading, by_cues: &[Vec<f64>], language: Language) -> Vec<Part> {
    absence::absence(language).doubted(&signs(reading, by_cues))
}

fn signs(reading: &Reading, by_cues: &[Vec<f64>]) -> Signs {
    absence::signs([&reading.presumed, &reading.free, by_cues])
}

/// Reads the answer; what the tables found in the sentences, and where their middles lie, is known already.
pub(super) fn read(sentences: &[String], found: &[Evidence], middles: &[f64], scheme: Scheme, language: Language) -> Reading {
    weights(scheme, language).read(&features_with(sentences, found, middles, scheme, language), scheme)
}

impl Weights {
    /// The most probable label of each sentence.
    pub fn label(&self, sentences: &[String], scheme: Scheme, language: Language) -> Vec<Part> {
        let probable = |row: &[f64]| (0..row.len()).fold(0, |best, part| if row[part] > row[best] { part } else { best });
        let part = |place: usize| scheme.parts().get(place).copied().unwrap_or(Part::Other);
        self.read(&features(sentences, scheme, language), scheme).presumed.iter().map(|row| part(probable(row))).collect()
    }

    /// What a story looks like as a whole.
    pub fn signs(&self, sentences: &[String], language: Language) -> Signs {
        let (found, middles) = (evidence_of(sentences, language, Scheme::Star), middles(sentences));
        let features = features_with(sentences, &found, &middles, Scheme::Star, language);
        signs(&self.read(&features, Scheme::Star), &by_cues(&found, &middles, Scheme::Star))
    }

    fn read(&self, features: &[Features], scheme: Scheme) -> Reading {
        let scores: Vec<Vec<f64>> = features.iter().map(|features| self.score(features)).collect();
        let mut presumed = self.chain.clone();
        presumed.begin[WAY..].iter_mut().for_each(|score| *score += another_way(scheme));
        Reading { presumed: of_parts(&presumed, &scores, scheme), free: of_parts(&self.chain, &scores, scheme) }
    }
}

/// The probability of each part, whichever way it is told, beginning or going on. What the model gives to a part that the scheme has not, which learning never
/// saw, is left out.
fn of_parts(chain: &Chain, scores: &[Vec<f64>], scheme: Scheme) -> Vec<Vec<f64>> {
    let row = |states: &Vec<f64>| {
        let p = |part: usize| states.iter().skip(part).step_by(PARTS).sum::<f64>();
        let kept: Vec<f64> = (0..scheme.parts().len()).chain([PARTS - 1]).map(p).collect();
        let all: f64 = kept.iter().sum();
        kept.into_iter().map(|p| p / all).collect()
    };
    chain.marginals(scores).states.iter().map(row).collect()
}

fn weights(scheme: Scheme, language: Language) -> &'static Weights {
    match (scheme, language) {
        (Scheme::Star, Language::En) => &STAR_EN,
        (Scheme::Star, Language::Ko) => &STAR_KO,
        (Scheme::Introduction, Language::En) => &INTRODUCTION_EN,
        (Scheme::Introduction, Language::Ko) => &INTRODUCTION_KO,
        (Scheme::Motivation, Language::En) => &MOTIVATION_EN,
        (Scheme::Motivation, Language::Ko) => &MOTIVATION_KO,
        (Scheme::Technical, Language::En) => &TECHNICAL_EN,
        (Scheme::Technical, Language::Ko) => &TECHNICAL_KO,
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
        let mut bytes = 0;
        for language in Language::ALL {
            for scheme in [Scheme::Star, Scheme::Introduction, Scheme::Motivation, Scheme::Technical] {
                let weights = weights(scheme, language);
                assert_eq!(weights.chain.states(), STATES);
                bytes += weights.to_bytes().len();
            }
        }
        assert!(bytes < 1 << 20, "{bytes}");
    }
}
