//! A take of the rehearsal: the sound that comes in, the file it goes to, and the attempt it becomes.

use std::path::PathBuf;

use jiff::Timestamp;

use crate::domain::{Attempt, AttemptId, Failure, Kind, Seconds, SessionId};
use crate::record::{ReadAlong, Source, Take, TakeStatus};
use crate::store::Home;

use super::questions::Asked;

pub struct RunningTake {
    take: Take,
    file: PathBuf,
}

impl RunningTake {
    /// Opens the sound and the file, which is named by the time.
    ///
    /// # Errors
    /// Those of the source, and `Kind::Storage` where the file cannot be made.
    pub fn start(source: &mut dyn Source, home: &Home, now: Timestamp) -> Result<Self, Failure> {
        let file = home.recordings().join(format!("{}.wav", now.strftime("%Y%m%dT%H%M%S%3fZ")));
        let take = Take::start(source, &file)?;
        Ok(Self { take, file })
    }

    /// The attempt that stands in the store while the take runs, so that a crash loses neither question nor language.
    pub fn attempt(&self, id: AttemptId, asked: &Asked, session: &SessionId, now: Timestamp) -> Attempt {
        Attempt {
            prompt: Some(asked.prompt.id.clone()),
            question: Some(asked.text().to_owned()),
            follows: asked.follows.clone(),
            session: Some(session.clone()),
            ..Attempt::new(id, now, self.file.clone(), asked.language)
        }
    }

    /// A recogniser's way to the sound while it is recorded.
    ///
    /// # Errors
    /// Those of [`Take::read_along`].
    pub fn read_along(&self) -> Result<ReadAlong, Failure> {
        self.take.read_along()
    }

    pub fn status(&self) -> TakeStatus {
        self.take.status()
    }

    /// Whether so much digital silence has come that the microphone must be muted or forbidden.
    pub fn is_only_zeros(&self) -> bool {
        self.take.only_zeros().is_some()
    }

    /// Closes the file, and notes in the attempt what was recorded. `None` where nothing had arrived: then no file stays, and the failure says why.
    ///
    /// # Errors
    /// `Kind::Storage` where the file cannot be completed; what is on the disk stays, and the next start finds it.
    pub fn finish(self, attempt: &mut Attempt) -> Result<Finished, Failure> {
        let anything_arrived = self.status().recorded > Seconds::ZERO;
        let only_zeros = self.take.only_zeros();
        match self.take.finish() {
            Ok(recorded) => {
                attempt.duration_s = Some(recorded.duration.to_millis());
                attempt.recording = Some(recorded.facts());
                Ok(Finished::Kept { trouble: recorded.stopped_by.or(only_zeros) })
            }
            Err(failure) if anything_arrived && failure.kind == Kind::Storage => Err(failure),
            Err(failure) => Ok(Finished::Empty(failure)),
        }
    }
}

/// How a take ended.
pub enum Finished {
    /// The recording is kept; `trouble` is what makes it less than a whole answer.
    Kept { trouble: Option<Failure> },
    /// Nothing was recorded, for this reason.
    Empty(Failure),
}
