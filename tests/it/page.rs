//! `mynah report` as a page and in its other formats; the page is opened in a real browser (`tests/browser/page.mjs`).

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};

use crate::support::{Mynah, Ran, have, path_of, write_wav};

/// An answer of `seconds`, a hum with a pause of 2 s in its middle, and words that are hard on pages.
struct Answer {
    mynah: Mynah,
    recording: PathBuf,
    id: String,
}

impl Answer {
    fn new(seconds: usize, words: &[&str]) -> Self {
        let mynah = Mynah::new();
        let recording = mynah.folder().join("나의 답변 #1.wav");
        write_wav(&recording, 8_000, &hum(seconds, 8_000));
        let words_file = mynah.folder().join("words.json");
        let step = seconds as f64 / (words.len() + 1) as f64;
        let word = |(at, text): (usize, &&str)| json!({"text": text, "start": (at as f64 + 0.5) * step, "end": (at as f64 + 0.9) * step, "p": 0.9});
        let words: Vec<Value> = words.iter().enumerate().map(word).collect();
        std::fs::write(&words_file, json!({"language": "en", "words": words}).to_string()).unwrap();
        let arguments = [
            "score",
            recording.to_str().unwrap(),
            "--words",
            words_file.to_str().unwrap(),
            "--prompt",
            "amazon.ownership.1",
            "--lang",
            "en",
            "--json",
        ];
        let id = mynah.json(&arguments)[0]["id"].as_str().unwrap().to_owned();
        Self { mynah, recording, id }
    }

    /// The page with these arguments more.
    fn page(&self, arguments: &[&str]) -> PathBuf {
        let out = self.mynah.done(&[&["report", "--format", "html"], arguments].concat());
        PathBuf::from(out.trim_end())
    }
}

const HARD_WORDS: [&str; 9] =
    ["Our", "<script>alert(1)</script>", "\u{202E}turned", "👩‍💻", "\"onclick=\"alert(1)", "페이지가", "&amp;", "um,", "ended."];

fn hum(seconds: usize, rate_hz: usize) -> Vec<f32> {
    let middle = seconds * rate_hz / 2;
    let is_pause = |at: usize| (middle - rate_hz..middle + rate_hz).contains(&at);
    let tone = |at: usize| (0.3 * (at as f64 * 140.0 * std::f64::consts::TAU / rate_hz as f64).sin()) as f32;
    (0..seconds * rate_hz).map(|at| if is_pause(at) { 0.0 } else { tone(at) }).collect()
}

/// What the browser saw; `None` where there is no browser to ask.
fn in_browser(page: &Path, part: &[&str]) -> Option<Value> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/browser");
    if !have(&["node", "chromium"]) {
        return None;
    }
    if !folder.join("node_modules/playwright-core").is_dir() {
        assert!(std::env::var("CI").as_deref() != Ok("true"), "missing: tests/browser/node_modules");
        eprintln!("skipped: tests/browser/node_modules is not there (./x setup installs it)");
        return None;
    }
    let output = Command::new("node").arg(folder.join("page.mjs")).arg(path_of("chromium").unwrap()).arg(page).args(part).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Some(serde_json::from_slice(&output.stdout).unwrap())
}

#[test]
fn a_page_plays_reads_and_keeps_to_itself_in_a_browser() {
    let long = "가".repeat(10_000);
    let words = [&HARD_WORDS[..], &[&long]].concat();
    let answer = Answer::new(12, &words);
    let page = answer.mynah.folder().join("나의 보고서.html");
    answer.page(&["-o", page.to_str().unwrap()]);
    let Some(seen) = in_browser(&page, &[]) else { return };
    for view in ["light", "dark", "still"] {
        assert_eq!((&seen[view]["problems"], &seen[view]["outside"]), (&json!([]), &json!([])), "{view}");
        assert!(seen[view]["script_s"].as_f64().unwrap() <= 0.3, "{seen}");
    }
    assert_eq!((&seen["light"]["serious"], &seen["dark"]["serious"]), (&json!([]), &json!([])));
    let offsets = seen["light"]["offsets"].as_array().unwrap();
    assert!(offsets.len() == 3 && offsets.iter().all(|offset| offset.as_f64().unwrap() <= 0.05), "{offsets:?}");
    assert_eq!(seen["light"]["walked"], json!(["1.64", false]), "the arrow keys reach the second word, and Enter plays it");
    assert_eq!((&seen["light"]["missing"], &seen["dark"]["overflow"]), (&json!(0), &json!(0)));
    let text = seen["still"]["text"].as_str().unwrap();
    for part in ["What stood out", "Parts", "<script>alert(1)</script>", "페이지가", "👩‍💻"] {
        assert!(text.contains(part), "{part}: {text}");
    }
}

