//! Cuts sound into the chunks that the recogniser is given, while it arrives: speech with a little silence around it, cut where the speaker paused.
//!
//! Whisper writes words that nobody said when it is handed long silence (Koenecke et al., "Careless Whisper", FAccT 2024; Barański et al.,
//! arXiv 2501.11378), and silence costs it as much time as speech. So no chunk is made where no speech is found, and long pauses inside a chunk are
//! left out; a chunk knows which moment of the recording each of its samples is. The cuts depend on the samples alone: a microphone, a file, and a file read
//! in other blocks give the same chunks.

use std::ops::Range;

use crate::domain::{Clip, RECOGNITION_RATE_HZ, Seconds, Span};
use crate::measure::find_possible_speech;

/// The sound is looked at again whenever so much has arrived, counted from the first sample; not before there can be enough of it for a chunk.
const LOOK_EVERY: usize = RECOGNITION_RATE_HZ as usize;

/// Sound from before the last cut that is looked at along with what follows: the noise floor is searched 5 s around a frame.
const CONTEXT: Seconds = Seconds(5.0);

/// Pauses from here on end a phrase; WhisperX (Bain et al., arXiv 2303.00747) cuts at pauses of this order and merges what lies between.
const PHRASE_PAUSE: Seconds = Seconds(0.45);

/// From this length on, pauses left out, a chunk ends at the next pause. The recogniser's work is nearly in proportion to a chunk's length down to
/// 10 s, and what is left when the answer ends is about one chunk.
const LONG_ENOUGH: Seconds = Seconds(10.0);

/// Phrases further apart than this never share a chunk, nor do those that lie so far apart in all: what waits to be recognised stays short.
const LONGEST_PAUSE: Seconds = Seconds(4.0);
const LONGEST_STRETCH: Seconds = Seconds(30.0);

/// So much of the end is never passed over as silence while more may come: a word may just have begun.
const JUST_BEGUN: Seconds = Seconds(2.0);

/// Silence that is kept at both ends of a chunk, and on both sides of a pause that is left out.
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
    parts: Vec<Part>,
}

/// A stretch of a chunk without a pause left out.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Part {
    /// Its first sample's moment in the chunk.
    at: Seconds,
    /// Where it lies in the recording.
    span: Span,
}

impl Chunk {
    /// A chunk that begins at `start` and has no pause left out.
    pub fn unbroken(start: Seconds, samples: Vec<f32>) -> Self {
        let span = Span { start, end: start + Seconds::at_sample(samples.len(), RECOGNITION_RATE_HZ) };
        Self { span, samples, parts: vec![Part { at: Seconds::ZERO, span }] }
    }

    /// How long its samples last.
    pub fn length(&self) -> Seconds {
        Seconds::at_sample(self.samples.len(), RECOGNITION_RATE_HZ)
    }

    /// Where something lies in the recording that was heard here, counted from the chunk's first sample.
    pub fn place(&self, heard: Span) -> Span {
        let start = self.parts.iter().rfind(|part| part.at <= heard.start).or(self.parts.first());
        let end = self.parts.iter().rfind(|part| part.at < heard.end).or(self.parts.first());
        let moment = |part: Option<&Part>, time: Seconds| part.map_or(time, |part| (part.span.start + (time - part.at)).min(part.span.end));
        Span { start: moment(start, heard.start), end: moment(end, heard.end) }
    }
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
    /// Before this sample of the recording has come, a look cannot find anything new.
    next_look: usize,
}

/// What is to be done with the sound that is not dealt with; moments count from the start of `sound`.
enum Decision {
    /// More has to arrive.
    Wait,
    /// Nobody speaks up to here.
    Skip { to: Seconds },
    /// These regions are a chunk.
    Cut { regions: Vec<Span> },
}

impl Segmenter {
    /// No chunk will be longer than `longest`.
    pub fn new(longest: Seconds) -> Self {
        Self { longest, sound: Clip { rate_hz: RECOGNITION_RATE_HZ, samples: Vec::new() }, from: 0, done: 0, next_look: 0 }
    }

