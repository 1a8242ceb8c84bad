use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;

use super::*;
use crate::domain::{Clip, Language, Span, Word};
use crate::replay::{Command, PartSpan, Remark, Timeline, Way};

fn drawn_buffer(view: &View<'_>, width: u16, height: u16) -> Buffer {
    let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
    terminal.draw(|frame| draw(frame, view)).unwrap();
    terminal.backend().buffer().clone()
}

/// The screen as text, trailing blanks removed; a sign two columns wide leaves the next cell blank.
fn text(buffer: &Buffer) -> String {
    let area = buffer.area;
    let is_covered = |x: u16, y: u16| x > 0 && buffer[(x - 1, y)].symbol().width() == 2;
    let row = |y: u16| (0..area.width).filter(|&x| !is_covered(x, y)).map(|x| buffer[(x, y)].symbol()).collect::<String>().trim_end().to_owned();
    (0..area.height).map(row).collect::<Vec<_>>().join("\n")
}

/// The text of the cells that `is_meant` picks.
fn cells(buffer: &Buffer, is_meant: impl Fn(&ratatui::buffer::Cell) -> bool) -> String {
    let meant = buffer.content().iter().filter(|cell| is_meant(cell));
    meant.map(|cell| cell.symbol()).collect()
}

/// Words at an even pace over `span`.
fn words(text: &str, span: Span) -> Vec<Word> {
    let texts: Vec<&str> = text.split(' ').collect();
    let step = span.length().0 / texts.len() as f64;
    let start = |index: usize| Seconds(span.start.0 + step * index as f64);
    let word = |(index, text): (usize, &&str)| Word { text: (*text).to_owned(), start: start(index), end: start(index + 1), p: 1.0 };
    texts.iter().enumerate().map(word).collect()
}

fn timeline(length: f64, sentences: &[(Part, f64, f64, &str)]) -> Timeline {
    let words = sentences.iter().flat_map(|&(_, start, end, text)| words(text, Span::new(start, end))).collect();
    let parts = sentences.iter().map(|&(part, start, end, _)| PartSpan { part, span: Span::new(start, end) }).collect();
    Timeline { length: Seconds(length), words, parts, ..Timeline::default() }
}

fn english() -> Timeline {
    Timeline {
        findings: vec![Remark { at: Seconds(12.0), text: "2.4 s of silence in the middle of a sentence".to_owned() }],
        pauses: vec![Span::new(12.0, 14.4)],
        fillers: vec![Span::new(14.5, 15.1)],
        ..timeline(
            40.0,
            &[
                (Part::Situation, 1.0, 8.0, "Our order page took nine seconds to load, and customers left."),
                (Part::Task, 8.0, 12.0, "I had to halve that before the sale."),
                (
                    Part::Action,
                    14.5,
                    30.0,
                    "um I measured every request, found the slowest query, added an index and put a cache in front of the pictures.",
                ),
                (Part::Result, 31.0, 38.0, "It loaded in two seconds and orders rose by eight percent."),
            ],
        )
    }
}

fn korean() -> Timeline {
    Timeline {
        findings: vec![Remark { at: Seconds(12.0), text: "문장 중간에 2.4초 동안 말이 끊겼습니다.".to_owned() }],
        pauses: vec![Span::new(12.0, 14.4)],
        fillers: vec![Span::new(14.5, 15.1)],
        ..timeline(
            40.0,
            &[
                (Part::Situation, 1.0, 8.0, "주문 화면이 뜨는 데 구 초가 걸려서 고객이 떠났습니다."),
                (Part::Task, 8.0, 12.0, "행사 전까지 절반으로 줄여야 했습니다."),
                (Part::Action, 14.5, 30.0, "음 저는 모든 요청을 측정해서 가장 느린 질의를 찾고 색인을 추가한 다음 사진 앞에 캐시를 두었습니다."),
                (Part::Result, 31.0, 38.0, "화면이 이 초 만에 떴고 주문이 팔 퍼센트 늘었습니다."),
            ],
        )
    }
}

