//! What the candidate himself did, in verbs: "measured", "found"; 측정하다, 바꾸다. What a group did, what happened by itself, and what he only felt or thought
//! is left out; so is what cannot be told for sure.

use super::evidence::deeds_in_english;
use super::hangul;
use super::telling::is_past_ending;
use super::tokens::tokens;
use crate::domain::Language;

/// The verbs of one sentence in the order they are said: as said in English, in dictionary form in Korean.
pub fn deeds(text: &str, language: Language) -> Vec<String> {
    let tokens = tokens(text);
    match language {
        Language::En => deeds_in_english(&tokens).into_iter().map(str::to_owned).collect(),
        Language::Ko => korean(&tokens).into_iter().collect(),
    }
}

/// The last verb of the sentence, in the past. Korean leaves its subject out when it is the speaker, so a sentence counts as his unless it names a group or
/// somebody else.
fn korean(tokens: &[String]) -> Option<String> {
    if tokens.iter().any(|token| is_somebody_else(token)) {
        return None;
    }
    let (last, before) = tokens.split_last()?;
    let verb = dictionary_form(last)?;
    let verb = match verb.as_str() {
        "하다" => made_of_a_noun(before.last()?)?,
        _ if HELPING.contains(&verb.as_str()) => helped(before.last()?)?,
        _ => verb,
    };
    let is_deed = !NO_DEEDS.contains(&verb.as_str()) && !verb.ends_with("되다") && !verb.ends_with("지다");
    is_deed.then_some(verb)
}

/// 저희가, 팀이, 고객께서: a subject that is not the speaker.
fn is_somebody_else(token: &str) -> bool {
    let group = ["저희", "우리"].iter().any(|group| token.starts_with(group));
    let subject = ["이", "가", "께서", "은", "는", "께서는"].iter().find_map(|particle| token.strip_suffix(particle));
    group || subject.is_some_and(|noun| PEOPLE.iter().any(|person| noun.ends_with(person)))
}

/// 설득을 했다, 설득 했다: 설득하다. What ends like an adverb or another particle is no such noun.
fn made_of_a_noun(noun: &str) -> Option<String> {
    let plain = noun.strip_suffix('을').or_else(|| noun.strip_suffix('를'));
    let is_bare = noun.chars().count() == 2
        && noun.chars().all(hangul::is_syllable)
        && !noun.ends_with(['게', '이', '히', '로', '도', '지', '고', '서', '만', '은', '는', '가', '에']);
    let noun = plain.or_else(|| is_bare.then_some(noun))?;
    Some(format!("{noun}하다"))
}

/// 확인해 보았다: 확인하다.
fn helped(verb: &str) -> Option<String> {
    Some(format!("{}하다", verb.strip_suffix('해')?)).filter(|verb| verb != "하다")
}

/// 측정했습니다 → 측정하다, 줄였고 → 줄이다; `None` for what is not in the past.
fn dictionary_form(word: &str) -> Option<String> {
    let signs: Vec<char> = word.chars().collect();
    let at = signs.iter().rposition(|sign| is_past_ending(*sign))?;
    let past: String = signs[..=at].iter().collect();
    if let Some((ending, stem)) = IRREGULAR.iter().find(|(ending, _)| past.ends_with(ending)) {
        return Some(format!("{}{stem}다", past.strip_suffix(ending).unwrap_or_default()));
    }
    let before: String = signs[..at].iter().collect();
    let stem = match signs[at] {
        '었' if before.ends_with('이') => return None, // 것이었다
        '았' | '었' if !before.is_empty() => String::new(),
        '였' if before.ends_with('하') => String::new(),
        '였' if IN_I.iter().any(|verb| before.ends_with(verb)) => "이".to_owned(),
        '였' | '았' | '었' => return None, // 문제였다
        '했' => "하".to_owned(),
        sign => hangul::uncontracted(sign)?.to_string(),
    };
    Some(format!("{before}{stem}다"))
}

