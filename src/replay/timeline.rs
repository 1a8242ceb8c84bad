//! What there is to see and to jump to in an answer, in the order it sounds.

use crate::domain::{Attempt, Coverage, FillerTier, Finding, Measurements, Part, Seconds, Span, Word, harmless};

/// Pauses from here on are marked; shorter ones belong to fluent speech (long pauses begin at 1 s: Campione and Véronis 2002).
const MARKED_PAUSE: Seconds = Seconds(1.0);

/// A stretch of the answer that tells one part.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PartSpan {
    pub part: Part,
    pub span: Span,
}

/// A finding that can be heard at a moment, worded.
#[derive(Clone, Debug, PartialEq)]
pub struct Remark {
    pub at: Seconds,
    pub text: String,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Timeline {
    /// Of the recording.
    pub length: Seconds,
    pub words: Vec<Word>,
    pub parts: Vec<PartSpan>,
    pub findings: Vec<Remark>,
    pub pauses: Vec<Span>,
    pub fillers: Vec<Span>,
}

/// What can be jumped to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    Finding,
    Pause,
    Filler,
    Part,
}

impl Timeline {
    /// What is known about `attempt`, whose recording lasts `length`; marks beyond its end are left out, words are kept.
    pub fn of(attempt: &Attempt, length: Seconds, finding_text: &dyn Fn(&Finding) -> String) -> Self {
        let findings = attempt.scorecard.iter().flat_map(|scorecard| &scorecard.findings);
        let findings = findings.filter_map(|finding| Some(Remark { at: finding.at_s?, text: finding_text(finding) }));
        let mut timeline = Self {
            length,
            words: attempt.transcript.iter().flat_map(|transcript| &transcript.words).map(shown).collect(),
            parts: attempt.coverage.as_ref().map(parts).unwrap_or_default(),
            findings: findings.collect(),
            pauses: attempt.measurements.as_ref().map(pauses).unwrap_or_default(),
            fillers: attempt.measurements.as_ref().map(fillers).unwrap_or_default(),
        };
        timeline.findings.sort_by(|one, other| one.at.0.total_cmp(&other.at.0));
        timeline.cut();
        timeline
    }

    fn cut(&mut self) {
        let length = self.length;
        self.findings.retain(|finding| finding.at < length);
        self.pauses.retain(|pause| pause.start < length);
        self.fillers.retain(|filler| filler.start < length);
        self.parts.retain(|stretch| stretch.span.start < length);
        for stretch in &mut self.parts {
            stretch.span.end = stretch.span.end.min(length);
        }
    }

    /// How many words begin after the recording has ended.
    pub fn words_beyond(&self) -> usize {
        self.words.iter().filter(|word| word.start >= self.length).count()
    }

    pub fn is_filler(&self, word: &Word) -> bool {
        self.fillers.iter().any(|filler| filler.overlap(word.span()) > Seconds::ZERO)
    }

    /// The stretch that sounds at `moment`; a pause after it belongs to it until the next begins.
    pub fn part_at(&self, moment: Seconds) -> Option<PartSpan> {
        self.parts.iter().rev().find(|stretch| stretch.span.start <= moment).copied()
    }

    /// The part that is being told at `moment`; none between two of them.
    pub fn told_at(&self, moment: Seconds) -> Option<Part> {
        self.part_at(moment).filter(|stretch| stretch.span.contains(moment)).map(|stretch| stretch.part)
    }

    /// The moments of all marks of one kind, in order.
    pub fn moments(&self, mark: Mark) -> Vec<Seconds> {
        match mark {
            Mark::Finding => self.findings.iter().map(|finding| finding.at).collect(),
            Mark::Pause => self.pauses.iter().map(|pause| pause.start).collect(),
            Mark::Filler => self.fillers.iter().map(|filler| filler.start).collect(),
            Mark::Part => self.parts.iter().map(|stretch| stretch.span.start).collect(),
        }
    }
}

/// A word from outside, as a terminal may show it.
fn shown(word: &Word) -> Word {
    Word { text: harmless(&word.text), ..word.clone() }
}

/// Neighbouring sentences of one part as one stretch; sentences that tell no part, or have no times, are left out.
fn parts(coverage: &Coverage) -> Vec<PartSpan> {
    let mut found: Vec<PartSpan> = Vec::new();
    for same in coverage.sentences.chunk_by(|one, next| one.label == next.label).filter(|same| same[0].label != Part::Other) {
        let spans = || same.iter().filter_map(|sentence| sentence.span());
        if let (Some(first), Some(last)) = (spans().next(), spans().next_back()) {
            found.push(PartSpan { part: same[0].label, span: Span { start: first.start, end: last.end } });
        }
    }
    found
}

fn pauses(measured: &Measurements) -> Vec<Span> {
    let long = measured.pauses.iter().filter(|pause| pause.length() >= MARKED_PAUSE);
    long.map(|pause| Span { start: pause.start, end: pause.end }).collect()
}

