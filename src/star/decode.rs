//! Finds the labels of a whole answer: the most probable path through the sentences (Viterbi), and how probable each label is given all of them
//! (forward–backward; Rabiner 1989, Proceedings of the IEEE 77(2)).

/// Log-odds of each step relative to going on with the same part. Parts are told in blocks, nearly always forward; no step is impossible.
const NEXT_PART: f64 = -0.5;
const SKIPPED_PART: f64 = -0.4;
const STEP_BACK: f64 = -1.5;
const FURTHER_BACK: f64 = -0.4;
const INTO_OTHER: f64 = -1.2;
const OUT_OF_OTHER: f64 = -0.5;

/// For each sentence the state on the best path and its probability given the whole answer. `scores` has a row a sentence: log-odds of the parts in
/// their order, then of none of them.
pub fn decode(scores: &[Vec<f64>]) -> Vec<(usize, f64)> {
    let probabilities = posteriors(scores);
    best_path(scores).into_iter().zip(probabilities).map(|(state, row)| (state, row[state])).collect()
}

fn step(from: usize, to: usize, other: usize) -> f64 {
    match (from, to) {
        _ if from == to => 0.0,
        _ if to == other => INTO_OTHER,
        _ if from == other => OUT_OF_OTHER,
        _ if to > from => NEXT_PART + SKIPPED_PART * (to - from - 1) as f64,
        _ => STEP_BACK + FURTHER_BACK * (from - to - 1) as f64,
    }
}

fn best_path(scores: &[Vec<f64>]) -> Vec<usize> {
    let Some(first) = scores.first() else { return Vec::new() };
    let states = first.len();
    let mut best = first.clone();
    let mut came_from: Vec<Vec<usize>> = Vec::with_capacity(scores.len());
    for row in &scores[1..] {
        let before: Vec<usize> = (0..states).map(|to| most(states, |from| best[from] + step(from, to, states - 1))).collect();
        best = (0..states).map(|to| best[before[to]] + step(before[to], to, states - 1) + row[to]).collect();
        came_from.push(before);
    }
    let mut path = vec![most(states, |state| best[state])];
    for before in came_from.iter().rev() {
        path.push(before[path[path.len() - 1]]);
    }
    path.reverse();
    path
}

/// The first of the states with the highest value.
fn most(states: usize, value: impl Fn(usize) -> f64) -> usize {
    (1..states).fold(0, |best, state| if value(state) > value(best) { state } else { best })
}

fn posteriors(scores: &[Vec<f64>]) -> Vec<Vec<f64>> {
    let Some(first) = scores.first() else { return Vec::new() };
    let states = first.len();
    let mut forward = vec![first.clone()];
    for row in &scores[1..] {
        let before = &forward[forward.len() - 1];
        let next = (0..states).map(|to| row[to] + log_sum((0..states).map(|from| before[from] + step(from, to, states - 1)))).collect();
        forward.push(next);
    }
    let mut after = vec![0.0; states];
    let mut found = Vec::with_capacity(scores.len());
    for (at, ahead) in forward.iter().enumerate().rev() {
        let joint: Vec<f64> = ahead.iter().zip(&after).map(|(ahead, behind)| ahead + behind).collect();
        let all = log_sum(joint.iter().copied());
        found.push(joint.iter().map(|value| (value - all).exp()).collect());
        after = (0..states).map(|from| log_sum((0..states).map(|to| step(from, to, states - 1) + scores[at][to] + after[to]))).collect();
    }
    found.reverse();
    found
}

/// ln Σ eˣ, without overflow.
fn log_sum(values: impl Iterator<Item = f64> + Clone) -> f64 {
    let largest = values.clone().fold(f64::NEG_INFINITY, f64::max);
    largest + values.map(|value| (value - largest).exp()).sum::<f64>().ln()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_lone_sentence_gets_its_softmax() {
        let found = decode(&[vec![0.0, 2.0_f64.ln(), 0.0]]);
        assert_eq!(found[0].0, 1);
        assert!((found[0].1 - 0.5).abs() < 1e-12);
    }

    #[test]
    fn order_decides_where_evidence_is_silent_and_yields_where_it_speaks() {
        let silent = [vec![2.0, 0.0, 0.0], vec![0.5, 0.5, 0.0], vec![0.0, 2.0, 0.0]];
        assert_eq!(decode(&silent).iter().map(|found| found.0).collect::<Vec<_>>(), [0, 0, 1]);
        let backwards = [vec![0.0, 3.0, 0.0], vec![3.0, 0.0, 0.0], vec![0.0, 3.0, 0.0]];
        assert_eq!(decode(&backwards).iter().map(|found| found.0).collect::<Vec<_>>(), [1, 0, 1]);
    }

    #[test]
    fn no_sentences_give_no_labels() {
        assert!(decode(&[]).is_empty());
    }

    proptest! {
        #[test]
        fn probabilities_of_a_sentence_add_up_to_one(scores in prop::collection::vec(prop::collection::vec(-8.0..8.0_f64, 5), 1..30)) {
            for row in posteriors(&scores) {
                prop_assert!((row.iter().sum::<f64>() - 1.0).abs() < 1e-9);
            }
        }

        #[test]
        fn no_other_path_is_better_than_the_best(scores in prop::collection::vec(prop::collection::vec(-4.0..4.0_f64, 4), 1..7), other in prop::collection::vec(0..4_usize, 7)) {
            let value = |path: &[usize]| -> f64 {
                let steps: f64 = path.windows(2).map(|pair| step(pair[0], pair[1], 3)).sum();
                steps + path.iter().zip(&scores).map(|(&state, row)| row[state]).sum::<f64>()
            };
            prop_assert!(value(&best_path(&scores)) >= value(&other[..scores.len()]) - 1e-9);
        }
    }
}
