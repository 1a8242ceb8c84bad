//! Cuts sound into the chunks that the recogniser is given, while it arrives: speech with a little silence around it, cut where the speaker paused.
//!
//! Whisper writes words that nobody said when it is handed long silence (Koenecke et al., "Careless Whisper", FAccT 2024; Barański et al.,
//! arXiv 2501.11378), so no chunk is made where no speech is found. The cuts depend on the samples alone: a microphone, a file, and a file read
//! in other blocks give the same chunks.

use crate::domain::{Clip, RECOGNITION_RATE_HZ, Seconds, Span};
use crate::measure::find_speech;

/// The sound is looked at again whenever so much has arrived, counted from the first sample.
const LOOK_EVERY: usize = RECOGNITION_RATE_HZ as usize;

/// Sound from before the last cut that is looked at along with what follows: the noise floor is searched 5 s around a frame.
const CONTEXT: Seconds = Seconds(5.0);

/// Pauses from here on end a phrase; WhisperX (Bain et al., arXiv 2303.00747) cuts at pauses of this order and merges what lies between.
const PHRASE_PAUSE: Seconds = Seconds(0.45);

/// From this length on a chunk ends at the next pause. The recogniser's work is nearly in proportion to a chunk's length down to 10 s, and what is
/// left when the answer ends is about one chunk.
const LONG_ENOUGH: Seconds = Seconds(8.0);

/// Phrases further apart than this never share a chunk: the silence between them would be handed over with them.
const LONGEST_SILENCE_INSIDE: Seconds = Seconds(2.0);

/// Silence that is kept at both ends of a chunk.
const MARGIN: Seconds = Seconds(0.2);

/// Less speech than this in a whole chunk is a click or a breath.
const LEAST_SPEECH: Seconds = Seconds(0.25);

/// Loudness is compared over frames of this length where a chunk must be cut inside speech.
const FRAME: Seconds = Seconds(0.03);

/// A stretch of sound to recognise.
#[derive(Clone, Debug, PartialEq)]
pub struct Chunk {
    /// Where it lies in the recording.
    pub span: Span,
    pub samples: Vec<f32>,
}

/// Sound at [`RECOGNITION_RATE_HZ`] in, chunks out.
pub struct Segmenter {
    longest: Seconds,
    /// What has arrived since `from`; begins with up to [`CONTEXT`] of sound that is dealt with.
    sound: Clip,
    /// The sample of the recording that `sound` begins with.
    from: usize,
    /// How many samples of `sound` are dealt with: cut off, or silent.
    done: usize,
}

/// What is to be done with the sound that is not dealt with; moments count from the start of `sound`.
enum Decision {
    /// More has to arrive.
    Wait,
    /// Nobody speaks up to here.
    Skip { to: Seconds },
    /// These regions are a chunk.
    Cut { hull: Span, speech: Seconds },
}

impl Segmenter {
    /// No chunk will be longer than `longest`.
    pub fn new(longest: Seconds) -> Self {
        Self { longest, sound: Clip { rate_hz: RECOGNITION_RATE_HZ, samples: Vec::new() }, from: 0, done: 0 }
    }

    /// Takes in more sound; the chunks that are settled by it, in order.
    pub fn push(&mut self, mut samples: &[f32]) -> Vec<Chunk> {
        let mut chunks = Vec::new();
        while !samples.is_empty() {
            let until_look = LOOK_EVERY - (self.from + self.sound.samples.len()) % LOOK_EVERY;
            let (now, later) = samples.split_at(until_look.min(samples.len()));
            self.sound.samples.extend_from_slice(now);
            if now.len() == until_look {
                self.cut(false, &mut chunks);
            }
            samples = later;
        }
        chunks
    }

    /// The sound has ended; the last chunks.
    pub fn finish(mut self) -> Vec<Chunk> {
        let mut chunks = Vec::new();
        self.cut(true, &mut chunks);
        chunks
    }

