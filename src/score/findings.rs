//! What stands out in an answer: every observation outside its band, with its moment, how much it matters, and how far outside it is.

use super::rubric::Rubric;
use crate::domain::{
    Adherence, Coverage, FillerTier, Finding, LabelledSentence, Language, Measurements, Observation, PaceUnit, Part, PromptKind, RecordingFacts,
    Scheme, Seconds, StoryPointSaid,
};

/// A finding that may be shown.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Candidate {
    pub finding: Finding,
    pub weight: f64,
    /// How far outside its band, 0 (at the edge) to 1 (as far as it matters).
    pub severity: f64,
    /// Whether it was the candidate's doing; the recording's faults cost no points.
    pub behaviour: bool,
}

impl Candidate {
    pub fn matters(&self) -> f64 {
        self.weight * self.severity
    }
}

/// Even at the edge of its band an observation is not nothing.
const AT_THE_EDGE: f64 = 0.3;

fn candidate(at_s: Option<Seconds>, observation: Observation, weight: f64, excess: f64) -> Candidate {
    let severity = (AT_THE_EDGE + (1.0 - AT_THE_EDGE) * excess).clamp(AT_THE_EDGE, 1.0);
    Candidate { finding: Finding { at_s, observation }, weight, severity, behaviour: true }
}

/// How far above `upper`, as a share of it.
fn above(value: f64, upper: f64) -> f64 {
    if upper > 0.0 { (value - upper) / upper } else { 1.0 }
}

/// How far below `lower`, as a share of it.
fn below(value: f64, lower: f64) -> f64 {
    if lower > 0.0 { (lower - value) / lower } else { 0.0 }
}

/// Where the first word begins.
fn first_speech(m: &Measurements) -> Option<Seconds> {
    m.latency_s.map(|latency| m.cue_s + latency)
}

/// Length against the target. Twice, or half, of what was asked for is as bad as it gets.
pub fn of_length(rubric: &Rubric, m: &Measurements) -> Option<Candidate> {
    let (target_s, answer_s, start) = (m.target_s?, m.answer_s, first_speech(m)?);
    match m.adherence? {
        Adherence::Within => None,
        Adherence::Over { by_s } => {
            let observation = Observation::OverTarget { answer_s, target_s, by_s };
            let window_closed = start + answer_s - by_s;
            Some(candidate(Some(window_closed), observation, rubric.weights.over_target, above(target_s.0 + by_s.0, target_s.0)))
        }
        Adherence::Under { by_s } => {
            let observation = Observation::UnderTarget { answer_s, target_s, by_s };
            Some(candidate(Some(start + answer_s), observation, rubric.weights.under_target, 2.0 * by_s.0 / target_s.0.max(1.0)))
        }
    }
}

/// Twice the limit is as long as a hesitation needs to be.
pub fn of_latency(rubric: &Rubric, m: &Measurements) -> Option<Candidate> {
    let latency_s = m.latency_s.filter(|latency| latency.0 >= rubric.latency.upper_s)?;
    let observation = Observation::LongLatency { latency_s };
    Some(candidate(Some(m.cue_s), observation, rubric.weights.long_latency, above(latency_s.0, rubric.latency.upper_s)))
}

/// The longest of the pauses that are too long where they stand; the first of equals.
pub fn of_pauses(rubric: &Rubric, m: &Measurements) -> Option<Candidate> {
    let judged = m.pauses.iter().filter_map(|pause| {
        let (length, inside) = (pause.length(), pause.inside_sentence == Some(true));
        let limit = if inside { rubric.pause.inside_s } else { rubric.pause.anywhere_s };
        let too_long = if inside { length.0 >= limit } else { length.0 > limit };
        let observation = Observation::LongPause { pause_s: length, inside };
        too_long.then(|| candidate(Some(pause.start), observation, rubric.weights.long_pause, above(length.0, limit)))
    });
    judged.reduce(|worst, next| if next.severity > worst.severity { next } else { worst })
}

