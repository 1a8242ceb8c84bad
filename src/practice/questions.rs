//! Which question comes next: the ones that were named, or what the schedule chooses.

use std::collections::{HashSet, VecDeque};

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::domain::{AttemptId, Failure, Language, Message, Prompt, PromptId};
use crate::schedule::{self, Choice, Standing, Today};
use crate::store::{Filter, Store};

use super::round::Round;

/// A question about to be asked.
#[derive(Clone, Debug)]
pub struct Asked {
    pub prompt: Prompt,
    pub language: Language,
    /// Why this one; nothing where the user named it himself.
    pub why: Option<Message>,
    /// The question as it is spoken, where it takes up what he said.
    pub spoken: Option<String>,
    /// The attempt that it follows up on.
    pub follows: Option<AttemptId>,
}

impl Asked {
    /// The question in its language; in the other one where it has no text in this.
    pub fn text(&self) -> &str {
        self.spoken.as_deref().or_else(|| self.prompt.text.get_or_other(self.language).map(String::as_str)).unwrap_or_default()
    }

    /// A question of its own.
    pub fn new(prompt: Prompt, language: Language, why: Option<Message>) -> Self {
        Self { prompt, language, why, spoken: None, follows: None }
    }
}

pub enum Questions {
    /// These, in this order.
    Named(VecDeque<Asked>),
    /// What is due, weak, or not yet covered among these; of new ones so many a day.
    Scheduled { prompts: Vec<Prompt>, languages: Vec<Language>, new_per_day: usize, seed: u64 },
    /// A mock interview.
    Round(Round),
}

impl Questions {
    /// # Errors
    /// `Kind::Storage` where the reviews cannot be read.
    pub fn next(&mut self, store: &Store, now: Timestamp) -> Result<Option<Asked>, Failure> {
        match self {
            Questions::Round(round) => Ok(round.next(&store.reviews()?, &recent_prompts(store)?, now)),
            Questions::Named(named) => Ok(named.pop_front()),
            Questions::Scheduled { prompts, languages, new_per_day, seed } => {
                let offered: Vec<&Prompt> = prompts.iter().collect();
                let choice = choose_next(store, &offered, languages, *new_per_day, now, *seed)?;
                Ok(choice.and_then(|choice| {
                    let prompt = prompts.iter().find(|prompt| prompt.id == choice.prompt)?.clone();
                    let why = schedule::why_message(&choice.why, now, &TimeZone::system());
                    Some(Asked::new(prompt, choice.language, Some(why)))
                }))
            }
        }
    }
}

/// What the schedule would ask now. Days begin at midnight where the user is.
///
/// # Errors
/// `Kind::Storage` where reviews, attempts or stories cannot be read.
pub fn choose_next(
    store: &Store,
    prompts: &[&Prompt],
    languages: &[Language],
    new_per_day: usize,
    now: Timestamp,
    seed: u64,
) -> Result<Option<Choice>, Failure> {
    let (reviews, recent) = (store.reviews()?, recent_prompts(store)?);
    let with_story: HashSet<String> = store.stories()?.into_iter().filter_map(|story| story.competency).collect();
    let midnight = now.to_zoned(TimeZone::system()).start_of_day().map_or(now, |day| day.timestamp());
    let today = Today::of(&reviews, new_per_day, |moment| moment >= midnight);
    Ok(schedule::choose(&Standing { prompts, reviews: &reviews, recent: &recent, languages, with_story: &with_story, today, now, seed }))
}

/// How far back the schedule looks so as not to ask the same again: a session's worth of questions.
const RECENT: usize = 20;

/// The prompts that were answered last, newest first.
///
/// # Errors
/// `Kind::Storage` where the attempts cannot be read.
fn recent_prompts(store: &Store) -> Result<Vec<PromptId>, Failure> {
    let attempts = store.history(&Filter { limit: Some(RECENT), ..Filter::default() })?;
    Ok(attempts.into_iter().filter_map(|attempt| attempt.prompt).collect())
}
