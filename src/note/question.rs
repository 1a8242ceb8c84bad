//! What in a note is a question, a topic to be asked about, or the name of a section.

use crate::domain::PromptKind;
use crate::domain::sign::{lower, squeezed};

/// What a heading says of the lines under it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    /// Each item is a question.
    Questions,
    /// Questions for the interviewer, things to do: none of them is a prompt.
    Apart,
}

/// Longer lines are told, not asked.
const LONGEST_QUESTION: usize = 220;
const LONGEST_HEADING: usize = 60;

/// How requests begin in English.
const REQUESTS_EN: &[&str] = &[
    "tell me",
    "tell us",
    "describe ",
    "give me",
    "give us",
    "give an example",
    "walk me",
    "walk us",
    "talk about",
    "talk me",
    "share ",
    "explain ",
    "have you ever",
    "can you ",
    "could you ",
    "introduce yourself",
    "please ",
    "think of a time",
    "what would you",
    "why should we",
];
/// How they end in Korean.
const REQUESTS_KO: &[&str] = &[
    "주세요",
    "주십시오",
    "주시겠어요",
    "주시겠습니까",
    "말해보세요",
    "말해보라",
    "말하시오",
    "설명하시오",
    "쓰시오",
    "들려주세요",
    "해보세요",
    "있나요",
    "있습니까",
    "있는가",
    "있나",
    "인가요",
    "무엇인가",
    "했나요",
    "했습니까",
    "하나요",
    "합니까",
    "할까요",
    "일까요",
    "까요",
    "나요",
    "은가요",
    "은지",
    "는지",
];
/// How a topic ends in Korean: the noun that stands for "tell me of the time when".
const TOPICS_KO: &[&str] = &["경험", "적", "사례", "순간", "때", "일화", "했던 일", "어려운 일들", "이유", "계기", "차이", "차이점"];

/// Whether somebody may be asked this, by its form.
pub fn is_asked(text: &str) -> bool {
    let text = without_remark(text.trim()).trim_end_matches(['*', '_', ')', '"', '”', ' ', '~']);
    let length = text.chars().count();
    if !(4..=LONGEST_QUESTION).contains(&length) || text.starts_with(['(', '（']) {
        return false;
    }
    if text.ends_with(['?', '？']) {
        // "??" and "듯?" are doubts of the writer's.
        return !is_told(text) && !text.ends_with("듯?") && (!text.ends_with("??") || begins_as_question(text));
    }
    let bare = text.trim_end_matches(['.', '!', '…']);
    // The last letters of Korean requests; most sentences end otherwise, and need no closer look.
    if !bare.ends_with(['요', '오', '라', '까', '나', '가', '지']) && !bare.starts_with(|first: char| first.is_ascii() || matches!(first, '“' | '‘'))
    {
        return false;
    }
    let begins = |request: &&str| begins_with(bare.trim_start_matches(['"', '“', '*', '_', '‘', '\'']), request);
    length <= LONGEST_QUESTION / 2 && REQUESTS_EN.iter().any(begins) || ends_in_request(bare)
}

/// Without a remark in parentheses at its end: `… 기술해 주십시오. (700자)`.
fn without_remark(text: &str) -> &str {
    let cut = text.strip_suffix([')', '）']).and_then(|rest| rest.rfind(['(', '（'])).map(|place| text[..place].trim_end());
    cut.filter(|rest| !rest.is_empty()).unwrap_or(text)
}

/// Whether an English text begins so, in capitals or small letters.
fn begins_with(text: &str, beginning: &str) -> bool {
    text.get(..beginning.len()).is_some_and(|first| first.eq_ignore_ascii_case(beginning))
}

fn ends_in_request(text: &str) -> bool {
    let letters = || text.chars().rev().filter(|sign| !sign.is_whitespace());
    REQUESTS_KO.iter().any(|request| letters().take(request.chars().count()).eq(request.chars().rev()))
}

/// Korean is spaced as its writers like.
fn without_spaces(text: &str) -> String {
    text.chars().filter(|sign| !sign.is_whitespace()).collect()
}

fn begins_as_question(text: &str) -> bool {
    const WORDS: &[&str] = &[
        "how",
        "why",
        "what",
        "when",
        "where",
        "who",
        "which",
        "do",
        "does",
        "did",
        "are",
        "is",
        "have",
        "has",
        "can",
        "could",
        "would",
        "will",
        "왜",
        "어떻게",
        "무엇을",
    ];
    let first = text.split(|sign: char| !sign.is_alphanumeric()).find(|word| !word.is_empty()).unwrap_or_default();
    WORDS.contains(&first.to_lowercase().as_str())
}

