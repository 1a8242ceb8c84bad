//! Fillers in three figures: counted (nothing but a filler), possible (may mean something), untranscribed (a voice that no word covers).

use crate::domain::{Filler, FillerTier, Fillers, Language, Seconds, Span, SpeechTrack, Word};

/// A possible filler stands beside a silence longer than this …
const PAUSE_BESIDE: Seconds = Seconds(0.3);
/// … a word that usually means something between two longer than this …
const PAUSE_AROUND: Seconds = Seconds(0.5);
/// … or is drawn out: spoken for this long, twice the usual length of a syllable.
const DRAWN_OUT: Seconds = Seconds(0.4);

/// A voice without a word counts from this length: shorter stretches are the inexactness of word times.
const SHORTEST_UNTRANSCRIBED: Seconds = Seconds(0.3);

/// When a word that may be a filler is taken for one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Gate {
    /// Drawn out, or with a pause on either side.
    Beside,
    /// Drawn out, or with a pause behind it: 그 before a noun is a determiner, 그 before a silence is not.
    Behind,
    /// With long pauses on both sides.
    Around,
}

/// Phrases stand before their words, so that they are matched first.
const ENGLISH: &[(&str, Gate)] = &[
    ("you know", Gate::Beside),
    ("i mean", Gate::Beside),
    ("kind of", Gate::Beside),
    ("sort of", Gate::Beside),
    ("like", Gate::Beside),
    ("basically", Gate::Beside),
    ("actually", Gate::Beside),
    ("well", Gate::Around),
    ("right", Gate::Around),
    ("so", Gate::Around),
];

const KOREAN: &[(&str, Gate)] = &[
    ("뭐랄까", Gate::Beside),
    ("뭐 랄까", Gate::Beside),
    ("저기", Gate::Behind),
    ("뭐", Gate::Behind),
    ("그", Gate::Behind),
    ("저", Gate::Behind),
    ("이", Gate::Behind),
    ("아", Gate::Behind),
    ("에", Gate::Behind),
    ("이제", Gate::Around),
    ("근데", Gate::Around),
    ("아니", Gate::Around),
    ("약간", Gate::Around),
    ("막", Gate::Around),
    ("그러니까", Gate::Around),
];

/// Whether this word is never anything but a filler in `language`.
pub fn is_counted_filler(word: &str, language: Language) -> bool {
    let letters = letters(word);
    let squeezed = squeezed(&letters);
    match language {
        Language::En => match squeezed.as_str() {
            "um" | "uh" | "uhm" | "hm" | "erm" => true,
            "er" => letters != "err",
            "m" => letters.len() > 1,
            _ => false,
        },
        Language::Ko => matches!(squeezed.as_str(), "음" | "어" | "으음" | "으" | "흠"),
    }
}

/// The fillers among `words`, and the stretches of speech that no word covers. Silences are those of the waveform.
pub fn find_fillers(track: &SpeechTrack, words: &[Word], language: Language) -> Fillers {
    let mut items = spoken_fillers(track, words, language);
    items.extend(untranscribed(track, words));
    items.sort_by(|a, b| a.start.0.total_cmp(&b.start.0));
    let count = |tier| Some(items.iter().filter(|item| item.tier == tier).count());
    Fillers { counted: count(FillerTier::Counted), possible: count(FillerTier::Possible), untranscribed: count(FillerTier::Untranscribed), items }
}

fn spoken_fillers(track: &SpeechTrack, words: &[Word], language: Language) -> Vec<Filler> {
    let mut items = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let (tier, taken) = if is_counted_filler(&words[at].text, language) {
            (Some(FillerTier::Counted), 1)
        } else {
            possible(track, words, at, language).map_or((None, 1), |taken| (Some(FillerTier::Possible), taken))
        };
        if let Some(tier) = tier {
            let said = &words[at..at + taken];
            let text = said.iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(" ");
            items.push(Filler { text, start: said[0].start.to_millis(), end: said[taken - 1].end.to_millis(), tier });
        }
        at += taken;
    }
    items
}