#[test]
fn sound_of_more_than_five_minutes_lies_beside_its_page() {
    let answer = Answer::new(302, &HARD_WORDS);
    let page = answer.mynah.folder().join("긴 답변.html");
    answer.page(&["-o", page.to_str().unwrap()]);
    let beside = page.with_file_name(format!("긴 답변-sound-{}.wav", answer.id));
    assert_eq!(hound::WavReader::open(&beside).unwrap().spec().sample_rate, 16_000);
    assert!(std::fs::metadata(&page).unwrap().len() < 400_000);
    let Some(seen) = in_browser(&page, &["sound"]) else { return };
    assert_eq!((&seen["problems"], &seen["missing"], &seen["duration"]), (&json!([]), &json!(0), &json!(302)));
    std::fs::remove_file(&beside).unwrap();
    assert_eq!(in_browser(&page, &["sound"]).unwrap()["missing"], json!(1), "the page says that its sound is gone");
}

#[test]
fn without_a_file_named_the_page_lies_in_the_data_folder() {
    let answer = Answer::new(6, &HARD_WORDS);
    let page = answer.page(&[]);
    assert_eq!(page, answer.mynah.home().join("reports").join(format!("{}.html", answer.id)));
    assert!(std::fs::read_to_string(&page).unwrap().contains("data:audio/wav;base64,UklGR"));
    assert!(std::fs::read_to_string(answer.page(&["last", "--ui", "ko"])).unwrap().contains("눈에 띈 점"));
}

#[test]
fn a_recording_that_is_gone_or_changed_is_said_and_the_rest_is_shown() {
    #[track_caller]
    fn check(answer: &Answer, expected: &str) {
        let page = std::fs::read_to_string(answer.page(&[])).unwrap();
        assert!(page.contains(expected) && page.contains("What stood out") && !page.contains("<audio"), "{expected}");
    }
    let answer = Answer::new(6, &HARD_WORDS);
    write_wav(&answer.recording, 44_100, &hum(6, 44_100));
    check(&answer, "has changed since it was scored");
    std::fs::write(&answer.recording, "no sound").unwrap();
    check(&answer, "has changed since it was scored");
    std::fs::remove_file(&answer.recording).unwrap();
    check(&answer, "is not there any more");
}

/// The program run by `shell`, in which `"$@"` stands for it and its arguments.
fn in_shell(mynah: &Mynah, shell: &str, arguments: &[&str]) -> Ran {
    let command = mynah.command(arguments);
    let mut around = Command::new("sh");
    around.args(["-c", shell, "sh"]).arg(command.get_program()).args(arguments);
    around.env_clear().envs(command.get_envs().filter_map(|(name, value)| Some((name, value?)))).current_dir(mynah.folder());
    Ran::of(around.output().unwrap())
}

/// As on a disk that is full: no file may grow beyond 100 blocks of 512 bytes; a page with its sound is larger.
fn on_a_full_disk(mynah: &Mynah, arguments: &[&str]) -> Ran {
    in_shell(mynah, "trap '' XFSZ; ulimit -f 100; exec \"$@\"", arguments)
}

