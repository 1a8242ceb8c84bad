//! A candidate's own prepared material: stories with their parts, and drafts without.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{Bilingual, Language, Part, Prompt, PromptId, PromptKind, Scheme, themes};

/// The stable name of a story, for example `slow-checkout`; history and links hang on it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct StoryId(pub String);

impl std::fmt::Display for StoryId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// Lines of a note, counted from 1, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Lines {
    pub from: usize,
    pub to: usize,
}

/// What stands under one label of a note.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoryPart {
    pub part: Part,
    /// The other part that a label like "S/T" covers as well.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub also: Option<Part>,
    #[serde(flatten)]
    pub lines: Lines,
    /// The text without its label, a line of the note a line.
    pub text: String,
}

/// An answer that its author has cut into Situation, Task, Action and Result; any of them may be missing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Story {
    pub id: StoryId,
    pub title: String,
    /// The question that the note puts it under, as it stands there.
    pub question: Option<String>,
    /// The prompt of that question.
    #[serde(default)]
    pub prompts: Vec<PromptId>,
    /// The principle or topic that the note puts it under.
    pub competency: Option<String>,
    pub language: Language,
    /// The first label's line.
    pub line: usize,
    pub parts: Vec<StoryPart>,
}

impl Story {
    /// The parts that no label with text covers.
    pub fn missing(&self) -> Vec<Part> {
        let covers = |part: Part| self.parts.iter().any(|one| one.part == part || one.also == Some(part));
        Scheme::Star.parts().iter().copied().filter(|part| !covers(*part)).collect()
    }

    /// Whether it answers `prompt` by the note's structure, or by the principle both stand under.
    fn is_meant_for(&self, prompt: &Prompt) -> bool {
        self.prompts.contains(&prompt.id) || self.competency.is_some() && self.competency == prompt.competency
    }

    /// The competencies that it speaks of most, each with how many of their words it uses.
    pub fn themes(&self) -> Vec<(&'static str, usize)> {
        const LEAST_WORDS: usize = 2;
        const MOST_THEMES: usize = 3;
        let headings = std::iter::once(self.title.as_str()).chain(self.question.as_deref());
        let text = headings.map(str::to_owned).chain([self.text()]).collect::<Vec<_>>().join("\n");
        let mut found = themes(&text);
        found.retain(|(_, words)| *words >= LEAST_WORDS);
        let least = found.get(MOST_THEMES - 1).map_or(LEAST_WORDS, |(_, words)| *words);
        found.retain(|(_, words)| *words >= least);
        found
    }

    /// Everything it tells, in the order of the note.
    pub fn text(&self) -> String {
        self.parts.iter().map(|part| part.text.as_str()).collect::<Vec<_>>().join("\n")
    }
}

/// Whether a story serves a prompt, as the user says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoryLink {
    pub story: StoryId,
    pub prompt: PromptId,
    pub linked: bool,
}

/// Two stories that tell the same, each in its language, as the user says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoryTranslation {
    /// The one that both go by.
    pub story: StoryId,
    pub translation: StoryId,
}

/// What the user says of his stories.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ties {
    pub links: Vec<StoryLink>,
    pub translations: Vec<StoryTranslation>,
}

impl Ties {
    /// The story among `stories` that tells the same as `story` in the other language.
    pub fn other<'a>(&self, story: &Story, stories: &'a [Story]) -> Option<&'a Story> {
        let id = self.translations.iter().find_map(|pair| match &story.id {
            id if *id == pair.story => Some(&pair.translation),
            id if *id == pair.translation => Some(&pair.story),
            _ => None,
        })?;
        stories.iter().find(|other| other.id == *id)
    }

    /// Whether `story`, in either language, answers `prompt`: as the user says, else as it was meant.
    pub fn serves(&self, story: &Story, stories: &[Story], prompt: &Prompt) -> bool {
        let same = || std::iter::once(story).chain(self.other(story, stories));
        let said = self.links.iter().filter(|link| link.prompt == prompt.id && same().any(|one| one.id == link.story));
        said.map(|link| link.linked).reduce(|one, other| one || other).unwrap_or_else(|| same().any(|one| one.is_meant_for(prompt)))
    }
}

/// Stories by what they speak of, to find the near ones for one question after another.
pub struct StoryThemes<'a> {
    /// For each competency the stories that speak of it, each with how many of its words they use, most first.
    by_theme: BTreeMap<&'static str, Vec<(usize, &'a Story)>>,
}

