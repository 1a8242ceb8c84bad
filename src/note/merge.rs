//! Brings what a note holds now together with what was imported from it before: the same story keeps its id, and with it history and schedule.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap, HashSet};

use serde::Serialize;

use crate::domain::sign::is_word;
use crate::domain::{Material, OwnQuestion, Part, PromptId, Story, StoryId};

/// How something stands against the import before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Change {
    New,
    Changed,
    Same,
}

/// The note as it will be kept.
#[derive(Clone, Debug, PartialEq)]
pub struct Merged {
    pub material: Material,
    /// For each story and each question how it stands, in their order.
    pub stories: Vec<Change>,
    pub questions: Vec<Change>,
    /// What was there before and is no longer in the note.
    pub gone_stories: Vec<StoryId>,
    pub gone_questions: Vec<PromptId>,
}

/// The numbers that the next ids get.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NextIds {
    pub story: usize,
    pub question: usize,
}

/// Below these shares of words in common two texts are two things: judgements. A story grows by paragraphs, a question changes by a word.
const SAME_STORY: f64 = 0.35;
const SAME_QUESTION: f64 = 0.6;
/// The same title under the same principle counts as so much in common.
const SAME_TITLE: f64 = 0.3;

/// `found` is what stands in the note now, `now` what was imported from it the last time, `once` what stood in it before that: what comes back gets its
/// old id back.
pub fn merge(now: &Material, once: &Material, found: Material, next: NextIds) -> Merged {
    let stories_before: Vec<&Story> = now.stories.iter().chain(&once.stories).collect();
    let questions_before: Vec<&OwnQuestion> = now.questions.iter().chain(&once.questions).collect();
    let same_title = |old: &Story, new: &Story| if old.title == new.title && old.competency == new.competency { SAME_TITLE } else { 0.0 };
    let stories = pair(&stories_before, &found.stories, |story| story.text().into(), SAME_STORY, same_title);
    let questions = pair(&questions_before, &found.questions, |question| Cow::Borrowed(&question.text), SAME_QUESTION, |_, _| 0.0);
    let mut numbers = next.story..;
    let mut material = Material { drafts: found.drafts, ..Material::default() };
    let mut story_changes = Vec::new();
    for (story, old) in found.stories.into_iter().zip(&stories) {
        let old = old.map(|old| stories_before[old]);
        let id = old.map_or_else(|| StoryId(format!("s{}", numbers.next().unwrap_or_default())), |old| old.id.clone());
        let story = Story { id, ..story };
        story_changes.push(change(old.map(|old| tells_the_same(old, &story))));
        material.stories.push(story);
    }
    let mut numbers = next.question..;
    let mut question_changes = Vec::new();
    for (question, old) in found.questions.into_iter().zip(&questions) {
        let old = old.map(|old| questions_before[old]);
        let id = old.map_or_else(|| PromptId(format!("my.{}", numbers.next().unwrap_or_default())), |old| old.id.clone());
        question_changes.push(change(old.map(|old| old.text == question.text && old.competency == question.competency)));
        material.questions.push(OwnQuestion { id, ..question });
    }
    let asked: HashMap<&String, &PromptId> = material.questions.iter().map(|question| (&question.text, &question.id)).collect();
    for story in &mut material.stories {
        let prompt = story.question.as_ref().and_then(|question| asked.get(question));
        story.prompts = prompt.map(|id| (*id).clone()).into_iter().collect();
    }
    let kept: BTreeSet<&StoryId> = material.stories.iter().map(|story| &story.id).collect();
    let gone_stories = now.stories.iter().filter(|story| !kept.contains(&story.id)).map(|story| story.id.clone()).collect();
    let kept: BTreeSet<&PromptId> = material.questions.iter().map(|question| &question.id).collect();
    let gone_questions = now.questions.iter().filter(|question| !kept.contains(&question.id)).map(|question| question.id.clone()).collect();
    Merged { stories: story_changes, questions: question_changes, gone_stories, gone_questions, material }
}

fn change(is_same: Option<bool>) -> Change {
    match is_same {
        None => Change::New,
        Some(true) => Change::Same,
        Some(false) => Change::Changed,
    }
}

/// Apart from the lines it stands at.
fn tells_the_same(old: &Story, new: &Story) -> bool {
    fn told(story: &Story) -> impl Iterator<Item = (Part, Option<Part>, &str)> {
        story.parts.iter().map(|part| (part.part, part.also, part.text.as_str()))
    }
    (&old.title, &old.question, &old.competency) == (&new.title, &new.question, &new.competency) && told(old).eq(told(new))
}

/// Of the old texts that a new one resembles so many are thought about: more would be a note of one sentence over and over.
const KEPT: usize = 8;