/// A question mark after a long run of sentences ends a story, not a question.
fn is_told(text: &str) -> bool {
    let before: Vec<&str> = text.trim_end_matches(['?', '？']).split(['.', '!']).filter(|sentence| sentence.trim().chars().count() > 12).collect();
    let is_request = |sentence: &str| {
        sentence.contains('?') || ends_in_request(sentence) || REQUESTS_EN.iter().any(|request| begins_with(sentence.trim(), request))
    };
    before.len() > 2 && !before.iter().any(|sentence| is_request(sentence))
}

/// Whether a line names something to be told, without asking for it: `갈등을 겪었던 경험`, `근검절약`.
pub fn is_topic(text: &str) -> bool {
    let text = text.trim().trim_end_matches(['*', '_', ')', '"', '”', ' ', '.', ':', ',']);
    let length = text.chars().count();
    !text.starts_with(['(', '（']) && (4..=LONGEST_QUESTION / 2).contains(&length) && TOPICS_KO.iter().any(|topic| text.ends_with(topic))
}

/// Headings under which an answer stands, though they ask nothing.
const MOTIVATION: &[&str] = &[
    "지원동기",
    "지원이유",
    "입사동기",
    "이직사유",
    "이직이유",
    "퇴사사유",
    "입사후포부",
    "why this company",
    "why this role",
    "why us",
    "why me",
    "motivation",
    "why i want",
    "why am i",
    "reason for applying",
];
const PERSONAL: &[&str] = &[
    "장단점",
    "장점",
    "단점",
    "강점",
    "약점",
    "마지막으로하고싶은말",
    "마지막할말",
    "마지막한마디",
    "마지막으로",
    "strengths and weaknesses",
    "strengths",
    "weaknesses",
    "weakness",
    "strength",
    "closing statement",
    "greatest weakness",
];
const INTRODUCTION: &[&str] = &[
    "자기소개",
    "self-introduction",
    "self introduction",
    "introduce yourself",
    "about yourself",
    "elevator pitch",
    "-second pitch",
    "second pitch",
    "my pitch",
    "opening statement",
    "self-intro",
    "self intro",
    "1분소개",
    "30초소개",
    "pitch (",
    "intro (",
    "introduction (",
    "자기 소개",
];

/// A text as English and as Korean words are looked for in it.
struct Spelled {
    lower: String,
    squeezed: String,
}

impl Spelled {
    fn of(text: &str) -> Self {
        let lower = lower(text);
        Self { squeezed: without_spaces(&lower), lower }
    }

    fn holds(&self, words: &[&str]) -> bool {
        let is_english = self.lower.is_ascii();
        words.iter().any(|word| match word.is_ascii() {
            true => holds_word(&self.lower, word),
            false => !is_english && self.squeezed.contains(word),
        })
    }
}

/// Not inside other words: "to do" is not in "to Docker". What a word in the list begins or ends with may decide for itself.
fn holds_word(text: &str, word: &str) -> bool {
    let is_edge = |sign: Option<char>| sign.is_none_or(|sign| !sign.is_ascii_alphanumeric());
    // Nearly every text is ruled out by the first look, which is the faster one.
    text.contains(word)
        && text.match_indices(word).any(|(place, _)| {
            let (before, after) = (text[..place].chars().next_back(), text[place + word.len()..].chars().next());
            let begins = is_edge(before) || !word.starts_with(|sign: char| sign.is_ascii_alphanumeric());
            begins && (is_edge(after) || after == Some('s') || !word.ends_with(|sign: char| sign.is_ascii_alphanumeric()))
        })
}

/// Whether a heading or a question asks for a self-introduction.
pub fn is_introduction(text: &str) -> bool {
    const WHOLE: &[&str] = &["intro", "pitch", "aboutme", "introduction", "소개", "저소개", "selfintroduction"];
    text.chars().count() <= LONGEST_HEADING * 2 && Spelled::of(text).holds(INTRODUCTION) || WHOLE.contains(&squeezed(text).as_str())
}

/// Whether a heading of few words stands over a prepared answer.
pub fn is_answer_heading(text: &str) -> bool {
    if text.chars().count() > LONGEST_HEADING || text.ends_with(['.', '다', '요', ',']) {
        return false;
    }
    let spelled = Spelled::of(text);
    spelled.holds(MOTIVATION) || spelled.holds(PERSONAL) || is_introduction(text)
}

const TECHNICAL: &[&str] = &[
    "설명",
    "차이",
    "무엇인가요",
    "이란",
    "란?",
    "어떻게 동작",
    "동작 원리",
    "원리",
    "what is ",
    "what are ",
    "difference between",
    "explain ",
    "how does ",
    "how do you debug",
    "what happens when",
];
const WHY: &[&str] = &["왜", "지원하", "지원한", "입사하", "why ", "what attracts", "what interests"];