    fn cut(&mut self, ended: bool, chunks: &mut Vec<Chunk>) {
        let regions = find_speech(&self.sound).regions;
        loop {
            match self.decide(&self.regions_to_do(&regions), ended) {
                Decision::Wait => break,
                Decision::Skip { to } => {
                    self.done = to.to_sample(RECOGNITION_RATE_HZ);
                    break;
                }
                Decision::Cut { hull, speech } => chunks.extend(self.take(hull, speech, &regions)),
            }
        }
        self.forget();
    }

    /// The part of the regions that is not dealt with.
    fn regions_to_do(&self, regions: &[Span]) -> Vec<Span> {
        let done = Seconds::at_sample(self.done, RECOGNITION_RATE_HZ);
        regions.iter().map(|region| Span { start: region.start.max(done), end: region.end }).filter(|region| region.start < region.end).collect()
    }

    fn decide(&self, regions: &[Span], ended: bool) -> Decision {
        let now = self.sound.length();
        if regions.is_empty() {
            // A word may just have begun, too short yet to be told from a click.
            return Decision::Skip { to: (now - LONGEST_SILENCE_INSIDE).max(Seconds::at_sample(self.done, RECOGNITION_RATE_HZ)) };
        }
        let gap_after = |i: usize| match regions.get(i + 1) {
            Some(next) => next.start - regions[i].end,
            None if ended => LONGEST_SILENCE_INSIDE,
            None => now - regions[i].end,
        };
        let phrase_ends = (0..regions.len()).filter(|&i| gap_after(i) >= PHRASE_PAUSE);
        let mut fitting = None;
        for i in phrase_ends {
            if !self.fits(regions[0].start, regions[i].end) {
                break;
            }
            let long_enough = regions[i].end - regions[0].start >= LONG_ENOUGH;
            if long_enough || gap_after(i) >= LONGEST_SILENCE_INSIDE {
                return cut_after(regions, i);
            }
            fitting = Some(i);
        }
        match fitting {
            _ if self.fits(regions[0].start, regions[regions.len() - 1].end) => Decision::Wait,
            Some(i) => cut_after(regions, i),
            None => self.cut_inside_phrase(regions),
        }
    }

    fn fits(&self, start: Seconds, end: Seconds) -> bool {
        (end - start).0 + 2.0 * MARGIN.0 <= self.longest.0
    }

    /// Nobody pauses long enough: at the longest short pause of what fits, else at the quietest moment.
    fn cut_inside_phrase(&self, regions: &[Span]) -> Decision {
        let fitting = (0..regions.len() - 1).filter(|&i| self.fits(regions[0].start, regions[i].end));
        let gap = |i: usize| (regions[i + 1].start - regions[i].end).0;
        if let Some(widest) = fitting.max_by(|&a, &b| gap(a).total_cmp(&gap(b))) {
            return cut_after(regions, widest);
        }
        let most = Seconds(self.longest.0 - 2.0 * MARGIN.0);
        let start = regions[0].start;
        let search = Span { start: start + Seconds(most.0 / 2.0), end: (start + most).min(regions[0].end - LEAST_SPEECH) };
        let hull = Span { start, end: quietest_moment(search, &self.sound) };
        Decision::Cut { hull, speech: hull.length() }
    }

    /// The chunk with its margins; `None` where it holds too little speech. Everything up to its end is dealt with.
    fn take(&mut self, hull: Span, speech: Seconds, regions: &[Span]) -> Option<Chunk> {
        let at = |moment: Seconds| moment.to_sample(RECOGNITION_RATE_HZ);
        let next = regions.iter().map(|region| region.start).find(|&start| start >= hull.end);
        let within_a_region = regions.iter().any(|region| region.start < hull.end && hull.end < region.end);
        let latest = if within_a_region { hull.end } else { next.map_or(hull.end + MARGIN, |next| Seconds(f64::midpoint(hull.end.0, next.0))) };
        let start = at(hull.start - MARGIN).max(self.done);
        let end = at((hull.end + MARGIN).min(latest)).min(self.sound.samples.len());
        self.done = end;
        let moment = |sample: usize| Seconds::at_sample(self.from + sample, RECOGNITION_RATE_HZ);
        let chunk = || Chunk { span: Span { start: moment(start), end: moment(end) }, samples: self.sound.samples[start..end].to_vec() };
        (speech >= LEAST_SPEECH).then(chunk)
    }

