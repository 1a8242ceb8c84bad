//! The labels people put before the parts of a story: `S:`, `**Situation** –`, `상황(S):`, `[결과]`, `A2)`, and several on one line.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use crate::domain::Part;
use crate::domain::sign;

/// What a label names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Name {
    Part {
        part: Part,
        also: Option<Part>,
    },
    Question,
    /// `답변:`; and `A:` where it stands under a question, which only its place can tell.
    Answer,
}

/// How far a label can be trusted to be one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Trust {
    /// A word that stands before other things as often: `배경:`, `Goal:`, `결과` on a line of its own. Counts beside other labels.
    Weak,
    Strong,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Label {
    pub name: Name,
    pub trust: Trust,
    /// One letter, so that `A` may be an answer as well as an action.
    pub is_letter: bool,
    /// `A2`, `Action 3`: one more of the same, never the beginning of another story.
    pub numbered: bool,
    /// One letter with a full stop, as initials have: `R. Patel`.
    pub is_initial: bool,
    /// Where the text after it begins, in bytes.
    pub end: usize,
}

use Trust::{Strong, Weak};

const S: Part = Part::Situation;
const T: Part = Part::Task;
const A: Part = Part::Action;
const R: Part = Part::Result;

/// Names of one part, in small letters, without spaces.
static NAMES: LazyLock<HashMap<String, (Part, Trust)>> = LazyLock::new(|| {
    let lines = include_str!("labels.txt").lines().filter(|line| !line.starts_with('#'));
    lines.flat_map(names_of_line).collect()
});

/// # Panics
/// If a line of the shipped table cannot be read; a test reads them all.
fn names_of_line(line: &str) -> Vec<(String, (Part, Trust))> {
    let (head, names) = line.split_once(": ").expect("part and trust, then names");
    let part = [('S', S), ('T', T), ('A', A), ('R', R)].into_iter().find(|(letter, _)| head.starts_with(*letter)).expect("a part").1;
    let trust = if head.ends_with("strong") { Strong } else { Weak };
    names.split(", ").map(|name| (sign::squeezed(name), (part, trust))).collect()
}

const QUESTIONS: &[&str] = &["q", "question", "질문", "문", "면접질문"];
const ANSWERS: &[&str] = &["answer", "myanswer", "답변", "답", "대답", "모범답변", "내답변"];

/// What may be a label without any sign after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Alone {
    Nothing,
    /// A word that has the line to itself.
    Words,
    /// A letter too: the line is marked as a heading or an item.
    Letters,
}

/// The label that `text` begins with, if it begins with one.
pub fn leading(text: &str, alone: Alone) -> Option<Label> {
    let opened = text.trim_start_matches([
        '*', '_', '[', '(', '<', '【', '〈', '「', '✔', '\u{fe0f}', ' ', '📌', '🔹', '💡', '🔸', '👉', '🎯', '📍', '⭐', '🚀', '✅', '🏆', '📈', '🛠',
        '📝',
    ]);
    let opening = &text[..text.len() - opened.len()];
    let word = name_at(opened)?;
    let rest = &opened[word.length..];
    let bracketed = opening.ends_with(['[', '(', '<', '【', '〈', '「']);
    let (closed, separated) = close(rest, opening, bracketed, word.is_letter)?;
    let ends_here = rest[closed..].trim().is_empty();
    let is_bare_letter = word.is_letter && word.other.is_none() && opening.is_empty();
    let may_stand_alone = match alone {
        Alone::Nothing => false,
        Alone::Words => !is_bare_letter,
        Alone::Letters => true,
    };
    let is_closed = separated || ends_here && may_stand_alone;
    if !is_closed {
        return None;
    }
    let trust = if !separated { Weak.min(word.trust) } else { word.trust };
    let is_initial = word.is_letter && !word.numbered && opening.is_empty() && rest[..closed].trim() == ".";
    Some(Label { name: word.name, trust, is_letter: word.is_letter, numbered: word.numbered, is_initial, end: opening.len() + word.length + closed })
}

/// A name at the beginning of a text.
struct Word {
    name: Name,
    trust: Trust,
    is_letter: bool,
    numbered: bool,
    /// The same named again in parentheses: `S (Situation)`.
    other: Option<Part>,
    length: usize,
}

fn name_at(text: &str) -> Option<Word> {
    let first = one_name(text)?;
    let mut word = Word { name: first.name, trust: first.trust, is_letter: first.is_letter, numbered: false, other: None, length: first.length };
    let Name::Part { part, .. } = first.name else {
        let number = digits(&text[word.length..]);
        word.length += number;
        return Some(word);
    };
    let number = digits(&text[word.length..]);
    word.numbered = number > 0;
    word.length += number;
    if let Some((other, length)) = in_parentheses(&text[word.length..]) {
        if other != part {
            return None;
        }
        (word.other, word.trust) = (Some(other), Strong);
        word.length += length;
    }
    if let Some((second, length)) = joined(&text[word.length..], first.is_letter) {
        word.name = Name::Part { part, also: (second != part).then_some(second) };
        word.trust = Strong;
        word.length += length;
    }
    Some(word)
}

