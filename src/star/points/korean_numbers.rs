//! Korean number words, Chinese (이천십오, 이 점 일) and native (마흔, 세), days (닷새) and halves.

/// Every number that the words can be read to have. Recognised text puts spaces anywhere and particles look like numbers (이, 일), so a number may begin where a word does, and end
/// with its word or go on into the next.
pub fn possible(text: &str) -> Vec<f64> {
    let words: Vec<Vec<char>> = text.split_whitespace().map(|word| word.chars().filter(|sign| sign.is_alphanumeric()).collect()).collect();
    let squeezed: String = words.iter().flatten().collect();
    let mut found: Vec<f64> = FIXED.iter().filter(|(name, _)| squeezed.contains(name)).map(|(_, value)| *value).collect();
    for at in 0..words.len() {
        let on: Vec<char> = words[at..].iter().take(6).flatten().copied().collect();
        for start in 0..words[at].len() {
            // Inside a word a number begins only behind what is none: 월평균이십건.
            if start > 0 && is_number_sign(on[start - 1]) {
                continue;
            }
            let longest = number_signs(&on[start..]);
            let own = number_signs(&words[at][start..]);
            for length in [longest, own, longest.saturating_sub(1), own.saturating_sub(1)] {
                found.extend(reading(&on[start..], length));
            }
            found.extend(
                native(&on[start..])
                    .filter(|(_, length)| *length >= 2 || matches!(on[start], '둘' | '셋' | '넷' | '열') || is_counted(&on[start + length..]))
                    .map(|(value, _)| value),
            );
        }
    }
    found
}

const FIXED: &[(&str, f64)] = &[
    ("절반", 50.0),
    ("절반", 0.5),
    ("반으로", 50.0),
    ("반토막", 50.0),
    ("한번도", 0.0),
    ("하나도", 0.0),
    ("한건도", 0.0),
    ("전혀", 0.0),
    ("없", 0.0),
    ("제로", 0.0),
    ("하루", 1.0),
    ("이틀", 2.0),
    ("사흘", 3.0),
    ("나흘", 4.0),
    ("닷새", 5.0),
    ("엿새", 6.0),
    ("이레", 7.0),
    ("여드레", 8.0),
    ("아흐레", 9.0),
    ("열흘", 10.0),
    ("보름", 15.0),
];

fn is_number_sign(sign: char) -> bool {
    sino_digit(sign).is_some() || matches!(sign, '십' | '백' | '천' | '만' | '억' | '조' | '점')
}

fn number_signs(signs: &[char]) -> usize {
    signs.iter().take_while(|sign| is_number_sign(**sign)).count()
}

/// The first `length` signs as one number; a single sign only where something is counted.
fn reading(signs: &[char], length: usize) -> Option<f64> {
    if length == 0 || (length == 1 && !is_counted(&signs[1..])) {
        return None;
    }
    sino(&signs[..length]).filter(|(_, used)| *used == length).map(|(value, _)| value)
}

/// Whether what follows is counted: a unit or a counter.
fn is_counted(rest: &[char]) -> bool {
    let rest: String = rest.iter().take(4).collect();
    COUNTED.iter().any(|name| rest.starts_with(name))
}

const COUNTED: &[&str] = &[
    "초",
    "분",
    "시",
    "일",
    "주",
    "달",
    "개",
    "월",
    "년",
    "해",
    "명",
    "사람",
    "건",
    "껀",
    "종",
    "여",
    "번",
    "차",
    "회",
    "배",
    "퍼",
    "프로",
    "원",
    "달러",
    "대",
    "곳",
    "군데",
    "팀",
    "층",
    "점",
    "판",
    "살",
    "장",
    "권",
    "잔",
    "병",
    "쪽",
    "가지",
    "마리",
    "톤",
    "킬로",
    "미터",
    "센",
    "그램",
    "채",
    "집",
    "반",
    "학",
    "단",
    "줄",
    "칸",
    "호",
    "쌍",
    "인",
    "페이지",
    "시간",
    "주일",
    "서비스",
    "밀리",
    "만",
    "천",
    "백",
    "억",
    "자",
    "짝",
    "통",
    "끼",
    "편",
    "박",
    "세트",
    "조",
];

