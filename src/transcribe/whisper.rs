//! The recogniser: whisper.cpp through whisper-rs. The language is the attempt's, always; nothing is ever translated.

use whisper_rs::{WhisperContext, WhisperContextParameters, WhisperError};

use super::cores::{self, Cores};
use super::hint::Hint;
use super::listening::interrupted;
use super::model::Found;
use super::pieces::{segments, stopped_early};
use super::quality::is_good;
use super::segmenter::Chunk;
use super::words::Segment;
use super::worker::{Care, Order, STEPS_PER_SECOND, Unfinished, Worker, Written};
use super::{Ask, Haste, Transcriber, model_file};
use crate::domain::{Failure, Kind, RECOGNITION_RATE_HZ, Seconds, Span};
use crate::msg;

/// The recogniser's encoder sees 30 s, 50 steps a second, whatever it is given, and its time grows with what it sees. A chunk up to [`SHORT`] is
/// shown with less: its own length and a margin, never below [`LEAST_STEPS`]. Too little makes it repeat itself without end (whisper.cpp issues 137,
/// 1117 and 1855; transcribe.cpp pull request 149 lost no word with a floor of 10 s and a margin of 2 s, and much on longer sound).
const MARGIN_STEPS: f64 = 100.0;
const LEAST_STEPS: f64 = 512.0;
const ROUND_STEPS_TO: f64 = 32.0;
const SHORT: Seconds = Seconds(20.0);

/// Flash attention saves memory and is faster on a graphics card. On a processor it is slower: a window of a base-size model, two threads, took 6.8 s
/// with it and 4.7 s without, 768 steps of it 2.4 s and 1.5 s.
const ON_A_GRAPHICS_CARD: bool = cfg!(any(feature = "cuda", feature = "metal", feature = "vulkan"));

/// How much text a hint may have: half of the decoder's window, which is all that whisper.cpp takes of it.
const HINT_SHARE: usize = 2;

/// A loaded model, ready to hear. Keep it: loading takes longer than recognising a sentence.
pub struct Whisper {
    name: String,
    window: Seconds,
    takes_hint: bool,
    context: WhisperContext,
    worker: Worker,
    most_threads: usize,
    cores: Cores,
    runs: Runs,
}

/// How much work there has been.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Runs {
    pub all: usize,
    /// Those that were needed because what a quick one wrote was not good.
    pub again: usize,
    /// Those that began again on fewer threads, because others took the cores.
    pub disturbed: usize,
}

impl Whisper {
    /// Loads the model. It will use at most `most_threads` threads, and never more than there are cores free.
    ///
    /// # Errors
    /// `Kind::ModelUnusable` where the file is not a whole model of this kind; `Kind::Broken` where there can be no thread.
    pub fn load(found: &Found, most_threads: usize) -> Result<Self, Failure> {
        whisper_rs::install_logging_hooks(); // or whisper.cpp writes on the terminal
        model_file::check_file(&found.path)?;
        let cores = Cores::look();
        let refused = |error: WhisperError| Failure::new(Kind::ModelUnusable, msg!("transcribe-model-not-loaded", file = &found.path)).because(error);
        let mut settings = WhisperContextParameters::default();
        settings.flash_attn(ON_A_GRAPHICS_CARD);
        let context = WhisperContext::new_with_params(&found.path, settings).map_err(refused)?;
        let no_thread = |error| Failure::new(Kind::Broken, msg!("transcribe-failed", model = &found.name)).because(error);
        let worker = Worker::start(&context, context.create_state().map_err(refused)?).map_err(no_thread)?;
        let most_threads = most_threads.clamp(1, cores::physical());
        Ok(Self {
            name: found.name.clone(),
            window: found.window,
            takes_hint: found.prompt,
            context,
            worker,
            most_threads,
            cores,
            runs: Runs::default(),
        })
    }

    /// The work so far.
    pub fn runs(&self) -> Runs {
        self.runs
    }

