//! Rubrics: what is accepted has bands the right way up.
#![no_main]

use libfuzzer_sys::fuzz_target;
use mynah::domain::Language;
use mynah::score::Rubric;

fuzz_target!(|text: &str| {
    if let Ok(rubric) = Rubric::parse(text) {
        assert!(Language::ALL.iter().all(|&language| rubric.pace(language).lower <= rubric.pace(language).upper));
    }
});
