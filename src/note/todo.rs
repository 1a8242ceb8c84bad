//! What is left to do in a note: parts that are missing, text that stands twice, questions nobody answers.

use super::extent;
use super::read::Note;
use crate::domain::sign::squeezed;
use crate::domain::{Argument, Message, OwnQuestion, Part, Scheme, Story, StoryThemes};
use crate::msg;

/// One thing to do, and the line to do it at.
#[derive(Clone, Debug, PartialEq)]
pub struct Todo {
    pub line: usize,
    pub what: What,
}

#[derive(Clone, Debug, PartialEq)]
pub enum What {
    /// A story without these parts.
    Missing { title: String, parts: Vec<Part> },
    /// Labels without any text.
    Empty { title: Option<String> },
    /// The same text under two stories.
    Twice { part: Part, title: String, other: String, other_line: usize },
    /// A part that breaks off.
    Unfinished { title: String, part: Part },
    /// Nothing in the note answers this question; the story whose words come nearest to it.
    NoAnswer { question: String, near: Option<String> },
    /// An answer that no question stands over.
    NoQuestion { competency: Option<String> },
}

impl What {
    /// The stable name of its kind, for programs that read it.
    pub fn name(&self) -> &'static str {
        match self {
            What::Missing { .. } => "missing",
            What::Empty { .. } => "empty",
            What::Twice { .. } => "twice",
            What::Unfinished { .. } => "unfinished",
            What::NoAnswer { .. } => "no-answer",
            What::NoQuestion { .. } => "no-question",
        }
    }

    pub fn message(&self) -> Message {
        match self {
            What::Missing { title, parts } => msg!("note-todo-missing", title = title, parts = letters(parts)),
            What::Empty { title: Some(title) } => msg!("note-todo-empty", title = title),
            What::Empty { title: None } => msg!("note-todo-empty-untitled"),
            What::Twice { part, title, other, other_line } => {
                msg!("note-todo-twice", part = part.code(), title = title, other = other, line = other_line.to_string())
            }
            What::Unfinished { title, part } => msg!("note-todo-unfinished", title = title, part = part.code()),
            What::NoAnswer { question, near: Some(near) } => msg!("note-todo-no-answer-near", question = question, near = near),
            What::NoAnswer { question, near: None } => msg!("note-todo-no-answer", question = question),
            What::NoQuestion { competency: Some(competency) } => {
                msg!("note-todo-no-question-of", competency = Argument::Competency(competency.clone()))
            }
            What::NoQuestion { competency: None } => msg!("note-todo-no-question"),
        }
    }
}

/// `S, T`: the parts by their letters.
pub fn letters(parts: &[Part]) -> String {
    parts.iter().map(|part| part.code()).collect::<Vec<_>>().join(", ")
}

/// Everything that is left to do, in the order of the lines.
pub fn todos(note: &Note) -> Vec<Todo> {
    let mut found: Vec<Todo> = note.stories.iter().flat_map(of_story).collect();
    found.extend(note.templates.iter().map(|template| Todo { line: template.line, what: What::Empty { title: template.title.clone() } }));
    found.extend(twice(&note.stories));
    let themes = StoryThemes::of(&note.stories);
    let open = note.questions.iter().filter(|question| !question.is_answered);
    found.extend(open.map(|question| no_answer(question, &themes)));
    let unasked = note.drafts.iter().filter(|draft| draft.question.is_none());
    found.extend(unasked.map(|draft| Todo { line: draft.lines.from, what: What::NoQuestion { competency: draft.competency.clone() } }));
    found.sort_by_key(|todo| todo.line);
    found
}

fn no_answer(question: &OwnQuestion, themes: &StoryThemes<'_>) -> Todo {
    let prompt = question.prompt(question.text.clone());
    let is_for_a_story = prompt.scheme() == Some(Scheme::Star);
    let near = is_for_a_story.then(|| themes.nearest(&prompt).map(|story| story.title.clone())).flatten();
    Todo { line: question.lines[0], what: What::NoAnswer { question: question.text.clone(), near } }
}

fn of_story(story: &Story) -> Vec<Todo> {
    let mut found = Vec::new();
    let parts = story.missing();
    if !parts.is_empty() {
        found.push(Todo { line: story.line, what: What::Missing { title: story.title.clone(), parts } });
    }
    let unfinished = story.parts.iter().filter(|part| breaks_off(&part.text));
    found.extend(unfinished.map(|part| Todo { line: part.lines.to, what: What::Unfinished { title: story.title.clone(), part: part.part } }));
    found
}

/// It ends with an arrow, a comma or an ellipsis, or is one word.
fn breaks_off(text: &str) -> bool {
    let text = text.trim();
    let ends_open = ["->", "→", ",", "…", "...", "=>"].iter().any(|sign| text.ends_with(sign));
    ends_open || !extent::ends_sentence(text) && text.split_whitespace().count() == 1
}

/// Parts of two stories that say the same, letter for letter. Short ones may be alike by chance.
fn twice(stories: &[Story]) -> Vec<Todo> {
    const SHORTEST: usize = 20;
    let mut seen: std::collections::HashMap<String, (&Story, usize)> = std::collections::HashMap::new();
    let mut found = Vec::new();
    for story in stories {
        for part in &story.parts {
            let text = squeezed(&part.text);
            if text.chars().count() < SHORTEST {
                continue;
            }
            match seen.get(&text) {
                Some(&(other, _)) if std::ptr::eq(other, story) => {}
                Some(&(other, other_line)) => found.push(Todo {
                    line: part.lines.from,
                    what: What::Twice { part: part.part, title: story.title.clone(), other: other.title.clone(), other_line },
                }),
                None => {
                    seen.insert(text, (story, part.lines.from));
                }
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::note::read;

    #[track_caller]
    fn check(note: &str, expected: &[(usize, &str)]) {
        let found: Vec<_> = todos(&read::read(note)).iter().map(|todo| (todo.line, todo.what.name())).collect();
        assert_eq!(found, expected, "{note}");
    }

    #[test]
    fn what_is_missing_doubled_or_breaks_off_is_named_with_its_line() {
        check("S: the pump stood still\nT: mend it by noon\nA: called the vendor and waited", &[(1, "missing")]);
        check("S:\nT:\nA:\nR:", &[(1, "empty")]);
        check("S: aws-auth file changed ->", &[(1, "missing"), (1, "unfinished")]);
        check(
            "S: late again\nT: fix it now\nA: did so\nR: the client thanked us twice in writing\n\nS: other one\nT: b c\nA: d e\nR: the client thanked us twice in writing",
            &[(9, "twice")],
        );
        check("## Questions\n1. Why us?\n2. Why now?\n   Because I have learned enough.", &[(2, "no-answer")]);
    }
}
