//! Notes: any bytes are read or refused, alike each time, and importing what was imported changes nothing.
#![no_main]

use libfuzzer_sys::fuzz_target;
use mynah::domain::Material;
use mynah::note::{Change, NextIds, decode, merge, read, todos};

fuzz_target!(|bytes: &[u8]| {
    let Ok(text) = decode(bytes) else { return };
    let mut note = read(&text);
    assert_eq!(read(&text), note);
    todos(&note);
    let next = NextIds { story: 1, question: 1 };
    let found = note.take_material();
    let first = merge(&Material::default(), &Material::default(), found.clone(), next);
    let second = merge(&first.material, &Material::default(), found, next);
    assert!(second.stories.iter().chain(&second.questions).all(|change| *change == Change::Same));
});
