//! `mynah stories`: the candidate's own stories, what they serve, and how often they were told.

use jiff::tz::TimeZone;

use crate::domain::{Attempt, Failure, Kind, Language, Prompt, Story, StoryId, StoryLink, StoryTranslation};
use crate::msg;
use crate::prompt::Library;
use crate::report::{self, Use};
use crate::store::Store;

use super::arguments::{LinkStory, ListStories, ShowStory, StoriesAction};
use super::context::Context;
use super::output;

pub fn run(context: &Context, action: &StoriesAction) -> Result<(), Failure> {
    let (store, library) = (context.store()?, context.library()?);
    match action {
        StoriesAction::List(arguments) => list(context, arguments, &store, &library),
        StoriesAction::Show(arguments) => show(context, arguments, &store, &library),
        StoriesAction::Link(arguments) => match &arguments.translation {
            Some(translation) => pair(context, arguments, translation, &store),
            None => link(context, arguments, &store, &library),
        },
    }
}

/// That the story which an answer told has been told for too many principles, as a paragraph below the answer; empty where it has not.
///
/// # Errors
/// `Kind::Storage` where the database cannot be read.
pub fn worn_out_text(context: &Context, store: &Store, library: &Library, attempt: &Attempt) -> Result<String, Failure> {
    let Some(told) = attempt.coverage.as_ref().and_then(|coverage| coverage.told.as_ref()) else { return Ok(String::new()) };
    let stories = store.stories()?;
    let Some(at) = stories.iter().position(|story| story.id == *told) else { return Ok(String::new()) };
    let used = uses(&stories, store, library)?.swap_remove(at);
    Ok(report::worn_out_text(&used, &context.page(&TimeZone::system())))
}

fn uses(stories: &[Story], store: &Store, library: &Library) -> Result<Vec<Use>, Failure> {
    let prompts: Vec<&Prompt> = library.offered().collect();
    Ok(report::uses(stories, &prompts, &store.ties()?, &store.told_stories()?))
}

fn list(context: &Context, arguments: &ListStories, store: &Store, library: &Library) -> Result<(), Failure> {
    let stories = store.stories()?;
    let uses = uses(&stories, store, library)?;
    if arguments.json {
        output::print_json(&stories.iter().zip(&uses).map(|(story, used)| report::used_story_json(story, used)).collect::<Vec<_>>());
        return Ok(());
    }
    let groups = context.synonym_groups().len();
    if groups > 0 {
        context.remark(&msg!("note-synonyms", count = groups, path = &context.home.synonyms()));
    }
    let zone = TimeZone::system();
    output::print(&report::stories_text(&stories, &uses, &store.ties()?, &principles(&stories, library), &context.page(&zone)));
    Ok(())
}

/// The principles of the pack that the stories stand under, in its order: a hole is a principle that nothing is told for.
pub fn principles<'a>(stories: &[Story], library: &'a Library) -> Vec<&'a str> {
    let asks = |prompt: &&Prompt| stories.iter().any(|story| story.competency.is_some() && story.competency == prompt.competency);
    let packs: Vec<&str> = library.prompts().iter().filter(asks).map(|prompt| prompt.pack.as_str()).collect();
    let most = packs.iter().max_by_key(|pack| packs.iter().filter(|other| other == pack).count());
    let mut found: Vec<&str> = Vec::new();
    for prompt in library.prompts().iter().filter(|prompt| Some(&prompt.pack.as_str()) == most) {
        found.extend(prompt.competency.as_deref().filter(|name| !found.contains(name)));
    }
    found
}

fn show(context: &Context, arguments: &ShowStory, store: &Store, library: &Library) -> Result<(), Failure> {
    let stories = store.stories()?;
    let at = find(&stories, &arguments.id)?;
    let (story, used) = (&stories[at], uses(&stories, store, library)?.swap_remove(at));
    if arguments.json {
        output::print_json(&report::used_story_json(story, &used));
        return Ok(());
    }
    let zone = TimeZone::system();
    output::print(&report::story_text(story, &used, &context.page(&zone)));
    Ok(())
}

fn link(context: &Context, arguments: &LinkStory, store: &Store, library: &Library) -> Result<(), Failure> {
    let stories = store.stories()?;
    let story = &stories[find(&stories, &arguments.story)?];
    let prompt = library.find(arguments.prompt.as_deref().unwrap_or_default())?; // clap asks for one of the two
    store.link_story(&StoryLink { story: story.id.clone(), prompt: prompt.id.clone(), linked: !arguments.remove })?;
    let (id, prompt) = (story.id.to_string(), prompt.id.to_string());
    context.remark(&if arguments.remove {
        msg!("note-unlinked", story = id, prompt = prompt)
    } else {
        msg!("note-linked", story = id, prompt = prompt)
    });
    Ok(())
}

/// Says that a story tells the same as another in the other language, or takes that back.
fn pair(context: &Context, arguments: &LinkStory, translation: &str, store: &Store) -> Result<(), Failure> {
    let stories = store.stories()?;
    let (story, other) = (&stories[find(&stories, &arguments.story)?], &stories[find(&stories, translation)?]);
    let (id, other_id) = (story.id.to_string(), other.id.to_string());
    let pair = StoryTranslation { story: story.id.clone(), translation: other.id.clone() };
    if arguments.remove {
        if !store.part_stories(&pair)? {
            return Err(Failure::new(Kind::BadInput, msg!("note-no-pair", story = id, other = other_id)));
        }
        context.remark(&msg!("note-parted", story = id, other = other_id));
        return Ok(());
    }
    if story.language == other.language {
        let what = match story.language {
            Language::Ko => msg!("note-both-korean", story = id, other = other_id),
            Language::En => msg!("note-both-english", story = id, other = other_id),
        };
        return Err(Failure::new(Kind::BadInput, what).hint(msg!("note-both-hint")));
    }
    store.pair_stories(&pair)?;
    context.remark(&msg!("note-paired", story = id, other = other_id));
    Ok(())
}

/// Where the story is among `stories`.
///
/// # Errors
/// `Kind::Unknown`, with the stories there are, where there is none of that id.
fn find(stories: &[Story], id: &str) -> Result<usize, Failure> {
    let wanted = StoryId(id.trim().to_lowercase());
    if let Some(at) = stories.iter().position(|story| story.id == wanted) {
        return Ok(at);
    }
    let hint = match stories.is_empty() {
        true => msg!("note-no-stories"),
        false => msg!("note-story-unknown-hint", ids = stories.iter().map(|story| story.id.0.as_str()).collect::<Vec<_>>().join(", ")),
    };
    Err(Failure::new(Kind::Unknown, msg!("note-story-unknown", id = id)).hint(hint))
}
