//! `mynah import` and `mynah stories`: a note becomes stories and questions; importing again keeps ids; bad files are refused; the note is never written to.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};

use serde_json::{Value, json};

use crate::support::{Mynah, Ran, shared, write_wav};

const NOTE: &str = "\
# 면접 준비

2. Ownership
   1) 배치 서버 이전
   S: 야간 배치가 자주 멈춰서 고객 정산이 하루씩 밀렸습니다.
   T: 두 달 안에 서버를 옮기는 일을 제가 맡았습니다.
   A: 멈춘 기록 120건을 분류하고 -> Airflow로 다시 짜고 -> 운영팀과 복구 훈련을 했습니다.
   R: 정산 지연이 월 8건에서 0건으로 줄었습니다.

   1) 신입 온보딩
   S: 신입이 배포를 두려워했습니다.
   A: 체크리스트를 만들었습니다.

**예상질문**

1. 왜 우리 회사에 지원하셨나요?
   정산을 가장 잘 아는 회사라고 생각했습니다.
2. 가장 힘들었던 경험
";

fn note(mynah: &Mynah, name: &str, text: &str) -> PathBuf {
    let file = mynah.folder().join(name);
    fs::write(&file, text).unwrap();
    file
}

fn import(mynah: &Mynah, file: &Path, more: &[&str]) -> Value {
    let mut arguments = vec!["import", file.to_str().unwrap(), "--json"];
    arguments.extend(more);
    mynah.json(&arguments).remove(0)
}

fn ids(list: &Value) -> Vec<(String, String)> {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    list.as_array().unwrap().iter().map(|one| (text(&one["id"]), text(&one["change"]))).collect()
}

fn of(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs.iter().map(|(id, change)| ((*id).to_owned(), (*change).to_owned())).collect()
}

#[test]
fn a_dry_run_shows_everything_and_keeps_nothing() {
    let mynah = Mynah::new();
    let file = note(&mynah, "내 노트.md", NOTE);
    let found = import(&mynah, &file, &["--dry-run"]);
    assert_eq!(ids(&found["stories"]), of(&[("s1", "new"), ("s2", "new")]));
    assert_eq!(ids(&found["prompts"]), of(&[("my.1", "new"), ("my.2", "new")]));
    assert_eq!(
        found["stories"][0]["parts"][2],
        json!({"part": "A", "from": 7, "to": 7, "text": "멈춘 기록 120건을 분류하고 -> Airflow로 다시 짜고 -> 운영팀과 복구 훈련을 했습니다."})
    );
    assert_eq!((&found["stories"][0]["title"], &found["stories"][0]["competency"]), (&json!("배치 서버 이전"), &json!("ownership")));
    let todo: Vec<_> =
        found["todo"].as_array().unwrap().iter().map(|todo| (todo["line"].as_u64().unwrap(), todo["kind"].as_str().unwrap())).collect();
    assert_eq!(todo, [(11, "missing"), (18, "no-answer")]);
    assert_eq!(found["drafts"][0]["from"], 17);
    assert_eq!(mynah.json(&["stories", "list", "--json"]), [json!([])]);
    assert_eq!(fs::read_to_string(&file).unwrap(), NOTE);
}

/// All of one name, in folders of their own: neither their ids nor their names may be mixed up.
#[test]
fn notes_imported_at_the_same_moment_wait_for_each_other() {
    const NOTES: usize = 6;
    let mynah = Mynah::new();
    let files: Vec<PathBuf> = (0..NOTES)
        .map(|number| {
            fs::create_dir(mynah.folder().join(number.to_string())).unwrap();
            note(&mynah, &format!("{number}/note.md"), &NOTE.replace("배치 서버", &format!("{number}번 서버")))
        })
        .collect();
    let start = |file: &PathBuf| mynah.command(&["import"]).arg(file).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
    let running: Vec<Child> = files.iter().map(start).collect();
    for child in running {
        let ran = Ran::of(child.wait_with_output().unwrap());
        assert_eq!(ran.code, 0, "{}", ran.err);
    }
    let stories = mynah.json(&["stories", "list", "--json"]).remove(0);
    let ids: BTreeSet<&str> = stories.as_array().unwrap().iter().map(|story| story["id"].as_str().unwrap()).collect();
    assert_eq!(ids.len(), NOTES * 2);
}