/// A third outside the band is as far as anyone can follow.
pub fn of_pace(rubric: &Rubric, m: &Measurements, language: Language) -> Option<Candidate> {
    let (rate, unit) = match language {
        Language::Ko => (m.pace.syllables_per_min, PaceUnit::Syllables),
        Language::En => (m.pace.words_per_min, PaceUnit::Words),
    };
    let per_min = rate.filter(|_| m.answer_s.0 >= rubric.min_answer_s)?.0;
    let band = rubric.pace(language);
    if per_min > band.upper {
        let observation = Observation::FastPace { per_min, upper: band.upper, unit };
        return Some(candidate(None, observation, rubric.weights.fast_pace, 3.0 * above(per_min, band.upper)));
    }
    let observation = Observation::SlowPace { per_min, lower: band.lower, unit };
    (per_min < band.lower).then(|| candidate(None, observation, rubric.weights.slow_pace, 3.0 * below(per_min, band.lower)))
}

/// Only what is surely a filler; its moment is the first of them.
pub fn of_fillers(rubric: &Rubric, m: &Measurements) -> Option<Candidate> {
    let count = m.fillers.counted.filter(|count| *count >= rubric.fillers.min_count && m.answer_s.0 >= rubric.min_answer_s)?;
    let per_min = count as f64 * 60.0 / m.answer_s.0;
    let first = m.fillers.items.iter().find(|filler| filler.tier == FillerTier::Counted).map(|filler| filler.start);
    let observation = Observation::ManyFillers { per_min, count };
    (per_min > rubric.fillers.upper_per_min)
        .then(|| candidate(first, observation, rubric.weights.many_fillers, above(per_min, rubric.fillers.upper_per_min)))
}

/// Its moment is the first of them.
pub fn of_repetitions(rubric: &Rubric, m: &Measurements) -> Option<Candidate> {
    let count = Some(m.repetitions.len()).filter(|count| *count >= rubric.repetitions.min_count && m.answer_s.0 >= rubric.min_answer_s)?;
    let per_min = count as f64 * 60.0 / m.answer_s.0;
    let upper = rubric.repetitions.upper_per_min;
    let observation = Observation::ManyRepetitions { per_min, count };
    let first = m.repetitions.first().map(|repetition| repetition.start);
    (per_min > upper).then(|| candidate(first, observation, rubric.weights.many_repetitions, above(per_min, upper)))
}

/// All of them is as bad as it gets; its moment is the weakest of them.
pub fn of_endings(rubric: &Rubric, m: &Measurements) -> Option<Candidate> {
    let (count, of) = (m.voice.weak_endings.len(), m.voice.endings);
    let weakest = m.voice.weak_endings.iter().max_by(|a, b| a.drop_db.total_cmp(&b.drop_db))?;
    let share = count as f64 / of.max(1) as f64;
    let limits = &rubric.endings;
    let observation = Observation::WeakEndings { count, of };
    (count >= limits.min_count && share >= limits.upper_share)
        .then(|| candidate(Some(weakest.start), observation, rubric.weights.weak_endings, above(share, limits.upper_share)))
}

/// The last quarter of the stretches against those before; its moment is where that quarter begins.
pub fn of_rush(rubric: &Rubric, m: &Measurements) -> Option<Candidate> {
    let rates: Vec<(Seconds, f64)> = m.over_time.iter().filter_map(|stretch| Some((stretch.start, stretch.pace.articulation_per_min?.0))).collect();
    if m.answer_s.0 < rubric.rush.min_answer_s || rates.len() < 2 {
        return None;
    }
    let (before, last) = rates.split_at(rates.len() - rates.len().div_ceil(4));
    let mean = |rates: &[(Seconds, f64)]| rates.iter().map(|(_, rate)| rate).sum::<f64>() / rates.len() as f64;
    let (per_min, before) = (mean(last), mean(before));
    let upper = before * rubric.rush.ratio;
    let observation = Observation::RushedEnd { per_min, before };
    (per_min > upper).then(|| candidate(Some(last[0].0), observation, rubric.weights.rushed_end, 3.0 * above(per_min, upper)))
}