/// Those that are certain or were heard by their sound; one that is both is marked once.
fn fillers(measured: &Measurements) -> Vec<Span> {
    let certain = measured.fillers.items.iter().filter(|filler| filler.tier != FillerTier::Possible);
    let mut found: Vec<Span> = certain.map(|filler| Span { start: filler.start, end: filler.end }).collect();
    let is_new = |pause: &&Span| !found.iter().any(|known| known.overlap(**pause) > Seconds::ZERO);
    let heard: Vec<Span> = measured.filled_pauses.iter().filter(is_new).copied().collect();
    found.extend(heard);
    found.sort_by(|one, other| one.start.0.total_cmp(&other.start.0));
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{AttemptId, Filler, Fillers, LabelledSentence, Language, Observation, Pause, Scorecard, Transcript};

    fn sentence(label: Part, times: Option<(f64, f64)>) -> LabelledSentence {
        let (start, end) = (times.map(|times| Seconds(times.0)), times.map(|times| Seconds(times.1)));
        LabelledSentence { start, end, label, ..LabelledSentence::default() }
    }

    #[track_caller]
    fn check_parts(sentences: &[(Part, Option<(f64, f64)>)], expected: &[(Part, f64, f64)]) {
        let sentences = sentences.iter().map(|(part, times)| sentence(*part, *times)).collect();
        let found: Vec<_> = parts(&Coverage { sentences, ..Coverage::default() }).iter().map(|s| (s.part, s.span.start.0, s.span.end.0)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn neighbouring_sentences_of_a_part_are_one_stretch() {
        check_parts(
            &[(Part::Situation, Some((0.0, 1.0))), (Part::Situation, Some((1.5, 2.0))), (Part::Action, Some((2.0, 5.0)))],
            &[(Part::Situation, 0.0, 2.0), (Part::Action, 2.0, 5.0)],
        );
    }

    #[test]
    fn a_part_that_is_told_again_is_two_stretches_and_what_tells_no_part_is_none() {
        check_parts(
            &[(Part::Action, Some((0.0, 1.0))), (Part::Other, Some((1.0, 2.0))), (Part::Action, Some((2.0, 3.0)))],
            &[(Part::Action, 0.0, 1.0), (Part::Action, 2.0, 3.0)],
        );
    }

    #[test]
    fn sentences_without_times_cannot_be_played() {
        check_parts(&[(Part::Situation, None), (Part::Task, None), (Part::Task, Some((3.0, 4.0)))], &[(Part::Task, 3.0, 4.0)]);
        check_parts(&[], &[]);
    }

    fn attempt() -> Attempt {
        let file = std::path::PathBuf::from("a.wav");
        let word = |start: f64| Word { text: "말".to_owned(), start: Seconds(start), end: Seconds(start + 0.4), p: 1.0 };
        let filler = |start: f64, tier| Filler { text: "음".to_owned(), start: Seconds(start), end: Seconds(start + 0.3), tier };
        let pause = |start, end| Pause { start: Seconds(start), end: Seconds(end), inside_sentence: None };
        let finding = |at: Option<f64>| Finding { at_s: at.map(Seconds), observation: Observation::NoSpeech };
        Attempt {
            transcript: Some(Transcript { words: vec![word(0.5), word(9.0)], ..Transcript::default() }),
            measurements: Some(Measurements {
                pauses: vec![pause(1.0, 1.9), pause(2.0, 3.0), pause(8.0, 9.5)],
                fillers: Fillers { items: vec![filler(4.0, FillerTier::Counted), filler(5.0, FillerTier::Possible)], ..Fillers::default() },
                filled_pauses: vec![Span::new(4.1, 4.3), Span::new(0.2, 0.4)],
                ..Measurements::default()
            }),
            coverage: Some(Coverage { sentences: vec![sentence(Part::Result, Some((5.0, 9.4)))], ..Coverage::default() }),
            scorecard: Some(Scorecard { rubric: "1".to_owned(), findings: [Some(4.0), None, Some(2.0), Some(9.0)].map(finding).into(), points: 0.5 }),
            ..Attempt::new(AttemptId("k3vp".to_owned()), jiff::Timestamp::UNIX_EPOCH, file, Language::Ko)
        }
    }

    #[test]
    fn marks_stand_in_order_and_none_lies_beyond_the_recording() {
        let timeline = Timeline::of(&attempt(), Seconds(7.0), &|_| "finding".to_owned());
        assert_eq!(timeline.moments(Mark::Finding), [Seconds(2.0), Seconds(4.0)]);
        assert_eq!(timeline.moments(Mark::Pause), [Seconds(2.0)]);
        assert_eq!(timeline.moments(Mark::Filler), [Seconds(0.2), Seconds(4.0)]);
        assert_eq!(timeline.parts, [PartSpan { part: Part::Result, span: Span::new(5.0, 7.0) }]);
        assert_eq!((timeline.words.len(), timeline.words_beyond()), (2, 1));
    }

    #[test]
    fn an_attempt_of_which_nothing_is_known_has_nothing_to_mark() {
        let bare = Attempt::new(AttemptId("k3vp".to_owned()), jiff::Timestamp::UNIX_EPOCH, "a.wav".into(), Language::En);
        assert_eq!(Timeline::of(&bare, Seconds(2.0), &|_| String::new()), Timeline { length: Seconds(2.0), ..Timeline::default() });
    }

    #[test]
    fn a_pause_belongs_to_the_part_before_it() {
        let part = |part, start, end| PartSpan { part, span: Span::new(start, end) };
        let timeline = Timeline { parts: vec![part(Part::Task, 1.0, 2.0), part(Part::Action, 4.0, 5.0)], ..Timeline::default() };
        for (moment, expected) in
            [(0.5, None), (1.0, Some(Part::Task)), (3.0, Some(Part::Task)), (4.0, Some(Part::Action)), (9.0, Some(Part::Action))]
        {
            assert_eq!(timeline.part_at(Seconds(moment)).map(|found| found.part), expected, "{moment}");
        }
    }
}
