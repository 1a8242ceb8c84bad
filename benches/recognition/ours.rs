//! mynah's side of the comparison: the only file here that knows how recognition is called. `file` is what `score` does with a file, `Live` what a
//! rehearsal does while the answer is spoken.

use std::path::Path;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::JoinHandle;

use mynah::assess;
use mynah::domain::{Clip, Failure, Interrupt, Language, RECOGNITION_RATE_HZ, Transcript};
use mynah::measure;
use mynah::record::recognition_blocks;
use mynah::transcribe::{Ask, Haste, Hearing, Hint, Listening, Models, Runs, Transcriber, Whisper, physical_cores};

use crate::baseline::Strategy;

/// How mynah chooses tokens; whisper.cpp is compared with the same.
pub const STRATEGY: Strategy = Strategy::Beam;

/// What was heard, and what it took.
pub struct Heard {
    pub transcript: Transcript,
    /// Runs of the recogniser, and how many of them were needed because the quick one wrote something bad.
    pub calls: Option<usize>,
    pub fallbacks: Option<usize>,
}

/// All of a recording at the recogniser's rate, as whisper.cpp wants it.
///
/// # Errors
/// Those of reading it.
pub fn samples(file: &Path) -> Result<Vec<f32>, Failure> {
    let mut all = Vec::new();
    recognition_blocks(file, &mut |samples| {
        all.extend_from_slice(samples);
        Ok(())
    })?;
    Ok(all)
}

impl Heard {
    fn new(transcript: Transcript, before: Runs, after: Runs) -> Self {
        Self { transcript, calls: Some(after.all - before.all), fallbacks: Some(after.again - before.again) }
    }
}

/// The threads that mynah uses when asked for so many.
pub fn threads(asked: usize) -> usize {
    asked.clamp(1, physical_cores())
}

pub struct Ours {
    /// Away while a [`Live`] has it.
    whisper: Option<Whisper>,
}

impl Ours {
    /// # Errors
    /// Those of finding and loading a model.
    pub fn load(model: &Path, threads: usize) -> Result<Self, Failure> {
        let found = Models::new(Vec::new()).find(model.to_str())?;
        Ok(Self { whisper: Some(Whisper::load(&found, threads)?) })
    }

    /// Reads a file, finds the speech in it and recognises it.
    ///
    /// # Errors
    /// Those of the steps; `Kind::Interrupted` once `interrupt` is raised.
    pub fn file(&mut self, file: &Path, language: Language, hint: &Hint, interrupt: &Interrupt) -> Result<Heard, Failure> {
        let heard = assess::hear(file, interrupt, &mut |_| {})?;
        let whisper = self.whisper.as_mut().expect("no answer is being spoken");
        let before = whisper.runs();
        let transcript = assess::recognise(&heard, whisper, language, hint, interrupt, &mut |_| {})?;
        Ok(Heard::new(transcript, before, whisper.runs()))
    }

    /// An answer that is about to be spoken.
    pub fn live(&mut self, language: Language) -> Live<'_> {
        let (sound, arriving) = channel();
        let (whisper, interrupt) = (self.whisper.take().expect("one answer at a time"), Interrupt::default());
        let before = whisper.runs();
        let work = Work { whisper, language, hint: Hint::default(), interrupt: interrupt.clone(), arriving };
        Live { ours: self, before, samples: Vec::new(), sound, interrupt, worker: std::thread::spawn(move || work.run()) }
    }
}

/// Recognition while somebody speaks.
pub struct Live<'a> {
    ours: &'a mut Ours,
    before: Runs,
    samples: Vec<f32>,
    sound: Sender<Vec<f32>>,
    interrupt: Interrupt,
    worker: JoinHandle<(Whisper, Result<Hearing, Failure>)>,
}

impl Live<'_> {
    /// The next samples, at the recogniser's rate.
    pub fn feed(&mut self, samples: &[f32]) {
        self.samples.extend_from_slice(samples);
        let _ = self.sound.send(samples.to_vec()); // where the worker has failed, `finish` says why
    }

    /// The answer is over: what is left is recognised.
    ///
    /// # Errors
    /// Those of recognition; `Kind::Interrupted` where `interrupt` was raised before.
    pub fn finish(self, interrupt: &Interrupt) -> Result<Heard, Failure> {
        if interrupt.is_raised() {
            self.interrupt.raise();
        }
        drop(self.sound);
        let (whisper, hearing) = self.worker.join().expect("the recogniser does not panic");
        let after = whisper.runs();
        self.ours.whisper = Some(whisper);
        let track = measure::find_speech(&Clip { rate_hz: RECOGNITION_RATE_HZ, samples: self.samples });
        Ok(Heard::new(hearing?.transcript(&track), self.before, after))
    }
}

/// What goes on behind the microphone.
struct Work {
    whisper: Whisper,
    language: Language,
    hint: Hint,
    interrupt: Interrupt,
    arriving: Receiver<Vec<f32>>,
}

impl Work {
    fn run(mut self) -> (Whisper, Result<Hearing, Failure>) {
        let hearing = self.hear();
        (self.whisper, hearing)
    }

    fn hear(&mut self) -> Result<Hearing, Failure> {
        let mut listening = Listening::to(&self.whisper as &dyn Transcriber);
        let ask = Ask { language: self.language, hint: &self.hint, haste: Haste::Background, interrupt: &self.interrupt };
        while let Ok(samples) = self.arriving.recv() {
            listening.push(&samples, &mut self.whisper, &ask)?;
        }
        listening.finish(&mut self.whisper, &Ask { haste: Haste::Waiting, ..ask })
    }
}
