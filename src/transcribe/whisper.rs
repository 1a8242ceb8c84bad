//! The recogniser: whisper.cpp through whisper-rs. The language is the attempt's, always; nothing is ever translated.

use whisper_rs::{FullParams, SamplingStrategy, WhisperContext, WhisperContextParameters, WhisperError, WhisperState};

use super::chunks::chunks;
use super::model::Found;
use super::words::{Segment, Token, placed};
use super::{Transcriber, model_file};
use crate::domain::{Clip, Failure, Interrupt, Kind, Language, RECOGNITION_RATE_HZ, Seconds, Span, Transcript};
use crate::msg;

/// OpenAI's own settings for transcription (beam of 5, hotter in steps of 0.2 when the text repeats itself or is unlikely).
const BEAM: std::ffi::c_int = 5;
const TEMPERATURE_STEP: f32 = 0.2;

/// A loaded model, ready to hear. Keep it: loading takes longer than recognising a sentence.
pub struct Whisper {
    name: String,
    window: Seconds,
    threads: usize,
    state: WhisperState,
    /// Tokens from here on are marks (end, language, times), not text.
    first_mark: i32,
}

/// One less than the physical cores, and at least one: the threads of the recogniser wait for each other by spinning, so with one too many
/// on a busy machine a token takes hundreds of milliseconds instead of a few (whisper.cpp issues 200 and 3194).
pub fn spare_threads() -> usize {
    num_cpus::get_physical().min(num_cpus::get()).saturating_sub(1).max(1)
}

impl Whisper {
    /// Loads the model on at most `threads` threads, never more than [`spare_threads`].
    ///
    /// # Errors
    /// `Kind::ModelUnusable` where the file is not a whole model of this kind.
    pub fn load(found: &Found, threads: usize) -> Result<Self, Failure> {
        whisper_rs::install_logging_hooks(); // or whisper.cpp writes on the terminal
        model_file::check_file(&found.path)?;
        let refused = |error: WhisperError| Failure::new(Kind::ModelUnusable, msg!("transcribe-model-not-loaded", file = &found.path)).because(error);
        let mut settings = WhisperContextParameters::default();
        settings.flash_attn(true); // as fast on a processor, with 70 MB less memory for the smallest of Whisper's models
        let context = WhisperContext::new_with_params(&found.path, settings).map_err(refused)?;
        let state = context.create_state().map_err(refused)?;
        let threads = threads.clamp(1, spare_threads());
        Ok(Self { name: found.name.clone(), window: found.window, threads, state, first_mark: context.token_eot() })
    }

    fn settings(&self, language: Language, interrupt: &Interrupt) -> FullParams<'static, 'static> {
        let mut settings = FullParams::new(SamplingStrategy::BeamSearch { beam_size: BEAM, patience: -1.0 });
        settings.set_n_threads(i32::try_from(self.threads).unwrap_or(1));
        settings.set_language(Some(language.code()));
        settings.set_translate(false);
        settings.set_no_context(true);
        settings.set_temperature(0.0);
        settings.set_temperature_inc(TEMPERATURE_STEP);
        settings.set_suppress_nst(true);
        settings.set_print_progress(false);
        settings.set_print_realtime(false);
        settings.set_print_special(false);
        settings.set_print_timestamps(false);
        let interrupt = interrupt.clone();
        // whisper-rs 0.16 reads the closure back as the type it was given, out of a box: only with this very type are the two the same.
        let stop: Box<dyn FnMut() -> bool> = Box::new(move || interrupt.is_raised());
        settings.set_abort_callback_safe::<_, Box<dyn FnMut() -> bool>>(stop);
        settings
    }

    /// Recognises one chunk; its segments in order.
    fn hear(&mut self, clip: &Clip, chunk: Span, settings: &FullParams, interrupt: &Interrupt) -> Result<Vec<Segment>, Failure> {
        let (start, end) = (chunk.start.to_sample(clip.rate_hz), chunk.end.to_sample(clip.rate_hz).min(clip.samples.len()));
        match self.state.full(settings.clone(), &clip.samples[start.min(end)..end]) {
            Ok(()) => self.segments(chunk.start).map_err(|error| broken(&self.name, error)),
            Err(_) if interrupt.is_raised() => Err(interrupted()),
            Err(error) => Err(broken(&self.name, error)),
        }
    }

    /// What the last run left behind, with times counted from the first sample of the recording.
    fn segments(&self, start_of_chunk: Seconds) -> Result<Vec<Segment>, WhisperError> {
        let at = |centiseconds: i64| start_of_chunk + Seconds(centiseconds as f64 / 100.0);
        let mut segments = Vec::new();
        for segment in self.state.as_iter() {
            let tokens = (0..segment.n_tokens()).filter_map(|i| segment.get_token(i)).filter(|token| token.token_id() < self.first_mark);
            let texts = tokens.map(|token| Ok(Token { bytes: token.to_bytes()?.to_vec(), p: f64::from(token.token_probability()) }));
            let span = Span { start: at(segment.start_timestamp()), end: at(segment.end_timestamp()) };
            segments.push(Segment { span, tokens: texts.collect::<Result<_, WhisperError>>()? });
        }
        Ok(segments)
    }
}

