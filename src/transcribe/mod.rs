//! Turns speech into words. A [`Transcriber`] is whisper (`whisper.rs`); words made elsewhere are read by `saved.rs`.
//!
//! `chunks.rs` cuts the recording at pauses, `words.rs` makes words of the recogniser's tokens; both are pure. `catalogue.rs` lists the
//! models there are, `model.rs` finds one, `model_file.rs` looks whether a file is one, `get.rs` and `intake.rs` put one into its folder,
//! `download.rs` holds the connection it comes over, and `upkeep.rs` looks after those that are here.

mod catalogue;
mod chunks;
mod cost;
mod download;
mod elsewhere;
mod error_rate;
mod get;
mod intake;
mod model;
mod model_file;
mod part;
mod room;
mod saved;
mod self_test;
mod trouble;
mod upkeep;
mod whisper;
mod words;

pub use catalogue::{DEMONSTRATION, Entry, Quality, catalogue};
pub use chunks::chunks;
pub use cost::{Sizes, encoder_work};
pub use elsewhere::Elsewhere;
pub use error_rate::{share_of_units_wrong, syllables_wrong, words_wrong};
pub use get::get;
pub use intake::{Progress, Watch, add, hash_of, is_whole, sha256};
pub use model::{Found, Models, demo_model, entry_called, name_of};
pub use model_file::{Header, check_file};
pub use room::free as free_space;
pub use saved::{language as language_of_saved_words, read as read_saved_words};
pub use self_test::{TESTED, measured_cost, physical_cores};
pub use upkeep::{Condition, Removed, Verified, verify};
pub use whisper::{Whisper, spare_threads};

use crate::domain::{Clip, Failure, Interrupt, Language, Span, Transcript};

/// Something that hears words.
pub trait Transcriber {
    /// The name that goes into the transcript, for example `small-q5_1`.
    fn model(&self) -> &str;

    /// The words said in `speech`, stretches of `clip` in order. `clip` is at [`crate::domain::RECOGNITION_RATE_HZ`]. Nothing is recognised outside
    /// `speech`, and with no stretch there are no words. `progress` is called with the share that is done, 0 to 1.
    ///
    /// # Errors
    /// `Kind::Interrupted` soon after `interrupt` is raised; `Kind::Broken` where the recogniser fails.
    fn transcribe(
        &mut self,
        clip: &Clip,
        speech: &[Span],
        language: Language,
        interrupt: &Interrupt,
        progress: &mut dyn FnMut(f64),
    ) -> Result<Transcript, Failure>;
}
