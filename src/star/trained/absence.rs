//! Whether a story tells a part at all. The labels do not say: the last deed of an answer without a Result is read as its Result, and order makes it look
//! like one. Here the answer is looked at as a whole: how sure its surest sentence is of each part, how much of the answer is, and how it begins and ends, in
//! three readings. What that says is learned (logistic regression), from answers with and without the part.

use std::sync::LazyLock;

use crate::domain::{Language, Part};

/// What is told or not. Situation and Task, which blur, go together.
pub const GROUPS: [&[Part]; 3] = [&[Part::Situation, Part::Task], &[Part::Action], &[Part::Result]];

/// A story presumed to be whole and in order, the same with nothing presumed, and by the cue tables.
const READINGS: usize = 3;

/// The surest sentence, the mean, the first and the last.
const VIEWS: usize = 4;

/// Always there, the length, and each view of each group in each reading.
pub const SIGNS: usize = 2 + READINGS * VIEWS * GROUPS.len();

pub type Signs = [f64; SIGNS];

/// What the readings say of an answer. In each there is a row a sentence: the probability of S, T, A, R and of none of them.
pub fn signs(readings: [&[Vec<f64>]; READINGS]) -> Signs {
    let sentences = readings[0].len();
    let mut found = [0.0; SIGNS];
    found[..2].copy_from_slice(&[1.0, sentences.min(20) as f64 / 10.0]);
    for (reading, views) in readings.iter().zip(found[2..].chunks_mut(VIEWS * GROUPS.len())) {
        for (group, parts) in [0..2, 2..3, 3..4].into_iter().enumerate() {
            let p: Vec<f64> = reading.iter().map(|row| row[parts.clone()].iter().sum()).collect();
            let (Some(&first), Some(&last)) = (p.first(), p.last()) else { continue };
            let surest = p.iter().copied().fold(0.0, f64::max);
            let mean = p.iter().sum::<f64>() / p.len() as f64;
            for (view, value) in [log_odds(surest), mean, log_odds(first), log_odds(last)].into_iter().enumerate() {
                views[view * GROUPS.len() + group] = value;
            }
        }
    }
    found
}

/// Near enough to certain: beyond it a reading only repeats that it is sure.
const CERTAIN: f64 = 1e-3;

fn log_odds(p: f64) -> f64 {
    libm::log((p + CERTAIN) / (1.0 - p + CERTAIN))
}

/// What was learned: for each group what each sign says for its absence, in natural-log odds.
#[derive(Clone, Debug, PartialEq)]
pub struct Absence(pub [[f32; SIGNS]; GROUPS.len()]);

impl Absence {
    /// The parts that are more likely not told than told.
    pub fn doubted(&self, signs: &Signs) -> Vec<Part> {
        let doubted = GROUPS.iter().zip(&self.0).filter(|(_, weights)| score(weights, signs) > 0.0);
        doubted.flat_map(|(parts, _)| parts.iter().copied()).collect()
    }

    /// Little-endian f32, group by group.
    pub fn to_bytes(&self) -> Vec<u8> {
        self.0.iter().flatten().flat_map(|weight| weight.to_le_bytes()).collect()
    }

    /// `None` where the bytes are not such a file.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (weights, rest) = bytes.as_chunks::<4>();
        let weights: Vec<f32> = weights.iter().map(|bytes| f32::from_le_bytes(*bytes)).collect();
        let (rows, more) = weights.as_chunks::<SIGNS>();
        (rest.is_empty() && more.is_empty()).then(|| rows.try_into().ok().map(Self))?
    }
}

/// The log-odds of the absence.
fn score(weights: &[f32; SIGNS], signs: &Signs) -> f64 {
    weights.iter().zip(signs).map(|(weight, sign)| f64::from(*weight) * sign).sum()
}

static EN: LazyLock<Absence> = LazyLock::new(|| unpacked(include_bytes!("../../../models/star/weights/absence.en.bin")));
static KO: LazyLock<Absence> = LazyLock::new(|| unpacked(include_bytes!("../../../models/star/weights/absence.ko.bin")));

/// # Panics
/// Where the file that was compiled in is not one.
fn unpacked(bytes: &[u8]) -> Absence {
    Absence::from_bytes(bytes).expect("the weights compiled in are whole")
}

pub fn absence(language: Language) -> &'static Absence {
    match language {
        Language::En => &EN,
        Language::Ko => &KO,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_looked_at_as_a_whole_and_at_its_ends() {
        let action = vec![0.0, 0.0, 1.0, 0.0, 0.0];
        let half = vec![0.25, 0.25, 0.0, 0.5, 0.0];
        let found = signs([&[half.clone(), action.clone()], &[], &[]]);
        let sure = log_odds(1.0);
        assert!((sure - 6.9).abs() < 0.01);
        assert_eq!(found[..2], [1.0, 0.2]);
        assert_eq!(found[2..14], [0.0, sure, 0.0, 0.25, 0.5, 0.25, 0.0, -sure, 0.0, -sure, sure, -sure]);
        assert_eq!(found[14..], [0.0; 24]);
    }

    #[test]
    fn a_part_is_doubted_where_more_speaks_against_it_than_for_it() {
        let mut weights = Absence([[0.0; SIGNS]; 3]);
        (weights.0[0][0], weights.0[1][0], weights.0[2][1]) = (0.1, -0.1, 1.0);
        let mut signs = [0.0; SIGNS];
        signs[0] = 1.0;
        assert_eq!(weights.doubted(&signs), [Part::Situation, Part::Task]);
        signs[1] = 0.5;
        assert_eq!(weights.doubted(&signs), [Part::Situation, Part::Task, Part::Result]);
    }

    #[test]
    fn what_is_written_is_read_again_and_a_broken_file_is_none() {
        for language in Language::ALL {
            let bytes = absence(language).to_bytes();
            assert_eq!(Absence::from_bytes(&bytes).as_ref(), Some(absence(language)));
            for length in [0, 4, bytes.len() - 4, bytes.len() - 1] {
                assert_eq!(Absence::from_bytes(&bytes[..length]), None, "{length} bytes");
            }
        }
    }
}
