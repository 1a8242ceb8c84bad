//! Reads a candidate's own note: stories under S/T/A/R labels, questions, answers written out, and what belongs to none of them.
//!
//! A note is no format. People mix headings, numbers and bold lines as they like, restart their numbering and leave gaps, so it is read by its lines and not
//! as Markdown: [`decode`] makes it text, `line` and `piece` find marks and labels, `group` decides which labels are one story, `extent` how far the text under
//! a label goes (`told` applies both), and [`read`] puts the rest in its place. [`merge`] keeps ids over edits, [`todos`] says what is left to write. [`read_synonyms`] reads his own list of words that mean the same. Nothing is dropped: what has no
//! place is listed.
//!
//! Pure: bytes in, values out.

mod decode;
mod extent;
mod group;
mod label;
mod line;
mod list;
mod merge;
mod piece;
mod principle;
mod question;
mod read;
mod synonyms;
mod todo;
mod told;

#[cfg(test)]
mod tests;

pub use decode::{NotText, decode};
pub use line::Skipped;
pub use merge::{Change, Merged, NextIds, merge};
pub use read::{Note, Template, Unplaced, read};
pub use synonyms::{BadLine, Fault, Group, pairs, read_synonyms};
pub use todo::{Todo, What, letters, todos};
