//! What a point names: its numbers and its words, each with what it counts.

use super::english_numbers;
use super::quantities;
use super::said::{Said, letters, pieces};
use super::words::{EMPTY, ENDINGS, LIGHT, UNITS};
use crate::star::hangul;

#[derive(Clone, Debug, PartialEq)]
pub enum Item {
    Number(f64),
    Word {
        /// Any of them will do.
        forms: Vec<String>,
        weight: f64,
        /// A name of something, which is the same in every language, or a word that he has named in the other one.
        crosses: bool,
    },
}

const NUMBER_WEIGHT: f64 = 1.2;
const NAME_WEIGHT: f64 = 1.5;
const WORD_WEIGHT: f64 = 1.0;
const SHORT_LATIN_WEIGHT: f64 = 0.6;
const ONE_SYLLABLE_WEIGHT: f64 = 0.5;
const LIGHT_WEIGHT: f64 = 0.4;

impl Item {
    pub fn weight(&self) -> f64 {
        match self {
            Item::Number(_) => NUMBER_WEIGHT,
            Item::Word { weight, .. } => *weight,
        }
    }

    /// Whether it can be looked for in an answer in the other language.
    pub fn crosses_languages(&self) -> bool {
        match self {
            Item::Number(_) => true,
            Item::Word { crosses, .. } => *crosses,
        }
    }

    /// How well it is found in what was said, 0 to 1.
    pub fn likeness(&self, said: &Said) -> f64 {
        match self {
            Item::Number(number) => f64::from(u8::from(said.has_number(*number))),
            Item::Word { forms, .. } => forms.iter().map(|form| said.likeness(form)).fold(0.0, f64::max),
        }
    }
}

/// What `point` names. `synonyms` are pairs that mean the same to its owner.
pub fn items(point: &str, synonyms: &[(String, String)]) -> Vec<Item> {
    let lower = point.to_lowercase();
    let mut items: Vec<Item> = Vec::new();
    for number in quantities::digits(&lower).into_iter().chain(english_numbers::certain(&lower)) {
        if !items.contains(&Item::Number(number)) {
            items.push(Item::Number(number));
        }
    }
    items.extend(words(point, synonyms));
    items
}

fn words(point: &str, synonyms: &[(String, String)]) -> Vec<Item> {
    let written = pieces(point);
    let in_korean = point.chars().any(hangul::is_syllable);
    let others = other_words(&written, synonyms);
    let mut counts = false; // the piece before was a figure, or the unit of one
    let mut found = Vec::new();
    for piece in &written {
        let lower = piece.to_lowercase();
        if is_figure(&lower) || english_numbers::is_word(&lower) {
            counts = true;
            continue;
        }
        if counts && is_unit(&lower) {
            continue;
        }
        counts = false;
        let form = if is_hangul(&lower) { stem(&lower) } else { lower };
        if EMPTY.contains(&form.as_str()) || (!is_hangul(&form) && form.chars().count() < 2) {
            continue;
        }
        let is_name = !is_hangul(&form) && (in_korean || piece.chars().skip(1).any(char::is_uppercase));
        let weight = weight(&form, piece);
        let forms = with_synonyms(form, &others);
        let crosses = is_name || forms.iter().any(|other| is_hangul(other) != is_hangul(&forms[0]));
        found.push(Item::Word { weight, forms, crosses });
    }
    found
}

fn is_hangul(piece: &str) -> bool {
    piece.starts_with(hangul::is_syllable)
}

/// Digits, perhaps with a unit of one or two letters: `15`, `30s`, `12k`. `s3` is a name.
fn is_figure(piece: &str) -> bool {
    piece.starts_with(|sign: char| sign.is_ascii_digit()) && piece.chars().filter(|sign| sign.is_alphabetic()).count() <= 2
}

/// A unit, with a particle or two behind it.
fn is_unit(piece: &str) -> bool {
    UNITS.contains(&piece) || (is_hangul(piece) && piece.chars().count() <= 3 && UNITS.iter().any(|unit| !unit.is_ascii() && piece.starts_with(unit)))
}

