//! What learning makes as small as it can: minus the logarithm of the probability that the model gives to the labels, with a penalty for large weights
//! (conditional random fields: Lafferty, McCallum & Pereira 2001), found by L-BFGS (Liu & Nocedal 1989).

use std::cell::RefCell;
use std::collections::BTreeMap;

use argmin::core::{CostFunction, Error, Executor, Gradient};
use argmin::solver::linesearch::MoreThuenteLineSearch;
use argmin::solver::quasinewton::LBFGS;

use mynah::domain::{Language, Part, Scheme};
use mynah::star::trained::{Chain, Features, Learned, PARTS, PLACE_FEATURES, STATES, TEXT, WAY, WAYS, block, features, state, states, two_ways};

use crate::copies::{Answer, is_in_order};

/// Penalties: half of this times the square of each weight. Twice and half of each changes no figure by more than one more style of answers does.
const TEXT_PENALTY: f64 = 2.0;
const BEGINNING_PENALTY: f64 = 4.0;
const PLACE_PENALTY: f64 = 0.3;
const CHAIN_PENALTY: f64 = 0.1;

/// Steps of L-BFGS, and how many of them it remembers. More steps change no label in a hundred.
const STEPS: u64 = 60;
const REMEMBERED: usize = 7;

/// A feature of the text must be in this many sentences.
const LEAST_SEEN: usize = 2;

pub fn learn(answers: &[Answer], scheme: Scheme, language: Language) -> Learned {
    let problem = Problem::new(answers, scheme, language);
    let (names, layout) = (problem.names.clone(), problem.layout());
    let best = descend(problem, layout.size(), STEPS);
    Learned {
        text: names.into_iter().zip(layout.text(&best).iter().copied()).collect(),
        place: layout.place(&best).to_vec(),
        chain: layout.chain(&best),
    }
}

/// The weights, `size` of them, at which a convex and smooth `problem` is least, as far as so many `steps` from zero come (L-BFGS).
pub fn descend<P>(problem: P, size: usize, steps: u64) -> Vec<f64>
where
    P: CostFunction<Param = Vec<f64>, Output = f64> + Gradient<Param = Vec<f64>, Gradient = Vec<f64>>,
{
    let solver = LBFGS::new(MoreThuenteLineSearch::new(), REMEMBERED);
    let found = Executor::new(problem, solver).configure(|state| state.param(vec![0.0; size]).max_iters(steps)).run();
    let mut found = found.expect("the problem is convex and smooth");
    found.state.take_best_param().expect("there was at least one step")
}

/// An answer with the numbers of its features.
struct Example {
    weight: f64,
    /// A row a sentence: feature and value.
    text: Vec<Vec<(usize, f64)>>,
    place: Vec<[f64; PLACE_FEATURES]>,
    truth: Vec<usize>,
}

/// The cost and its slope at some weights.
struct Looked {
    weights: Vec<f64>,
    cost: f64,
    slope: Vec<f64>,
}

struct Problem {
    names: Vec<u32>,
    examples: Vec<Example>,
    /// Cost and slope are asked for one after the other at the same place.
    last: RefCell<Option<Looked>>,
}

/// Where each kind of weight lies in the vector that L-BFGS sees.
#[derive(Clone, Copy)]
struct Layout {
    names: usize,
}

impl Layout {
    fn place_at(self) -> usize {
        self.names * TEXT
    }

    fn chain_at(self) -> usize {
        self.place_at() + PLACE_FEATURES * WAYS * PARTS
    }

    fn size(self) -> usize {
        self.chain_at() + 2 * STATES + WAYS * WAY * WAY
    }

    fn text(self, weights: &[f64]) -> &[[f64; TEXT]] {
        weights[..self.place_at()].as_chunks().0
    }

    fn place(self, weights: &[f64]) -> &[[f64; WAYS * PARTS]] {
        weights[self.place_at()..self.chain_at()].as_chunks().0
    }

    fn chain(self, weights: &[f64]) -> Chain {
        let (begin, rest) = weights[self.chain_at()..].split_at(STATES);
        let (steps, end) = rest.split_at(WAYS * WAY * WAY);
        two_ways(begin, steps, end)
    }
}

impl Problem {
    fn new(answers: &[Answer], scheme: Scheme, language: Language) -> Self {
        let found: Vec<Vec<Features>> = answers.iter().map(|answer| features(&answer.texts(), scheme, language)).collect();
        let mut seen: BTreeMap<u32, usize> = BTreeMap::new();
        let originals = answers.iter().zip(&found).filter(|(answer, _)| answer.is_original);
        for (name, _) in originals.flat_map(|(_, found)| found).flat_map(|features| &features.text) {
            *seen.entry(*name).or_default() += 1;
        }
        let names: Vec<u32> = seen.into_iter().filter(|(_, times)| *times >= LEAST_SEEN).map(|(name, _)| name).collect();
        let examples = answers.iter().zip(&found).map(|(answer, found)| Example::new(answer, found, scheme, &names)).collect();
        Self { names, examples, last: RefCell::new(None) }
    }

    fn layout(&self) -> Layout {
        Layout { names: self.names.len() }
    }

    fn at(&self, weights: &[f64]) -> (f64, Vec<f64>) {
        if let Some(last) = &*self.last.borrow()
            && last.weights == weights
        {
            return (last.cost, last.slope.clone());
        }
        let (cost, slope) = self.cost_and_slope(weights);
        *self.last.borrow_mut() = Some(Looked { weights: weights.to_vec(), cost, slope: slope.clone() });
        (cost, slope)
    }

