//! How much of a known text was heard wrong: edits over units of the reference, as is usual for recognisers (word error rate; in Korean,
//! where spacing varies, the same over syllables).

use unicode_normalization::UnicodeNormalization;

use crate::domain::Language;

/// Share of the reference's words that were left out, added or replaced; letter case and punctuation do not count. More than 1 where more
/// was added than the reference has.
pub fn words_wrong(reference: &str, heard: &str) -> f64 {
    share_wrong(&words(reference), &words(heard))
}

/// The same over letters and digits with all spaces taken out; in Hangul each is a syllable.
pub fn syllables_wrong(reference: &str, heard: &str) -> f64 {
    share_wrong(&letters(reference), &letters(heard))
}

/// Words in English, syllables in Korean.
pub fn share_of_units_wrong(language: Language, reference: &str, heard: &str) -> f64 {
    match language {
        Language::En => words_wrong(reference, heard),
        Language::Ko => syllables_wrong(reference, heard),
    }
}

fn words(text: &str) -> Vec<String> {
    let plain = |word: &str| word.nfc().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    text.split_whitespace().map(plain).filter(|word| !word.is_empty()).collect()
}

fn letters(text: &str) -> Vec<char> {
    text.nfc().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn share_wrong<T: PartialEq>(reference: &[T], heard: &[T]) -> f64 {
    match (reference.len(), heard.len()) {
        (0, 0) => 0.0,
        (0, _) => 1.0,
        (length, _) => edits(reference, heard) as f64 / length as f64,
    }
}

/// Levenshtein's distance.
fn edits<T: PartialEq>(reference: &[T], heard: &[T]) -> usize {
    let mut row: Vec<usize> = (0..=heard.len()).collect();
    for (i, expected) in reference.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, said) in heard.iter().enumerate() {
            let replaced = diagonal + usize::from(expected != said);
            diagonal = row[j + 1];
            row[j + 1] = replaced.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[heard.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(language: Language, reference: &str, heard: &str, expected: f64) {
        let wrong = share_of_units_wrong(language, reference, heard);
        assert!((wrong - expected).abs() < 1e-9, "{reference:?} {heard:?}: {wrong}");
    }

    #[test]
    fn english_is_counted_in_words() {
        check(Language::En, "I led the team.", "i led the team", 0.0);
        check(Language::En, "I led the team", "I led a team", 0.25);
        check(Language::En, "I led the team", "I led team", 0.25);
        check(Language::En, "I led the team", "so I led the team", 0.25);
        check(Language::En, "I led the team", "", 1.0);
        check(Language::En, "yes", "no no no", 3.0);
        check(Language::En, "a b c d", "b c d e", 0.5);
    }

    #[test]
    fn korean_is_counted_in_syllables_whatever_the_spacing() {
        check(Language::Ko, "저는 팀을 이끌었습니다.", "저는팀을 이끌었습니다", 0.0);
        check(Language::Ko, "저는 팀을", "저는 팀에", 0.25);
        check(Language::Ko, "한글", "\u{1112}\u{1161}\u{11ab}글", 0.0);
    }

    #[test]
    fn nothing_expected() {
        check(Language::En, "", "", 0.0);
        check(Language::Ko, " . ", "네", 1.0);
    }
}
