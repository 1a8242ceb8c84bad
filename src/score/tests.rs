//! Scoring as a whole: each observation at and beyond the edge of its band, its moment, and the laws of choosing.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;
use crate::domain::{
    Filler, FillerTier, LabelledSentence, Ownership, Pace, PaceUnit, Part, Pause, PerMinute, Repetition, RepetitionKind, Scheme, StoryPoint,
    StoryPointSaid, Stretch, Voice, WeakEnding,
};

/// One minute for a one-minute target, with nothing to remark on.
fn quiet() -> Measurements {
    Measurements {
        cue_s: Seconds(2.0),
        latency_s: Some(Seconds(1.0)),
        answer_s: Seconds(60.0),
        speaking_s: Seconds(50.0),
        target_s: Some(Seconds(60.0)),
        adherence: Some(Adherence::Within),
        pauses: vec![Pause { start: Seconds(20.0), end: Seconds(21.0), inside_sentence: Some(true) }],
        pace: Pace { words_per_min: Some(PerMinute(150.0)), syllables_per_min: Some(PerMinute(300.0)), articulation_per_min: Some(PerMinute(330.0)) },
        fillers: crate::domain::Fillers {
            counted: Some(2),
            possible: Some(0),
            untranscribed: Some(0),
            items: vec![filler(9.0, FillerTier::Possible), filler(12.0, FillerTier::Counted)],
        },
        level_dbfs: None,
        noise_dbfs: None,
        snr_db: None,
        ..Measurements::default()
    }
}

fn filler(at: f64, tier: FillerTier) -> Filler {
    Filler { text: "um".to_owned(), start: Seconds(at), end: Seconds(at + 0.3), tier }
}

fn pause(start: f64, length: f64, inside: Option<bool>) -> Pause {
    Pause { start: Seconds(start), end: Seconds(start + length), inside_sentence: inside }
}

/// A story of `(part, seconds)`, one sentence each, from second 3 on.
fn story(parts: &[(Part, f64)]) -> Coverage {
    let all: f64 = parts.iter().map(|(_, length)| length).sum();
    let mut start = 3.0;
    let mut sentences = Vec::new();
    let mut shares: BTreeMap<Part, f64> = BTreeMap::new();
    for &(label, length) in parts {
        sentences.push(LabelledSentence {
            text: String::new(),
            start: Some(Seconds(start)),
            end: Some(Seconds(start + length)),
            label,
            p: 0.9,
            ..LabelledSentence::default()
        });
        *shares.entry(label).or_default() += length / all;
        start += length;
    }
    let missing = Scheme::Star.parts().iter().copied().filter(|part| !shares.contains_key(part)).collect();
    let ownership = Ownership { i: 9, we: 2 };
    Coverage { scheme: Scheme::Star, sentences, shares, missing, ownership, result_has_number: Some(true), data_points: 2, ..Coverage::default() }
}

fn sound_story() -> Coverage {
    story(&[(Part::Situation, 10.0), (Part::Task, 5.0), (Part::Action, 33.0), (Part::Result, 12.0)])
}

fn findings(m: &Measurements, coverage: Option<&Coverage>) -> Vec<Finding> {
    score(&Rubric::shipped(), m, coverage, None, Language::En, Some(PromptKind::Behavioral)).findings
}

/// The one finding that a change to a quiet answer brings.
#[track_caller]
fn check(change: impl FnOnce(&mut Measurements), at_s: Option<f64>, observation: Observation) {
    let mut m = quiet();
    change(&mut m);
    assert_eq!(findings(&m, Some(&sound_story())), [Finding { at_s: at_s.map(Seconds), observation }]);
}

#[track_caller]
fn check_story(coverage: &Coverage, expected: &[(Option<f64>, Observation)]) {
    let expected: Vec<Finding> = expected.iter().map(|&(at_s, observation)| Finding { at_s: at_s.map(Seconds), observation }).collect();
    let found: Vec<Finding> =
        findings(&quiet(), Some(coverage)).into_iter().filter(|finding| !matches!(finding.observation, Observation::OnTarget { .. })).collect();
    assert_eq!(found, expected);
}

