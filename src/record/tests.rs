//! Recording as a whole: real sound through a real sound server, and what may go wrong on the way to the disk.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use super::feed::RING_LENGTH;
use super::part_file::part_path;
use super::sound_server::{assert_unbroken_tone, in_server, signal_process, signal_server, sounding, tone, with_sound_server, write_wav};
use super::*;
use crate::domain::{Clip, Kind, Seconds};

/// Looks every 10 ms until `reached`, for up to 20 s.
#[track_caller]
fn wait_for(mut reached: impl FnMut() -> bool) {
    for _ in 0..2_000 {
        if reached() {
            return;
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    panic!("waited in vain");
}

/// Plays a file into the sink, to its end.
fn paplay(sink: &str, file: &Path) {
    assert!(Command::new("paplay").args(["-d", sink]).arg(file).status().unwrap().success());
}

/// Records while `meanwhile` runs, which begins once the first sample has arrived.
fn record_while(source: &mut dyn Source, path: &Path, meanwhile: impl FnOnce()) -> Recorded {
    let take = Take::start(source, path).unwrap();
    wait_for(|| take.status().phase == Phase::Running);
    meanwhile();
    let end = take.status().recorded;
    wait_for(|| take.status().recorded > end + Seconds(0.3)); // until what sounded last has come through the server
    take.finish().unwrap()
}

#[test]
fn the_microphone_records_a_tone_without_losing_a_sample() {
    with_sound_server("record::tests::the_microphone_records_a_tone_without_losing_a_sample", |folder| {
        let (played, path) = (folder.join("played.wav"), folder.join("녹음 하나.wav"));
        write_wav(&played, &tone(48_000, 440.0, 3.0));
        let mut microphone = Microphone::open(None).unwrap();
        let recorded = record_while(&mut microphone, &path, || paplay("vmic_sink", &played));
        assert!(recorded.stopped_by.is_none() && !recorded.all_zeros);
        assert_eq!((recorded.path.as_path(), recorded.lost_frames, recorded.clipped), (path.as_path(), 0, 0));
        assert_eq!((recorded.missing, recorded.overruns), (Seconds::ZERO, 0));
        assert!(!part_path(&path).exists());
        let audio = wav_file::read(&path).unwrap();
        assert_eq!(audio.clip.length(), recorded.duration);
        let heard = sounding(&audio.clip);
        assert!(heard.len().abs_diff(3 * 48_000) < 100, "{heard:?}");
        assert_unbroken_tone(&audio.clip.samples[heard.start + 2_400..heard.end - 2_400], recorded.rate_hz, 440.0, 0.5);
    });
}

#[test]
fn microphones_of_any_format_rate_and_channel_count_are_recorded() {
    with_sound_server("record::tests::microphones_of_any_format_rate_and_channel_count_are_recorded", |folder| {
        let played = folder.join("played.wav");
        write_wav(&played, &tone(48_000, 440.0, 0.7));
        // Of six channels PulseAudio leaves the one for deep sounds silent, so the mean is five sixths as loud.
        let microphones = [
            ("u8", 8_000, 1, 0.5),
            ("s16le", 44_100, 6, 0.4167),
            ("s24le", 96_000, 2, 0.5),
            ("s32le", 192_000, 4, 0.5),
            ("float32le", 22_050, 1, 0.5),
        ];
        for (index, (format, rate_hz, channels, amplitude)) in microphones.into_iter().enumerate() {
            let sink = format!("sink_name=s{index} format={format} rate={rate_hz} channels={channels}");
            let mut load = Command::new("pactl");
            load.args(["load-module", "module-null-sink"]).args(sink.split(' '));
            assert!(load.stdout(Stdio::null()).status().unwrap().success());
            let mut microphone = Microphone::open(Some(&format!("pulseaudio:s{index}.monitor"))).unwrap();
            assert_eq!(microphone.format(), Format { rate_hz, channels });
            let path = folder.join(format!("{index}.wav"));
            let recorded = record_while(&mut microphone, &path, || paplay(&format!("s{index}"), &played));
            let heard = wav_file::read(&path).unwrap().clip;
            let range = sounding(&heard);
            let inner = &heard.samples[range.start + range.len() / 10..range.end - range.len() / 10];
            println!("{format} {rate_hz} Hz {channels} ch, {:.3} s", range.len() as f64 / f64::from(rate_hz));
            // A null sink that was idle swallows up to 0.03 s of a short sound, which parecord finds missing too.
            assert!((range.len() as f64 / f64::from(rate_hz) - 0.7).abs() < 0.05, "{range:?}");
            assert_eq!(recorded.rate_hz, rate_hz);
            assert_unbroken_tone(inner, rate_hz, 440.0, amplitude);
        }
    });
}

#[test]
fn a_sound_server_that_dies_ends_the_take_and_costs_nothing_that_was_recorded() {
    with_sound_server("record::tests::a_sound_server_that_dies_ends_the_take_and_costs_nothing_that_was_recorded", |folder| {
        check_loss_of_server(folder, "KILL");
    });
}

#[test]
fn a_sound_server_that_hangs_ends_the_take_and_costs_nothing_that_was_recorded() {
    with_sound_server("record::tests::a_sound_server_that_hangs_ends_the_take_and_costs_nothing_that_was_recorded", |folder| {
        check_loss_of_server(folder, "STOP");
    });
}

fn check_loss_of_server(folder: &Path, signal: &str) {
    let path = folder.join("a.wav");
    let take = Take::start(&mut Microphone::open(None).unwrap(), &path).unwrap();
    wait_for(|| take.status().recorded > Seconds(0.3));
    signal_server(folder, signal);
    wait_for(|| take.status().phase == Phase::Failed);
    let recorded = take.finish().unwrap();
    assert_eq!(recorded.stopped_by.unwrap().kind, Kind::DeviceMissing);
    assert!(recorded.duration > Seconds(0.3));
    assert_eq!(wav_file::read(&path).unwrap().clip.length(), recorded.duration);
}

/// A process that was stopped (Ctrl-Z) and goes on has lost sound that nobody delivered. Whether the connection to the server survives it (that of
/// cpal 0.18 does not: its waiting is interrupted and gives up) is not ours to choose; that the user learns of it is.
#[test]
fn a_process_that_was_stopped_for_a_while_does_not_hide_what_it_missed() {
    with_sound_server("record::tests::a_process_that_was_stopped_for_a_while_does_not_hide_what_it_missed", |folder| {
        let take = Take::start(&mut Microphone::open(None).unwrap(), &folder.join("a.wav")).unwrap();
        wait_for(|| take.status().recorded > Seconds(0.3));
        assert!(Command::new("sh").args(["-c", "kill -s STOP $PPID; sleep 2; kill -s CONT $PPID"]).status().unwrap().success());
        std::thread::sleep(Duration::from_millis(500));
        let recorded = take.finish().unwrap();
        println!("{:.2} s recorded, {:.2} s missing, stopped by {:?}", recorded.duration.0, recorded.missing.0, recorded.stopped_by);
        assert!(recorded.duration > Seconds(0.3));
        assert!(recorded.stopped_by.is_some() || recorded.missing > Seconds(1.0));
    });
}

#[test]
fn a_muted_microphone_is_noticed_after_two_seconds() {
    with_sound_server("record::tests::a_muted_microphone_is_noticed_after_two_seconds", |folder| {
        assert!(Command::new("pactl").args(["set-source-mute", "vmic", "1"]).status().unwrap().success());
        let take = Take::start(&mut Microphone::open(None).unwrap(), &folder.join("a.wav")).unwrap();
        wait_for(|| take.only_zeros().is_some());
        assert_eq!(take.only_zeros().unwrap().kind, Kind::OnlyZeros);
        assert!(take.status().silent_zeros >= Seconds(2.0));
        assert!(take.finish().unwrap().all_zeros);
    });
}

#[test]
fn the_devices_of_a_server_are_listed_without_monitors_and_opened_by_id_or_name() {
    with_sound_server("record::tests::the_devices_of_a_server_are_listed_without_monitors_and_opened_by_id_or_name", |_| {
        let devices = devices();
        let short = |list: &[DeviceInfo]| list.iter().map(|device| (device.id.clone(), device.is_default)).collect::<Vec<_>>();
        assert_eq!(short(&devices.inputs), [("pulseaudio:vmic".to_owned(), true)]);
        assert_eq!(short(&devices.outputs), [("pulseaudio:vspk".to_owned(), true), ("pulseaudio:vmic_sink".to_owned(), false)]);
        assert_eq!((devices.inputs[0].rate_hz, devices.inputs[0].channels), (Some(48_000), Some(2)));
        let name = devices.inputs[0].name.clone();
        for wanted in ["pulseaudio:vmic", "vmic", &name] {
            assert_eq!(Microphone::open(Some(wanted)).unwrap().name(), name);
        }
        let failure = Microphone::open(Some("headset")).err().unwrap();
        assert_eq!((failure.kind, failure.what.key), (Kind::DeviceMissing, "record-no-such-device"));
        assert!(format!("{:?}", failure.hint).contains("pulseaudio:vmic"));
    });
}

/// cpal reads the environment, so this too needs a process of its own.
#[test]
fn without_sound_server_and_card_there_are_no_devices_and_no_complaints() {
    let test = "record::tests::without_sound_server_and_card_there_are_no_devices_and_no_complaints";
    if std::fs::read_to_string("/proc/asound/cards").is_ok() {
        return println!("skipped: {test}: this machine has sound cards");
    }
    if std::env::var_os(ALONE).is_some() {
        assert_eq!(devices(), Devices::default());
        let failure = Microphone::open(None).err().unwrap();
        assert_eq!((failure.kind, failure.what.key), (Kind::DeviceMissing, "record-no-microphone"));
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let ran = in_server(again(test), folder.path()).env(ALONE, "1").output().unwrap();
    assert!(ran.status.success(), "{ran:?}");
    assert_eq!(String::from_utf8_lossy(&ran.stderr), "");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0, "a sound server was started");
}

/// Tells a test that it runs again, in a process of its own; the value is its folder.
const ALONE: &str = "MYNAH_TEST_ALONE";

fn again(test: &str) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args([test, "--exact", "--nocapture"]);
    command
}

#[test]
fn a_file_plays_the_microphone_at_real_pace_and_fast() {
    let folder = tempfile::tempdir().unwrap();
    let (input, path) = (folder.path().join("in.wav"), folder.path().join("out.wav"));
    for (pace, rate_hz, seconds) in [(Pace::Real, 11_025, 0.5), (Pace::Fast, 8_000, 25.0)] {
        write_wav(&input, &tone(rate_hz, 440.0, seconds));
        let take = Take::start(&mut FromFile::open(&input, pace).unwrap(), &path).unwrap();
        wait_for(|| take.status().phase == Phase::Ended);
        let recorded = take.finish().unwrap();
        assert_eq!((recorded.lost_frames, recorded.rate_hz, recorded.all_zeros), (0, rate_hz, false));
        let (given, got) = (wav_file::read(&input).unwrap().clip, wav_file::read(&path).unwrap().clip);
        let largest = given.samples.iter().zip(&got.samples).map(|(a, b)| (a - b).abs()).fold(0.0, f32::max);
        assert_eq!(given.samples.len(), got.samples.len());
        assert!(largest < 1.0 / 16_000.0, "{largest}");
        std::fs::remove_file(&path).unwrap();
    }
}

/// Delivers `clip` at once, and then nothing more; it says that it has ended where `ends`.
struct Burst {
    clip: Clip,
    ends: bool,
}

struct Held(#[expect(dead_code, reason = "the feed lives as long as the delivery")] Option<Feed>);

impl Flow for Held {}

impl Source for Burst {
    fn name(&self) -> String {
        "burst".to_owned()
    }

    fn format(&self) -> Format {
        Format { rate_hz: self.clip.rate_hz, channels: 1 }
    }

    fn start(&mut self, mut feed: Feed) -> Result<Box<dyn Flow>, Failure> {
        feed.push(self.clip.samples.iter().copied());
        if self.ends {
            feed.end();
            return Ok(Box::new(Held(None)));
        }
        Ok(Box::new(Held(Some(feed))))
    }
}

#[test]
fn a_device_that_falls_silent_without_a_word_ends_the_take_and_its_sound_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.wav");
    let take = Take::start(&mut Burst { clip: tone(16_000, 440.0, 0.3), ends: false }, &path).unwrap();
    wait_for(|| take.status().phase == Phase::Failed);
    let recorded = take.finish().unwrap();
    assert_eq!(recorded.duration, Seconds(0.3));
    assert_eq!(recorded.stopped_by.unwrap().kind, Kind::DeviceMissing);
}

#[test]
fn a_device_that_never_delivers_is_named_and_leaves_no_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.wav");
    let take = Take::start(&mut Burst { clip: Clip { rate_hz: 16_000, samples: vec![] }, ends: false }, &path).unwrap();
    assert_eq!(take.status().phase, Phase::Waiting);
    wait_for(|| take.status().phase == Phase::Failed);
    let failure = take.finish().unwrap_err();
    assert_eq!((failure.kind, failure.what.key), (Kind::DeviceMissing, "record-device-silent"));
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn sound_that_the_writer_could_not_keep_up_with_is_silence_of_the_same_length_and_counted() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.wav");
    let take = Take::start(&mut Burst { clip: tone(8_000, 440.0, RING_LENGTH.0 + 2.0), ends: true }, &path).unwrap();
    wait_for(|| take.status().phase == Phase::Ended);
    let recorded = take.finish().unwrap();
    assert_eq!((recorded.lost_frames, recorded.duration), (16_000, RING_LENGTH + Seconds(2.0)));
    let samples = wav_file::read(&path).unwrap().clip.samples;
    assert!(samples[80_000..].iter().all(|sample| *sample == 0.0));
    assert!(samples[79_900..80_000].iter().any(|sample| *sample != 0.0));
}

