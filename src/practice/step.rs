//! One step of the rehearsal: pure, so that every path through it can be tested without a microphone.

use crate::domain::Seconds;

use super::effect::{Effect, Ending, Outcome};
use super::event::{Event, Key};
use super::state::{Phase, Rehearsal};

/// The rehearsal after `event`, and what is to be done about it, in order. Events that mean nothing in the present phase change nothing.
pub fn step(mut rehearsal: Rehearsal, event: Event) -> (Rehearsal, Vec<Effect>) {
    if let Event::Tick { now } = event {
        rehearsal.now = now;
    }
    let (phase, effects) = match rehearsal.phase {
        Phase::Choosing => choosing(&mut rehearsal, event),
        Phase::Asking => asking(&rehearsal, event),
        Phase::LeavingQuestion(outcome) => leaving_question(event, outcome),
        Phase::Preparing { until } => preparing(&rehearsal, event, until),
        Phase::Arming => arming(&mut rehearsal, event),
        Phase::Answering { limit_warned, zeros_warned } => answering(&mut rehearsal, event, limit_warned, zeros_warned),
        Phase::KeepingAnswer | Phase::KeepingDiscarded | Phase::KeepingStopped | Phase::KeepingUnfinished(_) => keeping(rehearsal.phase, event),
        Phase::Judging => judging(&mut rehearsal, event),
        Phase::JudgingBeforeLeaving => judging_before_leaving(event),
        Phase::Reviewing => reviewing(&rehearsal, event),
        Phase::Playing { next } => playing(event, next),
        Phase::Over => (Phase::Over, vec![]),
    };
    rehearsal.phase = phase;
    (rehearsal, effects)
}

type Next = (Phase, Vec<Effect>);

fn stay(phase: Phase) -> Next {
    (phase, vec![])
}

fn leave(outcome: Outcome) -> Next {
    (Phase::Over, vec![Effect::Leave(outcome)])
}

/// `Quit` and `Interrupt` end every phase; only the exit code differs.
fn outcome_of(key: Key) -> Option<Outcome> {
    match key {
        Key::Quit => Some(Outcome::Done),
        Key::Interrupt => Some(Outcome::Interrupted),
        Key::Go | Key::Again | Key::Play | Key::Finding(_) | Key::FollowUp | Key::Notes | Key::Grade(_) | Key::Resume => None,
    }
}

fn choosing(rehearsal: &mut Rehearsal, event: Event) -> Next {
    match event {
        Event::Begun => (Phase::Choosing, vec![Effect::Choose]),
        Event::Chosen { timing, follows } => {
            (rehearsal.timing, rehearsal.follows) = (Some(timing), follows);
            (Phase::Asking, vec![Effect::Ask])
        }
        Event::NoFollowUp => (Phase::Reviewing, vec![Effect::ShowChoices]),
        Event::NothingToAsk if rehearsal.answered > 0 => leave(Outcome::Done),
        Event::NothingToAsk => leave(Outcome::NothingDue),
        Event::Pressed(key) => outcome_of(key).map_or(stay(Phase::Choosing), leave),
        _ => stay(Phase::Choosing),
    }
}

fn asking(rehearsal: &Rehearsal, event: Event) -> Next {
    match event {
        Event::Asked if rehearsal.plan.preparation > Seconds::ZERO => stay(Phase::Preparing { until: None }),
        Event::Asked => (Phase::Arming, vec![Effect::StartTake]),
        Event::Pressed(Key::Go) => (Phase::Asking, vec![Effect::SkipVoice]),
        Event::Pressed(Key::Notes) => (Phase::Asking, vec![Effect::ShowNotes]),
        Event::Pressed(key) => match outcome_of(key) {
            Some(outcome) => (Phase::LeavingQuestion(outcome), vec![Effect::SkipVoice]),
            None => stay(Phase::Asking),
        },
        _ => stay(Phase::Asking),
    }
}

fn leaving_question(event: Event, outcome: Outcome) -> Next {
    match event {
        Event::Asked => leave(outcome),
        _ => stay(Phase::LeavingQuestion(outcome)),
    }
}

