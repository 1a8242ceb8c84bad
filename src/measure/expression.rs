//! How the voice was used: how much its loudness and pitch move, and whether sentences trail off.

use crate::domain::{Contour, Frame, Language, Seconds, Span, SpeechTrack, Voice, WeakEnding, Word};

use super::frames::{percentile, sorted};
use super::sentence_end::ends_sentence;

/// Fewer frames with a pitch than this say nothing about a speaker's pitch, nor about his loudness, which is that of his vowels.
const LEAST_PITCHED: usize = 200; // 1 s
/// Further from the median than this is a multiple or a fraction of the pitch, not the pitch.
const FURTHEST_OCTAVES: f32 = 1.0;

/// The end of a sentence: about two syllables.
const ENDING: Seconds = Seconds(0.4);
/// A sentence has to be this long for its end to be compared with the rest.
const SHORTEST_JUDGED: Seconds = Seconds(1.2);
/// A loudness is taken where the vowels are: this share of the frames is quieter.
const LOUD_PERCENTILE: f64 = 0.8;
/// An ending this far below its sentence trails off.
const WEAK_DB: f64 = 12.0;
/// Nothing is said about an ending where even a weak one would go under in the noise.
const LEAST_SNR_DB: f64 = WEAK_DB + 3.0;

/// `words` is `None` without a recogniser; then phrases between pauses take the place of sentences.
pub fn voice(track: &SpeechTrack, words: Option<&[Word]>, language: Language) -> Voice {
    let spoken: Vec<&Frame> = track.regions.iter().flat_map(|&region| track.contour.within(region)).collect();
    if spoken.is_empty() {
        return Voice::default();
    }
    let voiced = sorted(spoken.iter().filter(|frame| frame.pitch_hz.is_some()).map(|frame| frame.level_db));
    let (pitch_hz, pitch_range_semitones) = pitch(&spoken).unzip();
    let endings = endings(track, &sentences(track, words, language));
    Voice {
        level_range_db: (voiced.len() >= LEAST_PITCHED).then(|| tenth(percentile(&voiced, 0.95) - percentile(&voiced, 0.1))),
        pitch_hz,
        pitch_range_semitones,
        endings: endings.len(),
        weak_endings: endings.into_iter().filter(|ending| ending.drop_db >= WEAK_DB).collect(),
    }
}

/// The median in hertz and the range in semitones.
fn pitch(spoken: &[&Frame]) -> Option<(f64, f64)> {
    let all = sorted(spoken.iter().filter_map(|frame| frame.pitch_hz));
    if all.len() < LEAST_PITCHED {
        return None;
    }
    let median = percentile(&all, 0.5) as f32;
    let near: Vec<f32> = all.into_iter().filter(|hz| (hz / median).log2().abs() < FURTHEST_OCTAVES).collect();
    let range = 12.0 * (percentile(&near, 0.9) / percentile(&near, 0.1)).log2();
    Some((tenth(f64::from(median)), tenth(range)))
}

/// From first to last word of each sentence; the phrases between pauses where there are no words or no ends among them.
fn sentences(track: &SpeechTrack, words: Option<&[Word]>, language: Language) -> Vec<Span> {
    let words = words.unwrap_or_default();
    let mut found = Vec::new();
    let mut start = None;
    for word in words {
        let begun = *start.get_or_insert(word.start);
        if ends_sentence(&word.text, language) {
            found.push(Span { start: begun, end: word.end });
            start = None;
        }
    }
    if found.is_empty() { track.regions.clone() } else { found }
}

/// How far the end of each sentence lies below the rest of it, where both can be told.
fn endings(track: &SpeechTrack, sentences: &[Span]) -> Vec<WeakEnding> {
    if track.snr_db.is_some_and(|snr| snr < LEAST_SNR_DB) {
        return Vec::new();
    }
    sentences.iter().filter_map(|&sentence| ending(track, sentence)).collect()
}

fn ending(track: &SpeechTrack, sentence: Span) -> Option<WeakEnding> {
    let within = |region: &Span| Span { start: region.start.max(sentence.start), end: region.end.min(sentence.end) };
    let spoken: Vec<Span> = track.regions.iter().map(within).filter(|span| span.length() > Seconds::ZERO).collect();
    let end = spoken.last()?.end;
    let last = Span { start: end - ENDING, end };
    let frames: Vec<(bool, f32)> = spoken.iter().flat_map(|&span| levels_in(&track.contour, span, last)).collect();
    if frames.len() as f64 * Contour::STEP.0 < SHORTEST_JUDGED.0 {
        return None;
    }
    let loudness = |of_ending: bool| {
        let levels = sorted(frames.iter().filter(|&&(is_ending, _)| is_ending == of_ending).map(|&(_, level)| level));
        (!levels.is_empty()).then(|| percentile(&levels, LOUD_PERCENTILE))
    };
    Some(WeakEnding { start: last.start.to_millis(), end: end.to_millis(), drop_db: tenth(loudness(false)? - loudness(true)?) })
}

