//! Prints a failure, with its cause and what to do about it, and picks the exit code. No other place does either.

use std::error::Error;
use std::process::ExitCode;

use crate::domain::{Failure, Kind};
use crate::messages::Catalogue;
use crate::msg;

use super::output;

/// The exit codes that scripts rely on.
pub const DONE: u8 = 0;
const FAILED: u8 = 1;
const BAD_USE: u8 = 2;
const PART_MISSING: u8 = 3;
const NOTHING_DUE: u8 = 4;
const INTERRUPTED: u8 = 130;

pub fn exit_code(kind: Kind) -> u8 {
    match kind {
        Kind::BadInput | Kind::Unknown => BAD_USE,
        Kind::DeviceMissing
        | Kind::DeviceBusy
        | Kind::PermissionDenied
        | Kind::OnlyZeros
        | Kind::ModelMissing
        | Kind::ModelUnusable
        | Kind::VoiceMissing => PART_MISSING,
        Kind::NothingDue => NOTHING_DUE,
        Kind::Interrupted => INTERRUPTED,
        Kind::Unreachable | Kind::Storage | Kind::Broken => FAILED,
    }
}

/// Prints the failure on stderr and gives the process its exit code.
pub fn report(failure: &Failure, catalogue: &Catalogue) -> ExitCode {
    output::tell(&in_words(failure, catalogue));
    ExitCode::from(exit_code(failure.kind))
}

/// The failure as the user reads it: what happened, why, what to do.
pub fn in_words(failure: &Failure, catalogue: &Catalogue) -> String {
    let mut lines = vec![catalogue.say(&msg!("cli-failure", what = catalogue.say(&failure.what)))];
    if let Some(cause) = cause_in_one_line(failure) {
        lines.push(catalogue.say(&msg!("cli-failure-cause", cause = cause)));
    }
    if let Some(hint) = &failure.hint {
        lines.push(catalogue.say(&msg!("cli-failure-hint", hint = catalogue.say(hint))));
    }
    lines.join("\n")
}

/// The whole chain of causes, each one that adds something to the one before it.
fn cause_in_one_line(failure: &Failure) -> Option<String> {
    let mut texts: Vec<String> = Vec::new();
    let mut next = failure.source();
    while let Some(cause) = next {
        let text = cause.to_string();
        if texts.last().is_none_or(|last| !last.contains(&text)) {
            texts.push(text);
        }
        next = cause.source();
    }
    (!texts.is_empty()).then(|| texts.join(": "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Language;

    #[test]
    fn a_failure_says_what_happened_why_and_what_to_do_in_both_languages() {
        let failure = Failure::new(Kind::Storage, msg!("cli-cannot-write", path = "a b.json"))
            .because(std::io::Error::other("disk full"))
            .hint(msg!("cli-no-keyboard-hint"));
        insta::assert_snapshot!(in_words(&failure, &Catalogue::new(Language::En)), @r"
        mynah: a b.json cannot be written.
        Reason: disk full
        What to do: Try again with --plain.
        ");
        insta::assert_snapshot!(in_words(&failure, &Catalogue::new(Language::Ko)), @r"
        mynah: a b.json을 쓸 수 없습니다.
        이유: disk full
        해결 방법: --plain을 붙여 다시 해 보세요.
        ");
    }
}