#[test]
fn importing_again_keeps_ids_and_what_is_gone_stays_for_the_history() {
    let mynah = Mynah::new();
    let file = note(&mynah, "note.md", NOTE);
    import(&mynah, &file, &[]);
    let again = import(&mynah, &file, &[]);
    assert_eq!(ids(&again["stories"]), of(&[("s1", "same"), ("s2", "same")]));
    let edited = NOTE
        .replace("A: 체크리스트를 만들었습니다.", "A: 체크리스트를 만들었습니다.\n   R: 첫 배포까지 20일에서 6일로 줄었습니다.")
        .replace("2. 가장 힘들었던 경험\n", "");
    note(&mynah, "note.md", &edited);
    let after = import(&mynah, &file, &[]);
    assert_eq!(ids(&after["stories"]), of(&[("s1", "same"), ("s2", "changed")]));
    assert_eq!(after["gone"], json!({"stories": [], "prompts": ["my.2"]}));
    note(&mynah, "note.md", NOTE);
    assert_eq!(ids(&import(&mynah, &file, &[])["prompts"]), of(&[("my.1", "same"), ("my.2", "same")]));
}

#[test]
fn a_question_of_the_note_is_a_prompt_and_can_be_answered() {
    let mynah = Mynah::new();
    let file = note(&mynah, "note.md", NOTE);
    import(&mynah, &file, &[]);
    let prompt = &mynah.json(&["prompts", "show", "my.2", "--json"])[0];
    assert_eq!(prompt["text"]["ko"], "가장 힘들었던 경험에 대해 말씀해 주세요.");
    assert_eq!((&prompt["kind"], &prompt["pack"]), (&json!("behavioral"), &json!("my")));
    assert_eq!(mynah.run(&["prompts", "list", "--pack", "my"]).code, 0);
}

#[test]
fn a_question_of_the_note_is_asked_in_the_other_language_once_a_pack_has_it() {
    let mynah = Mynah::new();
    import(&mynah, &note(&mynah, "note.md", NOTE), &[]);
    let packs = mynah.home().join("prompts");
    let pack = packs.join("english.toml");
    fs::write(&pack, "[[prompt]]\nid = \"my.2\"\ntext.en = \"What was your hardest time?\"\n\n[[prompt]]\nid = \"my.99\"\ntext.en = \"Why?\"\n")
        .unwrap();
    let prompt = &mynah.json(&["prompts", "show", "my.2", "--json"])[0];
    assert_eq!(prompt["text"], json!({"ko": "가장 힘들었던 경험에 대해 말씀해 주세요.", "en": "What was your hardest time?"}));
    assert_eq!((&prompt["kind"], &prompt["pack"]), (&json!("behavioral"), &json!("my")));
    let checked = mynah.run(&["prompts", "check", pack.to_str().unwrap()]);
    assert_eq!(checked.code, 2);
    assert!(checked.out.contains("english.toml:5: [my.99]") && checked.out.contains("1 problem; 1 prompt can be used."), "{}", checked.out);
}

/// Words with times, one every third of a second.
fn words(folder: &Path, sentences: &[&str], language: &str) -> PathBuf {
    let said = sentences.join(" ");
    let word = |(at, text): (usize, &str)| json!({"text": text, "start": 0.5 + at as f64 * 0.3, "end": 0.75 + at as f64 * 0.3, "p": 0.9});
    let words: Vec<Value> = said.split_whitespace().enumerate().map(word).collect();
    let file = folder.join("words.json");
    fs::write(&file, json!({"language": language, "words": words}).to_string()).unwrap();
    file
}

