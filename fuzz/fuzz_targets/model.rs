//! Speech models: a file is looked through before whisper.cpp, which trusts it, gets to see it.
#![no_main]

use libfuzzer_sys::fuzz_target;
use mynah::transcribe::check_file;
use mynah_fuzz::file_of;

fuzz_target!(|bytes: &[u8]| {
    let file = file_of(bytes);
    let _ = check_file(file.path());
});
