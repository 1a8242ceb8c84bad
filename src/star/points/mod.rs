//! Whether the points of the candidate's own story were said: the numbers, names and words of a point are looked for in what was said, across scripts,
//! inflection, ways to write numbers, and faults of recognition.
//!
//! No language model and no word vectors: what a point names is what a listener with the note in his hand ticks off. The weights and limits were set on the
//! first half of the pairs in `models/star/points/`; `./x bench star` counts over both halves.

mod english_numbers;
mod item;
mod korean_numbers;
mod noted;
mod quantities;
mod rarity;
mod resemblance;
mod said;
mod sound;
mod words;

use crate::domain::{Language, Part, StoryPoint, StoryPointSaid};

pub use rarity::named;
pub use resemblance::resemblance;

use item::{Item, items};
use said::Said;

/// A point of a note, in the candidate's words.
#[derive(Clone, Debug, PartialEq)]
pub struct Point {
    pub part: Part,
    pub text: String,
    /// The same in the other language, where he has written it.
    pub translation: Option<String>,
    /// Pairs that mean the same to him.
    pub synonyms: Vec<(String, String)>,
}

/// A point is said with a score from here on, and partly said from there on.
const SAID: f64 = 0.45;
const PARTLY: f64 = 0.3;

/// What is missing of the numbers of a point takes so much: its figures are what it is about.
const NUMBERS_MISSING: f64 = 0.4;
/// What a denial beside it takes.
const DENIED: f64 = 0.12;

/// A point may be spread over so many sentences.
const SPREAD: usize = 3;

/// Where the recogniser was less sure than this of its words, what was not found may have been said.
const SURE: f64 = 0.5;

/// Which of the points were said in these sentences, and in which. `certainty` is the mean probability of the words, 1 for a text.
pub fn tell_points(points: &[Point], sentences: &[String], language: Language, certainty: f64) -> Vec<StoryPoint> {
    let sentences: Vec<&str> = sentences.iter().map(String::as_str).collect();
    Heard::new(&sentences).tell(points, language, certainty)
}

/// What was said, prepared for looking points up in it.
pub struct Heard {
    sentences: Vec<Said>,
    /// All of them as one.
    whole: Said,
}

impl Heard {
    pub fn new(sentences: &[&str]) -> Self {
        Self { sentences: sentences.iter().map(|sentence| Said::new(sentence)).collect(), whole: Said::new(&sentences.join(" ")) }
    }

    /// As [`tell_points`].
    pub fn tell(&self, points: &[Point], language: Language, certainty: f64) -> Vec<StoryPoint> {
        points.iter().map(|point| tell(point, &self.sentences, language, certainty)).collect()
    }
}

/// A sentence with fewer words and numbers of its own says nothing new.
const LEAST_NEW: usize = 3;

/// Whether a sentence names what is not in `prepared`, though it names something.
pub fn is_beyond(sentence: &str, prepared: &Heard, synonyms: &[(String, String)]) -> bool {
    let wanted = items(sentence, synonyms);
    wanted.len() >= LEAST_NEW && best(&wanted, said::denies(sentence), &prepared.sentences).0 < PARTLY
}

fn tell(point: &Point, said: &[Said], language: Language, certainty: f64) -> StoryPoint {
    let found = |verdict, sentence| StoryPoint { part: point.part, point: point.text.clone(), said: verdict, sentence };
    let Sought { text, foreign, items: wanted } = sought(point, language);
    if wanted.is_empty() {
        return found(StoryPointSaid::CannotTell, None);
    }
    let (score, sentence) = best(&wanted, said::denies(text), said);
    match score {
        score if score >= SAID => found(if foreign { StoryPointSaid::Partly } else { StoryPointSaid::Said }, sentence),
        score if score >= PARTLY => found(StoryPointSaid::Partly, sentence),
        // In another language other words may have told it; of badly heard words nobody knows.
        _ if foreign || certainty < SURE => found(StoryPointSaid::CannotTell, None),
        _ => found(StoryPointSaid::NotSaid, None),
    }
}

/// What of a point can be looked for in an answer.
struct Sought<'a> {
    text: &'a str,
    /// In the other language: only names and numbers are left.
    foreign: bool,
    items: Vec<Item>,
}

