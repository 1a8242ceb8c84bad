//! The thread that whisper.cpp works on. It owns the state that a run needs, for as long as the model is loaded.
//!
//! whisper.cpp 1.8.3 asks whether to give up between the steps of a run, not inside its encoder, which takes seconds for a large model
//! (`ggml_graph_compute_helper` in `whisper.cpp` hands its scheduler no callback). So whoever is interrupted leaves at once, and the thread goes on
//! by itself until it is asked the next time.

use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::Duration;

use whisper_rs::{FullParams, SamplingStrategy, WhisperContext, WhisperError, WhisperState, WhisperTokenId};

use super::cores::Cores;
use super::pieces::Piece;
use super::quality::Chosen;
use super::words::Token;
use crate::domain::{Interrupt, Seconds};

/// OpenAI's own settings for transcription (beam of 5, hotter in steps of 0.2 when the text repeats itself or is unlikely).
const BEAM: std::ffi::c_int = 5;
const TEMPERATURE_STEP: f32 = 0.2;

/// The encoder's steps, and the marks of time, are 20 ms apart.
pub const STEPS_PER_SECOND: f64 = 50.0;

/// How soon somebody who waits sees an interrupt; half a second is promised.
const LOOK_EVERY: Duration = Duration::from_millis(20);

/// One run of whisper.cpp.
pub struct Order {
    pub samples: Vec<f32>,
    pub care: Care,
    pub threads: usize,
    pub language: &'static str,
    /// Text to go on from.
    pub prompt: Option<String>,
    /// Raised by somebody else.
    pub interrupt: Interrupt,
}

/// How much care a piece of sound is heard with.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Care {
    /// The encoder sees this many steps, and the decoder tries once.
    Quick { steps: i32 },
    /// The whole window, and again at higher temperatures while the text is bad.
    Full,
}

/// What one run wrote.
pub struct Written {
    pub pieces: Vec<Piece>,
    pub chosen: Vec<Chosen>,
}

/// Why nothing came of an order.
#[derive(Debug)]
pub enum Unfinished {
    Interrupted,
    /// Others have taken cores that it ran on.
    Contended,
    Failed(WhisperError),
    /// The thread is gone.
    Died,
}

/// The thread, from outside. It ends by itself some time after this is dropped.
pub struct Worker {
    orders: Sender<(Order, Interrupt)>,
    results: Receiver<Result<Written, WhisperError>>,
    /// Whether a result is still to come that nobody waits for any more.
    is_busy: bool,
}

impl Worker {
    /// # Errors
    /// That of starting a thread.
    pub fn start(context: &WhisperContext, state: WhisperState) -> std::io::Result<Self> {
        let (orders, arriving) = channel::<(Order, Interrupt)>();
        let (sender, results) = channel();
        let mut bench = Bench { state, end: context.token_eot(), first_time: context.token_beg() };
        thread::Builder::new().name("recognition".to_owned()).spawn(move || {
            for (order, stop) in arriving {
                if sender.send(bench.run(&order, &stop)).is_err() {
                    return;
                }
            }
        })?;
        Ok(Self { orders, results, is_busy: false })
    }

    /// Waits for what comes of the order, at most until its interrupt is raised.
    ///
    /// # Errors
    /// See [`Unfinished`].
    pub fn run(&mut self, order: Order) -> Result<Written, Unfinished> {
        let interrupt = order.interrupt.clone();
        if self.is_busy {
            let _ = self.wait(&interrupt)?; // of an order that somebody left
        }
        let stop = Interrupt::default();
        self.orders.send((order, stop.clone())).map_err(|_| Unfinished::Died)?;
        self.is_busy = true;
        let result = self.wait(&interrupt).inspect_err(|_| stop.raise())?;
        result.map_err(|error| match error {
            _ if interrupt.is_raised() => Unfinished::Interrupted,
            _ if stop.is_raised() => Unfinished::Contended,
            error => Unfinished::Failed(error),
        })
    }

    fn wait(&mut self, interrupt: &Interrupt) -> Result<Result<Written, WhisperError>, Unfinished> {
        loop {
            match self.results.recv_timeout(LOOK_EVERY) {
                Ok(result) => {
                    self.is_busy = false;
                    return Ok(result);
                }
                Err(RecvTimeoutError::Timeout) if interrupt.is_raised() => return Err(Unfinished::Interrupted),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return Err(Unfinished::Died),
            }
        }
    }
}

/// What the thread has.
struct Bench {
    state: WhisperState,
    /// Tokens below are text.
    end: WhisperTokenId,
    /// Tokens from here on are times.
    first_time: WhisperTokenId,
}

impl Bench {
    /// `stop` is raised when others take cores that the run needs.
    fn run(&mut self, order: &Order, stop: &Interrupt) -> Result<Written, WhisperError> {
        self.state.full(settings(order, stop), &order.samples)?;
        self.written()
    }

    /// What the last run left behind.
    fn written(&self) -> Result<Written, WhisperError> {
        let mut written = Written { pieces: Vec::new(), chosen: Vec::new() };
        for segment in self.state.as_iter() {
            for token in (0..segment.n_tokens()).filter_map(|i| segment.get_token(i)) {
                let data = token.token_data();
                written.chosen.push(Chosen { id: data.id, logarithm: f64::from(data.plog) });
                written.pieces.extend(match data.id {
                    id if id < self.end => Some(Piece::Text(Token { bytes: token.to_bytes()?.to_vec(), p: f64::from(data.p) })),
                    id if id >= self.first_time => Some(Piece::Time(Seconds(f64::from(id - self.first_time) / STEPS_PER_SECOND))),
                    _ => None, // end, language, task
                });
            }
        }
        Ok(written)
    }
}

fn settings(order: &Order, stop: &Interrupt) -> FullParams<'static, 'static> {
    let mut settings = FullParams::new(SamplingStrategy::BeamSearch { beam_size: BEAM, patience: -1.0 });
    settings.set_n_threads(i32::try_from(order.threads).unwrap_or(1));
    settings.set_language(Some(order.language));
    settings.set_translate(false);
    settings.set_no_context(true);
    // One segment, whose marks of time are read by `pieces.rs`: whisper.cpp itself would hear the last tenths of a second again as a window of
    // their own.
    settings.set_single_segment(true);
    settings.set_temperature(0.0);
    match order.care {
        Care::Quick { steps } => {
            settings.set_audio_ctx(steps);
            settings.set_temperature_inc(0.0);
        }
        Care::Full => settings.set_temperature_inc(TEMPERATURE_STEP),
    }
    if let Some(text) = &order.prompt {
        settings.set_initial_prompt(text);
    }
    settings.set_suppress_nst(true);
    settings.set_print_progress(false);
    settings.set_print_realtime(false);
    settings.set_print_special(false);
    settings.set_print_timestamps(false);
    // whisper-rs 0.16 reads the closure back as the type it was given, out of a box: only with this very type are the two the same.
    settings.set_abort_callback_safe::<_, Box<dyn FnMut() -> bool>>(gives_up(order, stop));
    settings
}

/// Asked by whisper.cpp now and then: whether to give up.
fn gives_up(order: &Order, stop: &Interrupt) -> Box<dyn FnMut() -> bool> {
    let (interrupt, stop, threads, mut cores) = (order.interrupt.clone(), stop.clone(), order.threads, Cores::look());
    Box::new(move || {
        if cores.are_contended(threads) {
            stop.raise();
        }
        interrupt.is_raised() || stop.is_raised()
    })
}