/// Past forms whose stem looks otherwise (ㄷ, ㅂ, ㅅ, 르 and 으 verbs).
const IRREGULAR: &[(&str, &str)] = &[
    ("만들었", "만들"),
    ("물었", "묻"),
    ("들었", "듣"),
    ("깨달았", "깨닫"),
    ("도왔", "돕"),
    ("지었", "짓"),
    ("골랐", "고르"),
    ("불렀", "부르"),
    ("눌렀", "누르"),
    ("서둘렀", "서두르"),
    ("모았", "모으"),
    ("썼", "쓰"),
    ("껐", "끄"),
];

/// What stands before 이 in verbs that end in it (줄이다, 높이다); any other 였 is "was".
const IN_I: &[&str] = &["줄", "높", "붙", "들", "기울", "녹", "늘", "좁", "벌", "먹", "끓"];

/// Verbs that help another: 해 보다, 해 주다.
const HELPING: &[&str] = &["보다", "주다", "드리다", "두다", "놓다", "내다", "나가다"];

/// States, thoughts, and what happens by itself.
const NO_DEEDS: &[&str] = &[
    "있다",
    "없다",
    "같다",
    "싶다",
    "않다",
    "못하다",
    "알다",
    "모르다",
    "느끼다",
    "생각하다",
    "판단하다",
    "필요하다",
    "가능하다",
    "어렵다",
    "힘들다",
    "좋다",
    "많다",
    "나오다",
    "나다",
    "생기다",
    "발생하다",
    "보이다",
    "걸리다",
    "늘다",
    "줄다",
    "되다",
    "때문이다",
];

/// Nouns for people who are not the speaker.
const PEOPLE: &[&str] = &[
    "팀",
    "팀장님",
    "팀원",
    "팀원들",
    "고객",
    "고객들",
    "고객사",
    "담당자",
    "담당자들",
    "동료",
    "동료들",
    "상사",
    "부장님",
    "사장님",
    "대표님",
    "선배",
    "후배",
    "그분",
    "분들",
    "사람들",
    "직원들",
    "회사",
    "개발팀",
    "운영팀",
    "업체",
    "친구",
    "사용자",
    "모두",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, language: Language, expected: &[&str]) {
        assert_eq!(deeds(text, language), expected, "{text}");
    }

    #[test]
    fn english_verbs_after_i_are_his() {
        check("First I measured every request and found the bottleneck.", Language::En, &["measured", "found"]);
        check("So I also quickly wrote a script, ran it and then sent it out.", Language::En, &["wrote", "sent"]);
        check("I was tired and I wanted to stop.", Language::En, &[]);
        check("We rebuilt the page.", Language::En, &[]);
        check("The manager asked me, and she agreed.", Language::En, &[]);
    }

    #[test]
    fn korean_verbs_are_given_as_a_dictionary_lists_them() {
        for (text, expected) in [
            ("저는 먼저 모든 요청을 측정했습니다.", "측정하다"),
            ("부서별로 나눠서 하나씩 줄였고", "줄이다"),
            ("설정을 바꿨습니다", "바꾸다"),
            ("담당자께 메일을 보냈어요", "보내다"),
            ("방법을 찾았는데요", "찾다"),
            ("이유를 물었습니다", "묻다"),
            ("팀장님을 설득을 했습니다", "설득하다"),
            ("로그를 확인해 보았습니다", "확인하다"),
            ("표를 만들었음", "만들다"),
            ("문제를 해결 하였고", "해결하다"),
            ("그렇게 했습니다", ""),
            ("문자를 보내는 것이었습니다", ""),
            ("원인을 분석하였다", "분석하다"),
            ("스크립트를 썼습니다", "쓰다"),
            ("회의에서 의견을 나눴다", "나누다"),
            ("현장에 직접 가 봤다", ""),
        ] {
            check(text, Language::Ko, if expected.is_empty() { &[] } else { std::slice::from_ref(&expected) });
        }
    }

    #[test]
    fn what_others_did_or_what_happened_is_no_deed() {
        for text in [
            "저희가 다시 만들었습니다",
            "팀장님이 승인했습니다",
            "오류가 발생했습니다",
            "어렵다고 생각했습니다",
            "배포가 완료되었습니다",
            "있었습니다",
            "음",
            "",
        ] {
            check(text, Language::Ko, &[]);
        }
    }
}
