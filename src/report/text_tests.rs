//! The text of an attempt, as it is read.

use jiff::tz::TimeZone;
use proptest::prelude::*;

use super::super::samples::{bare, full, prompt};
use super::*;
use crate::domain::{Observation, RecordingFacts, Scheme};
use crate::messages::Catalogue;

/// Stands in for the wording of the rubric.
fn finding_text(finding: &Finding) -> String {
    match finding.observation {
        Observation::LongPause { pause_s, .. } => format!("A silence of {} s in the middle of a sentence. 문장 한가운데에서 멈췄어요.", pause_s.0),
        other => format!("{other:?}").split([' ', '{']).next().unwrap_or_default().to_owned(),
    }
}

fn text_in(attempt: &Attempt, prompt: Option<&Prompt>, language: Language, width: usize) -> String {
    let (catalogue, zone) = (Catalogue::new(language), TimeZone::get("Asia/Seoul").unwrap());
    attempt_text(attempt, prompt, &Page { catalogue: &catalogue, zone: &zone, width }, &finding_text)
}

fn korean_introduction() -> Attempt {
    let said = ["안녕하세요, 저는 클라우드 엔지니어입니다.", "지난 5년 동안 은행의 서버를 옮기는 일을 했습니다.", "그래서 지원했습니다."];
    let labels = [(Part::Now, 0.9), (Part::Past, 0.8), (Part::Why, 0.4)];
    let sentences =
        said.iter().zip(labels).map(|(text, (label, p))| LabelledSentence { text: (*text).to_owned(), label, p, ..LabelledSentence::default() });
    let coverage = Coverage {
        scheme: Scheme::Introduction,
        sentences: sentences.collect(),
        shares: [(Part::Now, 0.35), (Part::Past, 0.45), (Part::Why, 0.2), (Part::Other, 0.0)].into(),
        missing: Vec::new(),
        unclear: Vec::new(),
        before_action_s: None,
        deeds: Vec::new(),
        ownership: crate::domain::Ownership { i: 1, we: 0 },
        ..full().coverage.unwrap()
    };
    let measurements = Measurements {
        answer_s: Seconds(66.0),
        target_s: Some(Seconds(60.0)),
        adherence: Some(Adherence::Over { by_s: Seconds(4.0) }),
        pauses: Vec::new(),
        level_dbfs: Some(Dbfs(-27.0)),
        snr_db: Some(31.0),
        ..full().measurements.unwrap()
    };
    let recording = RecordingFacts { rate_hz: 48_000, ..RecordingFacts::default() };
    Attempt {
        language: Language::Ko,
        recording: Some(recording),
        measurements: Some(measurements),
        coverage: Some(coverage),
        scorecard: Some(Scorecard { findings: Vec::new(), ..full().scorecard.unwrap() }),
        ..full()
    }
}