fn preparing(rehearsal: &Rehearsal, event: Event, until: Option<Seconds>) -> Next {
    let end = until.unwrap_or(rehearsal.now + rehearsal.plan.preparation);
    match event {
        Event::Tick { now } if now < end => (Phase::Preparing { until: Some(end) }, vec![Effect::ShowPreparation { left: end - now }]),
        Event::Tick { .. } | Event::Pressed(Key::Go) => (Phase::Arming, vec![Effect::StartTake]),
        Event::Pressed(Key::Notes) => (Phase::Preparing { until: Some(end) }, vec![Effect::ShowNotes]),
        Event::Pressed(Key::Resume) => stay(Phase::Preparing { until: None }), // nobody thinks while he is away
        Event::Pressed(key) => outcome_of(key).map_or(stay(Phase::Preparing { until: Some(end) }), leave),
        _ => stay(Phase::Preparing { until: Some(end) }),
    }
}

/// Ends the take in the way that a key asks for; `None` for keys that do not end it.
fn end_take(key: Key) -> Option<Next> {
    let (phase, ending) = match key {
        Key::Go => (Phase::KeepingAnswer, Ending::Complete),
        Key::Again => (Phase::KeepingDiscarded, Ending::Discarded),
        Key::Quit => (Phase::KeepingUnfinished(Outcome::Done), Ending::Unfinished),
        Key::Interrupt => (Phase::KeepingUnfinished(Outcome::Interrupted), Ending::Unfinished),
        // While the process stood still the microphone went on unheard: what was said before is kept, and he is asked again.
        Key::Resume => (Phase::KeepingStopped, Ending::Unfinished),
        Key::Play | Key::Finding(_) | Key::FollowUp | Key::Notes | Key::Grade(_) => return None,
    };
    Some((phase, vec![Effect::EndTake(ending)]))
}

/// Before the first sample there is no answer to stop; leaving closes the microphone and keeps nothing but an empty take.
fn arming(rehearsal: &mut Rehearsal, event: Event) -> Next {
    match event {
        Event::SoundArrived => {
            rehearsal.time_warned = false;
            (Phase::Answering { limit_warned: false, zeros_warned: false }, vec![Effect::Cue])
        }
        Event::SourceFailed(kind) => leave(Outcome::SoundFailed(kind)),
        Event::Pressed(key @ (Key::Quit | Key::Interrupt)) => end_take(key).unwrap_or(stay(Phase::Arming)),
        _ => stay(Phase::Arming),
    }
}

fn answering(rehearsal: &mut Rehearsal, event: Event, limit_warned: bool, zeros_warned: bool) -> Next {
    let here = Phase::Answering { limit_warned, zeros_warned };
    match event {
        Event::Recorded { length, cue } if !limit_warned && reached_limit(rehearsal, length - cue) => {
            if rehearsal.plan.stop_at_limit {
                (Phase::KeepingAnswer, vec![Effect::EndTake(Ending::Complete)])
            } else {
                (Phase::Answering { limit_warned: true, zeros_warned }, vec![Effect::WarnLimit])
            }
        }
        Event::Recorded { length, cue } if !rehearsal.time_warned && is_nearly_over(rehearsal, length - cue) => {
            rehearsal.time_warned = true;
            (here, vec![Effect::WarnTime])
        }
        Event::OnlyZeros if !zeros_warned => (Phase::Answering { limit_warned, zeros_warned: true }, vec![Effect::WarnOnlyZeros]),
        Event::SourceEnded => (Phase::KeepingAnswer, vec![Effect::EndTake(Ending::Complete)]),
        Event::SourceFailed(kind) => (Phase::KeepingUnfinished(Outcome::SoundFailed(kind)), vec![Effect::EndTake(Ending::Unfinished)]),
        Event::Pressed(Key::Notes) => (here, vec![Effect::ShowNotes]),
        Event::Pressed(key) => end_take(key).unwrap_or(stay(here)),
        _ => stay(here),
    }
}

fn reached_limit(rehearsal: &Rehearsal, answered: Seconds) -> bool {
    rehearsal.timing.is_some_and(|timing| answered >= timing.limit)
}

fn is_nearly_over(rehearsal: &Rehearsal, answered: Seconds) -> bool {
    rehearsal.timing.zip(rehearsal.plan.warn_before_target).is_some_and(|(timing, before)| answered >= timing.target - before)
}

