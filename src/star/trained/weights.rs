//! The learned weights, and the file they are kept in.
//!
//! Little-endian: `MYNAHST2`; the number of text features (u32) and what one unit of their weights is worth (f32); for each, in the order of their names, the
//! name (u32) and its weights ([`TEXT`] × i8); then, all f32: for each figure of the place a weight for each part in each way of telling, what it costs to
//! begin in each state, the steps within the first way of telling and within the second ([`WAY`] × [`WAY`] each), and what it costs to end.

use super::features::{Features, PLACE_FEATURES};
use crate::star::chain::{CLOSED, Chain};

/// The parts of the scheme, of which none has more than four, and last `Part::Other`.
pub const PARTS: usize = 5;

/// Told in order and complete, or in any other way.
pub const WAYS: usize = 2;

/// The states of one way of telling: each part as it begins, then each part as it goes on. Whoever begins a part says so ("so I …", 우선), and what he says
/// next need not.
pub const WAY: usize = 2 * PARTS;

pub const STATES: usize = WAYS * WAY;

/// What a feature of the text says for each part, then what it says in addition for its beginning.
pub const TEXT: usize = 2 * PARTS;

const MARK: &[u8; 8] = b"MYNAHST2";

#[derive(Clone, Copy, Debug, PartialEq)]
struct Entry {
    name: u32,
    weights: [i8; TEXT],
}

#[derive(Clone, Debug, PartialEq)]
pub struct Weights {
    /// Ordered by name.
    text: Vec<Entry>,
    unit: f32,
    place: Vec<[f32; WAYS * PARTS]>,
    pub chain: Chain,
}

/// Weights as they are learned, before they are rounded.
pub struct Learned {
    /// Ordered by name.
    pub text: Vec<(u32, [f64; TEXT])>,
    pub place: Vec<[f64; WAYS * PARTS]>,
    pub chain: Chain,
}

/// Up to a thirtieth of the largest weight a feature changes labels by chance alone: leaving all of these out moved no figure by 0.01.
const LEAST: u8 = 4;

impl Weights {
    /// Rounded to a hundred and twenty-seventh of the largest; what says next to nothing for any part is left out, nine features of ten.
    pub fn rounded(learned: &Learned) -> Self {
        let largest = learned.text.iter().flat_map(|(_, weights)| weights).fold(0.0, |most: f64, weight| most.max(weight.abs()));
        let unit = (largest.max(f64::MIN_POSITIVE) / 127.0) as f32;
        let entry = |&(name, weights): &(u32, [f64; TEXT])| Entry { name, weights: weights.map(|weight| (weight / f64::from(unit)).round() as i8) };
        let single = |scores: &[f64]| scores.iter().map(|&score| f64::from(score as f32)).collect::<Vec<_>>();
        let chain = Chain {
            begin: single(&learned.chain.begin),
            steps: learned.chain.steps.iter().map(|row| single(row)).collect(),
            end: single(&learned.chain.end),
        };
        let text = learned.text.iter().map(entry).filter(|entry| entry.weights.iter().any(|weight| weight.unsigned_abs() > LEAST)).collect();
        Self { text, unit, place: learned.place.iter().map(|row| row.map(|weight| weight as f32)).collect(), chain }
    }

    /// A score for each state of one sentence.
    pub fn score(&self, features: &Features) -> Vec<f64> {
        let mut text = [0.0; TEXT];
        for (name, value) in &features.text {
            if let Ok(at) = self.text.binary_search_by_key(name, |entry| entry.name) {
                text.iter_mut().zip(self.text[at].weights).for_each(|(sum, weight)| *sum += value * f64::from(weight));
            }
        }
        text.iter_mut().for_each(|sum| *sum *= f64::from(self.unit));
        text.iter_mut().zip(features.given).for_each(|(sum, given)| *sum += given);
        let mut place = [0.0; WAYS * PARTS];
        for (value, row) in features.place.iter().zip(&self.place) {
            place.iter_mut().zip(row).for_each(|(sum, weight)| *sum += value * f64::from(*weight));
        }
        states(&text, &place)
    }

    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = MARK.to_vec();
        bytes.extend((self.text.len() as u32).to_le_bytes());
        bytes.extend(self.unit.to_le_bytes());
        for entry in &self.text {
            bytes.extend(entry.name.to_le_bytes());
            bytes.extend(entry.weights.map(i8::cast_unsigned));
        }
        let steps = [0, 1].into_iter().flat_map(|way| block(&self.chain.steps, way));
        let chain = self.chain.begin.iter().copied().chain(steps).chain(self.chain.end.iter().copied()).map(|score| score as f32);
        bytes.extend(self.place.iter().flatten().copied().chain(chain).flat_map(f32::to_le_bytes));
        bytes
    }

    /// `None` where the bytes are not such a file.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let mut rest = bytes.strip_prefix(MARK)?;
        let count = u32::from_le_bytes(take(&mut rest)?) as usize;
        let unit = f32::from_le_bytes(take(&mut rest)?);
        let mut text = Vec::new();
        for _ in 0..count {
            text.push(Entry { name: u32::from_le_bytes(take(&mut rest)?), weights: take::<TEXT>(&mut rest)?.map(u8::cast_signed) });
        }
        let mut figures = Vec::new();
        while !rest.is_empty() {
            figures.push(f32::from_le_bytes(take(&mut rest)?));
        }
        let (place, chain) = figures.split_at_checked(PLACE_FEATURES * WAYS * PARTS)?;
        let place = place.as_chunks::<{ WAYS * PARTS }>().0.to_vec();
        let wide: Vec<f64> = chain.iter().map(|&score| f64::from(score)).collect();
        let (begin, wide) = wide.split_at_checked(STATES)?;
        let (steps, end) = wide.split_at_checked(WAYS * WAY * WAY)?;
        (end.len() == STATES).then(|| Self { text, unit, place, chain: two_ways(begin, steps, end) })
    }
}