fn weight(form: &str, written: &str) -> f64 {
    let is_light = |light: &&str| if is_hangul(form) { form.starts_with(*light) } else { form == *light };
    if LIGHT.iter().any(is_light) {
        LIGHT_WEIGHT
    } else if is_hangul(form) {
        if form.chars().count() == 1 { ONE_SYLLABLE_WEIGHT } else { WORD_WEIGHT }
    } else if written.chars().skip(1).any(char::is_uppercase) {
        NAME_WEIGHT
    } else if form.len() <= 3 {
        SHORT_LATIN_WEIGHT
    } else {
        WORD_WEIGHT
    }
}

/// A word and what may be said for it.
fn with_synonyms(form: String, others: &[(Vec<String>, String)]) -> Vec<String> {
    let mut forms = vec![form];
    for (words, other) in others {
        if words.iter().any(|word| is_form(word, &forms[0])) && !forms.contains(other) {
            forms.push(other.clone());
        }
    }
    forms
}

/// The synonyms that stand in a point, each with what may be said instead. All of its words have to stand there, in one word or several.
fn other_words(written: &[String], synonyms: &[(String, String)]) -> Vec<(Vec<String>, String)> {
    let forms: Vec<String> = written.iter().map(|piece| stem(&piece.to_lowercase())).collect();
    let stands = |words: &Vec<String>| !words.is_empty() && words.iter().all(|word| forms.iter().any(|form| is_form(word, form)));
    let both_ways = synonyms.iter().flat_map(|(one, other)| [(one, other), (other, one)]);
    let spelled = both_ways.flat_map(|(one, other)| [pieces(&one.to_lowercase()), vec![letters(one)]].map(|words| (words, letters(other))));
    spelled.filter(|(words, _)| stands(words)).collect()
}

/// Whether `word` is the word of a point, perhaps with a particle behind it.
fn is_form(word: &str, form: &str) -> bool {
    word == form || stem(word) == form
}

/// A Korean word without its particle or ending; two syllables at least stay.
fn stem(word: &str) -> String {
    let stem = ENDINGS.iter().filter_map(|ending| word.strip_suffix(ending)).find(|stem| stem.chars().count() >= 2);
    stem.unwrap_or(word).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_point_names_its_numbers_and_its_words_without_particles_and_units() {
        let check = |point: &str, numbers: &[f64], expected: &[&str]| {
            let items = items(point, &[]);
            let found: Vec<f64> = items.iter().filter_map(|item| if let Item::Number(number) = item { Some(*number) } else { None }).collect();
            let forms: Vec<String> =
                items.into_iter().filter_map(|item| if let Item::Word { forms, .. } = item { forms.into_iter().next() } else { None }).collect();
            assert_eq!((found.as_slice(), forms.iter().map(String::as_str).collect::<Vec<_>>().as_slice()), (numbers, expected), "{point}");
        };
        check("서비스 40개를 EKS로 이전, 2시간 → 15분", &[40.0, 2.0, 15.0], &["서비스", "eks", "이전"]);
        check("Trained 12 new nurses on the checklist", &[12.0], &["trained", "new", "nurses", "checklist"]);
        check("월 비용 900만 원 절감", &[9_000_000.0], &["월", "비용", "절감"]);
        check("", &[], &[]);
    }

    #[test]
    fn synonyms_are_forms_of_the_same_word() {
        let items = items("온프레미스 이전", &[("온프레미스".to_owned(), "사내 서버".to_owned())]);
        assert!(
            matches!(&items[0], Item::Word { forms, .. } if forms[0] == "온프레미스" && forms[1..].iter().all(|form| form == "사내서버") && forms.len() > 1)
        );
    }

    #[test]
    fn a_synonym_of_several_words_stands_for_them_only_where_all_of_them_are() {
        #[track_caller]
        fn check(point: &str, has_synonym: &[bool]) {
            let items = items(point, &[("사내 서버".to_owned(), "on premises".to_owned())]);
            let found: Vec<bool> =
                items.iter().map(|item| matches!(item, Item::Word { forms, .. } if forms.contains(&"onpremises".to_owned()))).collect();
            assert_eq!(found, has_synonym, "{point}");
            assert_eq!(items.iter().map(Item::crosses_languages).collect::<Vec<_>>(), has_synonym, "{point}");
        }
        check("사내 서버를 이전", &[true, true, false]);
        check("사내서버 이전", &[true, false]);
        check("서버 이전", &[false, false]);
        check("서버에 올린 사내 문서", &[true, false, true, false]);
    }
}
