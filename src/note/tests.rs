//! Whole notes: twenty-eight invented ones in `tests/data/notes`, each with the truth about it by the hand that wrote it, and laws for any text.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use super::*;
use crate::domain::{Part, PromptKind};

/// What a `.truth` file says; see `tests/data/notes/README.md`.
#[derive(Default)]
struct Truth {
    stories: BTreeSet<usize>,
    templates: BTreeSet<usize>,
    questions: BTreeSet<usize>,
    introductions: BTreeSet<usize>,
    drafts: BTreeSet<usize>,
    parts: BTreeSet<(String, usize, usize)>,
}

impl Truth {
    fn read(path: &Path) -> Self {
        let mut truth = Self::default();
        for line in fs::read_to_string(path).unwrap().lines() {
            let words: Vec<&str> = line.split('#').next().unwrap().split_whitespace().collect();
            let [fact, rest @ ..] = words.as_slice() else { continue };
            let Some((from, to)) = rest.iter().rev().find_map(|word| range(word)) else { continue };
            match *fact {
                "story" => truth.stories.extend([from]),
                "template" => truth.templates.extend([from]),
                "question" => truth.questions.extend([from]),
                "introduction" => truth.introductions.extend(from..=to),
                "draft" => truth.drafts.extend(from..=to),
                "principle" | "loose" => {}
                part => {
                    truth.parts.insert((part[..1].to_owned(), from, to));
                }
            }
        }
        truth
    }
}

fn range(word: &str) -> Option<(usize, usize)> {
    let mut ends = word.split('-').map(|end| end.parse::<usize>().ok());
    let from = ends.next()??;
    Some((from, ends.next().unwrap_or(Some(from))?))
}

fn parts(note: &Note) -> BTreeSet<(String, usize, usize)> {
    let letter = |part: Part| letters(&[part]);
    note.stories.iter().flat_map(|story| story.parts.iter().map(move |part| (letter(part.part), part.lines.from, part.lines.to))).collect()
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/notes")
}

/// Every note with its truth, in the order of the names.
fn notes() -> Vec<(String, Note, Truth, String)> {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let notes = paths.iter().filter(|path| {
        path.extension().is_some_and(|ending| ending == "md" || ending == "txt") && path.file_name().is_some_and(|name| name != "README.md")
    });
    notes
        .map(|path| {
            let text = decode(&fs::read(path).unwrap()).unwrap();
            (path.file_name().unwrap().to_string_lossy().into_owned(), read(&text), Truth::read(&path.with_extension("truth")), text)
        })
        .collect()
}

fn share(found: usize, all: usize) -> f64 {
    if all == 0 { 1.0 } else { found as f64 / all as f64 }
}

/// A part counts where its letter, its first and its last line are right.
#[test]
fn parts_of_stories_land_right_in_notes_of_many_layouts() {
    let (mut right, mut all) = (0, 0);
    for (name, note, truth, _) in notes() {
        let found = parts(&note);
        let hits = found.intersection(&truth.parts).count();
        assert!(
            share(hits, truth.parts.len()) >= 0.85,
            "{name}: {hits} of {} parts; not found: {:?}",
            truth.parts.len(),
            truth.parts.difference(&found)
        );
        (right, all) = (right + hits, all + truth.parts.len());
    }
    assert!(share(right, all) >= 0.95, "{right} of {all} parts");
}

#[test]
fn every_story_is_found_and_every_empty_one() {
    for (name, note, truth, _) in notes() {
        let found: BTreeSet<usize> = note.stories.iter().map(|story| story.line).collect();
        assert!(found.is_superset(&truth.stories), "{name}: {:?}", truth.stories.difference(&found));
        assert!(found.len() <= truth.stories.len() + 1, "{name}: {:?}", found.difference(&truth.stories));
        assert_eq!(note.templates.iter().map(|template| template.line).collect::<BTreeSet<_>>(), truth.templates, "{name}");
    }
}

#[test]
fn questions_and_introductions_are_found() {
    let (mut questions, mut asked, mut more, mut spoken, mut introductions) = (0, 0, 0, 0, 0);
    for (_, note, truth, _) in notes() {
        let found: BTreeSet<usize> =
            note.questions.iter().filter(|question| question.kind != PromptKind::Introduction).map(|question| question.lines[0]).collect();
        questions += truth.questions.iter().filter(|line| note.questions.iter().any(|question| question.lines[0] == **line)).count();
        asked += truth.questions.len();
        more += found.difference(&truth.questions).count();
        let drafts = note.drafts.iter().filter(|draft| draft.kind == PromptKind::Introduction);
        let lines: BTreeSet<usize> = drafts.flat_map(|draft| draft.lines.from..=draft.lines.to).collect();
        spoken += truth.introductions.intersection(&lines).count();
        introductions += truth.introductions.len();
    }
    assert!(share(questions, asked) >= 0.95, "{questions} of {asked} questions");
    assert!(more <= asked / 10, "{more} lines are taken for questions besides {asked}");
    assert!(share(spoken, introductions) >= 0.9, "{spoken} of {introductions} lines of introductions");
}

