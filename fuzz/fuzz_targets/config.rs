//! Settings: a file that is accepted keeps its values when one of them is set.
#![no_main]

use libfuzzer_sys::fuzz_target;
use mynah::store::{Config, Home, Key};

fuzz_target!(|bytes: &[u8]| {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let home = Home::at(folder.path().to_owned());
    std::fs::write(home.config(), bytes).expect("room for a temporary file");
    let Ok(mut config) = Config::load(&home) else { return };
    let model = config.get(Key::Model).map(str::to_owned);
    config.set(Key::Lang, "ko").expect("a language can be set");
    let again = Config::load(&home).expect("what was written can be read");
    assert_eq!((again.get(Key::Lang), again.get(Key::Model)), (Some("ko"), model.as_deref()));
});
