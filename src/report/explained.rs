//! What spoke for each label, as text and as JSON.

use serde_json::{Value, json};

use super::text::part_name;
use super::wrap::hang;
use super::{Page, moment};
use crate::domain::{AttemptId, Coverage, Explanation, LabelledSentence, NO_BREAK, Part};
use crate::msg;

/// The sentences with their labels, below each what spoke for it, and what comes nearest to the parts that are missing. `explanations` are one for each sentence.
pub fn explained_text(coverage: &Coverage, explanations: &[Explanation], page: &Page<'_>) -> String {
    let mut lines = Vec::new();
    for (at, (sentence, explanation)) in coverage.sentences.iter().zip(explanations).enumerate() {
        let begin = sentence.start.map(moment).unwrap_or_default();
        let head = format!("{:>3} {begin:>6}  {} {:.2}  ", at + 1, sentence.label.letter(), sentence.p);
        let indent = " ".repeat(head.len());
        lines.extend(hang(&head, &sentence.text, page.width()));
        lines.extend(hang(&indent, &reasons(sentence, explanation, page), page.width()));
    }
    for part in coverage.missing.iter().chain(&coverage.unclear) {
        lines.extend(hang("", &nearest_text(coverage, *part, page), page.width()));
    }
    lines.join("\n") + "\n"
}

fn reasons(sentence: &LabelledSentence, explanation: &Explanation, page: &Page<'_>) -> String {
    if sentence.corrected {
        return page.say(&msg!("report-why-you"));
    }
    let words: Vec<String> = explanation.words.iter().map(|word| format!("“{}”", word.text).replace(' ', &NO_BREAK.to_string())).collect();
    let words = match words.is_empty() {
        true => page.say(&msg!("report-why-no-words")),
        false => page.say(&msg!("report-why-words", words = words.join(" "))),
    };
    let noted = sentence.noted_part().map(|part| page.say(&msg!("report-why-note", part = page.say(&part_name(part)))));
    let around = explanation.around.map(|(part, _)| page.say(&msg!("report-why-around", part = page.say(&part_name(part)))));
    std::iter::once(words).chain(noted).chain(around).collect::<Vec<_>>().join(" · ")
}

fn nearest_text(coverage: &Coverage, part: Part, page: &Page<'_>) -> String {
    let name = page.say(&part_name(part));
    match nearest(coverage, part) {
        Some((sentence, p)) => page.say(&msg!("report-why-nearest", part = name, sentence = sentence + 1, p = format!("{p:.2}"))),
        None => page.say(&msg!("report-why-nothing-near", part = name)),
    }
}

/// The sentence that tells a part most probably, by its number from 0; none where nothing is known of probabilities, or where none is above a hundredth.
fn nearest(coverage: &Coverage, part: Part) -> Option<(usize, f64)> {
    const LEAST: f64 = 0.01;
    let known = coverage.sentences.iter().enumerate().filter_map(|(at, sentence)| Some((at, *sentence.probabilities.get(&part)?)));
    known.max_by(|a, b| a.1.total_cmp(&b.1)).filter(|(_, p)| *p >= LEAST)
}

/// The same for programs.
pub fn explained_json(id: &AttemptId, coverage: &Coverage, explanations: &[Explanation]) -> Value {
    let sentence = |(sentence, explanation): (&LabelledSentence, &Explanation)| {
        json!({
            "text": sentence.text,
            "start": sentence.start,
            "end": sentence.end,
            "label": sentence.label,
            "p": sentence.p,
            "corrected": sentence.corrected,
            "noted": sentence.noted_part(),
            "words": explanation.words.iter().map(|word| json!({"text": word.text, "gain": word.gain})).collect::<Vec<_>>(),
            "around": explanation.around.map(|(label, p)| json!({"label": label, "p": p})),
        })
    };
    let lacking = |part: &Part| json!({"part": part, "nearest": nearest(coverage, *part).map(|(sentence, p)| json!({"sentence": sentence, "p": p}))});
    json!({
        "id": id,
        "sentences": coverage.sentences.iter().zip(explanations).map(sentence).collect::<Vec<_>>(),
        "missing": coverage.missing.iter().map(lacking).collect::<Vec<_>>(),
        "unclear": coverage.unclear.iter().map(lacking).collect::<Vec<_>>(),
    })
}

