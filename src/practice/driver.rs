//! Carries out the effects of the rehearsal with the real parts, and turns what they report into events.

use std::sync::mpsc::Receiver;
use std::time::{Duration, Instant};

use jiff::Timestamp;

use crate::assess::{self, Demand};
use crate::domain::{Attempt, AttemptState, Failure, Grade, Kind, Language, Message, Prompt, Seconds, Session};
use crate::messages::Catalogue;
use crate::msg;
use crate::record::{Phase as TakePhase, Source};
use crate::replay;
use crate::score::Rubric;
use crate::speak::{Speaker, Spoken};
use crate::store::{Home, Store};
use crate::transcribe::{Hint, Transcriber};

use super::effect::{Effect, Outcome};
use super::event::Event;
use super::follow_up::{FollowUps, Thread};
use super::grading::Graded;
use super::hearing;
use super::job::Job;
use super::notes::notes;
use super::questions::{Asked, Questions};
use super::recognition::{self, Answer, Recognised, Recognition};
use super::state::{Phase, Plan, Rehearsal};
use super::step::step;
use super::table::{Hands, Meter, Screen, Sight};
use super::takes::{Finished, RunningTake};
use super::warning::{Warning, beep};

/// How long the loop waits for a key before it looks at the sound and the work behind the table again. Short enough for a level meter.
const TURN: Duration = Duration::from_millis(50);

/// So many of the last seconds to prepare in are counted.
const COUNTED: u64 = 3;

pub type OpenSource<'a> = Box<dyn FnMut(Option<Seconds>) -> Result<Box<dyn Source>, Failure> + 'a>;
pub type Judged<'a> = Box<dyn FnMut(&Attempt, Seconds) + 'a>;
type RoundText<'a> = Box<dyn Fn(&[(Attempt, Asked)]) -> String + 'a>;
pub type ResultText<'a> = Box<dyn Fn(&Attempt, &Prompt) -> String + 'a>;

/// The real parts of a rehearsal.
pub struct Parts<'a> {
    pub store: &'a Store,
    pub home: &'a Home,
    pub rubric: &'a Rubric,
    pub catalogue: &'a Catalogue,
    /// What the answers are kept as belonging to, from the first one on.
    pub session: Session,
    pub questions: Questions,
    /// The follow-ups that may be asked.
    pub follow_ups: FollowUps,
    /// Pairs of words that mean the same to the candidate.
    pub synonyms: Vec<(String, String)>,
    pub speaker: Box<dyn Speaker + Send>,
    /// What the parts have to tell while they work, for example that the voice has failed.
    pub notices: Receiver<Message>,
    /// How the coming end of the time is announced, where the plan asks for it.
    pub warning: Warning,
    /// Opens the microphone, or what plays its part, which ends by itself where a longest time is given; called once for every take.
    pub open_source: OpenSource<'a>,
    /// The last seconds of the preparation are heard.
    pub counts_aloud: bool,
    /// The sound begins just where the answer is asked for, as a file does; a microphone's cue comes when its first samples have arrived.
    pub cue_at_start: bool,
    pub transcriber: Option<Box<dyn Transcriber + Send>>,
    pub hands: &'a mut dyn Hands,
    pub screen: &'a mut dyn Screen,
    /// Where the answer is played to; `None` is the system's choice.
    pub output_device: Option<String>,
    /// The findings in words.
    pub result_text: ResultText<'a>,
    /// Called with every attempt that was judged, once it is stored, and how long after the end of the answer its words were there.
    pub judged: Judged<'a>,
    /// A whole mock interview in words.
    pub round_text: RoundText<'a>,
    pub clock: fn() -> Timestamp,
    /// When the interview is, where that is known.
    pub interview: Option<Timestamp>,
}

