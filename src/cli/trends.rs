//! `mynah progress`: whether it gets better.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::domain::{AttemptState, Failure, Language, Prompt, PromptId, Summary};
use crate::prompt::Library;
use crate::report::{self, Known, ProgressPage};
use crate::store::Search;
use crate::tui;

use super::arguments::{Progress, ProgressFormat};
use super::context::Context;
use super::report::write;
use super::{output, stories};

pub fn run(context: &Context, arguments: &Progress) -> Result<(), Failure> {
    let (store, library, zone) = (context.store()?, context.library()?, TimeZone::system());
    let prompt = arguments.prompt.as_deref().map(|id| library.find(id).map(|prompt| prompt.id.clone())).transpose()?;
    let language = arguments.lang.map(Language::from);
    let attempts = store.summaries(&Search { prompt, language, states: vec![AttemptState::Complete], ..Search::default() })?;
    let now = Timestamp::now();
    let due = store.reviews()?.iter().filter(|review| review.due_at <= now && language.is_none_or(|language| review.language == language)).count();
    let prompts: Vec<&Prompt> = library.prompts().iter().collect();
    let (own, ties) = (store.stories()?, store.ties()?);
    let principles = stories::principles(&own, &library);
    let known = Known { prompts: &prompts, principles: &principles, stories: &own, ties: &ties };
    let pace = |language| pace(context, language);
    let found = report::progress(&attempts, known, &pace, due, zone.to_datetime(now).date(), &zone);
    let format = if arguments.json { Some(ProgressFormat::Json) } else { arguments.format };
    let text = match format {
        None => report::progress_text(&found, &chart(&found), &context.page(&zone)),
        Some(ProgressFormat::Json) => report::progress_json(&found).to_string(),
        Some(ProgressFormat::Html) => return page(context, arguments, &found, &library, &attempts),
    };
    write(arguments.output.as_deref(), &text, files(&attempts))
}

fn pace(context: &Context, language: Language) -> (f64, f64) {
    let band = context.rubric.pace(language);
    (band.lower, band.upper)
}

/// Into the file that was named; else into the data folder, and says where.
fn page(context: &Context, arguments: &Progress, found: &report::Progress, library: &Library, attempts: &[Summary]) -> Result<(), Failure> {
    let question = |id: &PromptId, language: Language| library.get(id)?.text.get_or_other(language).cloned();
    let shown = ProgressPage { progress: found, question: &question, pace: &|language| pace(context, language) };
    let text = report::progress_page(&shown, &context.page(&TimeZone::system()));
    let path = arguments.output.clone().unwrap_or_else(|| context.home.reports().join("progress.html"));
    write(Some(&path), &text, files(attempts))?;
    if arguments.output.is_none() {
        output::print(&path.display().to_string());
    }
    Ok(())
}

fn files(attempts: &[Summary]) -> impl Iterator<Item = &std::path::Path> {
    attempts.iter().map(|attempt| attempt.file.as_path())
}

/// The points of the latest answers; more than a column each cannot be told apart.
fn chart(found: &report::Progress) -> String {
    const MOST: usize = 100;
    let points = &found.points[found.points.len().saturating_sub(MOST)..];
    let day = |at: Option<&(jiff::civil::Date, f64)>| at.map(|(day, _)| day.strftime("%m-%d").to_string()).unwrap_or_default();
    let values: Vec<f64> = points.iter().map(|(_, points)| points * 100.0).collect();
    tui::line_chart(&values, 100.0, &day(points.first()), &day(points.last()), output::width())
}
