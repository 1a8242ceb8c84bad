//! Cuts the words of an answer into sentences. A sentence ends at its punctuation, at a Korean final ending, and, where the recogniser wrote no
//! punctuation at all, at long pauses and before the words that open a new clause.

use std::ops::Range;

use super::hangul::{self, FINAL_BIEUP, FINAL_SSANG_SIOT, NO_FINAL};
use super::tokens::tokens;
use crate::domain::{Language, Seconds, Span, SpeechTrack, Word};

/// A silence this long ends a sentence where there is no punctuation to go by. A figure set here and taken from nowhere: well above the 0.25 s from
/// which silences count as pauses, so that searching for a word inside a clause seldom ends one.
const ENDING_PAUSE: Seconds = Seconds(0.7);

/// A text with fewer sentence marks than one in this many words counts as unpunctuated.
const WORDS_PER_MARK: usize = 60;

/// In a text without punctuation a new clause begins a new sentence only after this many words; fewer are an opening, not a sentence.
const SHORTEST_CLAUSE: usize = 5;

/// Without any punctuation, cue or pause a sentence is cut here, so that one label never covers a whole answer.
const LONGEST_RUN: usize = 45;

#[derive(Clone, Debug, PartialEq)]
pub struct Sentence {
    pub text: String,
    /// Which of the answer's words it is made of.
    pub words: Range<usize>,
    /// From its first word to its last; unknown where the words have no times.
    pub span: Option<Span>,
}

impl Sentence {
    /// A sentence whose time is unknown.
    pub fn untimed(text: &str) -> Self {
        Self { text: text.to_owned(), words: 0..0, span: None }
    }
}

/// The sentences of `words`, in order; every word is in exactly one. Words without any length have no times.
pub fn sentences(words: &[Word], track: &SpeechTrack, language: Language) -> Vec<Sentence> {
    let timed = words.iter().any(|word| word.end > word.start);
    let punctuated = is_punctuated(words);
    let mut found = Vec::new();
    let mut start = 0;
    for next in 1..=words.len() {
        let piece = &words[start..next];
        let ends = match words.get(next) {
            None => true,
            Some(after) => ends_by_itself(piece, after, language) || (!punctuated && ends_unmarked(piece, &words[next..], track, timed, language)),
        };
        if ends {
            found.push(sentence(words, start..next, timed));
            start = next;
        }
    }
    found
}

fn sentence(words: &[Word], range: Range<usize>, timed: bool) -> Sentence {
    let piece = &words[range.clone()];
    Sentence {
        text: piece.iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(" "),
        span: timed.then(|| Span { start: piece[0].start, end: piece[piece.len() - 1].end.max(piece[0].start) }),
        words: range,
    }
}

fn is_punctuated(words: &[Word]) -> bool {
    let marks = words.iter().filter(|word| ends_with_mark(&word.text)).count();
    marks > 0 && words.len() <= marks * WORDS_PER_MARK
}

/// Whether `piece` ends as a sentence whatever the pauses: by its punctuation or, in Korean, by a final ending.
fn ends_by_itself(piece: &[Word], after: &Word, language: Language) -> bool {
    let last = piece[piece.len() - 1].text.as_str();
    ends_with_mark(last) || (language == Language::Ko && ends_in_korean(last, &after.text))
}

/// Full stop, question or exclamation mark; dots of hesitation, initials and common short forms end nothing.
fn ends_with_mark(word: &str) -> bool {
    let word = word.trim_end_matches(['"', '\'', '”', '’', ')', ']', '」', '』']);
    if word.ends_with("...") || word.ends_with('…') || !word.ends_with(['.', '?', '!', '。', '？', '！']) {
        return false;
    }
    let bare = word.trim_end_matches('.');
    let initial = word.ends_with('.') && bare.chars().count() == 1 && bare.chars().all(|sign| sign.is_ascii_uppercase() && sign != 'I');
    let numbered = word.ends_with('.') && !bare.is_empty() && bare.len() < 3 && bare.chars().all(|sign| sign.is_ascii_digit());
    let short_form = ["mr", "mrs", "ms", "dr", "st", "vs", "etc", "e.g", "i.e", "approx", "no"].contains(&bare.to_lowercase().as_str());
    let abbreviated = word.ends_with('.')
        && (short_form && bare != "no" && bare != "etc" || bare.contains('.') && bare.split('.').all(|part| part.chars().count() == 1));
    !(initial || numbered || abbreviated)
}

/// Whether a Korean word closes a sentence: 합니다체, 해요체, or the plain past of notes. `after` tells 있다 보니 from 있다.
fn ends_in_korean(word: &str, after: &str) -> bool {
    let signs: Vec<char> = word.trim_end_matches(|sign: char| !sign.is_alphanumeric()).chars().collect();
    let [.., before, last] = signs[..] else { return false };
    match last {
        '다' => closes_with_da(&signs, before) && !["보니", "보면", "보니까", "가", "라는", "라고", "는"].contains(&after),
        '까' => signs.len() > 2 && before == '니' && hangul::final_consonant(signs[signs.len() - 3]) == Some(FINAL_BIEUP),
        '죠' => true,
        '요' => closes_with_yo(word, &signs, before),
        _ => false,
    }
}