    fn cost_and_slope(&self, weights: &[f64]) -> (f64, Vec<f64>) {
        let layout = self.layout();
        let chain = layout.chain(weights);
        let mut slope = vec![0.0; weights.len()];
        let mut counts = vec![vec![0.0; STATES]; STATES];
        let mut cost = 0.0;
        for example in &self.examples {
            let scores: Vec<Vec<f64>> = (0..example.truth.len()).map(|at| example.scores(at, layout, weights)).collect();
            let marginals = chain.marginals(&scores);
            chain.count_steps(&scores, &marginals, example.weight, &mut counts);
            let told: f64 = example.truth.iter().enumerate().map(|(at, &state)| scores[at][state]).sum();
            let steps: f64 = example.truth.windows(2).map(|pair| chain.steps[pair[0]][pair[1]]).sum();
            let (first, last) = (example.truth[0], example.truth[example.truth.len() - 1]);
            cost += example.weight * (marginals.log_partition - told - steps - chain.begin[first] - chain.end[last]);
            example.add_slope(&marginals.states, layout, &mut slope);
            for pair in example.truth.windows(2) {
                counts[pair[0]][pair[1]] -= example.weight;
            }
        }
        let steps_at = layout.chain_at() + STATES;
        for (at, count) in [0, 1].into_iter().flat_map(|way| block(&counts, way)).enumerate() {
            slope[steps_at + at] += count;
        }
        for (at, weight) in weights.iter().enumerate() {
            let penalty = layout.penalty(at);
            cost += 0.5 * penalty * weight * weight;
            slope[at] += penalty * weight;
        }
        (cost, slope)
    }
}

impl Layout {
    fn penalty(self, at: usize) -> f64 {
        if at < self.place_at() {
            if at % TEXT < PARTS { TEXT_PENALTY } else { BEGINNING_PENALTY }
        } else if at < self.chain_at() {
            PLACE_PENALTY
        } else {
            CHAIN_PENALTY
        }
    }
}

impl Example {
    fn new(answer: &Answer, found: &[Features], scheme: Scheme, names: &[u32]) -> Self {
        let known = |features: &Features| {
            let number = |&(name, value): &(u32, f64)| Some((names.binary_search(&name).ok()?, value));
            features.text.iter().filter_map(number).collect()
        };
        let way = usize::from(!is_in_order(answer, scheme));
        let number = |part: Part| scheme.parts().iter().position(|known| *known == part).unwrap_or(PARTS - 1);
        let before = |at: usize| at.checked_sub(1).map(|before| answer.sentences[before].0);
        let told = |(at, (part, _)): (usize, &(Part, String))| state(way, before(at) != Some(*part), number(*part));
        Self {
            weight: answer.weight,
            text: found.iter().map(known).collect(),
            place: found.iter().map(|features| features.place).collect(),
            truth: answer.sentences.iter().enumerate().map(told).collect(),
        }
    }

    fn scores(&self, at: usize, layout: Layout, weights: &[f64]) -> Vec<f64> {
        let mut text = [0.0; TEXT];
        for &(name, value) in &self.text[at] {
            text.iter_mut().zip(layout.text(weights)[name]).for_each(|(sum, weight)| *sum += value * weight);
        }
        let mut place = [0.0; WAYS * PARTS];
        for (value, row) in self.place[at].iter().zip(layout.place(weights)) {
            place.iter_mut().zip(row).for_each(|(sum, weight)| *sum += value * weight);
        }
        states(&text, &place)
    }

    /// What the sentences add to the slope: how much more probable each state is than it should be, times the features.
    fn add_slope(&self, probable: &[Vec<f64>], layout: Layout, slope: &mut [f64]) {
        let last = probable.len() - 1;
        for (at, row) in probable.iter().enumerate() {
            let mut excess: Vec<f64> = row.iter().map(|p| p * self.weight).collect();
            excess[self.truth[at]] -= self.weight;
            let beginning = |part: usize| (0..WAYS).map(|way| excess[state(way, true, part)]).sum::<f64>();
            let either = |way: usize, part: usize| excess[state(way, true, part)] + excess[state(way, false, part)];
            let parts = (0..PARTS).map(|part| (0..WAYS).map(|way| either(way, part)).sum::<f64>());
            let text: Vec<f64> = parts.chain((0..PARTS).map(beginning)).collect();
            let place: Vec<f64> = (0..WAYS * PARTS).map(|at| either(at / PARTS, at % PARTS)).collect();
            for &(name, value) in &self.text[at] {
                slope[name * TEXT..].iter_mut().zip(&text).for_each(|(slope, excess)| *slope += value * excess);
            }
            for (figure, value) in self.place[at].iter().enumerate() {
                let start = layout.place_at() + figure * WAYS * PARTS;
                slope[start..].iter_mut().zip(&place).for_each(|(slope, excess)| *slope += value * excess);
            }
            let ends = [(at == 0, layout.chain_at()), (at == last, layout.size() - STATES)];
            for (_, start) in ends.into_iter().filter(|end| end.0) {
                excess.iter().enumerate().for_each(|(state, excess)| slope[start + state] += excess);
            }
        }
    }
}

impl CostFunction for Problem {
    type Param = Vec<f64>;
    type Output = f64;

    fn cost(&self, weights: &Vec<f64>) -> Result<f64, Error> {
        Ok(self.at(weights).0)
    }
}

impl Gradient for Problem {
    type Param = Vec<f64>;
    type Gradient = Vec<f64>;

    fn gradient(&self, weights: &Vec<f64>) -> Result<Vec<f64>, Error> {
        Ok(self.at(weights).1)
    }
}
