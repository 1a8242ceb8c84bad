//! Recognition while the sound arrives: a microphone's, a file's, always in this way, so that the same samples give the same words.

use super::gates;
use super::hint::Hint;
use super::segmenter::{Chunk, Segmenter};
use super::words::Segment;
use super::{Ask, Transcriber};
use crate::domain::{Failure, Interrupt, Kind, Language, Seconds, Span, SpeechTrack, Transcript};
use crate::msg;

/// A recording that is being listened to.
pub struct Listening {
    segmenter: Segmenter,
    chunks: Vec<HeardChunk>,
    /// Calls of the transcriber that had been disturbed before.
    disturbed_before: usize,
}

/// What was heard in one chunk.
pub struct HeardChunk {
    pub span: Span,
    pub segments: Vec<Segment>,
}

impl Listening {
    /// For this recogniser, which is handed to every call.
    pub fn to(transcriber: &dyn Transcriber) -> Self {
        Self { segmenter: Segmenter::new(transcriber.window()), chunks: Vec::new(), disturbed_before: transcriber.disturbed() }
    }

    /// Takes in more sound at the rate of recognition, and recognises the chunks that it completes.
    ///
    /// # Errors
    /// Those of [`Transcriber::hear`].
    pub fn push(&mut self, samples: &[f32], transcriber: &mut dyn Transcriber, ask: &Ask<'_>) -> Result<(), Failure> {
        let chunks = self.segmenter.push(samples);
        self.hear(chunks, transcriber, ask)
    }

    /// The sound has ended: recognises what is left. Words come of it when it is known where speech was.
    ///
    /// # Errors
    /// Those of [`Transcriber::hear`].
    pub fn finish(mut self, transcriber: &mut dyn Transcriber, ask: &Ask<'_>) -> Result<Hearing, Failure> {
        let segmenter = std::mem::replace(&mut self.segmenter, Segmenter::new(transcriber.window()));
        self.hear(segmenter.finish(), transcriber, ask)?;
        let disturbed = transcriber.disturbed() - self.disturbed_before;
        Ok(Hearing { model: transcriber.model().to_owned(), language: ask.language, hint: ask.hint.clone(), chunks: self.chunks, disturbed })
    }

    /// Up to where everything is recognised; sound after it waits.
    pub fn recognised(&self) -> Seconds {
        self.chunks.last().map_or(Seconds::ZERO, |chunk| chunk.span.end)
    }

    fn hear(&mut self, chunks: Vec<Chunk>, transcriber: &mut dyn Transcriber, ask: &Ask<'_>) -> Result<(), Failure> {
        for chunk in chunks {
            stop_if(ask.interrupt)?;
            let segments = transcriber.hear(&chunk, ask)?;
            self.chunks.push(HeardChunk { span: chunk.span, segments });
        }
        stop_if(ask.interrupt)
    }
}

/// All that was heard in a recording, before it is held against the waveform.
pub struct Hearing {
    model: String,
    language: Language,
    hint: Hint,
    chunks: Vec<HeardChunk>,
    disturbed: usize,
}

impl Hearing {
    /// The words, each inside the speech of `track`, and what cannot have been said.
    pub fn transcript(&self, track: &SpeechTrack) -> Transcript {
        let (words, removed) = gates::words(&self.chunks, &self.hint, &track.regions, self.language);
        Transcript { model: self.model.clone(), words, removed, disturbed: self.disturbed }
    }
}

/// # Errors
/// `Kind::Interrupted` where it is raised.
pub fn stop_if(interrupt: &Interrupt) -> Result<(), Failure> {
    if interrupt.is_raised() { Err(interrupted()) } else { Ok(()) }
}

pub(super) fn interrupted() -> Failure {
    Failure::new(Kind::Interrupted, msg!("transcribe-interrupted"))
}
