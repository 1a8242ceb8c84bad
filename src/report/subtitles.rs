//! The words as subtitles, SubRip and WebVTT: a sentence a cue, longer sentences in several, at most two lines each.

use super::sentences::by_sentence;
use super::text::SHOWN_PAUSE;
use super::wrap::wrap;
use crate::domain::{Attempt, Language, Seconds, Word};

const LINES: usize = 2;

/// What is shown while it is said.
#[derive(Debug, PartialEq)]
struct Cue {
    start: Seconds,
    end: Seconds,
    lines: Vec<String>,
}

/// SubRip; empty without words.
pub fn srt(attempt: &Attempt) -> String {
    let cues = cues(attempt);
    let cue = |(at, cue): (usize, &Cue)| format!("{}\n{} --> {}\n{}\n\n", at + 1, time(cue.start, ','), time(cue.end, ','), cue.lines.join("\n"));
    cues.iter().enumerate().map(cue).collect()
}

/// WebVTT; only its first line without words.
pub fn vtt(attempt: &Attempt) -> String {
    let cue = |cue: &Cue| format!("{} --> {}\n{}\n\n", time(cue.start, '.'), time(cue.end, '.'), escaped(&cue.lines.join("\n")));
    format!("WEBVTT\n\n{}", cues(attempt).iter().map(cue).collect::<String>())
}

/// In WebVTT these begin markup.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// Columns a line may have, Hangul counting two: what broadcasters allow, 42 letters in English and 16 syllables in Korean.
fn columns(language: Language) -> usize {
    match language {
        Language::En => 42,
        Language::Ko => 32,
    }
}

fn cues(attempt: &Attempt) -> Vec<Cue> {
    let words = attempt.transcript.as_ref().map(|transcript| transcript.words.as_slice()).unwrap_or_default();
    let sentences = attempt.coverage.as_ref().map(|coverage| coverage.sentences.as_slice()).unwrap_or_default();
    let columns = columns(attempt.language);
    let mut cues: Vec<Cue> = by_sentence(words, sentences).into_iter().flat_map(|(_, words)| pieces(words, columns)).collect();
    for at in 1..cues.len() {
        let next = cues[at].start;
        cues[at - 1].end = cues[at - 1].end.min(next);
    }
    cues.retain(|cue| cue.end > cue.start);
    cues
}

/// As many words in a cue as there is room for; a long pause ends one too.
fn pieces(words: &[Word], columns: usize) -> Vec<Cue> {
    let mut groups: Vec<&[Word]> = Vec::new();
    let mut from = 0;
    for at in 1..=words.len() {
        if at == words.len() || words[at].start - words[at - 1].end >= SHOWN_PAUSE || lines(&words[from..=at], columns).len() > LINES {
            groups.push(&words[from..at]);
            from = at;
        }
    }
    groups.into_iter().flat_map(|group| shown(group, columns)).collect()
}

fn lines(words: &[Word], columns: usize) -> Vec<String> {
    let texts: Vec<&str> = words.iter().map(|word| word.text.as_str()).collect();
    wrap(&texts.join(" "), columns)
}

/// One cue; several that share the time where a single word fills more than its lines.
fn shown(group: &[Word], columns: usize) -> Vec<Cue> {
    let (Some(first), Some(last)) = (group.first(), group.last()) else { return Vec::new() };
    let lines = lines(group, columns);
    let parts = lines.chunks(LINES);
    let step = (last.end - first.start).0 / parts.len() as f64;
    let moment = |part: usize| Seconds(first.start.0 + part as f64 * step);
    parts.enumerate().map(|(part, lines)| Cue { start: moment(part), end: moment(part + 1), lines: lines.to_vec() }).collect()
}

/// `00:01:02,500`, with the sign that the format has before the milliseconds.
fn time(at: Seconds, sign: char) -> String {
    let millis = (at.0.max(0.0) * 1000.0).round() as u64;
    let (seconds, millis) = (millis / 1000, millis % 1000);
    format!("{:02}:{:02}:{:02}{sign}{millis:03}", seconds / 3600, seconds / 60 % 60, seconds % 60)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Transcript;
    use crate::report::samples;

    fn attempt(language: Language, words: &[(&str, f64, f64)]) -> Attempt {
        let word = |(text, start, end): &(&str, f64, f64)| Word { text: (*text).to_owned(), start: Seconds(*start), end: Seconds(*end), p: 0.9 };
        let transcript = Transcript { words: words.iter().map(word).collect(), ..Transcript::default() };
        Attempt { language, transcript: Some(transcript), coverage: None, ..samples::full() }
    }

    #[track_caller]
    fn check(language: Language, words: &[(&str, f64, f64)], expected: &[(f64, f64, &str)]) {
        let cues = cues(&attempt(language, words));
        let found: Vec<_> = cues.iter().map(|cue| (cue.start.0, cue.end.0, cue.lines.join("|"))).collect();
        let expected: Vec<_> = expected.iter().map(|(start, end, text)| (*start, *end, (*text).to_owned())).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_cue_has_two_lines_at_most_and_ends_at_a_long_pause() {
        check(Language::En, &[], &[]);
        check(Language::En, &[("So,", 0.5, 0.75), ("well.", 1.0, 1.5)], &[(0.5, 1.5, "So, well.")]);
        check(Language::En, &[("So", 0.5, 1.0), ("well", 2.5, 3.0)], &[(0.5, 1.0, "So"), (2.5, 3.0, "well")]);
        let long = "a".repeat(30);
        check(Language::En, &[(&long, 0.0, 1.0), (&long, 1.0, 2.0), (&long, 2.0, 3.0)], &[(0.0, 2.0, &format!("{long}|{long}")), (2.0, 3.0, &long)]);
        check(
            Language::Ko,
            &[("결제가 끝난 뒤에 다시", 0.0, 1.0), ("확인했더니 응답이 빨라졌습니다", 1.0, 2.0), ("정말로요 그랬습니다.", 2.0, 3.0)],
            &[(0.0, 2.0, "결제가 끝난 뒤에 다시 확인했더니|응답이 빨라졌습니다"), (2.0, 3.0, "정말로요 그랬습니다.")],
        );
    }

    #[test]
    fn a_word_without_end_is_cut_into_cues_that_share_its_time() {
        let word = "가".repeat(64);
        let line = "가".repeat(16);
        let two = format!("{line}|{line}");
        check(Language::Ko, &[(&word, 1.0, 3.0)], &[(1.0, 2.0, &two), (2.0, 3.0, &two)]);
    }

    #[test]
    fn cues_neither_overlap_nor_last_no_time() {
        check(Language::En, &[("one", 0.0, 2.0), ("two", 3.5, 3.5), ("three", 5.0, 6.0)], &[(0.0, 2.0, "one"), (5.0, 6.0, "three")]);
    }

    #[test]
    fn the_sentences_of_an_answer_are_its_cues() {
        insta::assert_snapshot!(srt(&samples::full()), @r"
        1
        00:00:01,500 --> 00:00:02,900
        Our pages were slow.
        ");
        insta::assert_snapshot!(vtt(&attempt(Language::En, &[("<script>&", 3723.5, 3724.0)])), @r"
        WEBVTT

        01:02:03.500 --> 01:02:04.000
        &lt;script&gt;&amp;
        ");
    }
}
