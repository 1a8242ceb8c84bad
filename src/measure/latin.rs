//! How many syllables a word in Latin letters has, in an English mouth and in a Korean one.
//!
//! Korean allows no clusters, so a word gains syllables on its way: "test" is 테스트. Both counts are rules with a table for what the rules miss.

/// Letter names: in English all but W have one syllable, in Korean these have more: A 에이, F 에프, H 에이치, I 아이, J 제이, K 케이, S 에스, V 브이,
/// W 더블유, X 엑스, Y 와이, Z 제트.
fn letter_in_korean(letter: char) -> usize {
    match letter.to_ascii_uppercase() {
        'H' | 'W' => 3,
        'A' | 'F' | 'I' | 'J' | 'K' | 'S' | 'V' | 'X' | 'Y' | 'Z' => 2,
        _ => 1,
    }
}

fn letter_in_english(letter: char) -> usize {
    if letter.eq_ignore_ascii_case(&'w') { 3 } else { 1 }
}

/// Words whose Korean form the rule misses: (lower case, syllables). The reading stands behind.
const KOREAN_FORMS: &[(&str, usize)] = &[
    ("json", 3),       // 제이슨
    ("yaml", 2),       // 야믈
    ("saas", 2),       // 사스
    ("rest", 3),       // 레스트
    ("crud", 3),       // 크러드
    ("ram", 1),        // 램
    ("lan", 1),        // 랜
    ("star", 2),       // 스타
    ("oauth", 3),      // 오어스
    ("nosql", 6),      // 노에스큐엘
    ("data", 3),       // 데이터
    ("database", 6),   // 데이터베이스
    ("lambda", 2),     // 람다
    ("python", 3),     // 파이썬
    ("java", 2),       // 자바
    ("javascript", 6), // 자바스크립트
    ("github", 3),     // 깃허브
    ("google", 2),     // 구글
    ("amazon", 3),     // 아마존
    ("kafka", 3),      // 카프카
    ("mysql", 6),      // 마이에스큐엘
    ("dynamodb", 6),   // 다이나모디비
    ("jenkins", 3),    // 젠킨스
    ("terraform", 3),  // 테라폼
    ("slack", 2),      // 슬랙
    ("devops", 4),     // 데브옵스
    ("latency", 4),    // 레이턴시
    ("kubernetes", 5), // 쿠버네티스
];

/// Words whose English count the rule misses.
const ENGLISH_FORMS: &[(&str, usize)] = &[
    ("every", 2),
    ("everything", 3),
    ("everyone", 3),
    ("business", 2),
    ("something", 2),
    ("sometimes", 2),
    ("someone", 2),
    ("different", 2),
    ("people", 2),
    ("idea", 3),
    ("ideas", 3),
    ("area", 3),
    ("areas", 3),
    ("being", 2),
    ("doing", 2),
    ("going", 2),
    ("create", 2),
    ("created", 3),
    ("creating", 3),
    ("really", 2),
    ("experience", 4),
    ("reliable", 4),
    ("science", 2),
    ("client", 2),
    ("clients", 2),
    ("quiet", 2),
    ("diet", 2),
    ("trial", 2),
    ("usually", 4),
    ("actually", 4),
    ("situation", 4),
    ("evaluation", 5),
    ("video", 3),
    ("radio", 3),
    ("period", 3),
    ("previous", 3),
    ("various", 3),
    ("serious", 3),
    ("obvious", 3),
    ("therefore", 2),
    ("somewhere", 2),
    ("moreover", 3),
    ("react", 2),
    ("real", 1),
    ("leadership", 3),
    ("moment", 2),
    ("safety", 2),
    ("lately", 2),
    ("completely", 3),
    ("definitely", 4),
    ("management", 3),
    ("statement", 2),
    ("improvement", 3),
    ("requirement", 3),
    ("requirements", 3),
    ("involvement", 3),
    ("movement", 2),
    ("careful", 2),
    ("useful", 2),
    ("hopefully", 3),
    ("kubernetes", 4),
    ("json", 2),
    ("yaml", 2),
    ("saas", 1),
    ("nosql", 4),
    ("i'd", 1),
    ("couldn't", 2),
    ("didn't", 2),
    ("wouldn't", 2),
    ("shouldn't", 2),
    ("wasn't", 2),
    ("doesn't", 2),
    ("isn't", 2),
    ("hasn't", 2),
    ("hadn't", 2),
    ("haven't", 2),
];

