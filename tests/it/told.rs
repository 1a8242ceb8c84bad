//! Which story of a note an answer told: invented answers to the invented notes (`tests/data/told.jsonl`), each held against the stories of every note. An answer is
//! a stranger's to all notes but its own.

use std::path::Path;

use mynah::domain::{Coverage, Language, Scheme, Story};
use mynah::note;
use mynah::star::{self, Candidate};
use serde::Deserialize;

#[derive(Deserialize)]
struct Answer {
    note: String,
    /// The first label of the story, counted from 1.
    line: usize,
    lang: String,
    /// How much of the story: most, some, little.
    told: String,
    /// For each sentence the part of the note under which stands what it tells, a letter each; where most or some is told.
    #[serde(default)]
    labels: String,
    text: String,
}

impl Answer {
    fn language(&self) -> Language {
        if self.lang == "ko" { Language::Ko } else { Language::En }
    }

    fn coverage(&self) -> Coverage {
        star::cover_texts(&star::sentences_of_text(&self.text, self.language()), Scheme::Star, self.language())
    }
}

fn data() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data")
}

fn stories(note: &str) -> Vec<Story> {
    let bytes = std::fs::read(data().join("notes").join(note)).unwrap_or_else(|error| panic!("{note}: {error}"));
    let mut stories = note::read(&note::decode(&bytes).unwrap()).stories;
    // Ids are given where a note is merged into the store; here the line tells them apart.
    stories.iter_mut().for_each(|story| story.id.0 = story.line.to_string());
    stories
}

/// The line of the story that was recognised, of all in the note, none of which is linked to the question.
fn recognised(answer: &Answer, coverage: &Coverage, stories: &[Story]) -> Option<usize> {
    let mut coverage = coverage.clone();
    let candidates: Vec<Candidate> = stories.iter().map(|story| Candidate { story: story.clone(), is_linked: false, fits: None }).collect();
    star::tell_story(&mut coverage, &candidates, &[], answer.language(), 1.0);
    coverage.told.map(|id| id.0.parse().unwrap())
}

fn answers() -> Vec<Answer> {
    let text = std::fs::read_to_string(data().join("told.jsonl")).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// How many sentences have the label that the note gives them, of those that tell a part.
fn as_divided(coverage: &Coverage, answer: &Answer) -> (usize, usize) {
    assert_eq!(coverage.sentences.len(), answer.labels.len(), "{}:{} is cut otherwise than it was labelled", answer.note, answer.line);
    let letters = coverage.sentences.iter().map(|sentence| sentence.label.letter());
    let told = letters.zip(answer.labels.chars()).filter(|(_, label)| *label != 'O');
    told.fold((0, 0), |(right, all), (found, label)| (right + usize::from(found == label), all + 1))
}

/// The labels are read from the words; what the words leave open, his own division of the story decides.
#[test]
fn who_tells_a_story_of_his_note_is_labelled_as_he_divided_it() {
    for language in Language::ALL {
        let (mut by_words, mut by_note, mut all) = (0, 0, 0);
        for answer in answers().iter().filter(|answer| answer.language() == language && !answer.labels.is_empty()) {
            let mut coverage = answer.coverage();
            by_words += as_divided(&coverage, answer).0;
            let candidate = |story: Story| Candidate { is_linked: story.line == answer.line, fits: None, story };
            let candidates: Vec<Candidate> = stories(&answer.note).into_iter().map(candidate).collect();
            star::tell_story(&mut coverage, &candidates, &[], language, 1.0);
            let (right, sentences) = as_divided(&coverage, answer);
            (by_note, all) = (by_note + right, all + sentences);
        }
        println!("{language}: of {all} sentences {by_words} by their words, {by_note} with the note");
        assert!(by_note * 10 >= all * 9, "{language}: {by_note} of {all}");
        assert!(by_note > by_words, "{language}: {by_note} with the note, {by_words} without");
    }
}

#[test]
fn an_answer_is_known_by_the_story_that_it_tells_and_a_strangers_answer_by_none() {
    let answers = answers();
    let coverages: Vec<Coverage> = answers.iter().map(Answer::coverage).collect();
    let mut notes: Vec<&str> = answers.iter().map(|answer| answer.note.as_str()).collect();
    notes.sort_unstable();
    notes.dedup();
    let (mut right, mut fully_told, mut wrong, mut strangers, mut strangers_known) = (0, 0, Vec::new(), 0, Vec::new());
    for note in notes {
        let stories = stories(note);
        for (answer, coverage) in answers.iter().zip(&coverages) {
            let found = recognised(answer, coverage, &stories);
            if answer.note != note {
                strangers += 1;
                strangers_known.extend(found.map(|line| format!("{}:{} told as {note}:{line}", answer.note, answer.line)));
                continue;
            }
            let is_fully_told = answer.told != "little";
            fully_told += usize::from(is_fully_told);
            match found {
                Some(line) if line == answer.line => right += usize::from(is_fully_told),
                Some(line) => wrong.push(format!("{note}:{} told as {line}", answer.line)),
                None => {}
            }
        }
    }
    println!(
        "{right} of {fully_told} known that tell at least some; {wrong:?} wrong; {} of {strangers} strangers known: {strangers_known:?}",
        strangers_known.len()
    );
    assert_eq!(fully_told, 40);
    assert!(right >= 32, "{right}");
    assert!(wrong.is_empty(), "{wrong:?}");
    assert!(strangers_known.len() * 500 <= strangers, "{strangers_known:?}");
}