/// Louder and quieter by turns, a second each.
fn envelope(seconds: usize) -> Envelope {
    let level = |second: usize| [0.1, 0.5, 0.9, 0.3][second % 4];
    Envelope::of(&Clip { rate_hz: 100, samples: (0..seconds * 100).map(|index| level(index / 100)).collect() })
}

fn exhibit(name: &str, question: &str) -> Exhibit {
    Exhibit { name: name.to_owned(), heading: format!("k3v{name} · demo.story"), question: question.to_owned(), envelope: envelope(40) }
}

const QUESTION_EN: &str = "Tell me about a time you made a slow service faster for a customer.";
const QUESTION_KO: &str = "고객을 위해 느린 서비스를 빠르게 개선하신 경험을 말씀해 주시겠어요?";

/// The screen of an answer that plays and has come to `at`.
fn shown(language: Language, at: f64, width: u16, height: u16) -> String {
    let (timeline, question) = if language == Language::Ko { (korean(), QUESTION_KO) } else { (english(), QUESTION_EN) };
    let mut transport = Transport::new(vec![timeline], 1.25);
    transport.press(Command::PlayOrPause);
    transport.heard(Seconds(at));
    let exhibits = [exhibit("p", question)];
    text(&drawn_buffer(
        &View { catalogue: &Catalogue::new(language), transport: &transport, exhibits: &exhibits, notice: None, colour: false },
        width,
        height,
    ))
}

