//! The voices that the card's Speech Dispatcher offers: espeak-ng's, without the hundred variants of each.
//!
//! Speech Dispatcher lists every voice in every variant, 13,000 in all. A client spends two seconds of one core on that list whenever it sets a voice,
//! and ten on a busy machine, so the demonstration would mostly wait.

use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What espeak-ng calls the folder of its data, wherever that lies.
const DATA: &str = "espeak-ng-data";
const VOICES: &str = "voices";
const VARIANTS: &str = "!v";

/// Makes `folder/espeak-ng-data`, which links to the installed data; `folder` is then what `ESPEAK_DATA_PATH` names.
pub(super) fn link_without_variants(folder: &Path) -> io::Result<()> {
    let installed = installed()?;
    let here = folder.join(DATA);
    link_all_but(VOICES, &installed, &here)?;
    link_all_but(VARIANTS, &installed.join(VOICES), &here.join(VOICES))
}

/// espeak-ng tells where its data is: `eSpeak NG text-to-speech: 1.51  Data at: /usr/lib/x86_64-linux-gnu/espeak-ng-data`.
fn installed() -> io::Result<PathBuf> {
    let output = Command::new("espeak-ng").arg("--version").output()?;
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let path = said.split_once("Data at: ").map(|(_, path)| PathBuf::from(path.trim()));
    path.filter(|path| path.is_dir()).ok_or_else(|| io::Error::other(format!("espeak-ng --version names no data folder: {said}")))
}

fn link_all_but(left_out: &str, from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        if entry.file_name() != OsStr::new(left_out) {
            link(&entry.path(), &to.join(entry.file_name()))?;
        }
    }
    Ok(())
}

#[cfg(unix)]
fn link(from: &Path, to: &Path) -> io::Result<()> {
    std::os::unix::fs::symlink(from, to)
}

/// PulseAudio's and Speech Dispatcher's sockets are Unix's too.
#[cfg(not(unix))]
fn link(_from: &Path, _to: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}
