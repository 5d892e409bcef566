//! `vigie reports`

use crate::{Global, Outcome};

/// Reports in the ledger
#[derive(Debug, clap::Args)]
pub struct Args {}

pub fn run(_global: &Global, _args: &Args) -> anyhow::Result<Outcome> {
    anyhow::bail!("`vigie reports` arrives with the next landing")
}