fn sought(point: &Point, language: Language) -> Sought<'_> {
    let (text, foreign) = match &point.translation {
        Some(translation) if is_foreign(&point.text, language) && !is_foreign(translation, language) => (translation, false),
        _ => (&point.text, is_foreign(&point.text, language)),
    };
    let mut items = items(text, &point.synonyms);
    if foreign {
        items.retain(Item::crosses_languages);
    }
    Sought { text, foreign, items }
}

/// Written in the script of the other language.
fn is_foreign(text: &str, language: Language) -> bool {
    let is_korean = text.chars().any(super::hangul::is_syllable);
    is_korean != (language == Language::Ko)
}

/// The best score of a few sentences together, and which of them has most of it.
fn best(wanted: &[Item], denies: bool, said: &[Said]) -> (f64, Option<usize>) {
    let found: Vec<Vec<f64>> = said.iter().map(|said| wanted.iter().map(|item| item.likeness(said)).collect()).collect();
    let mut best = (0.0, None);
    for start in 0..said.len() {
        for end in start + 1..=said.len().min(start + SPREAD) {
            let together = (0..wanted.len()).map(|item| found[start..end].iter().map(|row| row[item]).fold(0.0, f64::max));
            let denied = !denies && said[start..end].iter().any(|said| said.denies);
            let score = score(wanted, &together.collect::<Vec<f64>>(), denied);
            if score > best.0 {
                let weight = |at: &usize| found[*at].iter().sum::<f64>();
                best = (score, (start..end).max_by(|a, b| weight(a).total_cmp(&weight(b))));
            }
        }
    }
    best
}

