//! How common a word or a number is in answers that tell any story: what is in every second answer tells no story from another. The shares are those in the
//! project's own answers (`models/star/words/`, written by `./x train star`).

use std::sync::LazyLock;

use super::item::{Item, items};
use crate::domain::Language;
use crate::star::hangul;

/// How common what one answer names is, in one language.
pub struct Rarity {
    /// Names as [`named`] gives them, with the share of the answers that they are in.
    shares: Vec<(&'static str, f64)>,
    /// How many words such an answer has.
    pub words: f64,
}

/// What an answer names, each once: words without particles and endings, numbers with `#` before them.
pub fn named(text: &str) -> Vec<String> {
    let mut found: Vec<String> = items(text, &[]).iter().map(name).collect();
    found.sort();
    found.dedup();
    found
}

/// The share of an answer that names nothing often enough to be in the list.
const RARE: f64 = 0.004;
/// Numbers are found in more than what counts with certainty ("two" in "the two of us"), so none is as rare as a name.
const RARE_NUMBER: f64 = 0.02;
/// No word is more common than this, or its absence would say too much.
const COMMON: f64 = 0.9;
/// So many of the first signs make two forms of one word.
const STEM: usize = 4;

static ENGLISH: LazyLock<Rarity> = LazyLock::new(|| Rarity::read(include_str!("../../../models/star/words/en.txt")));
static KOREAN: LazyLock<Rarity> = LazyLock::new(|| Rarity::read(include_str!("../../../models/star/words/ko.txt")));

impl Rarity {
    pub fn of(language: Language) -> &'static Rarity {
        match language {
            Language::En => &ENGLISH,
            Language::Ko => &KOREAN,
        }
    }

    /// The mean number of words of an answer in the first line, then a name a line with the share of the answers that have it.
    fn read(text: &'static str) -> Self {
        let mut lines = text.lines();
        let words = lines.next().and_then(|line| line.parse().ok()).unwrap_or(f64::INFINITY);
        let share = |line: &'static str| line.split_once('\t').and_then(|(name, share)| Some((name, share.parse().ok()?)));
        Self { shares: lines.filter_map(share).collect(), words }
    }

    /// The share of answers to any question in which `item`, or another form of it, would be found.
    pub fn share(&self, item: &Item) -> f64 {
        let name = name(item);
        let shares: f64 = self.shares.iter().filter(|(known, _)| is_alike(&name, known)).map(|(_, share)| share).sum();
        let least = if matches!(item, Item::Number(_)) { RARE_NUMBER } else { RARE };
        (least + shares).min(COMMON)
    }
}

fn name(item: &Item) -> String {
    match item {
        Item::Number(number) => format!("#{number}"),
        Item::Word { forms, .. } => forms.first().cloned().unwrap_or_default(),
    }
}

/// The same, or forms of one word: Korean by what one has of the other, Latin by the beginning.
fn is_alike(name: &str, known: &str) -> bool {
    if name == known || name.starts_with('#') || known.starts_with('#') {
        return name == known;
    }
    if name.starts_with(hangul::is_syllable) {
        return known.contains(name);
    }
    let common = name.bytes().zip(known.bytes()).take_while(|(one, other)| one == other).count();
    common >= STEM && common as f64 >= 0.6 * name.len().max(known.len()) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_every_answer_names_is_common_and_a_name_is_rare() {
        let share = |text: &str, language| Rarity::of(language).share(&items(text, &[])[0]);
        assert!(share("team", Language::En) > 0.2);
        assert!(share("팀", Language::Ko) > 0.1);
        assert!(share("CloudFront", Language::En) < 0.02);
        assert!(share("클라우드프론트", Language::Ko) < 0.02);
        assert!(share("2", Language::En) > share("37", Language::En));
    }

    #[test]
    fn an_answer_names_each_word_and_number_once() {
        assert_eq!(named("The cache, a cache of 30 pages"), ["#30", "cache", "pages"]);
        assert!(named("").is_empty());
    }
}
