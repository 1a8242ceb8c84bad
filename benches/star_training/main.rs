//! Learns the weights that label answers, from those under `models/star/`: `./x train star [--check | --cross]`.
//!
//! Without options the weights under `models/star/weights/` are written anew: the same bytes each time on one kind of processor, because every sum is taken in
//! one order, by one thread, with the project's own exponentials (`libm`). For stories it is also learned when a part is not told at all (`absence`).
//! `--check` compares with the files instead of writing them. `--cross` shows how right the labels are in styles that were held out, for choosing settings.

mod absence;
mod copies;
mod objective;

#[path = "../star/dice.rs"]
mod dice;
#[path = "../star/own.rs"]
mod own;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::ExitCode;

use mynah::domain::{Language, Part, Scheme};
use mynah::star::trained::Weights;

use copies::Answer;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().collect();
    let asked = |option: &str| arguments.iter().any(|argument| argument == option);
    let mut all_right = true;
    for language in Language::ALL {
        for (kind, scheme) in own::KINDS {
            let answers = answers(kind, language);
            if asked("--cross") {
                cross_validate(kind, scheme, language, &answers);
                continue;
            }
            let weights = own::models().join("weights").join(format!("{kind}.{language}.bin"));
            let mut made = vec![(weights, learn(scheme, language, &answers).to_bytes())];
            if scheme == Scheme::Star {
                let words = own::models().join("words").join(format!("{language}.txt"));
                let absent = own::models().join("weights").join(format!("absence.{language}.bin"));
                made.push((absent, absence::learn_absence(language, &answers).to_bytes()));
                let spoken: Vec<Answer> = answers.into_iter().filter(|answer| !answer.style.starts_with(CANDIDATES)).collect();
                made.push((words, shares_of_words(&spoken).into_bytes()));
            }
            for (file, bytes) in made {
                all_right &= if asked("--check") { is_same(&file, &bytes) } else { write(&file, &bytes) };
            }
        }
    }
    if all_right { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn answers(kind: &str, language: Language) -> Vec<Answer> {
    if kind == "star" {
        return stories(language);
    }
    // Each is a style of its own: none of their writers kept to one.
    let answer = |answer: own::Written| Answer { style: answer.id, weight: 1.0, is_original: true, sentences: answer.sentences };
    own::others(kind, language).into_iter().map(answer).collect()
}

/// The stories of all styles.
fn stories(language: Language) -> Vec<Answer> {
    let mut found = Vec::new();
    for (style, written) in own::styles(language) {
        let weight = weight(&style);
        found.extend(written.into_iter().map(|answer| Answer { style: style.clone(), weight, is_original: true, sentences: answer.sentences }));
    }
    found
}

/// Divided as real candidates were seen to divide. They are shorter than what is said, so words are not counted in them: all would look rarer than they are.
const CANDIDATES: &str = "candidates";

/// How much the answers of a style count. Those of strict readers count little: candidates, and the people who label for them, think in blocks. Those of
/// [`CANDIDATES`] count most.
fn weight(style: &str) -> f64 {
    match style {
        _ if style.starts_with(CANDIDATES) => 2.0,
        _ if is_authors(style) => 1.0,
        _ => 0.05,
    }
}

fn is_authors(style: &str) -> bool {
    ["headed", "blocks", "template", "drafts", CANDIDATES].iter().any(|name| style.starts_with(name))
}

fn learn(scheme: Scheme, language: Language, answers: &[Answer]) -> Weights {
    let all: Vec<Answer> = answers.iter().cloned().chain(copies::copies(answers, scheme)).collect();
    Weights::rounded(&objective::learn(&all, scheme, language))
}

/// The mean number of words of an answer; then what is named in one answer of two hundred or more, a line each with the share of the answers, the most common
/// first.
fn shares_of_words(answers: &[Answer]) -> String {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for name in answers.iter().flat_map(|answer| mynah::star::named(&answer.texts().join(" "))) {
        *counts.entry(name).or_default() += 1;
    }
    let mut common: Vec<(String, usize)> = counts.into_iter().filter(|(_, count)| count * 200 >= answers.len()).collect();
    common.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let words: usize = answers.iter().flat_map(Answer::texts).map(|text| text.split_whitespace().count()).sum();
    let line = |(name, count): &(String, usize)| format!("{name}\t{:.4}\n", *count as f64 / answers.len() as f64);
    format!("{}\n", words / answers.len().max(1)) + &common.iter().map(line).collect::<String>()
}

fn write(file: &PathBuf, bytes: &[u8]) -> bool {
    let written = std::fs::write(file, bytes);
    println!("{}: {} bytes {}", file.display(), bytes.len(), if written.is_ok() { "written" } else { "could not be written" });
    written.is_ok()
}

fn is_same(file: &PathBuf, bytes: &[u8]) -> bool {
    let same = std::fs::read(file).is_ok_and(|shipped| shipped == bytes);
    println!("{}: {}", file.display(), if same { "the same bytes" } else { "NOT the same bytes" });
    same
}

/// Every fourth style is held out in turn; the figures are the shares of sentences whose label is the writer's.
fn cross_validate(kind: &str, scheme: Scheme, language: Language, answers: &[Answer]) {
    let is_counted = |style: &&str| scheme != Scheme::Star || is_authors(style);
    let styles: Vec<&str> = copies::styles(answers).into_iter().filter(is_counted).collect();
    for fold in 0..FOLDS {
        let (test, training) = held_out(answers, &styles, fold);
        let weights = learn(scheme, language, &training);
        let altered = copies::copies(&test, scheme);
        let (shuffled, cut): (Vec<Answer>, Vec<Answer>) = altered.into_iter().partition(|answer| copies::is_whole(answer, scheme));
        println!(
            "{language}, {kind}, without {}: as written {:.3}, parts shuffled {:.3}, a part cut out {:.3}",
            copies::styles(&test).join(", "),
            right(&weights, scheme, language, &test),
            right(&weights, scheme, language, &shuffled),
            right(&weights, scheme, language, &cut)
        );
    }
}

const FOLDS: usize = 4;

/// The answers of every fourth style, and all others.
fn held_out(answers: &[Answer], styles: &[&str], fold: usize) -> (Vec<Answer>, Vec<Answer>) {
    let held_out: Vec<&str> = styles.iter().copied().skip(fold).step_by(FOLDS).collect();
    answers.iter().cloned().partition(|answer| held_out.contains(&answer.style.as_str()))
}

fn right(weights: &Weights, scheme: Scheme, language: Language, answers: &[Answer]) -> f64 {
    let (mut right, mut all) = (0, 0);
    for answer in answers {
        let found = weights.label(&answer.texts(), scheme, language);
        right += found.iter().zip(&answer.sentences).filter(|(found, (part, _))| *found == part).count();
        all += answer.sentences.iter().filter(|(part, _)| *part != Part::Other).count();
    }
    f64::from(right as u32) / f64::max(1.0, all as f64)
}
