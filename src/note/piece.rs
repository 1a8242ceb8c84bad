//! The lines of a note with their labels found: tables are taken apart, a line with several labels becomes several pieces.

use std::borrow::Cow;

use super::label::{self, Alone, Label, Name};
use super::line::{Line, Marker, Reading};
use crate::domain::Part;

/// A line, or the part of one that stands under one label.
#[derive(Clone, Debug, PartialEq)]
pub struct Piece<'a> {
    /// The number of its line.
    pub number: usize,
    pub indent: usize,
    pub after_gap: bool,
    pub marker: Marker,
    pub dotted: bool,
    pub quoted: bool,
    pub verbatim: bool,
    pub label: Option<Label>,
    /// Without the label.
    pub text: Cow<'a, str>,
    /// With it, as it stands in the note; what counts where the label turns out to be none.
    pub whole: Cow<'a, str>,
    /// Nothing before it belongs to what follows: a rule stands between, or it is another row of a table.
    pub begins_anew: bool,
    /// From a table.
    pub is_cell: bool,
}

impl<'a> Piece<'a> {
    fn new(line: &Line<'_>, label: Option<Label>, text: impl Into<Cow<'a, str>>, whole: impl Into<Cow<'a, str>>) -> Self {
        Self {
            number: line.number,
            indent: line.indent,
            after_gap: line.after_gap,
            marker: line.marker,
            dotted: line.dotted,
            quoted: line.quoted,
            verbatim: line.verbatim,
            label,
            text: text.into(),
            whole: whole.into(),
            begins_anew: false,
            is_cell: false,
        }
    }

    /// One that says nothing but its text.
    fn of(line: &Line<'_>, label: Option<Label>, text: impl Into<Cow<'a, str>>) -> Self {
        let text = plain(text);
        Self::new(line, label, text.clone(), text)
    }
}

/// Without the signs of emphasis and other marks of Markdown.
fn plain<'a>(text: impl Into<Cow<'a, str>>) -> Cow<'a, str> {
    let text = text.into();
    if is_plain(&text) {
        return text;
    }
    text.replace("**", "").replace("__", "").replace("~~", "").split_whitespace().collect::<Vec<_>>().join(" ").into()
}

/// U+00A0 in UTF-8.
const NO_BREAK_SPACE: (u8, u8) = (0xC2, 0xA0);

fn is_plain(text: &str) -> bool {
    let mut before = 0;
    for byte in text.bytes() {
        match (before, byte) {
            (_, b'*' | b'_' | b'~' | b'\t') | (b' ', b' ') | NO_BREAK_SPACE => return false,
            _ => before = byte,
        }
    }
    text.trim().len() == text.len()
}

pub fn pieces<'a>(reading: &'a Reading<'_>) -> Vec<Piece<'a>> {
    let mut pieces = Vec::new();
    let mut at = 0;
    while at < reading.lines.len() {
        let length = table_length(&reading.lines[at..]);
        if length > 0 {
            pieces.extend(table(&reading.lines[at..at + length]));
        } else {
            let above = pieces.last().filter(|_| !reading.lines[at].after_gap).and_then(last_part);
            pieces.extend(of_line(&reading.lines[at], above));
        }
        at += length.max(1);
    }
    mark_rules(&mut pieces, &reading.rules);
    drop_initials(&mut pieces);
    pieces
}

