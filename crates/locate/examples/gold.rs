//! Locates the places that gold annotations name, as if a reader had found them, and prints the readings.
//!
//! `cargo run -p vigie-locate --example gold -- ../shared/gold/dev ../shared/gold/dev_en > readings.jsonl`,
//! then `score.py` of the gold set says how well. Names and kinds are kept; countries, units and points go.

use std::path::{Path, PathBuf};
use vigie_locate::{Gazetteer, locate};
use vigie_model::{Document, Reading};

type Failure = Box<dyn std::error::Error>;

fn main() -> Result<(), Failure> {
    let gazetteer = Gazetteer::embedded();
    for folder in std::env::args().skip(1) {
        for path in annotations(Path::new(&folder))? {
            let (document, mut reading) = read(&path)?;
            locate(&gazetteer, &document, &mut reading);
            println!("{}", serde_json::to_string(&reading)?);
        }
    }
    Ok(())
}

fn annotations(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let entries: Result<Vec<_>, _> =
        std::fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path())).collect();
    let mut paths = entries?;
    paths
        .retain(|path| path.extension().is_some_and(|e| e == "json") && path.with_extension("txt").is_file());
    paths.sort();
    Ok(paths)
}

fn read(path: &Path) -> Result<(Document, Reading), Failure> {
    let document =
        vigie_clean::clean(&std::fs::read(path.with_extension("txt"))?, &vigie_clean::Hints::default())?;
    let mut reading: Reading = serde_json::from_slice(&std::fs::read(path)?)?;
    for account in &mut reading.incidents {
        (account.point, account.radius_km) = (None, None);
        account.evidence = mended(&account.evidence);
        account.primary_place = account.primary_place.as_deref().map(mended);
        for place in &mut account.places {
            place.name = mended(&place.name);
            (place.country, place.admin1, place.admin2, place.pcode) = (None, None, None, None);
        }
    }
    Ok((document, reading))
}

/// Annotations quote the report as it came; a reading has mended text.
fn mended(text: &str) -> String {
    let document = vigie_clean::clean(text.as_bytes(), &vigie_clean::Hints::default());
    document.map_or_else(|_| text.to_owned(), |document| document.text.trim().to_owned())
}
