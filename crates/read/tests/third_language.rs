//! A language is its folder: Spanish reads simple reports, and so does one that only a desk has.

#![allow(clippy::unwrap_used, reason = "a test")]

use std::borrow::Cow;
use std::path::Path;
use vigie_locate::Gazetteer;
use vigie_model::CountWhat;
use vigie_read::{Lexicon, Tables};

fn told(lexicon: &Lexicon, lang: &str, title: &str, body: &str) -> Vec<String> {
    let text = format!("published: 2026-03-18\nlang: {lang}\n\n{title}\n\n{body}\n");
    let document = vigie_clean::clean(text.as_bytes(), &Default::default()).unwrap();
    let reading = vigie_read::read(lexicon, &document, &Gazetteer::embedded());
    let line = |account: &vigie_model::Account| {
        let day = account.date.bounds().map(|(start, _)| start.to_string());
        let place = account.primary_place.clone().unwrap_or_default();
        let killed = account.counts.iter().find(|count| count.what == CountWhat::Killed).and_then(|c| c.min);
        format!("{} | {} | {place} | {killed:?}", account.sub_event_type, day.unwrap_or_default())
    };
    assert!(lang == "qu" || reading.notes.iter().any(|note| note.kind == "language_half_read"));
    reading.incidents.iter().map(line).collect()
}

const KILLED: (&str, &str) = (
    "Cinco campesinos asesinados en Corinto",
    "Hombres armados mataron a cinco campesinos el martes por la noche en la vereda El Jagual, municipio de Corinto, \
     departamento del Cauca, informó el gobernador. Al menos tres personas resultaron heridas.",
);

#[test]
fn spanish_reads_simple_reports() {
    let lexicon = Lexicon::embedded().unwrap();
    let read = |title, body| told(&lexicon, "es", title, body);
    assert_eq!(read(KILLED.0, KILLED.1), ["Attack | 2026-03-17 | El Jagual | Some(5)"]);
    assert_eq!(
        read(
            "Explosión en Cali",
            "Un carro bomba estalló ayer en Cali. Dos policías murieron por la explosión."
        ),
        ["Remote explosive/landmine/IED | 2026-03-17 | Cali | Some(2)"]
    );
    assert_eq!(
        read("Dos médicos secuestrados", "Dos médicos fueron secuestrados el 12 de marzo cerca de Saravena."),
        ["Abduction/forced disappearance | 2026-03-12 | Saravena | None"]
    );
    assert!(read("Empate en Cali", "El equipo ganó el partido con un gol en el último minuto.").is_empty());
}

/// A desk's folder with a language that this build has not: Spanish under another name.
struct Desk;

impl Tables for Desk {
    fn table(&self, path: &str) -> Option<Cow<'static, str>> {
        if path == "lexicon/languages.tsv" {
            return Some("tag\tname\tstage\tnote\nqu\ttest\tfull\t\n".into());
        }
        let name = path.strip_prefix("lexicon/qu/")?;
        let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/lexicon/es");
        std::fs::read_to_string(data.join(name)).ok().map(Into::into)
    }
}

#[test]
fn a_desk_adds_a_language_by_its_folder() {
    let lexicon = Lexicon::load(&Desk).unwrap();
    assert_eq!(lexicon.tags().collect::<Vec<_>>(), ["qu"]);
    assert_eq!(told(&lexicon, "qu", KILLED.0, KILLED.1).len(), 1);
}
