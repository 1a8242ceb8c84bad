//! What an answer lacked, in the order in which an interviewer would ask for it, with the sentence to take him at his word by.

use crate::domain::{Attempt, Coverage, Gap, LabelledSentence, Part, Scheme, Seconds, Transcript};
use crate::star;

/// Something to ask about.
#[derive(Clone, Debug, PartialEq)]
pub struct Lack {
    pub gap: Gap,
    /// What he said that leads to the question, where it was heard well enough to be quoted.
    pub quote: Option<String>,
}

/// Words heard worse than this are not put into anybody's mouth.
const SURE: f64 = 0.6;
/// Longer quotes are not listened to; this many signs of a sentence lead to the question.
const LONGEST_QUOTE: usize = 48;
const SHORTEST_QUOTE: usize = 6;

/// What `attempt` lacked, most wanted first; nothing without words, or where it told no story.
pub fn lacks(attempt: &Attempt) -> Vec<Lack> {
    let (Some(coverage), Some(transcript)) = (&attempt.coverage, &attempt.transcript) else { return Vec::new() };
    if coverage.scheme != Scheme::Star || coverage.sentences.is_empty() {
        return Vec::new();
    }
    let texts: Vec<&str> = coverage.sentences.iter().map(|sentence| sentence.text.as_str()).collect();
    let mentions = star::mentions(&texts, attempt.language);
    let missing = |part: Part| coverage.missing.contains(&part) || coverage.unclear.contains(&part);
    let wanted = [
        (missing(Part::Action), Gap::Action, None),
        (missing(Part::Result), Gap::Result, None),
        (coverage.result_has_number == Some(false), Gap::Number, last_of(coverage, Part::Result)),
        (coverage.ownership.we > coverage.ownership.i, Gap::Ownership, with_we(coverage, attempt)),
        (missing(Part::Situation) && missing(Part::Task), Gap::Situation, None),
        (missing(Part::Task) && !missing(Part::Situation), Gap::Task, None),
        (!mentions.alternative, Gap::Alternative, longest_of(coverage, Part::Action)),
        (!mentions.learning, Gap::Learning, None),
        (!mentions.time, Gap::Time, None),
    ];
    let lack =
        |(_, gap, sentence): (bool, Gap, Option<&LabelledSentence>)| Lack { gap, quote: sentence.and_then(|sentence| quote(sentence, transcript)) };
    wanted.into_iter().filter(|(is_lacking, ..)| *is_lacking).map(lack).collect()
}

fn last_of(coverage: &Coverage, part: Part) -> Option<&LabelledSentence> {
    coverage.sentences.iter().rfind(|sentence| sentence.label == part)
}

fn longest_of(coverage: &Coverage, part: Part) -> Option<&LabelledSentence> {
    coverage.sentences.iter().filter(|sentence| sentence.label == part).max_by_key(|sentence| sentence.text.chars().count())
}

fn with_we<'a>(coverage: &'a Coverage, attempt: &Attempt) -> Option<&'a LabelledSentence> {
    coverage.sentences.iter().filter(|sentence| sentence.label == Part::Action).find(|sentence| star::says_we(&sentence.text, attempt.language))
}

/// The sentence, if it is short enough to be said and was heard well.
fn quote(sentence: &LabelledSentence, transcript: &Transcript) -> Option<String> {
    let text = sentence.text.trim().trim_end_matches(['.', '!', '?', ',', '…']);
    if !(SHORTEST_QUOTE..=LONGEST_QUOTE).contains(&text.chars().count()) {
        return None;
    }
    let (start, end) = (sentence.start?, sentence.end?);
    let within = |at: Seconds| start <= at && at <= end;
    let heard: Vec<f64> = transcript.words.iter().filter(|word| within(word.start) && within(word.end)).map(|word| word.p).collect();
    let is_sure = !heard.is_empty() && heard.iter().all(|p| *p >= SURE);
    is_sure.then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{AttemptId, Language, SpeechTrack, Word};

    fn attempt(sentences: &[&str], language: Language, p: f64) -> Attempt {
        let mut at = 0.0;
        let mut words = Vec::new();
        for word in sentences.iter().flat_map(|sentence| sentence.split_whitespace()) {
            words.push(Word { text: word.to_owned(), start: Seconds(at), end: Seconds(at + 0.3), p });
            at += 0.4;
        }
        let coverage = star::cover(&words, &SpeechTrack::default(), Scheme::Star, language);
        let transcript = Transcript { words, ..Transcript::default() };
        Attempt {
            coverage: Some(coverage),
            transcript: Some(transcript),
            language,
            ..Attempt::new(AttemptId("t".to_owned()), jiff::Timestamp::UNIX_EPOCH, "t.wav".into(), language)
        }
    }

    const WITHOUT_NUMBER: [&str; 4] = [
        "Last year our nightly batch kept failing and customers waited for their bills.",
        "My task was to make it run within two months.",
        "I rewrote the batch and considered a queue instead.",
        "As a result the customers got their bills on time.",
    ];

    #[test]
    fn a_result_without_a_number_is_asked_for_first_and_quoted() {
        let lacks = lacks(&attempt(&WITHOUT_NUMBER, Language::En, 0.9));
        assert_eq!(lacks.first().map(|lack| lack.gap), Some(Gap::Number), "{lacks:?}");
        assert!(lacks.iter().any(|lack| lack.gap == Gap::Learning) && !lacks.iter().any(|lack| lack.gap == Gap::Alternative), "{lacks:?}");
    }

    #[test]
    fn what_was_badly_heard_is_not_quoted() {
        assert!(lacks(&attempt(&WITHOUT_NUMBER, Language::En, 0.4)).iter().all(|lack| lack.quote.is_none()));
    }

    #[test]
    fn without_words_there_is_nothing_to_ask_about() {
        let bare = Attempt::new(AttemptId("t".to_owned()), jiff::Timestamp::UNIX_EPOCH, "t.wav".into(), Language::Ko);
        assert_eq!(lacks(&bare), []);
        assert_eq!(lacks(&attempt(&[], Language::Ko, 1.0)), []);
    }
}