#[test]
fn a_page_that_cannot_be_written_leaves_the_old_one() {
    let answer = Answer::new(6, &HARD_WORDS);
    for arguments in [&["report", "--format", "html"][..], &["report", "--round", "--format", "html"]] {
        let page = PathBuf::from(answer.mynah.done(arguments).trim_end());
        let (old, files) = (std::fs::read(&page).unwrap(), std::fs::read_dir(page.parent().unwrap()).unwrap().count());
        let ran = on_a_full_disk(&answer.mynah, arguments);
        assert!(ran.code == 1 && ran.err.contains("written") && ran.err.contains("unchanged"), "{arguments:?}: {}", ran.err);
        assert!(std::fs::read(&page).unwrap() == old, "{arguments:?}: the old page is there as it was");
        assert_eq!(std::fs::read_dir(page.parent().unwrap()).unwrap().count(), files, "{arguments:?}: nothing half-written is left");
    }

    let nowhere = answer.mynah.folder().join("words.json/page.html");
    assert!(answer.mynah.refused(1, &["report", "--format", "html", "-o", nowhere.to_str().unwrap()]).contains("page.html"));
    for format in [&["--format", "html"][..], &[]] {
        let over = answer.mynah.refused(2, &[&["report", "-o", answer.recording.to_str().unwrap()], format].concat());
        assert!(over.contains("is the recording of this attempt"), "{over}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_folder_that_may_not_be_written_is_named_and_stays_as_it_was() {
    use std::os::unix::fs::PermissionsExt;
    let answer = Answer::new(6, &HARD_WORDS);
    let folder = answer.mynah.folder().join("read only");
    std::fs::create_dir(&folder).unwrap();
    std::fs::set_permissions(&folder, std::fs::Permissions::from_mode(0o555)).unwrap();
    // The superuser may write everywhere, unless he gives that up.
    let is_root = std::fs::write(folder.join("probe"), "").is_ok();
    if is_root && !have(&["setpriv"]) {
        return;
    }
    let _ = std::fs::remove_file(folder.join("probe")); // only he could write it
    let shell = if is_root { "exec setpriv --bounding-set -dac_override,-dac_read_search \"$@\"" } else { "exec \"$@\"" };
    let file = folder.join("report");
    for arguments in [
        &["report", "--format", "html"][..],
        &["report", "--format", "md"],
        &["report", "--format", "srt"],
        &["report", "--json"],
        &["report", "--all", "--format", "html"],
        &["report", "--round", "--format", "html"],
        &["report", "--round"],
        &["progress"],
        &["progress", "--format", "html"],
    ] {
        let ran = in_shell(&answer.mynah, shell, &[arguments, &["-o", file.to_str().unwrap()]].concat());
        assert!(ran.code == 1 && ran.err.contains("read only/report") && ran.out.is_empty(), "{arguments:?}: {} {}", ran.code, ran.err);
        assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 0, "{arguments:?}");
    }
}

/// What no terminal should be sent, and no page read as its own.
#[test]
fn hostile_text_is_harmless_in_every_list_and_in_a_replay() {
    let long = "가".repeat(10_000);
    let words = [&HARD_WORDS[..], &["\u{1B}[2J", "\u{202E}\u{1B}]0;x\u{7}title", &long]].concat();
    let answer = Answer::new(12, &words);
    let mynah = &answer.mynah;
    let hostile = format!("\u{1B}[31m\u{202E}<script>alert(1)</script>👩‍💻{long}");
    mynah.done(&["attempt", "rename", &answer.id, &hostile]);
    mynah.done(&["attempt", "tag", &answer.id, &hostile]);
    for arguments in [&["history"][..], &["progress"], &["replay", "--plain"], &["report"], &["report", "--round"], &["attempt", "show", "last"]] {
        let ran = mynah.run(arguments);
        let shown = format!("{}{}", ran.out, ran.err);
        assert!(ran.code == 0 || arguments[0] == "replay", "{arguments:?}: {shown}");
        let steers = |sign: &char| matches!(sign, '\u{1B}' | '\u{7}' | '\u{202A}'..='\u{202E}');
        assert_eq!(shown.chars().find(steers), None, "{arguments:?}");
    }
    assert!(mynah.done(&["history"]).contains("<script>alert(1)</script>👩‍💻"));
    assert!(mynah.run(&["replay", "--plain"]).out.contains("<script>alert(1)</script>"));
    assert_eq!(mynah.json(&["history", "--json"])[0][0]["title"], json!(hostile), "what the user wrote is kept as he wrote it");
}

/// Four answers to one question, with a note whose stories and principle are hard on pages.
#[test]
fn progress_is_a_page_that_reads_in_a_browser() {
    let answer = Answer::new(12, &HARD_WORDS);
    let mynah = &answer.mynah;
    let note = mynah.folder().join("note.md");
    let story = "S: <script>alert(1)</script> &amp; 서버가 멈췄습니다.\nT: 살려야 했습니다.\nA: 원인을 찾았습니다.\nR: 30분 만에 끝냈습니다.\n";
    std::fs::write(&note, format!("# Ownership\n\n{story}\n# Frugality\n\n{story}")).unwrap();
    mynah.done(&["import", note.to_str().unwrap()]);
    let recording = answer.recording.to_str().unwrap();
    for _ in 0..4 {
        mynah.done(&["score", recording, "--prompt", "amazon.ownership.1", "--lang", "en"]);
    }
    let page = PathBuf::from(mynah.done(&["progress", "--format", "html"]).trim_end());
    assert_eq!(page, mynah.home().join("reports/progress.html"));
    let text = std::fs::read_to_string(&page).unwrap();
    assert!(
        text.contains("default-src 'none'") && text.contains("<polyline") && text.contains("Frugality") && !text.contains("<script>alert"),
        "{text}"
    );
    let korean = mynah.folder().join("추이.html");
    assert_eq!(mynah.done(&["progress", "--format", "html", "--ui", "ko", "--lang", "en", "-o", korean.to_str().unwrap()]), "");
    assert!(std::fs::read_to_string(&korean).unwrap().contains("나아진 점과 그렇지 않은 점"));
    assert_eq!(mynah.json(&["progress", "--format", "json"]), mynah.json(&["progress", "--json"]));
    mynah.refused(2, &["progress", "--format", "html", "-o", recording]);
    for page in [&page, &korean] {
        let Some(seen) = in_browser(page, &["read"]) else { return };
        for view in ["light", "dark", "still"] {
            assert_eq!((&seen[view]["problems"], &seen[view]["outside"]), (&json!([]), &json!([])), "{view}");
        }
        for view in ["light", "dark"] {
            assert_eq!((&seen[view]["serious"], &seen[view]["overflow"]), (&json!([]), &json!(0)), "{view}");
        }
        assert!(seen["still"]["text"].as_str().unwrap().contains("Ownership"), "{seen}");
    }
}

/// A mock interview answered with a hum: nothing was heard, and everything else is there.
#[test]
fn a_whole_round_is_one_page_with_the_sound_of_each_answer() {
    let mynah = Mynah::new();
    let hum_file = mynah.folder().join("hum.wav");
    write_wav(&hum_file, 16_000, &hum(6, 16_000));
    let wav = hum_file.to_str().unwrap();
    let told = mynah.done(&["practice", "--mock", "phone-screen", "--minutes", "10", "--lang", "en", "--mute", "--input", wav, "--pace", "fast"]);
    let round = mynah.json(&["report", "--round", "--json"]).remove(0);
    let session = &round["session"];
    assert_eq!((&session["plan"], &session["minutes"], &session["languages"]), (&json!("phone-screen"), &json!(10), &json!(["en"])));
    let attempts = round["attempts"].as_array().unwrap();
    let first = attempts[0]["id"].as_str().unwrap();
    assert!(attempts.len() > 2 && attempts.iter().all(|attempt| attempt["session"] == session["id"]), "{round}");
    assert!(told.contains(&format!("mynah report {first} --round --format html")), "{told}");
    assert_eq!(mynah.done(&["report", first, "--round"]).trim_end(), told.trim_end(), "the same is told again");
    assert!(mynah.done(&["report", "--round", "--format", "md"]).contains("# Phone screen"));
    assert!(mynah.refused(2, &["report", "--round", "--format", "srt"]).contains("--round"));
    mynah.refused(2, &["report", "--round", "--all"]);

    let page = PathBuf::from(mynah.done(&["report", "--round", "--format", "html"]).trim_end());
    let text = std::fs::read_to_string(&page).unwrap();
    assert!(text.contains("Phone screen") && text.contains("of 10:00 planned"), "{}", page.display());
    assert_eq!(text.matches("data:audio/wav;base64,UklGR").count(), attempts.len());
    if let Some(seen) = in_browser(&page, &["read"]) {
        for view in ["light", "dark"] {
            assert_eq!((&seen[view]["problems"], &seen[view]["outside"], &seen[view]["serious"]), (&json!([]), &json!([]), &json!([])), "{view}");
        }
        assert_eq!((&seen["light"]["playable"], &seen["dark"]["overflow"]), (&json!(attempts.len()), &json!(0)));
    }
    mynah.done(&["forget", attempts[1]["id"].as_str().unwrap(), "--yes"]);
    assert!(!page.exists(), "what is forgotten is in no page of mynah's");
    assert_eq!(mynah.json(&["report", "--round", "--json"])[0]["attempts"].as_array().unwrap().len(), attempts.len() - 1);
}

#[test]
fn the_sound_of_a_long_round_lies_beside_its_page() {
    let mynah = Mynah::new();
    let hum_file = mynah.folder().join("hum.wav");
    write_wav(&hum_file, 8_000, &hum(160, 8_000));
    let wav = hum_file.to_str().unwrap();
    mynah.done(&["practice", "--prompt", "intro.120", "--count", "2", "--lang", "en", "--mute", "--input", wav, "--pace", "fast"]);
    let page = mynah.folder().join("round.html");
    mynah.done(&["report", "--round", "--format", "html", "-o", page.to_str().unwrap()]);
    assert!(std::fs::metadata(&page).unwrap().len() < 800_000);
    let round = mynah.json(&["report", "--round", "--json"]).remove(0);
    for attempt in round["attempts"].as_array().unwrap() {
        assert!(page.with_file_name(format!("round-sound-{}.wav", attempt["id"].as_str().unwrap())).is_file(), "{attempt}");
    }
}

#[test]
fn every_format_holds_the_words() {
    let answer = Answer::new(12, &HARD_WORDS);
    let formats = [
        ("srt", " --> "),
        ("vtt", "WEBVTT"),
        ("csv", "start_s,end_s"),
        ("textgrid", "ooTextFile"),
        ("md", "## What stood out"),
        ("json", "\"schema\":1"),
    ];
    for (format, sign) in formats {
        let text = answer.mynah.done(&["report", &answer.id, "--format", format]);
        assert!(text.contains(sign) && text.contains("페이지가"), "{format}: {text}");
        let file = answer.mynah.folder().join(format!("답.{format}"));
        answer.mynah.done(&["report", &answer.id, "--format", format, "-o", file.to_str().unwrap()]);
        assert_eq!(std::fs::read_to_string(file).unwrap().trim_end(), text.trim_end(), "{format}");
    }
    assert_eq!(answer.mynah.json(&["report", "--json"]), answer.mynah.json(&["report", "--format", "json", "--all"]));
}

#[test]
fn what_a_format_cannot_hold_is_refused() {
    let answer = Answer::new(6, &[]);
    let err = answer.mynah.refused(2, &["report", "--format", "srt"]);
    assert!(err.contains(&answer.id) && err.contains("srt") && err.contains("rescore"), "{err}");
    assert!(answer.mynah.refused(2, &["report", "--all", "--format", "csv"]).contains("--all"));
    for bad in [&["report", "--format", "pdf"][..], &["report", "last", "--all"], &["report", "--json", "--format", "md"]] {
        answer.mynah.refused(2, bad);
    }
}

#[test]
fn all_answers_have_a_table_that_leads_to_their_pages() {
    let answer = Answer::new(6, &HARD_WORDS);
    let table = answer.page(&["--all"]);
    let text = std::fs::read_to_string(&table).unwrap();
    assert!(text.contains(&format!("href=\"all-pages/{}.html\"", answer.id)), "{text}");
    assert!(table.with_file_name("all-pages").join(format!("{}.html", answer.id)).is_file());
}