#[test]
fn an_answer_is_held_against_the_story_that_it_told() {
    let mynah = Mynah::new();
    import(&mynah, &note(&mynah, "note.md", NOTE), &[]);
    let sound = mynah.folder().join("answer.wav");
    write_wav(&sound, 16_000, &vec![0.0; 16_000 * 20]);
    let said = [
        "야간 배치가 자주 멈춰서 정산이 하루씩 밀렸습니다.",
        "그래서 기록 백이십 건을 분류하고 에어플로우로 다시 짰습니다.",
        "결과적으로 지연이 월 여덟 건에서 영 건으로 줄었습니다.",
    ];
    let words = words(mynah.folder(), &said, "ko");
    let arguments = ["score", sound.to_str().unwrap(), "--words", words.to_str().unwrap(), "--prompt", "amazon.ownership.1", "--json"];
    let coverage = &mynah.json(&arguments)[0]["coverage"];
    assert_eq!(coverage["told"], "s1");
    let said: Vec<_> =
        coverage["story"].as_array().unwrap().iter().map(|point| (point["part"].as_str().unwrap(), point["said"].as_str().unwrap())).collect();
    assert_eq!(said.iter().find(|(part, _)| *part == "T"), Some(&("T", "not_said")), "{said:?}");
    assert_eq!(said.iter().rfind(|(part, _)| *part == "R"), Some(&("R", "said")), "{said:?}");
    let story = &mynah.json(&["stories", "show", "s1", "--json"])[0];
    assert_eq!(story["told_in"].as_array().map(Vec::len), Some(1));
    assert_eq!(story["told_for"], json!(["ownership"]));
}

#[test]
fn a_story_told_for_three_principles_is_said_to_be_worn_out() {
    let mynah = Mynah::new();
    import(&mynah, &note(&mynah, "note.md", NOTE), &[]);
    let sound = mynah.folder().join("answer.wav");
    write_wav(&sound, 16_000, &vec![0.0; 16_000 * 20]);
    let said = ["야간 배치가 자주 멈춰서 정산이 하루씩 밀렸습니다.", "그래서 기록 백이십 건을 분류하고 에어플로우로 다시 짰습니다."];
    let words = words(mynah.folder(), &said, "ko");
    for (prompt, is_worn_out) in [("amazon.ownership.1", false), ("amazon.dive-deep.1", false), ("amazon.frugality.1", true)] {
        let arguments = ["score", sound.to_str().unwrap(), "--words", words.to_str().unwrap(), "--prompt", prompt, "--json"];
        assert_eq!(mynah.json(&arguments)[0]["coverage"]["told"], "s1");
        let shown = mynah.run(&["attempt", "show", "last"]).out;
        let told_for = "Ownership, Dive deep, Frugality";
        let names_all = told_for.split(", ").all(|name| shown.contains(name)) && shown.contains("Prepare another one");
        assert_eq!(names_all, is_worn_out, "{prompt}: {shown}");
    }
}

#[test]
fn a_story_is_linked_to_a_question_and_unlinked() {
    let mynah = Mynah::new();
    import(&mynah, &note(&mynah, "note.md", NOTE), &[]);
    let serves = |mynah: &Mynah| {
        let story = mynah.json(&["stories", "show", "s1", "--json"]).remove(0);
        story["serves"].as_array().unwrap().iter().map(|id| id.as_str().unwrap().to_owned()).collect::<BTreeSet<_>>()
    };
    assert!(serves(&mynah).contains("amazon.ownership.1") && !serves(&mynah).contains("amazon.dive-deep.1"));
    assert_eq!(mynah.run(&["stories", "link", "s1", "amazon.dive-deep.1"]).code, 0);
    assert_eq!(mynah.run(&["stories", "link", "s1", "amazon.ownership.1", "--remove"]).code, 0);
    assert!(!serves(&mynah).contains("amazon.ownership.1") && serves(&mynah).contains("amazon.dive-deep.1"));
    assert_eq!(mynah.run(&["stories", "link", "s9", "amazon.dive-deep.1"]).code, 2);
    assert_eq!(mynah.run(&["stories", "link", "s1", "no-such"]).code, 2);
}

const ENGLISH_NOTE: &str = "\
# Stories

**Moving the nightly batch**
S: The nightly batch kept stopping and settlements came a day late.
T: I was asked to move it to new servers within two months.
A: I sorted 120 failures, rewrote the jobs in Airflow and trained the operators.
R: Late settlements fell from 8 a month to 0.
";

