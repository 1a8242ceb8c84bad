//! Coverage of an answer: its labelled sentences, how much of the time each part took, what is missing, who acted, and whether the Result has a number.

use std::collections::BTreeMap;

use super::label::label_texts;
use super::numbers::has_number;
use super::ownership::ownership;
use super::sentences::{Sentence, sentences};
use crate::domain::{Coverage, LabelledSentence, Language, Ownership, Part, Scheme, Seconds, SpeechTrack, Word};

/// The coverage of the answer that `words` make. `track` says where the silences were; without regions the gaps between the words do.
pub fn cover(words: &[Word], track: &SpeechTrack, scheme: Scheme, language: Language) -> Coverage {
    cover_sentences(&sentences(words, track, language), scheme, language)
}

/// The coverage of sentences without times, as they are cut.
pub fn cover_texts(texts: &[String], scheme: Scheme, language: Language) -> Coverage {
    let sentences: Vec<Sentence> = texts.iter().map(|text| Sentence::untimed(text)).collect();
    cover_sentences(&sentences, scheme, language)
}

/// The sentences of a text without times, such as a note.
pub fn sentences_of_text(text: &str, language: Language) -> Vec<String> {
    let word = |text: &str| Word { text: text.to_owned(), start: Seconds::ZERO, end: Seconds::ZERO, p: 1.0 };
    let words: Vec<Word> = text.split_whitespace().map(word).collect();
    sentences(&words, &SpeechTrack::default(), language).into_iter().map(|sentence| sentence.text).collect()
}

fn cover_sentences(sentences: &[Sentence], scheme: Scheme, language: Language) -> Coverage {
    let texts: Vec<String> = sentences.iter().map(|sentence| sentence.text.clone()).collect();
    let labels = label_texts(&texts, language, scheme);
    let labelled: Vec<LabelledSentence> = sentences.iter().zip(&labels).map(|(sentence, &(label, p))| labelled(sentence, label, p)).collect();
    Coverage {
        scheme,
        shares: shares(sentences, &labels, scheme),
        missing: missing(&labels, scheme),
        story: Vec::new(),
        ownership: texts
            .iter()
            .map(|text| ownership(text, language))
            .fold(Ownership::default(), |sum, one| Ownership { i: sum.i + one.i, we: sum.we + one.we }),
        result_has_number: result_has_number(&labelled, language),
        sentences: labelled,
    }
}

fn labelled(sentence: &Sentence, label: Part, p: f64) -> LabelledSentence {
    let (start, end) = (sentence.span.map(|span| span.start), sentence.span.map(|span| span.end));
    LabelledSentence { text: sentence.text.clone(), start, end, label, p }
}

/// The share of the sentences' time that each part took, the parts that were not told with 0; by syllables where there are no times.
fn shares(sentences: &[Sentence], labels: &[(Part, f64)], scheme: Scheme) -> BTreeMap<Part, f64> {
    let times: Vec<f64> = sentences.iter().map(|sentence| sentence.span.map_or(0.0, |span| span.length().0)).collect();
    let lengths: Vec<f64> = match times.iter().sum::<f64>() {
        all if all > 0.0 => times,
        _ => sentences.iter().map(|sentence| sentence.syllables.max(1) as f64).collect(),
    };
    let all: f64 = lengths.iter().sum();
    let mut shares = BTreeMap::new();
    if all > 0.0 {
        shares.extend(scheme.parts().iter().chain(&[Part::Other]).map(|&part| (part, 0.0)));
        for (length, (part, _)) in lengths.iter().zip(labels) {
            *shares.entry(*part).or_default() += length / all;
        }
    }
    shares
}

fn missing(labels: &[(Part, f64)], scheme: Scheme) -> Vec<Part> {
    scheme.parts().iter().copied().filter(|part| labels.iter().all(|(label, _)| label != part)).collect()
}

fn result_has_number(sentences: &[LabelledSentence], language: Language) -> Option<bool> {
    let mut results = sentences.iter().filter(|sentence| sentence.label == Part::Result).peekable();
    results.peek()?;
    Some(results.any(|sentence| has_number(&sentence.text, language)))
}
