//! `mynah progress`: whether it gets better.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::domain::{AttemptState, Failure, Language, Prompt};
use crate::report;
use crate::store::Search;
use crate::tui;

use super::arguments::Progress;
use super::context::Context;
use super::{output, stories};

pub fn run(context: &Context, arguments: &Progress) -> Result<(), Failure> {
    let (store, library, zone) = (context.store()?, context.library()?, TimeZone::system());
    let prompt = arguments.prompt.as_deref().map(|id| library.find(id).map(|prompt| prompt.id.clone())).transpose()?;
    let language = arguments.lang.map(Language::from);
    let attempts = store.summaries(&Search { prompt, language, states: vec![AttemptState::Complete], ..Search::default() })?;
    let now = Timestamp::now();
    let due = store.reviews()?.iter().filter(|review| review.due_at <= now && language.is_none_or(|language| review.language == language)).count();
    let prompts: Vec<&Prompt> = library.prompts().iter().collect();
    let principles = stories::principles(&store.stories()?, &library);
    let pace = |language: Language| {
        let band = context.rubric.pace(language);
        (band.lower, band.upper)
    };
    let found = report::progress(&attempts, &prompts, &principles, &pace, due, zone.to_datetime(now).date(), &zone);
    if arguments.json {
        output::print_json(&report::progress_json(&found));
    } else {
        output::print(&report::progress_text(&found, &chart(&found), &context.page(&zone)));
    }
    Ok(())
}

/// The points of the latest answers; more than a column each cannot be told apart.
fn chart(found: &report::Progress) -> String {
    const MOST: usize = 100;
    let points = &found.points[found.points.len().saturating_sub(MOST)..];
    let day = |at: Option<&(jiff::civil::Date, f64)>| at.map(|(day, _)| day.strftime("%m-%d").to_string()).unwrap_or_default();
    let values: Vec<f64> = points.iter().map(|(_, points)| points * 100.0).collect();
    tui::line_chart(&values, 100.0, &day(points.first()), &day(points.last()), output::width())
}
