//! Lists the tables under `data/`, so that a language comes in by its folder alone.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

/// Folders of tables that the reader knows.
const FOLDERS: [&str; 3] = ["actors", "lexicon", "ontology"];

fn main() -> io::Result<()> {
    let data = PathBuf::from(env::var("CARGO_MANIFEST_DIR").unwrap_or_default()).join("../../data");
    let mut files = Vec::new();
    for folder in FOLDERS {
        list(&data, &data.join(folder), &mut files)?;
    }
    files.sort();
    let mut text = String::from("const FILES: &[(&str, &str)] = &[\n");
    for path in files {
        let whole = data.join(&path);
        let _ = writeln!(text, "    ({path:?}, include_str!({whole:?})),");
    }
    text.push_str("];\n");
    fs::write(Path::new(&env::var("OUT_DIR").unwrap_or_default()).join("tables.rs"), text)
}

fn list(data: &Path, folder: &Path, files: &mut Vec<String>) -> io::Result<()> {
    println!("cargo:rerun-if-changed={}", folder.display());
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            list(data, &path, files)?;
        } else if path.extension().is_some_and(|kind| kind == "tsv")
            && let Ok(below) = path.strip_prefix(data)
        {
            files.push(below.to_string_lossy().replace('\\', "/"));
        }
    }
    Ok(())
}
