//! Whether a sentence has a figure in it: digits, or the words for a number, in Korean and English. Years and idioms (one of them, 이번) are no figures.

use super::hangul;
use super::number_words::{TENS, UNITS};
use super::tokens::tokens;
use crate::domain::Language;

pub fn has_number(text: &str, language: Language) -> bool {
    let tokens = tokens(text);
    let words = match language {
        Language::En => english_words(&tokens),
        Language::Ko => korean_words(&tokens),
    };
    words || digits(&tokens)
}

/// A word that begins with a figure and is neither a year nor an ordinal; S3 and EC2 are names.
fn digits(tokens: &[String]) -> bool {
    tokens.iter().any(|token| {
        let figure = token.trim_start_matches(|sign: char| !sign.is_alphanumeric());
        let number: String = figure.chars().take_while(|sign| sign.is_ascii_digit() || matches!(sign, '.' | ',')).collect();
        let rest = &figure[number.len()..];
        let year =
            number.len() == 4 && (number.starts_with("19") || number.starts_with("20")) && (rest.is_empty() || rest.starts_with('년') || rest == "s");
        let ordinal = ["st", "nd", "rd", "th"].contains(&rest) || rest.starts_with("차");
        !number.is_empty() && !year && !ordinal
    })
}

fn english_words(tokens: &[String]) -> bool {
    let spoken_year = |at: usize| {
        let century = |token: &String| token == "nineteen" || token == "twenty";
        let pair = |at: usize| tokens.get(at).is_some_and(century) && tokens.get(at + 1).is_some_and(|next| is_decade(next));
        pair(at) || (at > 0 && (pair(at - 1) || at > 1 && pair(at - 2)))
    };
    tokens.iter().enumerate().any(|(at, token)| is_amount(token) && !spoken_year(at))
}

/// The second half of a spoken year: twenty fifteen, nineteen ninety.
fn is_decade(word: &str) -> bool {
    UNITS[10..].contains(&word) || TENS.contains(&word) || word == "oh"
}

/// "One" is left out: one of them, no one, one day.
fn is_amount(word: &str) -> bool {
    (word != "one" && UNITS.contains(&word)) || TENS.contains(&word) || AMOUNTS.contains(&word)
}

const AMOUNTS: &[&str] = &[
    "hundred",
    "hundreds",
    "thousand",
    "thousands",
    "million",
    "millions",
    "billion",
    "percent",
    "half",
    "halved",
    "twice",
    "double",
    "doubled",
    "triple",
    "tripled",
    "dozen",
    "dozens",
];

fn korean_words(tokens: &[String]) -> bool {
    let next = |at: usize| tokens.get(at + 1).map_or("", String::as_str);
    tokens.iter().enumerate().any(|(at, token)| {
        let plain = ["절반", "반으로", "반값", "두배", "세배", "수십", "수백", "수천"].iter().any(|word| token.starts_with(word));
        plain || sino_with_unit(token, next(at)) || native_with_unit(token, next(at))
    })
}

/// 이초로, 삼십 퍼센트, 오만원: Chinese numerals, then a unit in the same word or as the next one.
fn sino_with_unit(token: &str, next: &str) -> bool {
    let numerals: String = token.chars().take_while(|sign| "영일이삼사오육칠팔구십백천만억조".contains(*sign)).collect();
    let rest = &token[numerals.len()..];
    let several = numerals.chars().count() > 1;
    if numerals.is_empty() || NOT_NUMBERS.iter().any(|word| token.starts_with(word)) {
        return false;
    }
    let year = several && rest.starts_with('년') && numerals.contains('천');
    let unit_follows = if rest.is_empty() { next } else { rest };
    !year && SINO_UNITS.iter().any(|unit| unit_follows.strip_prefix(unit).is_some_and(ends_as_noun))
}

/// 두 배, 세시간, 열 명: native numerals before a unit. 한 is mostly "a", so it needs a unit of time or people.
fn native_with_unit(token: &str, next: &str) -> bool {
    const NATIVE: &[&str] = &["두", "세", "네", "다섯", "여섯", "일곱", "여덟", "아홉", "열", "스무", "서른", "마흔", "쉰", "한"];
    let with_unit = |numeral: &str, units: &[&str]| {
        let unit = if token == numeral { Some(next) } else { token.strip_prefix(numeral) };
        unit.is_some_and(|unit| units.iter().any(|known| unit.strip_prefix(known).is_some_and(ends_as_noun)))
    };
    NATIVE.iter().any(|numeral| with_unit(numeral, if *numeral == "한" { &["시간", "달", "명"] } else { NATIVE_UNITS }))
}

