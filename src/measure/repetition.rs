//! What was said twice, begun anew, and the phrases a speaker falls back on.

use std::collections::BTreeMap;

use crate::domain::{Language, PetPhrase, Repetition, RepetitionKind, Word};

use super::fillers::{is_counted_filler, letters};
use super::sentence_end::ends_sentence;

/// The longest phrase that is looked for twice in a row. Longer ones are rarely a slip.
const LONGEST_REPEATED: usize = 4;

/// Doubled on purpose, or doubled by grammar ("that that", 하나 하나).
const ENGLISH_DOUBLES: &[&str] =
    &["that", "had", "very", "really", "so", "no", "yes", "yeah", "ok", "okay", "many", "much", "long", "far", "bye", "more", "again", "is"];
const KOREAN_DOUBLES: &[&str] = &[
    "아주",
    "정말",
    "매우",
    "진짜",
    "너무",
    "네",
    "예",
    "하나",
    "조금",
    "점점",
    "차츰",
    "빨리",
    "천천히",
    "많이",
    "더",
    "또",
    "각각",
    "서로",
    "매일",
    "계속",
    "자주",
    "한",
    "둘",
    "차근차근",
    "다",
    "꼭",
    "잘",
    "점차",
];

/// English words that also begin other words: "the then", "for forward" are no restarts.
const ENGLISH_BEGINNINGS: &[&str] =
    &["the", "for", "any", "some", "every", "with", "can", "her", "his", "our", "and", "not", "all", "out", "over", "under", "when", "where", "what"];

/// Forms of one and the same person: going from one to another is a new beginning.
const KOREAN_SELVES: &[&[&str]] =
    &[&["저는", "제가", "전", "저"], &["저희는", "저희가", "저희"], &["우리는", "우리가", "우리"], &["나는", "내가", "난"]];

/// What was said twice in a row, or broken off and begun anew, in order. Fillers between the two do not matter; a sentence end does.
pub fn repetitions(words: &[Word], language: Language) -> Vec<Repetition> {
    let said: Vec<&Word> = words.iter().filter(|word| !is_counted_filler(&word.text, language) && !letters(&word.text).is_empty()).collect();
    let mut found: Vec<Repetition> = Vec::new();
    let mut at = 0;
    while at < said.len() {
        match slip_at(&said[at..], language) {
            Some((kind, first, second)) => {
                let whole = &said[at..at + first + second];
                found.push(repetition(whole, kind));
                at += first; // what was said anew may be said once more
            }
            None => at += 1,
        }
    }
    joined(found)
}

fn repetition(words: &[&Word], kind: RepetitionKind) -> Repetition {
    let text = words.iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(" ");
    let (start, end) = (words[0].start, words[words.len() - 1].end);
    Repetition { text, start: start.to_millis(), end: end.to_millis(), kind }
}

/// Three times in a row is one slip.
fn joined(slips: Vec<Repetition>) -> Vec<Repetition> {
    let mut found: Vec<Repetition> = Vec::new();
    for slip in slips {
        match found.last_mut() {
            Some(last) if slip.start < last.end => {
                let new = slip.text.split(' ').skip(slip.text.split(' ').count() / 2);
                last.text = std::iter::once(last.text.as_str()).chain(new).collect::<Vec<_>>().join(" ");
                last.end = slip.end;
            }
            _ => found.push(slip),
        }
    }
    found
}

/// The kind of the slip that begins with the first word, how many words were said first, and how many again.
fn slip_at(words: &[&Word], language: Language) -> Option<(RepetitionKind, usize, usize)> {
    for length in (1..=LONGEST_REPEATED).rev().filter(|&length| words.len() >= 2 * length) {
        let (first, second) = words[..2 * length].split_at(length);
        if is_repeated(first, second, language) {
            return Some((RepetitionKind::Repeated, length, length));
        }
    }
    let [first, second, ..] = words else { return None };
    is_restart(&first.text, &second.text, language).then_some((RepetitionKind::Restarted, 1, 1))
}

