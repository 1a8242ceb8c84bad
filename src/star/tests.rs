//! The stages of this folder together: the demonstration's answers, laws, odd inputs, and the figures on real answers where they are at hand.

use proptest::prelude::*;

use super::label::label_texts;
use super::*;
use crate::demo::script;
use crate::domain::{Coverage, Language, Part, Scheme, Seconds, SpeechTrack, Word};

fn texts(sentences: &[&str]) -> Vec<String> {
    sentences.iter().map(|text| (*text).to_owned()).collect()
}

fn codes(sentences: &[&str], language: Language, scheme: Scheme) -> String {
    label_texts(&texts(sentences), language, scheme).sentences.iter().map(|found| found.label.code()).collect::<Vec<_>>().join(" ")
}

/// Words of 0.4 s with 0.1 s between them.
fn words(text: &str) -> Vec<Word> {
    let word =
        |(at, text): (usize, &str)| Word { text: text.to_owned(), start: Seconds(at as f64 * 0.5), end: Seconds(at as f64 * 0.5 + 0.4), p: 0.9 };
    text.split_whitespace().enumerate().map(word).collect()
}

fn read(text: &str, language: Language) -> Coverage {
    cover(&words(text), &SpeechTrack::default(), Scheme::Star, language)
}

#[track_caller]
fn check(sentences: &[&str], language: Language, scheme: Scheme, expected: &str) {
    assert_eq!(codes(sentences, language, scheme), expected);
}

#[test]
fn the_demonstration_story_reads_as_told() {
    // "The launch was two weeks away" is a limit, which the guidelines count to the Task.
    check(script::story(Language::En), Language::En, Scheme::Star, "S S T T T A A A A A R R R R");
    check(script::story(Language::Ko), Language::Ko, Scheme::Star, "S S S T A A A A A R R R R");
}

#[test]
fn the_demonstration_introduction_reads_as_told() {
    check(script::introduction(Language::En), Language::En, Scheme::Introduction, "now past past past past now why O");
    check(script::introduction(Language::Ko), Language::Ko, Scheme::Introduction, "now past past past past now why O");
}

#[test]
fn other_kinds_of_answers_have_their_own_parts() {
    let motivation_en = [
        "I want to join your support team.",
        "The main reason is that your company puts customers first and I value that.",
        "For example, at my last job I visited three customers every month to learn what slowed them down.",
    ];
    check(&motivation_en, Language::En, Scheme::Motivation, "claim reason example");
    let motivation_ko = [
        "저는 귀사의 지원팀에서 일하고 싶습니다.",
        "고객을 먼저 생각하는 문화에 공감했기 때문입니다.",
        "실제로 이전 회사에서 매달 고객 세 곳을 찾아가 불편을 들었습니다.",
    ];
    check(&motivation_ko, Language::Ko, Scheme::Motivation, "claim reason example");
    let technical_en = [
        "A container is a process with its own view of the file system.",
        "First the runtime pulls an image and then starts the process inside namespaces.",
        "You use it when you want the same environment everywhere.",
        "However, it shares the kernel, so isolation is weaker than in a virtual machine.",
    ];
    check(&technical_en, Language::En, Scheme::Technical, "definition how when trade_off");
    let technical_ko = [
        "컨테이너란 격리된 프로세스입니다.",
        "먼저 이미지를 받아 네임스페이스 안에서 프로세스를 실행합니다.",
        "어디서나 같은 환경이 필요할 때 사용합니다.",
        "하지만 커널을 공유해서 가상 머신보다 격리가 약하다는 단점이 있습니다.",
    ];
    check(&technical_ko, Language::Ko, Scheme::Technical, "definition how when trade_off");
}

#[test]
fn a_part_that_was_not_told_comes_out_missing_or_unclear() {
    let without = |story: &[&str], part: std::ops::Range<usize>| [&story[..part.start], &story[part.end..]].concat().join(" ");
    for (story, language, action, result) in
        [(script::story(Language::En), Language::En, 5..10, 10..14), (script::story(Language::Ko), Language::Ko, 4..9, 9..13)]
    {
        let whole = read(&story.join(" "), language);
        assert!(whole.missing.is_empty() && whole.unclear.is_empty(), "{whole:?}");
        for (cut, part) in [(action, Part::Action), (result, Part::Result)] {
            let found = read(&without(story, cut), language);
            assert!(found.missing.contains(&part) || found.unclear.contains(&part), "{found:#?}");
        }
    }
}

