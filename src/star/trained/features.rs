//! What is looked at in a sentence of an answer: its words and endings, the words of its neighbours, what the cue tables find, and its place.
//!
//! Two groups, because they are learned apart: what the *text* says is the same however an answer is told, what the *place* says is not.

use super::weights::PARTS;
use crate::domain::{Language, Part, Scheme};
use crate::star::evidence::{Evidence, evidence, is_told};
use crate::star::hangul;
use crate::star::label::middles;

/// How many figures tell of the place.
pub const PLACE_FEATURES: usize = BINS + 5;

/// A figure rises and falls over each tenth of the answer.
const BINS: usize = 11;

/// A sentence in the form that weights are multiplied with.
#[derive(Clone, Debug, PartialEq)]
pub struct Features {
    /// Names as [`name_hash`] makes them, with their values.
    pub text: Vec<(u32, f64)>,
    pub place: [f64; PLACE_FEATURES],
    /// What speaks for each part of the scheme and last for `Part::Other` whatever was learned, and is no part of learning: the sentence says nothing, the
    /// answer tells nothing, the candidate's note has it under a part.
    pub given: [f64; PARTS],
}

/// All the features of a sentence together weigh about as much whether it is short or long: their values fall with the root of their number.
const TEXT: f64 = 3.0;
const NEIGHBOUR: f64 = 1.0;
const ROOM: f64 = 5.0;

/// About what text and place together say at most, and far beyond it.
const NOTHING_SAID: f64 = 6.0;
const NO_STORY: f64 = 20.0;

/// The cue tables speak in log-odds already; half of each is given, the rest is learned.
const CUE: f64 = 0.5;

/// The features of the sentences of an answer, by themselves.
pub fn features(sentences: &[String], scheme: Scheme, language: Language) -> Vec<Features> {
    let found: Vec<Evidence> = sentences.iter().map(|text| evidence(text, scheme, language)).collect();
    features_with(sentences, &found, &middles(sentences), scheme, language)
}

/// The same, where what the tables found and where the sentences lie is known.
pub fn features_with(sentences: &[String], found: &[Evidence], middles: &[f64], scheme: Scheme, language: Language) -> Vec<Features> {
    let tokens: Vec<Vec<String>> = sentences.iter().map(|text| tokens(text)).collect();
    let told = is_told(found);
    let mut all = Vec::with_capacity(sentences.len());
    for at in 0..sentences.len() {
        let mut text = Vec::new();
        own_words(&tokens[at], language, &mut text);
        for (side, mark) in [(at.checked_sub(1), "-"), (Some(at + 1), "+")] {
            let Some(side) = side.filter(|&side| side < sentences.len()) else { continue };
            neighbours_words(&tokens[side], mark, &mut text);
            cue_scores(&found[side], scheme, told, mark, &mut text);
        }
        cue_scores(&found[at], scheme, told, "", &mut text);
        shape(&tokens[at], &mut text);
        let mut given = [0.0; PARTS];
        if let Some((none, parts)) = found[at].noted.split_last() {
            given[..parts.len()].copy_from_slice(parts);
            given[PARTS - 1] = *none;
        }
        given[PARTS - 1] += if found[at].has_content { 0.0 } else { NOTHING_SAID } + if told { 0.0 } else { NO_STORY };
        all.push(Features { text, place: place(at, sentences.len(), middles[at]), given });
    }
    all
}

