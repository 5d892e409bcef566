//! Text to accounts, measures and figures: claims with the words they came from.
//!
//! Law: pure. No clock, disk, network or environment; a language is a folder of data. A value without a span
//! does not leave this crate, and bad text is ordinary input: reading never fails, it says what it understood.

pub mod account;
pub mod actors;
mod assemble;
pub mod bonds;
pub mod citation;
pub mod facets;
pub mod figure;
mod gate;
pub mod kind;
pub mod lexicon;
pub mod measure;
pub mod number;
pub mod places;
pub mod quiet;
mod recase;
pub mod roles;
pub mod scan;
pub mod scene;
pub mod senses;
pub mod sides;
pub mod status;
pub mod story;
pub mod tactics;
pub mod targets;
pub mod terms;
pub mod time;
pub mod toll;
pub mod weights;
pub mod when;
pub mod whereabouts;
pub mod words;

pub use lexicon::{Lexicon, LexiconError, Tables};

use assemble::Assembly;
use quiet::Tenor;
use scan::Scan;
use vigie_model::{Document, Note, Reading, Toponyms};

/// Reads a document: what it says happened, where, when, to whom and by whom.
///
/// Never fails: a language that is not read, or a text that says nothing, gives empty lists and a note.
/// Places are names as written; `locate` puts them on the map.
pub fn read(lexicon: &Lexicon, document: &Document, names: &dyn Toponyms) -> Reading {
    let mut assembly = Assembly::new(document);
    let tag = document.lang.as_deref().unwrap_or("");
    let Some(language) = lexicon.language(tag) else {
        assembly.reading.notes.push(not_read(tag));
        return assembly.reading;
    };
    assembly.reading.notes.extend(lexicon.starter(tag).map(half_read));
    if !language.gate(&document.text) {
        return assembly.reading;
    }
    let scan = Scan::of(lexicon, language, document, names);
    let tenor = Tenor::of(&scan);
    let told =
        story::stories(lexicon, &scan).into_iter().map(|story| account::account(lexicon, &scan, story));
    for found in quiet::incidents(&lexicon.news, tenor, told.collect()) {
        assembly.account(&scan, found);
    }
    // A side under siege in the second half, a drill that closes a bridge, a play about a curfew.
    let elsewhere = assembly.reading.incidents.is_empty() && tenor.is_elsewhere(&scan);
    // Statistics of health, sport or trade are nobody's business here.
    let news = !assembly.reading.incidents.is_empty() || !scan.measures.is_empty();
    let concerned = news || figure::speaks_of_security(language, &scan.words);
    let told = scan.measures.iter().filter(|found| !elsewhere || found.is_sure(&scan.places, &scan.words));
    told.cloned().for_each(|found| assembly.measure(found));
    if concerned {
        scan.figures.iter().cloned().for_each(|found| assembly.figure(found));
    }
    assembly.reading
}

/// Silence about such a report is no all-clear.
fn half_read(name: &str) -> Note {
    let text = format!("{name} is read only where it is simple: this report may tell more than was found");
    Note { kind: "language_half_read".to_owned(), text, spans: Vec::new() }
}

fn not_read(tag: &str) -> Note {
    let text = match tag {
        "" => "the language could not be told, so nothing was read".to_owned(),
        tag => format!("the language {tag:?} is not read yet, so nothing was read"),
    };
    Note { kind: "language_not_read".to_owned(), text, spans: Vec::new() }
}
