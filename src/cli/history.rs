//! `mynah history`: the attempts, newest first.

use jiff::tz::TimeZone;

use crate::domain::Failure;
use crate::report;
use crate::store::Filter;

use super::arguments::History;
use super::context::Context;
use super::output;

pub fn run(context: &Context, arguments: &History) -> Result<(), Failure> {
    let prompt = match &arguments.prompt {
        Some(id) => Some(context.library()?.find(id)?.id.clone()),
        None => None,
    };
    let attempts = context.store()?.history(&Filter { prompt, ..Filter::default() })?;
    let zone = TimeZone::system();
    if arguments.json {
        output::print_json(&report::history_json(&attempts));
    } else if arguments.csv {
        output::print(&report::history_csv(&attempts, &zone));
    } else {
        output::print(&report::history_text(&attempts, &context.page(&zone)));
    }
    Ok(())
}