/// The number of words from `at` on that may be a filler and stand where fillers do.
fn possible(track: &SpeechTrack, words: &[Word], at: usize, language: Language) -> Option<usize> {
    let list = if language == Language::Ko { KOREAN } else { ENGLISH };
    let (taken, gate) = list.iter().find_map(|&(phrase, gate)| {
        let taken = phrase.split(' ').count();
        let here = words.get(at..at + taken)?;
        here.iter().zip(phrase.split(' ')).all(|(word, part)| letters(&word.text) == part).then_some((taken, gate))
    })?;
    let said = &words[at..at + taken];
    let before = silence_between(track, at.checked_sub(1).map(|before| &words[before]), Some(&said[0]));
    let behind = silence_between(track, said.last(), words.get(at + taken)).max(trails_off(&said[taken - 1].text));
    let drawn_out = taken == 1 && spoken_length(track, &said[0]) >= DRAWN_OUT;
    let stands_out = match gate {
        Gate::Beside => drawn_out || before > PAUSE_BESIDE || behind > PAUSE_BESIDE,
        Gate::Behind => drawn_out || behind > PAUSE_BESIDE,
        Gate::Around => before > PAUSE_AROUND && behind > PAUSE_AROUND,
    };
    stands_out.then_some(taken)
}

/// The recogniser's three dots stand for a silence of unknown length.
fn trails_off(text: &str) -> Seconds {
    if text.ends_with('…') || text.ends_with("...") { PAUSE_AROUND } else { Seconds::ZERO }
}

/// The longest silence between the middles of two words. Before the first word and after the last one nothing is said, which is no pause.
fn silence_between(track: &SpeechTrack, before: Option<&Word>, after: Option<&Word>) -> Seconds {
    let (Some(before), Some(after)) = (before, after) else {
        return Seconds::ZERO;
    };
    let between = Span { start: middle(before), end: middle(after) };
    let silences = track.regions.windows(2).map(|pair| Span { start: pair[0].end, end: pair[1].start });
    silences.filter(|silence| silence.overlap(between) > Seconds::ZERO).map(Span::length).fold(Seconds::ZERO, Seconds::max)
}

/// Word times may run into silence; what counts is the part in which somebody speaks.
fn spoken_length(track: &SpeechTrack, word: &Word) -> Seconds {
    track.regions.iter().map(|region| region.overlap(word.span())).sum()
}

/// The moment at which a word surely is being said.
pub fn middle(word: &Word) -> Seconds {
    Seconds((word.start.0 + word.end.0) / 2.0)
}

fn untranscribed(track: &SpeechTrack, words: &[Word]) -> Vec<Filler> {
    let mut items = Vec::new();
    for region in &track.regions {
        let mut covered_to = region.start;
        for word in words.iter().filter(|word| word.span().overlap(*region) > Seconds::ZERO) {
            items.extend(uncovered(covered_to, word.start));
            covered_to = covered_to.max(word.end);
        }
        items.extend(uncovered(covered_to, region.end));
    }
    items
}

fn uncovered(start: Seconds, end: Seconds) -> Option<Filler> {
    let long = (end - start).to_millis() >= SHORTEST_UNTRANSCRIBED;
    long.then(|| Filler { text: String::new(), start: start.to_millis(), end: end.to_millis(), tier: FillerTier::Untranscribed })
}

