//! How often the speaker names himself, and how often a group. Korean drops its subject, so only what is said is counted and nothing is inferred.

use super::tokens::tokens;
use crate::domain::{Language, Ownership};

pub fn ownership(text: &str, language: Language) -> Ownership {
    match language {
        Language::En => english(text),
        Language::Ko => korean(&tokens(text)),
    }
}

/// Whether a sentence speaks of a group that the speaker is one of.
pub fn says_we(text: &str, language: Language) -> bool {
    ownership(text, language).we > 0
}

fn english(text: &str) -> Ownership {
    let mut found = Ownership::default();
    for word in text.split_whitespace() {
        let country = word.trim_matches(|sign: char| !sign.is_alphabetic()) == "US"; // the country, not the group
        match tokens(word).first().map(String::as_str) {
            Some("i" | "i'm" | "i've" | "i'd" | "i'll" | "my" | "me" | "mine" | "myself") => found.i += 1,
            Some("we" | "we're" | "we've" | "we'd" | "we'll" | "our" | "ours" | "us" | "ourselves") if !country => found.we += 1,
            _ => {}
        }
    }
    found
}

fn korean(tokens: &[String]) -> Ownership {
    let mut found = Ownership::default();
    for (at, token) in tokens.iter().enumerate() {
        let next = tokens.get(at + 1).map_or("", String::as_str);
        if is_we(token) {
            found.we += 1;
        } else if is_i(token) || is_my(token, next) {
            found.i += 1;
        }
    }
    found
}

/// 저희, 우리, with any particle; not 우리나라, the country.
fn is_we(token: &str) -> bool {
    let rest = token.strip_prefix("저희").or_else(|| token.strip_prefix("우리"));
    rest.is_some_and(|rest| PARTICLES.contains(&rest) || ["끼리", "팀", "팀은", "팀이", "팀의", "회사", "들", "들은", "들이"].contains(&rest))
}

/// 저 or 나 with a particle. Bare 저 is a filler or "that", bare 나 is "or".
fn is_i(token: &str) -> bool {
    const SHORT: &[&str] = &["제가", "내가", "제게", "내게", "전", "난", "절", "날", "저로서는", "나로서는", "저로서", "저로선", "저한테", "나한테"];
    if SHORT[..4].contains(&token) || SHORT[8..].contains(&token) {
        return true;
    }
    let rest = token.strip_prefix('저').or_else(|| token.strip_prefix('나'));
    rest.is_some_and(|rest| !rest.is_empty() && !["이", "가", "과", "을", "은", "로", "으로"].contains(&rest) && PARTICLES.contains(&rest))
}

/// 제 역할, 내 생각; not 제 2차, nor 일주일 내.
fn is_my(token: &str, next: &str) -> bool {
    const OWNED: &[&str] = &["역할", "일", "생각", "책임", "업무", "담당", "힘", "의견", "판단", "목표", "과제", "손", "경험", "이름"];
    match token {
        "제" => {
            next.chars().next().is_some_and(|sign| !sign.is_ascii_digit() && !"일이삼사오육칠팔구십".contains(sign))
                || OWNED.iter().any(|noun| next.starts_with(noun))
        }
        "내" => OWNED.iter().any(|noun| next.starts_with(noun)),
        _ => false,
    }
}

/// What follows a pronoun; the empty one is none.
const PARTICLES: &[&str] = &[
    "",
    "는",
    "가",
    "도",
    "의",
    "를",
    "에게",
    "에게는",
    "한테",
    "한테는",
    "만",
    "와",
    "과",
    "랑",
    "로",
    "로서",
    "로서는",
    "부터",
    "까지",
    "보다",
    "뿐",
    "에",
    "은",
    "이",
    "을",
    "는요",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(language: Language, text: &str, i: usize, we: usize) {
        assert_eq!(ownership(text, language), Ownership { i, we }, "{text}");
    }

    #[test]
    fn english_pronouns_are_counted_with_their_short_forms() {
        check(Language::En, "I'd say my team and I did it, myself.", 4, 0);
        check(Language::En, "We're late, so let us ask our manager; they told us.", 0, 4);
        check(Language::En, "We moved it to the US and to the U.S. in time.", 0, 1);
        check(Language::En, "In wine, iteration, usage.", 0, 0);
    }

    #[test]
    fn korean_pronouns_are_told_from_the_words_that_begin_like_them() {
        check(Language::Ko, "저는 제가 맡은 일을 했습니다.", 2, 0);
        check(Language::Ko, "저희 팀은 저희가 우리의 일을 했습니다.", 0, 3);
        check(Language::Ko, "저 그 제품을 제안하고 제대로 저장했습니다.", 0, 0);
        check(Language::Ko, "나중에 나가서 우리나라 전체를 내년에", 0, 0);
        check(Language::Ko, "제 역할은 일주일 내 완료였고 제 2차 시험도 있었습니다.", 1, 0);
        check(Language::Ko, "나는 내 생각을 저에게 물었다.", 3, 0);
        check(Language::Ko, "저도, 저한테, 저를", 3, 0);
    }

    #[test]
    fn a_dropped_subject_counts_as_nothing() {
        check(Language::Ko, "알람을 만들었습니다.", 0, 0);
    }
}
