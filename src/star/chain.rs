//! Reads an answer as a chain of sentences: how probable each label is given all of them (forward–backward; Rabiner 1989, Proceedings of the IEEE 77(2)).
//! All scores are natural logarithms.

/// What it costs to begin, to go on and to end in each state. A state may be closed to another with [`CLOSED`].
#[derive(Clone, Debug, PartialEq)]
pub struct Chain {
    pub begin: Vec<f64>,
    /// `steps[from][to]`.
    pub steps: Vec<Vec<f64>>,
    pub end: Vec<f64>,
}

/// The score of a step that is never taken: far below any sum of scores, and still a number.
pub const CLOSED: f64 = -1e4;

/// What is known of the states when all sentences are looked at.
#[derive(Debug)]
pub struct Marginals {
    /// The probability of each state, a row a sentence.
    pub states: Vec<Vec<f64>>,
    /// ln Σ over all paths, which training needs.
    pub log_partition: f64,
    forward: Vec<Vec<f64>>,
    backward: Vec<Vec<f64>>,
}

impl Chain {
    pub fn states(&self) -> usize {
        self.begin.len()
    }

    fn is_open(&self, from: usize, to: usize) -> bool {
        self.steps[from][to] > CLOSED
    }

    /// `scores` has a row a sentence with a value for each state.
    pub fn marginals(&self, scores: &[Vec<f64>]) -> Marginals {
        let (forward, backward) = (self.forward(scores), self.backward(scores));
        let log_partition = match forward.last() {
            Some(last) => log_sum(last.iter().zip(&self.end).map(|(score, end)| score + end)),
            None => 0.0,
        };
        let row = |(ahead, behind): (&Vec<f64>, &Vec<f64>)| ahead.iter().zip(behind).map(|(a, b)| libm::exp(a + b - log_partition)).collect();
        let states = forward.iter().zip(&backward).map(row).collect();
        Marginals { states, log_partition, forward, backward }
    }

    /// Adds the expected number of times that each step is taken, times `weight`, to `counts[from][to]`.
    pub fn count_steps(&self, scores: &[Vec<f64>], marginals: &Marginals, weight: f64, counts: &mut [Vec<f64>]) {
        let here = scores.iter().zip(&marginals.backward).skip(1);
        for ((score, behind), ahead) in here.zip(&marginals.forward) {
            for (from, row) in counts.iter_mut().enumerate() {
                for (to, count) in row.iter_mut().enumerate() {
                    if self.is_open(from, to) {
                        let joint = ahead[from] + self.steps[from][to] + score[to] + behind[to];
                        *count += weight * libm::exp(joint - marginals.log_partition);
                    }
                }
            }
        }
    }

    fn forward(&self, scores: &[Vec<f64>]) -> Vec<Vec<f64>> {
        let states = self.states();
        let mut found: Vec<Vec<f64>> = Vec::with_capacity(scores.len());
        for row in scores {
            let next = (0..states)
                .map(|to| {
                    row[to]
                        + match found.last() {
                            None => self.begin[to],
                            Some(before) => {
                                log_sum((0..states).filter(|&from| self.is_open(from, to)).map(|from| before[from] + self.steps[from][to]))
                            }
                        }
                })
                .collect();
            found.push(next);
        }
        found
    }

    fn backward(&self, scores: &[Vec<f64>]) -> Vec<Vec<f64>> {
        let states = self.states();
        let mut found: Vec<Vec<f64>> = Vec::with_capacity(scores.len());
        let mut after = self.end.clone();
        for row in scores.iter().rev() {
            let open = |from: usize| (0..states).filter(move |&to| self.is_open(from, to));
            let before = (0..states).map(|from| log_sum(open(from).map(|to| self.steps[from][to] + row[to] + after[to]))).collect();
            found.push(std::mem::replace(&mut after, before));
        }
        found.reverse();
        found
    }
}

/// ln Σ eˣ, without overflow.
pub fn log_sum(values: impl Iterator<Item = f64> + Clone) -> f64 {
    let largest = values.clone().fold(f64::NEG_INFINITY, f64::max);
    largest + libm::log(values.map(|value| libm::exp(value - largest)).sum::<f64>())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn sticky(states: usize) -> Chain {
        let step = |from: usize, to: usize| if from == to { 0.0 } else { -1.0 };
        let steps = (0..states).map(|from| (0..states).map(|to| step(from, to)).collect()).collect();
        Chain { begin: vec![0.0; states], steps, end: vec![0.0; states] }
    }

    #[test]
    fn a_lone_sentence_gets_its_softmax() {
        let found = sticky(3).marginals(&[vec![0.0, 2.0_f64.ln(), 0.0]]);
        assert!((found.states[0][1] - 0.5).abs() < 1e-12);
        assert!((found.log_partition - 4.0_f64.ln()).abs() < 1e-12);
    }

    fn likeliest(chain: &Chain, scores: &[Vec<f64>]) -> Vec<usize> {
        let best = |row: &Vec<f64>| (0..row.len()).fold(0, |best, state| if row[state] > row[best] { state } else { best });
        chain.marginals(scores).states.iter().map(best).collect()
    }

    #[test]
    fn neighbours_decide_where_a_sentence_is_silent_and_yield_where_it_speaks() {
        let chain = sticky(3);
        assert_eq!(likeliest(&chain, &[vec![2.0, 0.0, 0.0], vec![0.5, 0.5, 0.0], vec![0.0, 2.0, 0.0]]), [0, 0, 1]);
        assert_eq!(likeliest(&chain, &[vec![0.0, 3.0, 0.0], vec![3.0, 0.0, 0.0], vec![0.0, 3.0, 0.0]]), [1, 0, 1]);
    }

    #[test]
    fn a_closed_step_is_never_taken() {
        let mut chain = sticky(2);
        chain.steps[0][1] = CLOSED;
        let scores = [vec![1.0, 0.0], vec![0.0, 5.0]];
        assert_eq!(likeliest(&chain, &scores), [1, 1]);
        let mut counts = vec![vec![0.0; 2]; 2];
        chain.count_steps(&scores, &chain.marginals(&scores), 1.0, &mut counts);
        assert_eq!(counts[0][1], 0.0);
    }

    #[test]
    fn no_sentences_give_no_labels() {
        assert!(sticky(2).marginals(&[]).states.is_empty());
    }

    fn scores(states: usize, longest: usize) -> impl Strategy<Value = Vec<Vec<f64>>> {
        prop::collection::vec(prop::collection::vec(-8.0..8.0_f64, states), 1..longest)
    }

    proptest! {
        #[test]
        fn probabilities_of_a_sentence_add_up_to_one(scores in scores(5, 30)) {
            for row in sticky(5).marginals(&scores).states {
                prop_assert!((row.iter().sum::<f64>() - 1.0).abs() < 1e-9);
            }
        }

        #[test]
        fn one_step_fewer_than_sentences_is_counted(scores in scores(4, 12)) {
            let chain = sticky(4);
            let mut counts = vec![vec![0.0; 4]; 4];
            chain.count_steps(&scores, &chain.marginals(&scores), 1.0, &mut counts);
            prop_assert!((counts.iter().flatten().sum::<f64>() - (scores.len() - 1) as f64).abs() < 1e-9);
        }
    }
}
