//! From a recording to a judged attempt: the one place where the order of measuring, recognising, labelling and scoring stands.
//!
//! Practice, `score` and `attempt rescore` all come through here, so the same samples give the same figures on every way.

mod gaps;

use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::domain::{
    Attempt, Failure, Interrupt, Language, Part, Prompt, PromptKind, RECOGNITION_RATE_HZ, RecordingFacts, Scheme, Seconds, SpeechTrack, Story,
    StoryThemes, Ties, Transcript, Word,
};
use crate::measure::{self, Levels, Question, SpeechFinder};
use crate::record::{self, ReadAlong, SoundFacts};
use crate::score::{self, Rubric};
use crate::star::{self, Candidate};
use crate::transcribe::{self, Ask, Haste, Hearing, Hint, Listening, Transcriber};

pub use gaps::{Lack, lacks};

/// A recording, listened to before any word is known.
#[derive(Clone, Debug, PartialEq)]
pub struct Heard {
    pub file: PathBuf,
    pub track: SpeechTrack,
    pub facts: SoundFacts,
}

/// Reads a recording, twice, and finds the speech in it; it is never in memory as a whole. `progress` is told how much of it is dealt with; both
/// passes count half.
///
/// # Errors
/// `Kind::BadInput` naming the file and what is wrong with it; `Kind::Storage` where it cannot be read; `Kind::Interrupted`.
pub fn hear(file: &Path, interrupt: &Interrupt, progress: &mut dyn FnMut(Seconds)) -> Result<Heard, Failure> {
    let mut read = 0;
    let mut look_up = |samples: &[f32]| {
        read += samples.len();
        progress(Seconds::at_sample(read / 2, RECOGNITION_RATE_HZ));
        transcribe::stop_if(interrupt)
    };
    let mut levels = Levels::new();
    record::recognition_blocks(file, &mut |samples| {
        levels.push(samples);
        look_up(samples)
    })?;
    let mut speech = SpeechFinder::new(levels.finish());
    let facts = record::recognition_blocks(file, &mut |samples| {
        speech.push(samples);
        look_up(samples)
    })?;
    Ok(Heard { file: file.to_owned(), track: speech.finish(), facts })
}

/// The words of a recording.
///
/// # Errors
/// Those of the transcriber, and of reading the file.
pub fn recognise(
    heard: &Heard,
    transcriber: &mut dyn Transcriber,
    language: Language,
    hint: &Hint,
    interrupt: &Interrupt,
    progress: &mut dyn FnMut(f64),
) -> Result<Transcript, Failure> {
    let ask = Ask { language, hint, haste: Haste::Waiting, interrupt };
    let mut listening = Listening::to(transcriber);
    record::recognition_blocks(&heard.file, &mut |samples| {
        listening.push(samples, transcriber, &ask)?;
        progress((listening.recognised().0 / heard.facts.length.0).min(1.0));
        Ok(())
    })?;
    let hearing = listening.finish(transcriber, &ask)?;
    progress(1.0);
    Ok(hearing.transcript(&heard.track))
}

/// How often a recording that is still being written is looked at for more.
const LOOK_EVERY: Duration = Duration::from_millis(100);

/// Recognises a recording while it is being written; it goes on until `ended` is raised and everything is read. The words are those that
/// [`recognise`] finds in the finished file.
///
/// # Errors
/// Those of the transcriber, and of reading the file.
pub fn listen(
    mut along: ReadAlong,
    ended: &Interrupt,
    transcriber: &mut dyn Transcriber,
    language: Language,
    hint: &Hint,
    interrupt: &Interrupt,
) -> Result<Hearing, Failure> {
    let mut listening = Listening::to(transcriber);
    let ask = |haste| Ask { language, hint, haste, interrupt };
    let mut samples = Vec::new();
    loop {
        // Asked before the file is read, so that nothing that came before the end stays unread.
        let last = ended.is_raised();
        let haste = if last { Haste::Waiting } else { Haste::Background };
        let more = along.read(&mut samples)?;
        listening.push(&samples, transcriber, &ask(haste))?;
        samples.clear();
        match (more, last) {
            (true, _) => {}
            (false, true) => break,
            (false, false) => std::thread::sleep(LOOK_EVERY),
        }
    }
    along.finish(&mut samples);
    listening.push(&samples, transcriber, &ask(Haste::Waiting))?;
    listening.finish(transcriber, &ask(Haste::Waiting))
}

/// What the answer is held against.
#[derive(Clone, Copy, Debug, Default)]
pub struct Demand<'a> {
    /// The question, where it is known.
    pub prompt: Option<&'a Prompt>,
    /// When the answer was asked for.
    pub cue: Seconds,
    /// The candidate's own stories, any of which he may have told.
    pub stories: &'a [Candidate],
    /// Pairs that mean the same to him.
    pub synonyms: &'a [(String, String)],
}

/// The stories that an answer to `prompt` may tell: all there are, those that serve it marked; of one in two languages the one in the answer's. Only
/// stories are told as such: a motivation is none.
pub fn candidates(stories: &[Story], ties: &Ties, prompt: Option<&Prompt>, language: Language) -> Vec<Candidate> {
    if scheme(prompt) != Some(Scheme::Star) {
        return Vec::new();
    }
    let serves = |story: &Story| prompt.is_some_and(|prompt| ties.serves(story, stories, prompt));
    let has_one = stories.iter().any(serves);
    let near = prompt.filter(|_| has_one).map(|prompt| StoryThemes::of(stories).near(prompt, ties)).unwrap_or_default();
    let could_serve = |story: &Story| near.iter().any(|one| one.id == story.id);
    let is_better_told = |story: &Story| story.language != language && ties.other(story, stories).is_some_and(|other| other.language == language);
    let candidate = |story: &Story| {
        let is_linked = serves(story);
        Candidate { is_linked, fits: has_one.then(|| is_linked || could_serve(story)), story: story.clone() }
    };
    stories.iter().filter(|story| !is_better_told(story)).map(candidate).collect()
}

