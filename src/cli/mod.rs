//! The command line: arguments in, one file a command, failures out. Here the real parts are put together; nothing else knows all of them.

mod archive;
mod arguments;
mod attempt;
mod completions;
mod config;
mod context;
mod demo;
mod devices;
mod doctor;
mod due;
mod failure;
mod forget;
mod history;
mod import;
mod intro;
mod models;
mod output;
mod practice;
mod progress;
mod prompts;
mod recording;
mod replay;
mod report;
mod report_page;
mod report_round;
mod score;
mod star;
mod stories;
mod synonyms;
mod trends;
mod usage_error;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::FromArgMatches;

use crate::domain::{Failure, Language};
use crate::messages::Catalogue;
use crate::tui;

use arguments::{Action, Arguments};
use context::Context;

/// Runs the command that the process was started with.
pub fn run() -> ExitCode {
    tui::show_panics();
    let texts: Vec<OsString> = std::env::args_os().collect();
    let first_guess = Catalogue::new(arguments::ui_argument(&texts).unwrap_or_else(locale_language));
    let parsed = arguments::localised(&first_guess).try_get_matches_from(&texts).and_then(|matches| Arguments::from_arg_matches(&matches));
    let arguments = match parsed {
        Ok(arguments) => arguments,
        Err(error) => return usage_error::report(&error, &first_guess),
    };
    match Context::new(arguments.everywhere, locale_language()) {
        Err(failure) => failure::report(&failure, &first_guess),
        Ok(context) => match dispatch(&context, arguments.action) {
            Ok(()) => ExitCode::from(failure::DONE),
            Err(failure) => failure::report(&failure, &context.catalogue),
        },
    }
}

/// The language of the user's system, English where it is neither of the two.
fn locale_language() -> Language {
    sys_locale::get_locale().as_deref().and_then(Language::from_code).unwrap_or(Language::En)
}

fn dispatch(context: &Context, action: Action) -> Result<(), Failure> {
    match action {
        Action::Practice(arguments) => practice::run(context, &arguments),
        Action::Intro(arguments) => intro::run(context, &arguments),
        Action::Score(arguments) => score::run(context, &arguments),
        Action::Replay(arguments) => replay::run(context, &arguments),
        Action::Report(arguments) => report::run(context, &arguments),
        Action::Attempt(action) => attempt::run(context, &action),
        Action::History(arguments) => history::run(context, &arguments),
        Action::Export(arguments) => archive::export(context, &arguments),
        Action::ImportArchive(arguments) => archive::import(context, &arguments),
        Action::Progress(arguments) => trends::run(context, &arguments),
        Action::Forget(arguments) => forget::run(context, &arguments),
        Action::Due(arguments) => due::run(context, &arguments),
        Action::Import(arguments) => import::run(context, &arguments),
        Action::Stories(action) => stories::run(context, &action),
        Action::Star(arguments) => star::run(context, &arguments),
        Action::Prompts(action) => prompts::run(context, &action),
        Action::Models(action) => models::run(context, &action),
        Action::Config(arguments) => config::run(context, &arguments),
        Action::Devices(arguments) => devices::run(context, &arguments),
        Action::Doctor(arguments) => doctor::run(context, &arguments),
        Action::Demo(arguments) => demo::run(context, &arguments),
        Action::Completions(arguments) => completions::run(context, arguments.shell),
    }
}