#[cfg(test)]
mod tests {
    use jiff::tz::TimeZone;

    use super::*;
    use crate::domain::{Language, SpeakingWord};
    use crate::messages::Catalogue;
    use crate::report::samples::full;

    fn explanations() -> Vec<Explanation> {
        let word = |text: &str, gain| SpeakingWord { text: text.to_owned(), gain };
        let none = Explanation { words: Vec::new(), around: None };
        let told = Explanation { words: vec![word("measured", 1.4), word("moved", 0.6)], around: Some((Part::Result, 0.51)) };
        let alone = Explanation { words: vec![word("slow.", 0.9)], around: Some((Part::Situation, 0.8)) };
        vec![alone, none.clone(), told, none]
    }

    fn shown(language: Language) -> String {
        let mut coverage = full().coverage.unwrap();
        coverage.sentences[1].corrected = true;
        coverage.sentences[3].noted = [(Part::Situation, 0.0), (Part::Action, 3.0), (Part::Result, 1.5)].into();
        coverage.sentences[2].probabilities.insert(Part::Result, 0.22);
        let catalogue = Catalogue::new(language);
        explained_text(&coverage, &explanations(), &Page { catalogue: &catalogue, zone: &TimeZone::UTC, width: 76 })
    }

    #[test]
    fn each_sentence_stands_with_what_spoke_for_it() {
        insta::assert_snapshot!(shown(Language::En), @r"
          1   0:01  S 0.80  Our pages were slow.
                            words: “slow.” · in your note: Situation · place and
                            neighbours: Situation
          2   0:12  T 0.80  I had to find out why before the launch.
                            you said so
          3   0:22  A 0.80  So I measured every request, and I moved the pictures to
                            a cache close to our readers.
                            words: “measured” “moved” · in your note: Action · place
                            and neighbours: Result
          4   0:58  . 0.80  That was it.
                            no word of it by itself · in your note: Action
        No sentence clearly tells the Result; sentence 3 comes nearest (0.22).
        No sentence clearly tells the Task; sentence 2 comes nearest (0.80).
        ");
        insta::assert_snapshot!(shown(Language::Ko), @r"
          1   0:01  S 0.80  Our pages were slow.
                            근거가 된 말: “slow.” · 노트에서는 상황 · 자리와 앞뒤
                            문장: 상황
          2   0:12  T 0.80  I had to find out why before the launch.
                            직접 고친 표시
          3   0:22  A 0.80  So I measured every request, and I moved the pictures to
                            a cache close to our readers.
                            근거가 된 말: “measured” “moved” · 노트에서는 행동 ·
                            자리와 앞뒤 문장: 결과
          4   0:58  . 0.80  That was it.
                            근거가 된 말 없음 · 노트에서는 행동
        결과: 뚜렷한 문장이 없습니다. 3번 문장이 가장 가깝습니다(0.22).
        과제: 뚜렷한 문장이 없습니다. 2번 문장이 가장 가깝습니다(0.80).
        ");
    }

    #[test]
    fn programs_get_the_figures() {
        let value = explained_json(&full().id, &full().coverage.unwrap(), &explanations());
        assert_eq!(value["sentences"][2]["words"][0], json!({"text": "measured", "gain": 1.4}));
        assert_eq!(value["sentences"][2]["around"], json!({"label": "R", "p": 0.51}));
        assert_eq!(value["sentences"][0]["noted"], json!("S"));
        assert_eq!(value["sentences"][3]["around"], Value::Null);
        assert_eq!(value["missing"][0], json!({"part": "R", "nearest": null}));
    }
}
