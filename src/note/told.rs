//! What is told under the labels of each story, and where a note begins with something new.

use std::ops::Range;

use super::extent::{self, Habits, Next};
use super::group::Group;
use super::label::Name;
use super::line::Marker;
use super::piece::Piece;
use super::principle;
use super::question;
use crate::domain::Part;

/// For each piece whether nothing before it belongs to what follows it.
pub fn ends_of_blocks(pieces: &[Piece<'_>]) -> Vec<bool> {
    let mut label_level: Option<u8> = None;
    pieces
        .iter()
        .map(|piece| {
            if let (Some(_), Marker::Heading(level)) = (&piece.label, piece.marker) {
                label_level = Some(level);
            }
            let heading = match (piece.marker, &piece.label) {
                (Marker::Heading(level), None) => label_level.is_none_or(|labels| level <= labels),
                _ => false,
            };
            piece.begins_anew || heading || piece.label.is_none() && is_outside(piece)
        })
        .collect()
}

/// A principle's or a section's name.
pub fn is_outside(piece: &Piece<'_>) -> bool {
    const LONGEST_ITEM: usize = 20;
    let stands_out = piece.marker != Marker::Plain || piece.after_gap;
    if piece.quoted || piece.verbatim || !stands_out || !extent::is_short(&piece.text) {
        return false;
    }
    let is_item = matches!(piece.marker, Marker::Numbered | Marker::Bullet);
    principle::named(&piece.text).is_some()
        || question::section(&piece.text, piece.marker != Marker::Plain).is_some() && (!is_item || piece.text.chars().count() <= LONGEST_ITEM)
}

/// A part of a story: its label's place, and the pieces under it.
pub struct Told {
    pub label: usize,
    pub part: Part,
    pub also: Option<Part>,
    pub under: Range<usize>,
}

/// For each group its parts with what stands under them.
pub fn parts(pieces: &[Piece<'_>], ends: &[bool], groups: &[Group]) -> Vec<Vec<Told>> {
    let mut owner: Vec<Option<usize>> = vec![None; pieces.len()];
    for (number, group) in groups.iter().enumerate() {
        group.labels.iter().for_each(|place| owner[place.piece] = Some(number));
    }
    // Question and answer labels end what is above them as well.
    let stops = |at: usize| {
        owner[at].is_some() || ends[at] || pieces[at].label.as_ref().is_some_and(|label| matches!(label.name, Name::Question | Name::Answer))
    };
    let habits = habits(pieces, groups);
    groups
        .iter()
        .enumerate()
        .map(|(number, group)| {
            let mut is_empty = true;
            group
                .labels
                .iter()
                .map(|place| {
                    let end = (place.piece + 1..pieces.len()).find(|&at| stops(at)).unwrap_or(pieces.len());
                    let next = match owner.get(end).copied().flatten() {
                        Some(other) if other == number && !ends[end] => Next::SameStory,
                        Some(_) => Next::OtherStory,
                        None => Next::End,
                    };
                    let under = extent::extent(pieces, place.piece, end, next, is_empty && pieces[place.piece].text.is_empty(), habits);
                    is_empty &= pieces[place.piece].text.is_empty() && under.is_empty();
                    Told { label: place.piece, part: place.part, also: place.also, under }
                })
                .collect()
        })
        .collect()
}

/// A share of the inner parts decides: a judgement over the whole note.
fn habits(pieces: &[Piece<'_>], groups: &[Group]) -> Habits {
    const SHARE: f64 = 0.25;
    let inner = groups.iter().flat_map(|group| group.labels.windows(2)).map(|pair| (pair[0].piece, pair[1].piece));
    let (beside, alone): (Vec<_>, Vec<_>) = inner.partition(|(label, _)| !pieces[*label].text.is_empty());
    let goes_on = |&&(label, next): &&(usize, usize)| {
        let mut under = pieces[label + 1..next].iter();
        under
            .any(|piece| piece.after_gap && piece.marker == Marker::Plain && !piece.quoted && !piece.verbatim && piece.indent <= pieces[label].indent)
    };
    let has_text = alone.iter().filter(|(label, next)| label + 1 < *next).count();
    Habits {
        in_paragraphs: beside.iter().filter(goes_on).count() as f64 > SHARE * beside.len() as f64,
        labels_stand_alone: has_text as f64 > SHARE * (beside.len() + alone.len()) as f64,
    }
}