pub fn of_recording(rubric: &Rubric, recording: &RecordingFacts) -> Vec<Candidate> {
    let millis = |frames: u64| frames as f64 * 1000.0 / f64::from(recording.rate_hz.max(1));
    let (clipped, lost) = (millis(recording.clipped), millis(recording.lost_frames));
    let limits = &rubric.recording;
    let clipping = (clipped > limits.clipped_upper_ms).then(|| {
        candidate(None, Observation::Clipped { samples: recording.clipped }, rubric.weights.clipped, above(clipped, limits.clipped_upper_ms) / 10.0)
    });
    let holes = (lost > limits.lost_upper_ms).then(|| {
        candidate(
            None,
            Observation::LostFrames { frames: recording.lost_frames },
            rubric.weights.lost_frames,
            above(lost, limits.lost_upper_ms) / 4.0,
        )
    });
    clipping.into_iter().chain(holes).map(|fault| Candidate { behaviour: false, ..fault }).collect()
}

/// What the parts of the answer show. A follow-up asks for one part, so nothing is missing from its answer and no share is out of place.
pub fn of_coverage(rubric: &Rubric, coverage: &Coverage, kind: Option<PromptKind>) -> Vec<Candidate> {
    // A follow-up is answered with the point that was asked for, not with a story.
    if coverage.sentences.is_empty() || kind == Some(PromptKind::FollowUp) {
        return Vec::new();
    }
    let mut found = missing_parts(rubric, coverage);
    found.extend(shares(rubric, coverage));
    if coverage.scheme == Scheme::Star {
        found.extend(figures(rubric, coverage));
        found.extend(ownership(rubric, coverage));
        found.extend(late_action(rubric, coverage));
    }
    found.extend(own_story(rubric, coverage));
    found
}

fn missing_parts(rubric: &Rubric, coverage: &Coverage) -> Vec<Candidate> {
    let weights = &rubric.weights;
    let missing = |part: Part| coverage.missing.contains(&part);
    let no_setup = missing(Part::Situation) && missing(Part::Task);
    let first = coverage.sentences.first().and_then(|sentence| sentence.start);
    let last = coverage.sentences.last().and_then(|sentence| sentence.end);
    let judged = coverage.missing.iter().filter(|part| !(no_setup && **part == Part::Task)).map(|&part| {
        let (weight, at_s) = match part {
            Part::Situation | Part::Task if !no_setup => (weights.missing_one_of_setup, None),
            Part::Situation => (weights.missing_setup, first),
            Part::Action => (weights.missing_action, None),
            Part::Result => (weights.missing_result, last),
            _ => (weights.missing_part, None),
        };
        candidate(at_s, Observation::MissingPart { part }, weight, 1.0)
    });
    judged.collect()
}

/// Parts of a story that take too much or too little of its time. A long setting makes the Action short, which is then not said again.
fn shares(rubric: &Rubric, coverage: &Coverage) -> Vec<Candidate> {
    let bands = &rubric.star;
    if coverage.scheme != Scheme::Star || coverage.sentences.len() < bands.min_sentences {
        return Vec::new();
    }
    let share = |part: Part| coverage.shares.get(&part).copied().unwrap_or(0.0);
    let setup = share(Part::Situation) + share(Part::Task);
    let mut found = Vec::new();
    if setup > bands.setup_upper {
        found.push(long_part(rubric, coverage, Part::Situation, setup, bands.setup_upper));
    } else if told(coverage, Part::Action) && share(Part::Action) < bands.action_lower {
        found.push(short_part(rubric, coverage, Part::Action, share(Part::Action), bands.action_lower));
    }
    let band = rubric.result_band();
    if share(Part::Result) > band.upper {
        found.push(long_part(rubric, coverage, Part::Result, share(Part::Result), band.upper));
    } else if told(coverage, Part::Result) && share(Part::Result) < band.lower {
        found.push(short_part(rubric, coverage, Part::Result, share(Part::Result), band.lower));
    }
    found
}

