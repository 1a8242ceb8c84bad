//! The follow-up question: one that the prompt names, else chosen by what the answer lacked, taking him at his own word where that was heard well.

use crate::assess::{self, Lack};
use std::collections::VecDeque;

use crate::domain::{Attempt, Gap, Message, Prompt, PromptId};
use crate::messages::Catalogue;
use crate::msg;

use super::questions::Asked;

/// Interviewers dig two or three times before they let go.
pub const DEEPEST: usize = 3;

/// The follow-ups there are.
#[derive(Clone, Debug, Default)]
pub struct FollowUps {
    /// Those that may be asked after any answer that lacks what they probe.
    pub general: Vec<Prompt>,
    /// All that a prompt may name.
    pub named: Vec<Prompt>,
}

/// An answer and what was asked about it so far.
#[derive(Clone, Debug)]
pub struct Thread {
    /// The answer that all of this is about.
    main: Attempt,
    /// The follow-ups that its prompt names, and those that were asked name, in the order they are asked in.
    named: VecDeque<PromptId>,
    asked: Vec<Prompt>,
}

impl Thread {
    /// `named` are the follow-ups that the prompt of the answer names.
    pub fn new(main: Attempt, named: &[PromptId]) -> Self {
        Self { main, named: named.iter().cloned().collect(), asked: Vec::new() }
    }

    /// The next follow-up to it: the named ones come first, whatever was said; then what it lacks. None where nothing is left to ask or it has been asked
    /// often enough. Of several general ones for a gap `seed` picks one.
    pub fn next(&mut self, follow_ups: &FollowUps, seed: u64) -> Option<Asked> {
        let (prompt, lack) = self.choose(follow_ups, seed)?;
        self.asked.push(prompt.clone());
        prompt.follow_ups.iter().rev().for_each(|id| self.named.push_front(id.clone()));
        let reason = lack.as_ref().map_or_else(|| msg!("practice-why-named"), |lack| why(lack.gap));
        let asked = Asked::new(prompt.clone(), self.main.language, Some(reason));
        let spoken = lack.and_then(|lack| lack.quote).map(|quote| spoken(&quote, &asked));
        Some(Asked { spoken, follows: Some(self.main.id.clone()), ..asked })
    }

    /// Whether there is one.
    pub fn has_next(&self, follow_ups: &FollowUps) -> bool {
        self.choose(follow_ups, 0).is_some()
    }

