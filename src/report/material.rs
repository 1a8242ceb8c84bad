//! What an import found, and the candidate's stories: as text to read, and as JSON.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use serde_json::{Value, json};

use super::Page;
use super::wrap::{hang, wrap};
use crate::domain::{
    AttemptId, Bilingual, Draft, Language, Lines, Message, OwnQuestion, Part, Prompt, PromptId, PromptKind, Scheme, Story, StoryId, Ties,
};
use crate::msg;
use crate::note::{self, Change, Merged, Note, Template, Todo, Unplaced};

/// An import, before or after it is kept.
pub struct Import<'a> {
    /// The note's name.
    pub name: &'a str,
    pub merged: &'a Merged,
    pub note: &'a Note,
    pub todos: &'a [Todo],
    pub is_dry_run: bool,
}

impl Import<'_> {
    /// Nothing of it was there before.
    fn is_first(&self) -> bool {
        self.merged.stories.iter().chain(&self.merged.questions).all(|change| *change == Change::New)
    }
}

/// The import for a person to read line by line against his note.
pub fn import_text(import: &Import<'_>, page: &Page<'_>) -> String {
    let sections = [
        head(import, page),
        stories_of_import(import, page),
        questions_of_import(import, page),
        drafts_of_import(import, page),
        gone(import.merged, page),
        todos(import.todos, page),
        unplaced(import.note, page),
        foot(import, page),
    ];
    let sections: Vec<String> = sections.into_iter().filter(|lines| !lines.is_empty()).map(|lines| lines.join("\n")).collect();
    sections.join("\n\n") + "\n"
}

fn head(import: &Import<'_>, page: &Page<'_>) -> Vec<String> {
    let material = &import.merged.material;
    let complete = material.stories.iter().filter(|story| story.missing().is_empty()).count();
    let (stories, questions, drafts) = (material.stories.len(), material.questions.len(), material.drafts.len());
    let text = msg!("note-head", name = import.name, stories = stories, complete = complete, questions = questions, drafts = drafts);
    wrap(&page.say(&text), page.width())
}

fn stories_of_import(import: &Import<'_>, page: &Page<'_>) -> Vec<String> {
    let mut lines = Vec::new();
    let mut under: Option<Option<&str>> = None;
    let is_first = import.is_first();
    for (story, change) in import.merged.material.stories.iter().zip(&import.merged.stories) {
        let competency = story.competency.as_deref();
        if under != Some(competency) {
            lines.push(heading(competency, page));
            under = Some(competency);
        }
        lines.extend(hang(&id_column(&story.id.0), &format!("{}{}", story.title, changed(*change, is_first, page)), page.width()));
        lines.extend(hang(&id_column(""), &places(story), page.width()));
    }
    lines
}

fn heading(competency: Option<&str>, page: &Page<'_>) -> String {
    competency.map_or_else(|| page.say(&msg!("note-no-competency")), |name| page.competency(name))
}

fn id_column(id: &str) -> String {
    format!("  {id:<6}")
}

/// Nothing for what is as it was, and where everything is new.
fn changed(change: Change, is_first: bool, page: &Page<'_>) -> String {
    let mark = match change {
        Change::New if is_first => return String::new(),
        Change::New => msg!("note-new"),
        Change::Changed => msg!("note-changed"),
        Change::Same => return String::new(),
    };
    format!(" ({})", page.say(&mark))
}

/// `S 37–38 · T 39 · A –`: the lines of each part.
fn places(story: &Story) -> String {
    let mut places: Vec<String> = story
        .parts
        .iter()
        .map(|part| {
            let also = part.also.map_or(String::new(), |also| format!("+{}", also.code()));
            format!("{}{also} {}", part.part.code(), span(part.lines))
        })
        .collect();
    places.extend(story.missing().iter().map(|part| format!("{} –", part.code())));
    places.join(" · ")
}

