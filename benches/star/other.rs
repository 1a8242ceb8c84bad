//! Answers of the other kinds (`models/star/other/`): introductions, motivations, explanations. They were written by somebody who had not seen the cue tables,
//! and nothing was set by them.

use mynah::domain::{Language, Part, Scheme};
use mynah::star;

pub struct OtherAnswer {
    scheme: Scheme,
    sentences: Vec<String>,
    labels: Vec<Part>,
}

const SCHEMES: [(&str, Scheme); 3] = [("introduction", Scheme::Introduction), ("motivation", Scheme::Motivation), ("technical", Scheme::Technical)];

/// # Panics
/// Where the file cannot be read, or at a line that the format does not know.
pub fn answers(language: Language) -> Vec<OtherAnswer> {
    let file = crate::own::models().join("other").join(format!("{language}.txt"));
    let mut answers: Vec<OtherAnswer> = Vec::new();
    for line in std::fs::read_to_string(&file).unwrap().lines() {
        if let Some(id) = line.strip_prefix("## ") {
            let scheme = SCHEMES.iter().find(|(name, _)| id.starts_with(name)).unwrap_or_else(|| panic!("{}: {id}", file.display())).1;
            answers.push(OtherAnswer { scheme, sentences: Vec::new(), labels: Vec::new() });
        } else if !line.is_empty() && !line.starts_with("who: ") && !line.starts_with("question: ") {
            let answer = answers.last_mut().unwrap_or_else(|| panic!("{}: a sentence before the first answer", file.display()));
            let (label, sentence) = line.split_once(' ').unwrap_or_else(|| panic!("{}: {line}", file.display()));
            let mut parts = answer.scheme.parts().iter().copied().chain([Part::Other]);
            answer.labels.push(parts.find(|part| part.code() == label).unwrap_or_else(|| panic!("{}: {line}", file.display())));
            answer.sentences.push(sentence.to_owned());
        }
    }
    answers
}

/// Macro-F1 of each kind, O left out as in stories, and how often a part that is there is noticed to be, and one that is not to be missing.
pub fn show(language: Language) {
    let all = answers(language);
    for (name, scheme) in SCHEMES {
        let answers: Vec<&OtherAnswer> = all.iter().filter(|answer| answer.scheme == scheme).collect();
        let mut pairs = Vec::new();
        let (mut right, mut verdicts) = (0, 0);
        for answer in &answers {
            let coverage = star::cover_texts(&answer.sentences, scheme, language);
            pairs.extend(answer.labels.iter().copied().zip(coverage.sentences.iter().map(|sentence| sentence.label)));
            for part in scheme.parts() {
                right += usize::from(answer.labels.contains(part) != coverage.missing.contains(part));
                verdicts += 1;
            }
        }
        let f1s: Vec<f64> = scheme.parts().iter().map(|part| crate::figures::f1(&pairs, *part)).collect();
        let parts: Vec<String> = scheme.parts().iter().zip(&f1s).map(|(part, f1)| format!("{} {f1:.2}", part.code())).collect();
        let mean = f1s.iter().sum::<f64>() / f1s.len() as f64;
        println!("    {name:<42} {mean:.3}  ({}; told or missing: {right} of {verdicts} right, {} answers)", parts.join(" "), answers.len());
    }
}
