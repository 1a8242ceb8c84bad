//! The store as a whole, on real files.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::{Command, Stdio};

use jiff::Timestamp;
use proptest::prelude::*;

use super::*;
use crate::domain::{
    Adherence, Attempt, AttemptId, AttemptState, Coverage, Dbfs, Filler, FillerTier, Fillers, Finding, Grade, Kind, LabelledSentence, Language,
    Measurements, Observation, Ownership, Pace, Part, Pause, PerMinute, PromptId, RecordingFacts, RemovedWord, Review, Scheme, Scorecard, Seconds,
    StoryPoint, StoryPointSaid, Transcript, Word,
};

fn home() -> (tempfile::TempDir, Home) {
    let folder = tempfile::tempdir().unwrap();
    let home = Home::at(folder.path().join("내 면접 answers"));
    (folder, home)
}

/// An attempt recorded `second` seconds into 2026.
fn attempt(id: &str, second: i64, state: AttemptState) -> Attempt {
    Attempt {
        state,
        prompt: Some(PromptId("amazon.ownership.1".to_owned())),
        ..Attempt::new(
            AttemptId(id.to_owned()),
            Timestamp::from_second(1_767_225_600 + second).unwrap(),
            PathBuf::from(format!("/audio/{id}.wav")),
            Language::Ko,
        )
    }
}

fn review() -> Review {
    Review {
        prompt: PromptId("amazon.ownership.1".to_owned()),
        language: Language::Ko,
        stability: 2.3065,
        difficulty: 2.118_104,
        reviewed_at: Timestamp::from_second(1_767_225_600).unwrap(),
        due_at: Timestamp::from_second(1_767_400_000).unwrap(),
        last_grade: Grade::Good,
        count: 3,
    }
}

fn ids(attempts: &[Attempt]) -> Vec<&str> {
    attempts.iter().map(|attempt| attempt.id.0.as_str()).collect()
}

#[test]
fn a_store_that_is_opened_again_has_everything() {
    let (_folder, home) = home();
    let mut kept = attempt("k3vp", 0, AttemptState::Recording);
    {
        let store = Store::open(&home).unwrap();
        store.insert(&kept).unwrap();
        kept.state = AttemptState::Complete;
        kept.duration_s = Some(Seconds(61.25));
        store.update(&kept).unwrap();
        store.save_review(&Review { count: 1, ..review() }).unwrap();
        store.save_review(&review()).unwrap();
    }
    let store = Store::open(&home).unwrap();
    assert_eq!(store.find("k3vp").unwrap(), kept);
    assert_eq!(store.reviews().unwrap(), [review()]);
}

#[test]
fn a_recording_in_the_data_folder_moves_with_it_and_a_file_elsewhere_stays() {
    let (folder, home) = home();
    let inside = Attempt { file: home.recordings().join("자기 소개 1.wav"), ..attempt("aaaa", 0, AttemptState::Complete) };
    let outside = Attempt { file: "/elsewhere/내 답변.wav".into(), ..attempt("bbbb", 1, AttemptState::Complete) };
    {
        let store = Store::open(&home).unwrap();
        store.insert(&inside).unwrap();
        store.insert(&outside).unwrap();
    }
    let moved = folder.path().join("moved");
    std::fs::rename(home.root(), &moved).unwrap();
    let store = Store::open(&Home::at(moved.clone())).unwrap();
    assert_eq!(store.find("aaaa").unwrap().file, moved.join("recordings/자기 소개 1.wav"));
    assert_eq!(store.find("bbbb").unwrap().file, outside.file);
}

#[cfg(unix)]
#[test]
fn a_file_name_that_is_no_utf_8_is_kept() {
    use std::os::unix::ffi::OsStrExt;
    let (_folder, home) = home();
    let name = std::ffi::OsStr::from_bytes(b"\xB4\xE4\xBA\xAF.wav"); // "답변" in CP949
    let store = Store::open(&home).unwrap();
    for (id, file) in [("aaaa", home.recordings().join(name)), ("bbbb", PathBuf::from("/elsewhere").join(name))] {
        let kept = Attempt { file, ..attempt(id, 0, AttemptState::Complete) };
        store.insert(&kept).unwrap();
        assert_eq!(store.find(id).unwrap(), kept);
    }
}

