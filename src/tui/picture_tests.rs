//! The screen of a rehearsal as it is seen: every state, in both languages, at three sizes, without colour.

use ratatui::Terminal;
use ratatui::backend::TestBackend;

use super::*;
use crate::domain::{Dbfs, Language, Seconds, Timing};
use crate::messages::Catalogue;
use crate::msg;

/// The screen as text, trailing blanks removed; a sign two columns wide leaves the next cell blank.
fn drawn(picture: &Picture, (width, height): (u16, u16)) -> String {
    let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
    terminal.draw(|frame| draw(frame, picture)).unwrap();
    let buffer = terminal.backend().buffer().clone();
    let is_covered = |x: u16, y: u16| x > 0 && buffer[(x - 1, y)].symbol().width() == 2;
    let row = |y: u16| (0..width).filter(|&x| !is_covered(x, y)).map(|x| buffer[(x, y)].symbol()).collect::<String>().trim_end().to_owned();
    (0..height).map(row).collect::<Vec<_>>().join("\n")
}

const SMALL: (u16, u16) = (40, 12);
const USUAL: (u16, u16) = (80, 24);
const LARGE: (u16, u16) = (120, 40);

/// The question has been asked.
fn asking(language: Language) -> Picture {
    let say = |message| Catalogue::new(language).say(&message);
    let (heading, question) = match language {
        Language::En => (
            "Ownership · English · target 2:00, limit 3:00 · amazon.ownership.1",
            "Tell me about a time you fixed something that was not yours to fix.",
        ),
        Language::Ko => {
            ("Ownership · 한국어 · 목표 2:00, 제한 3:00 · amazon.ownership.1", "맡은 일이 아니었는데도 책임지고 해결한 경험을 말씀해 주세요.")
        }
    };
    Picture {
        heading: heading.to_owned(),
        why: say(msg!("schedule-new")),
        question: question.to_owned(),
        state: say(msg!("practice-asking")),
        keys: vec![say(msg!("practice-keys-asking"))],
        ..Picture::default()
    }
}

/// The answer has lasted so long.
fn answering(language: Language, elapsed: f64) -> Picture {
    let say = |message| Catalogue::new(language).say(&message);
    let timing = Timing { target: Seconds(120.0), limit: Seconds(180.0) };
    let meter = Meter { elapsed: Seconds(elapsed), timing, rms: Dbfs(-24.0), peak: Dbfs(-9.0), clipped: 0, lost_frames: 0 };
    Picture {
        state: say(msg!("practice-cue")),
        running: Some(Running {
            meter,
            time: say(wording::time(&meter)),
            time_name: say(msg!("practice-bar-time")),
            level_name: say(msg!("practice-bar-level")),
            trouble: String::new(),
        }),
        keys: vec![say(msg!("practice-keys-answering")), say(msg!("practice-keys-answering-short"))],
        ..asking(language)
    }
}

/// Past the target, and too loud.
fn too_loud(language: Language) -> Picture {
    let say = |message| Catalogue::new(language).say(&message);
    let mut picture = answering(language, 127.0);
    let running = picture.running.as_mut().unwrap();
    running.meter.peak = Dbfs(0.0);
    running.trouble = say(msg!("practice-too-loud"));
    picture.notices.push(say(msg!("practice-clipped", count = 3)));
    picture
}

fn recognising(language: Language) -> Picture {
    let say = |message| Catalogue::new(language).say(&message);
    Picture {
        state: say(msg!("practice-recognising", percent = 40)),
        keys: vec![say(msg!("practice-keys-recognising")), say(msg!("practice-keys-recognising-short"))],
        ..asking(language)
    }
}

