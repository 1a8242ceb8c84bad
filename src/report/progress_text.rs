//! Progress for people, in a terminal.

use super::Page;
use super::progress::{Change, Measure, OfPrinciple, OfPrompt, Progress, Trend};
use super::wrap::{hang, pad, wrap};
use crate::domain::{Language, Message};
use crate::msg;

/// Columns of the names of measures, and of principles.
const NAMES: usize = 20;
const PRINCIPLES: usize = 32;

/// For people; `chart` is the picture of the points, where there is one.
pub fn progress_text(progress: &Progress, chart: &str, page: &Page<'_>) -> String {
    if progress.attempts == 0 {
        return wrap(&page.say(&msg!("report-history-empty")), page.width()).join("\n") + "\n";
    }
    let head = msg!("report-progress-head", attempts = progress.attempts, days = progress.days, streak = progress.streak, due = progress.due);
    let mut sections = vec![wrap(&page.say(&head), page.width()), trend_lines(&progress.trends, page)];
    sections.extend((!chart.is_empty()).then(|| vec![page.say(&msg!("report-progress-chart")), chart.trim_end().to_owned()]));
    sections.push(prompt_lines(&progress.prompts, page));
    sections.push(principle_lines(&progress.principles, page));
    let sections: Vec<String> = sections.into_iter().filter(|lines| !lines.is_empty()).map(|lines| lines.join("\n")).collect();
    sections.join("\n\n") + "\n"
}

fn trend_lines(trends: &[Trend], page: &Page<'_>) -> Vec<String> {
    let line = |trend: &Trend| {
        let name = pad(&page.say(&measure_name(trend)), NAMES);
        match (trend.earlier, trend.later) {
            (Some(earlier), Some(later)) => {
                let (from, to) = (figure(trend.measure, earlier), figure(trend.measure, later));
                format!("{name}{from} → {to}  {}", page.say(&change_name(trend.change)))
            }
            _ => format!("{name}{}", page.say(&change_name(Change::Unknown))),
        }
    };
    trends.iter().map(line).collect()
}

fn prompt_lines(prompts: &[OfPrompt], page: &Page<'_>) -> Vec<String> {
    let points = |points: Option<f64>| points.map_or_else(|| "-".to_owned(), |points| figure(Measure::Points, points));
    let mut lines = vec![page.say(&msg!("report-progress-questions"))];
    for of in prompts.iter().filter(|of| of.attempts > 1) {
        let [first, latest, best] = [of.first, of.latest, of.best].map(points);
        let id = of.best_attempt.clone().unwrap_or_default();
        let facts = msg!("report-progress-question", attempts = of.attempts, first = first, latest = latest, best = best, id = id);
        lines.extend(hang(&format!("  {} {}  ", of.prompt, of.language.code()), &page.say(&facts), page.width()));
        for (change, key) in [(Change::Better, msg!("report-progress-better")), (Change::Worse, msg!("report-progress-worse"))] {
            let names: Vec<String> = of.trends.iter().filter(|trend| trend.change == change).map(|trend| page.say(&measure_name(trend))).collect();
            if !names.is_empty() {
                lines.extend(hang("      ", &format!("{}: {}", page.say(&key), names.join(", ")), page.width()));
            }
        }
    }
    if lines.len() > 1 { lines } else { Vec::new() }
}

fn principle_lines(principles: &[OfPrinciple], page: &Page<'_>) -> Vec<String> {
    if principles.is_empty() {
        return Vec::new();
    }
    let line = |of: &OfPrinciple| {
        let name = format!("  {}  ", pad(page.competency(&of.competency).as_str(), PRINCIPLES));
        let stories: Vec<String> = of.stories.iter().map(|(story, count)| format!("{story}×{count}")).collect();
        let facts = match of.best {
            Some(best) => page.say(&msg!("report-progress-principle", attempts = of.attempts, best = figure(Measure::Points, best))),
            None => page.say(&msg!("report-progress-hole")),
        };
        hang(&name, &[vec![facts], stories].concat().join(" "), page.width())
    };
    std::iter::once(page.say(&msg!("report-progress-principles"))).chain(principles.iter().flat_map(line)).collect()
}

pub(super) fn measure_name(trend: &Trend) -> Message {
    match trend.measure {
        Measure::Points => msg!("report-measure-points"),
        Measure::OffTarget => msg!("report-measure-off-target"),
        Measure::Pace => match trend.language {
            Some(Language::Ko) => msg!("report-measure-syllables"),
            _ => msg!("report-measure-words"),
        },
        Measure::FillersPerMin => msg!("report-measure-fillers"),
        Measure::LatencyS => msg!("report-measure-latency"),
    }
}

pub(super) fn change_name(change: Change) -> Message {
    match change {
        Change::Better => msg!("report-progress-better"),
        Change::Worse => msg!("report-progress-worse"),
        Change::Same => msg!("report-progress-same"),
        Change::Unknown => msg!("report-progress-unknown"),
    }
}

pub(super) fn figure(measure: Measure, value: f64) -> String {
    match measure {
        Measure::Points => format!("{:.0}", value * 100.0),
        Measure::OffTarget => format!("{:.0}%", value * 100.0),
        Measure::Pace => format!("{value:.0}"),
        Measure::FillersPerMin | Measure::LatencyS => format!("{value:.1}"),
    }
}

#[cfg(test)]
mod tests {
    use jiff::tz::TimeZone;

    use super::*;
    use crate::messages::Catalogue;
    use crate::report::progress::progress_json;
    use crate::report::progress::tests::{better, found};

    #[test]
    fn progress_reads_as_a_page() {
        let answers = better();
        let text = |language: Language| {
            let catalogue = Catalogue::new(language);
            progress_text(&found(&answers, 4), "", &Page { catalogue: &catalogue, zone: &TimeZone::UTC, width: 80 })
        };
        insta::assert_snapshot!(text(Language::En), @r"
        4 answers on 4 days · 4 in a row · 3 due now

        Points              55 → 75  better
        Off the target      55% → 15%  better
        Words a min         138 → 138  about the same
        Fillers a min       2.8 → 2.8  about the same
        First word (s)      1.2 → 1.2  about the same

        Questions you answered more than once
          amazon.ownership.1 en  4 answers, 50 → 80 points, best 80 (a4)
              better: Points, Off the target

        Principles
          Ownership                         4 answers, best 80 s4×4
          Frugality                         not answered yet
        ");
        insta::assert_snapshot!(text(Language::Ko), @r"
        4일 동안 답변 4개 · 4일 연속 · 지금 복습할 질문 3개

        점수                55 → 75  나아짐
        목표와의 차이       55% → 15%  나아짐
        1분당 단어          138 → 138  비슷함
        1분당 군말          2.8 → 2.8  비슷함
        첫마디까지(초)      1.2 → 1.2  비슷함

        두 번 이상 답한 질문
          amazon.ownership.1 en  4번, 50 → 80점, 최고 80점(a4)
              나아짐: 점수, 목표와의 차이

        원칙
          Ownership                         답변 4개, 최고 80점 s4×4
          Frugality                         아직 답하지 않음
        ");
    }

    #[test]
    fn without_answers_there_is_nothing_to_show() {
        let catalogue = Catalogue::new(Language::En);
        let page = Page { catalogue: &catalogue, zone: &TimeZone::UTC, width: 80 };
        assert!(progress_text(&found(&[], 4), "", &page).contains("mynah practice"));
        assert_eq!(progress_json(&found(&[], 4))["attempts"], serde_json::json!(0));
    }
}
