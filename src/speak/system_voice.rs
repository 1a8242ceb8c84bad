//! The operating system's voice through the `tts` crate: Speech Dispatcher, AVFoundation, WinRT.
//!
//! Any call into the system's speech service may block for ever, so one thread owns the service for the life of the process and everybody else
//! talks to it through channels, with time-outs. Callbacks only send; speaking from inside one would deadlock in `tts`.

use std::mem::ManuallyDrop;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread;
use std::time::{Duration, Instant};

use tts::{Tts, UtteranceId, Voice};

use super::{Speaker, Spoken};
use crate::domain::{Failure, Interrupt, Kind, Language, Message};
use crate::msg;

/// A question must be on the screen within five seconds where no voice answers.
const START_LIMIT: Duration = Duration::from_millis(4_500);
/// From the request to the first sound.
const BEGIN_LIMIT: Duration = Duration::from_secs(4);
/// The same where the voices must be listed first. Speech Dispatcher offers 13,000 (each language of espeak-ng in a hundred variants), and libspeechd
/// takes 2.1 s on one core of a server to list them, each time a voice is set. So this is done beside other work where possible, and on a busy
/// machine must not look like a service that hangs.
const BEGIN_LIMIT_WITH_LISTING: Duration = Duration::from_secs(10);
/// How long a voice may take for a character, and once for the whole text. espeak-ng at 150 words a minute was measured at 0.06 s for a character
/// of an English question, 0.17 s of a Korean one and 0.21 s of a Korean one with many numbers.
const LIMIT_FOR_A_CHARACTER: Duration = Duration::from_millis(250);
const LIMIT_FOR_A_TEXT: Duration = Duration::from_secs(5);
/// For a voice that was told to stop to say that it has.
const STOP_LIMIT: Duration = Duration::from_secs(1);
/// How often a waiting question looks for an interrupt.
const POLL: Duration = Duration::from_millis(20);
/// The end is reported when the last sample has been handed to the sound server, which then still plays what it holds: up to 0.3 s were measured with
/// PulseAudio.
const AFTER_END: Duration = Duration::from_millis(500);
/// The same for a voice that was told to stop, which speaks what is in its buffers: 0.7 s were measured.
const AFTER_STOP: Duration = Duration::from_secs(1);
/// Said without volume at the start. Two letters, because single ones make `tts` change the reading of punctuation.
const PROBE: &str = "ah";

/// The voice. Dropping it leaves the thread and the service where they are until the process ends.
pub struct SystemVoice {
    orders: Sender<Order>,
    news: Receiver<News>,
    heard: Heard,
    /// The language whose voice is set, or will be before the next text.
    current: Language,
    /// Why the voice is not used any more.
    lost: Option<Message>,
}

/// What the thread is asked to do.
enum Order {
    /// Say something without volume, in whatever voice is set.
    Probe,
    /// List the voices, and set the one for this language.
    Prepare(Language),
    Say(String, Language),
    Stop,
}

/// What the thread tells.
enum News {
    /// There are voices for these languages.
    Voices(Vec<Language>),
    /// The text was taken, under this name.
    Taken(String),
    Began(String),
    /// The end, or that it was stopped.
    Ended(String),
    /// The service failed; its reason.
    Failed(String),
}

/// How waiting ended.
#[derive(Clone, Copy, PartialEq)]
enum Wait {
    Reached,
    Interrupted,
    TimedOut,
}

impl SystemVoice {
    /// Starts the service and makes sure that sound really comes out: Speech Dispatcher accepts a text, and even reports that it began, where no sound
    /// server runs, so something without volume is said and its end awaited. The voice for `first`, the language of the first question, is then looked up
    /// on the thread.
    ///
    /// # Errors
    /// `Kind::VoiceMissing` where that has not happened after 4.5 s; the thread is then left to itself.
    pub fn start(first: Language) -> Result<Self, Failure> {
        let (orders, orders_taken) = mpsc::channel();
        let (news_sent, news) = mpsc::channel();
        let thread = thread::Builder::new().name("voice".into()).spawn(move || run(&orders_taken, &news_sent));
        thread.map_err(|cause| missing(msg!("speak-no-voice")).because(cause))?;
        let mut voice = Self { orders, news, heard: Heard::default(), current: first, lost: None };
        // Elsewhere the service plays the sound itself and needs no server.
        if cfg!(target_os = "linux") {
            voice.prove_sound()?;
        }
        voice.order(Order::Prepare(first))?;
        Ok(voice)
    }