impl<'a> StoryThemes<'a> {
    pub fn of(stories: &'a [Story]) -> Self {
        let mut by_theme: BTreeMap<&str, Vec<(usize, &Story)>> = BTreeMap::new();
        for story in stories {
            story.themes().into_iter().for_each(|(theme, words)| by_theme.entry(theme).or_default().push((words, story)));
        }
        by_theme.values_mut().for_each(|stories| stories.sort_by_key(|(words, _)| Reverse(*words)));
        Self { by_theme }
    }

    /// The stories that by their words could answer `prompt`, the nearest first: they speak of what it asks for. None that the user took from it.
    pub fn near(&self, prompt: &Prompt, ties: &Ties) -> Vec<&'a Story> {
        let is_taken_away = |story: &Story| ties.links.iter().any(|link| link.prompt == prompt.id && link.story == story.id && !link.linked);
        let mut found: Vec<(usize, &Story)> = self.speaking(prompt).flatten().copied().filter(|(_, story)| !is_taken_away(story)).collect();
        found.sort_by_key(|(words, _)| Reverse(*words));
        let mut seen = BTreeSet::new();
        found.into_iter().map(|(_, story)| story).filter(|story| seen.insert(&story.id)).collect()
    }

    /// The nearest of them all.
    pub fn nearest(&self, prompt: &Prompt) -> Option<&'a Story> {
        self.speaking(prompt).filter_map(|stories| stories.first()).min_by_key(|(words, _)| Reverse(*words)).map(|(_, story)| *story)
    }

    /// The stories that speak of each thing `prompt` asks for.
    fn speaking(&self, prompt: &Prompt) -> impl Iterator<Item = &Vec<(usize, &'a Story)>> {
        prompt.themes().into_iter().filter_map(|theme| self.by_theme.get(theme)).collect::<Vec<_>>().into_iter()
    }
}

/// An answer written out without parts: a self-introduction, the answer to a question, a story told in one go.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Draft {
    /// The question above it; without one it answers the principle that it stands under.
    pub question: Option<String>,
    pub kind: PromptKind,
    pub competency: Option<String>,
    pub language: Language,
    #[serde(flatten)]
    pub lines: Lines,
    pub text: String,
}

/// A question from the candidate's own note.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OwnQuestion {
    pub id: PromptId,
    /// As it stands in the note.
    pub text: String,
    /// Named and not asked: `근검절약`, `the time I failed`.
    pub is_topic: bool,
    pub kind: PromptKind,
    pub competency: Option<String>,
    pub language: Language,
    /// Every line it stands at: a question written down twice is one.
    pub lines: Vec<usize>,
    /// Whether a story or a draft of the note answers it.
    pub is_answered: bool,
}

impl OwnQuestion {
    /// The pack that own questions are in.
    pub const PACK: &str = "my";

    /// The prompt that asks it, as `spoken`: a topic is asked in a whole sentence.
    pub fn prompt(&self, spoken: String) -> Prompt {
        let (mut text, cues) = (Bilingual::default(), Bilingual::default());
        match self.language {
            Language::Ko => text.ko = Some(spoken),
            Language::En => text.en = Some(spoken),
        }
        let timing = self.kind.usual_timing();
        Prompt {
            id: self.id.clone(),
            kind: self.kind,
            text,
            competency: self.competency.clone(),
            timing,
            cues,
            probes: None,
            follow_ups: Vec::new(),
            has_parts: true,
            pack: Self::PACK.to_owned(),
        }
    }
}

/// Everything that was imported from one note.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Material {
    pub stories: Vec<Story>,
    pub questions: Vec<OwnQuestion>,
    pub drafts: Vec<Draft>,
}

