//! whisper.cpp by itself, with its own defaults: what recognition is compared with.

use std::ffi::{c_int, c_void};
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

use whisper_rs::{FullParams, SamplingStrategy, WhisperContext, WhisperContextParameters, WhisperError, WhisperState};

/// How a token is chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Strategy {
    /// `whisper_full_default_params(WHISPER_SAMPLING_GREEDY)`: the likeliest token; the best of 5 when it gets hotter.
    Greedy,
    /// What whisper-cli does without options: a beam of 5.
    Beam,
}

impl Strategy {
    pub fn name(self) -> &'static str {
        match self {
            Self::Greedy => "greedy",
            Self::Beam => "beam of 5",
        }
    }

    fn sampling(self) -> SamplingStrategy {
        match self {
            Self::Greedy => SamplingStrategy::Greedy { best_of: 5 },
            Self::Beam => SamplingStrategy::BeamSearch { beam_size: 5, patience: -1.0 },
        }
    }
}

/// What one call did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Heard {
    pub text: String,
    /// Every token of the segments: text, times and end.
    pub tokens: Vec<i32>,
    /// Tokens of text among them.
    pub text_tokens: usize,
    /// Windows of 30 s that were encoded.
    pub windows: usize,
    /// Decodings beyond the first of a window: steps to a higher temperature.
    pub fallbacks: usize,
}

/// Counted while whisper.cpp runs, since it does not tell afterwards.
#[derive(Default)]
struct Counts {
    encoded: AtomicUsize,
    decodings: AtomicUsize,
}

pub struct Baseline {
    state: WhisperState,
    first_mark: i32,
    threads: usize,
}

impl Baseline {
    /// Loads the model with whisper.cpp's own choice of attention, which is flash.
    ///
    /// # Errors
    /// Those of whisper.cpp.
    pub fn load(model: &Path, threads: usize) -> Result<Self, WhisperError> {
        Self::load_with(model, threads, true)
    }

    /// # Errors
    /// As above.
    pub fn load_with(model: &Path, threads: usize, flash_attention: bool) -> Result<Self, WhisperError> {
        whisper_rs::install_logging_hooks();
        let mut settings = WhisperContextParameters::default();
        settings.flash_attn(flash_attention);
        let context = WhisperContext::new_with_params(model, settings)?;
        let first_mark = context.token_eot();
        Ok(Self { state: context.create_state()?, first_mark, threads })
    }

    /// All of the sound in one call.
    ///
    /// # Errors
    /// Those of whisper.cpp.
    pub fn hear(&mut self, samples: &[f32], language: &str, strategy: Strategy) -> Result<Heard, WhisperError> {
        let counts = Counts::default();
        let mut settings = FullParams::new(strategy.sampling());
        settings.set_n_threads(self.threads as c_int);
        settings.set_language(Some(language));
        settings.set_print_progress(false);
        settings.set_print_timestamps(false);
        let data = std::ptr::from_ref(&counts).cast_mut().cast::<c_void>();
        // SAFETY: both callbacks only count, in atomics that outlive the call below; `settings` is gone with it.
        unsafe {
            settings.set_start_encoder_callback(Some(count_window::<_, _>));
            settings.set_start_encoder_callback_user_data(data);
            settings.set_filter_logits_callback(Some(count_start::<_, _, _>));
            settings.set_filter_logits_callback_user_data(data);
        }
        self.state.full(settings, samples)?;
        let mut heard = Heard { windows: counts.encoded.into_inner(), ..Heard::default() };
        heard.fallbacks = counts.decodings.into_inner().saturating_sub(heard.windows);
        for segment in self.state.as_iter() {
            heard.text += &segment.to_str_lossy()?;
            heard.tokens.extend((0..segment.n_tokens()).filter_map(|i| segment.get_token(i)).map(|token| token.token_id()));
        }
        heard.text_tokens = heard.tokens.iter().filter(|&&token| token < self.first_mark).count();
        Ok(heard)
    }
}

extern "C" fn count_window<C, S>(_: *mut C, _: *mut S, counts: *mut c_void) -> bool {
    // SAFETY: `counts` is the `Counts` that `hear` gave along.
    unsafe { &*counts.cast::<Counts>() }.encoded.fetch_add(1, Ordering::Relaxed);
    true
}

/// A decoding begins where no token has been chosen yet; later decoders of the same window copy what the first one found.
extern "C" fn count_start<C, S, T>(_: *mut C, _: *mut S, _: *const T, tokens: c_int, _: *mut f32, counts: *mut c_void) {
    if tokens == 0 {
        // SAFETY: as above.
        unsafe { &*counts.cast::<Counts>() }.decodings.fetch_add(1, Ordering::Relaxed);
    }
}
