//! Documents that stay true: links that lead somewhere, one test command, a code map without gaps.

use super::Offence;
use super::repository::Repository;
use std::path::Path;

/// Links of Markdown files to files that are not there.
pub fn links(repository: &Repository) -> Vec<Offence> {
    repository.texts(".md").flat_map(|(file, text)| dead_links(repository.root(), file, &text)).collect()
}

/// What README.md tells a newcomer to run must be what CI runs.
pub fn test_command(repository: &Repository) -> Vec<Offence> {
    let readme = repository.text("README.md").unwrap_or_default();
    let ci = repository.text(".ci/run").unwrap_or_default();
    let Some(command) = readme.lines().map(str::trim).find(|line| line.starts_with("cargo test")) else {
        return vec![Offence::new("README.md", 1, "no line that begins with `cargo test`")];
    };
    let command = command.split('#').next().unwrap_or(command).trim();
    let called = ci.lines().any(|line| line.trim_end().ends_with(command));
    if called { Vec::new() } else { vec![Offence::new(".ci/run", 1, format!("does not call `{command}`"))] }
}

/// Crates that ARCHITECTURE.md does not name.
pub fn code_map(repository: &Repository) -> Vec<Offence> {
    let map = repository.text("ARCHITECTURE.md").unwrap_or_default();
    let crates =
        repository.files("/Cargo.toml").filter_map(|file| file.strip_prefix("crates/")?.split('/').next());
    let missing = crates.filter(|name| !map.contains(&format!("`{name}`")));
    missing.map(|name| Offence::new("ARCHITECTURE.md", 1, format!("does not name `{name}`"))).collect()
}

/// Verbs that a newcomer is told to type and that the command does not have.
pub fn verbs(repository: &Repository) -> Vec<Offence> {
    let guides =
        repository.texts(".md").filter(|(file, _)| !file.contains('/') || file.starts_with("docs/guide/"));
    let has = |verb: &str| {
        let file = format!("crates/cli/src/commands/{verb}.rs");
        verb == "help" || repository.files(".rs").any(|known| known == file)
    };
    guides.flat_map(|(file, text)| unknown_verbs(file, &text, &has)).collect()
}

fn unknown_verbs(file: &str, text: &str, has: &dyn Fn(&str) -> bool) -> Vec<Offence> {
    let mut in_fence = false;
    let mut offences = Vec::new();
    for (at, line) in text.lines().enumerate() {
        in_fence ^= line.starts_with("```");
        let unknown = typed_verbs(line, in_fence).filter(|verb| !has(verb));
        offences
            .extend(unknown.map(|verb| Offence::new(file, at + 1, format!("there is no `vigie {verb}`"))));
    }
    offences
}

/// The word after `vigie` at the start of a fenced line or of a code span.
fn typed_verbs(line: &str, in_fence: bool) -> impl Iterator<Item = &str> {
    let fenced = line.strip_prefix("vigie ").filter(|_| in_fence);
    let spans = line.split("`vigie ").skip(1);
    let verbs = fenced.into_iter().chain(spans).filter_map(|rest| rest.split([' ', '`']).next());
    verbs.filter(|verb| !verb.is_empty() && verb.chars().all(|c| c.is_ascii_lowercase()))
}

fn dead_links(root: &Path, file: &str, text: &str) -> Vec<Offence> {
    let folder = root.join(file);
    let folder = folder.parent().unwrap_or(root);
    let links =
        text.lines().enumerate().flat_map(|(at, line)| targets(line).map(move |target| (at + 1, target)));
    let dead = links.filter(|(_, target)| !folder.join(target).exists());
    dead.map(|(line, target)| Offence::new(file, line, format!("{target} is not there"))).collect()
}

/// The targets of `[words](target)` that are files: no scheme, no anchor alone.
fn targets(line: &str) -> impl Iterator<Item = &str> {
    let links = line.split("](").skip(1).filter_map(|rest| rest.split(')').next());
    let files = links.filter(|target| !target.contains("://") && !target.starts_with(['#', '<']));
    files
        .filter_map(|target| target.split('#').next())
        .filter(|target| !target.is_empty() && !target.contains(' '))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_links_to_files_are_followed() {
        let line = "[a](x.md#top) and [b](https://example.org/y) and [c](#here) and `f(1)` [d](dir/z.md)";
        assert_eq!(targets(line).collect::<Vec<_>>(), ["x.md", "dir/z.md"]);
    }

    #[test]
    fn a_verb_that_is_not_there_is_named() {
        let text = "run `vigie fly --far` or `vigie`\n```\nvigie read x\nvigie swim\n```\nvigie is a word";
        let found = unknown_verbs("f", text, &|verb| verb == "read");
        let lines: Vec<usize> = found.iter().map(|offence| offence.line).collect();
        assert_eq!(lines, [1, 4]);
    }

    #[test]
    fn a_dead_link_is_named() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let found = dead_links(root, "README.md", "see\n[it](no-such-file.md), [this](Cargo.toml)");
        assert_eq!(found, [Offence::new("README.md", 2, "no-such-file.md is not there")]);
    }
}
