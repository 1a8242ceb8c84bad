//! Finds drawn-out sounds of hesitation ("um", 음, 어 …) by their sound alone: a voice that holds its vowel, gliding little and not upwards, for longer
//! than fluent speech does (after Goto, Itou & Hayamizu 1999: lengthened vowels with little change of pitch and of spectrum).
//!
//! The limits were chosen on 272 fillers of sixteen synthetic voices (found: 86 % in English, 89 % in Korean) and on fluent speech, synthetic and 18
//! recordings of people who read (false alarms: 0.2 to 0.7 a minute). `./x bench measure` counts again.

use crate::domain::{Contour, Frame, Language, Seconds, Span, SpeechTrack, Word};

use super::fillers::is_counted_filler;
use super::frames::{Run, frames_in_ms, joined, percentile, runs, sorted};

/// The spectrum of a held vowel changes less than this in 100 ms; half of the frames of fluent speech change by 4 to 7 dB.
const HELD_DB: f32 = 2.25;
/// Interruptions of a held sound that do not end it.
const SHORTEST_BREAK: usize = frames_in_ms(25);
/// Its ends change quickly and do not count, so this is a sound of 0.3 s.
const SHORTEST: usize = frames_in_ms(170);
/// The pitch of a held sound, its ends left out, glides by no more than this: synthetic voices fall by 3 to 5, people by 1 to 2.
const GLIDE_SEMITONES: f64 = 5.0;
/// It lies no higher than this above the speaker's median.
const HIGHEST_SEMITONES: f64 = 2.0;

/// The filled pauses in order. A held last syllable and a sung note sound the same: what was said only the words tell.
pub fn filled_pauses(track: &SpeechTrack) -> Vec<Span> {
    let frames = &track.contour.frames;
    let Some(median) = median_pitch(track) else { return Vec::new() };
    let held: Vec<bool> = frames.iter().map(|frame| frame.pitch_hz.is_some() && frame.change_db < HELD_DB).collect();
    let is_speech = |run: &Run| {
        let middle = track.contour.moment(run.start + run.length() / 2);
        track.regions.iter().any(|region| region.contains(middle))
    };
    let found = joined(runs(&held), SHORTEST_BREAK).into_iter().filter(|run| run.length() >= SHORTEST);
    let hesitations = found.filter(|run| is_speech(run) && is_level_and_low(&frames[run.start..run.end], median));
    hesitations.map(|run| span(&track.contour, run)).collect()
}

/// Within this of the end of speech a sound reaches it.
const TO_THE_END: Seconds = Seconds(0.15);

/// The filled pauses that are not the last syllable of a word before a pause: slow speakers draw those out (phrase-final lengthening, Klatt 1976), and
/// there the end of speech tells where the word ends.
pub fn without_ends_of_words(filled: Vec<Span>, track: &SpeechTrack, words: &[Word], language: Language) -> Vec<Span> {
    let ends_a_word = |held: &Span| {
        let ends_speech = track.regions.iter().any(|region| region.contains(held.start) && region.end - held.end <= TO_THE_END);
        let is_within = |word: &&Word| word.start < held.start && word.end + TO_THE_END >= held.end && held.start < word.end;
        ends_speech && words.iter().filter(is_within).any(|word| !is_counted_filler(&word.text, language))
    };
    filled.into_iter().filter(|held| !ends_a_word(held)).collect()
}

fn span(contour: &Contour, run: Run) -> Span {
    Span { start: contour.moment(run.start).to_millis(), end: contour.moment(run.end).to_millis() }
}

fn median_pitch(track: &SpeechTrack) -> Option<f64> {
    let frames = track.regions.iter().flat_map(|&region| track.contour.within(region));
    let pitch = sorted(frames.filter_map(|frame| frame.pitch_hz));
    (!pitch.is_empty()).then(|| percentile(&pitch, 0.5))
}

fn is_level_and_low(frames: &[Frame], median: f64) -> bool {
    let pitch = sorted(frames.iter().filter_map(|frame| frame.pitch_hz));
    if pitch.is_empty() {
        return false;
    }
    let semitones = |share: f64| 12.0 * (percentile(&pitch, share) / median).log2();
    semitones(0.9) - semitones(0.1) <= GLIDE_SEMITONES && semitones(0.5) <= HIGHEST_SEMITONES
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Seconds;

    /// Frames of `(seconds, pitch, change)`, all of it speech.
    fn track(parts: &[(f64, Option<f32>, f32)]) -> SpeechTrack {
        let frames: Vec<Frame> = parts
            .iter()
            .flat_map(|&(length, pitch_hz, change_db)| {
                vec![Frame { level_db: -20.0, pitch_hz, change_db }; (length / Contour::STEP.0).round() as usize]
            })
            .collect();
        let length = Seconds(frames.len() as f64 * Contour::STEP.0);
        let regions = vec![Span { start: Seconds::ZERO, end: length }];
        SpeechTrack { regions, contour: Contour { start: Seconds::ZERO, frames }, length, ..SpeechTrack::default() }
    }

    #[test]
    fn a_long_held_voice_is_a_filled_pause() {
        let fluent = (1.0, Some(120.0), 5.0);
        let check = |held: &[(f64, Option<f32>, f32)], expected: &[Span]| {
            let parts = [&[fluent], held, &[fluent]].concat();
            assert_eq!(filled_pauses(&track(&parts)), expected, "{held:?}");
        };
        check(&[(0.3, Some(118.0), 1.0)], &[Span::new(1.0, 1.3)]);
        check(&[(0.15, Some(118.0), 1.0), (0.02, None, 3.0), (0.15, Some(118.0), 1.0)], &[Span::new(1.0, 1.32)]);
        check(&[(0.16, Some(118.0), 1.0)], &[]);
        check(&[(0.3, Some(118.0), 3.0)], &[]); // the vowel moves
        check(&[(0.3, None, 1.0)], &[]); // no voice
        check(&[(0.3, Some(150.0), 1.0)], &[]); // high
        check(&[(0.15, Some(80.0), 1.0), (0.15, Some(120.0), 1.0)], &[]); // the pitch moves
    }

    #[test]
    fn a_held_sound_at_the_end_of_a_word_before_a_pause_is_its_last_syllable() {
        let track = SpeechTrack { regions: vec![Span::new(0.0, 2.0)], ..SpeechTrack::default() };
        let check = |text: &str, start, end, held: Span, stays| {
            let word = Word { text: text.to_owned(), start: Seconds(start), end: Seconds(end), p: 1.0 };
            assert_eq!(without_ends_of_words(vec![held], &track, &[word], Language::Ko).len(), usize::from(stays), "{text} {held:?}");
        };
        check("입사했습니다.", 1.0, 2.0, Span::new(1.7, 1.95), false);
        check("음", 1.0, 2.0, Span::new(1.7, 1.95), true); // a filler
        check("그래서", 0.2, 1.2, Span::new(0.9, 1.15), true); // speech goes on
        check("그래서", 0.2, 1.2, Span::new(1.7, 1.95), true); // no word there
        check("그", 1.7, 2.0, Span::new(1.7, 1.95), true); // all of the word is held
    }

    #[test]
    fn outside_of_speech_nothing_is_a_filled_pause() {
        let all = track(&[(2.0, Some(120.0), 1.0)]);
        assert_eq!(filled_pauses(&SpeechTrack { regions: Vec::new(), ..all }), []);
        assert_eq!(filled_pauses(&SpeechTrack::default()), []);
    }
}
