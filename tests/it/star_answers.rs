//! The answers under `models/star/` against their guidelines.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::{Path, PathBuf};

/// One answer: where it stands, and its sentences.
struct Answer {
    id: String,
    text: String,
}

fn files(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("models/star").join(folder);
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

/// All answers of a language; a line that the format does not know fails.
fn answers(language: &str) -> Vec<Answer> {
    let mut answers: Vec<Answer> = Vec::new();
    for file in files(language) {
        for (number, line) in std::fs::read_to_string(&file).unwrap().lines().enumerate() {
            let is_head = ["# ", "who: ", "question: ", "shape: "].iter().any(|head| line.starts_with(head));
            if let Some(id) = line.strip_prefix("## ") {
                answers.push(Answer { id: id.to_owned(), text: String::new() });
            } else if !line.is_empty() && !is_head {
                let (label, sentence) = line.split_once(' ').unwrap_or_default();
                assert!(["S", "T", "A", "R", "O"].contains(&label) && !sentence.is_empty(), "{}:{}: {line}", file.display(), number + 1);
                let answer = answers.last_mut().unwrap();
                answer.text.push_str(&sentence.to_lowercase());
                answer.text.push(' ');
            }
        }
    }
    answers
}

fn five_grams(text: &str) -> HashSet<Vec<&str>> {
    let words: Vec<&str> = text.split(|sign: char| !sign.is_alphanumeric() && sign != '\'').filter(|word| !word.is_empty()).collect();
    words.windows(5).map(<[&str]>::to_vec).collect()
}

#[track_caller]
fn check(language: &str) {
    let answers = answers(language);
    assert!(answers.len() >= 400, "{language}: {} answers", answers.len());
    let ids: HashSet<&str> = answers.iter().map(|answer| answer.id.as_str()).collect();
    assert_eq!(ids.len(), answers.len(), "{language}: ids come back");
    let grams: Vec<HashSet<Vec<&str>>> = answers.iter().map(|answer| five_grams(&answer.text)).collect();
    let mut holders: HashMap<&[&str], Vec<usize>> = HashMap::new();
    for (at, grams) in grams.iter().enumerate() {
        grams.iter().for_each(|gram| holders.entry(gram).or_default().push(at));
    }
    let mut shared: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for holders in holders.values() {
        for (place, &one) in holders.iter().enumerate() {
            holders[place + 1..].iter().for_each(|&other| *shared.entry((one.min(other), one.max(other))).or_default() += 1);
        }
    }
    for ((one, other), count) in shared {
        let share = count as f64 / grams[one].len().min(grams[other].len()) as f64;
        assert!(share <= 0.15, "{} and {} share {:.0} % of their five-word sequences", answers[one].id, answers[other].id, share * 100.0);
    }
}

#[test]
fn english_answers_keep_to_the_format_and_are_all_different() {
    check("en");
}

#[test]
fn korean_answers_keep_to_the_format_and_are_all_different() {
    check("ko");
}

#[test]
fn each_language_has_pairs_of_both_kinds_for_the_points() {
    for file in files("points") {
        let text = std::fs::read_to_string(&file).unwrap();
        let count = |mark: &str| text.lines().filter(|line| line.starts_with(mark)).count();
        assert!(count("+ ") >= 150 && count("- ") >= 150 && count("point: ") >= 100, "{}", file.display());
    }
}
