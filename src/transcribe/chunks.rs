//! Cuts a recording into the chunks that the recogniser is given: speech with a little silence around it, cut where the speaker paused.
//!
//! Whisper writes words that nobody said when it is handed long silence (Koenecke et al., "Careless Whisper", FAccT 2024; Barański et al.,
//! arXiv 2501.11378), so no chunk is made where no speech was found. The cuts depend on the samples and the speech regions alone, never on
//! when the sound arrived.

use crate::domain::{Clip, Seconds, Span};

/// Pauses from here on end a phrase; WhisperX (Bain et al., arXiv 2303.00747) cuts at pauses of this order and merges what lies between.
const PHRASE_PAUSE: Seconds = Seconds(0.45);

/// Phrases further apart than this never share a chunk: the silence between them would be handed over with them.
const LONGEST_SILENCE_INSIDE: Seconds = Seconds(2.0);

/// Silence that is kept at both ends of a chunk.
const MARGIN: Seconds = Seconds(0.2);

/// Less speech than this in a whole chunk is a click or a breath.
const LEAST_SPEECH: Seconds = Seconds(0.25);

/// Loudness is compared over frames of this length where a chunk must be cut inside speech.
const FRAME: Seconds = Seconds(0.03);

/// The chunks of `clip` in order: disjoint, none longer than `longest`, together covering all of `speech` but stray sounds under 0.25 s.
pub fn chunks(speech: &[Span], clip: &Clip, longest: Seconds) -> Vec<Span> {
    let pieces: Vec<Span> = inside(speech, clip.length()).into_iter().flat_map(|region| cut_at_quietest(region, clip, longest)).collect();
    let phrases: Vec<&[Span]> =
        pieces.chunk_by(|a, b| b.start - a.end < PHRASE_PAUSE).flat_map(|phrase| split_at_widest_gap(phrase, longest)).collect();
    let groups = merge(&phrases, longest);
    let hulls: Vec<Span> = groups.iter().map(|group| group.hull).collect();
    let kept = (0..groups.len()).filter(|&i| groups[i].speech >= LEAST_SPEECH);
    kept.map(|i| with_margins(&hulls, i, clip.length(), longest)).collect()
}

/// The regions as they lie inside the clip, in order and without overlap.
fn inside(speech: &[Span], length: Seconds) -> Vec<Span> {
    let mut end_of_last = Seconds::ZERO;
    let mut regions = Vec::new();
    for region in speech {
        let clipped = Span { start: region.start.max(end_of_last), end: region.end.min(length) };
        if clipped.start < clipped.end {
            end_of_last = clipped.end;
            regions.push(clipped);
        }
    }
    regions
}

/// A region as pieces no longer than `longest`; each cut is at the quietest frame in the second half of what may stay together, and leaves
/// enough speech for a chunk.
fn cut_at_quietest(region: Span, clip: &Clip, longest: Seconds) -> Vec<Span> {
    let mut pieces = Vec::new();
    let mut rest = region;
    while rest.length() > longest {
        let search = Span { start: rest.start + Seconds(longest.0 / 2.0), end: (rest.start + longest).min(rest.end - LEAST_SPEECH) };
        let cut = quietest_moment(search, clip);
        pieces.push(Span { start: rest.start, end: cut });
        rest.start = cut;
    }
    pieces.push(rest);
    pieces
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

/// Parts of a phrase that are no longer than `longest`, each cut at the widest gap that is left.
fn split_at_widest_gap(phrase: &[Span], longest: Seconds) -> Vec<&[Span]> {
    let gap_after = |i: usize| phrase[i + 1].start - phrase[i].end;
    let widest = (0..phrase.len() - 1).max_by(|&a, &b| gap_after(a).0.total_cmp(&gap_after(b).0));
    match widest {
        Some(i) if hull(phrase).length() > longest => {
            let (before, after) = phrase.split_at(i + 1);
            [split_at_widest_gap(before, longest), split_at_widest_gap(after, longest)].concat()
        }
        _ => vec![phrase],
    }
}

/// Phrases that are recognised together.
struct Group {
    hull: Span,
    /// The sum of the speech in it.
    speech: Seconds,
}

/// Joins neighbours from left to right as long as they fit.
fn merge(phrases: &[&[Span]], longest: Seconds) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for phrase in phrases {
        let (next, speech) = (hull(phrase), phrase.iter().map(|piece| piece.length()).sum::<Seconds>());
        match groups.last_mut() {
            Some(group) if fits(group.hull, next, longest) => {
                group.hull.end = next.end;
                group.speech += speech;
            }
            _ => groups.push(Group { hull: next, speech }),
        }
    }
    groups
}

fn fits(group: Span, next: Span, longest: Seconds) -> bool {
    let together = next.end - group.start;
    next.start - group.end <= LONGEST_SILENCE_INSIDE && together.0 + 2.0 * MARGIN.0 <= longest.0
}

fn hull(pieces: &[Span]) -> Span {
    Span { start: pieces[0].start, end: pieces[pieces.len() - 1].end }
}