#[test]
fn announcements_with_nothing_said_earn_nothing() {
    let announced = "The situation was difficult. My task was important. The action I took was good. As a result it was great.";
    assert_eq!(read(announced, Language::En).missing, Scheme::Star.parts());
    let announced = "상황은 어려웠습니다. 제 역할은 중요했습니다. 결과는 좋았습니다.";
    assert_eq!(read(announced, Language::Ko).missing, Scheme::Star.parts());
}

#[test]
fn what_is_no_story_is_read_as_none() {
    let numbers = "1 2 3 4 5 6 7. 12 14 15 16. 300 400.";
    for (text, language) in [
        (script::story(Language::Ko).join(" "), Language::En),
        (script::story(Language::En).join(" "), Language::Ko),
        (numbers.to_owned(), Language::En),
        (numbers.to_owned(), Language::Ko),
        ("The sea is wide. The moon is pale. Birds sleep in the reeds.".to_owned(), Language::En),
        ("산에는 꽃이 핀다. 저만치 혼자 피어 있는 구름. 강가의 바람. 여름의 슬픔과 기쁨.".to_owned(), Language::Ko),
        ("저는 성실함. 책임감. 소통 능력. 긍정적인 마음가짐.".to_owned(), Language::Ko),
        ("음".to_owned(), Language::Ko),
        ("Um, let me think about that.".to_owned(), Language::En),
    ] {
        let coverage = read(&text, language);
        assert!(coverage.sentences.iter().all(|sentence| sentence.label == Part::Other), "{text}: {coverage:?}");
    }
}

#[test]
fn nothing_said_covers_nothing() {
    let coverage = cover(&[], &SpeechTrack::default(), Scheme::Star, Language::En);
    assert!(coverage.sentences.is_empty() && coverage.shares.is_empty());
    assert_eq!((coverage.missing, coverage.result_has_number), (Scheme::Star.parts().to_vec(), None));
}

#[test]
fn very_long_answers_and_answers_told_twice_keep_every_word() {
    for (text, language) in [
        (script::story(Language::En).join(" ").repeat(2), Language::En),
        ("그래서 저는 일을 했고 ".repeat(4_000), Language::Ko),
        ("so we did it and ".repeat(4_000), Language::En),
    ] {
        let coverage = read(&text, language);
        let kept: usize = coverage.sentences.iter().map(|sentence| sentence.text.split_whitespace().count()).sum();
        assert_eq!(kept, text.split_whitespace().count());
    }
}

#[test]
fn shares_follow_the_clock_and_without_one_the_syllables() {
    let timed = read(&script::story(Language::Ko).join(" "), Language::Ko);
    assert!(timed.shares[&Part::Action] > 0.3 && timed.shares[&Part::Situation] > 0.1, "{:?}", timed.shares);
    let mut untimed = words(&script::story(Language::Ko).join(" "));
    untimed.iter_mut().for_each(|word| (word.start, word.end) = (Seconds::ZERO, Seconds::ZERO));
    let untimed = cover(&untimed, &SpeechTrack::default(), Scheme::Star, Language::Ko);
    assert!(untimed.sentences.iter().all(|sentence| sentence.span().is_none()));
    assert!((untimed.shares.values().sum::<f64>() - 1.0).abs() < 1e-9);
}

#[test]
fn ownership_and_numbers_of_the_demonstration_story() {
    let english = read(&script::story(Language::En).join(" "), Language::En);
    assert_eq!((english.ownership.i, english.ownership.we, english.result_has_number), (8, 2, Some(true)));
    let korean = read(&script::story(Language::Ko).join(" "), Language::Ko);
    assert_eq!((korean.ownership.i, korean.ownership.we, korean.result_has_number), (3, 0, Some(true)));
}

fn spoken(story: &'static [&'static str]) -> impl Strategy<Value = Vec<&'static str>> {
    prop::collection::vec(prop::sample::select(story), 1..20)
}

proptest! {
    #[test]
    fn shares_add_up_to_one_and_missing_parts_have_none(told in spoken(script::story(Language::En))) {
        let coverage = read(&told.join(" "), Language::En);
        prop_assert!((coverage.shares.values().sum::<f64>() - 1.0).abs() < 1e-9);
        for part in &coverage.missing {
            prop_assert_eq!(coverage.shares[part], 0.0);
        }
    }

    #[test]
    fn a_pause_moves_no_sentence_and_no_label(told in spoken(script::story(Language::Ko)), at in 0..60_usize, length in 0.1..9.0_f64) {
        let plain = words(&told.join(" "));
        let mut paused = plain.clone();
        let from = at % plain.len();
        paused[from..].iter_mut().for_each(|word| (word.start, word.end) = (word.start + Seconds(length), word.end + Seconds(length)));
        let labels = |words: &[Word]| {
            let coverage = cover(words, &SpeechTrack::default(), Scheme::Star, Language::Ko);
            coverage.sentences.into_iter().map(|sentence| (sentence.text, sentence.label)).collect::<Vec<_>>()
        };
        prop_assert_eq!(labels(&plain), labels(&paused));
    }

    #[test]
    fn any_text_in_any_language_gets_a_probability_a_label_and_the_same_twice(text in "\\PC{0,200}", korean in any::<bool>()) {
        let language = if korean { Language::Ko } else { Language::En };
        let coverage = read(&text, language);
        prop_assert!(coverage.sentences.iter().all(|sentence| (0.0..=1.0 + 1e-9).contains(&sentence.p)));
        prop_assert_eq!(&coverage, &read(&text, language));
    }
}