#[test]
fn a_question_is_asked() {
    insta::assert_snapshot!(drawn(&asking(Language::En), USUAL), @r"
    Ownership · English · target 2:00, limit 3:00 · amazon.ownership.1
    Not asked yet.

    Tell me about a time you fixed something that was not yours to fix.

    The question is being spoken …

















    Enter skip the voice · n notes · q leave
    ");
    insta::assert_snapshot!(drawn(&asking(Language::Ko), USUAL), @r"
    Ownership · 한국어 · 목표 2:00, 제한 3:00 · amazon.ownership.1
    아직 답해 본 적이 없는 질문입니다.

    맡은 일이 아니었는데도 책임지고 해결한 경험을 말씀해 주세요.

    질문을 읽고 있습니다 …

















    Enter 음성 건너뛰기 · n 노트 · q 끝내기
    ");
}

#[test]
fn an_answer_is_given_at_the_three_sizes_in_english() {
    let picture = answering(Language::En, 41.0);
    insta::assert_snapshot!(drawn(&picture, SMALL), @r"
    Ownership · English
    target 2:00, limit 3:00
    amazon.ownership.1
    Not asked yet.
    Tell me about a time you fixed something
    that was not yours to fix.
    ● Recording – speak now
    0:41 spoken · 1:19 left
    ███████████████████·······|·····  -24 dB


    Enter stop · r start over · q leave
    ");
    insta::assert_snapshot!(drawn(&picture, USUAL), @r"
    Ownership · English · target 2:00, limit 3:00 · amazon.ownership.1
    Not asked yet.

    Tell me about a time you fixed something that was not yours to fix.

    ● Recording – speak now

    ██████      ██  ██    ██                  ██          ██    ██████
    ██  ██  ██  ██  ██  ████                ████    ██  ████    ██  ██
    ██  ██      ██████    ██          ████    ██          ██    ██████
    ██  ██  ██      ██    ██                  ██    ██    ██        ██
    ██████          ██  ██████              ██████      ██████  ██████

    0:41 spoken · 1:19 left
    Time  ▄▄▄▄▄▄▄▄▄▄▄▄▄▄·························|····················
    Level ████████████████████████████████████··············|·········  -24 dB







    Enter or Space stop · r start over · q leave (what you said is kept)
    ");
    insta::assert_snapshot!(drawn(&picture, LARGE), @r"
    Ownership · English · target 2:00, limit 3:00 · amazon.ownership.1
    Not asked yet.

    Tell me about a time you fixed something that was not yours to fix.

    ● Recording – speak now

    ██████      ██  ██    ██                  ██          ██    ██████
    ██  ██  ██  ██  ██  ████                ████    ██  ████    ██  ██
    ██  ██      ██████    ██          ████    ██          ██    ██████
    ██  ██  ██      ██    ██                  ██    ██    ██        ██
    ██████          ██  ██████              ██████      ██████  ██████

    0:41 spoken · 1:19 left
    Time  ▄▄▄▄▄▄▄▄▄▄▄▄▄▄·························|····················
    Level ████████████████████████████████████··············|·········  -24 dB























    Enter or Space stop · r start over · q leave (what you said is kept)
    ");
}

#[test]
fn an_answer_is_given_at_the_three_sizes_in_korean() {
    let picture = answering(Language::Ko, 41.0);
    insta::assert_snapshot!(drawn(&picture, SMALL), @r"
    Ownership · 한국어
    목표 2:00, 제한 3:00
    amazon.ownership.1
    아직 답해 본 적이 없는 질문입니다.
    맡은 일이 아니었는데도 책임지고 해결한
    경험을 말씀해 주세요.
    ● 녹음 중 – 말씀하세요
    0:41 경과 · 1:19 남음
    ███████████████████·······|·····  -24 dB


    Enter 멈춤 · r 처음부터 · q 끝내기
    ");
    insta::assert_snapshot!(drawn(&picture, USUAL), @r"
    Ownership · 한국어 · 목표 2:00, 제한 3:00 · amazon.ownership.1
    아직 답해 본 적이 없는 질문입니다.

    맡은 일이 아니었는데도 책임지고 해결한 경험을 말씀해 주세요.

    ● 녹음 중 – 말씀하세요

    ██████      ██  ██    ██                  ██          ██    ██████
    ██  ██  ██  ██  ██  ████                ████    ██  ████    ██  ██
    ██  ██      ██████    ██          ████    ██          ██    ██████
    ██  ██  ██      ██    ██                  ██    ██    ██        ██
    ██████          ██  ██████              ██████      ██████  ██████

    0:41 경과 · 1:19 남음
    시간 ▄▄▄▄▄▄▄▄▄▄▄▄▄▄·························|····················
    소리 ████████████████████████████████████··············|·········  -24 dB







    Enter·Space 멈추기 · r 처음부터 다시 · q 끝내기 (말씀하신 내용은 남습니다)
    ");
    insta::assert_snapshot!(drawn(&picture, LARGE), @r"
    Ownership · 한국어 · 목표 2:00, 제한 3:00 · amazon.ownership.1
    아직 답해 본 적이 없는 질문입니다.

    맡은 일이 아니었는데도 책임지고 해결한 경험을 말씀해 주세요.

    ● 녹음 중 – 말씀하세요

    ██████      ██  ██    ██                  ██          ██    ██████
    ██  ██  ██  ██  ██  ████                ████    ██  ████    ██  ██
    ██  ██      ██████    ██          ████    ██          ██    ██████
    ██  ██  ██      ██    ██                  ██    ██    ██        ██
    ██████          ██  ██████              ██████      ██████  ██████

    0:41 경과 · 1:19 남음
    시간 ▄▄▄▄▄▄▄▄▄▄▄▄▄▄·························|····················
    소리 ████████████████████████████████████··············|·········  -24 dB























    Enter·Space 멈추기 · r 처음부터 다시 · q 끝내기 (말씀하신 내용은 남습니다)
    ");
}

#[test]
fn an_answer_that_is_too_long_and_too_loud_says_so() {
    insta::assert_snapshot!(drawn(&too_loud(Language::En), SMALL), @r"
    Ownership · English
    target 2:00, limit 3:00
    Tell me about a time you fixed something
    that was not yours to fix.
    ● Recording – speak now
    2:07 spoken · 0:07 past the target ·
    0:53 to the limit
    ██████████████········|  -24 dB TOO LOUD
    3 samples were too loud for the
    microphone. Move back a little or turn
    it down.
    Enter stop · r start over · q leave
    ");
    insta::assert_snapshot!(drawn(&too_loud(Language::Ko), USUAL), @r"
    Ownership · 한국어 · 목표 2:00, 제한 3:00 · amazon.ownership.1
    아직 답해 본 적이 없는 질문입니다.

    맡은 일이 아니었는데도 책임지고 해결한 경험을 말씀해 주세요.

    ● 녹음 중 – 말씀하세요

    ██████      ██████  ██████                ██████      ██████  ██████
        ██  ██  ██  ██      ██          ██    ██  ██  ██  ██  ██      ██
    ██████      ██  ██      ██        ██████  ██  ██      ██  ██      ██
    ██      ██  ██  ██      ██          ██    ██  ██  ██  ██  ██      ██
    ██████      ██████      ██                ██████      ██████      ██

    2:07 경과 · 목표보다 0:07 지남 · 제한까지 0:53
    시간 ▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄|▄▄▄·················
    소리 ███████████████████████████████████·······················|  -24 dB 너무 큼




    소리가 너무 커서 샘플 3개가 잘렸습니다. 마이크에서 조금 떨어지거나 입력 음량을
    줄여 주세요.

    Enter·Space 멈추기 · r 처음부터 다시 · q 끝내기 (말씀하신 내용은 남습니다)
    ");
}

#[test]
fn what_was_said_is_being_recognised() {
    insta::assert_snapshot!(drawn(&recognising(Language::En), SMALL), @r"
    Ownership · English
    target 2:00, limit 3:00
    amazon.ownership.1
    Not asked yet.

    Tell me about a time you fixed something
    that was not yours to fix.

    Recognising what you said: 40%


    q skip · Ctrl-C leave
    ");
    insta::assert_snapshot!(drawn(&recognising(Language::Ko), SMALL), @r"
    Ownership · 한국어
    목표 2:00, 제한 3:00
    amazon.ownership.1
    아직 답해 본 적이 없는 질문입니다.

    맡은 일이 아니었는데도 책임지고 해결한
    경험을 말씀해 주세요.

    말씀하신 내용을 받아쓰는 중입니다: 40%


    q 건너뛰기 · Ctrl-C 끝내기
    ");
}

#[test]
fn a_long_notice_is_wrapped() {
    let notices = vec!["마이크에서 아무 소리도 들어오지 않습니다. 음소거되어 있지 않은지 확인해 주세요.".to_owned(), "30 seconds left.".to_owned()];
    let shown = drawn(&Picture { notices, ..answering(Language::En, 41.0) }, (40, 14));
    assert!(shown.contains("\n주세요.\n") && shown.contains("30 seconds left."), "{shown}");
}

#[test]
fn no_syllable_of_a_long_question_is_lost_and_notes_stand_below_it() {
    let question = "고객을 위해 느린 서비스를 빠르게 개선하신 경험을 말씀해 주시겠어요?".to_owned();
    let notes = vec!["s3 느린 주문 화면".to_owned(), "S: 주문 화면이 뜨는 데 구 초가 걸렸습니다.".to_owned()];
    for width in 24..60 {
        let shown = drawn(&Picture { question: question.clone(), notes: notes.clone(), ..answering(Language::Ko, 41.0) }, (width, 24));
        let squeezed = |text: &str| text.split_whitespace().collect::<String>();
        let all = squeezed(&question) + &squeezed(&notes.join(" "));
        assert!(squeezed(&shown).contains(&all), "{width}\n{shown}");
    }
}

/// However little room there is: what goes on, how long it has taken, and how to stop it.
#[test]
fn however_small_the_terminal_is_nothing_breaks_and_the_time_stays() {
    for language in Language::ALL {
        for size in [(1, 1), (2, 3), (10, 5), (300, 2), (1, 60), (300, 100)] {
            drawn(&too_loud(language), size);
        }
        let picture = answering(language, 41.0);
        for size in [(40, 8), (60, 8), (80, 6), (200, 9), (80, 20)] {
            let shown = drawn(&picture, size);
            assert!(shown.contains("0:41") && shown.contains("dB") && shown.contains("Enter"), "{size:?}\n{shown}");
        }
    }
}
