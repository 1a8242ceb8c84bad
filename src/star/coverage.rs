//! Coverage of an answer: its labelled sentences, how much of the time each part took, what is missing, who acted, and whether the Result has a number.

use std::collections::BTreeMap;

use super::deeds::deeds;
use super::evidence::Evidence;
use super::label::{Labelled, evidence_of, label_found, label_texts};
use super::numbers::has_number;
use super::ownership::ownership;
use super::sentences::{Sentence, sentences};
use super::tokens::syllables;
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
    let reading = label_texts(&texts, language, scheme);
    let labelled = sentences.iter().zip(reading.sentences).map(|(sentence, found)| labelled(sentence, found)).collect();
    sum_up(labelled, &reading.unclear, scheme, language)
}

/// Labels the sentences again where the candidate's own note says under which part stands what they tell; `noted` has a row a sentence with log-odds for the
/// parts of the scheme and for none of them. What the user corrected stays.
pub fn label_by_note(coverage: &mut Coverage, noted: &[Vec<f64>], language: Language) {
    for (sentence, noted) in coverage.sentences.iter_mut().zip(noted) {
        sentence.noted = with_other(coverage.scheme).zip(noted.iter().copied()).collect();
    }
    let texts = texts(coverage);
    let reading = label_found(&texts, &evidence_with_note(coverage, &texts, language), language, coverage.scheme);
    let again = |(old, found): (&LabelledSentence, Labelled)| match old.corrected {
        true => old.clone(),
        false => {
            LabelledSentence { label: found.label, p: found.p(found.label), probabilities: found.probabilities.into_iter().collect(), ..old.clone() }
        }
    };
    let sentences = coverage.sentences.iter().zip(reading.sentences).map(again).collect();
    *coverage = with_story_of(sum_up(sentences, &reading.unclear, coverage.scheme, language), coverage);
}

fn with_other(scheme: Scheme) -> impl Iterator<Item = Part> {
    scheme.parts().iter().copied().chain([Part::Other])
}

pub fn texts(coverage: &Coverage) -> Vec<String> {
    coverage.sentences.iter().map(|sentence| sentence.text.clone()).collect()
}

/// What the tables find in each sentence, and what the note says of it.
pub fn evidence_with_note(coverage: &Coverage, texts: &[String], language: Language) -> Vec<Evidence> {
    let mut found = evidence_of(texts, language, coverage.scheme);
    for (evidence, sentence) in found.iter_mut().zip(&coverage.sentences) {
        evidence.noted = with_other(coverage.scheme).filter_map(|part| sentence.noted.get(&part).copied()).collect();
    }
    found
}

/// The coverage with the label of one sentence as the user says it is; the sentence and all others keep their words and times.
pub fn correct(coverage: &Coverage, sentence: usize, label: Part, language: Language) -> Coverage {
    let mut sentences = coverage.sentences.clone();
    if let Some(found) = sentences.get_mut(sentence) {
        (found.label, found.p, found.corrected) = (label, 1.0, true);
    }
    with_story_of(sum_up(sentences, &coverage.unclear, coverage.scheme, language), coverage)
}

/// The coverage with which story was told, and what of it, as in another.
fn with_story_of(coverage: Coverage, other: &Coverage) -> Coverage {
    Coverage { told: other.told.clone(), told_fits: other.told_fits, story: other.story.clone(), beyond: other.beyond.clone(), ..coverage }
}

/// The coverage with what the user corrected in an earlier one, where the same sentence stands again.
pub fn correct_as_before(coverage: Coverage, before: &Coverage, language: Language) -> Coverage {
    if coverage.scheme != before.scheme {
        return coverage;
    }
    before.sentences.iter().filter(|sentence| sentence.corrected).fold(coverage, |coverage, corrected| {
        match coverage.sentences.iter().position(|sentence| sentence.text == corrected.text) {
            Some(at) => correct(&coverage, at, corrected.label, language),
            None => coverage,
        }
    })
}