/// Prints macro-F1 over S, T, A, R, and with S and T merged, on answers that are no part of this project, and holds it against what labelling by place
/// alone (first 20 % S, next 15 % T, last 20 % R) reaches on the same answers: 0.73 / 0.83 in English, 0.54 / 0.71 in Korean.
#[test]
fn labels_of_real_answers_beat_their_position() {
    let Some(answers) = real_answers() else { return };
    for (language, place_alone) in [(Language::En, (0.73, 0.83)), (Language::Ko, (0.54, 0.71))] {
        let chosen: Vec<&RealAnswer> = answers.iter().filter(|answer| answer.lang == language.code()).collect();
        let told = figures(chosen.iter().map(|answer| (answer.sentences.clone(), answer.labels.clone())), language);
        let result_first = figures(chosen.iter().map(|answer| result_first(answer)), language);
        println!("{language}: {:.3} / {:.3} as told, {:.3} / {:.3} from the result on", told.0, told.1, result_first.0, result_first.1);
        assert!(told.0 > place_alone.0 && told.1 > place_alone.1, "{language}: {told:?}");
    }
}

/// Macro-F1 over the four parts, and with S and T merged.
fn figures(answers: impl Iterator<Item = (Vec<String>, Vec<String>)>, language: Language) -> (f64, f64) {
    let pair = |(sentences, truth): (Vec<String>, Vec<String>)| {
        let found = label_texts(&sentences, language, Scheme::Star).sentences;
        truth.into_iter().zip(found.into_iter().map(|found| found.label.code().to_owned())).collect::<Vec<_>>()
    };
    let pairs: Vec<(String, String)> = answers.flat_map(pair).collect();
    let merged: Vec<(String, String)> = pairs.iter().map(|(truth, found)| (merge(truth), merge(found))).collect();
    (macro_f1(&pairs, &["S", "T", "A", "R"]), macro_f1(&merged, &["S", "A", "R"]))
}

#[derive(serde::Deserialize)]
struct RealAnswer {
    lang: String,
    sentences: Vec<String>,
    labels: Vec<String>,
}

fn real_answers() -> Option<Vec<RealAnswer>> {
    let folder = std::env::var_os("MYNAH_SHARED").map_or_else(|| concat!(env!("CARGO_MANIFEST_DIR"), "/../shared").into(), std::path::PathBuf::from);
    let Ok(text) = std::fs::read_to_string(folder.join("eval/star/dev.jsonl")) else {
        println!("skipped: no answers to measure on");
        return None;
    };
    Some(text.lines().map(|line| serde_json::from_str(line).unwrap()).collect())
}

/// The same answer told from its result.
fn result_first(answer: &RealAnswer) -> (Vec<String>, Vec<String>) {
    let order = |label: &str| ["R", "S", "T", "A", "O"].iter().position(|known| *known == label);
    let mut pairs: Vec<(&String, &String)> = answer.sentences.iter().zip(&answer.labels).collect();
    pairs.sort_by_key(|(_, label)| order(label));
    pairs.into_iter().map(|(text, label)| (text.clone(), label.clone())).unzip()
}

fn merge(label: &str) -> String {
    if label == "T" { "S".to_owned() } else { label.to_owned() }
}

/// Sentences whose truth is O are left out; O given to another is a miss.
fn macro_f1(pairs: &[(String, String)], labels: &[&str]) -> f64 {
    let count = |wanted: &dyn Fn(&str, &str) -> bool| pairs.iter().filter(|(truth, found)| truth != "O" && wanted(truth, found)).count() as f64;
    let f1 = |label: &str| {
        let hits = count(&|truth, found| truth == label && found == label);
        2.0 * hits / (count(&|truth, _| truth == label) + count(&|_, found| found == label)).max(1.0)
    };
    labels.iter().map(|label| f1(label)).sum::<f64>() / labels.len() as f64
}
