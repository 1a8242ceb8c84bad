//! Progress as a page: what got better and what did not, measure by measure, question by question; principles against stories.

use std::collections::BTreeSet;

use maud::{Markup, html};

use super::answer::{named, tile};
use super::chart;
use super::document::document;
use super::{Text, heading};
use crate::domain::{Language, Message, PromptId};
use crate::msg;
use crate::report::Page;
use crate::report::progress::{Change, Mark, Measure, OfPrinciple, OfPrompt, OfStory, Progress, Trend};
use crate::report::progress_text::{change_name, figure, measure_name};

/// So many questions have charts, the ones answered last; `--prompt` shows any other.
const CHARTED: usize = 30;

/// What the page shows besides the figures.
pub struct ProgressPage<'a> {
    pub progress: &'a Progress,
    /// The question in a language, where it is still known.
    pub question: &'a dyn Fn(&PromptId, Language) -> Option<String>,
    /// The band that a pace should lie in.
    pub pace: &'a dyn Fn(Language) -> (f64, f64),
}

/// The progress as one HTML file.
pub fn progress_page(shown: &ProgressPage<'_>, page: &Page<'_>) -> String {
    let (found, title) = (shown.progress, page.say(&msg!("report-progress-title")));
    let body = html! {
        main {
            h1 { (title) }
            @if found.attempts == 0 { p { (page.say(&msg!("report-history-empty"))) } } @else {
                (summary(shown, page))
                (section("measures", &msg!("report-page-progress-measures"), &measures(shown, page), page))
                (section("questions", &msg!("report-page-progress-questions"), &questions(shown, page), page))
                @for (at, of) in charted(found).enumerate() { (question(at + 1, of, shown, page)) }
                @if !found.principles.is_empty() { (section("principles", &msg!("report-page-progress-principles"), &map(found, page), page)) }
            }
        }
    };
    document(&title, page, &body)
}

fn section(name: &str, title: &Message, content: &Markup, page: &Page<'_>) -> Markup {
    html! { section aria-labelledby=(name) { (heading(2, name, html! { (page.say(title)) })) (content) } }
}

fn summary(shown: &ProgressPage<'_>, page: &Page<'_>) -> Markup {
    let found = shown.progress;
    let points = |mark: &Option<Mark>| mark.as_ref().map(|mark| figure(Measure::Points, mark.points));
    let marks = [(msg!("report-progress-latest"), &found.latest), (msg!("report-progress-best"), &found.best)];
    let rows: Vec<(Message, String)> = marks.into_iter().filter_map(|(name, mark)| Some((name, mark_text(mark.as_ref()?, shown)))).collect();
    html! {
        dl class="summary" {
            (tile(&msg!("report-page-answer-count"), &found.attempts.to_string(), "", page))
            (tile(&msg!("report-progress-days"), &found.days.to_string(), "", page))
            (tile(&msg!("report-progress-streak"), &found.streak.to_string(), "", page))
            (tile(&msg!("report-progress-due"), &found.due.to_string(), "", page))
            @if let Some(points) = points(&found.latest) { (tile(&msg!("report-progress-latest-points"), &points, "/ 100", page)) }
            @if let Some(points) = points(&found.best) { (tile(&msg!("report-progress-best-points"), &points, "/ 100", page)) }
        }
        (named(&rows, page))
    }
}

fn mark_text(mark: &Mark, shown: &ProgressPage<'_>) -> String {
    let question = mark.prompt.as_ref().map(|prompt| question_text(prompt, mark.language, shown));
    question.into_iter().chain([mark.day.to_string(), mark.attempt.clone()]).collect::<Vec<_>>().join(" · ")
}

fn question_text(prompt: &PromptId, language: Language, shown: &ProgressPage<'_>) -> String {
    (shown.question)(prompt, language).unwrap_or_else(|| prompt.0.clone())
}

fn measures(shown: &ProgressPage<'_>, page: &Page<'_>) -> Markup {
    let trends = &shown.progress.trends;
    let rows: Vec<(Message, String)> = [Change::Better, Change::Worse, Change::Same, Change::Unknown]
        .into_iter()
        .filter_map(|change| Some((change_name(change), names(trends, change, page)?)))
        .collect();
    html! {
        (named(&rows, page))
        p class="hint-still" { (page.say(&msg!("report-page-progress-how"))) }
        (charts(trends, shown, page))
    }
}

/// The names of the measures that changed so; `None` where there are none.
fn names(trends: &[Trend], change: Change, page: &Page<'_>) -> Option<String> {
    let names: Vec<String> = trends.iter().filter(|trend| trend.change == change).map(|trend| page.say(&measure_name(trend))).collect();
    (!names.is_empty()).then(|| names.join(", "))
}