/// The number of a state.
pub fn state(way: usize, begins: bool, part: usize) -> usize {
    way * WAY + if begins { 0 } else { PARTS } + part
}

/// The scores of all states, from what the text says ([`TEXT`]) and what the place says for each part in each way of telling.
pub fn states(text: &[f64; TEXT], place: &[f64; WAYS * PARTS]) -> Vec<f64> {
    let mut scores = Vec::with_capacity(STATES);
    for of_way in place.as_chunks::<PARTS>().0 {
        scores.extend((0..PARTS).map(|part| text[part] + text[PARTS + part] + of_way[part]));
        scores.extend((0..PARTS).map(|part| text[part] + of_way[part]));
    }
    scores
}

/// Two chains side by side: who begins in one way of telling stays in it. An answer begins with the beginning of a part, a part goes on only as itself, and
/// another begins where it ends.
pub fn two_ways(begin: &[f64], steps: &[f64], end: &[f64]) -> Chain {
    let mut table = vec![vec![CLOSED; STATES]; STATES];
    for (at, &score) in steps.iter().enumerate() {
        let (way, from, to) = (at / (WAY * WAY), at / WAY % WAY, at % WAY);
        let (goes_on, is_same) = (to >= PARTS, from % PARTS == to % PARTS);
        if goes_on == is_same {
            table[way * WAY + from][way * WAY + to] = score;
        }
    }
    let begin = begin.iter().enumerate().map(|(at, &score)| if at % WAY < PARTS { score } else { CLOSED }).collect();
    Chain { begin, steps: table, end: end.to_vec() }
}

/// The steps within one way of telling, row by row.
pub fn block(steps: &[Vec<f64>], way: usize) -> impl Iterator<Item = f64> {
    let within = way * WAY..(way + 1) * WAY;
    steps[within.clone()].iter().flat_map(move |row| row[within.clone()].iter().copied())
}

fn take<const N: usize>(rest: &mut &[u8]) -> Option<[u8; N]> {
    let (taken, left) = rest.split_first_chunk::<N>()?;
    *rest = left;
    Some(*taken)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn learned() -> Learned {
        let steps: Vec<f64> = (0..WAYS * WAY * WAY).map(|at| at as f64).collect();
        Learned {
            text: vec![(3, [0.5, -1.27, 0.0, 0.001, 1.0, 0.0, 0.0, 0.3, 0.0, 0.0]), (7, [0.02; TEXT])],
            place: vec![[0.25; WAYS * PARTS]; PLACE_FEATURES],
            chain: two_ways(&[1.0; STATES], &steps, &[-1.0; STATES]),
        }
    }

    #[test]
    fn what_is_written_is_read_again() {
        let weights = Weights::rounded(&learned());
        assert_eq!(Weights::from_bytes(&weights.to_bytes()), Some(weights));
    }

    #[test]
    fn small_weights_are_left_out_and_the_rest_is_nearly_as_learned() {
        let weights = Weights::rounded(&learned());
        assert_eq!(weights.text, [Entry { name: 3, weights: [50, -127, 0, 0, 100, 0, 0, 30, 0, 0] }]);
        let features = Features { text: vec![(3, 2.0), (7, 1.0)], place: [0.0; PLACE_FEATURES], given: [0.0; PARTS] };
        let found = weights.score(&features);
        let (begins, goes_on) = ([1.0, -2.54, 0.6, 0.0, 2.0], [1.0, -2.54, 0.0, 0.0, 2.0]);
        for (found, expected) in found.iter().zip([begins, goes_on, begins, goes_on].concat()) {
            assert!((found - expected).abs() < 0.01, "{found} and {expected}");
        }
    }

    #[test]
    fn a_part_begins_before_it_goes_on_and_never_twice_running() {
        let chain = learned().chain;
        let [begins, goes_on, another] = [state(1, true, 2), state(1, false, 2), state(1, true, 3)];
        assert!(chain.begin[begins] > CLOSED);
        assert_eq!(chain.begin[goes_on], CLOSED);
        for (from, to, is_open) in [
            (begins, goes_on, true),
            (goes_on, goes_on, true),
            (goes_on, another, true),
            (begins, another, true),
            (begins, begins, false),
            (goes_on, begins, false),
            (another, goes_on, false),
            (state(0, true, 2), goes_on, false),
        ] {
            assert_eq!(chain.steps[from][to] > CLOSED, is_open, "from {from} to {to}");
        }
    }

    #[test]
    fn a_broken_file_is_none() {
        let bytes = Weights::rounded(&learned()).to_bytes();
        for length in [0, 8, 15, 20, bytes.len() - 1, bytes.len() - 4] {
            assert_eq!(Weights::from_bytes(&bytes[..length]), None, "{length} bytes");
        }
    }
}
