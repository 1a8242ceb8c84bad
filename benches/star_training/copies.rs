//! The answers to learn from, and copies of them told otherwise: with the parts shuffled, and with one taken out.

use mynah::domain::{Part, Scheme};

use crate::dice::Dice;

#[derive(Clone)]
pub struct Answer {
    pub style: String,
    /// How much the answer counts.
    pub weight: f64,
    /// Written so, and no copy.
    pub is_original: bool,
    pub sentences: Vec<(Part, String)>,
}

impl Answer {
    pub fn texts(&self) -> Vec<String> {
        self.sentences.iter().map(|(_, text)| text.clone()).collect()
    }
}

/// Each copy counts this much of its answer.
const COPY: f64 = 0.5;

/// Whether all parts are told, each in one go, in their order.
pub fn is_in_order(answer: &Answer, scheme: Scheme) -> bool {
    let mut told: Vec<Part> = answer.sentences.iter().map(|(part, _)| *part).filter(|part| *part != Part::Other).collect();
    told.dedup();
    told == scheme.parts()
}

/// Whether each part is told.
pub fn is_whole(answer: &Answer, scheme: Scheme) -> bool {
    scheme.parts().iter().all(|part| answer.sentences.iter().any(|(told, _)| told == part))
}

/// Two copies of every answer that is told in order.
pub fn copies(answers: &[Answer], scheme: Scheme) -> Vec<Answer> {
    let mut dice = Dice::new(7);
    let in_order = answers.iter().filter(|answer| is_in_order(answer, scheme));
    in_order.flat_map(|answer| [shuffled(answer, scheme, &mut dice), with_a_part_cut_out(answer, scheme, &mut dice)]).collect()
}

/// In another order, half of the time with the last part first.
fn shuffled(answer: &Answer, scheme: Scheme, dice: &mut Dice) -> Answer {
    let (mut order, last) = (scheme.parts().to_vec(), scheme.parts()[scheme.parts().len() - 1]);
    while order == scheme.parts() {
        for at in (1..order.len()).rev() {
            order.swap(at, dice.below(at + 1));
        }
        if dice.below(2) == 0 {
            let result = order.iter().position(|part| *part == last).unwrap_or(0);
            order[..=result].rotate_right(1);
        }
    }
    let told = |part: Part| answer.sentences.iter().filter(move |(told, _)| *told == part).cloned();
    Answer { weight: answer.weight * COPY, is_original: false, sentences: order.into_iter().flat_map(told).collect(), ..answer.clone() }
}

/// Without one part; S and T, which blur, go together.
fn with_a_part_cut_out(answer: &Answer, scheme: Scheme, dice: &mut Dice) -> Answer {
    let blurred = if scheme == Scheme::Star { 2 } else { 1 };
    let (together, alone) = scheme.parts().split_at(blurred);
    let out = match dice.below(1 + alone.len()) {
        0 => together,
        at => &alone[at - 1..at],
    };
    Answer { weight: answer.weight * COPY, ..without(answer, out) }
}

/// Without some parts.
pub fn without(answer: &Answer, parts: &[Part]) -> Answer {
    let sentences = answer.sentences.iter().filter(|(part, _)| !parts.contains(part)).cloned().collect();
    Answer { is_original: false, sentences, ..answer.clone() }
}

/// The names of all styles, each once.
pub fn styles(answers: &[Answer]) -> Vec<&str> {
    let mut styles: Vec<&str> = answers.iter().map(|answer| answer.style.as_str()).collect();
    styles.dedup();
    styles
}
