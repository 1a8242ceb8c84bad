//! Playing into a real sound server, listened to by a second program.

use std::path::Path;
use std::process::{Child, Command};

use super::play;
use crate::domain::{Clip, Interrupt, Kind, Seconds};
use crate::record::sound_server::{assert_unbroken_tone, signal_process, signal_server, sounding, tone, with_sound_server};
use crate::record::wav_file;

/// What the loudspeaker played while `action` ran.
fn listened(folder: &Path, action: impl FnOnce()) -> Clip {
    let file = folder.join("heard.wav");
    let mut listener: Child = Command::new("parecord").args(["-d", "vspk.monitor", "--latency-msec=20"]).arg(&file).spawn().unwrap();
    while !std::fs::metadata(&file).is_ok_and(|metadata| metadata.len() > 20_000) {
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    action();
    std::thread::sleep(std::time::Duration::from_millis(500)); // until what was heard last has reached the listener
    signal_process(listener.id(), "INT");
    listener.wait().unwrap();
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
