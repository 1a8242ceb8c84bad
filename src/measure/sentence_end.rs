//! Whether a sentence ends with a word.

use crate::domain::{Language, Word};

use super::fillers::is_counted_filler;

/// Endings that close a Korean sentence in speech, with or without a full stop behind them.
const KOREAN_ENDINGS: &[&str] = &[
    "니다",
    "니까",
    "어요",
    "아요",
    "여요",
    "해요",
    "에요",
    "예요",
    "네요",
    "세요",
    "죠",
    "지요",
    "거든요",
    "고요",
    "구요",
    "데요",
    "까요",
    "군요",
    "래요",
    "게요",
];

/// Words in which "니까" joins two halves of a sentence (그러니까, 했으니까) instead of asking.
const JOINING_ENDINGS: &[&str] = &["으니까", "러니까", "이니까"];

const ABBREVIATIONS: &[&str] = &["mr.", "mrs.", "ms.", "dr.", "prof.", "vs.", "e.g.", "i.e.", "etc.", "no."];

/// Whether the sentence ends with this word. Three dots are a hesitation, not an end.
pub fn ends_sentence(word: &str, language: Language) -> bool {
    let bare = word.trim_end_matches(['"', '\'', ')', '”', '’', ']']);
    if bare.ends_with("...") || bare.ends_with('…') {
        return false;
    }
    if bare.ends_with(['.', '?', '!', '。', '？', '！']) {
        return !ABBREVIATIONS.contains(&bare.to_lowercase().as_str());
    }
    language == Language::Ko
        && !bare.ends_with(',')
        && KOREAN_ENDINGS.iter().any(|ending| bare.ends_with(ending))
        && !JOINING_ENDINGS.iter().any(|ending| bare.ends_with(ending))
}

/// Whether silence after `before` interrupts a sentence; fillers at the end of `before` are looked past. `None` where the transcript marks no
/// sentence ends at all, so that nothing can be told.
pub fn interrupts_sentence(before: &[Word], marks_ends: bool, language: Language) -> Option<bool> {
    if !marks_ends {
        return None;
    }
    let last = before.iter().rev().find(|word| !is_counted_filler(&word.text, language));
    Some(last.is_some_and(|word| !ends_sentence(&word.text, language)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_end_with_marks_and_with_korean_endings() {
        let check = |word, language, expected| assert_eq!(ends_sentence(word, language), expected, "{word}");
        for (word, expected) in [
            ("done.", true),
            ("really?", true),
            ("\"yes!\"", true),
            ("and", false),
            ("well,", false),
            ("so...", false),
            ("Mr.", false),
            ("3.5", false),
        ] {
            check(word, Language::En, expected);
        }
        for word in [
            "했습니다",
            "합니다.",
            "갔어요",
            "같아요",
            "것이에요",
            "거예요",
            "좋네요",
            "그렇죠",
            "없었거든요",
            "했고요",
            "했는데요",
            "있을까요?",
            "했다.",
        ] {
            check(word, Language::Ko, true);
        }
        for word in ["그래서", "했는데", "그러니까", "했으니까", "저는,", "했고", "음…", "필요"] {
            check(word, Language::Ko, false);
        }
    }
}
