//! Lays text out in columns of a terminal. Hangul takes two.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use crate::domain::{NO_BREAK, harmless};

/// Columns that `text` takes.
pub(super) fn width(text: &str) -> usize {
    text.width()
}

/// `text` in lines of at most `columns`, broken at spaces, and inside a word only where the word is longer than a line. Runs of white
/// space become one space, and a no-break space never breaks; signs that steer a terminal or turn the direction of writing are left out.
/// At least one line, at least two columns.
pub(super) fn wrap(text: &str, columns: usize) -> Vec<String> {
    let columns = columns.max(2);
    let mut lines = vec![String::new()];
    for word in harmless(text).split(' ').filter(|word| !word.is_empty()) {
        let line = lines.last_mut().expect("there is always a line");
        if line.is_empty() && width(word) <= columns {
            line.push_str(word);
        } else if !line.is_empty() && width(line) + 1 + width(word) <= columns {
            line.push(' ');
            line.push_str(word);
        } else {
            let pieces = pieces(word, columns);
            if line.is_empty() {
                lines.pop();
            }
            lines.extend(pieces);
        }
    }
    lines.into_iter().map(|line| line.replace(NO_BREAK, " ")).collect()
}

/// `word` cut where a line is full, never inside what reads as one letter. A letter wider than a line is left out.
fn pieces(word: &str, columns: usize) -> Vec<String> {
    let mut pieces = vec![String::new()];
    for letter in word.graphemes(true).filter(|letter| width(letter) <= columns) {
        let piece = pieces.last_mut().expect("there is always a piece");
        if width(piece) + width(letter) > columns {
            pieces.push(letter.to_owned());
        } else {
            piece.push_str(letter);
        }
    }
    pieces
}

/// `text` filled up with spaces to `columns`; longer text is left as it is.
pub(super) fn pad(text: &str, columns: usize) -> String {
    format!("{text}{}", " ".repeat(columns.saturating_sub(width(text))))
}

/// `text` filled up in front, for figures under each other.
pub(super) fn pad_left(text: &str, columns: usize) -> String {
    format!("{}{text}", " ".repeat(columns.saturating_sub(width(text))))
}

/// Lines of `text` behind `label`, which stands in the first line only; the lines below begin where the first one does.
pub fn hang(label: &str, text: &str, columns: usize) -> Vec<String> {
    let indent = width(label);
    let lines = wrap(text, columns.saturating_sub(indent));
    let behind = |(number, line): (usize, String)| match number {
        0 => format!("{label}{line}").trim_end().to_owned(),
        _ => format!("{}{line}", " ".repeat(indent)),
    };
    lines.into_iter().enumerate().map(behind).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(text: &str, columns: usize, expected: &[&str]) {
        assert_eq!(wrap(text, columns), expected);
    }

    #[test]
    fn lines_break_at_spaces_and_inside_words_that_are_too_long() {
        check("", 10, &[""]);
        check("one two three", 13, &["one two three"]);
        check("one two three", 12, &["one two", "three"]);
        check("  one \n two\t", 10, &["one two"]);
        check("S\u{A0}30% T\u{A0}70%", 9, &["S 30%", "T 70%"]);
        check("자기소개를 해 주세요", 10, &["자기소개를", "해 주세요"]);
        check("자기소개를", 5, &["자기", "소개", "를"]);
        check("a /home/me/recordings/x.wav", 10, &["a", "/home/me/r", "ecordings/", "x.wav"]);
    }

    #[test]
    fn what_steers_a_terminal_is_left_out() {
        check("a\u{1b}[31mred\u{7}", 20, &["a[31mred"]);
        check("\u{202E}drow", 20, &["drow"]);
    }

    #[test]
    fn what_hangs_behind_a_label_begins_in_one_column() {
        assert_eq!(hang("시간  ", "one two three", 14), ["시간  one two", "      three"]);
        assert_eq!(hang("a  ", "", 14), ["a"]);
    }

    #[test]
    fn hangul_is_padded_by_its_width() {
        assert_eq!((pad("시간", 6), pad_left("시간", 5), pad("abc", 2)), ("시간  ".to_owned(), " 시간".to_owned(), "abc".to_owned()));
    }

    proptest! {
        #[test]
        fn no_line_is_too_wide_and_no_letter_is_lost(text in "[a-z가-힣 é🙂]{0,80}", columns in 2_usize..40) {
            let lines = wrap(&text, columns);
            prop_assert!(lines.iter().all(|line| width(line) <= columns), "{lines:?}");
            let letters = |text: &str| text.chars().filter(|letter| !letter.is_whitespace()).collect::<String>();
            prop_assert_eq!(letters(&lines.concat()), letters(&text));
        }

        #[test]
        fn any_text_fits(text in ".{0,60}", columns in 0_usize..30) {
            prop_assert!(wrap(&text, columns).iter().all(|line| width(line) <= columns.max(2)));
        }
    }
}