#[test]
fn an_id_that_is_taken_is_refused_and_the_first_stays() {
    let store = Store::in_memory().unwrap();
    store.insert(&attempt("aaaa", 0, AttemptState::Complete)).unwrap();
    assert_eq!(store.insert(&attempt("aaaa", 5, AttemptState::Recording)).unwrap_err().kind, Kind::Storage);
    assert_eq!(store.find("aaaa").unwrap(), attempt("aaaa", 0, AttemptState::Complete));
}

#[test]
fn a_figure_that_is_not_a_number_is_refused_and_the_stored_attempt_stays_readable() {
    let store = Store::in_memory().unwrap();
    let begun = attempt("aaaa", 0, AttemptState::Recording);
    store.insert(&begun).unwrap();
    let scorecard = Scorecard { rubric: "1".to_owned(), findings: Vec::new(), points: f64::NAN };
    assert_eq!(store.update(&Attempt { scorecard: Some(scorecard), ..begun.clone() }).unwrap_err().kind, Kind::Broken);
    assert_eq!(store.find("aaaa").unwrap(), begun);
}

fn store_of(attempts: &[Attempt]) -> Store {
    let store = Store::in_memory().unwrap();
    for attempt in attempts {
        store.insert(attempt).unwrap();
    }
    store
}

fn some_attempts() -> Store {
    store_of(&[
        attempt("abcd", 1, AttemptState::Complete),
        attempt("abxy", 2, AttemptState::Complete),
        attempt("kmnp", 4, AttemptState::Unfinished),
        attempt("qrst", 3, AttemptState::Complete),
        attempt("zzzz", 9, AttemptState::Deleted),
    ])
}

#[track_caller]
fn check_found(name: &str, id: &str) {
    assert_eq!(some_attempts().find(name).unwrap().id.0, id);
}

#[test]
fn an_attempt_is_found_by_id_by_beginning_and_as_the_last() {
    check_found("abcd", "abcd");
    check_found(" ABCD ", "abcd");
    check_found("k", "kmnp");
    check_found("abx", "abxy");
    check_found("last", "qrst"); // the newest complete one: kmnp is unfinished, zzzz deleted
    check_found("zzzz", "zzzz");
}

#[test]
fn a_whole_id_wins_over_the_beginning_of_a_longer_one() {
    let store = store_of(&[attempt("abcd", 1, AttemptState::Complete), attempt("abcde", 2, AttemptState::Complete)]);
    assert_eq!(store.find("abcd").unwrap().id.0, "abcd");
}

#[track_caller]
fn check_unknown(store: &Store, name: &str, key: &str, hint: &[(&str, &str)]) {
    let failure = store.find(name).unwrap_err();
    assert_eq!((failure.kind, failure.what.key), (Kind::Unknown, key), "{failure}");
    let arguments = failure.hint.unwrap().arguments;
    assert_eq!(arguments, hint.iter().map(|&(name, text)| (name, text.into())).collect::<Vec<_>>());
}

#[test]
fn an_unknown_attempt_is_told_what_exists_and_is_close() {
    let store = some_attempts();
    let newest = "kmnp, qrst, abxy, abcd";
    check_unknown(&store, "qrts", "store-attempt-unknown", &[("near", "qrst"), ("newest", newest)]);
    check_unknown(&store, "abcx", "store-attempt-unknown", &[("near", "abcd, abxy"), ("newest", newest)]);
    check_unknown(&store, "7777", "store-attempt-unknown", &[("newest", newest)]);
    check_unknown(&store, "", "store-attempt-unknown", &[("newest", newest)]);
    check_unknown(&store, "a%", "store-attempt-unknown", &[("newest", newest)]);
    check_unknown(&store, "zz", "store-attempt-unknown", &[("newest", newest)]);
    check_unknown(&store, "ab", "store-attempt-ambiguous", &[("ids", "abxy, abcd")]);
    for name in ["last", "abcd"] {
        check_unknown(&Store::in_memory().unwrap(), name, "store-no-attempts", &[]);
    }
}

