//! The ledger as the verbs see it: opened, its incidents made anew where something came since.

use crate::Global;
use anyhow::Context;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use vigie_fuse::{Told, fuse};
use vigie_ledger::{Derived, Ledger, Options, Stored};
use vigie_model::{Account, Incident, Reading};

/// What makes incidents; those of another version are made anew.
const FUSER: &str = concat!("vigie ", env!("CARGO_PKG_VERSION"));

impl Global {
    /// Where the ledger lies.
    pub fn ledger(&self) -> PathBuf {
        self.ledger.clone().unwrap_or_else(|| PathBuf::from("vigie.db"))
    }
}

/// Opens the ledger to ask it; its incidents take in all that it holds.
pub fn open(global: &Global) -> anyhow::Result<Ledger> {
    let path = global.ledger();
    anyhow::ensure!(
        !path.to_string_lossy().contains("://"),
        "{} is no file: this build keeps ledgers in SQLite files only",
        path.display()
    );
    let mut ledger = Ledger::open(&path, Options::default())?;
    refresh(&mut ledger)?;
    Ok(ledger)
}

/// Makes the incidents anew if something came, or another version made them.
pub fn refresh(ledger: &mut Ledger) -> anyhow::Result<()> {
    if ledger.incidents_are_stale(FUSER)? {
        let (covers, stored) = ledger.stored()?;
        let incidents = fuse_all(&stored);
        let words = Searched::new(&stored);
        let searched: Vec<String> = incidents.iter().map(|incident| words.of(incident)).collect();
        let derived: Vec<Derived> =
            incidents.iter().zip(&searched).map(|(incident, words)| Derived { incident, words }).collect();
        ledger.replace_incidents(covers, FUSER, &derived).context("the incidents could not be made anew")?;
    }
    Ok(())
}

fn fuse_all(stored: &[Stored]) -> Vec<Incident> {
    let told: Vec<Told> =
        stored.iter().map(|stored| Told { reading: &stored.reading, text: Some(&stored.text) }).collect();
    fuse(&told)
}

/// The newest readings by report name.
pub struct Shelf {
    by_name: BTreeMap<String, Stored>,
}

impl Shelf {
    /// Every report of the ledger.
    pub fn all(ledger: &mut Ledger) -> anyhow::Result<Self> {
        let (_, stored) = ledger.stored()?;
        Ok(Self { by_name: stored.into_iter().map(|stored| (stored.reading.id.clone(), stored)).collect() })
    }

    /// The reports of one incident.
    pub fn of(ledger: &mut Ledger, incident: &Incident) -> anyhow::Result<Self> {
        let names: BTreeSet<&str> = incident.members.iter().map(|member| split_member(member).0).collect();
        let mut by_name = BTreeMap::new();
        for name in names {
            if let Some(stored) = ledger.stored_by_name(name)? {
                by_name.insert(name.to_owned(), stored);
            }
        }
        Ok(Self { by_name })
    }

    /// In the order of their names.
    pub fn reports(&self) -> impl Iterator<Item = &Stored> {
        self.by_name.values()
    }

    /// The report with this name.
    pub fn report(&self, name: &str) -> Option<&Stored> {
        self.by_name.get(name)
    }

    /// The account that `<report>#<key>` names.
    pub fn account(&self, member: &str) -> Option<(&Stored, &Account)> {
        let (name, key) = split_member(member);
        let stored = self.by_name.get(name)?;
        Some((stored, account(&stored.reading, key)?))
    }
}

/// The report's name and the account's key of a member.
pub fn split_member(member: &str) -> (&str, &str) {
    member.rsplit_once('#').unwrap_or((member, ""))
}

fn account<'a>(reading: &'a Reading, key: &str) -> Option<&'a Account> {
    reading.incidents.iter().find(|account| account.key == key)
}

/// What `--text` searches.
struct Searched<'a> {
    by_name: BTreeMap<&'a str, &'a Stored>,
}

impl<'a> Searched<'a> {
    fn new(stored: &'a [Stored]) -> Self {
        Self { by_name: stored.iter().map(|stored| (stored.reading.id.as_str(), stored)).collect() }
    }

    /// The whole text of a report that tells nothing else; of a bulletin only what it says of this incident.
    fn of(&self, incident: &Incident) -> String {
        let mut words = Vec::new();
        for member in &incident.members {
            let (name, key) = split_member(member);
            let Some(stored) = self.by_name.get(name) else { continue };
            if stored.reading.incidents.len() == 1 {
                words.push(stored.text.as_str());
            }
            words.extend(account(&stored.reading, key).into_iter().flat_map(account_words));
        }
        words.join("\n")
    }
}

fn account_words(account: &Account) -> impl Iterator<Item = &str> {
    let places = account.places.iter().map(|place| place.name.as_str());
    let units =
        account.places.iter().flat_map(|place| [place.admin1.as_deref(), place.admin2.as_deref()]).flatten();
    let actors = account.actors.iter().flat_map(|actor| [actor.name.as_str(), actor.as_written.as_str()]);
    let targets = account.targets.iter().map(|target| target.name.as_str());
    std::iter::once(account.evidence.as_str()).chain(places).chain(units).chain(actors).chain(targets)
}
