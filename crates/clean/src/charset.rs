//! Bytes to text, whatever charset they are in, with offsets kept.
//!
//! Order: byte order mark, valid UTF-8 that has letters beyond ASCII (no other charset looks like that by
//! accident), the server's word, the page's `<meta>`, UTF-8 with faults, a guess. What cannot be decoded is
//! mended with a note, never refused.

use crate::Hints;
use crate::mapped::Mapped;
use crate::refuse::wide;
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Decoder, DecoderResult, Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// How far into a page its `<meta charset>` is looked for, as in browsers.
const META_WINDOW: usize = 1024;

/// Decodes the bytes; every character knows the bytes it was.
pub(crate) fn decode(bytes: &[u8], hints: &Hints, notes: &mut Vec<String>) -> Mapped {
    let (encoding, mark) = choose(bytes, hints);
    let mut text = Mapped::default();
    match encoding {
        _ if encoding == UTF_8 => decode_utf8(bytes, mark, &mut text, notes),
        _ if encoding == UTF_16LE || encoding == UTF_16BE => decode_utf16(bytes, mark, encoding, &mut text),
        _ if encoding.is_single_byte() => decode_single(bytes, encoding, &mut text),
        _ => decode_stepwise(bytes, mark, encoding, &mut text),
    }
    if encoding != UTF_8 {
        notes.push(format!("decoded from {}", encoding.name()));
    }
    text
}

/// The charset and the length of the byte order mark.
fn choose(bytes: &[u8], hints: &Hints) -> (&'static Encoding, usize) {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return (encoding, mark);
    }
    if let Some(encoding) = wide(&bytes[..bytes.len().min(8192)]) {
        return (encoding, 0);
    }
    (choose_without_mark(bytes, hints), 0)
}

fn choose_without_mark(bytes: &[u8], hints: &Hints) -> &'static Encoding {
    if is_mostly_utf8(bytes) {
        return UTF_8;
    }
    let named = named(hints.charset.as_deref()).or_else(|| meta_charset(bytes));
    named.unwrap_or_else(|| guess(bytes, hints))
}

/// Valid UTF-8, or UTF-8 with a fault here and there: more whole letters beyond ASCII than faults, or no
/// fault but at the very end. ISO-2022-JP is all ASCII bytes, and told by its escape.
fn is_mostly_utf8(bytes: &[u8]) -> bool {
    let (mut letters, mut faults) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        let valid = chunk.valid();
        letters += valid.len() - bytecount_ascii(valid.as_bytes());
        faults += usize::from(!chunk.invalid().is_empty());
    }
    if faults == 0 {
        return letters > 0 || !bytes.contains(&0x1b);
    }
    let cut_off = faults == 1 && std::str::from_utf8(bytes).is_err_and(|error| error.error_len().is_none());
    letters / 2 > faults || cut_off
}

fn bytecount_ascii(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| byte.is_ascii()).count()
}

/// A charset by its label; one that claims UTF-8 for bytes that are not is not believed.
fn named(label: Option<&str>) -> Option<&'static Encoding> {
    let encoding = Encoding::for_label(label?.trim().as_bytes())?;
    (encoding != UTF_8 && encoding != encoding_rs::REPLACEMENT).then_some(encoding)
}

fn meta_charset(bytes: &[u8]) -> Option<&'static Encoding> {
    let head: String = bytes.iter().take(META_WINDOW).map(|byte| byte.to_ascii_lowercase() as char).collect();
    let tag = head.find("<meta")?;
    let at = tag + head[tag..].find("charset")? + "charset".len();
    let value = head[at..].trim_start().strip_prefix('=')?.trim_start_matches([' ', '"', '\'']);
    let label = value.split(|c: char| !(c.is_ascii_alphanumeric() || "-_:".contains(c))).next();
    // What a page can say of itself in readable ASCII cannot be UTF-16.
    named(label).filter(|encoding| *encoding != UTF_16LE && *encoding != UTF_16BE)
}

