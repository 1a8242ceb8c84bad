//! The bytes of a note as text: UTF-8, UTF-16 with its mark, or CP949, in which Korean Windows saves plain text.

use encoding_rs::{EUC_KR, Encoding};
use unicode_normalization::UnicodeNormalization;

use super::sign::is_hangul;

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
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    if text.chars().all(is_composed) { text } else { text.nfc().collect() }
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

fn first_bad_line(encoding: &'static Encoding, bytes: &[u8]) -> usize {
    let lines = bytes.split(|byte| *byte == b'\n');
    lines.enumerate().find(|(_, line)| encoding.decode_without_bom_handling_and_without_replacement(line).is_none()).map_or(1, |(index, _)| index + 1)
}

fn line_of(bytes: &[u8], place: usize) -> usize {
    bytes[..place].iter().filter(|byte| **byte == b'\n').count() + 1
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
    }
}
