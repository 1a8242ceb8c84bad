//! Learns to tell that a part of a story is not told, by logistic regression on [`Signs`] (L-BFGS, as in `objective`). The model of labels must not have seen
//! the answers it is judged by here, so each is read by one that was learned from the other styles.

use argmin::core::{CostFunction, Error, Gradient};

use mynah::domain::{Language, Part, Scheme};
use mynah::star::trained::{Absence, GROUPS, SIGNS, Signs, log_sum};

use crate::copies::{self, Answer};
use crate::objective::descend;
use crate::{FOLDS, held_out, learn};

/// Half of this times the square of each weight. From a tenth to a hundred times as much changes nothing: there are thousands of answers for each weight.
const PENALTY: f64 = 1.0;
const STEPS: u64 = 80;

pub fn learn_absence(language: Language, answers: &[Answer]) -> Absence {
    let examples: Vec<Example> = (0..FOLDS).flat_map(|fold| read_by_others(language, answers, fold)).collect();
    Absence(std::array::from_fn(|group| Problem { group, examples: &examples }.solve().map(|weight| weight as f32)))
}

struct Example {
    weight: f64,
    signs: Signs,
    /// Which groups are not told.
    is_absent: [bool; GROUPS.len()],
}

fn read_by_others(language: Language, answers: &[Answer], fold: usize) -> Vec<Example> {
    let (read, learned_from) = held_out(answers, &copies::styles(answers), fold);
    let weights = learn(Scheme::Star, language, &learned_from);
    let tells = |answer: &Answer, group: &[Part]| answer.sentences.iter().any(|(part, _)| group.contains(part));
    let example = |answer: Answer| Example {
        weight: answer.weight,
        signs: weights.signs(&answer.texts(), language),
        is_absent: GROUPS.map(|group| !tells(&answer, group)),
    };
    read.iter().flat_map(variants).filter(|answer| GROUPS.iter().any(|group| tells(answer, group))).map(example).collect()
}

/// As written; what is told in order and complete also without each group.
fn variants(answer: &Answer) -> Vec<Answer> {
    let mut found = vec![answer.clone()];
    if copies::is_in_order(answer, Scheme::Star) {
        found.extend(GROUPS.map(|group| copies::without(answer, group)));
    }
    found
}

struct Problem<'a> {
    group: usize,
    examples: &'a [Example],
}

impl Problem<'_> {
    fn solve(self) -> Signs {
        descend(self, SIGNS, STEPS).try_into().expect("there is a weight for each sign")
    }

    fn score(weights: &[f64], example: &Example) -> f64 {
        weights.iter().zip(example.signs).map(|(weight, sign)| weight * sign).sum()
    }
}

/// The probability whose log-odds these are.
fn sigmoid(log_odds: f64) -> f64 {
    1.0 / (1.0 + libm::exp(-log_odds))
}

impl CostFunction for Problem<'_> {
    type Param = Vec<f64>;
    type Output = f64;

    fn cost(&self, weights: &Vec<f64>) -> Result<f64, Error> {
        let lost = |example: &Example| {
            let score = Self::score(weights, example);
            example.weight * (log_sum([0.0, score].into_iter()) - if example.is_absent[self.group] { score } else { 0.0 })
        };
        let penalty = 0.5 * PENALTY * weights.iter().map(|weight| weight * weight).sum::<f64>();
        Ok(self.examples.iter().map(lost).sum::<f64>() + penalty)
    }
}

impl Gradient for Problem<'_> {
    type Param = Vec<f64>;
    type Gradient = Vec<f64>;

    fn gradient(&self, weights: &Vec<f64>) -> Result<Vec<f64>, Error> {
        let mut slope: Vec<f64> = weights.iter().map(|weight| PENALTY * weight).collect();
        for example in self.examples {
            let excess = sigmoid(Self::score(weights, example)) - f64::from(u8::from(example.is_absent[self.group]));
            slope.iter_mut().zip(example.signs).for_each(|(slope, sign)| *slope += example.weight * excess * sign);
        }
        Ok(slope)
    }
}
