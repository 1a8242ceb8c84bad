//! What interviewers ask for next when nobody has said it: another way that was weighed, what was learned, when it was and how long it took.
//!
//! Word lists, and no more than a reason to ask: a follow-up that was answered already costs a sentence, so the lists are wide.

use super::numbers::has_number;
use crate::domain::Language;

/// Which of them an answer speaks of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Mentions {
    pub alternative: bool,
    pub learning: bool,
    pub time: bool,
}

const ALTERNATIVE: &[&str] = &[
    "대신",
    "다른 방법",
    "다른 방안",
    "대안",
    "비교",
    "검토",
    "고민",
    "선택지",
    "장단점",
    "instead",
    "alternative",
    "option",
    "considered",
    "rather than",
    "compared",
    "could have",
    "weighed",
    "trade-off",
    "tradeoff",
    "other way",
];
const LEARNING: &[&str] = &[
    "배웠",
    "배운",
    "배우게",
    "교훈",
    "깨달",
    "느꼈",
    "느낀",
    "그 뒤로",
    "그 후로",
    "이후로는",
    "다음부터",
    "learned",
    "learnt",
    "lesson",
    "taught me",
    "since then",
    "next time",
    "realized",
    "realised",
    "takeaway",
    "would do differently",
];
const TIMES_KO: &[&str] = &["년", "개월", "달", "주", "일", "시간", "분"];
const TIMES_EN: &[&str] = &["year", "month", "week", "day", "hour", "minute", "quarter"];
const DATES: &[&str] = &[
    "작년",
    "재작년",
    "올해",
    "지난해",
    "지난달",
    "상반기",
    "하반기",
    "last year",
    "this year",
    "last month",
    "last spring",
    "last summer",
    "last fall",
    "last winter",
    "in january",
    "in march",
];

pub fn mentions(sentences: &[&str], language: Language) -> Mentions {
    let lower: Vec<String> = sentences.iter().map(|text| text.to_lowercase()).collect();
    let any = |words: &[&str]| lower.iter().any(|text| words.iter().any(|word| text.contains(word)));
    let units = if language == Language::Ko { TIMES_KO } else { TIMES_EN };
    let counted = lower.iter().any(|text| has_number(text, language) && units.iter().any(|unit| text.contains(unit)));
    Mentions { alternative: any(ALTERNATIVE), learning: any(LEARNING), time: counted || any(DATES) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(sentence: &str, language: Language, alternative: bool, learning: bool, time: bool) {
        assert_eq!(mentions(&[sentence], language), Mentions { alternative, learning, time }, "{sentence}");
    }

    #[test]
    fn what_was_said_is_not_asked_for() {
        check("다른 방법도 검토했지만 3주밖에 없었습니다.", Language::Ko, true, false, true);
        check("그 뒤로는 로그부터 봅니다.", Language::Ko, false, true, false);
        check("작년 일입니다.", Language::Ko, false, false, true);
        check("We considered a rewrite, which would take six months.", Language::En, true, false, true);
        check("I learned to ask first.", Language::En, false, true, false);
        check("I called the vendor.", Language::En, false, false, false);
    }
}
