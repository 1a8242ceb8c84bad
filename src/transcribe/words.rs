//! Makes words out of a recogniser's tokens, and places them where the waveform has speech.
//!
//! The recogniser says when a segment (about a sentence) was said, no more: whisper.cpp 1.8.3 moves the times of single tokens by the loudness at
//! another moment, since it counts samples from the segment's start and looks them up from the recording's. So the words of a segment share
//! the speech in it by how long they take to say.

use crate::domain::{RemovedWord, Seconds, Span, Word};

/// A stretch of text with its times as the recogniser gave them, counted from the first sample of the recording.
#[derive(Clone, Debug, PartialEq)]
pub struct Segment {
    pub span: Span,
    pub tokens: Vec<Token>,
}

/// A piece of text. Rare Korean syllables are spread over several tokens, so one token need not be valid UTF-8.
#[derive(Clone, Debug, PartialEq)]
pub struct Token {
    pub bytes: Vec<u8>,
    /// The recogniser's probability, 0 to 1.
    pub p: f64,
}

/// A word without its moment.
#[derive(Clone, Debug, PartialEq)]
struct Heard {
    text: String,
    p: f64,
}

/// How far a segment's times may be from the speech that it is about: Whisper's are off by a few tenths of a second
/// (whisper.cpp issues 375 and 1776).
const NEAR: Seconds = Seconds(0.3);

/// What a Hangul syllable and a digit take to say, counted in Latin letters; roughly, from how many of each are said in a second.
const SYLLABLE: f64 = 2.5;
const DIGIT: f64 = 4.0;

/// The words of one segment, and the speech that they were said in.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Placed {
    /// In order and without overlap, each inside speech.
    pub words: Vec<Word>,
    /// What the recogniser wrote that cannot have been said there.
    pub removed: Vec<RemovedWord>,
    /// How much speech the segment has.
    pub speech: Seconds,
}

/// The segments of one chunk, placed in its speech; their words follow each other without overlap.
pub fn placed(segments: &[Segment], chunk: Span, speech: &[Span]) -> Vec<Placed> {
    let mut from = chunk.start;
    let mut all = Vec::new();
    for segment in joined_where_a_letter_is_split(segments) {
        let start = segment.span.start.max(from).min(chunk.end);
        let span = Span { start, end: segment.span.end.max(start).min(chunk.end) };
        let placed = place(&segment.tokens, span, &after(speech, from, chunk.end));
        from = placed.words.last().map_or(from, |word| word.end);
        all.push(placed);
    }
    all
}

/// The words of these tokens, which the recogniser heard at `span`, in what `speech` is there.
fn place(tokens: &[Token], span: Span, speech: &[Span]) -> Placed {
    let remove = |word: Heard, why: &str| RemovedWord { text: word.text, start: span.start, end: span.end, why: why.into() };
    let (words, signs): (Vec<Heard>, Vec<Heard>) = heard(tokens).into_iter().partition(has_letters);
    let mut removed: Vec<RemovedWord> = signs.into_iter().map(|sign| remove(sign, "no-letters")).collect();
    let parts = speech_of(span, speech);
    if parts.is_empty() {
        removed.extend(words.into_iter().map(|word| remove(word, "silence")));
        return Placed { removed, ..Placed::default() };
    }
    Placed { words: shared_out(words, &parts), removed, speech: parts.iter().map(|part| part.length()).sum() }
}

fn has_letters(word: &Heard) -> bool {
    word.text.chars().any(char::is_alphanumeric)
}

/// Segments as they are, but one that ends in the middle of a letter takes in the next.
fn joined_where_a_letter_is_split(segments: &[Segment]) -> Vec<Segment> {
    let mut joined: Vec<Segment> = Vec::new();
    for segment in segments {
        match joined.last_mut() {
            Some(last) if ends_inside_a_letter(&bytes(&last.tokens)) => {
                last.span.end = segment.span.end;
                last.tokens.extend_from_slice(&segment.tokens);
            }
            _ => joined.push(segment.clone()),
        }
    }
    joined
}

fn ends_inside_a_letter(bytes: &[u8]) -> bool {
    std::str::from_utf8(bytes).is_err_and(|error| error.error_len().is_none())
}

