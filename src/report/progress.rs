//! How the answers change over weeks: measure by measure, question by question, principle by principle.
//!
//! A change is the mean of the later half of the values against that of the earlier half, so that one good day makes no trend.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::Serialize;
use serde_json::{Value, json};

use super::wrap::{hang, pad, wrap};
use super::{Page, json::tidy};
use crate::domain::{Language, Message, Prompt, PromptId, Summary, competency_title};
use crate::msg;

/// A figure that is followed over time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// 0 to 1.
    Points,
    /// How far the answer's length was from its target, as a share of it.
    OffTarget,
    /// Words a minute in English, syllables in Korean.
    Pace,
    FillersPerMin,
    LatencyS,
}

const MEASURES: [Measure; 5] = [Measure::Points, Measure::OffTarget, Measure::Pace, Measure::FillersPerMin, Measure::LatencyS];

/// Fewer values than this make no trend.
const LEAST: usize = 4;
/// A change of less than this share of the earlier figure is none: of two halves of the same answers in random order most differ by less.
const SAME: f64 = 0.05;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    Better,
    Worse,
    Same,
    /// Too few answers to say.
    Unknown,
}

/// How a measure went.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Trend {
    pub measure: Measure,
    /// Of the earlier half and of the later half.
    pub earlier: Option<f64>,
    pub later: Option<f64>,
    pub change: Change,
}

/// How the answers to one question went.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct OfPrompt {
    pub prompt: PromptId,
    pub language: Language,
    pub attempts: usize,
    pub first: Option<f64>,
    pub latest: Option<f64>,
    pub best: Option<f64>,
    /// The attempt with the most points.
    pub best_attempt: Option<String>,
    pub trends: Vec<Trend>,
}

/// How far a principle is covered.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct OfPrinciple {
    pub competency: String,
    pub attempts: usize,
    pub best: Option<f64>,
    /// The stories that were told for it, each with how often.
    pub stories: BTreeMap<String, usize>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Progress {
    pub attempts: usize,
    /// Days with an answer.
    pub days: usize,
    /// Days in a row with an answer, up to today or yesterday.
    pub streak: usize,
    pub due: usize,
    pub trends: Vec<Trend>,
    pub prompts: Vec<OfPrompt>,
    pub principles: Vec<OfPrinciple>,
    /// The points of every answer, oldest first, each with its day.
    pub points: Vec<(Date, f64)>,
}

/// What `attempts`, newest first, show on the day `today`; `pace` is the band that a pace should lie in, `principles` are those that are asked for, in their order.
pub fn progress(
    attempts: &[Summary],
    prompts: &[&Prompt],
    principles: &[&str],
    pace: &dyn Fn(Language) -> (f64, f64),
    due: usize,
    today: Date,
    zone: &TimeZone,
) -> Progress {
    let oldest_first: Vec<&Summary> = attempts.iter().rev().filter(|attempt| attempt.points.is_some()).collect();
    let day = |attempt: &&Summary| zone.to_datetime(attempt.recorded_at).date();
    let days: BTreeSet<Date> = oldest_first.iter().map(day).collect();
    Progress {
        attempts: oldest_first.len(),
        days: days.len(),
        streak: streak(&days, today),
        due,
        trends: trends(&oldest_first, pace),
        prompts: of_prompts(&oldest_first, pace),
        principles: of_principles(&oldest_first, prompts, principles),
        points: oldest_first.iter().filter_map(|attempt| Some((day(attempt), attempt.points?))).collect(),
    }
}

/// A day without an answer ends it, but today is not over yet.
fn streak(days: &BTreeSet<Date>, today: Date) -> usize {
    let mut day = if days.contains(&today) { Some(today) } else { today.yesterday().ok() };
    let mut streak = 0;
    while let Some(present) = day.filter(|day| days.contains(day)) {
        streak += 1;
        day = present.yesterday().ok();
    }
    streak
}

fn trends(attempts: &[&Summary], pace: &dyn Fn(Language) -> (f64, f64)) -> Vec<Trend> {
    MEASURES.into_iter().map(|measure| trend(measure, attempts, pace)).collect()
}

fn trend(measure: Measure, attempts: &[&Summary], pace: &dyn Fn(Language) -> (f64, f64)) -> Trend {
    let values: Vec<(f64, f64)> =
        attempts.iter().filter_map(|attempt| value(measure, attempt).map(|value| (value, fault(measure, value, attempt, pace)))).collect();
    if values.len() < LEAST {
        return Trend { measure, earlier: None, later: None, change: Change::Unknown };
    }
    let (earlier, later) = values.split_at(values.len() / 2);
    let mean = |values: &[(f64, f64)], of: fn(&(f64, f64)) -> f64| values.iter().map(of).sum::<f64>() / values.len() as f64;
    let (before, after) = (mean(earlier, |value| value.1), mean(later, |value| value.1));
    let change = match after - before {
        difference if difference.abs() <= SAME * before.abs().max(SAME) => Change::Same,
        difference if difference < 0.0 => Change::Better,
        _ => Change::Worse,
    };
    Trend { measure, earlier: Some(mean(earlier, |value| value.0)), later: Some(mean(later, |value| value.0)), change }
}