fn is_repeated(first: &[&Word], second: &[&Word], language: Language) -> bool {
    let same = first.iter().zip(second).all(|(a, b)| core(&a.text, language) == core(&b.text, language));
    let alone = letters(&first[0].text);
    let on_purpose = first.len() == 1 && (doubles(language).contains(&alone.as_str()) || alone.chars().all(|letter| letter.is_ascii_digit()));
    same && !on_purpose && !first.iter().any(|word| ends_sentence(&word.text, language))
}

fn doubles(language: Language) -> &'static [&'static str] {
    match language {
        Language::En => ENGLISH_DOUBLES,
        Language::Ko => KOREAN_DOUBLES,
    }
}

/// The letters of a word; in English without what an apostrophe adds, so that "I I'm" is the same word twice.
fn core(word: &str, language: Language) -> String {
    let whole = if language == Language::En { word.split(['\'', '’']).next().unwrap_or(word) } else { word };
    letters(if whole.is_empty() { word } else { whole })
}

/// Whether `first` was broken off and `second` says it whole.
fn is_restart(first: &str, second: &str, language: Language) -> bool {
    if ends_sentence(first, language) {
        return false;
    }
    let (begun, whole) = (letters(first), letters(second));
    let is_part = whole.starts_with(&begun) && whole != begun;
    let is_cut_off = first.ends_with(['-', '–', '—']) && first.chars().any(char::is_alphabetic);
    if is_cut_off {
        return whole.chars().next() == begun.chars().next();
    }
    match language {
        Language::En => is_part && begun.chars().count() >= 3 && !ENGLISH_BEGINNINGS.contains(&begun.as_str()),
        Language::Ko => {
            let same_self = KOREAN_SELVES.iter().any(|forms| forms.contains(&begun.as_str()) && forms.contains(&whole.as_str()) && begun != whole);
            let is_double = KOREAN_DOUBLES.iter().any(|double| begun.starts_with(double));
            same_self || is_part && begun.chars().count() >= 2 && !is_double
        }
    }
}

/// What many speakers fall back on. Longer phrases stand first, so that none is counted twice.
const ENGLISH_PHRASES: &[&str] = &[
    "at the end of the day",
    "to be honest",
    "you know",
    "i mean",
    "i think",
    "kind of",
    "sort of",
    "and then",
    "actually",
    "basically",
    "obviously",
    "literally",
    "honestly",
    "really",
    "just",
    "like",
    "right",
    "okay",
    "well",
    "so",
];
const KOREAN_PHRASES: &[&str] = &[
    "그렇게 해서",
    "어떻게 보면",
    "그러다 보니까",
    "그러다 보니",
    "말씀드린 것처럼",
    "그러니까",
    "그래가지고",
    "그래서",
    "그런데",
    "그리고",
    "근데",
    "사실은",
    "사실",
    "일단은",
    "일단",
    "이제",
    "약간",
    "뭔가",
    "아무래도",
    "기본적으로",
    "되게",
    "진짜",
    "정말",
    "그냥",
    "이런",
    "좀",
    "막",
];
/// A phrase said this often is a habit worth knowing.
const OFTEN: usize = 3;

/// The phrases said three times or more, most frequent first; a count says nothing about whether one of them was out of place.
pub fn pet_phrases(words: &[Word], language: Language) -> Vec<PetPhrase> {
    let phrases = if language == Language::Ko { KOREAN_PHRASES } else { ENGLISH_PHRASES };
    let said: Vec<String> = words.iter().map(|word| letters(&word.text)).filter(|word| !word.is_empty()).collect();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let mut at = 0;
    while at < said.len() {
        let Some(phrase) = phrases.iter().find(|phrase| begins_with(&said[at..], phrase)) else {
            at += 1;
            continue;
        };
        at += phrase.split(' ').count();
        *counts.entry(phrase).or_default() += 1;
    }
    let often = counts.into_iter().filter(|&(_, count)| count >= OFTEN);
    let mut found: Vec<PetPhrase> = often.map(|(phrase, count)| PetPhrase { text: phrase.to_owned(), count }).collect();
    found.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.text.cmp(&b.text)));
    found
}

