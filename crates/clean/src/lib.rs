//! Bytes of any charset to readable text with structure, and the way back.
//!
//! Law: [`clean`] is a pure function of bytes, hints and rules. No bytes make it panic; bad text is mended and
//! noted, and only what is no text at all is refused. Every byte of the clean text knows the bytes of the
//! report that it came from, through every step: decoding, page extraction, mending, layout.

mod boilerplate;
mod charset;
mod dateline;
mod header;
mod html;
mod language;
mod layout;
mod mapped;
mod refuse;
mod repair;
mod rules;
mod sentences;

pub use refuse::{LIMIT, Unreadable};
pub use rules::{BadRules, PATHS, Rules};

use header::Header;
use mapped::Mapped;
use vigie_model::{Document, Published, PublishedBasis, ReportId};

/// What is known about the bytes from outside them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Hints {
    /// The charset that the server or the mail named.
    pub charset: Option<String>,
    /// The top-level domain they came from, e.g. `fr`: it helps to guess a charset that nobody names.
    pub tld: Option<String>,
    /// The media type (`text/html`) or the file's extension (`html`).
    pub media_type: Option<String>,
}

/// Makes a report readable, by the embedded rules.
pub fn clean(bytes: &[u8], hints: &Hints) -> Result<Document, Unreadable> {
    clean_with(Rules::embedded()?, bytes, hints)
}

/// Makes a report readable, by rules of one's own.
pub fn clean_with(rules: &Rules, bytes: &[u8], hints: &Hints) -> Result<Document, Unreadable> {
    refuse::refuse(bytes)?;
    let mut notes = Vec::new();
    let decoded = charset::decode(bytes, hints, &mut notes);
    let (header, raw) = split(rules, &decoded, hints, &mut notes);
    let mended = repair::repair(raw, rules, &mut notes);
    let page = layout::lay_out(rules, &mended, header.titled);
    if page.text.text.is_empty() {
        return Err(Unreadable::Empty);
    }
    let lang = language::choose(rules, header.lang.as_deref(), &page.text.text, &mut notes);
    language::note_mixed(rules, lang.as_deref(), &page.text.text, &mut notes);
    let (published, published_basis) = published(rules, &header, &page, &mut notes);
    let blocks = sentences::split_blocks(rules, lang.as_deref(), &page);
    Ok(Document {
        report: ReportId::of(bytes),
        id: header.id,
        url: header.url,
        source: header.source,
        lang,
        published,
        published_basis,
        title: page.title,
        text: page.text.text,
        blocks,
        origin: vigie_model::OffsetMap { pieces: page.text.pieces },
        notes,
    })
}

/// The language that a text looks to be in, by the embedded rules: what [`clean`] asks where nobody says it.
pub fn language_of(text: &str) -> Option<String> {
    language::choose(Rules::embedded().ok()?, None, text, &mut Vec::new())
}

/// What the header or the page says, and the text itself.
fn split(rules: &Rules, decoded: &Mapped, hints: &Hints, notes: &mut Vec<String>) -> (Header, Mapped) {
    if html::is_page(&decoded.text, hints) {
        return html::read_page(rules, decoded, notes);
    }
    let (header, body) = header::take(rules, &decoded.text, notes);
    let title_and_body = header.weave_body(decoded, body);
    (header, title_and_body)
}

/// The header's or the page's time, else the dateline's, else none.
fn published(
    rules: &Rules,
    header: &Header,
    page: &layout::Page,
    notes: &mut Vec<String>,
) -> (Option<Published>, PublishedBasis) {
    if header.published.is_some() {
        return (header.published, header.basis);
    }
    if header.present {
        notes.push("the header gives no date of publication".to_owned());
    }
    match dateline::find(rules, &page.text.text) {
        Some(day) => (Some(Published::Day(day)), PublishedBasis::Text),
        None => (None, PublishedBasis::None),
    }
}