struct One {
    name: Name,
    trust: Trust,
    is_letter: bool,
    length: usize,
}

/// The letters that a name can begin with: what rules out nearly every word at once.
static FIRST_LETTERS: LazyLock<HashSet<char>> = LazyLock::new(|| {
    let names = NAMES.keys().map(String::as_str).chain(QUESTIONS.iter().copied()).chain(ANSWERS.iter().copied()).chain(["s", "t", "a", "r", "l"]);
    names.filter_map(|name| name.chars().next()).flat_map(|first| first.to_uppercase().chain([first])).collect()
});

/// The longest name that `text` begins with and that ends there: no letter follows.
fn one_name(text: &str) -> Option<One> {
    if !text.chars().next().is_some_and(|first| FIRST_LETTERS.contains(&first)) {
        return None;
    }
    let mut squeezed = String::new();
    let mut best: Option<One> = None;
    for (place, letter) in text.char_indices().take(24) {
        if matches!(letter, ' ' | '\'' | '’') && !squeezed.is_empty() {
            continue;
        }
        if !sign::is_letter(letter) {
            break;
        }
        sign::push_lower(&mut squeezed, letter);
        let length = place + letter.len_utf8();
        let ends = !text[length..].starts_with(sign::is_letter);
        if let Some((name, trust)) = if ends { named(&squeezed) } else { None } {
            best = Some(One { name, trust, is_letter: squeezed.len() == 1, length });
        }
    }
    best
}

fn named(squeezed: &str) -> Option<(Name, Trust)> {
    let part = |part| Name::Part { part, also: None };
    match squeezed {
        "s" => return Some((part(S), Strong)),
        "t" => return Some((part(T), Strong)),
        "a" => return Some((part(A), Strong)),
        "r" => return Some((part(R), Strong)),
        "l" => return Some((part(R), Weak)),
        _ if QUESTIONS.contains(&squeezed) => return Some((Name::Question, Strong)),
        _ if ANSWERS.contains(&squeezed) => return Some((Name::Answer, Strong)),
        _ => {}
    }
    NAMES.get(squeezed).map(|&(of, trust)| (part(of), trust))
}

/// The bytes of ` 2`, `2`, `#2`.
fn digits(text: &str) -> usize {
    let rest = text.trim_start_matches([' ', '#', '-', '.']);
    let count = rest.chars().take_while(char::is_ascii_digit).count();
    let skipped = text.len() - rest.len();
    // "A 3 months later" is no label; neither is "S - 3 teams".
    let ends = !rest[count..].starts_with(sign::is_word) && (skipped == 0 || text.starts_with([' ', '#']) && skipped == 1);
    if (1..=2).contains(&count) && ends { skipped + count } else { 0 }
}

/// No name is longer; what is never closed is not searched to the end of a long line.
const LONGEST_IN_PARENTHESES: usize = 32;

/// ` (Situation)`, `(S)`: the part, and the bytes.
fn in_parentheses(text: &str) -> Option<(Part, usize)> {
    let rest = text.trim_start_matches([' ', '*', '_']);
    let inner = rest.strip_prefix(['(', '[', '（'])?;
    let close = inner.char_indices().take(LONGEST_IN_PARENTHESES).find(|(_, sign)| matches!(sign, ')' | ']' | '）'))?.0;
    let name = inner[..close].trim();
    let one = one_name(name)?;
    let Name::Part { part, .. } = one.name else { return None };
    if !name[one.length..].trim().is_empty() {
        return None;
    }
    let bracket = inner[close..].chars().next().map_or(1, char::len_utf8);
    Some((part, text.len() - inner.len() + close + bracket))
}

/// `/T`, ` & Task`, ` 및 과제`: the second part, and the bytes. A letter joins letters only.
fn joined(text: &str, is_letter: bool) -> Option<(Part, usize)> {
    let rest = text.trim_start();
    let after = ["/", "&", "+", "·", ",", "and ", "및 ", "와 ", "과 "].into_iter().find_map(|sign| rest.strip_prefix(sign))?;
    let after = after.trim_start();
    let one = one_name(after)?;
    let Name::Part { part, .. } = one.name else { return None };
    (one.is_letter == is_letter).then(|| (part, text.len() - after.len() + one.length))
}

