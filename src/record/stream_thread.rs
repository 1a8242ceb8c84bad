//! A thread that owns a cpal stream from its building to its end, so that a sound server that hangs never hangs the rehearsal.

use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread;
use std::time::Duration;

use cpal::traits::StreamTrait;

use crate::domain::Failure;

use super::device_failure::{does_not_answer, unusable};

/// A sound server that has not started a stream after this long will not. Starting takes PulseAudio well under a second, a Bluetooth headset that
/// changes to its microphone profile two or three.
const START_LIMIT: Duration = Duration::from_secs(6);
const STOP_LIMIT: Duration = Duration::from_secs(1);

/// Dropping it stops the stream.
pub(crate) struct StreamThread {
    /// Closing this channel tells the thread to stop.
    stop: Option<Sender<()>>,
    /// Disconnects once the stream is gone.
    gone: mpsc::Receiver<()>,
}

impl StreamThread {
    /// Builds the stream on its own thread and starts it. `device` is its name for messages.
    ///
    /// # Errors
    /// What cpal reports, as one of our kinds; `Kind::DeviceMissing` where nothing answers in time.
    pub fn start(device: &str, build: impl FnOnce() -> Result<cpal::Stream, cpal::Error> + Send + 'static) -> Result<Self, Failure> {
        let (stop, stopped) = mpsc::channel();
        let (report, started) = mpsc::channel();
        let (alive, gone) = mpsc::channel::<()>();
        thread::Builder::new()
            .name("sound device".to_owned())
            .spawn(move || {
                let _alive = alive;
                let stream = build().and_then(|stream| stream.play().map(|()| stream));
                let _stream = match stream {
                    Ok(stream) => report.send(Ok(())).is_ok().then_some(stream),
                    Err(error) => return drop(report.send(Err(error))),
                };
                let _ = stopped.recv();
            })
            .map_err(|error| does_not_answer(device).because(error))?;
        match started.recv_timeout(START_LIMIT) {
            Ok(Ok(())) => Ok(Self { stop: Some(stop), gone }),
            Ok(Err(error)) => Err(unusable(device, error)),
            Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => Err(does_not_answer(device)),
        }
    }
}

impl Drop for StreamThread {
    /// Waits for the device to be let go, but not for one that hangs.
    fn drop(&mut self) {
        drop(self.stop.take());
        let _ = self.gone.recv_timeout(STOP_LIMIT);
    }
}

impl super::Flow for StreamThread {}
