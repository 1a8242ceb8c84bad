//! A program that runs no longer than this process, however this process ends.
//!
//! A shell is the program's parent and reads a pipe that only this process can write to. When the pipe closes, because the value is dropped or
//! because this process died, the shell ends its child; it knows that child by its id, so it never ends another program. (Linux's parent-death signal
//! would need `unsafe`, and is sent when the starting thread ends, not the process.)

use std::ffi::OsString;
use std::io;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// Asked to end first; Speech Dispatcher ignores that while its audio output hangs, so after two seconds it is made to.
const GUARD: &str = r#"
exec 3<&0
"$@" 3<&- </dev/null &
program=$!
{
    read -r _ <&3
    kill -TERM "$program"
    tries=0
    while [ "$tries" -lt 20 ] && kill -0 "$program"; do sleep 0.1; tries=$((tries + 1)); done
    kill -KILL "$program"
} 2>/dev/null &
guard=$!
wait "$program"
status=$?
kill -TERM "$guard" 2>/dev/null
exit "$status"
"#;

/// Longer than the guard may need.
const END_LIMIT: Duration = Duration::from_secs(4);
const POLL: Duration = Duration::from_millis(10);

#[derive(Debug)]
pub(super) struct Guarded(Child);

impl Guarded {
    /// Starts `program` with `env` and nothing else of this process's environment but the path; its output goes to `log`. It is in a process group of
    /// its own, so that Ctrl-C ends the rehearsal and not the sound under it.
    pub(super) fn start(program: &str, arguments: &[OsString], env: &[(String, OsString)], log: std::fs::File) -> io::Result<Self> {
        let mut command = Command::new("/bin/sh");
        command.args(["-c", GUARD, "guard", program]).args(arguments);
        command.env_clear().envs(std::env::var_os("PATH").map(|path| ("PATH", path))).envs(env.iter().map(|(name, value)| (name, value)));
        command.stdin(Stdio::piped()).stdout(log.try_clone()?).stderr(log);
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(&mut command, 0);
        Ok(Self(command.spawn()?))
    }

    /// How the program ended, if it has; 127 where it could not be started.
    pub(super) fn ended(&mut self) -> io::Result<Option<ExitStatus>> {
        self.0.try_wait()
    }

    /// Ends the program and waits for it.
    fn end(&mut self) {
        drop(self.0.stdin.take());
        let deadline = Instant::now() + END_LIMIT;
        while matches!(self.0.try_wait(), Ok(None)) && Instant::now() < deadline {
            thread::sleep(POLL);
        }
    }
}

impl Drop for Guarded {
    fn drop(&mut self) {
        self.end();
    }
}
