//! How well a prompt is remembered after an answer, and when it should be asked again: FSRS-6 with its published default parameters.

use fsrs::{FSRS, ItemState, MemoryState, NextStates};
use jiff::{SignedDuration, Timestamp};

use crate::domain::{Grade, Language, PromptId, Review};

/// The chance of remembering at which a prompt is asked again. FSRS defines stability by it, and it is what the authors suggest.
const RETENTION: f32 = 0.9;

/// An answer that was not rehearsed for a quarter of a year is not ready for an interview, however well it went.
const LONGEST_INTERVAL_DAYS: f32 = 90.0;

/// Intervals of whole days end this much earlier, so that someone who rehearses every morning a little earlier still finds them due.
const LEEWAY: SignedDuration = SignedDuration::from_hours(6);

const DAY: SignedDuration = SignedDuration::from_hours(24);

/// The memory of `prompt` in `language` after an answer graded `grade` at `now`; `review` is the memory before it, if it was ever graded. Before an
/// `interview` everything comes once more: no wait is longer than half of what is left.
pub fn after(review: Option<&Review>, prompt: &PromptId, language: Language, grade: Grade, now: Timestamp, interview: Option<Timestamp>) -> Review {
    let next = next_states(review, now);
    let ItemState { memory, interval } = match grade {
        Grade::Again => next.again,
        Grade::Hard => next.hard,
        Grade::Good => next.good,
        Grade::Easy => next.easy,
    };
    Review {
        prompt: prompt.clone(),
        language,
        stability: memory.stability,
        difficulty: memory.difficulty,
        reviewed_at: now,
        due_at: now.checked_add(before(interview, now, wait(interval))).unwrap_or(Timestamp::MAX),
        last_grade: grade,
        count: review.map_or(0, |review| review.count).saturating_add(1),
    }
}

/// A memory that FSRS does not accept counts as none.
fn next_states(review: Option<&Review>, now: Timestamp) -> NextStates {
    let memory = review.map(|review| MemoryState { stability: review.stability, difficulty: review.difficulty });
    let days = review.map_or(0, |review| days_between(review.reviewed_at, now));
    let fsrs = FSRS::default();
    let usable = memory.filter(|memory| memory.stability > 0.0 && memory.difficulty.is_finite());
    fsrs.next_states(usable, RETENTION, days)
        .or_else(|_| fsrs.next_states(None, RETENTION, 0))
        .expect("FSRS accepts a new prompt with its own parameters")
}

/// Whole days; none where the clock was set back.
fn days_between(earlier: Timestamp, later: Timestamp) -> u32 {
    u32::try_from(later.duration_since(earlier).as_hours() / 24).unwrap_or(0)
}

/// Less than a day is waited for exactly, up to where the whole days begin.
fn wait(interval_days: f32) -> SignedDuration {
    let days = f64::from(interval_days.clamp(0.0, LONGEST_INTERVAL_DAYS));
    if days < 1.0 { DAY.mul_f64(days).min(DAY - LEEWAY) } else { DAY.mul_f64(days.round()) - LEEWAY }
}

