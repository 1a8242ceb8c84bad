//! Answers and pairs to measure with: those of candidates, the project's own, and answers changed as speech and recognisers change them.

use std::path::{Path, PathBuf};

use serde::Deserialize;

use mynah::domain::{Language, Part};
use mynah::star::trained::GROUPS;

use crate::dice::Dice;
use crate::own::{self, Written};

#[derive(Clone)]
pub struct Answer {
    pub language: Language,
    pub sentences: Vec<String>,
    pub labels: Vec<Part>,
    pub doubtful: bool,
}

pub struct Pair {
    pub point: String,
    pub synonyms: Vec<(String, String)>,
    pub text: String,
    pub said: bool,
}

#[derive(Deserialize)]
struct Line {
    lang: String,
    doubtful_labels: Vec<String>,
    sentences: Vec<String>,
    labels: Vec<Part>,
}

/// Answers of candidates, labelled by their authors; none where the file is not here.
pub fn dev() -> Vec<Answer> {
    let arguments: Vec<String> = std::env::args().collect();
    let named = arguments.iter().position(|argument| argument == "--dev").and_then(|at| arguments.get(at + 1)).map(PathBuf::from);
    let file = named.unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/eval/star/dev.jsonl"));
    let Ok(text) = std::fs::read_to_string(&file) else { return Vec::new() };
    let answer = |line: &str| {
        let line: Line = serde_json::from_str(line).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        let language = Language::from_code(&line.lang).unwrap_or_else(|| panic!("{}: {}", file.display(), line.lang));
        Answer { language, sentences: line.sentences, labels: line.labels, doubtful: !line.doubtful_labels.is_empty() }
    };
    text.lines().map(answer).collect()
}

/// The project's answers by style.
pub fn own(language: Language) -> Vec<(String, Vec<Answer>)> {
    let answer = |written: Written| {
        let (labels, sentences) = written.sentences.into_iter().unzip();
        Answer { language, sentences, labels, doubtful: false }
    };
    own::styles(language).into_iter().map(|(style, answers)| (style, answers.into_iter().map(answer).collect())).collect()
}

/// Points and what was said; what tells a point by half is left out.
pub fn pairs(language: Language) -> Vec<Pair> {
    let text = std::fs::read_to_string(own::models().join("points").join(format!("{language}.txt"))).unwrap_or_default();
    let (mut point, mut synonyms, mut pairs) = (String::new(), Vec::new(), Vec::new());
    for line in text.lines() {
        if let Some(text) = line.strip_prefix("point: ") {
            (point, synonyms) = (text.to_owned(), Vec::new());
        } else if let Some(text) = line.strip_prefix("synonyms: ") {
            synonyms =
                text.split([',', ';']).filter_map(|pair| pair.split_once('=')).map(|(a, b)| (a.trim().to_owned(), b.trim().to_owned())).collect();
        } else if let Some(text) = line.strip_prefix("+ ").or_else(|| line.strip_prefix("- ")) {
            pairs.push(Pair { point: point.clone(), synonyms: synonyms.clone(), text: text.to_owned(), said: line.starts_with('+') });
        }
    }
    pairs
}

/// Each group of parts is taken out whole, and must be missed then.
pub fn with_parts_removed(answers: &[Answer]) -> Vec<Answer> {
    let without = |answer: &Answer, group: &[Part]| chosen(answer, |at| !group.contains(&answer.labels[at]));
    answers.iter().flat_map(|answer| GROUPS.map(|group| without(answer, group))).filter(|answer| !answer.sentences.is_empty()).collect()
}

fn chosen(answer: &Answer, keep: impl Fn(usize) -> bool) -> Answer {
    let kept: Vec<usize> = (0..answer.labels.len()).filter(|&at| keep(at)).collect();
    let sentences = kept.iter().map(|&at| answer.sentences[at].clone()).collect();
    Answer { sentences, labels: kept.iter().map(|&at| answer.labels[at]).collect(), ..answer.clone() }
}

/// The same answers with the Result first and the other parts in an order drawn by lot.
pub fn shuffled(answers: &[Answer]) -> Vec<Answer> {
    let mut dice = Dice::new(2);
    answers
        .iter()
        .map(|answer| {
            let mut rest = vec![Part::Situation, Part::Task, Part::Action, Part::Other];
            for at in (1..rest.len()).rev() {
                rest.swap(at, dice.below(at + 1));
            }
            let order = std::iter::once(Part::Result).chain(rest);
            let places: Vec<usize> = order.flat_map(|part| (0..answer.labels.len()).filter(move |&at| answer.labels[at] == part)).collect();
            let sentences = places.iter().map(|&at| answer.sentences[at].clone()).collect();
            Answer { sentences, labels: places.iter().map(|&at| answer.labels[at]).collect(), ..answer.clone() }
        })
        .collect()
}

/// Without punctuation and capitals, with a filler in every tenth place and every tenth word misheard.
pub fn degraded(answers: &[Answer]) -> Vec<Answer> {
    let mut dice = Dice::new(3);
    let degrade = |sentence: &String, language: Language, dice: &mut Dice| {
        let fillers = if language == Language::Ko { ["음", "어", "그", "이제"] } else { ["um", "uh", "like", "you know"] };
        let mut words = Vec::new();
        for word in sentence.split_whitespace() {
            let word: String =
                word.chars().filter(|sign| sign.is_alphanumeric() || matches!(sign, '\'' | '%' | '’')).flat_map(char::to_lowercase).collect();
            if dice.below(10) == 0 {
                words.push(fillers[dice.below(fillers.len())].to_owned());
            }
            words.push(if dice.below(10) == 0 { misheard(&word, dice) } else { word });
        }
        words.join(" ")
    };
    let degraded = |answer: &Answer, dice: &mut Dice| {
        let sentences = answer.sentences.iter().map(|sentence| degrade(sentence, answer.language, dice)).collect();
        Answer { sentences, ..answer.clone() }
    };
    answers.iter().map(|answer| degraded(answer, &mut dice)).collect()
}

/// One sound of the word is another.
fn misheard(word: &str, dice: &mut Dice) -> String {
    let mut signs: Vec<char> = word.chars().collect();
    if signs.is_empty() {
        return String::new();
    }
    let at = dice.below(signs.len());
    signs[at] = match signs[at] {
        // The vowel of a syllable becomes the next one.
        sign @ '가'..='힣' => char::from_u32(0xAC00 + (sign as u32 - 0xAC00 + 28) % 11_172).unwrap_or(sign),
        'a' | 'e' | 'i' | 'o' | 'u' => ['a', 'e', 'i', 'o', 'u'][dice.below(5)],
        'b' | 'p' | 'd' | 't' | 'g' | 'k' => ['b', 'p', 'd', 't', 'g', 'k'][dice.below(6)],
        _ => ['m', 'n', 's', 'l', 'r'][dice.below(5)],
    };
    signs.into_iter().collect()
}