fn charts(trends: &[Trend], shown: &ProgressPage<'_>, page: &Page<'_>) -> Markup {
    html! { div class="charts" { @for trend in trends { (chart::trend(trend, trend.language.map(shown.pace), page)) } } }
}

/// Every question in a line.
fn questions(shown: &ProgressPage<'_>, page: &Page<'_>) -> Markup {
    let title = page.say(&msg!("report-page-progress-questions"));
    let heads = [
        msg!("report-history-prompt"),
        msg!("report-page-answer-count"),
        msg!("report-page-progress-from-to"),
        msg!("report-progress-best-points"),
        msg!("report-progress-better"),
        msg!("report-progress-worse"),
    ];
    let points = |points: Option<f64>| points.map_or_else(|| "–".to_owned(), |points| figure(Measure::Points, points));
    scrolled(
        &title,
        &html! {
            table class="wide" {
                thead { tr { @for head in &heads { th scope="col" { (page.say(head)) } } } }
                tbody { @for of in &shown.progress.prompts {
                    tr {
                        th scope="row" { span lang=(of.language.code()) { (Text(&question_text(&of.prompt, of.language, shown))) } }
                        td class="figure" { (of.attempts) }
                        td class="figure" { (points(of.first)) " → " (points(of.latest)) }
                        td class="figure" { (points(of.best)) @if let Some(id) = &of.best_attempt { " " span class="facts" { (id) } } }
                        td class="within" { @if let Some(names) = names(&of.trends, Change::Better, page) { (names) } }
                        td class="outside" { @if let Some(names) = names(&of.trends, Change::Worse, page) { (names) } }
                    }
                } }
            }
        },
    )
}

/// Questions with something to chart.
fn charted(found: &Progress) -> impl Iterator<Item = &OfPrompt> {
    found.prompts.iter().filter(|of| of.attempts > 1).take(CHARTED)
}

fn question(number: usize, of: &OfPrompt, shown: &ProgressPage<'_>, page: &Page<'_>) -> Markup {
    let id = format!("question-{number}");
    let title = question_text(&of.prompt, of.language, shown);
    html! {
        section aria-labelledby=(id) {
            (heading(3, &id, html! { span lang=(of.language.code()) { (Text(&title)) } }))
            p class="facts" { (Text(&facts(of, page))) }
            (charts(&of.trends, shown, page))
        }
    }
}

fn facts(of: &OfPrompt, page: &Page<'_>) -> String {
    let latest = of.latest_attempt.iter().map(|id| page.say(&msg!("report-progress-latest-id", id = id)));
    let best = of.best_attempt.iter().map(|id| page.say(&msg!("report-progress-best-id", id = id)));
    [of.prompt.0.clone(), of.language.code().to_owned()].into_iter().chain(latest).chain(best).collect::<Vec<_>>().join(" · ")
}

/// Principles down, stories across: how often each was told for each, and what is prepared.
fn map(found: &Progress, page: &Page<'_>) -> Markup {
    let stories = stories(found);
    let title = page.say(&msg!("report-page-progress-principles"));
    let heads = [msg!("report-page-answer-count"), msg!("report-progress-best-points")];
    let table = html! {
        table class="wide map" {
            thead { tr {
                th scope="col" { (page.say(&msg!("report-page-principle"))) }
                @for head in &heads { th scope="col" { (page.say(head)) } }
                @for story in &stories { th scope="col" { (story.id) @if let Some(other) = &story.translation { br; (other) } } }
            } }
            tbody { @for of in &found.principles {
                tr {
                    th scope="row" { (Text(&page.competency(&of.competency))) }
                    td class="figure" { (of.attempts) }
                    td class="figure" { @if let Some(best) = of.best { (figure(Measure::Points, best)) } @else { span class="outside" { (page.say(&msg!("report-progress-hole"))) } } }
                    @for story in &stories { td class="figure" { (cell(of, story)) } }
                }
            } }
        }
    };
    html! {
        (scrolled(&title, &table))
        p class="facts" { (page.say(&msg!("report-page-progress-map"))) }
        dl class="rows" { @for story in stories.iter().filter(|story| !story.title.is_empty()) { div { dt { (story.id) } dd { (Text(&story.title)) } } } }
    }
}