/// What closes a label: the bytes up to its text, and whether it was a sign that only a label has.
fn close(rest: &str, opening: &str, bracketed: bool, is_letter: bool) -> Option<(usize, bool)> {
    let emphasised = opening.contains(['*', '_']);
    let mut after = rest;
    if bracketed {
        after = after.trim_start().strip_prefix([']', ')', '>', '】', '〉', '」'])?;
    }
    let bare = after;
    let unmarked = after.trim_start_matches(['*', '_']);
    let closes_emphasis = emphasised && unmarked.len() < after.len();
    after = unmarked;
    let trimmed = after.trim_start();
    let colon = trimmed.strip_prefix([':', '：', '=', '︰']).map(|rest| (rest, true));
    let spaced = trimmed.len() < after.len() || trimmed.len() == rest.trim_start().len() && !is_letter || closes_emphasis;
    let dash = || {
        trimmed
            .strip_prefix(['–', '—'])
            .or_else(|| trimmed.strip_prefix('-').filter(|rest| spaced && (rest.is_empty() || rest.starts_with(' '))))
            .map(|rest| (rest, true))
    };
    let arrow = || trimmed.strip_prefix("->").or_else(|| trimmed.strip_prefix('→')).map(|rest| (rest, true));
    let stop = || {
        let rest = trimmed.strip_prefix([')', '.', ']', '|'])?;
        (rest.is_empty() || rest.starts_with(char::is_whitespace) || rest.starts_with(['*', '_'])).then_some((rest, true))
    };
    let (text, separated) = colon.or_else(dash).or_else(arrow).or_else(stop).unwrap_or((after, closes_emphasis || bracketed));
    let text = text.trim_start_matches(['*', '_']);
    // `**Situation: the plant had …**` leaves its mark at the end; that is the text's.
    if !separated && !bare.trim_matches(['*', '_', ' ']).is_empty() {
        return None;
    }
    Some((rest.len() - text.len(), separated))
}

/// The labels inside a line, from its first on: `S: … T: … A: …`, `(S) … (T) …`. Empty unless there are at least two parts that go forward, the first of
/// them at the beginning or three in all, so that a colon in a sentence is not taken for one.
pub fn inside(text: &str) -> Vec<(usize, Label)> {
    let found = forward(text, None);
    let leads = found.first().is_some_and(|(place, _)| text[..*place].trim_matches(|sign: char| !sign::is_word(sign)).is_empty());
    let enough = if leads { 2 } else { 3 };
    if found.len() >= enough { found } else { Vec::new() }
}

/// The labels in a line that goes on with the text under `last`: later parts, each after the end of a sentence.
pub fn going_on(text: &str, last: Part) -> Vec<(usize, Label)> {
    let mut found = forward(text, Some(last));
    found.retain(|(place, _)| *place > 0 && text[..*place].trim_end().ends_with(['.', '!', '?', ';', '다', '요']));
    found
}

/// What ends a label in running text, where a full stop or a dash after a letter is part of a sentence.
const MARKS: [char; 5] = [':', '：', ')', ']', '*'];

/// The labels in a line that name ever later parts, from after `last` on.
fn forward(text: &str, last: Option<Part>) -> Vec<(usize, Label)> {
    let mut found: Vec<(usize, Label)> = Vec::new();
    let Some(last_mark) = text.rfind(MARKS) else { return found };
    let places = text.char_indices().take_while(|(place, _)| *place <= last_mark); // nothing after it could end a label
    for (place, _) in places.filter(|&(place, sign)| begins_label(text, place, sign)) {
        if found.last().is_some_and(|(at, last)| place < at + last.end) {
            continue;
        }
        let Some(label) = leading(&text[place..], Alone::Nothing) else { continue };
        let (Name::Part { part, .. }, Strong) = (label.name, label.trust) else { continue };
        let sign = text[place..place + label.end].trim_end().chars().next_back();
        let marked = sign.is_some_and(|sign| MARKS.contains(&sign)) || place == 0;
        let last = found.last().map_or(last, |(_, last)| match last.name {
            Name::Part { part, also } => Some(also.unwrap_or(part)),
            _ => None,
        });
        if marked && last.is_none_or(|last| part > last || part == last && label.numbered) {
            found.push((place, label));
        }
    }
    found
}

