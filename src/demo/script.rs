//! What the candidate says: the sentences that the demonstration model was trained on (`models/demo/sentences.py`), in order of telling.

use crate::domain::Language;

/// A self-introduction.
pub fn introduction(language: Language) -> &'static [&'static str] {
    match language {
        Language::Ko => &INTRODUCTION_KO,
        Language::En => &INTRODUCTION_EN,
    }
}

/// An answer to a behavioural question: situation, task, action, result.
pub fn story(language: Language) -> &'static [&'static str] {
    match language {
        Language::Ko => &STORY_KO,
        Language::En => &STORY_EN,
    }
}

const INTRODUCTION_EN: [&str; 8] = [
    "Hello, my name is Minsu and I am a cloud engineer.",
    "I joined an enterprise company in twenty fifteen.",
    "For four years I ran the inventory module of an E R P system.",
    "After that I moved to the cloud architecture team.",
    "I led migrations to A W S with containers.",
    "Today I build public cloud services.",
    "I want to help customers solve hard problems.",
    "Thank you for listening.",
];

const INTRODUCTION_KO: [&str; 8] = [
    "안녕하세요 저는 클라우드 엔지니어 김민수입니다.",
    "저는 이천십오년에 회사에 입사했습니다.",
    "사년 동안 재고 시스템을 운영했습니다.",
    "이후 클라우드 아키텍처 팀으로 이동했습니다.",
    "여러 고객의 시스템을 클라우드로 옮겼습니다.",
    "지금은 공공 클라우드 서비스를 만들고 있습니다.",
    "어려운 문제를 끝까지 해결하는 사람이 되고 싶습니다.",
    "이상입니다 감사합니다.",
];

const STORY_EN: [&str; 14] = [
    "Our customer had a slow website for global users.",
    "The page took nine seconds to load in Europe.",
    "The launch was two weeks away.",
    "My task was to cut the load time below three seconds.",
    "I was responsible for the delivery network.",
    "First I measured every request and found the bottleneck.",
    "Then I put a content delivery network in front of the origin.",
    "Redirects broke because the host header was lost.",
    "So I forwarded the host header and tested every path.",
    "I also added an alarm for errors.",
    "As a result the load time fell to two seconds.",
    "Errors dropped by ninety percent.",
    "The customer moved three more sites to our platform.",
    "I learned to measure before I change anything.",
];

const STORY_KO: [&str; 13] = [
    "당시 고객의 홈페이지 속도가 느린 상황이었습니다.",
    "해외에서는 첫 화면이 뜨는 데 구초가 걸렸습니다.",
    "오픈까지 이주밖에 남지 않았습니다.",
    "제 역할은 속도를 삼초 아래로 줄이는 것이었습니다.",
    "저는 먼저 모든 요청을 측정해서 병목을 찾았습니다.",
    "그래서 콘텐츠 전송 서비스를 적용했습니다.",
    "리다이렉트 후에 주소가 바뀌는 문제가 생겼습니다.",
    "저는 호스트 헤더를 전달하도록 설정을 바꿨습니다.",
    "오류가 나면 알람이 오도록 만들었습니다.",
    "결과적으로 속도가 이초로 줄었습니다.",
    "오류도 구십 퍼센트 감소했습니다.",
    "고객은 다른 사이트도 맡겨 주셨습니다.",
    "측정하고 나서 바꾸는 것이 중요하다는 것을 배웠습니다.",
];

#[cfg(test)]
mod tests {
    use super::*;

    /// The string literals of Python source in order, without its documentation.
    fn literals(python: &str) -> Vec<&str> {
        let code = python.rsplit("\"\"\"").next().unwrap();
        code.split('"').skip(1).step_by(2).collect()
    }

    #[test]
    fn literals_are_read_in_order() {
        assert_eq!(literals("\"\"\"About.\"\"\"\nA = {\n    \"en\": [\"One.\", \"Two, three.\"],\n}\n"), ["en", "One.", "Two, three."]);
    }

    #[test]
    fn the_candidate_says_what_the_model_was_trained_on() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/models/demo/sentences.py");
        let Ok(python) = std::fs::read_to_string(path) else {
            println!("skipped: {path} is not there");
            return;
        };
        let mut expected = Vec::new();
        for told in [introduction, story] {
            for language in [Language::En, Language::Ko] {
                expected.push(language.code());
                expected.extend(told(language));
            }
        }
        assert_eq!(literals(&python)[..expected.len()], expected);
    }
}
