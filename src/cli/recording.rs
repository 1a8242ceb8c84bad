//! Whether a recording is still the one that was scored.

use crate::domain::{Attempt, Seconds};
use crate::transcribe;

/// A recording whose length differs by more than this from what was stored has been changed; less is rounding.
const SAME_LENGTH: f64 = 0.1;

pub fn has_other_length(attempt: &Attempt, length: Seconds) -> bool {
    attempt.duration_s.is_some_and(|stored| (stored - length).0.abs() > SAME_LENGTH)
}

/// By its hash, where one is known: of recordings in the data folder none is.
pub fn has_other_sound(attempt: &Attempt) -> bool {
    attempt.file_sha256.as_ref().is_some_and(|known| transcribe::sha256(&attempt.file).is_ok_and(|now| now != *known))
}