#[test]
fn a_story_told_in_the_other_language_is_held_against_its_translation_and_counts_as_one() {
    let mynah = Mynah::new();
    import(&mynah, &note(&mynah, "note.md", NOTE), &[]);
    import(&mynah, &note(&mynah, "english.md", ENGLISH_NOTE), &[]);
    mynah.done(&["stories", "link", "s1", "--translation", "s3"]);
    let sound = mynah.folder().join("answer.wav");
    write_wav(&sound, 16_000, &vec![0.0; 16_000 * 20]);
    let said = ["Our nightly batch kept stopping.", "So I sorted a hundred and twenty failures and rewrote the jobs in Airflow."];
    let words = words(mynah.folder(), &said, "en");
    let arguments =
        ["score", sound.to_str().unwrap(), "--words", words.to_str().unwrap(), "--prompt", "amazon.ownership.1", "--lang", "en", "--json"];
    let coverage = &mynah.json(&arguments)[0]["coverage"];
    assert_eq!(coverage["told"], "s3");
    let left_out = coverage["story"].as_array().unwrap().iter().filter(|point| point["said"] == "not_said");
    assert_eq!(left_out.map(|point| point["part"].as_str().unwrap()).collect::<Vec<_>>(), ["T", "R"]);
    for (id, other) in [("s1", "s3"), ("s3", "s1")] {
        let story = &mynah.json(&["stories", "show", id, "--json"])[0];
        assert_eq!((&story["translation"], &story["told_for"]), (&json!(other), &json!(["ownership"])), "{id}");
        assert_eq!(story["told_in"].as_array().map(Vec::len), Some(1), "{id}");
    }
    let list = mynah.done(&["stories", "list"]);
    assert_eq!(list.matches("English: s3 STAR Moving the nightly batch").count(), 1, "{list}");
    assert!(!list.contains("No principle"), "{list}");
}

#[test]
fn only_a_story_in_the_other_language_is_a_translation_and_it_can_be_taken_back() {
    let mynah = Mynah::new();
    import(&mynah, &note(&mynah, "note.md", NOTE), &[]);
    import(&mynah, &note(&mynah, "english.md", ENGLISH_NOTE), &[]);
    assert!(mynah.refused(2, &["stories", "link", "s1", "--translation", "s2"]).contains("both in Korean"));
    assert!(mynah.refused(2, &["stories", "link", "s1", "--translation", "s1"]).contains("both in Korean"));
    mynah.refused(2, &["stories", "link", "s1", "--translation", "s9"]);
    mynah.refused(2, &["stories", "link", "s1", "--translation", "s3", "--remove"]);
    mynah.refused(2, &["stories", "link", "s1", "amazon.ownership.1", "--translation", "s3"]);
    mynah.refused(2, &["stories", "link", "s1"]);
    mynah.done(&["stories", "link", "s1", "--translation", "s3"]);
    mynah.done(&["stories", "link", "s3", "--translation", "s1", "--remove"]);
    assert_eq!(mynah.json(&["stories", "show", "s1", "--json"])[0]["translation"], Value::Null);
}

#[test]
fn his_synonyms_are_used_and_a_wrong_line_is_named_and_costs_nothing() {
    let mynah = Mynah::new();
    import(&mynah, &note(&mynah, "note.md", NOTE), &[]);
    let sound = mynah.folder().join("answer.wav");
    write_wav(&sound, 16_000, &vec![0.0; 16_000 * 20]);
    let said = [
        "야간 배치가 자주 멈춰서 정산이 하루씩 밀렸습니다.",
        "두 달 안에 장비 이사를 맡았습니다.",
        "결과적으로 지연이 월 여덟 건에서 영 건으로 줄었습니다.",
    ];
    let words = words(mynah.folder(), &said, "ko");
    let score = |mynah: &Mynah| {
        let arguments = ["score", sound.to_str().unwrap(), "--words", words.to_str().unwrap(), "--prompt", "amazon.ownership.1", "--json"];
        let ran = mynah.run(&arguments);
        assert_eq!(ran.code, 0, "{}", ran.err);
        let attempt: Value = serde_json::from_str(&ran.out).unwrap();
        let task = attempt["coverage"]["story"].as_array().unwrap().iter().find(|point| point["part"] == "T").unwrap()["said"].clone();
        (task, ran.err)
    };
    assert_eq!(score(&mynah).0, "partly");
    fs::write(mynah.home().join("synonyms.txt"), "# 내 말\n서버 = 장비\n옮기다\n옮기는 일 = 이사\n").unwrap();
    let (task, err) = score(&mynah);
    assert_eq!(task, "said");
    assert!(err.contains("synonyms.txt:3: ") && err.contains("옮기다"), "{err}");
    assert!(mynah.run(&["stories", "list"]).err.contains("2 groups of words"));
    fs::write(mynah.home().join("synonyms.txt"), b"a = b\n\0\0\n").unwrap();
    assert!(score(&mynah).1.contains("synonyms.txt:2: "));
}