/// The name of a feature as 32 bits (FNV-1a), so that no list of names has to be kept. Two names in one do little harm: of 60,000 names about 0.4 in all
/// fall together with another.
pub fn name_hash(parts: &[&str]) -> u32 {
    let mut hash = 0x811C_9DC5_u32;
    for byte in parts.iter().flat_map(|part| part.bytes().chain([0])) {
        hash = (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    }
    hash
}

fn own_words(tokens: &[String], language: Language, into: &mut Vec<(u32, f64)>) {
    let mut names: Vec<u32> = tokens.iter().map(|token| name_hash(&["word", token])).collect();
    for at in 0..=tokens.len() {
        let before = if at == 0 { "<" } else { &tokens[at - 1] };
        let after = tokens.get(at).map_or(">", String::as_str);
        names.push(name_hash(&["pair", before, after]));
    }
    if let (Some(first), Some(last)) = (tokens.first(), tokens.last()) {
        names.push(name_hash(&["first", first]));
        names.push(name_hash(&["first two", first, tokens.get(1).map_or("", String::as_str)]));
        names.push(name_hash(&["last", last]));
        if language == Language::Ko {
            names.extend(tokens.iter().flat_map(|token| signs(token)));
            names.extend(endings(last));
        }
    }
    names.sort_unstable();
    names.dedup();
    let value = TEXT / (names.len() as f64 + ROOM).sqrt();
    into.extend(names.into_iter().map(|name| (name, value)));
}

/// Two and three signs in a row, the edges of the word among them: Korean stems and particles have no space between them.
fn signs(token: &str) -> Vec<u32> {
    let framed = format!("^{token}$");
    let edges: Vec<usize> = framed.char_indices().map(|(at, _)| at).chain([framed.len()]).collect();
    let runs = [2, 3].into_iter().flat_map(|length| edges.windows(length + 1));
    runs.map(|run| name_hash(&["signs", &framed[run[0]..run[run.len() - 1]]])).collect()
}

/// The last one to four signs of the last word: the ending of a Korean sentence.
fn endings(last: &str) -> Vec<u32> {
    let starts: Vec<usize> = last.char_indices().rev().take(4).map(|(at, _)| at).collect();
    starts.into_iter().map(|at| name_hash(&["ending", &last[at..]])).collect()
}

fn neighbours_words(tokens: &[String], mark: &str, into: &mut Vec<(u32, f64)>) {
    let mut names: Vec<u32> = tokens.iter().map(|token| name_hash(&["word", mark, token])).collect();
    names.sort_unstable();
    names.dedup();
    let value = NEIGHBOUR / (names.len() as f64 + ROOM).sqrt();
    into.extend(names.into_iter().map(|name| (name, value)));
}

fn cue_scores(found: &Evidence, scheme: Scheme, told: bool, mark: &str, into: &mut Vec<(u32, f64)>) {
    let parts = scheme.parts().iter().chain(&[Part::Other]);
    for (part, &score) in parts.zip(&found.scores) {
        into.push((name_hash(&["cue", mark, part.code()]), CUE * score));
        if score > 0.0 && *part != Part::Other {
            into.push((name_hash(&["has cue", mark, part.code()]), CUE));
        }
    }
    let facts = [("says something", found.has_content), ("happened", found.tells), ("speaker", found.has_speaker), ("told", told)];
    into.extend(facts.into_iter().filter(|fact| fact.1).map(|(name, _)| (name_hash(&[name, mark]), CUE)));
}

/// Always there, long, short, with one figure or several.
fn shape(tokens: &[String], into: &mut Vec<(u32, f64)>) {
    let figures = tokens.iter().filter(|token| *token == FIGURE).count();
    into.push((name_hash(&["always"]), 1.0));
    into.push((name_hash(&["length"]), tokens.len().min(40) as f64 / 20.0));
    let facts = [("short", tokens.len() <= 4), ("a figure", figures > 0), ("figures", figures > 1)];
    into.extend(facts.into_iter().filter(|fact| fact.1).map(|(name, _)| (name_hash(&[name]), 1.0)));
}

/// `middle` is where the middle of the sentence lies in the answer, 0 to 1.
fn place(at: usize, sentences: usize, middle: f64) -> [f64; PLACE_FEATURES] {
    let mut found = [0.0; PLACE_FEATURES];
    let tenths = middle * (BINS - 1) as f64;
    for (bin, value) in found[..BINS].iter_mut().enumerate() {
        *value = f64::max(0.0, 1.0 - (tenths - bin as f64).abs());
    }
    let ends = [true, at == 0, at == 1, at + 1 == sentences, at + 2 == sentences];
    for (value, is) in found[BINS..].iter_mut().zip(ends) {
        *value = f64::from(u8::from(is));
    }
    found
}

/// Every number is the same word.
const FIGURE: &str = "0";

/// Words, numbers and the signs that mean something in a note, in lower case.
fn tokens(text: &str) -> Vec<String> {
    let signs: Vec<char> = hangul::composed(text).chars().flat_map(char::to_lowercase).map(|sign| if sign == '’' { '\'' } else { sign }).collect();
    let mut found: Vec<String> = Vec::new();
    let mut at = 0;
    while at < signs.len() {
        let length = word_length(&signs[at..]);
        if length > 0 {
            let is_figure = signs[at].is_ascii_digit();
            found.push(if is_figure { FIGURE.to_owned() } else { signs[at..at + length].iter().collect() });
        }
        at += length.max(1);
    }
    found
}

/// How many signs at the beginning are one token; none where the first means nothing here.
fn word_length(signs: &[char]) -> usize {
    let run = |is: fn(&char) -> bool| signs.iter().take_while(|sign| is(sign)).count();
    match signs[0] {
        'a'..='z' => joined(signs, |sign| sign.is_ascii_lowercase(), &['\'']),
        '0'..='9' => joined(signs, |sign| sign.is_ascii_digit(), &['.', ',']),
        sign if hangul::is_syllable(sign) => run(|sign| hangul::is_syllable(*sign)),
        '%' | '$' | '?' | '!' | ';' => 1,
        '=' | '-' if signs.get(1) == Some(&'>') => 2,
        _ => 0,
    }
}

/// A run of signs, with single `links` between two of them.
fn joined(signs: &[char], is: fn(&char) -> bool, links: &[char]) -> usize {
    let mut length = 0;
    loop {
        length += signs[length..].iter().take_while(|sign| is(sign)).count();
        let goes_on = signs.get(length).is_some_and(|sign| links.contains(sign)) && signs.get(length + 1).is_some_and(is);
        if !goes_on {
            return length;
        }
        length += 1;
    }
}

#[cfg(test)]
mod tests {
    use unicode_normalization::UnicodeNormalization;

    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(tokens(text).join(" "), expected);
    }

    #[test]
    fn words_numbers_and_signs_are_taken_apart() {
        check("We didn’t ship 1,200.5 units!", "we didn't ship 0 units !");
        check("매출이 30% 늘었습니다.", "매출이 0 % 늘었습니다");
        check("배치 -> 로그(EFK) 확인", "배치 -> 로그 efk 확인");
        check("… — 日本", "");
    }

    #[test]
    fn decomposed_korean_is_the_same_as_composed() {
        let composed = "제가 했습니다".to_owned();
        let decomposed: String = composed.nfd().collect();
        assert_eq!(features(&[composed], Scheme::Star, Language::Ko), features(&[decomposed], Scheme::Star, Language::Ko));
    }

    #[test]
    fn the_place_says_where_and_how_far_from_both_ends() {
        let first = place(0, 3, 0.1);
        assert_eq!(&first[..3], &[0.0, 1.0, 0.0]);
        assert_eq!(&first[BINS..], &[1.0, 1.0, 0.0, 0.0, 0.0]);
        assert_eq!(&place(2, 3, 0.9)[BINS..], &[1.0, 0.0, 0.0, 1.0, 0.0]);
    }

    #[test]
    fn names_do_not_run_into_each_other() {
        assert_ne!(name_hash(&["pair", "a", "bc"]), name_hash(&["pair", "ab", "c"]));
    }
}
