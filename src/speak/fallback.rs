//! A voice that may fail: the first failure is told, and from then on questions stand on the screen.

use super::{OnScreen, Speaker, Spoken};
use crate::domain::{Failure, Interrupt, Kind, Language, Message};

/// Speaks while it can. A language whose question could not be spoken is not tried again, the other language is; the same failure is told once.
pub struct Fallback<T: FnMut(&Failure)> {
    voice: Option<Box<dyn Speaker + Send>>,
    unspoken: Vec<Language>,
    told: Vec<Message>,
    tell: T,
}

impl<T: FnMut(&Failure)> Fallback<T> {
    /// `voice` as it could be started; where it could not, `tell` hears of it now.
    pub fn new(voice: Result<Box<dyn Speaker + Send>, Failure>, tell: T) -> Self {
        let mut fallback = Self { voice: None, unspoken: Vec::new(), told: Vec::new(), tell };
        match voice {
            Ok(voice) => fallback.voice = Some(voice),
            Err(failure) => fallback.tell_once(&failure),
        }
        fallback
    }

    fn tell_once(&mut self, failure: &Failure) {
        if !self.told.contains(&failure.what) {
            self.told.push(failure.what.clone());
            (self.tell)(failure);
        }
    }
}

impl<T: FnMut(&Failure)> Speaker for Fallback<T> {
    fn speak(&mut self, text: &str, language: Language, interrupt: &Interrupt) -> Result<Spoken, Failure> {
        let voice = self.voice.as_mut().filter(|_| !self.unspoken.contains(&language));
        match voice.map(|voice| voice.speak(text, language, interrupt)) {
            Some(Err(failure)) if failure.kind == Kind::VoiceMissing => {
                self.unspoken.push(language);
                self.tell_once(&failure);
                OnScreen.speak(text, language, interrupt)
            }
            Some(outcome) => outcome,
            None => OnScreen.speak(text, language, interrupt),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Argument;
    use crate::msg;

    /// A voice that knows some languages, and after `questions_left` questions none any more.
    struct Scripted {
        knows: Vec<Language>,
        questions_left: usize,
    }

    impl Speaker for Scripted {
        fn speak(&mut self, _text: &str, language: Language, _interrupt: &Interrupt) -> Result<Spoken, Failure> {
            if self.questions_left == 0 {
                return Err(Failure::new(Kind::VoiceMissing, msg!("speak-voice-lost")));
            }
            self.questions_left -= 1;
            if self.knows.contains(&language) {
                Ok(Spoken::Aloud)
            } else {
                Err(Failure::new(Kind::VoiceMissing, msg!("speak-no-voice-for-language", language = language.code())))
            }
        }
    }

    fn unavailable() -> Result<Box<dyn Speaker + Send>, Failure> {
        Err(Failure::new(Kind::VoiceMissing, msg!("speak-no-voice")))
    }

    fn available(knows: &[Language], questions_left: usize) -> Result<Box<dyn Speaker + Send>, Failure> {
        Ok(Box::new(Scripted { knows: knows.to_vec(), questions_left }))
    }

    #[track_caller]
    fn check(voice: Result<Box<dyn Speaker + Send>, Failure>, asked: &[Language], expected: &[Spoken], expected_told: &[&str]) {
        let mut told = Vec::new();
        let mut speaker = Fallback::new(voice, |failure: &Failure| told.push(in_words(&failure.what)));
        let spoken: Vec<Spoken> = asked.iter().map(|&language| speaker.speak("?", language, &Interrupt::default()).unwrap()).collect();
        drop(speaker);
        assert_eq!((spoken.as_slice(), told), (expected, expected_told.iter().map(|&message| message.to_owned()).collect()));
    }

    fn in_words(message: &Message) -> String {
        let values = message.arguments.iter().map(|(_, value)| match value {
            Argument::Text(text) | Argument::Competency(text) => format!(" {text}"),
            Argument::Count(count) => format!(" {count}"),
        });
        message.key.to_owned() + &values.collect::<String>()
    }

    #[test]
    fn each_question_is_asked_by_what_there_is_and_each_loss_told_once() {
        use Language::{En, Ko};
        use Spoken::{Aloud, OnScreen};
        check(available(&[Ko, En], 9), &[Ko, En, Ko], &[Aloud, Aloud, Aloud], &[]);
        check(unavailable(), &[Ko, En], &[OnScreen, OnScreen], &["speak-no-voice"]);
        check(available(&[En], 9), &[En, Ko, Ko, En], &[Aloud, OnScreen, OnScreen, Aloud], &["speak-no-voice-for-language ko"]);
        check(available(&[Ko, En], 1), &[Ko, Ko, En, Ko], &[Aloud, OnScreen, OnScreen, OnScreen], &["speak-voice-lost"]);
        check(unavailable(), &[], &[], &["speak-no-voice"]);
    }
}
