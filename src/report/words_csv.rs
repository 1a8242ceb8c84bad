//! The words as a table for a spreadsheet or a script.

use super::history::quoted;
use super::sentences::by_sentence;
use crate::domain::{Attempt, FillerTier, Seconds, Word};

/// A line a word: `start_s,end_s,text,p,sentence,label,filler`. `sentence` counts from 1 and `label` is its part, both empty where they are not
/// known; `filler` is `counted`, `possible` or empty. Only the first line without words.
pub fn words_csv(attempt: &Attempt) -> String {
    let words = attempt.transcript.as_ref().map(|transcript| transcript.words.as_slice()).unwrap_or_default();
    let sentences = attempt.coverage.as_ref().map(|coverage| coverage.sentences.as_slice()).unwrap_or_default();
    let mut csv = String::from("start_s,end_s,text,p,sentence,label,filler\r\n");
    for (sentence, words) in by_sentence(words, sentences) {
        let number = sentence.and_then(|one| sentences.iter().position(|other| std::ptr::eq(one, other))).map(|at| (at + 1).to_string());
        let label = sentence.map(|sentence| sentence.label.code());
        for word in words {
            let fields = [
                time(word.start),
                time(word.end),
                word.text.clone(),
                format!("{:.3}", word.p),
                number.clone().unwrap_or_default(),
                label.unwrap_or_default().to_owned(),
                filler(attempt, word).to_owned(),
            ];
            csv.push_str(&fields.map(|field| quoted(&field)).join(","));
            csv.push_str("\r\n");
        }
    }
    csv
}

fn time(time: Seconds) -> String {
    format!("{:.3}", time.0)
}

fn filler(attempt: &Attempt, word: &Word) -> &'static str {
    let mut items = attempt.measurements.iter().flat_map(|measured| &measured.fillers.items);
    match items.find(|filler| filler.tier != FillerTier::Untranscribed && word.span().contains(filler.start)).map(|filler| filler.tier) {
        Some(FillerTier::Counted) => "counted",
        Some(_) => "possible",
        None => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Transcript;
    use crate::report::samples;

    #[test]
    fn each_word_is_a_line_with_its_sentence() {
        let expected = "start_s,end_s,text,p,sentence,label,filler\r\n\
            1.500,1.700,Our,0.980,1,S,\r\n1.700,2.100,pages,0.980,1,S,\r\n2.100,2.300,were,0.980,1,S,\r\n2.300,2.900,slow.,0.980,1,S,\r\n";
        assert_eq!(words_csv(&samples::full()), expected);
    }

    #[test]
    fn a_filler_is_named_and_text_is_quoted_where_it_must_be() {
        let word = |text: &str| Word { text: text.to_owned(), start: Seconds(20.0), end: Seconds(20.4), p: 0.5 };
        let transcript = Transcript { words: vec![word("um, \"so\"")], ..Transcript::default() };
        let attempt = Attempt { transcript: Some(transcript), coverage: None, ..samples::full() };
        assert!(words_csv(&attempt).ends_with("\r\n20.000,20.400,\"um, \"\"so\"\"\",0.500,,,counted\r\n"));
    }
}