#[test]
fn clipping_is_counted_and_shown() {
    let folder = tempfile::tempdir().unwrap();
    let samples = [vec![0.1; 1_000], vec![1.0; 7], vec![-1.0; 5]].concat();
    let take = Take::start(&mut Burst { clip: Clip { rate_hz: 8_000, samples }, ends: true }, &folder.path().join("a.wav")).unwrap();
    wait_for(|| take.status().phase == Phase::Ended);
    assert_eq!(take.status().clipped, 12);
    assert_eq!(take.finish().unwrap().clipped, 12);
}

#[test]
fn a_finished_recording_is_never_written_over() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.wav");
    let burst = || Burst { clip: tone(8_000, 440.0, 0.5), ends: true };
    Take::start(&mut burst(), &path).unwrap().finish().unwrap();
    assert_eq!(Take::start(&mut burst(), &path).err().unwrap().what.key, "record-file-exists");
    let other = folder.path().join("b.wav");
    let take = Take::start(&mut burst(), &other).unwrap();
    std::fs::copy(&path, &other).unwrap();
    let failure = take.finish().unwrap_err();
    assert_eq!((failure.kind, failure.what.key), (Kind::Storage, "record-file-exists"));
    assert!(part_path(&other).exists(), "what was recorded stays in its part file");
}

