//! Turns speech into words. A [`Transcriber`] is whisper (`whisper.rs`); words made elsewhere are read by `saved.rs`.
//!
//! `listening.rs` takes sound in as it comes: `segmenter.rs` cuts it at pauses, the transcriber hears each chunk (`worker.rs` is the thread that it
//! does so on, `pieces.rs` reads what it wrote, `quality.rs` says whether it must hear it again, `hint.rs` what it may expect, `cores.rs` how many
//! threads it may have), and at the end `gates.rs` and `words.rs` hold it against the waveform.
//!
//! `catalogue.rs` lists the models there are, `model.rs` finds one, `model_file.rs` looks whether a file is one, `get.rs` and `intake.rs` put one
//! into its folder, `download.rs` holds the connection it comes over, and `upkeep.rs` looks after those that are here.

mod catalogue;
mod cores;
mod cost;
mod download;
mod elsewhere;
mod error_rate;
mod gates;
mod get;
mod hint;
mod intake;
mod listening;
mod model;
mod model_file;
mod part;
mod pieces;
mod quality;
mod room;
mod saved;
mod segmenter;
mod self_test;
#[cfg(test)]
pub(crate) mod test_voice;
mod trouble;
mod upkeep;
mod whisper;
mod words;
mod worker;

pub use catalogue::{DEMONSTRATION, Entry, Quality, catalogue};
pub use cores::physical as physical_cores;
pub use cost::{Sizes, encoder_work};
pub use elsewhere::Elsewhere;
pub use error_rate::{share_of_units_wrong, syllables_wrong, words_wrong};
pub use get::get;
pub use hint::Hint;
pub use intake::{Progress, Watch, add, hash_of, is_whole, sha256};
pub use listening::{Hearing, Listening, stop_if};
pub use model::{Found, Models, demo_model, entry_called, name_of};
pub use model_file::{Header, check_file};
pub use room::free as free_space;
pub use saved::{language as language_of_saved_words, read as read_saved_words};
pub use segmenter::{Chunk, Segmenter};
pub use self_test::{TESTED, measured_cost};
pub use upkeep::{Condition, Removed, Verified, verify};
pub use whisper::{Runs, Whisper};
pub use words::{Segment, Token};

use crate::domain::{Failure, Interrupt, Language, Seconds};

/// Something that hears words.
pub trait Transcriber {
    /// The name that goes into the transcript, for example `small-q5_1`.
    fn model(&self) -> &str;

    /// The longest stretch that it can be given at once.
    fn window(&self) -> Seconds;

    /// What is said in the chunk; times count from the first sample of the recording. What comes of the same samples and the same hint is the same.
    ///
    /// # Errors
    /// `Kind::Interrupted` soon after the interrupt is raised; `Kind::Broken` where the recogniser fails.
    fn hear(&mut self, chunk: &Chunk, ask: &Ask<'_>) -> Result<Vec<Segment>, Failure>;

    /// How many of its calls the load of other programs has changed so far.
    fn disturbed(&self) -> usize;
}

/// What is asked of a transcriber, besides the sound.
#[derive(Clone, Copy)]
pub struct Ask<'a> {
    pub language: Language,
    pub hint: &'a Hint,
    pub haste: Haste,
    pub interrupt: &'a Interrupt,
}

/// Whether somebody waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Haste {
    /// The answer is still being recorded: one core is left alone.
    Background,
    /// Somebody looks at the screen: every core that is free.
    Waiting,
}
