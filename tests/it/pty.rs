//! A mynah that believes it runs on a terminal: `script`, which Debian always has, makes one.

use std::io::{Read, Write};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use crate::support::Mynah;

/// Long enough for a busy machine; nothing is concluded from how long it takes.
const PATIENCE: Duration = Duration::from_secs(60);

pub const ENTER_SCREEN: &str = "\u{1b}[?1049h";
pub const LEAVE_SCREEN: &str = "\u{1b}[?1049l";

/// How a shell asks for a command.
const PROMPT: &str = "shell> ";

pub struct Terminal {
    child: Child,
    keys: ChildStdin,
    shown: Arc<Mutex<String>>,
}

impl Terminal {
    /// A terminal of 80 columns and 24 rows with this command of mynah on it.
    pub fn start(mynah: &Mynah, arguments: &[&str]) -> Self {
        Self::start_line(&mynah.command(&[]), &format!("exec {}", quoted(mynah, arguments)))
    }

    /// The same with a line for the shell, in the folder and the environment of `program`.
    pub fn start_line(program: &Command, line: &str) -> Self {
        let mut script = Command::new("script");
        script.args(["-qec", &format!("stty rows 24 cols 80; {line}"), "/dev/null"]).env_clear().env("TERM", "xterm").env("SHELL", "/bin/sh");
        script.envs(program.get_envs().filter_map(|(name, value)| Some((name, value?))));
        if let Some(folder) = program.get_current_dir() {
            script.current_dir(folder);
        }
        let mut child = script.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let shown = Arc::new(Mutex::new(String::new()));
        let (mut out, text) = (child.stdout.take().unwrap(), shown.clone());
        std::thread::spawn(move || {
            let mut bytes = [0; 4096];
            while let Ok(length @ 1..) = out.read(&mut bytes) {
                text.lock().unwrap().push_str(&String::from_utf8_lossy(&bytes[..length]));
            }
        });
        let keys = child.stdin.take().unwrap();
        Self { child, keys, shown }
    }

    /// A shell on such a terminal, which can stop what it runs.
    pub fn shell(mynah: &Mynah) -> Self {
        let terminal = Self::start_line(mynah.command(&[]).env("PS1", PROMPT), "exec sh -i");
        terminal.wait_for_prompts(1);
        terminal
    }

    /// Waits until the shell has asked for a command so many times.
    #[track_caller]
    pub fn wait_for_prompts(&self, count: usize) {
        self.wait_until(PROMPT, |shown| shown.matches(PROMPT).count() >= count);
    }

    pub fn press(&mut self, key: &str) {
        self.keys.write_all(key.as_bytes()).unwrap();
        self.keys.flush().unwrap();
    }

    pub fn shown(&self) -> String {
        self.shown.lock().unwrap().clone()
    }

    /// Waits until `text` has been written in one piece, as text outside the screen is; on the screen only what changes is drawn.
    #[track_caller]
    pub fn wait_for(&self, text: &str) {
        self.wait_until(text, |shown| shown.contains(text));
    }

    #[track_caller]
    pub fn wait_until(&self, what: &str, is_shown: impl Fn(&str) -> bool) {
        wait_until(|| is_shown(&self.shown()), || format!("{what:?} was not shown: {}", self.shown()));
    }

    /// Closes the terminal's window, as it were.
    pub fn close(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    pub fn end(mut self) -> (i32, String) {
        let code = self.child.wait().unwrap().code().unwrap();
        std::thread::sleep(Duration::from_millis(100)); // the reading thread takes what is left in the pipe
        (code, self.shown())
    }
}

/// The command as a shell reads it.
pub fn quoted(mynah: &Mynah, arguments: &[&str]) -> String {
    let program = mynah.command(arguments);
    let words = std::iter::once(program.get_program()).chain(program.get_args());
    words.map(|word| format!("'{}'", word.to_str().unwrap())).collect::<Vec<_>>().join(" ")
}

#[track_caller]
pub fn wait_until(is_true: impl Fn() -> bool, otherwise: impl Fn() -> String) {
    let deadline = Instant::now() + PATIENCE;
    while !is_true() {
        assert!(Instant::now() < deadline, "{}", otherwise());
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// Waits until so many finished recordings lie beside one that has at least a second.
#[track_caller]
pub fn wait_for_recording(mynah: &Mynah, finished: usize) {
    let sizes = |ending: &str| -> Vec<u64> {
        let entries = std::fs::read_dir(mynah.home().join("recordings")).into_iter().flatten().flatten();
        entries.filter(|entry| entry.file_name().to_str().unwrap().ends_with(ending)).map(|entry| entry.metadata().unwrap().len()).collect()
    };
    let is_recording = || sizes(".wav").len() == finished && sizes(".part").iter().any(|size| *size > 32_000);
    wait_until(is_recording, || "nothing is being recorded".to_owned());
}