/// `doubted`: parts that the words tell nowhere clearly; they stay doubted until the user says otherwise.
fn sum_up(sentences: Vec<LabelledSentence>, doubted: &[Part], scheme: Scheme, language: Language) -> Coverage {
    let missing: Vec<Part> = scheme.parts().iter().copied().filter(|part| sentences.iter().all(|sentence| sentence.label != *part)).collect();
    let is_sure = |part: Part| sentences.iter().any(|sentence| sentence.corrected && sentence.label == part);
    Coverage {
        scheme,
        shares: shares(&sentences, scheme),
        unclear: doubted.iter().copied().filter(|part| !missing.contains(part) && !is_sure(*part)).collect(),
        missing,
        told: None,
        told_fits: None,
        story: Vec::new(),
        beyond: Vec::new(),
        ownership: sentences
            .iter()
            .map(|sentence| ownership(&sentence.text, language))
            .fold(Ownership::default(), |sum, one| Ownership { i: sum.i + one.i, we: sum.we + one.we }),
        result_has_number: result_has_number(&sentences, language),
        order: order(&sentences),
        before_action_s: before_action(&sentences),
        data_points: data_points(&sentences, language),
        deeds: own_deeds(&sentences, language),
        sentences,
    }
}

fn order(sentences: &[LabelledSentence]) -> Vec<Part> {
    let mut order: Vec<Part> = sentences.iter().map(|sentence| sentence.label).filter(|part| *part != Part::Other).collect();
    order.dedup();
    order
}

fn before_action(sentences: &[LabelledSentence]) -> Option<Seconds> {
    let action = sentences.iter().find(|sentence| sentence.label == Part::Action)?;
    Some(action.start? - sentences.first()?.start?)
}

fn data_points(sentences: &[LabelledSentence], language: Language) -> usize {
    sentences.iter().filter(|sentence| sentence.label != Part::Other && has_number(&sentence.text, language)).count()
}

fn own_deeds(sentences: &[LabelledSentence], language: Language) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for deed in sentences.iter().filter(|sentence| sentence.label == Part::Action).flat_map(|sentence| deeds(&sentence.text, language)) {
        if !found.contains(&deed) {
            found.push(deed);
        }
    }
    found
}

fn labelled(sentence: &Sentence, found: Labelled) -> LabelledSentence {
    LabelledSentence {
        text: sentence.text.clone(),
        start: sentence.span.map(|span| span.start),
        end: sentence.span.map(|span| span.end),
        label: found.label,
        p: found.p(found.label),
        probabilities: found.probabilities.into_iter().collect(),
        ..LabelledSentence::default()
    }
}

/// The share of the sentences' time that each part took, the parts that were not told with 0; by syllables where there are no times.
fn shares(sentences: &[LabelledSentence], scheme: Scheme) -> BTreeMap<Part, f64> {
    let times: Vec<f64> = sentences.iter().map(|sentence| sentence.span().map_or(0.0, |span| span.length().0)).collect();
    let spoken = |sentence: &LabelledSentence| sentence.text.split_whitespace().map(syllables).sum::<usize>().max(1) as f64;
    let lengths: Vec<f64> = if times.iter().sum::<f64>() > 0.0 { times } else { sentences.iter().map(spoken).collect() };
    let all: f64 = lengths.iter().sum();
    let mut shares = BTreeMap::new();
    if all > 0.0 {
        shares.extend(scheme.parts().iter().chain(&[Part::Other]).map(|&part| (part, 0.0)));
        for (length, sentence) in lengths.iter().zip(sentences) {
            *shares.entry(sentence.label).or_default() += length / all;
        }
    }
    shares
}

fn result_has_number(sentences: &[LabelledSentence], language: Language) -> Option<bool> {
    let mut results = sentences.iter().filter(|sentence| sentence.label == Part::Result).peekable();
    results.peek()?;
    Some(results.any(|sentence| has_number(&sentence.text, language)))
}