/// The hull with silence around it: no further than halfway to its neighbours, to the ends of the clip, or than `longest` allows.
fn with_margins(hulls: &[Span], i: usize, length: Seconds, longest: Seconds) -> Span {
    let hull = hulls[i];
    let margin = MARGIN.min(Seconds((longest - hull.length()).max(Seconds::ZERO).0 / 2.0));
    let halfway = |a: Seconds, b: Seconds| Seconds(f64::midpoint(a.0, b.0));
    let earliest = if i == 0 { Seconds::ZERO } else { halfway(hulls[i - 1].end, hull.start) };
    let latest = hulls.get(i + 1).map_or(length, |next| halfway(hull.end, next.start));
    Span { start: (hull.start - margin).max(earliest), end: (hull.end + margin).min(latest) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const RATE: u32 = 1000;
    /// Sums of times carry the rounding of 64-bit floats.
    const ROUNDING: f64 = 1e-9;

    fn silence(seconds: f64) -> Clip {
        Clip { rate_hz: RATE, samples: vec![0.0; (seconds * f64::from(RATE)) as usize] }
    }

    fn spans(times: &[(f64, f64)]) -> Vec<Span> {
        times.iter().map(|&(start, end)| Span::new(start, end)).collect()
    }

    #[track_caller]
    fn check(speech: &[(f64, f64)], longest: f64, expected: &[(f64, f64)]) {
        let made = chunks(&spans(speech), &silence(100.0), Seconds(longest));
        let rounded: Vec<_> = made.iter().map(|span| (span.start.to_millis().0, span.end.to_millis().0)).collect();
        assert_eq!(rounded, expected);
    }

    #[test]
    fn speech_that_fits_is_one_chunk_with_a_little_silence_around_it() {
        check(&[(1.0, 3.0), (3.6, 5.0)], 28.0, &[(0.8, 5.2)]);
        check(&[(0.1, 3.0)], 28.0, &[(0.0, 3.2)]);
        check(&[(97.0, 100.0)], 28.0, &[(96.8, 100.0)]);
    }

    #[test]
    fn no_speech_makes_no_chunk() {
        check(&[], 28.0, &[]);
        check(&[(3.0, 3.2)], 28.0, &[]);
        check(&[(3.0, 3.0), (200.0, 201.0)], 28.0, &[]);
    }

    #[test]
    fn stray_sounds_near_speech_belong_to_it() {
        check(&[(3.0, 3.1), (3.3, 5.0)], 28.0, &[(2.8, 5.2)]);
    }

    #[test]
    fn a_cut_is_at_a_pause_and_not_at_a_breath() {
        check(&[(0.0, 4.0), (4.6, 8.0), (8.2, 10.0)], 9.0, &[(0.0, 4.2), (4.4, 10.2)]);
    }

    #[test]
    fn without_long_pauses_the_longest_short_one_is_cut() {
        check(&[(0.0, 4.0), (4.3, 8.0), (8.1, 10.0)], 9.0, &[(0.0, 4.15), (4.15, 10.2)]);
    }

    #[test]
    fn long_silence_never_lies_inside_a_chunk() {
        check(&[(0.0, 4.0), (7.0, 8.0)], 28.0, &[(0.0, 4.2), (6.8, 8.2)]);
    }

    #[test]
    fn who_never_pauses_is_cut_at_the_quietest_moment() {
        let mut clip = Clip { rate_hz: RATE, samples: vec![0.5; 10_000] };
        clip.samples[4_490..4_550].fill(0.01);
        let made = chunks(&[Span::new(0.0, 10.0)], &clip, Seconds(6.0));
        assert_eq!(made.len(), 2);
        assert!((4.49..4.55).contains(&made[0].end.0), "{made:?}");
        assert_eq!(made[0].end, made[1].start);
    }

    prop_compose! {
        /// Regions in order, with gaps and lengths of every size; the clip ends somewhere after, or inside, the last one.
        fn any_speech()(lengths in prop::collection::vec((0.0..3.0f64, 0.01..12.0f64), 0..30)) -> Vec<Span> {
            let mut now = 0.0;
            lengths.iter().map(|&(gap, length)| { let start = now + gap; now = start + length; Span::new(start, now) }).collect()
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(200))]

        #[test]
        fn chunks_are_in_order_disjoint_short_enough_and_cover_the_speech(speech in any_speech(), longest in 2.0..28.0f64, noise in any::<u64>()) {
            let length = speech.last().map_or(1.0, |region| region.end.0 + 0.1);
            let samples = (0..(length * f64::from(RATE)) as u64).map(|i| (i.wrapping_mul(noise | 1) >> 40) as f32 / 16_777_216.0).collect();
            let clip = Clip { rate_hz: RATE, samples };
            let made = chunks(&speech, &clip, Seconds(longest));
            for pair in made.windows(2) {
                prop_assert!(pair[0].end <= pair[1].start, "{pair:?}");
            }
            for chunk in &made {
                prop_assert!(chunk.start.0 >= 0.0 && chunk.start < chunk.end && chunk.end <= clip.length(), "{chunk:?}");
                prop_assert!(chunk.length().0 <= longest + ROUNDING, "{chunk:?}");
            }
            for region in speech.iter().filter(|region| region.length() >= LEAST_SPEECH) {
                let covered: Seconds = made.iter().map(|chunk| chunk.overlap(*region)).sum();
                prop_assert!(covered.0 >= region.length().0 - ROUNDING, "{region:?} {made:?}");
            }
        }

        #[test]
        fn every_chunk_has_speech_near_both_ends(speech in any_speech(), longest in 2.0..28.0f64) {
            let clip = silence(speech.last().map_or(1.0, |region| region.end.0 + 1.0));
            for chunk in chunks(&speech, &clip, Seconds(longest)) {
                let near = |moment: Seconds| speech.iter().any(|r| r.start.0 - MARGIN.0 - ROUNDING <= moment.0 && moment.0 <= r.end.0 + MARGIN.0 + ROUNDING);
                prop_assert!(near(chunk.start) && near(chunk.end), "{chunk:?}");
            }
        }
    }
}