/// How an answer to it is read.
pub fn kind(text: &str) -> PromptKind {
    if is_introduction(text) {
        return PromptKind::Introduction;
    }
    let asks_of_work = ["경험", "적이", "적있", "사례", "a time", "example", "situation"];
    let spelled = Spelled::of(text);
    if spelled.holds(MOTIVATION) || spelled.holds(PERSONAL) || (spelled.holds(WHY) && !spelled.holds(&asks_of_work)) {
        return PromptKind::Motivation;
    }
    let is_technical = TECHNICAL.iter().any(|word| spelled.lower.contains(word)) && !spelled.holds(&["본인", "당신", "your", "경험", "장점", "적이"]);
    if is_technical { PromptKind::Technical } else { PromptKind::Behavioral }
}

const QUESTION_SECTIONS: &[&str] = &[
    "예상질문",
    "면접질문",
    "질문리스트",
    "질문목록",
    "기출",
    "질문모음",
    "공통질문",
    "기술질문",
    "인성질문",
    "questions",
    "faq",
    "q&a",
    "질의응답",
    "자주나오는질문",
    "나온다는질문",
    "나올질문",
    "나올만한",
    "likely to be asked",
    "might ask",
    "may ask",
    "could ask",
    "will ask",
    "예상문제",
];
const APART: &[&str] = &[
    "역질문",
    "물어볼",
    "질문할",
    "내가할질문",
    "면접관에게",
    "questions for them",
    "questions to ask",
    "questions for the",
    "my questions",
    "questions i have",
    "questions i want",
    "questions i'd",
    "questions i’d",
    "ask them",
    "ask the",
    "to ask",
    "for the interviewer",
    "to do",
    "todo",
    "to-do",
    "할일",
    "준비물",
    "체크리스트",
    "checklist",
    "reminder",
    "링크",
    "links",
    "참고자료",
    "logistics",
    "shopping",
    "주의할점",
    "주의사항",
    "notes to self",
    "tips",
];

/// A writer's word to himself: no part of what he will tell.
pub fn is_remark(text: &str) -> bool {
    const MARKS: &[&str] = &["todo", "to do:", "^^", "※", "메모:", "메모 :", "note to self", "nb:", "nb ", "n.b.", "fixme", "(todo", "(메모"];
    MARKS.iter().any(|mark| begins_with(text, mark))
}

/// The section that a heading opens. A line that is not marked as one has to be short.
pub fn section(text: &str, is_marked: bool) -> Option<Section> {
    const LONGEST_UNMARKED: usize = 24;
    if text.chars().count() > if is_marked { LONGEST_HEADING } else { LONGEST_UNMARKED } || text.ends_with(['?', '？', '.', '다', '요', '음']) {
        return None;
    }
    let spelled = Spelled::of(text);
    if spelled.holds(APART) {
        return Some(Section::Apart);
    }
    spelled.holds(QUESTION_SECTIONS).then_some(Section::Questions)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn questions_are_known_by_their_form() {
        for asked in [
            "왜 아마존에 입사하고 싶은가요?",
            "본인의 비전이 훌륭한 성과로 나온 경험이 있나?",
            "어떤 상황이었는지 말씀해 주십시오.",
            "Tell me about a time you failed.",
            "Why us?",
            "동료를 도운 예를 들어 주십시오. 어떤 상황이었습니까? 결과는 어땠나요?",
        ] {
            assert!(is_asked(asked), "{asked}");
        }
        for told in ["결과적으로는 이슈도 해결했습니다.", "S: late", "Then I called the customer.", "내 돈이라면 이렇게 쓸까 반문했다.", "why"]
        {
            assert!(!is_asked(told), "{told}");
        }
        assert!(is_topic("주인의식을 가지고 일한적") && is_topic("장기적인 가치를 둔 경험") && !is_topic("경험을 쌓았다"));
    }

    #[test]
    fn a_question_has_the_kind_of_its_answer() {
        for (text, expected) in [
            ("자기소개", PromptKind::Introduction),
            ("1분 자기소개 해주세요", PromptKind::Introduction),
            ("Tell me about yourself.", PromptKind::Introduction),
            ("왜 이 부서로 지원을 하게 되었나요?", PromptKind::Motivation),
            ("내 장점? 단점?", PromptKind::Motivation),
            ("Why do you want to work here?", PromptKind::Motivation),
            ("TLS 핸드셰이크를 설명해 주세요.", PromptKind::Technical),
            ("What is a Kubernetes service?", PromptKind::Technical),
            ("Tell me about a time you failed.", PromptKind::Behavioral),
            ("경험해본 어려운 일들?", PromptKind::Behavioral),
        ] {
            assert_eq!(kind(text), expected, "{text}");
        }
    }

    #[test]
    fn sections_are_known_by_their_heading() {
        assert_eq!(section("예상질문", false), Some(Section::Questions));
        assert_eq!(section("Questions to practise", false), Some(Section::Questions));
        assert_eq!(section("역질문", true), Some(Section::Apart));
        assert_eq!(section("Questions to ask them", true), Some(Section::Apart));
        assert_eq!(section("Ownership", true), None);
    }
}
