//! Whether a sentence tells of something that happened, and whether the speaker is in it: what a story is known by. Spoken sentences show it by the past; notes
//! that candidates read from leave the subject out, and in Korean the ending too (진행함, 원인 분석).

use super::hangul::{self, FINAL_SSANG_SIOT};
use crate::domain::Language;

/// Whether it tells of something that happened.
pub fn tells(tokens: &[String], language: Language) -> bool {
    match language {
        Language::En => tokens.iter().any(|token| PAST_AUXILIARIES.contains(&token.as_str()) || is_english_past(token)),
        Language::Ko => tokens.iter().any(|token| token.chars().any(is_past_ending)) || tokens.last().is_some_and(|last| is_noted(last)),
    }
}

/// Whether the speaker is in it, by name, or as a subject left out: "Used a parser", in Korean nearly always.
pub fn has_speaker(tokens: &[String], language: Language) -> bool {
    match language {
        Language::Ko => true,
        Language::En => tokens.iter().any(|token| SPEAKERS.contains(&token.as_str())) || verb_at(tokens, opening(tokens)).is_some(),
    }
}

/// How many words only open the sentence: "and so", 그래서.
pub fn opening(tokens: &[String]) -> usize {
    tokens.iter().take_while(|token| OPENINGS.contains(&token.as_str())).count()
}

/// A verb in the past at this place, adverbs before it passed over.
pub fn verb_at(tokens: &[String], at: usize) -> Option<&str> {
    let mut rest = tokens.get(at..)?.iter().map(String::as_str).skip_while(|word| word.ends_with("ly") || ADVERBS.contains(word));
    rest.next().filter(|word| is_english_past(word))
}

fn is_english_past(token: &str) -> bool {
    (token.len() > 3 && token.ends_with("ed") && !token.ends_with("eed")) || IRREGULAR_PASTS.contains(&token)
}

/// 했-, 었-, 았-: a final ㅆ, where it is not 있- or 겠-.
pub fn is_past_ending(sign: char) -> bool {
    sign != '있' && sign != '겠' && hangul::final_consonant(sign) == Some(FINAL_SSANG_SIOT)
}

/// The end of a note: a verb made a noun (확인함, 줄임), or a deed that is named and not told (원인 분석).
fn is_noted(last: &str) -> bool {
    let ends_in = |words: &[&str]| words.iter().any(|word| last.ends_with(word));
    ends_in(DEEDS) || ends_in(VERBS) && !ends_in(QUALITIES)
}

const SPEAKERS: &[&str] = &["i", "i'm", "i've", "i'd", "my", "me", "we", "we're", "our", "us", "we've", "we'd"];

const OPENINGS: &[&str] = &["and", "so", "but", "well", "okay", "ok", "um", "uh", "음", "어", "그", "네", "아", "그리고", "그래서", "이제"];

const ADVERBS: &[&str] =
    &["also", "then", "first", "just", "even", "still", "later", "soon", "always", "often", "myself", "all", "both", "never", "next", "now"];

const PAST_AUXILIARIES: &[&str] = &["was", "were", "had", "did", "didn't", "wasn't", "weren't", "couldn't", "could", "would", "wouldn't", "hadn't"];

const IRREGULAR_PASTS: &[&str] = &[
    "made",
    "wrote",
    "built",
    "led",
    "ran",
    "found",
    "went",
    "took",
    "put",
    "set",
    "spoke",
    "met",
    "gave",
    "began",
    "chose",
    "sent",
    "drew",
    "kept",
    "held",
    "taught",
    "brought",
    "got",
    "came",
    "said",
    "told",
    "did",
    "broke",
    "bought",
    "caught",
    "cut",
    "dug",
    "drove",
    "fell",
    "felt",
    "fought",
    "grew",
    "heard",
    "knew",
    "learnt",
    "left",
    "lost",
    "paid",
    "read",
    "rose",
    "sat",
    "saw",
    "shut",
    "slept",
    "sold",
    "spent",
    "split",
    "stood",
    "thought",
    "threw",
    "understood",
    "won",
    "wore",
    "rewrote",
    "became",
    "let",
    "dealt",
    "sought",
    "laid",
    "showed",
    "rebuilt",
    "overcame",
];