pub fn letters(word: &str) -> String {
    word.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The word with repeated letters written once: "ummm" is "um", "어어" is "어".
fn squeezed(word: &str) -> String {
    let mut letters: Vec<char> = word.chars().collect();
    letters.dedup();
    letters.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn track(regions: &[(f64, f64)]) -> SpeechTrack {
        SpeechTrack { regions: regions.iter().map(|&(start, end)| Span::new(start, end)).collect(), ..SpeechTrack::default() }
    }

    fn words(said: &[(&str, f64, f64)]) -> Vec<Word> {
        said.iter().map(|&(text, start, end)| Word { text: text.to_owned(), start: Seconds(start), end: Seconds(end), p: 1.0 }).collect()
    }

    #[test]
    fn sounds_of_hesitation_are_counted_in_their_own_language_only() {
        let check = |word, language, expected| assert_eq!(is_counted_filler(word, language), expected, "{word}");
        for word in ["um", "Um,", "ummm", "uh", "Uhh...", "uhm", "er", "Erm", "hmm", "Mm"] {
            check(word, Language::En, true);
        }
        for word in ["umbrella", "her", "err", "a", "m", "oh", "음", ""] {
            check(word, Language::En, false);
        }
        for word in ["음", "음...", "으음", "어,", "어어", "음음음"] {
            check(word, Language::Ko, true);
        }
        for word in ["음악", "어제", "어떤", "um", "네", "아"] {
            check(word, Language::Ko, false);
        }
    }

    /// Each pair of words that is content in one place and a filler in another.
    #[test]
    fn words_that_mean_something_count_only_where_fillers_stand() {
        let check = |language, regions: &[(f64, f64)], said: &[(&str, f64, f64)], expected: &[&str]| {
            let found = find_fillers(&track(regions), &words(said), language);
            let texts: Vec<_> = found.items.iter().filter(|item| item.tier == FillerTier::Possible).map(|item| item.text.as_str()).collect();
            assert_eq!(texts, expected, "{said:?}");
        };
        let (ko, en) = (Language::Ko, Language::En);
        check(ko, &[(0.0, 1.2)], &[("그", 0.0, 0.2), ("프로젝트에서", 0.2, 1.2)], &[]);
        check(ko, &[(0.0, 0.2), (0.9, 2.0)], &[("그…", 0.0, 0.2), ("프로젝트에서", 0.9, 2.0)], &["그…"]);
        check(ko, &[(0.0, 1.0), (1.6, 2.5)], &[("끝났습니다.", 0.0, 1.0), ("그", 1.6, 1.8), ("프로젝트는", 1.8, 2.5)], &[]);
        check(ko, &[(0.0, 1.5)], &[("이제", 0.0, 0.4), ("운영", 0.4, 0.8), ("중입니다", 0.8, 1.5)], &[]);
        check(ko, &[(0.0, 0.5), (1.2, 1.5), (2.2, 3.0)], &[("했고", 0.0, 0.5), ("이제", 1.2, 1.5), ("옮겼습니다", 2.2, 3.0)], &["이제"]);
        check(ko, &[(0.0, 0.6), (1.3, 2.0)], &[("아니요,", 0.0, 0.6), ("아니라", 1.3, 2.0)], &[]);
        check(ko, &[(0.0, 1.0)], &[("약간의", 0.0, 0.4), ("비용이", 0.4, 1.0)], &[]);
        check(ko, &[(0.0, 1.0), (1.5, 2.0)], &[("뭐가", 0.0, 0.3), ("문제였냐면", 0.3, 1.0), ("비용이었고", 1.5, 2.0)], &[]);
        check(ko, &[(0.0, 0.3), (0.7, 1.4)], &[("뭐", 0.0, 0.3), ("괜찮았습니다", 0.7, 1.4)], &["뭐"]);
        check(ko, &[(0.0, 0.4), (0.9, 1.4)], &[("저는", 0.0, 0.4), ("저희", 0.9, 1.4)], &[]);
        check(ko, &[(0.0, 1.5)], &[("저", 0.0, 0.55), ("그때는", 0.6, 1.5)], &["저"]);
        check(en, &[(0.0, 1.0)], &[("I", 0.0, 0.2), ("like", 0.2, 0.4), ("it", 0.4, 1.0)], &[]);
        check(en, &[(0.0, 0.5), (0.9, 2.0)], &[("was", 0.0, 0.5), ("like,", 0.9, 1.2), ("three", 1.2, 2.0)], &["like,"]);
        check(en, &[(0.0, 0.5), (0.9, 2.0)], &[("was", 0.0, 0.5), ("you", 0.9, 1.0), ("know", 1.0, 1.2), ("hard", 1.2, 2.0)], &["you know"]);
        check(en, &[(0.0, 1.0), (1.6, 2.0)], &[("done.", 0.0, 1.0), ("So", 1.6, 1.8), ("then", 1.8, 2.0)], &[]);
    }

    #[test]
    fn a_voice_that_no_word_covers_is_listed_with_its_stretch() {
        let track = track(&[(0.0, 1.0), (2.0, 3.0)]);
        let found = find_fillers(&track, &words(&[("one", 0.0, 0.4), ("two", 2.0, 2.8)]), Language::En);
        let stretches: Vec<_> = found.items.iter().map(|item| (item.start.0, item.end.0, item.tier)).collect();
        assert_eq!(stretches, [(0.4, 1.0, FillerTier::Untranscribed)]);
        assert_eq!((found.counted, found.possible, found.untranscribed), (Some(0), Some(0), Some(1)));
    }

    #[test]
    fn where_a_model_heard_nothing_every_stretch_is_untranscribed() {
        assert_eq!(find_fillers(&track(&[(0.0, 1.0), (2.0, 3.0)]), &[], Language::En).untranscribed, Some(2));
    }
}
