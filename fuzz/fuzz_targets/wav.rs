//! Sound files: whatever is read has samples, a rate, and ends where the file does.
#![no_main]

use libfuzzer_sys::fuzz_target;
use mynah::record::wav_file;
use mynah_fuzz::file_of;

fuzz_target!(|bytes: &[u8]| {
    let file = file_of(bytes);
    if let Ok(audio) = wav_file::read(file.path()) {
        assert!(audio.clip.rate_hz > 0 && !audio.clip.samples.is_empty());
        assert!(audio.clip.samples.len() <= bytes.len());
    }
});