/// Rehearses until the plan is fulfilled, the user leaves, or the sound fails.
///
/// # Errors
/// The failure of the microphone or the recording, after everything that was said has been kept; `Kind::Storage` where nothing can be kept.
pub fn rehearse(parts: Parts<'_>, plan: Plan) -> Result<Outcome, Failure> {
    let mut driver = Driver {
        parts,
        rehearsal: Rehearsal::new(plan),
        began: Instant::now(),
        asked: None,
        take: None,
        attempt: None,
        cue: Seconds::ZERO,
        answer_ended: Instant::now(),
        listening: None,
        work: Work::None,
        beep: None,
        sound_failure: None,
        outcome: None,
        thread: None,
        graded: None,
        counted: None,
        round: Vec::new(),
    };
    let outcome = driver.run();
    driver.show_round();
    driver.parts.screen.show(&Sight::End);
    match (outcome?, driver.sound_failure.take()) {
        (Outcome::SoundFailed(_), Some(failure)) => Err(failure),
        (outcome, _) => Ok(outcome),
    }
}

type VoiceJob = Job<(Box<dyn Speaker + Send>, Result<Spoken, Failure>)>;

/// What goes on behind the table once the answer is over, or before it begins; never two things at once.
enum Work {
    None,
    Voice(VoiceJob),
    Recognition(Job<Recognised>),
    Playing(Job<Result<(), Failure>>),
}

struct Driver<'a> {
    parts: Parts<'a>,
    rehearsal: Rehearsal,
    began: Instant,
    asked: Option<Asked>,
    take: Option<RunningTake>,
    attempt: Option<Attempt>,
    cue: Seconds,
    answer_ended: Instant,
    /// Listens while the answer is recorded.
    listening: Option<Recognition>,
    work: Work,
    /// The sound that says that the target is near.
    beep: Option<Job<Result<(), Failure>>>,
    sound_failure: Option<Failure>,
    outcome: Option<Outcome>,
    /// The last answer that was no follow-up, and what was asked about it.
    thread: Option<Thread>,
    /// What the answer did to the memory of its question.
    graded: Option<Graded>,
    /// The second before the end of the preparation that was counted last.
    counted: Option<u64>,
    /// The answers of a silent round.
    round: Vec<(Attempt, Asked)>,
}

