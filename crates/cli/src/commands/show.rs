//! `vigie show`

use crate::{Global, Outcome};

/// One incident: every claim side by side
#[derive(Debug, clap::Args)]
pub struct Args {}

pub fn run(_global: &Global, _args: &Args) -> anyhow::Result<Outcome> {
    anyhow::bail!("`vigie show` arrives with the next landing")
}
