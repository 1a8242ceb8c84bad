//! A transcript: the words that were heard, each with its moment.

use serde::{Deserialize, Serialize};

use super::{Seconds, Span};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Word {
    /// As written by the recogniser, punctuation attached, without surrounding space.
    pub text: String,
    pub start: Seconds,
    pub end: Seconds,
    /// The recogniser's probability, 0 to 1.
    pub p: f64,
}

impl Word {
    pub fn span(&self) -> Span {
        Span { start: self.start, end: self.end }
    }
}

/// Something the recogniser wrote that was not kept, and the reason.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RemovedWord {
    pub text: String,
    pub start: Seconds,
    pub end: Seconds,
    /// A short stable name, for example `silence`.
    pub why: String,
}

/// Words in the order they were said: starts never run backwards, none lies beyond the recording.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Transcript {
    /// Which model heard it, or where saved words came from.
    pub model: String,
    pub words: Vec<Word>,
    #[serde(default)]
    pub removed: Vec<RemovedWord>,
    /// How many calls of the recogniser began again on fewer threads, because other programs had taken the cores. Their probabilities may differ in
    /// the last digits from those of another run.
    #[serde(default)]
    pub disturbed: usize,
}

impl Transcript {
    /// The words in one line, as they were said.
    pub fn text(&self) -> String {
        self.words.iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(" ")
    }

    /// Puts `new` wherever `old`, one word or several, was heard, and returns how often. Case and punctuation around words do not count; what stood behind
    /// the last word stays behind it. The new words share the time of the old ones, and are certain.
    pub fn correct(&mut self, old: &str, new: &str) -> usize {
        let (old, new): (Vec<String>, Vec<&str>) = (old.split_whitespace().map(bare).collect(), new.split_whitespace().collect());
        if old.is_empty() || new.is_empty() {
            return 0;
        }
        let (mut at, mut count) = (0, 0);
        while at + old.len() <= self.words.len() {
            let run = &self.words[at..at + old.len()];
            if run.iter().zip(&old).any(|(word, old)| bare(&word.text) != *old) {
                at += 1;
                continue;
            }
            let put = in_place_of(run, &new);
            self.words.splice(at..at + old.len(), put);
            (at, count) = (at + new.len(), count + 1);
        }
        count
    }
}

/// Small letters without the punctuation around them.
fn bare(word: &str) -> String {
    word.trim_matches(|sign: char| !sign.is_alphanumeric()).to_lowercase()
}

fn in_place_of(run: &[Word], new: &[&str]) -> Vec<Word> {
    let (start, end) = (run[0].start, run[run.len() - 1].end);
    let behind: String = run[run.len() - 1].text.chars().rev().take_while(|sign| !sign.is_alphanumeric()).collect::<String>().chars().rev().collect();
    let moment = |place: usize| Seconds(start.0 + (end.0 - start.0) * place as f64 / new.len() as f64);
    let word = |(place, text): (usize, &&str)| {
        let behind = if place + 1 == new.len() { behind.as_str() } else { "" };
        Word { text: format!("{text}{behind}"), start: moment(place), end: moment(place + 1), p: 1.0 }
    };
    new.iter().enumerate().map(word).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(heard: &str, old: &str, new: &str, expected: &str, count: usize) {
        let word = |(at, text): (usize, &str)| Word { text: text.to_owned(), start: Seconds(at as f64), end: Seconds(at as f64 + 0.8), p: 0.4 };
        let words: Vec<Word> = heard.split(' ').enumerate().map(word).collect();
        let end = words.last().unwrap().end;
        let mut transcript = Transcript { words, ..Transcript::default() };
        assert_eq!(transcript.correct(old, new), count, "{old} → {new}");
        assert_eq!(transcript.text(), expected);
        assert!(transcript.words.windows(2).all(|pair| pair[0].start <= pair[1].start && pair[0].end <= pair[1].end));
        assert_eq!(transcript.words.last().unwrap().end, end);
        assert_eq!(transcript.words.iter().any(|word| word.p == 1.0), count > 0);
    }

    #[test]
    fn words_are_put_right_wherever_they_were_heard_and_keep_their_time() {
        check("그래서 클라우드 프런트, 클라우드 프런트를", "클라우드 프런트", "CloudFront", "그래서 CloudFront, 클라우드 프런트를", 1);
        check("Cash is king. cash!", "cash", "cache", "cache is king. cache!", 2);
        check("the allbee was slow", "allbee", "ALB load balancer", "the ALB load balancer was slow", 1);
        check("the cache", "redis", "Redis", "the cache", 0);
        check("a a a", "a", "a a", "a a a a a a", 3);
        check("the cache", " ", "x", "the cache", 0);
    }
}
