//! The programs that the demonstration needs, and the Debian packages that bring them.

use std::env;
use std::path::Path;

use crate::domain::{Failure, Kind};
use crate::msg;

/// (program, Debian and Ubuntu packages). Speech Dispatcher's espeak-ng module has a package of its own and no program on the path.
const NEEDED: &[(&str, &[&str])] = &[
    ("pulseaudio", &["pulseaudio"]),
    ("pactl", &["pulseaudio-utils"]),
    ("paplay", &["pulseaudio-utils"]),
    ("parecord", &["pulseaudio-utils"]),
    ("speech-dispatcher", &["speech-dispatcher", "speech-dispatcher-espeak-ng"]),
    ("espeak-ng", &["espeak-ng"]),
];

/// # Errors
/// `Kind::DeviceMissing` naming the programs that are not on the path; the hint installs them.
pub(super) fn require() -> Result<(), Failure> {
    let path = env::var_os("PATH").unwrap_or_default();
    let folders: Vec<_> = env::split_paths(&path).collect();
    match lacking(|program| folders.iter().any(|folder| is_program(&folder.join(program)))) {
        None => Ok(()),
        Some((programs, packages)) => Err(Failure::new(Kind::DeviceMissing, msg!("demo-programs-missing", programs = programs))
            .hint(msg!("demo-install-programs", command = format!("sudo apt-get install {packages}")))),
    }
}

fn is_program(path: &Path) -> bool {
    path.is_file()
}

/// The programs that are not there, and the packages that bring them, each once.
fn lacking(is_there: impl Fn(&str) -> bool) -> Option<(String, String)> {
    let absent: Vec<_> = NEEDED.iter().filter(|(program, _)| !is_there(program)).collect();
    let programs: Vec<&str> = absent.iter().map(|(program, _)| *program).collect();
    let mut packages: Vec<&str> = absent.iter().flat_map(|(_, packages)| packages.iter().copied()).collect();
    packages.dedup();
    (!absent.is_empty()).then(|| (programs.join(", "), packages.join(" ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(present: &[&str], expected: Option<(&str, &str)>) {
        let found = lacking(|program| present.contains(&program));
        assert_eq!(found.as_ref().map(|(programs, packages)| (programs.as_str(), packages.as_str())), expected);
    }

    #[test]
    fn missing_programs_are_named_with_each_package_once() {
        check(&["pulseaudio", "pactl", "paplay", "parecord", "speech-dispatcher", "espeak-ng"], None);
        check(&["pulseaudio", "pactl", "paplay", "parecord", "speech-dispatcher"], Some(("espeak-ng", "espeak-ng")));
        check(&["pulseaudio", "speech-dispatcher", "espeak-ng"], Some(("pactl, paplay, parecord", "pulseaudio-utils")));
        check(
            &[],
            Some((
                "pulseaudio, pactl, paplay, parecord, speech-dispatcher, espeak-ng",
                "pulseaudio pulseaudio-utils speech-dispatcher speech-dispatcher-espeak-ng espeak-ng",
            )),
        );
    }
}
