//! Holds what was measured against a versioned rubric and picks the few findings that help most, each with its moment.
//!
//! The rubric is data (`rubric.toml`); a scorecard names the version that made it and can be made again from what is stored. Findings describe what
//! was done, never what kind of person does that.

mod findings;
mod rubric;
mod wording;

#[cfg(test)]
mod tests;

pub use rubric::Rubric;
pub use wording::{finding_message, part_name};

use findings::Candidate;

use crate::domain::{Adherence, Coverage, Finding, Grade, Language, Measurements, Observation, PromptKind, RecordingFacts, Scorecard, Seconds};

/// The scorecard of an answer. `coverage` is unknown without words, `recording` without a recording, `kind` without a prompt.
pub fn score(
    rubric: &Rubric,
    m: &Measurements,
    coverage: Option<&Coverage>,
    recording: Option<&RecordingFacts>,
    language: Language,
    kind: Option<PromptKind>,
) -> Scorecard {
    let scorecard = |findings, points| Scorecard { rubric: rubric.version.clone(), findings, points };
    if m.latency_s.is_none() && m.speaking_s <= Seconds::ZERO {
        return scorecard(vec![Finding { at_s: None, observation: Observation::NoSpeech }], 0.0);
    }
    let candidates = candidates(rubric, m, coverage, recording, language, kind);
    let points = points(&candidates);
    scorecard(if candidates.is_empty() { on_target(m) } else { choose(rubric, candidates) }, points)
}

/// How an answer went, for the schedule. Half of the points lost is a failure; without a finding that costs more than a tenth it went easily.
pub fn grade(points: f64) -> Grade {
    match points {
        points if points >= 0.9 => Grade::Easy,
        points if points >= 0.7 => Grade::Good,
        points if points >= 0.5 => Grade::Hard,
        _ => Grade::Again,
    }
}

/// Everything outside its band, in an order that is always the same.
fn candidates(
    rubric: &Rubric,
    m: &Measurements,
    coverage: Option<&Coverage>,
    recording: Option<&RecordingFacts>,
    language: Language,
    kind: Option<PromptKind>,
) -> Vec<Candidate> {
    let mut found = coverage.map(|coverage| findings::of_coverage(rubric, coverage, kind)).unwrap_or_default();
    found.extend(findings::of_length(rubric, m));
    found.extend(findings::of_pauses(rubric, m));
    found.extend(findings::of_pace(rubric, m, language));
    found.extend(findings::of_fillers(rubric, m));
    found.extend(findings::of_latency(rubric, m));
    found.extend(findings::of_repetitions(rubric, m));
    found.extend(findings::of_endings(rubric, m));
    found.extend(findings::of_rush(rubric, m));
    found.extend(recording.map(|recording| findings::of_recording(rubric, recording)).unwrap_or_default());
    found
}

/// The findings that matter most: weight × severity; among equals the earlier kind.
fn choose(rubric: &Rubric, mut candidates: Vec<Candidate>) -> Vec<Finding> {
    candidates.sort_by(|left, right| right.matters().total_cmp(&left.matters()));
    candidates.into_iter().take(rubric.max_findings).map(|candidate| candidate.finding).collect()
}

/// Everything that stood out takes its share of what is left: Π (1 − weight × severity). What is not shown counts too; the recording's faults do not.
fn points(candidates: &[Candidate]) -> f64 {
    candidates.iter().filter(|candidate| candidate.behaviour).map(|candidate| 1.0 - candidate.matters()).product()
}

fn on_target(m: &Measurements) -> Vec<Finding> {
    match (m.adherence, m.target_s) {
        (Some(Adherence::Within), Some(target_s)) => {
            vec![Finding { at_s: None, observation: Observation::OnTarget { answer_s: m.answer_s, target_s } }]
        }
        _ => Vec::new(),
    }
}
