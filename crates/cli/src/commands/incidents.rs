//! `vigie incidents`

use crate::{Global, Outcome};

/// Ask the ledger what happened
#[derive(Debug, clap::Args)]
pub struct Args {}

pub fn run(_global: &Global, _args: &Args) -> anyhow::Result<Outcome> {
    anyhow::bail!("`vigie incidents` arrives with the next landing")
}
