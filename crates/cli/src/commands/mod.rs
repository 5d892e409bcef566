//! One file a verb.

pub mod clean;
pub mod demo;
pub mod eval;
pub mod figures;
pub mod fuse;
pub mod incidents;
pub mod ingest;
pub mod locate;
pub mod measures;
pub mod read;
pub mod reports;
pub mod show;
pub mod sources;
pub mod stats;
