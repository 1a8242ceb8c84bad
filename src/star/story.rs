//! Which of the candidate's own stories an answer told, and which of its points.

use super::coverage::{label_by_note, sentences_of_text};
use super::points::{Heard, Point, is_beyond, resemblance};
use crate::domain::{Coverage, LabelledSentence, Language, Part, Story};

/// A story that may have been told.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    pub story: Story,
    pub is_linked: bool,
    /// Whether it is one of those he has for the question, where he has any.
    pub fits: Option<bool>,
}

/// How much an answer must resemble a story (natural logarithm of a likelihood ratio) for it to be the one that was told. `tests/it/told.rs` counts: of 1,620
/// pairs of an answer and a stranger's stories two lie above; of 40 answers that tell most of their story, or about two thirds, 36.
const TOLD: f64 = 9.0;
/// What a story gains for being one that he has for the question: most stories are told where they belong.
const LINKED: f64 = 5.0;

/// Puts into `coverage` which of the stories was told, with what was said of it and beyond it; nothing where none was. The sentences are then labelled again,
/// with what the candidate's own division of the story says of them. `synonyms` are pairs that mean the same to him; `certainty` is the mean probability of
/// the words.
pub fn tell_story(coverage: &mut Coverage, candidates: &[Candidate], synonyms: &[(String, String)], language: Language, certainty: f64) {
    let texts: Vec<&str> = coverage.sentences.iter().map(|sentence| sentence.text.as_str()).collect();
    let heard = Heard::new(&texts);
    let points: Vec<Vec<Point>> = candidates.iter().map(|candidate| points_of(&candidate.story, synonyms)).collect();
    let likely = candidates.iter().zip(&points).map(|(candidate, points)| (likelihood(&heard, candidate, points, language), candidate, points));
    let best = likely.filter(|(likelihood, ..)| *likelihood >= TOLD).max_by(|a, b| a.0.total_cmp(&b.0));
    let Some((_, Candidate { story, fits, .. }, points)) = best else {
        (coverage.told, coverage.told_fits, coverage.story, coverage.beyond) = (None, None, Vec::new(), Vec::new());
        return;
    };
    coverage.story = heard.tell(points, language, certainty);
    let noted = heard.noted(points, &coverage.story, coverage.scheme.parts(), language);
    label_by_note(coverage, &noted, language);
    coverage.beyond = beyond(&coverage.sentences, story, synonyms, language);
    (coverage.told, coverage.told_fits) = (Some(story.id.clone()), *fits);
}

fn likelihood(heard: &Heard, candidate: &Candidate, points: &[Point], language: Language) -> f64 {
    resemblance(heard, points, language) + if candidate.is_linked { LINKED } else { 0.0 }
}

/// The points of a story: its sentences, the steps of its arrow chains, the items of its lists.
fn points_of(story: &Story, synonyms: &[(String, String)]) -> Vec<Point> {
    let point = |part: Part, text: String| Point { part, text, translation: None, synonyms: synonyms.to_vec() };
    story.parts.iter().flat_map(|part| steps(&part.text, story.language).into_iter().map(move |text| point(part.part, text))).collect()
}

fn steps(text: &str, language: Language) -> Vec<String> {
    let lines = text.lines().flat_map(|line| line.split("->")).flat_map(|line| line.split(['→', '⇒'])).flat_map(|line| line.split("=>"));
    let sentences = lines.flat_map(|line| sentences_of_text(without_number(line), language));
    sentences.filter(|step| step.chars().any(char::is_alphanumeric)).collect()
}

/// `1) first` is the point `first`: the number is no figure.
fn without_number(line: &str) -> &str {
    let line = line.trim().trim_start_matches(['-', '*', '•', '+']).trim_start();
    let rest = line.trim_start_matches(|sign: char| sign.is_ascii_digit());
    let is_short = line.len() - rest.len() <= 2 && rest.len() < line.len();
    rest.strip_prefix([')', '.']).filter(|rest| is_short && rest.starts_with(' ')).map_or(line, str::trim_start)
}

