//! `mynah prompts`: look at the questions, and check packs of one's own.

use crate::domain::{Failure, Kind, Prompt};
use crate::msg;
use crate::prompt;

use super::arguments::{CheckPrompts, ListPrompts, PromptsAction, ShowPrompt};
use super::context::Context;
use super::output;

pub fn run(context: &Context, action: &PromptsAction) -> Result<(), Failure> {
    match action {
        PromptsAction::List(arguments) => list(context, arguments),
        PromptsAction::Show(arguments) => show(context, arguments),
        PromptsAction::Check(arguments) => check(context, arguments),
    }
}

fn list(context: &Context, arguments: &ListPrompts) -> Result<(), Failure> {
    let library = context.library()?;
    context.warn_about(&library);
    let mut prompts: Vec<&Prompt> = Vec::new();
    if arguments.pack.is_empty() {
        prompts.extend(library.prompts());
    }
    for pack in &arguments.pack {
        prompts.extend(library.find_pack(pack)?);
    }
    if arguments.json {
        output::print_json(&prompt::list_json(&prompts));
    } else {
        output::print(&prompt::list_text(&prompts, &context.catalogue, output::width()));
    }
    Ok(())
}

fn show(context: &Context, arguments: &ShowPrompt) -> Result<(), Failure> {
    let library = context.library()?;
    let prompt = library.find(&arguments.id)?;
    if arguments.json {
        output::print_json(&prompt::show_json(prompt));
    } else {
        output::print(&prompt::show_text(prompt, &context.catalogue, output::width()));
    }
    Ok(())
}

/// Every file is checked, whatever the ones before it hold.
fn check(context: &Context, arguments: &CheckPrompts) -> Result<(), Failure> {
    let library = context.library()?;
    let mut faulty = 0;
    for file in &arguments.files {
        let (pack, problems) = library.check(file);
        output::print(&prompt::check_text(&pack, &problems, &context.catalogue));
        faulty += usize::from(!problems.is_empty());
    }
    if faulty > 0 { Err(Failure::new(Kind::BadInput, msg!("cli-packs-faulty", count = faulty))) } else { Ok(()) }
}
