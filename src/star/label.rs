//! Labels sentences by what was learned, and by the cue tables, the place of each sentence, and the order of them all.

use super::chain::Chain;
use super::cues::{self, closeness};
use super::evidence::{Evidence, evidence, is_told};
use super::tokens::syllables;
use super::trained;
use crate::domain::{Language, Part, Scheme};

/// How much the place counts beside the cues.
const PLACE: f64 = 1.2;

/// What a sentence with nothing to say against it must overcome to be none of the parts.
const OTHER: f64 = -1.0;

/// What a sentence gains for being none of the parts where the answer tells nothing.
const NO_STORY: f64 = 5.0;

/// What one sentence tells, and how sure that is.
#[derive(Clone, Debug, PartialEq)]
pub struct Labelled {
    pub label: Part,
    /// The probability of each part of the scheme in its order, then of `Part::Other`; they add up to 1.
    pub probabilities: Vec<(Part, f64)>,
}

impl Labelled {
    fn new(scheme: Scheme, probabilities: &[f64]) -> Self {
        let parts = scheme.parts().iter().copied().chain([Part::Other]);
        let probabilities: Vec<(Part, f64)> = parts.zip(probabilities.iter().copied()).collect();
        let likelier = |best: (Part, f64), other: &(Part, f64)| if other.1 > best.1 { *other } else { best };
        Self { label: probabilities.iter().fold((Part::Other, f64::NEG_INFINITY), likelier).0, probabilities }
    }

    /// The probability of a part.
    pub fn p(&self, part: Part) -> f64 {
        self.probabilities.iter().find(|(known, _)| *known == part).map_or(0.0, |(_, p)| *p)
    }
}

/// What an answer tells.
pub struct Reading {
    pub sentences: Vec<Labelled>,
    /// Parts of a story that the answer, looked at as a whole, more likely does not tell than tells.
    pub unclear: Vec<Part>,
}

/// The part that each sentence tells. Only the words and their order count.
pub fn label_texts(sentences: &[String], language: Language, scheme: Scheme) -> Reading {
    label_found(sentences, &evidence_of(sentences, language, scheme), language, scheme)
}

/// What the tables find in each sentence by itself.
pub fn evidence_of(sentences: &[String], language: Language, scheme: Scheme) -> Vec<Evidence> {
    sentences.iter().map(|text| evidence(text, scheme, language)).collect()
}

/// The same as [`label_texts`], where what the tables find is known.
pub fn label_found(sentences: &[String], found: &[Evidence], language: Language, scheme: Scheme) -> Reading {
    let middles = middles(sentences);
    let by_cues = by_cues(found, &middles, scheme);
    let learned = trained::read(sentences, found, &middles, scheme, language);
    let opinions = learned.presumed.iter().zip(&by_cues).zip(found);
    let rows = opinions.map(|((learned, by_cues), found)| mixed(learned, by_cues, trust_in_learning(scheme, found)));
    let unclear = if scheme == Scheme::Star { trained::doubted(&learned, &by_cues, language) } else { Vec::new() };
    Reading { sentences: rows.map(|row| Labelled::new(scheme, &row)).collect(), unclear }
}

/// How much what was learned counts beside the tables. Learning knows how people tell; the tables know what a sentence announces in so many words ("as a
/// result"), which the answers to learn from avoid on purpose. In answers that are no stories the tables are believed only where they find a clear cue; five
/// shares for either were tried on the answers kept apart.
fn trust_in_learning(scheme: Scheme, found: &Evidence) -> f64 {
    let has_clear_cue = found.scores[..scheme.parts().len()].iter().any(|&score| score >= CLEAR_CUE);
    match (scheme, has_clear_cue) {
        (Scheme::Star, _) => 0.5,
        (_, true) => 0.4,
        (_, false) => 0.75,
    }
}

/// Log-odds from the tables that words alone seldom reach unless they announce the part.
const CLEAR_CUE: f64 = 1.0;

/// The weighted mean of two opinions.
fn mixed(learned: &[f64], by_cues: &[f64], trust: f64) -> Vec<f64> {
    learned.iter().zip(by_cues).map(|(one, other)| trust * one + (1.0 - trust) * other).collect()
}

/// The probability of each part of the scheme in its order, then of `Part::Other`, for each sentence, as the tables and the order have it.
pub fn by_cues(found: &[Evidence], middles: &[f64], scheme: Scheme) -> Vec<Vec<f64>> {
    let told = is_told(found);
    let scores: Vec<Vec<f64>> = found.iter().zip(middles).map(|(evidence, &middle)| score(evidence, middle, scheme, told)).collect();
    in_blocks(scheme).marginals(&scores).states
}

fn score(evidence: &Evidence, middle: f64, scheme: Scheme, told: bool) -> Vec<f64> {
    let mut scores = evidence.scores.clone();
    let other = scores.len() - 1;
    scores[other] += OTHER;
    if evidence.has_content {
        for place in cues::places(scheme) {
            scores[index(scheme, place.part)] += PLACE * closeness(place, middle);
        }
    }
    if !told {
        scores[other] += NO_STORY;
    }
    scores.iter_mut().zip(&evidence.noted).for_each(|(score, noted)| *score += noted);
    scores
}

/// Where a part's score stands in a row; none of the parts comes last.
fn index(scheme: Scheme, part: Part) -> usize {
    scheme.parts().iter().position(|known| *known == part).unwrap_or(scheme.parts().len())
}

/// Log-odds of each step relative to going on with the same part. Parts are told in blocks, nearly always forward; no step is impossible.
const NEXT_PART: f64 = -0.5;
const SKIPPED_PART: f64 = -0.4;
const STEP_BACK: f64 = -1.5;
const FURTHER_BACK: f64 = -0.4;
const INTO_OTHER: f64 = -1.2;
const OUT_OF_OTHER: f64 = -0.5;

fn in_blocks(scheme: Scheme) -> Chain {
    let other = scheme.parts().len();
    let step = |from: usize, to: usize| match (from, to) {
        _ if from == to => 0.0,
        _ if to == other => INTO_OTHER,
        _ if from == other => OUT_OF_OTHER,
        _ if to > from => NEXT_PART + SKIPPED_PART * (to - from - 1) as f64,
        _ => STEP_BACK + FURTHER_BACK * (from - to - 1) as f64,
    };
    let steps = (0..=other).map(|from| (0..=other).map(|to| step(from, to)).collect()).collect();
    Chain { begin: vec![0.0; other + 1], steps, end: vec![0.0; other + 1] }
}

/// Where the middle of each sentence lies in the answer, 0 to 1, counted in syllables.
pub fn middles(sentences: &[String]) -> Vec<f64> {
    let lengths: Vec<f64> = sentences.iter().map(|text| text.split_whitespace().map(syllables).sum::<usize>() as f64).collect();
    let all: f64 = lengths.iter().sum::<f64>().max(1.0);
    let mut before = 0.0;
    let middle = |length: &f64| {
        let middle = (before + length / 2.0) / all;
        before += length;
        middle
    };
    lengths.iter().map(middle).collect()
}
