//! What both screens say in the same words.

use crate::domain::{Grade, Language, Message, Prompt, Review, Seconds, Timing};
use crate::messages::Catalogue;
use crate::msg;
use crate::practice::{Key, Meter};

use super::word_lines::joined;

/// Between pieces of a line.
pub const SEPARATOR: &str = " · ";

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

/// The time that is left of the target, or how far the answer is beyond it: `-1:19`, `+0:07`.
pub fn signed_rest(meter: &Meter) -> String {
    let target = meter.timing.target;
    if meter.elapsed < target { format!("-{}", clock(target - meter.elapsed)) } else { format!("+{}", elapsed_clock(meter.elapsed - target)) }
}

/// What a question is about, in which language and how long to answer, and where it comes from.
pub fn heading(catalogue: &Catalogue, prompt: &Prompt, language: Language) -> String {
    let principle = prompt.competency.as_deref().map(|name| catalogue.competency(name));
    let language = match language {
        Language::Ko => catalogue.say(&msg!("practice-language-ko")),
        Language::En => catalogue.say(&msg!("practice-language-en")),
    };
    let time = catalogue.say(&msg!("practice-target", target = clock(prompt.timing.target), limit = clock(prompt.timing.limit)));
    principle.into_iter().chain([language, time, prompt.id.0.clone()]).collect::<Vec<_>>().join(SEPARATOR)
}

/// The keys that play findings, in their order: letters that mean nothing else after an answer, with those of a Korean keyboard in the same places.
const FINDINGS: [(char, char); 5] = [('b', 'ㅠ'), ('c', 'ㅊ'), ('d', 'ㅇ'), ('e', 'ㄷ'), ('g', 'ㅎ')];

/// The letter that plays a finding, counted from 0; the last ones of many have none.
pub fn finding_letter(finding: usize) -> Option<char> {
    FINDINGS.get(finding).map(|(letter, _)| *letter)
}

/// The finding that a letter plays.
pub fn finding_key(sign: char) -> Option<Key> {
    let is_its = |(letter, jamo): &(char, char)| sign == *jamo || sign.eq_ignore_ascii_case(letter);
    FINDINGS.iter().position(is_its).map(Key::Finding)
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
pub struct Choices {
    pub last: bool,
    pub follow_up: bool,
    pub findings: usize,
}

impl Choices {
    /// In lines of at most `width` columns, broken between two choices.
    pub fn lines(&self, catalogue: &Catalogue, width: usize) -> Vec<String> {
        let letters: Vec<String> = (0..self.findings).map_while(finding_letter).map(String::from).collect();
        let choices = [
            Some(if self.last { msg!("practice-choice-last") } else { msg!("practice-choice-next") }),
            (!letters.is_empty()).then(|| msg!("practice-choice-findings", letters = letters.join(" "), count = letters.len())),
            self.follow_up.then(|| msg!("practice-choice-follow-up")),
            Some(msg!("practice-choice-again")),
            Some(msg!("practice-choice-play")),
            (!self.last).then(|| msg!("practice-choice-leave")),
        ];
        joined(choices.iter().flatten().map(|choice| catalogue.say(choice)), SEPARATOR, width)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Bilingual, Dbfs, PromptId, PromptKind};

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
            let prompt = PromptId("p.1".to_owned());
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

    #[test]
    fn what_can_be_pressed_is_named_and_nothing_else() {
        let check = |language, last, follow_up, findings, expected: &str| {
            assert_eq!(Choices { last, follow_up, findings }.lines(&Catalogue::new(language), 99).join("\n"), expected);
        };
        check(Language::En, false, false, 0, "Enter next question · a answer again · p play all · q leave");
        check(Language::En, true, true, 1, "Enter leave · b hear the finding · f follow-up · a answer again · p play all");
        check(Language::En, false, true, 9, "Enter next question · b c d e g hear a finding · f follow-up · a answer again · p play all\nq leave");
        check(Language::Ko, true, true, 2, "Enter 끝내기 · b c 짚은 곳 듣기 · f 꼬리 질문 · a 다시 답하기 · p 전체 듣기");
    }

    #[test]
    fn the_heading_names_the_principle_where_there_is_one() {
        let check = |language, id: &str, competency: Option<&str>, expected: &str| {
            let prompt = Prompt {
                id: PromptId(id.to_owned()),
                kind: PromptKind::Behavioral,
                text: Bilingual::default(),
                competency: competency.map(str::to_owned),
                timing: Timing { target: Seconds(120.0), limit: Seconds(180.0) },
                cues: Bilingual::default(),
                probes: None,
                follow_ups: Vec::new(),
                has_parts: true,
                pack: "mine".to_owned(),
            };
            assert_eq!(heading(&Catalogue::new(language), &prompt, language), expected);
        };
        check(Language::En, "amazon.ownership.1", Some("ownership"), "Ownership · English · target 2:00, limit 3:00 · amazon.ownership.1");
        check(Language::Ko, "intro.60", None, "한국어 · 목표 2:00, 제한 3:00 · intro.60");
    }

    #[test]
    fn the_rest_has_a_sign() {
        let timing = Timing { target: Seconds(30.0), limit: Seconds(45.0) };
        for (elapsed, expected) in [(0.0, "-0:30"), (29.5, "-0:01"), (30.0, "+0:00"), (91.2, "+1:01")] {
            let meter = Meter { elapsed: Seconds(elapsed), timing, rms: Dbfs(-20.0), peak: Dbfs(-10.0), clipped: 0, lost_frames: 0 };
            assert_eq!(signed_rest(&meter), expected);
        }
    }
}
