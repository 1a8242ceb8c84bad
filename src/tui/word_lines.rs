//! The words of an answer laid out in lines, a new one where a part begins. Hangul takes two columns a syllable.

use std::ops::Range;

use unicode_width::UnicodeWidthStr;

use crate::domain::Part;
use crate::replay::Timeline;

/// Columns at the left, for the letter of a part.
const MARGIN: usize = 2;

#[derive(Clone, Debug, PartialEq)]
pub struct WordLine {
    /// The part that begins with this line.
    pub begins: Option<Part>,
    pub part: Part,
    pub words: Range<usize>,
}

/// Lines of at most `width` columns; a word that is longer has one for itself.
pub fn word_lines(timeline: &Timeline, width: usize) -> Vec<WordLine> {
    let mut lines: Vec<WordLine> = Vec::new();
    let mut used = 0;
    for (index, word) in timeline.words.iter().enumerate() {
        let (part, columns) = (timeline.told_at(word.start).unwrap_or_default(), word.text.width() + 1);
        let before = lines.last().map(|line| line.part);
        if before == Some(part) && MARGIN + used + columns <= width + 1 {
            used += columns;
        } else {
            used = columns;
            let begins = (before != Some(part) && part != Part::Other).then_some(part);
            lines.push(WordLine { begins, part, words: index..index });
        }
        if let Some(line) = lines.last_mut() {
            line.words.end = index + 1;
        }
    }
    lines
}

/// The text in lines of at most `width` columns, broken between words. ratatui's own wrapping lets a line of Hangul run one column too far.
pub fn wrapped(text: &str, width: usize) -> Vec<String> {
    joined(text.split_whitespace().map(str::to_owned), " ", width)
}

/// The pieces in lines of at most `width` columns, with `between` where one follows another in a line; a piece that is longer has one for itself.
pub fn joined(pieces: impl Iterator<Item = String>, between: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for piece in pieces {
        match lines.last_mut() {
            Some(line) if line.width() + between.width() + piece.width() <= width => {
                line.push_str(between);
                line.push_str(&piece);
            }
            _ => lines.push(piece),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Seconds, Span, Word};
    use crate::replay::PartSpan;

    #[track_caller]
    fn check(text: &str, parts: &[(Part, f64, f64)], width: usize, expected: &str) {
        let word = |(at, text): (usize, &str)| Word { text: text.to_owned(), start: Seconds(at as f64), end: Seconds(at as f64 + 0.5), p: 1.0 };
        let parts = parts.iter().map(|&(part, start, end)| PartSpan { part, span: Span::new(start, end) }).collect();
        let timeline = Timeline { words: text.split_whitespace().enumerate().map(word).collect(), parts, ..Timeline::default() };
        let shown = |line: &WordLine| {
            let words: Vec<&str> = timeline.words[line.words.clone()].iter().map(|word| word.text.as_str()).collect();
            format!("{} {}", line.begins.map_or(' ', Part::letter), words.join(" ")).trim_end().to_owned()
        };
        assert_eq!(word_lines(&timeline, width).iter().map(shown).collect::<Vec<_>>().join("\n"), expected);
    }

    #[test]
    fn a_line_holds_what_fits_and_hangul_takes_two_columns() {
        check("one two three", &[], 9, "  one two\n  three");
        check("one two three", &[], 8, "  one\n  two\n  three");
        check("하나 둘 셋", &[], 9, "  하나 둘\n  셋");
        check("하나 둘 셋", &[], 8, "  하나\n  둘 셋");
    }

    #[test]
    fn a_part_begins_a_line_and_is_named_once() {
        check("a b c d e", &[(Part::Situation, 0.0, 2.0), (Part::Action, 3.0, 5.0)], 5, "S a b\n  c\nA d e");
        check("a b c d", &[(Part::Action, 0.0, 4.0)], 5, "A a b\n  c d");
    }

    #[test]
    fn a_word_that_is_too_long_stands_alone_and_nothing_is_no_line() {
        check("a internationalisation b", &[], 6, "  a\n  internationalisation\n  b");
        check("", &[], 6, "");
    }

    #[test]
    fn a_text_is_broken_where_the_next_word_would_not_fit() {
        let check = |text, width, expected: &[&str]| assert_eq!(wrapped(text, width), expected, "{text}");
        check("이 답변은 아직 음성 인식을 거치지 않았습니다.", 14, &["이 답변은 아직", "음성 인식을", "거치지", "않았습니다."]);
        check("이 답변은 아직", 13, &["이 답변은", "아직"]);
        check("one two", 7, &["one two"]);
        check("internationalisation", 5, &["internationalisation"]);
        check("", 5, &[]);
    }
}
