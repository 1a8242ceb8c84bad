//! What both screens say in the same words.

use crate::domain::{Language, Message, Prompt, Seconds, Timing};
use crate::messages::Catalogue;
use crate::msg;
use crate::practice::Meter;

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
