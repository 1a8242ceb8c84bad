//! The words of a sentence in the form that patterns are held against, and the patterns themselves.

use super::hangul;

/// The words of `text`: composed, lower case, without the punctuation around them. Signs that belong to a number (`%`, `$`, `₩`) stay.
pub fn tokens(text: &str) -> Vec<String> {
    text.split_whitespace().map(token).filter(|token| !token.is_empty()).collect()
}

fn token(word: &str) -> String {
    let composed: String = hangul::composed(word).chars().map(|sign| if sign == '’' { '\'' } else { sign }).collect();
    composed.trim_matches(|sign: char| !sign.is_alphanumeric() && !matches!(sign, '%' | '$' | '₩')).to_lowercase()
}

/// How long a word takes to say, in syllables, at least 1 for anything with a letter or digit in it: a Hangul sign is one, a digit is one, Latin letters one
/// for each group of vowels. Good enough to weigh sentences against each other.
pub fn syllables(word: &str) -> usize {
    let mut count = 0;
    let mut after_vowel = false;
    for sign in hangul::composed(word).chars().flat_map(char::to_lowercase) {
        let is_vowel = matches!(sign, 'a' | 'e' | 'i' | 'o' | 'u' | 'y');
        if hangul::is_syllable(sign) || sign.is_numeric() || (is_vowel && !after_vowel) {
            count += 1;
        }
        after_vowel = is_vowel;
    }
    if count == 0 && word.chars().any(char::is_alphanumeric) { 1 } else { count }
}

/// One place of a pattern: which words fit there.
#[derive(Clone, Debug, PartialEq)]
enum Place {
    Any,
    Is(&'static str),
    Begins(&'static str),
    Ends(&'static str),
    Contains(&'static str),
}

impl Place {
    fn parse(text: &'static str) -> Self {
        match (text.strip_prefix('*'), text.strip_suffix('*')) {
            _ if text == "_" => Place::Any,
            (Some(inner), Some(_)) => Place::Contains(inner.strip_suffix('*').unwrap_or(inner)),
            (Some(end), None) => Place::Ends(end),
            (None, Some(beginning)) => Place::Begins(beginning),
            (None, None) => Place::Is(text),
        }
    }

    fn fits(&self, token: &str) -> bool {
        match self {
            Place::Any => true,
            Place::Is(text) => token.len() == text.len() && begins(token, text),
            Place::Begins(text) => begins(token, text),
            Place::Ends(text) => ends(token, text),
            Place::Contains(text) => token.contains(text),
        }
    }
}

/// `str::starts_with`, which looks at the last byte first: nearly all words differ there, and thousands are looked at for each sentence.
fn begins(token: &str, text: &str) -> bool {
    token.as_bytes().get(text.len().wrapping_sub(1)) == text.as_bytes().last() && token.starts_with(text)
}

/// `str::ends_with`, likewise.
fn ends(token: &str, text: &str) -> bool {
    token.as_bytes().last() == text.as_bytes().last() && token.ends_with(text)
}

/// One of the alternatives for a place.
#[derive(Clone, Debug)]
struct Choice {
    place: Place,
    /// Only as the last word of the sentence.
    at_end: bool,
}

impl Choice {
    fn parse(text: &'static str) -> Self {
        let (at_end, text) = text.strip_suffix('$').map_or((false, text), |rest| (true, rest));
        Self { place: Place::parse(text), at_end }
    }
}

/// A row of words to look for, written as text: words apart by a space, alternatives for a word by `|`; `*` stands for any letters at the beginning or
/// end of a word, `_` for any one word; `^` before the first word holds it to the beginning of the sentence, `$` after a word to its end.
#[derive(Clone, Debug)]
pub struct Pattern {
    words: Vec<Vec<Choice>>,
    at_start: bool,
}

impl Pattern {
    pub fn parse(text: &'static str) -> Self {
        let (at_start, text) = text.strip_prefix('^').map_or((false, text), |rest| (true, rest));
        Self { words: text.split(' ').map(|word| word.split('|').map(Choice::parse).collect()).collect(), at_start }
    }

    /// Where the pattern first fits: the index of its first word in `tokens`. `opening` words at the beginning (and, so, 음) do not count as the
    /// beginning of the sentence.
    pub fn find(&self, tokens: &[String], opening: usize) -> Option<usize> {
        let last = tokens.len().checked_sub(self.words.len())?;
        (0..=last).find(|&at| (!self.at_start || at == 0 || at == opening) && self.fits_at(tokens, at))
    }

    pub fn len(&self) -> usize {
        self.words.len()
    }

    fn fits_at(&self, tokens: &[String], at: usize) -> bool {
        let fits =
            |word: &[Choice], at: usize| word.iter().any(|choice| choice.place.fits(&tokens[at]) && (!choice.at_end || at + 1 == tokens.len()));
        self.words.iter().enumerate().all(|(offset, word)| fits(word, at + offset))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_lose_their_punctuation_and_keep_the_signs_of_a_number() {
        assert_eq!(tokens("  So, I’d say: “30%” — done."), ["so", "i'd", "say", "30%", "done"]);
        assert_eq!(tokens("네. 그래서… 30%를 줄였습니다!"), ["네", "그래서", "30%를", "줄였습니다"]);
        assert!(tokens(" … -- ").is_empty());
    }

    #[test]
    fn decomposed_hangul_reads_like_composed() {
        assert_eq!(tokens("\u{1112}\u{1162}\u{11BB}다"), ["했다"]);
    }

    #[track_caller]
    fn check(pattern: &'static str, text: &str, expected: Option<usize>) {
        assert_eq!(Pattern::parse(pattern).find(&tokens(text), 0), expected, "{pattern} in {text}");
    }

    #[test]
    fn a_pattern_fits_words_alternatives_and_beginnings_or_ends_of_words() {
        check("my|our task was", "So our task was hard", Some(1));
        check("my task was", "my tasks was", None);
        check("learn*", "What I learned", Some(2));
        check("*습니다", "일을 했습니다.", Some(1));
        check("*하*", "많이 하면서 배움", Some(1));
        check("by _ percent", "by ninety percent", Some(0));
        check("^first", "I was first", None);
        check("^first", "First I was", Some(0));
        check("done$", "done and done", Some(2));
        check("done$|over", "over done and", Some(0));
        check("done$|gone$", "done gone", Some(1));
        check("a b c", "a b", None);
    }

    #[test]
    fn the_beginning_of_a_sentence_is_also_what_follows_its_opening_words() {
        assert_eq!(Pattern::parse("^first").find(&tokens("so first we"), 1), Some(1));
    }

    #[test]
    fn syllables_are_counted_in_both_scripts() {
        for (word, expected) in [("시스템을", 4), ("measured", 3), ("a", 1), ("90%", 2), ("hmm", 1), ("—", 0), ("AWS를", 2)] {
            assert_eq!(syllables(word), expected, "{word}");
        }
    }
}