/// Whether only a particle or a suffix of amounts may stand here: so 이주밖에 is two weeks and 이주했습니다 is a move.
fn ends_as_noun(rest: &str) -> bool {
    const AFTER_AMOUNTS: &[&str] = &[
        "",
        "로",
        "으로",
        "를",
        "을",
        "가",
        "이",
        "는",
        "은",
        "의",
        "나",
        "이나",
        "까지",
        "정도",
        "이상",
        "이하",
        "만에",
        "만",
        "에서",
        "에",
        "도",
        "씩",
        "밖에",
        "간",
        "안에",
        "내에",
        "대로",
        "대",
        "짜리",
        "보다",
        "쯤",
        "가량",
        "와",
        "과",
        "였습니다",
        "이었습니다",
        "입니다",
        "이고",
        "였고",
        "동안",
        "미만",
        "부터",
        "이",
        "나요",
        "가까이",
        "에게",
        "분",
        "분이",
        "원",
        "원을",
        "원의",
    ];
    AFTER_AMOUNTS.contains(&rest) || !rest.chars().next().is_some_and(hangul::is_syllable)
}

const SINO_UNITS: &[&str] = &[
    "초",
    "분",
    "시간",
    "일",
    "주",
    "개월",
    "년",
    "퍼센트",
    "프로",
    "배",
    "명",
    "원",
    "건",
    "개",
    "점",
    "회",
    "위",
    "등",
    "대",
    "차례",
    "킬로",
    "미터",
    "기가",
    "메가",
    "밀리초",
    "포인트",
    "달러",
    "여",
    "만",
    "만원",
    "억",
];

const NATIVE_UNITS: &[&str] = &["배", "시간", "명", "개", "건", "번", "달", "분", "곳", "대", "가지", "살", "주", "사람"];

/// Words that only look like a Chinese numeral and a unit.
const NOT_NUMBERS: &[&str] = &[
    "이번",
    "이건",
    "이점",
    "이분",
    "이곳",
    "이대로",
    "이상",
    "이후",
    "이전",
    "이제",
    "일부",
    "일단",
    "일정",
    "일원",
    "일상",
    "사건",
    "사회",
    "사원",
    "사업",
    "사용",
    "사이트",
    "사람",
    "사이",
    "이유",
    "이해",
    "구분",
    "구성",
    "구축",
    "구조",
    "조건",
    "조원",
    "조회",
    "조금",
    "만일",
    "만약",
    "만족",
    "만점",
    "백업",
    "천천",
    "영업",
    "영향",
    "이만",
    "이용",
    "이런",
    "이메일",
    "이슈",
    "일이",
    "사일",
    "십분",
    "육회",
    "삼성",
    "오전",
    "오후",
    "오류",
    "이등",
    "이개",
    "조개",
    "일대",
    "이내",
    "만큼",
    "억지",
    "천만에",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(language: Language, text: &str, expected: bool) {
        assert_eq!(has_number(text, language), expected, "{text}");
    }

    #[test]
    fn english_figures_count_and_years_and_idioms_do_not() {
        for text in [
            "It fell by 30%.",
            "Errors dropped by ninety percent.",
            "The load time fell to two seconds.",
            "We doubled it.",
            "It cost $5k, half of before.",
        ] {
            check(Language::En, text, true);
        }
        for text in
            ["In 2019 everyone was happy.", "No one of them left.", "In twenty fifteen we finished.", "It runs on EC2 and S3 now.", "We came 1st."]
        {
            check(Language::En, text, false);
        }
    }

    #[test]
    fn korean_figures_count_and_words_that_look_like_them_do_not() {
        for text in [
            "속도가 이초로 줄었습니다.",
            "오류도 구십 퍼센트 감소했습니다.",
            "삼십프로 늘었습니다.",
            "두 배로 늘었습니다.",
            "30%를 줄였습니다.",
            "오만원을 아꼈습니다.",
            "이주 만에 끝났습니다.",
        ] {
            check(Language::Ko, text, true);
        }
        for text in [
            "이번에 사건을 해결했습니다.",
            "이천십오년에 끝났습니다.",
            "사회 공개 구분 조건",
            "이분이 좋아하셨습니다.",
            "서버를 이주했습니다.",
            "2019년에 끝났습니다.",
            "한 가지를 배웠습니다.",
        ] {
            check(Language::Ko, text, false);
        }
    }
}
