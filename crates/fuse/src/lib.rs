//! Accounts to incidents: link, then settle.
//!
//! Law: order-free. The same readings in any order give the same incidents, byte for byte; nothing here
//! depends on which report came first into the house, only on what it says and when it was published. Linking
//! two accounts is a pure function of the two (no statistics of the inflow), so that one more report
//! elsewhere never changes why these two belong together.
//!
//! Merging two happenings wrongly is the worse error: when in doubt they stay apart.

mod facts;
pub mod link;
mod names;
pub mod settle;
pub mod table;
pub mod voices;

pub use link::Reason;
pub use table::{BadRow, TableFiles, Tables};

use facts::Facts;
use vigie_model::{Account, Incident, Reading};

/// A report's reading, and its text where it is at hand.
#[derive(Debug, Clone, Copy)]
pub struct Told<'a> {
    /// What it says.
    pub reading: &'a Reading,
    /// The words, as `vigie clean` prints them: they show copies of one story.
    pub text: Option<&'a str>,
}

/// The incidents that these reports tell, each with its settled values; sorted by first day, then id.
pub fn fuse(told: &[Told<'_>]) -> Vec<Incident> {
    fuse_with(&table::EMBEDDED, told)
}

/// The same by tables of one's own.
pub fn fuse_with(tables: &Tables, told: &[Told<'_>]) -> Vec<Incident> {
    let facts = facts::gather(tables, told);
    let settled = link::link(&facts).into_iter().map(|members| {
        let members: Vec<&Facts<'_>> = members.iter().map(|&at| &facts[at]).collect();
        settle::settle(&members)
    });
    let mut incidents: Vec<Incident> = settled.collect();
    incidents.sort_by(|a, b| (a.date.bounds(), &a.id, &a.members).cmp(&(b.date.bounds(), &b.id, &b.members)));
    incidents
}

/// Why two accounts are one incident or two: each feature that speaks, its value and its weight. The sum of the
/// products is the score of the pair; above 0 it speaks for one. What no weight can buy has weight −∞.
pub fn explain(a: (&Told<'_>, &Account), b: (&Told<'_>, &Account)) -> Vec<Reason> {
    explain_with(&table::EMBEDDED, a, b)
}

/// The same by tables of one's own.
pub fn explain_with(tables: &Tables, a: (&Told<'_>, &Account), b: (&Told<'_>, &Account)) -> Vec<Reason> {
    link::explain(&Facts::alone(tables, a.0, a.1), &Facts::alone(tables, b.0, b.1))
}