#[test]
fn the_history_is_newest_first_and_filtered() {
    let store = some_attempts();
    assert_eq!(ids(&store.history(&Filter::default()).unwrap()), ["kmnp", "qrst", "abxy", "abcd"]);
    assert_eq!(ids(&store.history(&Filter { limit: Some(2), ..Filter::default() }).unwrap()), ["kmnp", "qrst"]);
    assert_eq!(ids(&store.history(&Filter { states: vec![AttemptState::Deleted], ..Filter::default() }).unwrap()), ["zzzz"]);
    assert!(store.history(&Filter { states: Vec::new(), ..Filter::default() }).unwrap().is_empty());
    let other = Filter { prompt: Some(PromptId("intro.60".to_owned())), ..Filter::default() };
    assert!(store.history(&other).unwrap().is_empty());
}

#[test]
fn attempts_of_one_moment_are_listed_last_added_first() {
    let store = store_of(&["bbbb", "aaaa", "cccc"].map(|id| attempt(id, 0, AttemptState::Complete)));
    store.update(&attempt("bbbb", 0, AttemptState::Complete)).unwrap();
    assert_eq!(ids(&store.history(&Filter::default()).unwrap()), ["cccc", "aaaa", "bbbb"]);
}

#[test]
fn a_state_is_set_and_an_unknown_attempt_is_not() {
    let store = some_attempts();
    store.set_state(&AttemptId("abcd".to_owned()), AttemptState::Deleted).unwrap();
    assert_eq!(store.find("abcd").unwrap().state, AttemptState::Deleted);
    assert_eq!(store.set_state(&AttemptId("abce".to_owned()), AttemptState::Deleted).unwrap_err().kind, Kind::Unknown);
}

#[test]
fn a_new_id_is_short_free_and_grows_when_it_is_taken() {
    let store = Store::in_memory().unwrap();
    let mut lengths = Vec::new();
    let mut previous = String::new();
    for _ in 0..11 {
        let id = store.new_id(7).unwrap();
        lengths.push(id.0.len());
        assert!(id.0.bytes().all(|letter| letter.is_ascii_alphanumeric() && !b"il1o0".contains(&letter)), "{id}");
        store.insert(&attempt(&id.0, 0, AttemptState::Discarded)).unwrap();
        previous = id.0;
    }
    assert_eq!(lengths, [4, 5, 6, 7, 8, 9, 10, 11, 12, 4, 5]);
    assert_eq!(store.new_id(9).unwrap(), store.new_id(9).unwrap());
    assert_ne!(store.new_id(9).unwrap().0, previous);
}

#[test]
fn a_database_of_a_newer_program_is_refused_and_left_alone() {
    let (_folder, home) = home();
    drop(Store::open(&home).unwrap());
    rusqlite::Connection::open(home.db()).unwrap().pragma_update(None, "user_version", 99).unwrap();
    check_refused_untouched(&home, "store-newer");
}

#[test]
fn a_damaged_database_is_refused_by_name_and_left_alone() {
    let (_folder, home) = home();
    home.prepare().unwrap();
    std::fs::write(home.db(), "this is my shopping list, it is no database ".repeat(100)).unwrap();
    check_refused_untouched(&home, "store-damaged");
}

#[track_caller]
fn check_refused_untouched(home: &Home, key: &str) {
    let before = std::fs::read(home.db()).unwrap();
    let failure = Store::open(home).err().unwrap();
    assert_eq!((failure.kind, failure.what.key), (Kind::Storage, key), "{failure}");
    assert!(failure.to_string().contains("mynah.db") && failure.hint.is_some(), "{failure}");
    assert_eq!(std::fs::read(home.db()).unwrap(), before);
}