    /// Takes in more sound; the chunks that are settled by it, in order.
    pub fn push(&mut self, mut samples: &[f32]) -> Vec<Chunk> {
        let mut chunks = Vec::new();
        while !samples.is_empty() {
            let until_look = LOOK_EVERY - (self.from + self.sound.samples.len()) % LOOK_EVERY;
            let (now, later) = samples.split_at(until_look.min(samples.len()));
            self.sound.samples.extend_from_slice(now);
            if now.len() == until_look && self.may_be_enough() && self.from + self.sound.samples.len() >= self.next_look {
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

    fn may_be_enough(&self) -> bool {
        let waiting = Seconds::at_sample(self.sound.samples.len() - self.done, RECOGNITION_RATE_HZ);
        waiting >= LONG_ENOUGH.min(self.longest)
    }

    fn cut(&mut self, ended: bool, chunks: &mut Vec<Chunk>) {
        let regions = find_possible_speech(&self.sound);
        loop {
            let to_do = self.regions_to_do(&regions);
            match self.decide(&to_do, ended) {
                Decision::Wait => {
                    let more = self.least_to_come(&to_do).to_sample(RECOGNITION_RATE_HZ);
                    self.next_look = self.from + self.sound.samples.len() + more;
                    break;
                }
                Decision::Skip { to } => {
                    self.done = to.to_sample(RECOGNITION_RATE_HZ);
                    break;
                }
                Decision::Cut { regions: cut } => chunks.extend(self.take(&cut, &regions)),
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
            return Decision::Skip { to: (now - JUST_BEGUN).max(Seconds::at_sample(self.done, RECOGNITION_RATE_HZ)) };
        }
        let gap_after = |i: usize| match regions.get(i + 1) {
            Some(next) => next.start - regions[i].end,
            None if ended => LONGEST_PAUSE,
            None => now - regions[i].end,
        };
        let phrase_ends = (0..regions.len()).filter(|&i| gap_after(i) >= PHRASE_PAUSE);
        let mut fitting = None;
        for i in phrase_ends {
            if !self.fits(&regions[..=i]) {
                break;
            }
            let far = regions[i].end - regions[0].start >= LONGEST_STRETCH;
            if far || heard_length(&regions[..=i]) >= LONG_ENOUGH || gap_after(i) >= LONGEST_PAUSE {
                return cut_after(regions, i);
            }
            fitting = Some(i);
        }
        match fitting {
            _ if self.fits(regions) => Decision::Wait,
            Some(i) => cut_after(regions, i),
            None => self.cut_inside_phrase(regions),
        }
    }

    /// How much sound has to come before there can be a chunk in these regions: a look takes time.
    fn least_to_come(&self, regions: &[Span]) -> Seconds {
        let (Some(first), Some(last)) = (regions.first(), regions.last()) else { return Seconds::ZERO };
        let now = self.sound.length();
        let until_long_enough = LONG_ENOUGH.min(self.longest) - heard_length(regions);
        let until_far_apart = (LONGEST_PAUSE - (now - last.end)).min(LONGEST_STRETCH - (now - first.start));
        until_long_enough.min(until_far_apart).max(Seconds::ZERO)
    }

    fn fits(&self, regions: &[Span]) -> bool {
        heard_length(regions).0 + 2.0 * MARGIN.0 <= self.longest.0
    }

    /// Nobody pauses long enough: at the longest short pause of what fits, else at the quietest moment.
    fn cut_inside_phrase(&self, regions: &[Span]) -> Decision {
        let fitting = (0..regions.len() - 1).filter(|&i| self.fits(&regions[..=i]));
        let gap = |i: usize| (regions[i + 1].start - regions[i].end).0;
        if let Some(widest) = fitting.max_by(|&a, &b| gap(a).total_cmp(&gap(b))) {
            return cut_after(regions, widest);
        }
        let most = Seconds(self.longest.0 - 2.0 * MARGIN.0);
        let start = regions[0].start;
        let search = Span { start: start + Seconds(most.0 / 2.0), end: (start + most).min(regions[0].end - LEAST_SPEECH) };
        Decision::Cut { regions: vec![Span { start, end: quietest_moment(search, &self.sound) }] }
    }

    /// The chunk of these regions with its margins; `None` where it holds too little speech. Everything up to its end is dealt with.
    fn take(&mut self, cut: &[Span], all: &[Span]) -> Option<Chunk> {
        let at = |moment: Seconds| moment.to_sample(RECOGNITION_RATE_HZ);
        let (first, last) = (cut[0].start, cut[cut.len() - 1].end);
        let next = all.iter().map(|region| region.start).find(|&start| start >= last);
        let within_a_region = all.iter().any(|region| region.start < last && last < region.end);
        let latest = if within_a_region { last } else { next.map_or(last + MARGIN, |next| Seconds(f64::midpoint(last.0, next.0))) };
        let mut from = at(first - MARGIN).max(self.done);
        let end = at((last + MARGIN).min(latest)).min(self.sound.samples.len());
        let mut ranges = Vec::new();
        for pair in cut.windows(2).filter(|pair| is_left_out(pair[1].start - pair[0].end)) {
            ranges.push(from..at(pair[0].end + MARGIN));
            from = at(pair[1].start - MARGIN);
        }
        ranges.push(from..end);
        self.done = end;
        let speech: Seconds = cut.iter().map(|region| region.length()).sum();
        (speech >= LEAST_SPEECH).then(|| self.chunk(&ranges))
    }

    /// What `sound` holds in these ranges, which follow each other.
    fn chunk(&self, ranges: &[Range<usize>]) -> Chunk {
        let moment = |sample: usize| Seconds::at_sample(self.from + sample, RECOGNITION_RATE_HZ);
        let (mut samples, mut parts) = (Vec::new(), Vec::new());
        for range in ranges {
            let span = Span { start: moment(range.start), end: moment(range.end) };
            parts.push(Part { at: Seconds::at_sample(samples.len(), RECOGNITION_RATE_HZ), span });
            samples.extend_from_slice(&self.sound.samples[range.clone()]);
        }
        let span = Span { start: parts[0].span.start, end: parts[parts.len() - 1].span.end };
        Chunk { span, samples, parts }
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
    Decision::Cut { regions: regions[..=last].to_vec() }
}

/// How long these regions last as they are handed over, without the margins at both ends.
fn heard_length(regions: &[Span]) -> Seconds {
    let gap = |pair: &[Span]| {
        let gap = pair[1].start - pair[0].end;
        if is_left_out(gap) { Seconds(2.0 * MARGIN.0) } else { gap }
    };
    regions.iter().map(|region| region.length()).sum::<Seconds>() + regions.windows(2).map(gap).sum::<Seconds>()
}

fn is_left_out(gap: Seconds) -> bool {
    gap.0 > 2.0 * MARGIN.0
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
            Decision::Cut { regions: cut } => format!("{:.2}-{:.2}", cut[0].start.0, cut[cut.len() - 1].end.0),
        };
        assert_eq!(decision, expected, "{speech:?}");
    }

    #[test]
    fn a_chunk_ends_at_a_pause_once_it_is_long_enough() {
        check(&[(1.0, 5.0), (5.6, 8.0)], 9.0, false, 28.0, "wait");
        check(&[(1.0, 6.0), (6.6, 11.5)], 12.0, false, 28.0, "1.00-11.50"); // 5 + 0.4 + 4.9
        check(&[(1.0, 6.0), (6.6, 11.5)], 11.9, false, 28.0, "wait"); // the pause is short yet
        check(&[(1.0, 11.5), (11.8, 12.5)], 12.6, false, 28.0, "wait"); // a breath
    }

    #[test]
    fn pauses_count_only_as_far_as_they_are_handed_over() {
        check(&[(0.0, 4.0), (7.0, 9.0), (12.0, 14.0)], 15.0, false, 28.0, "wait"); // 4 + 2 + 2 and 0.4 twice
        check(&[(0.0, 4.0), (7.0, 9.0), (12.0, 15.5)], 16.0, false, 28.0, "0.00-15.50");
        check(&[(0.0, 4.0), (7.0, 9.0), (12.0, 13.0)], 14.0, false, 7.0, "0.00-9.00"); // 7.8 do not fit into 7
    }

    #[test]
    fn what_lies_far_apart_is_cut_though_it_is_short() {
        check(&[(0.0, 4.0), (8.1, 9.0)], 9.5, false, 28.0, "0.00-4.00");
        check(&[(0.0, 4.0)], 8.1, false, 28.0, "0.00-4.00");
        check(&[(0.0, 4.0)], 7.9, false, 28.0, "wait");
        let seldom: Vec<(f64, f64)> = (0..12).map(|n| (f64::from(n) * 3.0, f64::from(n) * 3.0 + 0.3)).collect();
        check(&seldom, 34.0, false, 28.0, "0.00-30.30");
    }

    #[test]
    fn what_is_left_at_the_end_is_a_chunk() {
        check(&[(0.0, 4.0), (4.6, 5.0)], 5.0, true, 28.0, "0.00-5.00");
        check(&[], 5.0, true, 28.0, "skip 3.0");
    }

    #[test]
    fn silence_is_passed_over_but_for_what_may_be_the_beginning_of_a_word() {
        check(&[], 10.0, false, 28.0, "skip 8.0");
        check(&[], 1.0, false, 28.0, "skip 0.0");
    }

    #[test]
    fn no_chunk_is_too_long() {
        check(&[(0.0, 4.0), (4.6, 8.0)], 8.2, false, 8.0, "0.00-4.00"); // the second one does not fit
        check(&[(0.0, 4.0), (4.6, 7.0)], 7.2, false, 8.0, "wait"); // it may still
        check(&[(0.0, 3.0), (3.3, 5.0), (5.3, 7.9)], 8.0, false, 8.0, "0.00-5.00"); // the longest short pause
        check(&[(0.0, 3.0), (3.4, 5.0), (5.3, 7.9)], 8.0, false, 8.0, "0.00-3.00");
        check(&[(0.0, 7.8)], 7.8, false, 8.0, "0.00-3.81"); // the first quietest frame after half the length
    }

    #[test]
    fn what_was_heard_is_placed_on_the_right_side_of_a_pause_that_was_left_out() {
        let part = |at: f64, start: f64, end: f64| Part { at: Seconds(at), span: Span::new(start, end) };
        let chunk = Chunk { span: Span::new(10.0, 20.0), samples: vec![0.0; 96_000], parts: vec![part(0.0, 10.0, 12.0), part(2.0, 16.0, 20.0)] };
        let check = |heard: (f64, f64), expected: (f64, f64)| assert_eq!(chunk.place(Span::new(heard.0, heard.1)), Span::new(expected.0, expected.1));
        check((0.5, 1.5), (10.5, 11.5));
        check((0.5, 2.0), (10.5, 12.0));
        check((2.0, 3.0), (16.0, 17.0));
        check((1.0, 3.0), (11.0, 17.0));
        check((5.0, 9.0), (19.0, 20.0));
        check((0.0, 0.0), (10.0, 10.0));
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
        let samples = sound(&[(0.5, 5.0), (0.6, 5.0), (0.6, 3.0), (5.0, 2.0), (0.5, 0.0)]);
        let mut segmenter = Segmenter::new(Seconds(28.0));
        let early: Vec<f64> = segmenter.push(&samples).iter().map(|chunk| chunk.span.end.0).collect();
        let late: Vec<f64> = segmenter.finish().iter().map(|chunk| chunk.span.end.0).collect();
        let near = |ends: &[f64], expected: &[f64]| ends.len() == expected.len() && ends.iter().zip(expected).all(|(a, b)| (a - b).abs() < 0.25);
        assert!(near(&early, &[11.3, 14.9]) && near(&late, &[21.9]), "{early:?} {late:?}");
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
                prop_assert!(chunk.length().0 <= longest + 1e-3, "{:?}", chunk.span);
                let at = |moment: Seconds| moment.to_sample(RECOGNITION_RATE_HZ);
                let parts: Vec<f32> = chunk.parts.iter().flat_map(|part| samples[at(part.span.start)..at(part.span.end)].to_vec()).collect();
                prop_assert_eq!(&parts, &chunk.samples);
            }
            let regions = find_possible_speech(&Clip { rate_hz: RECOGNITION_RATE_HZ, samples });
            for region in regions.iter().filter(|region| region.length() >= LEAST_SPEECH) {
                let parts = chunks.iter().flat_map(|chunk| &chunk.parts);
                let covered: f64 = parts.map(|part| part.span.overlap(*region).0).sum();
                prop_assert!(covered >= region.length().0 - 0.06, "{:?} of {:?}", covered, region);
            }
        }
    }
}