fn begins_with(said: &[String], phrase: &str) -> bool {
    let mut said = said.iter();
    phrase.split(' ').all(|part| said.next().is_some_and(|word| word == part))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Seconds;

    fn words(text: &str) -> Vec<Word> {
        let word = |(n, text): (usize, &str)| Word { text: text.to_owned(), start: Seconds(n as f64), end: Seconds(n as f64 + 0.8), p: 1.0 };
        text.split(' ').enumerate().map(word).collect()
    }

    #[track_caller]
    fn check(language: Language, text: &str, expected: &[&str]) {
        let found: Vec<String> = repetitions(&words(text), language).into_iter().map(|found| found.text).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn the_same_words_again_are_one_slip_however_often() {
        check(Language::En, "so we we moved it", &["we we"]);
        check(Language::En, "We, um, we moved it", &["We, we"]);
        check(Language::En, "I was I was told", &["I was I was"]);
        check(Language::En, "the the the page", &["the the the"]);
        check(Language::En, "I I'm sure", &["I I'm"]);
        check(Language::Ko, "저는 저는 개발자입니다", &["저는 저는"]);
        check(Language::Ko, "저는 음 저는 개발자입니다", &["저는 저는"]);
        check(Language::Ko, "그 결과 그 결과 비용이 줄었습니다", &["그 결과 그 결과"]);
    }

    #[test]
    fn what_is_doubled_on_purpose_is_no_slip() {
        for text in
            ["it was very very slow", "he had had enough", "I know that that works", "I know. I know it", "I did. I did it", "one 2 2 three", ""]
        {
            check(Language::En, text, &[]);
        }
        for text in ["정말 정말 감사합니다", "하나 하나 확인했습니다", "네 네 맞습니다", "했습니다. 했습니다", "조금 조금씩 줄였습니다"]
        {
            check(Language::Ko, text, &[]);
        }
    }

    #[test]
    fn what_is_broken_off_and_said_whole_is_a_restart() {
        check(Language::En, "we deliv- delivered it", &["deliv- delivered"]);
        check(Language::En, "we deliver delivered it", &["deliver delivered"]);
        check(Language::En, "the then new plan for forward planning", &[]);
        check(Language::En, "a well-known fact", &[]);
        check(Language::Ko, "결제 결제를 옮겼습니다", &["결제 결제를"]);
        check(Language::Ko, "저는 제가 맡았습니다", &["저는 제가"]);
        check(Language::Ko, "프로- 프로젝트를 맡았습니다", &["프로- 프로젝트를"]);
        check(Language::Ko, "이 이유로 그 그룹은", &[]);
    }

    #[test]
    fn a_slip_knows_its_moment_and_its_kind() {
        let found = repetitions(&words("so we we moved"), Language::En);
        let expected = Repetition { text: "we we".to_owned(), start: Seconds(1.0), end: Seconds(2.8), kind: RepetitionKind::Repeated };
        assert_eq!(found, [expected]);
        assert_eq!(repetitions(&words("결제 결제를"), Language::Ko)[0].kind, RepetitionKind::Restarted);
    }

    #[test]
    fn phrases_count_from_three_on_and_long_ones_hide_the_short_ones_in_them() {
        let check = |language, text: &str, expected: &[(&str, usize)]| {
            let found = pet_phrases(&words(text), language);
            let found: Vec<_> = found.iter().map(|phrase| (phrase.text.as_str(), phrase.count)).collect();
            assert_eq!(found, expected, "{text}");
        };
        check(Language::En, "So we went. So, we saw. So it was", &[("so", 3)]);
        check(Language::En, "so we so", &[]);
        check(Language::En, "you know like you know like you know like like", &[("like", 4), ("you know", 3)]);
        check(Language::Ko, "그래서 갔고 그래서 봤고, 그래서 샀습니다", &[("그래서", 3)]);
        check(Language::Ko, "그러니까 그러니까 그러니까 그래서", &[("그러니까", 3)]);
        check(Language::Ko, "", &[]);
    }
}