#[test]
fn an_answer_in_english_at_the_three_sizes() {
    insta::assert_snapshot!(shown(Language::En, 16.5, 80, 24), @r#"
    k3vp · demo.story
    Tell me about a time you made a slow service faster for a customer.


        ██      ██      ██      ██      ██      ██      ██      ██      ██      ██
      ▆▆██    ▆▆██    ▆▆██    ▆▆██    ▆▆██    ▆▆██    ▆▆██    ▆▆██    ▆▆██    ▆▆██
    ▃▃██████▃▃██████▃▃██████▃▃██████▃▃██████▃▃██████▃▃██████▃▃██████▃▃██████▃▃██████
      SSSSSSSSSSSSSSTTTTTTTT     AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA  RRRRRRRRRRRRRR
                            nppppf   ▲

    ▶ 0:16 / 0:40 · 1.25x

    S Our order page took nine seconds to load, and customers left.
    T I had to halve that before the sale.
    A um I measured every request, found the slowest query, added an index and put a
      cache in front of the pictures.
    R It loaded in two seconds and orders rose by eight percent.





    n 0:12 2.4 s of silence in the middle of a sentence
    Space ▶ · ←→ 5s · n finding p pause f filler [] part · l loop · -+ · q
    "#);
    insta::assert_snapshot!(shown(Language::En, 16.5, 40, 12), @r#"
    k3vp · demo.story
    ▁▅█▃▁▅█▃▁▅█▃▁▅█▃▁▅█▃▁▅█▃▁▅█▃▁▅█▃▁▅█▃▁▅█▃
     SSSSSSSTTTT  AAAAAAAAAAAAAAAA RRRRRRR
                npf ▲
    ▶ 0:16 / 0:40 · 1.25x
    T I had to halve that before the sale.
    A um I measured every request, found the
      slowest query, added an index and put
      a cache in front of the pictures.
    n 0:12 2.4 s of silence in the middle of
    a sentence
    Space ▶ ←→ 5s npf[] jump l loop -+ q
    "#);
    insta::assert_snapshot!(shown(Language::En, 16.5, 120, 40), @r#"
    k3vp · demo.story
    Tell me about a time you made a slow service faster for a customer.


          ███         ███         ███         ███         ███         ███         ███         ███         ███         ███
       ▆▆▆███      ▆▆▆███      ▆▆▆███      ▆▆▆███      ▆▆▆███      ▆▆▆███      ▆▆▆███      ▆▆▆███      ▆▆▆███      ▆▆▆███
    ▃▃▃█████████▃▃▃█████████▃▃▃█████████▃▃▃█████████▃▃▃█████████▃▃▃█████████▃▃▃█████████▃▃▃█████████▃▃▃█████████▃▃▃█████████
       SSSSSSSSSSSSSSSSSSSSSTTTTTTTTTTTT       AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA   RRRRRRRRRRRRRRRRRRRRR
                                        nppppppf     ▲

    ▶ 0:16 / 0:40 · 1.25x

    S Our order page took nine seconds to load, and customers left.
    T I had to halve that before the sale.
    A um I measured every request, found the slowest query, added an index and put a cache in front of the pictures.
    R It loaded in two seconds and orders rose by eight percent.






















    n 0:12 2.4 s of silence in the middle of a sentence
    Space play · ←→ 5 s · n finding, p pause, f filler, [] part (Shift or ↑: back) · l loop · - + speed · q leave
    "#);
}

#[test]
fn an_answer_in_korean_at_the_three_sizes() {
    insta::assert_snapshot!(shown(Language::Ko, 16.5, 80, 24), @r#"
    k3vp · demo.story
    고객을 위해 느린 서비스를 빠르게 개선하신 경험을 말씀해 주시겠어요?


        ██      ██      ██      ██      ██      ██      ██      ██      ██      ██
      ▆▆██    ▆▆██    ▆▆██    ▆▆██    ▆▆██    ▆▆██    ▆▆██    ▆▆██    ▆▆██    ▆▆██
    ▃▃██████▃▃██████▃▃██████▃▃██████▃▃██████▃▃██████▃▃██████▃▃██████▃▃██████▃▃██████
      SSSSSSSSSSSSSSTTTTTTTT     AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA  RRRRRRRRRRRRRR
                            nppppf   ▲

    ▶ 0:16 / 0:40 · 1.25x

    S 주문 화면이 뜨는 데 구 초가 걸려서 고객이 떠났습니다.
    T 행사 전까지 절반으로 줄여야 했습니다.
    A 음 저는 모든 요청을 측정해서 가장 느린 질의를 찾고 색인을 추가한 다음 사진
      앞에 캐시를 두었습니다.
    R 화면이 이 초 만에 떴고 주문이 팔 퍼센트 늘었습니다.





    n 0:12 문장 중간에 2.4초 동안 말이 끊겼습니다.
    Space ▶ · ←→ 5초 · n 짚을 점 p 멈춤 f 군말 [] 부분 · l 반복 · -+ · q
    "#);
    insta::assert_snapshot!(shown(Language::Ko, 16.5, 40, 12), @r#"
    k3vp · demo.story
    ▁▅█▃▁▅█▃▁▅█▃▁▅█▃▁▅█▃▁▅█▃▁▅█▃▁▅█▃▁▅█▃▁▅█▃
     SSSSSSSTTTT  AAAAAAAAAAAAAAAA RRRRRRR
                npf ▲
    ▶ 0:16 / 0:40 · 1.25x
    T 행사 전까지 절반으로 줄여야 했습니다.
    A 음 저는 모든 요청을 측정해서 가장 느린
      질의를 찾고 색인을 추가한 다음 사진
      앞에 캐시를 두었습니다.
    n 0:12 문장 중간에 2.4초 동안 말이
    끊겼습니다.
    Space ▶ ←→ 5초 npf[] 이동 l 반복 q
    "#);
    insta::assert_snapshot!(shown(Language::Ko, 16.5, 120, 40), @r#"
    k3vp · demo.story
    고객을 위해 느린 서비스를 빠르게 개선하신 경험을 말씀해 주시겠어요?


          ███         ███         ███         ███         ███         ███         ███         ███         ███         ███
       ▆▆▆███      ▆▆▆███      ▆▆▆███      ▆▆▆███      ▆▆▆███      ▆▆▆███      ▆▆▆███      ▆▆▆███      ▆▆▆███      ▆▆▆███
    ▃▃▃█████████▃▃▃█████████▃▃▃█████████▃▃▃█████████▃▃▃█████████▃▃▃█████████▃▃▃█████████▃▃▃█████████▃▃▃█████████▃▃▃█████████
       SSSSSSSSSSSSSSSSSSSSSTTTTTTTTTTTT       AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA   RRRRRRRRRRRRRRRRRRRRR
                                        nppppppf     ▲

    ▶ 0:16 / 0:40 · 1.25x

    S 주문 화면이 뜨는 데 구 초가 걸려서 고객이 떠났습니다.
    T 행사 전까지 절반으로 줄여야 했습니다.
    A 음 저는 모든 요청을 측정해서 가장 느린 질의를 찾고 색인을 추가한 다음 사진 앞에 캐시를 두었습니다.
    R 화면이 이 초 만에 떴고 주문이 팔 퍼센트 늘었습니다.






















    n 0:12 문장 중간에 2.4초 동안 말이 끊겼습니다.
    Space 재생 · ←→ 5초 · n 짚을 점, p 멈춤, f 군말, [] 부분 (Shift·↑ 이전) · l 반복 · - + 빠르기 · q 끝내기
    "#);
}

/// Two attempts, the second of which plays its Action in a loop.
fn compared() -> Transport {
    let second =
        timeline(30.0, &[(Part::Action, 2.0, 20.0, "I rewrote the query and measured again."), (Part::Result, 20.0, 25.0, "It was twice as fast.")]);
    let mut transport = Transport::new(vec![english(), second], 1.0);
    for command in [Command::Jump(Mark::Part, Way::Forward), Command::Jump(Mark::Part, Way::Forward), Command::Switch, Command::Loop] {
        transport.press(command);
    }
    transport
}

#[test]
fn of_two_attempts_the_part_and_both_names_are_shown() {
    let (transport, exhibits) = (compared(), [exhibit("1", QUESTION_EN), exhibit("3", QUESTION_EN)]);
    let catalogues = [Language::En, Language::Ko].map(Catalogue::new);
    let [en, ko] = catalogues.each_ref().map(|catalogue| View { catalogue, transport: &transport, exhibits: &exhibits, notice: None, colour: false });
    insta::assert_snapshot!(text(&drawn_buffer(&en, 80, 24)), @r#"
    Action, attempt 1 → 3
    Tell me about a time you made a slow service faster for a customer.


        ██      ██      ██      ██      ██      ██      ██      ██      ██      ██
      ▆▆██    ▆▆██    ▆▆██    ▆▆██    ▆▆██    ▆▆██    ▆▆██    ▆▆██    ▆▆██    ▆▆██
    ▃▃██████▃▃██████▃▃██████▃▃██████▃▃██████▃▃██████▃▃██████▃▃██████▃▃██████▃▃██████
         AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAARRRRRRRRRRRRRR
         ▲

    attempt 3 · ∥ 0:02 / 0:30 · 1x · looping Action

    A I rewrote the query and measured again.
    R It was twice as fast.









    Space ▶ · ←→ 5s · n finding p pause f filler [] part · Tab A/B · l loop · -+ · q
    "#);
    insta::assert_snapshot!(text(&drawn_buffer(&ko, 40, 12)), @r#"
    행동, 답변 1 → 3
    ▁▅█▃▁▅█▃▁▅█▃▁▅█▃▁▅█▃▁▅█▃▁▅█▃▁▅█▃▁▅█▃▁▅█▃
       AAAAAAAAAAAAAAAAAAAAAAAARRRRRR
      ▲
    답변 3 · ∥ 0:02 / 0:30 · 1x · 행동 반복
    A I rewrote the query and measured
      again.
    R It was twice as fast.



    Space ▶ ←→ 5초 npf[] 이동 l 반복 Tab q
    "#);
}

#[test]
fn without_words_and_without_a_loudspeaker_the_rest_is_shown() {
    let transport = Transport::new(vec![Timeline { length: Seconds(40.0), ..Timeline::default() }], 1.0);
    let exhibits = [exhibit("p", "")];
    let catalogue = Catalogue::new(Language::Ko);
    let view = View {
        catalogue: &catalogue,
        transport: &transport,
        exhibits: &exhibits,
        notice: Some("스피커를 찾을 수 없습니다. 연결되어 있는지 확인해 주세요."),
        colour: false,
    };
    insta::assert_snapshot!(text(&drawn_buffer(&view, 40, 12)), @r#"
    k3vp · demo.story
    ▁▅█▃▁▅█▃▁▅█▃▁▅█▃▁▅█▃▁▅█▃▁▅█▃▁▅█▃▁▅█▃▁▅█▃

    ▲
    ∥ 0:00 / 0:40 · 1x
    받아쓴 말이 없습니다. 이 답변은 아직
    음성 인식을 거치지 않았습니다. 소리는
    들을 수 있고, `mynah attempt rescore`를
    실행하면 받아쓸 수 있습니다.
    스피커를 찾을 수 없습니다. 연결되어
    있는지 확인해 주세요.
    Space ▶ ←→ 5초 npf[] 이동 l 반복 q
    "#);
}

#[test]
fn the_word_that_sounds_is_reversed_and_a_filler_is_underlined() {
    let catalogue = Catalogue::new(Language::En);
    let mut transport = Transport::new(vec![english()], 1.0);
    let exhibits = [exhibit("p", "")];
    for (at, lit) in [(1.1, "Our"), (8.1, "I"), (13.0, ""), (15.3, "I"), (37.9, "percent.")] {
        transport.go_to(Seconds(at));
        let view = View { catalogue: &catalogue, transport: &transport, exhibits: &exhibits, notice: None, colour: false };
        let buffer = drawn_buffer(&view, 80, 24);
        assert_eq!(cells(&buffer, |cell| cell.modifier.contains(Modifier::REVERSED)), lit, "at {at}");
        assert_eq!(cells(&buffer, |cell| cell.modifier.contains(Modifier::UNDERLINED)), "um");
    }
}

#[test]
fn colours_are_those_of_the_parts_and_none_without_colour() {
    let (catalogue, exhibits) = (Catalogue::new(Language::En), [exhibit("p", "")]);
    let transport = Transport::new(vec![english()], 1.0);
    let coloured = |colour, wanted: Color| {
        let view = View { catalogue: &catalogue, transport: &transport, exhibits: &exhibits, notice: None, colour };
        cells(&drawn_buffer(&view, 80, 24), |cell| cell.fg == wanted)
    };
    for (colour, letter) in [(Color::Cyan, "S"), (Color::Yellow, "T"), (Color::Green, "A"), (Color::Magenta, "R")] {
        assert!(coloured(true, colour).starts_with(letter), "{colour}");
        assert_eq!(coloured(false, colour), "");
    }
}

#[test]
fn however_small_the_terminal_is_nothing_breaks() {
    let (transport, exhibits) = (compared(), [exhibit("1", QUESTION_EN), exhibit("3", QUESTION_EN)]);
    let catalogue = Catalogue::new(Language::Ko);
    for (width, height) in [(1, 1), (2, 3), (10, 5), (300, 2), (1, 60)] {
        let view =
            View { catalogue: &catalogue, transport: &transport, exhibits: &exhibits, notice: Some("소리가 나지 않습니다."), colour: true };
        drawn_buffer(&view, width, height);
    }
}

#[test]
fn the_words_scroll_so_that_the_one_that_sounds_is_in_sight() {
    let shown = shown(Language::En, 37.0, 40, 12);
    assert!(shown.contains("percent.") && !shown.contains("Our order"), "{shown}");
}