#[test]
fn a_database_cut_short_is_refused_by_name_when_it_is_read() {
    let (_folder, home) = home();
    {
        let store = Store::open(&home).unwrap();
        for number in 0..300 {
            store.insert(&attempt(&format!("a{number}"), number, AttemptState::Complete)).unwrap();
        }
    }
    let file = std::fs::OpenOptions::new().write(true).open(home.db()).unwrap();
    file.set_len(file.metadata().unwrap().len() / 2 / 4096 * 4096).unwrap();
    let read = Store::open(&home).and_then(|store| store.history(&Filter::default()));
    assert_eq!(read.unwrap_err().what.key, "store-damaged");
}

#[test]
fn many_processes_may_open_and_write_one_database() {
    let (_folder, home) = home();
    std::thread::scope(|scope| {
        for writer in 0..6 {
            let home = &home;
            scope.spawn(move || {
                let store = Store::open(home).unwrap();
                for number in 0..20 {
                    store.insert(&attempt(&format!("w{writer}n{number}"), number, AttemptState::Complete)).unwrap();
                    store.history(&Filter { limit: Some(3), ..Filter::default() }).unwrap();
                }
            });
        }
    });
    assert_eq!(Store::open(&home).unwrap().history(&Filter::default()).unwrap().len(), 120);
}

/// The first opening changes the file's journal mode, which SQLite does not wait for: without a retry one round in a few fails.
#[test]
fn many_may_open_a_new_database_at_the_same_moment() {
    for _ in 0..25 {
        let (_folder, home) = home();
        let start = std::sync::Barrier::new(8);
        std::thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| {
                    start.wait();
                    Store::open(&home).unwrap();
                });
            }
        });
    }
}

/// Runs this very test again as a process of its own, which kills itself in the middle of a write.
#[test]
fn a_process_killed_in_the_middle_of_a_write_loses_nothing_it_committed() {
    const CHILD: &str = "MYNAH_TEST_STORE_CHILD";
    if let Some(root) = std::env::var_os(CHILD) {
        write_until_killed(&Home::at(root.into()));
    }
    let (_folder, home) = home();
    let name = "store::tests::a_process_killed_in_the_middle_of_a_write_loses_nothing_it_committed";
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", name, "--nocapture"])
        .env(CHILD, home.root())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let committed: Vec<_> = lines.map_while(Result::ok).filter_map(|line| line.split_once("committed ").map(|(_, id)| id.to_owned())).collect();
    assert!(!child.wait().unwrap().success());
    assert_eq!(committed.len(), 20);
    let store = Store::open(&home).unwrap();
    for id in &committed {
        assert!(store.find(id).is_ok(), "{id}");
    }
    assert_eq!(store.find("half").unwrap_err().kind, Kind::Unknown);
}

fn write_until_killed(home: &Home) -> ! {
    let store = Store::open(home).unwrap();
    for number in 0..20 {
        store.insert(&attempt(&format!("c{number}"), number, AttemptState::Complete)).unwrap();
        println!("committed c{number}");
    }
    store.connection.execute_batch("BEGIN IMMEDIATE").unwrap();
    store.insert(&attempt("half", 0, AttemptState::Complete)).unwrap();
    std::io::stdout().flush().unwrap();
    std::process::abort();
}

#[test]
fn a_transaction_that_is_dropped_leaves_no_trace() {
    let (_folder, home) = home();
    let mut store = Store::open(&home).unwrap();
    store.insert(&attempt("kept", 0, AttemptState::Complete)).unwrap();
    let transaction = store.connection.transaction().unwrap();
    transaction.execute("DELETE FROM attempts", []).unwrap();
    drop(transaction);
    drop(store);
    assert_eq!(ids(&Store::open(&home).unwrap().history(&Filter::default()).unwrap()), ["kept"]);
}

mod recovery {
    use super::*;

