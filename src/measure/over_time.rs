//! Pace and level stretch by stretch.

use crate::domain::{Dbfs, Language, Seconds, Span, SpeechTrack, Stretch, Word};

use super::answer::pace;
use super::fillers::middle;
use super::frames::{decibels, power};

/// Long enough for some 25 words, short enough for six points in a minute. Decided here.
const LENGTH: Seconds = Seconds(10.0);
/// What is left over at the end and shorter than this belongs to the stretch before.
const SHORTEST: Seconds = Seconds(5.0);

/// The answer in stretches of about 10 s. `words` is `None` without a recogniser.
pub fn over_time(track: &SpeechTrack, words: Option<&[Word]>, answer: Span, language: Language) -> Vec<Stretch> {
    stretches(answer).into_iter().map(|span| stretch(track, words, span, language)).collect()
}

fn stretches(answer: Span) -> Vec<Span> {
    let mut found = Vec::new();
    let mut start = answer.start;
    while start < answer.end {
        let left = answer.end - start;
        let end = if left < LENGTH + SHORTEST { answer.end } else { start + LENGTH };
        found.push(Span { start, end });
        start = end;
    }
    found
}

/// A word belongs to the stretch in which its middle lies.
fn stretch(track: &SpeechTrack, words: Option<&[Word]>, span: Span, language: Language) -> Stretch {
    let speaking: Seconds = track.regions.iter().map(|region| region.overlap(span)).sum();
    let said = |words: &[Word]| -> Vec<Word> { words.iter().filter(|word| span.contains(middle(word))).cloned().collect() };
    Stretch {
        start: span.start.to_millis(),
        end: span.end.to_millis(),
        pace: words.map(|words| pace(&said(words), span.length(), speaking, language)).unwrap_or_default(),
        level_dbfs: level(track, span),
    }
}

/// The mean level of the speech in `span`.
fn level(track: &SpeechTrack, span: Span) -> Option<Dbfs> {
    let (mut sum, mut count) = (0.0, 0);
    for region in &track.regions {
        let spoken = Span { start: region.start.max(span.start), end: region.end.min(span.end) };
        for frame in track.contour.within(spoken) {
            sum += power(frame.level_db);
            count += 1;
        }
    }
    (count > 0).then(|| Dbfs((f64::from(decibels(sum / f64::from(count))) * 10.0).round() / 10.0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Contour, Frame, PerMinute};

    #[test]
    fn an_answer_is_cut_into_stretches_of_ten_seconds_and_the_rest_joins_the_last() {
        let check = |start: f64, end: f64, ends: &[f64]| {
            let found: Vec<f64> = stretches(Span::new(start, end)).iter().map(|span| span.end.0).collect();
            assert_eq!(found, ends, "{start} {end}");
        };
        check(0.0, 0.0, &[]);
        check(1.0, 4.0, &[4.0]);
        check(1.0, 15.9, &[15.9]);
        check(0.0, 15.0, &[10.0, 15.0]);
        check(0.0, 34.0, &[10.0, 20.0, 34.0]);
        check(0.0, 35.0, &[10.0, 20.0, 30.0, 35.0]);
    }

    #[test]
    fn each_stretch_has_the_words_and_the_level_that_are_in_it() {
        let frames = (0..4000).map(|n| Frame { level_db: if n < 2000 { -20.0 } else { -30.0 }, ..Frame::default() }).collect();
        let contour = Contour { start: Seconds::ZERO, frames };
        let track = SpeechTrack { regions: vec![Span::new(0.0, 8.0), Span::new(9.0, 20.0)], contour, ..SpeechTrack::default() };
        let word = |start: f64| Word { text: "done".to_owned(), start: Seconds(start), end: Seconds(start + 1.0), p: 1.0 };
        let found = over_time(&track, Some(&[word(1.0), word(9.4), word(9.6), word(15.0)]), Span::new(0.0, 20.0), Language::En);
        assert_eq!(found.iter().map(|stretch| stretch.pace.words_per_min).collect::<Vec<_>>(), [Some(PerMinute(12.0)); 2]);
        assert_eq!(found.iter().map(|stretch| stretch.level_dbfs).collect::<Vec<_>>(), [Some(Dbfs(-20.0)), Some(Dbfs(-30.0))]);
        assert_eq!(over_time(&track, None, Span::new(0.0, 20.0), Language::En)[0].pace, Default::default());
    }
}
