//! `vigie clean`

use crate::{Global, Outcome};

/// Readable text of a report, mended, boilerplate gone
#[derive(Debug, clap::Args)]
pub struct Args {}

pub fn run(_global: &Global, _args: &Args) -> anyhow::Result<Outcome> {
    anyhow::bail!("`vigie clean` arrives with the next landing")
}