    const RECORDING: RecordingFacts = RecordingFacts { rate_hz: 48_000, lost_frames: 0, clipped: 0, snr_db: None };

    fn repaired(path: PathBuf, seconds: f64) -> RecoveredFile {
        let recorded_at = Timestamp::from_second(1_767_225_000).unwrap();
        RecoveredFile { path, duration: Seconds(seconds), recording: RECORDING, recorded_at }
    }

    fn begun(home: &Home, id: &str) -> Attempt {
        Attempt { file: home.recordings().join(format!("{id}.wav")), ..attempt(id, 0, AttemptState::Recording) }
    }

    fn run(store: &Store, home: &Home, repaired: &[RecoveredFile]) -> Vec<Attempt> {
        recover(store, home, repaired, Language::En, 1).unwrap()
    }

    #[test]
    fn an_attempt_whose_audio_was_repaired_becomes_unfinished_and_keeps_its_prompt() {
        let (_folder, home) = home();
        let store = Store::open(&home).unwrap();
        store.insert(&begun(&home, "aaaa")).unwrap();
        store.insert(&attempt("zzzz", 5, AttemptState::Complete)).unwrap();
        let expected =
            Attempt { state: AttemptState::Unfinished, duration_s: Some(Seconds(12.5)), recording: Some(RECORDING), ..begun(&home, "aaaa") };
        assert_eq!(run(&store, &home, &[repaired(home.recordings().join("aaaa.wav"), 12.5)]), std::slice::from_ref(&expected));
        assert_eq!(store.find("aaaa").unwrap(), expected);
        assert!(run(&store, &home, &[]).is_empty(), "found once, not again");
    }

    #[test]
    fn a_take_is_known_under_its_temporary_name() {
        for temporary in ["aaaa.wav.part", "aaaa.part.wav", ".aaaa.wav"] {
            let (_folder, home) = home();
            let store = Store::open(&home).unwrap();
            store.insert(&Attempt { file: home.recordings().join(temporary), ..begun(&home, "aaaa") }).unwrap();
            let found = run(&store, &home, &[repaired(home.recordings().join("aaaa.wav"), 1.0)]);
            assert_eq!(ids(&found), ["aaaa"]);
            assert_eq!(found[0].file, home.recordings().join("aaaa.wav"));
        }
    }

    #[test]
    fn audio_without_an_attempt_gets_one() {
        let (_folder, home) = home();
        let store = Store::open(&home).unwrap();
        let file = repaired(home.recordings().join("lost.wav"), 3.0);
        let found = run(&store, &home, &[file.clone(), repaired(home.recordings().join("empty.wav"), 0.0)]);
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].state, found[0].language, &found[0].prompt), (AttemptState::Unfinished, Language::En, &None));
        assert_eq!((&found[0].file, found[0].duration_s), (&file.path, Some(Seconds(3.0))));
        assert!(run(&store, &home, &[file]).is_empty(), "adopted once, not again");
    }

    #[test]
    fn an_attempt_without_audio_goes() {
        let (_folder, home) = home();
        let store = Store::open(&home).unwrap();
        store.insert(&begun(&home, "aaaa")).unwrap();
        store.insert(&begun(&home, "bbbb")).unwrap();
        assert!(run(&store, &home, &[repaired(home.recordings().join("bbbb.wav"), 0.0)]).is_empty());
        assert_eq!(store.find("aaaa").unwrap_err().kind, Kind::Unknown);
        assert_eq!(store.find("bbbb").unwrap_err().kind, Kind::Unknown);
    }

    #[test]
    fn an_attempt_whose_finished_file_is_there_is_kept() {
        let (_folder, home) = home();
        let store = Store::open(&home).unwrap();
        store.insert(&begun(&home, "aaaa")).unwrap();
        std::fs::write(home.recordings().join("aaaa.wav"), "sound").unwrap();
        assert_eq!(ids(&run(&store, &home, &[])), ["aaaa"]);
        assert_eq!(store.find("aaaa").unwrap().state, AttemptState::Unfinished);
    }

    #[test]
    fn an_attempt_waits_while_its_audio_is_not_repaired_or_anyone_records() {
        let (_folder, home) = home();
        let store = Store::open(&home).unwrap();
        store.insert(&begun(&home, "aaaa")).unwrap();
        std::fs::write(home.recordings().join("aaaa.wav.part"), "sound").unwrap();
        store.insert(&begun(&home, "bbbb")).unwrap();
        let recording = home.lock_for_recording().unwrap();
        assert!(run(&store, &home, &[]).is_empty());
        assert_eq!(store.find("bbbb").unwrap().state, AttemptState::Recording);
        drop(recording);
        assert!(run(&store, &home, &[]).is_empty());
        assert_eq!(store.find("aaaa").unwrap().state, AttemptState::Recording);
        assert!(store.find("bbbb").is_err());
    }
}

