//! Reads words made elsewhere (`--words`), in place of recognition:
//! `{"language":"en","words":[{"text":"uh","start":1.24,"end":1.67,"p":0.98}]}`, seconds.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use serde::Deserialize;
use serde::de::{Deserializer, Error, SeqAccess, Visitor};
use serde_json::Value;

use super::words::visible;
use crate::domain::{Failure, Kind, Language, Message, Seconds, Transcript, Word};
use crate::msg;

/// Words may overlap by this much, and end this much after the sound: times are rounded, and vowels run together. It is trimmed.
const ALLOWED_OVERLAP: Seconds = Seconds(0.020);
/// Sums of decimal times carry the rounding of 64-bit floats.
const ROUNDING: f64 = 1e-9;
/// Hours of speech stay far below this.
const LARGEST_FILE: u64 = 64 * 1024 * 1024;

#[derive(Deserialize)]
struct Saved {
    language: Option<Value>,
    #[serde(default, deserialize_with = "counted")]
    words: Option<Vec<Value>>,
    model: Option<Value>,
}

/// The words in the file at `path`, said in `language` within the first `duration` of the sound. A word without a probability counts as certain.
///
/// # Errors
/// `Kind::BadInput`, naming the file and the first word that is wrong, counted from 0 as in the file's own list.
pub fn read(path: &Path, duration: Seconds, language: Language) -> Result<Transcript, Failure> {
    parse(&contents(path)?, duration, language).map(|transcript| named(transcript, path)).map_err(|fault| refused(&fault, path))
}

/// The language that the words in the file say they are in.
///
/// # Errors
/// `Kind::BadInput`, naming the file, where it is no list of words, or in a language that mynah does not know.
pub fn language(path: &Path) -> Result<Language, Failure> {
    let found = saved(&contents(path)?).and_then(|saved| {
        let code = saved.language.as_ref().and_then(Value::as_str).ok_or(Fault::NoLanguage)?;
        Language::from_code(code).ok_or(Fault::NoLanguage)
    });
    found.map_err(|fault| refused(&fault, path))
}

fn contents(path: &Path) -> Result<Vec<u8>, Failure> {
    let mut text = Vec::new();
    let file = File::open(path).and_then(|file| file.take(LARGEST_FILE).read_to_end(&mut text));
    file.map_err(|error| Failure::new(Kind::BadInput, msg!("transcribe-words-unreadable", file = path)).because(error))?;
    Ok(text)
}

fn refused(fault: &Fault, path: &Path) -> Failure {
    Failure::new(Kind::BadInput, said(fault, path)).hint(msg!("transcribe-hint-words-form"))
}

/// Without a model's name in it, the words came from the file.
fn named(mut transcript: Transcript, path: &Path) -> Transcript {
    if transcript.model.is_empty() {
        transcript.model = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    }
    transcript
}

/// What is wrong with saved words.
#[derive(Debug, PartialEq)]
enum Fault {
    Empty,
    NotJson(String),
    NoLanguage,
    OtherLanguage { found: String, expected: Language },
    NoWords,
    Word { index: usize, fault: WordFault },
}