    fn prove_sound(&mut self) -> Result<(), Failure> {
        self.order(Order::Probe)?;
        match self.wait(START_LIMIT, &Interrupt::default(), Heard::end) {
            Ok(Wait::Reached) => Ok(()),
            Ok(_) if self.heard.begin() => Err(missing(msg!("speak-no-sound"))),
            Ok(_) => Err(missing(msg!("speak-no-answer"))),
            Err(Failure { cause, .. }) => Err(Failure { cause, ..missing(msg!("speak-no-voice")) }),
        }
    }

    fn order(&mut self, order: Order) -> Result<(), Failure> {
        self.orders.send(order).map_err(|cause| self.lose().because(cause.to_string()))
    }

    fn wait(&mut self, limit: Duration, interrupt: &Interrupt, reached: fn(&Heard) -> bool) -> Result<Wait, Failure> {
        let deadline = Instant::now() + limit;
        while !reached(&self.heard) {
            let left = deadline.saturating_duration_since(Instant::now());
            if interrupt.is_raised() {
                return Ok(Wait::Interrupted);
            } else if left.is_zero() {
                return Ok(Wait::TimedOut);
            }
            match self.news.recv_timeout(left.min(POLL)) {
                Ok(News::Failed(reason)) => return Err(self.lose().because(reason)),
                Ok(news) => self.heard.note(news),
                Err(RecvTimeoutError::Timeout) => {}
                Err(cause @ RecvTimeoutError::Disconnected) => return Err(self.lose().because(cause)),
            }
        }
        Ok(Wait::Reached)
    }

    /// Says the text from begin to end; `None` where it did not begin in time.
    fn say(&mut self, text: String, language: Language, interrupt: &Interrupt) -> Result<Option<Spoken>, Failure> {
        let end_limit = end_limit(&text);
        let begin_limit = if language == self.current { BEGIN_LIMIT } else { BEGIN_LIMIT_WITH_LISTING };
        self.current = language;
        self.heard.forget_texts();
        self.order(Order::Say(text, language))?;
        match self.wait(begin_limit, interrupt, Heard::begin)? {
            Wait::Reached => {}
            Wait::Interrupted => return Ok(Some(Spoken::Interrupted)),
            Wait::TimedOut => return Ok(None),
        }
        Ok(Some(match self.wait(end_limit, interrupt, Heard::end)? {
            Wait::Reached => Spoken::Aloud,
            Wait::Interrupted => Spoken::Interrupted,
            Wait::TimedOut => Spoken::EndNotReported,
        }))
    }

    /// Silences the voice and waits until it is silent, but not long.
    fn stop(&mut self) {
        if self.orders.send(Order::Stop).is_ok() {
            // A voice that fails while it is stopped is silent too; the next question finds out.
            let _ = self.wait(STOP_LIMIT, &Interrupt::default(), Heard::end);
            thread::sleep(AFTER_STOP);
        }
    }

    fn lose(&mut self) -> Failure {
        missing(self.lost.insert(msg!("speak-voice-lost")).clone())
    }
}

impl Speaker for SystemVoice {
    fn speak(&mut self, text: &str, language: Language, interrupt: &Interrupt) -> Result<Spoken, Failure> {
        if let Some(reason) = &self.lost {
            return Err(missing(reason.clone()));
        }
        match self.wait(BEGIN_LIMIT_WITH_LISTING, interrupt, Heard::voices)? {
            Wait::Reached => {}
            Wait::Interrupted => return Ok(Spoken::Interrupted),
            Wait::TimedOut => return Err(self.lose()),
        }
        if !self.heard.languages.iter().flatten().any(|&spoken| spoken == language) {
            return Err(missing(msg!("speak-no-voice-for-language", language = language.code())));
        }
        let text = speakable(text);
        if text.is_empty() {
            return Ok(Spoken::Aloud);
        }
        let spoken = self.say(text, language, interrupt)?;
        match spoken {
            Some(Spoken::Aloud) => thread::sleep(AFTER_END),
            Some(_) => self.stop(),
            // It may begin yet, but the question is late already. Where the thread has ended too, there is nobody to stop.
            None => drop(self.orders.send(Order::Stop)),
        }
        spoken.ok_or_else(|| self.lose())
    }
}

/// What the thread has told. Its news about a text may come in any order, and some may be about an earlier text.
#[derive(Default)]
struct Heard {
    languages: Option<Vec<Language>>,
    taken: Option<String>,
    begun: Vec<String>,
    ended: Vec<String>,
}

