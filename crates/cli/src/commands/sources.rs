//! `vigie sources`

use crate::{Global, Outcome};

/// Who published what the ledger holds
#[derive(Debug, clap::Args)]
pub struct Args {}

pub fn run(_global: &Global, _args: &Args) -> anyhow::Result<Outcome> {
    anyhow::bail!("`vigie sources` arrives with the next landing")
}