/// Those there are, and those that were told and are gone.
fn stories(found: &Progress) -> Vec<OfStory> {
    let known: BTreeSet<&String> = found.stories.iter().flat_map(|story| std::iter::once(&story.id).chain(&story.translation)).collect();
    let told: BTreeSet<&String> = found.principles.iter().flat_map(|of| of.stories.keys()).collect();
    let gone = told.into_iter().filter(|id| !known.contains(id)).map(|id| OfStory { id: id.clone(), translation: None, title: String::new() });
    found.stories.iter().cloned().chain(gone).collect()
}

/// How often the story was told for the principle, in either language; a ring where it is prepared and was not told.
fn cell(of: &OfPrinciple, story: &OfStory) -> String {
    let ids = || std::iter::once(&story.id).chain(&story.translation);
    let told: usize = ids().filter_map(|id| of.stories.get(id)).sum();
    match told {
        0 if ids().any(|id| of.prepared.contains(id)) => "○".to_owned(),
        0 => String::new(),
        told => told.to_string(),
    }
}

/// A table that may be wider than the page; it can be scrolled with the keyboard.
fn scrolled(title: &str, table: &Markup) -> Markup {
    html! { div class="scrolled" role="region" tabindex="0" aria-label=(title) { (table) } }
}

#[cfg(test)]
mod tests {
    use jiff::tz::TimeZone;

    use super::*;
    use crate::domain::Summary;
    use crate::messages::Catalogue;
    use crate::report::page::tests::check_order;
    use crate::report::progress::tests::{better, found};

    fn page_of(answers: &[Summary], question: &dyn Fn(&PromptId, Language) -> Option<String>, language: Language) -> String {
        let catalogue = Catalogue::new(language);
        let page = Page { catalogue: &catalogue, zone: &TimeZone::UTC, width: 80 };
        progress_page(&ProgressPage { progress: &found(answers, 4), question, pace: &|_| (110.0, 180.0) }, &page)
    }

    #[test]
    fn what_got_better_comes_first_then_questions_then_principles() {
        let question = |_: &PromptId, _: Language| Some("What did you <b>own</b>?".to_owned());
        let english = [
            "<h1>Progress</h1>",
            ">Answers</dt><dd><strong>4</strong>",
            "2026-11-04 · a4",
            "better",
            "Points, Off the target",
            "<polyline",
            "As a table",
            "2026-11-01",
            "Questions",
            "What did you &lt;b&gt;own&lt;/b&gt;?",
            "50 → 80",
            "question-1",
            "Ownership",
            "Frugality",
            "not answered yet",
            "Story s4",
        ];
        check_order(&page_of(&better(), &question, Language::En), &english);
        check_order(&page_of(&better(), &question, Language::Ko), &["lang=\"ko\"", "나아짐", "점수, 목표와의 차이", "아직 답하지 않음"]);
    }

    #[test]
    fn a_cell_tells_what_was_told_in_either_language_and_what_is_only_prepared() {
        let mut answers = better();
        answers[3].told = Some(crate::domain::StoryId("s9".to_owned()));
        answers[2].told = Some(crate::domain::StoryId("gone".to_owned()));
        let found = found(&answers, 4);
        let columns = stories(&found);
        assert_eq!(columns.iter().map(|story| story.id.as_str()).collect::<Vec<_>>(), ["s4", "s7", "gone"]);
        let row = |of: &OfPrinciple| columns.iter().map(|story| cell(of, story)).collect::<Vec<_>>();
        assert_eq!(row(&found.principles[0]), ["2", "1", "1"]);
        assert_eq!(row(&found.principles[1]), ["", "○", ""]);
    }

    #[test]
    fn without_answers_the_page_says_how_to_begin() {
        let page = page_of(&[], &|_, _| None, Language::En);
        assert!(page.contains("mynah practice") && !page.contains("<svg"));
    }

    #[test]
    fn hostile_text_stays_text() {
        let question = |_: &PromptId, _: Language| Some("<script>alert(1)</script>\u{202E}turned 👩‍💻".to_owned());
        let page = page_of(&better(), &question, Language::En);
        assert!(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;turned 👩‍💻") && !page.contains('\u{202E}'));
        assert_eq!(page.matches("<script>").count(), 1, "the page's own");
        assert!(!page.contains("style=") && !page.contains("onclick="), "the policy would keep it from doing anything");
    }

    /// Ten years of rehearsing make a page that a browser still opens at once.
    #[test]
    fn a_long_history_makes_a_page_of_a_bounded_size() {
        let many: Vec<Summary> = (0..10_000)
            .map(|at| {
                let mut answer = better()[at % 4].clone();
                answer.prompt = Some(PromptId(format!("p.{}", at % 400)));
                answer
            })
            .collect();
        assert!(page_of(&many, &|_, _| None, Language::En).len() < 1_500_000);
    }
}
