//! What the recogniser writes about one chunk: text with marks of time between. Here it becomes segments.

use super::words::{Segment, Token};
use crate::domain::{Seconds, Span};

/// One token of the recogniser's.
#[derive(Clone, Debug, PartialEq)]
pub enum Piece {
    /// A moment, counted from the first sample of what was heard.
    Time(Seconds),
    Text(Token),
}

/// Sound after the last mark that is longer than this was passed over by the recogniser, and is heard again by itself. Shorter ends are how its
/// marks of time are: a few tenths of a second off (whisper.cpp issues 375 and 1776).
const PASSED_OVER: Seconds = Seconds(1.5);

/// The segments in `pieces`, which are about the sound in `heard`; each lies between the marks beside it, or an end of the sound where one is missing.
pub fn segments(pieces: &[Piece], heard: Span) -> Vec<Segment> {
    let moment = |time: Seconds| (heard.start + time).min(heard.end);
    let mut segments: Vec<Segment> = Vec::new();
    let mut now = heard.start;
    for stretch in pieces.chunk_by(|a, b| matches!(a, Piece::Text(_)) == matches!(b, Piece::Text(_))) {
        match stretch {
            [.., Piece::Time(last)] => {
                if let Some(open) = segments.last_mut().filter(|segment| segment.span.end == heard.end)
                    && let Piece::Time(first) = stretch[0]
                {
                    open.span.end = moment(first).max(open.span.start);
                }
                now = moment(*last).max(now);
            }
            texts => {
                let tokens = texts.iter().filter_map(|piece| if let Piece::Text(token) = piece { Some(token.clone()) } else { None });
                segments.push(Segment { span: Span { start: now, end: heard.end }, tokens: tokens.collect() });
            }
        }
    }
    segments
}

/// Where the recogniser stopped, if it passed over sound after that.
pub fn stopped_early(pieces: &[Piece], heard: Span) -> Option<Seconds> {
    let Some(Piece::Time(last)) = pieces.last() else { return None };
    let stopped = heard.start + *last;
    (stopped > heard.start && heard.end - stopped > PASSED_OVER).then_some(stopped)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn time(seconds: f64) -> Piece {
        Piece::Time(Seconds(seconds))
    }

    fn text(text: &str) -> Piece {
        Piece::Text(Token { bytes: text.as_bytes().to_vec(), p: 0.5 })
    }

    const HEARD: Span = Span { start: Seconds(10.0), end: Seconds(18.0) };

    #[track_caller]
    fn check(pieces: &[Piece], expected: &[(f64, f64, &str)]) {
        let found = segments(pieces, HEARD);
        let written = |segment: &Segment| String::from_utf8(segment.tokens.iter().flat_map(|token| token.bytes.clone()).collect()).unwrap();
        let found: Vec<_> = found.iter().map(|segment| (segment.span.start.0, segment.span.end.0, written(segment))).collect();
        let expected: Vec<_> = expected.iter().map(|&(start, end, text)| (start, end, text.to_owned())).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_segment_lies_between_its_marks() {
        check(&[time(0.5), text(" so"), text(" we"), time(2.0), time(2.5), text(" did"), time(4.0)], &[(10.5, 12.0, " so we"), (12.5, 14.0, " did")]);
        check(&[time(0.0), text(" so"), time(1.0), text(" did"), time(4.0)], &[(10.0, 11.0, " so"), (11.0, 14.0, " did")]);
    }

    #[test]
    fn a_missing_mark_is_an_end_of_the_sound() {
        check(&[text(" so")], &[(10.0, 18.0, " so")]);
        check(&[time(1.0), text(" so")], &[(11.0, 18.0, " so")]);
        check(&[text(" so"), time(2.0)], &[(10.0, 12.0, " so")]);
        check(&[time(1.0), time(2.0)], &[]);
        check(&[], &[]);
    }

    #[test]
    fn marks_beyond_the_sound_or_running_backwards_give_way() {
        check(&[time(0.0), text(" so"), time(30.0)], &[(10.0, 18.0, " so")]);
        check(&[time(3.0), text(" so"), time(1.0), text(" on")], &[(13.0, 13.0, " so"), (13.0, 18.0, " on")]);
    }

    #[test]
    fn a_second_and_a_half_that_was_passed_over_is_noticed() {
        let check = |pieces: &[Piece], expected: Option<f64>| assert_eq!(stopped_early(pieces, HEARD), expected.map(Seconds), "{pieces:?}");
        check(&[time(0.0), text(" so"), time(5.0)], Some(15.0));
        check(&[time(0.0), text(" so"), time(7.0)], None);
        check(&[time(0.0), text(" so")], None);
        check(&[time(0.0)], None);
        check(&[], None);
    }
}