fn finite() -> impl Strategy<Value = f64> {
    prop_oneof![(-1e6..1e6), Just(0.0), Just(0.1 + 0.2), Just(f64::MIN_POSITIVE), Just(1e300)]
}

fn seconds() -> impl Strategy<Value = Seconds> {
    finite().prop_map(Seconds)
}

fn label() -> impl Strategy<Value = Part> {
    prop_oneof![Just(Part::Situation), Just(Part::Result), Just(Part::TradeOff), Just(Part::Other)]
}

fn transcripts() -> impl Strategy<Value = Transcript> {
    let word = ("\\PC{0,8}", seconds(), seconds(), 0.0..=1.0).prop_map(|(text, start, end, p)| Word { text, start, end, p });
    let removed = ("\\PC{0,8}", seconds(), seconds(), "[a-z]{1,8}").prop_map(|(text, start, end, why)| RemovedWord { text, start, end, why });
    (".{0,12}", prop::collection::vec(word, 0..5), prop::collection::vec(removed, 0..3), 0..9_usize)
        .prop_map(|(model, words, removed, disturbed)| Transcript { model, words, removed, disturbed })
}

fn measurements() -> impl Strategy<Value = Measurements> {
    let pause = (seconds(), seconds(), any::<Option<bool>>()).prop_map(|(start, end, inside_sentence)| Pause { start, end, inside_sentence });
    let filler = ("\\PC{0,4}", seconds(), prop_oneof![Just(FillerTier::Counted), Just(FillerTier::Untranscribed)])
        .prop_map(|(text, start, tier)| Filler { text, start, end: start, tier });
    let adherence = prop_oneof![
        Just(None),
        Just(Some(Adherence::Within)),
        seconds().prop_map(|by_s| Some(Adherence::Under { by_s })),
        seconds().prop_map(|by_s| Some(Adherence::Over { by_s })),
    ];
    let lists = (prop::collection::vec(pause, 0..4), prop::collection::vec(filler, 0..4));
    let unknown = (prop::option::of(seconds()), prop::option::of(finite()), prop::option::of(0_usize..99));
    (seconds(), unknown, adherence, lists).prop_map(|(time, (latency_s, level, count), adherence, (pauses, items))| Measurements {
        cue_s: time,
        latency_s,
        answer_s: time,
        speaking_s: time,
        target_s: latency_s,
        adherence,
        pauses,
        pace: Pace { words_per_min: level.map(PerMinute), syllables_per_min: None, articulation_per_min: level.map(PerMinute) },
        fillers: Fillers { counted: count, possible: count, untranscribed: None, items },
        level_dbfs: level.map(Dbfs),
        noise_dbfs: None,
        snr_db: level,
        ..Measurements::default()
    })
}