/// What is wrong with one word.
#[derive(Debug, PartialEq)]
enum WordFault {
    NotAnObject,
    Field(&'static str),
    EndsBeforeStart,
    RunsBackwards,
    Overlaps { by: Seconds },
    BeyondTheEnd { end: Seconds, duration: Seconds },
}

fn saved(text: &[u8]) -> Result<Saved, Fault> {
    if text.trim_ascii().is_empty() {
        return Err(Fault::Empty);
    }
    let text = text.strip_prefix("\u{feff}".as_bytes()).unwrap_or(text);
    serde_json::from_slice(text).map_err(|error| Fault::NotJson(error.to_string()))
}

fn parse(text: &[u8], duration: Seconds, language: Language) -> Result<Transcript, Fault> {
    let saved = saved(text)?;
    check_language(saved.language.as_ref(), language)?;
    let model = visible(saved.model.as_ref().and_then(Value::as_str).unwrap_or_default());
    let mut words: Vec<Word> = Vec::new();
    for (index, value) in saved.words.ok_or(Fault::NoWords)?.iter().enumerate() {
        let word = word(value).and_then(|word| follow(words.last_mut(), word, duration)).map_err(|fault| Fault::Word { index, fault })?;
        words.push(word);
    }
    Ok(Transcript { model, words, ..Transcript::default() })
}

fn check_language(found: Option<&Value>, expected: Language) -> Result<(), Fault> {
    let code = found.and_then(Value::as_str).ok_or(Fault::NoLanguage)?;
    if Language::from_code(code) == Some(expected) { Ok(()) } else { Err(Fault::OtherLanguage { found: visible(code), expected }) }
}

/// One word by itself.
fn word(value: &Value) -> Result<Word, WordFault> {
    let fields = value.as_object().ok_or(WordFault::NotAnObject)?;
    let text = visible(fields.get("text").and_then(Value::as_str).unwrap_or_default());
    if text.is_empty() {
        return Err(WordFault::Field("text"));
    }
    let time = |name| fields.get(name).and_then(Value::as_f64).filter(|t| t.is_finite() && *t >= 0.0).map(Seconds).ok_or(WordFault::Field(name));
    let (start, end) = (time("start")?, time("end")?);
    let p = match fields.get("p") {
        None | Some(Value::Null) => 1.0,
        Some(p) => p.as_f64().filter(|p| (0.0..=1.0).contains(p)).ok_or(WordFault::Field("p"))?,
    };
    if end < start { Err(WordFault::EndsBeforeStart) } else { Ok(Word { text, start, end, p }) }
}

/// The word as it follows the last one, a small overlap taken off the end of the last one and a small excess off its own end.
fn follow(last: Option<&mut Word>, word: Word, duration: Seconds) -> Result<Word, WordFault> {
    let allowed = ALLOWED_OVERLAP.0 + ROUNDING;
    if (word.end - duration).0 > allowed {
        return Err(WordFault::BeyondTheEnd { end: word.end, duration });
    }
    if let Some(last) = last {
        let by = last.end - word.start;
        if word.start < last.start {
            return Err(WordFault::RunsBackwards);
        }
        if by.0 > allowed {
            return Err(WordFault::Overlaps { by });
        }
        last.end = last.end.min(word.start).min(duration);
    }
    Ok(Word { start: word.start.min(duration), end: word.end.min(duration), ..word })
}

fn said(fault: &Fault, file: &Path) -> Message {
    match fault {
        Fault::Empty => msg!("transcribe-words-empty", file = file),
        Fault::NotJson(detail) => msg!("transcribe-words-not-json", file = file, detail = detail),
        Fault::NoLanguage => msg!("transcribe-words-no-language", file = file),
        Fault::OtherLanguage { found, expected } => {
            msg!("transcribe-words-other-language", file = file, found = found, expected = expected.code())
        }
        Fault::NoWords => msg!("transcribe-words-none", file = file),
        Fault::Word { index, fault } => said_of_word(fault, file, *index),
    }
}

fn said_of_word(fault: &WordFault, file: &Path, index: usize) -> Message {
    let index = index.to_string();
    match fault {
        WordFault::NotAnObject => msg!("transcribe-word-not-an-object", file = file, index = index),
        WordFault::Field(field) => msg!("transcribe-word-field", file = file, index = index, field = *field),
        WordFault::EndsBeforeStart => msg!("transcribe-word-ends-before-start", file = file, index = index),
        WordFault::RunsBackwards => msg!("transcribe-word-runs-backwards", file = file, index = index),
        WordFault::Overlaps { by } => {
            msg!("transcribe-word-overlaps", file = file, index = index, milliseconds = format!("{:.0}", by.0 * 1000.0))
        }
        WordFault::BeyondTheEnd { end, duration } => {
            let (end, duration) = (format!("{:.2}", end.0), format!("{:.2}", duration.0));
            msg!("transcribe-word-beyond-the-end", file = file, index = index, end = end, duration = duration)
        }
    }
}

/// A list whose syntax errors name the word that they are in: `NaN` is no JSON, and yet some programs write it.
fn counted<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Vec<Value>>, D::Error> {
    struct Counted;
    impl<'de> Visitor<'de> for Counted {
        type Value = Option<Vec<Value>>;

        fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str("a list of words")
        }

        fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
            let mut values = Vec::new();
            while let Some(value) = list.next_element().map_err(|error| A::Error::custom(format!("words[{}]: {error}", values.len())))? {
                values.push(value);
            }
            Ok(Some(values))
        }
    }
    deserializer.deserialize_seq(Counted)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn parsed(words: &str) -> Result<Transcript, Fault> {
        parse(format!(r#"{{"language":"en","words":[{words}]}}"#).as_bytes(), Seconds(10.0), Language::En)
    }

    #[track_caller]
    fn check_accepted(words: &str, expected: &[(&str, f64, f64, f64)]) {
        let transcript = parsed(words).unwrap();
        let found: Vec<_> = transcript.words.iter().map(|w| (w.text.as_str(), w.start.to_millis().0, w.end.to_millis().0, w.p)).collect();
        assert_eq!(found, expected);
    }

    #[track_caller]
    fn check_refused(words: &str, at: usize, why: impl Fn(&WordFault) -> bool) {
        match parsed(words) {
            Err(Fault::Word { index, fault }) if index == at && why(&fault) => {}
            other => panic!("{words}: {other:?}"),
        }
    }

    const FIRST: &str = r#"{"text":"so","start":1.0,"end":1.5}"#;

    fn after_first(word: &str) -> String {
        format!("{FIRST},{word}")
    }

    #[test]
    fn words_are_read_with_their_times() {
        check_accepted(r#"{"text":" uh ","start":1.24,"end":1.67,"p":0.98,"speaker":"A"}"#, &[("uh", 1.24, 1.67, 0.98)]);
        check_accepted(r#"{"text":"음","start":1,"end":1,"p":null}"#, &[("음", 1.0, 1.0, 1.0)]);
        check_accepted("", &[]);
    }

    #[test]
    fn nothing_in_a_word_steers_the_terminal() {
        check_accepted(r#"{"text":"a\u001b[2J\nb","start":1,"end":2}"#, &[("a [2J b", 1.0, 2.0, 1.0)]);
    }

    #[test]
    fn a_small_overlap_is_trimmed() {
        check_accepted(&after_first(r#"{"text":"I","start":1.48,"end":1.6}"#), &[("so", 1.0, 1.48, 1.0), ("I", 1.48, 1.6, 1.0)]);
        check_accepted(r#"{"text":"end","start":9.5,"end":10.02}"#, &[("end", 9.5, 10.0, 1.0)]);
    }

    #[test]
    fn more_overlap_is_refused() {
        check_refused(&after_first(r#"{"text":"I","start":1.479,"end":1.6}"#), 1, |f| matches!(f, WordFault::Overlaps { .. }));
        check_refused(&after_first(r#"{"text":"I","start":1.0,"end":1.6}"#), 1, |f| matches!(f, WordFault::Overlaps { .. }));
    }

    #[test]
    fn words_that_run_backwards_or_leave_the_sound_are_refused() {
        check_refused(&after_first(r#"{"text":"I","start":0.5,"end":0.9}"#), 1, |f| *f == WordFault::RunsBackwards);
        check_refused(&after_first(r#"{"text":"I","start":2.0,"end":1.9}"#), 1, |f| *f == WordFault::EndsBeforeStart);
        check_refused(r#"{"text":"I","start":9.0,"end":10.03}"#, 0, |f| matches!(f, WordFault::BeyondTheEnd { .. }));
        check_refused(r#"{"text":"I","start":1e300,"end":1e301}"#, 0, |f| matches!(f, WordFault::BeyondTheEnd { .. }));
    }

    #[test]
    fn missing_fields_and_wrong_types_are_refused_by_name() {
        for (word, field) in [
            (r#"{"start":2,"end":3}"#, "text"),
            (r#"{"text":7,"start":2,"end":3}"#, "text"),
            (r#"{"text":"  ","start":2,"end":3}"#, "text"),
            (r#"{"text":"I","end":3}"#, "start"),
            (r#"{"text":"I","start":"2","end":3}"#, "start"),
            (r#"{"text":"I","start":-0.1,"end":3}"#, "start"),
            (r#"{"text":"I","start":2}"#, "end"),
            (r#"{"text":"I","start":2,"end":null}"#, "end"),
            (r#"{"text":"I","start":2,"end":3,"p":1.01}"#, "p"),
            (r#"{"text":"I","start":2,"end":3,"p":"high"}"#, "p"),
        ] {
            check_refused(&after_first(word), 1, |fault| *fault == WordFault::Field(field));
        }
        check_refused(&after_first("7"), 1, |fault| *fault == WordFault::NotAnObject);
    }

    #[test]
    fn a_number_that_json_does_not_know_is_refused_with_its_word() {
        for number in ["NaN", "Infinity", "-Infinity", "1e999"] {
            match parsed(&after_first(&format!(r#"{{"text":"I","start":{number},"end":3}}"#))) {
                Err(Fault::NotJson(detail)) => assert!(detail.starts_with("words[1]: "), "{detail}"),
                other => panic!("{number}: {other:?}"),
            }
        }
    }

    #[test]
    fn files_in_another_language_or_form_are_refused() {
        let check = |text: &str, expected: fn(&Fault) -> bool| match parse(text.as_bytes(), Seconds(10.0), Language::Ko) {
            Err(fault) if expected(&fault) => {}
            other => panic!("{text}: {other:?}"),
        };
        check("", |f| *f == Fault::Empty);
        check(" \n", |f| *f == Fault::Empty);
        check("hello", |f| matches!(f, Fault::NotJson(_)));
        check("[]", |f| matches!(f, Fault::NotJson(_)));
        check("7", |f| matches!(f, Fault::NotJson(_)));
        check(r#"{"language":"ko","words":{}}"#, |f| matches!(f, Fault::NotJson(_)));
        check(r#"{"language":"ko"}"#, |f| *f == Fault::NoWords);
        check(r#"{"words":[]}"#, |f| *f == Fault::NoLanguage);
        check(r#"{"language":1,"words":[]}"#, |f| *f == Fault::NoLanguage);
        check(r#"{"language":"en","words":[]}"#, |f| matches!(f, Fault::OtherLanguage { .. }));
        check(r#"{"language":"ja","words":[]}"#, |f| matches!(f, Fault::OtherLanguage { .. }));
    }

    #[test]
    fn a_file_is_named_in_the_failure_and_in_the_transcript() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("한글 words.json");
        std::fs::write(&file, "\u{feff}{\"language\":\"ko\",\"words\":[]}").unwrap();
        assert_eq!(read(&file, Seconds(1.0), Language::Ko).unwrap().model, "한글 words.json");
        let failure = read(&file, Seconds(1.0), Language::En).unwrap_err();
        assert_eq!(failure.kind, Kind::BadInput);
        assert!(failure.to_string().contains("한글 words.json"), "{failure}");
        assert_eq!(read(folder.path(), Seconds(1.0), Language::En).unwrap_err().kind, Kind::BadInput);
        assert_eq!(read(&folder.path().join("none"), Seconds(1.0), Language::En).unwrap_err().kind, Kind::BadInput);
    }

    proptest! {
        #[test]
        fn arbitrary_bytes_never_panic(bytes in any::<Vec<u8>>()) {
            let _ = parse(&bytes, Seconds(10.0), Language::En);
        }

        #[test]
        fn whatever_is_accepted_is_in_order_and_inside_the_sound(times in prop::collection::vec((0.0..10.5f64, -0.03..0.5f64), 0..6)) {
            let word = |&(start, length): &(f64, f64)| format!(r#"{{"text":"w","start":{start},"end":{}}}"#, start + length);
            let words = times.iter().map(word).collect::<Vec<_>>().join(",");
            if let Ok(transcript) = parsed(&words) {
                let mut last = Seconds::ZERO;
                for word in transcript.words {
                    prop_assert!(last <= word.start && word.start <= word.end && word.end.0 <= 10.0);
                    last = word.end;
                }
            }
        }
    }
}
