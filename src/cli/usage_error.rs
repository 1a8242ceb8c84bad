//! Says in the user's language what is wrong with a command line.

use std::process::ExitCode;

use clap::error::{ContextKind, ContextValue, Error, ErrorKind};

use crate::domain::{Failure, Kind, Message};
use crate::messages::Catalogue;
use crate::msg;

use super::{failure, output};

/// Help and version are what was asked for and go to standard output; everything else is bad use.
pub fn report(error: &Error, catalogue: &Catalogue) -> ExitCode {
    if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) {
        output::print(&error.render().to_string());
        return ExitCode::from(failure::DONE);
    }
    failure::report(&Failure::new(Kind::BadInput, what(error)).hint(hint(error)), catalogue)
}

fn what(error: &Error) -> Message {
    let argument = || text(error, ContextKind::InvalidArg);
    match error.kind() {
        ErrorKind::UnknownArgument => msg!("cli-unknown-argument", argument = argument()),
        ErrorKind::InvalidSubcommand => msg!("cli-unknown-command", command = text(error, ContextKind::InvalidSubcommand)),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation if text(error, ContextKind::InvalidValue).is_empty() => {
            msg!("cli-value-missing", argument = argument())
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            msg!("cli-bad-value", argument = argument(), value = text(error, ContextKind::InvalidValue))
        }
        ErrorKind::MissingRequiredArgument => msg!("cli-argument-missing", argument = argument()),
        ErrorKind::ArgumentConflict => msg!("cli-conflict", argument = argument(), other = text(error, ContextKind::PriorArg)),
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => msg!("cli-command-missing"),
        _ => msg!("cli-bad-use", detail = error.to_string().lines().next().unwrap_or_default()),
    }
}

fn hint(error: &Error) -> Message {
    let close = text(error, ContextKind::SuggestedArg) + &text(error, ContextKind::SuggestedSubcommand) + &text(error, ContextKind::SuggestedValue);
    let allowed = text(error, ContextKind::ValidValue);
    match (close.is_empty(), allowed.is_empty()) {
        (false, _) => msg!("cli-did-you-mean", close = close),
        (true, false) => msg!("cli-allowed-values", values = allowed),
        (true, true) => msg!("cli-see-help"),
    }
}

fn text(error: &Error, kind: ContextKind) -> String {
    match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join(", "),
        _ => String::new(),
    }
}
