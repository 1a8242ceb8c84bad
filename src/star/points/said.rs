//! What was said in one sentence, prepared for looking words and numbers up in it.

use super::item::Item;
use super::quantities::quantities;
use super::sound::sound;
use super::words::{DENIALS, LETTERS};
use crate::star::hangul;

pub struct Said {
    words: Vec<String>,
    /// Letters and digits without the spaces between words, which recognisers set as they like.
    squeezed: String,
    jamo: Vec<char>,
    quantities: Vec<f64>,
    /// The sound of each word and of two to four words together.
    sounds: Vec<String>,
    pub denies: bool,
}

/// From this likeness on, spelling or sound is taken for a fault in the same word.
const LIKE: f64 = 0.75;
/// A jamo or two may be wrong in a word of so many.
const LIKE_JAMO: f64 = 0.74;
const LEAST_JAMO: usize = 5;

const SAME_BEGINNING: f64 = 0.95;
const SAME_CORE: f64 = 0.8;
const SAME_SOUND: f64 = 0.95;
const SAME_SHORT_SOUND: f64 = 0.6;
const LIKE_SOUND: f64 = 0.9;
const ONE_SYLLABLE: f64 = 0.6;

impl Said {
    pub fn new(text: &str) -> Self {
        let lower: String = hangul::composed(text).chars().flat_map(char::to_lowercase).collect();
        let words = pieces(&lower);
        let squeezed = letters(&lower);
        let sounds = (1..=4).flat_map(|together| words.windows(together).map(|words| sound(&words.concat())).collect::<Vec<_>>()).collect();
        Self { jamo: hangul::jamo(&squeezed), quantities: quantities(&lower), sounds, denies: denies(&lower), words, squeezed }
    }

    pub fn has_number(&self, number: f64) -> bool {
        self.quantities.iter().any(|other| (other - number).abs() <= 1e-6 * number.abs().max(1.0))
    }

    /// How many words were said.
    pub fn length(&self) -> usize {
        self.words.len()
    }

    /// Whether an item is there without a doubt over faults in it: the number, or the word in one of its forms, split, joined, read out or in the other script.
    pub fn holds(&self, item: &Item) -> bool {
        match item {
            Item::Number(number) => self.has_number(*number),
            Item::Word { forms, .. } => forms.iter().any(|form| self.has_form(form)),
        }
    }

    fn has_form(&self, form: &str) -> bool {
        if form.starts_with(hangul::is_syllable) {
            return self.squeezed.contains(form) || self.has_sound(form);
        }
        let is_form = |word: &String| word == form || has_common_stem(form, word);
        self.words.iter().any(is_form)
            || self.words.windows(2).any(|words| words.concat() == form)
            || letter_names(form).is_some_and(|names| self.squeezed.contains(&names))
            || self.has_sound(form)
    }

    /// Sounds of three consonants and more: shorter ones are everywhere.
    fn has_sound(&self, form: &str) -> bool {
        const LEAST: usize = 4;
        let wanted = sound(form);
        wanted.len() >= LEAST && self.sounds.contains(&wanted)
    }

    /// How well a word is found, 0 to 1. `form` is in small letters.
    pub fn likeness(&self, form: &str) -> f64 {
        if form.chars().any(hangul::is_syllable) { self.korean(form) } else { self.latin(form) }
    }

    fn korean(&self, form: &str) -> f64 {
        let syllables = form.chars().count();
        if self.squeezed.contains(form) {
            return if syllables == 1 { ONE_SYLLABLE } else { 1.0 };
        }
        if syllables == 1 {
            return 0.0;
        }
        let wanted = hangul::jamo(form);
        let spelled = if wanted.len() >= LEAST_JAMO { self.like_jamo(&wanted) } else { 0.0 };
        if spelled >= LIKE_JAMO {
            return spelled;
        }
        // 줄임 and 줄였: the first syllable whole, and how the second begins.
        let core = &wanted[..wanted.len().min(if syllables == 2 { 4 } else { 6 })];
        if core.len() >= 4 && self.jamo.windows(core.len()).any(|window| window == core) {
            return SAME_CORE;
        }
        if syllables >= 3 { LIKE_SOUND * self.sounding(&sound(form)) } else { 0.0 }
    }

