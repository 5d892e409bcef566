//! What must hold for any bytes at all.

use proptest::prelude::*;
use vigie_clean::{Hints, clean};
use vigie_model::{Document, Span};

/// Texts made of the pieces that cleaning looks for, so that its rules meet each other.
fn text() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "url: https://a.example/1\n",
        "published: 2026-01-12\n",
        "lang: fr\n",
        "title: Cinq morts\n",
        "\n",
        "\n\n",
        "\r\n",
        " ",
        "\u{a0}",
        "- ",
        "• ",
        "1. ",
        "Cinq morts à Djibo. ",
        "The army said no. ",
        "Gen. Diallo",
        "9 a.m. ",
        "« Non ! » ",
        "Ã©",
        "â€™",
        "Â",
        "Ã ",
        "â",
        "&eacute;",
        "&amp;eacute;",
        "&#8217;",
        "\u{ad}",
        "e\u{301}",
        "ﬁ",
        "Lire aussi",
        "Trending ",
        "<p>",
        "</p>",
        "<html>",
        "<title>",
        "<!--",
        "<script>",
        "<li>",
        "Bamako, le 12 janvier 2026\n",
        "نص",
        "袭击",
        "😀",
        "\u{fffd}",
        "\u{0}",
        "x",
        "Titre du jour",
    ]);
    prop::collection::vec(prop_oneof![4 => pieces.prop_map(str::to_owned), 1 => ".{0,8}"], 0..40)
        .prop_map(|pieces| pieces.concat())
}

fn check(document: &Document, bytes: &[u8]) -> Result<(), TestCaseError> {
    let text = document.text.as_str();
    prop_assert!(!text.is_empty() && text == text.trim());
    check_blocks(document)?;
    let mut end = 0;
    for piece in &document.origin.pieces {
        prop_assert_eq!(piece.text.start, end, "pieces cover the text without a gap");
        prop_assert!(text.is_char_boundary(piece.text.end as usize));
        prop_assert!(piece.origin.start <= piece.origin.end && piece.origin.end as usize <= bytes.len());
        end = piece.text.end;
    }
    prop_assert_eq!(end as usize, text.len());
    Ok(())
}

fn check_blocks(document: &Document) -> Result<(), TestCaseError> {
    let text = document.text.as_str();
    let whole = Span::new(0, text.len());
    let mut last = 0;
    for block in &document.blocks {
        prop_assert!(block.span.within(whole) && block.span.start >= last && !block.span.is_empty());
        prop_assert!(text.get(block.span.range()).is_some());
        last = block.span.start;
        for sentence in &block.sentences {
            let words = text.get(sentence.range());
            prop_assert!(sentence.within(block.span) && sentence.start >= last);
            prop_assert!(words.is_some_and(|words| !words.is_empty() && words == words.trim()), "{words:?}");
            last = sentence.end;
        }
        last = block.span.end;
    }
    prop_assert!(document.title.is_none_or(|title| title == document.blocks[0].span));
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_end_in_a_document_or_a_refusal(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        if let Ok(document) = clean(&bytes, &Hints::default()) {
            check(&document, &bytes)?;
        }
    }

    #[test]
    fn texts_keep_their_structure_and_their_offsets(text in text()) {
        if let Ok(document) = clean(text.as_bytes(), &Hints::default()) {
            check(&document, text.as_bytes())?;
            prop_assert_eq!(&clean(text.as_bytes(), &Hints::default()), &Ok(document));
        }
    }

    #[test]
    fn pages_keep_their_structure_and_their_offsets(text in text()) {
        let hints = Hints { media_type: Some("text/html".into()), ..Hints::default() };
        if let Ok(document) = clean(text.as_bytes(), &hints) {
            check(&document, text.as_bytes())?;
        }
    }

    #[test]
    fn clean_text_answers_with_its_own_bytes(words in prop::collection::vec("[a-zàçéèêëîïôùûA-ZÀÇÉÈÊ0-9’,]{1,9}", 1..60)) {
        let text = format!("Les faits du jour\n\nSelon la police, {}.\n\nLe bilan est provisoire.", words.join(" "));
        let document = clean(text.as_bytes(), &Hints::default()).unwrap();
        for block in &document.blocks {
            for sentence in &block.sentences {
                let origin = document.origin.origin(*sentence);
                prop_assert_eq!(origin.len(), 1);
                prop_assert_eq!(&text[origin[0].range()], sentence.of(&document.text));
            }
        }
    }

    #[test]
    fn any_charset_is_borne(text in text(), label in prop::sample::select(vec![
        "utf-8", "utf-16le", "windows-1252", "shift_jis", "gb18030", "iso-2022-jp", "euc-kr", "big5", "nonsense", "",
    ])) {
        let hints = Hints { charset: Some(label.to_owned()), tld: Some("fr".into()), ..Hints::default() };
        let bytes: Vec<u8> = text.bytes().map(|byte| byte.wrapping_add(7)).collect();
        if let Ok(document) = clean(&bytes, &hints) {
            check(&document, &bytes)?;
        }
    }
}
