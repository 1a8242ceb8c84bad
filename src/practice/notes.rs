//! What the candidate has written down for a question: the story or the draft he may look at before he answers, or the story that comes nearest.

use crate::domain::{Draft, Failure, Language, OwnQuestion, Prompt, Scheme, Story, StoryThemes, Ties};
use crate::store::Store;

/// His notes for a question, a line each.
pub struct Notes {
    pub lines: Vec<String>,
    /// They were written for something else; their words speak of what is asked.
    pub are_only_near: bool,
}

/// The stories that serve the question, else the drafts of answers to it, else the nearest story; those in `language` before others.
///
/// # Errors
/// `Kind::Storage` where they cannot be read.
pub fn notes(store: &Store, prompt: &Prompt, language: Language) -> Result<Notes, Failure> {
    let (stories, ties) = (store.stories()?, store.ties()?);
    let written = written_for(store, &stories, &ties, prompt, language)?;
    if !written.is_empty() || prompt.scheme() != Some(Scheme::Star) {
        return Ok(Notes { lines: written, are_only_near: false });
    }
    let near = StoryThemes::of(&stories).near(prompt, &ties);
    let nearest = near.iter().find(|story| story.language == language).or(near.first());
    Ok(Notes { lines: nearest.map(|story| story_lines(story)).unwrap_or_default(), are_only_near: true })
}

fn written_for(store: &Store, stories: &[Story], ties: &Ties, prompt: &Prompt, language: Language) -> Result<Vec<String>, Failure> {
    let mut serving: Vec<&Story> = stories.iter().filter(|story| ties.serves(story, stories, prompt)).collect();
    serving.sort_by_key(|story| story.language != language);
    if !serving.is_empty() {
        return Ok(serving.into_iter().flat_map(story_lines).collect());
    }
    let questions = store.own_questions()?;
    let question = questions.iter().find(|question| question.id == prompt.id);
    let mut drafts: Vec<Draft> = store.drafts()?.into_iter().filter(|draft| answers(draft, prompt, question)).collect();
    drafts.sort_by_key(|draft| draft.language != language);
    Ok(drafts.iter().flat_map(|draft| draft.text.lines().map(str::to_owned)).collect())
}

fn story_lines(story: &Story) -> Vec<String> {
    let part = |part: crate::domain::Part, text: &str| {
        let indent = |(at, line): (usize, &str)| if at == 0 { format!("{}: {line}", part.code()) } else { format!("   {line}") };
        text.lines().enumerate().map(indent).collect::<Vec<_>>()
    };
    std::iter::once(format!("{} {}", story.id, story.title)).chain(story.parts.iter().flat_map(|one| part(one.part, &one.text))).collect()
}

/// Under the question itself; of an introduction every draft of one, of a principle those that stand under it.
fn answers(draft: &Draft, prompt: &Prompt, question: Option<&OwnQuestion>) -> bool {
    match (&draft.question, question) {
        (Some(text), Some(question)) => *text == question.text,
        _ if prompt.scheme() == Some(Scheme::Introduction) => draft.kind == prompt.kind,
        _ => draft.question.is_none() && draft.competency.is_some() && draft.competency == prompt.competency,
    }
}