/// What is done, as notes name it.
const DEEDS: &[&str] = &[
    "구현",
    "적용",
    "확인",
    "분리",
    "제공",
    "개선",
    "도입",
    "설계",
    "분석",
    "작성",
    "처리",
    "해결",
    "발생",
    "관리",
    "구축",
    "사용",
    "활용",
    "변경",
    "수정",
    "추가",
    "제거",
    "삭제",
    "감소",
    "증가",
    "단축",
    "향상",
    "확보",
    "준비",
    "진행",
    "완료",
    "달성",
    "유지",
    "보장",
    "방지",
    "최소화",
    "최적화",
    "자동화",
    "표준화",
    "일원화",
    "경량화",
    "문서화",
    "강화",
    "통합",
    "연동",
    "전환",
    "이관",
    "배포",
    "테스트",
    "검증",
    "점검",
    "파악",
    "조사",
    "수집",
    "정리",
    "공유",
    "논의",
    "협의",
    "제안",
    "요청",
    "보고",
    "설득",
    "조율",
    "교육",
    "지원",
    "참여",
    "담당",
    "주도",
    "수행",
    "운영",
    "개발",
    "제작",
    "기획",
    "선정",
    "결정",
    "판단",
    "검토",
    "비교",
    "측정",
    "기록",
    "등록",
    "저장",
    "생성",
    "호출",
    "전송",
    "수신",
    "조회",
    "복구",
    "대응",
    "예방",
    "절감",
    "축소",
    "확대",
    "전파",
    "실험",
    "도출",
    "발견",
    "체감",
    "경험",
    "습득",
    "학습",
    "획득",
    "수상",
    "합격",
    "마무리",
    "종료",
    "실패",
    "성공",
    "지연",
    "누락",
    "배치",
    "교체",
    "분담",
    "합의",
    "설명",
    "안내",
    "상담",
    "응대",
    "접수",
    "예약",
    "청소",
    "정비",
    "수리",
    "구매",
    "판매",
    "출시",
    "취소",
    "철회",
    "반영",
    "채택",
    "폐기",
    "이동",
    "복귀",
    "인수",
    "인계",
];

/// How a verb ends that was made a noun. The bare ending ㅁ will not do: 마음, 바람 and 책임 have it too.
const VERBS: &[&str] = &[
    "함",
    "됨",
    "시킴",
    "줄임",
    "높임",
    "들임",
    "붙임",
    "올림",
    "내림",
    "늘림",
    "돌림",
    "알림",
    "세움",
    "배움",
    "채움",
    "비움",
    "키움",
    "치움",
    "지움",
    "보냄",
    "끝냄",
    "해냄",
    "아냄",
    "어냄",
    "맞춤",
    "낮춤",
    "갖춤",
    "늦춤",
    "멈춤",
    "해짐",
    "아짐",
    "어짐",
    "워짐",
    "려짐",
    "나옴",
    "해옴",
    "다녀옴",
    "아옴",
    "어옴",
    "나감",
    "어감",
    "아감",
    "해봄",
    "어봄",
    "아봄",
    "해둠",
    "바꿈",
    "나눔",
    "옮김",
    "남김",
    "맡김",
    "넘김",
    "생김",
    "당김",
    "숨김",
    "챙김",
    "마침",
    "거침",
    "고침",
    "합침",
    "놓침",
    "받음",
    "찾음",
    "얻음",
    "잡음",
    "맞음",
    "막음",
    "읽음",
    "넣음",
    "놓음",
    "쌓음",
    "않음",
    "끊음",
    "묶음",
    "닫음",
    "적음",
    "겪음",
    "꺾음",
    "뽑음",
    "심음",
    "해줌",
    "와줌",
    "어줌",
    "려줌",
    "아줌",
    "만듦",
    "만듬",
    "풀음",
    "씀",
];

/// What somebody is, not what he did.
const QUALITIES: &[&str] = &[
    "중요함",
    "필요함",
    "성실함",
    "꼼꼼함",
    "가능함",
    "부족함",
    "다양함",
    "친절함",
    "행복함",
    "간절함",
    "솔직함",
    "당당함",
    "편함",
    "피곤함",
    "급함",
    "심함",
    "강함",
    "착함",
    "유연함",
    "섬세함",
    "침착함",
    "원만함",
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::star::tokens::tokens;

    #[test]
    fn what_happened_is_told_in_the_past_or_noted_without_an_ending() {
        for (text, language, expected) in [
            ("I measured the cache.", Language::En, true),
            ("We were three people.", Language::En, true),
            ("I believe that teamwork matters.", Language::En, false),
            ("서버를 두 대로 늘렸습니다.", Language::Ko, true),
            ("단계별로 점검을 진행함.", Language::Ko, true),
            ("새벽 배포로 일정을 줄임", Language::Ko, true),
            ("로그 수집 후 원인 분석", Language::Ko, true),
            ("인덱스 추가 -> 조회 시간 단축", Language::Ko, true),
            ("저는 소통이 중요하다고 생각합니다.", Language::Ko, false),
            ("늘 웃는 사람", Language::Ko, false),
            ("성실함", Language::Ko, false),
            ("긍정적인 마음가짐", Language::Ko, false),
            ("오늘 밤에도 별이 스치우는 바람", Language::Ko, false),
            ("담당자에게 메일 보냄", Language::Ko, true),
            ("설정 파일을 나눠서 관리 함", Language::Ko, true),
            ("확장성 필요", Language::Ko, false),
            ("하늘을 우러러 한 점 부끄럼이 없기를", Language::Ko, false),
        ] {
            assert_eq!(tells(&tokens(text), language), expected, "{text}");
        }
    }

    #[test]
    fn the_speaker_is_there_by_name_or_as_a_subject_left_out() {
        for (text, expected) in [
            ("It was on me to fix my own part.", true),
            ("Used a parser and compared the columns.", true),
            ("Then quickly raised it with the client.", true),
            ("The moon was pale.", false),
            ("Birds sleep in the reeds.", false),
        ] {
            assert_eq!(has_speaker(&tokens(text), Language::En), expected, "{text}");
        }
    }
}
