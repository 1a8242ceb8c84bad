//! How many syllables a written number has when it is said.

use crate::domain::Language;

/// 일 … 구 have one syllable each; 하나 … 아홉, as they stand before a counter (한, 두, 세 …): one up to 넷, two from 다섯 on.
const NATIVE_ONES: [usize; 10] = [0, 1, 1, 1, 1, 2, 2, 2, 2, 2];
/// 열, 스물 (스무), 서른.
const NATIVE_TENS: [usize; 4] = [0, 1, 2, 2];
/// Native numerals are the rule before counters below this; above it most speakers change to 사십오 명, 오십 개.
const NATIVE_BELOW: u64 = 40;

/// What is counted with native numerals. 시 (o'clock) only up to twelve. Longer words that begin alike (개월, 시스템) are in the second list.
const NATIVE_COUNTERS: &[&str] = &[
    "개", "명", "번", "살", "시", "가지", "배", "달", "사람", "마리", "잔", "장", "대", "권", "곳", "군데", "팀", "건", "벌", "채", "줄", "쌍",
    "그루", "송이", "켤레", "차례",
];
const NOT_COUNTERS: &[&str] = &["개월", "개년", "번지", "장에", "대에", "배수", "대대"];

/// English numbers from zero to nineteen, and the tens.
const ENGLISH_SMALL: [usize; 20] = [2, 1, 1, 1, 1, 1, 1, 2, 1, 1, 1, 3, 1, 2, 2, 2, 2, 3, 2, 2];
const ENGLISH_TENS: [usize; 10] = [0, 0, 2, 2, 2, 2, 2, 3, 2, 2];

/// A number without anything it counts: whole, with a decimal point, a time of day (10:30) or a version (1.2.3).
pub fn plain(digits: &str, language: Language) -> usize {
    if let Some((hour, minute)) = digits.split_once(':') {
        return time_of_day(hour, minute, language);
    }
    let parts: Vec<&str> = digits.split('.').collect();
    match (parts.as_slice(), language) {
        ([whole], Language::En) if is_year(whole) => year(whole),
        ([whole, decimals], _) => self::whole(whole, language) + 1 + digit_by_digit(decimals, language),
        (all, _) => all.iter().map(|part| whole(part, language)).sum::<usize>() + all.len() - 1,
    }
}

/// In Korean: a number before the word `thing`, which is counted with native numerals (세 개) or Sino-Korean ones (삼 년).
pub fn counting(digits: &str, thing: &str) -> usize {
    let is_counter = NATIVE_COUNTERS.iter().any(|counter| thing.starts_with(counter)) && !NOT_COUNTERS.iter().any(|word| thing.starts_with(word));
    let limit = if thing.starts_with('시') && !thing.starts_with("시간") { 13 } else { NATIVE_BELOW };
    match digits.parse::<u64>() {
        Ok(number) if is_counter && (1..limit).contains(&number) => native(number),
        _ => plain(digits, Language::Ko),
    }
}

/// "1/3": 삼분의 일; one third. `None` where the upper number is not the smaller (24/7).
pub fn fraction(above: &str, below: &str, language: Language) -> Option<usize> {
    let (above, below): (u64, u64) = (above.parse().ok()?, below.parse().ok()?);
    (above < below).then(|| whole_number(above, language) + whole_number(below, language) + if language == Language::Ko { 2 } else { 0 })
}

/// Telephone numbers, decimals: every digit by its own name.
pub fn digit_by_digit(digits: &str, language: Language) -> usize {
    let digits = digits.chars().filter_map(|c| c.to_digit(10));
    match language {
        Language::Ko => digits.count(),
        Language::En => digits.map(|digit| ENGLISH_SMALL[digit as usize]).sum(),
    }
}

/// 제로, 원, 투, 쓰리, 포, 파이브, 식스, 세븐, 에이트, 나인.
pub fn english_digit_in_korean(digit: &str) -> usize {
    const COUNTS: [usize; 10] = [2, 1, 1, 2, 1, 3, 2, 2, 3, 2];
    digit.parse().ok().and_then(|digit: usize| COUNTS.get(digit).copied()).unwrap_or(0)
}

