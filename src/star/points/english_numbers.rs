//! English number words: `two point four`, `forty-eight thousand`, `twenty fifteen`.

use crate::star::number_words::{TENS, UNITS};

#[derive(Clone, Copy)]
enum Piece {
    Units(f64),
    Tens(f64),
    Times(f64),
    And,
    Point,
}

/// Whether a word is a number word and nothing else.
pub fn is_word(word: &str) -> bool {
    matches!(piece(word), Some(Piece::Units(_) | Piece::Tens(_) | Piece::Times(_))) && word.len() > 2
}

/// Numbers in words that are nothing else.
pub fn certain(text: &str) -> Vec<f64> {
    runs(&words(text)).filter(|value| *value > 1.0).collect()
}

/// Every number that the words can be read to have.
pub fn possible(text: &str) -> Vec<f64> {
    let words = words(text);
    let short = words.iter().flat_map(|word| SHORT.iter().filter(move |(name, _)| name == word).map(|(_, value)| *value));
    short.chain(runs(&words)).collect()
}

fn words(text: &str) -> Vec<&str> {
    text.split(|sign: char| !sign.is_ascii_alphabetic()).filter(|word| !word.is_empty()).collect()
}

/// The readings of each run of number words.
fn runs(words: &[&str]) -> impl Iterator<Item = f64> {
    words.split(|word| piece(word).is_none()).flat_map(|run| {
        let mut reading = Reading::default();
        run.iter().filter_map(|word| piece(word)).for_each(|piece| reading.take(piece));
        reading.finish()
    })
}

const SHORT: &[(&str, f64)] = &[
    ("half", 50.0),
    ("half", 0.5),
    ("halved", 50.0),
    ("twice", 2.0),
    ("double", 2.0),
    ("doubled", 2.0),
    ("triple", 3.0),
    ("tripled", 3.0),
    ("quarter", 25.0),
    ("dozen", 12.0),
    ("couple", 2.0),
    ("third", 3.0),
    ("hundredth", 100.0),
    ("zero", 0.0),
    ("no", 0.0),
    ("nil", 0.0),
    ("single", 1.0),
    ("once", 1.0),
    ("both", 2.0),
    ("pair", 2.0),
    ("none", 0.0),
    ("a", 1.0),
    ("an", 1.0),
];

fn piece(word: &str) -> Option<Piece> {
    let at = |list: &[&str]| list.iter().position(|name| *name == word);
    match word {
        "hundred" | "hundreds" => Some(Piece::Times(100.0)),
        "thousand" | "thousands" => Some(Piece::Times(1e3)),
        "million" => Some(Piece::Times(1e6)),
        "billion" => Some(Piece::Times(1e9)),
        "and" => Some(Piece::And),
        "point" => Some(Piece::Point),
        "oh" | "o" => Some(Piece::Units(0.0)),
        _ => at(&UNITS).map(|n| Piece::Units(n as f64)).or_else(|| at(&TENS).map(|n| Piece::Tens(20.0 + 10.0 * n as f64))),
    }
}

/// A run of number words being read: as one number or several, and pair by pair (twenty fifteen).
#[derive(Default)]
struct Reading {
    /// Of the number at hand: what its thousands and millions make, and what has come since.
    thousands: f64,
    rest: f64,
    has_begun: bool,
    last: Option<f64>,
    /// After the point: what the next digit counts.
    place: Option<f64>,
    numbers: Vec<f64>,
    pairs: Vec<f64>,
}

impl Reading {
    fn take(&mut self, piece: Piece) {
        match (piece, self.place) {
            (Piece::And, _) => {}
            (Piece::Point, _) => (self.place, self.has_begun) = (Some(0.1), true),
            (Piece::Units(n), Some(place)) => {
                self.rest += n * place * if n >= 10.0 { 0.1 } else { 1.0 };
                self.place = Some(place / 10.0);
            }
            (Piece::Tens(n), Some(_)) => {
                self.rest += n * 0.01;
                self.place = Some(0.01);
            }
            (Piece::Units(n), None) => self.count(n, n < 10.0),
            (Piece::Tens(n), None) => self.count(n, false),
            (Piece::Times(times), _) => self.multiply(times),
        }
    }

    /// Twenty five goes on, and so does a hundred five; five six and twenty fifteen are numbers of their own.
    fn count(&mut self, n: f64, is_digit: bool) {
        let completes = is_digit && self.last.is_some_and(|last| (20.0..100.0).contains(&last));
        if !completes && self.last.is_some_and(|last| last < 100.0) {
            self.close();
        }
        match self.pairs.last_mut() {
            Some(pair) if completes => *pair += n,
            _ => self.pairs.push(n),
        }
        self.rest += n;
        (self.last, self.has_begun) = (Some(n), true);
    }

    fn multiply(&mut self, times: f64) {
        let counted = if self.has_begun && self.rest != 0.0 { self.rest } else { 1.0 };
        if times == 100.0 {
            self.rest = counted * 100.0;
        } else {
            self.thousands += counted * times;
            self.rest = 0.0;
        }
        (self.last, self.has_begun) = (Some(times), true);
    }

    fn close(&mut self) {
        if self.has_begun {
            self.numbers.push(self.thousands + self.rest);
        }
        (self.thousands, self.rest, self.has_begun) = (0.0, 0.0, false);
    }

    fn finish(mut self) -> Vec<f64> {
        self.close();
        if self.pairs.len() >= 2 {
            let joined: String = self.pairs.iter().map(|pair| format!("{pair:.0}")).collect();
            self.numbers.append(&mut self.pairs);
            self.numbers.extend(joined.parse::<f64>());
        }
        self.numbers
    }
}
