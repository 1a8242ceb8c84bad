//! What a page of several answers says first: what they belong to, the time they took, and each answer in a line that leads to it.

use maud::{Markup, html};

use super::answer::{tile, time_bar, time_cell};
use super::{Shown, Text};
use crate::domain::{Attempt, Finding, Seconds};
use crate::msg;
use crate::report::round::{self, Occasion};
use crate::report::text::{points, question_text};
use crate::report::{Page, clock};

pub(super) fn header(occasion: &Occasion, answers: &[Shown<'_>], page: &Page<'_>, finding_text: &dyn Fn(&Finding) -> String) -> Markup {
    let attempts: Vec<&Attempt> = answers.iter().map(|answer| answer.attempt).collect();
    html! {
        header {
            h1 { (Text(&occasion.heading(page))) }
            p class="facts" { (occasion.facts(&attempts, page)) }
            dl class="summary" {
                @if let Some(took) = occasion.took(&attempts) { (time(took, occasion.planned(), page)) }
                (tile(&msg!("report-round-questions"), &round::questions(&attempts).to_string(), "", page))
                (tile(&msg!("report-round-follow-ups"), &attempts.iter().filter(|answer| answer.follows.is_some()).count().to_string(), "", page))
                (tile(&msg!("report-round-spoken"), &clock(round::spoken(&attempts)), "", page))
            }
            nav aria-label=(page.say(&msg!("report-page-answers"))) { (table(answers, page, finding_text)) }
        }
    }
}

/// The time that all of it took, against what was planned.
fn time(took: Seconds, planned: Option<Seconds>, page: &Page<'_>) -> Markup {
    html! {
        div class="time" {
            dt { (page.say(&msg!("report-round-time"))) }
            dd {
                strong { (clock(took)) }
                @if let Some(planned) = planned {
                    " " span { (page.say(&msg!("report-round-planned", planned = clock(planned)))) }
                    (time_bar(took, planned))
                }
            }
        }
    }
}

fn table(answers: &[Shown<'_>], page: &Page<'_>, finding_text: &dyn Fn(&Finding) -> String) -> Markup {
    let names = [msg!("report-history-prompt"), msg!("report-time"), msg!("report-page-points-of"), msg!("report-page-main-finding")];
    html! {
        table class="overview" {
            thead { tr { @for name in &names { th scope="col" { (page.say(name)) } } } }
            tbody { @for (at, answer) in answers.iter().enumerate() { (line(at + 1, answer, page, finding_text)) } }
        }
    }
}

fn line(number: usize, answer: &Shown<'_>, page: &Page<'_>, finding_text: &dyn Fn(&Finding) -> String) -> Markup {
    let attempt = answer.attempt;
    html! {
        tr class=[attempt.follows.is_some().then_some("follow-up")] {
            th scope="row" { a href={ "#answer-" (number) } { (Text(&question_text(attempt, answer.prompt, page))) } }
            td { (time_cell(attempt.measurements.as_ref(), page)) }
            td class="figure" { @if let Some(known) = attempt.points() { (points(known)) } }
            td { @if let Some(finding) = round::findings(attempt).next() { (Text(&finding_text(finding))) } }
        }
    }
}
