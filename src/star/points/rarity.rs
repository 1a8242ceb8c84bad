//! How common a word or a number is in answers that tell any story: what is in every second answer tells no story from another. The shares are those in the
//! project's own answers (`models/star/words/`, written by `./x train star`).

use std::collections::{BTreeSet, HashMap};
use std::sync::LazyLock;

use super::item::{Item, items};
use crate::domain::Language;
use crate::star::hangul;

/// How common what one answer names is, in one language.
pub struct Rarity {
    /// Numbers and Latin words as [`named`] gives them, each with its share, under their first signs.
    latin: HashMap<&'static str, Vec<(&'static str, f64)>>,
    /// Whatever stands in a Korean word, with the share of all the words that it stands in.
    korean: HashMap<&'static str, f64>,
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
        let mut rarity = Self { latin: HashMap::new(), korean: HashMap::new(), words };
        for (name, share) in lines.filter_map(|line| line.split_once('\t').and_then(|(name, share)| Some((name, share.parse::<f64>().ok()?)))) {
            if name.starts_with(hangul::is_syllable) {
                pieces(name).into_iter().for_each(|piece| *rarity.korean.entry(piece).or_default() += share);
            } else {
                rarity.latin.entry(beginning(name)).or_default().push((name, share));
            }
        }
        rarity
    }

    /// The share of answers to any question in which `item`, or another form of it, would be found.
    pub fn share(&self, item: &Item) -> f64 {
        let name = name(item);
        let shares = match name.starts_with(hangul::is_syllable) {
            true => self.korean.get(name.as_str()).copied().unwrap_or(0.0),
            false => {
                let near = self.latin.get(beginning(&name)).map(Vec::as_slice).unwrap_or_default();
                near.iter().filter(|(known, _)| is_alike(&name, known)).map(|(_, share)| share).sum()
            }
        };
        let least = if matches!(item, Item::Number(_)) { RARE_NUMBER } else { RARE };
        (least + shares).min(COMMON)
    }
}

/// Every stretch of a Korean word, each once.
fn pieces(word: &'static str) -> BTreeSet<&'static str> {
    let edges: Vec<usize> = word.char_indices().map(|(at, _)| at).chain([word.len()]).collect();
    edges.iter().enumerate().flat_map(|(at, start)| edges[at + 1..].iter().map(move |end| &word[*start..*end])).collect()
}

fn beginning(name: &str) -> &str {
    name.char_indices().nth(STEM).map_or(name, |(end, _)| &name[..end])
}

fn name(item: &Item) -> String {
    match item {
        Item::Number(number) => format!("#{number}"),
        Item::Word { forms, .. } => forms.first().cloned().unwrap_or_default(),
    }
}

/// The same number, or forms of one Latin word: the same beginning for most of their length.
fn is_alike(name: &str, known: &str) -> bool {
    let common = name.bytes().zip(known.bytes()).take_while(|(one, other)| one == other).count();
    name == known || (!name.starts_with('#') && common >= STEM && common as f64 >= 0.6 * name.len().max(known.len()) as f64)
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