impl Driver<'_> {
    fn run(&mut self) -> Result<Outcome, Failure> {
        self.feed(Event::Begun)?;
        loop {
            if let Some(outcome) = self.outcome {
                return Ok(outcome);
            }
            if let Some(key) = self.parts.hands.poll(TURN) {
                self.feed(Event::Pressed(key))?;
            }
            while let Ok(message) = self.parts.notices.try_recv() {
                self.notice(message);
            }
            self.feed(Event::Tick { now: Seconds(self.began.elapsed().as_secs_f64()) })?;
            self.look_at_take()?;
            self.look_at_work()?;
            self.parts.screen.turn();
        }
    }

    /// One event, and everything that it causes at once.
    fn feed(&mut self, event: Event) -> Result<(), Failure> {
        let (rehearsal, effects) = step(self.rehearsal, event);
        self.rehearsal = rehearsal;
        for effect in effects {
            if let Some(answer) = self.perform(effect)? {
                self.feed(answer)?;
            }
        }
        Ok(())
    }

    /// Carries out one effect; some are answered by an event at once.
    fn perform(&mut self, effect: Effect) -> Result<Option<Event>, Failure> {
        match effect {
            Effect::Choose => return self.choose().map(Some),
            Effect::ChooseFollowUp => return Ok(Some(self.choose_follow_up())),
            Effect::Ask => self.ask(),
            Effect::SkipVoice | Effect::StopRecognition | Effect::StopPlaying => self.interrupt_work(),
            Effect::ShowPreparation { left } => self.show_preparation(left),
            Effect::ShowNotes => self.show_notes()?,
            Effect::Regrade(grade) => self.regrade(grade)?,
            Effect::StartTake => return self.start_take(),
            Effect::Cue => self.give_cue()?,
            Effect::WarnTime => self.warn_time(),
            Effect::WarnLimit => self.notice(msg!("practice-limit-reached")),
            Effect::WarnOnlyZeros => self.notice(msg!("practice-only-zeros")),
            Effect::EndTake(ending) => return self.end_take(ending.state()).map(Some),
            Effect::Judge => self.start_recognition(),
            Effect::ShowResult => self.show_result(),
            Effect::ShowChoices => self.show_choices(),
            Effect::Play => self.start_playing(Seconds::ZERO),
            Effect::PlayFinding(finding) => return Ok(self.play_finding(finding)),
            Effect::Leave(outcome) => self.outcome = Some(outcome),
        }
        Ok(None)
    }

    fn notice(&mut self, message: Message) {
        self.parts.screen.show(&Sight::Notice(message));
    }

    /// In a mock interview follow-ups come by themselves.
    fn choose(&mut self) -> Result<Event, Failure> {
        if let Questions::Round(round) = &mut self.parts.questions
            && self.thread.is_some()
            && round.takes_follow_up()
        {
            let event = self.choose_follow_up();
            if event != Event::NoFollowUp {
                return Ok(event);
            }
        }
        self.thread = None;
        self.asked = self.parts.questions.next(self.parts.store, (self.parts.clock)())?;
        Ok(self.asked.as_ref().map_or(Event::NothingToAsk, |asked| Event::Chosen { timing: asked.prompt.timing, follows: false }))
    }

    fn choose_follow_up(&mut self) -> Event {
        let seed = (self.parts.clock)().as_nanosecond() as u64;
        let asked = self.thread.as_mut().and_then(|thread| thread.next(&self.parts.follow_ups, seed));
        match asked {
            Some(asked) => {
                let timing = asked.prompt.timing;
                // In a silent round the reason would say how the answer went.
                let why = asked.why.clone().filter(|_| !self.rehearsal.plan.silent);
                self.asked = Some(Asked { why, ..asked });
                Event::Chosen { timing, follows: true }
            }
            None => Event::NoFollowUp,
        }
    }

    /// What nobody said during a mock interview.
    fn show_round(&mut self) {
        if !self.round.is_empty() {
            let text = (self.parts.round_text)(&self.round);
            self.parts.screen.show(&Sight::Result { text: &text });
        }
    }

    fn ask(&mut self) {
        let asked = self.asked.clone().expect("a question is chosen before it is asked");
        let text = asked.text().to_owned();
        self.parts.screen.show(&Sight::Question { prompt: &asked.prompt, text: &text, language: asked.language, why: asked.why.clone() });
        self.speak(text, asked.language);
    }

    /// On the screen in any case; the sound goes into the recording where the loudspeaker is not a headphone.
    fn warn_time(&mut self) {
        let left = self.rehearsal.plan.warn_before_target.unwrap_or_default();
        let message = msg!("practice-time-left", seconds = left.0.round() as u64);
        match self.parts.warning {
            Warning::Shown => {}
            Warning::Beep => self.start_beep(),
            Warning::Voice => {
                let language = self.asked.as_ref().map_or(self.parts.catalogue.language(), |asked| asked.language);
                self.speak(Catalogue::new(language).say(&message), language);
            }
        }
        self.notice(message);
    }

    fn speak(&mut self, text: String, language: Language) {
        let mut speaker = std::mem::replace(&mut self.parts.speaker, Box::new(crate::speak::OnScreen));
        self.work = Work::Voice(Job::start(move |interrupt, _| {
            let spoken = speaker.speak(&text, language, interrupt);
            (speaker, spoken)
        }));
    }

    /// The answer is over, and so is what is said about its end.
    fn end_warning(&mut self) -> Result<(), Failure> {
        if let Some(beep) = self.beep.take() {
            beep.interrupt();
            if let Err(failure) = beep.join()?.or_else(unless_interrupted) {
                self.notice(failure.what);
            }
        }
        if let Work::Voice(job) = std::mem::replace(&mut self.work, Work::None) {
            job.interrupt();
            (self.parts.speaker, _) = job.join()?;
        }
        Ok(())
    }

    fn interrupt_work(&mut self) {
        match &self.work {
            Work::None => {}
            Work::Voice(job) => job.interrupt(),
            Work::Recognition(job) => job.interrupt(),
            Work::Playing(job) => job.interrupt(),
        }
    }

    fn start_take(&mut self) -> Result<Option<Event>, Failure> {
        self.parts.screen.show(&Sight::Arming);
        let asked = self.asked.as_ref().expect("a question is asked before it is answered");
        let now = (self.parts.clock)();
        let longest = self.rehearsal.timing.filter(|_| self.rehearsal.plan.stop_at_limit).map(|timing| timing.limit);
        let started = (self.parts.open_source)(longest).and_then(|mut source| RunningTake::start(source.as_mut(), self.parts.home, now));
        match started {
            Ok(take) => {
                let session = &self.parts.session;
                let attempt = take.attempt(self.parts.store.new_id(now.as_nanosecond() as u64)?, asked, &session.id, now);
                self.parts.store.in_one_go(|store| store.keep_session(session).and_then(|()| store.insert(&attempt)))?;
                self.listen(&take, &attempt);
                self.attempt = Some(attempt);
                self.take = Some(take);
                Ok(None)
            }
            Err(failure) => Ok(Some(self.sound_failed(failure))),
        }
    }

    /// Begins to recognise the answer while it is recorded. Where the file cannot be read along, that waits for its end.
    fn listen(&mut self, take: &RunningTake, attempt: &Attempt) {
        let Ok(along) = take.read_along() else { return };
        self.listening = self.parts.transcriber.take().map(|transcriber| Recognition::start(self.answer(attempt), along, transcriber));
    }

    fn answer(&self, attempt: &Attempt) -> Answer {
        let prompt = self.asked.as_ref().map(|asked| &asked.prompt);
        Answer { file: attempt.file.clone(), language: attempt.language, hint: Hint::for_prompt(prompt, attempt.language) }
    }

    /// What was heard so far is of no use; the recogniser is, for the next answer.
    fn stop_listening(&mut self) -> Result<(), Failure> {
        if let Some(listening) = self.listening.take() {
            self.parts.transcriber = listening.stop()?;
        }
        Ok(())
    }

    fn sound_failed(&mut self, failure: Failure) -> Event {
        let kind = failure.kind;
        self.sound_failure = Some(failure);
        Event::SourceFailed(kind)
    }

    fn give_cue(&mut self) -> Result<(), Failure> {
        let recorded = self.take.as_ref().map_or(Seconds::ZERO, |take| take.status().recorded);
        self.cue = if self.parts.cue_at_start { Seconds::ZERO } else { recorded };
        self.parts.screen.show(&Sight::Cue);
        self.parts.hands.cue();
        Ok(())
    }

    fn look_at_take(&mut self) -> Result<(), Failure> {
        let Some(take) = &self.take else { return Ok(()) };
        let status = take.status();
        if self.rehearsal.phase == Phase::Arming && status.recorded > Seconds::ZERO {
            self.feed(Event::SoundArrived)?;
        }
        if let Some(timing) = self.rehearsal.timing.filter(|_| matches!(self.rehearsal.phase, Phase::Answering { .. })) {
            let elapsed = status.recorded - self.cue;
            let meter =
                Meter { elapsed, timing, rms: status.level.rms, peak: status.level.peak, clipped: status.clipped, lost_frames: status.lost_frames };
            self.parts.screen.show(&Sight::Meter(meter));
            self.feed(Event::Recorded { length: status.recorded, cue: self.cue })?;
        }
        if self.take.as_ref().is_some_and(RunningTake::is_only_zeros) {
            self.feed(Event::OnlyZeros)?;
        }
        match status.phase {
            TakePhase::Ended => self.feed(Event::SourceEnded),
            TakePhase::Failed => self.take_failed(),
            TakePhase::Waiting | TakePhase::Running => Ok(()),
        }
    }

    /// The sound broke off. What was recorded is kept when the take is ended; before the first sample there is nothing to keep.
    fn take_failed(&mut self) -> Result<(), Failure> {
        if self.rehearsal.phase == Phase::Arming {
            self.end_take(AttemptState::Unfinished)?;
        }
        let kind = self.sound_failure.as_ref().map_or(Kind::DeviceMissing, |failure| failure.kind);
        self.feed(Event::SourceFailed(kind))
    }

    fn end_take(&mut self, state: AttemptState) -> Result<Event, Failure> {
        self.answer_ended = Instant::now();
        self.end_warning()?;
        let event = self.finish_take(state)?;
        let is_judged = matches!(event, Event::Kept) && self.attempt.as_ref().is_some_and(|attempt| attempt.state == AttemptState::Complete);
        if !is_judged {
            self.stop_listening()?;
        }
        Ok(event)
    }

    fn finish_take(&mut self, state: AttemptState) -> Result<Event, Failure> {
        let (Some(take), Some(mut attempt)) = (self.take.take(), self.attempt.take()) else { return Ok(Event::Kept) };
        match take.finish(&mut attempt)? {
            Finished::Kept { trouble: None } => self.keep(attempt, state),
            // A whole answer whose sound broke off, or that nobody could hear, is kept as an unfinished one, and said.
            Finished::Kept { trouble: Some(failure) } => {
                let failed = self.sound_failed(failure);
                let whole = state == AttemptState::Complete;
                let kept = self.keep(attempt, if whole { AttemptState::Unfinished } else { state })?;
                Ok(if whole { failed } else { kept })
            }
            Finished::Empty(failure) => {
                self.parts.store.remove(&attempt.id)?;
                Ok(if state == AttemptState::Complete { self.sound_failed(failure) } else { Event::Kept })
            }
        }
    }

    fn keep(&mut self, mut attempt: Attempt, state: AttemptState) -> Result<Event, Failure> {
        attempt.state = state;
        self.parts.store.update(&attempt)?;
        let id = attempt.id.to_string();
        match state {
            AttemptState::Unfinished => self.notice(msg!("practice-kept-unfinished", id = id)),
            AttemptState::Discarded => self.notice(msg!("practice-kept-discarded", id = id)),
            _ => {}
        }
        self.attempt = Some(attempt);
        Ok(Event::Kept)
    }

    fn start_recognition(&mut self) {
        let attempt = self.attempt.as_ref().expect("an answer is kept before it is judged");
        self.parts.screen.show(&Sight::Recognising { share: 0.0 });
        self.work = Work::Recognition(match self.listening.take() {
            Some(listening) => listening.answer_ended(),
            None => recognition::afterwards(self.answer(attempt), self.parts.transcriber.take()),
        });
    }

    fn look_at_work(&mut self) -> Result<(), Failure> {
        match std::mem::replace(&mut self.work, Work::None) {
            Work::None => Ok(()),
            Work::Voice(job) if job.is_finished() => self.voice_ended(job),
            Work::Recognition(job) if job.is_finished() => self.recognition_ended(job),
            Work::Playing(job) if job.is_finished() => self.playing_ended(job),
            running => {
                self.show_progress(&running);
                self.work = running;
                Ok(())
            }
        }
    }

    fn show_progress(&mut self, work: &Work) {
        match work {
            Work::Recognition(job) => {
                if let Some(share) = job.progress() {
                    self.parts.screen.show(&Sight::Recognising { share });
                }
            }
            Work::Playing(job) => {
                if let Some(at) = job.progress() {
                    self.show_playing(Seconds(at));
                }
            }
            Work::None | Work::Voice(_) => {}
        }
    }

    fn voice_ended(&mut self, job: VoiceJob) -> Result<(), Failure> {
        let (speaker, spoken) = job.join()?;
        self.parts.speaker = speaker;
        if let Err(failure) = spoken {
            self.notice(failure.what);
        }
        self.feed(Event::Asked)
    }

    fn recognition_ended(&mut self, job: Job<Recognised>) -> Result<(), Failure> {
        let recognised = job.join()?;
        self.parts.transcriber = recognised.transcriber;
        let (heard, words) = recognised.found?;
        let asked = self.asked.clone().expect("an answer has a question");
        let mut attempt = self.attempt.take().expect("an answer is kept before it is judged");
        let transcript = words.unwrap_or_else(|failure| {
            let message = match failure.kind {
                Kind::Interrupted => msg!("practice-recognition-stopped", id = attempt.id.to_string()),
                _ => msg!("practice-recognition-failed", id = attempt.id.to_string(), why = self.parts.catalogue.say(&failure.what)),
            };
            self.notice(message);
            None
        });
        let stories = assess::candidates(&self.parts.store.stories()?, &self.parts.store.ties()?, Some(&asked.prompt), attempt.language);
        let demand = Demand { prompt: Some(&asked.prompt), cue: self.cue, stories: &stories, synonyms: &self.parts.synonyms };
        assess::judge(&mut attempt, &heard, transcript, demand, self.parts.rubric);
        self.parts.store.update(&attempt)?;
        self.graded = Some(Graded::by_scorecard(self.parts.store, &asked.prompt.id, &attempt, (self.parts.clock)(), self.parts.interview)?);
        (self.parts.judged)(&attempt, Seconds(self.answer_ended.elapsed().as_secs_f64()));
        if asked.follows.is_none() {
            self.thread = Some(Thread::new(attempt.clone(), &asked.prompt.follow_ups));
        }
        if self.rehearsal.plan.silent {
            self.round.push((attempt.clone(), asked));
        }
        self.attempt = Some(attempt);
        self.feed(Event::Judged)
    }

    fn show_result(&mut self) {
        let (Some(attempt), Some(asked)) = (&self.attempt, &self.asked) else { return };
        let text = (self.parts.result_text)(attempt, &asked.prompt);
        self.parts.screen.show(&Sight::Result { text: &text });
    }

    fn show_choices(&mut self) {
        let follow_up = self.thread.as_ref().is_some_and(|thread| thread.has_next(&self.parts.follow_ups));
        let review = self.graded.as_ref().map(|graded| &graded.after);
        let findings = self.attempt.as_ref().map_or(0, |attempt| hearing::audible(attempt).count());
        self.parts.screen.show(&Sight::Choices { last: !self.rehearsal.has_room(), follow_up, findings, review });
        self.parts.hands.choices_shown();
    }

    fn regrade(&mut self, grade: Grade) -> Result<(), Failure> {
        match &mut self.graded {
            Some(graded) => graded.regrade(self.parts.store, grade, self.parts.interview),
            None => Ok(()),
        }
    }

    /// Counts the last seconds aloud, where anything is to be heard at all.
    fn show_preparation(&mut self, left: Seconds) {
        self.parts.screen.show(&Sight::Preparing { left });
        let second = left.0.ceil() as u64;
        if self.parts.counts_aloud && second <= COUNTED && self.counted.replace(second) != Some(second) {
            self.start_beep();
        }
    }

    fn show_notes(&mut self) -> Result<(), Failure> {
        let Some(asked) = &self.asked else { return Ok(()) };
        let notes = notes(self.parts.store, &asked.prompt, asked.language)?;
        if notes.lines.is_empty() {
            self.notice(msg!("practice-no-notes"));
            return Ok(());
        }
        if notes.are_only_near {
            self.notice(msg!("practice-near-notes"));
        }
        self.parts.screen.show(&Sight::Notes(&notes.lines));
        Ok(())
    }

    fn start_beep(&mut self) {
        let device = self.parts.output_device.clone();
        self.beep = Some(Job::start(move |interrupt, _| replay::play(&beep(), device.as_deref(), Seconds::ZERO, interrupt, &mut |_| {})));
    }

    /// A finding that there is not is played already.
    fn play_finding(&mut self, finding: usize) -> Option<Event> {
        let Some(from) = self.attempt.as_ref().and_then(|attempt| hearing::start_of(attempt, finding)) else { return Some(Event::Played) };
        self.start_playing(from);
        None
    }

    fn start_playing(&mut self, from: Seconds) {
        let file = self.attempt.as_ref().map(|attempt| attempt.file.clone()).expect("an answer is kept before it is played");
        self.work = Work::Playing(hearing::start(file, self.parts.output_device.clone(), from));
    }

    fn show_playing(&mut self, at: Seconds) {
        let Some(attempt) = &self.attempt else { return };
        let words = attempt.transcript.as_ref().map(|transcript| transcript.words.as_slice()).unwrap_or_default();
        let line = hearing::line_at(words, at);
        self.parts.screen.show(&Sight::Playing { at, length: attempt.duration_s.unwrap_or_default(), words: &line });
    }

    fn playing_ended(&mut self, job: Job<Result<(), Failure>>) -> Result<(), Failure> {
        if let Err(failure) = job.join()?.or_else(unless_interrupted) {
            self.notice(failure.what);
        }
        self.feed(Event::Played)
    }
}

/// What the user stopped himself is no news to him.
fn unless_interrupted(failure: Failure) -> Result<(), Failure> {
    if failure.kind == Kind::Interrupted { Ok(()) } else { Err(failure) }
}
