//! What a report needs to be read elsewhere: the machine, the program, the model file.

use std::io::Read;
use std::path::Path;

use sha2::{Digest, Sha256};

/// Machine, program, date and threads as lines of Markdown.
pub fn lines(threads: usize) -> Vec<String> {
    let debug = if cfg!(debug_assertions) { " (not optimised: times say nothing)" } else { "" };
    vec![
        format!("machine: {}, {} cores ({} physical), {}", processor(), num_cpus::get(), num_cpus::get_physical(), system()),
        format!("program: mynah {}{debug}, whisper.cpp {}", env!("CARGO_PKG_VERSION"), whisper_rs::WHISPER_CPP_VERSION),
        format!("date: {}", jiff::Timestamp::now().strftime("%Y-%m-%d %H:%M UTC")),
        format!("threads: {threads}"),
    ]
}

/// The model's file name and SHA-256.
///
/// # Errors
/// Those of reading it.
pub fn model(path: &Path) -> std::io::Result<String> {
    let mut file = std::fs::File::open(path)?;
    let (mut hasher, mut buffer) = (Sha256::new(), vec![0; 1 << 20]);
    loop {
        let count = file.read(&mut buffer)?;
        if count == 0 {
            break;
        }
        hasher.update(&buffer[..count]);
    }
    let hash: String = hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    Ok(format!("model: {}, SHA-256 {hash}", path.file_name().unwrap_or_default().to_string_lossy()))
}

fn processor() -> String {
    let text = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let name = text.lines().find_map(|line| line.strip_prefix("model name")).and_then(|rest| rest.split(':').nth(1));
    name.map_or(std::env::consts::ARCH.to_owned(), |name| name.trim().to_owned())
}

fn system() -> String {
    let text = std::fs::read_to_string("/etc/os-release").unwrap_or_default();
    let name = text.lines().find_map(|line| line.strip_prefix("PRETTY_NAME="));
    name.map_or(std::env::consts::OS.to_owned(), |name| name.trim_matches('"').to_owned())
}
