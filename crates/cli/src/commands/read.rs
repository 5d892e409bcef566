//! `vigie read`

use crate::{Global, Outcome};

/// One report's reading: the text with its evidence marked, then the fields
#[derive(Debug, clap::Args)]
pub struct Args {}

pub fn run(_global: &Global, _args: &Args) -> anyhow::Result<Outcome> {
    anyhow::bail!("`vigie read` arrives with the next landing")
}
