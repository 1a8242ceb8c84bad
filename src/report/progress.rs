//! How the answers change over weeks: measure by measure, question by question, principle by principle.
//!
//! A change is the mean of the later half of the values against that of the earlier half, so that one good day makes no trend.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::Serialize;
use serde_json::{Value, json};

use super::json::tidy;
use crate::domain::{Language, Prompt, PromptId, Story, StoryId, Summary, Ties};

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
    /// Of a pace, which is counted in another unit in each language.
    pub language: Option<Language>,
    /// Of the earlier half and of the later half.
    pub earlier: Option<f64>,
    pub later: Option<f64>,
    pub change: Change,
    /// Of every answer that has one, oldest first.
    #[serde(skip)]
    pub values: Vec<(Date, f64)>,
}

/// An answer that is pointed out.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Mark {
    pub attempt: String,
    pub prompt: Option<PromptId>,
    pub language: Language,
    pub day: Date,
    pub points: f64,
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
    pub latest_attempt: Option<String>,
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
    /// The stories that serve one of its questions.
    pub prepared: BTreeSet<String>,
}

/// A story of the candidate's; in two languages it is one.
#[derive(Clone, Debug, PartialEq)]
pub struct OfStory {
    pub id: String,
    /// What tells the same in the other language.
    pub translation: Option<String>,
    pub title: String,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Progress {
    pub attempts: usize,
    /// Days with an answer.
    pub days: usize,
    /// Days in a row with an answer, up to today or yesterday.
    pub streak: usize,
    pub due: usize,
    pub latest: Option<Mark>,
    pub best: Option<Mark>,
    pub trends: Vec<Trend>,
    pub prompts: Vec<OfPrompt>,
    pub principles: Vec<OfPrinciple>,
    #[serde(skip)]
    pub stories: Vec<OfStory>,
    /// The points of every answer, oldest first, each with its day.
    pub points: Vec<(Date, f64)>,
}

/// What there is to answer, and what there is to tell.
#[derive(Clone, Copy)]
pub struct Known<'a> {
    pub prompts: &'a [&'a Prompt],
    /// Those that are asked for, in their order.
    pub principles: &'a [&'a str],
    pub stories: &'a [Story],
    pub ties: &'a Ties,
}

/// An answer and the day it was given on.
#[derive(Clone, Copy)]
struct Dated<'a> {
    day: Date,
    attempt: &'a Summary,
}

/// What `attempts`, newest first, show on the day `today`; `pace` is the band that a pace should lie in.
pub fn progress(attempts: &[Summary], known: Known<'_>, pace: &dyn Fn(Language) -> (f64, f64), due: usize, today: Date, zone: &TimeZone) -> Progress {
    let scored = attempts.iter().rev().filter(|attempt| attempt.points.is_some());
    let oldest_first: Vec<Dated<'_>> = scored.map(|attempt| Dated { day: zone.to_datetime(attempt.recorded_at).date(), attempt }).collect();
    let days: BTreeSet<Date> = oldest_first.iter().map(|answer| answer.day).collect();
    Progress {
        attempts: oldest_first.len(),
        days: days.len(),
        streak: streak(&days, today),
        due,
        latest: oldest_first.last().and_then(mark),
        best: best(&oldest_first).and_then(mark),
        trends: trends(&oldest_first, pace),
        prompts: of_prompts(&oldest_first, pace),
        principles: of_principles(&oldest_first, known),
        stories: of_stories(known),
        points: oldest_first.iter().filter_map(|answer| Some((answer.day, answer.attempt.points?))).collect(),
    }
}

fn mark(answer: &Dated<'_>) -> Option<Mark> {
    let Dated { day, attempt } = *answer;
    Some(Mark { attempt: attempt.id.0.clone(), prompt: attempt.prompt.clone(), language: attempt.language, day, points: attempt.points? })
}