/// The weighted share of the items that were found, less what speaks against it.
fn score(wanted: &[Item], found: &[f64], denied: bool) -> f64 {
    let all: f64 = wanted.iter().map(Item::weight).sum();
    let share: f64 = wanted.iter().zip(found).map(|(item, found)| item.weight() * found).sum::<f64>() / all;
    let numbers: Vec<f64> = wanted.iter().zip(found).filter(|(item, _)| matches!(item, Item::Number(_))).map(|(_, found)| *found).collect();
    let missing = if numbers.is_empty() { 0.0 } else { 1.0 - numbers.iter().sum::<f64>() / numbers.len() as f64 };
    share - NUMBERS_MISSING * missing - if denied { DENIED } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(point: &str, sentences: &[&str], language: Language, expected: StoryPointSaid) {
        let point = Point { part: Part::Action, text: point.to_owned(), translation: None, synonyms: Vec::new() };
        let sentences: Vec<String> = sentences.iter().map(|&text| text.to_owned()).collect();
        assert_eq!(tell_points(std::slice::from_ref(&point), &sentences, language, 1.0)[0].said, expected, "{} | {sentences:?}", point.text);
    }

    #[test]
    fn scripts_inflection_and_numbers_do_not_hide_a_point() {
        use StoryPointSaid::*;
        check(
            "CloudFront를 적용해서 응답 시간을 30% 줄임",
            &["그래서 클라우드프론트를 붙였고요.", "응답 시간이 삼십 퍼센트 줄었습니다."],
            Language::Ko,
            Said,
        );
        check("CloudFront를 적용해서 응답 시간을 30% 줄임", &["저는 그때 팀에 막 들어왔습니다."], Language::Ko, NotSaid);
        check("EKS로 서비스 40개 이전", &["서비스 마흔 개를 이케이에스로 옮겼어요."], Language::Ko, Said);
        check(
            "Cut page load from 2.4 s to 0.9 s with a cache",
            &["the page load went from two point four seconds to zero point nine after the cache"],
            Language::En,
            Said,
        );
        check("Cut page load from 2.4 s to 0.9 s with a cache", &["We had a page that took two point four seconds."], Language::En, NotSaid);
    }

    #[test]
    fn in_the_other_language_a_point_is_never_called_missing() {
        use StoryPointSaid::*;
        check("고객사 서버를 옮김", &["I moved the servers of the customer."], Language::En, CannotTell);
        check("CloudFront로 비용 30% 절감", &["We put CloudFront in front and saved thirty percent."], Language::En, Partly);
        check("CloudFront로 비용 30% 절감", &["I talked to my manager."], Language::En, CannotTell);
    }

    #[test]
    fn a_translation_is_compared_instead() {
        let point = Point {
            part: Part::Result,
            text: "장애가 월 8건에서 1건으로 감소".to_owned(),
            translation: Some("Outages fell from 8 a month to 1".to_owned()),
            synonyms: Vec::new(),
        };
        let sentences = ["The outages went down from eight a month to one.".to_owned()];
        let told = tell_points(&[point], &sentences, Language::En, 1.0);
        assert_eq!((told[0].said, told[0].sentence), (StoryPointSaid::Said, Some(0)));
    }

    #[test]
    fn his_own_synonyms_are_what_he_said_in_either_language() {
        use StoryPointSaid::*;
        #[track_caller]
        fn check(point: &str, sentence: &str, language: Language, synonyms: &[(&str, &str)], without: StoryPointSaid, with: StoryPointSaid) {
            let verdict = |synonyms: &[(&str, &str)]| {
                let synonyms = synonyms.iter().map(|(one, other)| ((*one).to_owned(), (*other).to_owned())).collect();
                let point = Point { part: Part::Action, text: point.to_owned(), translation: None, synonyms };
                tell_points(&[point], &[sentence.to_owned()], language, 1.0)[0].said
            };
            assert_eq!((verdict(&[]), verdict(synonyms)), (without, with), "{point} | {sentence}");
        }
        let own = [("온프레미스", "사내 서버"), ("정산", "settlement"), ("지연", "delay"), ("rollback", "backing out")];
        check("온프레미스 폐기", "사내 서버를 폐기했습니다.", Language::Ko, &own, Said, Said);
        check("온프레미스", "사내 서버를 없앴습니다.", Language::Ko, &own, NotSaid, Said);
        check("사내 서버", "온프레미스를 없앴습니다.", Language::Ko, &own, NotSaid, Said);
        check("정산 지연", "Settlement came with a delay.", Language::En, &own, CannotTell, Partly);
        check("Automated the rollback", "I automated backing out of a release.", Language::En, &own, Said, Said);
        check("Rollback drills", "We practised backing out.", Language::En, &own, NotSaid, Said);
        check("정산 지연", "I talked to my manager.", Language::En, &own, CannotTell, CannotTell);
    }

    #[test]
    fn badly_heard_words_accuse_nobody() {
        let point = Point { part: Part::Action, text: "Wrote a runbook for the night shift".to_owned(), translation: None, synonyms: Vec::new() };
        let told = tell_points(&[point], &["mumble mumble".to_owned()], Language::En, 0.3);
        assert_eq!(told[0].said, StoryPointSaid::CannotTell);
    }

    fn verdict(point: &str, sentences: &[String], language: Language) -> StoryPointSaid {
        let point = Point { part: Part::Action, text: point.to_owned(), translation: None, synonyms: Vec::new() };
        tell_points(&[point], sentences, language, 1.0)[0].said
    }

    fn rank(said: StoryPointSaid) -> usize {
        [StoryPointSaid::NotSaid, StoryPointSaid::CannotTell, StoryPointSaid::Partly, StoryPointSaid::Said]
            .iter()
            .position(|one| *one == said)
            .unwrap_or(0)
    }

    proptest! {
        #[test]
        fn a_point_read_out_is_said(english in "[a-z]{2,9}( [a-z]{2,9}| [0-9]{1,5}){1,6}", korean in "[가-힣]{2,4}( [가-힣]{2,4}| [0-9]{1,4}){1,6}") {
            for (text, language) in [(english, Language::En), (korean, Language::Ko)] {
                let names = !item::items(&text, &[]).is_empty();
                let expected = if names { StoryPointSaid::Said } else { StoryPointSaid::CannotTell };
                prop_assert_eq!(verdict(&text, std::slice::from_ref(&text), language), expected, "{}", text);
            }
        }

        #[test]
        fn whatever_is_written_more_sentences_never_take_a_point_back(point in "\\PC{0,40}", sentences in prop::collection::vec("\\PC{0,40}", 0..6), more in "\\PC{0,40}") {
            let all: Vec<String> = sentences.iter().cloned().chain([more]).collect();
            for language in [Language::En, Language::Ko] {
                prop_assert!(rank(verdict(&point, &all, language)) >= rank(verdict(&point, &sentences, language)));
            }
        }
    }
}
