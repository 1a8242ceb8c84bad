//! Labels sentences: the evidence of each, its place in the answer, and the order of them all.

use super::cues::{self, Place};
use super::decode::decode;
use super::evidence::{Evidence, evidence};
use super::tokens::syllables;
use crate::domain::{Language, Part, Scheme};

/// The place of a sentence says at most this much against a part, in log-odds: about what two clear cues say for it.
const FURTHEST: f64 = -1.8;

/// How much the place counts beside the cues.
const PLACE: f64 = 1.2;

/// What a sentence with nothing to say against it must overcome to be none of the parts.
const OTHER: f64 = -1.0;

/// In an answer where fewer of the sentences than this tell anything, sentences without a cue are none of the parts.
const TELLING_SHARE: f64 = 0.15;

/// What such a sentence gains for being none of them.
const NO_STORY: f64 = 5.0;

/// The part that each sentence tells and how sure that is, 0 to 1. Only the words and their order count.
pub fn label_texts(sentences: &[String], language: Language, scheme: Scheme) -> Vec<(Part, f64)> {
    let found: Vec<Evidence> = sentences.iter().map(|text| evidence(text, scheme, language)).collect();
    let story = is_told(&found);
    let middles = middles(sentences);
    let scores: Vec<Vec<f64>> = found.iter().zip(middles).map(|(evidence, middle)| score(evidence, middle, scheme, story)).collect();
    let part = |state: usize| scheme.parts().get(state).copied().unwrap_or(Part::Other);
    decode(&scores).into_iter().map(|(state, p)| (part(state), p)).collect()
}

/// Whether enough of the answer tells something, and the speaker is in it.
fn is_told(found: &[Evidence]) -> bool {
    let telling = found.iter().filter(|evidence| evidence.tells).count();
    telling > 0 && telling as f64 >= TELLING_SHARE * found.len() as f64 && found.iter().any(|evidence| evidence.has_speaker)
}

fn score(evidence: &Evidence, middle: f64, scheme: Scheme, story: bool) -> Vec<f64> {
    let mut scores = evidence.scores.clone();
    let other = scores.len() - 1;
    scores[other] += OTHER;
    if evidence.has_content {
        for place in cues::places(scheme) {
            scores[index(scheme, place.part)] += PLACE * closeness(place, middle);
        }
    }
    if !story {
        scores[other] += NO_STORY;
    }
    scores
}

/// Where a part's score stands in a row; none of the parts comes last.
fn index(scheme: Scheme, part: Part) -> usize {
    scheme.parts().iter().position(|known| *known == part).unwrap_or(scheme.parts().len())
}

/// The logarithm of a bell curve around the part's usual place, with a floor.
fn closeness(place: &Place, middle: f64) -> f64 {
    let distance = (middle - place.centre) / place.width;
    f64::max(-0.5 * distance * distance, FURTHEST)
}

/// Where the middle of each sentence lies in the answer, 0 to 1, counted in syllables.
fn middles(sentences: &[String]) -> Vec<f64> {
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
