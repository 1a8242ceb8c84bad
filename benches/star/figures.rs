//! Macro-F1 over sentences, and how far it may be off.

use mynah::domain::Part;

use crate::answers::Answer;
use crate::dice::Dice;

pub struct Score {
    pub four: f64,
    /// S and T taken for one.
    pub merged: f64,
    /// S, T, A, R.
    pub parts: [f64; 4],
}

const PARTS: [Part; 4] = [Part::Situation, Part::Task, Part::Action, Part::Result];

/// Sentences whose truth is O are left out; O given to another is a miss.
pub fn macro_f1(answers: &[Answer], labels: &[Vec<Part>]) -> Score {
    let pairs: Vec<(Part, Part)> =
        answers.iter().zip(labels).flat_map(|(answer, labels)| answer.labels.iter().copied().zip(labels.iter().copied())).collect();
    let merge = |part: Part| if part == Part::Task { Part::Situation } else { part };
    let merged: Vec<(Part, Part)> = pairs.iter().map(|&(truth, label)| (merge(truth), merge(label))).collect();
    let parts = PARTS.map(|part| f1(&pairs, part));
    let three = [Part::Situation, Part::Action, Part::Result].map(|part| f1(&merged, part));
    Score { four: parts.iter().sum::<f64>() / 4.0, merged: three.iter().sum::<f64>() / 3.0, parts }
}

pub fn f1(pairs: &[(Part, Part)], part: Part) -> f64 {
    let told = pairs.iter().filter(|(truth, _)| *truth != Part::Other);
    let (mut hits, mut wrong) = (0.0, 0.0);
    for &(truth, label) in told {
        match (truth == part, label == part) {
            (true, true) => hits += 1.0,
            (false, false) => {}
            _ => wrong += 1.0,
        }
    }
    2.0 * hits / f64::max(1.0, 2.0 * hits + wrong)
}

const DRAWS: usize = 500;

/// The 95 % interval of the four-way figure: answers drawn anew, with repetition (Efron 1979).
pub fn interval(answers: &[Answer], labels: &[Vec<Part>]) -> (f64, f64) {
    let mut dice = Dice::new(1);
    let mut scores: Vec<f64> = (0..DRAWS)
        .map(|_| {
            let drawn: Vec<usize> = answers.iter().map(|_| dice.below(answers.len())).collect();
            let answers: Vec<Answer> = drawn.iter().map(|&at| answers[at].clone()).collect();
            let labels: Vec<Vec<Part>> = drawn.iter().map(|&at| labels[at].clone()).collect();
            macro_f1(&answers, &labels).four
        })
        .collect();
    scores.sort_by(f64::total_cmp);
    (scores[DRAWS * 25 / 1000], scores[DRAWS * 975 / 1000])
}
