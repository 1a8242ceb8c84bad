//! What stands inside a Hangul syllable. Unicode composes it as (initial × 21 + vowel) × 28 + final, from U+AC00 (The Unicode Standard, 3.12).

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

const FIRST: u32 = 0xAC00;
const VOWELS: u32 = 21;
const FINALS: u32 = 28;

/// Final consonants by their number in the composition.
pub const NO_FINAL: u32 = 0;
pub const FINAL_BIEUP: u32 = 17;
pub const FINAL_SSANG_SIOT: u32 = 20;

/// The text in composed form (NFC). Syllables and ASCII are composed already, and most texts hold nothing else.
pub fn composed(text: &str) -> Cow<'_, str> {
    if text.chars().all(|sign| sign.is_ascii() || is_syllable(sign)) { Cow::Borrowed(text) } else { Cow::Owned(text.nfc().collect()) }
}

/// Vowels by their number: ㅕ, ㅗ, ㅘ, ㅙ, ㅚ, ㅜ, ㅝ, ㅣ.
const YEO: u32 = 6;
const O: u32 = 8;
const WA: u32 = 9;
const WAE: u32 = 10;
const OE: u32 = 11;
const U: u32 = 13;
const WO: u32 = 14;
const I: u32 = 20;

/// A composed Hangul syllable, 가 to 힣.
pub fn is_syllable(sign: char) -> bool {
    ('가'..='힣').contains(&sign)
}

/// The number of the final consonant; `None` for anything but a syllable.
pub fn final_consonant(sign: char) -> Option<u32> {
    is_syllable(sign).then(|| (sign as u32 - FIRST) % FINALS)
}

/// The syllable before it melted with a past ending: 줄였 → 이, 바꿨 → 꾸, 봤 → 보, 보냈 → 내; `None` for anything that does not end in ㅆ.
pub fn uncontracted(sign: char) -> Option<char> {
    let place = sign as u32 - FIRST;
    if final_consonant(sign)? != FINAL_SSANG_SIOT {
        return None;
    }
    let (initial, vowel) = (place / (FINALS * VOWELS), place / FINALS % VOWELS);
    let open = match vowel {
        YEO => I,
        WO => U,
        WA => O,
        WAE => OE,
        other => other,
    };
    char::from_u32(FIRST + (initial * VOWELS + open) * FINALS)
}

/// The number of the vowel; `None` for anything but a syllable.
pub fn vowel(sign: char) -> Option<u32> {
    is_syllable(sign).then(|| (sign as u32 - FIRST) / FINALS % VOWELS)
}

/// The numbers of the initial and the final consonant; `None` for anything but a syllable.
pub fn consonants(sign: char) -> Option<(usize, usize)> {
    is_syllable(sign).then(|| {
        let place = sign as u32 - FIRST;
        ((place / (VOWELS * FINALS)) as usize, (place % FINALS) as usize)
    })
}

/// The letters of a text one by one: a syllable as its two or three jamo, anything else as it is.
pub fn jamo(text: &str) -> Vec<char> {
    use unicode_normalization::UnicodeNormalization;
    text.nfd().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_syllable_is_taken_apart() {
        for (sign, expected_vowel, expected_final) in [('가', 0, NO_FINAL), ('습', 18, FINAL_BIEUP), ('했', 1, FINAL_SSANG_SIOT), ('힣', 20, 27)]
        {
            assert_eq!((vowel(sign), final_consonant(sign)), (Some(expected_vowel), Some(expected_final)), "{sign}");
        }
        assert_eq!((vowel('a'), final_consonant('ㄱ')), (None, None));
    }
}