#[test]
fn an_answer_without_anything_to_remark_on_is_on_target() {
    check(|_| {}, None, Observation::OnTarget { answer_s: Seconds(60.0), target_s: Seconds(60.0) });
    let mut without_target = quiet();
    (without_target.target_s, without_target.adherence) = (None, None);
    assert!(findings(&without_target, None).is_empty());
}

#[test]
fn silence_is_the_only_finding_where_nobody_spoke() {
    let mut m = quiet();
    (m.latency_s, m.answer_s, m.speaking_s, m.adherence) = (None, Seconds::ZERO, Seconds::ZERO, None);
    let card = score(
        &Rubric::shipped(),
        &m,
        Some(&story(&[])),
        Some(&RecordingFacts { rate_hz: 48_000, lost_frames: 48_000, clipped: 0, snr_db: None }),
        Language::Ko,
        None,
    );
    assert_eq!((card.findings.len(), card.findings[0].observation, card.points), (1, Observation::NoSpeech, 0.0));
}

#[test]
fn length_is_said_at_the_moment_the_window_closed_or_the_answer_ended() {
    let (target_s, by_s) = (Seconds(60.0), Seconds(8.0));
    let over = |m: &mut Measurements| (m.answer_s, m.adherence) = (Seconds(70.0), Some(Adherence::Over { by_s }));
    check(over, Some(65.0), Observation::OverTarget { answer_s: Seconds(70.0), target_s, by_s });
    let under = |m: &mut Measurements| (m.answer_s, m.adherence) = (Seconds(44.0), Some(Adherence::Under { by_s }));
    check(under, Some(47.0), Observation::UnderTarget { answer_s: Seconds(44.0), target_s, by_s });
}

#[test]
fn hesitation_and_pauses_are_said_where_they_begin() {
    check(|m| m.latency_s = Some(Seconds(3.0)), Some(2.0), Observation::LongLatency { latency_s: Seconds(3.0) });
    let long = |inside| Observation::LongPause { pause_s: Seconds(2.0), inside };
    check(|m| m.pauses.push(pause(30.0, 2.0, Some(true))), Some(30.0), long(true));
    check(|m| m.pauses.push(pause(30.0, 5.5, None)), Some(30.0), Observation::LongPause { pause_s: Seconds(5.5), inside: false });
    check(|m| m.pauses.push(pause(30.0, 5.0, Some(false))), None, Observation::OnTarget { answer_s: Seconds(60.0), target_s: Seconds(60.0) });
    let two = |m: &mut Measurements| m.pauses.extend([pause(30.0, 2.5, Some(true)), pause(40.0, 3.5, Some(true))]);
    check(two, Some(40.0), Observation::LongPause { pause_s: Seconds(3.5), inside: true });
}

#[test]
fn pace_is_held_against_the_band_of_its_language() {
    let rate = |per_min| Some(PerMinute(per_min));
    check(|m| m.pace.words_per_min = rate(181.0), None, Observation::FastPace { per_min: 181.0, upper: 180.0, unit: PaceUnit::Words });
    check(|m| m.pace.words_per_min = rate(109.0), None, Observation::SlowPace { per_min: 109.0, lower: 110.0, unit: PaceUnit::Words });
    let mut korean = quiet();
    korean.pace.syllables_per_min = rate(421.0);
    let found = score(&Rubric::shipped(), &korean, None, None, Language::Ko, None).findings;
    assert_eq!(found[0].observation, Observation::FastPace { per_min: 421.0, upper: 420.0, unit: PaceUnit::Syllables });
}

#[test]
fn rates_of_a_very_short_answer_say_nothing() {
    let mut m = quiet();
    (m.answer_s, m.pace.words_per_min, m.fillers.counted) = (Seconds(5.0), Some(PerMinute(300.0)), Some(4));
    assert!(matches!(findings(&m, None)[..], [Finding { observation: Observation::OnTarget { .. }, .. }]));
}