fn value(measure: Measure, attempt: &Summary) -> Option<f64> {
    match measure {
        Measure::Points => attempt.points,
        Measure::OffTarget => Some((attempt.answer_s?.0 / attempt.target_s.filter(|target| target.0 > 0.0)?.0 - 1.0).abs()),
        Measure::Pace => attempt.pace_per_min,
        Measure::FillersPerMin => attempt.fillers_per_min,
        Measure::LatencyS => attempt.latency_s.map(|latency| latency.0),
    }
}

/// How far a value is from what it should be; less is better.
fn fault(measure: Measure, value: f64, attempt: &Summary, pace: &dyn Fn(Language) -> (f64, f64)) -> f64 {
    match measure {
        Measure::Points => 1.0 - value,
        Measure::Pace => {
            let (lower, upper) = pace(attempt.language);
            (lower - value).max(value - upper).max(0.0) / lower
        }
        Measure::OffTarget | Measure::FillersPerMin | Measure::LatencyS => value,
    }
}

/// Those that were answered most recently come first.
fn of_prompts(attempts: &[&Summary], pace: &dyn Fn(Language) -> (f64, f64)) -> Vec<OfPrompt> {
    let mut groups: Vec<((&PromptId, Language), Vec<&Summary>)> = Vec::new();
    for attempt in attempts.iter().rev() {
        let Some(prompt) = &attempt.prompt else { continue };
        let key = (prompt, attempt.language);
        match groups.iter_mut().find(|(known, _)| *known == key) {
            Some((_, group)) => group.push(attempt),
            None => groups.push((key, vec![attempt])),
        }
    }
    let of_prompt = |((prompt, language), mut group): ((&PromptId, Language), Vec<&Summary>)| {
        group.reverse(); // the oldest first, as everywhere
        let best = group.iter().copied().max_by(|a, b| a.points.partial_cmp(&b.points).unwrap_or(std::cmp::Ordering::Equal));
        OfPrompt {
            prompt: prompt.clone(),
            language,
            attempts: group.len(),
            first: group.first().and_then(|attempt| attempt.points),
            latest: group.last().and_then(|attempt| attempt.points),
            best: best.and_then(|attempt| attempt.points),
            best_attempt: best.map(|attempt| attempt.id.0.clone()),
            trends: trends(&group, pace),
        }
    };
    groups.into_iter().map(of_prompt).collect()
}

fn of_principles(attempts: &[&Summary], prompts: &[&Prompt], principles: &[&str]) -> Vec<OfPrinciple> {
    let competency_of: BTreeMap<&PromptId, &str> = prompts.iter().filter_map(|prompt| Some((&prompt.id, prompt.competency.as_deref()?))).collect();
    let of_principle = |name: &&str| {
        let answers: Vec<&&Summary> =
            attempts.iter().filter(|attempt| attempt.prompt.as_ref().and_then(|prompt| competency_of.get(prompt)) == Some(name)).collect();
        let mut stories: BTreeMap<String, usize> = BTreeMap::new();
        answers.iter().filter_map(|attempt| attempt.told.as_ref()).for_each(|story| *stories.entry(story.0.clone()).or_default() += 1);
        let best = answers.iter().filter_map(|attempt| attempt.points).reduce(f64::max);
        OfPrinciple { competency: (*name).to_owned(), attempts: answers.len(), best, stories }
    };
    principles.iter().map(of_principle).collect()
}

/// For programs (`docs/json.md`).
pub fn progress_json(progress: &Progress) -> Value {
    let mut value = json!(progress);
    tidy(&mut value);
    value
}

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
        let name = pad(&page.say(&measure_name(trend.measure)), NAMES);
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
            let names: Vec<String> =
                of.trends.iter().filter(|trend| trend.change == change).map(|trend| page.say(&measure_name(trend.measure))).collect();
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
        let name = format!("  {}  ", pad(competency_title(&of.competency).as_str(), PRINCIPLES));
        let stories: Vec<String> = of.stories.iter().map(|(story, count)| format!("{story}×{count}")).collect();
        let facts = match of.best {
            Some(best) => page.say(&msg!("report-progress-principle", attempts = of.attempts, best = figure(Measure::Points, best))),
            None => page.say(&msg!("report-progress-hole")),
        };
        hang(&name, &[vec![facts], stories].concat().join(" "), page.width())
    };
    std::iter::once(page.say(&msg!("report-progress-principles"))).chain(principles.iter().flat_map(line)).collect()
}

fn measure_name(measure: Measure) -> Message {
    match measure {
        Measure::Points => msg!("report-measure-points"),
        Measure::OffTarget => msg!("report-measure-off-target"),
        Measure::Pace => msg!("report-measure-pace"),
        Measure::FillersPerMin => msg!("report-measure-fillers"),
        Measure::LatencyS => msg!("report-measure-latency"),
    }
}