fn time_of_day(hour: &str, minute: &str, language: Language) -> usize {
    let minutes = minute.split(':').next().unwrap_or_default();
    match language {
        Language::Ko => counting(hour, "시") + 1 + if minutes.trim_start_matches('0').is_empty() { 0 } else { whole(minutes, language) + 1 },
        Language::En => whole(hour, language) + whole(minutes, language),
    }
}

fn whole(digits: &str, language: Language) -> usize {
    match digits.parse::<u64>() {
        Ok(number) if number < 10_u64.pow(16) => whole_number(number, language),
        _ => digit_by_digit(digits, language),
    }
}

fn whole_number(number: u64, language: Language) -> usize {
    match language {
        Language::Ko => sino(number),
        Language::En => english(number),
    }
}

fn native(number: u64) -> usize {
    NATIVE_TENS[(number / 10) as usize] + NATIVE_ONES[(number % 10) as usize]
}

/// 이천십오: in groups of four digits with 만, 억, 조 between them; 일 is not said before 십, 백, 천, nor before a leading 만.
fn sino(number: u64) -> usize {
    if number == 0 {
        return 1;
    }
    let mut count = 0;
    let mut rest = number;
    let mut group = 0;
    while rest > 0 {
        let (above, four) = (rest / 10_000, rest % 10_000);
        let just_man = group == 1 && four == 1 && above == 0;
        if four > 0 {
            count += if just_man { 0 } else { sino_below_ten_thousand(four) } + usize::from(group > 0);
        }
        rest = above;
        group += 1;
    }
    count
}

fn sino_below_ten_thousand(number: u64) -> usize {
    let digit = |power: u32| (number / 10_u64.pow(power)) % 10;
    let ones = usize::from(digit(0) > 0);
    ones + (1..=3).map(|power| [0, 1, 2][digit(power).min(2) as usize]).sum::<usize>()
}

fn english(number: u64) -> usize {
    match number {
        0..20 => ENGLISH_SMALL[number as usize],
        20..100 => ENGLISH_TENS[(number / 10) as usize] + rest(number % 10),
        100..1000 => ENGLISH_SMALL[(number / 100) as usize] + 2 + rest(number % 100),
        _ => {
            let step = [1_000_000_000_000, 1_000_000_000, 1_000_000, 1000].into_iter().find(|&step| number >= step).unwrap_or(1000);
            english(number / step) + 2 + rest(number % step)
        }
    }
}

/// What follows a hundred or a thousand; nothing where nothing follows.
fn rest(number: u64) -> usize {
    if number == 0 { 0 } else { english(number) }
}

fn is_year(digits: &str) -> bool {
    digits.len() == 4 && matches!(&digits[..2], "17" | "18" | "19" | "20")
}

/// Twenty fifteen, nineteen oh five; but two thousand (and) five, nineteen hundred.
fn year(digits: &str) -> usize {
    let (century, years) = (digits[..2].parse().unwrap_or(0), digits[2..].parse().unwrap_or(0));
    match (century, years) {
        (20, 0..10) => english(2000 + years),
        (_, 0) => english(century) + 2,
        (_, 1..10) => english(century) + 1 + english(years),
        _ => english(century) + english(years),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_the_syllables_of_their_korean_reading() {
        let check = |number, reading: &str| assert_eq!(sino(number), reading.chars().count(), "{number} {reading}");
        check(0, "영");
        check(10, "십");
        check(11, "십일");
        check(20, "이십");
        check(111, "백십일");
        check(1000, "천");
        check(2015, "이천십오");
        check(10_000, "만");
        check(11_000, "만천");
        check(20_000, "이만");
        check(110_000, "십일만");
        check(10_010_000, "천일만");
        check(100_000_000, "일억");
        check(100_010_000, "일억일만");
    }

    #[test]
    fn numbers_have_the_syllables_of_their_english_reading() {
        let check = |digits, expected| assert_eq!(plain(digits, Language::En), expected, "{digits}");
        check("0", 2); // zero
        check("17", 3); // seventeen
        check("70", 3); // seventy
        check("121", 6); // one hundred twenty-one
        check("1100", 6); // one thousand one hundred
        check("1905", 4); // nineteen oh five
        check("2000", 3); // two thousand
        check("2024", 5); // twenty twenty-four
        check("3.14", 4); // three point one four
        check("10:30", 3); // ten thirty
    }
}