/// What the answer is read with. A recording whose question is unknown is read as a story: the form most interview answers should have.
fn scheme(prompt: Option<&Prompt>) -> Option<Scheme> {
    prompt.map_or(Some(Scheme::Star), Prompt::scheme)
}

/// Puts everything that can be found out into the attempt. Without a transcript words and coverage stay unknown and the rest is there.
pub fn judge(attempt: &mut Attempt, heard: &Heard, transcript: Option<Transcript>, demand: Demand<'_>, rubric: &Rubric) {
    let lost_frames = attempt.recording.map_or(0, |facts| facts.lost_frames);
    let facts = RecordingFacts { rate_hz: heard.facts.rate_hz, lost_frames, clipped: heard.facts.clipped, snr_db: heard.track.snr_db };
    let (timing, kind) = (demand.prompt.map(|prompt| prompt.timing), demand.prompt.map(|prompt| prompt.kind));
    let question = Question { language: attempt.language, cue: demand.cue, timing, kind };
    let words = transcript.as_ref().map(|transcript| transcript.words.as_slice());
    let measurements = measure::measure(&heard.track, words, &question);
    let read = words.zip(scheme(demand.prompt)).map(|(words, scheme)| star::cover(words, &heard.track, scheme, attempt.language));
    let coverage = read.map(|coverage| match &attempt.coverage {
        Some(before) => star::correct_as_before(coverage, before, attempt.language),
        None => coverage,
    });
    let coverage = coverage.map(|mut coverage| {
        star::tell_story(&mut coverage, demand.stories, demand.synonyms, attempt.language, certainty(words));
        coverage
    });
    let scorecard = score::score(rubric, &measurements, coverage.as_ref(), Some(&facts), attempt.language, kind);
    attempt.duration_s = Some(heard.facts.length.to_millis());
    attempt.recording = Some(facts);
    attempt.transcript = transcript;
    attempt.measurements = Some(measurements);
    attempt.coverage = coverage;
    attempt.scorecard = Some(scorecard);
}

/// The mean probability of the words.
fn certainty(words: Option<&[Word]>) -> f64 {
    let words = words.unwrap_or_default();
    words.iter().map(|word| word.p).sum::<f64>() / words.len().max(1) as f64
}

/// Scores the attempt again with the labels of some sentences as the user says they are. Nothing is heard or recognised again.
pub fn correct(attempt: &mut Attempt, corrections: &[(usize, Part)], kind: Option<PromptKind>, rubric: &Rubric) {
    let (Some(mut coverage), Some(measurements)) = (attempt.coverage.take(), attempt.measurements.as_ref()) else { return };
    for &(sentence, part) in corrections {
        coverage = star::correct(&coverage, sentence, part, attempt.language);
    }
    attempt.scorecard = Some(score::score(rubric, measurements, Some(&coverage), attempt.recording.as_ref(), attempt.language, kind));
    attempt.coverage = Some(coverage);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Clip;
    use crate::record::{FromFile, Pace, Take, resample};
    use crate::transcribe::test_voice::spoken;
    use crate::transcribe::{Models, Whisper};

    /// As a microphone at 48 kHz delivers it.
    fn record_while_listening(clip: &Clip, file: &Path, whisper: &mut Whisper) -> Hearing {
        let mut source = FromFile::of_clip("test".to_owned(), resample(clip, 48_000), Pace::Fast);
        let take = Take::start(&mut source, file).unwrap();
        let (along, ended, interrupt) = (take.read_along().unwrap(), Interrupt::default(), Interrupt::default());
        std::thread::scope(|scope| {
            let listening = scope.spawn(|| listen(along, &ended, whisper, Language::En, &Hint::default(), &interrupt));
            while take.status().phase != record::Phase::Ended {
                std::thread::yield_now();
            }
            take.finish().unwrap();
            ended.raise();
            listening.join().unwrap().unwrap()
        })
    }

    #[test]
    fn an_answer_heard_while_it_is_recorded_has_the_words_of_its_file() {
        let sentences = ["My task was to cut the load time below three seconds.", "I was responsible for the delivery network."];
        let Some((clip, _)) = spoken("en-us+m7", &sentences) else { return };
        let folder = tempfile::tempdir().unwrap();
        let model = Models::new(vec![folder.path().to_owned()]).find(Some("demo")).unwrap();
        let mut whisper = Whisper::load(&model, 1).unwrap();
        let file = folder.path().join("녹음 1.wav");
        let live = record_while_listening(&clip, &file, &mut whisper);
        let heard = hear(&file, &Interrupt::default(), &mut |_| {}).unwrap();
        let afterwards = recognise(&heard, &mut whisper, Language::En, &Hint::default(), &Interrupt::default(), &mut |_| {}).unwrap();
        // Other programs may take the cores in one of the two runs, which is told and changes the last digits of probabilities.
        let words = |transcript: &Transcript| transcript.words.iter().map(|word| (word.text.clone(), word.start, word.end)).collect::<Vec<_>>();
        assert_eq!(words(&live.transcript(&heard.track)), words(&afterwards));
        assert_eq!(afterwards.text(), sentences.join(" "));
    }
}
