//! The numbers in a text, however they are written: digits, English and Korean words, `1.2M`, `3만`. What could be a number and may be none is
//! taken for one: the caller asks whether a certain number is there.

use super::{english_numbers, korean_numbers};

/// Every number that the text can be read to have.
pub fn quantities(text: &str) -> Vec<f64> {
    let text = text.to_lowercase();
    [digits(&text), english_numbers::possible(&text), korean_numbers::possible(&text)].concat()
}

/// Numbers in digits, with what multiplies them: `48,000`, `2.4`, `1.2m`, `3만`.
pub fn digits(text: &str) -> Vec<f64> {
    let signs: Vec<char> = text.chars().collect();
    let mut found = Vec::new();
    let mut at = 0;
    while at < signs.len() {
        if !signs[at].is_ascii_digit() || (at > 0 && signs[at - 1].is_ascii_alphabetic()) {
            at += 1;
            continue;
        }
        let start = at;
        while at < signs.len() && (signs[at].is_ascii_digit() || is_inside(&signs, at)) {
            at += 1;
        }
        let number: String = signs[start..at].iter().filter(|sign| **sign != ',').collect();
        let Ok(mut value) = number.parse::<f64>() else { continue };
        let rest: String = signs[at..].iter().take(12).collect();
        if let Some((_, times)) = MAGNITUDES.iter().find(|(name, _)| begins_as_word(rest.trim_start(), name)) {
            value *= times;
        }
        found.push(value);
    }
    found
}

/// A point or comma between two digits.
fn is_inside(signs: &[char], at: usize) -> bool {
    matches!(signs[at], '.' | ',') && signs.get(at + 1).is_some_and(char::is_ascii_digit) && at > 0 && signs[at - 1].is_ascii_digit()
}

const MAGNITUDES: &[(&str, f64)] =
    &[("만", 1e4), ("억", 1e8), ("천", 1e3), ("백", 1e2), ("thousand", 1e3), ("million", 1e6), ("billion", 1e9), ("k", 1e3), ("m", 1e6), ("bn", 1e9)];

/// Latin names must end where the word ends: `3m` but not `3 minutes`.
fn begins_as_word(text: &str, name: &str) -> bool {
    text.strip_prefix(name).is_some_and(|rest| !name.is_ascii() || !rest.starts_with(|sign: char| sign.is_ascii_alphabetic()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[f64]) {
        let found = quantities(text);
        for number in expected {
            assert!(found.iter().any(|other| (other - number).abs() < 1e-9 * number.abs().max(1.0)), "{text}: {number} is not in {found:?}");
        }
    }

    #[test]
    fn digits_are_read_with_what_multiplies_them() {
        check("48,000 users, 2.4 s, $1.2M, 12k rows, 3만 명, 9 million", &[48_000.0, 2.4, 1_200_000.0, 12_000.0, 30_000.0, 9_000_000.0]);
        assert_eq!(digits("ec2 and s3 in 3 minutes"), [3.0]);
    }

    #[test]
    fn english_words_are_read_as_people_say_numbers() {
        check("twenty-two percent", &[22.0]);
        check("two point four seconds to zero point nine", &[2.4, 0.9]);
        check("a hundred and forty", &[140.0]);
        check("forty-eight thousand dollars", &[48_000.0]);
        check("one point two million", &[1_200_000.0]);
        check("in twenty fifteen", &[2015.0, 20.0, 15.0]);
        check("error five oh three", &[503.0]);
        check("a dozen, cut in half", &[12.0, 50.0]);
    }

    #[test]
    fn korean_words_are_read_whatever_the_spaces_and_particles() {
        check("양이 이십오 퍼센트 늘었고", &[25.0]);
        check("이 점 일초에서 영 점 팔초로", &[2.1, 0.8]);
        check("서비스 마흔 개를 십 오분 만에", &[40.0, 15.0]);
        check("이천십오년, 이공이일년", &[2015.0, 2021.0]);
        check("십 일에서 사 일로", &[10.0, 4.0]);
        check("공점팔칠이 나왔습니다", &[0.87]);
        check("오만 명, 이백 개", &[50_000.0, 200.0]);
        check("닷새 걸리던 게 이틀, 절반으로", &[5.0, 2.0, 50.0]);
        check("세 명, 셋밖에, 열두 개", &[3.0, 12.0]);
    }
}