fn bytes(tokens: &[Token]) -> Vec<u8> {
    tokens.iter().flat_map(|token| token.bytes.iter().copied()).collect()
}

/// The words in these tokens: each a run of tokens up to the next one that begins with a space.
fn heard(tokens: &[Token]) -> Vec<Heard> {
    tokens.chunk_by(|_, next| !next.bytes.starts_with(b" ")).filter_map(word).collect()
}

/// The tokens as one word, its probability their geometric mean; `None` where they are nothing but space.
fn word(tokens: &[Token]) -> Option<Heard> {
    let text = visible(&String::from_utf8_lossy(&bytes(tokens)));
    let logarithms: f64 = tokens.iter().map(|token| token.p.clamp(1e-9, 1.0).ln()).sum();
    (!text.is_empty()).then(|| Heard { text, p: (logarithms / tokens.len() as f64).exp() })
}

/// Single spaces between the parts, and nothing that could steer a terminal.
pub fn visible(text: &str) -> String {
    text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

/// What of the speech lies between two moments.
fn after(speech: &[Span], from: Seconds, to: Seconds) -> Vec<Span> {
    let clipped = speech.iter().map(|region| Span { start: region.start.max(from), end: region.end.min(to) });
    clipped.filter(|region| region.start < region.end).collect()
}

/// The speech that a segment is about. Its ends give way to the edges of speech nearby, and a sliver of a neighbour's speech is left out.
/// A segment in silence gets the near edge of the speech beside it; `[]` where that is too far.
fn speech_of(segment: Span, speech: &[Span]) -> Vec<Span> {
    let wide = Span { start: segment.start - NEAR, end: segment.end + NEAR };
    let part_of = |region: &Span| {
        let start = if wide.start <= region.start { region.start } else { segment.start };
        let end = if region.end <= wide.end { region.end } else { segment.end };
        Span { start: start.max(region.start), end: end.min(region.end) }
    };
    let parts: Vec<Span> = speech.iter().filter(|region| region.overlap(segment) > Seconds::ZERO).map(part_of).collect();
    let inside: Vec<Span> = parts.iter().copied().filter(|part| part.overlap(segment) > NEAR || is_inside(*part, segment, speech)).collect();
    match (inside.is_empty(), parts.is_empty()) {
        (false, _) => inside,
        (true, false) => parts,
        (true, true) => edge_nearby(segment, speech).into_iter().collect(),
    }
}

/// Whether the part is all of a region, and a segment's own: a short word by itself.
fn is_inside(part: Span, segment: Span, speech: &[Span]) -> bool {
    speech.contains(&part) && segment.start <= part.start && part.end <= segment.end
}

fn edge_nearby(segment: Span, speech: &[Span]) -> Option<Span> {
    let distance = |region: &&Span| (region.start - segment.end).max(segment.start - region.end).0;
    let nearest = speech.iter().min_by(|a, b| distance(a).total_cmp(&distance(b))).filter(|region| distance(region) <= NEAR.0)?;
    let before = nearest.end <= segment.start;
    let edge = if before { Span { start: nearest.end - NEAR, ..*nearest } } else { Span { end: nearest.start + NEAR, ..*nearest } };
    Some(Span { start: edge.start.max(nearest.start), end: edge.end.min(nearest.end) })
}

/// The words laid over the parts in turn, each as long as it takes to say. A word that would lie across a pause goes to the side that has its middle.
fn shared_out(words: Vec<Heard>, parts: &[Span]) -> Vec<Word> {
    let available: Seconds = parts.iter().map(|part| part.length()).sum();
    let all: f64 = words.iter().map(|word| letters(&word.text)).sum();
    let mut said = 0.0;
    let mut laid = Vec::new();
    for word in words {
        let (from, to) = (said / all * available.0, (said + letters(&word.text)) / all * available.0);
        said += letters(&word.text);
        let (part, elapsed) = part_at(f64::midpoint(from, to), parts);
        let at = |spoken: f64| Seconds(part.start.0 + spoken - elapsed).max(part.start).min(part.end);
        laid.push(Word { text: word.text, start: at(from), end: at(to), p: word.p });
    }
    laid
}

/// The part in which so many seconds of speech have been spoken, and how many had been when it began.
fn part_at(spoken: f64, parts: &[Span]) -> (Span, f64) {
    let mut elapsed = 0.0;
    for part in &parts[..parts.len() - 1] {
        if spoken < elapsed + part.length().0 {
            return (*part, elapsed);
        }
        elapsed += part.length().0;
    }
    (parts[parts.len() - 1], elapsed)
}

/// How long a word takes to say, in Latin letters.
fn letters(word: &str) -> f64 {
    let length = |c: char| match c {
        '\u{AC00}'..='\u{D7A3}' => SYLLABLE,
        c if c.is_numeric() => DIGIT,
        c if c.is_alphabetic() => 1.0,
        _ => 0.0,
    };
    1.0 + word.chars().map(length).sum::<f64>()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn segment(start: f64, end: f64, tokens: &[&[u8]]) -> Segment {
        let tokens = tokens.iter().map(|bytes| Token { bytes: bytes.to_vec(), p: 0.5 }).collect();
        Segment { span: Span::new(start, end), tokens }
    }

    fn all(placed: Vec<Placed>) -> (Vec<Word>, Vec<RemovedWord>) {
        let removed = placed.iter().flat_map(|segment| segment.removed.clone()).collect();
        (placed.into_iter().flat_map(|segment| segment.words).collect(), removed)
    }

    #[track_caller]
    fn check_words(segments: &[&[&[u8]]], expected: &[&str]) {
        let segments: Vec<_> = segments.iter().enumerate().map(|(i, tokens)| segment(i as f64, i as f64 + 1.0, tokens)).collect();
        let (kept, _) = all(placed(&segments, Span::new(0.0, 30.0), &[Span::new(0.0, 30.0)]));
        assert_eq!(kept.iter().map(|word| word.text.as_str()).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn a_space_begins_a_word() {
        check_words(&[&[b" I", b" measure", b"d", b"."]], &["I", "measured."]);
        check_words(&[&[b"I", b"'m", b" ", b" in"]], &["I'm", "in"]);
        check_words(&[], &[]);
        check_words(&[&[]], &[]);
    }

    #[test]
    fn a_segment_begins_a_word_even_without_a_space() {
        check_words(&[&[b" done."], &[b"Next"]], &["done.", "Next"]);
    }

    #[test]
    fn a_syllable_spread_over_tokens_is_decoded_whole() {
        let bytes = " 뷁은".as_bytes();
        check_words(&[&[&bytes[..2], &bytes[2..4], &bytes[4..]]], &["뷁은"]);
        check_words(&[&[&bytes[..2]], &[&bytes[2..]]], &["뷁은"]);
    }

    #[test]
    fn bytes_that_are_no_text_are_shown_as_such_and_nothing_steers_the_terminal() {
        check_words(&[&[b" a\xff", b" \x1b[2Jb"]], &["a\u{fffd}", "[2Jb"]);
    }

    #[test]
    fn what_has_no_letters_is_no_word() {
        let (kept, removed) = all(placed(&[segment(0.0, 1.0, &[b" so", " ♪".as_bytes()])], Span::new(0.0, 2.0), &[Span::new(0.0, 1.0)]));
        assert_eq!((kept.len(), removed[0].text.as_str(), removed[0].why.as_str()), (1, "♪", "no-letters"));
        assert!((kept[0].p - 0.5).abs() < 1e-9);
    }

    /// Speech from 1.5 to 3 and from 5 to 6 s; the words are equally long.
    #[track_caller]
    fn check_places(segments: &[(f64, f64, usize)], expected: &[(f64, f64)]) {
        let segments: Vec<_> = segments.iter().map(|&(start, end, words)| segment(start, end, &vec![&b" so"[..]; words])).collect();
        let (kept, removed) = all(placed(&segments, Span::new(1.0, 9.0), &[Span::new(1.5, 3.0), Span::new(5.0, 6.0)]));
        let places: Vec<_> = kept.iter().map(|word| (word.start.to_millis().0, word.end.to_millis().0)).collect();
        assert_eq!(places, expected);
        assert_eq!(removed.len(), segments.iter().map(|segment| segment.tokens.len()).sum::<usize>() - expected.len());
        assert!(removed.iter().all(|word| word.why == "silence"));
    }

    #[test]
    fn the_words_of_a_segment_share_its_speech() {
        check_places(&[(1.5, 3.0, 3)], &[(1.5, 2.0), (2.0, 2.5), (2.5, 3.0)]);
        check_places(&[(1.5, 6.0, 5)], &[(1.5, 2.0), (2.0, 2.5), (2.5, 3.0), (5.0, 5.5), (5.5, 6.0)]);
    }

    #[test]
    fn a_word_is_never_laid_across_a_pause() {
        check_places(&[(1.5, 6.0, 2)], &[(1.5, 2.75), (5.0, 6.0)]);
        check_places(&[(1.5, 6.0, 1)], &[(1.5, 3.0)]);
    }

    #[test]
    fn times_that_are_a_little_off_give_way_to_the_edges_of_speech() {
        check_places(&[(1.3, 3.2, 1)], &[(1.5, 3.0)]);
        check_places(&[(1.7, 2.8, 1)], &[(1.5, 3.0)]);
        check_places(&[(0.0, 99.0, 5)], &[(1.5, 2.0), (2.0, 2.5), (2.5, 3.0), (5.0, 5.5), (5.5, 6.0)]);
    }

    #[test]
    fn the_end_of_one_sentence_is_no_part_of_the_next() {
        check_places(&[(1.5, 2.8, 1), (2.8, 6.0, 1)], &[(1.5, 3.0), (5.0, 6.0)]);
        check_places(&[(1.5, 5.1, 1), (5.1, 6.0, 1)], &[(1.5, 3.0), (5.0, 6.0)]);
    }

    #[test]
    fn sentences_said_in_one_breath_meet_where_the_recogniser_says() {
        check_places(&[(1.5, 2.2, 1), (2.2, 3.0, 1)], &[(1.5, 2.2), (2.2, 3.0)]);
    }

    #[test]
    fn words_in_silence_are_removed_unless_speech_is_near() {
        check_places(&[(3.5, 4.5, 2)], &[]);
        check_places(&[(7.0, 8.0, 1)], &[]);
        check_places(&[(4.0, 4.8, 1)], &[(5.0, 5.3)]);
        check_places(&[(3.2, 4.0, 1)], &[(2.7, 3.0)]);
    }

    #[test]
    fn longer_words_take_longer() {
        assert!(letters("책임졌습니다") > letters("책임을") && letters("responsible") > letters("so") && letters("2015년") > letters("년"));
    }

    proptest! {
        #[test]
        fn placed_words_are_in_order_disjoint_and_inside_speech(times in prop::collection::vec((-5.0..40.0f64, -5.0..40.0f64, 0..6usize), 0..20)) {
            let segments: Vec<_> = times.iter().map(|&(start, end, words)| segment(start, end, &vec![&b" so"[..]; words])).collect();
            let (chunk, speech) = (Span::new(3.0, 30.0), [Span::new(2.0, 8.0), Span::new(9.0, 9.3), Span::new(20.0, 31.0)]);
            let (kept, removed) = all(placed(&segments, chunk, &speech));
            prop_assert_eq!(kept.len() + removed.len(), times.iter().map(|&(_, _, words)| words).sum::<usize>());
            let mut last = chunk.start;
            for word in kept {
                prop_assert!(last <= word.start && word.start <= word.end && word.end <= chunk.end, "{:?}", word);
                prop_assert!(speech.iter().any(|region| region.start <= word.start && word.end <= region.end), "{:?}", word);
                last = word.end;
            }
        }

        #[test]
        fn any_bytes_make_words_without_control_characters(pieces in prop::collection::vec(any::<Vec<u8>>(), 0..20)) {
            let pieces: Vec<&[u8]> = pieces.iter().map(Vec::as_slice).collect();
            let (kept, removed) = all(placed(&[segment(0.0, 1.0, &pieces)], Span::new(0.0, 1.0), &[Span::new(0.0, 1.0)]));
            for text in kept.into_iter().map(|word| word.text).chain(removed.into_iter().map(|word| word.text)) {
                prop_assert!(!text.is_empty() && !text.chars().any(char::is_control));
            }
        }
    }
}
