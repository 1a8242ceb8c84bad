//! What a page says and does not say; how it behaves in a browser is tested in `tests/it/page.rs`.

use jiff::tz::TimeZone;

use super::*;
use crate::domain::{Language, Seconds, Transcript, Word};
use crate::messages::Catalogue;
use crate::msg;
use crate::report::{Occasion, Page, samples};

const BANDS: Bands = Bands { pace: (110.0, 180.0), setup_upper: 0.45, action_lower: 0.35, result: (0.05, 0.4) };

fn in_language<T>(language: Language, make: impl FnOnce(&Page<'_>, &Catalogue) -> T) -> T {
    let (catalogue, zone) = (Catalogue::new(language), TimeZone::UTC);
    make(&Page { catalogue: &catalogue, zone: &zone, width: 80 }, &catalogue)
}

fn page_of(answers: &[Shown<'_>], language: Language) -> String {
    in_language(language, |page, catalogue| {
        answers_page(&Occasion::default(), answers, page, &|_| BANDS, &|finding| catalogue.say(&crate::score::finding_message(finding)))
    })
}

fn sound(length: f64) -> Sound {
    let peaks = (0..(length * 50.0) as usize).map(|at| (at % 97) as f32 / 97.0).collect();
    Sound { length: Seconds(length), peaks, audio: Audio::Inside(b"RIFF".to_vec()) }
}

fn shown<'a>(attempt: &'a Attempt, prompt: &'a Prompt) -> Shown<'a> {
    Shown { attempt, prompt: Some(prompt), before: None, sound: Ok(sound(68.2)) }
}

/// An answer of these words, half a second each.
fn saying(words: &[&str]) -> Attempt {
    let word =
        |(at, text): (usize, &&str)| Word { text: (*text).to_owned(), start: Seconds(at as f64 * 0.5), end: Seconds(at as f64 * 0.5 + 0.4), p: 0.9 };
    let words = words.iter().enumerate().map(word).collect();
    Attempt { transcript: Some(Transcript { words, ..Transcript::default() }), coverage: None, ..samples::full() }
}

#[track_caller]
pub(super) fn check_order(text: &str, parts: &[&str]) {
    let mut rest = text;
    for part in parts {
        let (_, after) = rest.split_once(part).unwrap_or_else(|| panic!("{part:?} is missing, or comes too early"));
        rest = after;
    }
}

#[test]
fn findings_come_first_and_everything_follows() {
    let (attempt, before, prompt) = (samples::full(), samples::full(), samples::prompt());
    let shown = Shown { before: Some(&before), ..shown(&attempt, &prompt) };
    let english =
        ["<h1", "Tell me about a time", "1:05", "of 2:00", "What stood out", "2.4 s of silence", "From beginning to end", "<audio", "Parts"];
    check_order(&page_of(std::slice::from_ref(&shown), Language::En), &english);
    let later = [
        "35% or more wanted",
        "0 of 1 prepared points said",
        "✗ not said",
        "2.1 s faster",
        "What was said",
        ">slow.</bdi>",
        "Pace over time",
        "Figures",
        "Since the last attempt",
    ];
    check_order(&page_of(std::slice::from_ref(&shown), Language::En), &later);
    check_order(
        &page_of(&[shown], Language::Ko),
        &["lang=\"ko\"", "눈에 띈 점", "처음부터 끝까지", "구성", "말한 내용", "말 속도의 흐름", "지난번과 달라진 점"],
    );
}

#[test]
fn words_carry_their_moments_and_pauses_stand_between_them() {
    let (mut attempt, prompt) = (samples::full(), samples::prompt());
    attempt.transcript.as_mut().unwrap().words.push(Word { text: "So".to_owned(), start: Seconds(22.9), end: Seconds(23.1), p: 0.2 });
    let page = page_of(&[shown(&attempt, &prompt)], Language::En);
    check_order(
        &page,
        &["data-at=\"1.50\">Our</bdi>", "data-at=\"2.30\">slow.</bdi>", ">2.4 s</span>", "<bdi class=\"w unsure\" data-at=\"22.90\">So</bdi>"],
    );
}

#[test]
fn what_is_unknown_is_said_and_the_rest_is_shown() {
    let (attempt, prompt) = (samples::bare(), samples::prompt());
    let gone = Shown { sound: Err(msg!("report-page-sound-gone", path = "/a/k3vp.wav")), ..shown(&attempt, &prompt) };
    let page = page_of(&[gone], Language::En);
    check_order(
        &page,
        &["Tell me about", "Not measured yet.", "Not scored yet.", "/a/k3vp.wav is not there any more", "no speech model has heard this answer"],
    );
    assert!(!page.contains("<audio") && !page.contains("class=\"score\""));

    let (attempt, gone) = (samples::full(), Err(msg!("report-page-sound-gone", path = "/a/k3vp.wav")));
    let page = page_of(&[Shown { sound: gone, ..shown(&attempt, &prompt) }], Language::En);
    assert!(page.contains("class=\"score\"") && !page.contains("class=\"wave\""), "parts and marks need no sound");

    let silent = Attempt { transcript: Some(Transcript::default()), coverage: None, ..samples::full() };
    assert!(page_of(&[shown(&silent, &prompt)], Language::En).contains("No words were heard."));
}

#[test]
fn nothing_that_was_said_is_markup_or_turns_the_text() {
    let hostile = ["<script>alert(1)</script>", "\u{202E}turned\u{2066}", "\"onclick=\"alert(1)", "&amp;", "👩‍💻", "</style>", "<!--"];
    let mut attempt = saying(&hostile);
    attempt.file = hostile.join("").into();
    let mut prompt = samples::prompt();
    prompt.text.en = Some(hostile.join(" "));
    let page = page_of(&[shown(&attempt, &prompt)], Language::En);
    assert_eq!((page.matches("<script>").count(), page.matches("</style>").count(), page.matches("<!--").count()), (1, 1, 0));
    assert!(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;</bdi>") && page.contains("👩‍💻</bdi>") && page.contains("&amp;amp;</bdi>"));
    assert!(!page.contains(['\u{202E}', '\u{2066}']) && !page.contains("\"onclick"));
}

/// The policy would leave out any of it.
#[test]
fn a_page_has_no_inline_style_no_handler_and_no_address() {
    let (attempt, prompt) = (samples::full(), samples::prompt());
    for language in Language::ALL {
        let page = page_of(&[shown(&attempt, &prompt)], language);
        for word in [" style=\"", " onclick", " onload", "http:", "https:", "url(", "@import"] {
            assert!(!page.contains(word), "{word}");
        }
        assert!(page.contains("default-src 'none'; style-src 'sha256-"));
    }
}

#[test]
fn three_minutes_take_less_than_400_kilobytes_without_their_sound() {
    let prompt = samples::prompt();
    let attempt = saying(&["infrastructure"; 360]);
    let page = page_of(&[Shown { sound: Ok(sound(180.0)), ..shown(&attempt, &prompt) }], Language::En);
    assert!(page.len() < 400_000, "{}", page.len());
}

#[test]
fn sound_lies_inside_or_beside_under_any_name() {
    let (attempt, prompt) = (samples::full(), samples::prompt());
    let page = |audio: Audio| page_of(&[Shown { sound: Ok(Sound { audio, ..sound(1.0) }), ..shown(&attempt, &prompt) }], Language::En);
    assert!(page(Audio::Inside(b"RIFF".to_vec())).contains("src=\"data:audio/wav;base64,UklGRg==\""));
    assert!(page(Audio::Beside("답 #1?.wav".to_owned())).contains("src=\"%EB%8B%B5%20%231%3F%2Ewav\""));
}

#[test]
fn what_lies_beyond_the_sound_and_what_is_no_number_stays_in_the_picture() {
    let (mut attempt, prompt) = (samples::full(), samples::prompt());
    attempt.measurements.as_mut().unwrap().pauses[1].end = Seconds(f64::INFINITY);
    attempt.measurements.as_mut().unwrap().over_time[0].start = Seconds(f64::NAN);
    attempt.coverage.as_mut().unwrap().sentences[3].end = Some(Seconds(900.0));
    let page = page_of(&[Shown { sound: Ok(sound(20.0)), ..shown(&attempt, &prompt) }], Language::En);
    let lengths = page.split("=\"").skip(1).filter_map(|rest| rest.split_once("%\"")).filter_map(|(figure, _)| figure.parse::<f64>().ok());
    assert!(lengths.clone().count() > 10);
    lengths.for_each(|figure| assert!((0.0..=100.0).contains(&figure), "{figure}"));
}

/// What only the script can do is not offered without it.
#[test]
fn without_its_script_a_page_offers_nothing_that_does_nothing() {
    let (attempt, prompt) = (samples::full(), samples::prompt());
    let page = page_of(&[shown(&attempt, &prompt)], Language::En);
    assert_eq!(page.matches("<button").count(), page.matches("disabled data-at").count());
    assert!(page.contains("<button") && !page.contains("tabindex"));
}

#[test]
fn a_round_leads_to_each_of_its_answers() {
    let (first, prompt) = (samples::full(), samples::prompt());
    let second = Attempt { follows: Some(first.id.clone()), ..samples::full() };
    let page = page_of(&[shown(&first, &prompt), shown(&second, &prompt)], Language::En);
    check_order(
        &page,
        &["1 question, 1 follow-up", "href=\"#answer-1\"", "href=\"#answer-2\"", "id=\"answer-1\"", "<h2 id=\"title-1\"", "<h3", "id=\"answer-2\""],
    );
}

#[test]
fn the_table_of_all_answers_leads_to_their_pages() {
    let (attempt, bare, prompt) = (samples::full(), samples::bare(), samples::prompt());
    let row = |attempt, page: &str| Row { attempt, prompt: Some(&prompt), page: page.to_owned() };
    let rows = [row(&attempt, "모두-pages/k3vp.html"), row(&bare, "모두-pages/a#9.html")];
    let text = in_language(Language::En, |page, _| overview_page(&rows, page));
    check_order(&text, &["2 answers", "href=\"%EB%AA%A8%EB%91%90-pages/k3vp.html\"", "Tell me about", "1:05", "62", "pages/a%239.html"]);
    assert!(in_language(Language::Ko, |page, _| overview_page(&[], page)).contains("아직 답변이 없습니다."));
}
