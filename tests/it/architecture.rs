//! Holds the layer table of `ARCHITECTURE.md`, and the purity of the core, against the code.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Folder → the folders it may use, as the table says; `None` for one that may use all.
fn table() -> BTreeMap<String, Option<Vec<String>>> {
    let text = fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    let rows = text.lines().filter(|line| line.starts_with("| `"));
    rows.filter_map(|row| {
        let cells: Vec<&str> = row.trim_matches('|').split('|').map(str::trim).collect();
        let [folder, _, uses] = cells.as_slice() else { return None };
        let uses = (*uses != "every folder").then(|| quoted(uses));
        Some((quoted(folder).pop()?, uses))
    })
    .collect()
}

/// The words between backquotes.
fn quoted(text: &str) -> Vec<String> {
    text.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries
        .flat_map(|path| match path.is_dir() {
            true => rust_files(&path),
            false if path.extension().is_some_and(|ending| ending == "rs") => vec![path],
            false => vec![],
        })
        .collect()
}

/// The code of a file with its tests and comments left out; nothing of a file that is compiled for tests only.
fn code(path: &Path) -> String {
    if is_for_tests(path) {
        return String::new();
    }
    let text = fs::read_to_string(path).unwrap();
    let code = text.split("#[cfg(test)]\nmod ").next().unwrap();
    code.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

fn is_for_tests(path: &Path) -> bool {
    let name = path.file_stem().unwrap().to_str().unwrap();
    if name == "tests" || name.ends_with("_tests") {
        return true;
    }
    let parent = fs::read_to_string(path.with_file_name("mod.rs")).unwrap_or_default();
    let lines: Vec<&str> = parent.lines().collect();
    let declares = |line: &str| line.strip_suffix(&format!("mod {name};")).is_some_and(|visibility| !visibility.starts_with("//"));
    lines.windows(2).any(|pair| pair[0].starts_with("#[cfg(") && pair[0].contains("test") && declares(pair[1]))
}

/// The folders that `crate::` paths in `code` lead to.
fn used_folders(code: &str) -> Vec<String> {
    let names = code.split("crate::").skip(1).map(|rest| rest.split(|sign: char| !sign.is_alphanumeric() && sign != '_').next().unwrap());
    names.filter(|name| *name != "msg").map(str::to_owned).collect()
}

fn folders() -> Vec<String> {
    let entries = fs::read_dir(root().join("src")).unwrap().map(|entry| entry.unwrap());
    entries.filter(|entry| entry.path().is_dir()).map(|entry| entry.file_name().into_string().unwrap()).collect()
}

#[test]
fn every_folder_uses_only_the_folders_that_the_table_allows() {
    let table = table();
    for folder in folders() {
        let allowed = table.get(&folder).unwrap_or_else(|| panic!("src/{folder} has no row in ARCHITECTURE.md"));
        let Some(allowed) = allowed else { continue };
        for file in rust_files(&root().join("src").join(&folder)) {
            for used in used_folders(&code(&file)) {
                assert!(used == folder || allowed.contains(&used), "{} uses crate::{used}", file.display());
            }
        }
    }
}

#[test]
fn every_row_of_the_table_is_a_folder() {
    let folders = folders();
    for folder in table().keys() {
        assert!(folders.contains(folder), "ARCHITECTURE.md has a row for {folder}");
    }
}

/// A grouped import would hide an arrow from the test above.
#[test]
fn no_import_is_grouped_over_folders() {
    for file in rust_files(&root().join("src")) {
        assert!(!fs::read_to_string(&file).unwrap().contains("use crate::{"), "{}", file.display());
    }
}

#[test]
fn the_core_knows_no_clock_no_environment_no_files_and_no_terminal() {
    const FORBIDDEN: [&str; 9] =
        ["std::time", "std::env", "std::fs", "std::io", "std::process", "std::thread", "Timestamp::now", "println!", "cpal::"];
    for folder in ["domain", "note", "measure", "star", "score", "schedule"] {
        for file in rust_files(&root().join("src").join(folder)) {
            let code = code(&file);
            for word in FORBIDDEN {
                assert!(!code.contains(word), "{} has {word}", file.display());
            }
        }
    }
}

#[test]
fn each_outside_crate_has_one_home() {
    const HOMES: [(&str, &[&str]); 21] = [
        ("aho_corasick::", &["domain"]),
        ("whisper_rs::", &["transcribe"]),
        ("ureq::", &["transcribe"]),
        ("rustls::", &["transcribe"]),
        ("fs4::", &["transcribe"]),
        ("symphonia::", &["record"]),
        ("symphonia_adapter_libopus::", &["record"]),
        ("cpal::", &["record", "replay"]),
        ("rtrb::", &["record", "replay"]),
        ("rubato::", &["record"]),
        ("tts::", &["speak"]),
        ("rusqlite::", &["store"]),
        ("ratatui::", &["tui"]),
        ("crossterm::", &["tui"]),
        ("fluent_bundle::", &["messages"]),
        ("earshot::", &["measure"]),
        ("fsrs::", &["schedule"]),
        ("maud::", &["report"]),
        ("base64::", &["report"]),
        ("percent_encoding::", &["report"]),
        ("sha2::", &["transcribe", "report"]),
    ];
    for (name, homes) in HOMES {
        for folder in folders().iter().filter(|folder| !homes.contains(&folder.as_str())) {
            for file in rust_files(&root().join("src").join(folder)) {
                assert!(!code(&file).contains(name), "{} uses {name}", file.display());
            }
        }
    }
}

/// Nothing leaves this machine but the request for a model.
#[test]
fn one_file_alone_opens_connections() {
    for file in rust_files(&root().join("src")).iter().filter(|file| !file.ends_with("transcribe/download.rs")) {
        let code = code(file);
        for word in ["ureq::", "std::net", "TcpStream", "UdpSocket"] {
            assert!(!code.contains(word), "{} has {word}", file.display());
        }
    }
}

#[test]
fn only_the_command_line_prints_and_nothing_exits() {
    for folder in folders().iter().filter(|folder| !["cli", "tui"].contains(&folder.as_str())) {
        for file in rust_files(&root().join("src").join(folder)) {
            let code = code(&file);
            for word in ["println!", "eprintln!", "print!(", "process::exit"] {
                assert!(!code.contains(word), "{} has {word}", file.display());
            }
        }
    }
}

#[test]
fn every_test_file_is_listed() {
    let listed = fs::read_to_string(root().join("tests/it/main.rs")).unwrap();
    for file in rust_files(&root().join("tests/it")) {
        let name = file.file_stem().unwrap().to_str().unwrap();
        assert!(name == "main" || listed.contains(&format!("mod {name};")), "tests/it/{name}.rs is not in main.rs");
    }
}
