use proptest::prelude::*;

use super::*;
use crate::replay::{PartSpan, Remark};

fn part(part: Part, start: f64, end: f64) -> PartSpan {
    PartSpan { part, span: Span::new(start, end) }
}

fn first() -> Timeline {
    Timeline {
        length: Seconds(60.0),
        parts: vec![part(Part::Situation, 1.0, 10.0), part(Part::Action, 12.0, 40.0), part(Part::Result, 40.0, 55.0)],
        findings: [5.0, 30.0].map(|at| Remark { at: Seconds(at), text: String::new() }).into(),
        pauses: vec![Span::new(10.0, 12.0), Span::new(20.0, 21.5)],
        fillers: vec![Span::new(33.0, 33.4)],
        ..Timeline::default()
    }
}

fn second() -> Timeline {
    Timeline {
        length: Seconds(30.0),
        parts: vec![part(Part::Action, 2.0, 20.0), part(Part::Situation, 20.0, 25.0), part(Part::Task, 25.0, 28.0)],
        ..Timeline::default()
    }
}

/// The keys of the screen, and `0`-`9`: playing has come to that many times ten seconds; `.`: the stretch has been played.
fn run(transport: &mut Transport, keys: &str) -> Option<Order> {
    let mut last = None;
    for key in keys.chars() {
        last = match key {
            '0'..='9' => {
                transport.heard(Seconds(10.0 * f64::from(key.to_digit(10).unwrap())));
                None
            }
            '.' => transport.ended(),
            _ => transport.press(command(key)),
        };
    }
    last
}

fn command(key: char) -> Command {
    match key {
        ' ' => Command::PlayOrPause,
        '>' => Command::Skip(Way::Forward),
        '<' => Command::Skip(Way::Back),
        'n' => Command::Jump(Mark::Finding, Way::Forward),
        'N' => Command::Jump(Mark::Finding, Way::Back),
        'p' => Command::Jump(Mark::Pause, Way::Forward),
        'P' => Command::Jump(Mark::Pause, Way::Back),
        'f' => Command::Jump(Mark::Filler, Way::Forward),
        'F' => Command::Jump(Mark::Filler, Way::Back),
        ']' => Command::Jump(Mark::Part, Way::Forward),
        '[' => Command::Jump(Mark::Part, Way::Back),
        'd' => Command::JumpOn(Way::Forward),
        'u' => Command::JumpOn(Way::Back),
        'l' => Command::Loop,
        '-' => Command::Slower,
        '+' => Command::Faster,
        't' => Command::Switch,
        _ => panic!("no key {key}"),
    }
}

fn played(side: usize, start: f64, end: f64, speed: f64) -> Option<Order> {
    Some(Order::Play { side, span: Span::new(start, end), speed })
}

#[track_caller]
fn check(keys: &str, order: Option<Order>, position: f64) {
    let mut transport = Transport::new(vec![first()], 1.0);
    assert_eq!((run(&mut transport, keys), transport.position()), (order, Seconds(position)), "{keys:?}");
}

#[track_caller]
fn check_compared(keys: &str, order: Option<Order>, side: usize, position: f64) {
    let mut transport = Transport::new(vec![first(), second()], 1.0);
    assert_eq!((run(&mut transport, keys), transport.side(), transport.position()), (order, side, Seconds(position)), "{keys:?}");
}

#[test]
fn space_plays_and_pauses_where_it_is() {
    check(" ", played(0, 0.0, 60.0, 1.0), 0.0);
    check(" 2 ", Some(Order::Stop), 20.0);
    check(" 2  ", played(0, 20.0, 60.0, 1.0), 20.0);
}

#[test]
fn what_was_played_to_its_end_begins_anew() {
    check(" .", None, 60.0);
    check(" . ", played(0, 0.0, 60.0, 1.0), 0.0);
    check(">>>>>>>>>>>>> ", played(0, 0.0, 60.0, 1.0), 0.0);
}

#[test]
fn arrows_move_five_seconds_and_stay_inside_the_recording() {
    check(" 2>", played(0, 25.0, 60.0, 1.0), 25.0);
    check(">><", None, 5.0);
    check("<", None, 0.0);
    check(" 6>", played(0, 60.0, 60.0, 1.0), 60.0);
}

#[test]
fn marks_are_jumped_to_in_both_directions_and_nothing_lies_beyond_the_last() {
    check("n", None, 5.0);
    check("nn", None, 30.0);
    check("nnn", None, 30.0);
    check("nnN", None, 5.0);
    check("N", None, 0.0);
    check("pp", None, 20.0);
    check("ppP", None, 10.0);
    check("f", None, 33.0);
    check("fF", None, 33.0);
    check("]]]", None, 40.0);
    check("]]][", None, 12.0);
    check(" 3f", played(0, 33.0, 60.0, 1.0), 33.0);
}