/// 습니다, 합니다; 했다, 있다.
fn closes_with_da(signs: &[char], before: char) -> bool {
    let polite = before == '니' && signs.len() > 2 && hangul::final_consonant(signs[signs.len() - 3]) == Some(FINAL_BIEUP);
    polite || hangul::final_consonant(before) == Some(FINAL_SSANG_SIOT)
}

/// 해요, 어요, 네요, 고요, 는데요; not 필요, 중요, 수요, 개요.
fn closes_with_yo(word: &str, signs: &[char], before: char) -> bool {
    const OPEN_VOWELS: [u32; 10] = [0, 1, 4, 5, 6, 7, 9, 10, 14, 15]; // ㅏ ㅐ ㅓ ㅔ ㅕ ㅖ ㅘ ㅙ ㅝ ㅞ
    if word.trim_end_matches(|sign: char| !sign.is_alphanumeric()) == "개요" {
        return false;
    }
    let contracted = hangul::final_consonant(before) == Some(NO_FINAL) && hangul::vowel(before).is_some_and(|vowel| OPEN_VOWELS.contains(&vowel));
    contracted || (signs.len() > 2 && matches!(before, '고' | '구' | '지' | '든' | '군' | '걸'))
}

/// Whether a sentence without punctuation ends before `rest`: at a long pause that does not tear a phrase apart, or where a new clause opens.
fn ends_unmarked(piece: &[Word], rest: &[Word], track: &SpeechTrack, timed: bool, language: Language) -> bool {
    if piece.len() >= LONGEST_RUN {
        return true;
    }
    let last = &piece[piece.len() - 1];
    let pause = if timed { silence_between(last, &rest[0], track) } else { Seconds::ZERO };
    let paused = pause >= ENDING_PAUSE && piece.len() >= 3 && !leans_forward(&last.text, language);
    paused || (language == Language::En && piece.len() >= SHORTEST_CLAUSE && !leans_forward(&last.text, language) && opens_clause(rest))
}

/// The longest silence between the middles of two words: from the waveform where there is a track, for recognisers stretch words over silence.
fn silence_between(left: &Word, right: &Word, track: &SpeechTrack) -> Seconds {
    if track.regions.is_empty() {
        return (right.start - left.end).max(Seconds::ZERO);
    }
    let middle = |word: &Word| Seconds((word.start.0 + word.end.0) / 2.0);
    let (from, to) = (middle(left), middle(right));
    let first = track.regions.partition_point(|region| region.end <= from);
    let inside = track.regions[first..].windows(2).take_while(|pair| pair[0].end < to);
    inside.map(|pair| pair[1].start.min(to) - pair[0].end).fold(Seconds::ZERO, Seconds::max)
}

/// Words that cannot end a sentence: a pause after them is one inside it.
fn leans_forward(word: &str, language: Language) -> bool {
    const ENGLISH: &[&str] = &[
        "the", "a", "an", "to", "of", "and", "or", "but", "so", "because", "for", "with", "in", "on", "at", "by", "from", "my", "our", "their",
        "his", "her", "its", "i", "we", "they", "he", "she", "is", "was", "were", "are", "am", "be", "very", "that", "which", "who", "if", "when",
        "as", "like", "um", "uh", "this", "these", "had", "have", "will", "would", "could", "can", "should", "not", "more", "than", "into", "about",
        "you",
    ];
    const KOREAN: &[&str] =
        &["그", "저", "제", "이", "음", "어", "저희", "우리", "그래서", "그리고", "그런데", "근데", "하지만", "약간", "이제", "및", "또"];
    const KOREAN_PARTICLES: &[&str] = &["을", "를", "은", "는", "이", "가", "의", "에", "에서", "으로", "와", "과", "에게", "한테"];
    let token = tokens(word).pop().unwrap_or_default();
    match language {
        Language::En => ENGLISH.contains(&token.as_str()),
        Language::Ko => {
            KOREAN.contains(&token.as_str()) || KOREAN_PARTICLES.iter().any(|particle| token.len() > particle.len() && token.ends_with(particle))
        }
    }
}