#[test]
fn fillers_are_said_at_the_first_that_surely_is_one() {
    check(|m| m.fillers.counted = Some(6), Some(12.0), Observation::ManyFillers { per_min: 6.0, count: 6 });
    check(|m| m.fillers.counted = Some(5), None, Observation::OnTarget { answer_s: Seconds(60.0), target_s: Seconds(60.0) });
}

#[test]
fn repetitions_weak_endings_and_a_rush_are_said_beyond_their_bands_only() {
    let repeated =
        |start: f64| Repetition { text: "we we".to_owned(), start: Seconds(start), end: Seconds(start + 0.5), kind: RepetitionKind::Repeated };
    check(|m| m.repetitions = (4..10).map(|n| repeated(f64::from(n))).collect(), Some(4.0), Observation::ManyRepetitions { per_min: 6.0, count: 6 });
    let nothing = Observation::OnTarget { answer_s: Seconds(60.0), target_s: Seconds(60.0) };
    check(|m| m.repetitions = (5..10).map(|n| repeated(f64::from(n))).collect(), None, nothing);
    let weak = |start: f64| WeakEnding { start: Seconds(start), end: Seconds(start + 0.4), drop_db: 12.0 + start / 10.0 };
    let endings = |weak_endings: Vec<WeakEnding>| Voice { endings: 6, weak_endings, ..Voice::default() };
    check(|m| m.voice = endings(vec![weak(9.0), weak(19.0), weak(14.0)]), Some(19.0), Observation::WeakEndings { count: 3, of: 6 });
    check(|m| m.voice = endings(vec![weak(9.0), weak(19.0)]), None, nothing);
    let stretch = |start: f64, rate: f64| Stretch {
        start: Seconds(start),
        end: Seconds(start + 10.0),
        pace: Pace { articulation_per_min: Some(PerMinute(rate)), ..Pace::default() },
        level_dbfs: None,
    };
    let paces = |rates: [f64; 6]| (0..6).map(|n| stretch(3.0 + 10.0 * f64::from(n), rates[n as usize])).collect();
    let rushed = Observation::RushedEnd { per_min: 390.0, before: 300.0 };
    check(|m| m.over_time = paces([300.0, 300.0, 300.0, 300.0, 380.0, 400.0]), Some(43.0), rushed);
    check(|m| m.over_time = paces([300.0, 300.0, 300.0, 300.0, 370.0, 370.0]), None, nothing);
}

#[test]
fn a_missing_part_is_said_and_a_setting_may_be_either_situation_or_task() {
    let missing = |part| Observation::MissingPart { part };
    check_story(&story(&[(Part::Situation, 10.0), (Part::Task, 5.0), (Part::Result, 12.0)]), &[(None, missing(Part::Action))]);
    let mut without_result = story(&[(Part::Situation, 10.0), (Part::Task, 5.0), (Part::Action, 40.0), (Part::Action, 5.0)]);
    without_result.result_has_number = None;
    check_story(&without_result, &[(Some(63.0), missing(Part::Result))]);
    check_story(&story(&[(Part::Situation, 10.0), (Part::Action, 40.0), (Part::Result, 10.0)]), &[(None, missing(Part::Task))]);
    check_story(&story(&[(Part::Action, 40.0), (Part::Result, 10.0)]), &[(Some(3.0), missing(Part::Situation))]);
}

fn setup(share: f64) -> Observation {
    Observation::LongPart { part: Part::Situation, share, upper: 0.45 }
}

fn long_result(share: f64) -> Observation {
    Observation::LongPart { part: Part::Result, share, upper: 0.40 }
}

