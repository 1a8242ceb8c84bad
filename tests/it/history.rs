//! Attempts in the long run: found again, labelled, forgotten, taken to another machine.

use std::fs;
use std::path::PathBuf;

use serde_json::{Value, json};

use crate::support::{Mynah, write_wav};

/// An answer of two seconds, from a file in the microphone's part; its id.
fn answer(mynah: &Mynah, prompt: &str) -> String {
    let file = mynah.folder().join("답변.wav");
    let samples: Vec<f32> = (0..32_000).map(|index| (index as f32 * 0.17).sin() * 0.2).collect();
    write_wav(&file, 16_000, &samples);
    mynah.done(&["practice", "--prompt", prompt, "--lang", "ko", "--input", file.to_str().unwrap(), "--pace", "fast", "--mute"]);
    history(mynah, &[])[0]["id"].as_str().unwrap().to_owned()
}

fn history(mynah: &Mynah, more: &[&str]) -> Vec<Value> {
    mynah.json(&[&["history", "--json"], more].concat()).remove(0).as_array().unwrap().clone()
}

fn ids(attempts: &[Value]) -> Vec<&str> {
    attempts.iter().map(|attempt| attempt["id"].as_str().unwrap()).collect()
}

fn recordings(mynah: &Mynah) -> Vec<PathBuf> {
    fs::read_dir(mynah.home().join("recordings")).unwrap().map(|entry| entry.unwrap().path()).collect()
}

#[test]
fn an_attempt_is_found_by_what_the_user_says_of_it() {
    let mynah = Mynah::new();
    let (first, second) = (answer(&mynah, "intro.60"), answer(&mynah, "intro.90"));
    mynah.done(&["attempt", "tag", &first, "#아마존", "final"]);
    mynah.done(&["attempt", "tag", &first, "final", "--remove"]);
    mynah.done(&["attempt", "mark", &second]);
    mynah.done(&["attempt", "rename", &second, "가장 좋았던 소개"]);
    mynah.done(&["attempt", "note", &second, "둘째 문장을 줄일 것"]);
    assert_eq!(mynah.done(&["attempt", "note", &second]), "둘째 문장을 줄일 것\n");
    assert_eq!(ids(&history(&mynah, &["--tag", "아마존"])), [first.as_str()]);
    assert!(history(&mynah, &["--tag", "final"]).is_empty());
    assert_eq!(ids(&history(&mynah, &["--marked"])), [second.as_str()]);
    assert_eq!(ids(&history(&mynah, &["--find", "소개"])), [second.as_str()]);
    assert_eq!(ids(&history(&mynah, &["--lang", "ko", "--since", "2020-01-01"])), [second.as_str(), first.as_str()]);
    assert!(history(&mynah, &["--lang", "en"]).is_empty() && history(&mynah, &["--since", "2999-01-01"]).is_empty());
    let shown = mynah.run(&["history"]);
    assert!(shown.out.contains("* 가장 좋았던 소개 (intro.90)") && shown.out.contains("#아마존"), "{}", shown.out);
    assert!(shown.err.contains("2 attempts") && shown.err.contains("MB"), "{}", shown.err);
    let whole = &mynah.json(&["report", &second, "--json"])[0];
    assert_eq!((&whole["title"], &whole["marked"], &whole["tags"]), (&json!("가장 좋았던 소개"), &json!(true), &json!([])));
}

#[test]
fn what_is_forgotten_is_gone_and_nothing_goes_unasked() {
    let mynah = Mynah::new();
    let (first, second) = (answer(&mynah, "intro.60"), answer(&mynah, "intro.60"));
    assert!(mynah.refused(2, &["forget", &first]).contains("--yes"));
    mynah.refused(2, &["forget"]);
    mynah.refused(2, &["forget", "no-such", "--yes"]);
    assert_eq!((recordings(&mynah).len(), history(&mynah, &[]).len()), (2, 2));

    mynah.done(&["attempt", "mark", &second]);
    mynah.done(&["forget", "--unmarked", "--yes"]);
    assert_eq!((recordings(&mynah).len(), history(&mynah, &[]).len()), (1, 2));

    mynah.done(&["attempt", "delete", &first]);
    assert_eq!(ids(&history(&mynah, &["--deleted"])), [first.as_str()]);
    mynah.done(&["forget", "--deleted", "--yes"]);
    assert!(history(&mynah, &["--deleted"]).is_empty());
    mynah.refused(2, &["attempt", "restore", &first]);

    let elsewhere = mynah.folder().join("mine.wav");
    write_wav(&elsewhere, 16_000, &[0.1; 16_000]);
    mynah.done(&["score", elsewhere.to_str().unwrap(), "--lang", "ko"]);
    mynah.done(&["forget", "last", "--yes"]);
    assert!(elsewhere.exists(), "a file of the user's own is never taken away");

    mynah.done(&["forget", "--all", "--yes"]);
    assert!(recordings(&mynah).is_empty() && history(&mynah, &[]).is_empty());
}