#[track_caller]
fn check_refused(bytes: &[u8], word: &str) {
    let mynah = Mynah::new();
    import(&mynah, &note(&mynah, "note.md", NOTE), &[]);
    let file = mynah.folder().join("bad.md");
    fs::write(&file, bytes).unwrap();
    let ran = mynah.run(&["import", file.to_str().unwrap()]);
    assert_eq!(ran.code, 2, "{}", ran.err);
    assert!(ran.err.contains(word) && ran.err.contains("bad.md"), "{}", ran.err);
    assert_eq!(mynah.json(&["stories", "list", "--json"])[0].as_array().map(Vec::len), Some(2));
}

#[test]
fn what_is_no_note_is_refused_with_what_to_do() {
    check_refused(b"%PDF-1.7\n", "PDF");
    check_refused(b"PK\x03\x04", "DOCX");
    check_refused(b"S: a\nT: b\0c\n", "line 2");
    check_refused(b"nothing here", "question mark");
    check_refused(b"", "question mark");
    check_refused(&vec![b'a'; (16 << 20) + 1], "16 MiB");
    let mynah = Mynah::new();
    assert_eq!(mynah.run(&["import", mynah.folder().to_str().unwrap()]).code, 2);
    assert_eq!(mynah.run(&["import", "/no/such.md"]).code, 2);
}

/// The note that the project began with, where it is present; the truth about it is in the project, its text is not.
#[test]
fn the_seed_note_is_read_as_its_author_meant_it() {
    let Some(shared) = shared() else { return };
    let mynah = Mynah::new();
    let found = import(&mynah, &shared.join("seed-note.md"), &["--dry-run"]);
    let truth = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/notes/seed.truth")).unwrap();
    let expected =
        |fact: &str| truth.lines().filter_map(|line| line.strip_prefix(fact)?.strip_prefix(' ')).map(str::to_owned).collect::<BTreeSet<String>>();
    let stories = found["stories"].as_array().unwrap();
    assert_eq!(stories.iter().map(|story| story["line"].to_string()).collect::<BTreeSet<_>>(), expected("story"));
    assert_eq!(stories.iter().filter(|story| story["missing"].as_array().unwrap().is_empty()).count(), 11);
    for letter in ["S", "T", "A", "R"] {
        let parts = stories.iter().flat_map(|story| story["parts"].as_array().unwrap()).filter(|part| part["part"] == letter);
        let span = |part: &Value| if part["from"] == part["to"] { part["from"].to_string() } else { format!("{}-{}", part["from"], part["to"]) };
        assert_eq!(parts.map(span).collect::<BTreeSet<_>>(), expected(letter), "{letter}");
    }
    assert_eq!(
        found["templates"].as_array().unwrap().iter().map(|template| template["line"].to_string()).collect::<BTreeSet<_>>(),
        expected("template")
    );
    assert_eq!(found["prompts"].as_array().unwrap().iter().map(|prompt| prompt["line"].to_string()).collect::<BTreeSet<_>>(), expected("question"));
    let introductions: Vec<String> = found["drafts"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|draft| draft["kind"] == "introduction")
        .map(|draft| format!("{} {}-{}", draft["language"].as_str().unwrap(), draft["from"], draft["to"]))
        .collect();
    assert_eq!(introductions.into_iter().collect::<BTreeSet<_>>(), expected("introduction"));
}
