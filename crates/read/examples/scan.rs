//! Prints all that the reader marks in each text of a JSON-lines file (`id`, `text`), one JSON line each: words,
//! terms, named sides, places, times and stories. For tools that measure the engine against other annotations,
//! such as `bench/muc4`.
//!
//! `cargo run -p vigie-read --example scan < texts.jsonl > scans.jsonl`

use serde_json::{Value, json};
use std::error::Error;
use std::io::{BufRead, Write};
use vigie_locate::Gazetteer;
use vigie_read::account::account;
use vigie_read::quiet::{Tenor, news_features};
use vigie_read::scan::Scan;
use vigie_read::senses::Sense;
use vigie_read::{Lexicon, story};

fn main() -> Result<(), Box<dyn Error>> {
    let (lexicon, gazetteer) = (Lexicon::embedded()?, Gazetteer::embedded());
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for line in std::io::stdin().lock().lines() {
        let row: Value = serde_json::from_str(&line?)?;
        let text = row["text"].as_str().unwrap_or_default();
        let document = vigie_clean::clean(text.as_bytes(), &Default::default())?;
        let Some(language) = lexicon.language(document.lang.as_deref().unwrap_or("en")) else { continue };
        let scan = Scan::of(&lexicon, language, &document, &gazetteer);
        let mut marks = marks(&scan);
        marks["id"] = row["id"].clone();
        marks["published"] = json!(document.published.map(|published| published.day().to_string()));
        marks["stories"] = stories(&lexicon, &scan);
        writeln!(out, "{marks}")?;
    }
    Ok(())
}

/// Words as `[text, shape, sentence]`, and what is marked on them as word ranges.
fn marks(scan: &Scan) -> Value {
    let words = &scan.words;
    let word =
        |at: usize| json!([words.written(at), format!("{:?}", words.shape(at)), words.sentence_of(at)]);
    let actor = |found: &vigie_read::scan::ActorFound| {
        let kinds: Vec<String> = found.candidates.iter().map(|actor| format!("{:?}", actor.kind)).collect();
        json!([found.words.start, found.words.end, found.candidates[0].name, kinds[0]])
    };
    let place = |place: &vigie_read::places::PlaceFound| {
        json!([
            place.words.start,
            place.words.end,
            format!("{:?}", place.kind),
            format!("{:?}", place.standing)
        ])
    };
    json!({
        "words": (0..words.words.len()).map(word).collect::<Vec<_>>(),
        "blocks": words.sentences.iter().map(|sentence| sentence.block).collect::<Vec<_>>(),
        "hits": scan.hits.iter().map(|hit| json!([hit.words.start, hit.words.end, sense(hit.sense)])).collect::<Vec<_>>(),
        "actors": scan.actors.iter().map(actor).collect::<Vec<_>>(),
        "places": scan.places.iter().map(place).collect::<Vec<_>>(),
        "times": scan.times.iter().map(|time| json!([time.words.start, time.words.end])).collect::<Vec<_>>(),
        "live": scan.live.iter().flatten().map(|live| json!([live.words.start, live.words.end, format!("{:?}", live.trigger)])).collect::<Vec<_>>(),
    })
}

/// A sense as a short tag: `trigger/Kill/Strong`, `people/ArmedGroup`.
fn sense(sense: Sense) -> String {
    match sense {
        Sense::Trigger(trigger, strength) => format!("trigger/{trigger:?}/{strength:?}"),
        Sense::People(people) => format!("people/{:?}", people.who),
        Sense::Thing(thing) => format!("thing/{:?}", thing.class),
        Sense::Place(_) => "place".to_owned(),
        Sense::Cue(cue) => format!("cue/{cue:?}"),
        Sense::Hollow(_) => "hollow".to_owned(),
    }
}

/// What the reader takes for happenings, quiet ones too, with the weight of their being news.
fn stories(lexicon: &Lexicon, scan: &Scan) -> Value {
    let tenor = Tenor::of(scan);
    let told = story::stories(lexicon, scan).into_iter().map(|story| account(lexicon, scan, story));
    let line = |found: vigie_read::account::AccountFound| {
        json!({
            "sentences": found.story.sentences,
            "anchor": found.story.anchor,
            "aside": found.story.aside,
            "kind": found.kind,
            "news": lexicon.news.sum(&news_features(tenor, &found)),
        })
    };
    told.map(line).collect()
}
