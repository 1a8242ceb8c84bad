//! A sound server of its own for tests: PulseAudio with null sinks, one as the loudspeaker and one whose monitor is the microphone, in a temporary
//! folder, so that nobody's sound set-up is touched and no sound card is needed.

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// Tells a test that it runs again, as a child that has the sound server in its environment.
const FOLDER: &str = "MYNAH_TEST_SOUND_SERVER";

/// The file with the server's process id, for tests that stop it.
const PID: &str = "pid";

const MODULES: [&str; 4] = [
    "module-native-protocol-unix auth-anonymous=1",
    "module-null-sink sink_name=vspk rate=44100 channels=2",
    "module-null-sink sink_name=vmic_sink rate=48000 channels=2",
    "module-remap-source master=vmic_sink.monitor source_name=vmic",
];

/// Runs `body` in a process of its own whose sound server is a private one. cpal finds the server by the environment, which a process with threads
/// cannot change for itself, so the test with the full name `test` starts itself again. Skipped, and said so, where PulseAudio is not installed;
/// a failure there under `CI=true`.
pub(crate) fn with_sound_server(test: &str, body: impl FnOnce(&Path)) {
    if let Some(folder) = std::env::var_os(FOLDER) {
        return body(Path::new(&folder));
    }
    let folder = tempfile::tempdir().unwrap();
    let Some(mut server) = start(folder.path()) else {
        assert!(std::env::var("CI").as_deref() != Ok("true"), "PulseAudio is needed where CI=true");
        return println!("skipped: {test}: PulseAudio is not installed");
    };
    let ran = in_server(Command::new(std::env::current_exe().unwrap()), folder.path()).args([test, "--exact", "--nocapture"]).output().unwrap();
    server.kill().unwrap();
    server.wait().unwrap();
    let said = String::from_utf8_lossy(&ran.stdout);
    assert!(ran.status.success() && said.contains("1 passed"), "{said}\n{}", String::from_utf8_lossy(&ran.stderr));
    print!("{said}");
}

fn start(folder: &Path) -> Option<Child> {
    let mut command = in_server(Command::new("pulseaudio"), folder);
    command.args(["-n", "--daemonize=no", "--exit-idle-time=-1", "--use-pid-file=no", "--realtime=no", "--high-priority=no"]);
    for module in MODULES {
        command.args(["-L", module]);
    }
    let log = std::fs::File::create(folder.join("pulseaudio.log")).unwrap();
    let mut server = command.stdout(Stdio::null()).stderr(log).spawn().ok()?;
    std::fs::write(folder.join(PID), server.id().to_string()).unwrap();
    for _ in 0..200 {
        if pactl(folder, &["set-default-source", "vmic"]) && pactl(folder, &["set-default-sink", "vspk"]) {
            return Some(server);
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    let _ = server.kill();
    let _ = server.wait();
    panic!("PulseAudio did not start: {}", std::fs::read_to_string(folder.join("pulseaudio.log")).unwrap());
}

/// Sends a signal, named as `kill` names it, to the server.
pub(crate) fn signal_server(folder: &Path, signal: &str) {
    signal_process(std::fs::read_to_string(folder.join(PID)).unwrap().parse().unwrap(), signal);
}

pub(crate) fn signal_process(id: u32, signal: &str) {
    assert!(Command::new("kill").args(["-s", signal, &id.to_string()]).status().unwrap().success());
}

/// A command whose sound server would be in `folder`, whether it runs or not.
pub(crate) fn in_server(mut command: Command, folder: &Path) -> Command {
    command
        .env(FOLDER, folder)
        .env("HOME", folder)
        .env("XDG_RUNTIME_DIR", folder)
        .env("PULSE_RUNTIME_PATH", folder.join("pulse"))
        .env("PULSE_SERVER", format!("unix:{}", folder.join("pulse/native").display()))
        // Both sides take the cookie from below HOME then; cpal's PulseAudio client cannot log in without one.
        .env_remove("XDG_CONFIG_HOME")
        .env_remove("PULSE_COOKIE");
    command
}

fn pactl(folder: &Path, arguments: &[&str]) -> bool {
    let status = in_server(Command::new("pactl"), folder).args(arguments).stdout(Stdio::null()).stderr(Stdio::null()).status();
    status.is_ok_and(|status| status.success())
}

/// Something to listen to: a tone at half of full scale.
pub(crate) fn tone(rate_hz: u32, frequency_hz: f64, seconds: f64) -> crate::domain::Clip {
    let length = (seconds * f64::from(rate_hz)) as usize;
    let sample = |index: usize| (0.5 * (std::f64::consts::TAU * frequency_hz * index as f64 / f64::from(rate_hz)).sin()) as f32;
    crate::domain::Clip { rate_hz, samples: (0..length).map(sample).collect() }
}

pub(crate) fn write_wav(path: &Path, clip: &crate::domain::Clip) {
    let spec = hound::WavSpec { channels: 1, sample_rate: clip.rate_hz, bits_per_sample: 16, sample_format: hound::SampleFormat::Int };
    let mut writer = hound::WavWriter::create(path, spec).unwrap();
    for sample in &clip.samples {
        writer.write_sample((sample * 32_767.0).round() as i16).unwrap();
    }
    writer.finalize().unwrap();
}

/// The stretch of `clip` in which something sounds, as sample numbers.
pub(crate) fn sounding(clip: &crate::domain::Clip) -> std::ops::Range<usize> {
    let loud = |sample: &f32| sample.abs() > 0.05;
    let first = clip.samples.iter().position(loud).expect("something sounds");
    first..clip.samples.iter().rposition(loud).expect("something sounds") + 1
}

/// Checks that `samples` are one unbroken tone of this amplitude: right frequency, right level, and no sample missing, doubled or changed. Each
/// sample of a sine follows from the two before it, x(n) = 2 cos(w) x(n-1) - x(n-2), so a lost sample stands out wherever the tone is steep.
#[track_caller]
pub(crate) fn assert_unbroken_tone(samples: &[f32], rate_hz: u32, frequency_hz: f64, amplitude: f64) {
    let rising = samples.windows(2).filter(|pair| pair[0] < 0.0 && pair[1] >= 0.0).count() as f64;
    let found_hz = rising * f64::from(rate_hz) / samples.len() as f64;
    let rms = (samples.iter().map(|sample| f64::from(*sample).powi(2)).sum::<f64>() / samples.len() as f64).sqrt();
    let turn = 2.0 * (std::f64::consts::TAU * frequency_hz / f64::from(rate_hz)).cos();
    let steepest = amplitude * std::f64::consts::TAU * frequency_hz / f64::from(rate_hz);
    let surprise = |w: &[f32]| (turn * f64::from(w[1]) - f64::from(w[0]) - f64::from(w[2])).abs();
    let breaks: Vec<usize> = (2..samples.len()).filter(|end| surprise(&samples[end - 2..=*end]) > 0.3 * steepest).collect();
    println!("{found_hz:.1} Hz, rms {rms:.4}, {} samples, {} breaks", samples.len(), breaks.len());
    assert!((found_hz - frequency_hz).abs() < 3.0, "{found_hz} Hz");
    assert!((rms - amplitude / 2f64.sqrt()).abs() < 0.01, "rms {rms}");
    assert!(breaks.is_empty(), "broken at {breaks:?}");
}