/// For each new one the old one it was, by their texts: equal ones first, then the most alike; each at most once.
fn pair<T>(old: &[&T], new: &[T], text: impl Fn(&T) -> Cow<'_, str>, least: f64, bonus: impl Fn(&T, &T) -> f64) -> Vec<Option<usize>> {
    let mut found: Vec<Option<usize>> = vec![None; new.len()];
    if old.is_empty() {
        return found;
    }
    let old_texts: Vec<Cow<'_, str>> = old.iter().map(|one| text(one)).collect();
    let new_texts: Vec<Cow<'_, str>> = new.iter().map(text).collect();
    let mut taken = vec![false; old.len()];
    let mut places: HashMap<&str, Vec<usize>> = HashMap::new();
    old_texts.iter().enumerate().rev().for_each(|(at, text)| places.entry(text).or_default().push(at));
    for (at, text) in new_texts.iter().enumerate() {
        if let Some(place) = places.get_mut(&**text).and_then(Vec::pop) {
            (found[at], taken[place]) = (Some(place), true);
        }
    }
    if taken.iter().all(|taken| *taken) {
        return found;
    }
    let open: Vec<(usize, HashSet<String>)> = (0..old.len()).filter(|&at| !taken[at]).map(|at| (at, words(&old_texts[at]))).collect();
    let mut alike: Vec<(f64, usize, usize)> = Vec::new();
    for at in (0..new.len()).filter(|&at| found[at].is_none()) {
        let now = words(&new_texts[at]);
        let mut close: Vec<(f64, usize, usize)> =
            open.iter().map(|(place, then)| (in_common(then, &now) + bonus(old[*place], &new[at]), *place, at)).collect();
        close.retain(|(share, ..)| *share >= least);
        close.sort_by(|a, b| b.0.total_cmp(&a.0));
        close.truncate(KEPT);
        alike.extend(close);
    }
    alike.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    for (_, place, at) in alike {
        if !taken[place] && found[at].is_none() {
            (found[at], taken[place]) = (Some(place), true);
        }
    }
    found
}

fn words(text: &str) -> HashSet<String> {
    text.split(|sign: char| !is_word(sign)).filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
}

/// The words of both among the words of either (Jaccard).
fn in_common(one: &HashSet<String>, other: &HashSet<String>) -> f64 {
    let both = one.intersection(other).count();
    both as f64 / (one.len() + other.len() - both).max(1) as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::note::read;

    const NOTE: &str = "2. Ownership\n1) Pump\nS: the pump stood still all night\nT: mend it by noon\nA: called the vendor and waited\nR: it ran at eleven\n\n\
        1) Valve\nS: a valve leaked in hall two\nA: shut the line\n\nTell me about a time you failed.\nWhat did you learn from your last boss?\n";

    fn merged(before: &Material, note: &str) -> Merged {
        let next = NextIds { story: before.stories.len() + 1, question: before.questions.len() + 1 };
        merge(before, &Material::default(), read::read(note).take_material(), next)
    }

    fn ids(merged: &Merged) -> Vec<(String, Change)> {
        let stories = merged.material.stories.iter().map(|story| story.id.0.clone()).zip(merged.stories.clone());
        stories.chain(merged.material.questions.iter().map(|question| question.id.0.clone()).zip(merged.questions.clone())).collect()
    }

    #[track_caller]
    fn check(edited: &str, expected: &[(&str, Change)], gone: usize) {
        let first = merged(&Material::default(), NOTE);
        let second = merged(&first.material, edited);
        assert_eq!(ids(&second), expected.iter().map(|(id, change)| ((*id).to_owned(), *change)).collect::<Vec<_>>());
        assert_eq!(second.gone_stories.len() + second.gone_questions.len(), gone);
    }

    #[test]
    fn importing_again_keeps_every_id() {
        use Change::{Changed, New, Same};
        check(NOTE, &[("s1", Same), ("s2", Same), ("my.1", Same), ("my.2", Same)], 0);
        let grown = NOTE.replace("A: shut the line", "A: shut the line\nR: nobody was hurt").replace("a time you failed", "a time when you failed");
        check(&grown, &[("s1", Same), ("s2", Changed), ("my.1", Changed), ("my.2", Same)], 0);
        let moved = format!("3. Frugality\nS: a new story about paper cups\nR: 300 euros saved\n\n{NOTE}");
        check(&moved, &[("s3", New), ("s1", Same), ("s2", Same), ("my.1", Same), ("my.2", Same)], 0);
        let cut = NOTE.replace("1) Valve\nS: a valve leaked in hall two\nA: shut the line\n", "");
        check(&cut, &[("s1", Same), ("my.1", Same), ("my.2", Same)], 1);
    }

    #[test]
    fn what_comes_back_has_its_old_id() {
        let first = merged(&Material::default(), NOTE).material;
        let empty = merge(&first, &Material::default(), Material::default(), NextIds { story: 3, question: 3 });
        assert_eq!((empty.gone_stories.len(), empty.gone_questions.len()), (2, 2));
        let again = merge(&empty.material, &first, read::read(NOTE).take_material(), NextIds { story: 3, question: 3 });
        assert_eq!(again.material, first);
    }

    proptest::proptest! {
        #[test]
        fn importing_a_note_twice_changes_nothing(note in "([STAR]: [a-z]{0,6}( [a-z]{1,4}){0,3}\n|\n|[A-Z][a-z]{2,6} [a-z]{2,5}\\?\n|1\\) [a-z]{3,8}\n){0,14}") {
            let first = merged(&Material::default(), &note);
            let second = merged(&first.material, &note);
            proptest::prop_assert_eq!(&first.material, &second.material);
            proptest::prop_assert!(second.stories.iter().chain(&second.questions).all(|change| *change == Change::Same));
        }
    }
}