/// A limit on the size of files stands in for a full disk: both refuse to let the file grow, and neither needs root.
#[test]
#[cfg(unix)]
fn a_full_disk_ends_the_take_names_the_file_and_keeps_what_it_took() {
    let test = "record::tests::a_full_disk_ends_the_take_names_the_file_and_keeps_what_it_took";
    if let Some(folder) = std::env::var_os(ALONE) {
        let path = Path::new(&folder).join("a.wav");
        let mut source = FromFile::of_clip("tone".to_owned(), tone(48_000, 440.0, 8.0), Pace::Fast);
        let take = Take::start(&mut source, &path).unwrap();
        wait_for(|| take.status().phase == Phase::Failed);
        let recorded = take.finish().unwrap();
        let failure = recorded.stopped_by.unwrap();
        assert_eq!((failure.kind, failure.what.key), (Kind::Storage, "record-disk-full"));
        assert!(failure.to_string().contains("a.wav.part"), "{failure}");
        let audio = wav_file::read(&path).unwrap();
        assert_eq!(std::fs::metadata(&path).unwrap().len(), 102_400);
        assert_eq!((audio.clip.samples.len(), audio.truncated), (51_178, false));
        return assert_eq!(audio.clip.length(), recorded.duration);
    }
    let folder = tempfile::tempdir().unwrap();
    let limited = "trap '' XFSZ; ulimit -f 200; exec \"$0\" \"$@\""; // 200 blocks of 512 bytes
    let ran = Command::new("sh")
        .args(["-c", limited])
        .arg(std::env::current_exe().unwrap())
        .args([test, "--exact", "--nocapture"])
        .env(ALONE, folder.path())
        .output()
        .unwrap();
    assert!(ran.status.success() && String::from_utf8_lossy(&ran.stdout).contains("1 passed"), "{ran:?}");
}

