//! Hearing the answer again: all of it, or from the moment of a finding on, with its words.

use std::path::PathBuf;

use crate::domain::{Attempt, Failure, Finding, Seconds, Word};
use crate::record::sound_file;
use crate::replay::{self, Cursor};

use super::job::Job;

/// So much is heard before the moment of a finding: enough to know where one is.
const LEAD_IN: Seconds = Seconds(1.0);

/// How many words stand in a line while the answer is played.
const WORDS_IN_LINE: usize = 8;

/// The findings of an attempt that can be heard, in the order they are shown.
pub fn audible(attempt: &Attempt) -> impl Iterator<Item = &Finding> {
    attempt.scorecard.iter().flat_map(|card| &card.findings).filter(|finding| finding.at_s.is_some())
}

/// Where to begin so that the finding is heard, counted from 0 among those that can be; `None` where there are fewer.
pub fn start_of(attempt: &Attempt, finding: usize) -> Option<Seconds> {
    let at = audible(attempt).nth(finding)?.at_s?;
    Some(Seconds((at - LEAD_IN).0.max(0.0)))
}

/// Plays a recording from a moment on; the progress is the moment that is heard.
pub fn start(file: PathBuf, output_device: Option<String>, from: Seconds) -> Job<Result<(), Failure>> {
    Job::start(move |interrupt, progress| {
        let audio = sound_file::read(&file)?;
        replay::play(&audio.clip, output_device.as_deref(), from, interrupt, &mut |at| {
            let _ = progress.send(at.0); // nobody looks any more once the rehearsal is over
        })
    })
}

/// The line of words to which the one that sounds at `at` belongs; nothing in a pause.
pub fn line_at(words: &[Word], at: Seconds) -> String {
    let Some(now) = Cursor::at(words, at) else { return String::new() };
    let line = words.chunks(WORDS_IN_LINE).nth(now / WORDS_IN_LINE).unwrap_or_default();
    line.iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{AttemptId, Language, Observation, Scorecard};

    #[test]
    fn a_finding_is_heard_from_just_before_its_moment_and_one_without_a_moment_is_not_counted() {
        let finding = |at: Option<f64>| Finding { at_s: at.map(Seconds), observation: Observation::NoSpeech };
        let findings = vec![finding(Some(0.4)), finding(None), finding(Some(20.0))];
        let scorecard = Scorecard { rubric: "1".to_owned(), findings, points: 0.5 };
        let bare = Attempt::new(AttemptId("a".to_owned()), jiff::Timestamp::UNIX_EPOCH, "a.wav".into(), Language::Ko);
        let attempt = Attempt { scorecard: Some(scorecard), ..bare.clone() };
        let starts: Vec<Option<f64>> = (0..3).map(|place| start_of(&attempt, place).map(|at| at.0)).collect();
        assert_eq!(starts, [Some(0.0), Some(19.0), None]);
        assert_eq!(start_of(&bare, 0), None);
    }

    #[test]
    fn the_words_of_the_line_that_sounds_are_shown_and_none_in_a_pause() {
        let word = |at: usize| Word { text: at.to_string(), start: Seconds(at as f64), end: Seconds(at as f64 + 0.5), p: 1.0 };
        let words: Vec<Word> = (0..10).map(word).collect();
        for (at, line) in [(0.2, "0 1 2 3 4 5 6 7"), (8.1, "8 9"), (8.7, ""), (20.0, "")] {
            assert_eq!(line_at(&words, Seconds(at)), line, "{at}");
        }
    }
}
