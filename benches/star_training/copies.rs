//! The answers to learn from, and copies of them told otherwise: with the parts shuffled, and with one taken out.

use mynah::domain::Part;

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

const STORY: [Part; 4] = [Part::Situation, Part::Task, Part::Action, Part::Result];

/// Each copy counts this much of its answer.
const COPY: f64 = 0.5;

/// Whether S, T, A and R are all told, each in one go, in this order.
pub fn is_in_order(answer: &Answer) -> bool {
    let mut told: Vec<Part> = answer.sentences.iter().map(|(part, _)| *part).filter(|part| *part != Part::Other).collect();
    told.dedup();
    told == STORY
}

/// Whether each of S, T, A and R is told.
pub fn is_whole(answer: &Answer) -> bool {
    STORY.iter().all(|part| answer.sentences.iter().any(|(told, _)| told == part))
}

/// Two copies of every answer that is told in order.
pub fn copies(answers: &[Answer]) -> Vec<Answer> {
    let mut dice = Dice::new(7);
    let in_order = answers.iter().filter(|answer| is_in_order(answer));
    in_order.flat_map(|answer| [shuffled(answer, &mut dice), with_a_part_cut_out(answer, &mut dice)]).collect()
}

/// In another order, half of the time with the Result first.
fn shuffled(answer: &Answer, dice: &mut Dice) -> Answer {
    let mut order = STORY;
    while order == STORY {
        for at in (1..order.len()).rev() {
            order.swap(at, dice.below(at + 1));
        }
        if dice.below(2) == 0 {
            let result = order.iter().position(|part| *part == Part::Result).unwrap_or(0);
            order[..=result].rotate_right(1);
        }
    }
    let told = |part: Part| answer.sentences.iter().filter(move |(told, _)| *told == part).cloned();
    Answer { weight: answer.weight * COPY, is_original: false, sentences: order.into_iter().flat_map(told).collect(), ..answer.clone() }
}

/// Without S and T, without A, or without R.
fn with_a_part_cut_out(answer: &Answer, dice: &mut Dice) -> Answer {
    let out: &[Part] = [&[Part::Situation, Part::Task] as &[Part], &[Part::Action], &[Part::Result]][dice.below(3)];
    let sentences = answer.sentences.iter().filter(|(part, _)| !out.contains(part)).cloned().collect();
    Answer { weight: answer.weight * COPY, is_original: false, sentences, ..answer.clone() }
}
