//! What must not stand in any text of the repository: where a machine keeps things, and where packages
//! come from. The names are put together here so that this file keeps its own law.

use super::Offence;
use super::repository::Repository;

/// Files that a tool writes and that name their registry.
const WRITTEN_BY_TOOLS: &[&str] = &["Cargo.lock"];

/// Folders of one machine.
const FOLDERS: &[&str] = &[concat!("/", "work/"), concat!("/", "root/"), concat!("/", "home/")];

/// Hosts of package registries.
const HOSTS: &[&str] = &[
    concat!("crates", ".io"),
    concat!("pypi", ".org"),
    concat!("python", "hosted.org"),
    concat!("npm", "js.org"),
    concat!("npm", "js.com"),
    concat!("proxy.", "golang.org"),
    concat!("repo.maven", ".apache.org"),
];

/// Machine paths and registry hosts, by line.
pub fn places(repository: &Repository) -> Vec<Offence> {
    let texts = repository.texts("").filter(|(file, _)| !WRITTEN_BY_TOOLS.contains(file));
    texts.flat_map(|(file, text)| of_text(file, &text)).collect()
}

fn of_text(file: &str, text: &str) -> Vec<Offence> {
    if !FOLDERS.iter().chain(HOSTS).any(|word| text.contains(word)) {
        return Vec::new();
    }
    text.lines().enumerate().flat_map(|(at, line)| of_line(file, at + 1, line)).collect()
}

fn of_line(file: &str, number: usize, line: &str) -> Vec<Offence> {
    let folders =
        FOLDERS.iter().filter(|folder| line.match_indices(**folder).any(|(at, _)| is_root(line, at)));
    let hosts = HOSTS.iter().filter(|host| line.contains(**host));
    folders.chain(hosts).map(|word| Offence::new(file, number, format!("names {word}"))).collect()
}

/// The slash begins a path: `https://example.org/work/` has a host before it.
fn is_root(line: &str, at: usize) -> bool {
    !line[..at].chars().next_back().is_some_and(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | '}'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_of_a_machine_is_named_and_a_web_address_is_not() {
        let home = concat!("see /", "home/ana/vigie");
        assert_eq!(of_text("f", home).len(), 1);
        assert!(of_text("f", concat!("https://example.org/", "work/1")).is_empty());
    }

    #[test]
    fn a_registry_is_named() {
        assert_eq!(
            of_text("f", concat!("a\nfrom https://crates", ".io/x")),
            [Offence::new("f", 2, concat!("names crates", ".io"))]
        );
    }
}
