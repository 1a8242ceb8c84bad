//! mynah's side of the comparison: the only file here that knows how recognition is called.
//!
//! To be adapted when recognition changes: `file` is what `score` does with a file, `Live` is what a rehearsal does while the answer is spoken.

use std::path::Path;

use mynah::assess;
use mynah::domain::{Clip, Failure, Interrupt, Language, RECOGNITION_RATE_HZ, Transcript};
use mynah::measure;
use mynah::transcribe::{Models, Transcriber, Whisper, spare_threads};

use crate::baseline::Strategy;

/// How mynah chooses tokens; whisper.cpp is compared with the same.
pub const STRATEGY: Strategy = Strategy::Beam;

/// Whether the style sample and the vocabulary are given along. Not wired yet: recognition has neither.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bias {
    On,
    Off,
}

/// Whether [`Bias`] changes anything.
pub const BIAS_IS_WIRED: bool = false;

/// What was heard, and what it took.
pub struct Heard {
    pub transcript: Transcript,
    /// Calls of the recogniser and steps to a higher temperature or a wider window, where mynah tells them.
    pub calls: Option<usize>,
    pub fallbacks: Option<usize>,
}

/// The threads that mynah uses when asked for so many.
pub fn threads(asked: usize) -> usize {
    asked.clamp(1, spare_threads())
}

pub struct Ours {
    whisper: Whisper,
}

impl Ours {
    /// # Errors
    /// Those of finding and loading a model.
    pub fn load(model: &Path, threads: usize) -> Result<Self, Failure> {
        let found = Models::new(Vec::new()).find(model.to_str())?;
        Ok(Self { whisper: Whisper::load(&found, threads)? })
    }

    /// Reads a file, finds the speech in it and recognises it.
    ///
    /// # Errors
    /// Those of the steps; `Kind::Interrupted` once `interrupt` is raised.
    pub fn file(&mut self, file: &Path, language: Language, _bias: Bias, interrupt: &Interrupt) -> Result<Heard, Failure> {
        let heard = assess::hear(file)?;
        let transcript = assess::recognise(&heard, &mut self.whisper, language, interrupt, &mut |_| {})?;
        Ok(Heard { transcript, calls: None, fallbacks: None })
    }

    /// An answer that is about to be spoken.
    pub fn live(&mut self, language: Language, _bias: Bias) -> Live<'_> {
        Live { ours: self, language, samples: Vec::new() }
    }
}

/// Recognition while somebody speaks. Now: everything is recognised after the end.
pub struct Live<'a> {
    ours: &'a mut Ours,
    language: Language,
    samples: Vec<f32>,
}

impl Live<'_> {
    /// The next samples, at the recogniser's rate.
    pub fn feed(&mut self, samples: &[f32]) {
        self.samples.extend_from_slice(samples);
    }

    /// The answer is over: what is left is recognised.
    ///
    /// # Errors
    /// Those of recognition.
    pub fn finish(self, interrupt: &Interrupt) -> Result<Heard, Failure> {
        let clip = Clip { rate_hz: RECOGNITION_RATE_HZ, samples: self.samples };
        let track = measure::find_speech(&clip);
        let transcript = self.ours.whisper.transcribe(&clip, &track.regions, self.language, interrupt, &mut |_| {})?;
        Ok(Heard { transcript, calls: None, fallbacks: None })
    }
}