/// `Part::Situation` stands for Situation and Task together.
fn long_part(rubric: &Rubric, coverage: &Coverage, part: Part, share: f64, upper: f64) -> Candidate {
    let at_s = begins(coverage, |label| label == part || (part == Part::Situation && label == Part::Task));
    candidate(at_s, Observation::LongPart { part, share, upper }, rubric.weights.long_part, above(share, upper))
}

fn short_part(rubric: &Rubric, coverage: &Coverage, part: Part, share: f64, lower: f64) -> Candidate {
    let at_s = begins(coverage, |label| label == part);
    candidate(at_s, Observation::ShortPart { part, share, lower }, rubric.weights.short_part, below(share, lower))
}

/// A Result without a number is said; where it has one, that the rest has none.
fn figures(rubric: &Rubric, coverage: &Coverage) -> Option<Candidate> {
    if coverage.result_has_number == Some(false) {
        let at_s = begins(coverage, |label| label == Part::Result);
        return Some(candidate(at_s, Observation::ResultWithoutNumber, rubric.weights.result_without_number, 1.0));
    }
    let (count, least) = (coverage.data_points, rubric.star.least_figures);
    let is_few = coverage.result_has_number.is_some() && coverage.sentences.len() >= rubric.star.min_sentences && count < least;
    is_few.then(|| candidate(None, Observation::FewFigures { count }, rubric.weights.few_figures, below(count as f64, least as f64)))
}

fn ownership(rubric: &Rubric, coverage: &Coverage) -> Option<Candidate> {
    let (i, we) = (coverage.ownership.i, coverage.ownership.we);
    let excess = above(we as f64, i.max(1) as f64);
    (i + we >= rubric.ownership.min_mentions && we > i)
        .then(|| candidate(None, Observation::MoreWeThanI { i, we }, rubric.weights.more_we_than_i, excess))
}

/// What stands before the Action, whatever it is; a setting that is too long is said as that.
fn late_action(rubric: &Rubric, coverage: &Coverage) -> Option<Candidate> {
    let bands = &rubric.star;
    let (first, last) = (coverage.sentences.first()?.start?, coverage.sentences.last()?.end?);
    let before_s = coverage.before_action_s.filter(|_| coverage.sentences.len() >= bands.min_sentences)?;
    let share = before_s.0 / (last - first).0.max(f64::MIN_POSITIVE);
    let setup: f64 = [Part::Situation, Part::Task].iter().filter_map(|part| coverage.shares.get(part)).sum();
    let observation = Observation::LateAction { before_s, share };
    (setup <= bands.setup_upper && share > bands.before_action_upper)
        .then(|| candidate(Some(first + before_s), observation, rubric.weights.late_action, above(share, bands.before_action_upper)))
}

/// The candidate's own story against what he said.
fn own_story(rubric: &Rubric, coverage: &Coverage) -> Vec<Candidate> {
    let limits = &rubric.own_story;
    let known = coverage.story.iter().filter(|point| point.said != StoryPointSaid::CannotTell).count();
    let count = coverage.story.iter().filter(|point| point.said == StoryPointSaid::NotSaid).count();
    let share = count as f64 / known.max(1) as f64;
    let left_out = (count >= limits.min_left_out && share > limits.left_out_upper).then(|| {
        candidate(None, Observation::PointsLeftOut { count, of: known }, rubric.weights.points_left_out, above(share, limits.left_out_upper))
    });
    let of_another = (coverage.told_fits == Some(false))
        .then(|| candidate(None, Observation::StoryOfAnotherPrinciple, rubric.weights.story_of_another_principle, 1.0));
    left_out.into_iter().chain(of_another).collect()
}

fn told(coverage: &Coverage, part: Part) -> bool {
    !coverage.missing.contains(&part)
}

/// When the first sentence of a part begins.
fn begins(coverage: &Coverage, is_it: impl Fn(Part) -> bool) -> Option<Seconds> {
    let first: Option<&LabelledSentence> = coverage.sentences.iter().find(|sentence| is_it(sentence.label));
    first.and_then(|sentence| sentence.start)
}
