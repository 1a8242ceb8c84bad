//! An attempt as JSON: the contract of `docs/json.md`.

use serde::Serialize;
use serde_json::{Value, json};

use crate::domain::{Attempt, Finding, Scorecard};

/// The attempt with every name of the contract; unknown is `null`. `finding_text` words a finding.
pub fn attempt_json(attempt: &Attempt, finding_text: &dyn Fn(&Finding) -> String) -> Value {
    let mut value = json!({
        "schema": attempt.schema,
        "follows": attempt.follows,
        "session": attempt.session,
        "id": attempt.id,
        "recorded_at": attempt.recorded_at,
        "file": attempt.file.to_string_lossy(),
        "file_sha256": attempt.file_sha256,
        "state": attempt.state,
        "title": attempt.labels.title,
        "note": attempt.labels.note,
        "tags": attempt.labels.tags,
        "marked": attempt.labels.marked,
        "prompt": attempt.prompt,
        "question": attempt.question,
        "language": attempt.language,
        "duration_s": attempt.duration_s,
        "recording": part(attempt.recording.as_ref()),
        "transcript": part(attempt.transcript.as_ref()),
        "measurements": part(attempt.measurements.as_ref()),
        "coverage": part(attempt.coverage.as_ref()),
        "scorecard": attempt.scorecard.as_ref().map(|scorecard| scorecard_json(scorecard, finding_text)),
    });
    tidy(&mut value);
    value
}

fn scorecard_json(scorecard: &Scorecard, finding_text: &dyn Fn(&Finding) -> String) -> Value {
    let worded = scorecard.findings.iter().map(|finding| {
        let mut value = part(Some(finding));
        value["text"] = finding_text(finding).into();
        value
    });
    json!({ "rubric": scorecard.rubric, "points": scorecard.points, "findings": worded.collect::<Vec<_>>() })
}

/// # Panics
/// Never: the types of the domain have text for every key.
fn part<T: Serialize>(part: Option<&T>) -> Value {
    serde_json::to_value(part).expect("the types of the domain are JSON")
}