impl Heard {
    fn note(&mut self, news: News) {
        match news {
            News::Voices(languages) => self.languages = Some(languages),
            News::Taken(name) => self.taken = Some(name),
            News::Began(name) => self.begun.push(name),
            News::Ended(name) => self.ended.push(name),
            News::Failed(_) => {}
        }
    }

    fn forget_texts(&mut self) {
        *self = Self { languages: self.languages.take(), ..Self::default() };
    }

    fn voices(&self) -> bool {
        self.languages.is_some()
    }

    fn begin(&self) -> bool {
        self.taken.as_ref().is_some_and(|name| self.begun.contains(name) || self.ended.contains(name))
    }

    fn end(&self) -> bool {
        self.taken.as_ref().is_some_and(|name| self.ended.contains(name))
    }
}

/// The thread: owns the service, does what it is asked, and never lets go of it. Dropping a `Tts` whose voice still speaks makes its callback panic
/// inside C code.
fn run(orders: &Receiver<Order>, news: &Sender<News>) {
    let outcome = Service::open(news).and_then(|service| {
        let mut service = ManuallyDrop::new(service);
        orders.iter().try_for_each(|order| service.obey(order, news))
    });
    if let Err(cause) = outcome {
        // Nobody listens any more where the voice was given up.
        drop(news.send(News::Failed(cause.to_string())));
    }
}

struct Service {
    tts: Tts,
    voices: Vec<(Language, Voice)>,
    /// The language whose voice is set.
    current: Option<Language>,
}

impl Service {
    fn open(news: &Sender<News>) -> Result<Self, tts::Error> {
        let tts = Tts::default()?;
        report(&tts, news)?;
        Ok(Self { tts, voices: Vec::new(), current: None })
    }

    fn obey(&mut self, order: Order, news: &Sender<News>) -> Result<(), tts::Error> {
        let told = match order {
            Order::Probe => News::Taken(self.probe()?),
            Order::Prepare(language) => News::Voices(self.prepare(language)?),
            Order::Say(text, language) => {
                self.set_language(language)?;
                News::Taken(self.say(text)?)
            }
            Order::Stop => return self.tts.stop().map(drop),
        };
        // Nobody listens any more where the voice was given up.
        drop(news.send(told));
        Ok(())
    }

    /// The volume belongs to this connection and is as before when this returns.
    fn probe(&mut self) -> Result<String, tts::Error> {
        let usual = self.tts.get_volume()?;
        self.tts.set_volume(self.tts.min_volume())?;
        let taken = self.say(PROBE.to_owned())?;
        self.tts.set_volume(usual)?;
        Ok(taken)
    }

    fn prepare(&mut self, first: Language) -> Result<Vec<Language>, tts::Error> {
        let offered = self.tts.voices()?;
        let names: Vec<(String, String)> = offered.iter().map(|voice| (voice.name(), voice.language().to_string())).collect();
        let chosen = Language::ALL.into_iter().filter_map(|language| Some((language, offered[choose(&names, language)?].clone())));
        self.voices = chosen.collect();
        self.set_language(first)?;
        Ok(self.voices.iter().map(|&(language, _)| language).collect())
    }

    /// Leaves the voice as it is where there is none for the language.
    fn set_language(&mut self, language: Language) -> Result<(), tts::Error> {
        let voice = self.voices.iter().find(|(spoken, _)| *spoken == language && self.current != Some(language));
        if let Some((_, voice)) = voice {
            self.tts.set_voice(voice)?;
            self.current = Some(language);
        }
        Ok(())
    }

    /// Returns the name under which the begin and the end will be reported.
    fn say(&mut self, text: String) -> Result<String, tts::Error> {
        self.tts.speak(text, false)?.map(name).ok_or(tts::Error::NoneError)
    }
}

/// Passes the service's begins and ends on.
fn report(tts: &Tts, news: &Sender<News>) -> Result<(), tts::Error> {
    let (begin, end, stop) = (news.clone(), news.clone(), news.clone());
    // Nobody listens any more where the voice was given up.
    tts.on_utterance_begin(Some(Box::new(move |id| drop(begin.send(News::Began(name(id)))))))?;
    tts.on_utterance_end(Some(Box::new(move |id| drop(end.send(News::Ended(name(id)))))))?;
    tts.on_utterance_stop(Some(Box::new(move |id| drop(stop.send(News::Ended(name(id)))))))
}

