//! The program as it is typed: exit codes, help, errors, and the small commands.

use crate::support::Mynah;

#[test]
fn help_is_in_the_language_of_the_user() {
    let mynah = Mynah::new();
    assert!(mynah.done(&["--help"]).contains("Rehearse interview answers out loud"));
    assert!(mynah.done(&["--ui", "ko", "--help"]).contains("면접 답변을 소리 내어"));
    assert!(mynah.done(&["practice", "--help"]).contains("--stop-at-limit"));
    assert!(mynah.done(&["--version"]).starts_with("mynah "));
}

#[test]
fn the_locale_and_the_settings_choose_the_language_too() {
    let mynah = Mynah::new();
    let korean = mynah.command(&["history"]).env("LANG", "ko_KR.UTF-8").output().unwrap();
    let english = mynah.done(&["history"]);
    assert_ne!(String::from_utf8(korean.stdout.clone()).unwrap(), english);
    mynah.done(&["config", "ui", "ko"]);
    assert_eq!(mynah.done(&["history"]).into_bytes(), korean.stdout);
    assert_eq!(mynah.done(&["history", "--ui", "en"]), english);
}

#[track_caller]
fn check_bad_use(arguments: &[&str], words: &[&str]) {
    let said = Mynah::new().refused(2, arguments);
    for word in words {
        assert!(said.contains(word), "{arguments:?} said: {said}");
    }
}

#[test]
fn bad_use_is_told_in_words_with_a_way_out_and_exit_code_2() {
    check_bad_use(&["practise"], &["practise", "practice"]);
    check_bad_use(&["practice", "--lang", "fr"], &["fr", "ko, en"]);
    check_bad_use(&["practice", "--colour"], &["--colour"]);
    check_bad_use(&["practice", "--count", "0"], &["0"]);
    check_bad_use(&["score"], &["FILE"]);
    check_bad_use(&[], &["--help"]);
    check_bad_use(&["--ui", "ko", "practise"], &["명령은 없습니다", "practice"]);
    check_bad_use(&["prompts", "show", "amazon.ownershp.1"], &["amazon.ownership.1"]);
    check_bad_use(&["report", "nope"], &["mynah practice"]);
    check_bad_use(&["config", "langg"], &["langg", "lang"]);
    check_bad_use(&["practice", "--input", "no such file.wav"], &["no such file.wav"]);
    check_bad_use(&["practice", "--prompt", "nope"], &["nope"]);
}

#[test]
fn without_a_microphone_practice_says_so_with_exit_code_3() {
    let said = Mynah::new().refused(3, &["practice"]);
    assert!(said.contains("microphone"), "{said}");
    assert!(said.contains("What to do:"), "{said}");
}

#[test]
fn devices_are_listed_where_there_are_none() {
    let mynah = Mynah::new();
    let devices = &mynah.json(&["devices", "--json"])[0];
    assert_eq!((devices["inputs"].as_array().map(Vec::len), devices["outputs"].as_array().map(Vec::len)), (Some(0), Some(0)));
    assert!(!mynah.done(&["devices"]).is_empty());
}

#[test]
fn every_shell_gets_completions() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        assert!(Mynah::new().done(&["completions", shell]).contains("practice"), "{shell}");
    }
}

#[test]
fn a_setting_is_kept_and_shown() {
    let mynah = Mynah::new();
    mynah.done(&["config", "lang", "ko"]);
    assert_eq!(mynah.done(&["config", "lang"]), "ko\n");
    assert!(mynah.done(&["config"]).contains("lang = ko"));
    assert!(mynah.refused(2, &["config", "lang", "fr"]).contains("fr"));
}

#[test]
fn prompts_are_listed_shown_and_the_users_own_are_among_them() {
    let mynah = Mynah::new();
    assert!(mynah.json(&["prompts", "list", "--json"])[0].as_array().unwrap().len() >= 120);
    assert!(mynah.done(&["prompts", "show", "intro.60"]).contains("intro.60"));
    std::fs::create_dir_all(mynah.home().join("prompts")).unwrap();
    let pack = "[pack]\nname = \"own\"\n[[prompt]]\nid = \"own.1\"\nkind = \"technical\"\ntext.ko = \"컨테이너가 무엇인가요?\"\n[[prompt]]\nid = \"own.2\"\nkind = \"tecnical\"\ntext.en = \"What?\"\n";
    std::fs::write(mynah.home().join("prompts/내 질문.toml"), pack).unwrap();
    let ran = mynah.run(&["prompts", "list", "--pack", "own"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.out.contains("own.1"));
    assert!(ran.err.contains("내 질문.toml:9") && ran.err.contains("technical"), "{}", ran.err);
}

#[test]
fn a_faulty_pack_is_refused_by_check_with_line_and_fix() {
    let mynah = Mynah::new();
    let file = mynah.folder().join("bad pack.toml");
    std::fs::write(&file, "[pack]\nname = \"bad\"\n[[prompt]]\nid = \"a\"\nkind = \"technical\"\n").unwrap();
    let ran = mynah.run(&["prompts", "check", file.to_str().unwrap()]);
    assert_eq!(ran.code, 2);
    assert!(ran.out.contains("bad pack.toml:3"), "{}", ran.out);
}

#[test]
fn models_are_listed_and_a_file_that_is_none_is_refused() {
    let mynah = Mynah::new();
    assert!(mynah.done(&["models", "list"]).contains("small-q5_1"));
    let file = mynah.folder().join("ggml-small-q5_1.bin");
    std::fs::write(&file, "<html>not found</html>").unwrap();
    assert!(mynah.refused(3, &["models", "add", file.to_str().unwrap()]).contains("ggml-small-q5_1.bin"));
    assert!(mynah.refused(2, &["--model", "smal-q5_1", "score", "x.wav", "--lang", "en"]).contains("small-q5_1"));
}

#[test]
fn what_is_due_next_is_said_with_its_reason() {
    let mynah = Mynah::new();
    let due = &mynah.json(&["due", "--json"])[0];
    assert!(due["why"].as_str().is_some_and(|why| !why.is_empty()));
    assert!(mynah.done(&["due", "--why"]).lines().count() == 2);
}

#[test]
fn an_interview_date_spreads_what_is_left_over_the_days() {
    let mynah = Mynah::new();
    assert_eq!(mynah.run(&["config", "interview-date", "2001-01-01"]).code, 2);
    assert_eq!(mynah.run(&["config", "interview-date", "soon"]).code, 2);
    let ran = mynah.run(&["config", "interview-date", "2099-01-01"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let due = mynah.run(&["due", "--why"]);
    assert_eq!(due.code, 0, "{}", due.err);
    assert!(due.err.contains("days left: 1 introduction, 1 story, 1 technical question"), "{}", due.err);
}
