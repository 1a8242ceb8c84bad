//! What a sign is. As the standard library says, but at once for what notes are full of: Hangul is looked up slowly there.

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
    let mut found = String::with_capacity(text.len());
    for sign in text.chars().filter(|sign| is_word(*sign)) {
        match sign {
            sign if sign.is_ascii() => found.push(sign.to_ascii_lowercase()),
            sign if is_hangul(sign) => found.push(sign),
            sign => found.extend(sign.to_lowercase()),
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn a_sign_is_what_the_standard_library_says(sign in proptest::char::any()) {
            proptest::prop_assert_eq!(is_letter(sign), sign.is_alphabetic());
            proptest::prop_assert_eq!(is_word(sign), sign.is_alphanumeric());
        }
    }

    #[test]
    fn names_are_compared_by_their_letters() {
        assert_eq!(squeezed("Earth’s Best — 최고의 고용주"), "earthsbest최고의고용주");
        assert!(has_words("- 1") && !has_words("-> …"));
    }
}
