//! Which words a sentence is made of.

use crate::domain::{LabelledSentence, Word};

/// The words under the sentence that they belong to, in order; under none where the sentences have no times.
pub(super) fn by_sentence<'a>(words: &'a [Word], sentences: &'a [LabelledSentence]) -> Vec<(Option<&'a LabelledSentence>, &'a [Word])> {
    const ROUNDING: f64 = 0.001;
    let Some(starts) = sentences.iter().map(|sentence| sentence.start).collect::<Option<Vec<_>>>().filter(|starts| !starts.is_empty()) else {
        return vec![(None, words)];
    };
    let sentence = |word: &Word| starts.partition_point(|start| start.0 <= word.start.0 + ROUNDING).saturating_sub(1);
    words.chunk_by(|one, next| sentence(one) == sentence(next)).map(|group| (Some(&sentences[sentence(&group[0])]), group)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Seconds;

    fn word(text: &str, start: f64) -> Word {
        Word { text: text.to_owned(), start: Seconds(start), end: Seconds(start + 0.3), p: 0.9 }
    }

    fn sentence(text: &str, start: Option<f64>) -> LabelledSentence {
        LabelledSentence { text: text.to_owned(), start: start.map(Seconds), ..LabelledSentence::default() }
    }

    #[track_caller]
    fn check(starts: &[f64], sentences: &[Option<f64>], expected: &[(Option<&str>, usize)]) {
        let words: Vec<Word> = starts.iter().map(|start| word("w", *start)).collect();
        let sentences: Vec<_> = sentences.iter().enumerate().map(|(at, start)| sentence(&at.to_string(), *start)).collect();
        let found = by_sentence(&words, &sentences);
        let found: Vec<_> = found.iter().map(|(sentence, words)| (sentence.map(|one| one.text.as_str()), words.len())).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn words_stand_under_their_sentence() {
        check(&[1.0, 1.5, 3.0], &[Some(1.0), Some(3.0)], &[(Some("0"), 2), (Some("1"), 1)]);
        check(&[0.5, 9.0], &[Some(1.0), Some(3.0)], &[(Some("0"), 1), (Some("1"), 1)]);
        check(&[1.0, 2.0], &[], &[(None, 2)]);
        check(&[1.0, 2.0], &[Some(1.0), None], &[(None, 2)]);
    }
}