/// The levels in a span, each with whether it belongs to the ending.
fn levels_in(contour: &Contour, span: Span, ending: Span) -> Vec<(bool, f32)> {
    let before = contour.within(Span { end: ending.start.min(span.end), ..span });
    let inside = contour.within(Span { start: ending.start.max(span.start), ..span });
    before.iter().map(|frame| (false, frame.level_db)).chain(inside.iter().map(|frame| (true, frame.level_db))).collect()
}

fn tenth(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Frames of `(seconds, level, pitch)` one after another, all of it speech.
    fn track(parts: &[(f64, f32, Option<f32>)]) -> SpeechTrack {
        let frames: Vec<Frame> = parts
            .iter()
            .flat_map(|&(length, level_db, pitch_hz)| vec![Frame { level_db, pitch_hz, change_db: 3.0 }; (length / Contour::STEP.0).round() as usize])
            .collect();
        let length = Seconds(frames.len() as f64 * Contour::STEP.0);
        let regions = vec![Span { start: Seconds::ZERO, end: length }];
        SpeechTrack { regions, contour: Contour { start: Seconds::ZERO, frames }, length, ..SpeechTrack::default() }
    }

    #[test]
    fn without_speech_nothing_is_said_about_the_voice() {
        assert_eq!(voice(&SpeechTrack::default(), None, Language::En), Voice::default());
    }

    #[test]
    fn range_of_loudness_and_pitch_leave_the_extremes_out() {
        let found = voice(&track(&[(5.0, -30.0, Some(100.0)), (5.0, -20.0, Some(150.0)), (0.2, -1.0, Some(450.0))]), None, Language::En);
        assert_eq!((found.level_range_db, found.pitch_range_semitones), (Some(10.0), Some(7.0)));
        let flat = voice(&track(&[(5.0, -20.0, Some(120.0))]), None, Language::En);
        assert_eq!((flat.pitch_hz, flat.pitch_range_semitones, flat.level_range_db), (Some(120.0), Some(0.0), Some(0.0)));
        let unpitched = voice(&track(&[(5.0, -20.0, None), (0.5, -20.0, Some(120.0))]), None, Language::En);
        assert_eq!((unpitched.pitch_hz, unpitched.pitch_range_semitones, unpitched.level_range_db), (None, None, None));
    }

    #[test]
    fn an_ending_far_below_its_sentence_trails_off() {
        let check = |parts: &[(f64, f32)], endings, weak: &[f64]| {
            let parts: Vec<_> = parts.iter().map(|&(length, level)| (length, level, None)).collect();
            let found = voice(&track(&parts), None, Language::Ko);
            assert_eq!(found.endings, endings, "{parts:?}");
            assert_eq!(found.weak_endings.iter().map(|ending| ending.drop_db).collect::<Vec<_>>(), weak, "{parts:?}");
        };
        check(&[(2.0, -20.0), (0.4, -25.0)], 1, &[]);
        check(&[(2.0, -20.0), (0.4, -33.0)], 1, &[13.0]);
        check(&[(0.7, -20.0), (0.4, -33.0)], 0, &[]);
    }

    #[test]
    fn in_noise_nothing_is_said_about_endings() {
        let noisy = SpeechTrack { snr_db: Some(12.0), ..track(&[(2.0, -20.0, None), (0.4, -33.0, None)]) };
        assert_eq!(voice(&noisy, None, Language::Ko).endings, 0);
    }

    #[test]
    fn with_words_each_sentence_is_judged_by_itself() {
        let track = track(&[(2.0, -20.0, None), (0.4, -40.0, None), (2.0, -20.0, None)]);
        let word = |text: &str, start: f64, end: f64| Word { text: text.to_owned(), start: Seconds(start), end: Seconds(end), p: 1.0 };
        let words = [word("저는", 0.0, 1.0), word("했습니다", 1.0, 2.4), word("그래서", 2.4, 3.0), word("좋았습니다", 3.0, 4.4)];
        let found = voice(&track, Some(&words), Language::Ko);
        assert_eq!((found.endings, found.weak_endings.len()), (2, 1));
        assert_eq!((found.weak_endings[0].start, found.weak_endings[0].end), (Seconds(2.0), Seconds(2.4)));
    }
}
