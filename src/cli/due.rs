//! `mynah due`: what would be asked next, and why.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::domain::{Failure, Kind, Language, Prompt};
use crate::msg;
use crate::practice;
use crate::schedule;

use super::arguments::Due;
use super::context::Context;
use super::output;

pub fn run(context: &Context, arguments: &Due) -> Result<(), Failure> {
    let library = context.library()?;
    context.warn_about(&library);
    let (store, now) = (context.store()?, Timestamp::now());
    let prompts: Vec<&Prompt> = library.offered().collect();
    let languages = [context.practice_language(None)];
    let agenda = context.agenda(&prompts, &languages)?;
    let choice = practice::choose_next(&store, &prompts, &languages, agenda.new_per_day, now, 0)?;
    agenda.remark.iter().for_each(|remark| context.remark(remark));
    let Some(choice) = choice else {
        return Err(Failure::new(Kind::NothingDue, msg!("cli-nothing-due")).hint(msg!("cli-nothing-due-hint")));
    };
    let why = context.catalogue.say(&schedule::why_message(&choice.why, now, &TimeZone::system()));
    let text = library.get(&choice.prompt).and_then(|prompt| prompt.text.get_or_other(choice.language)).map_or("", String::as_str);
    if arguments.json {
        output::print_json(&json(&choice.prompt.0, choice.language, text, &why));
    } else {
        output::print(&format!("{}  {text}", choice.prompt));
        if arguments.why {
            output::print(&why);
        }
    }
    Ok(())
}

fn json(prompt: &str, language: Language, text: &str, why: &str) -> serde_json::Value {
    serde_json::json!({ "prompt": prompt, "language": language, "text": text, "why": why })
}