fn coverages() -> impl Strategy<Value = Coverage> {
    let sentence = (".{0,20}", prop::option::of(seconds()), label(), 0.0..=1.0).prop_map(|(text, start, label, p)| LabelledSentence {
        text,
        start,
        end: start,
        label,
        p,
        probabilities: BTreeMap::from([(label, p)]),
        corrected: p > 0.5,
        noted: BTreeMap::from([(label, -p)]),
    });
    let point = (".{0,20}", label()).prop_map(|(point, part)| StoryPoint { part, point, said: StoryPointSaid::CannotTell, sentence: None });
    let lists = (prop::collection::vec(sentence, 0..4), prop::collection::vec(point, 0..3), prop::collection::vec(label(), 0..3));
    (lists, prop::collection::btree_map(label(), 0.0..=1.0, 0..4), (0_usize..50, 0_usize..50), any::<Option<bool>>()).prop_map(
        |((sentences, story, missing), shares, (i, we), result_has_number)| {
            let shares: BTreeMap<Part, f64> = shares;
            Coverage {
                scheme: Scheme::Star,
                sentences,
                shares,
                missing,
                story,
                ownership: Ownership { i, we },
                result_has_number,
                ..Coverage::default()
            }
        },
    )
}

fn scorecards() -> impl Strategy<Value = Scorecard> {
    let observation = prop_oneof![
        Just(Observation::NoSpeech),
        (seconds(), any::<bool>()).prop_map(|(pause_s, inside)| Observation::LongPause { pause_s, inside }),
        label().prop_map(|part| Observation::MissingPart { part }),
        (finite(), 0_usize..9).prop_map(|(per_min, count)| Observation::ManyFillers { per_min, count }),
    ];
    let finding = (prop::option::of(seconds()), observation).prop_map(|(at_s, observation)| Finding { at_s, observation });
    (".{0,8}", prop::collection::vec(finding, 0..4), 0.0..=1.0).prop_map(|(rubric, findings, points)| Scorecard { rubric, findings, points })
}

prop_compose! {
    fn attempts()(
        nanosecond in -62_000_000_000_000_000_000_i128..200_000_000_000_000_000_000,
        (file, file_sha256, prompt) in ("[가-힣a z./]{1,20}", prop::option::of("[0-9a-f]{64}"), prop::option::of(".{1,20}")),
        state in prop_oneof![Just(AttemptState::Complete), Just(AttemptState::Recording), Just(AttemptState::Discarded)],
        korean in any::<bool>(),
        (duration_s, snr_db) in (prop::option::of(seconds()), prop::option::of(finite())),
        (transcript, measurements) in (prop::option::of(transcripts()), prop::option::of(measurements())),
        (coverage, scorecard) in (prop::option::of(coverages()), prop::option::of(scorecards())),
    ) -> Attempt {
        Attempt {
            schema: Attempt::SCHEMA,
            id: AttemptId("aaaa".to_owned()),
            recorded_at: Timestamp::from_nanosecond(nanosecond).unwrap(),
            file: std::path::absolute(PathBuf::from(format!("/{file}"))).unwrap(),
            question: file_sha256.clone(),
            session: file_sha256.clone().map(crate::domain::SessionId),
            file_sha256,
            labels: crate::domain::Labels::default(),
            state,
            follows: prompt.clone().map(AttemptId),
            prompt: prompt.map(PromptId),
            language: if korean { Language::Ko } else { Language::En },
            duration_s,
            recording: snr_db.map(|snr| RecordingFacts { rate_hz: 16_000, lost_frames: u64::MAX, clipped: 3, snr_db: Some(snr) }),
            transcript,
            measurements,
            coverage,
            scorecard,
        }
    }
}

proptest! {
    #[test]
    fn an_attempt_comes_back_exactly_as_it_was_stored(attempt in attempts()) {
        let store = Store::in_memory().unwrap();
        store.insert(&attempt).unwrap();
        prop_assert_eq!(store.find("aaaa").unwrap(), attempt);
    }

    #[test]
    fn any_name_is_found_or_refused(name in ".{0,12}") {
        let store = some_attempts();
        if let Err(failure) = store.find(&name) {
            prop_assert_eq!(failure.kind, Kind::Unknown);
        }
    }
}