impl Material {
    pub fn is_empty(&self) -> bool {
        self.stories.is_empty() && self.questions.is_empty() && self.drafts.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn story(id: &str, language: Language, competency: Option<&str>) -> Story {
        let competency = competency.map(str::to_owned);
        let (title, question) = (id.to_owned(), None);
        Story { id: StoryId(id.to_owned()), title, question, prompts: Vec::new(), competency, language, line: 1, parts: Vec::new() }
    }

    fn prompt(id: &str, competency: &str) -> Prompt {
        let question = OwnQuestion {
            id: PromptId(id.to_owned()),
            text: id.to_owned(),
            is_topic: false,
            kind: PromptKind::Behavioral,
            competency: Some(competency.to_owned()),
            language: Language::Ko,
            lines: vec![1],
            is_answered: false,
        };
        question.prompt(id.to_owned())
    }

    fn link(story: &str, prompt: &str, linked: bool) -> StoryLink {
        StoryLink { story: StoryId(story.to_owned()), prompt: PromptId(prompt.to_owned()), linked }
    }

    fn ties(links: &[StoryLink]) -> Ties {
        let pair = StoryTranslation { story: StoryId("s1".to_owned()), translation: StoryId("s2".to_owned()) };
        Ties { links: links.to_vec(), translations: vec![pair] }
    }

    #[test]
    fn a_story_and_its_translation_serve_what_either_is_meant_for_or_linked_to() {
        let stories = [story("s1", Language::Ko, Some("ownership")), story("s2", Language::En, None), story("s3", Language::En, None)];
        #[track_caller]
        fn check(stories: &[Story], links: &[StoryLink], prompt: &Prompt, expected: [bool; 3]) {
            let ties = ties(links);
            assert_eq!([0, 1, 2].map(|at| ties.serves(&stories[at], stories, prompt)), expected, "{links:?} {}", prompt.id);
        }
        check(&stories, &[], &prompt("a", "ownership"), [true, true, false]);
        check(&stories, &[], &prompt("a", "frugality"), [false; 3]);
        check(&stories, &[link("s2", "a", true)], &prompt("a", "frugality"), [true, true, false]);
        check(&stories, &[link("s2", "a", false)], &prompt("a", "ownership"), [false; 3]);
        check(&stories, &[link("s1", "a", false), link("s2", "a", true)], &prompt("a", "ownership"), [true, true, false]);
        check(&stories, &[link("s3", "a", true)], &prompt("a", "frugality"), [false, false, true]);
    }

    /// A story without a principle that tells of `text`.
    fn telling(id: &str, text: &str) -> Story {
        let part = StoryPart { part: Part::Action, also: None, lines: Lines { from: 1, to: 1 }, text: text.to_owned() };
        Story { parts: vec![part], ..story(id, Language::Ko, None) }
    }

    #[test]
    fn a_story_speaks_of_what_two_of_its_words_are_about() {
        #[track_caller]
        fn check(text: &str, expected: &[&str]) {
            let found: Vec<&str> = telling("s1", text).themes().into_iter().map(|(theme, _)| theme).collect();
            assert_eq!(found, expected, "{text}");
        }
        check("예산이 없어 오픈소스로 비용을 아꼈습니다.", &["frugality"]);
        check("비용이 조금 들었습니다.", &[]);
        check("", &[]);
    }

    #[test]
    fn the_nearest_story_speaks_most_of_what_is_asked_and_none_is_near_that_was_taken_away() {
        let stories = [
            telling("s1", "비용과 예산"),
            telling("s2", "무료 오픈소스로 비용과 예산을 절감"),
            telling("s3", "멘토로 신입을 가르쳤다"),
            telling("s4", "산책을 했다"),
        ];
        let asking = |text: &str, competency: Option<&str>| {
            let mut prompt = prompt("a", "");
            (prompt.competency, prompt.text.ko) = (competency.map(str::to_owned), Some(text.to_owned()));
            prompt
        };
        #[track_caller]
        fn check(stories: &[Story], links: &[StoryLink], prompt: &Prompt, expected: &[&str]) {
            let found: Vec<String> = StoryThemes::of(stories).near(prompt, &ties(links)).iter().map(|story| story.id.0.clone()).collect();
            assert_eq!(found, expected, "{:?} {:?}", prompt.competency, prompt.text);
        }
        check(&stories, &[], &asking("말씀해 주세요.", Some("frugality")), &["s2", "s1"]);
        check(&stories, &[], &asking("낭비를 줄인 경험이 있나요?", None), &["s2", "s1"]);
        check(&stories, &[], &asking("후배를 도운 경험은?", Some("frugality")), &["s2", "s3", "s1"]);
        check(&stories, &[link("s2", "a", false)], &asking("낭비를 줄인 경험이 있나요?", None), &["s1"]);
        check(&stories, &[], &asking("말씀해 주세요.", None), &[]);
        check(&[], &[], &asking("말씀해 주세요.", Some("frugality")), &[]);
    }

    #[test]
    fn a_translation_that_is_no_longer_there_is_none() {
        let stories = [story("s1", Language::Ko, None), story("s2", Language::En, None)];
        let other = |story: &Story, stories: &[Story]| ties(&[]).other(story, stories).map(|story| story.id.0.clone());
        assert_eq!(other(&stories[0], &stories).as_deref(), Some("s2"));
        assert_eq!(other(&stories[1], &stories).as_deref(), Some("s1"));
        assert_eq!(other(&stories[0], &stories[..1]), None);
    }
}