/// Utterance ids can be compared and sent between threads on some systems only, their names on all.
fn name(id: UtteranceId) -> String {
    format!("{id:?}")
}

/// Which of the voices (name, language tag) to use: the plain tag or the United States' before other regions. espeak-ng's variants of a voice
/// (`Korean+whisper`) never.
fn choose(voices: &[(String, String)], language: Language) -> Option<usize> {
    let rank = |tag: &str| match tag.to_ascii_lowercase().as_str() {
        "ko" | "ko-kr" | "en-us" => 0,
        "en" | "en-gb" => 1,
        _ => 2,
    };
    let fitting = voices.iter().enumerate().filter(|(_, (name, tag))| Language::from_code(tag) == Some(language) && !name.contains('+'));
    fitting.min_by_key(|(_, (_, tag))| rank(tag)).map(|(index, _)| index)
}

/// Without control characters, which end a text or a command for some services; empty where there is nothing to say.
fn speakable(text: &str) -> String {
    if !text.chars().any(char::is_alphanumeric) {
        return String::new();
    }
    text.replace(char::is_control, " ").trim().to_owned()
}

fn end_limit(text: &str) -> Duration {
    let characters = u32::try_from(text.chars().count()).unwrap_or(u32::MAX);
    LIMIT_FOR_A_TEXT.saturating_add(LIMIT_FOR_A_CHARACTER.saturating_mul(characters))
}

fn missing(what: Message) -> Failure {
    let hint = if cfg!(target_os = "linux") { msg!("speak-install-on-debian") } else { msg!("speak-install-elsewhere") };
    Failure::new(Kind::VoiceMissing, what).hint(hint)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_choice(tags: &[(&str, &str)], language: Language, expected: Option<&str>) {
        let voices: Vec<(String, String)> = tags.iter().map(|&(name, tag)| (name.to_owned(), tag.to_owned())).collect();
        assert_eq!(choose(&voices, language).map(|index| voices[index].0.as_str()), expected);
    }

    #[test]
    fn a_plain_voice_of_the_language_is_chosen() {
        let espeak = [("Afrikaans", "af"), ("English (Caribbean)", "en-029"), ("English (Great Britain)", "en-GB")];
        check_choice(&espeak, Language::En, Some("English (Great Britain)"));
        check_choice(&espeak, Language::Ko, None);
        check_choice(&[("America+whisper", "en-US"), ("New York", "en-US-NYC"), ("America", "en-US")], Language::En, Some("America"));
        check_choice(&[("Korean+f2", "ko")], Language::Ko, None);
        check_choice(&[("Konkani", "kok"), ("Yuna", "ko-KR")], Language::Ko, Some("Yuna"));
        check_choice(&[], Language::En, None);
    }

    #[track_caller]
    fn check_speakable(text: &str, expected: &str) {
        assert_eq!(speakable(text), expected);
    }

    #[test]
    fn a_text_is_freed_of_what_a_voice_cannot_say() {
        check_speakable("왜 그랬나요?", "왜 그랬나요?");
        check_speakable("One.\nTwo\0.", "One. Two .");
        check_speakable("…?!", "");
        check_speakable("", "");
    }

    #[test]
    fn a_slow_korean_voice_has_time_for_a_long_question() {
        assert_eq!(end_limit(""), Duration::from_secs(5));
        assert_eq!(end_limit(&"가".repeat(200)), Duration::from_secs(55));
    }

    #[track_caller]
    fn check_heard(news: Vec<News>, expected_begin: bool, expected_end: bool) {
        let mut heard = Heard::default();
        news.into_iter().for_each(|news| heard.note(news));
        assert_eq!((heard.begin(), heard.end()), (expected_begin, expected_end));
    }

    #[test]
    fn only_news_about_the_text_that_was_taken_counts() {
        use News::{Began, Ended, Taken};
        let (old, new) = (|| "1".to_owned(), || "2".to_owned());
        check_heard(vec![], false, false);
        check_heard(vec![Began(new())], false, false);
        check_heard(vec![Began(new()), Taken(new())], true, false);
        check_heard(vec![Ended(old()), Taken(new()), Began(new())], true, false);
        check_heard(vec![Taken(new()), Began(new()), Ended(old())], true, false);
        check_heard(vec![Taken(new()), Began(new()), Ended(new())], true, true);
        check_heard(vec![Taken(new()), Ended(new())], true, true);
    }
}