fn keeping(phase: Phase, event: Event) -> Next {
    match (phase, event) {
        (Phase::KeepingAnswer, Event::Kept) => (Phase::Judging, vec![Effect::Judge]),
        (_, Event::SourceFailed(kind)) => leave(Outcome::SoundFailed(kind)),
        (Phase::KeepingStopped, Event::Kept) => (Phase::Asking, vec![Effect::Ask]),
        (Phase::KeepingDiscarded, Event::Kept) => (Phase::Arming, vec![Effect::StartTake]),
        (Phase::KeepingUnfinished(outcome), Event::Kept) => leave(outcome),
        _ => stay(phase),
    }
}

fn judging(rehearsal: &mut Rehearsal, event: Event) -> Next {
    match event {
        Event::Judged => {
            rehearsal.answered += usize::from(!rehearsal.follows);
            show_result(rehearsal)
        }
        Event::Pressed(Key::Interrupt) => (Phase::JudgingBeforeLeaving, vec![Effect::StopRecognition]),
        Event::Pressed(Key::Quit) => (Phase::Judging, vec![Effect::StopRecognition]),
        _ => stay(Phase::Judging),
    }
}

/// With nobody at the keyboard the next question follows at once.
fn show_result(rehearsal: &Rehearsal) -> Next {
    if rehearsal.plan.silent {
        return (Phase::Choosing, vec![Effect::Choose]); // the round itself knows when it ends
    }
    if rehearsal.plan.attended {
        return (Phase::Reviewing, vec![Effect::ShowResult, Effect::ShowChoices]);
    }
    let (phase, effects) = next_question(rehearsal);
    (phase, [vec![Effect::ShowResult], effects].concat())
}

fn next_question(rehearsal: &Rehearsal) -> Next {
    if rehearsal.has_room() { (Phase::Choosing, vec![Effect::Choose]) } else { leave(Outcome::Done) }
}

fn judging_before_leaving(event: Event) -> Next {
    match event {
        Event::Judged => leave(Outcome::Interrupted),
        _ => stay(Phase::JudgingBeforeLeaving),
    }
}

fn reviewing(rehearsal: &Rehearsal, event: Event) -> Next {
    match event {
        Event::Pressed(Key::Go) => next_question(rehearsal),
        Event::Pressed(Key::Again) => (Phase::Asking, vec![Effect::Ask]),
        Event::Pressed(Key::Play) => (Phase::Playing { next: None }, vec![Effect::Play]),
        Event::Pressed(Key::Finding(finding)) => (Phase::Playing { next: None }, vec![Effect::PlayFinding(finding)]),
        Event::Pressed(Key::FollowUp) => (Phase::Choosing, vec![Effect::ChooseFollowUp]),
        Event::Pressed(Key::Grade(grade)) => (Phase::Reviewing, vec![Effect::Regrade(grade), Effect::ShowChoices]),
        Event::Pressed(Key::Resume) => (Phase::Reviewing, vec![Effect::ShowChoices]),
        Event::Pressed(key) => outcome_of(key).map_or(stay(Phase::Reviewing), leave),
        _ => stay(Phase::Reviewing),
    }
}

