//! Prints, for each text, every story that the reader considers and the features it is judged by, one JSON
//! line each: what `data/ontology/fit.py` fits the weights to.
//!
//! `cargo run -p vigie-read --example features -- gold/dev/*.txt > features.jsonl`

use std::path::Path;
use vigie_locate::Gazetteer;
use vigie_read::account::{AccountFound, account};
use vigie_read::quiet::{Tenor, news_features};
use vigie_read::scan::Scan;
use vigie_read::status::status_features;
use vigie_read::tactics::tactic_features;
use vigie_read::targets::TargetFound;
use vigie_read::{Lexicon, story};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let (lexicon, gazetteer) = (Lexicon::embedded()?, Gazetteer::embedded());
    for path in std::env::args().skip(1) {
        let document = vigie_clean::clean(&std::fs::read(&path)?, &Default::default())?;
        let Some(language) = document.lang.as_deref().and_then(|tag| lexicon.language(tag)) else { continue };
        let scan = Scan::of(&lexicon, language, &document, &gazetteer);
        let tenor = Tenor::of(&scan);
        let stem = Path::new(&path).file_stem().unwrap_or_default().to_string_lossy().into_owned();
        for story in story::stories(&lexicon, &scan) {
            println!("{}", line(&stem, tenor, &scan, &account(&lexicon, &scan, story)));
        }
    }
    Ok(())
}

fn line(id: &str, tenor: Tenor, scan: &Scan, found: &AccountFound) -> serde_json::Value {
    let places: Vec<&str> = found.place.places.iter().map(|(place, _)| place.name.as_str()).collect();
    let weighed = found.candidates.iter().map(|candidate| {
        let TargetFound { target, .. } = candidate.found(scan);
        (target.class, target.name, candidate.features(found.kind).0)
    });
    let targets: Vec<_> = weighed.collect();
    let party = |party: &vigie_read::roles::Party| {
        (
            party.side.actor.clone(),
            party.side.kind.map(|kind| format!("{kind:?}")),
            party.features(found.kind).0,
        )
    };
    let parties: Vec<_> = found.parties.iter().map(party).collect();
    serde_json::json!({
        "id": id,
        "date": found.when.date,
        "places": places,
        "event_type": found.kind.event_type(),
        "kind": found.features.0,
        "tactic": tactic_features(&found.features, found.kind, &found.targets, &found.counts).0,
        "targets": targets,
        "parties": parties,
        "status": status_features(scan, &found.story, found.kind, &found.sides).0,
        "news": news_features(tenor, found).0,
    })
}
