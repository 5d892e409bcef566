//! `vigie figures`

use crate::{Global, Outcome};

/// Statistics that reports cite
#[derive(Debug, clap::Args)]
pub struct Args {}

pub fn run(_global: &Global, _args: &Args) -> anyhow::Result<Outcome> {
    anyhow::bail!("`vigie figures` arrives with the next landing")
}
