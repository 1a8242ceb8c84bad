//! What a sign is. As the standard library says, but at once for what answers and notes are full of: Hangul is looked up slowly there.

/// A composed Hangul syllable.
pub fn is_hangul(sign: char) -> bool {
    ('가'..='힣').contains(&sign)
}

pub fn is_letter(sign: char) -> bool {
    sign.is_ascii_alphabetic() || is_hangul(sign) || !sign.is_ascii() && sign.is_alphabetic()
}

/// A letter or a digit: part of a word.
pub fn is_word(sign: char) -> bool {
    sign.is_ascii_alphanumeric() || is_hangul(sign) || !sign.is_ascii() && sign.is_alphanumeric()
}

/// Whether there is anything to read.
pub fn has_words(text: &str) -> bool {
    text.chars().any(is_word)
}

/// Letters and digits in small letters: what two spellings of a name have in common.
pub fn squeezed(text: &str) -> String {
    lowered(text.len(), text.chars().filter(|sign| is_word(*sign)))
}

/// In small letters.
pub fn lower(text: &str) -> String {
    lowered(text.len(), text.chars())
}

fn lowered(length: usize, signs: impl Iterator<Item = char>) -> String {
    let mut found = String::with_capacity(length);
    signs.for_each(|sign| push_lower(&mut found, sign));
    found
}

/// Adds a sign in its small form.
pub fn push_lower(text: &mut String, sign: char) {
    match sign {
        sign if sign.is_ascii() => text.push(sign.to_ascii_lowercase()),
        sign if is_hangul(sign) => text.push(sign),
        sign => text.extend(sign.to_lowercase()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn a_sign_is_what_the_standard_library_says(sign in proptest::char::any()) {
            proptest::prop_assert_eq!(is_letter(sign), sign.is_alphabetic());
            proptest::prop_assert_eq!(is_word(sign), sign.is_alphanumeric());
            proptest::prop_assert_eq!(lower(&sign.to_string()), sign.to_lowercase().to_string());
        }
    }

    #[test]
    fn names_are_compared_by_their_letters() {
        assert_eq!(squeezed("Earth’s Best — 최고의 고용주"), "earthsbest최고의고용주");
        assert!(has_words("- 1") && !has_words("-> …"));
    }
}
