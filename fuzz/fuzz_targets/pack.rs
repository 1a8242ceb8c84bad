//! Question packs: the same text gives the same prompts and the same problems.
#![no_main]

use libfuzzer_sys::fuzz_target;
use mynah::prompt::read_pack;

fuzz_target!(|text: &str| {
    let (pack, problems) = read_pack("fuzz.toml", text);
    assert_eq!(read_pack("fuzz.toml", text), (pack, problems));
});
