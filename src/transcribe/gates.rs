//! Takes out of what the recogniser wrote what cannot have been said, and keeps it aside with the reason.
//!
//! Before this, sound without speech was never handed to the recogniser, and it has dropped what it held for no speech itself. Here, in this order:
//! words where the waveform has no speech (`silence`), more of them than anybody can say in the time (`too-fast`), stock phrases of subtitles
//! where there is hardly time for them (`stock-phrase`), what goes round and round (`loop`), and what was only read off the hint (`echo`).

use std::sync::LazyLock;

use super::hint::{Hint, bare};
use super::listening::HeardChunk;
use super::words::{Placed, placed};
use crate::domain::{Language, RemovedWord, Span, Word};
use crate::measure::syllables;

/// Syllables a second that nobody says: fast speech has 7 to 9 (the fastest speakers in Jacewicz et al. 2009, English, and Lee & Doh 2012, Korean).
const NOBODY_SAYS: f64 = 14.0;
/// What a stock phrase has to stay under to be believed.
const HARDLY_ANYBODY_SAYS: f64 = 9.0;

/// A run of words that follows itself at least so many times is a loop; single words may be repeated more often, as who searches for a word does.
const ROUNDS: usize = 3;
const ROUNDS_OF_ONE_WORD: usize = 6;
const LONGEST_LOOP: usize = 12;

/// So many words in the hint's own order are an echo of it.
const ECHO: usize = 4;

/// What Whisper writes over silence, learnt from subtitles (Barański et al., arXiv 2501.11378, list the English ones; the Korean ones are the sign-offs
/// of news and of video channels).
static STOCK_PHRASES: LazyLock<Vec<String>> = LazyLock::new(|| {
    include_str!("stock_phrases.txt").lines().filter(|line| !line.starts_with('#')).map(bare).filter(|line| !line.is_empty()).collect()
});

/// The words of a recording, and what was removed; both in the order of time.
pub fn words(chunks: &[HeardChunk], hint: &Hint, speech: &[Span], language: Language) -> (Vec<Word>, Vec<RemovedWord>) {
    let expected = hint.words();
    let (mut kept, mut removed) = (Vec::new(), Vec::new());
    for chunk in chunks {
        let placed = placed(&chunk.segments, chunk.span, speech);
        let words: Vec<Word> = placed.into_iter().flat_map(|segment| believed(segment, language, &mut removed)).collect();
        let words = without_loops(words, &mut removed);
        kept.extend(without_echo(words, &expected, &mut removed));
    }
    removed.sort_by(|a, b| a.start.0.total_cmp(&b.start.0));
    (kept, removed)
}

/// The words of a segment that can have been said in its speech.
fn believed(segment: Placed, language: Language, removed: &mut Vec<RemovedWord>) -> Vec<Word> {
    removed.extend(segment.removed);
    let text: Vec<&str> = segment.words.iter().map(|word| word.text.as_str()).collect();
    let text = text.join(" ");
    let rate = syllables(&text, language) as f64 / segment.speech.0.max(0.05);
    let why = match rate {
        _ if rate > NOBODY_SAYS => "too-fast",
        _ if rate > HARDLY_ANYBODY_SAYS && STOCK_PHRASES.contains(&bare(&text)) => "stock-phrase",
        _ => return segment.words,
    };
    removed.extend(segment.words.into_iter().map(|word| remove(word, why)));
    Vec::new()
}

fn remove(word: Word, why: &str) -> RemovedWord {
    RemovedWord { text: word.text, start: word.start, end: word.end, why: why.into() }
}

/// Of words that go round and round, the first round.
fn without_loops(words: Vec<Word>, removed: &mut Vec<RemovedWord>) -> Vec<Word> {
    let bare: Vec<String> = words.iter().map(|word| bare(&word.text)).collect();
    let mut is_repeat = vec![false; words.len()];
    let mut at = 0;
    while at < words.len() {
        match loop_at(&bare[at..]) {
            Some((length, all)) => {
                is_repeat[at + length..at + all].fill(true);
                at += all;
            }
            None => at += 1,
        }
    }
    split(words, &is_repeat, "loop", removed)
}

/// The length of a round, and of all its rounds, of the loop that the words begin with.
fn loop_at(words: &[String]) -> Option<(usize, usize)> {
    let longest = LONGEST_LOOP.min(words.len() / ROUNDS);
    (1..=longest).find_map(|length| {
        let rounds = words.chunks_exact(length).take_while(|round| *round == &words[..length]).count();
        let enough = if length == 1 { ROUNDS_OF_ONE_WORD } else { ROUNDS };
        (rounds >= enough).then_some((length, rounds * length))
    })
}

/// Without the words that stand in the same order in the hint.
fn without_echo(words: Vec<Word>, expected: &[String], removed: &mut Vec<RemovedWord>) -> Vec<Word> {
    let bare: Vec<String> = words.iter().map(|word| bare(&word.text)).collect();
    let mut is_echo = vec![false; words.len()];
    for at in 0..words.len() {
        let longest = (0..expected.len()).map(|from| common_beginning(&bare[at..], &expected[from..])).max().unwrap_or(0);
        if longest >= ECHO {
            is_echo[at..at + longest].fill(true);
        }
    }
    split(words, &is_echo, "echo", removed)
}

fn common_beginning(a: &[String], b: &[String]) -> usize {
    a.iter().zip(b).take_while(|(a, b)| a == b).count()
}

