//! Asks without a voice: the question stands on the screen, where whoever asks has put it.

use super::{Speaker, Spoken};
use crate::domain::{Failure, Interrupt, Language};

#[derive(Clone, Copy, Debug, Default)]
pub struct OnScreen;

impl Speaker for OnScreen {
    fn speak(&mut self, _text: &str, _language: Language, _interrupt: &Interrupt) -> Result<Spoken, Failure> {
        Ok(Spoken::OnScreen)
    }
}
