//! `mynah history`: the attempts, newest first.

use jiff::tz::TimeZone;

use crate::domain::{AttemptState, Failure, Kind, Language};
use crate::msg;
use crate::report;
use crate::store::Search;

use super::arguments::History;
use super::context::Context;
use super::output;

pub fn run(context: &Context, arguments: &History) -> Result<(), Failure> {
    let prompt = match &arguments.prompt {
        Some(id) => Some(context.library()?.find(id)?.id.clone()),
        None => None,
    };
    let zone = TimeZone::system();
    let since = arguments.since.map(|date| date.to_zoned(zone.clone()).map(|begin| begin.timestamp())).transpose();
    let since = since.map_err(|error| Failure::new(Kind::BadInput, msg!("cli-history-no-date")).because(error))?;
    let shown = Search::default().states;
    let attempts = context.store()?.summaries(&Search {
        prompt,
        language: arguments.lang.map(Language::from),
        states: if arguments.deleted { vec![AttemptState::Deleted, AttemptState::Discarded] } else { shown },
        tag: arguments.tag.clone(),
        marked: arguments.marked,
        since,
        text: arguments.find.clone(),
    })?;
    if arguments.json {
        output::print_json(&report::history_json(&attempts));
    } else if arguments.csv {
        output::print(&report::history_csv(&attempts, &zone));
    } else {
        output::print(&report::history_text(&attempts, &context.page(&zone)));
        let bytes: u64 = attempts.iter().filter_map(|attempt| std::fs::metadata(&attempt.file).ok()).map(|file| file.len()).sum();
        context.remark(&msg!("cli-history-disk", count = attempts.len(), megabytes = format!("{:.1}", bytes as f64 / 1e6)));
    }
    Ok(())
}