#[test]
fn an_answer_reads_in_english() {
    insta::assert_snapshot!(text_in(&full(), Some(&prompt()), Language::En, 80), @r"
    Tell me about a time you took on something that was not your job, and saw it
    through.
    2026-10-01 21:14 · English · k3vp · amazon.ownership.1
    /home/me/.local/share/mynah/recordings/k3vp.wav

    What stood out
       0:20  A silence of 2.4 s in the middle of a sentence. 문장 한가운데에서
             멈췄어요.
       1:06  UnderTarget
             MissingPart

    Time              1:05 of 2:00 [###########----------|] 0:25 short of the range
    First word        after 1.2 s
    Pace              138 words a minute (252 syllables a minute without the pauses)
    Over time         128 146 (about every 10 s)
    Pauses            2 of 1 s or more, the longest 2.4 s, at 0:20 · 1 inside a
                      sentence · 80% of the time spoken
    Fillers           3 counted, 1 possible, 0 voiced without a word · one drawn-out
                      sound (“um”)
    Said twice        0:30 “we we” · 0:44 “deliv- delivered”
    Said often        so 5 times
    Voice             loudness moves by 14 dB · pitch 118 Hz (moves by 5 semitones)
                      · one of 4 sentence ends trails off
    Sound             quiet (-46 dBFS): move closer to the microphone · only 9 dB
                      above the noise · 0.05 s were lost · 12 samples clipped: turn
                      the microphone down
    Parts             SSSSSSSTTTTTAAAAAAAAAAAAAAAAAAAAAAA.....
    Shares            S Situation 17% · T Task 13% · A Action 57% · R Result 0% ·
                      . other 13%
    Not told          Result
    Hardly told       Task
    Until the Action  21 s
    What you did      measured, moved
    I and we          I 4, we 2
    Own story         s4: 0 of 1 prepared points said
    Left out          R 2.1 s faster
    Not in the note   So I measured every request, and I moved the pictures to a
                      cache close to our readers.
    Figures           in one sentence

    What was said (heard by small-q5_1)
       0:01  S  Our pages were slow.
       0:12  T  I had to find out why before the launch.
       0:22  A  So I measured every request, and I moved the pictures to a cache
                close to our readers.
       0:58  .  That was it.
      Taken out of what the model wrote: “Thanks!” (1:06, nobody spoke there)

    62 of 100 by rubric 2026-10
    ");
}

#[test]
fn on_a_terminal_the_same_lines_end_with_the_findings() {
    let (catalogue, zone) = (Catalogue::new(Language::En), TimeZone::get("Asia/Seoul").unwrap());
    let page = Page { catalogue: &catalogue, zone: &zone, width: 80 };
    let (first, last) =
        (text_in(&full(), Some(&prompt()), Language::En, 80), attempt_text_findings_last(&full(), Some(&prompt()), &page, &finding_text));
    let sorted = |text: &str| {
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        lines.sort();
        lines
    };
    assert_eq!(sorted(&first), sorted(&last));
    assert!(last.ends_with("   1:06  UnderTarget\n         MissingPart\n"), "{last}");
}

#[test]
fn an_answer_reads_in_korean() {
    insta::assert_snapshot!(text_in(&korean_introduction(), Some(&prompt()), Language::Ko, 80), @r"
    맡은 일이 아니었는데도 책임지고 해결한 경험을 말씀해 주세요.
    2026-10-01 21:14 · 한국어 · k3vp · amazon.ownership.1
    /home/me/.local/share/mynah/recordings/k3vp.wav

    특별히 눈에 띈 점이 없습니다.

    시간            1:06 / 목표 1:00 [###################|##] 권장 범위를 0:04 넘김
    첫마디          1.2초 뒤
    말 속도         1분에 202음절 (멈춤을 빼면 1분에 252음절)
    속도 흐름       179 204 (약 10초마다)
    멈춤            1초 이상 멈춘 적 없음 · 말한 시간 79%
    군말            확실한 것 3번, 애매한 것 1번, 받아쓰지 못한 소리 0번 · 길게 끈
                    소리(‘음―’) 1번
    되풀이          0:30 “we we” · 0:44 “deliv- delivered”
    자주 한 말      so 5번
    목소리          크기 변화 14 dB · 높이 118 Hz(변화 5반음) · 문장 끝 4곳 가운데
                    1곳에서 말끝이 작아짐
    구성            NNNNNNNNNNNNNNNPPPPPPPPPPPPPPPPPPWWWWWWW
    비중            N 지금 하는 일 35% · P 그동안의 경험 45% · W 지원 동기 20%
    나와 우리       ‘저/나(I)’ 1번, ‘저희/우리(we)’ 0번
    내 이야기       s4: 준비한 요점 1개 가운데 0개를 말함
    빠뜨린 요점     R 2.1 s faster
    노트에 없는 말  그래서 지원했습니다.

    말한 내용 (받아쓰기: small-q5_1)
             N  안녕하세요, 저는 클라우드 엔지니어입니다.
             P  지난 5년 동안 은행의 서버를 옮기는 일을 했습니다.
             W? 그래서 지원했습니다.
      (물음표: 어느 부분인지 확실하지 않음)
      음성 모델이 적었지만 뺀 말: “Thanks!” (1:06, 그때 말소리가 없었음)

    채점 기준 2026-10 · 100점 만점에 62점
    ");
}

#[test]
fn an_answer_fits_a_narrow_screen() {
    insta::assert_snapshot!(text_in(&full(), Some(&prompt()), Language::Ko, 40), @r"
    Tell me about a time you took on
    something that was not your job, and saw
    it through.
    2026-10-01 21:14 · 영어 · k3vp ·
    amazon.ownership.1
    /home/me/.local/share/mynah/recordings/k
    3vp.wav

    눈에 띈 점
       0:20  A silence of 2.4 s in the
             middle of a sentence. 문장
             한가운데에서 멈췄어요.
       1:06  UnderTarget
             MissingPart

    시간            1:05 / 목표 2:00
                    [#########--------|]
                    권장 범위보다 0:25 짧음
    첫마디          1.2초 뒤
    말 속도         1분에 138단어 (멈춤을
                    빼면 1분에 252음절)
    속도 흐름       128 146 (약 10초마다)
    멈춤            1초 이상 2번, 가장 긴
                    멈춤은 0:20에 2.4초 · 그
                    가운데 문장 중간 1번 ·
                    말한 시간 80%
    군말            확실한 것 3번, 애매한 것
                    1번, 받아쓰지 못한 소리
                    0번 · 길게 끈
                    소리(‘음―’) 1번
    되풀이          0:30 “we we” · 0:44
                    “deliv- delivered”
    자주 한 말      so 5번
    목소리          크기 변화 14 dB · 높이
                    118 Hz(변화 5반음) ·
                    문장 끝 4곳 가운데
                    1곳에서 말끝이 작아짐
    녹음 상태       소리가 작음(-46 dBFS):
                    마이크 가까이에서 말해
                    주세요 · 말소리가
                    잡음보다 9 dB밖에 크지
                    않음 · 0.05초가 녹음되지
                    않음 · 소리가 너무 커서
                    잘린 샘플 12개: 입력
                    음량을 줄여 주세요
    구성            SSSTTTAAAAAAAAAAA...
    비중            S 상황 17% · T 과제 13%
                    · A 행동 57% · R 결과 0%
                    · . 기타 13%
    빠진 부분       결과
    불분명한 부분   과제
    행동까지        21초
    직접 한 일      measured, moved
    나와 우리       ‘저/나(I)’ 4번,
                    ‘저희/우리(we)’ 2번
    내 이야기       s4: 준비한 요점 1개
                    가운데 0개를 말함
    빠뜨린 요점     R 2.1 s faster
    노트에 없는 말  So I measured every
                    request, and I moved the
                    pictures to a cache
                    close to our readers.
    수치            1개 문장에 있음

    말한 내용 (받아쓰기: small-q5_1)
       0:01  S  Our pages were slow.
       0:12  T  I had to find out why before
                the launch.
       0:22  A  So I measured every request,
                and I moved the pictures to
                a cache close to our
                readers.
       0:58  .  That was it.
      음성 모델이 적었지만 뺀 말: “Thanks!”
      (1:06, 그때 말소리가 없었음)

    채점 기준 2026-10 · 100점 만점에 62점
    ");
}

#[test]
fn without_a_model_it_says_what_is_missing_and_shows_the_rest() {
    let unheard = Measurements { pace: Default::default(), fillers: Fillers::default(), ..full().measurements.unwrap() };
    let attempt = Attempt { transcript: None, coverage: None, recording: None, measurements: Some(unheard), ..full() };
    insta::assert_snapshot!(text_in(&attempt, None, Language::En, 80), @r"
    amazon.ownership.1
    2026-10-01 21:14 · English · k3vp
    /home/me/.local/share/mynah/recordings/k3vp.wav

    What stood out
       0:20  A silence of 2.4 s in the middle of a sentence. 문장 한가운데에서
             멈췄어요.
       1:06  UnderTarget
             MissingPart

    Time        1:05 of 2:00 [###########----------|] 0:25 short of the range
    First word  after 1.2 s
    Pace        unknown without words
    Over time   128 146 (about every 10 s)
    Pauses      2 of 1 s or more, the longest 2.4 s, at 0:20 · 1 inside a sentence ·
                80% of the time spoken
    Fillers     one drawn-out sound (“um”)
    Said twice  0:30 “we we” · 0:44 “deliv- delivered”
    Said often  so 5 times
    Voice       loudness moves by 14 dB · pitch 118 Hz (moves by 5 semitones) · one
                of 4 sentence ends trails off
    Sound       quiet (-46 dBFS): move closer to the microphone · only 9 dB above
                the noise

    There are no words: no speech model has heard this answer. `mynah models list`
    shows which there are.

    By rubric 2026-10, from the timing alone
    ");
    insta::assert_snapshot!(text_in(&attempt, None, Language::Ko, 80), @r"
    amazon.ownership.1
    2026-10-01 21:14 · 영어 · k3vp
    /home/me/.local/share/mynah/recordings/k3vp.wav

    눈에 띈 점
       0:20  A silence of 2.4 s in the middle of a sentence. 문장 한가운데에서
             멈췄어요.
       1:06  UnderTarget
             MissingPart

    시간        1:05 / 목표 2:00 [###########----------|] 권장 범위보다 0:25 짧음
    첫마디      1.2초 뒤
    말 속도     받아쓴 말이 없어 알 수 없음
    속도 흐름   128 146 (약 10초마다)
    멈춤        1초 이상 2번, 가장 긴 멈춤은 0:20에 2.4초 · 그 가운데 문장 중간 1번
                · 말한 시간 80%
    군말        길게 끈 소리(‘음―’) 1번
    되풀이      0:30 “we we” · 0:44 “deliv- delivered”
    자주 한 말  so 5번
    목소리      크기 변화 14 dB · 높이 118 Hz(변화 5반음) · 문장 끝 4곳 가운데
                1곳에서 말끝이 작아짐
    녹음 상태   소리가 작음(-46 dBFS): 마이크 가까이에서 말해 주세요 · 말소리가
                잡음보다 9 dB밖에 크지 않음

    아직 받아쓰지 않아 말한 내용이 없습니다. `mynah models list`로 쓸 수 있는 음성
    모델을 볼 수 있습니다.

    채점 기준 2026-10 · 시간만으로 채점
    ");
}

#[test]
fn what_was_not_measured_yet_says_so() {
    insta::assert_snapshot!(text_in(&bare(), None, Language::En, 80), @r"
    An answer without a question
    2026-10-01 21:14 · English · k3vp · unfinished
    /home/me/.local/share/mynah/recordings/k3vp.wav

    Not scored yet.

    Not measured yet.

    There are no words: no speech model has heard this answer. `mynah models list`
    shows which there are.
    ");
}

#[test]
fn where_nobody_spoke_there_are_no_figures_about_speech() {
    let silent = Measurements {
        latency_s: None,
        answer_s: Seconds::ZERO,
        speaking_s: Seconds::ZERO,
        adherence: None,
        pauses: Vec::new(),
        pace: Default::default(),
        fillers: Fillers::default(),
        level_dbfs: None,
        noise_dbfs: None,
        snr_db: None,
        ..full().measurements.unwrap()
    };
    let transcript = Transcript { words: Vec::new(), ..full().transcript.unwrap() };
    let coverage = Coverage { sentences: Vec::new(), shares: Default::default(), ..full().coverage.unwrap() };
    let attempt = Attempt { measurements: Some(silent), transcript: Some(transcript), coverage: Some(coverage), recording: None, ..full() };
    insta::assert_snapshot!(text_in(&attempt, None, Language::En, 80), @r"
    amazon.ownership.1
    2026-10-01 21:14 · English · k3vp
    /home/me/.local/share/mynah/recordings/k3vp.wav

    What stood out
       0:20  A silence of 2.4 s in the middle of a sentence. 문장 한가운데에서
             멈췄어요.
       1:06  UnderTarget
             MissingPart

    Time  No speech was found in the recording.

    What was said (heard by small-q5_1)
      No words were heard.
      Taken out of what the model wrote: “Thanks!” (1:06, nobody spoke there)

    62 of 100 by rubric 2026-10
    ");
}

#[track_caller]
fn check_target_bar(answer: f64, target: f64, expected: &str) {
    assert_eq!(target_bar(Seconds(answer), Seconds(target), 13), expected);
}

#[test]
fn the_bar_of_the_target_ends_at_a_stroke() {
    check_target_bar(0.0, 60.0, "[----------|]");
    check_target_bar(30.0, 60.0, "[#####-----|]");
    check_target_bar(60.0, 60.0, "[##########|]");
    check_target_bar(120.0, 60.0, "[#####|#####]");
}

#[track_caller]
fn check_story_bar(parts: &[(Part, f64, f64)], expected: &str) {
    let sentence = |&(label, start, end): &(Part, f64, f64)| LabelledSentence {
        text: "one".to_owned(),
        start: Some(Seconds(start)),
        end: Some(Seconds(end)),
        label,
        p: 1.0,
        ..LabelledSentence::default()
    };
    assert_eq!(story_bar(&parts.iter().map(sentence).collect::<Vec<_>>(), 10), expected);
}

#[test]
fn the_bar_of_the_story_shows_the_parts_in_the_order_they_were_told() {
    use Part::{Action, Other, Result, Situation};
    check_story_bar(&[(Situation, 0.0, 2.0), (Action, 2.0, 8.0), (Result, 8.0, 10.0)], "SSAAAAAARR");
    check_story_bar(&[(Result, 0.0, 5.0), (Other, 5.0, 10.0)], "RRRRR.....");
    check_story_bar(&[(Action, 3.0, 4.0)], "AAAAAAAAAA");
    check_story_bar(&[(Action, 3.0, 3.0), (Result, 3.0, 3.0)], "AAAAARRRRR"); // no time passed: by letters
    check_story_bar(&[], "..........");
}

#[test]
fn every_part_has_a_letter_of_its_own_in_its_scheme() {
    for scheme in [Scheme::Star, Scheme::Introduction, Scheme::Motivation, Scheme::Technical] {
        let letters: std::collections::BTreeSet<_> = scheme.parts().iter().map(|&part| part.letter()).collect();
        assert_eq!(letters.len(), scheme.parts().len(), "{scheme:?}");
    }
}

proptest! {
    #[test]
    fn no_line_is_wider_than_the_page(columns in 0_usize..120, korean in any::<bool>(), text in "[a-z가-힣 ]{0,200}") {
        let language = if korean { Language::Ko } else { Language::En };
        let mut attempt = if korean { korean_introduction() } else { full() };
        attempt.coverage.as_mut().unwrap().sentences[0].text = text.clone();
        attempt.file = format!("/{text}.wav").into();
        let page = text_in(&attempt, Some(&prompt()), language, columns);
        for line in page.lines() {
            prop_assert!(width(line) <= columns.max(Page::NARROWEST), "{line:?}");
        }
    }
}
