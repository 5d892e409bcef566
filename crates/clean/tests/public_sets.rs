//! Figures on public sets, which are not part of this repository: skipped, and said so, where they are not
//! beside it. Only totals are printed and asserted.

use serde_json::Value;
use std::path::PathBuf;
use vigie_clean::{Hints, clean};

fn bench(path: &str) -> Option<PathBuf> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/bench").join(path);
    if !path.exists() {
        eprintln!("skipped: {path:?} is not there");
    }
    path.exists().then_some(path)
}

fn field<'a>(row: &'a Value, name: &str) -> &'a str {
    row[name].as_str().unwrap_or_default()
}

/// The set straightens quotes and widths, which we do not: they are no garbling.
fn comparable(text: &str) -> String {
    let straight = text.chars().map(|c| match c {
        '‘' | '’' | '´' => '\'',
        '“' | '”' | '„' => '"',
        '，' => ',',
        '\u{a0}' => ' ',
        c => c,
    });
    straight.collect::<String>().trim().to_owned()
}

#[test]
fn mojibake_cases() {
    let Some(path) = bench("mojibake/ftfy_cases.jsonl") else { return };
    let rows: Vec<Value> = std::fs::read_to_string(path).unwrap().lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    let rows: Vec<&Value> = rows.iter().filter(|row| row["expect"] == "pass").collect();
    let (mut right, mut harmed, mut unharmed) = (0, 0, 0);
    for row in &rows {
        let made = clean(field(row, "original").as_bytes(), &Hints::default()).map(|d| d.text).unwrap_or_default();
        let wanted = comparable(field(row, "fixed"));
        let ok = comparable(&made) == wanted;
        right += usize::from(ok);
        if !ok && std::env::var_os("VIGIE_SHOW_MISSES").is_some() {
            eprintln!("{:?} -> {made:?} want {wanted:?}", field(row, "original"));
        }
        if comparable(field(row, "original")) == wanted {
            harmed += usize::from(!ok);
            unharmed += usize::from(ok);
        }
    }
    eprintln!("mojibake: {right} of {} right; {harmed} of {} correct texts harmed", rows.len(), harmed + unharmed);
    assert!(right >= 100 && harmed <= 1);
}