fn split(words: Vec<Word>, out: &[bool], why: &str, removed: &mut Vec<RemovedWord>) -> Vec<Word> {
    let mut kept = Vec::new();
    for (word, &out) in words.into_iter().zip(out) {
        if out { removed.push(remove(word, why)) } else { kept.push(word) }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Seconds;
    use crate::transcribe::words::{Segment, Token};

    /// One chunk of 20 s: texts with the stretches where the recogniser heard them; what is kept, and what is removed and why.
    #[track_caller]
    fn check(language: Language, heard: &[(&str, f64, f64)], speech: &[(f64, f64)], kept: &str, removed: &[(&str, &str)]) {
        check_with_hint(&Hint::default(), language, heard, speech, kept, removed);
    }

    #[track_caller]
    fn check_with_hint(hint: &Hint, language: Language, heard: &[(&str, f64, f64)], speech: &[(f64, f64)], kept: &str, removed: &[(&str, &str)]) {
        let token = |word: &str| Token { bytes: format!(" {word}").into_bytes(), p: 0.9 };
        let segments = heard.iter().map(|&(text, start, end)| Segment { span: Span::new(start, end), tokens: text.split(' ').map(token).collect() });
        let chunk = HeardChunk { span: Span { start: Seconds::ZERO, end: Seconds(20.0) }, segments: segments.collect() };
        let speech: Vec<Span> = speech.iter().map(|&(start, end)| Span::new(start, end)).collect();
        let (words, out) = words(&[chunk], hint, &speech, language);
        assert_eq!(words.iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(" "), kept);
        let out: Vec<(String, String)> = out.into_iter().map(|word| (word.text, word.why)).collect();
        let expected: Vec<(String, String)> =
            removed.iter().flat_map(|&(text, why)| text.split(' ').map(move |word| (word.to_owned(), why.to_owned()))).collect();
        assert_eq!(out, expected);
    }

    const EN: Language = Language::En;
    const KO: Language = Language::Ko;

    #[test]
    fn words_over_silence_are_removed_whatever_they_are() {
        check(EN, &[("I led the team.", 0.0, 2.0), ("Thank you.", 10.0, 12.0)], &[(0.0, 2.0)], "I led the team.", &[("Thank you.", "silence")]);
        check(KO, &[("시청해 주셔서 감사합니다.", 0.0, 5.0)], &[], "", &[("시청해 주셔서 감사합니다.", "silence")]);
    }

    #[test]
    fn a_stock_phrase_needs_the_time_to_be_said() {
        check(KO, &[("시청해 주셔서 감사합니다.", 0.0, 1.0)], &[(0.2, 1.0)], "", &[("시청해 주셔서 감사합니다.", "stock-phrase")]);
        check(KO, &[("이상입니다. 감사합니다.", 0.0, 1.6)], &[(0.0, 1.6)], "이상입니다. 감사합니다.", &[]);
        check(KO, &[("감사합니다.", 0.0, 0.8)], &[(0.0, 0.8)], "감사합니다.", &[]);
        check(EN, &[("Thank you for watching.", 0.0, 3.0)], &[(1.0, 1.5)], "", &[("Thank you for watching.", "stock-phrase")]);
        check(EN, &[("Thank you.", 0.0, 0.6)], &[(0.0, 0.6)], "Thank you.", &[]);
    }

    #[test]
    fn nobody_says_a_sentence_in_the_time_of_a_click() {
        check(EN, &[("We moved every single customer over.", 0.0, 3.0)], &[(1.0, 1.3)], "", &[("We moved every single customer over.", "too-fast")]);
        check(EN, &[("We moved every single customer over.", 0.0, 2.0)], &[(0.0, 1.9)], "We moved every single customer over.", &[]);
    }

    #[test]
    fn what_goes_round_and_round_is_kept_once() {
        check(
            EN,
            &[("and then we and then we and then we went", 0.0, 4.0)],
            &[(0.0, 4.0)],
            "and then we went",
            &[("and then we and then we", "loop")],
        );
        check(KO, &[("네 네 네 네 네 네 네", 0.0, 4.0)], &[(0.0, 4.0)], "네", &[("네 네 네 네 네 네", "loop")]);
    }

    #[test]
    fn somebody_who_searches_for_a_word_is_no_loop() {
        check(KO, &[("저는 저는 저는 그때", 0.0, 3.0)], &[(0.0, 3.0)], "저는 저는 저는 그때", &[]);
        check(EN, &[("we were we were in Seoul", 0.0, 3.0)], &[(0.0, 3.0)], "we were we were in Seoul", &[]);
    }

    #[test]
    fn the_hint_is_never_read_out() {
        let hint = Hint::new(KO, ["CloudFront EKS"]);
        let whole = hint.text(|_| true).unwrap();
        check_with_hint(&hint, KO, &[(&whole, 0.0, 8.0)], &[(0.0, 8.0)], "", &[(&whole, "echo")]);
        let said = "저는 CloudFront를 적용해서 EKS 얘기를 했습니다.";
        check_with_hint(&hint, KO, &[(said, 0.0, 4.0)], &[(0.0, 4.0)], said, &[]);
        let said = "음, 그니까 저는 한국 사람입니다.";
        check_with_hint(&hint, KO, &[(said, 0.0, 4.0)], &[(0.0, 4.0)], said, &[]);
    }

    #[test]
    fn the_stock_phrases_are_known_by_their_letters() {
        assert!(STOCK_PHRASES.contains(&"thankyouforwatching".to_owned()) && STOCK_PHRASES.contains(&"mbc뉴스이덕영입니다".to_owned()));
        assert!(STOCK_PHRASES.len() > 30);
    }
}
