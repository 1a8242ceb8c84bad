//! `mynah stories`: the candidate's own stories, what they serve, and how often they were told.

use jiff::tz::TimeZone;

use crate::domain::{Failure, Kind, Prompt, Story, StoryId, StoryLink};
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
        StoriesAction::Link(arguments) => link(context, arguments, &store, &library),
    }
}

fn uses(stories: &[Story], store: &Store, library: &Library) -> Result<Vec<Use>, Failure> {
    let prompts: Vec<&Prompt> = library.prompts().iter().collect();
    Ok(report::uses(stories, &prompts, &store.story_links()?, &store.told_stories()?))
}

fn list(context: &Context, arguments: &ListStories, store: &Store, library: &Library) -> Result<(), Failure> {
    let stories = store.stories()?;
    let uses = uses(&stories, store, library)?;
    if arguments.json {
        output::print_json(&stories.iter().zip(&uses).map(|(story, used)| report::used_story_json(story, used)).collect::<Vec<_>>());
        return Ok(());
    }
    let zone = TimeZone::system();
    output::print(&report::stories_text(&stories, &uses, &principles(&stories, library), &context.page(&zone)));
    Ok(())
}

/// The principles of the pack that the stories stand under, in its order: a hole is a principle that nothing is told for.
fn principles<'a>(stories: &[Story], library: &'a Library) -> Vec<&'a str> {
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
    let story = find(store, &arguments.id)?;
    let used = uses(std::slice::from_ref(&story), store, library)?.remove(0);
    if arguments.json {
        output::print_json(&report::used_story_json(&story, &used));
        return Ok(());
    }
    let zone = TimeZone::system();
    output::print(&report::story_text(&story, &used, &context.page(&zone)));
    Ok(())
}

fn link(context: &Context, arguments: &LinkStory, store: &Store, library: &Library) -> Result<(), Failure> {
    let story = find(store, &arguments.story)?;
    let prompt = library.find(&arguments.prompt)?;
    store.link_story(&StoryLink { story: story.id.clone(), prompt: prompt.id.clone(), linked: !arguments.remove })?;
    let (id, prompt) = (story.id.to_string(), prompt.id.to_string());
    context.remark(&if arguments.remove {
        msg!("note-unlinked", story = id, prompt = prompt)
    } else {
        msg!("note-linked", story = id, prompt = prompt)
    });
    Ok(())
}

/// # Errors
/// `Kind::Unknown`, with the stories there are, where there is none of that id.
fn find(store: &Store, id: &str) -> Result<Story, Failure> {
    let stories = store.stories()?;
    let wanted = StoryId(id.trim().to_lowercase());
    if let Some(story) = stories.iter().find(|story| story.id == wanted) {
        return Ok(story.clone());
    }
    let hint = match stories.is_empty() {
        true => msg!("note-no-stories"),
        false => msg!("note-story-unknown-hint", ids = stories.iter().map(|story| story.id.0.as_str()).collect::<Vec<_>>().join(", ")),
    };
    Err(Failure::new(Kind::Unknown, msg!("note-story-unknown", id = id)).hint(hint))
}
