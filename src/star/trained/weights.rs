//! The learned weights, and the file they are kept in.
//!
//! Little-endian: `MYNAHST1`; the number of text features (u32) and what one unit of their weights is worth (f32); for each, in the order of their names, the
//! name (u32) and a weight a part (5 × i8); then, all f32: a row of ten for each figure of the place, what it costs to begin in each of the ten states, the
//! steps within the first way of telling (5 × 5) and within the second, and what it costs to end.

use super::features::{Features, PLACE_FEATURES};
use crate::star::chain::{CLOSED, Chain};

/// The parts of the scheme, of which none has more than four, and last `Part::Other`.
pub const PARTS: usize = 5;

/// Each part in an answer told in order and complete, then each in one told any other way.
pub const STATES: usize = 2 * PARTS;

const MARK: &[u8; 8] = b"MYNAHST1";

/// What one feature of the text says for each part.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Entry {
    name: u32,
    weights: [i8; PARTS],
}

#[derive(Clone, Debug, PartialEq)]
pub struct Weights {
    /// Ordered by name.
    text: Vec<Entry>,
    unit: f32,
    place: Vec<[f32; STATES]>,
    pub chain: Chain,
}

/// Weights as they are learned, before they are rounded.
pub struct Learned {
    /// Ordered by name.
    pub text: Vec<(u32, [f64; PARTS])>,
    pub place: Vec<[f64; STATES]>,
    pub chain: Chain,
}

/// Below a sixtieth of the largest weight a feature changes labels by chance alone: leaving all of these out moved no figure by 0.01.
const LEAST: u8 = 2;

impl Weights {
    /// Rounded to a hundred and twenty-seventh of the largest; what says next to nothing for any part is left out, three quarters of it all.
    pub fn rounded(learned: &Learned) -> Self {
        let largest = learned.text.iter().flat_map(|(_, weights)| weights).fold(0.0, |most: f64, weight| most.max(weight.abs()));
        let unit = (largest.max(f64::MIN_POSITIVE) / 127.0) as f32;
        let entry = |&(name, weights): &(u32, [f64; PARTS])| Entry { name, weights: weights.map(|weight| (weight / f64::from(unit)).round() as i8) };
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
        let mut parts = [0.0; PARTS];
        for (name, value) in &features.text {
            if let Ok(at) = self.text.binary_search_by_key(name, |entry| entry.name) {
                parts.iter_mut().zip(self.text[at].weights).for_each(|(sum, weight)| *sum += value * f64::from(weight));
            }
        }
        parts.iter_mut().for_each(|sum| *sum *= f64::from(self.unit));
        parts[PARTS - 1] += features.nothing;
        let mut states: Vec<f64> = parts.iter().chain(&parts).copied().collect();
        for (value, row) in features.place.iter().zip(&self.place) {
            states.iter_mut().zip(row).for_each(|(sum, weight)| *sum += value * f64::from(*weight));
        }
        states
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
            text.push(Entry { name: u32::from_le_bytes(take(&mut rest)?), weights: take::<PARTS>(&mut rest)?.map(u8::cast_signed) });
        }
        let mut figures = Vec::new();
        while !rest.is_empty() {
            figures.push(f32::from_le_bytes(take(&mut rest)?));
        }
        let (place, chain) = figures.split_at_checked(PLACE_FEATURES * STATES)?;
        let place = place.as_chunks::<STATES>().0.to_vec();
        let wide: Vec<f64> = chain.iter().map(|&score| f64::from(score)).collect();
        let (begin, wide) = wide.split_at_checked(STATES)?;
        let (steps, end) = wide.split_at_checked(2 * PARTS * PARTS)?;
        (end.len() == STATES).then(|| Self { text, unit, place, chain: two_ways(begin, steps, end) })
    }
}

/// Two chains side by side: who begins in one way of telling stays in it.
pub fn two_ways(begin: &[f64], steps: &[f64], end: &[f64]) -> Chain {
    let mut table = vec![vec![CLOSED; STATES]; STATES];
    for (at, &score) in steps.iter().enumerate() {
        let (way, from, to) = (at / (PARTS * PARTS), at / PARTS % PARTS, at % PARTS);
        table[way * PARTS + from][way * PARTS + to] = score;
    }
    Chain { begin: begin.to_vec(), steps: table, end: end.to_vec() }
}

/// The steps within one way of telling, row by row.
pub fn block(steps: &[Vec<f64>], way: usize) -> impl Iterator<Item = f64> {
    let within = way * PARTS..(way + 1) * PARTS;
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
        let steps: Vec<f64> = (0..2 * PARTS * PARTS).map(|at| at as f64).collect();
        Learned {
            text: vec![(3, [0.5, -1.27, 0.0, 0.001, 1.0]), (7, [0.02; PARTS])],
            place: vec![[0.25; STATES]; PLACE_FEATURES],
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
        assert_eq!(weights.text, [Entry { name: 3, weights: [50, -127, 0, 0, 100] }]);
        let features = Features { text: vec![(3, 2.0), (7, 1.0)], place: [0.0; PLACE_FEATURES], nothing: 0.0 };
        let found = weights.score(&features);
        for (found, expected) in found.iter().zip([1.0, -2.54, 0.0, 0.0, 2.0, 1.0, -2.54, 0.0, 0.0, 2.0]) {
            assert!((found - expected).abs() < 0.01, "{found} and {expected}");
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
