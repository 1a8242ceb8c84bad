//! From speech regions and words to the figures about one answer.

use crate::domain::{Adherence, Dbfs, Fillers, Language, Measurements, Pace, Pause, PerMinute, PromptKind, Seconds, Span, SpeechTrack, Timing, Word};

use super::expression::voice;
use super::filled_pauses::{filled_pauses, without_ends_of_words};
use super::fillers::{find_fillers, is_counted_filler, middle};
use super::over_time::over_time;
use super::repetition::{pet_phrases, repetitions};
use super::sentence_end::{ends_sentence, interrupts_sentence};
use super::syllables::syllables;

/// Silences from this length on are pauses (de Jong & Bosker 2013); shorter ones belong to articulation.
const SHORTEST_PAUSE: Seconds = Seconds(0.25);

/// What is known about the question that was answered.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Question {
    pub language: Language,
    /// The moment at which the answer was asked for.
    pub cue: Seconds,
    pub timing: Option<Timing>,
    /// Introductions have a narrower window than all other kinds.
    pub kind: Option<PromptKind>,
}

/// The figures about one answer. `words` is `None` without a recogniser; with one that heard nothing it is empty.
pub fn measure(track: &SpeechTrack, words: Option<&[Word]>, question: &Question) -> Measurements {
    let whole = track.regions.first().zip(track.regions.last()).map(|(first, last)| Span { start: first.start, end: last.end });
    let answer = whole.map_or(Seconds::ZERO, Span::length);
    let speaking: Seconds = track.regions.iter().map(|region| region.length()).sum();
    let answer_s = answer.to_millis();
    let tenth = |db: f64| (db * 10.0).round() / 10.0;
    Measurements {
        cue_s: question.cue.to_millis(),
        latency_s: whole.map(|whole| (whole.start - question.cue).max(Seconds::ZERO).to_millis()),
        answer_s,
        speaking_s: speaking.min(answer).to_millis(),
        target_s: question.timing.map(|timing| timing.target),
        time_left_s: whole.zip(question.timing).map(|(whole, timing)| (timing.limit - (whole.end - question.cue)).to_millis()),
        adherence: whole.and(question.timing).map(|timing| adherence(answer_s, timing.window(question.kind.unwrap_or(PromptKind::Behavioral)))),
        pauses: pauses(track, words.unwrap_or_default(), question.language),
        pause_tolerance_s: track.snr_db.map(pause_tolerance),
        pace: words.map_or_else(Pace::default, |words| pace(words, answer, speaking, question.language)),
        fillers: words.map_or_else(Fillers::default, |words| find_fillers(track, words, question.language)),
        filled_pauses: without_ends_of_words(filled_pauses(track), track, words.unwrap_or_default(), question.language),
        repetitions: repetitions(words.unwrap_or_default(), question.language),
        pet_phrases: pet_phrases(words.unwrap_or_default(), question.language),
        over_time: whole.map_or_else(Vec::new, |whole| over_time(track, words, whole, question.language)),
        voice: voice(track, words, question.language),
        level_dbfs: track.speech.map(|level| Dbfs(tenth(level.0))),
        noise_dbfs: track.noise.map(|level| Dbfs(tenth(level.0))),
        snr_db: track.snr_db.map(tenth),
    }
}

/// What the edges of a pause are off by, at most, in 19 of 20 (`./x bench measure`), with some room: weak ends of words go under in noise.
fn pause_tolerance(snr_db: f64) -> Seconds {
    Seconds(match snr_db {
        snr_db if snr_db >= 20.0 => 0.05,
        snr_db if snr_db >= 10.0 => 0.1,
        _ => 0.2,
    })
}

fn adherence(answer: Seconds, window: Span) -> Adherence {
    if answer < window.start {
        Adherence::Under { by_s: (window.start - answer).to_millis() }
    } else if answer > window.end {
        Adherence::Over { by_s: (answer - window.end).to_millis() }
    } else {
        Adherence::Within
    }
}

fn pauses(track: &SpeechTrack, words: &[Word], language: Language) -> Vec<Pause> {
    let marks_ends = words.iter().any(|word| ends_sentence(&word.text, language));
    let mut said = 0;
    let mut found = Vec::new();
    for pair in track.regions.windows(2) {
        let silence = Span { start: pair[0].end.to_millis(), end: pair[1].start.to_millis() };
        if silence.length().to_millis() < SHORTEST_PAUSE {
            continue;
        }
        // Word times run into silences from both sides, so a word belongs to the side that its middle lies on.
        let middle_of_silence = Seconds((silence.start.0 + silence.end.0) / 2.0);
        said += words[said..].iter().take_while(|word| middle(word) < middle_of_silence).count();
        found.push(Pause { start: silence.start, end: silence.end, inside_sentence: interrupts_sentence(&words[..said], marks_ends, language) });
    }
    found
}