fn guess(bytes: &[u8], hints: &Hints) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(bytes, true);
    let tld = hints.tld.as_deref().map(|tld| tld.trim_start_matches('.').to_ascii_lowercase());
    // The detector panics on a domain that is no ASCII lower-case word.
    let tld = tld.filter(|tld| !tld.is_empty() && tld.bytes().all(|byte| byte.is_ascii_lowercase()));
    detector.guess(tld.as_deref().map(str::as_bytes), Utf8Detection::Deny)
}

/// Copies what is valid. A stray byte amid UTF-8 is nearly always windows-1252 pasted in between; one that
/// means nothing there becomes U+FFFD, and a letter cut off at the end is left out.
fn decode_utf8(bytes: &[u8], mark: usize, text: &mut Mapped, notes: &mut Vec<String>) {
    let (mut at, mut faults) = (mark, 0usize);
    for chunk in bytes[mark..].utf8_chunks() {
        text.push_copied(chunk.valid(), at);
        at += chunk.valid().len();
        let invalid = chunk.invalid();
        let end = at + invalid.len();
        if end == bytes.len() && is_cut_off(invalid) {
            notes.push("the last letter is cut off: the text ends in the middle of it".to_owned());
        } else if !invalid.is_empty() {
            faults += 1;
            decode_stray(invalid, at, text);
        }
        at = end;
    }
    if faults > 0 {
        notes.push(format!("not wholly UTF-8: {faults} faults were read as windows-1252"));
    }
}

fn is_cut_off(invalid: &[u8]) -> bool {
    !invalid.is_empty() && std::str::from_utf8(invalid).is_err_and(|error| error.error_len().is_none())
}

fn decode_stray(invalid: &[u8], at: usize, text: &mut Mapped) {
    for (index, byte) in invalid.iter().enumerate() {
        let (letter, _) = WINDOWS_1252.decode_without_bom_handling(std::slice::from_ref(byte));
        let readable = letter.chars().all(|c| !c.is_control());
        text.push_changed(if readable { &letter } else { "\u{fffd}" }, at + index..at + index + 1);
    }
}

fn decode_utf16(bytes: &[u8], mark: usize, encoding: &'static Encoding, text: &mut Mapped) {
    let (pairs, rest) = bytes[mark..].as_chunks::<2>();
    let big = encoding == UTF_16BE;
    let units =
        pairs.iter().map(|pair| if big { u16::from_be_bytes(*pair) } else { u16::from_le_bytes(*pair) });
    let mut at = mark;
    let mut buffer = [0; 4];
    for unit in char::decode_utf16(units) {
        let letter = unit.unwrap_or(char::REPLACEMENT_CHARACTER);
        let end = at + 2 * letter.len_utf16();
        text.push_changed(letter.encode_utf8(&mut buffer), at..end);
        at = end;
    }
    if !rest.is_empty() {
        text.push_changed("\u{fffd}", at..bytes.len());
    }
}

/// One byte, one character.
fn decode_single(bytes: &[u8], encoding: &'static Encoding, text: &mut Mapped) {
    let mut at = 0;
    for run in bytes.chunk_by(|a, b| a.is_ascii() && b.is_ascii()) {
        let (letters, _) = encoding.decode_without_bom_handling(run);
        if run[0].is_ascii() {
            text.push_copied(&letters, at);
        } else {
            text.push_changed(&letters, at..at + 1);
        }
        at += run.len();
    }
}

/// Any other charset, a byte at a time: whatever comes out belongs to the bytes since the last that did.
fn decode_stepwise(bytes: &[u8], mark: usize, encoding: &'static Encoding, text: &mut Mapped) {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut start = mark;
    for at in mark..bytes.len() {
        let last = at + 1 == bytes.len();
        let letters = step(&mut decoder, &bytes[at..=at], last);
        if !letters.is_empty() {
            text.push_changed(&letters, start..at + 1);
            start = at + 1;
        }
    }
}

