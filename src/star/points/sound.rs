//! How a word sounds, as its consonants: what Hangul and Latin spellings of one name have in common (CloudFront, 클라우드프론트, "cloud front").

use crate::star::hangul;

/// The consonants of a text in classes that Korean keeps apart, doubles as one: `KLTPLNT` for CloudFront.
pub fn sound(text: &str) -> String {
    let signs: Vec<char> = text.to_lowercase().chars().collect();
    let mut out = String::new();
    let mut push = |classes: &str| {
        for class in classes.chars() {
            if !out.ends_with(class) {
                out.push(class);
            }
        }
    };
    let mut at = 0;
    while at < signs.len() {
        let sign = signs[at];
        let next = signs.get(at + 1).copied().unwrap_or(' ');
        if let Some((initial, fin)) = hangul::consonants(sign) {
            push(INITIALS[initial]);
            push(FINALS[fin]);
        } else if sign.is_ascii_alphabetic() {
            let (classes, length) = latin(sign, next, signs.get(at + 2).copied().unwrap_or(' '));
            push(classes);
            at += length - 1;
        } else if sign.is_ascii_digit() {
            push(&sign.to_string());
        }
        at += 1;
    }
    out
}

/// By the number of the initial consonant: ㄱ ㄲ ㄴ ㄷ ㄸ ㄹ ㅁ ㅂ ㅃ ㅅ ㅆ ㅇ ㅈ ㅉ ㅊ ㅋ ㅌ ㅍ ㅎ.
const INITIALS: [&str; 19] = ["K", "K", "N", "T", "T", "L", "M", "P", "P", "S", "S", "", "J", "J", "J", "K", "T", "P", "H"];
/// By the number of the final consonant; clusters by what is heard.
const FINALS: [&str; 28] =
    ["", "K", "K", "K", "N", "N", "N", "T", "L", "K", "M", "L", "L", "L", "P", "L", "M", "P", "P", "T", "T", "N", "T", "T", "K", "T", "P", ""];

fn latin(sign: char, next: char, after: char) -> (&'static str, usize) {
    match (sign, next) {
        ('c', 'h') => ("J", 2),
        ('c', 'k') => ("K", 2),
        ('s', 'h') => ("S", 2),
        ('p', 'h') => ("P", 2),
        ('t', 'h') => ("S", 2),
        ('t', 'i') if after == 'o' => ("S", 2),
        ('g', 'h') => ("K", 2),
        ('c', 'e' | 'i' | 'y') => ("S", 1),
        ('q', 'u') => ("K", 2),
        ('b' | 'p' | 'f' | 'v', _) => ("P", 1),
        ('c' | 'k' | 'g' | 'q', _) => ("K", 1),
        ('d' | 't', _) => ("T", 1),
        ('s' | 'z', _) => ("S", 1),
        ('x', _) => ("KS", 1),
        ('j', _) => ("J", 1),
        ('l' | 'r', _) => ("L", 1),
        ('m', _) => ("M", 1),
        ('n', _) => ("N", 1),
        ('h', _) => ("H", 1),
        _ => ("", 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_sounds_the_same_in_both_scripts() {
        for (a, b) in
            [("CloudFront", "클라우드프론트"), ("Kafka", "카프카"), ("Terraform", "테라폼"), ("Redis", "레디스"), ("cloud front", "cloudfront")]
        {
            let (a, b) = (sound(a), sound(b));
            assert!(a == b || strsim::normalized_levenshtein(&a, &b) >= 0.75, "{a} {b}");
        }
        assert_ne!(sound("Redis"), sound("MySQL"));
        assert_eq!(sound("오이"), "");
    }
}
