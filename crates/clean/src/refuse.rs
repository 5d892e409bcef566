//! What is no text at all, told before any work is done on it.

use crate::BadRules;

/// The most bytes that one report may have: 64 MiB. No article comes near it, and a longer file is a dump or
/// a mistake; refusing it costs nothing, reading it costs five times its size.
pub const LIMIT: usize = 64 << 20;

/// Why bytes cannot be made readable.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// No bytes, or nothing but blanks and boilerplate.
    #[error("empty: there is no text in it")]
    Empty,
    /// Not a text file.
    #[error("not text: it looks like {what}")]
    Binary {
        /// What it looks like, e.g. `a PNG image`.
        what: &'static str,
    },
    /// More than [`LIMIT`].
    #[error("too large: a report may have {limit} bytes at most; split the file into its reports")]
    TooLarge {
        /// How many bytes it has.
        size: usize,
        /// How many it may have.
        limit: usize,
    },
    /// The rules themselves do not load.
    #[error(transparent)]
    Rules(#[from] BadRules),
}

/// Refuses what is too large, empty, or no text.
pub(crate) fn refuse(bytes: &[u8]) -> Result<(), Unreadable> {
    if bytes.len() > LIMIT {
        return Err(Unreadable::TooLarge { size: bytes.len(), limit: LIMIT });
    }
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(Unreadable::Empty);
    }
    match binary(bytes) {
        Some(what) => Err(Unreadable::Binary { what }),
        None => Ok(()),
    }
}

/// First bytes, where they start, and what they mean. Only marks of three bytes and more: `BM` is a bitmap,
/// and also how a report about BMs may begin.
const MARKS: &[(usize, &[u8], &str)] = &[
    (0, b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (0, b"\xff\xd8\xff", "a JPEG image"),
    (0, b"GIF87a", "a GIF image"),
    (0, b"GIF89a", "a GIF image"),
    (8, b"WEBP", "a WebP image"),
    (0, b"II*\0", "a TIFF image"),
    (0, b"MM\0*", "a TIFF image"),
    (0, b"%PDF-", "a PDF document"),
    (0, b"PK\x03\x04", "a ZIP archive or an Office document"),
    (0, b"PK\x05\x06", "a ZIP archive"),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document"),
    (0, b"{\\rtf", "an RTF document"),
    (0, b"\x1f\x8b\x08", "a gzip archive"),
    (0, b"BZh9", "a bzip2 archive"),
    (0, b"\xfd7zXZ\0", "an xz archive"),
    (0, b"\x28\xb5\x2f\xfd", "a Zstandard archive"),
    (0, b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (0, b"Rar!\x1a\x07", "a RAR archive"),
    (257, b"ustar", "a tar archive"),
    (0, b"\x7fELF", "a program"),
    (0, b"MZ\x90\0", "a program"),
    (0, b"SQLite format 3\0", "an SQLite database"),
    (0, b"OggS\0", "an Ogg recording"),
    (0, b"ID3\x03", "an MP3 recording"),
    (0, b"ID3\x04", "an MP3 recording"),
    (8, b"WAVE", "a WAVE recording"),
    (4, b"ftyp", "an MP4 video or recording"),
    (0, b"\x1aE\xdf\xa3", "a Matroska video"),
    (0, b"PAR1", "a Parquet file"),
];

fn binary(bytes: &[u8]) -> Option<&'static str> {
    let by_mark =
        MARKS.iter().find(|(at, mark, _)| bytes.get(*at..).is_some_and(|rest| rest.starts_with(mark)));
    match by_mark {
        Some((_, _, what)) => Some(what),
        None => looks_binary(bytes).then_some("binary data"),
    }
}

/// Control characters that no text has, three of them and one byte in a hundred. UTF-16 is text, and half of it
/// may be NUL: it is told by [`wide`].
fn looks_binary(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(8192)];
    if has_wide_mark(head) || wide(head).is_some() {
        return false;
    }
    let odd = head.iter().filter(|byte| matches!(byte, 0..=8 | 14..=26 | 28..=31)).count();
    odd > 2 && odd * 100 > head.len()
}

fn has_wide_mark(head: &[u8]) -> bool {
    head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff")
}

/// Which byte order UTF-16 without a mark has, told from the NULs of its Latin letters.
pub(crate) fn wide(head: &[u8]) -> Option<&'static encoding_rs::Encoding> {
    let pairs = head.as_chunks::<2>().0;
    if pairs.len() < 4 {
        return None;
    }
    let little = pairs.iter().filter(|pair| is_latin(pair[0]) && pair[1] == 0).count();
    let big = pairs.iter().filter(|pair| pair[0] == 0 && is_latin(pair[1])).count();
    let most = pairs.len() * 3 / 4;
    match (little > most, big > most) {
        (true, _) => Some(encoding_rs::UTF_16LE),
        (_, true) => Some(encoding_rs::UTF_16BE),
        _ => None,
    }
}

fn is_latin(byte: u8) -> bool {
    matches!(byte, b'\t' | b'\n' | b'\r' | 0x20..=0x7e | 0xa0..=0xff)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refuses_what_is_no_text_and_says_what_it_is() {
        let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR";
        assert_eq!(refuse(png), Err(Unreadable::Binary { what: "a PNG image" }));
        assert_eq!(refuse(b"%PDF-1.7\n"), Err(Unreadable::Binary { what: "a PDF document" }));
        let noise: Vec<u8> = (0..4000u32).map(|n| (n * 7919 % 251) as u8).collect();
        assert_eq!(refuse(&noise), Err(Unreadable::Binary { what: "binary data" }));
        assert_eq!(refuse(b""), Err(Unreadable::Empty));
        assert_eq!(refuse(b" \r\n\t "), Err(Unreadable::Empty));
    }

    #[test]
    fn refuses_a_huge_file_before_looking_at_it() {
        let huge = vec![b'a'; LIMIT + 1];
        assert_eq!(refuse(&huge), Err(Unreadable::TooLarge { size: LIMIT + 1, limit: LIMIT }));
    }

    #[test]
    fn lets_text_pass_that_only_begins_oddly() {
        for text in [
            &b"BM convoy attacked"[..],
            b"PK 12, route de Bamako",
            b"MM. Diallo et Traore",
            b"GIF: five dead",
        ] {
            assert_eq!(refuse(text), Ok(()));
        }
        let wide: Vec<u8> = "Attaque à Djibo".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(refuse(&wide), Ok(()));
    }
}
