//! A sound card in software: a PulseAudio server of its own with a loudspeaker and a microphone that are both null sinks, and a Speech Dispatcher of
//! its own that speaks into that loudspeaker.
//!
//! Everything lies in one private folder, and nothing of the user's sound set-up is read, written or reached. Both servers end with the card, also
//! where the process is killed (`guarded.rs`); only the folder then stays.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use tempfile::TempDir;

use super::candidate::{Playback, start_playback};
use super::espeak_data;
use super::guarded::Guarded;
use super::programs;
use crate::domain::{Failure, Kind};
use crate::msg;

const LOUDSPEAKER: &str = "vspk";
const MICROPHONE: &str = "vmic";
/// What is played here, the microphone hears.
pub(super) const MICROPHONE_SINK: &str = "vmic_sink";

const START_LIMIT: Duration = Duration::from_secs(5);
const POLL: Duration = Duration::from_millis(20);
/// The longest parent folder with which the sockets' paths keep under the 108 bytes that Unix allows, with a margin.
const LONGEST_PARENT: usize = 60;
const WAV_HEADER_BYTES: u64 = 44;

/// The servers are fields before the folder, so they end before it is removed.
#[derive(Debug)]
pub struct VirtualCard {
    _voice: Guarded,
    _sound: Guarded,
    folder: TempDir,
}

impl VirtualCard {
    /// Makes the card in a new folder inside `parent`, or inside `/tmp` where a server's address cannot be made of that path, and returns when both
    /// servers answer.
    ///
    /// # Errors
    /// `Kind::DeviceMissing` naming the missing programs and how to install them; `Kind::Broken` with the server's log where one does not start.
    pub fn start(parent: &Path) -> Result<Self, Failure> {
        programs::require()?;
        let folder = private_folder(parent).map_err(|cause| storage(parent, cause))?;
        write_configuration(folder.path()).map_err(|cause| storage(folder.path(), cause))?;
        let sound = start_sound(folder.path())?;
        let voice = start_voice(folder.path())?;
        Ok(Self { _voice: voice, _sound: sound, folder })
    }

    /// What a child process needs in its environment to use this card and this voice, whichever way it looks for them.
    pub fn env(&self) -> Vec<(String, OsString)> {
        environment(self.folder.path())
    }

    /// Plays a WAV file into the microphone, in real time.
    ///
    /// # Errors
    /// `Kind::Broken` where the player cannot be started.
    pub fn play_into_microphone(&self, wav: &Path) -> Result<Playback, Failure> {
        start_playback(wav, &self.env())
    }

    /// Records what the loudspeaker plays into a 16-bit stereo WAV file; on return it is recording.
    ///
    /// # Errors
    /// `Kind::Broken` where the recorder does not begin.
    pub fn record_loudspeaker(&self, wav: &Path) -> Result<LoudspeakerRecording, Failure> {
        self.record(&format!("{LOUDSPEAKER}.monitor"), wav)
    }

    pub(super) fn record(&self, source: &str, wav: &Path) -> Result<LoudspeakerRecording, Failure> {
        let device = format!("--device={source}");
        let arguments = [device.into(), "--file-format=wav".into(), "--latency-msec=50".into(), wav.into()];
        let log = self.folder.path().join("parecord.log");
        let mut recorder = start("parecord", &arguments, &self.env(), &log)?;
        wait_for(&mut recorder, "parecord", &log, || fs::metadata(wav).is_ok_and(|file| file.len() > WAV_HEADER_BYTES))?;
        Ok(LoudspeakerRecording { _recorder: recorder })
    }
}

/// Runs until it is dropped, which completes the file.
#[derive(Debug)]
pub struct LoudspeakerRecording {
    _recorder: Guarded,
}

impl LoudspeakerRecording {
    /// Ends the recording; the file is complete on return.
    pub fn stop(self) {}
}

fn private_folder(parent: &Path) -> io::Result<TempDir> {
    let parent = parent.canonicalize()?;
    let parent = if can_be_in_an_address(&parent) { &parent } else { Path::new("/tmp") };
    tempfile::Builder::new().prefix("mynah-").tempdir_in(parent)
}

/// A socket's path is short, and PulseAudio takes a space in an address for the beginning of the next one.
fn can_be_in_an_address(folder: &Path) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/._-".contains(&byte);
    folder.as_os_str().len() <= LONGEST_PARENT && folder.as_os_str().as_encoded_bytes().iter().all(|&byte| plain(byte))
}

fn sound_socket(folder: &Path) -> PathBuf {
    folder.join("pulse/native")
}

fn voice_socket(folder: &Path) -> PathBuf {
    folder.join("speech.sock")
}

fn environment(folder: &Path) -> Vec<(String, OsString)> {
    let pulse = folder.join("pulse");
    let address = |scheme: &str, path: &Path| [scheme.as_ref(), path.as_os_str()].join::<&std::ffi::OsStr>("".as_ref());
    let variables: [(&str, OsString); 11] = [
        ("XDG_RUNTIME_DIR", folder.into()),
        ("PULSE_SERVER", address("unix:", &sound_socket(folder))),
        ("PULSE_SINK", LOUDSPEAKER.into()),
        ("PULSE_SOURCE", MICROPHONE.into()),
        ("PULSE_RUNTIME_PATH", pulse.clone().into()),
        ("PULSE_STATE_PATH", pulse.clone().into()),
        ("PULSE_CONFIG_PATH", pulse.clone().into()),
        ("PULSE_COOKIE", pulse.join("cookie").into()),
        ("PULSE_CLIENTCONFIG", folder.join("client.conf").into()),
        ("SPEECHD_ADDRESS", address("unix_socket:", &voice_socket(folder))),
        // What the client library would start where the address does not answer: nothing, rather than the user's own.
        ("SPEECHD_CMD", "/bin/false".into()),
    ];
    variables.map(|(name, value)| (name.to_owned(), value)).into()
}