fn sino_digit(sign: char) -> Option<f64> {
    Some(match sign {
        '영' | '공' => 0.0,
        '일' => 1.0,
        '이' => 2.0,
        '삼' => 3.0,
        '사' => 4.0,
        '오' => 5.0,
        '육' | '륙' => 6.0,
        '칠' => 7.0,
        '팔' => 8.0,
        '구' => 9.0,
        _ => return None,
    })
}

/// The longest Sino-Korean number at the beginning, and its length in signs: 이천십오, 이공이일, 이점사, 육백이십.
fn sino(signs: &[char]) -> Option<(f64, usize)> {
    let (mut total, mut section, mut digit, mut length) = (0.0, 0.0, None::<f64>, 0);
    while let Some(&sign) = signs.get(length) {
        if let Some(value) = sino_digit(sign) {
            digit = Some(digit.map_or(value, |digit| digit * 10.0 + value));
        } else if let Some(times) = match sign {
            '십' => Some(10.0),
            '백' => Some(100.0),
            '천' => Some(1000.0),
            _ => None,
        } {
            section += digit.take().unwrap_or(1.0) * times;
        } else if let Some(times) = match sign {
            '만' => Some(1e4),
            '억' => Some(1e8),
            '조' => Some(1e12),
            _ => None,
        } {
            if length == 0 && sign == '조' {
                return None;
            }
            let before = section + digit.take().unwrap_or(0.0);
            total += if before == 0.0 { 1.0 } else { before } * times;
            section = 0.0;
        } else if sign == '점' && length > 0 && signs.get(length + 1).copied().and_then(sino_digit).is_some() {
            let mut place = 0.1;
            let mut value = total + section + digit.unwrap_or(0.0);
            let mut at = length + 1;
            while let Some(next) = signs.get(at).copied().and_then(sino_digit) {
                value += next * place;
                place /= 10.0;
                at += 1;
            }
            return Some((value, at));
        } else {
            break;
        }
        length += 1;
    }
    (length > 0).then(|| (total + section + digit.unwrap_or(0.0), length))
}

/// The longest native number at the beginning: 마흔, 스물두, 열셋, 세.
fn native(signs: &[char]) -> Option<(f64, usize)> {
    const TENS: &[(&str, f64)] = &[
        ("열", 10.0),
        ("스물", 20.0),
        ("스무", 20.0),
        ("서른", 30.0),
        ("마흔", 40.0),
        ("쉰", 50.0),
        ("예순", 60.0),
        ("일흔", 70.0),
        ("여든", 80.0),
        ("아흔", 90.0),
    ];
    const UNITS: &[(&str, f64)] = &[
        ("하나", 1.0),
        ("한", 1.0),
        ("둘", 2.0),
        ("두", 2.0),
        ("셋", 3.0),
        ("세", 3.0),
        ("석", 3.0),
        ("넷", 4.0),
        ("네", 4.0),
        ("넉", 4.0),
        ("다섯", 5.0),
        ("여섯", 6.0),
        ("일곱", 7.0),
        ("여덟", 8.0),
        ("아홉", 9.0),
    ];
    let text: String = signs.iter().take(5).collect();
    let first =
        |list: &[(&str, f64)], text: &str| list.iter().find(|(name, _)| text.starts_with(name)).map(|(name, value)| (*value, name.chars().count()));
    let (tens, length) = first(TENS, &text).unwrap_or((0.0, 0));
    let rest: String = signs.iter().skip(length).take(3).collect();
    match first(UNITS, &rest) {
        Some((units, more)) => Some((tens + units, length + more)),
        None => (length > 0).then_some((tens, length)),
    }
}
