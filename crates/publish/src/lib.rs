//! Incidents in the formats the field uses, without hurting the people in them.
//!
//! Law: what leaves the desk carries no quoted text, no person's name, and no attribution beyond its class.
//! A word of a report passes only where it is known to be harmless: a place that is no building, an
//! organisation of the registry. Everything else goes out as its class, or not at all. An embargoed incident
//! goes out in no format. `Audience::Internal` is for the desk itself, and whoever asks for it says so.

mod formats;
mod row;

pub use formats::{Left, PublishError, csv, geojson, jsonl};
pub use row::{Audience, Row, Terms, row};