/// A place where a word can begin: after a space or a sign that ends something.
fn begins_label(text: &str, place: usize, sign: char) -> bool {
    let can_begin = sign::is_letter(sign) || matches!(sign, '(' | '[' | '*' | '【' | '<');
    let before = text[..place].chars().next_back();
    can_begin
        && before.is_none_or(|before| before.is_whitespace() || matches!(before, '.' | ',' | ';' | '/' | '|' | '·' | '!' | '?' | ')' | '”' | '"'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<(&str, &str)>) {
        let found = leading(text, Alone::Words);
        let found = found.as_ref().map(|label| (name(label.name), text[label.end..].trim()));
        assert_eq!(found.as_ref().map(|(name, rest)| (name.as_str(), *rest)), expected, "{text}");
    }

    fn name(name: Name) -> String {
        let letter = |part| match part {
            Part::Situation => "S",
            Part::Task => "T",
            Part::Action => "A",
            _ => "R",
        };
        match name {
            Name::Part { part, also } => letter(part).to_owned() + &also.map_or(String::new(), |also| format!("+{}", letter(also))),
            Name::Question => "Q".to_owned(),
            Name::Answer => "answer".to_owned(),
        }
    }

    #[test]
    fn a_label_is_a_name_with_a_sign_after_it() {
        for (text, expected) in [
            ("S: 일정이 촉박", ("S", "일정이 촉박")),
            ("S:일정", ("S", "일정")),
            ("T :", ("T", "")),
            ("s: it was late", ("S", "it was late")),
            ("**A:** 배포", ("A", "배포")),
            ("**A**: 배포", ("A", "배포")),
            ("**R** faster", ("R", "faster")),
            ("__Task__ - cut it", ("T", "cut it")),
            ("Situation – we had", ("S", "we had")),
            ("S – we had", ("S", "we had")),
            ("[상황] 장애", ("S", "장애")),
            ("(S) plant", ("S", "plant")),
            ("상황(S): 장애", ("S", "장애")),
            ("S (Situation): x", ("S", "x")),
            ("T(Task) : x", ("T", "x")),
            ("**Situation (S):** x", ("S", "x")),
            ("S) 거래처", ("S", "거래처")),
            ("S. 거래처", ("S", "거래처")),
            ("상황 - 장애", ("S", "장애")),
            ("S/T: both", ("S+T", "both")),
            ("Situation & Task: both", ("S+T", "both")),
            ("상황 및 과제: 둘", ("S+T", "둘")),
            ("A1: first", ("A", "first")),
            ("Action 2: second", ("A", "second")),
            ("What I did: calls", ("A", "calls")),
            ("배운 점: 기록", ("R", "기록")),
            ("상황：전각", ("S", "전각")),
            ("Situation", ("S", "")),
            ("결과", ("R", "")),
            ("Q: Why?", ("Q", "Why?")),
            ("Q1. Why?", ("Q", "Why?")),
            ("질문: 왜?", ("Q", "왜?")),
            ("답변: 그래서", ("answer", "그래서")),
            ("**Lessons learned:** ask", ("R", "ask")),
            ("📌 상황: 장애", ("S", "장애")),
            ("결과 -", ("R", "")),
            ("**S (Situation)**", ("S", "")),
        ] {
            check(text, Some(expected));
        }
    }

    #[test]
    fn a_word_at_the_beginning_of_a_sentence_is_none() {
        for text in [
            "A few weeks later",
            "A 3 months later",
            "Situation room was full",
            "상황이 나빴다",
            "결과적으로는 좋았다",
            "Results-driven",
            "S",
            "Target the root",
            "A/B test",
            "R&D team",
            "Tasks for tomorrow",
            "AWS: cloud",
            "T-shirt",
            "Q2 revenue fell",
            "So: what",
            "Actionable: yes",
            "S (Task): mixed",
        ] {
            check(text, None);
        }
    }

    #[test]
    fn several_labels_on_a_line_are_found_in_their_order() {
        #[track_caller]
        fn check(text: &str, expected: &[(usize, &str)]) {
            let found: Vec<_> = inside(text).into_iter().map(|(place, label)| (place, name(label.name))).collect();
            assert_eq!(found.iter().map(|(place, name)| (*place, name.as_str())).collect::<Vec<_>>(), expected, "{text}");
        }
        check("S: late. T: fix it. A: I did. R: done.", &[(0, "S"), (9, "T"), (20, "A"), (30, "R")]);
        check("Delay. (S) late (T) fix (R) done", &[(7, "S"), (16, "T"), (24, "R")]);
        check("S: the ratio was A: 3 to B: 4", &[(0, "S"), (17, "A")]);
        check("Plan A: go. Then R: rest", &[]);
        check("T: fix it", &[]);
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read_without_panic_and_a_label_ends_inside_it(text in "[\\*_\\[\\(<]{0,2}(S|상황|Task|a|Result|Q)?( \\( 상황\\)| \\( S|\\(행동 )?[ 0-9]{0,2}[/&)\\]]{0,2}[:：.\\- ]{0,2}\\PC{0,12}") {
            for label in leading(&text, Alone::Letters).into_iter().chain(inside(&text).into_iter().map(|(_, label)| label)) {
                proptest::prop_assert!(label.end <= text.len());
            }
            if let Some(label) = leading(&text, Alone::Letters) {
                proptest::prop_assert!(text.is_char_boundary(label.end));
            }
        }
    }
}