#[test]
#[cfg(unix)]
fn a_killed_recording_loses_at_most_its_last_second() {
    let test = "record::tests::a_killed_recording_loses_at_most_its_last_second";
    if let Some(folder) = std::env::var_os(ALONE) {
        return record_until_killed(Path::new(&folder));
    }
    let folder = tempfile::tempdir().unwrap();
    let (path, told) = (folder.path().join("a.wav"), folder.path().join("told"));
    let part = part_path(&path);
    let mut child = again(test).env(ALONE, folder.path()).stdout(Stdio::null()).spawn().unwrap();
    let recorded = || std::fs::read_to_string(&told).ok().and_then(|text| text.parse::<f64>().ok()).unwrap_or(0.0);
    wait_for(|| recorded() > 2.3);
    assert!(repair(&part).unwrap().is_none(), "its writer is alive");
    signal_process(child.id(), "KILL");
    child.wait().unwrap();
    let delivered = recorded();
    let repaired = repair(&part).unwrap().unwrap();
    println!("delivered {delivered:.3} s, repaired {:.3} s", repaired.duration.0);
    assert!(repaired.duration.0 > delivered - 1.0 && repaired.duration.0 < delivered + 1.0, "{delivered} {repaired:?}");
    assert!(!part.exists());
    assert_unbroken_tone(&wav_file::read(&path).unwrap().clip.samples, 48_000, 440.0, 0.5);
}