fn write_configuration(folder: &Path) -> io::Result<()> {
    fs::create_dir(folder.join("pulse"))?;
    fs::create_dir(folder.join("speech"))?;
    fs::write(folder.join("client.conf"), "autospawn = no\n")?;
    // Authentication is left to the folder, which only its owner can enter.
    let card = format!(
        "load-module module-native-protocol-unix auth-anonymous=1 auth-cookie-enabled=0 socket={socket}\n\
         load-module module-null-sink sink_name={LOUDSPEAKER} rate=48000\n\
         load-module module-null-sink sink_name={MICROPHONE_SINK} rate=48000 channels=1\n\
         load-module module-remap-source master={MICROPHONE_SINK}.monitor source_name={MICROPHONE}\n\
         set-default-sink {LOUDSPEAKER}\n\
         set-default-source {MICROPHONE}\n",
        socket = sound_socket(folder).display(),
    );
    fs::write(folder.join("card.pa"), card)?;
    let speech = "LogLevel 1\nAudioOutputMethod \"pulse\"\nAddModule \"espeak-ng\" \"sd_espeak-ng\" \"\"\nDefaultModule \"espeak-ng\"\nDefaultLanguage \"en\"\nDefaultVolume 100\n";
    fs::write(folder.join("speech/speechd.conf"), speech)
}

fn start_sound(folder: &Path) -> Result<Guarded, Failure> {
    let mut arguments: Vec<OsString> = ["-n", "--daemonize=no", "--use-pid-file=no", "--exit-idle-time=-1"].map(OsString::from).into();
    arguments.extend(["--disable-shm=yes", "--realtime=no", "--high-priority=no", "--log-target=stderr", "-F"].map(OsString::from));
    arguments.push(folder.join("card.pa").into());
    let log = folder.join("pulseaudio.log");
    let mut server = start("pulseaudio", &arguments, &server_environment(folder), &log)?;
    wait_for(&mut server, "pulseaudio", &log, || answers(folder))?;
    Ok(server)
}

/// Whether PulseAudio has the microphone, which its configuration makes last.
fn answers(folder: &Path) -> bool {
    let mut question = Command::new("pactl");
    question.args(["get-source-volume", MICROPHONE]).envs(environment(folder));
    question.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|status| status.success())
}

fn start_voice(folder: &Path) -> Result<Guarded, Failure> {
    let mut arguments: Vec<OsString> = ["--run-single", "--timeout", "0", "--communication-method", "unix_socket"].map(OsString::from).into();
    let paths = [
        ("--socket-path", voice_socket(folder)),
        ("--config-dir", folder.join("speech")),
        ("--log-dir", folder.join("speech")),
        ("--pid-file", folder.join("speech/pid")),
    ];
    arguments.extend(paths.into_iter().flat_map(|(option, path)| [option.into(), path.into()]));
    espeak_data::link_without_variants(folder).map_err(|cause| broken("espeak-ng").because(cause))?;
    let log = folder.join("speech-dispatcher.log");
    let mut env = server_environment(folder);
    env.push(("ESPEAK_DATA_PATH".to_owned(), folder.into()));
    let mut server = start("speech-dispatcher", &arguments, &env, &log)?;
    wait_for(&mut server, "speech-dispatcher", &log, || voice_socket(folder).exists())?;
    Ok(server)
}

/// The card's own, with the folder as home, so that no server reads or writes the user's files.
fn server_environment(folder: &Path) -> Vec<(String, OsString)> {
    let mut variables = environment(folder);
    variables.extend(["HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME", "TMPDIR"].map(|name| (name.to_owned(), folder.into())));
    variables
}

fn start(program: &'static str, arguments: &[OsString], env: &[(String, OsString)], log: &Path) -> Result<Guarded, Failure> {
    let file = File::create(log).map_err(|cause| storage(log, cause))?;
    Guarded::start(program, arguments, env, file).map_err(|cause| broken(program).because(cause))
}

fn wait_for(program: &mut Guarded, name: &'static str, log: &Path, is_ready: impl Fn() -> bool) -> Result<(), Failure> {
    let deadline = Instant::now() + START_LIMIT;
    while !is_ready() {
        let ended = program.ended().map_err(|cause| broken(name).because(cause))?;
        if ended.is_some() || Instant::now() > deadline {
            let said = fs::read_to_string(log).unwrap_or_else(|cause| cause.to_string());
            return Err(broken(name).because(said.trim()));
        }
        thread::sleep(POLL);
    }
    Ok(())
}

fn broken(program: &'static str) -> Failure {
    Failure::new(Kind::Broken, msg!("demo-program-failed", program = program))
}

fn storage(path: &Path, cause: io::Error) -> Failure {
    Failure::new(Kind::Storage, msg!("demo-folder-unusable", path = path)).because(cause)
}
