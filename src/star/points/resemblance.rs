//! How much what was said resembles a story, against what any other answer would have in common with it by chance.
//!
//! Each word, name and number of the story is held against the answer, once. One that is there speaks for the story by how much oftener it is found where
//! the story is told than in any answer; one that is not there speaks against it a little. The sum is a log-likelihood ratio, as relevance is weighed in
//! information retrieval (Robertson & Spärck Jones 1976).

use super::item::Item;
use super::rarity::Rarity;
use super::{Heard, Point, Sought, sought};
use crate::domain::Language;

/// Of what a story names, so much is found in an answer that tells it.
const TOLD: f64 = 0.35;
/// In the other language only names and numbers are looked for, and fewer are left.
const TOLD_IN_OTHER_WORDS: f64 = 0.25;

/// The natural logarithm of how much likelier the answer is if it tells the story, with these `points`, than if it tells another one.
pub fn resemblance(heard: &Heard, points: &[Point], language: Language) -> f64 {
    let rarity = Rarity::of(language);
    let length = heard.whole.length() as f64 / rarity.words;
    let mut seen: Vec<Item> = Vec::new();
    let mut sum = 0.0;
    for point in points {
        let Sought { foreign, items, .. } = sought(point, language);
        for item in items {
            if seen.contains(&item) {
                continue;
            }
            let told = if foreign { TOLD_IN_OTHER_WORDS } else { TOLD };
            // In a longer answer everything is found more often by chance.
            let chance = 1.0 - (1.0 - rarity.share(&item)).powf(length);
            sum += match heard.whole.holds(&item) {
                true => (told + (1.0 - told) * chance) / chance,
                false => 1.0 - told,
            }
            .ln();
            seen.push(item);
        }
    }
    sum
}
