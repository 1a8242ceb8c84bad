//! The bytes of a note as text: UTF-8, UTF-16 with its mark, or CP949, in which Korean Windows saves plain text.

use std::borrow::Cow;

use encoding_rs::{EUC_KR, Encoding};
use unicode_normalization::UnicodeNormalization;

use crate::domain::sign::is_hangul;

/// Why a file is no note.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotText {
    Pdf,
    /// A word processor's file: DOCX, ODT, HWPX, or an older DOC, HWP; RTF.
    Document,
    /// Something else that is no text; the line where that shows.
    Binary {
        line: usize,
    },
}

/// The text in composed form (NFC) with `\n` at the ends of lines, without a byte order mark. What cannot be decoded is an error, never a replacement sign.
///
/// # Errors
/// [`NotText`], by what the bytes begin with or by the first that is part of no text.
pub fn decode(bytes: &[u8]) -> Result<String, NotText> {
    if let Some(kind) = known(bytes) {
        return Err(kind);
    }
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        return with(encoding, &bytes[length..]);
    }
    if let Some(place) = bytes.iter().position(|byte| *byte == 0) {
        return Err(NotText::Binary { line: line_of(bytes, place) });
    }
    match str::from_utf8(bytes) {
        Ok(text) => Ok(composed(text)),
        // A bad byte after good Korean is a bad byte, not another encoding.
        Err(error) if !bytes[..error.valid_up_to()].is_ascii() => Err(NotText::Binary { line: line_of(bytes, error.valid_up_to()) }),
        Err(_) => with(EUC_KR, bytes),
    }
}

/// In composed form, which most texts have already: then nothing is looked up.
fn composed(text: &str) -> String {
    let is_composed = |sign: char| sign.is_ascii() || is_hangul(sign) || ('\u{2010}'..='\u{2027}').contains(&sign);
    let text = with_line_ends(text);
    if text.chars().all(is_composed) { text.into_owned() } else { text.nfc().collect() }
}

/// With `\n` at the end of each line.
fn with_line_ends(text: &str) -> Cow<'_, str> {
    if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n").into() } else { text.into() }
}

/// Files of other programs, by their first bytes.
fn known(bytes: &[u8]) -> Option<NotText> {
    let begins = |mark: &[u8]| bytes.starts_with(mark);
    match () {
        () if begins(b"%PDF") => Some(NotText::Pdf),
        () if begins(b"PK\x03\x04") || begins(b"\xD0\xCF\x11\xE0") || begins(b"{\\rtf") || begins(b"HWP Document File") => Some(NotText::Document),
        () => None,
    }
}

fn with(encoding: &'static Encoding, bytes: &[u8]) -> Result<String, NotText> {
    match encoding.decode_without_bom_handling_and_without_replacement(bytes) {
        Some(text) => Ok(composed(&text)),
        None => Err(NotText::Binary { line: first_bad_line(encoding, bytes) }),
    }
}

/// The line of the first bytes that mean nothing: the decoder stops before them.
fn first_bad_line(encoding: &'static Encoding, bytes: &[u8]) -> usize {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut good = String::with_capacity(decoder.max_utf8_buffer_length_without_replacement(bytes.len()).unwrap_or_default());
    let _ = decoder.decode_to_string_without_replacement(bytes, &mut good, true);
    line_after(&good)
}

fn line_of(bytes: &[u8], place: usize) -> usize {
    line_after(&String::from_utf8_lossy(&bytes[..place]))
}

fn line_after(text: &str) -> usize {
    with_line_ends(text).matches('\n').count() + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_is_read_in_any_of_its_encodings() {
        let text = "상황: 일정이 촉박\nS: late";
        assert_eq!(decode(text.as_bytes()).unwrap(), text);
        assert_eq!(decode(text.replace('\n', "\r\n").as_bytes()).unwrap(), text);
        assert_eq!(decode(text.replace('\n', "\r").as_bytes()).unwrap(), text);
        assert_eq!(decode(format!("\u{feff}{text}").as_bytes()).unwrap(), text);
        assert_eq!(decode(&EUC_KR.encode(text).0).unwrap(), text);
        let utf16: Vec<u8> = [0xFF, 0xFE].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
        assert_eq!(decode(&utf16).unwrap(), text);
        let taken_apart: String = text.nfd().collect();
        assert_eq!(decode(taken_apart.as_bytes()).unwrap(), text);
    }

    #[test]
    fn other_files_are_refused_for_what_they_are() {
        assert_eq!(decode(b"%PDF-1.7"), Err(NotText::Pdf));
        assert_eq!(decode(b"PK\x03\x04..."), Err(NotText::Document));
        assert_eq!(decode(b"a\nb\x00c"), Err(NotText::Binary { line: 2 }));
        assert_eq!(decode(b"a\n\xFF\xFF\n"), Err(NotText::Binary { line: 2 }));
        let mut spoilt = "상황\n과제\n".as_bytes().to_vec();
        spoilt.push(0xFF);
        assert_eq!(decode(&spoilt), Err(NotText::Binary { line: 3 }));
        assert_eq!(decode(b"a\r\nb\rc\x00"), Err(NotText::Binary { line: 3 }));
        let mut spoilt = EUC_KR.encode("상황\n과제\n행동").0.into_owned();
        spoilt.extend(b"\n\xFF\n");
        assert_eq!(decode(&spoilt), Err(NotText::Binary { line: 4 }));
    }

    /// `\u{10A}` and `\u{A0A}` have the byte of a line's end in them and end none.
    #[test]
    fn a_bad_unit_of_utf_16_is_named_with_its_line() {
        let check = |units: &[u16], odd: &[u8], expected: usize| {
            let little: Vec<u8> =
                [0xFF, 0xFE].into_iter().chain(units.iter().flat_map(|unit| unit.to_le_bytes())).chain(odd.iter().copied()).collect();
            let big: Vec<u8> = [0xFE, 0xFF].into_iter().chain(units.iter().flat_map(|unit| unit.to_be_bytes())).chain(odd.iter().copied()).collect();
            assert_eq!(decode(&little), Err(NotText::Binary { line: expected }), "{units:x?}");
            assert_eq!(decode(&big), Err(NotText::Binary { line: expected }), "{units:x?}");
        };
        let good: Vec<u16> = "상황\n\u{10A}\u{A0A}\n과제".encode_utf16().collect();
        let with = |bad: &[u16]| good.iter().chain(bad).copied().collect::<Vec<u16>>();
        check(&with(&[0xDC00]), &[], 3);
        check(&with(&[0xD800, 0x61]), &[], 3);
        check(&with(&[0x0A, 0xD800]), &[], 4);
        check(&with(&[0x0D, 0x0A]), &[0x61], 4);
        check(&[0xDC00, 0x0A], &[], 1);
    }
}