/// Everything that a data folder tells, without the paths in it.
fn told(mynah: &Mynah) -> Value {
    let attempts: Vec<Value> = history(mynah, &[])
        .iter()
        .map(|attempt| {
            let mut whole = mynah.json(&["report", attempt["id"].as_str().unwrap(), "--json"]).remove(0);
            let file = whole["file"].as_str().unwrap().to_owned();
            whole["file"] = json!([file.rsplit('/').next(), fs::metadata(&file).map(|file| file.len()).ok()]);
            whole
        })
        .collect();
    let mut rounds: Vec<Value> =
        attempts.iter().map(|attempt| mynah.json(&["report", attempt["id"].as_str().unwrap(), "--round", "--json"])[0]["session"].clone()).collect();
    rounds.dedup();
    json!([attempts, rounds, mynah.json(&["stories", "list", "--json"]), mynah.json(&["due", "--json"]), mynah.json(&["prompts", "list", "--json"])])
}

#[test]
fn an_archive_brings_everything_to_another_machine_once() {
    let (here, there) = (Mynah::new(), Mynah::new());
    let note = here.folder().join("노트.md");
    fs::write(
        &note,
        "# Ownership\n\nS: 서버가 멈췄습니다.\nT: 두 시간 안에 살려야 했습니다.\nA: 로그에서 원인을 찾았습니다.\nR: 30분 만에 끝냈습니다.\n",
    )
    .unwrap();
    here.done(&["import", note.to_str().unwrap()]);
    let (first, _) = (answer(&here, "intro.60"), answer(&here, "intro.90"));
    here.done(&["attempt", "tag", &first, "아마존"]);
    fs::write(here.home().join("synonyms.txt"), "서버 = server\n").unwrap();
    let archive = here.folder().join("보관 1");
    let archive = archive.to_str().unwrap();
    here.done(&["export", archive]);
    let sessions: Value = serde_json::from_str(&fs::read_to_string(format!("{archive}/sessions.json")).unwrap()).unwrap();
    assert_eq!(sessions.as_array().map(Vec::len), Some(2), "{sessions}");
    assert!(here.refused(2, &["export", archive]).contains("보관 1"));
    let json: Value = serde_json::from_str(&fs::read_to_string(format!("{archive}/attempts/{first}.json")).unwrap()).unwrap();
    assert_eq!(json["id"], json!(first));
    assert!(fs::read_to_string(format!("{archive}/attempts.csv")).unwrap().contains(&first));
    #[cfg(unix)]
    for name in
        ["mynah.db".to_owned(), "sessions.json".to_owned(), "archive.json".to_owned(), "attempts.csv".to_owned(), format!("attempts/{first}.md")]
    {
        let mode = std::os::unix::fs::PermissionsExt::mode(&fs::metadata(format!("{archive}/{name}")).unwrap().permissions());
        assert_eq!(mode & 0o077, 0, "{name} can be read by others");
    }

    let taken = there.run(&["import-archive", archive]);
    assert_eq!(taken.code, 0, "{}", taken.err);
    assert_eq!(told(&there), told(&here));
    assert_eq!(fs::read_to_string(there.home().join("synonyms.txt")).unwrap(), "서버 = server\n");
    let again = there.run(&["import-archive", archive]);
    assert!(again.err.contains("No attempt is new; 2 were here already") && again.err.contains("노트.md"), "{}", again.err);
    assert_eq!(told(&there), told(&here));
    assert_eq!(recordings(&there).len(), 2);
}

#[test]
fn a_damaged_archive_is_refused_and_nothing_is_taken_in() {
    let (here, there) = (Mynah::new(), Mynah::new());
    answer(&here, "intro.60");
    let archive = here.folder().join("archive");
    here.done(&["export", archive.to_str().unwrap()]);
    let recording = fs::read_dir(archive.join("recordings")).unwrap().next().unwrap().unwrap().path();
    let mut bytes = fs::read(&recording).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(&recording, &bytes).unwrap();
    let said = there.refused(2, &["import-archive", archive.to_str().unwrap()]);
    assert!(said.contains(recording.file_name().unwrap().to_str().unwrap()), "{said}");
    fs::remove_file(&recording).unwrap();
    there.refused(2, &["import-archive", archive.to_str().unwrap()]);
    there.refused(2, &["import-archive", there.folder().to_str().unwrap()]);
    let list = archive.join("archive.json");
    fs::write(&list, r#"{"mynah":"1","files":[{"name":"../x","bytes":1,"sha256":"0"}]}"#).unwrap();
    assert!(there.refused(2, &["import-archive", archive.to_str().unwrap()]).contains("../x"));
    assert!(history(&there, &[]).is_empty());
}