/// Letters with a full stop are labels in a note that has its labels so; among others they are somebody's initials.
fn drop_initials(pieces: &mut [Piece<'_>]) {
    let letters = pieces.iter().filter_map(|piece| piece.label.as_ref()).filter(|label| label.is_letter);
    let (initials, others): (Vec<&Label>, Vec<&Label>) = letters.partition(|label| label.is_initial);
    if initials.len() >= others.len() {
        return;
    }
    for piece in pieces.iter_mut().filter(|piece| piece.label.as_ref().is_some_and(|label| label.is_initial)) {
        piece.label = None;
        piece.text.clone_from(&piece.whole);
    }
}

fn mark_rules(pieces: &mut [Piece<'_>], rules: &[usize]) {
    let mut rules = rules.iter().copied().peekable();
    for piece in pieces {
        while rules.next_if(|rule| *rule < piece.number).is_some() {
            piece.begins_anew = true;
        }
    }
}

/// The part whose text a line right below goes on with.
fn last_part(piece: &Piece<'_>) -> Option<Part> {
    match piece.label.as_ref()?.name {
        Name::Part { part, also } => Some(also.unwrap_or(part)),
        _ => None,
    }
}

fn of_line<'a>(line: &'a Line<'_>, above: Option<Part>) -> Vec<Piece<'a>> {
    let text = &*line.text;
    if line.verbatim {
        return vec![Piece::new(line, None, text, text)];
    }
    let several = label::inside(text);
    if !several.is_empty() {
        return split(line, &several);
    }
    let going_on = above.map(|above| label::going_on(text, above)).unwrap_or_default();
    let alone = if line.marker == Marker::Plain { Alone::Words } else { Alone::Letters };
    match label::leading(text, alone) {
        None if !going_on.is_empty() => split(line, &going_on),
        Some(found) => {
            let told = plain(text[found.end..].trim());
            vec![Piece::new(line, Some(found), told, plain(text))]
        }
        None => vec![Piece::of(line, None, text)],
    }
}

/// A line at its labels; what stands before the first is a piece without.
fn split<'a>(line: &'a Line<'_>, labels: &[(usize, Label)]) -> Vec<Piece<'a>> {
    let before = line.text[..labels[0].0].trim().trim_end_matches(['-', '–', '—', '(', '[', '*', ' ']);
    let mut pieces = if before.is_empty() { Vec::new() } else { vec![Piece::of(line, None, before)] };
    for (index, (place, label)) in labels.iter().enumerate() {
        let end = labels.get(index + 1).map_or(line.text.len(), |(next, _)| *next);
        let whole = &line.text[*place..end];
        let piece = Piece::new(line, Some(label.clone()), plain(whole[label.end..].trim()), plain(whole.trim()));
        // A whole story on one line ends with it.
        pieces.push(Piece { marker: Marker::Plain, ..piece });
    }
    for piece in pieces.iter_mut().skip(1) {
        piece.after_gap = false;
    }
    pieces
}

/// How many of the lines are rows of one table.
fn table_length(lines: &[Line<'_>]) -> usize {
    let mut length = 0;
    for line in lines {
        let is_row = !line.verbatim && line.text.starts_with('|') && line.text.matches('|').count() >= 2;
        let follows = length == 0 || !line.after_gap;
        if !is_row || !follows {
            break;
        }
        length += 1;
    }
    if length >= 2 { length } else { 0 }
}

fn cells(row: &str) -> Vec<String> {
    let row = row.trim().trim_start_matches('|');
    let row = row.strip_suffix('|').filter(|rest| !rest.ends_with('\\')).unwrap_or(row);
    let mut cells = vec![String::new()];
    let mut signs = row.chars().peekable();
    while let Some(sign) = signs.next() {
        match sign {
            '\\' if signs.peek() == Some(&'|') => cells.last_mut().into_iter().for_each(|cell| cell.extend(signs.next())),
            '|' => cells.push(String::new()),
            sign => cells.last_mut().into_iter().for_each(|cell| cell.push(sign)),
        }
    }
    cells.iter().map(|cell| cell.trim().to_owned()).collect()
}

fn is_line_of_table(cells: &[String]) -> bool {
    cells.iter().all(|cell| !cell.is_empty() && cell.chars().all(|sign| matches!(sign, '-' | ':' | ' ')))
}

/// A table with labels along its top has a story a row; one with labels down its side is a story.
fn table<'a>(lines: &'a [Line<'_>]) -> Vec<Piece<'a>> {
    let columns: Vec<Option<Label>> = cells(&lines[0].text).iter().map(|cell| cell_label(cell)).collect();
    if columns.iter().flatten().count() >= 2 {
        let body = lines[1..].iter().filter(|line| !is_line_of_table(&cells(&line.text)));
        return body.flat_map(|line| story_row(line, &columns)).collect();
    }
    let mut last: Option<Label> = None;
    lines.iter().filter(|line| !is_line_of_table(&cells(&line.text))).map(|line| labelled_row(line, &mut last)).collect()
}

/// A cell that is a label and nothing else.
pub(super) fn cell_label(cell: &str) -> Option<Label> {
    let name = format!("{}:", cell.trim().trim_matches(['*', '_', ':', ' ']));
    label::leading(&name, Alone::Nothing).filter(|label| label.end == name.len())
}

fn story_row<'a>(line: &'a Line<'_>, columns: &[Option<Label>]) -> Vec<Piece<'a>> {
    let cells = cells(&line.text);
    let is_counter = |cell: &str| cell.chars().all(|sign| sign.is_ascii_digit() || matches!(sign, '#' | '.'));
    let title: Vec<&str> =
        cells.iter().zip(columns).filter(|(cell, label)| label.is_none() && !is_counter(cell)).map(|(cell, _)| cell.as_str()).collect();
    let mut pieces = Vec::new();
    if !title.is_empty() {
        pieces.push(Piece { marker: Marker::Bold, ..Piece::of(line, None, title.join(" – ")) });
    }
    for (text, label) in cells.iter().zip(columns) {
        if let Some(label) = label {
            pieces.push(Piece::of(line, Some(label.clone()), text.clone()));
        }
    }
    for (index, piece) in pieces.iter_mut().enumerate() {
        (piece.begins_anew, piece.is_cell, piece.after_gap) = (index == 0, true, index == 0);
    }
    pieces.extend(beyond(line, cells.get(columns.len()..).unwrap_or_default()));
    pieces
}

/// Cells that no column has a name for belong to no part: they are a remark beside the row.
fn beyond<'a>(line: &'a Line<'_>, cells: &[String]) -> Option<Piece<'a>> {
    let text = joined(cells);
    (!text.is_empty()).then(|| Piece { quoted: true, ..Piece::of(line, None, text) })
}

fn joined(cells: &[String]) -> String {
    cells.iter().filter(|cell| !cell.is_empty()).cloned().collect::<Vec<_>>().join(" – ")
}

/// A row whose first cell is a label, or is empty and goes on with the one above.
fn labelled_row<'a>(line: &'a Line<'_>, last: &mut Option<Label>) -> Piece<'a> {
    let cells = cells(&line.text);
    let goes_on = cells.first().is_some_and(String::is_empty) && last.is_some();
    if !goes_on {
        *last = cells.first().and_then(|cell| cell_label(cell));
    }
    let label = if goes_on { None } else { last.clone() };
    let text = if last.is_some() { joined(&cells[1..]) } else { joined(&cells) };
    Piece { is_cell: true, ..Piece::new(line, label, plain(text), plain(joined(&cells))) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::note::line;

    #[track_caller]
    fn check(note: &str, expected: &[&str]) {
        let shown = |piece: &Piece| format!("{}{} {}", piece.number, if piece.label.is_some() { "*" } else { "" }, piece.text);
        assert_eq!(pieces(&line::read(note)).iter().map(shown).collect::<Vec<_>>(), expected, "{note}");
    }

    #[test]
    fn tables_are_taken_apart() {
        check(
            "| Story | S | Task | A | R |\n|---|---|---|---|---|\n| Cold room | warm | fix | a \\| b<br>c | done |",
            &["3 Cold room", "3* warm", "3* fix", "3* a | b c", "3* done"],
        );
        check("| S | R |\n|---|---|\n| warm | cold | by noon | | at last |", &["3* warm", "3* cold", "3 by noon – at last"]);
        check("| S | warm |\n|---|---|\n| **A** | fix |\n| | more |", &["1* warm", "3* fix", "4 more"]);
        check("| x | y |\n|---|---|\n| 1 | 2 |", &["1 x – y", "3 1 – 2"]);
        check("| not a table", &["1 | not a table"]);
    }

    #[test]
    fn a_line_is_cut_at_its_labels() {
        check("- Delay: S: late T: fix R: done", &["1 Delay:", "1* late", "1* fix", "1* done"]);
        check("**Situation:** *late*", &["1* *late*"]);
    }
}