fn span(lines: Lines) -> String {
    if lines.from == lines.to { lines.from.to_string() } else { format!("{}–{}", lines.from, lines.to) }
}

fn questions_of_import(import: &Import<'_>, page: &Page<'_>) -> Vec<String> {
    let questions = import.merged.material.questions.iter().zip(&import.merged.questions);
    let is_first = import.is_first();
    let mut lines: Vec<String> = questions
        .flat_map(|(question, change)| {
            let lines = question.lines.iter().map(usize::to_string).collect::<Vec<_>>().join(", ");
            hang(&id_column(&question.id.0), &format!("{} [{lines}]{}", question.text, changed(*change, is_first, page)), page.width())
        })
        .collect();
    if !lines.is_empty() {
        lines.insert(0, page.say(&msg!("note-questions")));
    }
    lines
}

fn drafts_of_import(import: &Import<'_>, page: &Page<'_>) -> Vec<String> {
    let mut lines: Vec<String> = import
        .merged
        .material
        .drafts
        .iter()
        .flat_map(|draft| {
            let answers = draft.question.clone().unwrap_or_else(|| heading(draft.competency.as_deref(), page));
            hang(&format!("  {:<9}", span(draft.lines)), &format!("{answers} ({})", draft.language), page.width())
        })
        .collect();
    if !lines.is_empty() {
        lines.insert(0, page.say(&msg!("note-drafts")));
    }
    lines
}

fn gone(merged: &Merged, page: &Page<'_>) -> Vec<String> {
    let ids: Vec<String> = merged.gone_stories.iter().map(|id| id.0.clone()).chain(merged.gone_questions.iter().map(|id| id.0.clone())).collect();
    if ids.is_empty() { Vec::new() } else { wrap(&page.say(&msg!("note-gone", ids = ids.join(", "))), page.width()) }
}

fn todos(todos: &[Todo], page: &Page<'_>) -> Vec<String> {
    let mut lines: Vec<String> =
        todos.iter().flat_map(|todo| hang(&format!("  {:<6}", todo.line), &page.say(&todo.what.message()), page.width())).collect();
    if !lines.is_empty() {
        lines.insert(0, page.say(&msg!("note-todos", count = todos.len())));
    }
    lines
}

fn unplaced(note: &Note, page: &Page<'_>) -> Vec<String> {
    let mut lines: Vec<String> = note.unplaced.iter().map(|one| first_line(&format!("  {:<6}", one.line), &one.text, page.width())).collect();
    if !lines.is_empty() {
        lines.insert(0, page.say(&msg!("note-unplaced", count = note.unplaced.len())));
    }
    lines
}

/// One line of it: who reads this looks for lines, and has the note.
fn first_line(place: &str, text: &str, columns: usize) -> String {
    let mut lines = hang(place, text, columns.saturating_sub(1));
    let first = lines.swap_remove(0);
    if lines.is_empty() { first } else { first + "…" }
}

fn foot(import: &Import<'_>, page: &Page<'_>) -> Vec<String> {
    let text = if import.is_dry_run { msg!("note-dry-run") } else { msg!("note-kept") };
    wrap(&page.say(&text), page.width())
}

/// The import for programs; the names are in `docs/json.md`. Nothing of the note is copied for it.
pub fn import_json<'a>(import: &Import<'a>, page: &Page<'_>) -> impl Serialize + 'a {
    let Import { name, merged, note, todos, is_dry_run } = *import;
    let material = &merged.material;
    ImportJson {
        drafts: &material.drafts,
        dry_run: is_dry_run,
        gone: GoneJson { prompts: &merged.gone_questions, stories: &merged.gone_stories },
        headings: &note.headings,
        note: name,
        prompts: material.questions.iter().zip(&merged.questions).map(|(question, change)| question_json(question, *change)).collect(),
        skipped: note.skipped.iter().map(|(line, why)| SkippedJson { line: *line, why: why.name() }).collect(),
        stories: material
            .stories
            .iter()
            .zip(&merged.stories)
            .map(|(story, change)| StoryJson { change: Some(*change), ..story_json(story) })
            .collect(),
        templates: &note.templates,
        todo: todos.iter().map(|todo| todo_json(todo, page)).collect(),
        unplaced: &note.unplaced,
    }
}