/// The sentences of the answer that name what the story does not: worth adding to the note.
fn beyond(sentences: &[LabelledSentence], story: &Story, synonyms: &[(String, String)], language: Language) -> Vec<usize> {
    if story.language != language {
        return Vec::new(); // in the other language nearly every sentence is
    }
    let prepared: Vec<String> = story.parts.iter().flat_map(|part| steps(&part.text, story.language)).collect();
    let prepared = Heard::new(&prepared.iter().map(String::as_str).collect::<Vec<_>>());
    let told = sentences.iter().enumerate().filter(|(_, sentence)| sentence.label != Part::Other);
    told.filter(|(_, sentence)| is_beyond(&sentence.text, &prepared, synonyms)).map(|(at, _)| at).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Lines, Scheme, StoryId, StoryPart, StoryPointSaid};
    use crate::star::{correct, cover_texts};

    fn story(id: &str, language: Language, parts: &[(Part, &str)]) -> Story {
        let part = |&(part, text): &(Part, &str)| StoryPart { part, also: None, lines: Lines { from: 1, to: 1 }, text: text.to_owned() };
        Story {
            id: StoryId(id.to_owned()),
            title: id.to_owned(),
            question: None,
            prompts: Vec::new(),
            competency: None,
            language,
            line: 1,
            parts: parts.iter().map(part).collect(),
        }
    }

    fn stories() -> Vec<Candidate> {
        let cdn = story(
            "cdn",
            Language::Ko,
            &[
                (Part::Situation, "홈페이지 속도가 느린 상황 -> 글로벌 고객이 접속하는 페이지"),
                (Part::Task, "CloudFront를 적용해서 성능을 개선하기로 함"),
                (Part::Action, "1) origin으로 서비스 ALB를 등록\n2) 호스트 헤더를 전달하도록 설정을 바꿈"),
                (Part::Result, "응답 시간이 3초에서 1초로 줄었습니다."),
            ],
        );
        let alarm = story(
            "alarm",
            Language::Ko,
            &[
                (Part::Situation, "장애를 금융기관에서 먼저 알려 줌"),
                (Part::Action, "Kibana Alert와 SNS를 연동해 문자 발송 환경을 구축"),
                (Part::Result, "장애 인지 시간이 10분으로 줄었습니다."),
            ],
        );
        [cdn, alarm].map(|story| Candidate { story, is_linked: false, fits: None }).to_vec()
    }

    fn told(candidates: &[Candidate], sentences: &[&str], language: Language) -> Coverage {
        let sentences: Vec<String> = sentences.iter().map(|&text| text.to_owned()).collect();
        let mut coverage = cover_texts(&sentences, Scheme::Star, language);
        tell_story(&mut coverage, candidates, &[], language, 1.0);
        coverage
    }

    #[test]
    fn the_story_that_was_told_is_found_with_what_was_left_out_and_added() {
        let sentences = [
            "대표 홈페이지 속도가 느린 상황이었고 글로벌 고객이 접속하는 페이지였습니다.",
            "그래서 저는 클라우드프론트를 적용해서 성능을 개선하기로 했습니다.",
            "오리진으로 서비스 에이엘비를 등록했습니다.",
            "그리고 Redis 캐시를 7일 동안 데워 두었습니다.",
        ];
        let coverage = told(&stories(), &sentences, Language::Ko);
        assert_eq!(coverage.told, Some(StoryId("cdn".to_owned())));
        let left_out: Vec<&str> =
            coverage.story.iter().filter(|point| point.said == StoryPointSaid::NotSaid).map(|point| point.point.as_str()).collect();
        assert_eq!(left_out, ["호스트 헤더를 전달하도록 설정을 바꿈", "응답 시간이 3초에서 1초로 줄었습니다."]);
        assert_eq!(coverage.beyond, [3]);
    }

    #[test]
    fn his_own_division_of_the_story_labels_what_he_says() {
        let sentences = ["오리진으로 서비스 에이엘비를 등록했습니다.", "호스트 헤더를 전달하도록 설정을 바꿨습니다."];
        let coverage = told(&stories(), &sentences, Language::Ko);
        let alone = cover_texts(&sentences.map(str::to_owned), Scheme::Star, Language::Ko);
        assert_eq!(alone.sentences.iter().map(|sentence| sentence.noted_part()).collect::<Vec<_>>(), [None, None]);
        for sentence in &coverage.sentences {
            assert_eq!((sentence.label, sentence.noted_part()), (Part::Action, Some(Part::Action)), "{sentence:?}");
        }
        assert_eq!(coverage.missing, [Part::Situation, Part::Task, Part::Result]);
    }

    #[test]
    fn a_correction_is_worth_more_than_the_note() {
        let sentences = ["오리진으로 서비스 에이엘비를 등록했습니다.", "호스트 헤더를 전달하도록 설정을 바꿨습니다."].map(str::to_owned);
        let mut coverage = correct(&cover_texts(&sentences, Scheme::Star, Language::Ko), 1, Part::Result, Language::Ko);
        tell_story(&mut coverage, &stories(), &[], Language::Ko, 1.0);
        assert_eq!((coverage.sentences[1].label, coverage.sentences[1].corrected), (Part::Result, true));
    }

    #[test]
    fn his_own_words_for_the_same_count_as_those_of_the_note() {
        let own = [("홈페이지", "고객 포털"), ("글로벌 고객", "해외 이용자")].map(|(one, other)| (one.to_owned(), other.to_owned()));
        let sentences = ["해외 이용자가 접속하는 고객 포털이 느린 상황이었습니다.", "오리진으로 서비스 에이엘비를 등록했습니다."].map(str::to_owned);
        let told = |synonyms: &[(String, String)]| {
            let mut coverage = cover_texts(&sentences, Scheme::Star, Language::Ko);
            tell_story(&mut coverage, &stories(), synonyms, Language::Ko, 1.0);
            coverage.story.iter().filter(|point| point.part == Part::Situation).map(|point| point.said).collect::<Vec<_>>()
        };
        assert_eq!(told(&[]), [StoryPointSaid::Partly, StoryPointSaid::Said]);
        assert_eq!(told(&own), [StoryPointSaid::Said, StoryPointSaid::Said]);
    }

    #[test]
    fn another_story_is_none_of_them() {
        let sentences = ["저는 그때 신입 교육을 맡았습니다.", "교재를 다시 쓰고 매주 모였습니다.", "모두 시험에 붙었습니다."];
        assert_eq!(told(&stories(), &sentences, Language::Ko).told, None);
        assert_eq!(told(&[], &sentences, Language::Ko).told, None);
    }

    #[test]
    fn a_linked_story_is_known_in_the_other_language_by_its_names_and_numbers() {
        let mut candidates = stories();
        candidates[0].is_linked = true;
        let sentences =
            ["Our home page was slow.", "I put CloudFront in front of it.", "The origin was our ALB.", "It went from 3 seconds to 1 second."];
        let coverage = told(&candidates, &sentences, Language::En);
        assert_eq!(coverage.told, Some(StoryId("cdn".to_owned())));
        assert!(coverage.story.iter().all(|point| point.said != StoryPointSaid::NotSaid), "{:?}", coverage.story);
    }

    #[test]
    fn a_point_is_a_step_a_sentence_or_an_item() {
        let points = |text: &str| steps(text, Language::Ko);
        assert_eq!(points("장애 발생 -> 문자 발송 -> "), ["장애 발생", "문자 발송"]);
        assert_eq!(points("1) 원인을 찾았습니다. 고쳤습니다.\n- 3초 줄임"), ["원인을 찾았습니다.", "고쳤습니다.", "3초 줄임"]);
        assert_eq!(points("30 percent less"), ["30 percent less"]);
    }
}
