//! `vigie ingest`

use crate::{Global, Outcome};

/// Put reports into the ledger
#[derive(Debug, clap::Args)]
pub struct Args {}

pub fn run(_global: &Global, _args: &Args) -> anyhow::Result<Outcome> {
    anyhow::bail!("`vigie ingest` arrives with the next landing")
}
