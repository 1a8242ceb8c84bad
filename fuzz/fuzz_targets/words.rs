//! Saved words: none of them ends before it begins.
#![no_main]

use libfuzzer_sys::fuzz_target;
use mynah::domain::{Language, Seconds};
use mynah::transcribe::{language_of_saved_words, read_saved_words};
use mynah_fuzz::file_of;

fuzz_target!(|bytes: &[u8]| {
    let file = file_of(bytes);
    let _ = language_of_saved_words(file.path());
    if let Ok(transcript) = read_saved_words(file.path(), Seconds(60.0), Language::Ko) {
        assert!(transcript.words.iter().all(|word| word.start <= word.end));
    }
});
