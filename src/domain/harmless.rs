//! Text from outside, as a terminal or a page may show it.

/// Keeps together what stands on either side of it.
pub const NO_BREAK: char = '\u{A0}';

/// Without control characters (white space becomes a space) and without the marks that turn the direction of writing.
pub fn harmless(text: &str) -> String {
    let turns = |sign: char| matches!(sign, '\u{200E}' | '\u{200F}' | '\u{061C}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    let seen = text.chars().filter(|&sign| !turns(sign) && (sign.is_whitespace() || !sign.is_control()));
    seen.map(|sign| if sign.is_whitespace() && sign != NO_BREAK { ' ' } else { sign }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(harmless(text), expected);
    }

    #[test]
    fn what_steers_a_terminal_or_turns_the_text_is_left_out_and_letters_stay() {
        check("plain, 한글 👩‍💻 <b>", "plain, 한글 👩‍💻 <b>");
        check("\u{202E}turned\u{2066}", "turned");
        check("red\u{1B}[31m\u{7}\u{9B}2J", "red[31m2J");
        check("two\r\nlines\tand\u{2028}more", "two  lines and more");
        check("12\u{A0}s", "12\u{A0}s");
    }
}