    /// The likeness of the most alike stretch.
    fn like_jamo(&self, wanted: &[char]) -> f64 {
        let mut best: f64 = 0.0;
        for length in wanted.len() - 1..=wanted.len() + 1 {
            // A stretch that differs in both of its first letters is some other word.
            let alike = self.jamo.windows(length).filter(|window| window[0] == wanted[0] || window[1] == wanted[1]);
            for window in alike {
                let distance = strsim::generic_levenshtein(&Letters(wanted), &Letters(window));
                best = best.max(1.0 - distance as f64 / wanted.len() as f64);
            }
        }
        best
    }

    fn latin(&self, form: &str) -> f64 {
        let mut best: f64 = 0.0;
        for together in 1..=3 {
            for words in self.words.windows(together) {
                let joined = words.concat();
                if joined == form {
                    return 1.0;
                }
                best = best.max(like_word(form, &joined));
            }
        }
        if letter_names(form).is_some_and(|names| self.squeezed.contains(&names)) {
            return 1.0;
        }
        best.max(self.sounding(&sound(form)))
    }

    fn sounding(&self, wanted: &str) -> f64 {
        let alike = |sound: &String| match wanted.len() {
            0 | 1 => 0.0,
            2 if sound == wanted => SAME_SHORT_SOUND,
            _ if sound == wanted => SAME_SOUND,
            2 | 3 => 0.0,
            _ => LIKE_SOUND * like(wanted, sound),
        };
        self.sounds.iter().map(alike).fold(0.0, f64::max)
    }
}

/// A view that strsim can walk more than once.
struct Letters<'a>(&'a [char]);

impl<'a> IntoIterator for &Letters<'a> {
    type Item = &'a char;
    type IntoIter = std::slice::Iter<'a, char>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

/// Whether something is told not to have come about. `text` is in small letters.
pub fn denies(text: &str) -> bool {
    let text = text.to_lowercase().replace('’', "'");
    DENIALS.iter().any(|denial| text.contains(denial))
}

pub fn letters(text: &str) -> String {
    text.chars().filter(|sign| sign.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The words of a text, cut where the script changes (`EKS로` is `EKS` and `로`); digits stay with Latin letters (`EC2`).
pub fn pieces(text: &str) -> Vec<String> {
    let kind = |sign: char| if hangul::is_syllable(sign) { 1 } else { i32::from(sign.is_alphanumeric()) * 2 };
    let mut found: Vec<String> = Vec::new();
    let mut last = 0;
    for sign in text.chars().filter(|sign| !matches!(sign, '\'' | '’')) {
        let now = kind(sign);
        match found.last_mut() {
            Some(piece) if now != 0 && now == last => piece.push(sign),
            _ if now != 0 => found.push(sign.to_string()),
            _ => {}
        }
        last = now;
    }
    found
}

/// One word as a form of another: the same beginning, or a fault or two in a long one.
fn like_word(one: &str, other: &str) -> f64 {
    match one.len().min(other.len()) {
        0..4 => 0.0,
        _ if has_common_stem(one, other) => SAME_BEGINNING,
        _ => like(one, other),
    }
}

/// Two words of four letters and more that begin alike for most of their length.
fn has_common_stem(one: &str, other: &str) -> bool {
    let (shorter, longer) = (one.len().min(other.len()), one.len().max(other.len()));
    let common: usize = one.chars().zip(other.chars()).take_while(|(one, other)| one == other).map(|(sign, _)| sign.len_utf8()).sum();
    shorter >= 4 && ((common >= 4 && common as f64 >= 0.6 * longer as f64) || (common == shorter && longer <= shorter + 3))
}

/// The likeness of two spellings from [`LIKE`] on, else 0. Lengths that differ too much settle it without comparing.
fn like(one: &str, other: &str) -> f64 {
    let (one_length, other_length) = (one.chars().count() as f64, other.chars().count() as f64);
    if one_length.min(other_length) < LIKE * one_length.max(other_length) {
        return 0.0;
    }
    Some(strsim::normalized_levenshtein(one, other)).filter(|likeness| *likeness >= LIKE).unwrap_or(0.0)
}

/// An abbreviation read out letter by letter in Korean: `eks` → 이케이에스.
fn letter_names(word: &str) -> Option<String> {
    let name = |sign: char| match sign {
        'a'..='z' => Some(LETTERS[sign as usize - 'a' as usize]),
        '2' => Some("투"),
        '3' => Some("쓰리"),
        _ => None,
    };
    if word.len() <= 5 { word.chars().map(name).collect() } else { None }
}
