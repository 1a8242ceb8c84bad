//! Mock interviews as data: what is asked in which order, and what of it fits into the time there is.

use serde::Deserialize;

use crate::domain::{Bilingual, Language, Prompt, PromptKind, Seconds};

/// A round with a name.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MockPlan {
    pub name: String,
    pub title: Bilingual<String>,
    /// How long it takes where nothing else is said.
    pub minutes: u32,
    #[serde(default)]
    pub preparation_s: u32,
    #[serde(default)]
    pub stop_at_limit: bool,
    /// The languages it is held in; both where none is named.
    #[serde(default = "both")]
    pub languages: Vec<Language>,
    /// The questions go from one language to the other.
    #[serde(default)]
    pub mixed: bool,
    pub steps: Vec<MockStep>,
}

fn both() -> Vec<Language> {
    Language::ALL.to_vec()
}

/// Some questions of one kind.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MockStep {
    pub kind: Option<PromptKind>,
    pub pack: Option<String>,
    #[serde(default = "one")]
    pub count: usize,
    /// How often each of them is followed up, at most.
    #[serde(default)]
    pub follow_ups: usize,
    /// Asked at the end, whatever the time.
    #[serde(default)]
    pub closing: bool,
}

fn one() -> usize {
    1
}

#[derive(Deserialize)]
struct File {
    plan: Vec<MockPlan>,
}

/// Asking a question and going on to the next takes about this long.
const BETWEEN: Seconds = Seconds(25.0);

impl MockPlan {
    /// The plans that come with mynah.
    ///
    /// # Panics
    /// If the shipped file cannot be read; a test reads it.
    pub fn shipped() -> Vec<MockPlan> {
        toml::from_str::<File>(include_str!("plans.toml")).expect("the shipped plans can be read").plan
    }

    /// The steps that fit into `minutes`: the first and the closing one always; of the others first one question each, then follow-ups and more questions by
    /// turns, so that a short round is as broad as a long one.
    pub fn fit(&self, minutes: u32) -> Vec<MockStep> {
        let always = |at: usize, step: &MockStep| at == 0 || step.closing;
        let begun = self.steps.iter().enumerate().map(|(at, step)| match always(at, step) {
            true => step.clone(),
            false => MockStep { count: 0, follow_ups: 0, ..step.clone() },
        });
        let mut fitting: Vec<MockStep> = begun.collect();
        let length = f64::from(minutes) * 60.0;
        let time = |steps: &[MockStep]| steps.iter().map(MockStep::time).sum::<f64>();
        let grow = |fitting: &mut Vec<MockStep>, more: &dyn Fn(&MockStep, &MockStep) -> Option<MockStep>| {
            let mut has_grown = false;
            for (at, whole) in self.steps.iter().enumerate() {
                let Some(grown) = more(&fitting[at], whole) else { continue };
                let before = std::mem::replace(&mut fitting[at], grown);
                match time(fitting) <= length {
                    true => has_grown = true,
                    false => fitting[at] = before,
                }
            }
            has_grown
        };
        let question = |step: &MockStep, whole: &MockStep| (step.count < whole.count).then(|| MockStep { count: step.count + 1, ..step.clone() });
        let follow_up = |step: &MockStep, whole: &MockStep| {
            (step.count > 0 && step.follow_ups < whole.follow_ups).then(|| MockStep { follow_ups: step.follow_ups + 1, ..step.clone() })
        };
        grow(&mut fitting, &question);
        while grow(&mut fitting, &follow_up) | grow(&mut fitting, &question) {}
        fitting.retain(|step| step.count > 0);
        fitting
    }
}

impl MockStep {
    pub fn fits(&self, prompt: &Prompt) -> bool {
        self.kind.is_none_or(|kind| kind == prompt.kind) && self.pack.as_ref().is_none_or(|pack| *pack == prompt.pack)
    }

    /// Seconds that its questions take with their follow-ups, if every answer keeps to its target.
    fn time(&self) -> f64 {
        let of = |kind: PromptKind| kind.usual_timing().target.0 + BETWEEN.0;
        let kind = self.kind.unwrap_or(PromptKind::FollowUp);
        self.count as f64 * (of(kind) + self.follow_ups as f64 * of(PromptKind::FollowUp))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_plans_can_be_read_and_asked() {
        let library = crate::prompt::Library::shipped();
        for plan in MockPlan::shipped() {
            assert!(plan.title.languages().count() == 2 && !plan.languages.is_empty(), "{}", plan.name);
            for step in &plan.steps {
                assert!(library.prompts().iter().filter(|prompt| step.fits(prompt)).count() >= step.count, "{}: {step:?}", plan.name);
            }
        }
    }

    #[track_caller]
    fn check(minutes: u32, counts: &[usize]) {
        let plan = MockPlan::shipped().into_iter().find(|plan| plan.name == "amazon-interviewer").unwrap();
        assert!(plan.fit(minutes).iter().map(MockStep::time).sum::<f64>() <= f64::from(minutes) * 60.0 || minutes < 3);
        assert_eq!(plan.fit(minutes).iter().map(|step| step.count).collect::<Vec<_>>(), counts, "{minutes} minutes");
    }

    #[test]
    fn what_does_not_fit_is_left_out_but_never_the_beginning_and_the_end() {
        check(30, &[1, 2, 2, 1]);
        check(15, &[1, 2, 2, 1]);
        check(8, &[1, 1, 1, 1]);
        check(1, &[1, 1]);
    }
}
