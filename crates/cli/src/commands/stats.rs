//! `vigie stats`

use crate::{Global, Outcome};

/// Counts and toll ranges of the ledger
#[derive(Debug, clap::Args)]
pub struct Args {}

pub fn run(_global: &Global, _args: &Args) -> anyhow::Result<Outcome> {
    anyhow::bail!("`vigie stats` arrives with the next landing")
}
