//! `mynah star`: text in, labels out.

use std::io::Write;
use std::process::Stdio;

use serde_json::{Value, json};

use crate::support::{Mynah, Ran};

fn star(arguments: &[&str], input: &str) -> Ran {
    let mynah = Mynah::new();
    let mut command = mynah.command(&[&["star"], arguments].concat());
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes()); // a program that refuses closes the pipe early
    Ran::of(child.wait_with_output().unwrap())
}

#[test]
fn each_line_gets_one_line_with_a_label_and_a_probability_for_every_sentence() {
    let input = "\u{feff}{\"id\":\"a\",\"lang\":\"en\",\"sentences\":[\"We had six weeks to move four hundred stores.\",\"I wrote a script that moved each store at night.\"]}\r\n\n{\"id\":7,\"lang\":\"ko\",\"sentences\":[],\"more\":1}\n";
    let ran = star(&["--jsonl"], input);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let lines: Vec<Value> = ran.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.len(), 2);
    assert_eq!((&lines[0]["id"], &lines[0]["lang"], &lines[1]["id"]), (&json!("a"), &json!("en"), &json!(7)));
    for name in ["labels", "p"] {
        assert_eq!(lines[0][name].as_array().map(Vec::len), Some(2), "{name}");
    }
    let shares: f64 = lines[0]["coverage"]["shares"].as_object().unwrap().values().map(|share| share.as_f64().unwrap()).sum();
    assert!((shares - 1.0).abs() < 1e-3);
    assert_eq!((&lines[1]["labels"], &lines[1]["coverage"]["missing"]), (&json!([]), &json!(["S", "T", "A", "R"])));
}

#[test]
fn a_line_that_is_no_answer_is_named_and_the_lines_before_it_are_answered() {
    let check = |arguments: &[&str], line: &str, words: &str| {
        let ran = star(arguments, &format!("{{\"lang\":\"en\",\"sentences\":[]}}\n{line}\n"));
        assert_eq!((ran.code, ran.out.lines().count()), (2, 1), "{line}");
        assert!(ran.err.contains("ine 2") && ran.err.contains(words), "{}", ran.err);
    };
    check(&["--jsonl"], "{\"sentences\":", "not an answer");
    check(&["--jsonl"], "[1]", "not an answer");
    check(&["--jsonl"], "{\"lang\":\"fr\",\"sentences\":[]}", "Korean or English");
    check(&["--jsonl"], "{\"sentences\":[]}", "Korean or English");
}

#[test]
fn points_of_a_story_are_looked_for_in_the_answer() {
    let input = json!({"id": 1, "lang": "ko", "sentences": ["그래서 클라우드프론트를 붙였습니다.", "응답 시간이 삼십 퍼센트 줄었습니다."],
        "points": [{"part": "A", "point": "CloudFront 적용"}, {"part": "R", "point": "장애 0건"}]});
    let ran = star(&["--jsonl"], &format!("{input}\n"));
    let line: Value = serde_json::from_str(&ran.out).unwrap();
    let story = &line["coverage"]["story"];
    assert_eq!((&story[0]["said"], &story[0]["sentence"]), (&json!("said"), &json!(0)));
    assert_eq!((&story[1]["said"], &story[1]["sentence"]), (&json!("not_said"), &Value::Null));
}

#[test]
fn plain_text_is_cut_into_sentences_and_shown_with_its_parts() {
    let ran = star(&["--lang", "ko", "--ui", "ko"], "세 달 안에 서버를 모두 옮겨야 했습니다. 먼저 목록을 만들고 하나씩 옮겼습니다.");
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.out.contains("세 달 안에 서버를 모두 옮겨야 했습니다.\n") && ran.out.contains("비중"), "{}", ran.out);
    assert_eq!(star(&["--lang", "en"], "").out.trim(), "");
    assert_eq!(star(&[], "Hello.").code, 2);
}
