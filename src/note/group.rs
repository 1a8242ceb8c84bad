//! Which labels of a note belong to one story.

use super::label::{Name, Trust};
use super::piece::Piece;
use crate::domain::{Part, Scheme};

/// One story: the places of its labels among the pieces, with what they name.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    pub labels: Vec<Place>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Place {
    pub piece: usize,
    pub part: Part,
    pub also: Option<Part>,
    trust: Trust,
    numbered: bool,
    /// A gap or a title stands before it.
    after_break: bool,
}

/// What a story costs, and what is unusual in it. Every order of labels is possible and the usual one is cheapest, so a note decides by its own layout:
/// judgements, tried on the notes in `tests/data/notes`.
const STORY: f64 = 1.0;
const GOES_BACK: f64 = 0.6;
const MISSING: f64 = 0.3;
const NOT_FROM_THE_BEGINNING: f64 = 0.3;
const WITHOUT_BREAK: f64 = 0.6;

/// No story has more labels: four parts, each in several numbered steps.
const LONGEST: usize = 16;

/// The stories of a note. `ends_block` says for each piece whether nothing before it belongs to what follows. Labels that make no story are left out.
pub fn groups(pieces: &[Piece<'_>], ends_block: &[bool]) -> Vec<Group> {
    let mut found = Vec::new();
    let mut block: Vec<Place> = Vec::new();
    let mut after_question = false;
    for (index, piece) in pieces.iter().enumerate() {
        if ends_block[index] {
            found.extend(split(&std::mem::take(&mut block)));
            after_question = false;
        }
        match piece.label.as_ref().map(|label| (label, label.name)) {
            Some((_, Name::Question | Name::Answer)) => {
                found.extend(split(&std::mem::take(&mut block)));
                after_question = true;
            }
            // Under a question the first A is the answer.
            Some((label, Name::Part { part: Part::Action, .. })) if after_question && block.is_empty() && label.is_letter => after_question = false,
            Some((label, Name::Part { part, also })) => {
                let after_break = piece.after_gap || index > 0 && pieces[index - 1].label.is_none() && pieces[index - 1].after_gap;
                block.push(Place { piece: index, part, also, trust: label.trust, numbered: label.numbered, after_break });
            }
            None => {}
        }
    }
    found.extend(split(&block));
    found.retain(|group| is_story(group, pieces));
    found
}

/// The cheapest way to cut the labels of a block into stories.
fn split(block: &[Place]) -> Vec<Group> {
    let mut best: Vec<(f64, usize)> = vec![(0.0, 0)];
    for end in 1..=block.len() {
        // What is no story does not become one with more labels before it.
        let starts = (end.saturating_sub(LONGEST)..end).rev();
        let costs = starts.map_while(|start| Some((best[start].0 + cost(&block[start..end], start == 0)?, start)));
        best.push(costs.min_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1))).expect("a label alone is always possible"));
    }
    let mut groups = Vec::new();
    let mut end = block.len();
    while end > 0 {
        let start = best[end].1;
        groups.push(Group { labels: block[start..end].to_vec() });
        end = start;
    }
    groups.reverse();
    groups
}

/// What these labels cost as one story; `None` where one part comes twice with others between, or a story begins twice.
fn cost(labels: &[Place], first: bool) -> Option<f64> {
    let mut cost = STORY;
    if labels[0].part != Part::Situation {
        cost += NOT_FROM_THE_BEGINNING;
    }
    if !first && !labels[0].after_break {
        cost += WITHOUT_BREAK;
    }
    let mut seen: Vec<Part> = Vec::new();
    let mut last: Option<Part> = None;
    for label in labels {
        let again = last == Some(label.part) && (label.numbered || label.part != Part::Situation);
        if !again && seen.contains(&label.part) {
            return None;
        }
        if last.is_some_and(|last| label.part < last) {
            cost += GOES_BACK;
        }
        seen.push(label.part);
        seen.extend(label.also);
        last = Some(label.also.unwrap_or(label.part));
    }
    cost += MISSING * Scheme::Star.parts().iter().filter(|part| !seen.contains(part)).count() as f64;
    Some(cost)
}

/// Two different parts, or a situation by a name that means nothing else. A lone `A:` is an answer, a lone `Goal:` anything.
fn is_story(group: &Group, pieces: &[Piece<'_>]) -> bool {
    let first = group.labels[0];
    let certain = group.labels.iter().any(|label| label.trust == Trust::Strong);
    // Words without a sign after them, as headings have: three of the four parts are no accident.
    let mut parts: Vec<Part> = group.labels.iter().flat_map(|label| [Some(label.part), label.also]).flatten().collect();
    parts.sort_unstable();
    parts.dedup();
    match parts.len() >= 2 {
        true => certain || parts.len() >= 3 || group.labels.iter().all(|label| pieces[label.piece].text.is_empty()),
        false => certain && first.part == Part::Situation,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::note::{line, piece};

    /// Groups as letters: `STAR SAR`.
    #[track_caller]
    fn check(note: &str, expected: &str) {
        let reading = line::read(note);
        let pieces = piece::pieces(&reading);
        let ends: Vec<bool> = pieces.iter().map(|piece| piece.begins_anew).collect();
        let letter = |place: &Place| match place.part {
            Part::Situation => 'S',
            Part::Task => 'T',
            Part::Action => 'A',
            _ => 'R',
        };
        let found: Vec<String> = groups(&pieces, &ends).iter().map(|group| group.labels.iter().map(letter).collect()).collect();
        assert_eq!(found.join(" "), expected, "{note}");
    }

    #[test]
    fn a_story_ends_where_a_part_comes_again() {
        check("S: a\nT: b\nA: c\nR: d\nS: e\nT: f", "STAR ST");
        check("S: a\n\nT: b\n\nA: c\n\nR: d\n\nS: e\n\nT: f\n\nR: g", "STAR STR");
        check("T: b\nA: c\n\nS: e\nT: f\nA: g\nR: h", "TA STAR");
        check("S:\nS: a", "S S");
        check("S1: a\nS2: b\nA1: c\nA2: d\nR: e", "SSAAR");
    }

    #[test]
    fn the_result_may_come_first() {
        check("title\nR: d\nS: a\nT: b\nA: c\n\nother\nR: h\nS: e\nT: f\nA: g", "RSTA RSTA");
        check("R: d\n\nS: a\n\nT: b\n\nA: c\n\nR: h\n\nS: e\n\nT: f\n\nA: g", "RSTA RSTA");
        check("S: a\nA: c\nT: b\nR: d", "SATR");
    }

    #[test]
    fn an_answer_is_no_action() {
        check("Q: why?\nA: because\nQ: and?\nA: so", "");
        check("Q: when?\nS: a\nT: b\nA: c\nR: d", "STAR");
        check("A: because", "");
        check("배경: 하늘\n목표: 합격", "");
        check("배경: 하늘\n목표: 합격\n결과: 불합격", "STR");
    }
}
