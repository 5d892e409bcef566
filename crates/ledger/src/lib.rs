//! Kept for good: what arrived, what was read in it, and when it was recorded.
//!
//! Law: only this crate knows SQL. The truth is append-only and chained by hash (`migrations/0001_truth.sql`);
//! incidents are derived, live in tables that may be thrown away, and are made by the caller. No clock is read
//! here: every record's time is handed in. A batch is one transaction, and once [`Ledger::record`] returns it
//! is on the disk.

mod chain;
mod error;
mod incidents;
mod open;
mod pack;
mod recall;
mod record;

pub use chain::Verdict;
pub use error::{LedgerError, Result};
pub use incidents::{Derived, Search};
pub use open::{FORMAT, Ledger, Options};
pub use recall::{Quarantined, ReportCard, Stored};
pub use record::{Arrival, Arrived, Recorded};