/// English words that begin a new main clause in a story.
fn opens_clause(rest: &[Word]) -> bool {
    const SUBJECTS: &[&str] = &["i", "we", "they", "he", "she", "it", "then"];
    const NOUN_OPENERS: &[&str] = &["my", "our", "the", "there"];
    const PHRASES: &[&str] = &[
        "as a result",
        "in the end",
        "after that",
        "first of",
        "first i",
        "first we",
        "then i",
        "then we",
        "finally",
        "my task",
        "my role",
        "my goal",
        "at that",
    ];
    let next = rest.iter().take(3).flat_map(|word| tokens(&word.text)).collect::<Vec<_>>();
    let [first, second, ..] = &next[..] else { return false };
    let (first, second) = (first.as_str(), second.as_str());
    let joined = match first {
        "so" | "but" => SUBJECTS.contains(&second) || NOUN_OPENERS.contains(&second),
        "and" => SUBJECTS.contains(&second), // "my manager and my team" is no new clause
        _ => false,
    };
    joined || PHRASES.iter().any(|phrase| next.join(" ").starts_with(phrase))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Words of 0.4 s, 0.1 s apart; `/` between two words is a pause of one second.
    fn words(text: &str) -> Vec<Word> {
        let mut now = 0.0;
        let mut words = Vec::new();
        for text in text.split_whitespace() {
            if text == "/" {
                now += 1.0;
                continue;
            }
            words.push(Word { text: text.to_owned(), start: Seconds(now), end: Seconds(now + 0.4), p: 0.9 });
            now += 0.5;
        }
        words
    }

    #[track_caller]
    fn check(language: Language, text: &str, expected: &[&str]) {
        let found: Vec<String> = sentences(&words(text), &SpeechTrack::default(), language).into_iter().map(|sentence| sentence.text).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn punctuation_ends_a_sentence_and_abbreviations_do_not() {
        check(Language::En, "It broke. Why? We fixed it!", &["It broke.", "Why?", "We fixed it!"]);
        check(Language::En, "Mr. Kim met Dr. Lee at 3.5 p.m. today.", &["Mr. Kim met Dr. Lee at 3.5 p.m. today."]);
        check(Language::En, "So I... I fixed it. \"Done.\" Then J. left.", &["So I... I fixed it.", "\"Done.\"", "Then J. left."]);
        check(Language::Ko, "네. 그래서… 고쳤습니다. 끝.", &["네.", "그래서… 고쳤습니다.", "끝."]);
    }

    #[test]
    fn korean_endings_end_a_sentence_without_punctuation() {
        check(
            Language::Ko,
            "문제가 있었습니다 그래서 제가 고쳤어요 좋았죠 그랬는데요 끝났고요 어떻게 했습니까 잘됐다 끝",
            &["문제가 있었습니다", "그래서 제가 고쳤어요", "좋았죠", "그랬는데요", "끝났고요", "어떻게 했습니까", "잘됐다", "끝"],
        );
        check(
            Language::Ko,
            "중요 필요 개요 수요 했습니다만 하다 보니 있다 보니 늦었습니다",
            &["중요 필요 개요 수요 했습니다만 하다 보니 있다 보니 늦었습니다"],
        );
    }

    #[test]
    fn long_pauses_and_new_clauses_end_sentences_only_where_there_is_no_punctuation() {
        check(Language::En, "the page was slow / customers complained a lot", &["the page was slow", "customers complained a lot"]);
        check(Language::En, "the page of the / customer was slow", &["the page of the customer was slow"]);
        check(Language::En, "the page was slow / and complained.", &["the page was slow and complained."]);
        check(
            Language::En,
            "the page was very slow in Europe so I measured every single request and then I put a cache in front as a result it got fast",
            &["the page was very slow in Europe", "so I measured every single request", "and then I put a cache in front", "as a result it got fast"],
        );
        check(Language::En, "I asked my old manager and my team for help", &["I asked my old manager and my team for help"]);
        check(Language::Ko, "속도가 너무 느리고 / 고객이 계속 불편해하고", &["속도가 너무 느리고", "고객이 계속 불편해하고"]);
    }

    #[test]
    fn the_waveform_says_where_a_pause_was_when_the_recogniser_stretched_a_word_over_it() {
        let mut words = words("the page was slow customers complained");
        words[3].end = Seconds(3.0);
        (words[4].start, words[4].end, words[5].start, words[5].end) = (Seconds(3.0), Seconds(3.4), Seconds(3.5), Seconds(3.9));
        let track = SpeechTrack { regions: vec![Span::new(0.0, 1.9), Span::new(3.0, 3.9)], ..SpeechTrack::default() };
        assert_eq!(sentences(&words, &SpeechTrack::default(), Language::En).len(), 1);
        words[3].end = Seconds(2.2);
        assert_eq!(sentences(&words, &track, Language::En).len(), 2);
    }

    proptest! {
        #[test]
        fn every_word_is_in_exactly_one_sentence(text in "([a-z]{1,8}[.,?]? |[가-힣]{1,4}(다|요)?[.]? ){0,120}", korean in any::<bool>()) {
            let words = words(&text);
            let found = sentences(&words, &SpeechTrack::default(), if korean { Language::Ko } else { Language::En });
            let covered: Vec<usize> = found.iter().flat_map(|sentence| sentence.words.clone()).collect();
            prop_assert_eq!(covered, (0..words.len()).collect::<Vec<_>>());
        }
    }
}