fn change_name(change: Change) -> Message {
    match change {
        Change::Better => msg!("report-progress-better"),
        Change::Worse => msg!("report-progress-worse"),
        Change::Same => msg!("report-progress-same"),
        Change::Unknown => msg!("report-progress-unknown"),
    }
}

fn figure(measure: Measure, value: f64) -> String {
    match measure {
        Measure::Points => format!("{:.0}", value * 100.0),
        Measure::OffTarget => format!("{:.0}%", value * 100.0),
        Measure::Pace => format!("{value:.0}"),
        Measure::FillersPerMin | Measure::LatencyS => format!("{value:.1}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Attempt, AttemptId, Bilingual, PromptKind, Seconds, StoryId};
    use crate::messages::Catalogue;
    use crate::report::samples::full;

    fn prompt(id: &str, competency: &str) -> Prompt {
        Prompt {
            id: PromptId(id.to_owned()),
            kind: PromptKind::Behavioral,
            text: Bilingual::default(),
            competency: Some(competency.to_owned()),
            timing: PromptKind::Behavioral.usual_timing(),
            cues: Bilingual::default(),
            probes: None,
            follow_ups: Vec::new(),
            pack: "amazon".to_owned(),
        }
    }

    /// An answer on the given day of November with these points, so much of its target long.
    fn answer(day: i8, points: f64, length: f64) -> Summary {
        let mut summary = Summary::of(&Attempt { id: AttemptId(format!("a{day}")), ..full() });
        summary.recorded_at = jiff::civil::date(2026, 11, day).at(9, 0, 0, 0).to_zoned(TimeZone::UTC).unwrap().timestamp();
        (summary.points, summary.answer_s, summary.target_s) = (Some(points), Some(Seconds(100.0 * length)), Some(Seconds(100.0)));
        (summary.prompt, summary.told) = (Some(PromptId("amazon.ownership.1".to_owned())), Some(StoryId("s4".to_owned())));
        summary
    }

    fn found(oldest_first: &[Summary], today: i8) -> Progress {
        let newest_first: Vec<Summary> = oldest_first.iter().rev().cloned().collect();
        let (ownership, frugality) = (prompt("amazon.ownership.1", "ownership"), prompt("amazon.frugality.1", "frugality"));
        let today = jiff::civil::date(2026, 11, today);
        progress(&newest_first, &[&ownership, &frugality], &["ownership", "frugality"], &|_| (110.0, 180.0), 3, today, &TimeZone::UTC)
    }

    #[test]
    fn a_measure_gets_better_by_coming_nearer_to_what_it_should_be() {
        let answers: Vec<Summary> =
            [(1, 0.5, 1.6), (2, 0.6, 0.5), (3, 0.7, 1.2), (4, 0.8, 0.9)].map(|(day, points, length)| answer(day, points, length)).to_vec();
        let change = |found: &Progress, measure: Measure| found.trends.iter().find(|trend| trend.measure == measure).unwrap().change;
        let better = found(&answers, 4);
        assert_eq!((change(&better, Measure::Points), change(&better, Measure::OffTarget)), (Change::Better, Change::Better));
        assert_eq!(change(&better, Measure::LatencyS), Change::Same);
        let backwards: Vec<Summary> = answers.iter().rev().cloned().collect();
        assert_eq!(change(&found(&backwards, 4), Measure::Points), Change::Worse);
        assert_eq!(change(&found(&answers[..3], 4), Measure::Points), Change::Unknown);
    }

    #[test]
    fn a_streak_ends_with_a_day_left_out_and_not_before_today_is_over() {
        let on = |days: &[i8]| days.iter().map(|&day| answer(day, 0.5, 1.0)).collect::<Vec<_>>();
        let check = |days: &[i8], today: i8, streak: usize| assert_eq!(found(&on(days), today).streak, streak, "{days:?} {today}");
        check(&[1, 2, 3], 3, 3);
        check(&[1, 2, 3], 4, 3);
        check(&[1, 2, 3], 5, 0);
        check(&[1, 3, 3, 4], 4, 2);
        check(&[], 4, 0);
    }

    #[test]
    fn progress_reads_as_a_page() {
        let answers: Vec<Summary> =
            [(1, 0.5, 1.6), (2, 0.6, 0.5), (3, 0.7, 1.2), (4, 0.8, 0.9)].map(|(day, points, length)| answer(day, points, length)).to_vec();
        let text = |language: Language| {
            let catalogue = Catalogue::new(language);
            progress_text(&found(&answers, 4), "", &Page { catalogue: &catalogue, zone: &TimeZone::UTC, width: 80 })
        };
        insta::assert_snapshot!(text(Language::En), @r"
        4 answers on 4 days · 4 in a row · 3 due now

        Points              55 → 75  better
        Off the target      55% → 15%  better
        Pace                138 → 138  about the same
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
        말 속도             138 → 138  비슷함
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
        assert_eq!(progress_json(&found(&[], 4))["attempts"], json!(0));
    }
}
