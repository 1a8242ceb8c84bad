//! Names in packs: which ids can be typed and told apart, and which known name a wrong one was meant to be.

use unicode_normalization::UnicodeNormalization;

/// Below this share of equal signs two names are not called close.
const CLOSE: f64 = 0.5;

/// Whether `name` can be an id or a competency: lower-case letters of any script, digits, and `.`, `-`, `_` between them.
pub(super) fn is_plain(name: &str) -> bool {
    let inside = |sign: char| is_letter(sign) || matches!(sign, '.' | '-' | '_');
    name.starts_with(is_letter) && name.ends_with(is_letter) && name.chars().all(inside)
}

fn is_letter(sign: char) -> bool {
    sign.is_alphanumeric() && !sign.is_uppercase()
}

/// A plain name as near to `name` as can be; `None` where nothing of it can be kept.
pub(super) fn made_plain(name: &str) -> Option<String> {
    let kept: String = name.to_lowercase().nfc().map(|sign| if is_letter(sign) || matches!(sign, '.' | '_') { sign } else { '-' }).collect();
    let words: Vec<&str> = kept.split('-').filter(|word| !word.is_empty()).collect();
    let joined = words.join("-");
    let plain = joined.trim_matches(|sign| !is_letter(sign));
    is_plain(plain).then(|| plain.to_owned())
}

/// Control characters, and the marks that turn the direction of what follows: they steer a terminal instead of being read.
pub(super) fn is_unprintable(sign: char) -> bool {
    sign.is_control() || matches!(sign, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// The same text with a replacement sign for each that cannot be shown.
pub(super) fn printable(text: &str) -> String {
    text.chars().map(|sign| if is_unprintable(sign) { char::REPLACEMENT_CHARACTER } else { sign }).collect()
}

/// The known name that `wanted` most resembles, if any does.
pub(super) fn closest<'a>(wanted: &str, known: &[&'a str]) -> Option<&'a str> {
    known
        .iter()
        .map(|name| (likeness(wanted, name), *name))
        .filter(|(likeness, _)| *likeness >= CLOSE)
        .max_by(|(a, _), (b, _)| a.total_cmp(b))
        .map(|(_, name)| name)
}

/// Up to `most` known names that `wanted` is a piece of or resembles, best first.
pub(super) fn close_ones<'a>(wanted: &str, known: impl Iterator<Item = &'a str>, most: usize) -> Vec<&'a str> {
    let mut ranked: Vec<(f64, &str)> = known
        .map(|name| {
            let piece = !wanted.is_empty() && name.contains(&wanted.to_lowercase());
            (likeness(wanted, name) + f64::from(u8::from(piece)), name)
        })
        .filter(|(likeness, _)| *likeness >= CLOSE)
        .collect();
    ranked.sort_by(|(a, x), (b, y)| b.total_cmp(a).then(x.cmp(y)));
    ranked.into_iter().take(most).map(|(_, name)| name).collect()
}

/// From nothing in common (0) to equal but for upper case (1).
fn likeness(a: &str, b: &str) -> f64 {
    strsim::normalized_damerau_levenshtein(&a.to_lowercase(), &b.to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_lower_case_words_joined_by_dots_and_hyphens() {
        for name in ["a", "intro.30", "amazon.dive-deep.1", "my_pack.2", "질문.1", "면접-준비"] {
            assert!(is_plain(name), "{name}");
        }
        for name in ["", ".", "-a", "a.", "A", "my id", "a/b", "a\u{7}", "a\u{202e}b", "a\nb"] {
            assert!(!is_plain(name), "{name:?}");
        }
    }

    #[test]
    fn an_odd_id_is_given_its_nearest_plain_form() {
        #[track_caller]
        fn check(name: &str, expected: Option<&str>) {
            assert_eq!(made_plain(name).as_deref(), expected);
        }
        check("My Story #1", Some("my-story-1"));
        check("customer obsession", Some("customer-obsession"));
        check("--a..", Some("a"));
        check("지원 동기", Some("지원-동기"));
        check("!!!", None);
        check("", None);
    }

    #[test]
    fn the_closest_name_is_the_one_that_was_meant() {
        #[track_caller]
        fn check(wanted: &str, expected: Option<&str>) {
            assert_eq!(closest(wanted, &["behavioral", "introduction", "motivation", "technical", "follow-up"]), expected);
        }
        check("behavioural", Some("behavioral"));
        check("Behavioral", Some("behavioral"));
        check("intro", None);
        check("followup", Some("follow-up"));
        check("", None);
        check("자기소개", None);
    }

    #[test]
    fn a_piece_of_a_name_comes_before_one_that_is_only_alike() {
        let known = ["amazon.ownership.1", "amazon.ownership.2", "intro.30", "intro.60"];
        assert_eq!(close_ones("ownership", known.into_iter(), 5), ["amazon.ownership.1", "amazon.ownership.2"]);
        assert_eq!(close_ones("intro.3", known.into_iter(), 2), ["intro.30", "intro.60"]);
        assert_eq!(close_ones("amazon.ownership.9", known.into_iter(), 1), ["amazon.ownership.1"]);
        assert!(close_ones("", known.into_iter(), 5).is_empty());
    }
}