/// The one with the most points, the latest of equals.
fn best<'a, 'b>(answers: &'b [Dated<'a>]) -> Option<&'b Dated<'a>> {
    answers.iter().max_by(|a, b| a.attempt.points.partial_cmp(&b.attempt.points).unwrap_or(std::cmp::Ordering::Equal))
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

/// Measure by measure; the pace in each language that was spoken.
fn trends(answers: &[Dated<'_>], pace: &dyn Fn(Language) -> (f64, f64)) -> Vec<Trend> {
    let mut trends = Vec::new();
    for measure in MEASURES {
        if measure != Measure::Pace {
            trends.push(trend(measure, None, answers, pace));
            continue;
        }
        for language in Language::ALL.into_iter().filter(|language| answers.iter().any(|answer| answer.attempt.language == *language)) {
            trends.push(trend(measure, Some(language), answers, pace));
        }
    }
    trends
}

/// Over the answers in `language` alone, where one is given.
fn trend(measure: Measure, language: Option<Language>, answers: &[Dated<'_>], pace: &dyn Fn(Language) -> (f64, f64)) -> Trend {
    let among = answers.iter().filter(|answer| language.is_none_or(|language| answer.attempt.language == language));
    let found: Vec<(Date, f64, f64)> = among
        .filter_map(|Dated { day, attempt }| value(measure, attempt).map(|value| (*day, value, fault(measure, value, attempt, pace))))
        .filter(|(_, value, fault)| value.is_finite() && fault.is_finite())
        .collect();
    let values = found.iter().map(|(day, value, _)| (*day, *value)).collect();
    if found.len() < LEAST {
        return Trend { measure, language, earlier: None, later: None, change: Change::Unknown, values };
    }
    let (earlier, later) = found.split_at(found.len() / 2);
    let mean = |answers: &[(Date, f64, f64)], of: fn(&(Date, f64, f64)) -> f64| answers.iter().map(of).sum::<f64>() / answers.len() as f64;
    let (before, after) = (mean(earlier, |answer| answer.2), mean(later, |answer| answer.2));
    let change = match after - before {
        difference if difference.abs() <= SAME * before.abs().max(SAME) => Change::Same,
        difference if difference < 0.0 => Change::Better,
        _ => Change::Worse,
    };
    Trend { measure, language, earlier: Some(mean(earlier, |answer| answer.1)), later: Some(mean(later, |answer| answer.1)), change, values }
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
fn of_prompts(answers: &[Dated<'_>], pace: &dyn Fn(Language) -> (f64, f64)) -> Vec<OfPrompt> {
    let mut groups: HashMap<(&PromptId, Language), Vec<Dated<'_>>> = HashMap::new();
    let mut latest_first = Vec::new();
    for answer in answers.iter().rev() {
        let Some(prompt) = &answer.attempt.prompt else { continue };
        let key = (prompt, answer.attempt.language);
        let group = groups.entry(key).or_default();
        if group.is_empty() {
            latest_first.push(key);
        }
        group.push(*answer);
    }
    let of_group = |key| {
        let mut group = groups.remove(&key)?;
        group.reverse(); // the oldest first, as everywhere
        Some(of_prompt(key, &group, pace))
    };
    latest_first.into_iter().filter_map(of_group).collect()
}

fn of_prompt((prompt, language): (&PromptId, Language), group: &[Dated<'_>], pace: &dyn Fn(Language) -> (f64, f64)) -> OfPrompt {
    let (first, latest, best) = (group.first(), group.last(), best(group));
    let points = |answer: Option<&Dated<'_>>| answer.and_then(|answer| answer.attempt.points);
    let id = |answer: Option<&Dated<'_>>| answer.map(|answer| answer.attempt.id.0.clone());
    OfPrompt {
        prompt: prompt.clone(),
        language,
        attempts: group.len(),
        first: points(first),
        latest: points(latest),
        best: points(best),
        best_attempt: id(best),
        latest_attempt: id(latest),
        trends: trends(group, pace),
    }
}

fn of_principles(answers: &[Dated<'_>], known: Known<'_>) -> Vec<OfPrinciple> {
    let competency_of: HashMap<&PromptId, &str> =
        known.prompts.iter().filter_map(|prompt| Some((&prompt.id, prompt.competency.as_deref()?))).collect();
    let mut found: BTreeMap<&str, OfPrinciple> = known.principles.iter().map(|name| (*name, principle(name, known))).collect();
    for attempt in answers.iter().map(|answer| answer.attempt) {
        let name = attempt.prompt.as_ref().and_then(|prompt| competency_of.get(prompt));
        let Some(of) = name.and_then(|name| found.get_mut(name)) else { continue };
        of.attempts += 1;
        of.best = of.best.into_iter().chain(attempt.points).reduce(f64::max);
        attempt.told.iter().for_each(|story| *of.stories.entry(story.0.clone()).or_default() += 1);
    }
    known.principles.iter().filter_map(|name| found.remove(name)).collect()
}

/// One that nothing was answered for yet.
fn principle(name: &str, known: Known<'_>) -> OfPrinciple {
    let asks = |prompt: &&&Prompt| prompt.competency.as_deref() == Some(name);
    let serves = |story: &&Story| known.prompts.iter().filter(asks).any(|prompt| known.ties.serves(story, known.stories, prompt));
    let prepared = known.stories.iter().filter(serves).map(|story| story.id.0.clone()).collect();
    OfPrinciple { competency: name.to_owned(), attempts: 0, best: None, stories: BTreeMap::new(), prepared }
}

fn of_stories(known: Known<'_>) -> Vec<OfStory> {
    let other = |id: &StoryId| known.ties.translations.iter().find(|pair| pair.story == *id).map(|pair| pair.translation.0.clone());
    let stands_for_itself = |story: &&Story| known.ties.translations.iter().all(|pair| pair.translation != story.id);
    let of_story = |story: &Story| OfStory { id: story.id.0.clone(), translation: other(&story.id), title: story.title.clone() };
    known.stories.iter().filter(stands_for_itself).map(of_story).collect()
}

/// For programs (`docs/json.md`).
pub fn progress_json(progress: &Progress) -> Value {
    let mut value = json!(progress);
    tidy(&mut value);
    value
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::domain::{Attempt, AttemptId, Bilingual, PromptKind, Seconds, StoryLink, StoryTranslation};
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
            has_parts: true,
            pack: "amazon".to_owned(),
        }
    }

    /// An answer on the given day of November with these points, so much of its target long.
    pub(in crate::report) fn answer(day: i8, points: f64, length: f64) -> Summary {
        let mut summary = Summary::of(&Attempt { id: AttemptId(format!("a{day}")), ..full() });
        summary.recorded_at = jiff::civil::date(2026, 11, day).at(9, 0, 0, 0).to_zoned(TimeZone::UTC).unwrap().timestamp();
        (summary.points, summary.answer_s, summary.target_s) = (Some(points), Some(Seconds(100.0 * length)), Some(Seconds(100.0)));
        (summary.prompt, summary.told) = (Some(PromptId("amazon.ownership.1".to_owned())), Some(StoryId("s4".to_owned())));
        summary
    }

    fn story(id: &str, competency: &str) -> Story {
        Story {
            id: StoryId(id.to_owned()),
            title: format!("Story {id}"),
            question: None,
            prompts: Vec::new(),
            competency: Some(competency.to_owned()),
            language: Language::En,
            line: 1,
            parts: Vec::new(),
        }
    }

    /// On a day of November: `s4` tells of ownership, `s7` of frugality, and `s9` is `s7` in the other language.
    pub(in crate::report) fn found(oldest_first: &[Summary], today: i8) -> Progress {
        let newest_first: Vec<Summary> = oldest_first.iter().rev().cloned().collect();
        let (ownership, frugality) = (prompt("amazon.ownership.1", "ownership"), prompt("amazon.frugality.1", "frugality"));
        let today = jiff::civil::date(2026, 11, today);
        let pair = StoryTranslation { story: StoryId("s7".to_owned()), translation: StoryId("s9".to_owned()) };
        let link = StoryLink { story: StoryId("s7".to_owned()), prompt: ownership.id.clone(), linked: true };
        let known = Known {
            prompts: &[&ownership, &frugality],
            principles: &["ownership", "frugality"],
            stories: &[story("s4", "ownership"), story("s7", "frugality"), story("s9", "frugality")],
            ties: &Ties { links: vec![link], translations: vec![pair] },
        };
        progress(&newest_first, known, &|_| (110.0, 180.0), 3, today, &TimeZone::UTC)
    }

    /// Four answers to one question that get better.
    pub(in crate::report) fn better() -> Vec<Summary> {
        [(1, 0.5, 1.6), (2, 0.6, 0.5), (3, 0.7, 1.2), (4, 0.8, 0.9)].map(|(day, points, length)| answer(day, points, length)).to_vec()
    }

    #[test]
    fn a_measure_gets_better_by_coming_nearer_to_what_it_should_be() {
        let answers = better();
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
    fn a_pace_is_followed_in_each_language_by_itself() {
        let mut answers = better();
        answers.extend(better().into_iter().map(|answer| Summary { language: Language::Ko, pace_per_min: Some(300.0), ..answer }));
        let paces: Vec<_> = found(&answers, 4).trends.into_iter().filter(|trend| trend.measure == Measure::Pace).collect();
        let figures: Vec<_> = paces.iter().map(|trend| (trend.language, trend.earlier.map(f64::round), trend.values.len())).collect();
        assert_eq!(figures, [(Some(Language::Ko), Some(300.0), 4), (Some(Language::En), Some(138.0), 4)]);
    }

    #[test]
    fn the_best_and_the_latest_answer_are_named() {
        let backwards: Vec<Summary> =
            better().iter().zip(better().iter().rev()).map(|(day, points)| Summary { points: points.points, ..day.clone() }).collect();
        let found = found(&backwards, 4);
        let named = |mark: &Option<Mark>| mark.as_ref().map(|mark| (mark.attempt.clone(), mark.points));
        assert_eq!((named(&found.best), named(&found.latest)), (Some(("a1".to_owned(), 0.8)), Some(("a4".to_owned(), 0.5))));
        assert_eq!((found.prompts[0].best_attempt.as_deref(), found.prompts[0].latest_attempt.as_deref()), (Some("a1"), Some("a4")));
    }

    #[test]
    fn a_principle_knows_what_was_told_and_what_is_prepared_for_it() {
        let found = found(&better(), 4);
        let names = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect::<BTreeSet<_>>();
        let (ownership, frugality) = (&found.principles[0], &found.principles[1]);
        assert_eq!((ownership.attempts, ownership.stories.get("s4"), ownership.best), (4, Some(&4), Some(0.8)));
        assert_eq!((&ownership.prepared, &frugality.prepared), (&names(&["s4", "s7", "s9"]), &names(&["s7", "s9"])));
        assert_eq!((frugality.attempts, frugality.best), (0, None));
        let stories: Vec<_> = found.stories.iter().map(|story| (story.id.as_str(), story.translation.as_deref())).collect();
        assert_eq!(stories, [("s4", None), ("s7", Some("s9"))]);
    }

    /// The names of the contract, level by level.
    #[test]
    fn every_name_is_in_the_document() {
        let document = include_str!("../../docs/json.md");
        let value = progress_json(&found(&better(), 4));
        let names = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
        let lists = [&value["trends"][0], &value["prompts"][0], &value["principles"][0], &value["best"]];
        for name in lists.into_iter().chain([&value]).flat_map(names) {
            assert!(document.contains(&format!("`{name}`")) || document.contains(&format!("`{name}[]`")), "{name} is not in docs/json.md");
        }
    }
}
