//! The answers under `models/star/` against their guidelines.

use std::collections::{BTreeMap, HashMap, HashSet};

use mynah::domain::{Language, Part, Scheme};

#[path = "../../benches/star/own.rs"]
mod own;

fn five_grams(text: &str) -> HashSet<Vec<&str>> {
    let words: Vec<&str> = text.split(|sign: char| !sign.is_alphanumeric() && sign != '\'').filter(|word| !word.is_empty()).collect();
    words.windows(5).map(<[&str]>::to_vec).collect()
}

/// At least so many, all different, and every part of the scheme told somewhere.
#[track_caller]
fn check(answers: &[own::Written], scheme: Scheme, language: Language, least: usize) {
    assert!(answers.len() >= least, "{language}: {} answers", answers.len());
    let ids: HashSet<&str> = answers.iter().map(|answer| answer.id.as_str()).collect();
    assert_eq!(ids.len(), answers.len(), "{language}: ids come back");
    let told = |part: Part| answers.iter().any(|answer| answer.sentences.iter().any(|(label, _)| *label == part));
    assert!(scheme.parts().iter().chain(&[Part::Other]).all(|&part| told(part)), "{language}: a part is never told");
    let text = |answer: &own::Written| answer.sentences.iter().map(|(_, sentence)| sentence.to_lowercase()).collect::<Vec<_>>().join(" ");
    let texts: Vec<String> = answers.iter().map(text).collect();
    let grams: Vec<HashSet<Vec<&str>>> = texts.iter().map(|text| five_grams(text)).collect();
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

fn stories(language: Language) -> Vec<own::Written> {
    own::styles(language).into_iter().flat_map(|(_, answers)| answers).collect()
}

#[test]
fn english_stories_keep_to_the_format_and_are_all_different() {
    check(&stories(Language::En), Scheme::Star, Language::En, 400);
}

#[test]
fn korean_stories_keep_to_the_format_and_are_all_different() {
    check(&stories(Language::Ko), Scheme::Star, Language::Ko, 400);
}

#[test]
fn answers_of_other_kinds_keep_to_the_format_and_are_unlike_those_that_are_kept_apart() {
    for (kind, scheme) in own::KINDS.into_iter().filter(|(_, scheme)| *scheme != Scheme::Star) {
        for language in Language::ALL {
            let apart = own::apart(kind, language);
            assert_eq!(apart.len(), 14, "{kind} {language}");
            let renamed = apart.into_iter().map(|answer| own::Written { id: format!("apart {}", answer.id), ..answer });
            let all: Vec<own::Written> = own::others(kind, language).into_iter().chain(renamed).collect();
            check(&all, scheme, language, 60 + 14);
        }
    }
}

#[test]
fn each_language_has_pairs_of_both_kinds_for_the_points() {
    for language in Language::ALL {
        let file = own::models().join("points").join(format!("{language}.txt"));
        let text = std::fs::read_to_string(&file).unwrap();
        let count = |mark: &str| text.lines().filter(|line| line.starts_with(mark)).count();
        assert!(count("+ ") >= 150 && count("- ") >= 150 && count("point: ") >= 100, "{}", file.display());
    }
}
