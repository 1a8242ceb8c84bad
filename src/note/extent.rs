//! How far the text under a label goes.

use std::ops::Range;

use super::line::Marker;
use super::piece::Piece;
use super::question;
use crate::domain::sign::is_hangul;

/// A line that long is no title.
const LONGEST_TITLE: usize = 90;

/// What follows the text under a label.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// Another part of the same story: everything up to it belongs to the label.
    SameStory,
    /// The first label of another story.
    OtherStory,
    /// The end of the note, or something new.
    End,
}

/// How this note is laid out, as the inner parts of its stories show.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Habits {
    /// The text beside a label goes on after an empty line.
    pub in_paragraphs: bool,
    /// Labels have lines of their own, with their text below.
    pub labels_stand_alone: bool,
}

/// The pieces after `label` that stand under it, all of them before `end`. `is_empty_so_far`: no label of its story has any text.
pub fn extent(pieces: &[Piece<'_>], label: usize, end: usize, next: Next, is_empty_so_far: bool, habits: Habits) -> Range<usize> {
    let start = label + 1;
    if next == Next::SameStory {
        return start..end;
    }
    let titles = if next == Next::OtherStory { titles_before(pieces, start, end) } else { end };
    let has_text = !pieces[label].text.is_empty();
    let in_paragraphs = if has_text { habits.in_paragraphs } else { habits.labels_stand_alone };
    let mut under = Under { label: &pieces[label], is_empty_so_far, in_paragraphs, has_text };
    let mut last = start;
    for at in start..titles {
        if is_heading_in_plain(&pieces[at], pieces.get(at + 1)) {
            break;
        }
        match under.judge(&pieces[at], at == start) {
            Verdict::Belongs => {
                under.has_text = true;
                last = at + 1;
            }
            Verdict::Remark => {}
            Verdict::Ends => break,
        }
    }
    start..last
}

enum Verdict {
    Belongs,
    /// Somebody's remark in between; what follows may still belong.
    Remark,
    Ends,
}

struct Under<'a> {
    label: &'a Piece<'a>,
    is_empty_so_far: bool,
    in_paragraphs: bool,
    has_text: bool,
}

impl Under<'_> {
    fn judge(&self, piece: &Piece<'_>, first: bool) -> Verdict {
        if piece.quoted && !self.label.quoted || question::is_remark(&piece.text) {
            return Verdict::Remark;
        }
        if piece.verbatim {
            return Verdict::Belongs;
        }
        match self.belongs(piece, first) {
            true => Verdict::Belongs,
            false => Verdict::Ends,
        }
    }

    fn belongs(&self, piece: &Piece<'_>, first: bool) -> bool {
        let label = self.label;
        let is_heading = matches!(label.marker, Marker::Heading(_));
        if piece.is_cell != label.is_cell || matches!(piece.marker, Marker::Heading(_)) && !is_heading {
            return false;
        }
        if let (Marker::Heading(level), Marker::Heading(above)) = (piece.marker, label.marker) {
            return level > above;
        }
        if is_heading {
            return !(piece.marker == Marker::Bold && question::is_asked(&piece.text));
        }
        if piece.indent > label.indent {
            return !(piece.after_gap && question::is_asked(&piece.text));
        }
        let is_item = matches!(piece.marker, Marker::Numbered | Marker::Bullet);
        let label_is_item = matches!(label.marker, Marker::Numbered | Marker::Bullet);
        if piece.marker == Marker::Bold || is_item && label_is_item || piece.after_gap && piece.indent < label.indent {
            return false;
        }
        if !self.has_text {
            let asks = question::is_asked(&piece.text) || question::is_topic(&piece.text) && is_item;
            let after_gap = self.in_paragraphs && first && !self.is_empty_so_far && !is_item;
            return !asks && (!piece.after_gap || after_gap);
        }
        match piece.after_gap {
            false => true,
            true => self.in_paragraphs && !is_item && !question::is_asked(&piece.text),
        }
    }
}

/// A few words in capitals, or with a gap on both sides: a heading in a note without marks.
pub fn is_heading_in_plain(piece: &Piece<'_>, next: Option<&Piece<'_>>) -> bool {
    const LONGEST: usize = 40;
    let text = &piece.text;
    let in_capitals = text.chars().any(char::is_uppercase) && !text.chars().any(char::is_lowercase) && !text.chars().any(is_hangul);
    let apart = next.is_none_or(|next| next.after_gap);
    piece.marker == Marker::Plain
        && piece.label.is_none()
        && piece.indent == 0
        && piece.after_gap
        && text.chars().count() <= LONGEST
        && !ends_sentence(text)
        && (in_capitals || apart && next.is_some())
}

/// Where the titles of the story that begins at `end` start: the lines right above its first label that name it.
fn titles_before(pieces: &[Piece<'_>], start: usize, end: usize) -> usize {
    let mut from = end;
    while from > start {
        let piece = &pieces[from - 1];
        let below_is_apart = from < end && pieces[from].after_gap;
        let marked = matches!(piece.marker, Marker::Heading(_) | Marker::Bold | Marker::Numbered | Marker::Bullet);
        let short = is_short(&piece.text) && !piece.quoted && !piece.verbatim;
        let no_deeper = piece.indent <= pieces[end].indent;
        let names = short
            && no_deeper
            && (marked
                || question::is_asked(&piece.text)
                || piece.text.ends_with(':')
                || is_connective(&piece.text)
                || piece.after_gap && !ends_sentence(&piece.text));
        // Only what stands right above the label, or above a title that does.
        if !names || below_is_apart && !(question::is_asked(&piece.text) || piece.marker == Marker::Bold) || end - from >= 3 {
            break;
        }
        from -= 1;
    }
    from
}

pub fn is_short(text: &str) -> bool {
    text.chars().count() <= LONGEST_TITLE
}

/// `또한`, `Also`: one more story of the same kind follows.
pub fn is_connective(text: &str) -> bool {
    const WORDS: &[&str] = &[
        "또한",
        "그리고",
        "또",
        "추가로",
        "다른 사례",
        "또 다른 사례",
        "또 하나",
        "하나 더",
        "also",
        "and",
        "another one",
        "another",
        "or",
        "second one",
        "one more",
        "plus",
    ];
    WORDS.contains(&text.trim().trim_end_matches([':', '.', ',', '…']).to_lowercase().as_str())
}

/// Whether a text ends as a sentence does, and a title does not.
pub fn ends_sentence(text: &str) -> bool {
    let text = text.trim_end_matches(['"', '”', ')', ' ', '~', '^']);
    text.ends_with(['.', '!', '다', '요', ',', ';', '음']) || text.ends_with("->")
}
