//! Sound files of every format: whatever is read has samples and a rate, and no more of it than four hours.
#![no_main]

use libfuzzer_sys::fuzz_target;
use mynah::record::sound_file;
use mynah_fuzz::file_of;

fuzz_target!(|bytes: &[u8]| {
    let file = file_of(bytes);
    if let Ok(sound) = sound_file::read(file.path()) {
        assert!(sound.clip.rate_hz > 0 && !sound.clip.samples.is_empty());
        assert!(sound.clip.samples.iter().all(|sample| (-1.0..=1.0).contains(sample)));
    }
});
