//! What a run picks up, in which order, and what it says of the rest.

#![allow(clippy::unwrap_used, reason = "a test may stop")]

use std::fs;
use std::path::{Path, PathBuf};
use vigie_acquire::{AcquireError, Input, Inventory, LIMIT, inventory};

fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

fn look(path: &Path) -> Inventory {
    inventory(&[path.to_owned()])
}

fn names(found: &Inventory, root: &Path) -> Vec<String> {
    let name = |input: &Input| input.name().strip_prefix(&format!("{}/", root.display())).unwrap().to_owned();
    found.inputs.iter().map(name).collect()
}

#[test]
fn a_folder_is_walked_in_byte_order_without_what_is_hidden() {
    let files =
        ["b.txt", "a/z.html", "a/é.txt", "B.txt", ".git/x.txt", "a/.hidden.txt", "a.txt", "a/README.md"];
    let folder = folder(&files.map(|name| (name, "x")));
    let found = look(folder.path());
    assert_eq!(names(&found, folder.path()), ["B.txt", "a/z.html", "a/é.txt", "a.txt", "b.txt"]);
}

#[test]
fn other_formats_are_counted_and_named() {
    let folder =
        folder(&[("a.txt", "x"), ("a.json", "{}"), ("b.JSON", "{}"), ("photo.jpg", "x"), ("noext", "x")]);
    let found = look(folder.path());
    assert_eq!(found.inputs.len(), 1);
    let skipped: Vec<(&str, usize)> =
        found.skipped.iter().map(|(e, files)| (e.as_str(), files.len())).collect();
    assert_eq!(skipped, [("", 1), ("jpg", 1), ("json", 2)]);
}

#[test]
fn a_file_named_outright_is_always_tried() {
    let folder = folder(&[("note.xyz", "words")]);
    let found = look(&folder.path().join("note.xyz"));
    let report = found.inputs[0].reports().next().unwrap().unwrap();
    assert_eq!((report.stem.as_str(), report.bytes.as_slice()), ("note", &b"words"[..]));
}

#[test]
fn what_is_not_there_is_named_and_the_rest_goes_on() {
    let folder = folder(&[("a.txt", "x")]);
    let missing = folder.path().join("gone.txt");
    let found = inventory(&[missing.clone(), folder.path().join("a.txt")]);
    assert_eq!((found.inputs.len(), found.errors.len()), (1, 1));
    assert_eq!(found.errors[0].to_string(), format!("there is no {}", missing.display()));
}

#[test]
fn two_hundred_megabytes_are_refused_before_a_byte_is_read() {
    let folder = folder(&[]);
    let path = folder.path().join("dump.txt");
    // Sparse: it has the size and no blocks.
    fs::File::create(&path).unwrap().set_len(200_000_000).unwrap();
    let failure = look(&path).inputs[0].reports().next().unwrap().unwrap_err();
    assert!(matches!(failure, AcquireError::TooLarge { size: Some(200_000_000), .. }), "{failure:?}");
    assert!(
        failure.to_string().contains("200000000 bytes") && failure.to_string().contains("split"),
        "{failure}"
    );
    assert_eq!(LIMIT, 67_108_864);
}

#[cfg(unix)]
#[test]
fn a_folder_without_rights_is_named_and_the_rest_goes_on() {
    use std::os::unix::fs::PermissionsExt;
    let folder = folder(&[("a.txt", "x"), ("locked/b.txt", "x"), ("z.txt", "x")]);
    let locked = folder.path().join("locked");
    fs::set_permissions(&locked, fs::Permissions::from_mode(0o000)).unwrap();
    let found = look(folder.path());
    let as_root = fs::read_dir(&locked).is_ok();
    fs::set_permissions(&locked, fs::Permissions::from_mode(0o755)).unwrap();
    if as_root {
        eprintln!("skipped: this user may read every folder");
        return;
    }
    assert_eq!(names(&found, folder.path()), ["a.txt", "z.txt"]);
    assert!(found.errors[0].to_string().contains("locked may not be read"), "{}", found.errors[0]);
}

#[cfg(unix)]
#[test]
fn a_link_that_leads_back_ends() {
    let folder = folder(&[("a/b.txt", "x")]);
    std::os::unix::fs::symlink(folder.path(), folder.path().join("a/back")).unwrap();
    assert_eq!(look(folder.path()).inputs.len(), 1);
}

#[test]
fn lines_are_reports_and_a_bad_line_is_named() {
    let lines = concat!(
        "{\"id\":\"x1\",\"title\":\"Two\\nlines\",\"published\":\"2026-01-12\",\"text\":\"Body.\"}\n\n",
        "{\"title\":\"no text\"}\n",
        "{\"body\":\"Other.\"}"
    );
    let folder = folder(&[("feed.jsonl", lines)]);
    let reports: Vec<_> = look(folder.path()).inputs[0].reports().collect();
    let first = reports[0].as_ref().unwrap();
    assert_eq!(String::from_utf8_lossy(&first.bytes), "id: x1\npublished: 2026-01-12\n\nTwo lines\n\nBody.");
    let failure = reports[1].as_ref().unwrap_err();
    assert!(failure.path().ends_with("feed.jsonl:3") && failure.to_string().contains("text"), "{failure}");
    let last = reports[2].as_ref().unwrap();
    assert_eq!((last.stem.as_str(), last.bytes.as_slice()), ("feed:4", &b"Other."[..]));
    assert_eq!(reports.len(), 3);
}

#[test]
fn the_standard_input_is_a_dash() {
    assert_eq!(inventory(&[PathBuf::from("-")]).inputs, [Input::Stdin]);
}