/// Every key silences it; that of a finding plays that finding then.
fn playing(event: Event, next: Option<usize>) -> Next {
    match (event, next) {
        (Event::Played, Some(finding)) => (Phase::Playing { next: None }, vec![Effect::PlayFinding(finding)]),
        (Event::Played, None) => (Phase::Reviewing, vec![Effect::ShowChoices]),
        (Event::Pressed(Key::Finding(finding)), _) => (Phase::Playing { next: Some(finding) }, vec![Effect::StopPlaying]),
        (Event::Pressed(_), _) => (Phase::Playing { next: None }, vec![Effect::StopPlaying]),
        _ => stay(Phase::Playing { next }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Grade, Kind, Timing};
    use crate::practice::Plan;

    const TIMING: Timing = Timing { target: Seconds(60.0), limit: Seconds(90.0) };

    /// Runs the events from the start and returns where the rehearsal stands and the effects in their order.
    fn run(plan: Plan, events: &[Event]) -> (Rehearsal, Vec<Effect>) {
        let mut rehearsal = Rehearsal::new(plan);
        let mut effects = Vec::new();
        for &event in events {
            let (next, more) = step(rehearsal, event);
            rehearsal = next;
            effects.extend(more);
        }
        (rehearsal, effects)
    }

    #[track_caller]
    fn check(plan: Plan, events: &[Event], phase: Phase, effects: &[Effect]) {
        let (rehearsal, found) = run(plan, events);
        assert_eq!((rehearsal.phase, found.as_slice()), (phase, effects));
    }

    const ATTENDED: Plan = Plan {
        count: Some(1),
        minutes: None,
        preparation: Seconds(0.0),
        stop_at_limit: false,
        warn_before_target: None,
        attended: true,
        silent: false,
    };
    const ANSWERING: [Event; 4] = [Event::Begun, Event::Chosen { timing: TIMING, follows: false }, Event::Asked, Event::SoundArrived];
    const UP_TO_CUE: [Effect; 4] = [Effect::Choose, Effect::Ask, Effect::StartTake, Effect::Cue];

    fn answering_then(events: &[Event]) -> Vec<Event> {
        [&ANSWERING, events].concat()
    }

    fn up_to_cue_then(effects: &[Effect]) -> Vec<Effect> {
        [&UP_TO_CUE, effects].concat()
    }

    #[test]
    fn a_whole_rehearsal_asks_records_judges_shows_and_ends() {
        let unattended = Plan { attended: false, ..ATTENDED };
        let events = answering_then(&[Event::SourceEnded, Event::Kept, Event::Judged]);
        let effects = up_to_cue_then(&[Effect::EndTake(Ending::Complete), Effect::Judge, Effect::ShowResult, Effect::Leave(Outcome::Done)]);
        check(unattended, &events, Phase::Over, &effects);
    }

    #[test]
    fn the_microphone_opens_only_after_the_question_has_been_asked() {
        check(ATTENDED, &[Event::Begun, Event::Chosen { timing: TIMING, follows: false }], Phase::Asking, &[Effect::Choose, Effect::Ask]);
    }

    #[test]
    fn the_cue_comes_only_with_the_first_samples() {
        check(ATTENDED, &ANSWERING[..3], Phase::Arming, &[Effect::Choose, Effect::Ask, Effect::StartTake]);
        check(ATTENDED, &ANSWERING, Phase::Answering { limit_warned: false, zeros_warned: false }, &UP_TO_CUE);
    }

    #[test]
    fn the_coming_end_is_announced_once_an_answer_and_only_if_asked() {
        let at = |seconds| Event::Recorded { length: Seconds(seconds + 1.0), cue: Seconds(1.0) };
        let warned = Plan { warn_before_target: Some(Seconds(10.0)), ..ATTENDED };
        let answering = Phase::Answering { limit_warned: false, zeros_warned: false };
        check(warned, &answering_then(&[at(49.9)]), answering, &UP_TO_CUE);
        check(warned, &answering_then(&[at(50.0), at(51.0)]), answering, &up_to_cue_then(&[Effect::WarnTime]));
        check(ATTENDED, &answering_then(&[at(50.0), at(61.0)]), answering, &UP_TO_CUE);
        let anew = [at(50.0), Event::Pressed(Key::Again), Event::Kept, Event::SoundArrived, at(50.0)];
        let (_, effects) = run(warned, &answering_then(&anew));
        assert_eq!(effects.iter().filter(|effect| **effect == Effect::WarnTime).count(), 2);
    }

    #[test]
    fn starting_over_keeps_the_take_as_discarded_and_records_anew() {
        let events = answering_then(&[Event::Pressed(Key::Again), Event::Kept]);
        check(ATTENDED, &events, Phase::Arming, &up_to_cue_then(&[Effect::EndTake(Ending::Discarded), Effect::StartTake]));
    }

    const JUDGED: [Event; 3] = [Event::Pressed(Key::Go), Event::Kept, Event::Judged];

    #[test]
    fn a_follow_up_is_asked_at_a_key_and_does_not_count_as_a_question() {
        let follow_up = [Event::Pressed(Key::FollowUp), Event::Chosen { timing: TIMING, follows: true }, Event::Asked, Event::SoundArrived];
        let events = [answering_then(&JUDGED), follow_up.to_vec(), JUDGED.to_vec()].concat();
        let (rehearsal, effects) = run(ATTENDED, &events);
        assert_eq!((rehearsal.phase, rehearsal.answered), (Phase::Reviewing, 1));
        assert_eq!(effects.iter().filter(|effect| **effect == Effect::ChooseFollowUp).count(), 1);
        let none = [answering_then(&JUDGED), vec![Event::Pressed(Key::FollowUp), Event::NoFollowUp]].concat();
        assert_eq!(run(ATTENDED, &none).0.phase, Phase::Reviewing);
    }

    #[test]
    fn a_silent_round_goes_on_without_a_word() {
        let silent = Plan { silent: true, count: None, ..ATTENDED };
        let (rehearsal, effects) = run(silent, &answering_then(&JUDGED));
        assert_eq!((rehearsal.phase, effects.last()), (Phase::Choosing, Some(&Effect::Choose)));
        assert!(!effects.contains(&Effect::ShowResult));
        assert_eq!(run(silent, &[answering_then(&JUDGED), vec![Event::NothingToAsk]].concat()).0.phase, Phase::Over);
    }

    #[test]
    fn quitting_while_speaking_keeps_the_answer_as_unfinished_and_judges_nothing() {
        let effects = |outcome| up_to_cue_then(&[Effect::EndTake(Ending::Unfinished), Effect::Leave(outcome)]);
        check(ATTENDED, &answering_then(&[Event::Pressed(Key::Quit), Event::Kept]), Phase::Over, &effects(Outcome::Done));
        check(ATTENDED, &answering_then(&[Event::Pressed(Key::Interrupt), Event::Kept]), Phase::Over, &effects(Outcome::Interrupted));
    }

    #[test]
    fn the_limit_is_counted_from_the_cue_warns_once_and_cuts_nobody_off() {
        let at = |length: f64| Event::Recorded { length: Seconds(length), cue: Seconds(1.0) };
        let events = answering_then(&[at(90.9), at(91.0), at(92.0), at(600.0)]);
        check(ATTENDED, &events, Phase::Answering { limit_warned: true, zeros_warned: false }, &up_to_cue_then(&[Effect::WarnLimit]));
    }

    #[test]
    fn the_limit_ends_the_answer_where_that_was_asked_for() {
        let plan = Plan { stop_at_limit: true, ..ATTENDED };
        let events = answering_then(&[Event::Recorded { length: Seconds(90.0), cue: Seconds::ZERO }]);
        check(plan, &events, Phase::KeepingAnswer, &up_to_cue_then(&[Effect::EndTake(Ending::Complete)]));
    }

    #[test]
    fn a_microphone_that_goes_away_costs_nothing_that_was_said() {
        let gone = Event::SourceFailed(Kind::DeviceMissing);
        let effects = [Effect::EndTake(Ending::Unfinished), Effect::Leave(Outcome::SoundFailed(Kind::DeviceMissing))];
        check(ATTENDED, &answering_then(&[gone, Event::Kept]), Phase::Over, &up_to_cue_then(&effects));
    }

    #[test]
    fn a_silent_microphone_is_said_once() {
        let events = answering_then(&[Event::OnlyZeros, Event::OnlyZeros]);
        check(ATTENDED, &events, Phase::Answering { limit_warned: false, zeros_warned: true }, &up_to_cue_then(&[Effect::WarnOnlyZeros]));
    }

    #[test]
    fn recognition_can_be_interrupted_and_what_is_known_is_stored_first() {
        let events = answering_then(&[Event::Pressed(Key::Go), Event::Kept, Event::Pressed(Key::Interrupt), Event::Judged]);
        let effects = [Effect::EndTake(Ending::Complete), Effect::Judge, Effect::StopRecognition, Effect::Leave(Outcome::Interrupted)];
        check(ATTENDED, &events, Phase::Over, &up_to_cue_then(&effects));
    }

    #[test]
    fn leaving_waits_until_the_voice_is_silent() {
        let events = [Event::Begun, Event::Chosen { timing: TIMING, follows: false }, Event::Pressed(Key::Quit), Event::Asked];
        check(ATTENDED, &events, Phase::Over, &[Effect::Choose, Effect::Ask, Effect::SkipVoice, Effect::Leave(Outcome::Done)]);
    }

    #[test]
    fn preparation_counts_down_by_the_clock_and_can_be_cut_short() {
        let plan = Plan { preparation: Seconds(30.0), ..ATTENDED };
        let asked = [Event::Begun, Event::Chosen { timing: TIMING, follows: false }, Event::Asked];
        let tick = |now: f64| Event::Tick { now: Seconds(now) };
        let counting =
            [Effect::Choose, Effect::Ask, Effect::ShowPreparation { left: Seconds(30.0) }, Effect::ShowPreparation { left: Seconds(10.0) }];
        let ticks = [&asked[..], &[tick(5.0), tick(25.0)]].concat();
        check(plan, &ticks, Phase::Preparing { until: Some(Seconds(35.0)) }, &counting);
        check(plan, &[&ticks[..], &[tick(35.0)]].concat(), Phase::Arming, &[&counting[..], &[Effect::StartTake]].concat());
        check(plan, &[&asked[..], &[Event::Pressed(Key::Go)]].concat(), Phase::Arming, &[Effect::Choose, Effect::Ask, Effect::StartTake]);
    }

    #[test]
    fn after_the_result_a_key_plays_repeats_goes_on_or_leaves() {
        let two = Plan { count: Some(2), ..ATTENDED };
        let judged = answering_then(&[Event::Pressed(Key::Go), Event::Kept, Event::Judged]);
        let after = |key, plan| {
            let (rehearsal, _) = run(plan, &judged);
            let (next, effects) = step(rehearsal, Event::Pressed(key));
            (next.phase, effects)
        };
        assert_eq!(after(Key::Go, two), (Phase::Choosing, vec![Effect::Choose]));
        assert_eq!(after(Key::Go, ATTENDED), (Phase::Over, vec![Effect::Leave(Outcome::Done)]));
        assert_eq!(after(Key::Again, ATTENDED), (Phase::Asking, vec![Effect::Ask]));
        assert_eq!(after(Key::Play, ATTENDED), (Phase::Playing { next: None }, vec![Effect::Play]));
        assert_eq!(after(Key::Quit, ATTENDED), (Phase::Over, vec![Effect::Leave(Outcome::Done)]));
    }

    #[test]
    fn no_new_question_begins_after_the_minutes_are_over() {
        let plan = Plan { count: None, minutes: Some(Seconds(60.0)), attended: false, ..ATTENDED };
        let ended = |now: f64| answering_then(&[Event::Tick { now: Seconds(now) }, Event::SourceEnded, Event::Kept, Event::Judged]);
        assert_eq!(run(plan, &ended(59.0)).0.phase, Phase::Choosing);
        assert_eq!(run(plan, &ended(60.0)).0.phase, Phase::Over);
    }

    #[test]
    fn nothing_to_ask_is_an_answer_of_its_own_only_at_the_beginning() {
        check(ATTENDED, &[Event::Begun, Event::NothingToAsk], Phase::Over, &[Effect::Choose, Effect::Leave(Outcome::NothingDue)]);
    }

    proptest::proptest! {
        /// Whatever happens in whatever order, a take that was started is ended before another starts and before the rehearsal is over.
        #[test]
        fn every_take_that_starts_is_ended(picks in proptest::collection::vec(0..EVENTS.len(), 0..60), attended: bool, stop_at_limit: bool) {
            let plan = Plan { count: Some(3), attended, stop_at_limit, ..ATTENDED };
            let events: Vec<Event> = std::iter::once(Event::Begun).chain(picks.into_iter().map(|pick| EVENTS[pick])).collect();
            let mut rehearsal = Rehearsal::new(plan);
            let mut open = false;
            for event in events {
                let was_arming = rehearsal.phase == Phase::Arming;
                let (next, effects) = step(rehearsal, event);
                rehearsal = next;
                for effect in effects {
                    match effect {
                        Effect::StartTake => { assert!(!open); open = true; }
                        Effect::EndTake(_) => { assert!(open); open = false; }
                        // A take that could not start has nothing to end.
                        Effect::Leave(Outcome::SoundFailed(_)) if was_arming => open = false,
                        Effect::Leave(_) => assert!(!open),
                        _ => {}
                    }
                }
            }
        }
    }

    const EVENTS: [Event; 22] = [
        Event::Chosen { timing: TIMING, follows: false },
        Event::Chosen { timing: TIMING, follows: true },
        Event::NothingToAsk,
        Event::NoFollowUp,
        Event::Asked,
        Event::SoundArrived,
        Event::Recorded { length: Seconds(95.0), cue: Seconds(0.0) },
        Event::OnlyZeros,
        Event::SourceEnded,
        Event::SourceFailed(Kind::DeviceMissing),
        Event::Kept,
        Event::Judged,
        Event::Played,
        Event::Tick { now: Seconds(1.0) },
        Event::Pressed(Key::Go),
        Event::Pressed(Key::Again),
        Event::Pressed(Key::Play),
        Event::Pressed(Key::Finding(0)),
        Event::Pressed(Key::Resume),
        Event::Pressed(Key::FollowUp),
        Event::Pressed(Key::Quit),
        Event::Pressed(Key::Interrupt),
    ];

    #[test]
    fn whoever_was_away_while_he_answered_is_asked_again_and_what_he_said_is_kept() {
        let (rehearsal, effects) = run(ATTENDED, &answering_then(&[Event::Pressed(Key::Resume), Event::Kept]));
        assert_eq!((rehearsal.phase, effects), (Phase::Asking, up_to_cue_then(&[Effect::EndTake(Ending::Unfinished), Effect::Ask])));
        check(
            ATTENDED,
            &[&ANSWERING[..3], &[Event::Pressed(Key::Resume)]].concat(),
            Phase::Arming,
            &[Effect::Choose, Effect::Ask, Effect::StartTake],
        );
        let away = |phase| step(Rehearsal { phase, ..rehearsal }, Event::Pressed(Key::Resume));
        for (phase, after, effects) in [
            (Phase::Asking, Phase::Asking, vec![]),
            (Phase::Preparing { until: Some(Seconds(9.0)) }, Phase::Preparing { until: None }, vec![]),
            (Phase::Judging, Phase::Judging, vec![]),
            (Phase::Reviewing, Phase::Reviewing, vec![Effect::ShowChoices]),
            (Phase::Playing { next: None }, Phase::Playing { next: None }, vec![Effect::StopPlaying]),
        ] {
            let (rehearsal, found) = away(phase);
            assert_eq!((rehearsal.phase, found), (after, effects));
        }
    }

    #[test]
    fn a_finding_is_heard_at_its_key_also_while_another_sounds() {
        let judged = answering_then(&JUDGED);
        let pressed = |keys: &[Event]| run(ATTENDED, &[&judged, keys].concat());
        let shown = judged.len() + 1; // effects up to the choices, as many as without a key
        let (first, second) = (Event::Pressed(Key::Finding(0)), Event::Pressed(Key::Finding(1)));
        let (rehearsal, effects) = pressed(&[first, second, Event::Played, Event::Played]);
        let heard = [Effect::PlayFinding(0), Effect::StopPlaying, Effect::PlayFinding(1), Effect::ShowChoices];
        assert_eq!((rehearsal.phase, &effects[shown..]), (Phase::Reviewing, &heard[..]));
        let (rehearsal, effects) = pressed(&[first, second, Event::Pressed(Key::Go), Event::Played]);
        assert_eq!((rehearsal.phase, effects.last()), (Phase::Reviewing, Some(&Effect::ShowChoices)));
    }

    #[test]
    fn a_grade_of_his_own_is_kept_and_the_choices_stay() {
        let (rehearsal, _) = run(ATTENDED, &[Event::Begun]);
        let reviewing = Rehearsal { phase: Phase::Reviewing, ..rehearsal };
        let (after, effects) = step(reviewing, Event::Pressed(Key::Grade(Grade::Hard)));
        assert_eq!((after.phase, effects), (Phase::Reviewing, vec![Effect::Regrade(Grade::Hard), Effect::ShowChoices]));
    }

    #[test]
    fn notes_are_shown_where_they_are_asked_for_and_change_nothing() {
        let (rehearsal, _) = run(ATTENDED, &[Event::Begun]);
        let answering = Phase::Answering { limit_warned: false, zeros_warned: false };
        for phase in [Phase::Asking, Phase::Preparing { until: Some(Seconds(30.0)) }, answering] {
            let (after, effects) = step(Rehearsal { phase, ..rehearsal }, Event::Pressed(Key::Notes));
            assert_eq!((after.phase, effects), (phase, vec![Effect::ShowNotes]));
        }
        let (after, effects) = step(Rehearsal { phase: Phase::Reviewing, ..rehearsal }, Event::Pressed(Key::Notes));
        assert_eq!((after.phase, effects), (Phase::Reviewing, Vec::new()));
    }
}