/// The lines that the note accounts for.
fn accounted(note: &Note) -> BTreeSet<usize> {
    let of_stories = note.stories.iter().flat_map(|story| story.parts.iter().flat_map(|part| part.lines.from..=part.lines.to));
    let of_drafts = note.drafts.iter().flat_map(|draft| draft.lines.from..=draft.lines.to);
    let headings = note.headings.iter().chain(&note.unplaced).map(|line| line.line);
    let named = note.principles.iter().map(|(line, _)| *line).chain(note.questions.iter().flat_map(|question| question.lines.clone()));
    of_stories.chain(of_drafts).chain(headings).chain(named).chain(note.skipped.iter().map(|(line, _)| *line)).collect()
}

/// Whether a line holds words besides a label, a number and marks.
fn says_something(line: &str) -> bool {
    let reading = line::read(line);
    let pieces = piece::pieces(&reading);
    pieces.iter().any(|piece| piece.text.chars().any(char::is_alphanumeric))
}

/// A row of a table with labels along its top, or with labels and numbers and no other words.
fn is_bare_row(line: &str) -> bool {
    let row = line.trim_matches(|sign: char| sign == '>' || sign == '\u{feff}' || sign.is_whitespace());
    let labels = || row.split('|').filter(|cell| piece::cell_label(cell).is_some());
    let worded = || row.split('|').filter(|cell| cell.chars().any(char::is_alphabetic));
    row.starts_with('|') && (labels().count() >= 2 || labels().count() == worded().count())
}

#[track_caller]
fn check_nothing_is_lost(name: &str, text: &str, note: &Note) {
    let accounted = accounted(note);
    for (index, line) in text.split('\n').enumerate() {
        assert!(accounted.contains(&(index + 1)) || !says_something(line) || is_bare_row(line), "{name}:{}: {line}\n{text}", index + 1);
    }
}

#[test]
fn no_line_of_any_note_is_lost() {
    for (name, note, _, text) in notes() {
        check_nothing_is_lost(&name, &text, &note);
    }
}

proptest::proptest! {
    #[test]
    fn no_line_of_any_text_is_lost(
        lines in proptest::collection::vec(
            "[ \\t]{0,4}(- |1\\. |1\\) |## |> |\\*\\*)?(S:|T:|A:|R:|상황:|Result|Q:|A1:|Ownership|예상질문|자기소개|또한|S: a T: b R: c)?( ?[a-z가-힣]{1,6}){0,3}[.?:]?(\\*\\*)?|||---|```", 0..24)
    ) {
        let text = lines.join("\n");
        check_nothing_is_lost("", &text, &read(&text));
    }

    /// Bytes of every kind that notes are made of, thrown together.
    #[test]
    fn no_line_of_any_bytes_is_lost(
        lines in proptest::collection::vec(
            "(\u{feff}|\u{3000}|\t|  ){0,2}(> |- |\\* |1\\. |나\\) |#{1,3} |\\*\\*|<b>|<!--|-->){0,2}(S:|T\\)|\\[결과\\]|A\\. |S/T:|Q1\\.|답변:|Ownership|Questions|지원동기|경험)?\
             ( ?[a-z가-힣]{1,5}){0,4}([.?!:]|->|…|\\*\\*|</b>|-->|\r|\0)?\
             |\\|( ?(S|T|행동|R|a|나 다|1|#2|)( b\\?)? ?\\|){1,6}x?|\\|(-+\\|){1,4}|```|~~~|```js|---|\\*\\*\\*|===|\\.\\.\\.|title: a|<br>|", 0..20)
    ) {
        match decode(lines.join("\n").as_bytes()) {
            Ok(text) => check_nothing_is_lost("", &text, &read(&text)),
            Err(reason) => proptest::prop_assert!(lines.iter().any(|line| line.contains('\0')), "{reason:?}"),
        }
    }

    #[test]
    fn any_text_is_read_and_read_alike_twice(text in "\\PC{0,200}(\n\\PC{0,40}){0,10}") {
        proptest::prop_assert_eq!(read(&text), read(&text));
    }
}

#[test]
fn a_long_note_is_read_line_by_line() {
    let story = "1) 제목\nS: 결제 서버가 멈췄고 고객이 기다렸습니다.\nT: 정오까지 고쳐야 했습니다.\nA: 로그를 읽고 -> 배포를 되돌리고 -> 다시 올렸습니다.\nR: 11시에 다시 돌았습니다.\n\n";
    let note = read(&story.repeat(2000));
    assert_eq!((note.stories.len(), note.unplaced.len()), (2000, 0));
    let words = "아주 긴 이야기 ".repeat(10_000);
    assert_eq!(read(&format!("S: {words}\nR: 끝났습니다.")).stories[0].parts[0].text.split_whitespace().count(), 30_000);
}
