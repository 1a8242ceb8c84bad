//! Which word sounds at a moment.

use crate::domain::{Seconds, Word};

/// Looks words up by their moment.
pub struct Cursor;

impl Cursor {
    /// The word that sounds at `moment`: the last one that has begun and not ended; `None` between words. `words` are in the order they were said.
    pub fn at(words: &[Word], moment: Seconds) -> Option<usize> {
        let begun = words.partition_point(|word| word.start <= moment);
        let last = begun.checked_sub(1)?;
        (moment < words[last].end).then_some(last)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(start: f64, end: f64) -> Word {
        Word { text: "말".to_owned(), start: Seconds(start), end: Seconds(end), p: 1.0 }
    }

    #[track_caller]
    fn check(moment: f64, expected: Option<usize>) {
        let words = [word(0.5, 0.9), word(0.9, 1.2), word(2.0, 2.5), word(2.4, 2.8)];
        assert_eq!(Cursor::at(&words, Seconds(moment)), expected, "at {moment}");
    }

    #[test]
    fn a_word_sounds_from_its_start_until_just_before_its_end() {
        check(0.5, Some(0));
        check(0.899, Some(0));
        check(0.9, Some(1));
        check(2.79, Some(3));
        check(2.8, None);
    }

    #[test]
    fn between_words_before_the_first_and_after_the_last_nothing_sounds() {
        check(0.0, None);
        check(-1.0, None);
        check(1.5, None);
        check(99.0, None);
        assert_eq!(Cursor::at(&[], Seconds(1.0)), None);
    }

    #[test]
    fn of_two_words_that_overlap_the_later_one_sounds() {
        check(2.45, Some(3));
    }

    proptest::proptest! {
        #[test]
        fn the_word_found_holds_the_moment(lengths in proptest::collection::vec((0.0f64..1.0, 0.01f64..1.0), 0..30), moment in -1.0f64..40.0) {
            let mut words = Vec::new();
            let mut now = 0.0;
            for (gap, length) in lengths {
                words.push(word(now + gap, now + gap + length));
                now += gap + length;
            }
            let found = Cursor::at(&words, Seconds(moment));
            let expected = words.iter().position(|word| word.span().contains(Seconds(moment)));
            proptest::prop_assert_eq!(found, expected);
        }
    }
}
