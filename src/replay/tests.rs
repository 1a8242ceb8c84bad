//! Playing into a real sound server, listened to by a second program.

use std::path::Path;
use std::process::{Child, Command};
use std::sync::Arc;

use super::{Passage, Playback, play, play_passage};
use crate::domain::{Clip, Interrupt, Kind, Seconds, Span};
use crate::record::sound_server::{assert_unbroken_tone, signal_process, signal_server, sounding, tone, with_sound_server};
use crate::record::wav_file;

/// Ends with the test, also where that fails: whoever listens on holds the test's output open, and nobody hears the end of it.
struct Listener(Child);

impl Drop for Listener {
    fn drop(&mut self) {
        let _ = self.0.kill(); // it may have ended already
        let _ = self.0.wait();
    }
}

/// What the loudspeaker played while `action` ran.
fn listened(folder: &Path, action: impl FnOnce()) -> Clip {
    let file = folder.join("heard.wav");
    let mut listener = Listener(Command::new("parecord").args(["-d", "vspk.monitor", "--latency-msec=20"]).arg(&file).spawn().unwrap());
    while !std::fs::metadata(&file).is_ok_and(|metadata| metadata.len() > 20_000) {
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    action();
    std::thread::sleep(std::time::Duration::from_millis(500)); // until what was heard last has reached the listener
    signal_process(listener.0.id(), "INT");
    listener.0.wait().unwrap();
    wav_file::read(&file).unwrap().clip
}

#[test]
fn the_loudspeaker_plays_the_whole_tone_and_positions_run_to_its_end() {
    with_sound_server("replay::tests::the_loudspeaker_plays_the_whole_tone_and_positions_run_to_its_end", |folder| {
        let mut positions = Vec::new();
        let heard = listened(folder, || {
            play(&tone(16_000, 440.0, 2.0), None, Seconds::ZERO, &Interrupt::default(), &mut |position| positions.push(position)).unwrap();
        });
        let range = sounding(&heard);
        println!("{} positions, {:.3} s heard", positions.len(), range.len() as f64 / f64::from(heard.rate_hz));
        assert!(range.len().abs_diff(2 * heard.rate_hz as usize) < 441, "{range:?}");
        assert_unbroken_tone(&heard.samples[range.start + 2_205..range.end - 2_205], heard.rate_hz, 440.0, 0.5);
        assert!(positions.is_sorted() && positions.len() > 20);
        assert_eq!(positions.last(), Some(&Seconds(2.0)));
    });
}

#[test]
fn the_position_is_what_has_been_heard() {
    with_sound_server("replay::tests::the_position_is_what_has_been_heard", |folder| {
        let interrupt = Interrupt::default();
        let (stop, mut last) = (interrupt.clone(), Seconds::ZERO);
        let heard = listened(folder, || {
            let mut until_two = |position| {
                last = position;
                if position >= Seconds(2.0) {
                    stop.raise();
                }
            };
            let failure = play(&tone(48_000, 440.0, 5.0), Some("vspk"), Seconds(1.0), &interrupt, &mut until_two).unwrap_err();
            assert_eq!(failure.kind, Kind::Interrupted);
        });
        let length = sounding(&heard).len() as f64 / f64::from(heard.rate_hz);
        println!("told {:.3} s, heard {:.3} s", last.0 - 1.0, length);
        assert!((length - (last.0 - 1.0)).abs() < 0.15, "told {last:?}, heard {length}");
    });
}

#[test]
fn a_sound_server_that_dies_ends_the_playing() {
    with_sound_server("replay::tests::a_sound_server_that_dies_ends_the_playing", |folder| {
        let mut killed = false;
        let mut kill_once = |position| {
            if position > Seconds(0.2) && !killed {
                signal_server(folder, "KILL");
                killed = true;
            }
        };
        let failure = play(&tone(48_000, 440.0, 30.0), None, Seconds::ZERO, &Interrupt::default(), &mut kill_once).unwrap_err();
        assert_eq!(failure.kind, Kind::DeviceMissing);
    });
}

#[test]
fn nothing_left_to_play_is_played_at_once() {
    with_sound_server("replay::tests::nothing_left_to_play_is_played_at_once", |_| {
        let mut last = None;
        play(&tone(16_000, 440.0, 1.0), None, Seconds(99.0), &Interrupt::default(), &mut |position| last = Some(position)).unwrap();
        assert_eq!(last, Some(Seconds(1.0)));
    });
}

/// How long something sounds, in hundredths. A hole that a busy machine tore into the sound does not count.
fn seconds_of_sound(clip: &Clip) -> f64 {
    let is_loud = |block: &&[f32]| block.iter().any(|sample| sample.abs() > 0.05);
    clip.samples.chunks(clip.rate_hz as usize / 100).filter(is_loud).count() as f64 / 100.0
}

/// By the length of the period in the middle of all.
fn median_frequency(clip: &Clip) -> f64 {
    let rising: Vec<usize> = (1..clip.samples.len()).filter(|&at| clip.samples[at - 1] < 0.0 && clip.samples[at] >= 0.0).collect();
    let mut periods: Vec<usize> = rising.windows(2).map(|pair| pair[1] - pair[0]).collect();
    periods.sort_unstable();
    f64::from(clip.rate_hz) / periods[periods.len() / 2] as f64
}

#[test]
fn a_passage_sounds_for_its_length_divided_by_the_speed_and_keeps_its_pitch() {
    with_sound_server("replay::tests::a_passage_sounds_for_its_length_divided_by_the_speed_and_keeps_its_pitch", |folder| {
        for (speed, expected) in [(1.0, 3.0), (1.5, 2.0), (0.5, 6.0)] {
            let passage = Passage { span: Span::new(1.0, 4.0), speed };
            let mut positions = Vec::new();
            let heard = listened(folder, || {
                play_passage(&tone(16_000, 440.0, 5.0), None, passage, &Interrupt::default(), &mut |position| positions.push(position)).unwrap();
            });
            let (length, frequency_hz) = (seconds_of_sound(&heard), median_frequency(&heard));
            println!("at {speed}: {length:.3} s heard, {frequency_hz:.1} Hz");
            assert!((length - expected).abs() < 0.06, "{length} s at {speed}");
            assert!((frequency_hz - 440.0).abs() < 4.4, "{frequency_hz} Hz at {speed}");
            assert!(positions.is_sorted() && positions.first() >= Some(&Seconds(1.0)));
            assert_eq!(positions.last(), Some(&Seconds(4.0)));
        }
    });
}

#[test]
fn a_playback_tells_its_position_and_is_silent_once_it_is_dropped() {
    with_sound_server("replay::tests::a_playback_tells_its_position_and_is_silent_once_it_is_dropped", |folder| {
        let clip = Arc::new(tone(16_000, 440.0, 30.0));
        let heard = listened(folder, || {
            let mut playback = Playback::start(clip, None, Passage { span: Span::new(10.0, 30.0), speed: 2.0 });
            while playback.position() < Seconds(12.0) {
                assert!(playback.outcome().is_none());
                std::thread::sleep(std::time::Duration::from_millis(5));
            }
        });
        let length = sounding(&heard).len() as f64 / f64::from(heard.rate_hz);
        assert!(length > 0.9 && length < 5.0, "{length} s, where 1 s was waited for and 10 s would have sounded");
    });
}

#[test]
fn a_playback_without_a_loudspeaker_says_so() {
    with_sound_server("replay::tests::a_playback_without_a_loudspeaker_says_so", |_| {
        let passage = Passage { span: Span::new(0.0, 1.0), speed: 1.0 };
        let mut playback = Playback::start(Arc::new(tone(16_000, 440.0, 1.0)), Some("no such loudspeaker".to_owned()), passage);
        let outcome = loop {
            match playback.outcome() {
                Some(outcome) => break outcome,
                None => std::thread::sleep(std::time::Duration::from_millis(5)),
            }
        };
        assert_eq!(outcome.unwrap_err().kind, Kind::DeviceMissing);
        assert!(playback.outcome().is_none());
    });
}