/// An interview that is over changes nothing.
fn before(interview: Option<Timestamp>, now: Timestamp, wait: SignedDuration) -> SignedDuration {
    let left = interview.map(|interview| interview.duration_since(now)).filter(|left| left.is_positive());
    left.map_or(wait, |left| wait.min((left / 2).max(DAY - LEEWAY)))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const HOUR: f64 = 3600.0;

    fn start() -> Timestamp {
        Timestamp::from_second(1_767_225_600).unwrap()
    }

    fn prompt() -> PromptId {
        PromptId("intro.60".to_owned())
    }

    fn graded(review: Option<&Review>, grade: Grade, now: Timestamp) -> Review {
        after(review, &prompt(), Language::Ko, grade, now, None)
    }

    #[track_caller]
    fn check_first(grade: Grade, stability: f32, hours: f64) {
        let review = graded(None, grade, start());
        assert_eq!((review.stability, review.count, review.last_grade), (stability, 1, grade));
        let waited = review.due_at.duration_since(start()).as_secs_f64() / HOUR;
        assert!((waited - hours).abs() < 0.01, "{waited} h");
    }

    /// The stabilities are the first four published parameters of FSRS-6.
    #[test]
    fn a_first_answer_comes_back_in_hours_or_days_by_its_grade() {
        check_first(Grade::Again, 0.212, 0.212 * 24.0);
        check_first(Grade::Hard, 1.2931, 24.0 - 6.0);
        check_first(Grade::Good, 2.3065, 48.0 - 6.0);
        check_first(Grade::Easy, 8.2956, 8.0 * 24.0 - 6.0);
    }

    #[test]
    fn good_answers_on_time_move_further_apart_until_the_longest_interval() {
        let mut review = graded(None, Grade::Good, start());
        let mut previous = SignedDuration::ZERO;
        for round in 1..8 {
            let interval = review.due_at.duration_since(review.reviewed_at);
            assert!(interval > previous || interval == DAY * 90 - LEEWAY, "round {round}: {interval}");
            previous = interval;
            review = graded(Some(&review), Grade::Good, review.due_at);
        }
        assert_eq!(previous, DAY * 90 - LEEWAY);
    }

    #[test]
    fn an_answer_that_fails_comes_back_sooner_than_it_would_have() {
        let known = graded(None, Grade::Easy, start());
        let later = start() + DAY * 8;
        let failed = graded(Some(&known), Grade::Again, later);
        assert!(failed.stability < known.stability && failed.difficulty > known.difficulty);
        assert!(failed.due_at < later + DAY * 3);
    }

    #[test]
    fn an_interview_brings_everything_back_before_it() {
        let in_days =
            |days: i64| after(None, &prompt(), Language::Ko, Grade::Easy, start(), Some(start() + DAY * days as i32)).due_at.duration_since(start());
        assert_eq!(in_days(6), DAY * 3);
        assert_eq!(in_days(1), DAY - LEEWAY);
        assert_eq!(in_days(90), DAY * 8 - LEEWAY);
        assert_eq!(in_days(-3), DAY * 8 - LEEWAY);
    }

    #[test]
    fn a_memory_that_makes_no_sense_counts_as_none() {
        for (stability, difficulty) in [(0.0, 5.0), (-1.0, 5.0), (f32::NAN, 5.0), (2.0, f32::NAN), (f32::INFINITY, 5.0)] {
            let broken = Review { stability, difficulty, ..graded(None, Grade::Good, start()) };
            let next = graded(Some(&broken), Grade::Good, start() + DAY);
            assert!(next.stability.is_finite() && next.stability > 0.0, "{stability} {difficulty}: {next:?}");
            assert_eq!(next.count, 2);
        }
    }

    fn grades() -> impl Strategy<Value = Grade> {
        prop_oneof![Just(Grade::Again), Just(Grade::Hard), Just(Grade::Good), Just(Grade::Easy)]
    }

    proptest! {
        #[test]
        fn whatever_the_history_the_next_time_lies_ahead_and_a_better_grade_is_never_sooner(
            history in prop::collection::vec((grades(), -100_000_i64..20_000_000), 0..12)
        ) {
            let mut now = start();
            let mut review: Option<Review> = None;
            for (grade, seconds) in history {
                now += SignedDuration::from_secs(seconds);
                let mut due = [Grade::Again, Grade::Hard, Grade::Good, Grade::Easy].map(|grade| graded(review.as_ref(), grade, now).due_at);
                prop_assert!(due[0] > now && due[3] <= now + DAY * 90);
                prop_assert!(due[1..].is_sorted(), "{:?}", due);
                due.sort();
                review = Some(graded(review.as_ref(), grade, now));
                prop_assert!((1.0..=10.0).contains(&review.as_ref().unwrap().difficulty));
            }
        }

        #[test]
        fn any_moment_is_accepted(seconds in -377_705_000_000_i64..253_402_000_000) {
            let now = Timestamp::from_second(seconds).unwrap();
            let review = graded(Some(&graded(None, Grade::Easy, start())), Grade::Easy, now);
            prop_assert!(review.due_at >= now);
        }
    }
}
