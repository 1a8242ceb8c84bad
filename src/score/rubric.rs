//! The rubric: a data file with its bands and weights. It is read strictly, so that a slip in it is named and never becomes a score.

use serde::Deserialize;

use crate::domain::{Failure, Kind, Language};
use crate::msg;

const SHIPPED: &str = include_str!("rubric.toml");

#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rubric {
    pub version: String,
    pub max_findings: usize,
    pub min_answer_s: f64,
    pub pace: PaceBands,
    pub latency: Latency,
    pub pause: PauseLimits,
    pub fillers: FillerLimits,
    pub repetitions: FillerLimits,
    pub endings: EndingLimits,
    pub rush: RushLimits,
    pub star: StarBands,
    pub own_story: OwnStoryLimits,
    pub ownership: OwnershipLimits,
    pub recording: RecordingLimits,
    pub weights: Weights,
}

/// Units a minute: words in English, syllables in Korean.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PaceBands {
    pub ko: Band,
    pub en: Band,
}

#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Band {
    pub lower: f64,
    pub upper: f64,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Latency {
    pub upper_s: f64,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PauseLimits {
    /// In the middle of a sentence.
    pub inside_s: f64,
    pub anywhere_s: f64,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FillerLimits {
    pub upper_per_min: f64,
    pub min_count: usize,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EndingLimits {
    pub upper_share: f64,
    pub min_count: usize,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RushLimits {
    /// The last quarter over the rest.
    pub ratio: f64,
    pub min_answer_s: f64,
}

/// Shares of a story's time.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StarBands {
    /// Situation and Task together.
    pub setup_upper: f64,
    pub action_lower: f64,
    pub result_lower: f64,
    pub result_upper: f64,
    pub min_sentences: usize,
    /// From the first word to the Action.
    pub before_action_upper: f64,
    /// Sentences with a figure.
    pub least_figures: usize,
}

/// Points of the candidate's own story.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OwnStoryLimits {
    pub left_out_upper: f64,
    pub min_left_out: usize,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OwnershipLimits {
    pub min_mentions: usize,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RecordingLimits {
    pub clipped_upper_ms: f64,
    pub lost_upper_ms: f64,
}

/// What each observation takes off the points at its worst, 0 to 1.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Weights {
    pub missing_action: f64,
    pub missing_result: f64,
    pub missing_setup: f64,
    pub missing_one_of_setup: f64,
    pub missing_part: f64,
    pub over_target: f64,
    pub under_target: f64,
    pub long_part: f64,
    pub short_part: f64,
    pub result_without_number: f64,
    pub more_we_than_i: f64,
    pub late_action: f64,
    pub few_figures: f64,
    pub points_left_out: f64,
    pub story_of_another_principle: f64,
    pub long_pause: f64,
    pub long_latency: f64,
    pub fast_pace: f64,
    pub slow_pace: f64,
    pub many_fillers: f64,
    pub many_repetitions: f64,
    pub weak_endings: f64,
    pub rushed_end: f64,
    pub clipped: f64,
    pub lost_frames: f64,
}

impl Rubric {
    /// The rubric that mynah ships with.
    ///
    /// # Panics
    /// If the shipped file cannot be read; a test reads it.
    pub fn shipped() -> Self {
        Self::parse(SHIPPED).unwrap_or_else(|failure| panic!("{failure}"))
    }

    /// # Errors
    /// `Kind::BadInput` for anything that is not a rubric: an unknown or missing field, a wrong type, a band upside down, a figure out of its range.
    pub fn parse(text: &str) -> Result<Self, Failure> {
        let rubric: Self = toml::from_str(text).map_err(|error| unreadable(text, &error))?;
        rubric.check()?;
        Ok(rubric)
    }

    /// The shipped rubric with the user's own figures in place of its own; a file names only what it changes. Without a `version` of its own it is
    /// called the shipped one's with `+own` behind.
    ///
    /// # Errors
    /// As for [`Rubric::parse`]; lines are those of `own`, as far as it is no TOML.
    pub fn with_own(own: &str) -> Result<Self, Failure> {
        let own: toml::Table = toml::from_str(own).map_err(|error| unreadable(own, &error))?;
        let mut merged: toml::Table = toml::from_str(SHIPPED).map_err(|error| unreadable(SHIPPED, &error))?;
        if let Some(toml::Value::String(version)) = merged.get_mut("version") {
            version.push_str("+own");
        }
        merge(&mut merged, own);
        let rubric: Self = merged.try_into().map_err(|error: toml::de::Error| {
            Failure::new(Kind::BadInput, msg!("score-rubric-own-unreadable", problem = error.message().to_owned())).because(error)
        })?;
        rubric.check()?;
        Ok(rubric)
    }

    pub fn pace(&self, language: Language) -> Band {
        match language {
            Language::Ko => self.pace.ko,
            Language::En => self.pace.en,
        }
    }

    fn check(&self) -> Result<(), Failure> {
        if self.version.trim().is_empty() {
            return Err(Failure::new(Kind::BadInput, msg!("score-rubric-no-version")));
        }
        for (name, band) in [("pace.ko", self.pace.ko), ("pace.en", self.pace.en), ("star.result", self.result_band()), ("pause", self.pause_band())]
        {
            if !(0.0 <= band.lower && band.lower <= band.upper && band.upper.is_finite()) {
                return Err(Failure::new(
                    Kind::BadInput,
                    msg!("score-rubric-band", field = name, lower = band.lower.to_string(), upper = band.upper.to_string()),
                ));
            }
        }
        let shares = self.shares().into_iter().map(|(name, value)| (name, value, 1.0));
        let limits = self.limits().into_iter().map(|(name, value)| (name, value, f64::MAX));
        match shares.chain(limits).find(|(_, value, highest)| !(0.0..=*highest).contains(value)) {
            Some((name, value, _)) => Err(Failure::new(Kind::BadInput, msg!("score-rubric-range", field = name, value = value.to_string()))),
            None => Ok(()),
        }
    }

    pub fn result_band(&self) -> Band {
        Band { lower: self.star.result_lower, upper: self.star.result_upper }
    }

    fn pause_band(&self) -> Band {
        Band { lower: self.pause.inside_s, upper: self.pause.anywhere_s }
    }

    fn shares(&self) -> Vec<(&'static str, f64)> {
        let weights = &self.weights;
        vec![
            ("star.setup_upper", self.star.setup_upper),
            ("star.action_lower", self.star.action_lower),
            ("star.result_upper", self.star.result_upper),
            ("star.before_action_upper", self.star.before_action_upper),
            ("own_story.left_out_upper", self.own_story.left_out_upper),
            ("weights.missing_action", weights.missing_action),
            ("weights.missing_result", weights.missing_result),
            ("weights.missing_setup", weights.missing_setup),
            ("weights.missing_one_of_setup", weights.missing_one_of_setup),
            ("weights.missing_part", weights.missing_part),
            ("weights.over_target", weights.over_target),
            ("weights.under_target", weights.under_target),
            ("weights.long_part", weights.long_part),
            ("weights.short_part", weights.short_part),
            ("weights.result_without_number", weights.result_without_number),
            ("weights.more_we_than_i", weights.more_we_than_i),
            ("weights.late_action", weights.late_action),
            ("weights.few_figures", weights.few_figures),
            ("weights.points_left_out", weights.points_left_out),
            ("weights.story_of_another_principle", weights.story_of_another_principle),
            ("weights.long_pause", weights.long_pause),
            ("weights.long_latency", weights.long_latency),
            ("weights.fast_pace", weights.fast_pace),
            ("weights.slow_pace", weights.slow_pace),
            ("weights.many_fillers", weights.many_fillers),
            ("endings.upper_share", self.endings.upper_share),
            ("weights.many_repetitions", weights.many_repetitions),
            ("weights.weak_endings", weights.weak_endings),
            ("weights.rushed_end", weights.rushed_end),
            ("weights.clipped", weights.clipped),
            ("weights.lost_frames", weights.lost_frames),
        ]
    }

    fn limits(&self) -> Vec<(&'static str, f64)> {
        vec![
            ("min_answer_s", self.min_answer_s),
            ("latency.upper_s", self.latency.upper_s),
            ("fillers.upper_per_min", self.fillers.upper_per_min),
            ("repetitions.upper_per_min", self.repetitions.upper_per_min),
            ("rush.ratio", self.rush.ratio),
            ("rush.min_answer_s", self.rush.min_answer_s),
            ("recording.clipped_upper_ms", self.recording.clipped_upper_ms),
            ("recording.lost_upper_ms", self.recording.lost_upper_ms),
        ]
    }
}

fn unreadable(text: &str, error: &toml::de::Error) -> Failure {
    let line = error.span().map_or(1, |span| text[..span.start].matches('\n').count() + 1);
    Failure::new(Kind::BadInput, msg!("score-rubric-unreadable", line = line, problem = error.message().to_owned())).because(error.clone())
}

/// Puts the values of `own` in the place of those in `table`, table by table.
fn merge(table: &mut toml::Table, own: toml::Table) {
    for (name, value) in own {
        match (table.get_mut(&name), value) {
            (Some(toml::Value::Table(inner)), toml::Value::Table(own)) => merge(inner, own),
            (_, value) => drop(table.insert(name, value)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_rubric_reads_and_carries_its_version() {
        let rubric = Rubric::shipped();
        assert_eq!((rubric.version.as_str(), rubric.max_findings), ("3", 3));
    }

    #[test]
    fn a_rubric_of_ones_own_names_only_what_it_changes() {
        let own = Rubric::with_own("[pace]\nko = { lower = 200.0, upper = 350.0 }\n").unwrap();
        assert_eq!((own.pace.ko, own.pace.en, own.version.as_str()), (Band { lower: 200.0, upper: 350.0 }, Rubric::shipped().pace.en, "3+own"));
        assert_eq!(Rubric::with_own("version = \"mine\"\n[pause]\ninside_s = 1.5").unwrap().version, "mine");
        for (text, named) in [("[pace", "1"), ("paces = 1", "paces"), ("[pace.ko]\nlower = 500.0", "pace.ko"), ("max_findings = -1", "max_findings")]
        {
            let failure = Rubric::with_own(text).expect_err(text);
            assert!(failure.kind == Kind::BadInput && failure.to_string().contains(named), "{failure} does not name {named}");
        }
    }

    /// The shipped rubric with one line changed is refused, and the message names what is wrong.
    #[track_caller]
    fn check(from: &str, to: &str, named: &str) {
        assert!(SHIPPED.contains(from), "{from:?} no longer stands in the rubric");
        let failure = Rubric::parse(&SHIPPED.replacen(from, to, 1)).expect_err(to);
        assert_eq!(failure.kind, Kind::BadInput);
        assert!(failure.to_string().contains(named), "{failure} does not name {named}");
    }

    #[test]
    fn a_slip_in_a_rubric_is_refused_by_name() {
        check("max_findings = 3", "max_findings = 3\nmin_findings = 1", "min_findings");
        check("max_findings = 3", "", "max_findings");
        check("max_findings = 3", "max_findings = \"three\"", "max_findings");
        check("max_findings = 3", "max_findings = -1", "max_findings");
        check("version = \"3\"", "version = \"  \"", "version");
        check("lower = 110.0", "lower = 190.0", "pace.en");
        check("inside_s = 2.0", "inside_s = 6.0", "pause");
        check("over_target = 0.40", "over_target = 1.5", "weights.over_target");
        check("upper_s = 3.0", "upper_s = nan", "latency.upper_s");
        check("[pace]", "[pace", "line");
    }
}