/// Counted fillers are no words of the answer.
pub fn pace(words: &[Word], answer: Seconds, speaking: Seconds, language: Language) -> Pace {
    let said: Vec<&str> = words.iter().map(|word| word.text.as_str()).filter(|word| !is_counted_filler(word, language)).collect();
    let count = said.iter().filter(|word| word.chars().any(char::is_alphanumeric)).count();
    let syllables = syllables(&said.join(" "), language);
    let per_minute = |count, time| PerMinute::of(count, time).map(|PerMinute(rate)| PerMinute((rate * 10.0).round() / 10.0));
    Pace {
        words_per_min: per_minute(count, answer),
        syllables_per_min: per_minute(syllables, answer),
        articulation_per_min: per_minute(syllables, speaking),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn track(regions: &[(f64, f64)]) -> SpeechTrack {
        SpeechTrack { regions: regions.iter().map(|&(start, end)| Span::new(start, end)).collect(), ..SpeechTrack::default() }
    }

    fn words(said: &[(&str, f64, f64)]) -> Vec<Word> {
        said.iter().map(|&(text, start, end)| Word { text: text.to_owned(), start: Seconds(start), end: Seconds(end), p: 1.0 }).collect()
    }

    fn question(language: Language) -> Question {
        Question { language, cue: Seconds::ZERO, timing: None, kind: None }
    }

    fn minute(kind: PromptKind, cue: f64) -> Question {
        let timing = Timing { target: Seconds(60.0), limit: Seconds(90.0) };
        Question { language: Language::En, cue: Seconds(cue), timing: Some(timing), kind: Some(kind) }
    }

    #[test]
    fn without_speech_nothing_is_invented() {
        let found = measure(&SpeechTrack::default(), Some(&[]), &minute(PromptKind::Introduction, 0.5));
        assert_eq!((found.latency_s, found.answer_s, found.speaking_s, found.adherence), (None, Seconds::ZERO, Seconds::ZERO, None));
        assert_eq!((found.pace, found.pauses.len(), found.target_s), (Pace::default(), 0, Some(Seconds(60.0))));
        assert_eq!((found.level_dbfs, found.snr_db), (None, None));
    }

    #[test]
    fn without_words_there_is_timing_and_no_pace() {
        let found = measure(&track(&[(1.5, 3.0), (3.7, 5.0)]), None, &question(Language::En));
        assert_eq!((found.latency_s, found.answer_s, found.speaking_s), (Some(Seconds(1.5)), Seconds(3.5), Seconds(2.8)));
        assert_eq!(found.pauses, [Pause { start: Seconds(3.0), end: Seconds(3.7), inside_sentence: None }]);
        assert_eq!((found.pace, found.fillers), (Pace::default(), Fillers::default()));
    }

    #[test]
    fn latency_counts_from_the_cue_and_is_never_negative() {
        let check = |cue, expected| {
            assert_eq!(measure(&track(&[(1.2344, 3.0)]), None, &minute(PromptKind::Behavioral, cue)).latency_s, Some(Seconds(expected)), "{cue}")
        };
        check(0.0, 1.234);
        check(1.0, 0.234);
        check(2.0, 0.0);
    }

    #[test]
    fn an_answer_is_held_against_the_window_of_its_kind() {
        let check =
            |kind, end, expected| assert_eq!(measure(&track(&[(0.0, end)]), None, &minute(kind, 0.0)).adherence, Some(expected), "{kind:?} {end}");
        check(PromptKind::Introduction, 51.5, Adherence::Under { by_s: Seconds(0.5) });
        check(PromptKind::Introduction, 52.0, Adherence::Within);
        check(PromptKind::Introduction, 62.0, Adherence::Within);
        check(PromptKind::Introduction, 70.25, Adherence::Over { by_s: Seconds(8.25) });
        check(PromptKind::Behavioral, 44.0, Adherence::Under { by_s: Seconds(1.0) });
        check(PromptKind::Behavioral, 89.0, Adherence::Within);
    }

    #[test]
    fn a_pause_counts_from_a_quarter_of_a_second() {
        let check = |gap: f64, expected| {
            assert_eq!(measure(&track(&[(0.0, 1.0), (1.0 + gap, 3.0)]), None, &question(Language::En)).pauses.len(), expected, "{gap}")
        };
        check(0.249, 0);
        check(0.25, 1);
        check(2.0, 1);
    }

    #[test]
    fn a_pause_is_inside_a_sentence_where_the_word_before_ends_none() {
        let check = |language, said: &[(&str, f64, f64)], expected| {
            let found = measure(&track(&[(0.0, 1.0), (2.0, 3.0)]), Some(&words(said)), &question(language));
            assert_eq!(found.pauses[0].inside_sentence, expected, "{said:?}");
        };
        check(Language::En, &[("It", 0.0, 0.4), ("was", 0.4, 1.0), ("hard.", 2.0, 3.0)], Some(true));
        check(Language::En, &[("Done.", 0.0, 1.0), ("Then", 2.0, 3.0)], Some(false));
        check(Language::En, &[("Done.", 0.0, 0.6), ("Um,", 0.6, 1.0), ("then", 2.0, 3.0)], Some(false));
        check(Language::En, &[("done", 0.0, 1.0), ("then", 2.0, 3.0)], None);
        check(Language::En, &[], None);
        check(Language::En, &[("Then.", 2.0, 3.0)], Some(false));
        check(Language::Ko, &[("했습니다", 0.0, 1.0), ("그래서", 2.0, 3.0)], Some(false));
        check(Language::Ko, &[("그래서", 0.0, 1.0), ("했습니다", 2.0, 3.0)], Some(true));
        // Times that swallowed the silence, on either side of it.
        check(Language::En, &[("It", 0.0, 1.9), ("was.", 2.0, 3.0)], Some(true));
        check(Language::En, &[("Done.", 0.0, 1.0), ("then", 1.1, 3.0)], Some(false));
    }

    #[test]
    fn pace_counts_words_and_syllables_and_leaves_fillers_out() {
        let said = words(&[("Um,", 0.0, 1.0), ("I", 1.0, 1.5), ("measured", 1.5, 3.0), ("30%", 4.0, 5.0), ("-", 5.0, 5.0)]);
        let found = measure(&track(&[(0.0, 3.0), (4.0, 6.0)]), Some(&said), &question(Language::En));
        assert_eq!(found.pace.words_per_min, Some(PerMinute(30.0)));
        assert_eq!(found.pace.syllables_per_min, Some(PerMinute(70.0)));
        assert_eq!(found.pace.articulation_per_min, Some(PerMinute(84.0)));
        assert_eq!(found.fillers.counted, Some(1));
    }

    fn any_track() -> impl Strategy<Value = SpeechTrack> {
        prop::collection::vec((0.0..3.0_f64, 0.0..3.0_f64), 0..12).prop_map(|lengths| {
            let mut at = 0.0;
            let mut regions = Vec::new();
            for (silence, speech) in lengths {
                regions.push(Span::new(at + silence, at + silence + speech));
                at += silence + speech;
            }
            SpeechTrack { regions, length: Seconds(at), ..SpeechTrack::default() }
        })
    }

    fn any_words() -> impl Strategy<Value = Vec<Word>> {
        let text = prop::sample::select(vec!["um", "그", "like", "done.", "했습니다", "30%", "AWS", "…", "", "you", "know", "so"]);
        prop::collection::vec((text, 0.0..30.0_f64, 0.0..5.0_f64), 0..30).prop_map(|mut said| {
            said.sort_by(|a, b| a.1.total_cmp(&b.1));
            said.into_iter()
                .map(|(text, start, length)| Word { text: text.to_owned(), start: Seconds(start), end: Seconds(start + length), p: 0.5 })
                .collect()
        })
    }

    proptest! {
        #[test]
        fn whatever_the_words_the_times_stay_consistent(track in any_track(), words in prop::option::of(any_words()), ko in any::<bool>(), cue in 0.0..10.0_f64) {
            let language = if ko { Language::Ko } else { Language::En };
            let found = measure(&track, words.as_deref(), &Question { cue: Seconds(cue), ..question(language) });
            prop_assert!(found.speaking_s <= found.answer_s && found.answer_s <= track.length.to_millis());
            prop_assert!(found.latency_s.is_none_or(|latency| latency >= Seconds::ZERO));
            prop_assert!(found.pauses.iter().all(|pause| pause.length().to_millis() >= SHORTEST_PAUSE));
            prop_assert!(found.pauses.windows(2).all(|pair| pair[0].end <= pair[1].start));
            prop_assert!(found.fillers.items.windows(2).all(|pair| pair[0].start <= pair[1].start));
            let silent: f64 = found.pauses.iter().map(|pause| pause.length().0).sum();
            prop_assert!(silent <= found.answer_s.0 - found.speaking_s.0 + 0.001 * (found.pauses.len() + 2) as f64);
        }
    }
}