    /// How many threads a piece of work may have now.
    fn threads(&mut self, haste: Haste) -> usize {
        let left = match haste {
            Haste::Background => cores::physical().saturating_sub(1).max(1),
            Haste::Waiting => cores::physical(),
        };
        self.cores.free().min(left).min(self.most_threads)
    }

    /// Hears the chunk once, and forgets what came of it: for timing, since sound that is no speech would be heard again and again.
    ///
    /// # Errors
    /// Those of [`Transcriber::hear`].
    pub fn try_once(&mut self, chunk: &Chunk, ask: &Ask<'_>) -> Result<(), Failure> {
        let care = self.reduced_steps(chunk.samples.len()).map_or(Care::Full, |steps| Care::Quick { steps });
        self.run(&chunk.samples, care, ask).map(drop)
    }

    /// Hears `samples`, quickly where that is good enough.
    fn hear_once(&mut self, samples: &[f32], ask: &Ask<'_>) -> Result<Written, Failure> {
        if let Some(steps) = self.reduced_steps(samples.len()) {
            let quick = self.run(samples, Care::Quick { steps }, ask)?;
            if is_good(&quick.chosen) {
                return Ok(quick);
            }
            self.runs.again += 1;
        }
        self.run(samples, Care::Full, ask)
    }

    /// The steps that are enough for so many samples; `None` where only the whole window is safe.
    fn reduced_steps(&self, samples: usize) -> Option<i32> {
        let length = Seconds::at_sample(samples, RECOGNITION_RATE_HZ);
        let steps = ((length.0 * STEPS_PER_SECOND).ceil() + MARGIN_STEPS).max(LEAST_STEPS);
        let steps = ((steps / ROUND_STEPS_TO).ceil() * ROUND_STEPS_TO) as i32;
        (length <= SHORT && steps < self.context.n_audio_ctx()).then_some(steps)
    }

    /// One run of whisper.cpp. When others take a core that it runs on, it begins again on fewer: the same words, and it comes to an end.
    fn run(&mut self, samples: &[f32], care: Care, ask: &Ask<'_>) -> Result<Written, Failure> {
        let (mut threads, prompt) = (self.threads(ask.haste), self.hint_text(ask.hint));
        let failed = |name: &str| Failure::new(Kind::Broken, msg!("transcribe-failed", model = name));
        self.runs.all += 1;
        loop {
            let (samples, language, interrupt) = (samples.to_vec(), ask.language.code(), ask.interrupt.clone());
            match self.worker.run(Order { samples, care, threads, language, prompt: prompt.clone(), interrupt }) {
                Ok(written) => return Ok(written),
                Err(Unfinished::Interrupted) => return Err(interrupted()),
                Err(Unfinished::Contended) => {
                    threads = (threads - 1).max(1);
                    self.runs.disturbed += 1;
                }
                Err(Unfinished::Failed(error)) => return Err(failed(&self.name).because(error)),
                Err(Unfinished::Died) => return Err(failed(&self.name)),
            }
        }
    }

    /// The hint as far as it fits; `None` for a model that may be given none.
    fn hint_text(&self, hint: &Hint) -> Option<String> {
        let room = usize::try_from(self.context.n_text_ctx()).unwrap_or(0) / HINT_SHARE;
        // Room for every byte: where a text has more tokens than there is room, whisper-rs 0.16 sets a vector's length beyond its capacity.
        let fits = |text: &str| self.context.tokenize(text, text.len() + 1).is_ok_and(|tokens| tokens.len() < room);
        if self.takes_hint { hint.text(fits) } else { None }
    }
}

impl Transcriber for Whisper {
    fn model(&self) -> &str {
        &self.name
    }

    fn window(&self) -> Seconds {
        self.window
    }

    fn disturbed(&self) -> usize {
        self.runs.disturbed
    }