impl Transcriber for Whisper {
    fn model(&self) -> &str {
        &self.name
    }

    fn transcribe(
        &mut self,
        clip: &Clip,
        speech: &[Span],
        language: Language,
        interrupt: &Interrupt,
        progress: &mut dyn FnMut(f64),
    ) -> Result<Transcript, Failure> {
        debug_assert!(clip.rate_hz == RECOGNITION_RATE_HZ || clip.samples.is_empty());
        let settings = self.settings(language, interrupt);
        let chunks = chunks(speech, clip, self.window);
        let all: Seconds = chunks.iter().map(|chunk| chunk.length()).sum();
        let (mut transcript, mut done) = (Transcript { model: self.name.clone(), ..Transcript::default() }, Seconds::ZERO);
        for chunk in chunks {
            if interrupt.is_raised() {
                return Err(interrupted());
            }
            let segments = self.hear(clip, chunk, &settings, interrupt)?;
            let (kept, removed) = placed(&segments, chunk, speech);
            transcript.words.extend(kept);
            transcript.removed.extend(removed);
            done += chunk.length();
            progress((done.0 / all.0).min(1.0));
        }
        Ok(transcript)
    }
}

fn interrupted() -> Failure {
    Failure::new(Kind::Interrupted, msg!("transcribe-interrupted"))
}

fn broken(model: &str, error: WhisperError) -> Failure {
    Failure::new(Kind::Broken, msg!("transcribe-failed", model = model)).because(error)
}

#[cfg(test)]
mod tests {
    use std::process::Command;

    use super::*;
    use crate::transcribe::{Models, syllables_wrong, words_wrong};

    const ENGLISH: [&str; 2] = ["My task was to cut the load time below three seconds.", "I was responsible for the delivery network."];
    const KOREAN: [&str; 2] = ["제 역할은 속도를 삼초 아래로 줄이는 것이었습니다.", "결과적으로 속도가 이초로 줄었습니다."];

    fn whisper() -> Whisper {
        let folder = tempfile::tempdir().unwrap();
        let model = Models::new(vec![folder.path().to_owned()]).find(Some("demo")).unwrap();
        Whisper::load(&model, 1).unwrap()
    }

    /// The sentences as espeak-ng reads them, 1 s of faint noise before, between and after them; and where they are. `None` without espeak-ng.
    fn spoken(voice: &str, sentences: &[&str]) -> Option<(Clip, Vec<Span>)> {
        let mut clip = Clip { rate_hz: RECOGNITION_RATE_HZ, samples: Vec::new() };
        let mut speech = Vec::new();
        faint_noise(&mut clip.samples);
        for sentence in sentences {
            let start = clip.length();
            clip.samples.extend(espeak(voice, sentence)?);
            speech.push(Span { start, end: clip.length() });
            faint_noise(&mut clip.samples);
        }
        Some((clip, speech))
    }