    /// The next one, with what the answer lacks of what it probes.
    fn choose<'a>(&self, follow_ups: &'a FollowUps, seed: u64) -> Option<(&'a Prompt, Option<Lack>)> {
        if self.asked.len() >= DEEPEST {
            return None;
        }
        let lacks = assess::lacks(&self.main);
        if let Some(prompt) = self.first_named(&follow_ups.named) {
            return Some((prompt, lacks.into_iter().find(|lack| prompt.probes == Some(lack.gap))));
        }
        let is_open = |lack: &Lack| self.asked.iter().all(|asked| asked.probes != Some(lack.gap));
        lacks.into_iter().filter(is_open).find_map(|lack| Some((self.general(&follow_ups.general, lack.gap, seed)?, Some(lack))))
    }

    fn first_named<'a>(&self, prompts: &'a [Prompt]) -> Option<&'a Prompt> {
        self.named.iter().find_map(|id| prompts.iter().find(|prompt| prompt.id == *id && self.can_ask(prompt)))
    }

    fn general<'a>(&self, prompts: &'a [Prompt], gap: Gap, seed: u64) -> Option<&'a Prompt> {
        let fitting: Vec<&Prompt> = prompts.iter().filter(|prompt| prompt.probes == Some(gap) && self.can_ask(prompt)).collect();
        fitting.get(seed as usize % fitting.len().max(1)).copied()
    }

    /// It was not asked yet, and exists in the language that was spoken.
    fn can_ask(&self, prompt: &Prompt) -> bool {
        prompt.text.get(self.main.language).is_some() && self.asked.iter().all(|asked| asked.id != prompt.id)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{AttemptId, Language, PromptKind, Scheme, Transcript};
    use crate::prompt::{Library, read_pack};
    use crate::star;

    /// `a` names `b`, then `c`; `b` names `d`; `e` is general, and there is one in Korean only.
    const PACK: &str = r#"
[[prompt]]
id = "a"
kind = "follow-up"
probes = "time"
text.en = "When was it?"
follow_ups = ["b", "korean", "c"]

[[prompt]]
id = "b"
kind = "follow-up"
probes = "alternative"
text.en = "Which other tools were there?"
follow_ups = ["d"]

[[prompt]]
id = "c"
kind = "follow-up"
probes = "number"
text.en = "How many tickets was that?"

[[prompt]]
id = "d"
kind = "follow-up"
probes = "learning"
text.en = "Would you take it again?"

[[prompt]]
id = "korean"
kind = "follow-up"
probes = "result"
text.ko = "그래서 어떻게 되었나요?"
"#;

    fn ids(ids: &[&str]) -> Vec<PromptId> {
        ids.iter().map(|&id| PromptId(id.to_owned())).collect()
    }

    fn follow_ups() -> FollowUps {
        let (pack, problems) = read_pack("mine.toml", PACK);
        assert_eq!(problems, []);
        FollowUps { general: Library::shipped().general_follow_ups().cloned().collect(), named: pack.prompts }
    }

    /// An answer in English of these sentences; of none, where no model has heard it.
    fn answer(sentences: &[&str]) -> Attempt {
        let bare = Attempt::new(AttemptId("t".to_owned()), jiff::Timestamp::UNIX_EPOCH, "t.wav".into(), Language::En);
        if sentences.is_empty() {
            return bare;
        }
        let sentences: Vec<String> = sentences.iter().map(|&text| text.to_owned()).collect();
        let coverage = star::cover_texts(&sentences, Scheme::Star, Language::En);
        Attempt { coverage: Some(coverage), transcript: Some(Transcript::default()), ..bare }
    }

    const WITHOUT_NUMBER: [&str; 2] = ["In March I considered a queue instead and rewrote the batch.", "As a result the customers were happy."];

    /// What is asked about the answer to a prompt that names `named`, with the reasons.
    fn asked(sentences: &[&str], named: &[&str]) -> Vec<(String, Message)> {
        let (follow_ups, mut thread) = (follow_ups(), Thread::new(answer(sentences), &ids(named)));
        let mut asked = Vec::new();
        while let Some(next) = thread.next(&follow_ups, 0) {
            asked.push((next.prompt.id.0, next.why.unwrap()));
        }
        assert!(!thread.has_next(&follow_ups));
        asked
    }

    fn names(asked: &[(String, Message)]) -> Vec<&str> {
        asked.iter().map(|(id, _)| id.as_str()).collect()
    }

    #[test]
    fn what_a_prompt_names_is_asked_in_its_order_each_with_its_own_and_never_twice() {
        assert_eq!(names(&asked(&WITHOUT_NUMBER, &["a"])), ["a", "b", "d"]);
        assert_eq!(names(&asked(&WITHOUT_NUMBER, &["d", "b", "c"])), ["d", "b", "c"]);
    }

    #[test]
    fn after_the_named_ones_come_those_for_what_the_answer_lacks() {
        let asked = asked(&WITHOUT_NUMBER, &["d"]);
        assert_eq!((names(&asked)[0], &asked[0].1), ("d", &msg!("practice-why-learning")));
        let probes: Vec<Gap> = asked[1..].iter().map(|(id, _)| Library::shipped().find(id).unwrap().probes.unwrap()).collect();
        assert!(probes.contains(&Gap::Number) && !probes.contains(&Gap::Learning), "{asked:?}");
    }

    #[test]
    fn a_named_one_is_asked_where_nothing_is_known_to_be_lacking() {
        assert_eq!(asked(&[], &["c", "korean"]), [("c".to_owned(), msg!("practice-why-named"))]);
        assert_eq!(asked(&WITHOUT_NUMBER, &["c"])[0].1, msg!("practice-why-number"));
        assert_eq!(asked(&[], &[]), []);
    }

    #[test]
    fn what_is_no_follow_up_any_more_is_not_asked() {
        let shipped: Vec<Prompt> = Library::shipped().follow_ups().cloned().collect();
        assert!(shipped.iter().all(|prompt| prompt.kind == PromptKind::FollowUp));
        let follow_ups = FollowUps { general: Vec::new(), named: shipped };
        assert!(!Thread::new(answer(&[]), &ids(&["intro.60", "gone"])).has_next(&follow_ups));
    }
}
