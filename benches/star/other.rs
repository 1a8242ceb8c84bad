//! Answers of the other kinds, kept apart (`models/star/other/apart.*`): introductions, motivations, explanations. They were written before the ones that are
//! learned from, by somebody who had not seen the cue tables, and nothing was set by them.

use mynah::domain::{Language, Part};
use mynah::star;

use crate::own;

/// Macro-F1 of each kind, O left out as in stories, and how often a part that is there is noticed to be, and one that is not to be missing.
pub fn show(language: Language) {
    for (kind, scheme) in own::KINDS.into_iter().skip(1) {
        let answers = own::apart(kind, language);
        let mut pairs = Vec::new();
        let (mut right, mut verdicts) = (0, 0);
        for answer in &answers {
            let (labels, sentences): (Vec<Part>, Vec<String>) = answer.sentences.iter().cloned().unzip();
            let coverage = star::cover_texts(&sentences, scheme, language);
            for part in scheme.parts() {
                right += usize::from(labels.contains(part) != coverage.missing.contains(part));
                verdicts += 1;
            }
            pairs.extend(labels.into_iter().zip(coverage.sentences.iter().map(|sentence| sentence.label)));
        }
        let f1s: Vec<f64> = scheme.parts().iter().map(|part| crate::figures::f1(&pairs, *part)).collect();
        let parts: Vec<String> = scheme.parts().iter().zip(&f1s).map(|(part, f1)| format!("{} {f1:.2}", part.code())).collect();
        let mean = f1s.iter().sum::<f64>() / f1s.len() as f64;
        println!("    {kind:<42} {mean:.3}  ({}; told or missing: {right} of {verdicts} right, {} answers)", parts.join(" "), answers.len());
    }
}