    fn faint_noise(samples: &mut Vec<f32>) {
        samples.extend((0..16_000u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 16) as f32 / 65_536.0 * 4e-4 - 2e-4));
    }

    /// espeak-ng's reading at the recogniser's rate, without silence around it.
    fn espeak(voice: &str, text: &str) -> Option<Vec<f32>> {
        let folder = tempfile::tempdir().unwrap();
        let wav = folder.path().join("said.wav");
        let Ok(status) = Command::new("espeak-ng").args(["-v", voice, "-s", "150", "-w"]).arg(&wav).arg(text).status() else {
            eprintln!("skipped: espeak-ng is not installed");
            return None;
        };
        assert!(status.success());
        let mut reader = hound::WavReader::open(&wav).unwrap();
        let rate = f64::from(reader.spec().sample_rate);
        let samples: Vec<f32> = reader.samples::<i16>().map(|sample| f32::from(sample.unwrap()) / 32_768.0).collect();
        let loud = |sample: &f32| sample.abs() > 0.01;
        let (first, last) = (samples.iter().position(loud)?, samples.iter().rposition(loud)?);
        Some(interpolated(&samples[first..=last], rate / f64::from(RECOGNITION_RATE_HZ)))
    }

    /// Straight lines between the samples: enough for a synthetic voice, whose high frequencies are weak.
    fn interpolated(samples: &[f32], step: f64) -> Vec<f32> {
        let count = ((samples.len() - 1) as f64 / step) as usize;
        let at = |i: usize| (i as f64 * step, (i as f64 * step) as usize);
        (0..count).map(at).map(|(t, i)| samples[i] + (samples[i + 1] - samples[i]) * t.fract() as f32).collect()
    }

    fn hear(whisper: &mut Whisper, clip: &Clip, speech: &[Span], language: Language) -> Transcript {
        whisper.transcribe(clip, speech, language, &Interrupt::default(), &mut |_| {}).unwrap()
    }

    #[test]
    fn english_sentences_are_heard_word_for_word_where_they_were_said() {
        let Some((clip, speech)) = spoken("en-us+m7", &ENGLISH) else { return };
        let transcript = hear(&mut whisper(), &clip, &speech, Language::En);
        assert_eq!(words_wrong(&ENGLISH.join(" "), &transcript.text()), 0.0, "{}", transcript.text());
        for word in &transcript.words {
            assert!(speech.iter().any(|region| region.start <= word.start && word.end <= region.end), "{word:?} {speech:?}");
        }
        assert!(transcript.words.is_sorted_by(|a, b| a.end <= b.start));
        let second = transcript.words.iter().find(|word| word.text == "I").unwrap();
        assert!((second.start - speech[1].start).0.abs() < 0.3, "{second:?} {speech:?}");
    }

    #[test]
    fn korean_sentences_are_heard_syllable_for_syllable() {
        let Some((clip, speech)) = spoken("ko+m7", &KOREAN) else { return };
        let transcript = hear(&mut whisper(), &clip, &speech, Language::Ko);
        assert_eq!(syllables_wrong(&KOREAN.join(" "), &transcript.text()), 0.0, "{}", transcript.text());
    }

    #[test]
    fn without_speech_there_are_no_words() {
        let clip = Clip { rate_hz: RECOGNITION_RATE_HZ, samples: vec![0.1; 48_000] };
        let transcript = hear(&mut whisper(), &clip, &[], Language::En);
        assert_eq!((transcript.words, transcript.removed), (vec![], vec![]));
    }

    #[test]
    fn progress_ends_at_one() {
        let Some((clip, speech)) = spoken("en-us+m7", &ENGLISH) else { return };
        let (mut whisper, mut shares) = (whisper(), Vec::new());
        whisper.window = Seconds(5.0);
        whisper.transcribe(&clip, &speech, Language::En, &Interrupt::default(), &mut |share| shares.push(share)).unwrap();
        assert_eq!(shares.len(), 2);
        assert!(shares.is_sorted() && shares[1] == 1.0, "{shares:?}");
    }

    #[test]
    fn a_run_that_is_under_way_can_be_stopped() {
        let clip = Clip { rate_hz: RECOGNITION_RATE_HZ, samples: vec![0.1; 48_000] };
        let (mut whisper, interrupt) = (whisper(), Interrupt::default());
        let settings = whisper.settings(Language::En, &interrupt);
        interrupt.raise();
        let failure = whisper.hear(&clip, Span::new(0.0, 3.0), &settings, &interrupt).unwrap_err();
        assert_eq!(failure.kind, Kind::Interrupted);
        interrupt.lower();
        whisper.hear(&clip, Span::new(0.0, 3.0), &settings, &interrupt).unwrap();
    }

    #[test]
    fn an_interrupt_between_chunks_is_seen() {
        let Some((clip, speech)) = spoken("en-us+m7", &ENGLISH) else { return };
        let (mut whisper, interrupt) = (whisper(), Interrupt::default());
        whisper.window = Seconds(5.0);
        let result = whisper.transcribe(&clip, &speech, Language::En, &interrupt, &mut |_| interrupt.raise());
        assert_eq!(result.unwrap_err().kind, Kind::Interrupted);
    }

    #[test]
    fn a_file_that_is_no_model_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("ggml-base-q5_1.bin");
        std::fs::write(&path, b"GGUF").unwrap();
        let found = Found { name: "base-q5_1".into(), path, window: Seconds(28.0), prompt: true, demonstration: false };
        assert_eq!(Whisper::load(&found, 1).err().map(|failure| failure.kind), Some(Kind::ModelUnusable));
    }

    /// Runs another test of this file in a process of its own, because what whisper.cpp writes goes past the test harness.
    #[test]
    fn nothing_is_written_on_the_terminal() {
        let run = Command::new(std::env::current_exe().unwrap())
            .args(["transcribe::whisper::tests::english_sentences_are_heard_word_for_word_where_they_were_said", "--exact", "--nocapture"])
            .output()
            .unwrap();
        let written = String::from_utf8_lossy(&run.stderr);
        assert!(run.status.success() && (written.is_empty() || written.starts_with("skipped: ")), "{written}");
        assert!(String::from_utf8_lossy(&run.stdout).contains("1 passed"));
    }
}
