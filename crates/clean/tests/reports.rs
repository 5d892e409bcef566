//! Whole reports, good and bad, as they arrive.

#![allow(clippy::unwrap_used, reason = "helpers of tests are tests")]

use vigie_clean::{Hints, LIMIT, Unreadable, clean};
use vigie_model::BlockKind::{Heading, ListItem, Paragraph, Title};
use vigie_model::{BlockKind, Document, PublishedBasis};

fn read(text: &str) -> Document {
    clean(text.as_bytes(), &Hints::default()).unwrap()
}

fn kinds(document: &Document) -> Vec<BlockKind> {
    document.blocks.iter().map(|block| block.kind).collect()
}

#[test]
fn a_report_with_header_title_and_bulletin() {
    let document = read(
        "url: https://veille.example/12\nsource: Veille du Fleuve\npublished: 2026-01-12T09:30:00Z\nlang: fr\n\n\
         Fleuve : bulletin du lundi\n\nQUOI\n- Un camion brûlé à Sogou, env. 30 km au nord du bac.\n- Trois passagers enlevés.\n\n\
         Le gén. Ba s’est rendu sur place. Les traversées sont suspendues.\n\nLire aussi : Le marché rouvre\nPartager sur Facebook\n",
    );
    assert_eq!(document.title_text(), Some("Fleuve : bulletin du lundi"));
    assert_eq!(document.published_basis, PublishedBasis::Header);
    assert_eq!(document.lang.as_deref(), Some("fr"));
    assert_eq!(kinds(&document), [Title, Heading, ListItem, ListItem, Paragraph]);
    let sentences: Vec<&str> =
        document.blocks.iter().flat_map(|b| &b.sentences).map(|s| s.of(&document.text)).collect();
    assert_eq!(sentences[2], "Un camion brûlé à Sogou, env. 30 km au nord du bac.");
    assert_eq!(sentences[4..], ["Le gén. Ba s’est rendu sur place.", "Les traversées sont suspendues."]);
    assert!(document.text.ends_with("suspendues."), "{}", document.text);
    assert!(document.notes.is_empty(), "{:?}", document.notes);
}

#[test]
fn a_report_without_a_title_keeps_every_paragraph() {
    let document = read(
        "published: 2026-01-12\nlang: en\n\nSeveral plants were attacked overnight, local sources said.\nThe men came on motorcycles.\n",
    );
    assert_eq!(document.title, None);
    assert_eq!(kinds(&document), [Paragraph, Paragraph]);
}

#[test]
fn a_header_without_a_date_is_noted_and_the_dateline_used() {
    let document =
        read("source: AFP\nlang: en\n\nFive dead in Sogou\n\nFive people died on Sunday. The army came.");
    assert_eq!((document.published, document.published_basis), (None, PublishedBasis::None));
    assert!(
        document.notes.iter().any(|note| note.contains("no date of publication")),
        "{:?}",
        document.notes
    );
    let document = read(
        "source: AFP\n\nFive dead\n\n(Bamako, 12 January 2026) – Five people died on Sunday in the market.",
    );
    assert_eq!(document.published.map(|day| day.to_string()).as_deref(), Some("2026-01-12"));
    assert_eq!(document.published_basis, PublishedBasis::Text);
}

#[test]
fn what_is_no_text_is_refused_by_name() {
    let refused = |bytes: &[u8]| clean(bytes, &Hints::default()).unwrap_err();
    assert_eq!(refused(b""), Unreadable::Empty);
    assert_eq!(refused(b"\xef\xbb\xbf \n"), Unreadable::Empty);
    assert_eq!(refused(b"source: AFP\n\nTrending\n"), Unreadable::Empty);
    assert_eq!(refused(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR").to_string(), "not text: it looks like a PNG image");
    assert!(
        refused(&vec![b'a'; LIMIT + 1])
            .to_string()
            .starts_with("too large: a report may have 67108864 bytes")
    );
}

#[test]
fn cut_off_and_mixed_bytes_are_mended_with_a_note() {
    let whole = "Cinq morts à Sogou\n\nDes hommes armés ont tué cinq personnes dans la nuit, selon le maire, prénommé René".as_bytes();
    let document = clean(&whole[..whole.len() - 1], &Hints::default()).unwrap();
    assert!(document.text.ends_with("Ren"));
    assert!(document.notes.iter().any(|note| note.contains("cut off")), "{:?}", document.notes);
}

#[test]
fn a_language_that_nobody_reads_is_named_and_kept() {
    let document = read(
        "Cabo Delgado\n\nHomens armados atacaram a aldeia durante a noite e mataram cinco pessoas, segundo os moradores que fugiram para a vila.",
    );
    assert_eq!(document.lang.as_deref(), Some("pt"));
    assert!(document.text.contains("mataram cinco pessoas"));
}

#[test]
fn the_seed_report_is_mended() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/gold/dev/d000.txt");
    let Ok(bytes) = std::fs::read(&path) else {
        eprintln!("skipped: {path:?} is not there");
        return;
    };
    let document = clean(&bytes, &Hints::default()).unwrap();
    assert_eq!(document.title, None);
    assert_eq!(document.published.map(|day| day.to_string()).as_deref(), Some("2026-01-12"));
    assert_eq!(document.lang.as_deref(), Some("en"));
    assert!(!document.text.contains('Â') && !document.text.ends_with("Trending"));
    assert!(document.blocks.iter().all(|block| block.kind == Paragraph && block.sentences.len() == 1));
}
