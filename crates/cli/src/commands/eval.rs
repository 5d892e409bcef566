//! `vigie eval`

use crate::{Global, Outcome};

/// Score readings and incidents against gold sets
#[derive(Debug, clap::Args)]
pub struct Args {}

pub fn run(_global: &Global, _args: &Args) -> anyhow::Result<Outcome> {
    anyhow::bail!("`vigie eval` arrives with the next landing")
}
