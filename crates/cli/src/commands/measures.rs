//! `vigie measures`

use crate::{Global, Outcome};

/// Curfews, closures and bans: what is in force there and then
#[derive(Debug, clap::Args)]
pub struct Args {}

pub fn run(_global: &Global, _args: &Args) -> anyhow::Result<Outcome> {
    anyhow::bail!("`vigie measures` arrives with the next landing")
}