fn step(decoder: &mut Decoder, mut input: &[u8], last: bool) -> String {
    let mut out = String::with_capacity(16);
    loop {
        let (result, read) = decoder.decode_to_string_without_replacement(input, &mut out, last);
        input = &input[read..];
        match result {
            DecoderResult::InputEmpty => return out,
            DecoderResult::OutputFull => out.reserve(16),
            DecoderResult::Malformed(..) => out.push('\u{fffd}'),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8], hints: &Hints) -> (Mapped, Vec<String>) {
        let mut notes = Vec::new();
        let text = decode(bytes, hints, &mut notes);
        (text, notes)
    }

    fn origin_of(bytes: &[u8], text: &Mapped, words: &str) -> Vec<u8> {
        let start = text.text.find(words).unwrap();
        bytes[text.enclosing(start..start + words.len())].to_vec()
    }

    #[test]
    fn windows_1252_is_told_without_a_hint_and_keeps_its_offsets() {
        let bytes = b"Jama\x92at a attaqu\xe9 le camp \xe0 Sava\xeft\xe9 \x97 bilan : 12 morts";
        let (text, notes) = read(bytes, &Hints::default());
        assert_eq!(text.text, "Jama’at a attaqué le camp à Savaïté — bilan : 12 morts");
        assert_eq!(origin_of(bytes, &text, "Savaïté"), b"Sava\xeft\xe9");
        assert_eq!(notes, ["decoded from windows-1252"]);
    }

    #[test]
    fn the_page_and_the_server_are_believed_unless_the_bytes_say_otherwise() {
        let page = b"<html><head><meta charset=windows-1256></head>\xc7\xe1\xcf\xe6\xe1\xc9";
        assert!(read(page, &Hints::default()).0.text.ends_with("الدولة"));
        let hints = Hints { charset: Some("windows-1251".into()), ..Hints::default() };
        assert_eq!(read(b"\xcc\xe0\xeb\xe8", &hints).0.text, "Мали");
        let hints = Hints { charset: Some("iso-8859-1".into()), ..Hints::default() };
        assert_eq!(read("Ségou".as_bytes(), &hints).0.text, "Ségou");
    }

    #[test]
    fn utf_16_is_read_with_and_without_its_mark() {
        for mark in ["", "\u{feff}"] {
            let bytes: Vec<u8> =
                format!("{mark}Attaque à Ségou 😀").encode_utf16().flat_map(u16::to_be_bytes).collect();
            let (text, _) = read(&bytes, &Hints::default());
            assert_eq!(text.text, "Attaque à Ségou 😀");
            assert_eq!(origin_of(&bytes, &text, "😀"), bytes[bytes.len() - 4..]);
        }
    }

    #[test]
    fn several_bytes_a_letter_keep_their_offsets() {
        let (bytes, ..) = encoding_rs::GBK.encode("袭击 in Bamako 马里");
        let hints = Hints { charset: Some("gbk".into()), ..Hints::default() };
        let (text, _) = read(&bytes, &hints);
        assert_eq!(text.text, "袭击 in Bamako 马里");
        assert_eq!(origin_of(&bytes, &text, "马里"), bytes[bytes.len() - 4..]);
        assert_eq!(origin_of(&bytes, &text, "Bamako"), b"Bamako");
    }

    #[test]
    fn faults_are_mended_with_a_note() {
        let cut = "Attaque à Djibo, 5 tué".as_bytes();
        let (text, notes) = read(&cut[..cut.len() - 1], &Hints::default());
        assert_eq!(text.text, "Attaque à Djibo, 5 tu");
        assert!(notes[0].contains("cut off"), "{notes:?}");
        let mixed = b"S\xc3\xa9gou et G\xc3\xa9rard, \xe0 K\xc3\xa9ni\xc3\xa9ba";
        let (text, notes) = read(mixed, &Hints::default());
        assert_eq!(text.text, "Ségou et Gérard, à Kéniéba");
        assert!(notes[0].contains("1 faults"), "{notes:?}");
    }
}
