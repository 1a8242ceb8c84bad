//! Attempts that the tests of this folder show.

use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::domain::{
    Adherence, Attempt, AttemptId, AttemptState, Bilingual, Coverage, Dbfs, Filler, FillerTier, Fillers, Finding, LabelledSentence, Language,
    Measurements, Observation, Ownership, Pace, Part, Pause, PerMinute, PetPhrase, Prompt, PromptId, PromptKind, RecordingFacts, RemovedWord,
    Repetition, RepetitionKind, Scheme, Scorecard, Seconds, SessionId, Span, StoryId, StoryPoint, StoryPointSaid, Stretch, Timing, Transcript, Voice,
    WeakEnding, Word,
};

/// A story in English, with everything known about it.
pub(super) fn full() -> Attempt {
    Attempt {
        schema: Attempt::SCHEMA,
        id: AttemptId("k3vp".to_owned()),
        recorded_at: "2026-10-01T12:14:00Z".parse().unwrap(),
        file: PathBuf::from("/home/me/.local/share/mynah/recordings/k3vp.wav"),
        file_sha256: None,
        labels: crate::domain::Labels::default(),
        state: AttemptState::Complete,
        prompt: Some(PromptId("amazon.ownership.1".to_owned())),
        question: None,
        follows: None,
        session: Some(SessionId("20261001T121000000Z".to_owned())),
        language: Language::En,
        duration_s: Some(Seconds(68.2)),
        recording: Some(RecordingFacts { rate_hz: 48_000, lost_frames: 2_400, clipped: 12, snr_db: Some(9.4) }),
        transcript: Some(transcript()),
        measurements: Some(measurements()),
        coverage: Some(coverage()),
        scorecard: Some(scorecard()),
    }
}

/// An attempt of which nothing is known yet.
pub(super) fn bare() -> Attempt {
    let full = full();
    Attempt { state: AttemptState::Unfinished, ..Attempt::new(full.id, full.recorded_at, full.file, full.language) }
}

pub(super) fn prompt() -> Prompt {
    let ko = "맡은 일이 아니었는데도 책임지고 해결한 경험을 말씀해 주세요.";
    let en = "Tell me about a time you took on something that was not your job, and saw it through.";
    Prompt {
        id: PromptId("amazon.ownership.1".to_owned()),
        kind: PromptKind::Behavioral,
        text: Bilingual { ko: Some(ko.to_owned()), en: Some(en.to_owned()) },
        competency: Some("ownership".to_owned()),
        timing: Timing { target: Seconds(120.0), limit: Seconds(180.0) },
        cues: Bilingual::default(),
        probes: None,
        follow_ups: Vec::new(),
        has_parts: true,
        pack: "amazon".to_owned(),
    }
}

fn word(text: &str, start: f64, end: f64) -> Word {
    Word { text: text.to_owned(), start: Seconds(start), end: Seconds(end), p: 0.98 }
}

fn transcript() -> Transcript {
    Transcript {
        model: "small-q5_1".to_owned(),
        words: vec![word("Our", 1.5, 1.7), word("pages", 1.7, 2.1), word("were", 2.1, 2.3), word("slow.", 2.3, 2.9)],
        removed: vec![RemovedWord { text: "Thanks!".to_owned(), start: Seconds(66.8), end: Seconds(67.5), why: "silence".to_owned() }],
        disturbed: 0,
    }
}

fn repetition(text: &str, start: f64, kind: RepetitionKind) -> Repetition {
    Repetition { text: text.to_owned(), start: Seconds(start), end: Seconds(start + 0.9), kind }
}

fn stretch(start: f64, words_per_min: f64) -> Stretch {
    let pace = Pace { words_per_min: Some(PerMinute(words_per_min)), syllables_per_min: Some(PerMinute(1.4 * words_per_min)), ..Pace::default() };
    Stretch { start: Seconds(start), end: Seconds(start + 10.0), pace, level_dbfs: Some(Dbfs(-46.0)) }
}