fn known(forms: &[(&str, usize)], word: &str) -> Option<usize> {
    forms.iter().find(|(form, _)| *form == word).map(|&(_, count)| count)
}

fn is_vowel(letter: char) -> bool {
    matches!(letter, 'a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'à'..='ä' | 'è'..='ï' | 'ò'..='ö' | 'ù'..='ü')
}

/// Said letter by letter: all capitals (a plural s aside), or nothing to pronounce.
fn is_spelled(word: &str) -> bool {
    let stem = word.strip_suffix('s').filter(|stem| stem.chars().count() > 1).unwrap_or(word);
    let short = word.chars().count() <= 5;
    (short && stem.chars().all(char::is_uppercase)) || !word.to_lowercase().chars().any(is_vowel)
}

/// "CloudFront" in its parts, so that each is read as a word: Cloud, Front.
fn humps(word: &str) -> Vec<String> {
    let chars: Vec<char> = word.chars().collect();
    let mut parts = vec![String::new()];
    for (at, &letter) in chars.iter().enumerate() {
        let begins = at > 0 && letter.is_uppercase() && (chars[at - 1].is_lowercase() || chars.get(at + 1).is_some_and(|next| next.is_lowercase()));
        if begins {
            parts.push(String::new());
        }
        if let Some(part) = parts.last_mut() {
            part.push(letter);
        }
    }
    parts
}

fn by_parts(word: &str, whole: impl Fn(&str) -> Option<usize>, spelled: impl Fn(char) -> usize, spoken: impl Fn(&str) -> usize) -> usize {
    if let Some(count) = whole(&word.to_lowercase()) {
        return count;
    }
    if is_spelled(word) {
        return word.chars().map(spelled).sum();
    }
    let parts = humps(word);
    if parts.len() == 1 {
        return spoken(&word.to_lowercase());
    }
    parts
        .iter()
        .map(|part| {
            let lower = part.to_lowercase();
            whole(&lower).unwrap_or_else(|| if is_spelled(part) { part.chars().map(&spelled).sum() } else { spoken(&lower) })
        })
        .sum()
}

pub fn in_english(word: &str) -> usize {
    let plain = word.replace('’', "'");
    by_parts(&plain, |word| known(ENGLISH_FORMS, word), letter_in_english, vowel_groups)
}

/// Groups of vowels, less the silent ones: a last e, and the e of -ed and -es where it is not needed to say them.
fn vowel_groups(word: &str) -> usize {
    let letters: Vec<char> = word.chars().filter(|letter| letter.is_alphabetic()).collect();
    let mut groups = 0;
    let mut inside = false;
    for (at, &letter) in letters.iter().enumerate() {
        let vowel = is_vowel(letter) && !(letter == 'y' && letters.get(at + 1).is_some_and(|&next| is_vowel(next)));
        groups += usize::from(vowel && !inside);
        inside = vowel;
    }
    groups += ["ia", "io", "eo", "iu"].iter().map(|pair| split_pairs(word, pair)).sum::<usize>();
    groups.saturating_sub(usize::from(ends_silently(&letters))).max(1)
}

/// Two vowels that are said apart (media, studio), but not in -tion, -sion, -cial and their like.
fn split_pairs(word: &str, pair: &str) -> usize {
    word.match_indices(pair).filter(|&(at, _)| at > 0 && !word[..at].ends_with(['t', 's', 'c', 'g', 'x']) && !word[..at].ends_with(is_vowel)).count()
}

fn ends_silently(letters: &[char]) -> bool {
    match letters {
        [.., before, 'l', 'e'] => is_vowel(*before),
        [.., before, 'l', 'e', 's' | 'd'] => is_vowel(*before),
        [.., before, 'e'] => !is_vowel(*before),
        [.., before, 'e', 'd'] => !is_vowel(*before) && !matches!(before, 't' | 'd'),
        [.., 's' | 'c', 'h', 'e', 's'] => false,
        [.., before, 'e', 's'] => !is_vowel(*before) && !matches!(before, 's' | 'x' | 'z' | 'c' | 'g'),
        _ => false,
    }
}

pub fn in_korean(word: &str) -> usize {
    by_parts(word, |word| known(KOREAN_FORMS, word), letter_in_korean, loan_word)
}

/// The rule: one syllable a vowel, two for the vowels that Korean writes as two (클라우드, 타임), and one for every consonant that cannot close a
/// syllable (ㄴ, ㅁ, ㅇ, ㄹ, and ㄱ, ㅂ, ㅅ after a short vowel can) and has no vowel of its own.
fn loan_word(word: &str) -> usize {
    let letters: Vec<char> = word.chars().filter(|letter| letter.is_alphabetic()).collect();
    let silent = ends_silently(&letters);
    let voiced = &letters[..letters.len() - usize::from(silent)];
    let mut count = 0;
    let mut at = 0;
    while at < voiced.len() {
        let vowel = is_vowel_at(voiced, at);
        let end = (at + 1..voiced.len()).find(|&next| is_vowel_at(voiced, next) != vowel).unwrap_or(voiced.len());
        count += if vowel {
            vowels(&voiced[at..end], silent && end + 1 == voiced.len())
        } else {
            consonants(&voiced[at..end], at > 0, end < voiced.len())
        };
        at = end;
    }
    count.max(1)
}

/// y before a vowel is no vowel of its own.
fn is_vowel_at(letters: &[char], at: usize) -> bool {
    is_vowel(letters[at]) && !(letters[at] == 'y' && letters.get(at + 1).is_some_and(|&next| is_vowel(next)))
}

/// One syllable, two for diphthongs; `lengthened` by a silent e, a and i become 에이 and 아이.
fn vowels(group: &[char], lengthened: bool) -> usize {
    match group {
        ['o', 'u' | 'w' | 'y' | 'i'] | ['a', 'i' | 'y'] | ['i', 'a' | 'o' | 'e'] | ['e', 'o'] | ['u', 'i'] => 2,
        ['a' | 'i'] if lengthened => 2,
        _ => 1,
    }
}

/// The extra syllables of a cluster after and before a vowel.
fn consonants(cluster: &[char], after_vowel: bool, before_vowel: bool) -> usize {
    let long_vowel = after_vowel && cluster[0] == 'r' && cluster.len() > 1;
    let sounds = sounds(if long_vowel { &cluster[1..] } else { cluster });
    let onset = usize::from(before_vowel);
    let closed = after_vowel && !long_vowel && sounds.len() > onset && closes(sounds[0], sounds.get(1).copied());
    sounds.len().saturating_sub(onset + usize::from(closed))
}

/// The consonants that are heard: letters that make one sound together count once (as h with another before it), x is k and s.
fn sounds(cluster: &[char]) -> Vec<char> {
    let mut found: Vec<char> = Vec::new();
    for (at, &letter) in cluster.iter().enumerate() {
        let before = at.checked_sub(1).map(|before| cluster[before]);
        match (before, letter) {
            (Some('s' | 'c' | 't' | 'p' | 'g' | 'w'), 'h') => *found.last_mut().unwrap_or(&mut 'h') = 'h',
            (Some('c'), 'k') | (Some('t'), 'c') | (Some('n'), 'g') => {}
            (Some(before), letter) if before == letter => {}
            (_, 'x') => found.extend(['k', 's']),
            _ => found.push(letter),
        }
    }
    found
}

/// Whether a consonant can close the syllable before it: nasals and l always, stops unless a liquid takes them along (디플로이).
fn closes(sound: char, next: Option<char>) -> bool {
    match sound {
        'n' | 'm' | 'l' | 'r' => true,
        'c' | 'k' | 'p' => !matches!(next, Some('l' | 'r')),
        't' | 'b' => next.is_none(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn loan_words_gain_the_syllables_that_korean_gives_them() {
        let check = |word, reading: &str| (in_korean(word) != reading.chars().count()).then(|| format!("{word} {reading} {}", in_korean(word)));
        let cases = [
            ("cloud", "클라우드"),
            ("service", "서비스"),
            ("server", "서버"),
            ("docker", "도커"),
            ("container", "컨테이너"),
            ("team", "팀"),
            ("system", "시스템"),
            ("cache", "캐시"),
            ("Redis", "레디스"),
            ("Linux", "리눅스"),
            ("deploy", "디플로이"),
            ("email", "이메일"),
            ("online", "온라인"),
            ("time", "타임"),
            ("code", "코드"),
            ("node", "노드"),
            ("network", "네트워크"),
            ("plan", "플랜"),
            ("pod", "파드"),
            ("CloudWatch", "클라우드워치"),
            ("OAuth", "오어스"),
            ("VPC", "브이피씨"),
            ("vCPU", "브이씨피유"),
        ];
        let wrong: Vec<String> = cases.into_iter().filter_map(|(word, reading)| check(word, reading)).collect();
        assert!(wrong.is_empty(), "{wrong:#?}");
    }
}