#[derive(Serialize)]
struct ImportJson<'a> {
    drafts: &'a [Draft],
    dry_run: bool,
    gone: GoneJson<'a>,
    headings: &'a [Unplaced],
    note: &'a str,
    prompts: Vec<QuestionJson<'a>>,
    skipped: Vec<SkippedJson>,
    stories: Vec<StoryJson<'a>>,
    templates: &'a [Template],
    todo: Vec<TodoJson>,
    unplaced: &'a [Unplaced],
}

#[derive(Serialize)]
struct GoneJson<'a> {
    prompts: &'a [PromptId],
    stories: &'a [StoryId],
}

#[derive(Serialize)]
struct SkippedJson {
    line: usize,
    why: &'static str,
}

#[derive(Serialize)]
struct TodoJson {
    kind: &'static str,
    line: usize,
    text: String,
}

fn todo_json(todo: &Todo, page: &Page<'_>) -> TodoJson {
    TodoJson { kind: todo.what.name(), line: todo.line, text: page.say(&todo.what.message()) }
}

#[derive(Serialize)]
struct QuestionJson<'a> {
    answered: bool,
    change: Change,
    competency: Option<&'a str>,
    id: &'a PromptId,
    kind: PromptKind,
    language: Language,
    line: Option<usize>,
    lines: &'a [usize],
    text: Bilingual<&'a str>,
    topic: bool,
}

fn question_json(question: &OwnQuestion, change: Change) -> QuestionJson<'_> {
    let mut text: Bilingual<&str> = Bilingual::default();
    match question.language {
        Language::Ko => text.ko = Some(&question.text),
        Language::En => text.en = Some(&question.text),
    }
    QuestionJson {
        answered: question.is_answered,
        change,
        competency: question.competency.as_deref(),
        id: &question.id,
        kind: question.kind,
        language: question.language,
        line: question.lines.first().copied(),
        lines: &question.lines,
        text,
        topic: question.is_topic,
    }
}

/// A story for programs; `change` belongs to an import.
#[derive(Serialize)]
struct StoryJson<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    change: Option<Change>,
    missing: Vec<Part>,
    #[serde(flatten)]
    story: &'a Story,
}

fn story_json(story: &Story) -> StoryJson<'_> {
    StoryJson { change: None, missing: story.missing(), story }
}

/// How a story is used.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Use {
    /// The prompts that it serves.
    pub prompts: Vec<PromptId>,
    /// The attempts in which it was told, newest first.
    pub told: Vec<AttemptId>,
    /// The principles it was told for.
    pub competencies: BTreeSet<String>,
    /// The story that tells the same in the other language; both are used as one.
    pub translation: Option<StoryId>,
}

/// From so many principles on, a story is worn out: interviewers of one loop compare their notes, and ask for different stories.
const WORN_OUT: usize = 3;

/// How each story is used: the prompts it serves, and the attempts `told` says it was told in, each with its prompt.
pub fn uses(stories: &[Story], prompts: &[&Prompt], ties: &Ties, told: &[(StoryId, AttemptId, Option<PromptId>)]) -> Vec<Use> {
    let competency_of: BTreeMap<&PromptId, &str> = prompts.iter().filter_map(|prompt| Some((&prompt.id, prompt.competency.as_deref()?))).collect();
    stories
        .iter()
        .map(|story| {
            let translation = ties.other(story, stories).map(|other| other.id.clone());
            let told: Vec<_> = told.iter().filter(|(id, ..)| *id == story.id || Some(id) == translation.as_ref()).collect();
            Use {
                prompts: prompts.iter().filter(|prompt| ties.serves(story, stories, prompt)).map(|prompt| prompt.id.clone()).collect(),
                competencies: told.iter().filter_map(|(_, _, prompt)| competency_of.get(prompt.as_ref()?)).map(|&name| name.to_owned()).collect(),
                told: told.iter().map(|(_, attempt, _)| attempt.clone()).collect(),
                translation,
            }
        })
        .collect()
}