    fn hear(&mut self, chunk: &Chunk, ask: &Ask<'_>) -> Result<Vec<Segment>, Failure> {
        let mut heard = Vec::new();
        let mut rest = Span { start: Seconds::ZERO, end: chunk.length() };
        loop {
            let from = rest.start.to_sample(RECOGNITION_RATE_HZ).min(chunk.samples.len());
            let written = self.hear_once(&chunk.samples[from..], ask)?;
            let stopped = stopped_early(&written.pieces, rest);
            let segments = segments(&written.pieces, Span { end: stopped.unwrap_or(rest.end), ..rest });
            heard.extend(segments.into_iter().map(|segment| Segment { span: chunk.place(segment.span), ..segment }));
            match stopped {
                Some(moment) => rest.start = moment,
                None => return Ok(heard),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::process::Command;

    use super::*;
    use crate::domain::{Clip, Interrupt, Language, Transcript};
    use crate::measure::find_speech;
    use crate::transcribe::test_voice::spoken;
    use crate::transcribe::{Listening, Models, syllables_wrong, words_wrong};

    const ENGLISH: [&str; 2] = ["My task was to cut the load time below three seconds.", "I was responsible for the delivery network."];
    const KOREAN: [&str; 2] = ["제 역할은 속도를 삼초 아래로 줄이는 것이었습니다.", "결과적으로 속도가 이초로 줄었습니다."];

    /// Edges of speech are found to within so much.
    const NEAR: Seconds = Seconds(0.03);

    fn whisper() -> Whisper {
        let folder = tempfile::tempdir().unwrap();
        let model = Models::new(vec![folder.path().to_owned()]).find(Some("demo")).unwrap();
        Whisper::load(&model, 1).unwrap()
    }

    fn ask<'a>(language: Language, hint: &'a Hint, interrupt: &'a Interrupt) -> Ask<'a> {
        Ask { language, hint, haste: Haste::Waiting, interrupt }
    }

    fn hear(whisper: &mut Whisper, clip: &Clip, language: Language) -> Transcript {
        let (hint, interrupt) = (Hint::default(), Interrupt::default());
        let mut listening = Listening::to(whisper);
        listening.push(&clip.samples, whisper, &ask(language, &hint, &interrupt)).unwrap();
        listening.finish(whisper, &ask(language, &hint, &interrupt)).unwrap().transcript(&find_speech(clip))
    }

    #[test]
    fn english_sentences_are_heard_word_for_word_where_they_were_said() {
        let Some((clip, speech)) = spoken("en-us+m7", &ENGLISH) else { return };
        let transcript = hear(&mut whisper(), &clip, Language::En);
        assert_eq!(words_wrong(&ENGLISH.join(" "), &transcript.text()), 0.0, "{}", transcript.text());
        for word in &transcript.words {
            assert!(speech.iter().any(|region| region.start - NEAR <= word.start && word.end <= region.end + NEAR), "{word:?} {speech:?}");
        }
        assert!(transcript.words.is_sorted_by(|a, b| a.end <= b.start));
        let second = transcript.words.iter().find(|word| word.text == "I").unwrap();
        assert!((second.start - speech[1].start).0.abs() < 0.3, "{second:?} {speech:?}");
    }

    #[test]
    fn korean_sentences_are_heard_syllable_for_syllable() {
        let Some((clip, _)) = spoken("ko+m7", &KOREAN) else { return };
        let transcript = hear(&mut whisper(), &clip, Language::Ko);
        assert_eq!(syllables_wrong(&KOREAN.join(" "), &transcript.text()), 0.0, "{}", transcript.text());
    }

    #[test]
    fn the_words_do_not_depend_on_threads_haste_or_how_the_sound_arrives() {
        let Some((clip, _)) = spoken("en-us+m7", &ENGLISH) else { return };
        let mut whisper = whisper();
        let whole = hear(&mut whisper, &clip, Language::En);
        let (hint, interrupt) = (Hint::default(), Interrupt::default());
        for (threads, block) in [(1, 777), (2, 5_000)] {
            whisper.most_threads = threads;
            let mut listening = Listening::to(&whisper);
            for samples in clip.samples.chunks(block) {
                listening.push(samples, &mut whisper, &Ask { haste: Haste::Background, ..ask(Language::En, &hint, &interrupt) }).unwrap();
            }
            let pieces = listening.finish(&mut whisper, &ask(Language::En, &hint, &interrupt)).unwrap().transcript(&find_speech(&clip));
            let said = |transcript: &Transcript| transcript.words.iter().map(|word| (word.text.clone(), word.span())).collect::<Vec<_>>();
            assert_eq!(said(&pieces), said(&whole), "{threads} threads, blocks of {block}");
            // Other threads add up in another order.
            assert!(pieces.words.iter().zip(&whole.words).all(|(a, b)| (a.p - b.p).abs() < 1e-3));
        }
    }

    fn tone() -> Chunk {
        Chunk::unbroken(Seconds::ZERO, (0..48_000).map(|i| (i as f32 * 0.1).sin() * 0.1).collect())
    }

    #[test]
    fn a_run_that_is_under_way_can_be_stopped() {
        let (mut whisper, interrupt, hint) = (whisper(), Interrupt::default(), Hint::default());
        interrupt.raise();
        let failure = whisper.hear(&tone(), &ask(Language::En, &hint, &interrupt)).unwrap_err();
        assert_eq!(failure.kind, Kind::Interrupted);
        interrupt.lower();
        whisper.hear(&tone(), &ask(Language::En, &hint, &interrupt)).unwrap();
    }

    #[test]
    fn a_run_that_somebody_left_does_not_mix_with_the_next_one() {
        let Some((clip, _)) = spoken("en-us+m7", &ENGLISH) else { return };
        let (mut whisper, hint) = (whisper(), Hint::default());
        let whole = hear(&mut whisper, &clip, Language::En);
        for moment_ms in [0, 30, 60, 120] {
            let interrupt = Interrupt::default();
            let raised = interrupt.clone();
            let raising = std::thread::spawn(move || {
                std::thread::sleep(std::time::Duration::from_millis(moment_ms));
                raised.raise();
            });
            let left = whisper.hear(&tone(), &ask(Language::En, &hint, &interrupt));
            assert!(left.is_ok() || left.is_err_and(|failure| failure.kind == Kind::Interrupted));
            raising.join().unwrap();
            assert_eq!(hear(&mut whisper, &clip, Language::En).text(), whole.text(), "{moment_ms} ms");
        }
    }

    #[test]
    fn an_interrupt_between_chunks_is_seen() {
        let Some((clip, _)) = spoken("en-us+m7", &ENGLISH) else { return };
        let (mut whisper, interrupt, hint) = (whisper(), Interrupt::default(), Hint::default());
        interrupt.raise();
        let mut listening = Listening::to(&whisper);
        let result = listening.push(&clip.samples, &mut whisper, &ask(Language::En, &hint, &interrupt));
        assert_eq!(result.unwrap_err().kind, Kind::Interrupted);
    }

    #[test]
    fn a_short_chunk_is_shown_with_less_and_a_long_one_whole() {
        let whisper = whisper();
        let check =
            |seconds: f64, expected| assert_eq!(whisper.reduced_steps(Seconds(seconds).to_sample(RECOGNITION_RATE_HZ)), expected, "{seconds}");
        check(0.5, Some(512));
        check(8.2, Some(512));
        check(9.0, Some(576)); // 450 + 100, rounded up
        check(19.9, Some(1120));
        check(20.1, None);
        check(28.0, None);
    }

    #[test]
    fn a_model_that_may_be_given_no_hint_is_given_none_and_another_as_much_as_fits() {
        let mut whisper = whisper();
        let hint = Hint::new(Language::En, ["AWS EKS"]);
        assert_eq!(whisper.hint_text(&hint), None);
        whisper.takes_hint = true;
        assert!(whisper.hint_text(&hint).unwrap().ends_with("AWS and EKS."));
        let many = (0..40).map(|i| format!("Kubernetes{i}Operator ")).collect::<String>();
        let text = whisper.hint_text(&Hint::new(Language::Ko, [many.as_str()])).unwrap();
        let tokens = whisper.context.tokenize(&text, 448).unwrap().len();
        assert!((150..224).contains(&tokens), "{tokens} tokens");
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
