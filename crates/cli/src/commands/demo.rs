//! `vigie demo`

use crate::{Global, Outcome};

/// Read the bundled reports, link them, and show what is known
#[derive(Debug, clap::Args)]
pub struct Args {}

pub fn run(_global: &Global, _args: &Args) -> anyhow::Result<Outcome> {
    anyhow::bail!("`vigie demo` arrives with the next landing")
}
