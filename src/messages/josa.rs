//! Korean particles that change with the sound before them: 을/를, 이/가, 은/는, 과/와, 으로/로.

use fluent_bundle::{FluentArgs, FluentValue};

const FIRST_SYLLABLE: u32 = 0xAC00;
const FINALS: u32 = 28;
const FINAL_RIEUL: u32 = 8;

/// How the last sound of a word ends.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Ending {
    Vowel,
    Rieul,
    Consonant,
}

/// The Fluent function `JOSA($word, "을/를")`: the word with the particle that fits it.
pub(super) fn function<'a>(positional: &[FluentValue<'a>], _named: &FluentArgs) -> FluentValue<'a> {
    let (Some(word), Some(FluentValue::String(pair))) = (positional.first(), positional.get(1)) else {
        return FluentValue::Error;
    };
    let word = match word {
        FluentValue::String(text) => text.to_string(),
        FluentValue::Number(number) => number.as_string().into_owned(),
        _ => return FluentValue::Error,
    };
    let (after_consonant, after_vowel) = pair.split_once('/').unwrap_or((pair, pair));
    let particle = match (ending(&word), after_consonant) {
        (Ending::Vowel, _) | (Ending::Rieul, "으로") => after_vowel,
        _ => after_consonant,
    };
    FluentValue::from(format!("{word}{particle}"))
}

/// Digits and Latin letters end as Koreans read them one by one; other signs are looked through. An empty word ends in a vowel.
fn ending(word: &str) -> Ending {
    word.chars().rev().find_map(ending_of).unwrap_or(Ending::Vowel)
}

fn ending_of(sign: char) -> Option<Ending> {
    match sign {
        '가'..='힣' => Some(match (sign as u32 - FIRST_SYLLABLE) % FINALS {
            0 => Ending::Vowel,
            FINAL_RIEUL => Ending::Rieul,
            _ => Ending::Consonant,
        }),
        '1' | '7' | '8' | 'l' | 'L' | 'r' | 'R' => Some(Ending::Rieul), // 일 칠 팔 엘 알
        '0' | '3' | '6' | 'm' | 'M' | 'n' | 'N' => Some(Ending::Consonant), // 영 삼 육 엠 엔
        _ if sign.is_alphanumeric() => Some(Ending::Vowel),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(word: &str, pair: &str, expected: &str) {
        let FluentValue::String(found) = function(&[FluentValue::from(word), FluentValue::from(pair)], &FluentArgs::new()) else {
            panic!("no text for {word:?}");
        };
        assert_eq!(found, expected);
    }

    #[test]
    fn a_particle_follows_the_sound_before_it() {
        check("질문", "을/를", "질문을");
        check("답변", "이/가", "답변이");
        check("모델", "으로/로", "모델로");
        check("파일", "은/는", "파일은");
        check("소리", "을/를", "소리를");
        check("answer.wav", "을/를", "answer.wav를");
        check("small-q5_1", "을/를", "small-q5_1을");
        check("3", "은/는", "3은");
        check("'질문'", "과/와", "'질문'과");
        check("", "을/를", "를");
    }
}
