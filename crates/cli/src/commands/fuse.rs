//! `vigie fuse`

use crate::{Global, Outcome};

/// Incidents from readings, without a ledger
#[derive(Debug, clap::Args)]
pub struct Args {}

pub fn run(_global: &Global, _args: &Args) -> anyhow::Result<Outcome> {
    anyhow::bail!("`vigie fuse` arrives with the next landing")
}
