//! The laws of the house, checked: `cargo run -p xtask -- laws`, and the tests below.
//!
//! Each law is a function from the repository to its offences, and names the file and the line, so that a
//! break says where to look. ARCHITECTURE.md says why the laws are what they are.

mod data;
mod docs;
mod repository;
mod seed;
mod source;
mod text;
mod walls;

use repository::Repository;
use std::fmt;

/// A law: what it asks, and what breaks it.
struct Law {
    asks: &'static str,
    offences: fn(&Repository) -> Vec<Offence>,
}

/// All of them, in the order of ARCHITECTURE.md.
const LAWS: &[Law] = &[
    Law { asks: "a crate uses only the rooms it may use", offences: walls::edges },
    Law { asks: "versions stand in the root manifest", offences: walls::versions },
    Law { asks: "the pure rooms know no clock, disk, network or environment", offences: source::purity },
    Law { asks: "only the ledger knows SQL", offences: source::sql },
    Law { asks: "nothing is left to be done in the code", offences: source::unfinished },
    Law { asks: "files are short", offences: source::file_sizes },
    Law { asks: "functions are short", offences: source::function_sizes },
    Law { asks: "tables are sorted, whole and without doubles", offences: data::tables },
    Law { asks: "data/README.md names every folder", offences: data::folders },
    Law { asks: "no path of a machine and no registry host in the text", offences: text::places },
    Law { asks: "no sentence of the seed report in the repository", offences: seed::quotes },
    Law { asks: "links lead somewhere", offences: docs::links },
    Law { asks: "guides name only verbs that exist", offences: docs::verbs },
    Law { asks: "the README's test command is the one that CI calls", offences: docs::test_command },
    Law { asks: "ARCHITECTURE.md names every crate", offences: docs::code_map },
];

/// What broke a law, and where.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Offence {
    file: String,
    line: usize,
    what: String,
}

impl Offence {
    fn new(file: &str, line: usize, what: impl Into<String>) -> Self {
        Self { file: file.to_owned(), line, what: what.into() }
    }
}

impl fmt::Display for Offence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.file, self.line, self.what)
    }
}

/// Checks every law and prints what breaks it.
pub fn run() -> anyhow::Result<()> {
    let repository = Repository::open()?;
    let mut broken = 0;
    for law in LAWS {
        let offences = (law.offences)(&repository);
        println!("{} {}", if offences.is_empty() { "kept  " } else { "BROKEN" }, law.asks);
        offences.iter().for_each(|offence| println!("       {offence}"));
        broken += usize::from(!offences.is_empty());
    }
    anyhow::ensure!(broken == 0, "{broken} of {} laws broken", LAWS.len());
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One test a law, so that a break is named by the test that fails.
    macro_rules! kept {
        ($($name:ident => $law:path),+ $(,)?) => {
            $(#[test]
            fn $name() {
                let repository = Repository::open().expect("the repository opens");
                let offences = $law(&repository);
                let list: Vec<String> = offences.iter().map(ToString::to_string).collect();
                assert!(list.is_empty(), "{} offences:\n{}", list.len(), list.join("\n"));
            })+

            #[test]
            fn every_law_has_its_test() {
                let tested = [$(stringify!($law)),+].len();
                assert_eq!(tested, LAWS.len());
            }
        };
    }

    kept! {
        crates_use_only_what_they_may => walls::edges,
        versions_stand_in_the_root => walls::versions,
        pure_rooms_are_pure => source::purity,
        only_the_ledger_knows_sql => source::sql,
        nothing_is_unfinished => source::unfinished,
        files_are_short => source::file_sizes,
        functions_are_short => source::function_sizes,
        tables_are_whole => data::tables,
        the_data_index_is_whole => data::folders,
        no_place_of_a_machine => text::places,
        no_sentence_of_the_seed => seed::quotes,
        links_lead_somewhere => docs::links,
        guides_name_verbs_that_exist => docs::verbs,
        one_test_command => docs::test_command,
        the_code_map_is_whole => docs::code_map,
    }
}
