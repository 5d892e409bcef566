//! Pages: the article without its surroundings, and what the page says of itself.
//!
//! Law: which part of a page is the article is a library's judgement (`dom_smoothie`, after Mozilla's
//! Readability); where its words stand in the page is ours. The library gives no offsets, so its text is laid
//! over the page's own words again (`align`), and a word that is not found answers with the gap between its
//! neighbours, never with a guess.

mod align;
mod content;
mod facts;
mod tokens;

use crate::header::Header;
use crate::mapped::Mapped;
use crate::{Hints, Rules};
use dom_smoothie::{Config, Readability};
use tokens::Token;
use vigie_model::PublishedBasis;

/// Elements deeper than this are no article but an attack on the stack.
const DEEPEST: usize = 256;
/// An article with fewer bytes than this is taken from the whole page instead.
const SHORTEST: usize = 120;

/// Whether the text is a page: by what was said of it, or by how it begins.
pub(crate) fn is_page(text: &str, hints: &Hints) -> bool {
    let kind = hints.media_type.as_deref().unwrap_or_default().to_ascii_lowercase();
    let start = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    let has_tag = || start.starts_with('<') || text.contains("</p>") || text.contains("</div>");
    let said = (kind.contains("html") || kind == "htm") && has_tag();
    said || begins_like_a_page(start)
}

fn begins_like_a_page(start: &str) -> bool {
    if !start.starts_with('<') {
        return false;
    }
    let mut tokens = tokens::tokens(start).filter(|token| match token {
        Token::Text(range) => !start[range.clone()].trim().is_empty(),
        _ => true,
    });
    let first = tokens.next();
    let doctype = start.get(..9).is_some_and(|head| head.eq_ignore_ascii_case("<!doctype"));
    let known =
        ["html", "head", "body", "div", "p", "article", "main", "section", "h1", "h2", "table", "meta"];
    let opens = matches!(first, Some(Token::Open { ref name, .. }) if known.contains(&name.as_str()));
    doctype || opens
}

/// The article of a page, its title first, and what the page says of itself.
pub(crate) fn read_page(rules: &Rules, page: &Mapped, notes: &mut Vec<String>) -> (Header, Mapped) {
    let facts = facts::collect(rules, &page.text);
    let article = extract(&page.text);
    if article.is_none() {
        notes.push("no article was found on the page: all of its text is kept".to_owned());
    }
    let (title, lines) = match article {
        Some((title, html)) => (title, content::lines(&html)),
        None => (String::new(), content::lines_of_page(&page.text)),
    };
    let title =
        [title, facts.title.clone().unwrap_or_default()].into_iter().find(|title| !title.trim().is_empty());
    let title = title.map(|title| without_site(&title, facts.source.as_deref()).to_owned());
    let body = align::lay_over(page, title.as_deref(), &lines);
    let header = Header {
        present: false,
        url: facts.url,
        source: facts.source,
        lang: facts.lang,
        published: facts.published,
        basis: PublishedBasis::Page,
        titled: title.is_some(),
        ..Header::default()
    };
    (header, body)
}

/// `Five dead` of `Five dead | Le Fleuve`.
fn without_site<'a>(title: &'a str, site: Option<&str>) -> &'a str {
    let bare = site.and_then(|site| title.trim_end().strip_suffix(site)).map(str::trim_end);
    let cut = bare.and_then(|bare| bare.strip_suffix(['|', '-', '–', '—', '·', ':', '»']));
    cut.map_or(title, str::trim_end)
}

