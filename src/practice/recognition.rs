//! Recognition of an answer: it begins with the recording and goes on behind it, so that only the last seconds are left when the answer ends.

use std::path::{Path, PathBuf};
use std::sync::mpsc::Sender;
use std::time::Duration;

use crate::assess::{self, Heard};
use crate::domain::{Failure, Interrupt, Language, Transcript};
use crate::record::ReadAlong;
use crate::transcribe::{Hint, Transcriber};

use super::job::Job;

const LOOK_EVERY: Duration = Duration::from_millis(20);

/// The recogniser, given back, and what came of it.
pub struct Recognised {
    pub transcriber: Option<Box<dyn Transcriber + Send>>,
    pub found: Result<(Heard, Result<Option<Transcript>, Failure>), Failure>,
}

/// What is recognised, and what for.
pub struct Answer {
    pub file: PathBuf,
    pub language: Language,
    pub hint: Hint,
}

/// A recognition that is under way while the answer is recorded.
pub struct Recognition {
    job: Job<Recognised>,
    ended: Interrupt,
}

impl Recognition {
    /// Listens along until [`Self::answer_ended`].
    pub fn start(answer: Answer, along: ReadAlong, mut transcriber: Box<dyn Transcriber + Send>) -> Self {
        let ended = Interrupt::default();
        let is_ended = ended.clone();
        let job = Job::start(move |interrupt, progress| {
            let heard = assess::listen(along, &is_ended, transcriber.as_mut(), answer.language, &answer.hint, interrupt);
            let found = match heard {
                Err(failure) if !comes_to_its_end(&is_ended, interrupt) => Err(failure),
                heard => hear(&answer.file).map(|file| {
                    let words = match heard {
                        // What could not be read along may be readable now that it is finished.
                        Err(_) if !interrupt.is_raised() => recognise_file(&file, transcriber.as_mut(), &answer, interrupt, progress),
                        heard => heard.map(|heard| heard.transcript(&file.track)),
                    };
                    (file, words.map(Some))
                }),
            };
            Recognised { transcriber: Some(transcriber), found }
        });
        Self { job, ended }
    }

    /// The recording is finished and has its name; the job comes to its end.
    pub fn answer_ended(self) -> Job<Recognised> {
        self.ended.raise();
        self.job
    }

    /// The answer is not to be judged; gives the recogniser back, within half a second.
    ///
    /// # Errors
    /// `Kind::Broken` if the work panicked.
    pub fn stop(self) -> Result<Option<Box<dyn Transcriber + Send>>, Failure> {
        self.job.interrupt();
        self.job.join().map(|recognised| recognised.transcriber)
    }
}

/// Waits for the end of the recording; `false` where the interrupt comes first.
fn comes_to_its_end(ended: &Interrupt, interrupt: &Interrupt) -> bool {
    while !ended.is_raised() && !interrupt.is_raised() {
        std::thread::sleep(LOOK_EVERY);
    }
    ended.is_raised()
}

/// Recognition of an answer that is recorded already; without a recogniser only what the waveform says.
pub fn afterwards(answer: Answer, mut transcriber: Option<Box<dyn Transcriber + Send>>) -> Job<Recognised> {
    Job::start(move |interrupt, progress| {
        let found = hear(&answer.file).map(|heard| {
            let words = transcriber.as_mut().map(|transcriber| recognise_file(&heard, transcriber.as_mut(), &answer, interrupt, progress));
            (heard, words.transpose())
        });
        Recognised { transcriber, found }
    })
}

/// What the waveform says; there also where nobody waits for the words, because it takes a moment only.
fn hear(file: &Path) -> Result<Heard, Failure> {
    assess::hear(file, &Interrupt::default(), &mut |_| {})
}

fn recognise_file(
    heard: &Heard,
    transcriber: &mut dyn Transcriber,
    answer: &Answer,
    interrupt: &Interrupt,
    progress: &Sender<f64>,
) -> Result<Transcript, Failure> {
    let mut report = |share| {
        let _ = progress.send(share); // nobody listens any more once the rehearsal is over
    };
    assess::recognise(heard, transcriber, answer.language, &answer.hint, interrupt, &mut report)
}