/// The stories under their principles, with holes and overuse; one in two languages is one story. `principles` are those that the prompts ask for, in
/// their order.
pub fn stories_text(stories: &[Story], uses: &[Use], ties: &Ties, principles: &[&str], page: &Page<'_>) -> String {
    if stories.is_empty() {
        return wrap(&page.say(&msg!("note-no-stories")), page.width()).join("\n") + "\n";
    }
    let mut lines = Vec::new();
    let known: BTreeSet<&str> = principles.iter().copied().collect();
    let shown = shown(stories, uses, ties);
    let themes: Vec<_> = stories.iter().map(|story| (&story.id, story.themes())).collect();
    let others: BTreeSet<Option<&str>> =
        shown.iter().flat_map(|row| row.competencies()).filter(|name| name.is_none_or(|name| !known.contains(name))).collect();
    for group in principles.iter().map(|name| Some(*name)).chain(others.into_iter().rev()) {
        let of_group: Vec<_> = shown.iter().filter(|row| row.competencies().contains(&group)).collect();
        lines.push(heading(group, page));
        if of_group.is_empty() {
            lines.extend(hole(group, &themes, page));
        }
        lines.extend(of_group.iter().flat_map(|row| row.lines(page)));
    }
    lines.join("\n") + "\n"
}

/// That nothing is told for a principle, and which stories could be, by their words.
fn hole(principle: Option<&str>, themes: &[(&StoryId, Vec<(&str, usize)>)], page: &Page<'_>) -> Vec<String> {
    let speaking = themes.iter().filter(|(_, spoken)| spoken.iter().any(|(theme, _)| Some(*theme) == principle));
    let ids = speaking.map(|(id, _)| id.0.as_str()).collect::<Vec<_>>().join(", ");
    let text = if ids.is_empty() { msg!("note-hole") } else { msg!("note-hole-near", ids = ids) };
    hang("  ", &page.say(&text), page.width())
}

/// A story in the list, with what tells the same in the other language.
struct Row<'a> {
    story: &'a Story,
    other: Option<&'a Story>,
    used: &'a Use,
}

/// Each story once: a translation stands with the story that it goes by.
fn shown<'a>(stories: &'a [Story], uses: &'a [Use], ties: &Ties) -> Vec<Row<'a>> {
    let row = |(story, used): (&'a Story, &'a Use)| Row { story, other: ties.other(story, stories), used };
    let stands_below = |row: &Row<'_>| row.other.is_some() && ties.translations.iter().any(|pair| pair.translation == row.story.id);
    stories.iter().zip(uses).map(row).filter(|row| !stands_below(row)).collect()
}

impl<'a> Row<'a> {
    /// The principles that it stands under in either language; `None` is none.
    fn competencies(&self) -> BTreeSet<Option<&'a str>> {
        let both = std::iter::once(self.story).chain(self.other).map(|story| story.competency.as_deref());
        let named: BTreeSet<_> = both.filter(Option::is_some).collect();
        if named.is_empty() { BTreeSet::from([None]) } else { named }
    }

    fn lines(&self, page: &Page<'_>) -> Vec<String> {
        let mut lines = hang(&id_column(&self.story.id.0), &format!("{}  {}", letters(self.story), self.story.title), page.width());
        let other = self.other.map(|other| page.say(&in_language(other.language, format!("{} {} {}", other.id, letters(other), other.title))));
        lines.extend(other.into_iter().chain(usage(self.used, page)).flat_map(|text| hang(&id_column(""), &text, page.width())));
        lines
    }
}