/// Title and HTML of the article, where the library finds one worth the name.
fn extract(html: &str) -> Option<(String, String)> {
    if tokens::depth(html) > DEEPEST {
        return None;
    }
    // The library parses what strangers wrote; should it ever panic, the page is read whole instead.
    let parsed = std::panic::catch_unwind(|| {
        let config = Config { disable_json_ld: false, ..Config::default() };
        let article = Readability::new(html, None, Some(config)).ok()?.parse().ok()?;
        (article.text_content.trim().len() >= SHORTEST).then(|| (article.title, article.content.to_string()))
    });
    parsed.ok()?
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clean;

    const PAGE: &str = r#"<!DOCTYPE html>
<html lang="fr-FR"><head><meta charset="utf-8"><title>Cinq morts &agrave; Sogou | Le Fleuve</title>
<meta property="og:site_name" content="Le Fleuve"><link rel="canonical" href="https://fleuve.example/sogou">
<meta property="article:published_time" content="2026-01-12T09:30:00+00:00">
<script>var text = "<p>Not this one</p>";</script></head>
<body><nav><a href="/">Accueil</a> <a href="/sport">Sport</a></nav>
<article><h1>Cinq morts &agrave; Sogou</h1>
<p>Des hommes arm&eacute;s ont attaqu&eacute; le village de <b>Sogou</b> dans la nuit de samedi &agrave; dimanche, selon le maire de la commune.</p>
<p>Cinq personnes ont &eacute;t&eacute; tu&eacute;es et deux autres enlev&eacute;es, a-t-il ajout&eacute;. Les assaillants sont repartis
vers la for&ecirc;t avec le b&eacute;tail du village, et la route est ferm&eacute;e.</p>
<ul><li>La circulation est interdite de 18 heures &agrave; 6 heures, a dit le pr&eacute;fet.</li><li>Le march&eacute; de mardi est suspendu.</li></ul>
<p>Le gouvernement n&rsquo;a pas r&eacute;agi &agrave; cette attaque, la troisi&egrave;me en un mois dans la r&eacute;gion.</p></article>
<footer>Mentions l&eacute;gales</footer></body></html>"#;

    #[test]
    fn the_article_and_the_facts_of_a_page_are_read() {
        let document = clean(PAGE.as_bytes(), &Hints::default()).unwrap();
        assert_eq!(document.title_text(), Some("Cinq morts à Sogou"));
        assert_eq!(document.source.as_deref(), Some("Le Fleuve"));
        assert_eq!(document.url.as_deref(), Some("https://fleuve.example/sogou"));
        assert_eq!(document.lang.as_deref(), Some("fr"));
        assert_eq!(document.published.map(|time| time.to_string()).as_deref(), Some("2026-01-12T09:30:00Z"));
        assert_eq!(document.published_basis, PublishedBasis::Page);
        assert!(document.text.contains("attaqué le village de Sogou dans la nuit"), "{}", document.text);
        assert!(document.text.contains("\n- Le marché de mardi est suspendu."), "{}", document.text);
        for foreign in ["Accueil", "Not this", "Mentions", "Sport"] {
            assert!(!document.text.contains(foreign), "{}", document.text);
        }
        assert_eq!(document.text.matches("Cinq morts").count(), 1, "{}", document.text);
    }

    #[test]
    fn every_word_of_a_page_answers_with_its_own_bytes() {
        let document = clean(PAGE.as_bytes(), &Hints::default()).unwrap();
        let origin = |words: &str| {
            let start = document.text.find(words).unwrap();
            let parts = document.origin.origin(vigie_model::Span::new(start, start + words.len()));
            parts.iter().map(|part| &PAGE[part.range()]).collect::<Vec<_>>().concat()
        };
        assert_eq!(origin("armés"), "arm&eacute;s");
        assert_eq!(origin("village de Sogou dans"), "village de <b>Sogou</b> dans");
        assert_eq!(origin("route est fermée"), "route est ferm&eacute;e");
        assert!(origin("Le marché").contains("Le march&eacute;"));
    }

    #[test]
    fn a_page_in_an_old_charset_is_read_by_its_meta() {
        let page = PAGE.replace("utf-8", "iso-8859-1").replace("&eacute;", "é");
        let (bytes, ..) = encoding_rs::WINDOWS_1252.encode(&page);
        let document = clean(&bytes, &Hints::default()).unwrap();
        let start = document.text.find("attaqué").unwrap();
        let origin = document.origin.origin(vigie_model::Span::new(start, start + "attaqué".len()));
        assert_eq!(&bytes[origin[0].range()], b"attaqu\xe9");
    }

    #[test]
    fn plain_text_is_no_page() {
        for text in ["Five <5> dead", "a < b and c > d", "<Gen. Traoré said> it", "Text with <b>bold</b>"] {
            assert!(!is_page(text, &Hints::default()), "{text}");
        }
        assert!(is_page("<p>Five dead.</p>", &Hints::default()));
        assert!(is_page("\n<!-- x --><html><body>Five dead", &Hints::default()));
    }

    #[test]
    fn hostile_pages_end() {
        let deep = format!("<html><body>{}Five dead.", "<div>".repeat(100_000));
        assert_eq!(clean(deep.as_bytes(), &Hints::default()).unwrap().text, "Five dead.");
        for page in ["<html><body><p", "<html <p 'x", "<p>&#x110000; &bogus; &", "<script>", "<p><!-- "] {
            let _ = clean(page.as_bytes(), &Hints::default());
        }
    }
}
