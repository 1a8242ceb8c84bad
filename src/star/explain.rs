//! What spoke for each label. Nothing is taken from inside the models, of which there are two: a word counts as much as the label loses without it, and the
//! place and the neighbours say what is left to say when the whole sentence is taken out (occlusion; Li, Monroe & Jurafsky 2016, arXiv 1612.08220).

use super::coverage::{evidence_with_note, texts};
use super::evidence::{self, Evidence};
use super::label::{Labelled, label_found};
use crate::domain::{Coverage, Explanation, LabelledSentence, Language, Part, Scheme, SpeakingWord};

/// A word with which the odds of a label grow by less than this, a fifth, does not speak for it.
const LEAST_GAIN: f64 = 0.2;
/// More words than this explain nothing.
const MOST_WORDS: usize = 4;

/// One for each sentence of the coverage, for the labels that stand there.
pub fn explain(coverage: &Coverage, language: Language) -> Vec<Explanation> {
    let texts = texts(coverage);
    let mut answer = Answer { found: evidence_with_note(coverage, &texts, language), texts, language, scheme: coverage.scheme };
    let whole = label_found(&answer.texts, &answer.found, language, coverage.scheme).sentences;
    let both = coverage.sentences.iter().zip(&whole).enumerate();
    both.map(|(at, (sentence, read))| Explanation { words: answer.words(at, sentence, read), around: answer.around(at) }).collect()
}

/// An answer of which a sentence can be replaced for a moment.
struct Answer {
    texts: Vec<String>,
    found: Vec<Evidence>,
    language: Language,
    scheme: Scheme,
}

impl Answer {
    fn words(&mut self, at: usize, sentence: &LabelledSentence, read: &Labelled) -> Vec<SpeakingWord> {
        let words: Vec<&str> = sentence.text.split_whitespace().collect();
        let with = log_odds(read.p(sentence.label));
        let mut speaking: Vec<SpeakingWord> = Vec::new();
        for left_out in 0..words.len() {
            let rest = words.iter().enumerate().filter(|(place, _)| *place != left_out).map(|(_, word)| *word).collect::<Vec<_>>().join(" ");
            let evidence = Evidence { noted: self.found[at].noted.clone(), ..evidence::evidence(&rest, self.scheme, self.language) };
            let gain = with - log_odds(self.with(at, rest, evidence).p(sentence.label));
            if gain >= LEAST_GAIN {
                speaking.push(SpeakingWord { text: words[left_out].to_owned(), gain });
            }
        }
        speaking.sort_by(|a, b| b.gain.total_cmp(&a.gain));
        speaking.truncate(MOST_WORDS);
        speaking
    }

    fn around(&mut self, at: usize) -> Option<(Part, f64)> {
        if self.texts.len() < 2 {
            return None;
        }
        let silent = self.with(at, String::new(), evidence::unknown(self.scheme));
        let parts: Vec<(Part, f64)> = silent.probabilities.iter().copied().filter(|(part, _)| *part != Part::Other).collect();
        let sum: f64 = parts.iter().map(|(_, p)| p).sum();
        let likeliest = parts.into_iter().max_by(|a, b| a.1.total_cmp(&b.1))?;
        (sum > 0.0).then(|| (likeliest.0, likeliest.1 / sum))
    }

    /// How the sentence would be labelled if `text`, in which the tables find `evidence`, stood in its place.
    fn with(&mut self, at: usize, text: String, evidence: Evidence) -> Labelled {
        let (old_text, old_evidence) = (std::mem::replace(&mut self.texts[at], text), std::mem::replace(&mut self.found[at], evidence));
        let labelled = label_found(&self.texts, &self.found, self.language, self.scheme).sentences.swap_remove(at);
        (self.texts[at], self.found[at]) = (old_text, old_evidence);
        labelled
    }
}

fn log_odds(p: f64) -> f64 {
    const NEAR: f64 = 1e-9;
    let p = p.clamp(NEAR, 1.0 - NEAR);
    libm::log(p / (1.0 - p))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::star::cover_texts;

    const ANSWER: &[&str] = &[
        "Last year our checkout page was slow and customers complained every week.",
        "My task was to bring the load time below three seconds.",
        "So I profiled the database and added two indexes.",
        "As a result the load time fell from six seconds to two.",
    ];

    fn explained(sentences: &[&str], scheme: Scheme) -> (Coverage, Vec<Explanation>) {
        let texts: Vec<String> = sentences.iter().map(|&text| text.to_owned()).collect();
        let coverage = cover_texts(&texts, scheme, Language::En);
        let explanations = explain(&coverage, Language::En);
        (coverage, explanations)
    }

    #[test]
    fn the_words_that_announce_a_part_speak_for_it() {
        let (coverage, explanations) = explained(ANSWER, Scheme::Star);
        let labels: Vec<Part> = coverage.sentences.iter().map(|sentence| sentence.label).collect();
        assert_eq!(labels, [Part::Situation, Part::Task, Part::Action, Part::Result]);
        let words = |at: usize| explanations[at].words.iter().map(|word| word.text.as_str()).collect::<Vec<_>>();
        assert!(words(1).contains(&"task"), "{:?}", words(1));
        assert!(words(3).contains(&"result"), "{:?}", words(3));
        let gains: Vec<f64> = explanations[3].words.iter().map(|word| word.gain).collect();
        assert!(gains.len() <= MOST_WORDS && gains.windows(2).all(|pair| pair[0] >= pair[1]), "{gains:?}");
    }

    #[test]
    fn the_place_and_the_neighbours_speak_without_the_words() {
        let (_, explanations) = explained(ANSWER, Scheme::Star);
        assert_eq!(explanations[3].around.map(|(part, _)| part), Some(Part::Result));
        assert!(explanations.iter().all(|one| one.around.is_some_and(|(_, p)| (0.0..=1.0).contains(&p))));
    }

    #[test]
    fn one_sentence_has_nothing_around_it_and_no_sentence_is_explained_by_nothing() {
        assert_eq!(explained(&ANSWER[..1], Scheme::Star).1[0].around, None);
        assert!(explained(&[], Scheme::Star).1.is_empty());
    }

    #[test]
    fn other_answers_are_explained_too() {
        let (coverage, explanations) =
            explained(&["I am a backend engineer in Seoul.", "I want to join you because of your scale."], Scheme::Introduction);
        assert_eq!(coverage.sentences.len(), explanations.len());
        assert!(!explanations[1].words.is_empty());
    }
}