/// A story, as it stands in this language.
fn in_language(language: Language, story: String) -> Message {
    match language {
        Language::Ko => msg!("note-in-korean", story = story),
        Language::En => msg!("note-in-english", story = story),
    }
}

/// `ST–R`: the parts that are there.
fn letters(story: &Story) -> String {
    let missing = story.missing();
    Scheme::Star.parts().iter().map(|part| if missing.contains(part) { "–" } else { part.code() }).collect()
}

fn usage(used: &Use, page: &Page<'_>) -> Option<String> {
    let told = || (!used.told.is_empty()).then(|| page.say(&msg!("note-told", count = used.told.len())));
    worn_out(used, page).or_else(told)
}

fn worn_out(used: &Use, page: &Page<'_>) -> Option<String> {
    let names = || used.competencies.iter().map(|name| page.competency(name)).collect::<Vec<_>>().join(", ");
    (used.competencies.len() >= WORN_OUT).then(|| page.say(&msg!("note-worn-out", count = used.told.len(), principles = names())))
}

/// For below an answer: that its story, used so, has been told for too many principles. Empty where it has not.
pub fn worn_out_text(used: &Use, page: &Page<'_>) -> String {
    worn_out(used, page).map(|text| format!("\n{}\n", wrap(&text, page.width()).join("\n"))).unwrap_or_default()
}

/// A story whole, with where it is used.
pub fn story_text(story: &Story, used: &Use, page: &Page<'_>) -> String {
    let mut lines = hang("", &format!("{}  {}", story.id, story.title), page.width());
    let mut facts = vec![heading(story.competency.as_deref(), page)];
    facts.extend(story.question.clone());
    lines.extend(wrap(&facts.join(" · "), page.width()));
    for part in &story.parts {
        lines.push(String::new());
        for (at, line) in part.text.lines().enumerate() {
            let name = if at == 0 { format!("{}  ", part.part.code()) } else { "   ".to_owned() };
            lines.extend(hang(&name, line, page.width()));
        }
    }
    let missing = story.missing();
    lines.push(String::new());
    if !missing.is_empty() {
        lines.extend(wrap(&page.say(&msg!("note-story-missing", parts = note::letters(&missing))), page.width()));
    }
    if let Some(id) = &used.translation {
        let language = if story.language == Language::Ko { Language::En } else { Language::Ko };
        lines.extend(wrap(&page.say(&in_language(language, id.0.clone())), page.width()));
    }
    if !used.prompts.is_empty() {
        let ids = used.prompts.iter().map(|id| id.0.as_str()).collect::<Vec<_>>().join(", ");
        lines.extend(wrap(&page.say(&msg!("note-story-serves", ids = ids)), page.width()));
    }
    let themes: Vec<String> = other_themes(story).iter().map(|theme| page.competency(theme)).collect();
    if !themes.is_empty() {
        lines.extend(wrap(&page.say(&msg!("note-story-near", themes = themes.join(", "))), page.width()));
    }
    if !used.told.is_empty() {
        let ids = used.told.iter().map(|id| id.0.as_str()).collect::<Vec<_>>().join(", ");
        lines.extend(wrap(&page.say(&msg!("note-story-told-in", ids = ids)), page.width()));
    }
    lines.join("\n") + "\n"
}

/// What it speaks of beside the principle it stands under.
fn other_themes(story: &Story) -> Vec<&'static str> {
    story.themes().into_iter().map(|(theme, _)| theme).filter(|theme| story.competency.as_deref() != Some(theme)).collect()
}

/// A story with its use, for programs.
pub fn used_story_json(story: &Story, used: &Use) -> Value {
    let mut value = json!(story_json(story));
    value["serves"] = json!(used.prompts);
    value["told_in"] = json!(used.told);
    value["told_for"] = json!(used.competencies);
    value["translation"] = json!(used.translation);
    value["themes"] = json!(other_themes(story));
    value
}
