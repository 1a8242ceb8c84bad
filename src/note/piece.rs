//! The lines of a note with their labels found: tables are taken apart, a line with several labels becomes several pieces.

use super::label::{self, Alone, Label, Name};
use super::line::{Line, Marker, Reading};
use crate::domain::Part;

/// A line, or the part of one that stands under one label.
#[derive(Clone, Debug, PartialEq)]
pub struct Piece {
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
    pub text: String,
    /// With it, as it stands in the note; what counts where the label turns out to be none.
    pub whole: String,
    /// Nothing before it belongs to what follows: a rule stands between, or it is another row of a table.
    pub begins_anew: bool,
    /// From a table.
    pub is_cell: bool,
}

impl Piece {
    fn of(line: &Line, label: Option<Label>, text: &str) -> Self {
        let piece = Self {
            number: line.number,
            indent: line.indent,
            after_gap: line.after_gap,
            marker: line.marker,
            dotted: line.dotted,
            quoted: line.quoted,
            verbatim: line.verbatim,
            label,
            text: plain(text),
            whole: if text.len() == line.text.len() { String::new() } else { plain(&line.text) },
            begins_anew: false,
            is_cell: false,
        };
        if piece.whole.is_empty() { Self { whole: piece.text.clone(), ..piece } } else { piece }
    }
}

/// Without the signs of emphasis and other marks of Markdown.
fn plain(text: &str) -> String {
    let is_plain = !text.contains(['*', '_', '~', '\t', '\u{a0}']) && !text.contains("  ") && text.trim().len() == text.len();
    if is_plain {
        return text.to_owned();
    }
    text.replace("**", "").replace("__", "").replace("~~", "").split_whitespace().collect::<Vec<_>>().join(" ")
}

pub fn pieces(reading: &Reading) -> Vec<Piece> {
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
fn drop_initials(pieces: &mut [Piece]) {
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

fn mark_rules(pieces: &mut [Piece], rules: &[usize]) {
    let mut rules = rules.iter().copied().peekable();
    for piece in pieces {
        while rules.next_if(|rule| *rule < piece.number).is_some() {
            piece.begins_anew = true;
        }
    }
}

/// The part whose text a line right below goes on with.
fn last_part(piece: &Piece) -> Option<Part> {
    match piece.label.as_ref()?.name {
        Name::Part { part, also } => Some(also.unwrap_or(part)),
        _ => None,
    }
}

fn of_line(line: &Line, above: Option<Part>) -> Vec<Piece> {
    if line.verbatim {
        let piece = Piece::of(line, None, &line.text);
        return vec![Piece { text: line.text.clone(), whole: line.text.clone(), ..piece }];
    }
    let several = label::inside(&line.text);
    if !several.is_empty() {
        return split(line, &several);
    }
    let going_on = above.map(|above| label::going_on(&line.text, above)).unwrap_or_default();
    let alone = if line.marker == Marker::Plain { Alone::Words } else { Alone::Letters };
    match label::leading(&line.text, alone) {
        None if !going_on.is_empty() => split(line, &going_on),
        Some(found) => {
            let text = line.text[found.end..].trim().to_owned();
            vec![Piece::of(line, Some(found), &text)]
        }
        None => vec![Piece::of(line, None, &line.text)],
    }
}

/// A line at its labels; what stands before the first is a piece without.
fn split(line: &Line, labels: &[(usize, Label)]) -> Vec<Piece> {
    let before = line.text[..labels[0].0].trim().trim_end_matches(['-', '–', '—', '(', '[', '*', ' ']);
    let lead = Piece { whole: plain(before), ..Piece::of(line, None, before) };
    let mut pieces: Vec<Piece> = if before.is_empty() { Vec::new() } else { vec![lead] };
    for (index, (place, label)) in labels.iter().enumerate() {
        let end = labels.get(index + 1).map_or(line.text.len(), |(next, _)| *next);
        let mut piece = Piece::of(line, Some(label.clone()), line.text[place + label.end..end].trim());
        // A whole story on one line ends with it.
        piece.marker = Marker::Plain;
        piece.whole = plain(line.text[*place..end].trim());
        pieces.push(piece);
    }
    for piece in pieces.iter_mut().skip(1) {
        piece.after_gap = false;
    }
    pieces
}

/// How many of the lines are rows of one table.
fn table_length(lines: &[Line]) -> usize {
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
fn table(lines: &[Line]) -> Vec<Piece> {
    let header = cells(&lines[0].text);
    let columns: Vec<Option<Label>> = header.iter().map(|cell| cell_label(cell)).collect();
    if columns.iter().flatten().count() >= 2 {
        let body = lines[1..].iter().filter(|line| !is_line_of_table(&cells(&line.text)));
        return body.flat_map(|line| story_row(line, &columns)).collect();
    }
    let mut last: Option<Label> = None;
    lines.iter().filter(|line| !is_line_of_table(&cells(&line.text))).map(|line| labelled_row(line, &mut last)).collect()
}

/// A cell that is a label and nothing else.
fn cell_label(cell: &str) -> Option<Label> {
    let name = format!("{}:", cell.trim().trim_matches(['*', '_', ':', ' ']));
    label::leading(&name, Alone::Nothing).filter(|label| label.end == name.len())
}

fn story_row(line: &Line, columns: &[Option<Label>]) -> Vec<Piece> {
    let cells = cells(&line.text);
    let is_counter = |cell: &str| cell.chars().all(|sign| sign.is_ascii_digit() || matches!(sign, '#' | '.'));
    let title: Vec<&str> =
        cells.iter().zip(columns).filter(|(cell, label)| label.is_none() && !is_counter(cell)).map(|(cell, _)| cell.as_str()).collect();
    let mut pieces = Vec::new();
    if !title.is_empty() {
        let title = title.join(" – ");
        pieces.push(Piece { marker: Marker::Bold, whole: plain(&title), ..Piece::of(line, None, &title) });
    }
    for (cell, label) in cells.iter().zip(columns) {
        if let Some(label) = label {
            pieces.push(Piece { whole: plain(cell), ..Piece::of(line, Some(label.clone()), cell) });
        }
    }
    for (index, piece) in pieces.iter_mut().enumerate() {
        (piece.begins_anew, piece.is_cell, piece.after_gap) = (index == 0, true, index == 0);
    }
    pieces
}

/// A row whose first cell is a label, or is empty and goes on with the one above.
fn labelled_row(line: &Line, last: &mut Option<Label>) -> Piece {
    let cells = cells(&line.text);
    let joined = |cells: &[String]| cells.iter().filter(|cell| !cell.is_empty()).cloned().collect::<Vec<_>>().join(" – ");
    let goes_on = cells.first().is_some_and(String::is_empty) && last.is_some();
    if !goes_on {
        *last = cells.first().and_then(|cell| cell_label(cell));
    }
    let label = if goes_on { None } else { last.clone() };
    let text = if last.is_some() { joined(&cells[1..]) } else { joined(&cells) };
    Piece { is_cell: true, whole: plain(&joined(&cells)), ..Piece::of(line, label, &text) }
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
