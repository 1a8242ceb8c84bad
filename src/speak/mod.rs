//! Asks the question. A [`Speaker`] says a text and returns when the voice has ended; where there is no voice the question stands on screen.
//!
//! [`system_voice`] gives the operating system's voice; [`OnScreen`] says nothing; [`Fallback`] goes from the first to the second when the voice
//! fails. None of them prints: whoever asks shows the question and the message.

mod fallback;
mod on_screen;
#[cfg(feature = "voice")]
mod system_voice;

pub use fallback::Fallback;
pub use on_screen::OnScreen;
#[cfg(feature = "voice")]
pub use system_voice::SystemVoice;

use crate::domain::{Failure, Interrupt, Language};

/// How a question was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spoken {
    /// A voice said it, to its end.
    Aloud,
    /// A voice began, and its end was never reported in the time it could have taken.
    EndNotReported,
    /// Nobody spoke; the question stands on the screen.
    OnScreen,
    /// The user did not want to wait for the end.
    Interrupted,
}

/// Something that can ask a question.
pub trait Speaker {
    /// Says `text` and returns once it is over, or at once where it is only shown.
    ///
    /// # Errors
    /// `Kind::VoiceMissing` where the voice cannot be used (any more); the caller then shows the question instead.
    fn speak(&mut self, text: &str, language: Language, interrupt: &Interrupt) -> Result<Spoken, Failure>;
}

/// The operating system's voice; the first question will be in `first`. To be called once in a process: AVFoundation allows one speech object.
///
/// # Errors
/// `Kind::VoiceMissing` within five seconds where there is no voice, or where mynah was built without one.
#[cfg(feature = "voice")]
pub fn system_voice(first: Language) -> Result<Box<dyn Speaker + Send>, Failure> {
    Ok(Box::new(SystemVoice::start(first)?))
}

/// This build has no voice.
///
/// # Errors
/// Always `Kind::VoiceMissing`.
#[cfg(not(feature = "voice"))]
pub fn system_voice(_first: Language) -> Result<Box<dyn Speaker + Send>, Failure> {
    Err(Failure::new(crate::domain::Kind::VoiceMissing, crate::msg!("speak-built-without-voice")).hint(crate::msg!("speak-build-with-voice")))
}
