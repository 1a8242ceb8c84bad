//! Many answers as a table, each with the way to its own page.

use maud::{Markup, html};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::Text;
use super::document::document;
use crate::domain::{Adherence, Attempt, Prompt};
use crate::msg;
use crate::report::text::{points, title_and_facts, verdict};
use crate::report::{Page, clock};

/// What stands in a path and is no name.
const IN_A_PATH: &AsciiSet = &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'.');

/// One answer of the table.
#[derive(Clone, Debug)]
pub struct Row<'a> {
    pub attempt: &'a Attempt,
    pub prompt: Option<&'a Prompt>,
    /// The page about it, from the folder of the table, with `/` between names.
    pub page: String,
}

/// The table as an HTML file of its own, in the order given.
pub fn overview_page(rows: &[Row<'_>], page: &Page<'_>) -> String {
    let title = page.say(&msg!("report-page-all", count = rows.len()));
    let body = html! {
        main {
            h1 { (title) }
            @if rows.is_empty() { p { (page.say(&msg!("report-history-empty"))) } } @else { (table(rows, page)) }
        }
    };
    document(&title, page, &body)
}

fn table(rows: &[Row<'_>], page: &Page<'_>) -> Markup {
    let names = [
        msg!("report-history-date"),
        msg!("report-history-prompt"),
        msg!("report-history-length"),
        msg!("report-history-verdict"),
        msg!("report-page-points-of"),
    ];
    html! {
        table class="overview" {
            thead { tr { @for name in &names { th scope="col" { (page.say(name)) } } } }
            tbody { @for row in rows { (line(row, page)) } }
        }
    }
}

fn line(row: &Row<'_>, page: &Page<'_>) -> Markup {
    let measured = row.attempt.measurements.as_ref();
    let adherence = measured.and_then(|measured| measured.adherence);
    html! {
        tr {
            td class="figure" { (page.date(row.attempt.recorded_at)) }
            th scope="row" { a href=(utf8_percent_encode(&row.page, IN_A_PATH).to_string()) { (Text(&title_and_facts(row.attempt, row.prompt, page).0)) } }
            td class="figure" { @if let Some(measured) = measured { (clock(measured.answer_s)) } }
            td { @if let Some(adherence) = adherence { span class=(if adherence == Adherence::Within { "within" } else { "outside" }) { (page.say(&verdict(adherence))) } } }
            td class="figure" { @if let Some(known) = row.attempt.points() { (points(known)) } }
        }
    }
}
