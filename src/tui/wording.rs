//! What both screens say in the same words.

use crate::domain::{Grade, Language, Message, Prompt, Review, Seconds, Timing};
use crate::messages::Catalogue;
use crate::msg;
use crate::practice::{Key, Meter};

/// `1:05` for a time to come, of which a part of a second counts whole.
pub fn clock(time: Seconds) -> String {
    elapsed_clock(Seconds(time.0.ceil()))
}

/// As [`clock`], counting full seconds that have passed.
pub fn elapsed_clock(time: Seconds) -> String {
    let seconds = time.0 as u64;
    format!("{}:{:02}", seconds / 60, seconds % 60)
}

/// How long the answer has taken, and how long until the target; after it, how far beyond, and how long until the limit.
pub fn time(meter: &Meter) -> Message {
    let Timing { target, limit } = meter.timing;
    let elapsed = elapsed_clock(meter.elapsed);
    if meter.elapsed < target {
        msg!("practice-time", elapsed = elapsed, left = clock(target - meter.elapsed))
    } else if meter.elapsed < limit {
        let over = elapsed_clock(meter.elapsed - target);
        msg!("practice-time-past-target", elapsed = elapsed, over = over, left = clock(limit - meter.elapsed))
    } else {
        msg!("practice-time-past-limit", elapsed = elapsed, over = elapsed_clock(meter.elapsed - limit))
    }
}

/// The line over a question: what it is, where it comes from, and how long the answer should take.
pub fn heading(catalogue: &Catalogue, prompt: &Prompt, language: Language) -> String {
    let language = match language {
        Language::Ko => catalogue.say(&msg!("practice-language-ko")),
        Language::En => catalogue.say(&msg!("practice-language-en")),
    };
    let time = catalogue.say(&msg!("practice-target", target = clock(prompt.timing.target), limit = clock(prompt.timing.limit)));
    format!("{} · {language} · {time}", prompt.id)
}

/// The grades in the order of their keys, `1` to `4`.
const GRADES: [Grade; 4] = [Grade::Again, Grade::Hard, Grade::Good, Grade::Easy];

/// The grade that a digit gives.
pub fn grade_key(digit: char) -> Option<Key> {
    let place = (digit.to_digit(10)? as usize).checked_sub(1)?;
    GRADES.get(place).copied().map(Key::Grade)
}

/// How the answer went, when its question comes back, and how to say otherwise.
pub fn grade(review: &Review) -> Message {
    let key = GRADES.iter().position(|grade| *grade == review.last_grade).map_or(0, |place| place + 1);
    let hours = review.due_at.duration_since(review.reviewed_at).as_secs_f64() / 3600.0;
    let days = if hours < 24.0 { 0 } else { (hours / 24.0).round() as u64 };
    msg!("practice-grade", grade = key, days = days, hours = hours.round().max(1.0) as u64)
}

/// What can be pressed after an answer.
pub fn choices(last: bool, follow_up: bool) -> Message {
    match (last, follow_up) {
        (false, false) => msg!("practice-choices"),
        (false, true) => msg!("practice-choices-follow-up"),
        (true, false) => msg!("practice-choices-last"),
        (true, true) => msg!("practice-choices-last-follow-up"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Dbfs;

    #[test]
    fn a_remaining_time_counts_down_to_zero() {
        for (seconds, text) in [(65.0, "1:05"), (64.2, "1:05"), (0.3, "0:01"), (0.0, "0:00"), (600.0, "10:00")] {
            assert_eq!(clock(Seconds(seconds)), text, "{seconds}");
        }
        assert_eq!(elapsed_clock(Seconds(64.9)), "1:04");
    }

    #[test]
    fn a_grade_is_told_with_its_key_and_when_the_question_comes_back() {
        let check = |language, grade, hours: i64, expected: &str| {
            let prompt = crate::domain::PromptId("p.1".to_owned());
            let reviewed_at = jiff::Timestamp::UNIX_EPOCH;
            let due_at = reviewed_at + jiff::SignedDuration::from_hours(hours);
            let review = Review { prompt, language, stability: 1.0, difficulty: 5.0, reviewed_at, due_at, last_grade: grade, count: 1 };
            assert_eq!(Catalogue::new(language).say(&super::grade(&review)), expected);
        };
        check(Language::En, Grade::Again, 5, "Graded again, back in 5 h (1 again · 2 hard · 3 good · 4 easy)");
        check(Language::En, Grade::Easy, 24, "Graded easy, back in one day (1 again · 2 hard · 3 good · 4 easy)");
        check(Language::Ko, Grade::Good, 66, "평가 ‘보통’, 3일 뒤에 다시 나옵니다. (1 다시 · 2 어려움 · 3 보통 · 4 쉬움)");
        check(Language::Ko, Grade::Hard, 0, "평가 ‘어려움’, 1시간 뒤에 다시 나옵니다. (1 다시 · 2 어려움 · 3 보통 · 4 쉬움)");
        assert_eq!(
            (grade_key('1'), grade_key('4'), grade_key('5'), grade_key('0')),
            (Some(Key::Grade(Grade::Again)), Some(Key::Grade(Grade::Easy)), None, None)
        );
    }

    #[test]
    fn the_time_line_tells_on_which_side_of_target_and_limit_the_answer_is() {
        let check = |language, elapsed, expected: &str| {
            let timing = Timing { target: Seconds(30.0), limit: Seconds(45.0) };
            let meter = Meter { elapsed: Seconds(elapsed), timing, rms: Dbfs(-20.0), peak: Dbfs(-10.0), clipped: 0, lost_frames: 0 };
            assert_eq!(Catalogue::new(language).say(&time(&meter)), expected);
        };
        check(Language::En, 29.5, "0:29 spoken · 0:01 left");
        check(Language::En, 30.0, "0:30 spoken · 0:00 past the target · 0:15 to the limit");
        check(Language::En, 45.0, "0:45 spoken · 0:00 past the limit");
        check(Language::Ko, 24.5, "0:24 경과 · 0:06 남음");
        check(Language::Ko, 33.2, "0:33 경과 · 목표보다 0:03 지남 · 제한까지 0:12");
        check(Language::Ko, 61.0, "1:01 경과 · 제한 시간 0:16 초과");
    }
}