#[test]
fn a_part_outside_its_share_is_said_where_it_begins() {
    check_story(&story(&[(Part::Situation, 30.0), (Part::Task, 10.0), (Part::Action, 30.0), (Part::Result, 10.0)]), &[(Some(3.0), setup(0.5))]);
    let short = |part, share, lower| Observation::ShortPart { part, share, lower };
    let little_done = story(&[(Part::Situation, 25.0), (Part::Task, 15.0), (Part::Action, 30.0), (Part::Result, 20.0), (Part::Other, 10.0)]);
    check_story(&little_done, &[(Some(43.0), short(Part::Action, 0.3, 0.35))]);
    let remark = story(&[(Part::Situation, 20.0), (Part::Task, 16.0), (Part::Action, 60.0), (Part::Result, 4.0)]);
    check_story(&remark, &[(Some(99.0), short(Part::Result, 0.04, 0.05))]);
    let mostly_result = story(&[(Part::Situation, 10.0), (Part::Task, 5.0), (Part::Action, 40.0), (Part::Result, 45.0)]);
    check_story(&mostly_result, &[(Some(58.0), long_result(0.45))]);
}

#[test]
fn numbers_and_ownership_are_said_of_stories() {
    let mut coverage = sound_story();
    coverage.result_has_number = Some(false);
    check_story(&coverage, &[(Some(51.0), Observation::ResultWithoutNumber)]);
    coverage.result_has_number = Some(true);
    coverage.ownership = Ownership { i: 2, we: 4 };
    check_story(&coverage, &[(None, Observation::MoreWeThanI { i: 2, we: 4 })]);
    coverage.ownership = Ownership { i: 2, we: 3 };
    check_story(&coverage, &[]);
    coverage.ownership = Ownership { i: 0, we: 0 };
    check_story(&coverage, &[]);
}

#[test]
fn a_story_that_comes_to_the_point_late_is_said_once() {
    let mut coverage = story(&[(Part::Result, 20.0), (Part::Situation, 6.0), (Part::Task, 4.0), (Part::Action, 36.0)]);
    coverage.before_action_s = Some(Seconds(30.0));
    check_story(&coverage, &[(Some(33.0), Observation::LateAction { before_s: Seconds(30.0), share: 30.0 / 66.0 })]);
    coverage.before_action_s = Some(Seconds(29.7));
    check_story(&coverage, &[]);
    let mut set_up = story(&[(Part::Situation, 20.0), (Part::Task, 10.0), (Part::Action, 24.0), (Part::Result, 6.0)]);
    set_up.before_action_s = Some(Seconds(30.0));
    check_story(&set_up, &[(Some(3.0), Observation::LongPart { part: Part::Situation, share: 0.5, upper: 0.45 })]);
}

#[test]
fn two_figures_carry_a_story() {
    let mut coverage = sound_story();
    coverage.data_points = 1;
    check_story(&coverage, &[(None, Observation::FewFigures { count: 1 })]);
    coverage.result_has_number = Some(false);
    check_story(&coverage, &[(Some(51.0), Observation::ResultWithoutNumber)]);
}

#[test]
fn what_was_left_out_of_ones_own_story_is_counted_where_it_can_be_known() {
    use StoryPointSaid::{CannotTell, NotSaid, Partly, Said};
    let mut coverage = sound_story();
    let mut check = |said: &[StoryPointSaid], fits: Option<bool>, expected: &[(Option<f64>, Observation)]| {
        let point = |&said: &StoryPointSaid| StoryPoint { part: Part::Action, point: String::new(), said, sentence: None };
        (coverage.story, coverage.told_fits) = (said.iter().map(point).collect(), fits);
        check_story(&coverage, expected);
    };
    check(&[Said, Said, NotSaid, NotSaid], Some(true), &[(None, Observation::PointsLeftOut { count: 2, of: 4 })]);
    check(&[Said, Said, Said, Partly, NotSaid, NotSaid], None, &[]);
    check(&[Said, NotSaid], None, &[]);
    check(&[Said, CannotTell, CannotTell, CannotTell], Some(true), &[]);
    check(&[Said, Said], Some(false), &[(None, Observation::StoryOfAnotherPrinciple)]);
}

#[test]
fn a_follow_up_may_leave_parts_out() {
    let only_result = story(&[(Part::Result, 20.0)]);
    let card = score(&Rubric::shipped(), &quiet(), Some(&only_result), None, Language::En, Some(PromptKind::FollowUp));
    assert!(matches!(card.findings[..], [Finding { observation: Observation::OnTarget { .. }, .. }]));
}