    /// Lets go of sound that is dealt with and further back than any look needs.
    fn forget(&mut self) {
        let far = self.done.saturating_sub(CONTEXT.to_sample(RECOGNITION_RATE_HZ));
        self.sound.samples.drain(..far);
        self.from += far;
        self.done -= far;
    }
}

fn cut_after(regions: &[Span], last: usize) -> Decision {
    let speech = regions[..=last].iter().map(|region| region.length()).sum();
    Decision::Cut { hull: Span { start: regions[0].start, end: regions[last].end }, speech }
}

/// The middle of the frame with the least energy; the first one where several are equal.
fn quietest_moment(search: Span, clip: &Clip) -> Seconds {
    let frame = FRAME.to_sample(clip.rate_hz).max(1);
    let start = search.start.to_sample(clip.rate_hz);
    let end = search.end.to_sample(clip.rate_hz).min(clip.samples.len());
    let energy = |samples: &[f32]| samples.iter().map(|&sample| f64::from(sample).powi(2)).sum::<f64>();
    let quietest = clip.samples[start.min(end)..end].chunks_exact(frame).map(energy).enumerate().min_by(|a, b| a.1.total_cmp(&b.1));
    let cut = quietest.map_or(end, |(index, _)| start + index * frame + frame / 2);
    Seconds::at_sample(cut, clip.rate_hz).max(search.start).min(search.end)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// What is decided about these regions when `now` seconds have arrived.
    #[track_caller]
    fn check(speech: &[(f64, f64)], now: f64, ended: bool, longest: f64, expected: &str) {
        let mut segmenter = Segmenter::new(Seconds(longest));
        segmenter.sound.samples = vec![0.0; Seconds(now).to_sample(RECOGNITION_RATE_HZ)];
        let regions: Vec<Span> = speech.iter().map(|&(start, end)| Span::new(start, end)).collect();
        let decision = match segmenter.decide(&regions, ended) {
            Decision::Wait => "wait".to_owned(),
            Decision::Skip { to } => format!("skip {:.1}", to.0),
            Decision::Cut { hull, speech } => format!("{:.2}-{:.2} with {:.2}", hull.start.0, hull.end.0, speech.0),
        };
        assert_eq!(decision, expected, "{speech:?}");
    }

    #[test]
    fn a_chunk_ends_at_a_pause_once_it_is_long_enough() {
        check(&[(1.0, 5.0), (5.6, 8.0)], 9.0, false, 28.0, "wait");
        check(&[(1.0, 5.0), (5.6, 9.5)], 10.0, false, 28.0, "1.00-9.50 with 7.90");
        check(&[(1.0, 5.0), (5.6, 9.5)], 9.9, false, 28.0, "wait"); // the pause is short yet
        check(&[(1.0, 9.5), (9.8, 10.5)], 10.6, false, 28.0, "wait"); // a breath
    }

    #[test]
    fn long_silence_never_lies_inside_a_chunk() {
        check(&[(0.0, 4.0), (6.1, 8.0)], 8.5, false, 28.0, "0.00-4.00 with 4.00");
        check(&[(0.0, 4.0)], 6.1, false, 28.0, "0.00-4.00 with 4.00");
        check(&[(0.0, 4.0)], 5.9, false, 28.0, "wait");
    }

    #[test]
    fn what_is_left_at_the_end_is_a_chunk() {
        check(&[(0.0, 4.0), (4.6, 5.0)], 5.0, true, 28.0, "0.00-5.00 with 4.40");
        check(&[], 5.0, true, 28.0, "skip 3.0");
    }

    #[test]
    fn silence_is_passed_over_but_for_what_may_be_the_beginning_of_a_word() {
        check(&[], 10.0, false, 28.0, "skip 8.0");
        check(&[], 1.0, false, 28.0, "skip 0.0");
    }

    #[test]
    fn no_chunk_is_too_long() {
        check(&[(0.0, 4.0), (4.6, 8.0)], 8.2, false, 8.0, "0.00-4.00 with 4.00"); // the second one does not fit
        check(&[(0.0, 4.0), (4.6, 7.0)], 7.2, false, 8.0, "wait"); // it may still
        check(&[(0.0, 3.0), (3.3, 5.0), (5.3, 7.9)], 8.0, false, 8.0, "0.00-5.00 with 4.70"); // the longest short pause
        check(&[(0.0, 3.0), (3.4, 5.0), (5.3, 7.9)], 8.0, false, 8.0, "0.00-3.00 with 3.00");
        check(&[(0.0, 7.8)], 7.8, false, 8.0, "0.00-3.81 with 3.81"); // the first quietest frame after half the length
    }

    /// Vowel-like pulses with a little noise: `(silence, speech)` in seconds, in turn.
    fn sound(stretches: &[(f64, f64)]) -> Vec<f32> {
        let mut dice = 1_u32;
        let mut noise = || {
            dice = dice.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (dice >> 8) as f32 / 16_777_216.0 - 0.5
        };
        let mut samples = Vec::new();
        let mut resonance = [0.0_f32; 2];
        for &(silence, speech) in stretches {
            samples.extend((0..(silence * 16_000.0) as usize).map(|_| noise() * 1e-3));
            for n in 0..(speech * 16_000.0) as usize {
                let pulse = if n % 130 == 0 { 1.0 } else { 0.0 };
                let next = pulse + 1.85 * resonance[0] - 0.93 * resonance[1];
                resonance = [next, resonance[0]];
                let syllables = 0.6 + 0.4 * (n as f32 / 16_000.0 * 25.0).sin();
                samples.push(next * 0.08 * syllables + noise() * 1e-3);
            }
        }
        samples
    }

    fn cut(samples: &[f32], longest: f64, block: usize) -> Vec<Chunk> {
        let mut segmenter = Segmenter::new(Seconds(longest));
        let mut chunks: Vec<Chunk> = samples.chunks(block).flat_map(|block| segmenter.push(block)).collect();
        chunks.extend(segmenter.finish());
        chunks
    }

    #[test]
    fn phrases_become_chunks_that_are_there_before_the_sound_ends() {
        let samples = sound(&[(0.5, 4.0), (0.6, 5.0), (0.6, 3.0), (3.0, 2.0), (0.5, 0.0)]);
        let mut segmenter = Segmenter::new(Seconds(28.0));
        let early: Vec<f64> = segmenter.push(&samples).iter().map(|chunk| chunk.span.end.0).collect();
        let late: Vec<f64> = segmenter.finish().iter().map(|chunk| chunk.span.end.0).collect();
        let near = |ends: &[f64], expected: &[f64]| ends.len() == expected.len() && ends.iter().zip(expected).all(|(a, b)| (a - b).abs() < 0.25);
        assert!(near(&early, &[10.3, 13.9]) && near(&late, &[18.9]), "{early:?} {late:?}");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(10))]

        #[test]
        fn chunks_depend_on_the_samples_alone_and_keep_all_of_the_speech(
            stretches in prop::collection::vec((0.0..3.5f64, 0.2..14.0f64), 1..5), longest in 6.0..28.0f64, block in 1..60_000usize,
        ) {
            let samples = sound(&stretches);
            let chunks = cut(&samples, longest, samples.len());
            prop_assert_eq!(&cut(&samples, longest, block), &chunks);
            for pair in chunks.windows(2) {
                prop_assert!(pair[0].span.end <= pair[1].span.start, "{:?} {:?}", pair[0].span, pair[1].span);
            }
            for chunk in &chunks {
                let start = chunk.span.start.to_sample(RECOGNITION_RATE_HZ);
                prop_assert!(chunk.span.length().0 <= longest + 1e-3, "{:?}", chunk.span);
                prop_assert_eq!(&samples[start..start + chunk.samples.len()], &chunk.samples[..]);
            }
            let track = find_speech(&Clip { rate_hz: RECOGNITION_RATE_HZ, samples });
            for region in track.regions.iter().filter(|region| region.length() >= LEAST_SPEECH) {
                let covered: f64 = chunks.iter().map(|chunk| chunk.span.overlap(*region).0).sum();
                prop_assert!(covered >= region.length().0 - 0.06, "{:?} of {:?}", covered, region);
            }
        }
    }
}