/// Rounds figures to six decimals, so that no noise of the arithmetic shows (0.30000000000000004). What is not a number is `null` already.
pub fn tidy(value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(tidy),
        Value::Object(fields) => fields.values_mut().for_each(tidy),
        Value::Number(number) if number.is_f64() => {
            let rounded = number.as_f64().map_or(0.0, |figure| (figure * 1e6).round() / 1e6);
            *value = if rounded.is_finite() { json!(rounded + 0.0) } else { value.take() }; // + 0.0: no -0.0
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::samples::{bare, full};
    use super::*;
    use crate::domain::{Measurements, Observation, PaceUnit, Seconds, Transcript};

    fn worded(finding: &Finding) -> String {
        format!("{:?}", finding.observation)
    }

    /// The names of the fields, level by level: `a`, `a.b`, `a[].b`.
    fn names(value: &Value, path: &str, found: &mut Vec<String>) {
        match value {
            Value::Object(fields) => {
                for (name, field) in fields {
                    let path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
                    found.push(path.clone());
                    names(field, &path, found);
                }
            }
            Value::Array(items) => items.iter().for_each(|item| names(item, &format!("{path}[]"), found)),
            _ => {}
        }
    }

    #[test]
    fn every_name_of_the_contract_is_there() {
        let mut found = Vec::new();
        names(&attempt_json(&full(), &worded), "", &mut found);
        let contract = "schema id recorded_at file prompt question follows session language duration_s state
            recording recording.rate_hz recording.lost_frames recording.clipped recording.snr_db
            transcript transcript.model transcript.words
            transcript.words[].text transcript.words[].start transcript.words[].end transcript.words[].p
            transcript.removed transcript.removed[].text transcript.removed[].start transcript.removed[].end transcript.removed[].why transcript.disturbed
            measurements measurements.cue_s measurements.latency_s measurements.answer_s measurements.speaking_s measurements.target_s
            measurements.adherence measurements.adherence.verdict measurements.adherence.by_s
            measurements.pauses measurements.pauses[].start measurements.pauses[].end measurements.pauses[].inside_sentence
            measurements.pace measurements.pace.words_per_min measurements.pace.syllables_per_min measurements.pace.articulation_per_min
            measurements.fillers measurements.fillers.counted measurements.fillers.possible measurements.fillers.untranscribed
            measurements.fillers.items measurements.fillers.items[].text measurements.fillers.items[].start
            measurements.fillers.items[].end measurements.fillers.items[].tier
            measurements.time_left_s measurements.pause_tolerance_s
            measurements.filled_pauses measurements.filled_pauses[].start measurements.filled_pauses[].end
            measurements.repetitions measurements.repetitions[].text measurements.repetitions[].start measurements.repetitions[].end
            measurements.repetitions[].kind measurements.pet_phrases measurements.pet_phrases[].text measurements.pet_phrases[].count
            measurements.over_time measurements.over_time[].start measurements.over_time[].end measurements.over_time[].pace
            measurements.over_time[].pace.words_per_min measurements.over_time[].level_dbfs
            measurements.voice.level_range_db measurements.voice.pitch_hz measurements.voice.pitch_range_semitones measurements.voice.endings
            measurements.voice.weak_endings measurements.voice.weak_endings[].start measurements.voice.weak_endings[].end
            measurements.voice.weak_endings[].drop_db
            measurements.level_dbfs measurements.noise_dbfs measurements.snr_db
            coverage coverage.scheme coverage.sentences coverage.sentences[].text coverage.sentences[].start coverage.sentences[].end
            coverage.sentences[].label coverage.sentences[].p coverage.shares coverage.shares.S coverage.shares.T coverage.shares.A
            coverage.shares.R coverage.missing coverage.unclear coverage.order coverage.before_action_s coverage.data_points coverage.deeds
            coverage.sentences[].probabilities coverage.sentences[].corrected coverage.sentences[].noted coverage.told coverage.told_fits coverage.beyond coverage.story coverage.story[].part coverage.story[].point coverage.story[].said coverage.story[].sentence
            coverage.ownership coverage.ownership.i coverage.ownership.we coverage.result_has_number
            scorecard scorecard.rubric scorecard.points scorecard.findings scorecard.findings[].at_s scorecard.findings[].kind
            scorecard.findings[].text";
        for name in contract.split_whitespace() {
            assert!(found.iter().any(|found| found == name), "{name} is missing");
        }
    }

    #[test]
    fn every_name_is_in_the_document() {
        let document = include_str!("../../docs/json.md");
        let mut found = Vec::new();
        names(&attempt_json(&full(), &worded), "", &mut found);
        for name in found {
            let last = name.rsplit('.').next().unwrap();
            assert!(document.contains(&format!("{last}`")) || document.contains(&format!("\"{last}\"")), "{name} is not in docs/json.md");
        }
    }

    #[test]
    fn values_have_the_types_of_the_contract() {
        let value = attempt_json(&full(), &worded);
        assert_eq!(value["schema"], 1);
        assert_eq!(value["recorded_at"], "2026-10-01T12:14:00Z");
        assert_eq!(value["language"], "en");
        assert_eq!(value["file"], "/home/me/.local/share/mynah/recordings/k3vp.wav");
        assert_eq!(value["transcript"]["words"][0], json!({"text": "Our", "start": 1.5, "end": 1.7, "p": 0.98}));
        assert_eq!(value["coverage"]["missing"], json!(["R"]));
        assert_eq!(value["measurements"]["fillers"]["items"][0]["tier"], "counted");
        assert_eq!(value["measurements"]["adherence"], json!({"verdict": "under", "by_s": 24.9}));
        let finding = &value["scorecard"]["findings"][0];
        assert_eq!((&finding["at_s"], &finding["kind"], &finding["pause_s"]), (&json!(20.5), &json!("long_pause"), &json!(2.4)));
        assert_eq!(value["scorecard"]["findings"][2]["at_s"], Value::Null);
        let shares: f64 = value["coverage"]["shares"].as_object().unwrap().values().map(|share| share.as_f64().unwrap()).sum();
        assert!((shares - 1.0).abs() < 1e-5);
    }

    #[test]
    fn what_is_unknown_is_null() {
        let value = attempt_json(&bare(), &worded);
        for name in ["duration_s", "prompt", "recording", "transcript", "measurements", "coverage", "scorecard", "file_sha256"] {
            assert!(value.as_object().unwrap().contains_key(name) && value[name].is_null(), "{name}");
        }
    }

    #[test]
    fn without_a_model_the_words_are_null_and_a_model_that_heard_nothing_gives_none() {
        let without = crate::domain::Attempt { transcript: None, coverage: None, ..full() };
        assert_eq!(attempt_json(&without, &worded)["transcript"], Value::Null);
        assert_eq!(attempt_json(&without, &worded)["coverage"], Value::Null);
        let silent = Transcript { model: "small".to_owned(), ..Transcript::default() };
        let value = attempt_json(&crate::domain::Attempt { transcript: Some(silent), ..full() }, &worded);
        assert_eq!(value["transcript"], json!({"model": "small", "words": [], "removed": [], "disturbed": 0}));
    }

    proptest! {
        #[test]
        fn whatever_the_figures_the_text_is_json(figure in any::<f64>()) {
            let measurements = Measurements { answer_s: Seconds(figure), snr_db: Some(figure), ..full().measurements.unwrap() };
            let observation = Observation::FastPace { per_min: figure, upper: 170.0, unit: PaceUnit::Words };
            let scorecard = Scorecard { rubric: "1".to_owned(), findings: vec![Finding { at_s: Some(Seconds(figure)), observation }], points: figure };
            let attempt = crate::domain::Attempt { measurements: Some(measurements), scorecard: Some(scorecard), ..full() };
            let text = attempt_json(&attempt, &worded).to_string();
            let read: Value = serde_json::from_str(&text).unwrap();
            prop_assert_eq!(read["measurements"]["answer_s"].is_null(), !figure.is_finite());
        }
    }
}