#[test]
fn words_that_make_no_sentence_leave_the_parts_unknown() {
    check_story(&story(&[]), &[]);
}

#[test]
fn the_recordings_faults_are_said_and_cost_nothing() {
    let facts = |clipped, lost_frames| RecordingFacts { rate_hz: 48_000, lost_frames, clipped, snr_db: None };
    let card = |facts| score(&Rubric::shipped(), &quiet(), None, Some(&facts), Language::En, None);
    let faulty = card(facts(481, 12_001));
    assert_eq!(
        faulty.findings.iter().map(|finding| finding.observation).collect::<Vec<_>>(),
        [Observation::LostFrames { frames: 12_001 }, Observation::Clipped { samples: 481 }]
    );
    assert_eq!(faulty.points, 1.0);
    assert!(matches!(card(facts(480, 12_000)).findings[..], [Finding { observation: Observation::OnTarget { .. }, .. }]));
}

#[test]
fn points_become_grades_at_the_documented_bounds() {
    for (points, expected) in [
        (1.0, Grade::Easy),
        (0.9, Grade::Easy),
        (0.89, Grade::Good),
        (0.7, Grade::Good),
        (0.69, Grade::Hard),
        (0.5, Grade::Hard),
        (0.49, Grade::Again),
        (0.0, Grade::Again),
    ] {
        assert_eq!(grade(points), expected, "{points}");
    }
    let mut silent_on_result = sound_story();
    (silent_on_result.missing, silent_on_result.result_has_number) = (vec![Part::Result, Part::Action], None);
    assert_eq!(grade(score(&Rubric::shipped(), &quiet(), Some(&silent_on_result), None, Language::En, None).points), Grade::Again);
}

prop_compose! {
    fn any_answer()(
        latency in prop::option::of(0.0..20.0_f64),
        answer in 0.0..400.0_f64,
        rate in 20.0..500.0_f64,
        counted in prop::option::of(0..60_usize),
        over in -60.0..120.0_f64,
        pauses in prop::collection::vec((0.0..300.0_f64, 0.25..12.0_f64, any::<Option<bool>>()), 0..8),
    ) -> Measurements {
        let adherence = if over > 0.0 { Adherence::Over { by_s: Seconds(over) } } else { Adherence::Under { by_s: Seconds(-over) } };
        let mut m = quiet();
        (m.latency_s, m.answer_s, m.adherence, m.fillers.counted) = (latency.map(Seconds), Seconds(answer), Some(adherence), counted);
        (m.pace.words_per_min, m.pace.syllables_per_min) = (Some(PerMinute(rate)), Some(PerMinute(rate)));
        m.pauses = pauses.into_iter().map(|(start, length, inside)| pause(start, length, inside)).collect();
        m
    }
}

proptest! {
    #[test]
    fn there_are_never_more_than_three_findings_and_points_stay_between_nothing_and_all(
        m in any_answer(),
        parts in prop::collection::vec((prop::sample::select(vec![Part::Situation, Part::Task, Part::Action, Part::Result, Part::Other]), 0.5..40.0_f64), 0..12),
        korean in any::<bool>(),
    ) {
        let language = if korean { Language::Ko } else { Language::En };
        let coverage = story(&parts);
        let card = score(&Rubric::shipped(), &m, Some(&coverage), None, language, None);
        prop_assert!(card.findings.len() <= 3 && (0.0..=1.0).contains(&card.points));
        prop_assert_eq!(&card, &score(&Rubric::shipped(), &m, Some(&coverage), None, language, None));
    }

    #[test]
    fn a_longer_overrun_never_earns_more(over in 0.1..60.0_f64, more in 0.1..60.0_f64) {
        let points = |by: f64| {
            let mut m = quiet();
            (m.answer_s, m.adherence) = (Seconds(62.0 + by), Some(Adherence::Over { by_s: Seconds(by) }));
            score(&Rubric::shipped(), &m, None, None, Language::En, None).points
        };
        prop_assert!(points(over + more) <= points(over));
    }
}
