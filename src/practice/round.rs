//! A mock interview: the steps of a plan, one question after another, with follow-ups and no word in between on how it goes.

use std::collections::{HashSet, VecDeque};

use jiff::Timestamp;

use crate::domain::{Language, Prompt, PromptId, Review};
use crate::schedule::{self, MockStep, Standing, Today};

use super::questions::Asked;

pub struct Round {
    steps: VecDeque<MockStep>,
    prompts: Vec<Prompt>,
    languages: Vec<Language>,
    seed: u64,
    used: Vec<PromptId>,
    competencies: Vec<String>,
    /// How many questions were asked; the language turns with it.
    asked: usize,
    /// How often the question at hand may still be followed up.
    follow_ups: usize,
}

impl Round {
    /// `prompts` are those that may be asked, of the packs that the steps name all. With several `languages` the questions take turns.
    pub fn new(steps: Vec<MockStep>, prompts: Vec<Prompt>, languages: Vec<Language>, seed: u64) -> Self {
        Self { steps: steps.into(), prompts, languages, seed, used: Vec::new(), competencies: Vec::new(), asked: 0, follow_ups: 0 }
    }

    /// How many questions of their own are still to come.
    pub fn left(&self) -> usize {
        self.steps.iter().map(|step| step.count).sum()
    }

    /// Whether the question at hand is to be followed up; counts.
    pub fn takes_follow_up(&mut self) -> bool {
        let takes = self.follow_ups > 0;
        self.follow_ups = self.follow_ups.saturating_sub(1);
        takes
    }

    /// The next question of its own: of those that the step asks for the one that the schedule would choose, else any; none twice, and none of a
    /// competency that was asked for before while there is another.
    pub fn next(&mut self, reviews: &[Review], recent: &[PromptId], now: Timestamp) -> Option<Asked> {
        loop {
            let step = self.steps.front_mut()?;
            if step.count == 0 {
                self.steps.pop_front();
                continue;
            }
            step.count -= 1;
            let step = step.clone();
            let turn = self.languages[self.asked % self.languages.len()];
            let chosen = self.choose(&step, &[turn], reviews, recent, now).or_else(|| self.choose(&step, &self.languages, reviews, recent, now));
            if let Some(asked) = chosen {
                self.asked += 1;
                self.used.push(asked.prompt.id.clone());
                self.competencies.extend(asked.prompt.competency.clone());
                self.follow_ups = step.follow_ups;
                return Some(asked);
            }
        }
    }

    fn choose(&self, step: &MockStep, languages: &[Language], reviews: &[Review], recent: &[PromptId], now: Timestamp) -> Option<Asked> {
        let has_language = |prompt: &Prompt| languages.iter().any(|language| prompt.text.get(*language).is_some());
        let open: Vec<&Prompt> =
            self.prompts.iter().filter(|prompt| step.fits(prompt) && has_language(prompt) && !self.used.contains(&prompt.id)).collect();
        let is_asked_for = |prompt: &&&Prompt| prompt.competency.as_ref().is_some_and(|competency| self.competencies.contains(competency));
        let fresh: Vec<&Prompt> = open.iter().filter(|prompt| !is_asked_for(prompt)).copied().collect();
        let among = if fresh.is_empty() { open } else { fresh };
        let with_story = HashSet::new();
        let today = Today { new: 0, again: 0, new_per_day: usize::MAX };
        let standing = Standing { prompts: &among, reviews, recent, languages, with_story: &with_story, today, now, seed: self.seed };
        if let Some(choice) = schedule::choose(&standing) {
            let prompt = among.iter().find(|prompt| prompt.id == choice.prompt)?;
            return Some(Asked::new((*prompt).clone(), choice.language, None));
        }
        let prompt = *among.get(self.seed as usize % among.len().max(1))?;
        let language = *languages.iter().find(|language| prompt.text.get(**language).is_some())?;
        Some(Asked::new(prompt.clone(), language, None))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::domain::PromptKind;
    use crate::prompt::Library;
    use crate::schedule::MockPlan;

    fn round(name: &str, minutes: u32, seed: u64) -> Vec<Asked> {
        let plan = MockPlan::shipped().into_iter().find(|plan| plan.name == name).unwrap();
        let steps = plan.fit(minutes);
        let packs: Vec<&str> = steps.iter().filter_map(|step| step.pack.as_deref()).collect();
        let prompts = Library::shipped().offered_or_in(&packs).cloned().collect();
        let mut round = Round::new(steps, prompts, vec![Language::Ko], seed);
        std::iter::from_fn(|| round.next(&[], &[], Timestamp::UNIX_EPOCH)).collect()
    }

    #[test]
    fn a_round_begins_with_the_introduction_ends_with_his_questions_and_asks_no_principle_twice() {
        for seed in 0..10 {
            let asked = round("amazon-loop", 90, seed);
            assert!(asked.iter().all(|asked| asked.prompt.pack != "demo"), "seed {seed}");
            assert_eq!(asked.first().map(|asked| asked.prompt.kind), Some(PromptKind::Introduction));
            assert_eq!(asked.last().map(|asked| asked.prompt.pack.as_str()), Some("closing"));
            let principles: Vec<_> =
                asked.iter().filter(|asked| asked.prompt.pack == "amazon").map(|asked| asked.prompt.competency.clone()).collect();
            assert_eq!(principles.len(), 10);
            assert_eq!(principles.iter().collect::<BTreeSet<_>>().len(), 10, "seed {seed}");
        }
    }

    #[test]
    fn a_mixed_round_takes_turns() {
        let plan = MockPlan::shipped().into_iter().find(|plan| plan.name == "amazon-mixed").unwrap();
        let mut round = Round::new(plan.fit(30), Library::shipped().prompts().to_vec(), plan.languages, 3);
        let asked: Vec<Language> = std::iter::from_fn(|| round.next(&[], &[], Timestamp::UNIX_EPOCH)).map(|asked| asked.language).collect();
        assert!(asked.windows(2).all(|pair| pair[0] != pair[1]), "{asked:?}");
    }

    #[test]
    fn the_same_seed_asks_the_same() {
        let ids = |seed| round("phone-screen", 20, seed).into_iter().map(|asked| asked.prompt.id).collect::<Vec<_>>();
        assert_eq!(ids(1), ids(1));
        assert_ne!(ids(1), ids(2));
    }
}
