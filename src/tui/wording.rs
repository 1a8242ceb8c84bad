//! What both screens say in the same words.

use crate::domain::{Language, Message, Prompt, Seconds};
use crate::messages::Catalogue;
use crate::msg;

/// `1:05`, and `-0:03` for a time that is over.
pub fn clock(time: Seconds) -> String {
    let whole = if time.0 < 0.0 { time.0.floor() } else { time.0.ceil() };
    elapsed_clock(Seconds(whole))
}

/// As [`clock`], counting full seconds that have passed.
pub fn elapsed_clock(time: Seconds) -> String {
    let sign = if time.0 < 0.0 { "-" } else { "" };
    let seconds = time.0.abs() as u64;
    format!("{sign}{}:{:02}", seconds / 60, seconds % 60)
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
pub fn choices(last: bool) -> Message {
    if last { msg!("practice-choices-last") } else { msg!("practice-choices") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_remaining_time_counts_down_to_zero_and_beyond() {
        for (seconds, text) in [(65.0, "1:05"), (64.2, "1:05"), (0.3, "0:01"), (0.0, "0:00"), (-0.2, "-0:01"), (-61.0, "-1:01"), (600.0, "10:00")] {
            assert_eq!(clock(Seconds(seconds)), text, "{seconds}");
        }
        assert_eq!(elapsed_clock(Seconds(64.9)), "1:04");
    }
}