fn record_until_killed(folder: &Path) {
    let mut source = FromFile::of_clip("tone".to_owned(), tone(48_000, 440.0, 60.0), Pace::Real);
    let take = Take::start(&mut source, &folder.join("a.wav")).unwrap();
    loop {
        let told = folder.join("telling");
        std::fs::write(&told, take.status().recorded.0.to_string()).unwrap();
        std::fs::rename(&told, folder.join("told")).unwrap();
        std::thread::sleep(Duration::from_millis(10));
    }
}

/// `length` bytes of an unfinished recording at 8 kHz, whose header knows nothing of its sound.
#[track_caller]
fn check_repair(sound_bytes: usize, expected_samples: Option<u64>) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("남은 것.wav");
    let part = part_path(&path);
    drop(part_file::create(&path, 8_000).unwrap());
    let header = std::fs::read(&part).unwrap();
    std::fs::write(&part, [header, vec![7; sound_bytes]].concat()).unwrap();
    let repaired = repair(&part).unwrap();
    let duration = repaired.map(|recorded| recorded.duration);
    assert_eq!(duration, expected_samples.map(|samples| Seconds(samples as f64 / 8_000.0)));
    assert_eq!((part.exists(), path.exists()), (false, expected_samples.is_some()));
    if let Some(samples) = expected_samples {
        assert_eq!(u64::from(hound::WavReader::open(&path).unwrap().duration()), samples);
    }
}

#[test]
fn a_left_over_part_file_is_finished_from_its_length() {
    check_repair(16_000, Some(8_000));
    check_repair(16_001, Some(8_000));
    check_repair(3, Some(1));
    check_repair(1, None);
    check_repair(0, None);
}

#[test]
fn a_part_file_that_is_none_of_ours_is_refused_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    for content in [&b""[..], b"RIFF", &[9; 100]] {
        let part = folder.path().join("a.wav.part");
        std::fs::write(&part, content).unwrap();
        let failure = repair(&part).unwrap_err();
        assert_eq!((failure.kind, failure.what.key), (Kind::Storage, "record-part-unreadable"));
        assert_eq!(std::fs::read(&part).unwrap(), content);
    }
}
