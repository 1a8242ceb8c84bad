//! The follow-up question: chosen by what the answer lacked, taking him at his own word where that was heard well.

use crate::assess::{self, Lack};
use crate::domain::{Attempt, Gap, Message, Prompt};
use crate::messages::Catalogue;
use crate::msg;

use super::questions::Asked;

/// Interviewers dig two or three times before they let go.
pub const DEEPEST: usize = 3;

/// A story and what was asked about it so far.
#[derive(Clone, Debug)]
pub struct Thread {
    /// The answer that all of this is about.
    main: Attempt,
    asked: Vec<Gap>,
}

impl Thread {
    pub fn new(main: Attempt) -> Self {
        Self { main, asked: Vec::new() }
    }

    /// The next follow-up to it, and none where it lacks nothing more or has been asked often enough. `prompts` are the follow-ups there are; of several for
    /// a gap `seed` picks one.
    pub fn next(&mut self, prompts: &[Prompt], seed: u64) -> Option<Asked> {
        let (lack, prompt) = self.choose(prompts, seed)?;
        self.asked.push(lack.gap);
        let asked = Asked::new(prompt.clone(), self.main.language, Some(why(lack.gap)));
        let spoken = lack.quote.map(|quote| spoken(&quote, &asked));
        Some(Asked { spoken, follows: Some(self.main.id.clone()), ..asked })
    }

    /// Whether there is one.
    pub fn has_next(&self, prompts: &[Prompt]) -> bool {
        self.choose(prompts, 0).is_some()
    }

    fn choose<'a>(&self, prompts: &'a [Prompt], seed: u64) -> Option<(Lack, &'a Prompt)> {
        if self.asked.len() >= DEEPEST {
            return None;
        }
        let open = assess::lacks(&self.main).into_iter().filter(|lack| !self.asked.contains(&lack.gap));
        open.filter_map(|lack| {
            let fitting: Vec<&Prompt> =
                prompts.iter().filter(|prompt| prompt.probes == Some(lack.gap) && prompt.text.get(self.main.language).is_some()).collect();
            let prompt = *fitting.get(seed as usize % fitting.len().max(1))?;
            Some((lack, prompt))
        })
        .next()
    }
}

/// What made the interviewer ask.
fn why(gap: Gap) -> Message {
    match gap {
        Gap::Situation => msg!("practice-why-situation"),
        Gap::Task => msg!("practice-why-task"),
        Gap::Action => msg!("practice-why-action"),
        Gap::Result => msg!("practice-why-result"),
        Gap::Number => msg!("practice-why-number"),
        Gap::Ownership => msg!("practice-why-ownership"),
        Gap::Alternative => msg!("practice-why-alternative"),
        Gap::Learning => msg!("practice-why-learning"),
        Gap::Time => msg!("practice-why-time"),
    }
}

/// His words first, then the question, in the language he spoke.
fn spoken(quote: &str, asked: &Asked) -> String {
    Catalogue::new(asked.language).say(&msg!("practice-follow-up-quote", quote = quote, question = asked.text()))
}