#[test]
fn arrows_up_and_down_go_on_with_the_kind_of_mark_that_was_jumped_to() {
    check("d", None, 5.0);
    check("pd", None, 20.0);
    check("ppu", None, 10.0);
    check("]dd", None, 40.0);
}

#[test]
fn going_back_while_it_plays_passes_a_mark_that_has_only_just_sounded() {
    check(" 3n", None, 30.0);
    check(" 3N", played(0, 5.0, 60.0, 1.0), 5.0);
    check(" 4N", played(0, 30.0, 60.0, 1.0), 30.0);
}

#[test]
fn a_looped_part_begins_anew_until_it_is_let_go_or_left() {
    check(" 2l", played(0, 20.0, 40.0, 1.0), 20.0);
    check(" 2l.", played(0, 12.0, 40.0, 1.0), 12.0);
    check(" 2l..l", played(0, 12.0, 60.0, 1.0), 12.0);
    check(" 2ln", played(0, 30.0, 40.0, 1.0), 30.0);
    check(" 2l]", played(0, 40.0, 60.0, 1.0), 40.0);
    check("l", None, 0.0); // before the first part
}

#[test]
fn in_the_pause_behind_a_part_the_loop_takes_that_part() {
    check(">> l", played(0, 1.0, 10.0, 1.0), 1.0);
}

#[test]
fn the_speed_goes_from_a_half_to_two() {
    check(" +", played(0, 0.0, 60.0, 1.25), 0.0);
    check(" 2-", played(0, 20.0, 60.0, 0.75), 20.0);
    check(" ++++", played(0, 0.0, 60.0, 2.0), 0.0);
    check(" +++++", None, 0.0);
    check(" ---", None, 0.0);
    check("+ ", played(0, 0.0, 60.0, 1.25), 0.0);
}

#[test]
fn what_does_not_play_tells_no_position() {
    check("2", None, 0.0);
    check(" 2 3", None, 20.0);
}

#[test]
fn two_attempts_are_played_part_by_part_one_after_the_other() {
    check_compared(" ", played(0, 1.0, 10.0, 1.0), 0, 1.0);
    check_compared(" .", played(1, 20.0, 25.0, 1.0), 1, 20.0);
    check_compared(" ..", played(1, 25.0, 28.0, 1.0), 1, 25.0);
    check_compared(" ...", played(0, 12.0, 40.0, 1.0), 0, 12.0);
    check_compared(" ....", played(1, 2.0, 20.0, 1.0), 1, 2.0);
    check_compared(" .....", played(0, 40.0, 55.0, 1.0), 0, 40.0);
    check_compared(" ......", None, 0, 55.0);
    check_compared(" ...... ", played(0, 1.0, 10.0, 1.0), 0, 1.0);
}

#[test]
fn the_other_attempt_is_heard_at_the_same_part_and_not_where_it_lacks_it() {
    check_compared(" t", played(1, 20.0, 25.0, 1.0), 1, 20.0);
    check_compared(" tt", played(0, 1.0, 10.0, 1.0), 0, 1.0);
    check_compared("]]]t", None, 0, 40.0);
    check_compared("<t", None, 1, 0.0);
    check("t", None, 0.0);
}

#[test]
fn a_loop_goes_over_to_the_other_attempt() {
    check_compared(" lt.", played(1, 20.0, 25.0, 1.0), 1, 20.0);
}

#[test]
fn attempts_without_parts_are_played_whole() {
    let sides = [3.0, 30.0].map(|length| Timeline { length: Seconds(length), ..Timeline::default() });
    let mut transport = Transport::new(sides.into(), 1.0);
    assert_eq!(run(&mut transport, " "), played(0, 0.0, 3.0, 1.0));
    assert_eq!(run(&mut transport, "t"), played(1, 0.0, 30.0, 1.0));
}

#[test]
fn a_loudspeaker_that_is_lost_leaves_the_position() {
    let mut transport = Transport::new(vec![first()], 1.0);
    run(&mut transport, " 2");
    transport.lost();
    assert_eq!((transport.is_playing(), transport.position()), (false, Seconds(20.0)));
    assert_eq!(run(&mut transport, " "), played(0, 20.0, 60.0, 1.0));
}

proptest! {
    #[test]
    fn whatever_is_pressed_the_position_lies_in_the_recording_and_orders_lie_ahead_of_it(keys in "[ <>nNpPfFdul+t.0-9\\[\\]-]{0,40}") {
        let mut transport = Transport::new(vec![first(), second()], 1.0);
        for key in keys.chars() {
            if let Some(Order::Play { side, span, speed }) = run(&mut transport, &key.to_string()) {
                prop_assert!(transport.is_playing() && side == transport.side() && span.start == transport.position());
                prop_assert!(span.start <= span.end && span.end <= transport.timeline().length, "{span:?} after {keys:?}");
                prop_assert!((SLOWEST..=FASTEST).contains(&speed));
            }
            prop_assert!(transport.position() >= Seconds::ZERO && transport.position() <= transport.timeline().length);
        }
    }
}