fn measurements() -> Measurements {
    let pause = |start, end, inside| Pause { start: Seconds(start), end: Seconds(end), inside_sentence: Some(inside) };
    let um = Filler { text: "um".to_owned(), start: Seconds(20.0), end: Seconds(20.4), tier: FillerTier::Counted };
    Measurements {
        cue_s: Seconds(0.3),
        latency_s: Some(Seconds(1.2)),
        answer_s: Seconds(65.1),
        speaking_s: Seconds(52.0),
        target_s: Some(Seconds(120.0)),
        adherence: Some(Adherence::Under { by_s: Seconds(24.9) }),
        time_left_s: Some(Seconds(113.7)),
        pauses: vec![pause(12.0, 12.4, false), pause(20.5, 22.9, true), pause(40.0, 41.2, false)],
        pause_tolerance_s: Some(Seconds(0.2)),
        pace: Pace { words_per_min: Some(PerMinute(138.2)), syllables_per_min: Some(PerMinute(201.6)), articulation_per_min: Some(PerMinute(252.4)) },
        fillers: Fillers { counted: Some(3), possible: Some(1), untranscribed: Some(0), items: vec![um] },
        filled_pauses: vec![Span::new(20.0, 20.4)],
        repetitions: vec![repetition("we we", 30.0, RepetitionKind::Repeated), repetition("deliv- delivered", 44.0, RepetitionKind::Restarted)],
        pet_phrases: vec![PetPhrase { text: "so".to_owned(), count: 5 }],
        over_time: vec![stretch(1.5, 128.0), stretch(11.5, 146.0)],
        voice: Voice {
            level_range_db: Some(13.5),
            pitch_hz: Some(118.0),
            pitch_range_semitones: Some(5.2),
            endings: 4,
            weak_endings: vec![WeakEnding { start: Seconds(19.9), end: Seconds(20.3), drop_db: 14.0 }],
        },
        level_dbfs: Some(Dbfs(-46.2)),
        noise_dbfs: Some(Dbfs(-55.6)),
        snr_db: Some(9.4),
    }
}

fn sentence(text: &str, start: f64, end: f64, label: Part) -> LabelledSentence {
    LabelledSentence {
        text: text.to_owned(),
        start: Some(Seconds(start)),
        end: Some(Seconds(end)),
        label,
        p: 0.8,
        probabilities: BTreeMap::from([(label, 0.8), (Part::Other, 0.2)]),
        corrected: false,
        noted: BTreeMap::from([(label, 2.1), (Part::Result, 0.0)]),
    }
}

fn coverage() -> Coverage {
    Coverage {
        scheme: Scheme::Star,
        sentences: vec![
            sentence("Our pages were slow.", 1.5, 12.0, Part::Situation),
            sentence("I had to find out why before the launch.", 12.4, 20.5, Part::Task),
            sentence("So I measured every request, and I moved the pictures to a cache close to our readers.", 22.9, 58.0, Part::Action),
            sentence("That was it.", 58.5, 66.6, Part::Other),
        ],
        shares: BTreeMap::from([(Part::Situation, 0.17), (Part::Task, 0.13), (Part::Action, 0.57), (Part::Result, 0.0), (Part::Other, 0.13)]),
        missing: vec![Part::Result],
        unclear: vec![Part::Task],
        told_fits: Some(true),
        told: Some(StoryId("s4".to_owned())),
        beyond: vec![2],
        story: vec![StoryPoint { part: Part::Result, point: "2.1 s faster".to_owned(), said: StoryPointSaid::NotSaid, sentence: None }],
        ownership: Ownership { i: 4, we: 2 },
        result_has_number: None,
        order: vec![Part::Situation, Part::Task, Part::Action],
        before_action_s: Some(Seconds(21.4)),
        data_points: 1,
        deeds: vec!["measured".to_owned(), "moved".to_owned()],
    }
}

fn scorecard() -> Scorecard {
    let finding = |at_s: Option<f64>, observation| Finding { at_s: at_s.map(Seconds), observation };
    Scorecard {
        rubric: "2026-10".to_owned(),
        findings: vec![
            finding(Some(20.5), Observation::LongPause { pause_s: Seconds(2.4), inside: true }),
            finding(Some(66.6), Observation::UnderTarget { answer_s: Seconds(65.1), target_s: Seconds(120.0), by_s: Seconds(24.9) }),
            finding(None, Observation::MissingPart { part: Part::Result }),
        ],
        points: 0.62,
    }
}
