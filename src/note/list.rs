//! Lists in which most items ask something: then all do.

use super::extent;
use super::line::Marker;
use super::piece::Piece;
use super::question;

/// For each piece whether it is a short item of a list that asks more often than not: then it asks as well, whatever its form.
pub fn lists_of_questions(pieces: &[Piece<'_>]) -> Vec<bool> {
    const LEAST: usize = 2;
    let mut found = vec![false; pieces.len()];
    let mut start = 0;
    for at in 0..=pieces.len() {
        let goes_on = at < pieces.len() && at > start && is_next_item(&pieces[at - 1], &pieces[at]);
        if goes_on {
            continue;
        }
        let list = &pieces[start..at];
        let asked = list.iter().filter(|piece| piece.label.is_none() && question::is_asked(&piece.text)).count();
        if asked >= LEAST && asked * 2 > list.len() {
            (start..at).for_each(|item| {
                found[item] = pieces[item].label.is_none() && extent::is_short(&pieces[item].text) && !extent::ends_sentence(&pieces[item].text)
            });
        }
        start = at;
    }
    found
}

fn is_next_item(above: &Piece<'_>, piece: &Piece<'_>) -> bool {
    let same = piece.marker == above.marker && piece.indent == above.indent && piece.dotted == above.dotted;
    same && !piece.after_gap && matches!(piece.marker, Marker::Bullet | Marker::Numbered) && !piece.begins_anew
}
