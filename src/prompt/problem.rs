//! What is wrong in a pack, with its place and the fix.

use std::ops::Range;

use crate::domain::Message;

/// One thing to put right in a pack. A file can have many, and all of them are reported.
#[derive(Clone, Debug, PartialEq)]
pub struct Problem {
    pub file: String,
    /// Counted from 1; 1 where the file as a whole is meant.
    pub line: usize,
    /// The prompt that it is in, as written there.
    pub id: Option<String>,
    pub what: Message,
    pub fix: Message,
}

impl Problem {
    /// A problem of a whole file or folder.
    pub(super) fn of_file(file: &str, what: Message, fix: Message) -> Self {
        Self { file: file.to_owned(), line: 1, id: None, what, fix }
    }
}

/// Collects the problems of one file while it is read, and turns places in its text into lines.
pub(super) struct Notebook<'a> {
    file: &'a str,
    newlines: Vec<usize>,
    /// The prompt that is being read.
    pub(super) id: Option<String>,
    pub(super) problems: Vec<Problem>,
}

impl<'a> Notebook<'a> {
    pub(super) fn new(file: &'a str, text: &str) -> Self {
        let newlines = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(place, _)| place).collect();
        Self { file, newlines, id: None, problems: Vec::new() }
    }

    /// The line that holds the byte at `place`, from 1.
    pub(super) fn line(&self, place: usize) -> usize {
        self.newlines.partition_point(|newline| *newline < place) + 1
    }

    pub(super) fn report(&mut self, span: Range<usize>, what: Message, fix: Message) {
        let line = self.line(span.start);
        self.problems.push(Problem { file: self.file.to_owned(), line, id: self.id.clone(), what, fix });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_newline_belongs_to_the_line_it_ends() {
        let notebook = Notebook::new("a.toml", "ab\r\nc\n");
        let lines: Vec<usize> = (0..=6).map(|place| notebook.line(place)).collect();
        assert_eq!(lines, [1, 1, 1, 1, 2, 2, 3]);
    }
}
