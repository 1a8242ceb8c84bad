//! A mynah with a data folder of its own and nothing from the environment of whoever runs the tests.

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// A data folder with a name that is hard on programs: spaces and Hangul.
pub struct Mynah {
    folder: tempfile::TempDir,
}

/// What a run of the program left.
pub struct Ran {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Mynah {
    pub fn new() -> Self {
        let folder = tempfile::Builder::new().prefix("면접 연습 ").tempdir().unwrap();
        Self { folder }
    }

    /// A folder for the test's own files.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    pub fn home(&self) -> PathBuf {
        self.folder().join("data 데이터")
    }

    /// The program with a clean environment: English, no sound server, no models but its own.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_mynah"));
        let path = std::env::var_os("PATH").unwrap_or_default();
        let nowhere = self.folder().join("no sound server here");
        command.args(arguments).env_clear().env("PATH", path).env("HOME", self.folder()).env("LANG", "en_US.UTF-8").env("TZ", "UTC");
        command.env("MYNAH_HOME", self.home()).env("XDG_RUNTIME_DIR", &nowhere).env("PULSE_SERVER", nowhere.join("native"));
        command.stdin(Stdio::null()).current_dir(self.folder());
        command
    }

    pub fn run(&self, arguments: &[&str]) -> Ran {
        Ran::of(self.command(arguments).output().unwrap())
    }

    /// Runs a command that has to succeed, and returns its standard output.
    #[track_caller]
    pub fn done(&self, arguments: &[&str]) -> String {
        let ran = self.run(arguments);
        assert_eq!(ran.code, 0, "mynah {arguments:?}: {}{}", ran.out, ran.err);
        ran.out
    }

    /// Runs a command that has to print one JSON value a line.
    #[track_caller]
    pub fn json(&self, arguments: &[&str]) -> Vec<serde_json::Value> {
        self.done(arguments).lines().map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"))).collect()
    }

    /// Runs a command that has to fail with this exit code, and returns what it said.
    #[track_caller]
    pub fn refused(&self, code: i32, arguments: &[&str]) -> String {
        let ran = self.run(arguments);
        assert_eq!(ran.code, code, "mynah {arguments:?}: {}{}", ran.out, ran.err);
        ran.err
    }
}

impl Ran {
    pub fn of(output: Output) -> Self {
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("mynah writes UTF-8");
        Self { code: output.status.code().unwrap_or(-1), out: text(output.stdout), err: text(output.stderr) }
    }
}

/// Whether these programs are here. Where they have to be (`CI=true`) a missing one fails the test; elsewhere it says that it skips.
pub fn have(programs: &[&str]) -> bool {
    let missing: Vec<_> = programs.iter().filter(|program| path_of(program).is_none()).collect();
    if missing.is_empty() {
        return true;
    }
    assert!(std::env::var("CI").as_deref() != Ok("true"), "missing: {missing:?}");
    eprintln!("skipped: {missing:?} not installed (./x setup installs them)");
    false
}

/// Where a program lies that is found by its name.
pub fn path_of(program: &str) -> Option<PathBuf> {
    let folders = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&folders).map(|folder| folder.join(program)).find(|path| path.is_file())
}

/// The folder of real recordings to measure against, where there is one.
pub fn shared() -> Option<PathBuf> {
    let folder = match std::env::var_os("MYNAH_SHARED") {
        Some(folder) => PathBuf::from(folder),
        None => Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared"),
    };
    if folder.as_os_str().is_empty() || !folder.is_dir() {
        eprintln!("skipped: no shared recordings (MYNAH_SHARED)");
        return None;
    }
    Some(folder)
}

/// Writes a mono WAV of 16 bits.
pub fn write_wav(path: &Path, rate_hz: u32, samples: &[f32]) {
    let spec = hound::WavSpec { channels: 1, sample_rate: rate_hz, bits_per_sample: 16, sample_format: hound::SampleFormat::Int };
    let mut writer = hound::WavWriter::create(path, spec).unwrap();
    for sample in samples {
        writer.write_sample((sample.clamp(-1.0, 1.0) * 32_767.0).round() as i16).unwrap();
    }
    writer.finalize().unwrap();
}

pub fn read_wav(path: &Path) -> (u32, Vec<f32>) {
    let mut reader = hound::WavReader::open(path).unwrap();
    let samples = reader.samples::<i16>().map(|sample| f32::from(sample.unwrap()) / 32_768.0).collect();
    (reader.spec().sample_rate, samples)
}

/// An espeak-ng voice saying `text`, with half a second of quiet before and after.
pub fn spoken(path: &Path, voice: &str, text: &str) {
    let raw = path.with_extension("raw.wav");
    let status = Command::new("espeak-ng").args(["-v", voice, "-s", "150", "-w"]).arg(&raw).arg(text).status().unwrap();
    assert!(status.success());
    let (rate_hz, speech) = read_wav(&raw);
    std::fs::remove_file(&raw).unwrap();
    let quiet = vec![0.0002; rate_hz as usize / 2];
    write_wav(path, rate_hz, &[quiet.clone(), speech, quiet].concat());
}
